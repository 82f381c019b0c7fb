"""What is written of a mission, and when: the lines of a log as its flight goes on."""

from __future__ import annotations

from game import __version__
from game.flightlog.chain import Chain
from game.flightlog.disk import LogFile
from game.flightlog.lines import (
    CHECK_TICKS,
    KEY_TICKS,
    Header,
    Kind,
    encode,
    header_line,
)
from game.flightlog.refly import ending
from game.level.loading import level_digest, resolved_json
from game.mission import PHYSICS_VERSION, Mission


class Recorder:
    """Writes the lines of ``mission`` to ``file``, linked by ``chain``.

    What is written depends on the flight alone, not on when the player paused, left or was
    interrupted: the same orders at the same ticks give the same bytes.
    """

    def __init__(self, mission: Mission, file: LogFile, chain: Chain, written_tick: int = 0):
        self.file = file
        self._mission = mission
        self._chain = chain
        self._written_tick = written_tick
        """Tick of the last line."""

    def begin(self) -> None:
        """Write the header, the level and the checkpoint of tick 0, in one piece."""
        mission = self._mission
        level = encode([0, "level", resolved_json(mission.level)])
        header = Header(
            game=__version__,
            physics=PHYSICS_VERSION,
            level=mission.level.id,
            level_digest=level_digest(mission.level),
            seed=mission.seed,
            difficulty=mission.difficulty,
        )
        head = header_line(header)
        self._chain.add(head)
        self._chain.add(level)
        self._write(head + level + self._check())

    def go_on(self, last: Kind | None) -> None:
        """Write what was due at this tick when the flight was interrupted after a ``last``."""
        if self._mission.outcome is not None:
            self._end()
        elif last is None:
            self._write(self._check())
        elif last == "check":
            self._write(self._key_due())

    def order(self, text: str) -> None:
        """Write an order that was accepted, and the end if it ended the mission."""
        self._write(self._line("order", text))
        if self._mission.outcome is not None:
            self._end()

    def ticked(self) -> None:
        """Write what is due after a tick: the end, or a checkpoint and perhaps a keyframe."""
        if self._mission.outcome is not None:
            self._end()
        elif self._mission.tick % CHECK_TICKS == 0:
            self._write(self._check() + self._key_due())
            self.file.flush(now=False)

    def left(self, *, whole: bool = True) -> None:
        """Mark where an unfinished flight was left, and let go of the file.

        Not ``whole``: the flight was interrupted within a tick, whose state proves nothing, or
        within a write, of which nobody knows how much was done. The log ends as it is.
        """
        if not whole:
            self.file.release()
            return
        if self._mission.outcome is None and self._mission.tick > self._written_tick:
            self._write(self._check())
        self.file.close()

    def _end(self) -> None:
        outcome = self._mission.outcome
        assert outcome is not None
        self._write(self._line("end", ending(outcome) | self._proof()))
        self.file.flush()

    def _check(self) -> bytes:
        return self._line("check", self._proof())

    def _key_due(self) -> bytes:
        tick = self._mission.tick
        return self._line("key", self._mission.state()) if tick and tick % KEY_TICKS == 0 else b""

    def _proof(self) -> dict[str, str]:
        return {"digest": self._mission.digest()} | self._chain.stamp()

    def _line(self, kind: Kind, value: object) -> bytes:
        line = encode([self._mission.tick, kind, value])
        self._chain.add(line)
        return line

    def _write(self, lines: bytes) -> None:
        if lines:
            self._written_tick = self._mission.tick
            self.file.write(lines)
