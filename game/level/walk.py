"""Going through the steps of a level's checklists, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.level.form import Path
from game.level.schema import Level, Step


class Stop(NamedTuple):
    """A step where it is written: its place, its procedure, and the column of simo it is in."""

    path: Path
    step: Step
    procedure: str
    column: str
    """The crew member of its column; empty outside of simo."""


def stops(level: Level) -> Iterator[Stop]:
    """Every step of every procedure, in order, columns too; {crew} is not filled in."""
    for name, checklist in level.procedures.items():
        yield from _inside(("procedures", name, "steps"), checklist.steps, name, "")


def _inside(path: Path, steps: tuple[Step, ...], name: str, column: str) -> Iterator[Stop]:
    for at, step in enumerate(steps):
        yield Stop((*path, at), step, name, column)
        for part in step.parts:
            yield from _inside((*path, at, *part.path), part.steps, name, part.column or column)


def actions_of(step: Step) -> tuple[str, ...]:
    """The actions of a step, whenever they are carried out."""
    said = (text for reply in step.answers.values() for text in reply.do)
    return (*step.begin, *step.do, *(step.slip or ()), *said)


def people_of(stop: Stop, level: Level) -> list[str]:
    """Who does a step, as it is written ({crew} may be among them); nobody for the ground."""
    who = stop.step.who
    if who == "all":
        return list(level.crew)
    if who == "core":
        return [stop.column] if stop.column else []
    return [who] if isinstance(who, str) else list(who)


def copies_of(procedure: str, level: Level) -> list[tuple[str, dict[str, str]]]:
    """The checklists that a procedure makes: full name, and what {crew} is in it."""
    checklist = level.procedures[procedure]
    if not checklist.for_:
        return [(procedure, {})]
    return [(f"{procedure}-{who}", {"crew": who}) for who in checklist.for_ if who in level.crew]
