"""What a mission is worth: 0 to 100 points."""

from __future__ import annotations

from game.ops.context import OpsContext
from game.ops.state import OpsState
from game.ops.views import Tally

RULE_COST = 5
SKIP_COST = 5
MISSED_COST = 2
"""Points lost for each flight rule broken, critical step skipped and warning not acknowledged."""
LOST_CAP = 25
TIMEOUT_CAP = 35
"""Most points when somebody was lost, and when time ran out."""


def tally(state: OpsState, unheeded: int) -> Tally:
    """What took points away; ``unheeded`` warnings stand now."""
    missed = state.watch.missed + unheeded
    return Tally(len(state.rules_broken), state.critical_skipped, missed)


def score(context: OpsContext, lost: Tally, kind: str) -> int:
    """The objectives' points, less what went wrong.

    ``kind`` is that of :class:`game.ops.views.Outcome`.
    """
    state = context.state
    points = earned = 0
    for name, objective in context.level.objectives.items():
        points += objective.points
        earned += objective.points if name in state.objectives else 0
    made = (100 * earned + points // 2) // points if points else 100
    made -= RULE_COST * lost.rules_broken
    made -= SKIP_COST * lost.critical_skipped
    made -= MISSED_COST * lost.warnings_missed
    most = {"lost": LOST_CAP, "timeout": TIMEOUT_CAP}.get(kind, 100)
    return max(0, min(most, made))
