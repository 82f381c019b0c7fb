"""A new row never changes an old flight: every kind of thing is added in a copy of the game, and
every golden log still holds there. See docs/decisions/0008."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
GOLDEN = sorted(
    path for path in (TOP / "tests" / "golden").glob("*.jsonl") if not path.stem.endswith("-nodder")
)
"""All but those of the nodder, which tell no more than the others, and take as long."""
FEW = ("first-out-veteran", "sticky-hatch-veteran", "in-the-dark-veteran")
"""Those of them that CI has time for: all systems and failures, and two that begin midway."""
SHORT = TOP / "tests" / "golden" / "suit-up-director.jsonl"
"""One for each single row."""


class Copy:
    """A copy of the game, whose files can be added to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(TOP / "game", folder / "game", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(TOP / "levels", folder / "levels")

    def before(self, file: str, place: str, line: str) -> None:
        """Put ``line`` before the one line of ``file`` that begins with ``place``."""
        path = self.folder / "game" / file
        text = path.read_text(encoding="utf-8")
        found = text.count(f"\n{place}")
        assert found == 1, f"{file} has {found} lines that begin with {place!r}, not one"
        path.write_text(text.replace(f"\n{place}", f"\n{line}\n{place}"), encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python with this copy of the game."""
        return subprocess.run(
            [sys.executable, "-P", *words],
            cwd=self.folder, capture_output=True, text=True, timeout=600, check=False,
            env=os.environ | {"PYTHONPATH": str(self.folder), "NO_AIRLOCK_SAVES": "saves"},
        )  # fmt: skip

    def has(self, test: str) -> None:
        """Make sure that ``test`` holds in the copy: that what was added is really there."""
        script = (
            "from game.level.loading import load_named; from game.mission import Mission\n"
            "mission = Mission(load_named('suit-up')); mission.fly(400)\n"
            f"assert {test}"
        )
        done = self.run("-c", script)
        assert done.returncode == 0, done.stderr


def level_field(copy: Copy) -> None:
    """A field of levels, with a default."""
    copy.before(
        "level/schema.py", "    briefing: Prose", '    dummy: int = field("A test.", default=3)'
    )
    copy.has("mission.level.dummy == 3")


WORDS = 'what="A test.", why="A test.", normal="Always.", source="a test"'
"""What a row of channels says besides."""


def number_channel(copy: Copy) -> None:
    """Numbers of the ship and of everybody, with noise and lag, in the middle of the others."""
    copy.before(
        "vocabulary/channels.py",
        '    _number(\n        "cabin.pressure"',
        f'    _number("cabin.dummy", "dummy", "pressure", "kPa", 1, {WORDS}),\n'
        f'    _number("{{crew}}.dummy", "dummy", "pressure", "kPa", 1, {WORDS}),',
    )
    file = "world/instruments.py"
    row = 'Instrument("{}dummy", 31, noise=25.0, lag_s=3.0),'
    copy.before(file, '    Instrument("cabin.pressure"', "    " + row.format("cabin."))
    copy.before(file, "        cabin.pressure_rate,", "        pressure,")
    copy.before(file, '    Instrument("core_temperature"', "    " + row.format(""))
    copy.before(file, "            body.core,", "            body.core,")
    copy.has("mission.telemetry['ev1.dummy'] != mission.telemetry['ev1.core_temperature']")


def word_channel(copy: Copy) -> None:
    """A word of the ship."""
    copy.before(
        "vocabulary/channels.py",
        '    _number(\n        "cabin.pressure"',
        f'    _word("cabin.dummy_word", "dummy", "on off", {WORDS}),',
    )
    file = "world/instruments.py"
    copy.before(file, '    Instrument("cabin.repress")', '    Instrument("cabin.dummy_word"),')
    copy.before(file, "        cabin.repress,", '        "on",')
    copy.has("mission.telemetry['cabin.dummy_word'] == 'on'")


def world_state_field(copy: Copy) -> None:
    """A field of the world's state, and one of everybody's body."""
    copy.before("world/state.py", "    signal: bool = True", "    dummy: float = 0.5")
    copy.before("world/body.py", "    bends: bool = False", '    dummy: str = "none"')
    copy.has("mission.state()['world']['bodies']['ev1']['dummy'] == 'none'")


def ops_state_field(copy: Copy) -> None:
    """A field of the people's state."""
    copy.before(
        "ops/state.py", "    lesson: int", "    dummy: dict[str, int] = field(default_factory=dict)"
    )
    copy.has("mission.state()['ops']['dummy'] == {}")


def event_kind(copy: Copy) -> None:
    """A kind of event that happens, in every flight, and is seen by the ground."""
    copy.before(
        "vocabulary/events.py", "# The orbit", 'DUMMY = _kind("dummy", "A test.", "It happens")'
    )
    copy.before(
        "world/world.py",
        "        suits, breaths, comforts, tissues =",
        '        if tick % 300 == 1:\n            log.add(events.DUMMY, "ship")',
    )
    copy.has("[one.tick for one in mission.events if one.kind == 'dummy'] == [1, 301]")


def effect(copy: Copy) -> None:
    """An effect, with what it does."""
    copy.before(
        "vocabulary/effects.py",
        '    Effect("hull"',
        '    Effect("dummy", (), "hatch.dirty", "A test.", _CABIN, (), "dummy"),',
    )
    copy.before(
        "world/effects.py",
        '    "hull": Mechanism(',
        '    "dummy": Mechanism(lambda *_: None, lambda *_: False),',
    )
    copy.has("'dummy' in __import__('game.world.effects').world.effects.MECHANISMS")


def order(copy: Copy) -> None:
    """An order, and its handler."""
    copy.before(
        "vocabulary/orders.py",
        '    OrderWord("poll"',
        '    OrderWord("dummy", (), "flight", "A test.", "A test.", "dummy"),',
    )
    copy.before(
        "ops/control/handlers.py",
        '        "run": Handler(',
        '        "dummy": Handler(lambda *_: None, lambda *_: None),',
    )
    copy.has("mission.order('dummy').text == 'dummy'")


ROWS: tuple[Callable[[Copy], None], ...] = (
    level_field, number_channel, word_channel, world_state_field, ops_state_field, event_kind,
    effect, order,
)  # fmt: skip

RESUMED = """
from pathlib import Path
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
log, half = read(Path("whole.jsonl")), Path("half.jsonl")
half.write_bytes(b"".join(log.lines[: len(log.lines) // 2]))
with resume(half) as flight:
    for tick, text in log.orders:
        if tick > read(half).last_tick or (tick, text) not in read(half).orders:
            while flight.mission.tick < tick:
                flight.step()
            flight.order(text)
    while flight.mission.outcome is None:
        flight.step()
assert half.read_bytes() == Path("whole.jsonl").read_bytes(), "it is written on otherwise"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the game."""
    return Copy(tmp_path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_a_new_row_changes_no_old_flight(copy: Copy, row: Callable[[Copy], None]) -> None:
    row(copy)
    done = copy.run("-m", "game", "verify", str(SHORT))
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_of_them_together_change_no_golden_log(copy: Copy) -> None:
    for row in ROWS:
        row(copy)
    tried = [one for one in GOLDEN if os.environ.get("NO_AIRLOCK_WHOLE") or one.stem in FEW]
    done = copy.run("-m", "game", "verify", *map(str, tried))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(tried) >= len(FEW)


def test_a_log_that_is_resumed_among_new_rows_is_written_on_as_it_began(copy: Copy) -> None:
    for row in ROWS:
        row(copy)
    shutil.copy(SHORT, copy.folder / "whole.jsonl")
    done = copy.run("-c", RESUMED)
    assert done.returncode == 0, done.stderr


WRONG: tuple[tuple[str, str, str, Callable[[Copy], None]], ...] = (
    ("flightlog/replay/refly.py", "digest_of(log.level_data)",
     "digest_of(log.level.written())", level_field),
    ("world/transducers.py", "* BLOCK) + one.number", "* BLOCK) + slot % BLOCK", number_channel),
    ("flightlog/log/telemetry.py", "headings = headings or tuple(values)",
     "headings = tuple(values)", word_channel),
    ("world/record.py", "if one != default", "if True", world_state_field),
    ("world/record.py", "EventNumber = Annotated[int, _UNPROVED]", "EventNumber = int", event_kind),
    ("flightlog/log/telemetry.py", "event.kind in kinds", "event.row.logged", event_kind),
)  # fmt: skip
"""Ways to do it wrong: what of which file would be instead, and the row that shows it."""


@pytest.mark.parametrize(
    ("file", "right", "wrong", "row"), WRONG, ids=[f"{one[3].__name__}-{one[0]}" for one in WRONG]
)
def test_it_would_be_noticed(
    copy: Copy, file: str, right: str, wrong: str, row: Callable[[Copy], None]
) -> None:
    path = copy.folder / "game" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    done = copy.run("-m", "game", "fly", "suit-up", "--autopilot", "--log", "a.jsonl")
    assert done.returncode == 0, done.stdout + done.stderr
    assert copy.run("-m", "game", "verify", "a.jsonl").returncode == 0
    row(copy)
    assert copy.run("-m", "game", "verify", "a.jsonl").returncode == 1
