"""The debrief: outcome, score, what went well, what nearly went wrong, and why."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.debrief.causes import Link, chain
from game.debrief.extremes import Extreme
from game.mission import Mission
from game.ops.views import ObjectiveView
from game.vocabulary.events import DEAD, RULE_BROKEN, STEP_CAUGHT, STEP_SLIP, Event, EventKind
from game.vocabulary.units import TICK_S, clock

HEADLINES = {
    "success": "Welcome back",
    "home": "All home",
    "lost": "We lost somebody",
    "timeout": "Time ran out",
}
WIDTH = 78
"""Columns of the plain text."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the score: what for, and the points given, of how many, or taken (of 0)."""

    text: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is said after a mission. Texts are plain, and may come from the level."""

    kind: str
    """success, home, lost, timeout; or unfinished."""
    headline: str
    reason: str
    met_s: float
    score: int
    score_lines: tuple[ScoreLine, ...]
    objectives: tuple[ObjectiveView, ...]
    well: tuple[str, ...]
    nearly: tuple[str, ...]
    """What nearly went wrong, or did: slips that nobody caught, and values close to harm."""
    nearly_s: tuple[float, ...]
    """When each of them was, s."""
    broken_rules: tuple[tuple[float, str], ...]
    """When (s), and which flight rule was broken by what order."""
    chain: tuple[Link, ...]


def debrief(mission: Mission, extremes: Sequence[Extreme] = ()) -> Debrief:
    """The debrief of ``mission``, whose events must all be known.

    With ``extremes`` (see :func:`game.debrief.extremes.extremes`) it also says who came close
    to harm.
    """
    outcome, events = mission.outcome, mission.events
    nearly = _nearly(mission, extremes)
    return Debrief(
        kind=outcome.kind if outcome else "unfinished",
        headline=_headline(mission),
        reason=outcome.reason if outcome else "The mission has not ended",
        met_s=mission.time,
        score=outcome.score if outcome else 0,
        score_lines=_score_lines(mission) if outcome else (),
        objectives=mission.objectives,
        well=tuple(_well(mission, extremes)),
        nearly=tuple(text for _, text in nearly),
        nearly_s=tuple(met_s for met_s, _ in nearly),
        broken_rules=tuple((e.tick * TICK_S, e.text) for e in _of(events, RULE_BROKEN)),
        chain=chain(events, outcome.event) if outcome else (),
    )


def _headline(mission: Mission) -> str:
    if mission.outcome is None:
        return "Unfinished"
    dead = {event.subject for event in _of(mission.events, DEAD)}
    if len(dead) > 1 and len(dead) == len(mission.level.crew):
        return "We lost the crew"
    return HEADLINES[mission.outcome.kind]


def _of(events: Sequence[Event], kind: EventKind) -> list[Event]:
    return [event for event in events if event.kind == kind.id]


def _score_lines(mission: Mission) -> tuple[ScoreLine, ...]:
    """The parts of the score; of another version's flight only what it was."""
    outcome = mission.outcome
    assert outcome is not None
    lines = tuple(ScoreLine(part.text, part.points, part.most) for part in mission.score)
    if sum(line.points for line in lines) != outcome.score:
        return (ScoreLine("as it was scored then", outcome.score, 100),)
    return lines


def given(line: ScoreLine) -> str:
    """The points of a line: ``38 of 40``, or ``-12``."""
    return f"{line.points} of {line.most}" if line.most else f"{line.points:+d}"


def _well(mission: Mission, extremes: Sequence[Extreme]) -> list[str]:
    events, outcome = mission.events, mission.outcome
    lines = []
    if outcome and outcome.kind in ("success", "home"):
        everybody = {4: "All four", 2: "Both", 1: "The one"}.get(len(mission.level.crew), "All")
        lines.append(f"{everybody} of the crew are home.")
    caught = len(_of(events, STEP_CAUGHT))
    if caught:
        lines.append(f"{_counted(caught, 'slip')} caught and put right.")
    if outcome and not _of(events, RULE_BROKEN):
        lines.append("No flight rule was broken.")
    if extremes and not any(extreme.close for extreme in extremes):
        lines.append("Nobody came close to harm.")
    return lines


def _nearly(mission: Mission, extremes: Sequence[Extreme]) -> list[tuple[float, str]]:
    lines: list[tuple[float, str]] = []
    for extreme in extremes:
        if extreme.close:
            who = mission.level.crew[extreme.crew]
            said = f"{who.role} {who.name}: {extreme.text} at {clock(extreme.met_s)}."
            lines.append((extreme.met_s, said))
    caught = Counter(cause for e in _of(mission.events, STEP_CAUGHT) for cause in e.causes)
    lines += [
        (event.tick * TICK_S, f"Not noticed: {event.text} ({clock(event.tick * TICK_S)}).")
        for event in _of(mission.events, STEP_SLIP)
        if event.number not in caught
    ]
    return lines


def _counted(count: int, word: str) -> str:
    return f"One {word} was" if count == 1 else f"{count} {word}s were"


def chain_lines(links: Sequence[Link]) -> list[str]:
    """The chain of causes, one event a line, from the outcome back."""
    return [
        f"{'  ' if at == 0 else '← '}{clock(link.met_s)}  {link.text}"
        for at, link in enumerate(links)
    ]


def as_object(said: Debrief) -> dict[str, Any]:
    """The debrief as one JSON-able object, as ``fly --json`` prints it."""
    return {
        "outcome": said.kind,
        "reason": said.reason,
        "mission_elapsed_s": said.met_s,
        "score": said.score,
        "causes": [
            {
                "met": clock(link.met_s),
                "met_s": link.met_s,
                "kind": link.kind,
                "subject": link.subject,
                "text": link.text,
            }
            for link in said.chain
        ],
        "objectives": [
            {
                "id": one.id,
                "title": one.title,
                "points": one.points,
                "required": one.required,
                "met_s": None if one.met_tick is None else one.met_tick * TICK_S,
            }
            for one in said.objectives
        ],
    }


def as_text(said: Debrief, title: str) -> str:
    """The debrief as plain text, at most 78 columns wide."""
    parts: list[list[str]] = [
        [f"{title}: {said.headline.upper()}", *_wrapped(f"{said.reason}.".replace("..", "."))],
        [f"Mission elapsed time {clock(said.met_s)} · score {said.score} of 100"]
        + [line for one in said.score_lines for line in _hung(f"  {given(one):>8}  ", one.text)],
        ["Objectives"] + [_objective(one) for one in said.objectives],
        ["What went well", *_bullets(said.well)],
        ["What nearly went wrong", *_bullets(said.nearly)],
        ["Flight rules broken"]
        + [line for met, text in said.broken_rules for line in _hung(f"  {clock(met)}  ", text)],
        ["Why, from the end back to the decision"]
        + [line for text in chain_lines(said.chain) for line in _hung(text[:12], text[12:])],
    ]
    shown = [part for at, part in enumerate(parts) if at < 2 or len(part) > 1]
    return "\n\n".join("\n".join(part) for part in shown)


def _objective(one: ObjectiveView) -> str:
    mark = "✓" if one.met_tick is not None else "✗"
    when = clock(one.met_tick * TICK_S) if one.met_tick is not None else "        "
    must = " (required)" if one.required and one.met_tick is None else ""
    return "\n".join(_hung(f"  {mark} {when}  ", f"{one.title}{must}"))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _bullets(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in _hung("  ", text)]


def _hung(head: str, text: str) -> list[str]:
    """``text`` wrapped after ``head``, its other lines indented to the same column."""
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
