"""Which of the orders that an alarm names may help now, as far as telemetry shows."""

from __future__ import annotations

from collections.abc import Iterable

from game.display.values import number, word
from game.ops.procedures.jobs import OXYGEN_TO_OPEN
from game.ops.views import ACTIVE
from game.room import Room


def useful(room: Room, orders: Iterable[str]) -> tuple[str, ...]:
    """Those of ``orders`` that change something, and can be done."""
    return tuple(one for one in orders if not (already(room, one) or impossible(room, one)))


def already(room: Room, order: str) -> bool:
    """Whether what ``order`` asks for is so already, as telemetry shows it."""
    match order.split():
        case ["abort"]:
            return _under_way(room, room.level.abort)
        case ["terminate"]:
            return _under_way(room, room.level.terminate)
        case ["run", name]:
            return _under_way(room, name)
        case ["flow", who, setting]:
            return word(room, f"{who}.suit.flow_setting") == setting
        case ["emergency" | "visor" as what, who, setting]:
            return word(room, f"{who}.suit.{what}") == setting
        case ["vent" | "repress" as valve, setting]:
            return word(room, f"cabin.{valve}") == setting
    return False


def _under_way(room: Room, name: str | None) -> bool:
    return any(one.id == name for one in room.checklists if one.status in ACTIVE)


def impossible(room: Room, order: str) -> bool:
    """Whether ``order`` would open a suit where the cabin has too little oxygen for that."""
    match order.split():
        case ["relock", _] | ["visor", _, "open"]:
            return number(room, "cabin.o2") < OXYGEN_TO_OPEN
    return False
