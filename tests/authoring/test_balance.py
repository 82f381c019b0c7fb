"""Balance: the same flights give the same table, on one core, on all, and on a cluster."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import cast

import pytest

from game import cores
from game.authoring import balance
from game.authoring.balance import Balance, Flight, Flown, Tally
from game.autopilot.directors import DIRECTORS
from game.level.loading import load_named

LEVEL = load_named("suit-up")
SEEDS = range(3, 6)


def table(flown: list[Flown]) -> Balance:
    return balance.tallied(LEVEL, "specialist", 3, list(DIRECTORS), flown)


@pytest.fixture(scope="module")
def on_one_core() -> Balance:
    todo = balance.planned(list(DIRECTORS), SEEDS)
    return table([balance.fly(LEVEL, "specialist", one) for one in todo])


def test_all_cores_give_the_table_of_one(on_one_core: Balance) -> None:
    todo = balance.planned(list(DIRECTORS), SEEDS)
    work = partial(balance.fly, LEVEL, "specialist")
    flown = [one for one in cores.each(work, todo, 2) if isinstance(one, Flown)]
    assert table(flown) == on_one_core
    assert table(flown[::-1]) == on_one_core, "whatever comes first"


def test_what_is_printed(on_one_core: Balance) -> None:
    found = balance.as_object(on_one_core)
    assert (found["level"], found["runs"], found["first_seed"]) == ("suit-up", 3, 3)
    for said in found["directors"].values():
        assert sum(said[kind] for kind in balance.KINDS) == pytest.approx(1.0)
    text = balance.as_text(on_one_core, LEVEL.title)
    assert all(name in text for name in DIRECTORS)
    assert "Never happened" not in text


def made(*kinds: str) -> Tally:
    flown = tuple(
        Flown("book", at, cast(balance.Kind, kind), 50, 60.0 * at,
              "" if kind == "success" else "order vent", frozenset())
        for at, kind in enumerate(kinds)
    )  # fmt: skip
    return Tally("book", flown)


def test_the_answer_is_clear_only_with_enough_flights() -> None:
    assert not balance.clear(made(*["success"] * 19))
    assert balance.clear(made(*["success"] * 40))
    assert not balance.clear(made(*["success", "lost"] * 100))
    assert balance.clear(made(*["success", "lost"] * 200))


def test_shares_scores_and_causes() -> None:
    tally = made("success", "lost", "lost", "home")
    assert tally.share("lost") == 0.5 and tally.median_margin_s == 90.0
    assert tally.causes == {"order vent": 3}
    never = balance.never_happened(LEVEL, [tally])
    assert "fault thread" in never and "objective Visors down" in never


def die_once_and_again(item: int) -> int:
    """Work whose process is killed for one item."""
    if item == 2:
        import os
        import signal

        os.kill(os.getpid(), signal.SIGKILL)
    return item * item


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_worker_that_dies_costs_its_own_item_alone() -> None:
    found = list(cores.each(die_once_and_again, range(5), 2))
    assert [one for one in found if isinstance(one, int)] == [0, 1, 9, 16]
    assert isinstance(found[2], cores.WorkerDied)


def called(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "game", "balance", *words], capture_output=True, text=True
    )


def test_the_command_prints_json_alone() -> None:
    ran = called("suit-up", "--runs", "2", "--director", "nodder", "--json", "--first-seed", "7")
    assert ran.returncode == 0 and ran.stderr == ""
    (found,) = json.loads(ran.stdout)
    assert found["first_seed"] == 7 and list(found["directors"]) == ["nodder"]
    assert found["directors"]["nodder"]["success"] == 1.0, "Suit Up may be won by Enter alone"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no-such-level",), "no-such-level"),
        (("suit-up", "--director", "hero"), "There is no director 'hero'"),
        (("suit-up", "--runs", "0"), "the number of seeds is from 1"),
    ],
)
def test_a_wrong_call_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    ran = called(*words)
    assert ran.returncode == 2 and said in ran.stderr and "Traceback" not in ran.stderr


# On a cluster


@pytest.fixture
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_table_of_the_cores(cluster: str, on_one_core: Balance) -> None:
    from game.authoring.cluster import flights

    todo = balance.planned(list(DIRECTORS), SEEDS)
    assert table(list(flights(LEVEL, "specialist", todo, cluster))) == on_one_core


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_is_not_there_is_one_sentence() -> None:
    pytest.importorskip("distributed")
    ran = called("suit-up", "--runs", "1", "--dask", "tcp://127.0.0.1:9")
    assert ran.returncode == 2 and "No Dask scheduler answers" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_flights_are_seed_by_seed() -> None:
    assert balance.planned(["book", "nodder"], [4, 5])[:3] == [
        Flight("book", 4), Flight("nodder", 4), Flight("book", 5),
    ]  # fmt: skip
