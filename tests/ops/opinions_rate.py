"""How often the room is right: ``python -m tests.ops.opinions_rate``.

    python -m tests.ops.opinions_rate 8                 # each failure of the catalogue on 8 seeds
    python -m tests.ops.opinions_rate 8 hull-hole       # this one
    python -m tests.ops.opinions_rate 200 --drawn       # the first that SimSup drew, on 200 seeds

A failure happens in First Out, alone or as the Simulation Supervisor drew it, and the room is
asked about what shows. Counted is whether its first suspect is the right one at the first sign,
after the tests that it asks for, and at the end, when the failure last showed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from game import cores
from game.autopilot.pilot import Autopilot
from game.level import simsup
from game.level.loading import load_named
from game.level.schema import Level
from game.mission import Mission
from game.ops.control.opinions import SURE, Opinions
from game.ops.control.suspects import Suspect
from game.ops.views import Accepted
from game.vocabulary.units import TICK_S
from tests.level import plain

FIRST_OUT = plain.level()
WATCHED = int(40 * 60 / TICK_S)
"""Ticks after the failure up to which its first sign counts."""
UNFAIR = "hatch.position == open"
"""When a failure happens that the Simulation Supervisor never draws."""
END = int(20 * 60 / TICK_S)
"""Ticks after the first sign at which a flight is left; the room's last word on it counts."""


@dataclass
class Score:
    """How often something was right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right, self.of = self.right + right, self.of + 1

    def __str__(self) -> str:
        return f"{100 * self.right / self.of:4.0f} %" if self.of else "    --"


def with_one(name: str, seed: int) -> Level:
    """First Out, in which only this failure happens, when SimSup would let it."""
    failure = FIRST_OUT.failures[name]
    people = simsup.struck(FIRST_OUT, failure) or ["ev1", "ev2"]
    who = people[seed % len(people)]
    fault = {
        "failure": name,
        "when": (failure.strikes or UNFAIR).replace("{who}", who),
        "lasts": f"{int(seed * 37 % (failure.strikes_within or 1.0))} s",
        "pick": [who] if who else [],
    }
    data = FIRST_OUT.written()
    return Level.of(data | {"faults": {"trouble": fault}})


def watch_one(one: tuple[str, int]) -> list[bool]:
    """What :func:`watch` tells of one failure on one seed."""
    name, seed = one
    return watch(Mission(with_one(name, seed), seed=seed))


def watch_drawn(seed: int) -> list[bool]:
    """What :func:`watch` tells of the first that the Simulation Supervisor drew for a seed."""
    return watch(Mission(load_named("first-out"), seed=seed))


def watch(mission: Mission) -> list[bool]:
    """Whether the room was right at first sign, after its tests, at the end; empty if unseen."""
    opinions: Opinions = mission._ops._opinions
    pilot = Autopilot(mission)
    found: list[bool] = []
    tried: set[str] = set()
    look_at = end_at = -1
    last = False
    about: set[str] = set()
    while mission.outcome is None:
        for order in pilot.orders():
            mission.order(order)
        mission.step()
        happened = [event for event in mission.events if event.kind.startswith("fault.")]
        if not happened:
            continue
        fault = str(happened[0].data["fault"])
        subject, name = happened[0].subject, mission.level.faults[fault].failure or fault
        seen = opinions.signs
        mine = next(each for each in opinions.suspects if _is(each, name, subject))
        signs = {when for when, _ in mine.signs if when in seen}
        if signs and not about:
            alike = [each for each in opinions.suspects if signs & {when for when, _ in each.signs}]
            about = {each.id for each in alike}.union(*(each.twins for each in alike))
        shows = bool(signs)
        shares = opinions.shares(among=about)
        right = _is_right(name, subject, shares)
        last = right if shows else last
        if not found:
            if shows:
                found.append(right)
                look_at, end_at = mission.tick, mission.tick + END
            elif mission.tick - happened[0].tick > WATCHED:
                return []
        elif mission.tick >= look_at and len(found) == 1:
            test = _next_test(shares, tried)
            if test is None:
                found.append(right if shares else last)
            else:
                do, takes = test
                tried.add(do)
                if isinstance(mission.order(do), Accepted):
                    look_at = mission.tick + takes + 44
        elif mission.tick >= end_at:
            break
    return [*found, *[last] * (3 - len(found))] if found else []


def _is(one: Suspect, name: str, subject: str) -> bool:
    return one.id in (name, f"{name}-{subject}")


def _is_right(name: str, subject: str, shares: list[tuple[float, Suspect]]) -> bool:
    """Whether the first suspect is the right one."""
    return bool(shares) and _is(shares[0][1], name, subject)


def _next_test(shares: list[tuple[float, Suspect]], tried: set[str]) -> tuple[str, int] | None:
    """The test that the room asks for, if it is not sure."""
    if not shares or shares[0][0] >= SURE:
        return None
    for _, one in shares[:2]:
        for test in one.tests:
            if test.then and test.do not in tried:
                return test.do, test.takes
    return None


def main_drawn(seeds: int) -> None:
    """Print one line for flights as the Simulation Supervisor draws them."""
    seen = [rights for rights in cores.each(watch_drawn, range(1, seeds + 1)) if rights]
    scores = [Score(), Score(), Score()]
    for rights in seen:
        for score, right in zip(scores, rights if isinstance(rights, list) else (), strict=True):
            score.add(right)
    print(f"{'drawn':<26}{len(seen):>6} " + " ".join(f"{one!s:>8}" for one in scores))


def main(seeds: int, names: Sequence[str]) -> None:
    """Print the table."""
    total = (Score(), Score(), Score())
    print(f"{'failure':<26}{'seen':>6} {'sign':>8} {'test':>8} {'end':>8}")
    flights = [(name, seed) for name in names for seed in range(1, seeds + 1)]
    found = cores.each(watch_one, flights)
    for name in names:
        scores = (Score(), Score(), Score())
        for rights in islice(found, seeds):
            for at, right in enumerate(rights if isinstance(rights, list) else ()):
                scores[at].add(right)
                total[at].add(right)
        print(
            f"{name:<26}{scores[0].of:>6} " + " ".join(f"{one!s:>8}" for one in scores), flush=True
        )
    print(f"{'all':<26}{total[0].of:>6} " + " ".join(f"{one!s:>8}" for one in total))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("seeds", type=int, nargs="?", default=4)
    parser.add_argument("names", nargs="*", help="failures; all of the catalogue if none is named")
    parser.add_argument("--drawn", action="store_true", help="as the Simulation Supervisor draws")
    options = parser.parse_args()
    if options.drawn:
        main_drawn(options.seeds)
    else:
        main(options.seeds, options.names or list(FIRST_OUT.failures))
