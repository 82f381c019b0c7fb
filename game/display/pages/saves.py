"""The list of what has been flown: a row for each log, and more about the one that is marked."""

from __future__ import annotations

import time

from game.display.text import Line, Lines, Part, clean, cut, fit, pad, right, rule, width_of, wrap
from game.flightlog.shelf.library import Save
from game.mission import PHYSICS_VERSION
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import sentence

ENDED = {
    "success": ("✓ welcome back", "done"),
    "home": ("✓ home", "done"),
    "lost": ("✗ lost", "warning"),
    "timeout": ("✗ out of time", "warning"),
}
WIDE = 100
"""Columns from which there is room for the day and the difficulty of each flight."""
DETAIL_ROWS = 5


def title(listed: int, found: int, wanted: str) -> Line:
    """What the list is, and how many logs are in it; of those ``found``, that have ``wanted``."""
    of = f"{listed} of {found}" if wanted else str(found) if found else ""
    return (Part(" WHAT HAS BEEN FLOWN", "bright"), Part(f"  {of}", "dim"))


def has(save: Save, wanted: str) -> bool:
    """Whether each word that is ``wanted`` is in the name, mission, outcome or rating of a log."""
    outcome = "broken" if save.broken is not None else _outcome(save)[0]
    parent = save.parent.log if save.parent is not None else ""
    words = (save.path.stem, save.title, outcome, save.difficulty, save.rating, parent)
    text = " ".join(words).casefold()
    return all(word in text for word in wanted.casefold().split())


def heads(width: int) -> Line:
    """What stands over the columns."""
    names = ("LOG", "MISSION", "MET", "OUTCOME", "SCORE", "DIFFICULTY", "FLOWN")
    columns = [pad(name, size) for name, size in zip(names, _widths(width), strict=False)]
    columns[4] = right("SCORE", _widths(width)[4])
    return (Part("  ".join(columns), "dim"),)


def row(save: Save, width: int) -> Line:
    """A log in one line of ``width`` columns."""
    sizes = _widths(width)
    parts = [*_name(save, sizes[0]), Part("  ")]
    if save.broken is not None:
        why = cut(f"△ {clean(save.broken)}", width - sizes[0] - 2)
        return (*parts, Part(why, "caution"))
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
        parts += [Part("  " if at else ""), Part(text, role)]
    return fit(parts, width)


def _name(save: Save, width: int) -> Line:
    """The name of a log, and of the one that it was taken over from if there is room."""
    name = Part(cut(clean(save.path.stem), width), "bright")
    used = width_of((name,))
    parent = Part("", "dim")
    if save.parent is not None and used + 6 < width:
        parent = Part(cut(f" ← {clean(save.parent.log)}", width - used), "dim")
    gap = width - used - width_of((parent,))
    return (name, parent, Part(" " * gap))


def _widths(width: int) -> tuple[int, ...]:
    """Columns of log, mission, clock, outcome and score; if there is room, of more."""
    fixed = (22, 8, 15, 5, 10, 12) if width >= WIDE else (14, 8, 15, 5)
    return (width - sum(fixed) - 2 * len(fixed), *fixed)


def _outcome(save: Save) -> tuple[str, str]:
    if save.outcome is not None:
        return ENDED.get(save.outcome, (clean(save.outcome), "text"))
    return ("▶ unfinished", "accent") if save.unfinished else ("◦ unfinished", "dim")


def described(save: Save) -> str:
    """Mission, clock and outcome, for a sentence, in the words of the list."""
    if save.broken is not None:
        return clean(save.described)
    outcome = _outcome(save)[0]
    return f"{clean(save.title)}, {clock(save.met_s)}, {outcome.lstrip('✓✗▶◦ ')}"


def details(save: Save, verdict: tuple[str, str] | None, width: int) -> Lines:
    """More about the log that is marked; ``verdict`` is what was proved of it, and its role."""
    lines: list[Line] = [rule(clean(save.path.name), "", width, False)]
    for said in _said(save, verdict):
        lines += [(Part(f" {text}", role),) for text, role in _wrapped(said, width)]
    return tuple(lines[:DETAIL_ROWS])


def _wrapped(said: tuple[str, str], width: int) -> list[tuple[str, str]]:
    return [(line, said[1]) for line in wrap(said[0], width - 2)[:3]]


def _said(save: Save, verdict: tuple[str, str] | None) -> list[tuple[str, str]]:
    """Sentences about a log, each with its role."""
    made = [verdict] if verdict else []
    if save.broken is not None:
        return made or [(f"△ {sentence(save.broken)}", "caution")]
    when = time.strftime("%d %B %Y, %H:%M", time.localtime(save.modified))
    about = f"{save.title}: {save.difficulty}, seed {save.seed}, flown {when}"
    made.append((about, "text"))
    if save.reason:
        rated = f" Rated “{clean(save.rating)}”." if save.rating else ""
        made.append((sentence(save.reason) + rated, "text"))
    if save.parent is not None:
        at = clock(save.parent.tick * TICK_S)
        made.append((f"Taken over from {save.parent.log} at {at}.", "dim"))
    if save.foreign:
        made.append((
            f"△ Flown with physics version {save.physics}, and this game has {PHYSICS_VERSION}: "
            f"it can be watched, but not proved or resumed.", "caution",
        ))  # fmt: skip
    return made
