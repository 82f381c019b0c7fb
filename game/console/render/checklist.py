"""The checklist panel: the procedure in hand step by step, the others, and what comes next."""

from __future__ import annotations

from game.console.render.text import (
    Line,
    Lines,
    Part,
    fit,
    pad,
    rule,
    spread,
    width_of,
    window,
    wrap,
)
from game.console.snapshot import ListCard, Lists, StepLine

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


def render(lists: Lists, width: int, height: int, focused: bool = False) -> Lines:
    """The head, the steps around the one in hand, the other checklists, what comes next."""
    first = lists.first
    if first is None:
        head = rule("CHECKLIST", "", width, focused)
        return (head, *_nothing(lists, width))[:height]
    title = f"CHECKLIST · {first.title}"
    note = f"{first.where} · {SAID.get(first.status, first.status)}"
    lines = [rule(title, note, width, focused)]
    tail = _others(lists, width, max(0, min(3, height - 6)))
    rows, at = _steps(first, width, lists.offers)
    start, stop = window(len(rows), at, height - 1 - len(tail))
    lines += rows[start:stop]
    lines += [()] * (height - len(lines) - len(tail))
    return tuple(fit(line, width) for line in (*lines, *tail)[:height])


def _nothing(lists: Lists, width: int) -> Lines:
    if not lists.next_up:
        return ((), fit((Part("  The flight plan is done.", "dim"),), width))
    target = f"checklist:{lists.next_id}"
    following: Line = (Part(f"   {lists.next_up}", "text", target),)
    if lists.offers:
        following = (
            Part("  "),
            Part(f" ⏎ run {lists.next_up} ", "button", f"order:run {lists.next_id}"),
            Part("   look at it first: ", "dim"),
            Part(f" c {lists.next_up} ", "key", target),
        )
    return (
        (),
        fit((Part("  Nothing runs. Next in the flight plan:", "dim"),), width),
        (),
        fit(following, width),
    )


def _steps(card: ListCard, width: int, offers: bool) -> tuple[list[Line], int]:
    who_width = min(12, max((len(step.who) for step in card.steps), default=4))
    number_width = max((len(step.number) for step in card.steps), default=2)
    rows: list[Line] = []
    at = 0
    for index, step in enumerate(card.steps):
        if index == card.at:
            at = len(rows)
        open_now = step.status in ("running", "go", "needs", "expect", "failed")
        rows += _step(card, index, step, (number_width, who_width), width, open_now, offers)
        if open_now and index == card.at and card.why and not step.waits:
            rows.append(fit((Part("      "), Part(card.why, "caution")), width))
    return rows, at


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
        end = (Part(" ◆ waits for GO ", "go", target),)
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
    if step.waits and step.status != "go":
        begins = step.waits.partition(" ")[0]
        waits = {"until": "waits ", "waits": "", "because": "waits "}.get(begins, "waits for ")
        rows.append(fit((Part(f"{indent}{waits}{step.waits}", "caution"),), width))
    return rows


def _tail_role(step: StepLine) -> str:
    if step.status in ("failed", "needs", "running", "expect"):
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
