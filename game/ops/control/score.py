"""What a mission is worth: 0 to 100 points, by rules that are all in this file.

=========== ==== ==================================================================================
part        most what it is given for
=========== ==== ==================================================================================
crew          40 everybody came home; who was hurt on the way loses half of their share
objectives    40 the share of the level's points that was earned, optional checklists included
margin        10 the reserve of oxygen was kept; a share of it, if some of the reserve is gone
discipline    10 less 3 for each flight rule broken, critical step skipped, and early end of the
                 EVA on one cue; less 1 for each warning that nobody acknowledged
=========== ==== ==================================================================================

Crew, margin and discipline are for who brings everybody home: after a loss, or when time ran out,
objectives alone count. :data:`MOST` says what a mission can reach that was no success. All of this
is known to the room, so it can be shown in flight; what came close in truth is the affair of the
rating (:mod:`game.debrief.rating`).
"""

from __future__ import annotations

from collections.abc import Iterable

from game.level.schema import Objective
from game.ops.context import OpsContext
from game.ops.control.margin import oxygen_left_s
from game.ops.state import OpsState
from game.ops.views import ScorePart, Tally
from game.vocabulary import events

CREW, OBJECTIVES, MARGIN, DISCIPLINE = 40, 40, 10, 10
"""Most points of each part."""
RULE_COST = SKIP_COST = CUE_COST = 3
MISSED_COST = 1
"""Points of discipline that each breach costs."""
MOST = {"home": 50, "timeout": 35, "lost": 25}
"""Most points when required objectives are missing, when time ran out, and after a loss."""
WHY_NO_MORE = {
    "home": "required objectives are missing",
    "timeout": "time ran out",
    "lost": "somebody was lost",
}


def tally(state: OpsState, unheeded: int) -> Tally:
    """What took points away; ``unheeded`` warnings stand now."""
    missed = state.watch.missed + unheeded
    return Tally(len(state.rules_broken), state.critical_skipped, missed, state.one_cue)


def parts(context: OpsContext, lost: Tally, kind: str) -> tuple[ScorePart, ...]:
    """The parts of the score, the whole of which is their sum.

    ``kind`` is that of :class:`game.ops.views.Outcome`, or empty while the mission runs: then
    objectives and discipline stand as they are, and crew and margin are still to be earned.
    """
    came_home = kind in ("success", "home")
    found = [
        crew(len(context.crew), len(hurt(context.state, context.crew)), came_home),
        objectives(context),
        margin(oxygen_left_s(context.level, context.ground_reading), context.level.reserve,
               came_home),
        discipline(lost, came_home or not kind),
    ]  # fmt: skip
    most, total = MOST.get(kind, 100), score(found)
    if total > most:
        found.append(ScorePart("limit", f"{WHY_NO_MORE[kind]}: {most} at most", most - total, 0))
    return tuple(found)


def score(found: Iterable[ScorePart]) -> int:
    """The sum of the parts, 0 to 100."""
    total = 0
    for part in found:
        total += part.points
    return total


def hurt(state: OpsState, people: tuple[str, ...]) -> tuple[str, ...]:
    """Who of ``people`` lost consciousness or got the bends so far."""
    kinds = (events.UNCONSCIOUS.id, events.BENDS.id)
    return tuple(who for who in people if any(f"{kind} {who}" in state.trace for kind in kinds))


def crew(people: int, injured: int, came_home: bool) -> ScorePart:
    """For ``people`` who came home, so many of them hurt."""
    points = _share(CREW, 2 * people - injured, 2 * people) if came_home else 0
    if not came_home:
        text = "for a crew that is home"
    elif injured:
        text = f"{people} home, {injured} of them hurt"
    else:
        text = f"{people} home and unhurt"
    return ScorePart("crew", text, points, CREW)


def objectives(context: OpsContext) -> ScorePart:
    """For the share of the level's points that was earned; a level without points gives all."""
    goals, met = context.level.objectives, context.state.objectives
    possible = earned = 0
    for name, goal in goals.items():
        possible += goal.most
        earned += goal.worth(name in met, context.state.grades.get(name, ()))
    points = _share(OBJECTIVES, earned, possible) if possible else OBJECTIVES
    text = f"{len(met)} of {len(goals)} objectives met"
    return ScorePart("objectives", text, points, OBJECTIVES)


def best(goal: Objective, grades: Iterable[int]) -> str:
    """The best of the ``grades`` of an objective, given by place, in words; empty if none."""
    reached = [goal.grades[at] for at in grades]
    return max(reached, key=lambda one: one.points).text if reached else ""


def margin(oxygen_s: float, reserve_s: float, came_home: bool) -> ScorePart:
    """For the reserve: all of it kept, or a share. A gauge that is dead (NaN) proves nothing."""
    if not came_home:
        return ScorePart("margin", "for a reserve of oxygen that is kept", 0, MARGIN)
    if oxygen_s != oxygen_s:
        return ScorePart("margin", "nobody can tell what oxygen is left", 0, MARGIN)
    if oxygen_s >= reserve_s:
        return ScorePart("margin", "the reserve of oxygen was kept", MARGIN, MARGIN)
    points = int(MARGIN * oxygen_s / reserve_s)
    return ScorePart("margin", "some of the reserve of oxygen is gone", points, MARGIN)


def discipline(lost: Tally, counts: bool) -> ScorePart:
    """For rules kept, steps done, alarms heeded and decisions made on more than one cue."""
    breaches = (
        (lost.rules_broken, RULE_COST, "flight rule broken"),
        (lost.critical_skipped, SKIP_COST, "critical step skipped"),
        (lost.warnings_missed, MISSED_COST, "warning never acknowledged"),
        (lost.one_cue, CUE_COST, "ended early on one cue"),
    )
    points, said = DISCIPLINE, []
    for count, cost, text in breaches:
        points -= cost * count
        if count:
            said.append(text if count == 1 else f"{text}, {count} times")
    if not counts:
        return ScorePart("discipline", "for rules kept by who comes home", 0, DISCIPLINE)
    text = "; ".join(said) or "rules kept, alarms heeded"
    return ScorePart("discipline", text, max(0, points), DISCIPLINE)


def _share(most: int, part: int, whole: int) -> int:
    """``most`` times a share, rounded."""
    return (2 * most * part + whole) // (2 * whole)
