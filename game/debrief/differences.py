"""What differs between two missions of one level, a row for each thing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.debrief.extremes import Extreme
from game.flightlog.replay.track import Key, Milestone, Track, keyed
from game.ops.views import ObjectiveView
from game.vocabulary.events import URGENT
from game.vocabulary.units import TICK_S, clock, stopwatch

SAME_OXYGEN = 0.05
"""Tanks that differ by less, kg, count as equal: their gauges are no better."""

UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in which two missions differ, in words."""

    what: str
    mine: str
    other: str
    difference: str = ""
    """Of mine, seen from the other: ``2:10 later``; may be empty."""


def differences(
    mine: Track,
    other: Track,
    forked_at: int | None,
    mine_close: Sequence[Extreme],
    other_close: Sequence[Extreme],
) -> Iterator[Row]:
    """How each ended, and everything else that differs; see ``compare``."""
    yield from _ends(mine, other)
    yield from _oxygen(mine, other, forked_at)
    yield from _objectives(mine.objectives, other.objectives)
    yield from _checklists(mine, other)
    yield from _counts(mine, other)
    yield from _closest(mine, mine_close, other, other_close)


def _ends(mine: Track, other: Track) -> Iterator[Row]:
    alike = _kind(mine) == _kind(other) != UNFINISHED
    differ = later(mine.end_tick, other.end_tick) if alike else ""
    yield Row("end", _end(mine), _end(other), differ)
    if mine.outcome is not None and other.outcome is not None:
        points = mine.outcome.score - other.outcome.score
        yield Row(
            "score", str(mine.outcome.score), str(other.outcome.score),
            points_more(points),
        )  # fmt: skip


def _kind(one: Track) -> str:
    return UNFINISHED if one.outcome is None else one.outcome.kind


def _end(one: Track) -> str:
    return f"{clock(one.end_s)} {_kind(one)}"


def _oxygen(mine: Track, other: Track, forked_at: int | None) -> Iterator[Row]:
    """Oxygen left at each end, left at the end of the shorter one, and used."""
    own, its = mine.oxygen_end, other.oxygen_end
    ended_alike = _kind(mine) == _kind(other) != UNFINISHED
    yield Row("oxygen left", _mass(own), _mass(its), oxygen_more(own - its) * ended_alike)
    until = min(mine.end_tick, other.end_tick)
    own, its = mine.oxygen_at(until), other.oxygen_at(until)
    at = clock(until * TICK_S)
    yield Row(f"oxygen at {at}", _mass(own), _mass(its), oxygen_more(own - its))
    if forked_at is not None:
        then = mine.oxygen_at(forked_at)
        used = f"used since {clock(forked_at * TICK_S)}, by {at}"
        yield Row(used, _mass(then - own), _mass(then - its), oxygen_more(its - own))


def _mass(kg: float) -> str:
    return f"{kg:.1f} kg" if math.isfinite(kg) else "--"


def oxygen_more(kg: float) -> str:
    """A difference of oxygen in words: ``1.2 kg less``; empty when it is small."""
    if not math.isfinite(kg) or abs(kg) < SAME_OXYGEN:
        return ""
    return f"{abs(kg):.1f} kg {'more' if kg > 0 else 'less'}"


def _objectives(mine: Sequence[ObjectiveView], other: Sequence[ObjectiveView]) -> Iterator[Row]:
    its = {one.id: one for one in other}
    for own in mine:
        if own.id in its and own.met_tick != its[own.id].met_tick:
            when = its[own.id].met_tick
            yield Row(own.title, _met(own.met_tick), _met(when), later(own.met_tick, when))


def _met(tick: int | None) -> str:
    return "not met" if tick is None else clock(tick * TICK_S)


def _checklists(mine: Track, other: Track) -> Iterator[Row]:
    """Each run of a checklist that began in both, at different times."""
    own, its = keyed(mine.milestones), keyed(other.milestones)
    for key, begun in own.items():
        if key[0] != "started" or key not in its:
            continue
        ends = [_tick(of, ("done", *key[1:])) for of in (own, its)]
        starts = begun.tick, its[key].tick
        if starts[0] != starts[1] or ends[0] != ends[1]:
            differ = later(ends[0], ends[1]) or later(*starts)
            yield Row(begun.text, _span(starts[0], ends[0]), _span(starts[1], ends[1]), differ)


def only_in(mine: Track, other: Track) -> list[str]:
    """Titles of checklists that ``mine`` ran and ``other`` did not, in order of time."""
    others = {m.subject for m in other.milestones if m.kind == "started"}
    ran = {m.subject: m.text for m in mine.milestones if m.kind == "started"}
    return [title for name, title in ran.items() if name not in others]


def _tick(found: Mapping[Key, Milestone], key: Key) -> int | None:
    return found[key].tick if key in found else None


def _span(start: int, end: int | None) -> str:
    done = "not done" if end is None else clock(end * TICK_S)
    return f"{clock(start * TICK_S)}–{done}"


def _counts(mine: Track, other: Track) -> Iterator[Row]:
    for what, kind, severities in (
        ("flight rules broken", "rule", None),
        ("cautions", "alarm", ("caution",)),
        ("warnings, emergencies", "alarm", URGENT),
    ):
        own, its = (
            sum(m.kind == kind and (not severities or m.severity in severities)
                for m in one.milestones)
            for one in (mine, other)
        )  # fmt: skip
        if own or its:
            more = abs(own - its)
            word = "more" if own > its else "fewer"
            yield Row(what, str(own), str(its), f"{more} {word}" if more else "")


def _closest(
    mine: Track, mine_close: Sequence[Extreme], other: Track, other_close: Sequence[Extreme]
) -> Iterator[Row]:
    """Values that came close to harm, of those who lived in both."""
    dead = {m.subject for one in (mine, other) for m in one.milestones if m.kind == "loss"}
    roles = dict(mine.crew)
    its = {(one.crew, one.channel): one for one in other_close if one.crew not in dead}
    for own in mine_close:
        beside = its.get((own.crew, own.channel))
        if beside is not None and (own.close or beside.close) and own != beside:
            what = f"{roles.get(own.crew, own.crew)} {own.label}, worst"
            yield Row(what, _value(own), _value(beside))


def _value(one: Extreme) -> str:
    return f"{one.reading}, {clock(one.met_s)}"


def later(own: int | None, other: int | None) -> str:
    """Tick ``own`` seen from ``other``: ``2:10 later``; empty if one is not known."""
    if own is None or other is None or own == other:
        return ""
    seconds = (own - other) * TICK_S
    return f"{stopwatch(seconds)} {'later' if seconds > 0 else 'earlier'}"


def points_more(points: int) -> str:
    """A difference of points in words: ``1 point less``; empty when there is none."""
    if not points:
        return ""
    word = "point" if abs(points) == 1 else "points"
    return f"{abs(points)} {word} {'more' if points > 0 else 'less'}"
