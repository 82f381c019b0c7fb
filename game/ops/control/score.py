"""What a mission is worth: 0 to 100 points."""

from __future__ import annotations

from game.ops.context import OpsContext

RULE_COST = 5
SKIP_COST = 5
MISSED_COST = 2
"""Points lost for each flight rule broken, critical step skipped and warning not acknowledged."""
LOST_CAP = 25
TIMEOUT_CAP = 35
"""Most points when somebody was lost, and when time ran out."""


def score(context: OpsContext, unheeded: int, kind: str) -> int:
    """The objectives' points, less what went wrong; ``unheeded`` warnings stand at the end.

    ``kind`` is that of :class:`game.ops.views.Outcome`.
    """
    state = context.state
    points = earned = 0
    for name, objective in context.level.objectives.items():
        points += objective.points
        earned += objective.points if name in state.objectives else 0
    made = (100 * earned + points // 2) // points if points else 100
    made -= RULE_COST * len(state.rules_broken)
    made -= SKIP_COST * state.critical_skipped
    made -= MISSED_COST * (state.watch.missed + unheeded)
    most = {"lost": LOST_CAP, "timeout": TIMEOUT_CAP}.get(kind, 100)
    return max(0, min(most, made))
