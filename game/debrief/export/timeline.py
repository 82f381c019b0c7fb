"""The course of a mission in one picture: light, contact, checklists, alarms, orders, goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.debrief.export.drawing import Scale, number, time_label, time_ticks
from game.debrief.export.story import Span, Story
from game.debrief.export.text import markup
from game.vocabulary.events import ALARM_CLEARED, ALARM_SHELVED
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import plain

WIDTH = 1104
LEFT, RIGHT = 92, 12
BAND, LANE, GAP = 14, 19, 12
_LETTER = 6.1
"""About how wide a letter is, in pixels; to see which labels fit."""
_LABEL_ROOM = 200
"""Pixels that a checklist's label may take beside its bar."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the picture: its name, its height, and what is drawn in it."""

    name: str
    height: int
    marks: tuple[str, ...]


def timeline(story: Story) -> str:
    """The picture, as inline SVG."""
    end = max(story.times[-1], 1.0)
    across = Scale(0.0, end, LEFT, WIDTH - RIGHT)
    rows: list[_Row] = []
    y = GAP

    def add(name: str, height: int, marks: Iterator[str]) -> None:
        nonlocal y
        rows.append(_Row(name, height, tuple(marks)))
        y += height + GAP

    add("light", BAND, _bands(story.nights, across, y, end, ("day", "night")))
    add("contact", BAND, _bands(story.silences, across, y, end, ("contact", "silence")))
    lanes = _packed(story.checklists, across)
    add("checklists", max(1, len(lanes)) * LANE, _bars(lanes, across, y))
    alarms = _stacked(_alarms(story, end))
    add("alarms", max(1, len(alarms)) * 9, _alarm_bars(alarms, across, y))
    add("orders", 16, _orders(story, across, y))
    add("goals", 20, _goals(story, across, y))
    height = y + 16
    summary = (
        f"{len(story.checklists)} checklists, {len(story.orders)} orders, "
        f"{sum(e.row.mark == 'alarm' for e in story.events)} alarms, "
        f"{sum(o.met_tick is not None for o in story.said.objectives)} of "
        f"{len(story.said.objectives)} objectives met, in {clock(story.said.met_s)}."
    )
    return "".join(
        [
            f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" '
            'aria-labelledby="line-t line-d">',
            '<title id="line-t">The course of the mission</title>',
            f'<desc id="line-d">{markup(summary)} The mission log below has each of them.</desc>',
            '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>',
            *_times(across, end, y),
            *_named(rows),
            "</svg>",
        ]
    )


def _times(across: Scale, end: float, bottom: int) -> Iterator[str]:
    for met in time_ticks(end, 12):
        x = number(across(met))
        yield f'<path class="grid" d="M{x} 4V{bottom}"/>'
        yield f'<text class="x" x="{x}" y="{bottom + 12}">{time_label(met, end)}</text>'


def _named(rows: Sequence[_Row]) -> Iterator[str]:
    y = GAP
    for row in rows:
        yield f'<text class="row" x="{LEFT - 12}" y="{y + 11}">{row.name}</text>'
        yield from row.marks
        y += row.height + GAP


def _bands(
    spans: Sequence[Span], across: Scale, y: int, end: float, classes: tuple[str, str]
) -> Iterator[str]:
    usual, other = classes
    yield _rect(usual, LEFT, WIDTH - RIGHT, y, BAND, f"{usual}, 00:00:00 to {clock(end)}")
    for span in spans:
        x, last = across(span.start_s), across(span.end_s)
        yield _rect(other, x, last, y, BAND, _title(span, span.name))
        if last - x > len(span.name) * _LETTER + 8:
            middle = number((x + last) / 2)
            yield f'<text class="in {other}" x="{middle}" y="{y + 11}">{markup(span.name)}</text>'


def _rect(kind: str, x: float, end: float, y: float, height: float, title: str) -> str:
    return (
        f'<rect class="{kind}" x="{number(x)}" y="{number(y)}" '
        f'width="{number(max(1.5, end - x))}" height="{number(height)}" rx="2">'
        f"<title>{markup(title)}</title></rect>"
    )


