"""The choice of a level, with its briefing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.campaign.progress import Standing, look
from game.campaign.saved import names
from game.console import themes
from game.console.keys import Key, Row, bindings, hints, keys_of, own_of
from game.console.screens.briefing import brief
from game.console.screens.campaign import strip_of
from game.console.screens.choosing import NO_MARK, ChoosingScreen, choosing
from game.display.text import clean
from game.flightlog.log.format import FlightLogError
from game.flightlog.shelf.library import Save, best_flights, list_saves
from game.level import shelf
from game.level.mistakes import LevelMistakes, UnknownLevel
from game.level.schema import Difficulty, Level
from game.level.shelf import Listed
from game.level.simsup import can_strike

DIFFICULTIES: tuple[tuple[Difficulty, str], ...] = (
    ("cadet", "15 % more oxygen, a third of the slips"),
    ("specialist", "as it is flown"),
    ("director", "8 % less oxygen, twice the slips"),
)

MOST_SEED = 2**63 - 1
TALL = 32
"""Rows from which the campaign has its place above the list."""
SLICE_S = 0.03
"""Processor time after which levels that were read are shown, before more are."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to fly."""

    level: Level
    seed: int
    difficulty: Difficulty


@dataclass(frozen=True, slots=True)
class Offer:
    """A level in the list: its file's name, and itself or why it can't be flown."""

    name: str
    level: Level | None
    why: str = ""
    own: bool = False
    """Whether it is the player's own."""
    path: Path | None = None
    shelf: str = ""
    """What the shelf is called that it stands on."""
    head: Listed | None = None
    """What is known of a level of the game before it is read."""

    @property
    def told(self) -> tuple[str, str, str, int | None] | None:
        """Its id, title, difficulty and minutes; None for one that can't be flown."""
        one = self.level or self.head
        return None if one is None else (one.id, one.title, one.difficulty or "", one.minutes)


def offers(chosen: Path | None = None) -> Iterator[Offer]:
    """The levels that come with the game, those to learn by first; then the player's own.

    The level file ``chosen`` comes before them all, if it is not one of them. A level of the game
    is known by its head, which takes 3 ms; :func:`whole` reads it. One of a player's is read when
    it is asked for, which takes a twentieth of a second the first time.
    """
    places = shelf.places()
    if chosen is not None and all(path.resolve() != chosen.resolve() for _, path, _ in places):
        yield _offer(shelf.entry(chosen.stem, chosen, "own"))
    for place in places:
        head = shelf.of_the_game(*place)
        if head is None:
            yield _offer(shelf.entry(*place))
        else:
            yield Offer(head.name, None, path=head.path, shelf=head.named, head=head)


def whole(offer: Offer) -> Offer:
    """An offer of which only the head was known, with its level read."""
    head = offer.head
    return offer if head is None else _offer(shelf.entry(head.name, head.path, head.shelf))


def _offer(entry: shelf.Entry) -> Offer:
    own = entry.shelf == "own"
    if entry.level is not None:
        return Offer(entry.name, entry.level, own=own, path=entry.path, shelf=entry.named)
    count = len(entry.mistakes)
    mistakes = "is one mistake" if count == 1 else f"are {count} mistakes"
    first = entry.mistakes[0]
    why = (
        f"This mission can't be flown as it is: there {mistakes} in it. "
        f"no-airlock check {entry.path if own else entry.name} shows what to fix.\n\n"
        f"{clean(first.place)}: {clean(first.message)}"
    )
    return Offer(entry.name, None, why, own, entry.path, entry.named)


DIFFICULTY = Row(
    "d", "the next difficulty",
    (Key("levels.difficulty", "d", "difficulty", "difficulty", "Difficulty"),),
)  # fmt: skip
SEED = Row(
    "s", "type a seed: it decides every chance",
    (Key("levels.seed", "s", "seed", "seed", "Choose the seed"),),
)  # fmt: skip
SIM = Row(
    "m", "let the Simulation Supervisor draw what goes wrong, or not",
    (Key("levels.sim", "m", "sim", "sim", "Simulation Supervisor"),),
)  # fmt: skip
"""What stands beside its setting has no hint at the foot."""

KEYS = choosing(
    "levels",
    "fly the level that is marked",
    "mark another level",
    DIFFICULTY,
    SEED,
    SIM,
    Row("c", "the campaign: Five Days in a row, where what was used up stays used up",
        (Key("levels.campaign", "c", "app.go('campaign')", "campaign", "The campaign"),),
        "campaign", 55),
)  # fmt: skip
"""The keys of the choice of a level."""


