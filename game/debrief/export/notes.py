"""The debrief as Markdown: to read, to post, to keep beside the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.debrief.export.story import Story
from game.debrief.export.text import markdown as md
from game.debrief.report import given, nearest_text, trouble_lines, worth_text
from game.ops.views import ObjectiveView
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import sentence


def notes(story: Story) -> str:
    """The debrief of ``story`` as Markdown."""
    said = story.said
    score = f" · score {said.score} of 100" if said.score_lines else ""
    score += f" · {said.rating}" if said.rating else ""
    parts = [
        f"# {md(story.title)}: {md(said.headline)}",
        md(sentence(said.reason.strip())),
        f"Mission elapsed time {clock(said.met_s)}{score} · {md(story.flown_as)}",
        _section("Score", [f"- {given(line)}: {md(line.text)}" for line in said.score_lines]),
        _section("What was missed", _bullets([said.missed] if said.missed else [])),
        _section(
            "What went wrong: time to notice, to know, to be safe", _bullets(trouble_lines(said))
        ),
        _section("Objectives", _objectives(said.objectives)),
        _section("What went well", _bullets(said.well)),
        _section(story.danger, _bullets(said.nearly)),
        _section(
            "Flight rules broken",
            [f"- {clock(met)} {md(text)}" for met, text in said.broken_rules],
        ),
        _section(
            "Why, from the end back to the decision",
            [f"{at}. {clock(link.met_s)} {md(link.text)}" for at, link in enumerate(said.chain, 1)],
        ),
        _section("The nearest miss", _bullets([nearest_text(said)] if said.nearest else [])),
        _section("What orders cost or saved in margin", _bullets(map(worth_text, said.worths))),
        _section("Plan and flight", _bullets([leg.text for leg in said.legs])),
        _section("Result", _bullets(said.result)),
        _section("Notes", [f"- {clock(met)} {md(text)}" for met, text in story.notes]),
        _section(
            "Orders given",
            _table(("MET", "order"), [(clock(met), md(text)) for met, text in story.orders]),
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"## {title}", "", *lines]) if lines else ""


def _bullets(texts: Iterable[str]) -> list[str]:
    return [f"- {md(text)}" for text in texts]


def _objectives(objectives: Sequence[ObjectiveView]) -> list[str]:
    rows = []
    for one in objectives:
        when = "not met" if one.met_tick is None else clock(one.met_tick * TICK_S)
        rows.append((when, md(one.title), str(one.points), "yes" if one.required else "no"))
    return _table(("met at", "objective", "points", "required"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    return [_row(heads), _row(("---",) * len(heads)), *map(_row, rows)]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
