"""How fast the simulation is: ``python -m tests.bench``. Prints figures and asserts nothing.

Times are processor time, so that a busy machine disturbs them less: the best of three, on one
core, without reading the level. ``--parts`` tells what a flight spends on each of its parts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from game.autopilot import fly
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.flightlog.replay.refly import Reflight, begin
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from game.level.loading import load_named, resolved, resolved_json
from game.level.schema import Level
from game.mission import Mission
from game.ops.operations import Operations
from game.physics.chance import draw
from game.vocabulary.units import TICK_S
from game.world import cabin
from game.world.world import World

ROUNDS = 3


def best(run: Callable[[], object]) -> float:
    """The shortest time of ROUNDS runs, s."""
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        run()
        times.append(time.process_time() - before)
    return min(times)


def row(what: str, seconds: float, ticks: int) -> None:
    """One line of the table."""
    speed = ticks * TICK_S / seconds
    print(f"{what:<44} {speed:>8,.0f} x  {seconds / ticks * 1e6:>7.1f} µs/tick  {seconds:>6.2f} s")


def first_out() -> None:
    """First Out: flown by the autopilot, recorded, and flown again from its log."""
    level = load_named("first-out")
    ticks = 0

    def flown() -> None:
        nonlocal ticks
        mission = Mission(level, seed=1)
        fly(mission)
        ticks = mission.tick

    seconds = best(flown)
    print(f"First Out, {ticks * TICK_S / 60:.0f} min of mission")
    row("  flown by the autopilot", seconds, ticks)
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(100))

        def recorded() -> None:
            with start(level, 1, "specialist", Path(folder) / f"{next(names)}.jsonl") as flight:
                fly(flight)

        row("  the same, recorded", best(recorded), ticks)
        path = Path(folder) / "0.jsonl"
        orders = read(path).orders

        def again() -> None:
            mission = Mission(level, seed=1)
            for tick, text in orders:
                while mission.tick < tick:
                    mission.step()
                mission.order(text)
            while mission.outcome is None:
                mission.step()

        row("  flown again from its orders", best(again), ticks)
        row("  verified from its log", best(lambda: verify(path)), ticks)
        seeks(path)
        smaller(path)
        print(f"  log: {path.stat().st_size / 1000:.0f} kB, {len(orders)} orders")


def seeks(path: Path) -> None:
    """Random jumps within a replay, once it was scouted."""
    replay = Replay(path)
    replay.scout(60.0)
    times = []
    for n in range(200):
        tick = int(draw(1, "seek", n) * replay.end_tick)
        before = time.process_time()
        replay.goto(tick)
        times.append(time.process_time() - before)
    times.sort()
    print(
        f"  200 seeks: median {times[100] * 1e3:.1f} ms, 95th percentile {times[190] * 1e3:.1f} ms"
    )


def smaller(path: Path) -> None:
    """What is done at each checkpoint, seek and verification, in the middle of a mission."""
    log = read(path)
    again = Reflight(log, begin(log))
    again.to(log.last_tick // 2)
    mission, state = again.mission, again.mission.state()
    level, seed, difficulty = mission.level, mission.seed, mission.difficulty
    for what, run in (
        ("digest", mission.digest),
        ("state", mission.state),
        ("restore", lambda: Mission.restore(level, seed, difficulty, state)),
        ("new mission", lambda: Mission(level, seed=seed, difficulty=difficulty)),
        ("log read, level and all", lambda: read(path).level),
    ):
        print(f"  {what:<42} {best(lambda run=run: [run() for _ in range(20)]) * 50:>8.2f} ms")  # type: ignore[misc]


PARTS = (
    (World, "_step_suits"), (World, "_step_breath"), (World, "_step_comfort"),
    (World, "_step_tissue"), (cabin, "step"), (World, "_read_instruments"),
    (Operations, "step"), (Mission, "digest"),
)  # fmt: skip


def parts() -> None:
    """How the time of a First Out is shared out, as clocks around its parts have it."""
    spent: dict[str, float] = {}

    def clocked(owner: object, name: str) -> None:
        real = getattr(owner, name)
        what = f"{getattr(owner, '__name__', '')}.{name}"
        spent[what] = 0.0

        def timed(*arguments: object) -> object:
            before = time.perf_counter()
            result = real(*arguments)
            spent[what] += time.perf_counter() - before
            return result

        setattr(owner, name, timed)

    for owner, name in PARTS:
        clocked(owner, name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flown.jsonl"
        with start(load_named("first-out"), 1, "specialist", path) as flight:
            fly(flight)
        for what in spent:
            spent[what] = 0.0
        before = time.perf_counter()
        verify(path)
        whole = time.perf_counter() - before
    for what, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {what:<42} {seconds / whole:>8.1%}")


def crowd(level: Level, people: int) -> Level:
    """``level`` with so many in its crew: those it has, then copies of the last."""
    data = resolved_json(level)
    rules = {name: {**rule, "suggest": []} for name, rule in data["rules"].items()}
    crew = dict(list(data["crew"].items())[:people])
    last = data["crew"][list(data["crew"])[-1]]
    for seat in range(len(crew) + 1, people + 1):
        crew[f"x{seat}"] = last | {"seat": seat, "role": f"X{seat}"}
    # breathable suits: locked, closed, fed and pressurised, one after the other
    acts = ("don {who}", "visor {who} closed", "flow {who} normal", "suit {who} press")
    steps = [{"who": "all", "text": act.split()[0], "takes": "5 s", "do": [act]} for act in acts]
    return resolved(
        {
            "id": "crowd", "title": "Crowd", "summary": "For the benchmark.", "briefing": "None.",
            "minutes": 1, "time_limit": "9 h", "crew": crew, "rules": rules,
            "supply": {"o2_a": {"mass": "600 kg", "volume": "2.6 m3"}},
            "procedures": {"suit-up": {"title": "Suit up", "steps": steps}}, "plan": ["suit-up"],
            "objectives": {"done": {"title": "x", "when": "mission.met > 8 h", "required": True}},
            "end": "mission.met > 8 h",
        },
        "crowd",
    )  # fmt: skip


def sizes() -> None:
    """Cost by crew and by length, all suits pressurised and fed."""
    level = load_named("first-out")
    print("\nCost by crew, 30 min of mission")
    for people in (2, 4, 6, 8, 10, 12):
        stayed(f"  crew of {people}", crowd(level, people), 30)
    print("\nCost by length, crew of 4")
    for minutes in (10, 30, 120, 470):
        stayed(f"  {minutes} min", crowd(level, 4), minutes)


def stayed(what: str, level: Level, minutes: int) -> None:
    """One line for so long a stay in pressurised suits."""
    flown: list[Mission] = []
    seconds = best(lambda: flown.append(stay(level, minutes)))
    row(what if flown[-1].outcome is None else f"{what} (ended early)", seconds, flown[-1].tick)


def stay(level: Level, minutes: int) -> Mission:
    """Fly ``level`` with everybody in a pressurised suit at normal flow."""
    mission = Mission(level, seed=1)
    mission.order("run suit-up")
    while mission.tick < minutes * 120 and mission.outcome is None:
        mission.step()
    return mission


if __name__ == "__main__":
    if "--parts" in sys.argv:
        parts()
    else:
        first_out()
        sizes()
