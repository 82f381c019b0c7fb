"""The voice loop: who said what, and when; open questions at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.loop import Said
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import (
    Line,
    Lines,
    Part,
    clean,
    cut,
    fit,
    pad,
    rule,
    short_time,
    spread,
    width_of,
    wrap,
)
from game.display.view import View
from game.ops.views import YES_OR_NO
from game.vocabulary.cells import cell_len


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question."""

    who: str
    text: str
    remaining: str
    default: str
    id: str = ""
    answers: tuple[str, ...] = ()
    """The names of the answers; none for yes and no."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice loop."""

    said: tuple[Said, ...]
    asked: tuple[Asked, ...]
    keys: tuple[str, str] = ("y", "n")
    """The keys that say yes and no."""


def look(view: View) -> Voice:
    """The lines so far, and the questions that are open."""
    asked = tuple(
        Asked(
            clean(q.who),
            clean(q.text),
            short_time(q.remaining_s) if q.default else "",
            q.default,
            q.id,
            () if q.answers == YES_OR_NO else tuple(name for name, _ in q.answers),
        )
        for q in view.room.questions
    )
    keys = view.look.keys.get("fly.yes", "y"), view.look.keys.get("fly.next", "n")
    return Voice(view.loop.lines(hidden=view.look.truth), asked, keys)


SHORT = 3
"""Rows of what is said that a small screen has room for."""
FRESH = 3
"""Lines at the end of the loop among which a long one is still being read."""


def rows(voice: Voice, width: int) -> int:
    """Rows in which a long line can be read whole that was just said; 0 when there is none.

    They stay as many while others are said behind it: it begins to leave at the top, and the panel
    does not change its height with each of them.
    """
    long = max((len(_said(one, width)) for one in voice.said[-FRESH:]), default=0)
    if long <= SHORT:
        return 0
    height, told = SHORT + 1, 1 + long
    while height < (whole := told + len(_questions(voice, width, height))):
        height = whole  # which has room for more questions
    return height


def draw(voice: Voice, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The newest lines that fit, or earlier ones when it is scrolled back.

    The newest begins with its first row, even if that leaves out its last.
    """
    width, height = size
    back = focus.back
    asked = _questions(voice, width, height)
    room = max(0, height - 1 - len(asked))
    rows: list[Line] = []
    for said in reversed(voice.said):
        lines = _said(said, width)
        if not rows and not focus.on and len(lines) > room > 0:
            *start, last = lines[room - 1]
            cut_short = (*start, last._replace(text=f"{last.text} …"))
            lines = [*lines[: room - 1], fit(cut_short, width)]
        rows[:0] = lines
        if len(rows) >= room + back:
            break
    end = max(min(room, len(rows)), len(rows) - back)
    shown = rows[max(0, end - room) : end] if room else []
    note = f"{back} lines back" if back and len(rows) > room else ""
    head = rule("VOICE LOOP", note, width, focus.on)
    filler: list[Line] = [()] * (room - len(shown))
    return tuple(fit(line, width) for line in (head, *shown, *filler, *asked)[:height])


def _questions(voice: Voice, width: int, height: int) -> list[Line]:
    """The open questions for which a loop of ``height`` rows has room."""
    asked: list[Line] = []
    for question in voice.asked[: max(1, (height - 2) // 3)]:
        most = max(1, min(3, height - 1 - len(asked)))
        asked += _asked(question, voice.keys, width, most)
    return asked


def _said(said: Said, width: int) -> list[Line]:
    """A line of the loop; one that is long on a narrow screen uses the columns below its time."""
    who, role = said.who, said.role
    who_width = 8 if width >= 56 else max(6, min(8, len(who)))
    stamp = said.met if width >= 60 else said.met[-5:]
    indent = len(stamp) + who_width + 3
    pieces = wrap(said.text, max(10, width - indent))
    if len(pieces) > SHORT and width < 56:
        first, rest = pieces[0], " ".join(pieces[1:])
        indent = 3
        pieces = [first, *wrap(rest, max(10, width - indent))]
    head = (
        Part(f" {stamp} ", "dim"),
        Part(pad(who, who_width) + " ", "order" if role == "order" else "label"),
        Part(pieces[0], role),
    )
    return [fit(head, width), *((Part(" " * indent + p, role),) for p in pieces[1:])]


def _asked(question: Asked, keys: tuple[str, str], width: int, most: int) -> list[Line]:
    """The question in ``most`` lines at most, its answers at the end of the last."""
    named = tuple(
        Part(f" {name} ", "button", f"order:answer {question.id} {name}")
        for name in question.answers
    )
    yes_no = (
        Part(f" {keys[0]} ", "button", "order:yes"),
        Part(" yes  ", "bright", "order:yes"),
        Part(f" {keys[1]} ", "button", "order:no"),
        Part(" no ", "bright", "order:no"),
    )
    buttons = (
        *(named or yes_no),
        Part(f" {question.remaining}", "ask"),
        Part(f" → {question.default} " if question.default and width >= 60 else " ", "dim"),
    )
    size = width_of(buttons)
    pieces = wrap(f"◆ {question.who} asks: {question.text}", width - 2)
    alone = cell_len(pieces[-1]) + size + 3 > width and most > 1
    if alone and len(pieces) == most and not named:
        # Keys without words take less room, so that the text stays whole.
        bare = (yes_no[0], Part(" "), yes_no[2], Part(f" {question.remaining} ", "ask"))
        if cell_len(pieces[-1]) + width_of(bare) + 3 <= width:
            buttons, alone = bare, False
    room = most - 1 if alone else most
    if len(pieces) > room:
        pieces = [*pieces[: room - 1], cut(" ".join(pieces[room - 1 :]), width - 2)]
    rows: list[Line] = [(Part(f" {piece}", "ask"),) for piece in pieces]
    if alone:
        return [*rows, (Part("  "), *buttons)]
    last = (Part(f" {pieces[-1]}", "ask"),)
    return [*rows[:-1], spread(last, buttons, width)]


PANEL = Panel(
    id="voice",
    title="VOICE LOOP",
    help="What is said, by whom, when; the question that waits for an answer. PgUp scrolls back.",
    place=Body(order=70, area="talk"),
    look=look,
    draw=draw,
)
