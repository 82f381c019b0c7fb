"""The checklist in hand step by step, the others under way, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import (
    Line,
    Lines,
    Part,
    clean,
    fit,
    pad,
    rule,
    short_time,
    spread,
    width_of,
    window,
    wrap,
)
from game.display.values import cost
from game.display.view import View
from game.ops.views import ACTIVE, ChecklistView, PlanItem, StepView, ended_early
from game.room import Room

UNTIL = ("condition", "telemetry", "person", "signal", "checklist")
"""Kinds of wait whose words say until when."""

STEP_MARK = {
    "todo": " ",
    "needs": "…",
    "go": "◆",
    "running": "▶",
    "expect": "?",
    "done": "✓",
    "failed": "✗",
    "skipped": "»",
    "held": "‖",
}
"""How the state of a step is marked."""
OPEN = ("running", "go", "needs", "expect", "failed", "held")
"""States of a step that is shown with all that is known of it."""

GOING_ON = ("continue", "repeat", "skip", "stop")
"""Orders that a checklist that holds can be given."""

NOTE_MARK = {"warning": "▲", "caution": "△", "note": "·"}

STATUS_ROLE = {
    "todo": "dim",
    "needs": "caution",
    "go": "go",
    "running": "bright",
    "expect": "accent",
    "done": "done",
    "failed": "warning",
    "skipped": "dim",
    "held": "caution",
}

SAID = {
    "running": "running",
    "waiting": "waits",
    "go": "needs your GO",
    "holding": "HOLDS",
    "done": "done",
    "failed": "FAILED",
    "stopped": "stopped",
    "idle": "not started",
}
WAITS_FOR_GO = "waits for GO"
"""What is said of a GO that can't be given now: nobody hears it, or it was flown already."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the checklist in hand."""

    mark: str
    number: str
    who: str
    text: str
    status: str
    tail: str
    waits: str
    notes: tuple[tuple[str, str], ...]
    depth: int
    go_if: tuple[tuple[str, str, bool], ...] = ()
    """(what should hold before GO, what is so now, whether it holds)."""


