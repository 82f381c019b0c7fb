"""Moments of a mission that are worth going back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.debrief.report import Debrief
from game.vocabulary.units import TICK_S

BEFORE_S = 10.0
"""Seconds before a decision at which to take over: time to look, and to decide otherwise."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, and why it matters."""

    met_s: float
    kind: str
    """decision, cause, rule, trouble, close or goal."""
    text: str


def before(met_s: float) -> int:
    """The tick a little before ``met_s``, where another decision is still possible."""
    return max(0, int((met_s - BEFORE_S) / TICK_S))


def decision(said: Debrief) -> Moment | None:
    """The decision that led to the end, from the chain of causes; None if there was none."""
    if len(said.chain) < 2:
        return None
    last = said.chain[-1]
    return Moment(last.met_s, "decision", last.text)


def moments(said: Debrief) -> tuple[Moment, ...]:
    """Everything to go back to, in order of time.

    That is the chain of causes, broken rules, troubles, close calls and, for what was missed, the
    decision that led to the end.
    """
    return tuple(sorted(_found(said), key=lambda one: one.met_s))


def _found(said: Debrief) -> Iterator[Moment]:
    decided = decision(said)
    if decided is not None:
        yield decided
    for link in said.chain[1:-1]:
        yield Moment(link.met_s, "cause", link.text)
    for met_s, text in said.broken_rules:
        yield Moment(met_s, "rule", text)
    for trouble in said.troubles:
        yield Moment(trouble.met_s, "trouble", trouble.what)
    for met_s, text in zip(said.nearly_s, said.nearly, strict=True):
        yield Moment(met_s, "close", text)
    for one in said.objectives:
        if one.met_tick is None:
            met_s = decided.met_s if decided is not None else said.met_s
            yield Moment(met_s, "goal", f"Missed: {one.title}")
