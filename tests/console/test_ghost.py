"""An earlier mission beside the one that is flown: in words, in lanes, and at its key."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from game.console.ghost import Beside, Follower, Lane, Run, Trouble, introduce, unlike
from game.console.render.ghost import render
from game.console.render.text import width_of
from game.console.screens.dialogs import PickScreen
from game.console.screens.flight import FlightScreen
from game.console.widgets.panel import Panel
from game.flightlog import writer
from game.flightlog.ghost import Course, course
from game.level import loading
from game.level.loading import level_digest
from game.mission import Mission
from tests.console.seeing import SIZES, check_snapshot, settle, text_of, until
from tests.console.test_flight import order

GOLDEN = Path(__file__).parents[1] / "golden"
SUIT_UP = GOLDEN / "suit-up-specialist.jsonl"


@pytest.fixture(scope="module")
def ghost() -> Course:
    return course(SUIT_UP)


def began(found: Course, name: str) -> int:
    return next(m.tick for m in found.milestones if (m.kind, m.subject) == ("started", name))


def flown(found: Course, until_tick: int, late: int = 0) -> tuple[Mission, Follower]:
    """Suit Up by the ghost's own orders, each ``late`` ticks later, and its follower."""
    mission = Mission(loading.load_named("suit-up"), seed=1)
    orders = [(m.tick + late, m.text) for m in found.milestones if m.kind == "order"]
    while mission.tick < until_tick:
        for _, text in [one for one in orders if one[0] == mission.tick]:
            mission.order(text)
        mission.step()
    return mission, Follower(found, mission)


# What it says


def test_the_same_orders_fly_side_by_side(ghost: Course) -> None:
    mission, follower = flown(ghost, began(ghost, "pressurise") + 20)
    beside = follower.look(mission)
    assert beside.pace == "even with the ghost"
    assert beside.at == "at Suit pressurisation begun"
    assert beside.oxygen == "the same"
    assert beside.ghost.runs[:2] == beside.mine.runs[:2]


def test_who_is_late_is_behind_by_as_much(ghost: Course) -> None:
    mission, follower = flown(ghost, began(ghost, "pressurise") + 280, late=260)
    beside = follower.look(mission)
    assert beside.pace == "2:10 behind the ghost"
    assert beside.at == "at Suit pressurisation begun"


def test_who_should_have_begun_by_now_is_behind_and_it_grows(ghost: Course) -> None:
    mission, follower = flown(ghost, 120, late=99999)
    assert (follower.look(mission).pace, follower.look(mission).at) == (
        "1:00 behind the ghost", "Donning checks not begun",
    )  # fmt: skip
    for _ in range(20):
        mission.step()
    assert follower.look(mission).pace == "1:10 behind the ghost"


def test_who_is_early_is_ahead(ghost: Course) -> None:
    early = replace(
        ghost, milestones=tuple(replace(m, tick=m.tick + 130) for m in ghost.milestones)
    )
    mission, _ = flown(ghost, began(ghost, "purge") + 10)
    beside = Follower(early, mission).look(mission)
    assert beside.pace == "1:05 ahead of the ghost"
    assert beside.ahead_s == 65.0


def test_it_says_what_the_ghost_did_next_and_when(ghost: Course) -> None:
    purge = began(ghost, "purge")
    mission, follower = flown(ghost, purge - 30)
    beside = follower.look(mission)
    assert (beside.following, beside.within) == ("Nitrogen purge", "0:15")


def test_oxygen_is_compared_at_the_same_time(ghost: Course) -> None:
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
        flight.order("run donning")
        while flight.mission.outcome is None:
            if flight.mission.tick == 600:
                flight.order("vent open")
            flight.step()
    lost = course(path)
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
    said = f"was lost at 00:22:56, {lost.outcome.score} points"
    assert after.ended == said and introduce(lost).startswith(
        f"Beside you (g puts it away): lost, which {said}"
    )


def test_the_plan_carries_the_ghosts_start_or_the_difference(ghost: Course) -> None:
    from game.console.snapshot import Look, Observer

    mission, follower = flown(ghost, began(ghost, "purge") + 70, late=60)
    follower.look(mission)
    plan = follower.plan(Observer(mission).take(mission, Look()).plan)
    said = {item.id: item.beside for item in plan.items}
    assert said["donning"] == said["purge"] == "0:30 later"
    tick = began(ghost, "pressurise")
    assert said["pressurise"] == f"◌ 00:{tick // 120:02d}:{tick // 2 % 60:02d}"


def test_what_the_ghost_flew_otherwise_is_said(ghost: Course) -> None:
    level = loading.load_named("suit-up")
    mission = Mission(level, seed=4, difficulty="cadet")
    assert unlike(ghost, Mission(level), level_digest(level)) == ""
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


def text(lines) -> list[str]:
    return ["".join(part.text for part in line) for line in lines]


