"""What has been flown: resume it, watch it, fly against it, prove it, and keep it in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.style import Style
from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from game.campaign.saved import loss, refuse_renaming
from game.console import themes
from game.console.keys import Key, Row, Table, bindings, hints, own_of
from game.console.screens.closing import ClosingScreen
from game.console.screens.dialogs import Choice, ChoiceScreen, rich_line
from game.display.pages import saves as page
from game.display.text import Line, Part, clean, cut, width_of
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay.refly import Progress
from game.flightlog.replay.resume import ended
from game.flightlog.replay.verify import Verdict, verify
from game.flightlog.shelf import manage
from game.flightlog.shelf.library import Save, list_saves, mission_of_the_game
from game.mission import Mission

Found = TypeVar("Found")


class _Logs(OptionList):
    """A list in which the first click marks, and a click on what is marked takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False, id="saves.next", tooltip="Next log"),
        Binding("k", "cursor_up", show=False, id="saves.before", tooltip="Log before"),
    ]

    def on_click(self, event: events.Click) -> None:
        """Mark what was clicked, unless it is marked."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            self.highlighted = clicked
            event.prevent_default()


class _Unwanted(Exception):
    """Nobody waits for what is being flown any more."""


_RESUME = Row(
    "r", "resume an unfinished mission; Enter does so too",
    (Key("saves.resume", "r", "take('resume')", "resume", "Resume it"),), "resume", 10, "⏎",
)  # fmt: skip
_WATCH = Row(
    "w", "watch it; Enter watches one that has ended",
    (Key("saves.watch", "w", "take('replay')", "watch", "Watch it"),), "watch", 20,
)  # fmt: skip
_COMES_ALONG = Row(
    "w", "with nothing flown yet: watch First Out, a mission that comes with the game",
    (Key("saves.first", "enter", "take('replay')"),), "watch First Out", 20, "⏎",
)  # fmt: skip
_AGAINST = Row(
    "g", "fly the same level once more, with that flight beside yours as a ghost",
    (Key("saves.ghost", "g", "take('ghost')", "against", "Fly it beside this"),), "against", 30,
)  # fmt: skip
_DEBRIEF = Row(
    "b", "the debrief of one that has ended: how it went, and why",
    (Key("saves.debrief", "b", "take('debrief')", "debrief", "How it went, and why"),),
    "debrief", 25,
)  # fmt: skip
_OF_A_LOG: Table = (
    Row("n", "another name",
        (Key("saves.rename", "n", "rename", "rename", "Give it another name"),), "rename", 40),
    Row("d", "delete it, after asking",
        (Key("saves.delete", "d,delete", "delete", "delete", "Delete it"),), "delete", 50),
    Row("v", "fly it again and prove that it holds: no line was changed",
        (Key("saves.verify", "v", "verify", "verify", "Fly it again and prove it"),),
        "verify", 60),
)  # fmt: skip
_BACK = Row(
    "Esc", "back to the title",
    (Key("saves.back", "escape,q", "leave", "back", "Back to the title"),), "back", 80,
)  # fmt: skip
_ALWAYS: Table = (
    Row("/", "find: only those with what you type in their name, mission or outcome; Esc: all",
        (Key("saves.find", "slash", "find", "find", "Only those with these words"),),
        "find", 65),
    Row("i", "import a log that somebody gave you",
        (Key("saves.import", "i", "bring_in", "import", "Import a log"),), "import", 90),
    _BACK,
    Row("F1", "help", (Key("saves.help", "f1,question_mark", "app.help", "help", "Help"),)),
)  # fmt: skip
KEYS: Table = (_RESUME, _WATCH, _COMES_ALONG, _DEBRIEF, _AGAINST, *_OF_A_LOG, *_ALWAYS)
"""The keys of the list of what has been flown."""


_FOREIGN = "Another physics version flew it: {saves.watch} watches it"


def _of_use(save: Save | None, *, none_at_all: bool) -> Table:
    """The keys that do something with ``save``, or when there is no log."""
    if save is None:
        comes = none_at_all and mission_of_the_game().is_file()
        return (_COMES_ALONG, *_ALWAYS) if comes else _ALWAYS
    if save.broken is not None:
        return (*_OF_A_LOG, *_ALWAYS)
    opening: Table = (_RESUME, _WATCH)
    if not save.unfinished:
        opening = (_WATCH._replace(short="⏎"),)
        opening += () if save.foreign else (_DEBRIEF,)
    return (*opening, _AGAINST, *_OF_A_LOG, *_ALWAYS)


def _to_its_end(path: Path, progress: Progress) -> Mission:
    """The mission in the log at ``path`` at its end, flown again. Raises FlightLogError."""
    return ended(read(path), progress)


class SavesScreen(ClosingScreen[tuple[str, Path] | None]):
    """The flight logs of ``folder``.

    Gives (``resume``, ``replay``, ``debrief`` or ``ghost``, path), or nothing. For a debrief
    ``flown`` is the mission at its end.

    Raises FlightLogError when the folder can't be read.
    """

    help_first = ("WHAT HAS BEEN FLOWN",)

    BINDINGS = bindings(KEYS)

    def __init__(
        self, folder: Path, marked: Path | None = None, said: str = "", wanted: str = ""
    ) -> None:
        super().__init__()
        self._said = said
        """What is said at first."""
        self._last = ("", "dim")
        """What was said last, and its role."""
        self._first = marked
        self._folder = folder
        self._all = self._saves = list_saves(folder)
        """All logs, and those of them that are listed."""
        self._wanted = wanted
        """What those that are listed have in them, as it was typed."""
        self._verdicts: dict[Path, tuple[str, str]] = {}
        """What was proved of a log, as a sentence, and its role."""
        self._under_way: tuple[Path, tuple[str, str]] | None = None
        """The log that is flown again now; how far it is, as a sentence, and its role."""
        self.flown: Mission | None = None
        """The mission whose debrief was asked for, flown again."""
        self._looks_back: Path | None = None
        """The log that is flown again for its debrief, while the player waits for that."""
        self._renamed: Path | None = None
        """The log that is given a name in the line to type in; None while importing."""
        self._finding = False
        """Whether what is typed in the line narrows the list."""

    def compose(self) -> ComposeResult:
        """A list, more about what is marked, a line to type in, and the keys."""
        yield Static(id="saves-title", classes="title", markup=False)
        yield Static(id="saves-heads", markup=False)
        yield _Logs(id="saves", markup=False)
        yield Static(id="none", markup=False)
        yield Static(id="saves-details", markup=False)
        with Horizontal(id="saves-ask"):
            yield Static(id="saves-asked", markup=False)
            yield Input(id="saves-typed", select_on_focus=True)
        yield Static(id="saves-said", markup=False)
        keys = Static(id="saves-keys", classes="foot", markup=False)
        keys.auto_links = False  # the keys can be clicked, and look as on other screens
        yield keys

    def on_mount(self) -> None:
        """Mark the newest, or what was asked for."""
        self.query_one("#saves-ask").display = False
        first = next((save for save in self._all if save.path == self._first), None)
        self._narrow(self._wanted, first)
        self._say(self._said)

    def on_resize(self) -> None:
        """Cut the rows again."""
        if not self.is_mounted:
            return
        self._fill(self._marked)

    def recolour(self) -> None:
        """The list, the details, the keys, and what was said."""
        text, role = self._last
        self._fill(self._marked)
        self._say(text, role)

    @property
    def wanted(self) -> str:
        """What was searched for, as it was typed."""
        return self._wanted

    # --- what shows ------------------------------------------------------------------------

    @property
    def _list(self) -> OptionList:
        return self.query_one("#saves", OptionList)

    @property
    def _marked(self) -> Save | None:
        at = self._list.highlighted
        return self._saves[at] if at is not None and at < len(self._saves) else None

    @property
    def _roles(self) -> dict[str, Style]:
        return themes.roles(self.app.theme)

    def _fill(self, marked: Save | None = None) -> None:
        """Show the logs as they are now, with ``marked`` (or what stands there now) marked."""
        width = self.app.size.width - 4
        listed, some = self._list, bool(self._saves)
        before = listed.highlighted or 0
        paths = [save.path for save in self._saves]
        at = paths.index(marked.path) if marked and marked.path in paths else before
        with listed.prevent(OptionList.OptionHighlighted):
            listed.clear_options()
            listed.add_options([self._option(one, width) for one in self._saves])
            listed.highlighted = min(at, len(self._saves) - 1) if some else None
        listed.display = some
        self.query_one("#none").display = not some
        if not self.query_one("#saves-ask").display:
            self.set_focus(listed if some else None)
        title = page.title(len(self._saves), len(self._all), self._wanted)
        self.query_one("#saves-title", Static).update(self._line(title))
        heads = self._line(page.heads(width)) if some else Text()
        self.query_one("#saves-heads", Static).update(heads)
        self.query_one("#none", Static).update(self._nothing())
        self._tell()

    def _line(self, line: Line) -> Text:
        return rich_line(line, self.app.theme)

    def _option(self, save: Save, width: int) -> Option:
        return Option(self._line(page.row(save, width)))

    def _nothing(self) -> Text:
        text, dim = self._roles["text"], self._roles["dim"]
        if self._all:
            return Text("\nNo log has this in its name, mission or outcome.", dim)
        made = Text("\nNothing has been flown yet.\n\n", text)
        made.append("Every mission you fly is saved here as it is flown: to resume it,\n", dim)
        imports = self.worded("{saves.import} imports a log that somebody gave you.")
        made.append(f"to watch it, to fly against it. {imports}\n\n", dim)
        if mission_of_the_game().is_file():
            watches = self.worded("{saves.first} watches First Out")
            made.append(f"{watches}, a mission that comes with the game.\n\n", text)
        return made.append(f"The folder is {clean(str(self._folder))}", dim)

    def _tell(self) -> None:
        """Show what belongs to the log that is marked: details and keys."""
        save, roles = self._marked, self._roles
        told = Text()
        if save is not None:
            path, far = self._under_way or (None, None)
            verdict = far if path == save.path else self._verdicts.get(save.path)
            lines = page.details(save, verdict, self.app.size.width - 2)
            told = Text("\n").join(map(self._line, lines))
        self.query_one("#saves-details", Static).update(told)
        made = Text(" ")
        rows = _of_use(save, none_at_all=not self._all)
        if self.query_one("#saves-ask").display:  # letters are text now
            made.append("⏎", roles["key"]).append(" take it  ", roles["dim"])
            rows = (_BACK,)
        for key, what, target in hints(rows, own_of(self.app)):
            action = target.partition(":")[2]
            if made.cell_len + width_of((Part(f"{key} {what}"),)) > self.app.size.width:
                break
            click = Style(meta={"@click": action if "." in action else f"screen.{action}"})
            made.append(key, roles["key"] + click)
            made.append(f" {what}", roles["dim"] + click)
            made.append("  ")
        self.query_one("#saves-keys", Static).update(made)

    def _say(self, text: str, role: str = "refused") -> None:
        self._last = (text, role)
        self.query_one("#saves-said", Static).update(Text(clean(text), self._roles[role]))

    @on(OptionList.OptionHighlighted)
    def marked(self) -> None:
        """Tell of the one that is marked now."""
        if self._marked is None or self._marked.path != self._looks_back:
            self._looks_back = None
        self._say("")
        self._tell()

    def _again(self, marked: Path | None = None) -> None:
        """Look into the folder again; ``marked`` is to be marked, else what stands there now."""
        try:
            self._all = list_saves(self._folder)
        except FlightLogError as bad:
            self._say(str(bad))
            return
        self._narrow(self._wanted, next((one for one in self._all if one.path == marked), None))

    def _narrow(self, wanted: str, marked: Save | None) -> None:
        """List the logs with what is ``wanted`` in them; all, if that is empty."""
        self._wanted = wanted.strip() if self._all else ""
        self._saves = [save for save in self._all if page.has(save, self._wanted)]
        self._fill(marked)

    # --- what can be done ------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def chosen(self) -> None:
        """Resume it if it can be resumed, else watch it."""
        save = self._marked
        if save is not None:
            self.action_take("resume" if save.unfinished else "replay")

    def action_take(self, how: str) -> None:
        """Resume, replay, look back on or fly against what is marked."""
        save = self._marked
        if save is None:
            if how == "replay" and not self._all and mission_of_the_game().is_file():
                self.dismiss((how, mission_of_the_game()))
            return
        if save.broken is not None:
            self._say(f"{save.path.name}: {save.broken}.")
        elif how == "resume" and save.outcome is not None:
            self._say(self.worded("That mission has ended: {saves.watch} watches it."))
        elif how == "resume" and not save.unfinished:
            self._say(self.worded(f"{_FOREIGN}, but it can't be resumed."))
        elif how == "debrief" and save.foreign:
            self._say(self.worded(f"{_FOREIGN}, but it has no debrief."))
        elif how == "debrief" and save.outcome is None:
            self._say("That mission has not ended: its debrief comes at the end.")
        elif how == "debrief":
            self._look_back(save.path)
        else:
            self.dismiss((how, save.path))

    def action_rename(self) -> None:
        """Type another name."""
        if self._marked is not None:
            self._renamed, self._finding = self._marked.path, False
            self._ask("new name ", self._renamed.stem, "Letters, digits, . _ and - make a name.")

    def action_bring_in(self) -> None:
        """Type the path of a log to import."""
        self._renamed, self._finding = None, False
        self._ask("import ", "", "A path, for example ~/Downloads/first-out.jsonl.")

    def action_find(self) -> None:
        """Type what is wanted: the list is narrowed meanwhile."""
        if self._all:
            self._finding = True
            self._ask("find ", self._wanted, "Words of a name, mission or outcome.")

    @on(Input.Changed, "#saves-typed")
    def narrowed(self, event: Input.Changed) -> None:
        """List what has in it what is typed so far."""
        if self._finding:
            self._narrow(event.value, self._marked)

    def _ask(self, asked: str, value: str, hint: str) -> None:
        self._looks_back = None
        self._say(self.worded(f"{hint} Enter takes it, {{saves.back}} does not."), "dim")
        self.query_one("#saves-asked", Static).update(Text(asked, self._roles["label"]))
        box = self.query_one("#saves-typed", Input)
        box.value = value
        self.query_one("#saves-ask").display = True
        box.focus()
        self._tell()

    @on(Input.Submitted, "#saves-typed")
    def typed(self, event: Input.Submitted) -> None:
        """Rename or import; what does not work is reported, and can be typed again."""
        if self._finding:
            self._leave_box()
            return
        old, text = self._renamed, event.value.strip()
        try:
            if old is not None:
                refuse_renaming(old)
                path = manage.rename(old, text)
                said = f"{old.stem} is now {path.stem}."
            else:
                brought = manage.import_log(Path(text).expanduser(), self._folder)
                path, said = brought.path, brought.sentence
        except (FlightLogError, RuntimeError) as bad:
            self._say(str(bad))
            return
        self._leave_box()
        self._wanted = ""
        self._again(path)
        self._say(said, "done")

    def _leave_box(self) -> None:
        self._finding = False
        self._say("")
        self.query_one("#saves-ask").display = False
        self.set_focus(self._list if self._saves else None)
        self._tell()

    def action_delete(self) -> None:
        """Ask, and delete what is marked."""
        save = self._marked
        if save is None:
            return
        self._looks_back = None
        question = f"Delete {cut(clean(save.path.stem), 50)}?"
        said = f"{page.described(save)}. It can't be brought back. {loss(save.path)}"
        choices = (Choice("y", "delete it", "yes"), Choice("n", "keep it", "no"))
        self.app.push_screen(ChoiceScreen(question, said, choices, 1), self._deleter(save))

    def _deleter(self, save: Save) -> Callable[[str | None], None]:
        def then(answer: str | None) -> None:
            if answer != "yes":
                return
            try:
                manage.delete(save.path)
            except FlightLogError as bad:
                self._say(str(bad))
                return
            self._again()
            self._say(f"{save.path.stem} is deleted.", "done")

        return then

    def action_verify(self) -> None:
        """Fly what is marked again in the background, and tell whether it holds."""
        if self._marked is not None:
            self._looks_back = None
            self._fly_again(self._marked.path, verify, self._proved)

    def _proved(self, path: Path, verdict: Verdict) -> None:
        self._verdicts[path] = (verdict.sentence, "done" if verdict.ok else "warning")
        self._tell()

    def _look_back(self, path: Path) -> None:
        """Fly the mission in the log at ``path`` to its end in the background, and leave for that.

        If the player goes on to something else meanwhile, nothing comes of it.
        """
        if self._looks_back != path:
            self._looks_back = path
            self._fly_again(path, _to_its_end, self._flown)

    def _flown(self, path: Path, mission: Mission) -> None:
        self._tell()
        if self._looks_back == path:
            self._looks_back = None
            self.flown = mission
            self.dismiss(("debrief", path))

    @work(thread=True, exclusive=True, group="again")
    def _fly_again(
        self,
        path: Path,
        fly: Callable[[Path, Progress], Found],
        then: Callable[[Path, Found], None],
    ) -> None:
        """Do ``fly`` in the background, tell how far it is, and ``then`` do what is due."""
        worker = get_current_worker()

        def told(said: tuple[str, str]) -> None:
            if self.is_attached and not worker.is_cancelled:
                self._under_way = path, said
                self._tell()

        def over() -> None:
            if not worker.is_cancelled:
                self._under_way = None

        def refused(why: FlightLogError) -> None:
            if self._looks_back == path:
                self._looks_back = None
            over()
            self._verdicts[path] = (str(why), "warning")
            if self.is_attached:
                self._tell()

        def done(found: Found) -> None:
            over()
            if self.is_attached:
                then(path, found)

        def progress(part: float) -> None:
            if worker.is_cancelled:
                raise _Unwanted
            self.app.call_from_thread(told, (f"Flying it again: {100 * part:.0f} %", "dim"))

        try:
            progress(0.0)
            found = fly(path, progress)
        except FlightLogError as bad:
            self.app.call_from_thread(refused, bad)
        except _Unwanted:
            pass
        else:
            self.app.call_from_thread(done, found)

    def action_leave(self) -> None:
        """Leave the line to type in, list all again, or leave the screen."""
        if self.query_one("#saves-ask").display and not self._finding:
            self._leave_box()
        elif self._finding or self._wanted:
            self._leave_box()
            self._narrow("", self._marked)
        else:
            self.dismiss(None)
