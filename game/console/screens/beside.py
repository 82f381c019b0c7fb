"""A desk with a ghost: an earlier mission of the same level, beside the one that is flown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from game.console.screens.desk import DeskScreen
from game.console.screens.dialogs import Choice, PickScreen
from game.display.ghost import Follower, introduce, unlike
from game.display.observer import Picture
from game.display.room import Room
from game.display.text import clean
from game.display.view import Look
from game.flightlog.log.format import FlightLogError
from game.flightlog.replay.track import Course, course
from game.flightlog.shelf import library
from game.level.loading import level_digest
from game.vocabulary.units import clock


class BesideScreen(DeskScreen):
    """A desk that can show a ghost. The log of the ghost is flown behind the screen, once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "ghost", "ghost", id="beside.ghost", tooltip="The ghost: away, or back"),
    ]

    def __init__(self, room: Room, log: Path | None = None, ghost: Path | None = None) -> None:
        super().__init__(room)
        self.own_log = log
        """The log of the mission that is flown, which is no ghost to itself."""
        self.ghost = ghost
        """The log of the ghost, from when it was asked for."""
        self._follower: Follower | None = None
        self._shown = False
        """Whether the ghost is shown, once there is one."""

    def on_mount(self) -> None:
        """Call the ghost, if one is to fly."""
        if self.ghost is not None:
            self.fly_beside(self.ghost, tell=False)

    def fly_beside(self, path: Path, *, tell: bool = True) -> None:
        """Fly with the mission in the log at ``path`` beside this one, and tell of it if asked."""
        self.ghost = path
        self._call(path, tell)

    @work(thread=True, exclusive=True, group="ghost")
    def _call(self, path: Path, tell: bool) -> None:
        try:
            found = course(path)
        except FlightLogError as bad:
            self.app.call_from_thread(self._no_ghost, str(bad))
            return
        self.app.call_from_thread(self._meet, found, tell)

    def _no_ghost(self, why: str) -> None:
        """Tell why a flight can't be the ghost; one that flew already goes on."""
        flying = self._follower
        self.ghost = None if flying is None else flying.course.path
        if self.is_attached:
            head = "No ghost flies. " if flying is None else ""
            self.say(f"{head}{clean(why)}", "refused")

    def _meet(self, found: Course, tell: bool) -> None:
        room = self.room
        if not self.is_attached or found.path != self.ghost:
            return
        if found.level != room.level.id:
            self._no_ghost(
                f"{found.name} is a flight of another level, {found.title}: a ghost must be one "
                f"of {room.level.title}."
            )
            return
        self._follower = Follower(found, room)
        otherwise = unlike(found, room, level_digest(room.level))
        if tell or otherwise:
            self.say(introduce(found, otherwise), "accent")
        self._let_show(True)

    def _let_show(self, shown: bool) -> None:
        self._shown = shown
        self.show()

    def picture_of(self, room: Room, look: Look) -> Picture:
        """The mission as it looks now, and the ghost beside it."""
        return self.observer.take(room, look, self._follower if self._shown else None)

    def action_ghost(self) -> None:
        """Put the ghost away, bring it back, or choose one."""
        if self._follower is None:
            self.choose_ghost()
        elif self._shown:
            self._let_show(False)
            self.say("The ghost is put away; g brings it back.", "dim")
        else:
            self._let_show(True)
            self.say(introduce(self._follower.course), "accent")

    def choose_ghost(self) -> None:
        """Offer the flights of this level that are in the saves."""
        saves: Path = getattr(self.app, "saves", Path())
        try:
            found = [
                save
                for save in library.list_saves(saves)
                if save.level == self.room.level.id
                and save.broken is None
                and save.path != self.own_log
            ]
        except FlightLogError as bad:
            self.say(str(bad), "refused")
            return
        if not found:
            self.say("There is no other flight of this level in the saves to fly beside.", "dim")
            return
        choices = [
            Choice(
                "",
                clean(save.path.stem),
                str(save.path),
                f"{clock(save.met_s)} {save.outcome or 'unfinished'}, "
                f"{save.difficulty}, seed {save.seed}",
            )
            for save in found
        ]
        self.app.push_screen(PickScreen("Which flight beside yours?", choices), self._ask)

    def _ask(self, chosen: str | None) -> None:
        if chosen:
            self.fly_beside(Path(chosen))

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """What the keys do, and another ghost."""
        yield from super().commands()
        yield "Choose a ghost", "An earlier flight of this level beside yours", self.choose_ghost
