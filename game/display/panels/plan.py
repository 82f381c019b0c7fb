"""The flight plan, standing orders and objectives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import Line, Lines, Part, clean, fit, joined, pad, rule, spread, window, wrap
from game.display.values import behind, behind_s, cost, margin_s, plan_began_s
from game.display.view import View
from game.level.schema import Orbit
from game.ops.views import PlanItem, ended_early
from game.room import Room
from game.world.sky import sky_of

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


Span = tuple[float, float]
"""Mission time, s, at which something begins and ends."""
NEVER: Span = (0.0, 0.0)

CHART, WIDE = 40, 60
"""Cells from which the plan has its times drawn, and from which prices have their place too."""
NARROW_PRICE = 13
"""Cells of an item's minutes or buttons beside a narrow chart."""
NAME, LONGEST_NAME, PRICE = 22, 38, 20
"""Cells of an item's name, at least and at most, and of its price, beside the chart."""
BUTTONS, WITH_BUTTONS = 16, 96
"""Cells of the buttons of an item, and cells from which they have their place beside its price."""
FAR_S = 2 * 3600.0
"""A margin longer than this is not drawn to its end."""
TALL = 10
"""Rows from which the Sun, the signal and the margin have their place above the chart."""


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
    book: Span = NEVER
    """When it should begin and end by the book."""
    flown: Span = NEVER
    """When it began and ended, or until now."""
    ahead: Span = NEVER
    """When it begins, or goes on, and ends as things stand."""
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
    now_s: float = 0.0
    end_s: float = 0.0
    """When the last item ends as things stand."""
    margin_s: float = math.nan
    """What is left of the oxygen then, as time beyond the reserve; NaN if nobody can say."""
    nights: tuple[Span, ...] = ()
    losses: tuple[Span, ...] = ()
    """When the ship is in the dark, and without a signal, as the orbit has it."""
    charted: bool = True
    """Whether times are drawn where there is room."""


