"""An earlier mission beside the one that is flown: in words, and in lanes."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from game.display.ghost import Beside, Follower, Lane, Run, Trouble, introduce, unlike
from game.display.observer import Observer
from game.display.panel import Size
from game.display.panels import plan
from game.display.panels.ghost import draw
from game.display.text import width_of
from game.display.view import Look
from game.flightlog.log import writer
from game.flightlog.replay.track import Track, track
from game.level import loading
from game.mission import Mission
from tests.display.lines import as_rows, check_lines

GOLDEN = Path(__file__).parents[1] / "golden"
SUIT_UP = GOLDEN / "suit-up-specialist.jsonl"


@pytest.fixture(scope="module")
def ghost() -> Track:
    return track(SUIT_UP)


def began(found: Track, name: str) -> int:
    return next(m.tick for m in found.milestones if (m.kind, m.subject) == ("started", name))


def flown(found: Track, until_tick: int, late: int = 0) -> tuple[Mission, Follower]:
    """Suit Up by the ghost's own orders, each ``late`` ticks later, and its follower."""
    mission = Mission(loading.load_named("suit-up"), seed=1)
    orders = [(m.tick + late, m.text) for m in found.milestones if m.kind == "order"]
    while mission.tick < until_tick:
        for _, text in [one for one in orders if one[0] == mission.tick]:
            mission.order(text)
        mission.step()
    return mission, Follower(found, mission)


# What it says


def test_the_same_orders_fly_side_by_side(ghost: Track) -> None:
    mission, follower = flown(ghost, began(ghost, "pressurise") + 20)
    beside = follower.look(mission)
    assert beside.pace == "even with the ghost"
    assert beside.at == "at Suit pressurisation begun"
    assert beside.oxygen == "the same"
    assert beside.ghost.runs[:2] == beside.mine.runs[:2]


def test_who_is_late_is_behind_by_as_much(ghost: Track) -> None:
    mission, follower = flown(ghost, began(ghost, "pressurise") + 280, late=260)
    beside = follower.look(mission)
    assert beside.pace == "2:10 behind the ghost"
    assert beside.at == "at Suit pressurisation begun"


def test_who_should_have_begun_by_now_is_behind_and_it_grows(ghost: Track) -> None:
    mission, follower = flown(ghost, 120, late=99999)
    assert (follower.look(mission).pace, follower.look(mission).at) == (
        "1:00 behind the ghost", "Donning checks not begun",
    )  # fmt: skip
    for _ in range(20):
        mission.step()
    assert follower.look(mission).pace == "1:10 behind the ghost"


def test_who_is_early_is_ahead(ghost: Track) -> None:
    early = replace(
        ghost, milestones=tuple(replace(m, tick=m.tick + 130) for m in ghost.milestones)
    )
    mission, _ = flown(ghost, began(ghost, "purge") + 10)
    beside = Follower(early, mission).look(mission)
    assert beside.pace == "1:05 ahead of the ghost"
    assert beside.ahead_s == 65.0


def test_it_says_what_the_ghost_did_next_and_when(ghost: Track) -> None:
    purge = began(ghost, "purge")
    mission, follower = flown(ghost, purge - 30)
    beside = follower.look(mission)
    assert (beside.following, beside.within) == ("Nitrogen purge", "0:15")


def test_oxygen_is_compared_at_the_same_time(ghost: Track) -> None:
    mission, _ = flown(ghost, 1200)
    richer = replace(ghost, oxygen=tuple(kg - 1.5 for kg in ghost.oxygen))
    beside = Follower(richer, mission).look(mission)
    assert beside.oxygen == "1.5 kg more"
    left = mission.telemetry["o2.time_left"]
    mass = sum(float(mission.telemetry[f"o2.{tank}.mass"]) for tank in "ab")
    assert beside.oxygen_s == pytest.approx(beside.oxygen_kg * float(left) / mass)


def test_its_trouble_ahead_is_told_with_the_time_to_it(tmp_path: Path) -> None:
    path = tmp_path / "lost.jsonl"
    level = loading.load_named("suit-up")
    with writer.start(level, 1, "specialist", path) as flight:
        while flight.mission.outcome is None:
            if flight.mission.tick == 600:
                flight.order("vent open")
            flight.step()
    lost = track(path)
    mission = Mission(level, seed=1)
    beside = Follower(lost, mission).look(mission)
    alarm, loss = beside.trouble
    first = next(m for m in lost.milestones if m.kind == "alarm")
    dead = next(m for m in lost.milestones if m.kind == "loss")
    assert (alarm.severity, alarm.text) == (first.severity, first.text)
    assert (loss.text, loss.loss) == (f"{dead.text} lost", True)
    assert lost.outcome is not None
    while mission.tick < lost.end_tick:
        mission.step()
    after = Follower(lost, mission).look(mission)
    assert after.past and after.trouble == ()
    said = f"was lost at 00:25:16, {lost.outcome.score} points"
    assert after.ended == said and introduce(lost).startswith(
        f"Beside you ({{beside.ghost}} puts it away): lost, which {said}"
    )


