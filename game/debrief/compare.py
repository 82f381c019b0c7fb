"""Two missions of one level compared: how each ended, and where they first differ."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from game.debrief.differences import Row, differences, later, only_in, points_more
from game.debrief.extremes import Extreme, extremes
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay import refly
from game.flightlog.replay.track import Milestone, Track, track
from game.flightlog.shelf.fork import find_parent
from game.vocabulary.orders import RINGING
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import listed

WIDTH = 78
"""Columns of the plain text."""

COLUMNS = (23, 19, 19)
"""Columns of a row's first three texts in plain text; the difference has the rest."""

_ENDS = {
    "success": "came home with every required objective met",
    "home": "came home without every required objective",
    "timeout": "ran out of time",
    "lost": "ended with somebody lost",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One mission compared with another. Texts may come from the level."""

    name: str
    """The other's name."""
    said: tuple[str, ...]
    """Sentences, the most important first."""
    rows: tuple[Row, ...]
    """What differs."""


def compare(
    mine: Track,
    other: Track,
    *,
    forked_at: int | None = None,
    mine_close: Sequence[Extreme] = (),
    other_close: Sequence[Extreme] = (),
) -> Comparison:
    """``mine`` compared with ``other``, a mission of the same level.

    ``forked_at`` is the tick at which mine was taken over from the other, if it was; the
    extremes say how close each came to harm, as far as they are known.
    """
    return Comparison(
        name=other.name,
        said=tuple(_sentences(mine, other, forked_at)),
        rows=tuple(differences(mine, other, forked_at, mine_close, other_close)),
    )


def of_logs(
    mine: Path,
    other: Path,
    forked_at: int | None = None,
    mine_close: Sequence[Extreme] | None = None,
) -> Comparison:
    """The log at ``mine`` compared with the one at ``other``.

    Both are flown twice, which takes some seconds; mine only once when its extremes are known.
    Raises FlightLogError when one of them can't be flown, or they are of different levels.
    """
    tracks = track(mine), track(other)
    if tracks[0].level != tracks[1].level:
        raise FlightLogError(
            f"{tracks[1].name} is a flight of another level, {tracks[1].title}: "
            f"there is nothing to compare."
        )
    return compare(
        *tracks,
        forked_at=forked_at,
        mine_close=_harm(mine) if mine_close is None else mine_close,
        other_close=_harm(other),
    )


def with_parent(mine: Path, folder: Path) -> Comparison | None:
    """The log at ``mine`` compared with the one that it was taken over from.

    None if that one is neither in its folder nor in ``folder``, or can't be flown.
    """
    try:
        log = read(mine)
        parent = find_parent(log, folder)
        if parent is None or log.header.parent is None:
            return None
        return of_logs(mine, parent, log.header.parent.tick)
    except FlightLogError:
        return None


def _harm(path: Path) -> tuple[Extreme, ...]:
    """How close a flight came to harm; nothing for one that can't be flown again."""
    log = read(path)
    try:
        begun = refly.begin(log)
    except FlightLogError:
        return ()
    return extremes(begun.level, begun.seed, begun.difficulty, log.orders, log.last_tick)


# The most important first


def _sentences(mine: Track, other: Track, forked_at: int | None) -> Iterator[str]:
    yield _lives(mine, other) or _outcomes(mine, other)
    if (mine.seed, mine.difficulty) != (other.seed, other.difficulty):
        yield (
            f"Not the same conditions: you flew seed {mine.seed} as {mine.difficulty}, "
            f"the other seed {other.seed} as {other.difficulty}."
        )
    if mine.level_digest != other.level_digest:
        yield "The level was changed between the two."
    if forked_at is not None:
        yield f"Taken over from it at {clock(forked_at * TICK_S)}; both are one until then."
    yield _parted(*_parting(mine, other))
    for whose, titles in (("yours", only_in(mine, other)), ("the other", only_in(other, mine))):
        if titles:
            yield f"Only {whose} ran {'; '.join(titles)}."


def _lives(mine: Track, other: Track) -> str:
    """Who was lost; empty when nobody was."""
    own, others = _lost(mine), _lost(other)
    if own and others and [who for who, _ in own] == [who for who, _ in others]:
        who = listed([who for who, _ in own])
        met, was = own[0][1], others[0][1]
        when = f"at {met} in yours, at {was} in the other" if met != was else f"at {met}"
        return f"{who} died in both: {when}."
    if not own and not others:
        return ""
    return f"You lost {_names(own)}; the other lost {_names(others)}."


def _lost(one: Track) -> list[tuple[str, str]]:
    return [(m.text, clock(m.met_s)) for m in one.milestones if m.kind == "loss"]


def _names(lost: Sequence[tuple[str, str]]) -> str:
    if not lost:
        return "nobody"
    first = f", the first at {lost[0][1]}" if len(lost) > 1 else f" at {lost[0][1]}"
    return listed([who for who, _ in lost]) + first


def _outcomes(mine: Track, other: Track) -> str:
    ends = _outcome(mine), _outcome(other)
    if ends[0] != ends[1]:
        return f"Yours {ends[0]}; the other {ends[1]}."
    if mine.outcome is None or other.outcome is None:
        return f"Both {ends[0]}."
    points = mine.outcome.score - other.outcome.score
    scores = f"with {points_more(points)}, " if points else ""
    when = later(mine.end_tick, other.end_tick)
    return f"Both {ends[0]}, yours {scores}{when or 'at the same time'}."


def _outcome(one: Track) -> str:
    if one.outcome is None:
        return f"was left unfinished at {clock(one.end_s)}"
    return _ENDS[one.outcome.kind]


def _parting(mine: Track, other: Track) -> tuple[Milestone | None, Milestone | None]:
    """The first order of each at which they differ."""
    for one, its in zip_longest(_orders(mine), _orders(other)):
        if one is None or its is None or (one.tick, one.text) != (its.tick, its.text):
            return one, its
    return None, None


def _orders(one: Track) -> Iterator[Milestone]:
    """The orders that change something: all but those about an alarm's ringing."""
    return (m for m in one.milestones if m.kind == "order" and m.subject not in RINGING)


def _parted(own: Milestone | None, other: Milestone | None) -> str:
    if own is None and other is None:
        return "Every order is the same in both."
    mine = f"you gave “{own.text}” at {clock(own.met_s)}" if own else "you gave no order more"
    its = (
        f"the other “{other.text}” at {clock(other.met_s)}" if other else "the other none any more"
    )
    return f"The first orders that differ: {mine}, {its}."


# As plain text


def heading(said: Comparison) -> str:
    """The head of the section."""
    return f"Beside {said.name}"


def as_text(said: Comparison) -> str:
    """The comparison as plain text, at most 78 columns wide, for the end of a debrief."""
    lines = [heading(said)]
    for sentence in said.said:
        lines += textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")
    rows = [Row("", "yours", "the other"), *said.rows]
    return "\n".join([*lines, "", *(_columns(row) for row in rows)])


def _columns(row: Row) -> str:
    """A row in columns; its first text may take several lines."""
    first, *more = textwrap.wrap(row.what, COLUMNS[0] - 1) or [""]
    texts = (first, row.mine, row.other, row.difference)
    sizes = (*COLUMNS, 1)
    line = " ".join(f"{text:<{size - 1}}" for text, size in zip(texts, sizes, strict=True))
    return "\n".join(f"  {text}".rstrip() for text in (line, *more))