class LevelsScreen(ChoosingScreen[Chosen | None]):
    """Levels on the left, briefing on the right. Gives what to fly, or nothing.

    It shows with the first of the ``offers``, and fills. The file ``first`` is marked.
    """

    help_first = ("CHOOSING A MISSION",)

    BINDINGS = bindings(KEYS)

    def __init__(
        self,
        offers: Iterable[Offer],
        seed: int,
        difficulty: Difficulty,
        first: Path | None = None,
        sim: bool = False,
        saves: Path | None = None,
    ) -> None:
        super().__init__()
        self._sim = sim
        self._first = first.resolve() if first else None
        self._coming = iter(offers)
        self._offers: list[Offer] = []
        self._seed = seed
        self._difficulty: Difficulty = difficulty
        self._saves = saves
        """The folder of the flights, whose best are told."""
        self._best: dict[str, Save] = {}
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """A list, a briefing, what was chosen, keys."""
        yield Static(Text(" CHOOSE A MISSION"), classes="title", markup=False)
        yield Static(id="levels-campaign", markup=False)
        with Horizontal(id="levels-body"):
            yield OptionList(id="levels", markup=False)
            with Vertical(id="brief"):
                with VerticalScroll(id="briefing", can_focus=False):
                    yield Static(id="briefing-text", markup=False)
                yield Static(id="settings", markup=False)
                said = self.worded("a whole number; Enter takes it, {levels.back} does not")
                yield Input(id="seed", placeholder=said)
        yield Static(id="levels-keys", classes="foot", markup=False)

    def prompt(self, at: int, mark: str) -> Text:
        """Two lines, three once it was flown; the first of a shelf has its name above it."""
        styles = themes.roles(self.app.theme)
        offer = self._offers[at]
        label = Text(no_wrap=True, overflow="ellipsis")
        if offer.shelf != (self._offers[at - 1].shelf if at else ""):
            above = "\n" if at else ""
            label.append(f"{above} {clean(offer.shelf).upper()}\n", styles["head"])
        told = offer.told
        if told is None:
            label.append(f"{mark} {clean(offer.name)}\n", styles["dim"])
            label.append("  △ can't be flown as it is", styles["caution"])
            return label
        name, title, difficulty, minutes = told
        label.append(f"{mark} {clean(title)}\n", styles["bright"])
        tail = f"{difficulty} · {minutes} min" + (" · yours" if offer.own else "")
        label.append(f"  {tail}", styles["dim"])
        best = self._best.get(name)
        if best is not None:
            rated = f" · {best.rating}" if best.rating else ""
            label.append(f"\n  ★ {best.score}{rated}", styles["good"])
        return label

    def on_mount(self) -> None:
        """Show the first levels."""
        self.query_one("#seed").display = False
        self.query_one("#levels").focus()
        self._settings()
        self._fill()

    def on_screen_resume(self) -> None:
        """Look up what was flown, also meanwhile."""
        # a daemon: quitting does not wait for it
        threading.Thread(target=self._look_up, daemon=True).start()

    def on_resize(self) -> None:
        """The strip of the campaign takes the width that there is, if there is the height."""
        self._show_campaign()

    def _look_up(self) -> None:
        """The best flight of each level, and where the campaign stands, from their files."""
        saves = self._saves
        best: dict[str, Save] = {}
        standing: Standing | None = None
        if saves is None:
            return
        with suppress(FlightLogError):
            best = best_flights(list_saves(saves))
        with suppress(FlightLogError, LevelMistakes, UnknownLevel):
            standing = next((look(saves, name) for name in names(saves)), None)
        self.call_later(self._found, best, standing)

    def _found(self, best: dict[str, Save], standing: Standing | None) -> None:
        if not self.is_attached:
            return
        self._best, self._standing = best, standing
        self._tell_all()

    def _tell_all(self) -> None:
        self.sign_all()
        self._show_campaign()
        self._settings()

    def recolour(self) -> None:
        """The list, the campaign, the briefing, and what was chosen."""
        self._tell_all()
        self._brief()

    def _show_campaign(self) -> None:
        where, standing = self.query_one("#levels-campaign", Static), self._standing
        where.display = standing is not None and self.app.size.height >= TALL
        if standing is not None and where.display:
            where.update(strip_of(standing, self.app.size.width, self.app.theme))

    def _fill(self) -> None:
        """Add levels for a slice of time; the rest when that is drawn."""
        listed = self.query_one("#levels", OptionList)
        until = time.thread_time() + SLICE_S
        for offer in self._coming:
            self._offers.append(offer)
            listed.add_option(Option(self.prompt(len(self._offers) - 1, NO_MARK)))
            wanted = self._first is None or (offer.path and offer.path.resolve() == self._first)
            if wanted and listed.highlighted is None:
                listed.highlighted = len(self._offers) - 1
            if time.thread_time() > until:
                self.call_after_refresh(self._fill)
                return
        if listed.highlighted is None:
            listed.highlighted = 0 if self._offers else None
        if not self._offers:
            self._brief()

    @property
    def _offer(self) -> Offer | None:
        """What is marked, with its level."""
        at = self.query_one("#levels", OptionList).highlighted
        if at is None or at >= len(self._offers):
            return None
        self._offers[at] = whole(self._offers[at])
        return self._offers[at]

    def _brief(self) -> None:
        offer = self._offer
        styles = themes.roles(self.app.theme)
        where = self.query_one("#briefing-text", Static)
        if offer is None:
            where.update(Text("No level was found.", styles["caution"]))
            return
        if offer.level is None:
            where.update(Text(offer.why, styles["caution"]))
            return
        where.update(brief(offer.level, self.app.theme))
        self.query_one("#briefing", VerticalScroll).scroll_home(animate=False)

    def _settings(self) -> None:
        styles, own = themes.roles(self.app.theme), own_of(self.app)
        made = Text()
        made.append(f" {keys_of(DIFFICULTY, own)} ", styles["key"])
        made.append("difficulty  ", styles["dim"])
        for name, _ in DIFFICULTIES:
            chosen = name == self._difficulty
            made.append(
                f"[{name}]" if chosen else f" {name} ", styles["select" if chosen else "dim"]
            )
        note = next(note for name, note in DIFFICULTIES if name == self._difficulty)
        made.append(f"\n   {note}\n", styles["dim"])
        made.append(f" {keys_of(SEED, own)} ", styles["key"])
        made.append("seed  ", styles["dim"])
        made.append(f"{self._seed}", styles["bright"])
        made.append("   same seed, same luck\n", styles["dim"])
        made.append(f" {keys_of(SIM, own)} ", styles["key"])
        made.append("SimSup  ", styles["dim"])
        level = self._offer.level if self._offer else None
        if level is not None and not can_strike(level):
            made.append("finds nothing that can go wrong here", styles["dim"])
        elif level is not None and level.simsup == "draw":
            made.append("draws what goes wrong: the level says so", styles["dim"])
        elif self._sim:
            made.append("on: draws what goes wrong", styles["bright"])
        else:
            made.append("off: the level's own trouble", styles["dim"])
        offer = self._offer
        best = self._best.get(offer.level.id) if offer and offer.level else None
        if best is not None:
            made.append("\n ★ ", styles["good"])
            how = [str(best.score), best.rating or best.outcome or "", best.difficulty]
            made.append(f"your best: {', '.join(one for one in how if one)}", styles["dim"])
        self.query_one("#settings", Static).update(made)
        keys = Text(" ")
        for key, what, _ in hints(KEYS, own):
            keys.append(key, styles["key"])
            keys.append(f" {what}  ", styles["dim"])
        self.query_one("#levels-keys", Static).update(keys)

    @on(OptionList.OptionHighlighted, "#levels")
    def marked(self) -> None:
        """Show the briefing of what is marked."""
        self._brief()
        self.sign()
        self._settings()

    @on(OptionList.OptionSelected, "#levels")
    def taken(self) -> None:
        """Fly it, if it can be flown."""
        offer = self._offer
        if offer is not None and offer.level is not None:
            level = offer.level
            if self._sim and can_strike(level):
                level = level.changed(simsup="draw")
            self.dismiss(Chosen(level, self._seed, self._difficulty))
        else:
            self.app.bell()

    def action_difficulty(self) -> None:
        """The next difficulty."""
        names = [name for name, _ in DIFFICULTIES]
        self._difficulty = names[(names.index(self._difficulty) + 1) % len(names)]
        self._settings()

    def action_sim(self) -> None:
        """Have the Simulation Supervisor draw what goes wrong, or not."""
        self._sim = not self._sim
        self._settings()

    def action_seed(self) -> None:
        """Type a seed."""
        box = self.query_one("#seed", Input)
        box.display = True
        box.value = str(self._seed)
        box.focus()

    @on(Input.Submitted, "#seed")
    def seeded(self, event: Input.Submitted) -> None:
        """Take the seed if it is one."""
        text = event.value.strip()
        if text.isascii() and text.isdigit() and int(text[:20]) <= MOST_SEED:
            self._seed = int(text)
            self._settings()
            self._leave_seed()
        else:
            event.input.value = ""
            event.input.placeholder = "a whole number, for example 7: at most 19 digits"

    def _leave_seed(self) -> None:
        self.query_one("#seed").display = False
        self.query_one("#levels").focus()

    def action_leave(self) -> None:
        """Leave the seed, or the screen."""
        if self.query_one("#seed").display:
            self._leave_seed()
        else:
            self.dismiss(None)
