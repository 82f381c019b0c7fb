"""Mutated levels: those that pass the checks fly, without a crash, a NaN or a hang.

    python -m tests.level.mutate --levels 30000 --jobs 2

Each level is one of the sound ones with a few things changed by a seed: numbers, words, orders,
conditions, effects, whole entries. The autopilot flies what passes for 20 minutes of mission time.
"""

from __future__ import annotations

import argparse
import copy
import math
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from types import FrameType
from typing import Any

from game.autopilot import Autopilot
from game.level import loading
from game.level.mistakes import LevelMistakes
from game.mission import Mission
from game.vocabulary import channels, effects, orders, units

MINUTES = 20
"""How long each level is flown, min of mission time."""
LIMIT_S = 20
"""Wall time after which a flight counts as a hang, s."""
FACTORS = (0.0, 1e-6, 1e-3, 0.1, 0.5, 0.9, 1.1, 2.0, 10.0, 1e3, 1e6)
SHORT_HOP = Path(__file__).parent / "short_hop.yaml"

Place = tuple[Any, Any]
"""A map or list, and the key or index of a value in it."""


@cache
def bases() -> list[dict[str, Any]]:
    """The sound levels, as plain data."""
    return [loading.tree_of(path).data() for path in (*loading.builtin(), SHORT_HOP)]


def mutated(seed: int) -> dict[str, Any]:
    """A level with one to four things changed."""
    draw = random.Random(seed)
    data = copy.deepcopy(draw.choice(bases()))
    for _ in range(draw.randint(1, 4)):
        owner, key = draw.choice(list(_places(data)))
        _change(owner, key, data, draw)
    return data


def _places(node: Any) -> Iterator[Place]:
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(items):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _change(owner: Any, key: Any, data: dict[str, Any], draw: random.Random) -> None:
    value = owner[key]
    if isinstance(value, dict | list):
        _change_whole(owner, key, value, draw)
    elif isinstance(value, bool):
        owner[key] = not value
    elif isinstance(value, int | float):
        owner[key] = type(value)(value * draw.choice(FACTORS))
    elif isinstance(value, str):
        owner[key] = _word(key, value, owner, data, draw)


def _change_whole(owner: Any, key: Any, value: Any, draw: random.Random) -> None:
    how = draw.choice(("drop", "empty", "shuffle", "twice"))
    if how == "drop":
        del owner[key]
    elif how == "empty":
        owner[key] = type(value)()
    elif isinstance(value, list) and value:
        if how == "shuffle":
            draw.shuffle(value)
        else:
            value.append(copy.deepcopy(draw.choice(value)))
    elif value:
        one, other = draw.choice(list(value)), draw.choice(list(value))
        value[one], value[other] = value[other], value[one]


def _word(key: Any, value: str, owner: Any, data: dict[str, Any], draw: random.Random) -> str:
    if any(sign in value for sign in ("<", ">", "==")):
        return draw.choice((_condition(data, draw), f"({value}) or {_condition(data, draw)}",
                            value.replace("<", ">"), f"not ({value})"))  # fmt: skip
    first = value.split()[0].lower() if value.split() else ""
    if key == "effect":
        return _effect(data, draw)
    if first in orders.BY_WORD:
        return _order(data, draw)
    if value[:1].isdigit() and " " in value:
        number, _, unit = value.partition(" ")
        try:
            return f"{float(number) * draw.choice(FACTORS):g} {unit}"
        except ValueError:
            return f"{draw.choice((0, 1, 60, 86400))} s"
    if key == "on_fail":
        lists = _lists(data, draw)
        return draw.choice(("hold", "retry", "continue", "abort", f"run {lists}"))
    if key == "epoch":
        return f"{draw.randint(1900, 2300)}-{draw.randint(1, 13):02}-{draw.randint(1, 31):02} 10:08"
    if key in ("who", "check"):
        return str(draw.choice((*data.get("crew", {"ev1": 0}), "core", "all")))
    return draw.choice((value, value[::-1], "", value * 3))


def _lists(data: dict[str, Any], draw: random.Random) -> str:
    return str(draw.choice(sorted(data.get("procedures") or {"none": 0})))


def _crew(data: dict[str, Any], draw: random.Random) -> str:
    return str(draw.choice(sorted(data.get("crew") or {"ev1": 0})))


def _amount(dimension: str, draw: random.Random) -> str:
    unit = draw.choice(units.units_of(dimension) or [""])
    return f"{draw.choice((0, 0.001, 0.5, 1, 3, 10, 100, 1e4)):g} {unit}".strip()


