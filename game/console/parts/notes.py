"""Notes of a replay: a line of text, or a bookmark, for a moment of the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from game.console.keys import Key, Row
from game.console.parts.marks import NO_NOTES, Marks
from game.console.screens.desk import DeskScreen, Part
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.console.screens.replay_asks import NoteScreen, NotesScreen
from game.display.text import clean
from game.flightlog.log import notes
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.notes import Note, met


class Notes(Part):
    """Keeps notes in the log that is watched, and lists them."""

    KEYS = (
        Row(
            "m",
            "mark this moment, with a line of text or without: it is kept in the log",
            (Key("replay.note", "m", "note", "note", "Mark this moment, with a text"),),
            "note", 382,
        ),
        Row(
            "l",
            "all notes: to go there, to change or to delete them",
            (Key("replay.notes", "l", "notes", "list notes", "All notes of the log"),),
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, marks: Marks) -> None:
        super().__init__(screen)
        self._marks = marks
        self.replay = marks.replay

    def action_note(self) -> None:
        """Mark this moment, with a line of text or without."""
        tick = self.screen.room.tick

        def keep(text: str) -> str:
            return self._write(lambda path: notes.add(path, tick, text))

        def then(kept: bool | None) -> None:
            if kept:
                self.tell(
                    f"{met(tick)} Kept in the log. {{replay.nextnote}} and {{replay.prevnote}} go "
                    "from note to note, {replay.notes} lists.",
                    "text",
                )

        self.screen.app.push_screen(NoteScreen(tick, "", keep), then)

    def _write(self, change: Callable[[Path], tuple[Note, ...]]) -> str:
        """Change the notes in the file; why that can't be, or an empty text."""
        try:
            self.replay.notes = change(self.replay.path)
        except FlightLogError as bad:
            return str(bad)
        self._marks.take()
        return ""

    def action_notes(self) -> None:
        """List the notes: to go there, to change one, or to delete one."""
        self._list_notes(0)

    def _list_notes(self, marked: int) -> None:
        found = self.replay.notes
        if not found:
            self.tell(NO_NOTES)
            return

        def then(chosen: tuple[str, Note] | None) -> None:
            if chosen is not None:
                what, note = chosen
                {"go": self._go_to, "change": self._change, "delete": self._delete}[what](note)

        self.screen.app.push_screen(NotesScreen(found, marked), then)

    def _go_to(self, note: Note) -> None:
        mark = next(m for m in self.replay.marks if (m.kind, m.tick) == ("note", note.tick))
        self._marks.land(replace(mark, text=note.text))

    def _change(self, note: Note) -> None:
        def keep(text: str) -> str:
            return self._write(lambda path: notes.change(path, note, text))

        at = self.replay.notes.index(note)
        self.screen.app.push_screen(
            NoteScreen(note.tick, note.text, keep), lambda _: self._list_notes(at)
        )

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
        self.screen.app.push_screen(ChoiceScreen("Delete this note?", said, choices, 1), then)
