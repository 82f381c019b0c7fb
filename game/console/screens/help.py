"""Keys, how to play, and every order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from game.console import themes
from game.console.keys import NO_OWN, Own, filled, help_rows, names, own_of
from game.console.looking import LOOKING
from game.console.screens import campaign, debrief, levels, saves
from game.console.screens.closing import ClosingBox
from game.console.screens.dialogs import table
from game.console.screens.flight import FlightScreen
from game.console.screens.replay import ReplayScreen
from game.display.panels import PANELS
from game.display.scrub import LEGEND
from game.display.text import HIDDEN
from game.vocabulary import orders

PLAY = """You are the EVA flight director. To let two people out, the whole cabin goes to vacuum, \
so all four breathe from the ship's tanks, and the oxygen clock at the top right runs for everybody.

Run the checklists of the flight plan with {fly.go}. The crew does the steps; a step marked ◆ \
waits for your GO: look at the numbers first. A crew member can say "done" when it was not: \
telemetry shows it. Warnings come with the time that is left; {look.explain} on anything says what \
it is and what helps. \
Pause with {fly.pause} as often as you like: orders may be given while paused.

When the signal is lost nobody hears you. Before that, leave standing orders:
  when ev1.suit.pressure < 4.5 psi do abort"""

LOOK = (
    " ".join(row.shown.split()[0] for row in LOOKING if row.hint),
    "look around as in flight: crew, checklist, plot, panel, explain, help, palette",
)
"""How help of a replay sums up what it shares with a flight."""

PARENT = ("← name", "the flight that it was taken over from")

BESIDE = (
    ("◌", "an earlier flight of the same level, beside yours; it changes nothing in your mission"),
    (
        "2:10 behind",
        "you came to the last point of both so much later; or what it had done by now is not done",
    ),
    ("◌ next", "what the ghost did next, and in how long; in the plan: when it began each item"),
    ("O₂", "how much more or less there is than the ghost had at this time"),
    ("△ ▲ ■ ✗", "the ghost's next alarm, and whom it lost, with the time to it"),
)

SIGNS = (
    (HIDDEN, "in a replay: true, but not seen by the ground at the time"),
    (
        "≠",
        "in a replay: the truth, and what telemetry said of it: a stuck, slow or dead "
        "transducer, a value of just before, or all of them old",
    ),
    ("✓ ▶ ◆", "done, being done, waits for your GO"),
    ("… ? ✗ »", "waits for something, telemetry must show it, failed, left out"),
    ("· △ ▲ ■", "advisory, caution (time to act), warning (act now), emergency"),
    ("● ○", "signal, no signal: values are the last that came down, and say how old"),
)


def sections(own: Own = NO_OWN) -> dict[str, Sequence[tuple[str, str]]]:
    """What stands under each head, with the player's ``own`` keys; how to play is prose."""
    rows = partial(help_rows, own=own)
    keys = names((*FlightScreen.TABLES, *ReplayScreen.TABLES), own)
    return {
        "HOW TO PLAY": (),
        "KEYS": rows(*FlightScreen.TABLES),
        "BESIDE A GHOST": BESIDE,
        "WATCHING A REPLAY": (
            *rows(*(table for table in ReplayScreen.TABLES if table is not LOOKING)),
            LOOK,
        ),
        "AFTER A MISSION": rows(debrief.KEYS),
        "CHOOSING A MISSION": rows(levels.KEYS),
        "A CAMPAIGN": rows(campaign.KEYS),
        "WHAT HAS BEEN FLOWN": (*rows(saves.KEYS), PARENT),
        "THE BAR OF A REPLAY": LEGEND,
        "PANELS": tuple((panel.title, filled(panel.help, keys)) for panel in PANELS),
        "SIGNS": SIGNS,
        "ORDERS": tuple(
            (entry.usage, f"{entry.what} {entry.why}  Example: {entry.example}")
            for entry in orders.CATALOGUE
            if entry.by != "crew"
        ),
    }


class HelpScreen(ClosingBox[None]):
    """Everything there is to know, with a filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "close", "Close", id="help.close", tooltip="Close help"),
        Binding("down", "move(2)", show=False, id="help.down", tooltip="Down"),
        Binding("up", "move(-2)", show=False, id="help.up", tooltip="Up"),
        Binding("pagedown", "move(15)", show=False, id="help.page", tooltip="Page down"),
        Binding("pageup", "move(-15)", show=False, id="help.back", tooltip="Page up"),
    ]

    def __init__(self, first: Sequence[str] = ()) -> None:
        """``first`` names the sections to begin with; else it begins with how to play."""
        super().__init__()
        self._first = tuple(first)

    def compose(self) -> ComposeResult:
        """A filter and a text."""
        with VerticalScroll(classes="box full", can_focus=False):
            said = self.worded("type to search keys and orders; {help.close} closes")
            yield Input(placeholder=said, id="filter")
            yield Static(id="help-text", markup=False)

    def on_mount(self) -> None:
        """Show all of it."""
        self._fill("")

    def recolour(self) -> None:
        """The text."""
        self._fill(self.query_one(Input).value)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep what matches."""
        self._fill(event.value)

    def _fill(self, wanted: str) -> None:
        words = wanted.lower().split()
        theme = self.app.theme
        styles = themes.roles(theme)

        def fits(*texts: str) -> bool:
            return all(word in " ".join(texts).lower() for word in words)

        parts: list[RenderableType] = []
        own = own_of(self.app)
        known, play = sections(own), filled(PLAY, names(FlightScreen.TABLES, own))
        for head in sorted(known, key=lambda one: one not in self._first):
            kept = [pair for pair in known[head] if fits(head, *pair)]
            if kept:
                parts += [Text(head, styles["head"]), table(kept, theme), Text("")]
            elif head == "HOW TO PLAY" and not words:
                parts += [Text(head, styles["head"]), Text(play + "\n", styles["text"])]
        if not parts:
            parts.append(Text("Nothing matches.", styles["dim"]))
        self.query_one("#help-text", Static).update(Group(*parts))

    def action_move(self, by: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
