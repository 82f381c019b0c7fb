"""The crew: a card each, as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from game.debrief.truth import unseen_in
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import (
    HIDDEN,
    SYMBOL,
    Line,
    Lines,
    Part,
    aimed,
    bar,
    clean,
    fit,
    pad,
    right,
    rule,
    short_time,
    spread,
    width_of,
    window,
    wrap,
)
from game.display.values import Reading, ahead, reading, without_role, word, worse
from game.display.view import View
from game.ops.views import CrewView
from game.room import Room
from game.vocabulary.events import SEVERITIES, Event, Severity

SHORT_LABEL = {
    "suit.pressure": "suit",
    "suit.flow": "O₂",
    "suit.co2": "CO₂",
    "heart_rate": "♥",
    "core_temperature": "core",
    "suit.humidity": "RH",
}
"""The readings of a crew card, in their order, and how they are marked."""

UNLABELLED = ("suit.pressure", "core_temperature")
"""Readings that their unit already tells apart."""

PLACE_WIDTH = 7

COLUMN = {
    "suit.pressure": 10,
    "suit.flow": 13,
    "suit.co2": 15,
    "heart_rate": 7,
    "core_temperature": 9,
}
"""Cells of each reading and the gap after it: numbers stay where the eye left them."""

LEAST_ADVICE = 12
"""Cells below which an advice says too little: then readings give way to it."""
LEAST_HEAD = 48
"""Cells from which there is room for the hatch in the head."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A line about something that is not right, or soon will not be."""

    level: Severity
    text: str
    target: str
    hidden: bool = False
    """True, but not seen by the ground at the time."""


@dataclass(frozen=True, slots=True)
class Card:
    """A crew member."""

    id: str
    key: str
    role: str
    name: str
    place: str
    doing: str
    busy: bool
    progress: float
    remaining: str
    condition: str
    readings: tuple[Reading, ...]
    advice: tuple[Advice, ...]
    level: Severity
    selected: bool
    stale: bool


class Crew(NamedTuple):
    """Everybody, and the door between them and nothing."""

    cards: tuple[Card, ...]
    hatch: str = ""
    """Whether the hatch is open or closed, as telemetry has it."""


def look(view: View) -> Crew:
    """The card of every crew member, and the hatch."""
    hidden = unseen_in(view.room) if view.look.truth else ()
    cards = tuple(_card_of(view, at, one, hidden) for at, one in enumerate(view.crew))
    return Crew(cards, word(view.room, "hatch.position"))


def _card_of(view: View, at: int, one: CrewView, hidden: Sequence[Event]) -> Card:
    """The card of ``one``, the crew member number ``at`` from 0.

    ``hidden`` is what the ground did not see about them.
    """
    room = view.room
    advice = _unseen(one, hidden) + tuple(
        Advice(alarm.severity, without_role(alarm, view.roles) + ahead(alarm), f"alarm:{alarm.id}")
        for alarm in view.alarms
        if alarm.channel.startswith(one.id + ".") and not alarm.cleared
    )
    level: Severity = max(
        (item.level for item in advice if not item.hidden), key=SEVERITIES.index, default="routine"
    )
    level = _condition_level(one.condition, level)
    return Card(
        id=one.id,
        key=str(at + 1) if at < 9 else " ",
        role=clean(one.role),
        name=clean(one.name),
        place=one.place,
        doing=clean(one.task),
        busy=bool(one.task) and one.remaining_s > 0,
        progress=round(one.progress, 2),
        remaining=short_time(one.remaining_s) if one.remaining_s > 0 else "",
        condition=one.condition,
        readings=tuple(
            _reading(room, f"{one.id}.{rest}", label, view.worst)
            for rest, label in SHORT_LABEL.items()
        ),
        advice=advice,
        level=level,
        selected=view.look.selected == one.id,
        stale=room.telemetry.stale,
    )


def _reading(room: Room, name: str, label: str, worst: Mapping[str, Severity]) -> Reading:
    made = reading(room, name, worst)
    rest = name.split(".", 1)[1]
    return Reading(name, "" if rest in UNLABELLED else label, made.text, made.level, made.dead)


def _condition_level(condition: str, level: Severity) -> Severity:
    if condition in ("unconscious", "dead"):
        return "emergency"
    if condition == "unwell" and worse("warning", level):
        return "warning"
    return level


def _unseen(one: CrewView, events: Sequence[Event]) -> tuple[Advice, ...]:
    """What is so with ``one`` and was not seen, without the role that it begins with."""
    role = clean(one.role)
    return tuple(
        Advice(
            event.severity,
            clean(event.text).removeprefix(role).lstrip(" :"),
            f"event:{event.number}",
            hidden=True,
        )
        for event in events
        if _about(event, one)
    )


