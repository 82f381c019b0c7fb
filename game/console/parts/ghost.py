"""A ghost: an earlier mission of the same level, beside the one that is flown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from game.console.keys import Key, Row
from game.console.screens.desk import Command, DeskScreen, Part
from game.console.screens.dialogs import Choice, PickScreen
from game.display.ghost import Follower, introduce, unlike
from game.display.text import clean
from game.flightlog.log.format import FlightLogError
from game.flightlog.replay.track import Track, track
from game.flightlog.shelf import library
from game.level.loading import level_digest
from game.vocabulary.units import clock


class Ghost(Part):
    """Flies the log of the ghost behind the screen, once, and shows it beside the mission."""

    KEYS = (
        Row(
            "g",
            "the ghost: away, and back; without one, choose an earlier flight of this level",
            (Key("beside.ghost", "g", "ghost", "ghost", "The ghost: away, or back"),),
            "ghost", 1400,
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, log: Path | None, path: Path | None) -> None:
        super().__init__(screen)
        self.own_log = log
        """The log of the mission that is flown, which is no ghost to itself."""
        self.path = path
        """The log of the ghost, from when it was asked for."""
        self._follower: Follower | None = None
        self._shown = False
        """Whether the ghost is shown, once there is one."""

    def begin(self) -> None:
        """Call the ghost, if one is to fly."""
        if self.path is not None:
            self.fly_beside(self.path, tell=False)

    @property
    def follower(self) -> Follower | None:
        """Follows the ghost while it is shown."""
        return self._follower if self._shown else None

    def fly_beside(self, path: Path, *, tell: bool = True) -> None:
        """Fly with the mission in the log at ``path`` beside this one, and say so if asked."""
        self.path = path
        call = partial(self._call, path, tell)
        self.screen.run_worker(call, thread=True, exclusive=True, group="ghost")

    def _call(self, path: Path, tell: bool) -> None:
        try:
            found = track(path)
        except FlightLogError as bad:
            self.screen.app.call_from_thread(self._no_ghost, str(bad))
            return
        self.screen.app.call_from_thread(self._meet, found, tell)

    def _no_ghost(self, why: str) -> None:
        """Say why a flight can't be the ghost; one that flew already stays."""
        flying = self._follower
        self.path = None if flying is None else flying.track.path
        if self.screen.is_attached:
            head = "No ghost flies. " if flying is None else ""
            self.say(f"{head}{clean(why)}", "refused")

    def _meet(self, found: Track, tell: bool) -> None:
        room = self.screen.room
        if not self.screen.is_attached or found.path != self.path:
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
            self.tell(introduce(found, otherwise), "accent")
        self._let_show(True)

    def _let_show(self, shown: bool) -> None:
        self._shown = shown
        self.screen.show()

    def action_ghost(self) -> None:
        """Put the ghost away, bring it back, or choose one."""
        if self._follower is None:
            self.choose_ghost()
        elif self._shown:
            self._let_show(False)
            self.tell("The ghost is put away; {beside.ghost} brings it back.")
        else:
            self._let_show(True)
            self.tell(introduce(self._follower.track), "accent")

    def choose_ghost(self) -> None:
        """Offer the flights of this level that are in the saves."""
        saves: Path = getattr(self.screen.app, "saves", Path())
        try:
            found = [
                save
                for save in library.list_saves(saves)
                if save.level == self.screen.room.level.id
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
        self.screen.app.push_screen(PickScreen("Which flight beside yours?", choices), self._ask)

    def _ask(self, chosen: str | None) -> None:
        if chosen:
            self.fly_beside(Path(chosen))

    def commands(self) -> Iterator[Command]:
        """Another ghost."""
        yield "Choose a ghost", "An earlier flight of this level beside yours", self.choose_ghost