def _title(span: Span, text: str) -> str:
    return f"{plain(text)}, {clock(span.start_s)} to {clock(span.end_s)}"


def _packed(spans: Sequence[Span], across: Scale) -> list[list[Span]]:
    """Spans in as few lanes as their bars and labels need."""
    lanes: list[list[Span]] = []
    free: list[float] = []
    for span in spans:
        x, needs = across(span.start_s), _extent(span, across)
        at = next((n for n, edge in enumerate(free) if edge + 6 <= x), len(lanes))
        if at == len(lanes):
            lanes.append([])
            free.append(0.0)
        lanes[at].append(span)
        free[at] = needs
    return lanes


def _label(span: Span) -> str:
    most = int(_LABEL_ROOM / _LETTER)
    name = plain(span.name)
    return name if len(name) <= most else name[: most - 1] + "…"


def _extent(span: Span, across: Scale) -> float:
    """Where the bar of ``span``, or its label beside it, ends."""
    x, end = across(span.start_s), across(span.end_s)
    size = len(_label(span)) * _LETTER
    return end if size + 8 <= end - x or end + size > WIDTH - RIGHT else end + 4 + size


def _bars(lanes: Sequence[Sequence[Span]], across: Scale, y: int) -> Iterator[str]:
    for at, lane in enumerate(lanes):
        top = y + at * LANE
        for span in lane:
            x, end = across(span.start_s), across(span.end_s)
            kind = "list" if span.text == "done" else "list open"
            title = _title(span, f"{span.name} ({span.text})")
            yield _rect(kind, x, end, top, LANE - 4, title)
            size = len(_label(span)) * _LETTER
            label = markup(_label(span))
            if size + 8 <= end - x:
                yield f'<text class="bar" x="{number(x + 5)}" y="{top + 11}">{label}</text>'
            elif end + size <= WIDTH - RIGHT:
                yield f'<text class="bar" x="{number(end + 4)}" y="{top + 11}">{label}</text>'
            else:
                yield f'<text class="bar e" x="{number(x - 4)}" y="{top + 11}">{label}</text>'


def _alarms(story: Story, end: float) -> list[Span]:
    """Alarms from where they were raised to where they were cleared or shelved.

    ``name`` is the severity.
    """
    cleared = {
        cause: event.tick * TICK_S
        for event in story.events
        if event.row in (ALARM_CLEARED, ALARM_SHELVED)
        for cause in event.causes
    }
    return [
        Span(e.tick * TICK_S, cleared.get(e.number, end), e.severity, e.text)
        for e in story.events
        if e.row.mark == "alarm"
    ]


def _stacked(spans: Sequence[Span]) -> list[list[Span]]:
    lanes: list[list[Span]] = []
    for span in spans:
        lane = next((one for one in lanes if one[-1].end_s <= span.start_s), None)
        if lane is None:
            lanes.append([span])
        else:
            lane.append(span)
    return lanes


def _alarm_bars(lanes: Sequence[Sequence[Span]], across: Scale, y: int) -> Iterator[str]:
    for at, lane in enumerate(lanes):
        for span in lane:
            x, end = across(span.start_s), across(span.end_s)
            title = _title(span, f"{span.name}: {span.text}")
            yield _rect(f"alarm {span.name}", x, max(end, x + 3), y + at * 9, 6, title)


def _orders(story: Story, across: Scale, y: int) -> Iterator[str]:
    for met, text in story.orders:
        x = number(across(met))
        title = f"{clock(met)} {plain(text)}"
        yield f'<path class="order" d="M{x} {y}v14"><title>{markup(title)}</title></path>'


def _goals(story: Story, across: Scale, y: int) -> Iterator[str]:
    for at, one in enumerate(story.said.objectives, 1):
        if one.met_tick is None:
            continue
        met = one.met_tick * TICK_S
        x = across(met)
        title = f"{clock(met)} objective {at} met: {plain(one.title)}"
        yield (
            f'<g class="goal"><path d="M{number(x)} {y}l7 7l-7 7l-7 -7z"/>'
            f'<text x="{number(x)}" y="{y + 10.5}">{at}</text>'
            f"<title>{markup(title)}</title></g>"
        )
