"""Flying and watching: the console, and missions flown without a screen."""

from __future__ import annotations

import argparse
import contextlib
import os
import stat
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from game.cli.answer import FAILED, WELL, CallError, print_json, say, table
from game.cli.levels import level_flown
from game.cli.opening import console

if TYPE_CHECKING:
    from game.debrief.extremes import Again
    from game.flightlog.log.writer import Flight, Recorded
    from game.flightlog.shelf.script import Progress, ScriptLine
    from game.level.schema import Difficulty, Level
    from game.mission import Mission


def play(options: argparse.Namespace) -> int:
    """Fly a level in the console; with a ghost, its level, seed and difficulty are the defaults."""
    if options.plain:
        return _play_plain(options)
    ghost = _ghost(options)
    if options.level is None and not ghost:
        raise CallError("Say which level to play: no-airlock levels lists them.")
    level = None if options.level is None else level_flown(options.level, options.sim)
    briefed = None if options.level is None else _own(options.level)
    return console(
        options,
        level=level,
        briefed=briefed,
        seed=options.seed,
        difficulty=options.difficulty,
        **ghost,
    )


def today(options: argparse.Namespace) -> int:
    """Fly the mission of the day: in the console, or without a screen as ``fly`` does."""
    from datetime import date

    from game.flightlog.shelf import library
    from game.level.mistakes import UnknownLevel
    from game.level.today import mission_of

    try:
        day = options.day or date.today()
        level, seed, difficulty, _ = mission_of(day)
    except UnknownLevel as bad:
        raise CallError(str(bad)) from None
    if not (options.script or options.autopilot):
        return console(options, level=level, seed=seed, difficulty=difficulty)
    path = library.new_path(library.saves_folder(options.saves), f"today-{day:%Y-%m-%d}")
    return fly_into(options, level, seed, difficulty, path)


def fly_into(
    options: argparse.Namespace, level: Level, seed: int, difficulty: Difficulty, path: Path
) -> int:
    """Fly without a screen, with the log at ``path``, by the script and autopilot of the call."""
    from game.autopilot import prologue
    from game.flightlog.shelf.script import Progress

    lines = _script(options, level)
    with prologue.start(level, seed, difficulty, path) as flight:
        return _fly_on(flight, options, Progress(lines, flight.mission.tick))


def _play_plain(options: argparse.Namespace) -> int:
    """Fly a level in lines."""
    from game.autopilot import prologue
    from game.flightlog.shelf import library

    if options.level is None or options.ghost:
        raise CallError("In lines a level is flown by its name, and without a ghost.")
    level = level_flown(options.level, options.sim)
    path = library.new_path(library.saves_folder(options.saves), level.id)
    seed = 1 if options.seed is None else options.seed
    with prologue.start(level, seed, options.difficulty or "specialist", path) as flight:
        return _fly_plain(flight, options)


def _fly_plain(flight: Flight, options: argparse.Namespace) -> int:
    """Fly by the lines of standard input, and tell how it went."""
    from game.cli import plain
    from game.flightlog.log.format import shown

    if plain.fly(flight, plain.typed(), plain.told, _unit(options)):
        return _report(flight, options, [], _again(flight.mission))
    flight.close()
    if flight.path:
        plain.told(f"The flight is kept in {shown(str(flight.path), 400)}: resume --plain goes on.")
    return WELL


def _unit(options: argparse.Namespace) -> str:
    """The unit of pressure in the settings. What lines can't be encoded in is replaced."""
    from game.console.settings import load, settings_file

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return load(settings_file(options.config))[0].units


def _own(level: str) -> Path | None:
    """The file of a level that does not come with the game: its briefing is shown first."""
    from game.level.folders import game_levels
    from game.level.loading import find

    path = find(level)
    return None if path in game_levels().values() else path


def resume(options: argparse.Namespace) -> int:
    """Resume an unfinished flight, in the console or without a screen."""
    from game.autopilot import prologue
    from game.flightlog.log.reader import read
    from game.flightlog.shelf import library, script

    saves = library.saves_folder(options.saves)
    path = library.find_log(options.log, saves) if options.log else library.latest_unfinished(saves)
    if options.plain:
        with prologue.resume(path) as flight:
            return _fly_plain(flight, options)
    if not (options.script or options.autopilot):
        return console(options, resume=path, **_ghost(options))
    if options.ghost:
        raise CallError("A ghost flies beside you in the console, and so not without a screen.")
    given = read(path).orders
    with prologue.resume(path) as flight:
        mission = flight.mission
        lines = _script(options, mission.level)
        begun = prologue.begins(mission.level, mission.seed, mission.difficulty)
        return _fly_on(flight, options, script.resumed(lines, mission, given, begun))


