"""The application: how it starts, holds and ends.

The way from screen to screen is in navigation.py. Only what the title needs is imported here. The
rest comes when it is first used, or behind the title once it shows, so that the title is up nearly
as fast as Textual itself.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from game.console import themes
from game.console.guarded import Guarded
from game.console.navigation import Navigation, chosen_of
from game.console.palette import GameCommands
from game.console.screens.closing import ClosingScreen
from game.console.screens.small import TooSmallScreen
from game.console.screens.title import TitleScreen
from game.console.settings import Settings, load, save, settings_file
from game.console.signs import PlainSigns
from game.console.tight import tight
from game.console.widgets.panel import PanelWidget
from game.display import roles
from game.display.panel import LEAST_HEIGHT, LEAST_WIDTH
from game.display.text import clean

if TYPE_CHECKING:
    from game.console.screens.flight import FlightScreen
    from game.flightlog.log.writer import Flight
    from game.flightlog.replay.watched import Watched
    from game.level.schema import Difficulty, Level

BEHIND_THE_TITLE = ("levels", "campaign", "flight", "saves", "help", "debrief", "replay")
"""Screens that are imported while the title shows."""
PATIENCE_S = 5.0
"""How long (s) ending may take after a signal that asks for it."""


class Palette(CommandPalette, ClosingScreen[None]):
    """The palette, left once: Textual's own fails at a second click beside it."""


