"""The application: screens, and the way from one to the next.

Only what the title needs is imported here. The rest comes when it is first used, or behind the
title once it shows, so that the title is up nearly as fast as Textual itself.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game.console import themes
from game.console.layout import LEAST_HEIGHT, LEAST_WIDTH
from game.console.screens.small import TooSmallScreen
from game.console.screens.title import TitleScreen
from game.console.tight import tight
from game.vocabulary.units import clock

if TYPE_CHECKING:
    from game.console.screens.debrief import DebriefScreen
    from game.console.screens.flight import FlightScreen
    from game.console.screens.levels import Chosen
    from game.flightlog.seek import Replay
    from game.flightlog.writer import Flight
    from game.level.schema import Difficulty, Level

BEHIND_THE_TITLE = ("levels", "flight", "saves", "help", "debrief", "replay")
"""Screens that are imported while the title shows."""


class NoAirlock(App[int]):
    """The game on the screen.

    ``live`` is False in tests, which then call :meth:`DeskScreen.frame` themselves, so that no
    clock decides what they see.
    """

    TITLE = "No Airlock"
    CSS_PATH = "no_airlock.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "quit", show=False, id="app.quit", tooltip="Quit the game"),
        Binding(
            "ctrl+c",
            "interrupt",
            show=False,
            priority=True,
            id="app.interrupt",
            tooltip="Quit; twice while flying",
        ),
    ]

    def __init__(
        self,
        *,
        level: Level | None = None,
        seed: int = 1,
        difficulty: Difficulty = "specialist",
        saves: Path,
        resume: Flight | None = None,
        replay: Replay | None = None,
        at: float = 0.0,
        speed: float = 1.0,
        live: bool = True,
    ) -> None:
        super().__init__()
        self.live = live
        self.saves = saves
        self.animation_level = "none"
        self._level = level
        self._seed = seed
        self._difficulty: Difficulty = difficulty
        self._resume = resume
        self._replay = replay
        self._at = at
        self._replay_speed = speed
        self._flight: Flight | None = None
        for palette in themes.PALETTES:
            self.register_theme(themes.theme_of(palette))
        self.theme = themes.DEFAULT

    def on_mount(self) -> None:
        """The title, or straight to what was asked for."""
        self.push_screen(TitleScreen())
        if self._level is not None:
            from game.console.screens.levels import Chosen

            self.fly(Chosen(self._level, self._seed, self._difficulty))
        elif self._resume is not None:
            self._take_up(self._resume)
        elif self._replay is not None:
            from game.console.screens.replay import ReplayScreen

            self.push_screen(ReplayScreen(self._replay, self._at, self._replay_speed))
        else:
            self.call_after_refresh(self._behind_the_title)

    def _behind_the_title(self) -> None:
        self._look_for_unfinished()
        if self.live:
            self._import_screens()

    @work(thread=True, exit_on_error=False)
    def _import_screens(self) -> None:
        for name in BEHIND_THE_TITLE:
            importlib.import_module(f"game.console.screens.{name}")

    # --- from screen to screen -------------------------------------------------------------

    def action_go(self, where: str) -> None:
        """From the title to ``fly``, ``resume``, ``replays``, ``help`` or ``quit``."""
        if where == "fly":
            self.choose_level()
        elif where == "resume":
            from game.flightlog import folder
            from game.flightlog.lines import FlightLogError

            with contextlib.suppress(FlightLogError):
                self.go_on(folder.latest_unfinished(self.saves))
        elif where == "replays":
            self.choose_log()
        elif where == "help":
            self.action_help()
        else:
            self.exit(0)

    def action_help(self) -> None:
        """Help, over whatever there is."""
        from game.console.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_leave(self) -> None:
        """Quit, by way of the question when a flight is open."""
        flying = self._flying
        if flying is not None:
            flying.action_leave()
        else:
            self.exit(0)

    @property
    def _flying(self) -> FlightScreen | None:
        """The flight screen, if it is the one that shows."""
        from game.console.screens.flight import FlightScreen

        return self.screen if isinstance(self.screen, FlightScreen) else None

    def action_interrupt(self) -> None:
        """Ctrl+C: ask once when a flight is open; at the second, keep the log and end."""
        flying = self._flying if self._flight is not None else None
        if flying is not None and not flying.over():
            flying.action_leave()
        else:
            self.hang_up()

    def choose_level(self) -> None:
        """The choice of a level."""
        from game.console.screens.levels import LevelsScreen, Offer
        from game.level import loading
        from game.level.mistakes import LevelMistakes, UnknownLevel

        offers = []
        for path in loading.builtin():
            try:
                offers.append(Offer(path.stem, loading.load(path)))
            except LevelMistakes as bad:
                offers.append(Offer(path.stem, None, _calm(path, len(bad.mistakes))))
            except (UnknownLevel, OSError):
                offers.append(Offer(path.stem, None, _calm(path, 1)))
        offers.sort(key=lambda one: one.level is None or one.level.difficulty != "training")
        screen = LevelsScreen(tuple(offers), self._seed, self._difficulty)
        self.push_screen(screen, self._level_chosen)

    def _level_chosen(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self.fly(chosen)

    def fly(self, chosen: Chosen) -> None:
        """Fly it, and record it in the saves folder."""
        from game.flightlog import folder, writer
        from game.flightlog.lines import FlightLogError

        self._level, self._seed, self._difficulty = chosen.level, chosen.seed, chosen.difficulty
        path = folder.new_path(self.saves, chosen.level.id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            flight = writer.start(chosen.level, chosen.seed, chosen.difficulty, path)
        except (FlightLogError, OSError) as bad:
            self.notify(f"{bad} This flight is not recorded.", severity="warning", markup=False)
            flight = writer.start(chosen.level, chosen.seed, chosen.difficulty, None)
        self._open(flight)

    def go_on(self, path: Path) -> None:
        """Go on with an unfinished mission."""
        from game.flightlog import writer
        from game.flightlog.lines import FlightLogError

        try:
            flight = writer.resume(path)
        except FlightLogError as bad:
            self.notify(str(bad), severity="error", markup=False)
            return
        self._take_up(flight)

    def _take_up(self, flight: Flight) -> None:
        mission = flight.mission
        self._level, self._seed, self._difficulty = (
            mission.level,
            mission.seed,
            mission.difficulty,
        )
        self._open(flight, resumed=True)

    def _open(self, flight: Flight, *, resumed: bool = False) -> None:
        from game.console.screens.flight import FlightScreen

        self._flight = flight
        screen = FlightScreen(flight)
        screen.clock.paused = resumed
        self.push_screen(screen, self._flown)
        if resumed:
            met = clock(flight.mission.time)
            self.call_after_refresh(
                screen.say, f"Resumed at {met}, paused: Space goes on.", "accent"
            )

    def _flown(self, how: str | None) -> None:
        flight, self._flight = self._flight, None
        if how == "quit":
            self.exit(0)
        elif how == "debrief" and flight is not None:
            self.debrief(flight)
        else:
            self._look_for_unfinished()

    def debrief(self, flight: Flight) -> None:
        """What happened and why."""
        from game.console.screens.debrief import DebriefScreen
        from game.console.screens.levels import Chosen
        from game.debrief.report import debrief

        mission = flight.mission
        screen = DebriefScreen(
            debrief(mission),
            mission.level.title,
            mission.level.ending,
            recorded=flight.path is not None,
        )

        def then(where: str | None) -> None:
            if where == "replay" and flight.path is not None:
                self.watch_log(flight.path)
            elif where == "again":
                self.fly(Chosen(mission.level, mission.seed, mission.difficulty))
            elif where == "levels":
                self.choose_level()

        self.push_screen(screen, then)
        if flight.path is not None:
            self._tell_closely(flight, screen)

    @work(thread=True, exclusive=True)
    def _tell_closely(self, flight: Flight, screen: DebriefScreen) -> None:
        """Fly it again in the background, to say who came close to harm."""
        from game.debrief.extremes import extremes
        from game.debrief.report import debrief
        from game.flightlog.lines import FlightLogError
        from game.flightlog.reader import read

        mission = flight.mission
        if flight.path is None:
            return
        try:
            given = read(flight.path).orders
        except FlightLogError:
            return
        found = extremes(mission.level, mission.seed, mission.difficulty, given, mission.tick)
        said = debrief(mission, found)

        def show() -> None:
            if self.screen is screen:
                screen.tell(said)

        self.call_from_thread(show)

    def choose_log(self) -> None:
        """What has been flown."""
        from game.console.screens.saves import SavesScreen
        from game.flightlog import folder
        from game.flightlog.lines import FlightLogError

        try:
            saves = folder.list_saves(self.saves)
        except FlightLogError as bad:
            self.notify(str(bad), severity="error", markup=False)
            return

        def then(chosen: tuple[str, Path] | None) -> None:
            if chosen is None:
                return
            how, path = chosen
            if how == "resume":
                self.go_on(path)
            else:
                self.watch_log(path)

        self.push_screen(SavesScreen(saves), then)

    def watch_log(self, path: Path) -> None:
        """Watch a flight log."""
        from game.console.screens.replay import ReplayScreen
        from game.flightlog.lines import FlightLogError
        from game.flightlog.seek import Replay

        try:
            replay = Replay(path)
        except FlightLogError as bad:
            self.notify(str(bad), severity="error", markup=False)
            return
        self.push_screen(ReplayScreen(replay))

    def _look_for_unfinished(self) -> None:
        title = next((s for s in self.screen_stack if isinstance(s, TitleScreen)), None)
        if title is None:
            return
        from game.flightlog import folder
        from game.flightlog.lines import FlightLogError

        try:
            save = folder.summary(folder.latest_unfinished(self.saves))
        except FlightLogError:
            title.offer("")
            return
        title.offer(f"{save.title} at {clock(save.met_s)}")

    def _fatal_error(self) -> None:
        """End without a traceback on the screen; :func:`play` raises what went wrong."""
        self._close_messages_no_wait()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, tight(renderable))

    # --- size, palette, end ----------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Hold the mission while the terminal is too small to play in."""
        width, height = event.size
        small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what the screen's keys do, by name, then themes and quitting."""
        from game.console.screens.desk import DeskScreen

        if isinstance(screen, DeskScreen):
            for title, help_text, action in screen.commands():
                yield SystemCommand(title, help_text, action)
        yield SystemCommand("Help", "Keys, how to play, every order", self.action_help)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave the game; a flight is saved", self.action_leave)

    def hang_up(self) -> None:
        """The terminal is gone, or we are asked to end: keep the log, and end."""
        self.close_flight()
        self.exit(0)

    def close_flight(self) -> None:
        """Flush and close the log of the open flight, if there is one."""
        if self._flight is not None:
            with contextlib.suppress(OSError):
                self._flight.close()

    async def on_load(self) -> None:
        """End cleanly when the terminal closes or somebody asks us to."""
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(getattr(signal, name), self.hang_up)


