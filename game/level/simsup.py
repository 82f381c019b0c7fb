"""The Simulation Supervisor: draws what goes wrong from the level's failures, by the seed alone.

The draw is a level itself: the same one with the drawn faults in it, which is what a flight log
stores. So a catalogue may grow without changing a flight that was flown.

- As many failures as :data:`COUNTS` says, one of them at least more than a wrong reading; in one
  flight of five a false alarm and nothing else.
- A failure must be fair, have an answer, and be able to strike in this level: what its ``strikes``
  asks for is done by a step of the flight plan.
- One that is ``heavy`` at most, and never two that are twins, or that exclude each other.
- They keep :data:`APART_S` from each other, so that one is understood before the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.level.schema import Checklist, Difficulty, Failure, Fault, Level, Step
from game.level.walk import actions_of
from game.physics.chance import draw

COUNTS = {"cadet": (1, 1), "specialist": (2, 3), "director": (3, 4)}
"""Fewest and most failures of a flight."""
APART_S = {"cadet": 900.0, "specialist": 600.0, "director": 360.0}
"""Time from one failure to the next, s."""
FALSE_ALARMS = 0.2
"""The share of flights that get a false alarm and nothing else."""
_OF_TRANSDUCERS = ("stuck", "dead", "drift", "noise")
"""Effects that change what is read and nothing else."""
_BROUGHT_BY = (
    (re.compile(r"(\w+)\.place == outside"), r"move \1 outside"),
    (re.compile(r"hatch\.position == open"), "swing open"),
    (re.compile(r"cabin\.vent"), "vent open"),
    (re.compile(r"cabin\.repress (?:!= off|== \w+)"), "repress"),
    (re.compile(r"suit\.mode == press"), "suit"),
    (re.compile(r"suit\.leak_check"), "isolate"),
)
"""What a condition asks for, and the action without which it never comes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A failure that was drawn, whom it happens to (or nobody), and how long it waits, s."""

    failure: str
    who: str
    lasts_s: float


def simulated(level: Level, seed: int, difficulty: Difficulty) -> Level:
    """``level`` with what the Simulation Supervisor draws in place of its own faults.

    A level that does not ask for it (``simsup: draw``) stays as it is. Faults that conditions of
    the level ask about stay in it: they are its story.
    """
    if level.simsup != "draw":
        return level
    own = {name: fault for name, fault in level.faults.items() if f"fault.{name}" in level.marks}
    faults = own | {
        f"sim-{at}": _fault(level, one, APART_S[difficulty])
        for at, one in enumerate(drawn(level, seed, difficulty), 1)
    }
    return level.with_faults(faults, "drawn")


def drawn(level: Level, seed: int, difficulty: Difficulty) -> tuple[Drawn, ...]:
    """What goes wrong in this flight, in no order of time. Empty when nothing can."""
    only_false = draw(seed, "simsup.false") < FALSE_ALARMS
    fewest, most = COUNTS[difficulty]
    count = 1 if only_false else fewest + int(draw(seed, "simsup.count") * (most + 1 - fewest))
    found: list[Drawn] = []
    done = _actions(level)
    for name in sorted(level.failures, key=lambda name: draw(seed, f"simsup.{name}")):
        failure = level.failures[name]
        if only_false and not (is_false_alarm(failure) and _alarms(failure)):
            continue
        last = len(found) == count - 1
        if last and not only_false and is_false_alarm(failure) and not _anything_real(level, found):
            continue
        people = _people(level, failure, done)
        if people and not any(clash(level, name, other.failure) for other in found):
            who = people[int(draw(seed, f"simsup.{name}.who") * len(people))]
            lasts_s = float(int(draw(seed, f"simsup.{name}.lasts") * failure.strikes_within))
            found.append(Drawn(name, who, lasts_s))
        if len(found) == count:
            break
    return tuple(found)


def _anything_real(level: Level, found: list[Drawn]) -> bool:
    return any(not is_false_alarm(level.failures[one.failure]) for one in found)


def is_false_alarm(failure: Failure) -> bool:
    """Whether nothing is wrong but what is read."""
    return all(effect.split()[0] in _OF_TRANSDUCERS for effect in failure.effects)


def _alarms(failure: Failure) -> bool:
    """Whether what is read goes astray, and does not only stand still, which alarms nobody."""
    return any(effect.split()[0] != "stuck" for effect in failure.effects)


def can_strike(level: Level) -> tuple[str, ...]:
    """The failures that can be drawn in ``level``, by name."""
    done = _actions(level)
    return tuple(name for name, failure in level.failures.items() if _people(level, failure, done))


def _fault(level: Level, one: Drawn, apart_s: float) -> Fault:
    strikes = level.failures[one.failure].strikes
    return Fault.of({
        "failure": one.failure,
        "when": None if strikes is None else strikes.replace("{who}", one.who),
        "lasts": f"{one.lasts_s:g} s",
        "apart": f"{apart_s:g} s",
        "pick": (one.who,) if one.who else (),
    })  # fmt: skip


def clash(level: Level, name: str, other: str) -> bool:
    """Whether two failures may not come in one flight."""
    one, two = level.failures[name], level.failures[other]
    apart = {*one.twins, *one.excludes}, {*two.twins, *two.excludes}
    return other in apart[0] or name in apart[1] or (one.heavy and two.heavy)


def struck(level: Level, failure: Failure) -> list[str]:
    """Whom a failure can happen to in ``level``: an empty name for the ship, nobody if it can't."""
    return _people(level, failure, _actions(level))


def _people(level: Level, failure: Failure, done: frozenset[str]) -> list[str]:
    """Whom a failure can happen to in this level: an empty name for the ship, nobody if it can't.

    It is fair, it can be answered, and what is ``done`` in the flight plan brings about what it
    waits for.
    """
    if failure.unfair or failure.strikes is None or not failure.answers:
        return []
    happens_to_somebody = any("{who}" in effect for effect in failure.effects)
    return [
        who
        for who in (failure.who or level.crew if happens_to_somebody else ("",))
        if _comes(failure.strikes.replace("{who}", who), done)
    ]


def _comes(condition: str, done: frozenset[str]) -> bool:
    """Whether each action that ``condition`` waits for is among those that are ``done``."""
    for pattern, action in _BROUGHT_BY:
        for asked in pattern.finditer(condition):
            needed = asked.expand(action)
            if not any(f"{one} ".startswith(f"{needed} ") for one in done):
                return False
    return True


def _actions(level: Level) -> frozenset[str]:
    """Every action of the flight plan, of the checklists that it runs too."""
    found: set[str] = set()
    waiting, seen = list(level.plan), set(level.plan)
    while waiting:
        checklist = level.checklists.get(waiting.pop())
        if checklist is None:
            continue
        for step, who in _steps(checklist, list(level.crew)):
            texts = [text.replace("{who}", each) for text in actions_of(step) for each in who]
            found.update(texts)
            runs = [step.run] if step.run else []
            runs += [text.split()[1] for text in texts if text.startswith("run ")]
            waiting += [name for name in runs if name not in seen]
            seen.update(runs)
    return frozenset(found)


def _steps(checklist: Checklist, crew: list[str]) -> Iterator[tuple[Step, list[str]]]:
    """Every step, those of columns too, and whom ``{who}`` stands for in it."""
    for step in checklist.steps:
        yield step, _who(step, crew)
        for part in step.parts:
            for each in part.steps:
                yield each, _who(each, [part.column] if part.column else crew)


def _who(step: Step, crew: list[str]) -> list[str]:
    if step.who in ("all", "core"):
        return crew
    return [step.who] if isinstance(step.who, str) else list(step.who)
