"""The folder of saves: list it, rename and delete in it, import into it."""

from __future__ import annotations

import argparse

from game.cli.answer import WELL, print_json, say, table


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
