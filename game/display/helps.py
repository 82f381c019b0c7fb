"""Which of the orders that an alarm names may help now, as far as telemetry shows."""

from __future__ import annotations

from collections.abc import Iterable

from game.display.values import number, word
from game.ops.procedures.jobs import OXYGEN_TO_OPEN
from game.ops.views import ACTIVE, ended_early
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
            return ended_early(room.level, ((one.id, one.status) for one in room.checklists))
        case ["run", name]:
            return _under_way(room, name)
        case ["flow", who, setting]:
            return word(room, f"{who}.suit.flow_setting") == setting
        case ["tank", tanks]:
            return word(room, "o2.feed") == tanks
        case ["pace", who, setting]:
            return word(room, f"{who}.pace") == setting
        case ["emergency" | "visor" as what, who, setting]:
            return word(room, f"{who}.suit.{what}") == setting
        case ["vent" | "repress" as valve, setting]:
            return word(room, f"cabin.{valve}") == setting
        case ["select", channel, transducer]:
            return word(room, f"{channel}.transducer") == transducer
    return False


def _under_way(room: Room, name: str | None) -> bool:
    return any(one.id == name for one in room.checklists if one.status in ACTIVE)


def impossible(room: Room, order: str) -> bool:
    """Whether ``order`` would take the air from somebody, or slow down who is not at work.

    It opens a suit in a cabin with too little oxygen, or the cabin to space with a visor up.
    """
    match order.split():
        case ["pace", who, "slow"]:
            return any(one.id == who and not one.task for one in room.crew)
        case ["vent", "open" | "full"]:
            return any(word(room, f"{who}.suit.visor") == "open" for who in room.level.crew)
        case ["relock", _] | ["visor", _, "open"]:
            return number(room, "cabin.o2") < OXYGEN_TO_OPEN
    return False
