"""The flight plan, standing orders and objectives."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import Line, Lines, Part, clean, fit, rule, spread, window, wrap
from game.display.values import behind
from game.display.view import View
from game.ops.views import PlanItem

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
    cost: str = ""
    """Its minutes and oxygen, and its points if it is optional."""
    optional: bool = False
    orders: tuple[tuple[str, str], ...] = ()
    """(word, order) of what can be done with it now: drop it, move it up or down, add it."""


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
    options: tuple[PlanLine, ...] = ()
    """Optional work that is not planned."""
    behind: str = ""
    """How far behind or ahead of the book the flight is."""


def look(view: View) -> Plan:
    """The flight plan and how far it is, standing orders and objectives."""
    room, follower = view.room, view.follower
    plan = room.plan
    items = tuple(
        PlanLine(
            i.checklist,
            clean(i.title),
            i.status,
            LIST_MARK[i.status],
            "" if follower is None else follower.start_of(i.checklist, room),
            _cost(i),
            i.optional,
            _changes(plan, at) if view.offers and i.status == "idle" else (),
        )
        for at, i in enumerate(plan)
    )
    at = next((n for n, item in enumerate(items) if item.status != "done"), len(items))
    return Plan(
        items=items,
        at=at,
        standing=tuple(f"{one.number} {clean(one.text)}" for one in room.standing),
        goals=tuple(
            Goal(clean(one.told), one.met_tick is not None, one.points, one.required)
            for one in room.objectives
        ),
        options=tuple(
            PlanLine(
                i.checklist, clean(i.title), i.status, "+", cost=_cost(i), optional=True,
                orders=(("add", f"plan add {i.checklist}"),) if view.offers else (),
            )
            for i in room.options
            if i.status == "idle"
        ),
        behind=behind(int((room.time - room.margin.flown_s) / 60.0)),
    )  # fmt: skip


def _cost(item: PlanItem) -> str:
    """``2 min 0.4 kg``, and ``5 pt`` for work that is worth points by itself."""
    minutes = f"{item.takes_s / 60.0:.0f} min" if item.takes_s >= 30.0 else "short"
    points = f"  {item.points} pt" if item.points else ""
    return f"{minutes} {item.oxygen_kg:4.1f} kg{points}"


def _changes(plan: tuple[PlanItem, ...], at: int) -> tuple[tuple[str, str], ...]:
    """What can be done with an item of the plan that has not begun."""
    item = plan[at]
    if not item.optional:
        return ()
    found = [("drop", f"plan drop {item.checklist}")]
    if at and plan[at - 1].status == "idle":
        found.append(("▲", f"plan move {item.checklist} before {plan[at - 1].checklist}"))
    if at + 1 < len(plan):
        found.append(("▼", f"plan move {item.checklist} after {plan[at + 1].checklist}"))
    return tuple(found)


def draw(plan: Plan, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, the plan around where it is, then standing orders and objectives if they fit."""
    width, height = size
    done = sum(item.status == "done" for item in plan.items)
    note = f"{done} of {len(plan.items)} · {plan.behind}" if plan.behind else ""
    head = rule("FLIGHT PLAN", note, width, focus.on)
    goals = [_goal(goal.met, goal.title, goal.points, goal.required, width) for goal in plan.goals]
    standing = [line for text in plan.standing for line in _standing(text, width)]
    rows = [_item(item, width) for item in plan.items]
    if plan.options:
        rows.append(fit((Part(" NOT PLANNED", "head"),), width))
        rows += [_item(item, width) for item in plan.options]
    room = height - 1
    extra: list[Line] = [*standing]
    if goals and room >= len(rows) + len(standing) + len(goals) + 1:
        extra += [fit((Part(" OBJECTIVES", "head"),), width), *goals]
    extra = extra[: max(0, room - 3)]
    first, last = window(len(rows), plan.at, max(1, room - len(extra)))
    return (head, *rows[first:last], *extra)[:height]


def _item(item: PlanLine, width: int) -> Line:
    """One item: its mark and title, what can be done with it, and what it costs."""
    target = f"checklist:{item.id}"
    role = ROLE.get(item.status, "dim")
    title = f"{item.title} (optional)" if item.optional and width >= 60 else item.title
    marked = (Part(f" {item.mark} ", role, target), Part(title, role, target))
    end: list[Part] = []
    for word, order in item.orders:
        end += [Part(f" {word} ", "offer", f"order:{order}"), Part(" ")]
    note = item.status if item.status not in ("idle", "done") else ""
    if note:
        end.append(Part(note + " ", role, target))
    elif item.status == "idle" and not item.beside:
        end.append(Part(f"{item.cost} ", "dim", target))
    if item.beside:
        end.append(Part(f"{item.beside:>14} ", "dim", target))
    return spread(marked, end, width)


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
    help="The checklists of the flight plan, what each costs, standing orders, objectives. Tab and "
    "the arrows go to what can be added, dropped or moved; Enter does it.",
    place=Body(order=50, area="lower", turns=True),
    look=look,
    draw=draw,
)
