"""Life at stake: who, what, how long, what helps, in that order, above everything else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.display.panel import NO_FOCUS, Band, Focus, Panel, Size
from game.display.panels.checklist import SAID
from game.display.stakes import Stake, stakes
from game.display.text import SYMBOL, Line, Lines, Part, clean, fit, pad, width_of
from game.display.view import View
from game.ops.views import ACTIVE
from game.vocabulary.cells import cell_len

TALL = 36
"""Rows of the screen from which the band has room for more than the one who has least time."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """Whose life is at stake, and what is done about it."""

    stakes: tuple[Stake, ...]
    done: str
    """The checklist that is under way about it, and its step; empty for none."""
    offers: bool
    """Whether an order can be given."""
    heard: bool
    """Whether anybody on board hears one now."""


def look(view: View) -> Emergency | None:
    """Those whose life is at stake; None while nobody's is, and once the mission is over."""
    found = stakes(view) if view.room.outcome is None else ()
    if not found:
        return None
    if not view.offers:
        found = tuple(replace(one, suggest=()) for one in found)
    return Emergency(found, _under_way(view), view.offers, view.heard)


def _under_way(view: View) -> str:
    """The checklist that began last and is under way, and its step in hand."""
    active = [one for one in view.room.checklists if one.status in ACTIVE]
    if not active:
        return ""
    last = max(active, key=lambda one: one.started_tick)
    step = clean(last.steps[last.at].text) if last.at < len(last.steps) else ""
    return f"{clean(last.title)} {SAID.get(last.status, last.status)}: {step}"


def draw(found: Emergency, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """A ribbon, then everybody at stake, each with what helps, who has least time first.

    What helps has its place before anybody's second line: it never scrolls away.
    """
    width, height = size
    room = height - 1
    shown = found.stakes[: max(1, room // 2)]
    more = len(found.stakes) - len(shown)
    lines: list[Line] = [_ribbon(found, width, more, focus.on)]
    spare = room - 2 * len(shown)
    for stake in shown:
        rows = _said(stake, width)
        whole = rows if len(rows) - 1 <= spare else [_one_line(stake, width)]
        spare -= len(whole) - 1
        lines += whole
        lines.append(_help(stake, found, width))
    if spare > 0 and found.done:
        lines.append(fit((Part("   under way  ", "dim"), Part(found.done, "text")), width))
    return tuple(lines[:height])


def _ribbon(found: Emergency, width: int, more: int, focused: bool) -> Line:
    """One line across the screen that says what this is."""
    who = " ".join(one.who for one in found.stakes)
    note = f"+{more} more " if more else ""
    head = f" {SYMBOL['emergency']} LIFE AT STAKE: {who} {'━━' if focused else ''}"
    return (Part(pad(head, width - len(note)), "emergency"), Part(note, "emergency"))


def _who(stake: Stake) -> Line:
    mark = " " if stake.seen else "*"
    return (
        Part(f"{mark}{SYMBOL['emergency']} ", "emergency.seen", stake.target),
        Part(stake.who, "bright", stake.target),
        Part(f" {stake.where}" if stake.where else "", "text", stake.target),
        Part("  "),
    )


def _said(stake: Stake, width: int) -> list[Line]:
    """Who, what and how long; in two lines where one would cut what is wrong."""
    one = _one_line(stake, width)
    if width_of(_who(stake)) + cell_len(stake.what) + cell_len(stake.left) + 3 <= width:
        return [one]
    head = fit((*_who(stake), Part(stake.what, "emergency.seen", stake.target)), width)
    return [head, fit((Part("   "), Part(stake.left, "bright", stake.target)), width)]


def _one_line(stake: Stake, width: int) -> Line:
    """Who, what and how long in one line; how long is never what is cut."""
    who = _who(stake)
    room = width - width_of(who) - cell_len(stake.left) - 3
    what = Part(pad(stake.what, min(room, cell_len(stake.what))), "emergency.seen", stake.target)
    return fit((*who, what, Part("  "), Part(stake.left, "bright", stake.target)), width)


def _help(stake: Stake, found: Emergency, width: int) -> Line:
    """What helps, as buttons; without a signal, when it will be heard."""
    if not found.offers:
        return (Part("   "),)
    if not stake.suggest:
        said = f"under way  {found.done}" if found.done else "nothing to order: ask surgeon"
        return fit((Part(f"   {said}", "dim"),), width)
    if not found.heard:
        later = ", ".join(order for order, done in stake.suggest if not done)
        return fit((Part(f"   at AOS: {later}", "dim"),), width)
    parts = [Part("   helps  ", "dim")]
    for order, done in stake.suggest:
        role = "done" if done else "button" if len(parts) == 1 else "offer"
        text = f"✓ {order} " if done else f" {order} "
        button = Part(text, role, f"order:{order}")
        if width_of(parts) + cell_len(button.text) > width:
            break
        parts += [button, Part(" ")]
    return tuple(parts)


PANEL = Panel(
    id="emergency",
    title="LIFE AT STAKE",
    help="Only in an emergency: whose life is at stake, by what, for how long, and what helps.",
    place=Band(order=5, rows=lambda size: 5 if size.height >= TALL else 3),
    look=look,
    draw=draw,
)
