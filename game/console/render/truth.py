"""What was really so: telemetry and truth side by side, and what nobody saw."""

from __future__ import annotations

from game.console.render.text import HIDDEN, Line, Lines, Part, fit, pad, right, rule, wrap
from game.console.snapshot import Apart, Truth, Unseen


def render(truth: Truth, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """The head, what nobody saw (half of the room at most, if both need it), and the readings."""
    head = rule("WHAT WAS REALLY SO", truth.note, width, focused)
    room = max(0, height - 1)
    if truth.none:
        return (head, *(fit((Part(f"   {row}", "dim"),), width) for row in _wrapped(truth, width)))
    unseen = [_unseen(one, width) for one in truth.unseen]
    apart = [_apart(one, width) for one in truth.apart]
    if apart:
        apart.insert(0, _heads(width))
    for_unseen = max(room - len(apart), (room + 1) // 2)
    unseen = _held(unseen, min(for_unseen, room), width, "not seen")
    apart = _held(apart, room - len(unseen), width, "readings apart")
    rows = [*unseen, *apart]
    if not rows:
        rows = [fit((Part("   Telemetry says what is so, and nothing is hidden.", "dim"),), width)]
    return (head, *rows)[:height]


def _wrapped(truth: Truth, width: int) -> list[str]:
    return wrap(truth.none, max(10, width - 4))


def _held(rows: list[Line], room: int, width: int, what: str) -> list[Line]:
    """As many of ``rows`` as there is room for, and how many there are besides."""
    if len(rows) <= room:
        return rows
    more = Part(f"   and {len(rows) - max(0, room - 1)} more {what}: X lists all", "dim", "key:all")
    return [*rows[: max(0, room - 1)], fit((more,), width)][:room]


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


def _sizes(width: int) -> tuple[int, int]:
    """Cells of the label and of each value."""
    return (22, 12) if width >= 64 else (18, 11)


def _heads(width: int) -> Line:
    name, value = _sizes(width)
    return fit(
        (
            Part(" " * (name + 3)),
            Part(right("really", value), "label"),
            Part(right("telemetry", value + 1), "label"),
        ),
        width,
    )


def _apart(one: Apart, width: int) -> Line:
    name, value = _sizes(width)
    target = f"channel:{one.channel}"
    return fit(
        (
            Part(" ≠ ", "truth", target),
            Part(pad(one.label, name), "text", target),
            Part(right(one.true, value), "bright", target),
            Part(right(one.seen, value + 1), "stale", target),
            Part(f"  {one.why}", "dim", target),
        ),
        width,
    )
