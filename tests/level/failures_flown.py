"""First Out with one failure of the catalogue: flown on from where it happens, answered or not.

    python -m tests.level.failures_flown [FAILURE...]

prints a table: how long after the failure its signs come, how long after the first of them the
best answer still brings everybody home unhurt, and what comes of doing nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from game.autopilot.nodder import Nodder
from game.level import loading
from game.level.schema import Failure, Fault, Level, Trial
from game.mission import Mission
from game.ops.views import Accepted
from game.vocabulary import conditions
from game.vocabulary.units import TICK_S
from tests.level import plain

LOOK_TICKS = 4
"""How often telemetry is looked at: every 2 s."""
LONGEST_S = 9000.0
"""How long a flight is followed after the failure."""
PASSED_S = 60.0
"""How long a first sign must be gone to have passed."""
TRIED_S = 20.0
"""How long after the second sign a test is tried."""
DELAYS_S = (60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600)
"""Answers so long after the first sign are tried for the table."""


class Scene(NamedTuple):
    """Where a failure happens: when this first holds, and to whom, if to somebody."""

    when: str
    who: str = ""


FILLING = "checklist.repress == running"
PURGED = "checklist.purge == done"
CHECKS = "checklist.pressurise == done"
TRIMMED = "checklist.trim == done"
VENT = "checklist.go-for-vent == done"
VENTED = "checklist.vent == done"
OUT = "ev1.place == outside"
CLOSED = "checklist.hatch-close == done"

HOME = "checklist.repress == done and hatch.position == closed and cabin.pressure > 13 psi"
"""From here on, somebody in trouble opens the visor."""

SCENES = {
    "glove-lock": Scene(CHECKS, "ev2"),
    "suit-hole": Scene(OUT, "ev1"),
    "suit-torn": Scene(OUT, "ev1"),
    "suit-burst": Scene(OUT, "ev1"),
    "glove-worn": Scene(OUT, "plt"),
    "regulator-creeps": Scene(OUT, "plt"),
    "flow-gauge-drifts": Scene(OUT, "plt"),
    "suit-gauge-drifts": Scene(OUT, "ev1"),
    "suit-gauge-stuck": Scene(VENT, "ev1"),
    "suit-gauge-jumps": Scene(CHECKS, "ev2"),
    "umbilical-kinked": Scene(OUT, "ev1"),
    "umbilical-snagged": Scene(OUT, "ev1"),
    "tank-regulator-droops": Scene(OUT),
    "oxygen-leaks": Scene(OUT),
    "oxygen-gauge-drifts": Scene(OUT),
    "oxygen-gauge-stuck": Scene(OUT),
    "nitrogen-leaks": Scene(OUT),
    "nitrogen-gauge-drifts": Scene(OUT),
    "vent-sticks": Scene(VENT),
    "cabin-gauge-stuck": Scene(VENT),
    "hull-hole": Scene(CLOSED),
    "relief-leaks": Scene(CLOSED),
    "repress-valve-stuck": Scene(FILLING),
    "cabin-fire": Scene(PURGED),
    "dirty-hatch-seal": Scene(CLOSED),
    "bulged-hatch-seal": Scene(CLOSED),
    "latch-switch-wrong": Scene(CLOSED),
    "jammed-hatch": Scene(VENTED),
    "ballooned": Scene(OUT, "ev1"),
    "panic": Scene(OUT, "ev1"),
    "sick-behind-visor": Scene(OUT, "ev1"),
    "first-pain": Scene(OUT, "ev1"),
    "suit-pinches": Scene(OUT, "ev1"),
    "headset-lost": Scene(OUT, "ev1"),
    "helmet-water": Scene(OUT, "ev1"),
    "drink-bag-drips": Scene(OUT, "ev1"),
    "co2-sensor-dead": Scene(OUT, "ev1"),
    "co2-sensor-drifts": Scene(OUT, "ev1"),
    "humidity-sensor-drifts": Scene(OUT, "ev1"),
    "biomed-loose": Scene(OUT, "ev1"),
    "suit-telemetry-lost": Scene(OUT, "ev1"),
    "core-sensor-drifts": Scene(OUT, "ev1"),
    "oxygen-fraction-drifts": Scene(TRIMMED),
}
"""For each failure of the catalogue, a moment of First Out at which it matters."""


@cache
def first_out() -> Level:
    """First Out with the catalogue, without its own fault, and with a signal all the time."""
    text = (
        plain.text()
        .replace(plain.FAULTS, "")
        .replace("relays: [west, central]", "relays: [west, central, east]\n  mask: 0 deg")
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "first-out.yaml"
        path.write_text(text, encoding="utf-8")
        level = loading.load(path)
    # flows by checklist, as for cadets, and no umbilical that catches by a slip: what is flown here
    # is the failure, not who forgot or slipped
    whole = json.dumps(level.written())
    return Level.of(
        _without_slips(
            json.loads(
                whole.replace("mission.difficulty == cadet", "mission.met > -1 s").replace(
                    "mission.difficulty != cadet", "mission.met < -1 s"
                )
            )
        )
    )


def _without_slips(part: Any) -> Any:
    """A level as data, without what slips bring."""
    if isinstance(part, dict):
        return {name: _without_slips(each) for name, each in part.items() if name != "slip"}
    return [_without_slips(each) for each in part] if isinstance(part, list) else part


def with_failure(name: str) -> Level:
    """The same level, in which a failure happens at once."""
    who = SCENES[name].who
    fault = Fault.of({"failure": name, "at": "0 s", "pick": [who] if who else []})
    return first_out().changed(faults={"trouble": fault})


@cache
def moments() -> Mapping[str, dict[str, Any]]:
    """The state of a flight without trouble at each moment of a scene."""
    mission = Mission(first_out().changed(faults={}))
    nodder = Nodder(mission)
    waiting = {scene.when: Watch(mission, scene.when) for scene in SCENES.values()}
    found: dict[str, dict[str, Any]] = {}
    while waiting:
        assert mission.outcome is None, f"never came: {', '.join(waiting)}"
        for text in nodder.orders():
            mission.order(text)
        mission.fly(mission.tick + LOOK_TICKS)
        for when in [one for one, watch in waiting.items() if watch.holds()]:
            found[when] = mission.state()
            del waiting[when]
    return found


class Watch:
    """A condition on the telemetry of a mission."""

    def __init__(self, mission: Mission, text: str) -> None:
        index = {name: at for at, name in enumerate(mission.telemetry)}
        self._mission = mission
        self._test = conditions.compile(text, mission.channels, index)

    def holds(self) -> bool:
        """Whether it holds now."""
        return self._test(self._mission.ground_frame)


@dataclass
class Flown:
    """What came of a failure. Times are in seconds after it; a sign that never came has none."""

    signs: list[float | None]
    lost_after: float | None = None
    """When somebody lost consciousness, or time ran out before all were home."""
    home: bool = False
    """Whether everybody is back at pressure."""
    passed: bool = False
    """Whether the first sign passed after the answer."""

    @property
    def seen(self) -> list[float]:
        """When signs came, the first of them first."""
        return sorted(each for each in self.signs if each is not None)


def catalogue() -> Mapping[str, Failure]:
    """The failures, by name."""
    return first_out().failures


def filled(name: str, text: str) -> str:
    """A text of the failure, of whom it happens to in its scene."""
    return text.replace("{who}", SCENES[name].who)


def begun(name: str, where: str = "") -> Mission:
    """A mission in which the failure is about to happen, at its own scene or that of another."""
    state = moments()[SCENES[where or name].when]
    return Mission.restore(with_failure(name), 1, "specialist", state)


@cache
def flown(name: str, order: str = "", after_s: float = 0.0, longest_s: float = LONGEST_S) -> Flown:
    """Fly on after a failure with somebody who only gives GO.

    ``order`` is given ``after_s`` after the first sign was seen, on telemetry. The flight is over
    when all are at pressure again, when somebody is hurt, after ``longest_s``, and with an answer
    when the first sign has passed for a minute.
    """
    mission = begun(name)
    began, nodder = mission.time, Nodder(mission)
    watches = [Watch(mission, filled(name, sign.when)) for sign in catalogue()[name].signs]
    safe, found = Watch(mission, HOME), Flown([None] * len(watches))
    given, shown = not order, 0.0
    while mission.outcome is None and mission.time - began < longest_s and not safe.holds():
        _go_on(mission, nodder)
        now = mission.time - began
        holding = [watch.holds() for watch in watches]
        for at, holds in enumerate(holding):
            if holds and found.signs[at] is None:
                found.signs[at] = now
        if mission.tick % 20 == 0 and _hurt(mission):
            found.lost_after = now
            return found
        if not found.seen:
            continue
        first = found.signs.index(found.seen[0])
        shown = now if holding[first] or not given else shown
        if not given and now - found.seen[0] >= after_s:
            answer = mission.order(filled(name, order))
            assert isinstance(answer, Accepted), answer
            given = True
        elif order and given and now - shown > PASSED_S:
            found.passed = True
            return found
    outcome = mission.outcome
    found.home = safe.holds() or (outcome is not None and outcome.kind in ("success", "home"))
    if outcome is not None and not found.home:
        found.lost_after = mission.time - began
    return found


def told(name: str, at: int, where: str = "") -> bool:
    """Whether a test of the failure ``name`` comes out as it does for it, tried on ``where``."""
    return _tried(catalogue()[name].tests[at], where or name)


def fails_as_said(name: str, at: int) -> bool:
    """Whether what comes of a wrong answer to the failure ``name`` is what its ``then`` says.

    One without ``then`` ends the EVA for nothing.
    """
    trial = catalogue()[name].wrong[at]
    then = trial.then or f"checklist.{trial.do} == running"
    return _tried(trial.changed(then=then), name)


def _tried(trial: Trial, really: str) -> bool:
    """Whether ``trial`` comes out as it says, given some time after the second sign.

    Of what ``really`` happened, that is.
    """
    assert trial.then is not None
    mission = begun(really)
    nodder = Nodder(mission)
    signs = [Watch(mission, filled(really, sign.when)) for sign in catalogue()[really].signs]
    came: set[int] = set()
    while len(came) < 2:
        assert mission.outcome is None, f"{really} never showed"
        _go_on(mission, nodder)
        came |= {number for number, sign in enumerate(signs) if sign.holds()}
    mission.fly(mission.tick + int(TRIED_S / TICK_S))
    answer = mission.order(filled(really, trial.do))
    assert isinstance(answer, Accepted), answer
    until = mission.tick + int(trial.takes / TICK_S)
    while mission.tick < until and mission.outcome is None:
        _go_on(mission, nodder)
    return Watch(mission, filled(really, trial.then)).holds()


def signs_without_trouble() -> dict[str, float]:
    """How long each sign shows in a flight in which nothing fails, s."""
    mission = Mission(first_out().changed(faults={}))
    nodder, shown = Nodder(mission), dict[str, float]()
    whens = {sign.when.replace("{who}", who) for failure in catalogue().values()
             for sign in failure.signs for who in mission.level.crew}  # fmt: skip
    watches = {when: Watch(mission, when) for when in sorted(whens)}
    while mission.outcome is None:
        _go_on(mission, nodder)
        for when, watch in watches.items():
            if watch.holds():
                shown[when] = shown.get(when, 0.0) + LOOK_TICKS * TICK_S
    return shown


def _go_on(mission: Mission, nodder: Nodder) -> None:
    for text in nodder.orders():
        mission.order(text)
    mission.fly(mission.tick + LOOK_TICKS)


def _hurt(mission: Mission) -> bool:
    return any(one.condition in ("unconscious", "dead") for one in mission.crew)


def helps(name: str, after_s: float) -> bool:
    """Whether the best answer, so long after the first sign, still brings everybody home."""
    found = flown(name, catalogue()[name].answers[0].do, after_s)
    return found.lost_after is None


def row(name: str) -> str:
    """The table's line of one failure."""
    alone = flown(name)
    signs = " ".join("-" if each is None else f"{each:.0f}" for each in alone.signs)
    best, last = catalogue()[name].answers[0].do, "never"
    if alone.lost_after is not None:
        left = alone.lost_after - alone.seen[0]
        last = (
            f"{max((each for each in DELAYS_S if each < left and helps(name, each)), default=0)} s"
        )
    answered = flown(name, best, 60.0)
    done = "lost" if answered.lost_after else "passed" if answered.passed else "home"
    ends = "home" if alone.lost_after is None else f"lost after {alone.lost_after:.0f} s"
    return f"| {name} | {signs} | {ends} | {last} | {best}: {done} |"


def main() -> None:
    """Print the table."""
    for name in sys.argv[1:] or SCENES:
        print(row(name), flush=True)


if __name__ == "__main__":
    main()
