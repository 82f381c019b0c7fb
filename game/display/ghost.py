"""Flying with an earlier mission beside one's own: who is ahead, what it did next, its trouble.

Nothing of the ghost goes into the mission or its log. What is shown of the two is made on demand,
as texts that are ready to show.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.debrief.differences import oxygen_more
from game.display.text import clean, cut, short_time
from game.flightlog.replay.track import Key, Milestone, Track, keyed, milestones, oxygen_of, titles
from game.room import Room
from game.vocabulary.events import Severity
from game.vocabulary.orders import RINGING
from game.vocabulary.units import NEVER_S, TICK_S, clock

SAME_TICKS = 2
"""Who is at the same point within a second is side by side."""

SOON_TICKS = 3600
"""Alarms of the ghost that are further off, half an hour, are not shown in words."""

PLAIN_ORDERS = (*RINGING, "run", "go")
"""Orders of the ghost that its checklists tell better, or that change nothing."""

_REACHED = {"started": "begun", "done": "done", "objective": ""}
_NOT_YET = {"started": "not begun", "done": "not done", "objective": "not met"}


@dataclass(frozen=True, slots=True)
class Run:
    """A checklist of the flight plan on a lane."""

    title: str
    start: int
    """Tick; likewise the end."""
    end: int


@dataclass(frozen=True, slots=True)
class Lane:
    """What a mission did, along the time."""

    runs: tuple[Run, ...]
    marks: tuple[tuple[int, Severity], ...]
    """Alarms: (tick, severity)."""
    losses: tuple[int, ...]
    """Ticks at which somebody was lost."""
    end: int
    """Its last tick."""
    kind: str
    """How it ended: an outcome's kind, ``left`` if it did not, ``flying`` of one's own."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that happens to the ghost further on."""

    severity: Severity
    text: str
    within: str
    """In how long."""
    loss: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """The two missions at one moment."""

    name: str
    ahead_s: float | None
    """How far ahead of the ghost, s; below 0 behind; None when nothing can be compared yet."""
    at: str
    """Where that was seen: ``at Cabin vent done``, or what is late: ``Hatch open not begun``."""
    following: str
    """What the ghost did next."""
    within: str
    """In how long."""
    oxygen_kg: float
    """How much more there is than the ghost had at this time; NaN when not known."""
    oxygen_s: float
    """The same as time at the present flow, s; NaN when nothing flows."""
    trouble: tuple[Trouble, ...]
    """The nearest alarm, and whom it lost."""
    ended: str
    """How and when the ghost ended, once it has."""
    past: bool
    """Whether it ended before its flight plan did, and this mission has come further."""
    now: int
    """Tick."""
    ghost: Lane
    mine: Lane

    @property
    def pace(self) -> str:
        """How far ahead of the ghost this mission is, or behind it, in words."""
        if self.ahead_s is None:
            return "nothing to compare yet"
        if abs(self.ahead_s) < SAME_TICKS * TICK_S:
            return "even with the ghost"
        way = "ahead of" if self.ahead_s > 0 else "behind"
        return f"{short_time(abs(self.ahead_s))} {way} the ghost"

    @property
    def oxygen(self) -> str:
        """Oxygen against the ghost's, in words: ``0.6 kg less``."""
        if not math.isfinite(self.oxygen_kg):
            return "--"
        return oxygen_more(self.oxygen_kg) or "the same"


class Follower:
    """Follows one mission along the track of another."""

    def __init__(self, track: Track, room: Room) -> None:
        self.track = track
        self._names = titles(room.level)
        self._plan = dict(track.plan)
        self._theirs = keyed(track.milestones)
        self._rank = {key: at for at, key in enumerate(self._theirs)}
        self._ghost = lane(
            track.milestones,
            self._plan,
            track.end_tick,
            "left" if track.outcome is None else track.outcome.kind,
        )
        self._mine: list[Milestone] = []
        self._own: dict[Key, Milestone] = {}
        self._heard = 0

    def look(self, room: Room) -> Beside:
        """The two as they are now."""
        self._hear(room)
        track, now = self.track, room.tick
        ahead, at = self._pace(now)
        more_kg = oxygen_of(room.telemetry) - track.oxygen_at(now)
        coming = [one for one in track.milestones if one.tick > now]
        nearest = next((one for one in coming if self._worth_telling(one)), None)
        return Beside(
            name=clean(track.name),
            ahead_s=ahead,
            at=at,
            following="" if nearest is None else _what(nearest),
            within="" if nearest is None else short_time((nearest.tick - now) * TICK_S),
            oxygen_kg=more_kg if now <= track.end_tick else math.nan,
            oxygen_s=more_kg * _seconds_a_kg(room),
            trouble=_trouble(coming, now),
            ended=_ended(track) if now >= track.end_tick else "",
            past=now >= track.end_tick and not _home(track),
            now=now,
            ghost=self._ghost,
            mine=lane(self._mine, self._plan, now, "flying"),
        )

    def start_of(self, name: str, room: Room) -> str:
        """When the ghost began the checklist ``name``, in words.

        Or how much sooner or later this mission began it.
        """
        self._hear(room)
        own, its = (of.get(("started", name, 1)) for of in (self._own, self._theirs))
        if its is None:
            return "◌ not run"
        if own is None:
            return f"◌ {clock(its.met_s)}"
        late = own.tick - its.tick
        if abs(late) < SAME_TICKS:
            return "as the ghost"
        return f"{short_time(abs(late) * TICK_S)} {'later' if late > 0 else 'earlier'}"

    def _hear(self, room: Room) -> None:
        events = room.events
        new = list(milestones(events[self._heard :], self._names))
        self._heard = len(events)
        if new:
            self._mine += new
            self._own = keyed(self._mine)

    def _pace(self, now: int) -> tuple[float | None, str]:
        """How far ahead of the ghost, s, at the last milestone of both, and which that was.

        Who should by the ghost have reached the next one by now is behind by at least the time
        since.
        """
        common = [key for key in self._own if key in self._theirs]
        ahead: float | None = None
        at, reached = "", -1
        if common:
            last = common[-1]
            ahead = (self._theirs[last].tick - self._own[last].tick) * TICK_S
            own = self._own[last]
            at = clean(f"at {own.text} {_REACHED[own.kind]}".strip())
            reached = max(self._rank[key] for key in common)
        for key, its in self._theirs.items():
            if self._rank[key] <= reached or key[1] not in self._plan:
                continue
            late = (its.tick - now) * TICK_S
            if late < min(ahead or 0.0, 0.0):
                return late, clean(f"{its.text} {_NOT_YET[its.kind]}")
            break
        return ahead, at

    def _worth_telling(self, one: Milestone) -> bool:
        if one.kind == "order":
            return one.subject not in PLAIN_ORDERS
        return one.kind == "outcome" or (one.kind == "started" and one.subject in self._plan)