def look(view: View) -> Plan:
    """The flight plan and how far it is, standing orders and objectives."""
    room, follower = view.room, view.follower
    plan = room.plan
    early = ended_early(room.level, ((one.id, one.status) for one in room.checklists))
    offers = view.offers and not early
    times, end_s = _times(view, early)
    nights, losses = _sky(room.level.orbit, int(max(end_s, room.time) // 600) * 10 + 30)
    items = tuple(
        PlanLine(
            i.checklist,
            clean(i.title),
            i.status,
            LIST_MARK[i.status],
            "" if follower is None else follower.start_of(i.checklist, room),
            "" if early else cost(i),
            i.optional,
            *times[at],
            _changes(plan, at) if offers and i.status == "idle" else (),
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
                i.checklist, clean(i.title), i.status, "+", cost=cost(i), optional=True,
                orders=(("add", f"plan add {i.checklist}"),) if offers else (),
            )
            for i in room.options
            if i.status == "idle" and not (early or _missed(room, i))
        ),
        behind=behind(int(behind_s(room) / 60.0)),
        now_s=_rough(room.time),
        end_s=_rough(end_s),
        margin_s=_rough(margin_s(room)),
        nights=nights,
        losses=losses,
        charted=not view.look.told,
    )  # fmt: skip


def _missed(room: Room, option: PlanItem) -> bool:
    """Whether the time of optional work is over: it can't be done, and its place was flown past."""
    made = room.level.checklists[option.checklist].optional
    lists = [one.checklist for one in room.plan]
    if option.possible or made is None or made.after not in lists:
        return False
    following = room.plan[lists.index(made.after) + 1 :]
    return bool(following) and following[0].status not in ("idle", "stopped")


def _times(view: View, early: bool) -> tuple[list[tuple[Span, Span, Span]], float]:
    """For each item its times by the book, as flown and ahead; and when the last one ends.

    Once the EVA is ended ``early``, nothing that has not begun is ahead.
    """
    now, cursor, book = view.room.time, view.room.time, plan_began_s(view.room)
    made = []
    for item in view.room.plan:
        planned = (book, book + item.takes_s)
        book += item.takes_s
        begun, ended = view.flown.get(item.checklist, (0.0, 0.0))
        flown = ahead = NEVER
        if item.checklist in view.flown:
            flown = (begun, now if ended is None else ended)
            if ended is None and item.status != "stopped":
                ahead = (now, max(now, begun + item.takes_s))
                cursor = max(cursor, ahead[1])
        elif item.status == "idle" and not early:
            ahead = (cursor, cursor + item.takes_s)
            cursor = ahead[1]
        made.append((planned, (flown[0], _rough(flown[1])), (_rough(ahead[0]), _rough(ahead[1]))))
    return made, cursor


def _rough(seconds: float) -> float:
    """``seconds`` in tens, so that the chart is not drawn again every tick; NaN if not finite."""
    return seconds // 10.0 * 10.0 if math.isfinite(seconds) else math.nan


@lru_cache(8)
def _sky(orbit: Orbit, minutes: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The nights and the losses of signal of the first ``minutes``, to a minute."""
    sky = sky_of(orbit)
    times = [60.0 * minute for minute in range(minutes)]
    return (
        _spans(times, [not sky.sunlit(time) for time in times]),
        _spans(times, [not sky.signal(time) for time in times]),
    )


def _spans(times: Sequence[float], so: Sequence[bool]) -> tuple[Span, ...]:
    """The stretches of ``times``, a minute apart, in which something is ``so``."""
    made: list[Span] = []
    for time, one in zip(times, so, strict=True):
        if one and made and made[-1][1] == time:
            made[-1] = (made[-1][0], time + 60.0)
        elif one:
            made.append((time, time + 60.0))
    return tuple(made)


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
    name = min(LONGEST_NAME, NAME + (width - WIDE) // 2) if width >= WIDE else width * 2 // 5
    price = PRICE if width >= WIDE else NARROW_PRICE
    price += BUTTONS if width >= WITH_BUTTONS else 0
    chart = width - name - price if plan.charted and width >= CHART else 0
    rows = [_timed(item, plan, (name, chart), width) if chart else _item(item, width)
            for item in plan.items]  # fmt: skip
    if plan.options:
        rows.append(fit((Part(" NOT PLANNED", "head"),), width))
        rows += [_item(item, width) for item in plan.options]
    sky = _sky_rows(plan, (name, chart), width) if chart and height >= TALL else ()
    room = height - 1 - len(sky)
    extra: list[Line] = [*standing]
    if goals and room >= len(rows) + len(standing) + len(goals) + 1:
        extra += [fit((Part(" OBJECTIVES", "head"),), width), *goals]
    extra = extra[: max(0, room - 3)]
    first, last = window(len(rows), plan.at, max(1, room - len(extra)))
    return (head, *sky, *rows[first:last], *extra)[:height]


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


def _scale(plan: Plan) -> float:
    """The mission time, s, at the right edge of the chart."""
    margin = min(FAR_S, max(0.0, plan.margin_s)) if plan.margin_s == plan.margin_s else 0.0
    last = max((item.book[1] for item in plan.items), default=0.0)
    return max(plan.end_s + margin, last, plan.now_s, 60.0)


def _cells(spans: Sequence[tuple[Span, str, str]], plan: Plan, width: int) -> Line:
    """``width`` cells from the start to the edge of the chart, each span in its sign and role.

    Later spans cover earlier ones; a line stands where the mission is now.
    """
    each = _scale(plan) / width
    cells = [Part(" ")] * width
    for (begin, end), sign, role in spans:
        first, last = int(begin / each), int(end / each + 0.999)
        for at in range(max(0, first), min(width, last) if end > begin else 0):
            cells[at] = Part(sign, role)
    now = min(width - 1, int(plan.now_s / each))
    if cells[now].text in " ─":
        cells[now] = Part("│", "accent")
    return joined(cells)


def _timed(item: PlanLine, plan: Plan, cells: tuple[int, int], width: int) -> Line:
    """An item with its times: the book as a line, what was flown in full, what is ahead shaded."""
    name_cells, chart = cells
    target = f"checklist:{item.id}"
    role = ROLE.get(item.status, "dim")
    drawn = _cells(
        ((item.book, "─", "faint"), (item.flown, "█", "done"), (item.ahead, "▒", "bar")),
        plan, chart,
    )  # fmt: skip
    buttons: list[Part] = []
    for word, order in item.orders:
        buttons.append(Part(f" {word} ", "offer", f"order:{order}"))
    price = item.status if item.status not in ("idle", "done") else ""
    takes = item.cost if width >= WIDE else item.cost.partition("  ")[0]
    idle = item.beside or (takes if item.status == "idle" else "")
    price = price or ("" if buttons and width < WITH_BUTTONS else idle)
    name = (
        Part(f" {item.mark} ", role, target),
        Part(pad(item.title, name_cells - 4) + " ", role, target),
    )
    return spread((*name, *drawn), (*buttons, Part(f"{price} ", "dim", target)), width)


def _sky_rows(plan: Plan, cells: tuple[int, int], width: int) -> Lines:
    """Day and night, the signal, and the margin, on the scale of the chart."""
    name_cells, chart = cells
    whole = (0.0, _scale(plan))
    sun = _cells(((whole, "▔", "sun"), *((one, "▒", "night") for one in plan.nights)), plan, chart)
    link = _cells(((whole, "▔", "good"), *((one, "░", "caution") for one in plan.losses)), plan,
                  chart)  # fmt: skip
    margin: Line = ()
    word = "margin " if width >= WIDE else ""
    text = f"{word}not known"
    spare = "oxygen at its end" if width >= WIDE else "O₂ at its end"
    if plan.margin_s == plan.margin_s:
        text = (
            f"{word}{round(plan.margin_s / 60.0):+d} min"
            if plan.margin_s < FAR_S
            else f"{word}ample"
        )
        span = (plan.end_s, plan.end_s + plan.margin_s)
        margin = _cells(((span, "═", "good"),), plan, chart)
    return tuple(
        spread((Part(pad(f"   {name}", name_cells), "dim"), *row), (Part(f"{note} ", role),), width)
        for name, row, note, role in (
            ("Sun", sun, "▒ night", "dim"),
            ("signal", link, "░ lost", "dim"),
            (spare, margin, text, "caution" if plan.margin_s < 0.0 else "dim"),
        )
    )


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