class NoAirlock(Guarded, Navigation):
    """The game on the screen.

    ``live`` is False in tests, which then call :meth:`DeskScreen.frame` themselves, so that no
    clock decides what they see. ``settings`` is the file in which choices are kept, if they are.
    ``ascii`` asks for plain signs whatever that says.
    """

    TITLE = "No Airlock"
    CSS_PATH = "no_airlock.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {GameCommands}
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
        Binding(
            "ctrl+z",
            "suspend_process",
            show=False,
            id="app.suspend",
            tooltip="Suspend; fg in the shell goes on",
        ),
        Binding(
            "ctrl+p,f2",
            "command_palette",
            show=False,
            priority=True,
            id="app.palette",
            tooltip="All that can be done, by name",
        ),
        Binding("f9", "settings", show=False, id="app.settings", tooltip="Settings"),
    ]

    def __init__(
        self,
        *,
        level: Level | None = None,
        briefed: Path | None = None,
        seed: int = 1,
        difficulty: Difficulty = "specialist",
        saves: Path,
        resume: Flight | None = None,
        replay: Watched | None = None,
        ghost: Path | None = None,
        campaign: tuple[str, int | None] | None = None,
        at: float = 0.0,
        speed: float = 1.0,
        live: bool = True,
        settings: Path | None = None,
        ascii: bool = False,
    ) -> None:
        super().__init__()
        self.live = live
        self.saves = saves
        self.animation_level = "none"
        self._level = level
        self._briefed = briefed
        self._seed = seed
        self._difficulty: Difficulty = difficulty
        self._resume = resume
        self._replay = replay
        self._ghost = ghost
        self._opened = campaign
        self._at = at
        self._replay_speed = speed
        for palette in roles.PALETTES:
            self.register_theme(themes.theme_of(palette))
        self._settings = settings
        self.kept, self._said = load(settings) if settings else (Settings(), "")
        """What the player chose, now and at earlier starts."""
        self.own_keys: dict[str, str] = {}
        """The player's own keys, by the ids of actions."""
        self._ascii = ascii
        self._signs = PlainSigns(self.ascii)
        self._filters.append(self._signs)
        self.theme = self.kept.theme
        for name in set(self.available_themes) - {one.name for one in roles.PALETTES}:
            self.unregister_theme(name)  # they know none of our colours

    def on_mount(self) -> None:
        """The title, or straight to what was asked for."""
        if self.kept.keys:
            self._take_keys(dict(self.kept.keys))
        self.push_screen(TitleScreen())
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._tell(self._said)
        if self._briefed is not None:
            self.choose_level(self._briefed, self._ghost)
        elif self._opened is not None:
            self.open_campaign(*self._opened)
        elif self._level is not None:
            from game.console.screens.levels import Chosen

            self.fly(Chosen(self._level, self._seed, self._difficulty), self._ghost)
        elif self._resume is not None:
            self.take_up(self._resume, self._ghost)
        elif self._replay is not None:
            from game.console.screens.replay import ReplayScreen

            self.push_screen(ReplayScreen(self._replay, self._at, self._replay_speed))
        else:
            self.call_after_refresh(self._behind_the_title)

    @property
    def units(self) -> str:
        """The unit of pressure everywhere; see :mod:`game.display.measures`."""
        return self.kept.units

    @property
    def ascii(self) -> bool:
        """Whether only signs are drawn that every font has."""
        return self._ascii or self.kept.ascii

    @property
    def shades(self) -> bool:
        """Whether pictures are shaded in signs: in plain signs, or with 16 colours or none."""
        few = not self.is_headless and self.console.color_system in (None, "standard")
        return self.ascii or few

    def keep(self, settings: Settings) -> None:
        """Take these settings, keep them, and draw everything by them."""
        if settings == self.kept:
            return
        self.kept = settings
        if self._settings is not None:
            self._tell(save(settings, self._settings))
        if self.theme != settings.theme:
            self.theme = settings.theme
        resigned = self._signs.enabled != self.ascii
        self._signs.enabled = self.ascii
        for screen in self.screen_stack:
            for panel in screen.query(PanelWidget):
                panel.redraw_all()
            if resigned:
                for widget in screen.walk_children(with_self=True):
                    widget.refresh()

    def _take_keys(self, wanted: dict[str, str]) -> None:
        """Let actions have the keys that the settings give them, as far as they don't clash."""
        from game.console.keymap import checked

        self.own_keys, said = checked(wanted, self._merge_bindings())
        self.set_keymap(self.own_keys)
        self._tell(said)

    def _keep_theme(self, theme: Theme) -> None:
        self.keep(replace(self.kept, theme=theme.name))

    def action_settings(self) -> None:
        """The settings, over whatever there is."""
        from game.console.screens.settings import SettingsScreen

        if not self._too_small and not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def _tell(self, sentence: str) -> None:
        if sentence:
            self.notify(clean(sentence), severity="warning", markup=False)

    def _behind_the_title(self) -> None:
        self.look_for_unfinished()
        if self.live:  # a daemon: quitting does not wait for it
            threading.Thread(target=_import_screens, daemon=True).start()

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

    def get_driver_class(self) -> type[Driver]:
        """Our own driver where there are terminals of Unix, unless the environment names one."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from game.console.driver import GameDriver

        return GameDriver

    def _handle_exception(self, error: Exception) -> None:
        """As Textual does; but what the palette no longer finds once it has closed is no error."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        closed = self._exit or "CommandPalette" in str(cause)
        if not (closed and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the screen; :func:`play` raises what went wrong."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End without a traceback on the screen, with what Textual would have shown there."""
        if self._exception is None:
            self._exception = RuntimeError(" ".join(map(str, renderables)))
        self._close_messages_no_wait()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, tight(renderable))

    # --- size, palette, end ----------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Hold the mission while the terminal is too small to play in."""
        width, height = event.size
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            if not self._too_small:
                self.push_screen(TooSmallScreen())
        else:
            while self._too_small:
                self.pop_screen()

    @property
    def _too_small(self) -> bool:
        return any(isinstance(screen, TooSmallScreen) for screen in self.screen_stack)

    def action_command_palette(self) -> None:
        """The palette, where there is room for it, unless one is open: that of themes, too."""
        opened = any(isinstance(one, CommandPalette) for one in self.screen_stack)
        if not self._too_small and not opened:
            self.push_screen(Palette())

    def action_help(self) -> None:
        """Help, where there is room for it."""
        if not self._too_small:
            super().action_help()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what the screen's keys do, by name, then themes and quitting."""
        from game.console.screens.desk import DeskScreen

        if isinstance(screen, DeskScreen):
            for title, help_text, action in screen.commands():
                yield SystemCommand(title, help_text, action)
        else:  # a desk has it among its keys
            yield SystemCommand("Help", "Keys, how to play, every order", self.action_help)
        yield SystemCommand("Settings", "Units, motion, bell, speed", self.action_settings)
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
        if self.is_headless:
            return
        import asyncio

        loop = asyncio.get_running_loop()

        def asked(*_: object) -> None:
            # a handler of the loop's own would wait with it for a terminal that reads nothing
            timer = threading.Timer(PATIENCE_S, self._end_at_once)
            timer.daemon = True
            timer.start()
            loop.call_soon_threadsafe(self.hang_up)

        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), asked)

    def _end_at_once(self) -> None:
        """The log closed, and no more: the terminal is not answering."""
        self.close_flight()
        os._exit(0)