def lane(found: Iterable[Milestone], plan: Mapping[str, str], end: int, kind: str) -> Lane:
    """The lane of a mission that has the milestones ``found`` and is or ended at tick ``end``."""
    runs: list[Run] = []
    open_since: dict[str, int] = {}
    marks: list[tuple[int, Severity]] = []
    losses: list[int] = []
    for one in found:
        if one.kind == "started" and one.subject in plan:
            open_since.setdefault(one.subject, one.tick)
        elif one.kind in ("done", "stopped") and one.subject in open_since:
            start = open_since.pop(one.subject)
            runs.append(Run(clean(plan[one.subject]), start, one.tick))
        elif one.kind == "alarm":
            marks.append((one.tick, one.severity))
        elif one.kind == "loss":
            losses.append(one.tick)
    runs += [Run(clean(plan[name]), start, end) for name, start in open_since.items()]
    runs.sort(key=lambda run: run.start)
    return Lane(tuple(runs), tuple(marks), tuple(losses), end, kind)


def _what(one: Milestone) -> str:
    if one.kind == "outcome":
        return "its end"
    return clean(f"order {one.text}" if one.kind == "order" else one.text)


def _seconds_a_kg(room: Room) -> float:
    """How long a kg lasts at the present flow, s; NaN when nothing flows."""
    left = room.telemetry["o2.time_left"]
    mass = oxygen_of(room.telemetry)
    if not isinstance(left, float | int) or not 0.0 < left < NEVER_S or not mass > 0.0:
        return math.nan
    return left / mass


def _trouble(coming: Iterable[Milestone], now: int) -> tuple[Trouble, ...]:
    """The ghost's next alarm, if it is near, and whom it lost."""
    alarm: Trouble | None = None
    for one in coming:
        within = short_time((one.tick - now) * TICK_S)
        if one.kind == "loss":
            lost = Trouble("emergency", f"{clean(one.text)} lost", within, loss=True)
            return (lost,) if alarm is None else (alarm, lost)
        if one.kind == "alarm" and alarm is None and one.tick - now <= SOON_TICKS:
            alarm = Trouble(one.severity, clean(one.text), within)
    return () if alarm is None else (alarm,)


def _home(track: Track) -> bool:
    return track.outcome is not None and track.outcome.kind in ("success", "home")


def _ended(track: Track) -> str:
    met = clock(track.end_s)
    if track.outcome is None:
        return f"was left at {met}"
    how = {"success": "came home", "home": "came home", "timeout": "ran out of time"}
    kind = how.get(track.outcome.kind, "was lost")
    return f"{kind} at {met}, {track.outcome.score} points"


def unlike(track: Track, room: Room, digest: str) -> str:
    """How the ghost's flight differs from ``room``, in a few words; may be empty.

    The level of ``room`` has ``digest``.
    """
    parts = []
    if track.seed != room.seed:
        parts.append(f"with seed {track.seed}")
    if track.difficulty != room.difficulty:
        parts.append(f"as {clean(track.difficulty)}")
    if track.level_digest != digest:
        parts.append("in another form of the level")
    return ", ".join(parts)


def introduce(track: Track, otherwise: str = "") -> str:
    """The ghost in a sentence: its name, what it flew ``otherwise``, or how it ended.

    The key is to be filled in: see :func:`game.console.keys.filled`.
    """
    what = f"flown {otherwise}: not as yours" if otherwise else f"which {_ended(track)}"
    return f"Beside you ({{beside.ghost}} puts it away): {cut(clean(track.name), 24)}, {what}."