@dataclass(frozen=True, slots=True)
class ListCard:
    """A checklist under way, and its steps."""

    id: str
    title: str
    status: str
    why: str
    where: str
    at: int
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The checklist panel: the one in hand in full, the others in a line each."""

    first: ListCard | None
    others: tuple[ListCard, ...]
    next_up: str
    next_id: str
    wants: str
    """What Enter does now, in words: ``GO: open the vent``; empty when it does nothing."""
    offers: bool = True
    """Whether an order can be given: not in a replay, after the end, nor without a signal."""
    key: str = ""
    """The key that looks at what comes next, with a space behind it; empty where there is none."""
    possible: tuple[tuple[str, str, str], ...] = ()
    """(id, title, cost) of optional work that can be begun now, if nothing runs."""
    early: bool = False
    """Whether the EVA is being ended early, or was: nothing of the plan is next then."""
    ready: bool = False
    """Whether what is next can be begun: nothing runs but optional work of others."""


def look(view: View) -> Lists:
    """The checklist in hand in full, and the others under way."""
    room, focus, roles = view.room, view.look.focus, view.roles
    active = [one for one in room.checklists if one.status in ACTIVE]
    active.sort(key=_urgency)
    chosen = next((one for one in active if one.id == focus), None)
    if chosen is None and focus in room.level.checklists:
        chosen = room.checklist(focus)
    first = chosen or (active[0] if active else None)
    early = ended_early(room.level, ((one.id, one.status) for one in room.checklists))
    idle = (item for item in room.plan if item.status == "idle" and not early)
    following = next(idle, None)
    ready = following is not None and not any(
        _in_the_way(room, one, following.checklist) for one in active
    )
    offers = view.offers and view.heard
    key = view.look.keys.get("look.checklist", "")
    return Lists(
        first=None if first is None else _card(first, roles),
        others=tuple(_card(one, roles) for one in active if one is not first),
        next_up="" if following is None else clean(following.title),
        next_id="" if following is None else following.checklist,
        wants=_wants(active, following.title if following is not None and ready else ""),
        offers=offers,
        key=f"{key} " if key else "",
        possible=_possible(room.options) if first is None and offers and not early else (),
        early=early,
        ready=ready,
    )


def _in_the_way(room: Room, one: ChecklistView, following: str) -> bool:
    """Whether ``following`` has to wait for ``one``, which is under way."""
    made = room.level.checklists.get(one.id)
    if made is None or made.optional is None:
        return True
    busy = {who for step in one.steps[one.at :] for who in step.who}
    return any(who in busy for step in room.checklist(following).steps for who in step.who)


def _possible(options: Iterable[PlanItem]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (one.checklist, clean(one.title), cost(one))
        for one in options
        if one.status == "idle" and one.possible
    )


def _card(one: ChecklistView, roles: Mapping[str, str]) -> ListCard:
    count = len(one.steps)
    where = "done" if one.at >= count else f"step {one.steps[one.at].number} of {_last(one)}"
    return ListCard(
        id=one.id,
        title=clean(one.title),
        status=one.status,
        why=clean(one.why),
        where=where,
        at=min(one.at, max(0, count - 1)),
        steps=tuple(_step_line(step, roles) for step in one.steps),
    )


def _step_line(step: StepView, roles: Mapping[str, str]) -> StepLine:
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
        waits=_waits(step),
        notes=tuple((kind, clean(text)) for kind, text in step.notes),
        depth=step.depth,
        go_if=tuple((clean(one.text), clean(one.now), one.met) for one in step.go_if),
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
            return f"resume {clean(one.title)}"
    return f"run {clean(following)}" if following else ""


def _last(one: ChecklistView) -> str:
    return next((step.number for step in reversed(one.steps) if not step.depth), "")


def _waits(step: StepView) -> str:
    """What a step waits for, besides GO, in words."""
    if step.wait is None or step.status == "go":
        return ""
    return ("waits " if step.wait.kind in UNTIL else "") + clean(step.waits_for)


def _tail(step: StepView) -> str:
    if step.status == "running":
        return short_time(step.remaining_s)
    if step.status in ("go", "needs", "expect", "failed"):
        return {"go": "needs GO", "needs": "waits", "expect": "checking", "failed": "FAILED"}[
            step.status
        ]
    if step.status == "skipped":
        return "left to you" if step.yours else "left out"
    return "◆ GO" if step.critical and step.status == "todo" else ""


def draw(lists: Lists, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, the steps around the one in hand, the other checklists, what comes next."""
    width, height = size
    first = lists.first
    if first is None:
        head = rule("CHECKLIST", "", width, focus.on)
        return (head, *_nothing(lists, width, height - 1))[:height]
    title = f"CHECKLIST · {first.title}"
    deaf = first.status == "go" and not lists.offers
    note = f"{first.where} · {WAITS_FOR_GO if deaf else SAID.get(first.status, first.status)}"
    lines = [rule(title, note, width, focus.on)]
    tail = _others(lists, width, max(0, min(3, height - 6)))
    rows, at, end = _steps(first, width, lists.offers)
    if first.status == "go" and end - at > height - 1 - len(tail):
        tail = tail[: max(0, height - 1 - (end - at))]
        if end - at > height - 1:
            rows, at, end = _steps(_asked(first), width, lists.offers)
    room = height - 1 - len(tail)
    start, _ = window(len(rows), at, room)
    if first.status == "go":
        start = max(start, min(at, end - room))
    lines += rows[start : start + room]
    lines += [()] * (height - len(lines) - len(tail))
    return tuple(fit(line, width) for line in (*lines, *tail)[:height])


