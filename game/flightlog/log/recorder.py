"""What is written of a mission, and when: the lines of a log as it is flown."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from game import __version__
from game.flightlog.log import telemetry
from game.flightlog.log.chain import Chain
from game.flightlog.log.disk import LogFile
from game.flightlog.log.format import (
    CHECK_TICKS,
    KEY_TICKS,
    VERSION,
    Header,
    Kind,
    Parent,
    Record,
    encode,
    header_line,
    packed,
)
from game.level.loading import level_digest, resolved_json
from game.mission import PHYSICS_VERSION, Mission
from game.ops.views import Outcome


class Recorder:
    """Writes the lines of ``mission`` to ``file``, linked by ``chain``.

    What is written depends on the flight alone, not on when the player paused, left or was
    interrupted: the same orders at the same ticks give the same bytes. ``records`` are those
    that the file holds already, and ``version`` is that of its grammar.
    """

    def __init__(
        self,
        mission: Mission,
        file: LogFile,
        chain: Chain,
        records: Sequence[Record] = (),
        *,
        version: int = VERSION,
    ) -> None:
        self.file = file
        self._mission = mission
        self._chain = chain
        self._with_telemetry, self._packs = version > 1, version > 2
        self._kinds = telemetry.kinds_in(records)
        self._written_tick = records[-1].tick if records else 0
        """Tick of the last line."""
        self._events = _behind(mission, records, self._kinds)
        """Events that are written, or have no line."""
        frames = telemetry.frames(one.value for one in records if one.kind == "seen")
        *_, self._frame = telemetry.Frame(), *frames
        """The last that was written."""

    def begin(self, parent: Parent | None = None) -> None:
        """Write the header, the level and the checkpoint of tick 0, in one piece."""
        mission = self._mission
        level = encode([0, "level", packed(resolved_json(mission.level))])
        header = Header(
            game=__version__,
            physics=PHYSICS_VERSION,
            level=mission.level.id,
            level_digest=level_digest(mission.level),
            seed=mission.seed,
            difficulty=mission.difficulty,
            parent=parent,
        )
        head = header_line(header)
        self._chain.add(head)
        self._chain.add(level)
        self._write(head + level + self._check() + self._seen())

    def resume(self, records: Sequence[Record]) -> None:
        """Resume after ``records``: write what was due at this tick when the log broke off."""
        tick = self._mission.tick
        here = [record.kind for record in records if record.tick == tick]
        lines = b"" if "order" in here else self._heard()
        if self._mission.outcome is not None:
            self._end(lines, seen_already="seen" in here)
            return
        if tick % CHECK_TICKS == 0:
            if "check" not in here:
                lines += self._check()
            if "seen" not in here and "order" not in here:
                lines += self._seen()
            if "key" not in here and "order" not in here:
                lines += self._key_due()
        self._write(lines)

    def order(self, text: str) -> None:
        """Write an order that was accepted. None ends a mission: that is judged in a tick."""
        self._write(self._line("order", text))

    def ticked(self) -> None:
        """Write what is due after a tick.

        That is what was heard in it, and the end, or a checkpoint and what goes with it.
        """
        lines = self._heard()
        if self._mission.outcome is not None:
            self._end(lines)
        elif self._mission.tick % CHECK_TICKS == 0:
            self._write(lines + self._check() + self._seen() + self._key_due())
            self.file.flush(now=False)
        else:
            self._write(lines)

    def left(self, *, whole: bool = True) -> None:
        """Mark where an unfinished flight was left, and let go of the file.

        Not ``whole``: the flight was interrupted within a tick, whose state proves nothing, or
        within a write, of which nobody knows how much was done. The log ends as it is.
        """
        if not whole:
            self.file.release()
            return
        self.mark()
        self.file.close()

    def mark(self) -> None:
        """Write a checkpoint where an unfinished flight stands, unless its last line is of now."""
        if self._mission.outcome is None and self._mission.tick > self._written_tick:
            self._write(self._check())

    def _end(self, lines: bytes, *, seen_already: bool = False) -> None:
        outcome = self._mission.outcome
        assert outcome is not None
        if not seen_already:
            lines += self._seen()
        self._write(lines + self._line("end", ending(outcome) | self._proof()))
        self.file.flush()

    def _heard(self) -> bytes:
        events = self._mission.events
        new, self._events = events[self._events :], len(events)
        if not self._with_telemetry:
            return b""
        return b"".join(
            self._line("event", telemetry.event_value(event), event.tick)
            for event in new
            if telemetry.is_kept(event, self._kinds)
        )

    def _check(self) -> bytes:
        return self._line("check", self._proof())

    def _seen(self) -> bytes:
        if not self._with_telemetry:
            return b""
        before, self._frame = self._frame, telemetry.frame(self._mission, self._frame.headings)
        return self._line("seen", telemetry.frame_value(self._frame, before))

    def _key_due(self) -> bytes:
        tick = self._mission.tick
        if not tick or tick % KEY_TICKS:
            return b""
        proved = self._mission.proved()
        return self._line("key", packed(proved) if self._packs else proved)

    def _proof(self) -> dict[str, str]:
        return {"digest": self._mission.digest()} | self._chain.stamp()

    def _line(self, kind: Kind, value: object, tick: int | None = None) -> bytes:
        self._written_tick = self._mission.tick if tick is None else tick
        line = encode([self._written_tick, kind, value])
        self._chain.add(line)
        return line

    def _write(self, lines: bytes) -> None:
        if lines:
            self.file.write(lines)


def ending(outcome: Outcome) -> dict[str, Any]:
    """What a log's end line says of the outcome."""
    return {"outcome": outcome.kind, "reason": outcome.reason, "score": outcome.score}


def _behind(mission: Mission, records: Sequence[Record], kinds: AbstractSet[str]) -> int:
    """How many of the mission's events come before the next that has no line yet."""
    left = sum(record.kind == "event" for record in records)
    for at, event in enumerate(mission.events):
        if telemetry.is_kept(event, kinds):
            if not left:
                return at
            left -= 1
    return len(mission.events)
