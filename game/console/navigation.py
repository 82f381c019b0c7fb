"""The way from screen to screen: what is flown, watched, taken over and looked back on.

Everything is imported when it is first used, so that the title is up at once.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from game.console.screens.title import TitleScreen
from game.vocabulary.units import TICK_S, clock

if TYPE_CHECKING:
    from game.campaign.progress import Standing
    from game.console.screens.debrief import DebriefScreen
    from game.console.screens.flight import FlightScreen
    from game.console.screens.levels import Chosen
    from game.flightlog.log.writer import Flight
    from game.level.schema import Difficulty, Level
    from game.mission import Mission


Refuse = Callable[[object], None]
"""Says why something can't be done."""

SLICE_S = 0.02
"""How long logs are looked at before keys have their turn."""
FIRST_CAMPAIGN = "five-days"
"""The campaign that is begun where none was."""


class Navigation(App[int]):
    """An application whose screens lead to each other. ``saves`` is the folder of flight logs."""

    saves: Path
    _level: Level | None = None
    _seed: int = 1
    _difficulty: Difficulty = "specialist"
    _flight: Flight | None = None
    _campaign: str | None = None
    """The campaign whose mission is flown, by its name."""
    _looks_at: Iterator[Path] | None = None
    """The logs that are still looked at for one that can be resumed."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[list[Exception]] = []
        """The faults of the game that each flight met and outlived."""

    def action_go(self, where: str) -> None:
        """From the title to where its keys lead: ``campaign``, ``fly``, ``resume`` and so on."""
        if where == "fly":
            self.choose_level()
        elif where == "campaign":
            self.open_campaign()
        elif where == "today":
            self.fly_today()
        elif where == "resume":
            from game.flightlog.log.format import FlightLogError
            from game.flightlog.shelf import library

            with contextlib.suppress(FlightLogError):
                self.resume(library.latest_unfinished(self.saves))
        elif where == "replays":
            self.choose_log()
        elif where == "help":
            self.action_help()
        else:
            self.exit(0)

    def action_help(self) -> None:
        """Help, over whatever there is, and first of all about that."""
        from game.console.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "help_first", ())))

    def _refuse(self, why: object) -> None:
        self.notify(str(why), severity="error", markup=False)

    # --- flying ----------------------------------------------------------------------------

    def choose_level(self, first: Path | None = None, ghost: Path | None = None) -> None:
        """The choice of a level; the file ``first`` is marked, if it is given."""
        from game.console.screens.levels import LevelsScreen, offers

        def then(chosen: Chosen | None) -> None:
            if chosen is not None:
                self.fly(chosen, ghost)
            else:
                self.look_for_unfinished()

        sim = self._level is not None and self._level.simsup == "draw"
        screen = LevelsScreen(offers(first), self._seed, self._difficulty, first, sim, self.saves)
        self.push_screen(screen, then)

    def fly_today(self) -> None:
        """Fly the mission of the day."""
        from datetime import date

        from game.console.screens.levels import Chosen
        from game.level.mistakes import UnknownLevel
        from game.level.today import mission_of

        try:
            today = mission_of(date.today())
        except UnknownLevel as bad:
            self._refuse(bad)
            return
        self.fly(Chosen(today.level, today.seed, today.difficulty))

    def open_campaign(self, name: str | None = None, mission: int | None = None) -> None:
        """A campaign: the one of that name, the one last flown, or a new one.

        ``mission`` (from 0) is flown at once.
        """
        from game.campaign import progress, saved
        from game.console.screens.campaign import CampaignScreen
        from game.flightlog.log.format import FlightLogError
        from game.level.mistakes import LevelMistakes, UnknownLevel

        known = saved.names(self.saves)
        named = name or (known[0] if known else FIRST_CAMPAIGN)
        try:
            if named in known:
                standing = progress.look(self.saves, named)
            else:
                standing = progress.new(
                    self.saves, named, FIRST_CAMPAIGN, self._seed, self._difficulty
                )
        except (FlightLogError, LevelMistakes, UnknownLevel) as bad:
            self._refuse(bad)
            return

        def then(chosen: int | None) -> None:
            if chosen is None:
                self.look_for_unfinished()
            else:
                self._fly_of_campaign(standing, chosen)

        if mission is not None:
            then(mission)
        else:
            self.push_screen(CampaignScreen(standing), then)

    def _fly_of_campaign(self, standing: Standing, mission: int) -> None:
        """Fly a mission of a campaign, or resume it if it is begun and not over."""
        from game.autopilot import prologue
        from game.campaign import progress
        from game.flightlog.log.format import FlightLogError
        from game.level.mistakes import LevelMistakes, UnknownLevel

        if standing.resumable is not None and mission == standing.at:
            self.resume(standing.resumable)
        else:
            try:
                begun = progress.begin(self.saves, standing, mission)
                flight = prologue.start(begun.level, begun.seed, begun.difficulty, begun.log)
            except (FlightLogError, LevelMistakes, UnknownLevel, prologue.StartError) as bad:
                self._refuse(bad)
                return
            self._open(flight)
        if self._flight is not None:
            self._campaign = standing.saved.name

    def fly(self, chosen: Chosen, ghost: Path | None = None, refuse: Refuse | None = None) -> None:
        """Fly it, recorded in the saves folder, beside the mission in the log ``ghost`` if any."""
        from game.autopilot import prologue
        from game.flightlog.log.format import FlightLogError
        from game.flightlog.shelf import library

        path = library.new_path(self.saves, chosen.level.id)
        try:
            try:
                flight = prologue.start(chosen.level, chosen.seed, chosen.difficulty, path)
            except FlightLogError as bad:
                self.notify(f"{bad} This flight is not recorded.", severity="warning", markup=False)
                flight = prologue.start(chosen.level, chosen.seed, chosen.difficulty, None)
        except prologue.StartError as bad:
            (refuse or self._refuse)(bad)
            return
        self._open(flight, ghost=ghost)

    def fly_against(self, path: Path, refuse: Refuse | None = None) -> None:
        """Fly what was flown in the log at ``path`` once more, with that mission beside."""
        from game.flightlog.log.format import FlightLogError

        try:
            chosen = chosen_of(path)
        except FlightLogError as bad:
            (refuse or self._refuse)(bad)
            return
        self.fly(chosen, path, refuse)

    def resume(self, path: Path, refuse: Refuse | None = None) -> None:
        """Resume an unfinished mission."""
        from game.autopilot.prologue import resume
        from game.flightlog.log.format import FlightLogError

        try:
            flight = resume(path)
        except FlightLogError as bad:
            (refuse or self._refuse)(bad)
            return
        self.take_up(flight)

    def take_up(self, flight: Flight, ghost: Path | None = None) -> None:
        """Open a flight that was resumed, beside ``ghost``, or what it was taken over from."""
        parent = self._parent_of(flight.path)
        said = f"Resumed at {clock(flight.mission.time)}, paused: {{fly.pause}} goes on."
        self._open(flight, ghost=ghost or (parent and parent[0]), said=said)

    def take_over(self, path: Path, tick: int) -> None:
        """Fly on from ``tick`` of the log at ``path``, in a log of its own that names it.

        The flight opens paused, with the other mission beside it. What can't be taken over is
        reported in a sentence, and everything stays as it is.
        """
        from game.flightlog.log.format import FlightLogError, shown
        from game.flightlog.log.reader import read
        from game.flightlog.shelf import fork, library

        try:
            log = read(path)
            flight = fork.take_over(log, tick, library.new_path(self.saves, log.level.id))
        except FlightLogError as bad:
            self._refuse(bad)
            return
        while not isinstance(self.screen, TitleScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        at = clock(tick * TICK_S)
        said = f"Taken over from {shown(path.stem)} at {at}, paused: {{fly.pause}} goes on."
        self._open(flight, ghost=path, said=said)

    def _open(self, flight: Flight, *, ghost: Path | None = None, said: str = "") -> None:
        """Open the flight screen; paused, if there is something to be ``said`` first."""
        from game.console.screens.flight import FlightScreen

        mission = flight.mission
        self._level, self._seed, self._difficulty = (
            mission.level,
            mission.seed,
            mission.difficulty,
        )
        self._flight = flight
        self._campaign = None
        self.faults.append(mission.faults)
        screen = FlightScreen(flight, flight.path, ghost)
        screen.pace.clock.paused = bool(said)
        self.push_screen(screen, partial(self._flown, screen))
        if said:
            self.call_after_refresh(screen.tell, said, "accent")

    def _flown(self, screen: FlightScreen, how: str | None) -> None:
        flight, self._flight = self._flight, None
        campaign, self._campaign = self._campaign, None
        if how == "quit":
            self.exit(0)
        elif how == "debrief" and flight is not None:
            self.debrief(flight, screen.ghost.path, campaign)
        else:
            self.look_for_unfinished()

    def _parent_of(self, flown: Path | None) -> tuple[Path, int] | None:
        """The log that the one at ``flown`` was taken over from, if it is there; and when."""
        from game.flightlog.log.format import FlightLogError
        from game.flightlog.log.reader import read
        from game.flightlog.shelf import fork

        if flown is None:
            return None
        try:
            log = read(flown)
        except FlightLogError:
            return None
        path = fork.find_parent(log, self.saves)
        return None if path is None or log.header.parent is None else (path, log.header.parent.tick)

    # --- looking back ----------------------------------------------------------------------

    def debrief(
        self, flight: Flight, ghost: Path | None = None, campaign: str | None = None
    ) -> None:
        """What happened and why; beside ``ghost``, or the log it was taken over from.

        ``campaign`` is that of which it was a flight.
        """
        self._debrief(flight.mission, flight.path, ghost, self.look_for_unfinished, campaign)

    def _debrief(
        self,
        mission: Mission,
        path: Path | None,
        ghost: Path | None,
        back: Callable[[], None],
        campaign: str | None = None,
    ) -> None:
        from game.console.screens.debrief import DebriefScreen
        from game.console.screens.levels import Chosen
        from game.debrief.report import debrief
        from game.level import loading

        watch: Callable[[int | None], None] | None = None
        if path is not None:
            watch = partial(self.watch_log, path)
        said = debrief(mission)
        next_one = loading.after(mission.level.id) if said.kind in ("success", "home") else None
        more = next_one is not None or campaign is not None
        screen = DebriefScreen(said, mission.level.title, watch, more)

        def then(where: str | None) -> None:
            if campaign is not None and where in ("next", "back"):
                self.open_campaign(campaign)
            elif where == "next":
                self.choose_level(next_one)
            elif where in ("again", "against"):
                chosen = Chosen(mission.level, mission.seed, mission.difficulty)
                self.fly(chosen, path if where == "against" else None)
            elif where == "levels":
                self.choose_level()
            else:
                back()

        self.push_screen(screen, then)
        if path is not None:
            self._tell_closely(mission, path, ghost, screen)

    @work(thread=True, exclusive=True, group="debrief")
    def _tell_closely(
        self, mission: Mission, path: Path, ghost: Path | None, screen: DebriefScreen
    ) -> None:
        """Fly it again in the background: who came close to harm, and how the other fared."""
        from game.debrief.compare import of_logs
        from game.debrief.extremes import fly_again
        from game.debrief.report import debrief
        from game.flightlog.log import rated
        from game.flightlog.log.format import FlightLogError
        from game.flightlog.log.reader import read

        with contextlib.suppress(FlightLogError):
            given = read(path).orders
            again = fly_again(mission.level, mission.seed, mission.difficulty, given, mission.tick)
            said = debrief(mission, again)
            self.call_from_thread(screen.tell, said)
            with contextlib.suppress(FlightLogError):  # the list of missions does without
                rated.keep(path, said.rating)
            parent = self._parent_of(path)
            other = ghost or (parent and parent[0])
            if other is not None:
                forked_at = parent[1] if parent is not None and parent[0] == other else None
                found = of_logs(path, other, forked_at, mine_close=again.extremes)
                self.call_from_thread(screen.set_beside, found)

    def choose_log(self, marked: Path | None = None, said: object = "", wanted: str = "") -> None:
        """What has been flown; the log ``marked`` is marked at first, else the newest.

        ``said`` is why something could not be done with it, ``wanted`` what was searched for.
        """
        from game.console.screens.saves import SavesScreen
        from game.flightlog.log.format import FlightLogError

        try:
            screen = SavesScreen(self.saves, marked, str(said), wanted)
        except FlightLogError as bad:
            self._refuse(bad)
            return

        def then(chosen: tuple[str, Path] | None) -> None:
            self.look_for_unfinished()
            if chosen is None:
                return
            how, path = chosen
            back = partial(self.choose_log, path, wanted=screen.wanted)
            if how == "resume":
                self.resume(path, back)
            elif how == "ghost":
                self.fly_against(path, back)
            elif screen.flown is not None:
                self._debrief(screen.flown, path, None, partial(back, ""))
            else:
                self.watch_log(path, then=back, refuse=back)

        self.push_screen(screen, then)

    def watch_log(
        self,
        path: Path,
        tick: int | None = None,
        then: Callable[[], None] | None = None,
        refuse: Refuse | None = None,
    ) -> None:
        """Watch a flight log; from ``tick``, where it stands still at first, if there is one.

        ``then`` is done when it is left; else the title offers what there is to resume.
        """
        from game.console.screens.replay import ReplayScreen
        from game.flightlog.log.format import FlightLogError
        from game.flightlog.replay.playback import open_replay

        try:
            replay = open_replay(path)
        except FlightLogError as bad:
            (refuse or self._refuse)(bad)
            return
        screen = ReplayScreen(replay, (tick or 0) * TICK_S)
        screen.transport.playing = tick is None
        left = then or self.look_for_unfinished
        self.push_screen(screen, lambda _: left())
        if tick is not None:
            said = (
                f"{clock(tick * TICK_S)}: "
                "{replay.fly} flies on from here, {replay.play} plays, {replay.leave} goes back."
            )
            self.call_after_refresh(screen.tell, said, "accent")

    def look_for_unfinished(self) -> None:
        """Let the title offer the latest mission that can be resumed."""
        title = next((s for s in self.screen_stack if isinstance(s, TitleScreen)), None)
        if title is None:
            return
        from game.flightlog.log.format import FlightLogError
        from game.flightlog.shelf import library

        title.offer_campaign(self._campaign_in_words())
        try:
            self._looks_at = iter(library.newest_first(self.saves))
        except FlightLogError:
            self._looks_at = iter(())
        self._look_on(title, self._looks_at)

    def _look_on(self, title: TitleScreen, logs: Iterator[Path]) -> None:
        """Look at ``logs`` for a slice of time; the rest when the keys have had their turn."""
        from game.flightlog.shelf import library

        if logs is not self._looks_at:
            return
        until = time.thread_time() + SLICE_S
        for path in logs:
            save = library.summary(path)
            if save.unfinished:
                title.offer(f"{save.title} at {clock(save.met_s)}")
                return
            if time.thread_time() > until:
                self.call_after_refresh(self._look_on, title, logs)
                return
        title.offer("")

    def _campaign_in_words(self) -> str:
        """The campaign that can be resumed; empty if none was begun."""
        from game.campaign import saved

        known = saved.names(self.saves)
        return f"resume {known[0]}" if known else ""


def chosen_of(path: Path) -> Chosen:
    """The level, seed and difficulty of the log at ``path``, also of another physics version.

    Raises FlightLogError when this game can't fly them.
    """
    from game.console.screens.levels import Chosen
    from game.flightlog.log.reader import read
    from game.flightlog.replay.refly import difficulty_of

    log = read(path)
    return Chosen(log.level, log.header.seed, difficulty_of(log))