def rows(lists: Lists, width: int) -> int:
    """Rows without which the panel does not say what it has to: its head, and the step in hand."""
    if lists.first is None:
        return 1 + min(3, len(_nothing(lists, width, 0)))
    _, at, end = _steps(lists.first, width, lists.offers)
    return 1 + end - at


def _nothing(lists: Lists, width: int, height: int) -> Lines:
    optional = _optional(lists.possible, width)
    if not lists.next_up:
        over = "The EVA was ended early." if lists.early else "The flight plan is done."
        done = (Part(f"  {over}", "dim"),)
        return _tight(((), fit(done, width), *optional), height)
    target = f"checklist:{lists.next_id}"
    rows: Lines = ((Part(f"   {lists.next_up}", "text", target),),)
    if lists.offers:
        run = Part(f" ⏎ run {lists.next_up} ", "button", f"order:run {lists.next_id}")
        first = (
            Part("look at it first: ", "dim"),
            Part(f" {lists.key}{lists.next_up} ", "key", target),
        )
        rows = ((Part("  "), run, Part("   "), *first),)
        if width_of(rows[0]) > width:
            rows = ((Part("  "), run), (Part("   "), *first))
    said: Line = (Part("  Nothing runs. Next in the flight plan:", "dim"),)
    following = tuple(fit(row, width) for row in ((), said, (), *rows))
    return _tight((*following, *optional), height)


def _tight(rows: Lines, height: int) -> Lines:
    """``rows`` without the empty ones if they would not fit, and with how many are left out."""
    if len(rows) <= height:
        return rows
    rows = tuple(row for row in rows if row)
    if len(rows) <= height or height < 1:
        return rows
    hidden = len(rows) - height + 1
    return (*rows[: height - 1], (Part(f"   and {hidden} more", "dim"),))


def _optional(possible: tuple[tuple[str, str, str], ...], width: int) -> Lines:
    """The optional work that could be begun instead, with what it costs and brings."""
    if not possible:
        return ()
    rows: list[Line] = [(), (Part("  Or optional work, while the margin allows it:", "dim"),)]
    for name, title, price in possible:
        target = f"order:run {name}"
        head = (Part("   + ", "accent", target), Part(title, "text", target))
        rows.append(spread(head, (Part(price + "  ", "dim", target),), width))
    return tuple(fit(row, width) for row in rows)


def _asked(card: ListCard) -> ListCard:
    """``card`` with no more of the step that waits for GO than what should hold before it.

    What does not hold stands first.
    """
    step = card.steps[card.at]
    bare = replace(step, notes=(), go_if=tuple(sorted(step.go_if, key=lambda line: line[2])))
    return replace(card, steps=(*card.steps[: card.at], bare, *card.steps[card.at + 1 :]))


def _steps(card: ListCard, width: int, offers: bool) -> tuple[list[Line], int, int]:
    """Rows of all steps, and where those of the step in hand begin and end."""
    who_width = min(12, max((len(step.who) for step in card.steps), default=4))
    number_width = max((len(step.number) for step in card.steps), default=2)
    rows: list[Line] = []
    at = end = 0
    for index, each in enumerate(card.steps):
        here = index == card.at
        held = here and card.status == "holding" and each.status == "todo"
        step = replace(each, mark=STEP_MARK["held"], status="held", tail="HOLDS") if held else each
        if here:
            at = len(rows)
        open_now = step.status in OPEN
        rows += _step(card, index, step, (number_width, who_width), width, open_now, offers)
        said = step.waits or step.status == "go"
        if open_now and here and card.why and not said:
            rows += [(Part(f"      {piece}", "caution"),) for piece in wrap(card.why, width - 7)]
        if here and offers and card.status in ("holding", "failed"):
            rows.append(fit(_going_on(card), width))
        if here:
            end = len(rows)
    return rows, at, end


def _going_on(card: ListCard) -> Line:
    """Buttons for what can be done with a checklist that holds."""
    parts = [Part("      ")]
    for word in GOING_ON:
        parts += [Part(f" {word} ", "offer", f"order:{word} {card.id}"), Part(" ")]
    return tuple(parts)