def play(
    level: Level | str | None = None,
    briefed: Path | None = None,
    seed: int | None = None,
    difficulty: Difficulty | None = None,
    saves: Path | None = None,
    resume: Path | None = None,
    replay: Path | None = None,
    at: float | None = None,
    speed: float | None = None,
    ghost: Path | None = None,
    settings: Path | None = None,
    ascii: bool = False,
    campaign: tuple[str, int | None] | None = None,
) -> int:
    """Open the console and return the exit status.

    Without arguments the title shows. ``level`` (a Level, a name or a path) is flown at once,
    ``campaign`` (its name, and a mission from 0 or None) opened, ``resume`` resumed, ``replay``
    watched from ``at`` (s) at ``speed``. What is flown has
    the mission in the log ``ghost`` beside it, and as far as they are not given also its level,
    seed and difficulty. Raises what loading a level by name or opening a log raises, and, with
    the terminal as it was and the log closed, whatever went wrong on the way, and else the first
    fault of the game that a mission met and outlived.
    """
    from game.flightlog.shelf.folder import saves_folder

    flown = _level_of(level)
    if ghost is not None and resume is None:
        flown, seed, difficulty = _as_flown(ghost, flown, seed, difficulty)
    if "TEXTUAL_DRIVER" not in os.environ:
        for name in ("COLUMNS", "LINES"):  # they say what the terminal was, or never was
            os.environ.pop(name, None)
    app = NoAirlock(
        level=flown,
        briefed=briefed,
        seed=1 if seed is None else seed,
        difficulty=difficulty or "specialist",
        saves=saves or saves_folder(),
        resume=_resumed(resume),
        replay=_watched(replay),
        ghost=ghost,
        campaign=campaign,
        at=at or 0.0,
        speed=speed or 1.0,
        settings=settings or settings_file(),
        ascii=ascii,
    )
    threading.excepthook = lambda hooked: _fail(app, hooked.exc_value)
    try:
        app.run()
    finally:
        threading.excepthook = threading.__excepthook__
        app.close_flight()
    if app._exception is not None:
        raise app._exception
    for faults in app.faults:
        if faults:
            raise faults[0]
    return app.return_code or 0


def _import_screens() -> None:
    for name in BEHIND_THE_TITLE:
        importlib.import_module(f"game.console.screens.{name}")


def _fail(app: NoAirlock, error: BaseException | None) -> None:
    """End the game for an error in any of its threads."""
    if isinstance(error, Exception):
        app.call_later(app._handle_exception, error)


def _level_of(level: Level | str | None) -> Level | None:
    if not isinstance(level, str):
        return level
    from game.level.loading import load_named

    return load_named(level)


def _resumed(path: Path | None) -> Flight | None:
    if path is None:
        return None
    from game.autopilot.prologue import resume

    return resume(path)


def _watched(path: Path | None) -> Watched | None:
    if path is None:
        return None
    from game.flightlog.replay.playback import open_replay

    return open_replay(path)


def _as_flown(
    ghost: Path, level: Level | None, seed: int | None, difficulty: Difficulty | None
) -> tuple[Level, int, Difficulty]:
    """What to fly against ``ghost``: the same, as far as nothing else is given."""
    theirs = chosen_of(ghost)
    return (
        level or theirs.level,
        theirs.seed if seed is None else seed,
        difficulty or theirs.difficulty,
    )
