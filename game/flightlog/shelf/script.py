"""A script: a text file of orders and when to give them, that flies a mission without a screen.

A line is a time and an order; ``#`` at the start of a line or after a space begins a comment::

    00:12:05 flow ev1 high                  at this mission elapsed time (12:05 is the same)
    +10 s flow ev1 normal                   so long after the line before it
    until checklist.vent == go              wait for this, as the ground sees it
    until cabin.pressure < 4 psi do poll    wait, then give an order
    +10 s after ev1.suit.co2 > 8 mmHg do flow ev1 high
    answer rest yes                         when the question of this name is asked

Lines are taken one after the other: a line that waits holds back those after it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from game.flightlog.log.files import why
from game.flightlog.log.format import shown
from game.flightlog.log.writer import Recorded
from game.level.schema import Level
from game.level.words import asking
from game.mission import Mission
from game.ops.views import Refused
from game.vocabulary import conditions, orders, units
from game.vocabulary.channels import Channel
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.units import TICK_S

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(\.\d+)?", re.ASCII)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_DO = re.compile(r"\sdo(?:\s+|$)", re.IGNORECASE)
MAX_BYTES = 4 << 20
LONGEST_S = 7 * 86400.0
"""Longest wait after a line, s."""


class ScriptError(Exception):
    """A script that can't be flown; the message names file and line and says what is wrong."""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of a script: what it waits for, and the order that it gives then."""

    line: int
    text: str
    """The order; empty for a line that only waits."""
    tick: int | None = None
    """Mission time before which it does nothing, in ticks."""
    until: str = ""
    """Condition that has to come true."""
    after: int = 0
    """Ticks to wait after the condition, or else after the line before."""
    question: str = ""
    """Question that has to be asked; the order answers it."""


class WrongLine(ValueError):
    """A line of a script in a level that is wrong: ``at`` is its place, counted from 0."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class Pilot(Protocol):
    """Somebody who flies what the script leaves open, as the autopilot does."""

    def orders(self) -> list[str]:
        """What to order now."""
        ...


def read_script(path: Path, level: Level) -> tuple[ScriptLine, ...]:
    """The lines of the script at ``path``, checked against the names of ``level``.

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
    reader = _Reader(level)
    for number, line in enumerate(text.split("\n"), 1):
        content = _COMMENT.sub("", line, count=1).strip()
        if not content:
            continue
        try:
            reader.take(number, content)
        except ValueError as bad:
            stop = "" if str(bad).endswith(("?", ".")) else "."
            raise ScriptError(f"{name}:{number}: {bad}{stop}") from None
    return tuple(reader.lines)


def lines_of(level: Level, texts: Iterable[str]) -> tuple[ScriptLine, ...]:
    """The lines of a script that stands in a level. Raises WrongLine for the first wrong one."""
    reader = _Reader(level)
    for number, text in enumerate(texts, 1):
        try:
            reader.take(number, text.strip())
        except ValueError as bad:
            message = f"line {number}, '{shown(text)}': {str(bad).rstrip('.')}"
            raise WrongLine(message, number - 1) from None
    return tuple(reader.lines)


class _Reader:
    """Reads lines one after the other; :meth:`take` raises ValueError with what is wrong."""

    def __init__(self, level: Level) -> None:
        self.lines: list[ScriptLine] = []
        self._names = orders.Names(tuple(level.crew), tuple(level.checklists))
        self._channels: Mapping[str, Channel] = level.channels
        self._questions = tuple(level.questions)
        self._asking = asking(level)
        self._met = 0

    def take(self, number: int, content: str) -> None:
        first, *more = content.split(None, 1)
        rest = more[0] if more else ""
        if first.lower() == "until":
            until, order = self._condition(rest)
            self._add(number, order, until=until)
        elif first.startswith("+"):
            after, rest = _duration(content[1:])
            until = ""
            if rest.split(None, 1)[:1] in (["after"], ["AFTER"], ["After"]):
                until, rest = self._condition(rest[len("after") :].strip())
            elif not rest:
                raise ValueError(
                    f"after {shown(content)} an order is needed, for example +10 s poll"
                )
            self._add(number, rest, until=until, after=after)
        elif first.lower() == "answer":
            self._add(number, content)
        else:
            tick = _tick(first)
            if tick < self._met:
                raise ValueError(
                    f"the time {first} goes back; give the orders in the order of their times"
                )
            self._met = tick
            if not rest:
                raise ValueError(
                    f"after {first} an order is needed, for example {first} flow ev1 high"
                )
            self._add(number, rest, tick=tick)

    def _add(
        self, number: int, order: str, *, tick: int | None = None, until: str = "", after: int = 0
    ) -> None:
        words = order.lower().split()
        question = ""
        if words[:1] == ["answer"]:
            question, order = self._answer(words)
        elif words:  # alarms are named when they are raised: any name may be one
            orders.parse(order, replace(self._names, alarms=tuple(words[1:])))
        self.lines.append(ScriptLine(number, order, tick, until, after, question))

    def _answer(self, words: list[str]) -> tuple[str, str]:
        if len(words) == 3 and words[1] in self._asking and words[1] not in self._questions:
            return words[1], " ".join(words)
        if len(words) != 3 or words[2] not in ("yes", "no"):
            raise ValueError("an answer names a question and says yes or no: answer NAME yes")
        if words[1] not in self._questions:
            hint = did_you_mean(words[1], self._questions) if self._questions else ""
            raise ValueError(
                f"there is no question {shown(words[1])}" + (f"; {hint}" if hint else "")
            )
        return words[1], words[2]

    def _condition(self, text: str) -> tuple[str, str]:
        """A condition, and the order after the word do, if there is one."""
        found = _DO.search(f" {text}")
        condition = text if found is None else text[: max(0, found.start() - 1)]
        order = "" if found is None else text[found.end() - 1 :].strip()
        if found is not None and not order:
            raise ValueError("after the word do an order is needed, for example do poll")
        conditions.check(condition, self._channels)
        return condition, order