def _ghost(options: argparse.Namespace) -> dict[str, Path]:
    """The log of the ghost, if there is to be one."""
    from game.flightlog.shelf.library import find_log, saves_folder

    if not options.ghost:
        return {}
    return {"ghost": find_log(options.ghost, saves_folder(options.saves))}


def replay(options: argparse.Namespace) -> int:
    """Watch a log in the console."""
    from game.flightlog.shelf import library

    path = library.find_log(options.log, library.saves_folder(options.saves))
    if options.plain:
        from game.cli import plain
        from game.flightlog.replay.playback import open_replay
        from game.vocabulary.units import TICK_S

        watched = open_replay(path)
        watched.goto(int((options.at or 0.0) / TICK_S))
        plain.watch(watched, plain.typed(), plain.told, _unit(options))
        return WELL
    return console(options, replay=path, at=options.at, speed=options.speed)


def fly(options: argparse.Namespace) -> int:
    """Fly a level without a screen."""
    from game.autopilot import prologue
    from game.flightlog.shelf.script import Progress

    if options.seeds is not None:
        return _fly_seeds(options)
    level = level_flown(options.level, options.sim)
    lines = _script(options, level)
    path = None
    if options.log is not None:
        if not options.log:
            raise CallError("--log needs the name of a file.")
        path = free(Path(options.log), options.force)
    with prologue.start(level, options.seed, options.difficulty, path) as flight:
        return _fly_on(flight, options, Progress(lines, flight.mission.tick))


def free(path: Path, force: bool | None = None) -> Path:
    """``path``, if a log can be created there. Raises CallError if it can't.

    ``force`` removes the file that is there first; None where a call has no such word.
    """
    from game.flightlog.log.format import shown
    from game.flightlog.shelf.library import summary

    name = shown(str(path), 200)
    try:
        found = path.stat()
    except (OSError, ValueError):  # nothing is there; what makes it impossible is reported later
        return path
    if stat.S_ISFIFO(found.st_mode):
        raise CallError(f"{name} is a pipe, and a flight log must be a file: name another.")
    if not stat.S_ISREG(found.st_mode):
        return path
    if force:
        try:
            path.unlink()
        except OSError as bad:
            raise CallError(f"{name} can't be removed: {str(bad.strerror).lower()}.") from None
    elif found.st_size:
        instead = "choose another name"
        if force is not None:
            instead += ", overwrite it with --force"
        if summary(path).unfinished:
            instead += f", or resume it with no-airlock resume {name}"
        raise CallError(f"{name} holds something already: {instead}.")
    return path


def _script(options: argparse.Namespace, level: Level) -> tuple[ScriptLine, ...]:
    if options.script is None:
        return ()
    from game.flightlog.shelf.script import ScriptError, read_script

    try:
        return read_script(Path(options.script), level)
    except ScriptError as bad:
        raise CallError(str(bad)) from None


def _fly_on(flight: Flight, options: argparse.Namespace, script: Progress) -> int:
    """Fly to the end without a screen, and report how it went.

    Of what is flown from its first tick on, flying along tells what flying it again would.
    """
    from game.debrief.extremes import Watched
    from game.flightlog.log.format import shown
    from game.vocabulary.events import ORDER
    from game.vocabulary.wording import visible

    refused: list[str] = []

    def tell(line: ScriptLine, why: str) -> None:
        refused.append(why)
        name = shown(options.script, 200)
        say(f"{name}:{line.line}: {visible(line.text)}: refused: {visible(why)}")

    mission = flight.mission
    if mission.tick or any(one.row is ORDER for one in mission.events):
        _fly(flight, script, options.autopilot, tell)
        return _report(flight, options, refused, _again(mission))
    watched = Watched(flight)
    _fly(watched, script, options.autopilot, tell)
    return _report(flight, options, refused, watched.again())


def _report(
    flight: Flight, options: argparse.Namespace, refused: Sequence[str], again: Again
) -> int:
    """Close the log of a flight that is over, and tell how it went."""
    from game.debrief import report
    from game.flightlog.log.format import shown

    flight.close()
    if flight.incomplete:
        say(f"The end of this flight is missing in its log. {flight.trouble}")
    elif flight.trouble:
        say(flight.trouble)
    mission = flight.mission
    said = report.debrief(mission, again)
    if flight.path and not flight.incomplete:
        _keep_rating(flight.path, said.rating)
    if getattr(options, "json", False):
        print_json(report.as_object(said) | {
            "level": mission.level.id,
            "seed": mission.seed,
            "difficulty": mission.difficulty,
            "refused_orders": len(refused),
            "log": str(flight.path) if flight.path else None,
        })  # fmt: skip
    else:
        print(report.as_text(said, mission.level.title))
        beside = _beside_parent(flight, options)
        if beside:
            print(f"\n{beside}")
        if flight.path:
            print(f"\nThe flight log is {shown(str(flight.path), 400)}.")
    if mission.faults:  # it outlived them; now that all is told they are reported as well
        raise mission.faults[0]
    return WELL if said.kind == "success" and not flight.incomplete else FAILED


