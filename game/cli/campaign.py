"""Campaigns: where one stands, and flying its next mission."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from game.cli import flying, opening
from game.cli.answer import WELL, CallError, print_json, say, table

if TYPE_CHECKING:
    from pathlib import Path

    from game.campaign.progress import Standing, Stop

DEFAULT = "five-days"
"""The campaign that is begun if none is named."""


def campaign(options: argparse.Namespace) -> int:
    """Resume a campaign: in the console, or show where it stands, or fly without a screen."""
    from game.campaign import progress
    from game.flightlog.shelf import library
    from game.level.mistakes import LevelMistakes, UnknownLevel
    from game.vocabulary.wording import sentence

    folder = library.saves_folder(options.saves)
    headless = options.script or options.autopilot
    try:
        standing = _standing(folder, options)
        if standing.trouble:
            say(standing.trouble)
        if not headless and (options.json or options.show):
            return _show(standing, options.json)
        if not headless:
            return opening.console(options, campaign=(standing.saved.name, _mission(options)))
        if standing.resumable is not None and options.mission is None:
            options.log, options.ghost = str(standing.resumable), None
            return flying.resume(options)
        begun = progress.begin(folder, standing, _mission(options))
    except LevelMistakes as bad:
        raise CallError(bad.mistakes[0].render()) from None
    except UnknownLevel as bad:
        raise CallError(sentence(str(bad))) from None
    return flying.fly_into(options, begun.level, begun.seed, begun.difficulty, begun.log)


def _mission(options: argparse.Namespace) -> int | None:
    """The mission that is named, from 0."""
    return None if options.mission is None else options.mission - 1


def _standing(folder: Path, options: argparse.Namespace) -> Standing:
    """Where the campaign stands that is meant; it is begun if there is none."""
    from game.campaign import progress, saved

    known = saved.names(folder)
    name = options.name or (known[0] if known and options.of is None else options.of or DEFAULT)
    if name in known:
        given = (
            ("--of", options.of),
            ("--seed", options.seed),
            ("--difficulty", options.difficulty),
        )
        for word, value in given:
            if value is not None:
                raise CallError(
                    f"The campaign {name} has begun, and {word} is for a new one: name another."
                )
        standing = progress.look(folder, name)
    else:
        seed = 1 if options.seed is None else options.seed
        standing = progress.new(
            folder, name, options.of or DEFAULT, seed, options.difficulty or "specialist"
        )
    if options.mission is not None and not 1 <= options.mission <= len(standing.stops):
        raise CallError(f"The missions of {name} are 1 to {len(standing.stops)}.")
    return standing


def _show(standing: Standing, as_json: bool) -> int:
    if as_json:
        print_json(as_object(standing))
        return WELL
    now = standing.now
    say(f"{standing.campaign.title}: {standing.saved.name}, seed {standing.saved.seed}, "
        f"{standing.saved.difficulty}.")  # fmt: skip
    table(("", "day", "mission", "state", "oxygen", "log"), [_row(stop) for stop in standing.stops])
    print(
        f"\nIn the tanks: oxygen {now.o2_a:.1f} and {now.o2_b:.1f} kg, nitrogen {now.n2:.1f} kg; "
        f"in bottles {now.spare_o2:.1f} and {now.spare_n2:.1f} kg."
    )
    return WELL


def _row(stop: Stop) -> tuple[str, ...]:
    began = stop.carried
    oxygen = f"{began.o2_a + began.o2_b:.1f} kg" if began and not stop.ground else ""
    state = stop.state if stop.score is None else f"{stop.state}, {stop.score}"
    return (str(stop.number), stop.day, stop.title, state, oxygen, stop.log.removesuffix(".jsonl"))


def as_object(standing: Standing) -> dict[str, Any]:
    """One object of ``campaign --json``. Masses are in kg, areas in m2."""
    now = standing.now
    return {
        "name": standing.saved.name,
        "campaign": standing.saved.campaign,
        "title": standing.campaign.title,
        "seed": standing.saved.seed,
        "difficulty": standing.saved.difficulty,
        "over": standing.over,
        "trouble": standing.trouble or None,
        "next": None if standing.at is None else standing.at + 1,
        "missions": [
            {"number": one.number, "level": one.level, "title": one.title, "day": one.day,
             "state": one.state, "score": one.score, "log": one.log or None}
            for one in standing.stops
        ],
        "o2_a_kg": now.o2_a, "o2_b_kg": now.o2_b, "n2_kg": now.n2,
        "spare_o2_kg": now.spare_o2, "spare_n2_kg": now.spare_n2, "seal_m2": now.seal,
        "knows": list(now.knows),
        "crew": {
            who: {"flights": one.flights, "fatigue": one.fatigue, "worn_m2": one.worn,
                  "hurt": one.hurt}
            for who, one in now.crew.items()
        },
        "flights": len(standing.saved.flights),
    }  # fmt: skip
