"""The checklists under way, their steps, and the flight plan."""

from __future__ import annotations

from collections.abc import Mapping

from game.console.render.text import clean, short_time
from game.console.session import Room
from game.console.snapshot.parts import Goal, ListCard, Lists, Look, Plan, PlanLine, StepLine
from game.ops.views import ChecklistView, StepView

ACTIVE = ("running", "waiting", "go", "holding", "failed")
"""States of a checklist that is under way."""

STEP_MARK = {
    "todo": " ",
    "needs": "…",
    "go": "◆",
    "running": "▶",
    "expect": "?",
    "done": "✓",
    "failed": "✗",
    "skipped": "»",
}
"""How the state of a step is marked."""

LIST_MARK = {
    "idle": " ",
    "running": "▶",
    "waiting": "…",
    "go": "◆",
    "holding": "‖",
    "done": "✓",
    "stopped": "»",
    "failed": "✗",
}
"""How the state of a checklist is marked."""


def lists(room: Room, look: Look, roles: Mapping[str, str]) -> Lists:
    """The checklist in hand in full, and the others under way."""
    active = [one for one in room.checklists if one.status in ACTIVE]
    active.sort(key=_urgency)
    chosen = next((one for one in active if one.id == look.focus), None)
    if chosen is None and look.focus in room.level.checklists:
        chosen = room.checklist(look.focus)
    first = chosen or (active[0] if active else None)
    following = next((item for item in room.plan if item.status == "idle"), None)
    return Lists(
        first=None if first is None else _list(first, roles),
        others=tuple(_list(one, roles) for one in active if one is not first),
        next_up="" if following is None else clean(following.title),
        next_id="" if following is None else following.checklist,
        wants=_wants(active, following.title if following else ""),
    )


def _list(one: ChecklistView, roles: Mapping[str, str]) -> ListCard:
    count = len(one.steps)
    where = "done" if one.at >= count else f"step {one.steps[one.at].number} of {_last(one)}"
    return ListCard(
        id=one.id,
        title=clean(one.title),
        status=one.status,
        why=clean(one.why),
        where=where,
        at=min(one.at, max(0, count - 1)),
        steps=tuple(_step(step, roles) for step in one.steps),
    )


def _step(step: StepView, roles: Mapping[str, str]) -> StepLine:
    who = " ".join(roles.get(name, name.upper()) for name in step.who)
    if len(step.who) > 1 and len(step.who) == len(roles):
        who = "ALL"
    return StepLine(
        mark=STEP_MARK[step.status],
        number=step.number,
        who=clean(who),
        text=clean(step.text),
        status=step.status,
        tail=_tail(step),
        waits=clean(step.waits_for),
        notes=tuple((kind, clean(text)) for kind, text in step.notes),
        depth=step.depth,
    )


def _urgency(one: ChecklistView) -> tuple[int, int]:
    order = {"failed": 0, "go": 1, "holding": 2, "running": 3, "waiting": 4}
    return order.get(one.status, 9), -one.started_tick


def _wants(active: list[ChecklistView], following: str) -> str:
    for one in active:
        if one.status == "go" and one.at < len(one.steps):
            return f"GO: {clean(one.steps[one.at].text)}"
    for one in active:
        if one.status in ("holding", "failed"):
            return f"go on with {clean(one.title)}"
    return f"run {clean(following)}" if following and not active else ""


def _last(one: ChecklistView) -> str:
    return next((step.number for step in reversed(one.steps) if not step.depth), "")


def _tail(step: StepView) -> str:
    if step.status == "running":
        return short_time(step.remaining_s)
    if step.status in ("go", "needs", "expect", "failed"):
        return {"go": "needs GO", "needs": "waits", "expect": "checking", "failed": "FAILED"}[
            step.status
        ]
    if step.status == "skipped":
        return "left out"
    return "◆ GO" if step.critical and step.status == "todo" else ""


def plan(room: Room) -> Plan:
    """The flight plan and how far it is, standing orders and objectives."""
    items = tuple(
        PlanLine(i.checklist, clean(i.title), i.status, LIST_MARK[i.status]) for i in room.plan
    )
    at = next((n for n, item in enumerate(items) if item.status != "done"), len(items))
    return Plan(
        items=items,
        at=at,
        standing=tuple(f"{one.number} {clean(one.text)}" for one in room.standing),
        goals=tuple(
            Goal(clean(one.title), one.met_tick is not None, one.points, one.required)
            for one in room.objectives
        ),
    )