@pytest.mark.parametrize("width", [80, 100, 120, 180])
@pytest.mark.parametrize("beside", [BESIDE, LATE, HOME, replace(BESIDE, ahead_s=None, at="")])
def test_rows_and_lanes_fit_and_look_as_accepted(width: int, beside: Beside) -> None:
    names = {id(BESIDE): "behind", id(LATE): "past", id(HOME): "home"}
    for height in (1, 3):
        lines = render(beside, width, height)
        assert len(lines) == height
        assert all(width_of(line) <= width for line in lines)
    name = names.get(id(beside))
    if name and width in (80, 120):
        check_snapshot(f"ghost-{name}-{width}", text(render(beside, width, 3)))


def test_times_are_never_cut(ghost: Course) -> None:
    long = replace(
        BESIDE, at="at " + "a very long name of a checklist " * 4, following="another one " * 9
    )
    for width in range(80, 200):
        row = text(render(long, width, 1))[0]
        for part in ("2:10 behind", "0:41", "0.6 kg less", "3:20", "25:50"):
            assert part in row, (width, row)


def test_alarms_do_not_stand_in_the_words_of_a_lane() -> None:
    top = text(render(BESIDE, 120, 3))[1]
    assert "△" in top and "▲" in top and "✗" in top
    assert "Nitrogen purge" in top
    assert "Cabin vent" in top


# At the keys


def saved(folder: Path, name: str, source: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.jsonl"
    path.write_bytes(source.read_bytes())
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_g_puts_the_ghost_away_and_brings_it_back(make_app, tmp_path, size):
    path = saved(tmp_path / "saves", "earlier", SUIT_UP)
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        panel = app.screen.query_one("#ghost", Panel)
        assert panel.display and panel.size.height == (3 if size[0] >= 110 else 1)
        assert "◌" in text_of(app)
        await pilot.press("g")
        await settle(pilot)
        assert not panel.display
        assert "g brings it back" in text_of(app) and "◌ 00:" not in text_of(app)
        await pilot.press("g")
        await settle(pilot)
        assert panel.display and "Beside you (g puts it away): earlier" in text_of(app)
        await pilot.click("#ghost", offset=(1, 0))
        await settle(pilot)
        assert not panel.display


async def test_a_ghost_goes_on_when_another_is_refused(make_app, tmp_path):
    path = saved(tmp_path / "saves", "earlier", SUIT_UP)
    other = saved(tmp_path / "saves", "other", GOLDEN / "first-out-specialist.jsonl")
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        app.screen.fly_beside(other)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "other is a flight of another level, First Out" in text_of(app)
        assert app.screen.ghost == path
        assert app.screen.query_one("#ghost", Panel).display


async def test_nothing_of_the_ghost_reaches_the_mission_or_its_log(make_app, tmp_path):
    path = saved(tmp_path / "saves", "earlier", SUIT_UP)
    logs = []
    for ghost in (None, path):
        app = make_app("suit-up", ghost=ghost)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await app.workers.wait_for_complete()
            await order(pilot, "run donning")
            for _ in range(200):
                app.screen.frame(0.25)
            app.close_flight()
            logs.append(app.screen.own_log.read_bytes())
    assert logs[0] == logs[1]


async def test_without_a_ghost_g_offers_the_flights_of_this_level(make_app, tmp_path):
    saves = tmp_path / "saves"
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        assert "no other flight of this level" in text_of(app)
        saved(saves, "earlier", SUIT_UP)
        saved(saves, "of-another", GOLDEN / "first-out-specialist.jsonl")
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await settle(pilot)
        assert "earlier" in text_of(app)
        assert "of-another" not in text_of(app) and "suit-up-0001" not in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "Beside you (g puts it away): earlier" in text_of(app)
        assert app.screen.query_one("#ghost", Panel).display


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("first-out-specialist", "flight of another level, First Out"),
        ("", "is empty"),
    ],
)
async def test_what_cannot_fly_beside_is_refused_in_a_sentence(make_app, tmp_path, source, said):
    path = tmp_path / "odd.jsonl"
    path.write_bytes((GOLDEN / f"{source}.jsonl").read_bytes() if source else b"")
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "No ghost flies." in text_of(app) and said in text_of(app)
        assert not app.screen.query_one("#ghost", Panel).display
        assert app.screen.ghost is None


async def test_other_conditions_are_told_when_it_comes(make_app, tmp_path):
    path = saved(tmp_path / "saves", "earlier", GOLDEN / "suit-up-cadet.jsonl")
    app = make_app("suit-up", ghost=path, seed=5)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "flown with seed 1, as cadet: not as yours" in text_of(app)


async def test_flying_against_a_save_takes_its_level_seed_and_difficulty(make_app, tmp_path):
    path = saved(tmp_path / "saves", "earlier", GOLDEN / "suit-up-director.jsonl")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.fly_against(path)
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        room = app.screen.room
        assert (room.level.id, room.seed, room.difficulty) == ("suit-up", 1, "director")
        assert app.screen.ghost == path
