"""One room: a running mission, a replayed flight and a log of another physics version give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.flightlog.replay.playback import Playback, open_replay
from game.flightlog.replay.recorded import Recorded
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.watched import Watched
from game.level.loading import load_named
from game.mission import Mission
from game.room import Room

GOLDEN = Path(__file__).parent / "golden"
LOGS = [
    GOLDEN / "suit-up-cadet.jsonl",
    GOLDEN / "physics-1" / "first-out-cadet.jsonl",
    GOLDEN / "physics-2" / "first-out-cadet.jsonl",
    GOLDEN / "physics-3" / "first-out-cadet.jsonl",
]
READ = [name for name in dir(Room) if not name.startswith("_") and name != "checklist"]


def looks_like_a_room(room: Room) -> None:
    for name in READ:
        getattr(room, name)
    assert room.telemetry["cabin.pressure"] != ""
    for name in room.level.checklists:
        assert room.checklist(name).id == name


def test_a_running_mission_is_a_room() -> None:
    looks_like_a_room(Mission(load_named("suit-up")))


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.parent.name)
def test_a_watched_log_shows_a_room_at_any_tick(path: Path) -> None:
    watched: Watched = open_replay(path)
    for tick in (0, 600, watched.end_tick):
        room = watched.goto(tick)
        assert room.tick == tick
        looks_like_a_room(room)
    assert watched.mission.outcome is not None


def conforming(one: Mission, two: Recorded, three: Replay, four: Playback) -> None:
    """Never called: the type checker reads here that they have what is asked."""
    rooms: list[Room] = [one, two]
    logs: list[Watched] = [three, four]
    assert rooms and logs


def test_nobody_reaches_through_the_door() -> None:
    game = Path(__file__).parent.parent / "game"
    reaching = [
        str(path.relative_to(game))
        for path in game.rglob("*.py")
        if ".state()[" in path.read_text("utf-8") or "mission._" in path.read_text("utf-8")
    ]
    assert reaching == ["mission.py"]
