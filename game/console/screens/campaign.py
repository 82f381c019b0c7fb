"""A campaign: its days, its missions, and the briefing of the one that is marked."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.campaign import progress
from game.campaign.progress import Standing
from game.console import themes
from game.console.keys import bindings, hints, own_of
from game.console.screens.briefing import brief
from game.console.screens.choosing import NO_MARK, ChoosingScreen, choosing
from game.display.pages.campaign import MARKS, WORDS, left, strip
from game.display.text import Lines, clean, prose
from game.level.mistakes import LevelMistakes, UnknownLevel

KEYS = choosing(
    "campaign",
    "fly the mission that is marked; one that is behind is taken up again",
    "mark another mission",
)
"""The keys of a campaign."""


def shown(lines: Lines, theme: str) -> Text:
    """Lines of parts as a text of this theme."""
    styles = themes.roles(theme)
    made = Text(no_wrap=True, overflow="crop")
    for at, line in enumerate(lines):
        if at:
            made.append("\n")
        for part in line:
            made.append(part.text, styles.get(part.role, styles["text"]))
    return made


def strip_of(standing: Standing, width: int, theme: str) -> Text:
    """The days of a campaign, and what is left, for a screen of this width."""
    made = shown(strip(standing, max(20, width)), theme)
    made.append(f"\n {left(standing)}\n", themes.roles(theme)["dim"])
    return made


class CampaignScreen(ChoosingScreen[int | None]):
    """The strip of days above, missions on the left, a briefing on the right.

    Gives the mission to fly, from 0, or nothing.
    """

    help_first = ("A CAMPAIGN",)

    BINDINGS = bindings(KEYS)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing

    def compose(self) -> ComposeResult:
        """A strip, a list, a briefing, keys."""
        title = f" {clean(self._standing.campaign.title).upper()}"
        yield Static(Text(title), classes="title", markup=False)
        yield Static(id="campaign-strip", markup=False)
        with Horizontal(id="levels-body"):
            yield OptionList(*self._options(), id="levels", markup=False)
            with Vertical(id="brief"), VerticalScroll(id="briefing", can_focus=False):
                yield Static(id="briefing-text", markup=False)
        yield Static(id="levels-keys", classes="foot", markup=False)

    def _options(self) -> list[Option]:
        return [Option(self.prompt(at, NO_MARK)) for at in range(len(self._standing.stops))]

    def prompt(self, at: int, mark: str) -> Text:
        """Two lines: how it stands with the mission, and its title; its day."""
        styles, stop = themes.roles(self.app.theme), self._standing.stops[at]
        state, role = MARKS[stop.state]
        label = Text(no_wrap=True, overflow="ellipsis")
        label.append(f"{mark} ", styles["bright"])
        label.append(f"{state} ", styles[role])
        label.append(f"{clean(stop.title)}\n", styles["bright"])
        score = "" if stop.score is None else f" · {stop.score}"
        label.append(f"    {clean(stop.day)} · {WORDS[stop.state]}{score}", styles["dim"])
        return label

    def on_mount(self) -> None:
        """Mark the mission that comes next."""
        listed = self.query_one("#levels", OptionList)
        listed.focus()
        at = self._standing.at
        listed.highlighted = len(self._standing.stops) - 1 if at is None else at
        self._tell_all()

    def recolour(self) -> None:
        """The days, the list, the briefing and the keys."""
        self.sign_all()
        self._tell_all()

    def _tell_all(self) -> None:
        styles = themes.roles(self.app.theme)
        keys = Text(" ")
        for key, what, _ in hints(KEYS, own_of(self.app)):
            keys.append(key, styles["key"])
            keys.append(f" {what}  ", styles["dim"])
        self.query_one("#levels-keys", Static).update(keys)
        self._strip()
        self._brief()

    def on_resize(self) -> None:
        """The strip takes the width that there is."""
        self._strip()

    def _strip(self) -> None:
        made = strip_of(self._standing, self.app.size.width, self.app.theme)
        self.query_one("#campaign-strip", Static).update(made)

    @property
    def _at(self) -> int:
        return self.query_one("#levels", OptionList).highlighted or 0

    def _brief(self) -> None:
        where = self.query_one("#briefing-text", Static)
        styles = themes.roles(self.app.theme)
        standing = self._standing
        if standing.over and self._at == len(standing.stops) - 1 and standing.campaign.ending:
            where.update(Text(prose(standing.campaign.ending), styles["sun"]))
            return
        if standing.at is not None and self._at > standing.at:
            where.update(Text("Still ahead.", styles["dim"]))
            return
        try:
            level, _ = progress.level_of(standing, self._at)
        except (LevelMistakes, UnknownLevel) as bad:
            where.update(Text(clean(str(bad)), styles["caution"]))
            return
        told = brief(level, self.app.theme)
        if standing.trouble and self._at == standing.at:
            told = Group(Text(f"{clean(standing.trouble)}\n", styles["caution"]), told)
        where.update(told)
        self.query_one("#briefing", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionHighlighted, "#levels")
    def marked(self) -> None:
        """Show the briefing of what is marked."""
        self.sign()
        self._brief()

    @on(OptionList.OptionSelected, "#levels")
    def taken(self) -> None:
        """Fly it, if it is not still ahead."""
        standing = self._standing
        if standing.at is not None and self._at > standing.at:
            self.app.bell()
        else:
            self.dismiss(self._at)
