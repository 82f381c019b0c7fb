"""How often flight directors of several skills win levels, as a table or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from game.cli.answer import FAILED, WELL, CallError, print_json, say
from game.cli.levels import level_flown

if TYPE_CHECKING:
    from game.authoring.balance import Balance, Flight
    from game.level.schema import Level


class _Advance(Protocol):
    def __call__(self, note: str) -> None: ...


def balance(options: argparse.Namespace) -> int:
    """Fly each level over many seeds by each director, and print what came of it."""
    levels = [level_flown(name, options.sim) for name in options.levels]
    directors = _directors(options.director)
    found: list[Balance] = []
    whole = True
    for level in levels:
        one, complete = _balanced(level, directors, options)
        found.append(one)
        whole = whole and complete
        if not options.json:
            from game.authoring.balance import as_text

            print(as_text(one, level.title), end="\n\n" if level is not levels[-1] else "\n")
    if options.json:
        from game.authoring.balance import as_object

        print_json([as_object(one) for one in found])
    return WELL if whole else FAILED


def _directors(given: list[str] | None) -> list[str]:
    from game.autopilot.directors import DIRECTORS

    if not given or "all" in given:
        return list(DIRECTORS)
    for name in given:
        if name not in DIRECTORS:
            raise CallError(f"There is no director {name!r}: there is {', '.join(DIRECTORS)}, all.")
    return list(dict.fromkeys(given))


def _balanced(
    level: Level, directors: list[str], options: argparse.Namespace
) -> tuple[Balance, bool]:
    """The table of ``level``, and whether every flight in it was flown."""
    from game.authoring import balance as work

    first, runs, difficulty = options.first_seed, options.runs, options.difficulty
    todo = work.planned(directors, range(first, first + runs))
    flown: list[work.Flown] = []
    died = 0
    with _progress(level.title, len(todo)) as advance:
        for one in _flights(level, todo, options):
            if not isinstance(one, work.Flown):
                died += 1
                continue
            flown.append(one)
            advance(f"seed {one.seed}")
            if options.early and len(flown) % len(directors) == 0:
                table = work.tallied(level, difficulty, first, directors, flown)
                if all(work.clear(tally) for tally in table.tallies):
                    break
    if died:
        say(f"{died} flights are missing: the process that flew them was killed, as happens when "
            "memory runs out.")  # fmt: skip
    return work.tallied(level, difficulty, first, directors, flown), not died


def _flights(level: Level, todo: list[Flight], options: argparse.Namespace) -> Iterator[object]:
    if options.dask is None:
        from game.authoring.balance import flights

        yield from flights(level, options.difficulty, todo)
        return
    from game.authoring import cluster

    try:
        yield from cluster.flights(level, options.difficulty, todo, options.dask)
    except cluster.NoCluster as bad:
        raise CallError(str(bad)) from None


@contextmanager
def _progress(title: str, total: int) -> Iterator[_Advance]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda note: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(title), total=total)
        yield lambda note: bar.advance(task)
