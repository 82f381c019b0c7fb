"""A script: a text file of ``MET order`` lines that flies a mission without a screen.

``00:12:05 flow ev1 high`` gives an order at mission elapsed time 00:12:05 (``12:05`` is the
same); ``#`` at the start of a line or after a space begins a comment. Times do not go back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from game.flightlog.log.format import shown
from game.flightlog.log.reader import why
from game.flightlog.log.writer import Flight
from game.mission import Mission
from game.ops.views import Refused
from game.vocabulary import orders
from game.vocabulary.events import ORDER
from game.vocabulary.units import TICK_S

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(\.\d+)?", re.ASCII)
_COMMENT = re.compile(r"(?:^|\s)#.*")
MAX_BYTES = 4 << 20


class ScriptError(Exception):
    """A script that can't be flown; the message names file and line and says what is wrong."""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One order of a script, and when it is given."""

    line: int
    tick: int
    text: str


def read_script(path: Path, names: orders.Names) -> tuple[ScriptLine, ...]:
    """The orders of the script at ``path``, checked against the ``names`` of its mission.

    Raises ScriptError for the first line that is wrong. Whether an order is possible at its
    time only the flight can tell.
    """
    name = shown(str(path), 200)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ScriptError(f"{name} is no script: it is larger than 4 MiB.")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ScriptError(f"{name} is no script: it is not UTF-8 text.") from None
    except (OSError, ValueError) as bad:
        raise ScriptError(f"{name} can't be read: {why(bad)}.") from None
    found: list[ScriptLine] = []
    for number, line in enumerate(text.split("\n"), 1):
        content = _COMMENT.sub("", line, count=1).strip()
        if not content:
            continue
        try:
            found.append(_parse(number, content, names, found[-1].tick if found else 0))
        except ValueError as bad:
            stop = "" if str(bad).endswith(("?", ".")) else "."
            raise ScriptError(f"{name}:{number}: {bad}{stop}") from None
    return tuple(found)


def _parse(number: int, content: str, names: orders.Names, after: int) -> ScriptLine:
    met, _, order = content.partition(" ")
    if "\t" in met:
        met, _, order = content.partition("\t")
    tick = _tick(met)
    if tick < after:
        raise ValueError(f"the time {met} goes back; give the orders in the order of their times")
    order = order.strip()
    if not order:
        raise ValueError(f"after {met} an order is needed, for example {met} flow ev1 high")
    if order.split()[0].lower() != "ack":  # alarms have their names when they are raised
        orders.parse(order, names)
    return ScriptLine(number, tick, order)


def _tick(met: str) -> int:
    clock = _CLOCK.fullmatch(met)
    if clock is None:
        raise ValueError(f"'{shown(met)}' is no time: write hh:mm:ss, then the order")
    hours, minutes, seconds = int(clock[1] or 0), int(clock[2]), int(clock[3])
    if seconds > 59 or (clock[1] and minutes > 59):
        raise ValueError(f"{met} is no time: there are sixty minutes and sixty seconds")
    whole = hours * 3600 + minutes * 60 + seconds + float(clock[4] or 0)
    return int(whole / TICK_S)


def fly_script(
    flight: Flight,
    lines: Iterable[ScriptLine],
    refused: Callable[[ScriptLine, str], None],
) -> None:
    """Give each order at its time and fly to the mission's end.

    ``refused`` is told of each order that was not accepted, with the reason; flying goes on.
    """
    mission = flight.mission
    for line in lines:
        while mission.tick < line.tick and mission.outcome is None:
            flight.step()
        answer = flight.order(line.text)
        if isinstance(answer, Refused):
            refused(line, answer.why)
    while mission.outcome is None:
        flight.step()


def still_to_give(lines: Iterable[ScriptLine], mission: Mission) -> tuple[ScriptLine, ...]:
    """The ``lines`` that a flight which was interrupted at this tick has not been given."""
    given = Counter(e.text for e in mission.events if e.kind == ORDER.id and e.tick == mission.tick)
    left = []
    for line in lines:
        text = " ".join(line.text.split()).lower()
        if line.tick == mission.tick and given[text] > 0:
            given[text] -= 1
        elif line.tick >= mission.tick:
            left.append(line)
    return tuple(left)
