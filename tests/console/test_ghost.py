"""An earlier mission beside the one that is flown: at its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.console.screens.dialogs import PickScreen
from game.console.screens.flight import FlightScreen
from game.console.widgets.panel import PanelWidget
from game.flightlog.log.reader import read
from game.level.loading import level_digest, load_named
from tests.console.seeing import SIZES, MakeApp, settle, text_of, until
from tests.console.test_flight import order

GOLDEN = Path(__file__).parents[1] / "golden"
SUIT_UP = GOLDEN / "suit-up-specialist.jsonl"


def test_the_golden_logs_of_suit_up_are_of_the_level_as_it_is() -> None:
    """A ghost is a flight of the same level: of another one, the tests here would show nothing."""
    now = level_digest(load_named("suit-up"))
    for path in sorted(GOLDEN.glob("suit-up-*.jsonl")):
        lags = f"{path.name} lags behind its level: python -m tests.golden suit-up flies it again"
        assert read(path).header.level_digest == now, lags


# At the keys


def saved(folder: Path, name: str, source: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.jsonl"
    path.write_bytes(source.read_bytes())
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_g_puts_the_ghost_away_and_brings_it_back(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = saved(tmp_path / "saves", "earlier", SUIT_UP)
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        panel = app.screen.query_one("#ghost", PanelWidget)
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


async def test_a_ghost_goes_on_when_another_is_refused(make_app: MakeApp, tmp_path: Path) -> None:
    path = saved(tmp_path / "saves", "earlier", SUIT_UP)
    other = saved(tmp_path / "saves", "other", GOLDEN / "first-out-specialist.jsonl")
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        app.screen.ghost.fly_beside(other)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "other is a flight of another level, First Out" in text_of(app)
        assert app.screen.ghost.path == path
        assert app.screen.query_one("#ghost", PanelWidget).display


async def test_nothing_of_the_ghost_reaches_the_mission_or_its_log(
    make_app: MakeApp, tmp_path: Path
) -> None:
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
            logs.append(app.screen.ghost.own_log.read_bytes())
    assert logs[0] == logs[1]


async def test_without_a_ghost_g_offers_the_flights_of_this_level(
    make_app: MakeApp, tmp_path: Path
) -> None:
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
        assert app.screen.query_one("#ghost", PanelWidget).display


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("first-out-specialist", "flight of another level, First Out"),
        ("", "is empty"),
    ],
)
async def test_what_cannot_fly_beside_is_refused_in_a_sentence(
    make_app: MakeApp, tmp_path: Path, source: Any, said: Any
) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes((GOLDEN / f"{source}.jsonl").read_bytes() if source else b"")
    app = make_app("suit-up", ghost=path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "No ghost flies." in text_of(app) and said in text_of(app)
        assert not app.screen.query_one("#ghost", PanelWidget).display
        assert app.screen.ghost.path is None


async def test_other_conditions_are_told_when_it_comes(make_app: MakeApp, tmp_path: Path) -> None:
    path = saved(tmp_path / "saves", "earlier", GOLDEN / "suit-up-cadet.jsonl")
    app = make_app("suit-up", ghost=path, seed=5)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "flown with seed 1, as cadet: not as yours" in text_of(app)


async def test_flying_against_a_save_takes_its_level_seed_and_difficulty(
    make_app: MakeApp, tmp_path: Path
) -> None:
    path = saved(tmp_path / "saves", "earlier", GOLDEN / "suit-up-director.jsonl")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.fly_against(path)
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        room = app.screen.room
        assert (room.level.id, room.seed, room.difficulty) == ("suit-up", 1, "director")
        assert app.screen.ghost.path == path
