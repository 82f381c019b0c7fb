"""What was really so: what nobody saw, and the readings that were not true."""

from __future__ import annotations

from game.console.render.text import HIDDEN, Line, Lines, Part, fit, pad, right, rule, wrap
from game.console.snapshot import Apart, Truth, Unseen

VALUE = 13
"""Cells of a true value."""


def render(truth: Truth, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """The head, what nobody saw (half of the room at most, if both need it), and the readings."""
    note = f"≠ {truth.note}" if truth.apart else ""
    head = rule("WHAT WAS REALLY SO", note, width, focused)
    room = max(0, height - 1)
    quiet = truth.none
    if not truth.unseen and not truth.apart:
        quiet = quiet or "Telemetry says what is so, and nothing is hidden."
    if quiet:
        said = (fit((Part(f"   {row}", "dim"),), width) for row in wrap(quiet, max(10, width - 4)))
        return (head, *said)[:height]
    for_unseen = max(room - len(truth.apart), room // 2)
    unseen = _held([_unseen(one, width) for one in truth.unseen], for_unseen, width, "not seen")
    apart = [_apart(one, width) for one in truth.apart]
    return (head, *unseen, *_held(apart, room - len(unseen), width, "readings apart"))[:height]


def _held(rows: list[Line], room: int, width: int, what: str) -> list[Line]:
    """As many of ``rows`` as there is room for, and how many there are besides."""
    if len(rows) <= room:
        return rows
    kept = rows[: max(0, room - 1)]
    more = Part(f"   and {len(rows) - len(kept)} more {what}: X lists all", "dim", "key:all")
    return [*kept, fit((more,), width)][:room]


def _unseen(one: Unseen, width: int) -> Line:
    target = f"event:{one.event}"
    return fit(
        (
            Part(f" {HIDDEN} ", "truth", target),
            Part(f"{one.met} ", "dim", target),
            Part(one.text, "truth", target),
        ),
        width,
    )


def _apart(one: Apart, width: int) -> Line:
    target = f"channel:{one.channel}"
    return fit(
        (
            Part(f" {pad(one.label, 24 if width >= 64 else 17)}", "text", target),
            Part(right(one.true, VALUE), "bright", target),
            Part(" ≠ ", "truth", target),
            Part(one.seen, "stale", target),
            Part(f"  {one.why}", "dim", target),
        ),
        width,
    )