def _duration(text: str) -> tuple[int, str]:
    """How many ticks the words at the start of ``text`` say, and what stands after them."""
    words = text.split()
    for count in (2, 1):
        try:
            seconds = units.parse(" ".join(words[:count]), "duration")
        except units.BadQuantity:
            continue
        if not 0 <= seconds <= LONGEST_S:
            break
        return round(seconds / TICK_S), " ".join(words[count:])
    raise ValueError(
        f"'+{shown(' '.join(words[:2]))}' is no time to wait: write for example +10 s, up to 7 d"
    )


def _tick(met: str) -> int:
    clock = _CLOCK.fullmatch(met)
    if clock is None:
        raise ValueError(
            f"'{shown(met)}' is no time: write hh:mm:ss, +10 s or until, then the order"
        )
    hours, minutes, seconds = int(clock[1] or 0), int(clock[2]), int(clock[3])
    if seconds > 59 or (clock[1] and minutes > 59):
        raise ValueError(f"{met} is no time: there are sixty minutes and sixty seconds")
    whole = hours * 3600 + minutes * 60 + seconds + float(clock[4] or 0)
    return int(whole / TICK_S)


class Progress:
    """How far a script has come. It only looks at the mission: orders are the caller's.

    ``begun`` is the tick from which it flies: the first line has no other before it.
    """

    def __init__(self, lines: Sequence[ScriptLine], begun: int = 0) -> None:
        self._lines = lines
        self._at = 0
        self._since = begun
        """Tick at which the line before was done."""
        self._held: int | None = None
        """Tick at which the condition of the line in hand came true."""
        self._tests: dict[str, Callable[[Mission], bool]] = {}

    @property
    def left(self) -> Sequence[ScriptLine]:
        """The lines that are not done."""
        return self._lines[self._at :]

    def due(self, mission: Mission) -> ScriptLine | None:
        """The next line that gives an order now, done with; None if none does."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not self._ready(line, mission):
                return None
            self._at, self._since, self._held = self._at + 1, mission.tick, None
            if line.text:
                return line
        return None

    def back(self) -> None:
        """Take back that the last line was done: it is due at this tick."""
        self._at -= 1
        self._since -= self._lines[self._at].after
        self._held = self._since

    def _ready(self, line: ScriptLine, mission: Mission) -> bool:
        tick = mission.tick
        if line.tick is not None and tick < line.tick:
            return False
        if line.until and self._held is None:
            if not self._holds(line.until, mission):
                return False
            self._held = tick
        start = self._since if self._held is None else self._held
        if tick < start + line.after:
            return False
        asked = mission.questions if line.question else ()
        return not line.question or (bool(asked) and asked[0].id == line.question)

    def _holds(self, condition: str, mission: Mission) -> bool:
        test = self._tests.get(condition)
        if test is None:
            test = self._tests[condition] = _seen(condition, mission.channels)
        holds = test(mission)
        if holds:
            del self._tests[condition]  # the next line that waits for it looks from then on
        return holds


def _seen(condition: str, channels: Mapping[str, Channel]) -> Callable[[Mission], bool]:
    """Whether ``condition`` holds in a mission, as the ground sees it."""
    names = conditions.channels_of(condition, channels)
    index = {name: at for at, name in enumerate(names)}
    lasting = conditions.lasting_in(condition, channels, index)
    more = {name: at for at, name in enumerate(lasting, len(index))}
    test = conditions.compile(condition, channels, index | more)
    since: dict[str, int] = {}

    def seen(mission: Mission) -> bool:
        frame = [mission.telemetry[name] for name in names]
        return test([*frame, *conditions.held(lasting, frame, since, mission.tick, TICK_S)])

    return seen


def fly_script(
    flight: Recorded,
    script: Progress,
    refused: Callable[[ScriptLine, str], None],
    pilot: Pilot | None = None,
) -> None:
    """Give each order when it is due, and fly to the mission's end.

    ``refused`` is told of each order that was not accepted or never due, with the reason; flying
    goes on. ``pilot`` gives orders besides, each tick after those of the script.
    """
    mission = flight.mission
    while mission.outcome is None:
        while (line := script.due(mission)) is not None:
            answer = flight.order(line.text)
            if isinstance(answer, Refused):
                refused(line, answer.why)
        for text in pilot.orders() if pilot else ():
            flight.order(text)
        flight.step()
    for line in script.left:
        if line.text:
            refused(line, f"the mission is over: {mission.outcome.reason}")


def resumed(
    lines: Sequence[ScriptLine],
    mission: Mission,
    given: Iterable[tuple[int, str]],
    begun: int = 0,
) -> Progress:
    """How far a script had come in a flight that was interrupted and has been resumed.

    ``given`` are the orders of its log, each with its tick, and ``begun`` is the tick from which
    the script flew. The flight is flown again beside them, because what a line waited for may
    have come and gone.
    """
    script = Progress(lines, begun)
    again = Mission(mission.level, seed=mission.seed, difficulty=mission.difficulty)
    left = deque(given)
    while True:
        while again.tick >= begun and (line := script.due(again)) is not None:
            if left and left[0] == (again.tick, _plain(line.text)):
                again.order(left.popleft()[1])
            elif again.tick == mission.tick:
                script.back()
                return script
        if again.tick >= mission.tick:
            return script
        while left and left[0][0] == again.tick:
            again.order(left.popleft()[1])
        again.step()


def _plain(text: str) -> str:
    """An order as the log has it."""
    return " ".join(text.split()).lower()