def _step(
    card: ListCard,
    index: int,
    step: StepLine,
    widths: tuple[int, int],
    width: int,
    open_now: bool,
    offers: bool,
) -> list[Line]:
    number_width, who_width = widths
    role = STATUS_ROLE[step.status]
    target = f"step:{card.id}:{index}"
    end: Line = (Part(" " + step.tail + " ", _tail_role(step), target),) if step.tail else ()
    if step.status == "go" and not offers:
        end = (Part(f" ◆ {WAITS_FOR_GO} ", "go", target),)
    elif step.status == "go":
        end = (Part(" ⏎ GO ", "button", f"order:go {card.id}"), Part(" "))
    head = (
        Part(f" {step.mark} ", role, target),
        Part(step.number.ljust(number_width) + "  ", role if open_now else "dim", target),
        Part(pad(step.who, who_width) + "  ", "label" if open_now else "dim", target),
    )
    worded = "bright" if step.status == "go" else role
    if not open_now:
        return [spread((*head, Part(step.text, worded, target)), end, width)]
    column = width_of(head)
    pieces = wrap(step.text, max(12, width - column - width_of(end) - 1))
    rows = [spread((*head, Part(pieces[0], worded, target)), end, width)]
    rows += [(Part(" " * column), Part(piece, worded, target)) for piece in pieces[1:]]
    indent = " " * (5 + number_width)
    for kind, text in step.notes:
        mark = NOTE_MARK.get(kind, "·")
        role = kind if kind in ("warning", "caution") else "note"
        for n, piece in enumerate(wrap(f"{kind}: {text}", width - len(indent) - 3)):
            rows.append((Part(f"{indent}{mark if n == 0 else ' '} {piece}", role),))
    for text, now, met in step.go_if:
        mark, role = ("✓", "done") if met else ("✗", "caution")
        for n, piece in enumerate(wrap(text, width - len(indent) - 3)):
            rows.append((Part(f"{indent}{mark if n == 0 else ' '} {piece}", role),))
        said = Part(f"  now {now}" if now else "", "dim")
        if width_of((*rows[-1], said)) > width:
            rows.append((Part(indent), said))
        else:
            rows[-1] = (*rows[-1], said)
    if step.waits:
        rows += [
            (Part(f"{indent}{piece}", "caution"),)
            for piece in wrap(step.waits, width - len(indent) - 1)
        ]
    return rows


def _tail_role(step: StepLine) -> str:
    if step.status in ("failed", "needs", "running", "expect", "held"):
        return STATUS_ROLE[step.status]
    return "go" if step.tail.startswith("◆") else "dim"


def _others(lists: Lists, width: int, room: int) -> list[Line]:
    """Lines at the foot: the other checklists under way, then what comes next."""
    rows: list[Line] = []
    for card in lists.others:
        target = f"checklist:{card.id}"
        step = card.steps[card.at] if card.steps else None
        text = f"{card.where}: {step.text}" if step is not None else card.where
        if card.why:
            text = card.why
        role = "go" if card.status == "go" else "caution" if card.status != "running" else "text"
        rows.append(
            fit(
                (
                    Part("   also ", "dim", target),
                    Part(card.title, "label", target),
                    Part(f"  {SAID.get(card.status, card.status)}", role, target),
                    Part(f"  {text}", "dim", target),
                ),
                width,
            )
        )
    if lists.next_up:
        target = f"checklist:{lists.next_id}"
        rows.append(fit((Part(f"   next {lists.next_up}", "dim", target),), width))
    return rows[:room]


PANEL = Panel(
    id="checklist",
    title="CHECKLIST",
    help="The checklist in hand, step by step; the others under way; the next of the flight plan.",
    place=Body(order=20, area="work", turns=True),
    look=look,
    draw=draw,
)
