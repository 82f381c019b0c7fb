"""What a report contains: the debrief, the course of the mission, and its telemetry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.debrief.export.flown import moments
from game.debrief.extremes import SAMPLE_TICKS, fly_again
from game.debrief.limits import Limit, limits_of
from game.debrief.report import Debrief, debrief
from game.flightlog.log.notes import notes_of
from game.flightlog.log.reader import FlightLog
from game.mission import Mission
from game.vocabulary.channels import Channel
from game.vocabulary.events import (
    CHECKLIST_STARTED,
    ORDER,
    SIGNAL_ACQUIRED,
    SIGNAL_LOST,
    SUNRISE,
    SUNSET,
    Event,
    EventKind,
)
from game.vocabulary.units import NEVER_S, TICK_S

CREW_SERIES = ("suit.pressure", "suit.delta", "suit.co2", "saturation", "heart_rate")
SHIP_SERIES = ("cabin.pressure", "cabin.o2_fraction", "o2.time_left")
"""The channels that are kept for plots."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted: a night, a checklist, a loss of signal."""

    start_s: float
    end_s: float
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """A channel over the mission, in SI; NaN where nothing is known."""

    name: str
    channel: Channel
    seen: tuple[float, ...]
    """As the ground saw it: NaN at loss of signal and for a dead transducer."""
    true: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the reports show. Texts come from the level and the log as they are."""

    title: str
    flown_as: str
    """Level, difficulty, seed and game version, in words."""
    said: Debrief
    orders: tuple[tuple[float, str], ...]
    """When (s), and the order."""
    events: tuple[Event, ...]
    """All events, hidden ones too: this is a debrief."""
    crew: Mapping[str, str]
    """Roles by id."""
    times: tuple[float, ...]
    """When the samples of the series were taken, s."""
    series: Mapping[str, Series]
    limits: tuple[Limit, ...]
    nights: tuple[Span, ...]
    silences: tuple[Span, ...]
    """Losses of signal."""
    checklists: tuple[Span, ...]
    notes: tuple[tuple[float, str], ...]
    """When (s), and the text of a note about that moment."""

    @property
    def danger(self) -> str:
        """The heading of the close calls."""
        lost = self.said.kind == "lost"
        return "What went wrong, or nearly" if lost else "What nearly went wrong"


def story(log: FlightLog) -> Story:
    """The story of ``log``, which is flown twice. Raises FlightLogError."""
    keeper: _Keeper | None = None
    for mission in moments(log, SAMPLE_TICKS):
        if keeper is None:
            keeper = _Keeper(mission)
        keeper.look(mission)
    assert keeper is not None
    level, header = mission.level, log.header
    again = fly_again(level, mission.seed, mission.difficulty, log.orders, mission.tick)
    return Story(
        title=level.title,
        flown_as=f"{level.id}, {mission.difficulty}, seed {mission.seed}, game {header.game}",
        said=debrief(mission, again),
        orders=tuple((e.tick * TICK_S, e.text) for e in mission.events if e.kind == ORDER.id),
        events=tuple(mission.events),
        crew={who: one.role for who, one in level.crew.items()},
        times=tuple(keeper.times),
        series=keeper.series(),
        limits=limits_of(level, mission.channels),
        nights=_alternating(mission, keeper.night, SUNSET, SUNRISE, "night"),
        silences=_alternating(mission, keeper.silent, SIGNAL_LOST, SIGNAL_ACQUIRED, "no signal"),
        checklists=tuple(_checklists(mission)),
        notes=tuple((one.tick * TICK_S, one.text or "bookmark") for one in notes_of(log)),
    )


class _Keeper:
    """Collects the samples."""

    def __init__(self, mission: Mission) -> None:
        truth = mission.truth()
        self.night = truth["orbit.light"] == "night"
        self.silent = truth["orbit.signal"] == "lost"
        names = [f"{who}.{rest}" for rest in CREW_SERIES for who in mission.level.crew]
        self._channels = {name: mission.channels[name] for name in (*names, *SHIP_SERIES)}
        self._seen: dict[str, list[float]] = {name: [] for name in self._channels}
        self._true: dict[str, list[float]] = {name: [] for name in self._channels}
        self.times: list[float] = []

    def look(self, mission: Mission) -> None:
        truth, telemetry = mission.truth(), mission.telemetry
        stale = telemetry.stale
        self.times.append(mission.time)
        for name in self._channels:
            self._seen[name].append(math.nan if stale else _number(telemetry[name]))
            self._true[name].append(_number(truth[name]))

    def series(self) -> dict[str, Series]:
        return {
            name: Series(name, channel, tuple(self._seen[name]), tuple(self._true[name]))
            for name, channel in self._channels.items()
        }


def _number(value: float | str) -> float:
    return value if isinstance(value, float | int) and abs(value) < NEVER_S else math.nan


def _alternating(
    mission: Mission, on: bool, begins: EventKind, ends: EventKind, name: str
) -> tuple[Span, ...]:
    """Spans between two kinds of event; ``on`` says whether one lasts at the start."""
    spans: list[Span] = []
    start = 0.0 if on else None
    for event in mission.events:
        if event.kind == begins.id and start is None:
            start = event.tick * TICK_S
        elif event.kind == ends.id and start is not None:
            spans.append(Span(start, event.tick * TICK_S, name, name))
            start = None
    if start is not None:
        spans.append(Span(start, mission.time, name, name))
    return tuple(spans)


def _checklists(mission: Mission) -> Iterable[Span]:
    """The checklists that were started, each from its start to its end, in that order."""
    open_since: dict[str, float] = {}
    made: list[Span] = []
    titles = {name: one.title for name, one in mission.level.checklists.items()}
    for event in mission.events:
        name, met = event.subject, event.tick * TICK_S
        if event.kind == CHECKLIST_STARTED.id:
            open_since.setdefault(name, met)
        elif event.row.milestone in ("done", "stopped") and name in open_since:
            made.append(
                Span(
                    open_since.pop(name), met, titles.get(name, name), event.kind.rpartition(".")[2]
                )
            )
    made += [
        Span(start, mission.time, titles.get(name, name), "under way at the end")
        for name, start in open_since.items()
    ]
    return sorted(made, key=lambda span: (span.start_s, span.end_s))