def _about(event: Event, one: CrewView) -> bool:
    """Whether ``one`` is the subject of an event, or stands in its data."""
    named = (event.data.get(datum.name) for datum in event.row.data if datum.unit == "crew")
    return event.subject in (one.id, one.role) or one.id in named


def draw(everybody: Crew, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, and for each crew member three lines, two or one, as the height allows."""
    width, height = size
    crew = everybody.cards
    room = height - 1
    count = max(1, len(crew))
    each = 3 if room >= 3 * count else 2 if room >= 2 * count else 1
    stale = bool(crew) and crew[0].stale
    out = sum(card.place == "outside" for card in crew)
    note = "values are STALE" if stale else f"{out} outside" if out else "all inside"
    lines = [_crew_head(everybody.hatch, note, width, focus.on)]
    at = next((n for n, card in enumerate(crew) if card.selected), 0)
    first, last = window(len(crew), at, max(1, room // each))
    for card in crew[first:last]:
        lines.extend(_card(card, width, each))
    return tuple(lines[:height])


def _crew_head(hatch: str, note: str, width: int, focused: bool) -> Line:
    """The head. The state of the hatch is in it, since it shows at every size."""
    if not hatch or width < LEAST_HEAD:
        return rule("CREW", note, width, focused)
    role = "accent" if hatch == "open" else "dim"
    door = Part(f" hatch {hatch.upper() if hatch == 'open' else hatch} ", role,
                "channel:hatch.position")  # fmt: skip
    head = rule("CREW", "", width - width_of((door,)) - len(note) - 4, focused)
    stroke = head[-1]._replace(text=head[-1].text[:1])
    return fit((*head, door, stroke, Part(f" {note} ", "dim"), stroke), width)


def _card(card: Card, width: int, each: int) -> list[Line]:
    if each == 1:
        return [_single(card, width)]
    if each == 2:
        return _two(card, width)
    pieces = wrap(card.doing, max(12, width - width_of((*_who(card, width), *_time(card, 8))) - 1))
    if card.advice or len(pieces) != 2:
        return [_head(card, width), _values(card, width, advice=False), _advice(card, width)]
    indent = " " * (width_of(_who(card, width)) - 3)
    rest = (_mark(card), Part(indent + pieces[1], "text", f"crew:{card.id}"))
    head = _head(replace(card, doing=pieces[0]), width)
    return [head, fit(rest, width), _values(card, width, advice=False)]


def _two(card: Card, width: int) -> list[Line]:
    """Two lines. The worst advice stands above the readings, unless it does not fit there."""
    seen = next((item for item in card.advice if not item.hidden), None)
    said = () if seen is None else (Part("   "), *_said(seen))
    above = width_of((*_doing(card, width), *said, *_time(card, 0))) < width
    head = _head(card, width, said if above else ())
    return [head, _values(card, width, advice=not above, hidden=True)]


def _doing(card: Card, width: int) -> Line:
    """Who it is and where, and what they do."""
    target = f"crew:{card.id}"
    doing = card.doing or ("" if card.condition in ("unconscious", "dead") else "free")
    return (*_who(card, width), Part(doing, "text" if card.doing else "dim", target))


def _head(card: Card, width: int, said: Line = ()) -> Line:
    """Who and where, what they do and for how long. The bar gives way to what they do."""
    target = f"crew:{card.id}"
    first = (*_doing(card, width), *said)
    end = _time(card, 12 if width >= 78 else 8)
    if width_of((*first, *end)) >= width:
        end = _time(card, 0)
    return aimed(spread(first, end, width), target)


def _who(card: Card, width: int) -> Line:
    """Who it is, where, and how they are if they are not well."""
    target = f"crew:{card.id}"
    names = pad(f"{card.role} {_family(card.name)}", 15 if width >= 64 else 13)
    return (
        Part("▌" if card.selected else " ", "select.mark", target),
        Part(card.key, "key", target),
        Part(" " + names, "select" if card.selected else "bright", target),
        Part(" "),
        Part(pad(card.place.upper(), PLACE_WIDTH), _place_role(card), f"channel:{card.id}.place"),
        Part(" "),
        *_condition(card),
    )


def _time(card: Card, meter: int) -> Line:
    """How much of the task is done, as a bar, and how long it still takes."""
    if not card.busy:
        return ()
    return (*bar(card.progress, meter), Part(right(card.remaining, 6) + " ", "bright"))


def _mark(card: Card) -> Part:
    return Part("▌  " if card.selected else "   ", "select.mark")


def _family(name: str) -> str:
    """The last part of a name: on the loop there is time for no more."""
    return name.rsplit(" ", 1)[-1]


def _place_role(card: Card) -> str:
    return "accent" if card.place in ("outside", "hatch") else "dim"


def _condition(card: Card) -> Line:
    if card.condition == "well":
        return ()
    role = "emergency" if card.condition in ("unconscious", "dead") else "warning"
    target = f"channel:{card.id}.condition"
    return (Part(f" {card.condition.upper()} ", role, target), Part(" "))


def _values(card: Card, width: int, *, advice: bool, hidden: bool = False) -> Line:
    """The readings in columns, the worst ``advice`` before them, what is ``hidden`` behind."""
    seen = next((item for item in card.advice if advice and not item.hidden), None)
    unseen = next((item for item in card.advice if hidden and item.hidden), None)
    parts: list[Part] = [_mark(card)]
    parts += _with_advice(card, seen, width) if seen else _in_columns(card, COLUMN)
    if unseen is not None:
        parts += [Part("  "), *_said(unseen)]
    return fit(parts, width)


def _in_columns(card: Card, columns: Mapping[str, int]) -> list[Part]:
    """The readings, each in so many cells, or with two after it."""
    parts: list[Part] = []
    for one in card.readings:
        said = value_parts(one, card.stale)
        size = columns.get(one.channel.split(".", 1)[1], 0)
        parts += [*said, Part(" " * max(2, size - width_of(said)))]
    return parts[:-1]


def _with_advice(card: Card, seen: Advice, width: int) -> list[Part]:
    """The advice, cut for the readings: the alarms say it whole. The worst reading comes first.

    Where there is no room to cut it, the readings give way that are least bad: none is cut.
    """
    card = replace(card, readings=tuple(sorted(card.readings, key=_badness)))
    said, marked = _said(seen), (_mark(card),)
    readings = _in_columns(card, COLUMN)
    if width_of((*marked, *said, *readings)) + 2 > width:
        readings = _in_columns(card, {})
    room = width - width_of((*marked, *readings)) - 2
    if room >= LEAST_ADVICE:
        return [*fit(said, min(room, width_of(said))), Part("  "), *readings]
    while len(card.readings) > 1 and width_of((*marked, *said, *readings)) + 2 > width:
        card = replace(card, readings=card.readings[:-1])
        readings = _in_columns(card, {})
    return [*said, Part("  "), *readings]


def _badness(one: Reading) -> int:
    return -SEVERITIES.index(one.level)


def value_parts(one: Reading, stale: bool) -> Line:
    """A reading with its label, its symbol when it is not right, and its value."""
    target = f"channel:{one.channel}"
    bad = one.level != "routine"
    role = "stale" if stale else one.level if bad else "dead" if one.dead else "value"
    label = f"{one.label} " if one.label else ""
    mark = f"{SYMBOL[one.level]} " if bad else ""
    return (
        Part(mark, role, target),
        Part(label, "stale" if stale else "dim", target),
        Part(one.text, role, target),
    )


def _advice(card: Card, width: int) -> Line:
    parts: list[Part] = [_mark(card)]
    for item in card.advice:
        parts += _said(item)
        parts.append(Part("   "))
    return fit(parts, width)


def _said(item: Advice) -> Line:
    if item.hidden:
        return (Part(f"{HIDDEN} {item.text}", "truth", item.target),)
    return (Part(f"{SYMBOL[item.level]} {item.text}", item.level, item.target),)


def _single(card: Card, width: int) -> Line:
    target = f"crew:{card.id}"
    parts: list[Part] = [
        Part("▌" if card.selected else " ", "select.mark", target),
        Part(card.key, "key", target),
        Part(" " + pad(card.role, 4), "select" if card.selected else "bright", target),
        Part(" "),
        Part(pad(card.place.upper(), PLACE_WIDTH), _place_role(card), target),
        Part(" "),
        *_condition(card),
    ]
    if card.advice:
        parts += [*_said(card.advice[0]), Part("  ")]
    for one in sorted(card.readings, key=_badness)[:4]:
        parts += [*value_parts(one, card.stale), Part("  ")]
    return fit(parts, width)


PANEL = Panel(
    id="crew",
    title="CREW",
    help="Everyone: where they are, what they do, how they are, their readings, what is wrong.",
    place=Body(order=10, area="crew"),
    look=look,
    draw=draw,
)
