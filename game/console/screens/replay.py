"""A replay: the flight screen again, read-only, with causes, truth, notes, and a way back in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Protocol, cast

from textual.binding import Binding, BindingType

from game.console.screens.dialogs import Choice, ChoiceScreen, ExplainScreen, PickScreen
from game.console.screens.replay_asks import NoteScreen, NotesScreen
from game.console.screens.watch import WatchScreen
from game.display.explain import Explanation
from game.display.foot import Hints
from game.display.observer import Picture
from game.display.panels.truth import PANEL as TRUTH
from game.display.panels.truth import truth
from game.display.room import Room
from game.display.scrub import LEGEND
from game.display.text import clean
from game.display.trail import Trail, in_hand, said, trail
from game.display.view import Look
from game.flightlog.log import notes
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.notes import Note, met
from game.flightlog.replay.playback import Playback
from game.flightlog.replay.seek import Replay

UNPROVED = "◇ recorded, can't be proved"
"""Stands among the keys while what is shown was not flown again."""

CHANGED = "◇ not as it was flown"
"""Stands there when it was flown again, and came out otherwise."""

FOREMOST = ("␣", "q", "F1")
"""Keys that are shown even beside such a mark."""


class _TakesOver(Protocol):
    def take_over(self, path: Path, tick: int) -> None: ...


class ReplayScreen(WatchScreen):
    """Watches a flight log, and what lies behind what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "why(1)", "why", id="replay.why", tooltip="Go to the cause of this event"),
        Binding("U", "why(-1)", "down again", id="replay.whyback", tooltip="Back towards it"),
        Binding("x", "truth", "truth", id="replay.truth", tooltip="The truth beside telemetry"),
        Binding("X", "all", "all of it", id="replay.all", tooltip="All that was hidden"),
        Binding("m", "note", "note", id="replay.note", tooltip="Mark this moment, with a text"),
        Binding("n", "mark(1, 'note')", "next note", id="replay.nextnote", tooltip="Next note"),
        Binding("N", "mark(-1, 'note')", "note before", id="replay.prevnote", tooltip="Back"),
        Binding("l", "notes", "list notes", id="replay.notes", tooltip="All notes of the log"),
        Binding("f", "fly", "fly from here", id="replay.fly", tooltip="A new flight from here"),
    ]

    def __init__(self, replay: Replay | Playback, at: float = 0.0, speed: float = 1.0) -> None:
        super().__init__(replay, at, speed)
        self._trail: Trail | None = None
        self._truth = False
        self._slot = self._need.slot
        """What stood where the truth stands now."""

    def hints(self) -> Hints:
        """The keys, and before them a mark when what is shown is not proved; then the way out
        stands further to the front, so that there is room for it."""
        hints = super().hints()
        if self.replay.proved and self.replay.trouble is None:
            return hints
        mark = CHANGED if self.replay.proved else UNPROVED
        first = [one for one in hints if one[0] in FOREMOST]
        return ((mark, "", ""), *first, *(one for one in hints if one not in first))

    def explain(self, target: str) -> None:
        """Say in plain words what ``target`` is; here also the scrub bar."""
        if target.startswith(("tick:", "bar:")):
            self.app.push_screen(ExplainScreen(Explanation("The scrub bar", LEGEND)), self.plot)
        elif target.startswith("event:"):
            self.choose(target)
        else:
            super().explain(target)

    def choose(self, target: str) -> None:
        """Something hidden that is chosen is gone to."""
        kind, _, name = target.partition(":")
        if kind == "event":
            self._ask_why_of(int(name))
        else:
            super().choose(target)

    # --- causes ----------------------------------------------------------------------------

    def let_go(self) -> None:
        """Time goes on, or somebody went elsewhere: nothing is asked about any more."""
        super().let_go()
        self._trail = None

    def action_why(self, by: int) -> None:
        """To the cause of the event in hand, or of the last cause; or down again."""
        way = self._trail
        if way is None:
            self._begin_trail(by)
            return
        at = way.at + by
        if at < 0:
            self.action_jump_to(way.origin)
            self.say(f"{met(way.origin)} Back where you asked why.", "dim")
            return
        self._follow(replace(way, at=min(at, len(way.links) - 1)))

    def _begin_trail(self, by: int) -> None:
        room = self.room
        if by < 0:
            self.say("Ask why first, with u: then U goes down again.", "dim")
            return
        number = self.hand
        if number is None:
            number = in_hand(room.events, room.alarms, self.replay.marks, room.tick)
        way = None if number is None else trail(room.events, number, room.tick)
        if way is None:
            self.say("Nothing has happened yet that could have a cause.", "dim")
            return
        self._follow(replace(way, at=min(1, len(way.links) - 1)))

    def _ask_why_of(self, number: int) -> None:
        way = trail(self.room.events, number, self.room.tick)
        if way is not None:
            self._follow(way)

    def _follow(self, way: Trail) -> None:
        self.playing = False
        self.action_jump_to(way.event.tick)
        self._trail, self.hand = way, way.event.number
        self.say(said(way), "accent")

    # --- the truth -------------------------------------------------------------------------

    def picture_of(self, room: Room, look: Look) -> Picture:
        """The mission as it looks now, with what was hidden while that is asked for."""
        return super().picture_of(room, replace(look, truth=self._truth))

    def action_truth(self) -> None:
        """Show the truth beside telemetry, or hide it again."""
        if self._truth and self._need.slot == TRUTH.id:
            self._truth = False
            self._turn_to(self._slot)
            self.say("What the ground saw, and no more.", "dim")
        else:
            self._truth = True
            self._slot = self._need.slot
            self._turn_to(TRUTH.id)
            said = "The truth. ◌ was not seen by the ground. x hides it again."
            self.say(truth(self.room).none or said, "dim")
        self.show()

    def plot(self, name: str | None) -> None:
        """Plot a channel; where the truth stands in its place, that gives way."""
        if name and self._need.slot == TRUTH.id:
            self._turn_to(self._slot)
        super().plot(name)

    def action_all(self) -> None:
        """List all that the ground did not see, and every reading that was not so."""
        told = truth(self.room)
        picks = [Choice("", f"{one.met} {one.text}", f"event:{one.event}") for one in told.unseen]
        picks += [
            Choice("", one.label, f"channel:{one.channel}",
                   f"{one.true} ≠ {one.seen}   {one.why}")
            for one in told.apart
        ]  # fmt: skip
        if not picks:
            self.say(told.none or "Telemetry says what is so, and nothing is hidden.", "dim")
            return

        def then(target: str | None) -> None:
            if target:
                self.choose(target)

        self.app.push_screen(PickScreen("The truth ≠ what telemetry said", picks), then)

    # --- notes -----------------------------------------------------------------------------

    def action_note(self) -> None:
        """Mark this moment, with a line of text or without."""
        tick = self.room.tick

        def keep(text: str) -> str:
            return self._write(lambda path: notes.add(path, tick, text))

        def then(kept: bool | None) -> None:
            if kept:
                self.say(f"{met(tick)} Kept in the log. n and N go from note to note, l lists.")

        self.app.push_screen(NoteScreen(tick, "", keep), then)

    def _write(self, change: Callable[[Path], tuple[Note, ...]]) -> str:
        """Change the notes in the file; why that can't be, or an empty text."""
        try:
            self.replay.notes = change(self.replay.path)
        except FlightLogError as bad:
            return str(bad)
        self._take_marks()
        return ""

    def action_mark(self, by: int, kind: str = "") -> None:
        """To the next mark of ``kind`` (or any), or the one before; it says what it is."""
        if kind == "note" and not self.replay.notes:
            self.say(NO_NOTES, "dim")
        else:
            super().action_mark(by, kind)

    def action_notes(self) -> None:
        """List the notes: to go there, to change one, or to delete one."""
        self._list_notes(0)

    def _list_notes(self, marked: int) -> None:
        found = self.replay.notes
        if not found:
            self.say(NO_NOTES, "dim")
            return

        def then(chosen: tuple[str, Note] | None) -> None:
            if chosen is not None:
                what, note = chosen
                {"go": self._go_to, "change": self._change, "delete": self._delete}[what](note)

        self.app.push_screen(NotesScreen(found, marked), then)

    def _go_to(self, note: Note) -> None:
        mark = next(m for m in self.replay.marks if (m.kind, m.tick) == ("note", note.tick))
        self.land(replace(mark, text=note.text))

    def _change(self, note: Note) -> None:
        def keep(text: str) -> str:
            return self._write(lambda path: notes.change(path, note, text))

        at = self.replay.notes.index(note)
        self.app.push_screen(NoteScreen(note.tick, note.text, keep), lambda _: self._list_notes(at))

    def _delete(self, note: Note) -> None:
        at = self.replay.notes.index(note)

        def then(answer: str | None) -> None:
            if answer == "delete":
                trouble = self._write(lambda path: notes.remove(path, note))
                if trouble:
                    self.say(trouble, "refused")
                    return
                self.say(f"{met(note.tick)} The note is deleted.", "dim")
            if self.replay.notes:
                self._list_notes(at)

        said = f"{met(note.tick)} {clean(note.text) or 'bookmark'}"
        choices = (Choice("d", "Delete it", "delete"), Choice("k", "Keep it", "keep"))
        self.app.push_screen(ChoiceScreen("Delete this note?", said, choices, 1), then)

    # --- flying on -------------------------------------------------------------------------

    def action_fly(self) -> None:
        """Fly on from this moment in a new flight, after asking once."""
        room = self.room
        if isinstance(self.replay, Playback):
            self.say(
                "Another version of the game flew this: it can be watched, not flown on.", "refused"
            )
            return
        if room.outcome is not None:
            self.say("The mission has ended here: go back first, then f flies on.", "refused")
            return
        path, tick = self.replay.path, room.tick

        def then(answer: str | None) -> None:
            if answer in ("fly", "before"):
                cast(_TakesOver, self.app).take_over(path, tick - (answer == "before"))

        said = (
            f"A new flight begins at {met(tick)}, just as this one stood then, and this one flies "
            "beside it as its ghost. The saved flight stays as it is."
        )
        choices = [Choice("f", "Fly from here", "fly"), Choice("s", "Stay", "stay")]
        given = [text for at, text in self.replay.orders if at == tick]
        if given and tick > 0:
            said += f" What was ordered at this moment is in it already: {clean(given[-1])}."
            choices.insert(1, Choice("b", "Fly from just before that order", "before"))
        self.app.push_screen(ChoiceScreen("Fly on from here?", said, choices), then)


NO_NOTES = "There are no notes yet: m marks this moment."
