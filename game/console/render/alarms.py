"""The alarms: one line each, worst first, with what may help."""

from __future__ import annotations

from rich.cells import cell_len

from game.console.render.text import SYMBOL, Line, Lines, Part, fit, rule, spread
from game.console.snapshot import AlarmLine


def render(alarms: tuple[AlarmLine, ...], width: int, height: int, focused: bool = False) -> Lines:
    """The head with the count, and the alarms; suggestions under those not yet acknowledged."""
    fresh = sum(not alarm.acknowledged for alarm in alarms)
    key = ": a" if any(alarm.offers for alarm in alarms) else ""
    note = f"{fresh} new{key}" if fresh else ""
    lines = [rule("ALARMS", note, width, focused)]
    room = height - 1
    if not alarms:
        quiet = (Part("   all quiet", "dim"),)
        return (lines[0], fit(quiet, width))[:height]
    spare = room - len(alarms)
    for at, alarm in enumerate(alarms):
        if len(lines) == height - 1 and at < len(alarms) - 1:
            more = len(alarms) - at
            lines.append(fit((Part(f"   and {more} more", "dim"),), width))
            break
        lines.append(_line(alarm, width))
        if alarm.suggest and spare > 0 and not alarm.cleared:
            lines.append(_help(alarm, width))
            spare -= 1
    return tuple(lines[:height])


def _line(alarm: AlarmLine, width: int) -> Line:
    target = f"alarm:{alarm.id}"
    role: str = "dim" if alarm.cleared else alarm.level
    if alarm.acknowledged and not alarm.cleared:
        role = f"{alarm.level}.seen"
    word = alarm.level.upper()
    tail = alarm.tail[-5:] if width < 44 and ":" in alarm.tail else alarm.tail
    if cell_len(alarm.text) + len(word) + len(tail) + 7 > width:
        word = ""
    new = "*" if not alarm.acknowledged else " "
    head = (
        Part(f"{new}{SYMBOL[alarm.level]} ", role, target),
        Part(f"{word} " if word and not alarm.cleared else "", role, target),
        Part(alarm.text, role if not alarm.acknowledged else "text", target),
    )
    return spread(head, (Part(tail + " ", "dim", target),), width)


def _help(alarm: AlarmLine, width: int) -> Line:
    parts = [Part("   ")]
    for order in alarm.suggest:
        parts += [Part(f" {order} ", "offer", f"order:{order}"), Part(" ")]
    return fit(parts, width)