def _keep_rating(path: Path, words: str) -> None:
    """Leave in the log at ``path`` how the flight was rated, for the list of missions."""
    from game.flightlog.log import rated
    from game.flightlog.log.format import FlightLogError
    from game.flightlog.shelf.library import is_file

    # a device takes a log, and has no end to write behind; the report must not be written over
    if is_file(path) and not _is_printed_to(path):
        with contextlib.suppress(FlightLogError):  # the list does without
            rated.keep(path, words)


def _is_printed_to(path: Path) -> bool:
    """Whether what is printed goes into the file at ``path``, as with ``/dev/stdout``."""
    for printed in (1, 2):
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(printed), path.stat()):
                return True
    return False


def _again(mission: Mission) -> Again:
    """What flying ``mission`` again tells."""
    from game.debrief.extremes import fly_again
    from game.vocabulary.events import ORDER

    given = [(one.tick, str(one.data["text"])) for one in mission.events if one.row is ORDER]
    return fly_again(mission.level, mission.seed, mission.difficulty, given, mission.tick)


def _fly(
    flight: Recorded, script: Progress, autopilot: bool, tell: Callable[[ScriptLine, str], None]
) -> None:
    """Fly to the end by the script, by the autopilot, or by both."""
    from game.flightlog.shelf.script import fly_script

    pilot = None
    if autopilot:
        from game.autopilot import Autopilot

        pilot = Autopilot(flight.mission)
    fly_script(flight, script, tell, pilot)


def _fly_seeds(options: argparse.Namespace) -> int:
    """Fly a level once for each of many seeds, and print how each flight went."""
    from game import cores

    if options.log is not None:
        raise CallError("--log is for one flight: use --seed in place of --seeds.")
    level = level_flown(options.level, options.sim)
    lines = _script(options, level)
    job = partial(_flown, level, options.difficulty, lines, options.autopilot)
    found: list[Flown] = []
    for seed, one in zip(options.seeds, cores.each(job, options.seeds), strict=True):
        if isinstance(one, cores.WorkerDied):
            raise CallError(f"The process that flew seed {seed} was killed: is memory short?")
        found.append(one)
    won = sum(one.outcome == "success" for one in found)
    if options.json:
        print_json([one._asdict() | {"level": level.id} for one in found])
    else:
        table(("seed", "outcome", "score", "MET", "refused", "why"), [_seed_row(o) for o in found])
        print(f"\n{level.title}: {won} of {len(found)} flights succeeded.")
    return WELL if won == len(found) else FAILED


class Flown(NamedTuple):
    """How the flight of one seed went."""

    seed: int
    difficulty: str
    outcome: str
    score: int
    mission_elapsed_s: float
    refused_orders: int
    reason: str


def _flown(
    level: Level, difficulty: Difficulty, lines: Sequence[ScriptLine], autopilot: bool, seed: int
) -> Flown:
    from game.autopilot import prologue
    from game.debrief import report
    from game.flightlog.shelf.script import Progress

    refused: list[str] = []
    with prologue.start(level, seed, difficulty, None) as flight:
        _fly(
            flight,
            Progress(lines, flight.mission.tick),
            autopilot,
            lambda line, why: refused.append(why),
        )
        said, met = report.debrief(flight.mission), flight.mission.time
    return Flown(seed, difficulty, said.kind, said.score, met, len(refused), said.reason)


def _seed_row(one: Flown) -> tuple[str, ...]:
    from game.vocabulary.units import clock
    from game.vocabulary.wording import visible

    met = clock(one.mission_elapsed_s)
    return (
        str(one.seed), one.outcome, str(one.score), met, str(one.refused_orders),
        visible(one.reason),
    )  # fmt: skip


def _beside_parent(flight: Flight, options: argparse.Namespace) -> str:
    """The comparison with the flight that it was taken over from, if there is one."""
    from game.debrief import compare
    from game.flightlog.shelf.library import saves_folder

    if flight.path is None:
        return ""
    beside = compare.with_parent(flight.path, saves_folder(options.saves))
    return "" if beside is None else compare.as_text(beside)