def test_the_plan_carries_the_ghosts_start_or_the_difference(ghost: Track) -> None:
    mission, follower = flown(ghost, began(ghost, "purge") + 70, late=60)
    shown = Observer(mission).take(mission, Look(), follower).of(plan.PANEL)
    assert shown is not None
    said = {item.id: item.beside for item in shown.items}
    assert said["donning"] == said["purge"] == "0:30 later"
    tick = began(ghost, "pressurise")
    assert said["pressurise"] == f"◌ 00:{tick // 120:02d}:{tick // 2 % 60:02d}"


def test_what_the_ghost_flew_otherwise_is_said(ghost: Track) -> None:
    level = loading.load_named("suit-up")
    mission = Mission(level, seed=4, difficulty="cadet")
    assert unlike(ghost, Mission(level), ghost.level_digest) == ""
    said = unlike(ghost, mission, "another")
    assert said == "with seed 1, as specialist, in another form of the level"
    assert "flown with seed 1" in introduce(ghost, said)


# How it looks

LANE = Lane(
    (
        Run("Donning checks", 0, 400),
        Run("Nitrogen purge", 400, 2000),
        Run("Cabin vent", 2100, 4000),
    ),
    ((1200, "caution"), (3000, "warning"), (3001, "caution")),
    (4400,),
    4500,
    "lost",
)  # fmt: skip

BESIDE = Beside(
    name="first-out-0001",
    ahead_s=-130.0,
    at="at Nitrogen purge begun",
    following="EV1 to the seat, EV2 to the hatch",
    within="0:41",
    oxygen_kg=-0.6,
    oxygen_s=-250.0,
    trouble=(
        Trouble("warning", "EV1 no oxygen flows into the suit", "3:20"),
        Trouble("emergency", "EV1 lost", "25:50", loss=True),
    ),
    ended="",
    past=False,
    now=1400,
    ghost=LANE,
    mine=Lane((Run("Donning checks", 0, 660), Run("Nitrogen purge", 660, 1400)), (), (), 1400,
              "flying"),
)  # fmt: skip

LATE = replace(
    BESIDE, ended="was lost at 00:37:30, 25 points", past=True, trouble=(), following="",
    oxygen_kg=math.nan, now=6000, mine=replace(BESIDE.mine, end=6000),
)  # fmt: skip

HOME = replace(
    BESIDE, ended="came home at 00:37:30, 100 points", trouble=(), following="",
    oxygen_kg=math.nan, now=4600, ghost=replace(LANE, losses=(), kind="success"),
)  # fmt: skip


@pytest.mark.parametrize("width", [80, 100, 120, 180])
@pytest.mark.parametrize("beside", [BESIDE, LATE, HOME, replace(BESIDE, ahead_s=None, at="")])
def test_rows_and_lanes_fit_and_look_as_accepted(width: int, beside: Beside) -> None:
    names = {id(BESIDE): "behind", id(LATE): "past", id(HOME): "home"}
    for height in (1, 3):
        lines = draw(beside, Size(width, height))
        assert len(lines) == height
        assert all(width_of(line) <= width for line in lines)
    name = names.get(id(beside))
    if name and width in (80, 120):
        check_lines(f"ghost-{name}-{width}", draw(beside, Size(width, 3)))


def test_times_are_never_cut(ghost: Track) -> None:
    long = replace(
        BESIDE, at="at " + "a very long name of a checklist " * 4, following="another one " * 9
    )
    for width in range(80, 200):
        row = as_rows(draw(long, Size(width, 1)))[0]
        for part in ("2:10 behind", "0:41", "0.6 kg less", "3:20", "25:50"):
            assert part in row, (width, row)


def test_alarms_do_not_stand_in_the_words_of_a_lane() -> None:
    top = as_rows(draw(BESIDE, Size(120, 3)))[1]
    assert "△" in top and "▲" in top and "✗" in top
    assert "Nitrogen purge" in top
    assert "Cabin vent" in top
