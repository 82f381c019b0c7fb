"""Logs of any folder: verify, debrief, fork, export."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.cli.answer import FAILED, WELL, WRONG, CallError, print_json, say

if TYPE_CHECKING:
    from game.flightlog.replay.verify import Verdict


def verify(options: argparse.Namespace) -> int:
    """Fly logs again and report whether they hold."""
    from game.flightlog.replay.batch import verify_each
    from game.flightlog.shelf.library import find_logs, saves_folder

    folder = saves_folder(options.saves)
    paths = [path for text in options.logs for path in find_logs(text, folder)]
    began = time.monotonic()
    verdicts = []
    for verdict in verify_each(paths):
        verdicts.append(verdict)
        if not options.json:
            print(verdict.sentence)
            sys.stdout.flush()
    if options.json:
        print_json([_as_object(*one) for one in zip(paths, verdicts, strict=True)])
    if len(paths) > 1:
        say(_summary(verdicts, time.monotonic() - began))
    if any(not verdict.ok and verdict.cause is None for verdict in verdicts):
        return WRONG
    return WELL if all(verdict.ok for verdict in verdicts) else FAILED


def _as_object(path: Path, verdict: Verdict) -> dict[str, Any]:
    return {
        "log": str(path), "ok": verdict.ok, "sentence": verdict.sentence,
        "finished": verdict.finished, "cause": verdict.cause, "line": verdict.line,
        "tick": verdict.tick, "field": verdict.field, "was": verdict.was, "now": verdict.now,
    }  # fmt: skip


def _summary(verdicts: list[Verdict], seconds: float) -> str:
    hold = sum(verdict.ok for verdict in verdicts)
    others = len(verdicts) - hold
    parts = [f"{hold} {'holds' if hold == 1 else 'hold'}"] if hold else []
    parts += [f"{others} {'does' if others == 1 else 'do'} not"] if others else []
    if not hold:
        parts[-1] += " hold"
    return f"{len(verdicts)} logs: {', '.join(parts)}, {seconds:.1f} s"


def debrief(options: argparse.Namespace) -> int:
    """Tell how the mission in a log went, and why, as after the flight."""
    from game.debrief import report
    from game.debrief.extremes import fly_again
    from game.flightlog.log.reader import read
    from game.flightlog.replay.resume import ended
    from game.flightlog.shelf.library import find_log, saves_folder

    log = read(find_log(options.log, saves_folder(options.saves)))
    mission = ended(log)
    again = fly_again(log.level, mission.seed, mission.difficulty, log.orders, mission.tick)
    said = report.debrief(mission, again)
    if options.json:
        print_json(report.as_object(said))
    else:
        print(report.as_text(said, mission.level.title))
    return WELL


def fork(options: argparse.Namespace) -> int:
    """Write a new log that begins as another up to a moment, to fly on from there."""
    from game.cli.flying import free
    from game.flightlog.log.format import shown
    from game.flightlog.log.reader import read
    from game.flightlog.shelf.fork import fork as write_fork
    from game.flightlog.shelf.library import find_log, new_path, saves_folder
    from game.vocabulary.units import TICK_S, clock

    folder = saves_folder(options.saves)
    log = read(find_log(options.log, folder))
    to = free(Path(options.to)) if options.to else new_path(folder, log.level.id)
    tick = int(options.at / TICK_S)
    write_fork(log, tick, to)
    if options.json:
        print_json(
            {"log": str(to), "of": str(log.path), "level": log.level.id, "at_s": tick * TICK_S}
        )
        return WELL
    name = shown(str(to) if options.to else to.stem, 200)
    print(
        f"{name} holds {shown(log.path.stem)} up to {clock(tick * TICK_S)}: "
        f"no-airlock resume {name} flies on."
    )
    return WELL


def export(options: argparse.Namespace) -> int:
    """Write a log in a form for people who do not have the game."""
    from game.console.export import Wanted, export
    from game.debrief.export.files import ExportError
    from game.flightlog.shelf.library import find_log, saves_folder

    log = find_log(options.log, saves_folder(options.saves))
    wanted = Wanted(
        options.at, options.size, options.speed, options.start, options.until, options.every,
        options.truth,
    )  # fmt: skip
    try:
        size = export(log, Path(options.to), wanted, force=options.force)
    except ExportError as bad:
        raise CallError(str(bad)) from None
    if options.json:
        print_json({"log": str(log), "file": options.to, "bytes": size})
        return WELL
    say(f"Wrote {options.to}, {max(1, size // 1000)} kB.")
    return WELL
