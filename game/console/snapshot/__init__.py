"""One frozen picture of a mission for one frame: texts that are ready to show.

:class:`Observer` makes it from telemetry and views; what each panel shows is in the module of
its name. Two pictures that look the same are equal, so that a panel is drawn again only when
what it shows has changed.
"""

from game.console.snapshot.checklists import ACTIVE
from game.console.snapshot.observer import Observer
from game.console.snapshot.parts import (
    Advice,
    AlarmLine,
    Apart,
    Asked,
    Card,
    Goal,
    Limit,
    ListCard,
    Lists,
    Look,
    Plan,
    PlanLine,
    Reading,
    Said,
    Ship,
    Snapshot,
    StepLine,
    Tank,
    Top,
    Trend,
    Truth,
    Unseen,
    Voice,
)
from game.console.snapshot.values import NOTHING, reading

__all__ = [
    "ACTIVE",
    "NOTHING",
    "Advice",
    "AlarmLine",
    "Apart",
    "Asked",
    "Card",
    "Goal",
    "Limit",
    "ListCard",
    "Lists",
    "Look",
    "Observer",
    "Plan",
    "PlanLine",
    "Reading",
    "Said",
    "Ship",
    "Snapshot",
    "StepLine",
    "Tank",
    "Top",
    "Trend",
    "Truth",
    "Unseen",
    "Voice",
    "reading",
]
