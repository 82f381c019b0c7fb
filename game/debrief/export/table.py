"""Telemetry as a table: one row for every moment, one column for every channel, with its unit."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.debrief.export.files import ExportError
from game.debrief.export.flown import looks
from game.debrief.export.text import cell
from game.flightlog.log.reader import FlightLog
from game.flightlog.replay.recorded import Recorded
from game.mission import Mission
from game.vocabulary.channels import Channel, heading
from game.vocabulary.units import TICK_S, clock, convert

EVERY_S = 1.0
"""Seconds between rows: instruments are read once a second."""

TRUTH = "truth."
"""Before the name of a column of true values."""

_TIME = ("mission.clock", "mission.time [s]", "telemetry.age [s]")
"""``mission.clock`` is hh:mm:ss; ``telemetry.age`` is 0 except at loss of signal, when the ground
still sees the last values that came down."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which channels a table has, in the order of the catalogue."""

    channels: Mapping[str, Channel]
    truth: bool
    """Whether columns of true values follow those of telemetry."""

    def heads(self) -> list[str]:
        """The first row."""
        seen = [heading(name, channel) for name, channel in self.channels.items()]
        true = [heading(TRUTH + name, channel) for name, channel in self.channels.items()]
        return [*_TIME, *map(cell, seen), *(map(cell, true) if self.truth else ())]

    def row(self, mission: Mission | Recorded) -> list[str]:
        """The row of ``mission`` at this moment."""
        telemetry = mission.telemetry
        made = [clock(mission.time), f"{mission.time:g}", f"{telemetry.age_s:g}"]
        frames: list[Mapping[str, float | str]] = [telemetry]
        if self.truth:
            if not isinstance(mission, Mission):
                raise ExportError(
                    "--truth needs a flight that this game can fly again: this log was flown by "
                    "another physics version, and holds what the ground saw alone."
                )
            frames.append(mission.truth())
        for frame in frames:
            made += [value(frame[name], channel) for name, channel in self.channels.items()]
        return made


def value(si_value: float | str, channel: Channel) -> str:
    """A value in its shown unit, to seven digits; a dead transducer's is empty.

    A time that never comes, as of oxygen that does not flow, is ``inf``.
    """
    if isinstance(si_value, str):
        return cell(si_value)
    if math.isnan(si_value):
        return ""
    return f"{convert(si_value, channel.shown) if channel.shown else si_value:.7g}"


def rows(
    log: FlightLog,
    *,
    every_s: float = EVERY_S,
    first: int = 0,
    last: int | None = None,
    truth: bool = False,
) -> Iterator[list[str]]:
    """The head and the rows, from tick ``first`` to tick ``last`` (or the end).

    A log of another physics version gives what it recorded, a frame a minute. Raises
    FlightLogError when the log does not fly the same again, and ExportError when its ``truth``
    is not known.
    """
    columns: Columns | None = None
    for mission in looks(log, max(1, round(every_s / TICK_S)), first, last):
        if columns is None:
            columns = Columns(mission.channels, truth)
            yield columns.heads()
        yield columns.row(mission)


def table(made: Iterable[list[str]]) -> Iterator[str]:
    """Rows as lines of CSV (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in made:
        writer.writerow(row)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
