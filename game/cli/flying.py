"""Flying and watching: the console, and missions flown without a screen."""

from __future__ import annotations

import argparse
import codecs
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from game.cli.answer import FAILED, WELL, CallError, print_json, say
from game.cli.levels import level_named

if TYPE_CHECKING:
    from game.flightlog.log.writer import Flight
    from game.flightlog.shelf.script import ScriptLine
    from game.level.schema import Level


def title(options: argparse.Namespace) -> int:
    """Open the title screen."""
    return _console(options)


def play(options: argparse.Namespace) -> int:
    """Fly a level in the console; with a ghost, its level, seed and difficulty are the defaults."""
    ghost = _ghost(options)
    if options.level is None and not ghost:
        raise CallError("Say which level to play: no-airlock levels lists them.")
    level = None if options.level is None else level_named(options.level)
    return _console(options, level=level, seed=options.seed, difficulty=options.difficulty, **ghost)


def resume(options: argparse.Namespace) -> int:
    """Resume an unfinished flight, in the console or without a screen."""
    from game.flightlog.replay import resume as resuming
    from game.flightlog.shelf import library, script

    saves = library.saves_folder(options.saves)
    path = library.find_log(options.log, saves) if options.log else library.latest_unfinished(saves)
    if not (options.script or options.autopilot):
        return _console(options, resume=path, **_ghost(options))
    if options.ghost:
        raise CallError("A ghost flies beside you in the console, and so not without a screen.")
    with resuming.resume(path) as flight:
        lines = _script(options, flight.mission.level)
        return _fly_on(flight, options, script.still_to_give(lines, flight.mission))


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
    return _console(options, replay=path, at=options.at, speed=options.speed)


def _console(options: argparse.Namespace, **start: Any) -> int:
    """Open the console; ``start`` says where it begins."""
    _need_terminal()
    from game.console.app import play
    from game.flightlog.shelf.library import saves_folder

    return play(saves=saves_folder(options.saves), **start)


def _need_terminal() -> None:
    """Raise CallError unless keys can be read and all characters be drawn."""
    keys, screen = sys.__stdin__, sys.__stderr__
    if keys is None or screen is None or not (_is_terminal(keys) and _is_terminal(screen)):
        raise CallError("The console needs a terminal; no-airlock fly LEVEL flies without one.")
    if os.environ.get("TERM") == "dumb":
        raise CallError(
            "The console needs a terminal that can draw, and TERM says dumb: set TERM to what it "
            "is, for example xterm-256color."
        )
    if codecs.lookup(screen.encoding).name != "utf-8":
        raise CallError(
            f"The console is drawn in UTF-8, and this terminal is set to {screen.encoding}: "
            "use a locale that ends in .UTF-8, for example LC_ALL=C.UTF-8, or set PYTHONUTF8=1."
        )


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def fly(options: argparse.Namespace) -> int:
    """Fly a level without a screen."""
    from game.flightlog.log import writer

    level = level_named(options.level)
    lines = _script(options, level)
    path = free(Path(options.log)) if options.log else None
    with writer.start(level, options.seed, options.difficulty, path) as flight:
        return _fly_on(flight, options, lines)


def free(path: Path) -> Path:
    """``path``, if a log can be created there. Raises CallError if something is there."""
    from game.flightlog.log.format import shown
    from game.flightlog.shelf.library import summary

    name = shown(str(path), 200)
    try:
        found = path.stat()
    except (OSError, ValueError):  # nothing is there; what makes it impossible is reported later
        return path
    if stat.S_ISFIFO(found.st_mode):
        raise CallError(f"{name} is a pipe, and a flight log must be a file: name another.")
    if stat.S_ISREG(found.st_mode) and found.st_size:
        instead = "choose another name"
        if summary(path).unfinished:
            instead += f", or go on with it by no-airlock resume {name}"
        raise CallError(f"{name} holds something already: {instead}.")
    return path


def _script(options: argparse.Namespace, level: Level) -> tuple[ScriptLine, ...]:
    if options.script is None:
        return ()
    from game.flightlog.shelf.script import ScriptError, read_script
    from game.vocabulary.orders import Names

    names = Names(tuple(level.crew), tuple(level.checklists))
    try:
        return read_script(Path(options.script), names)
    except ScriptError as bad:
        raise CallError(str(bad)) from None


def _fly_on(flight: Flight, options: argparse.Namespace, lines: Sequence[ScriptLine]) -> int:
    """Fly to the end without a screen, and report how it went."""
    from game.debrief import report
    from game.flightlog.shelf.script import fly_script
    from game.level.mistakes import clean

    refused: list[str] = []

    def tell(line: ScriptLine, why: str) -> None:
        refused.append(why)
        say(f"{options.script}:{line.line}: {clean(line.text)}: refused: {clean(why)}")

    if options.autopilot:
        from game.autopilot import fly

        fly(flight)
    else:
        fly_script(flight, lines, tell)
    flight.close()
    if flight.trouble:
        say(f"The end of this flight is missing in its log. {flight.trouble}")
    mission = flight.mission
    said = report.debrief(mission)
    if options.json:
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
            print(f"\nThe flight log is {flight.path}.")
    if mission.faults:  # it outlived them; now that all is told they are reported as well
        raise mission.faults[0]
    return WELL if said.kind == "success" and not flight.trouble else FAILED


def _beside_parent(flight: Flight, options: argparse.Namespace) -> str:
    """The comparison with the flight that it was taken over from, if there is one."""
    from game.debrief import compare
    from game.flightlog.shelf.library import saves_folder

    if flight.path is None:
        return ""
    beside = compare.with_parent(flight.path, saves_folder(options.saves))
    return "" if beside is None else compare.as_text(beside)
