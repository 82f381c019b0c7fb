"""The flight plan, standing orders and objectives."""

from __future__ import annotations

from game.console.render.text import Line, Lines, Part, fit, rule, spread, window
from game.console.snapshot import Plan

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


def render(plan: Plan, width: int, height: int, focused: bool = False) -> Lines:
    """The head, the plan around where it is, then standing orders and objectives if they fit."""
    done = sum(item.status == "done" for item in plan.items)
    head = rule("FLIGHT PLAN", f"{done} of {len(plan.items)}", width, focused)
    goals = [_goal(goal.met, goal.title, goal.points, goal.required, width) for goal in plan.goals]
    standing = [
        fit((Part(" ⌁ standing ", "label"), Part(text, "text")), width) for text in plan.standing
    ]
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


def _goal(met: bool, title: str, points: int, required: bool, width: int) -> Line:
    mark = "✓" if met else "◇" if required else "·"
    head = (Part(f" {mark} ", "done" if met else "dim"), Part(title, "text" if met else "dim"))
    return spread(head, (Part(f"{points} ", "dim"),), width)