def _calm(path: Path, count: int) -> str:
    mistakes = "is one mistake" if count == 1 else f"are {count} mistakes"
    return (
        f"This mission can't be flown as it is: there {mistakes} in it. "
        f"no-airlock check {path.stem} shows what to mend."
    )


def play(
    level: Level | str | None = None,
    seed: int | None = None,
    difficulty: Difficulty | None = None,
    saves: Path | None = None,
    resume: Path | None = None,
    replay: Path | None = None,
    at: float | None = None,
    speed: float | None = None,
) -> int:
    """Open the console and return the exit status.

    Without arguments the title shows. ``level`` (a Level, a name or a path) is flown at once,
    ``resume`` gone on with, ``replay`` watched from ``at`` (s) at ``speed``. Raises what loading
    a level by name or opening a log raises, and, with the terminal as it was and the log closed,
    whatever went wrong on the way.
    """
    from game.flightlog import folder

    app = NoAirlock(
        level=_level_of(level),
        seed=1 if seed is None else seed,
        difficulty=difficulty or "specialist",
        saves=saves or folder.saves_folder(),
        resume=_resumed(resume),
        replay=_watched(replay),
        at=at or 0.0,
        speed=speed or 1.0,
    )
    try:
        app.run()
    finally:
        app.close_flight()
    if app._exception is not None:
        raise app._exception
    return app.return_code or 0


def _level_of(level: Level | str | None) -> Level | None:
    if not isinstance(level, str):
        return level
    from game.level.loading import load_named

    return load_named(level)


def _resumed(path: Path | None) -> Flight | None:
    if path is None:
        return None
    from game.flightlog.writer import resume

    return resume(path)


def _watched(path: Path | None) -> Replay | None:
    if path is None:
        return None
    from game.flightlog.seek import Replay

    return Replay(path)
