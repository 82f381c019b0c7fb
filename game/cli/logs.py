"""Saved flights: list them, prove them, make something to share of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.cli.answer import FAILED, WELL, CallError, print_json, say, table


def saves(options: argparse.Namespace) -> int:
    """List what has been flown."""
    from game.flightlog.folder import list_saves, saves_folder
    from game.vocabulary.units import clock

    folder = saves_folder(options.saves)
    saves = list_saves(folder)
    if options.json:
        print_json([
            {"path": str(save.path), "level": save.level, "title": save.title, "seed": save.seed,
             "difficulty": save.difficulty, "mission_elapsed_s": save.met_s,
             "outcome": save.outcome, "score": save.score, "finished": save.outcome is not None,
             "broken": save.broken}
            for save in saves
        ])  # fmt: skip
        return WELL
    if not saves:
        say(f"No flight was saved in {folder} yet.")
        return WELL
    rows = [
        (save.path.stem, f"broken: {save.broken}", "", "", "")
        if save.broken
        else (save.path.stem, save.title, clock(save.met_s), save.outcome or "unfinished",
              "" if save.score is None else str(save.score))
        for save in saves
    ]  # fmt: skip
    table(("log", "mission", "MET", "outcome", "score"), rows)
    return WELL


def verify(options: argparse.Namespace) -> int:
    """Fly logs again and tell whether they hold."""
    from game.flightlog.folder import find_log, saves_folder
    from game.flightlog.verify import verify

    folder = saves_folder(options.saves)
    verdicts = [verify(find_log(log, folder)) for log in options.logs]
    for verdict in verdicts:
        print(verdict.sentence)
    return WELL if all(verdict.ok for verdict in verdicts) else FAILED


def export(options: argparse.Namespace) -> int:
    """Write a log in a form for people who do not have the game."""
    from game.console.export import Wanted, export
    from game.debrief.export.files import ExportError
    from game.flightlog.folder import find_log, saves_folder

    log = find_log(options.log, saves_folder(options.saves))
    wanted = Wanted(
        options.at, options.size, options.speed, options.start, options.until, options.every,
        options.truth,
    )  # fmt: skip
    try:
        size = export(log, Path(options.to), wanted, force=options.force)
    except ExportError as bad:
        raise CallError(str(bad)) from None
    say(f"Wrote {options.to}, {max(1, size // 1000)} kB.")
    return WELL