def _condition(data: dict[str, Any], draw: random.Random) -> str:
    crew, lists = data.get("crew") or {}, data.get("procedures") or {}
    known = channels.expand(crew, lists)
    name = draw.choice(list(known))
    row = known[name]
    if row.words:
        return f"{name} == {draw.choice(row.words)}"
    return f"{name} {draw.choice(('<', '>'))} {_amount(row.dimension, draw)}"


def _effect(data: dict[str, Any], draw: random.Random) -> str:
    row = draw.choice(effects.CATALOGUE)
    words = [row.word]
    for argument in row.arguments:
        if argument.kind == "crew":
            words.append(_crew(data, draw))
        elif argument.kind == "channel":
            words.append(draw.choice(list(channels.expand(data.get("crew") or {}, ()))))
        elif argument.kind == "choice":
            words.append(draw.choice(argument.choices))
        else:
            words.append(_amount(argument.dimension, draw))
    return " ".join(words)


def _order(data: dict[str, Any], draw: random.Random) -> str:
    row = draw.choice(orders.CATALOGUE)
    words = [row.word]
    for argument in row.arguments:
        if argument.optional and draw.random() < 0.5:
            break
        words.append(_argument(argument, data, draw))
    return " ".join(words)


def _argument(argument: orders.Argument, data: dict[str, Any], draw: random.Random) -> str:
    if argument.kind == "choice":
        return draw.choice(argument.choices)
    if argument.kind == "crew":
        return _crew(data, draw)
    if argument.kind == "checklist":
        return _lists(data, draw)
    if argument.kind == "duration":
        return _amount("duration", draw)
    if argument.kind == "rest":
        return f"{_condition(data, draw)} do {draw.choice(('poll', 'abort'))}"
    return str(draw.randint(0, 9)) if argument.kind == "number" else "all"


class Hang(Exception):
    """A flight that does not end in time."""


def fly(data: dict[str, Any], seed: int, minutes: float = MINUTES) -> str:
    """Fly a level if it passes the checks: ``refused``, ``flown``, or what went wrong."""
    try:
        level = loading.resolved(data, "mutated")
    except LevelMistakes as bad:
        return "refused" if bad.mistakes else "refused without a mistake"
    mission = Mission(level, seed=seed)
    pilot = Autopilot(mission)
    for tick in range(int(minutes * 60 / units.TICK_S)):
        if mission.outcome is not None:
            break
        for order in pilot.orders():
            mission.order(order)
        mission.step()
        if tick % 240 == 0 and (bad_name := _unsound(mission)):
            return f"{bad_name} is not a number"
    bad_name = _unsound(mission)
    return f"{bad_name} is not a number" if bad_name else "flown"


def _unsound(mission: Mission) -> str:
    """A channel that is not finite though no transducer is dead."""
    dead = mission._world.state.sensors.failed
    for name, value in mission.telemetry.items():
        if isinstance(value, float) and not math.isfinite(value) and name not in dead:
            return name if not _drowned(mission, name) else ""
    return ""


def _drowned(mission: Mission, name: str) -> bool:
    """Whether water in the helmet took this CO2 transducer."""
    who, _, rest = name.partition(".")
    return rest == "suit.co2" and mission._world.state.suits[who].water > 0.0


def _alarm(number: int, frame: FrameType | None) -> None:
    raise Hang


def tried(seed: int, minutes: float = MINUTES) -> tuple[int, str]:
    """What became of the level with this seed."""
    signal.signal(signal.SIGALRM, _alarm)
    signal.alarm(LIMIT_S)
    try:
        return seed, fly(mutated(seed), seed, minutes)
    except Hang:
        return seed, f"no end within {LIMIT_S} s: {traceback.format_exc(limit=-3)}"
    except Exception:
        return seed, traceback.format_exc(limit=-4)
    finally:
        signal.alarm(0)


def main() -> int:
    """Try many levels, and tell of each that does not fly."""
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--levels", type=int, default=1000, help="how many")
    made.add_argument("--seed", type=int, default=1, help="the first seed")
    made.add_argument("--jobs", type=int, default=1, help="how many processes")
    made.add_argument("--minutes", type=float, default=MINUTES, help="of mission time each")
    options = made.parse_args()
    seeds = range(options.seed, options.seed + options.levels)
    begun, counts, wrong = time.monotonic(), {"refused": 0, "flown": 0}, 0
    with Pool(options.jobs) as pool:
        attempt = partial(tried, minutes=options.minutes)
        for seed, what in pool.imap_unordered(attempt, seeds, chunksize=20):
            if what in counts:
                counts[what] += 1
                continue
            wrong += 1
            print(f"seed {seed}: {what}", flush=True)
    took = time.monotonic() - begun
    print(f"{options.levels} levels in {took:.0f} s: {counts['refused']} refused, "
          f"{counts['flown']} flown, {wrong} wrong")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
