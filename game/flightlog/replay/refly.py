"""Flying a recorded mission again, and noticing where it is not the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, cast, get_args

from game.flightlog.log import telemetry
from game.flightlog.log.format import BadLine, FlightLogError, Record, decode, encode, shown
from game.flightlog.log.reader import FlightLog
from game.flightlog.log.recorder import ending
from game.level.loading import digest_of
from game.level.schema import Difficulty
from game.mission import PHYSICS_VERSION, Mission
from game.ops.views import Refused
from game.vocabulary.events import OUTCOME

Progress: TypeAlias = Callable[[float], None]
"""Is told now and then how much is flown, 0 to 1. What it raises ends the flying."""
_TOLD_TICKS = 600
"""Ticks between two words on how far it is: a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The first difference between a log and its flight flown again."""

    tick: int
    line: int
    why: str
    """What differs, as the end of the sentence that begins with ``at tick 120``."""
    field: str | None = None
    """The field of the state that differs, if it is known."""
    was: Any = None
    """Its value in the log."""
    now: Any = None
    """Its value now."""


def begin(log: FlightLog) -> Mission:
    """The mission of ``log`` at its start. Raises FlightLogError when this game can't fly it."""
    name, header = shown(log.path.name), log.header
    if header.foreign:
        raise FlightLogError(
            f"{name} was flown by game {shown(header.game, 20)} with physics version "
            f"{header.physics}; this game has version {PHYSICS_VERSION} and can't fly it the same.",
            1,
        )
    difficulty = difficulty_of(log)
    if digest_of(log.level_data) != header.level_digest:
        raise FlightLogError(
            f"{name}, line {log.level_line}: the level in it was changed: it is not the one that "
            f"the header names.",
            log.level_line,
        )
    return Mission(log.level, seed=header.seed, difficulty=difficulty)


def difficulty_of(log: FlightLog) -> Difficulty:
    """The difficulty at which ``log`` was flown. Raises FlightLogError for one that is unknown."""
    said, known = log.header.difficulty, get_args(Difficulty)
    if said not in known:
        raise FlightLogError(
            f"{shown(log.path.name)} says difficulty {shown(said)}: there is {', '.join(known)}.", 1
        )
    return cast(Difficulty, said)


class Reflight:
    """A mission flown again along a log, from its start or from a state on the way.

    ``index`` is that of the next record to come. With ``prove``, checkpoints, keyframes and the
    end are compared and ``drift`` is the first difference.
    """

    def __init__(
        self, log: FlightLog, mission: Mission, *, index: int = 0, prove: bool = True
    ) -> None:
        self.mission = mission
        self.index = index
        self.drift: Drift | None = None
        self._known_by_digest = False
        """Whether all that is known of the drift is that the digests of the state differ."""
        self._records = log.records
        self._prove = prove
        self._compared_events = 0
        """Events of the mission that were compared with their lines, or have none."""
        self._frame = telemetry.Frame()
        """The last of the log."""
        self._kinds = telemetry.kinds_in(log.records)
        self._has_events = log.header.version > 1
        self._take_due()

    def to(self, tick: int) -> None:
        """Fly to ``tick``, or to the end if that comes first; orders given at it are given."""
        mission = self.mission
        while mission.tick < tick and mission.outcome is None:
            following = self._records[self.index].tick if self._left else tick
            mission.fly(min(tick, following))
            self._take_due()
        if mission.outcome is not None and self._left and self._records[self.index].tick <= tick:
            record = self._records[self.index]
            self._differs(record, f"the mission ended at tick {mission.tick}, but the log goes on")
            self.index = len(self._records)

    def to_last(self, tick: int, progress: Progress | None = None) -> None:
        """Fly to ``tick``, the last of the log, and tell how far it is."""
        if progress is not None:
            for on_the_way in range(_TOLD_TICKS, tick, _TOLD_TICKS):
                self.to(on_the_way)
                progress(on_the_way / tick)
        self.to(tick)

    @property
    def _left(self) -> bool:
        return self.index < len(self._records)

    def _take_due(self) -> None:
        while self._left and self._records[self.index].tick == self.mission.tick:
            record = self._records[self.index]
            self.index += 1
            if record.kind == "order":
                self._order(record)
            elif not self._prove:
                continue
            elif record.kind == "event":
                self._compare_event(record)
            elif record.kind == "seen":
                self._compare_seen(record)
            else:
                self._compare(record)

    def _order(self, record: Record) -> None:
        answer = self.mission.order(record.value)
        if isinstance(answer, Refused):
            self._differs(
                record, f"the order {shown(record.value)} is refused: {shown(answer.why, 200)}"
            )

    def _compare(self, record: Record) -> None:
        if self.drift is not None and self.drift.field is not None:
            return
        if record.kind == "key":
            now_all = plain(self.mission.proved())
            self._differs_in(
                record, first_difference(_counters_last(record.value), _counters_last(now_all))
            )
        elif record.value["digest"] != self.mission.digest():
            self._known_by_digest |= self.drift is None
            self._differs(record, "the state is not the recorded one")
        elif record.kind == "end":
            self._compare_end(record)
        else:
            self._compare_told(record)

    def _compare_told(self, record: Record) -> None:
        """No event before a checkpoint may lack its line; the first version had none."""
        if self.drift is not None or not self._has_events:
            return
        for event in self.mission.events[self._compared_events :]:
            if event.tick < record.tick and telemetry.is_kept(event, self._kinds):
                said = shown(f"{event.subject}: {event.text}", 100)
                self._differs(record, f"the line of tick {event.tick} is missing, {said!r}")
                return

    def _compare_event(self, record: Record) -> None:
        if self.drift is not None:
            return
        events = self.mission.events
        at, kinds = self._compared_events, self._kinds
        while at < len(events) and not telemetry.is_kept(events[at], kinds):
            at += 1
        said = "nothing"
        if at < len(events):
            event, now = events[at], telemetry.event_value(events[at])
            if event.tick == record.tick and _unworded(now) == _unworded(record.value):
                self._compared_events = at + 1
                return
            said = f"{event.subject}: {event.text}"
        self._compared_events = at + 1
        was = f"{record.value[1]}: {record.value[2]}"
        self._differs(record, f"heard {shown(said, 100)!r}, was {shown(was, 100)!r}")

    def _compare_seen(self, record: Record) -> None:
        try:
            self._frame = telemetry.next_frame(record.value, self._frame)
        except BadLine as bad:
            self._differs(record, str(bad))
            return
        if self.drift is not None and self.drift.field is not None:
            return
        now = telemetry.frame(self.mission, self._frame.headings)
        self._differs_in(record, telemetry.difference(self._frame, now))

    def _compare_end(self, record: Record) -> None:
        now = ending(self.mission.outcome) if self.mission.outcome else {}
        now["reason"] = self._reason_told()
        was = {key: record.value.get(key) for key in ("outcome", "reason", "score")}
        self._differs_in(record, first_difference(was, now))

    def _reason_told(self) -> str | None:
        """The reason of the end as the log has it in the event before it.

        Its wording now does not count, and no later checkpoint proves that the end line was not
        changed.
        """
        events = (one.value for one in reversed(self._records) if one.kind == "event")
        return next((text for kind, _, text, *_ in events if kind == OUTCOME.id), None)

    def _differs_in(self, record: Record, difference: tuple[str, Any, Any] | None) -> None:
        if difference is not None:
            field, was, now = shown(difference[0], 100), *difference[1:]
            self._differs(record, f"{field} {apart(now, was)}", field, was, now)

    def _differs(
        self, record: Record, why: str, field: str | None = None, was: Any = None, now: Any = None
    ) -> None:
        """Keep the first difference; a keyframe later on may still give it a field."""
        first = self.drift
        if first is None:
            self.drift = Drift(record.tick, record.number, why, field, was, now)
        elif first.field is None and field is not None:
            if first.tick != record.tick or not self._known_by_digest:
                why = f"{first.why}; by tick {record.tick}, {why}"
            self.drift = Drift(first.tick, first.line, why, field, was, now)


