"""The voice loop: who said what, and when; open questions at the foot."""

from __future__ import annotations

from rich.cells import cell_len

from game.console.render.text import Line, Lines, Part, cut, fit, pad, rule, spread, width_of, wrap
from game.console.snapshot import Asked, Voice


def render(voice: Voice, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """The newest lines that fit, or those ``back`` lines before them."""
    asked: list[Line] = []
    for question in voice.asked[: max(1, (height - 2) // 3)]:
        asked += _asked(question, width, max(1, min(3, height - 1 - len(asked))))
    room = max(0, height - 1 - len(asked))
    rows: list[Line] = []
    for said in reversed(voice.said):
        rows[:0] = _said(said.met, said.who, said.text, said.role, width)
        if len(rows) >= room + back:
            break
    end = max(min(room, len(rows)), len(rows) - back)
    shown = rows[max(0, end - room) : end] if room else []
    note = f"{back} lines back" if back and len(rows) > room else ""
    head = rule("VOICE LOOP", note, width, focused)
    filler: list[Line] = [()] * (room - len(shown))
    return tuple(fit(line, width) for line in (head, *shown, *filler, *asked)[:height])


def _said(met: str, who: str, text: str, role: str, width: int) -> list[Line]:
    who_width = 8 if width >= 60 else 6
    stamp = met if width >= 60 else met[-5:]
    indent = len(stamp) + who_width + 3
    pieces = wrap(text, max(10, width - indent))
    head = (
        Part(f" {stamp} ", "dim"),
        Part(pad(who, who_width) + " ", "order" if role == "order" else "label"),
        Part(pieces[0], role),
    )
    return [fit(head, width), *((Part(" " * indent + p, role),) for p in pieces[1:])]


def _asked(question: Asked, width: int, most: int) -> list[Line]:
    """The question in ``most`` lines at most, its answers at the end of the last."""
    buttons = (
        Part(" y ", "button", "order:yes"),
        Part(" yes  ", "bright", "order:yes"),
        Part(" n ", "button", "order:no"),
        Part(" no ", "bright", "order:no"),
        Part(f" {question.remaining}", "ask"),
        Part(f" → {question.default} " if width >= 60 else " ", "dim"),
    )
    size = width_of(buttons)
    pieces = wrap(f"◆ {question.who} asks: {question.text}", width - 2)
    alone = cell_len(pieces[-1]) + size + 3 > width and most > 1
    room = most - 1 if alone else most
    if len(pieces) > room:
        pieces = [*pieces[: room - 1], cut(" ".join(pieces[room - 1 :]), width - 2)]
    rows: list[Line] = [(Part(f" {piece}", "ask"),) for piece in pieces]
    if alone:
        return [*rows, (Part("  "), *buttons)]
    last = (Part(f" {pieces[-1]}", "ask"),)
    return [*rows[:-1], spread(last, buttons, width)]
