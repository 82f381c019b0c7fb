"""The list of what has been flown: a row for each log, and more about the one that is marked."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from game.console.render.text import Part, clean, cut, pad, right, rule, wrap
from game.flightlog.folder import Save
from game.mission import PHYSICS_VERSION
from game.vocabulary.units import TICK_S, clock

ENDED = {
    "success": ("✓ welcome back", "done"),
    "home": ("✓ home", "done"),
    "lost": ("✗ lost", "warning"),
    "timeout": ("✗ out of time", "warning"),
}
WIDE = 100
"""Columns from which there is room for the day and the difficulty of each flight."""
DETAIL_ROWS = 5

Roles = dict[str, Style]


def heads(width: int) -> Text:
    """What stands over the columns."""
    names = ("LOG", "MISSION", "MET", "OUTCOME", "SCORE", "DIFFICULTY", "FLOWN")
    columns = [pad(name, size) for name, size in zip(names, _widths(width), strict=False)]
    columns[4] = right("SCORE", _widths(width)[4])
    return Text("  ".join(columns), no_wrap=True)


def row(save: Save, width: int, roles: Roles) -> Text:
    """A log in one line of ``width`` columns."""
    sizes = _widths(width)
    made = Text(no_wrap=True, overflow="ellipsis")
    name, parent = clean(save.path.stem), save.parent
    made.append(cut(name, sizes[0]), roles["bright"])
    if parent is not None and len(made) + 6 < sizes[0]:
        made.append(cut(f" ← {clean(parent.log)}", sizes[0] - made.cell_len), roles["dim"])
    made.append(" " * (sizes[0] - made.cell_len + 2))
    if save.broken is not None:
        made.append(cut(f"△ {clean(save.broken)}", width - sizes[0] - 2), roles["caution"])
        return made
    outcome, role = _outcome(save)
    score = "" if save.score is None else str(save.score)
    rest = [
        (pad(clean(save.title), sizes[1]), "text"),
        (clock(save.met_s), "text"),
        (pad(outcome, sizes[3]), role),
        (right(score, sizes[4]), "text"),
    ]
    if width >= WIDE:
        when = time.strftime("%d %b %H:%M", time.localtime(save.modified))
        rest += [(pad(clean(save.difficulty), sizes[5]), "dim"), (when, "dim")]
    for at, (text, role) in enumerate(rest):
        made.append("  " if at else "")
        made.append(text, roles[role])
    return made


def _widths(width: int) -> tuple[int, ...]:
    """Columns of log, mission, clock, outcome and score; if there is room, of more."""
    fixed = (22, 8, 15, 5, 10, 12) if width >= WIDE else (14, 8, 15, 5)
    return (width - sum(fixed) - 2 * len(fixed), *fixed)


def _outcome(save: Save) -> tuple[str, str]:
    if save.outcome is not None:
        return ENDED.get(save.outcome, (clean(save.outcome), "text"))
    return ("▶ unfinished", "accent") if save.unfinished else ("◦ unfinished", "dim")


def details(save: Save, verdict: tuple[str, str] | None, width: int, roles: Roles) -> Text:
    """More about the log that is marked; ``verdict`` is what was proved of it, and its role."""
    made = Text(no_wrap=True)
    for part in rule(clean(save.path.name), "", width, False):
        made.append(part.text, roles[part.role])
    lines = [
        Part(text, role) for said in _said(save, verdict) for text, role in _wrapped(said, width)
    ]
    for line in lines[: DETAIL_ROWS - 1]:
        made.append(f"\n {line.text}", roles[line.role])
    return made


def _wrapped(said: tuple[str, str], width: int) -> list[tuple[str, str]]:
    return [(line, said[1]) for line in wrap(said[0], width - 2)[:3]]


def _said(save: Save, verdict: tuple[str, str] | None) -> list[tuple[str, str]]:
    """Sentences about a log, each with its role."""
    made = [verdict] if verdict else []
    if save.broken is not None:
        return made or [(f"△ {_sentence(save.broken)}", "caution")]
    when = time.strftime("%d %B %Y, %H:%M", time.localtime(save.modified))
    about = f"{save.title}: {save.difficulty}, seed {save.seed}, flown {when}"
    made.append((about, "text"))
    if save.reason:
        made.append((_sentence(save.reason), "text"))
    if save.parent is not None:
        at = clock(save.parent.tick * TICK_S)
        made.append((f"Taken over from {save.parent.log} at {at}.", "dim"))
    if save.physics != PHYSICS_VERSION:
        made.append((
            f"△ Flown with physics version {save.physics}, and this game has {PHYSICS_VERSION}: "
            f"it can be watched, but not proved or gone on with.", "caution",
        ))  # fmt: skip
    return made


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def keys(save: Save | None) -> Sequence[tuple[str, str, str]]:
    """What can be done with ``save`` (or with none): key, word and the screen's action."""
    made: list[tuple[str, str, str]] = []
    if save is not None and save.broken is None:
        made += [("⏎", "resume", "take('resume')")] if save.unfinished else []
        made += [("w" if save.unfinished else "⏎", "watch", "take('replay')")]
        made += [("g", "against", "take('ghost')")]
    if save is not None:
        made += [("n", "rename", "rename"), ("d", "delete", "delete"), ("v", "verify", "verify")]
    return [*made, ("i", "import", "bring_in"), ("Esc", "back", "leave")]