def _unworded(event: list[str]) -> list[str]:
    """What is compared of an event's line; its text is worded for people."""
    kind, subject, _, *severity = event
    return [kind, subject, *severity]


def plain(state: dict[str, Any]) -> dict[str, Any]:
    """``state`` as it would be read back from a keyframe."""
    return cast(dict[str, Any], decode(encode(state)[:-1]))


def _counters_last(state: dict[str, Any]) -> dict[str, Any]:
    """``state`` with its counters last: they differ after anything else did."""
    return {key: state[key] for key in sorted(state, key=lambda key: type(state[key]) is int)}


def first_difference(was: Any, now: Any, place: str = "") -> tuple[str, Any, Any] | None:
    """The dotted name of the first field that differs, and both values."""
    if type(was) is type(now) and isinstance(was, dict):
        for key in [*was, *(key for key in now if key not in was)]:
            inner = f"{place}.{key}" if place else str(key)
            found = first_difference(was.get(key), now.get(key), inner)
            if found is not None:
                return found
        return None
    if type(was) is type(now) and isinstance(was, list) and len(was) == len(now):
        for at, (old, new) in enumerate(zip(was, now, strict=True)):
            found = first_difference(old, new, f"{place}.{at}")
            if found is not None:
                return found
        return None
    return None if type(was) is type(now) and was == now else (place, was, now)


def brief(value: Any) -> str:
    """A value of the state, short enough for a sentence."""
    return shown(repr(value) if not isinstance(value, str) else value, 40)


def apart(now: Any, was: Any) -> str:
    """Two values that differ, as short as still shows it: ``0.4119, was 0.4120``."""
    if float in (type(now), type(was)) and _fit(now) and _fit(was):
        for digits in range(4, 18):
            new, old = f"{now:#.{digits}g}", f"{was:#.{digits}g}"
            if new != old and "e" not in new + old:
                return ", was ".join(_without_zeros(new, old))
    return f"{brief(now)}, was {brief(was)}"


def _fit(value: Any) -> bool:
    """Whether it is a number that fits a float: JSON has whole ones of any length."""
    return type(value) is float or (type(value) is int and value.bit_length() < 1024)


def _without_zeros(one: str, other: str) -> tuple[str, str]:
    """Two numbers without the zeros that both end in."""
    while one[-1] == other[-1] == "0":
        one, other = one[:-1], other[:-1]
    return one.removesuffix("."), other.removesuffix(".")
