"""The flight plan, standing orders and objectives."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import Line, Lines, Part, clean, fit, rule, spread, window, wrap
from game.display.view import View

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

ROLE = {
    "idle": "dim",
    "running": "bright",
    "waiting": "caution",
    "go": "go",
    "holding": "caution",
    "done": "done",
    "stopped": "dim",
    "failed": "warning",
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A checklist of the flight plan."""

    id: str
    title: str
    status: str
    mark: str
    beside: str = ""
    """When a ghost began it, or how much earlier or later this mission did."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective."""

    title: str
    met: bool
    points: int
    required: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The flight plan, standing orders and objectives."""

    items: tuple[PlanLine, ...]
    at: int
    standing: tuple[str, ...]
    goals: tuple[Goal, ...]


def look(view: View) -> Plan:
    """The flight plan and how far it is, standing orders and objectives."""
    room, follower = view.room, view.follower
    items = tuple(
        PlanLine(
            i.checklist,
            clean(i.title),
            i.status,
            LIST_MARK[i.status],
            "" if follower is None else follower.start_of(i.checklist, room),
        )
        for i in room.plan
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


def draw(plan: Plan, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, the plan around where it is, then standing orders and objectives if they fit."""
    width, height = size
    done = sum(item.status == "done" for item in plan.items)
    head = rule("FLIGHT PLAN", f"{done} of {len(plan.items)}", width, focus.on)
    goals = [_goal(goal.met, goal.title, goal.points, goal.required, width) for goal in plan.goals]
    standing = [line for text in plan.standing for line in _standing(text, width)]
    rows: list[Line] = []
    for item in plan.items:
        target = f"checklist:{item.id}"
        role = ROLE.get(item.status, "dim")
        marked = (Part(f" {item.mark} ", role, target), Part(item.title, role, target))
        note = "" if item.status in ("idle", "done") else item.status
        end = [Part(note + " ", role, target)]
        if item.beside:
            end.append(Part(f"{item.beside:>14} ", "dim", target))
        rows.append(spread(marked, end, width))
    room = height - 1
    extra: list[Line] = [*standing]
    if goals and room >= len(rows) + len(standing) + len(goals) + 1:
        extra += [fit((Part(" OBJECTIVES", "head"),), width), *goals]
    extra = extra[: max(0, room - 3)]
    first, last = window(len(rows), plan.at, max(1, room - len(extra)))
    return (head, *rows[first:last], *extra)[:height]


def _standing(text: str, width: int) -> Lines:
    """A standing order in as many lines as it takes."""
    head = " ⌁ standing "
    first, *others = wrap(text, width - len(head))
    rest = ((Part(" " * len(head) + piece, "text"),) for piece in others)
    return ((Part(head, "label"), Part(first, "text")), *rest)


def _goal(met: bool, title: str, points: int, required: bool, width: int) -> Line:
    mark = "✓" if met else "◇" if required else "·"
    head = (Part(f" {mark} ", "done" if met else "dim"), Part(title, "text" if met else "dim"))
    return spread(head, (Part(f"{points} ", "dim"),), width)


PANEL = Panel(
    id="plan",
    title="FLIGHT PLAN",
    help="The checklists of the flight plan and how far they are, standing orders, objectives.",
    place=Body(order=50, area="lower", turns=True),
    look=look,
    draw=draw,
)
