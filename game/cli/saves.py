"""The folder of saves: list it, rename and delete in it, import into it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.answer import WELL, WRONG, CallError, print_json, say, table

if TYPE_CHECKING:
    from game.flightlog.shelf.library import Save


def listing(options: argparse.Namespace) -> int:
    """List what has been flown."""
    from game.flightlog.shelf.library import list_saves, saves_folder

    folder = saves_folder(options.saves)
    saves = list_saves(folder)
    if options.json:
        print_json([
            {"path": str(save.path), "level": save.level, "title": save.title, "seed": save.seed,
             "difficulty": save.difficulty, "mission_elapsed_s": save.met_s,
             "outcome": save.outcome, "score": save.score,
             "rating": save.rating or None, "finished": save.outcome is not None,
             "parent": save.parent.log if save.parent else None, "physics": save.physics,
             "broken": save.broken}
            for save in saves
        ])  # fmt: skip
        return WELL
    if not saves:
        say(f"No flight was saved in {folder} yet.")
        return WELL
    table(("log", "mission", "MET", "outcome", "score", "rating"), [_row(save) for save in saves])
    return WELL


def _row(save: Save) -> tuple[str, ...]:
    from game.flightlog.log.format import shown
    from game.vocabulary.units import clock

    name = shown(save.path.stem, 200)
    if save.broken:
        return (name, f"broken: {save.broken}")
    score = "" if save.score is None else str(save.score)
    return (name, save.title, clock(save.met_s), save.outcome or "unfinished", score, save.rating)


def rename(options: argparse.Namespace) -> int:
    """Give a log of the folder another name."""
    from game.campaign.saved import refuse_renaming
    from game.flightlog.log.format import shown
    from game.flightlog.shelf import manage
    from game.flightlog.shelf.library import find_save, saves_folder

    path = find_save(options.log, saves_folder(options.saves))
    refuse_renaming(path)
    new = manage.rename(path, options.name)
    print(f"{shown(path.stem)} is now {new.stem}.")
    return WELL


def delete(options: argparse.Namespace) -> int:
    """Delete logs of the folder, after asking."""
    from game.campaign.saved import loss
    from game.flightlog.log.format import shown
    from game.flightlog.shelf import manage
    from game.flightlog.shelf.library import find_save, saves_folder, summary

    folder = saves_folder(options.saves)
    paths = dict.fromkeys(find_save(text, folder) for text in options.logs)
    if not (options.yes or (sys.stdin.isatty() and sys.stderr.isatty())):
        names = ", ".join(shown(path.stem) for path in paths)
        raise CallError(f"To delete {names} without a terminal to ask on, say --yes.")
    for path in paths:
        name = shown(path.stem)
        question = f"Delete {name} ({summary(path).described})? {loss(path)}".strip()
        if options.yes or _confirmed(question):
            manage.delete(path)
            print(f"{name} is deleted.")
        else:
            say(f"{name} is kept.")
    return WELL


def _confirmed(question: str) -> bool:
    print(f"{question} y or n: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def bring_in(options: argparse.Namespace) -> int:
    """Import logs from anywhere into the folder."""
    from game.flightlog.log.format import FlightLogError
    from game.flightlog.shelf import manage
    from game.flightlog.shelf.library import saves_folder

    folder = saves_folder(options.saves)
    status = WELL
    for text in options.files:
        try:
            print(manage.import_log(Path(text), folder).sentence)
        except FlightLogError as bad:
            say(str(bad))
            status = WRONG
    return status
