"""Levels and the words they are written in: list, check, explain."""

from __future__ import annotations

import argparse
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from game.cli.answer import WELL, WIDTH, WRONG, CallError, print_json, say, table
from game.vocabulary.wording import quoted, sentence

if TYPE_CHECKING:
    from game.level.schema import Level
    from game.level.shelf import Listed


def level_flown(name: str, sim: bool) -> Level:
    """The same, with faults that the Simulation Supervisor will draw if ``sim``.

    Raises CallError.
    """
    from game.level.simsup import can_strike

    level = level_named(name)
    if not sim:
        return level
    if not can_strike(level):
        raise CallError(
            f"The Simulation Supervisor finds nothing for {quoted(level.id)}: it draws from "
            "failures with strikes, which the part failures has (use: [failures])."
        )
    return level.changed(simsup="draw")


def level_named(name: str) -> Level:
    """The level that ``name`` or a path means. Raises CallError, in one calm line."""
    from game.level.loading import find
    from game.level.mistakes import UnknownLevel

    try:
        return _level(find(name))
    except UnknownLevel as bad:
        raise CallError(sentence(str(bad))) from None


def _level(path: Path) -> Level:
    from game.level.loading import load
    from game.level.mistakes import LevelMistakes

    try:
        return load(path)
    except LevelMistakes as bad:
        from game.authoring.check import calm_line

        raise CallError(calm_line(bad.mistakes)) from None


def levels(options: argparse.Namespace) -> int:
    """List the levels of the game, and the player's own."""
    from game.level.folders import own_folder
    from game.level.shelf import listed

    found = listed()
    if options.json:
        print_json([_as_object(entry) for entry in found])
        return WELL
    rows: list[tuple[str, ...]] = []
    shelf = ""
    for entry in found:
        if entry.named != shelf:
            rows += [("",), (entry.named.upper(),)] if shelf else [(entry.named.upper(),)]
            shelf = entry.named
        if entry.mistakes:
            first = entry.mistakes[0]
            rows.append((entry.name, f"broken: {first.place}: {first.code} {first.message}"))
        else:
            play, difficulty = f"{entry.minutes} min", entry.difficulty or ""
            rows.append((entry.name, entry.title, play, difficulty, entry.teaches or ""))
    wide = max(WIDTH, get_terminal_size().columns - 2)
    table(("level", "title", "play", "difficulty", "teaches"), rows, wide)
    if all(entry.shelf == "game" for entry in found):
        say(f"Levels of your own go in {own_folder()}: no-airlock new NAME begins one.")
    return WELL


def _as_object(one: Listed) -> dict[str, Any]:
    from game.level.shelf import GAME

    said = one.shelf == "game" and one.named != GAME
    return {
        "id": one.id,
        "title": one.title,
        "day": one.day,
        "minutes": one.minutes,
        "difficulty": one.difficulty,
        "path": str(one.path),
        "shelf": one.named if said else one.shelf,
        "name": one.name,
        "broken": one.mistakes[0].as_json() if one.mistakes else None,
        "teaches": one.teaches,
    }


def new(options: argparse.Namespace) -> int:
    """Write a level to begin with."""
    from game.authoring.starter import NotWritten, write

    try:
        paths = write(options.name, Path(options.to) if options.to else None, options.pack)
    except NotWritten as bad:
        raise CallError(sentence(str(bad))) from None
    from game.vocabulary.wording import visible

    shown = visible(str(paths[0]))
    print(f"Wrote {', '.join(visible(str(path)) for path in paths)}.")
    print(f"no-airlock check {shown} finds mistakes in it, no-airlock play {shown} flies it.")
    return WELL


def check(options: argparse.Namespace) -> int:
    """Tell every mistake in levels and folders."""
    import gc

    gc.set_threshold(100_000)  # looking for rubbish takes a tenth of so short a call
    from game.authoring.check import check_main

    text, status = check_main(options.paths, options.json, options.strict, options.fly)
    if status == WRONG and not options.json:
        raise CallError(sentence(text))
    print(text)
    return status


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of level files."""
    from game.authoring.schema import json_schema_text

    print(json_schema_text())
    return WELL


def explain(options: argparse.Namespace) -> int:
    """Explain words, list groups of words, or list every word there is."""
    from game.authoring import reference

    words = options.words
    if options.json:
        print_json([one for word in words or (None,) for one in _words(word)])
        return WELL
    told = [reference.listing(word, WIDTH) or reference.explained(word, WIDTH) for word in words]
    if "" in told:
        raise _unknown(words[told.index("")])
    print("\n\n".join(told) if words else reference.overview(WIDTH))
    return WELL


def _words(word: str | None) -> list[dict[str, Any]]:
    """The objects of ``explain --json``: those of a word or a group, or all."""
    from game.authoring import reference

    found = reference.words(word)
    if word is not None and not found:
        raise _unknown(word)
    return [
        {"group": group, "word": one.word, "usage": one.usage, "what": one.what,
         "more": dict(one.more)}
        for group, one in found
    ]  # fmt: skip


def _unknown(word: str) -> CallError:
    from game.authoring import reference

    near = reference.meant(word)
    hint = f"; {near}" if near else "; no-airlock explain lists every word there is"
    return CallError(sentence(f"There is nothing called {quoted(word)}{hint}"))
