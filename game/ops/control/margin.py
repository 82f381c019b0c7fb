"""Margin: how long the oxygen lasts beyond what the rest of the plan and the reserve need.

The one number that everything is paid from. It is a forecast from what the ground sees: gas in the
tanks that feed, at the flows that are set, against the flight plan as it stands now. Closing a
valve, dropping an item or losing a tank shows at once. A purge or a closed valve passes, so such a
suit counts at normal flow: the forecast does not swing by hours within a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.level.schema import Level
from game.ops.estimate import Book
from game.ops.views import ListStatus, MarginView

Reading = Callable[[str], float | str]
"""What the ground reads on a channel: an SI number, NaN when it is dead, or a word."""
Progress = Mapping[str, tuple[int, ListStatus]]
"""The step in hand (from 0) and the status of every checklist that was started."""
ENDLESS_S = 360_000.0
"""What is said when nobody draws oxygen: 100 h."""


def margin(
    level: Level, book: Book, plan: Sequence[str], reading: Reading, progress: Progress
) -> MarginView:
    """The forecast from what the ground reads now, what is planned, and how far that is."""
    left, whole = plan_left_s(level, book, plan, progress), plan_left_s(level, book, plan, {})
    return MarginView(left, oxygen_left_s(level, reading), level.reserve, whole - left)


def oxygen_left_s(level: Level, reading: Reading) -> float:
    """How long the oxygen that feeds the suits lasts at the flows that are set, s.

    NaN when the ground can't tell because a gauge is dead.
    """
    feed = reading("o2.feed")
    mass, rate = 0.0, flow_kg_s(level, reading)
    for tank in ("a", "b"):
        if feed in ("both", tank):
            mass += float(reading(f"o2.{tank}.mass"))
    if rate <= 0.0 or mass > ENDLESS_S * rate:
        return ENDLESS_S
    return mass / rate


def flow_kg_s(level: Level, reading: Reading) -> float:
    """What all suits draw at the flows that are set and last, kg/s."""
    flows, rate = level.suit.flow, 0.0
    lasting = {"low": flows.low, "normal": flows.normal, "high": flows.high}
    for who in level.crew:
        rate += lasting.get(str(reading(f"{who}.suit.flow_setting")), flows.normal)
    return rate


def plan_left_s(level: Level, book: Book, plan: Sequence[str], progress: Progress) -> float:
    """How long the rest of the flight plan takes by the book, s.

    Steps' own times and half of the longer waits for telemetry; what is behind does not count.
    """
    total = 0.0
    for name in plan:
        at, status = progress.get(name, (0, "idle"))
        if name in level.checklists and status not in ("done", "stopped"):
            total += book.rest_s(name, at) if at else book.checklist_s(name)
    return total
