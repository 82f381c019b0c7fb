"""What was flown before the player's first second: the ``start`` of a level.

It is flown when a flight begins, by the level's script and, if the level says so, the autopilot.
Its orders stand in the log like any others, so that a replay shows it as the past, and to verify
or take over a flight needs neither the script nor the autopilot. To resume one does, if it was
broken off before play began.
"""

from __future__ import annotations

from pathlib import Path

from game.autopilot.pilot import Autopilot
from game.flightlog.log import writer
from game.flightlog.log.reader import read
from game.flightlog.log.writer import Flight
from game.flightlog.replay import resume as resuming
from game.flightlog.shelf.script import Progress, ScriptLine, WrongLine, lines_of
from game.level.schema import Difficulty, Level
from game.mission import Mission
from game.ops.views import Refused
from game.vocabulary.events import ORDER


class StartError(Exception):
    """The start of a level can't be flown; the message is one sentence that says why.

    ``hint`` is how to mend it, and ``line`` the place of the wrong one of its orders, from 0.
    """

    def __init__(self, message: str, hint: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


def start(level: Level, seed: int, difficulty: Difficulty, path: Path | None) -> Flight:
    """A new flight, at the moment at which play begins, with its log at ``path`` if given.

    Raises FlightLogError when no log can be written there, and StartError.
    """
    flight = writer.start(level, seed, difficulty, path)
    try:
        fly_start(flight)
    except StartError:
        flight.discard()
        raise
    return flight


def begins(level: Level, seed: int, difficulty: Difficulty) -> int:
    """The tick at which play begins. Raises StartError."""
    return 0 if level.start is None else _started(level, seed, difficulty).tick


def _started(level: Level, seed: int, difficulty: Difficulty) -> Mission:
    """A mission at the moment at which play begins. Raises StartError."""
    flight = Flight(Mission(level, seed=seed, difficulty=difficulty))
    fly_start(flight)
    return flight.mission


def resume(path: Path) -> Flight:
    """The unfinished flight in the log at ``path``, as it was left.

    One that was broken off before play began is flown on to there. Raises FlightLogError.
    """
    log = read(path)
    flight = resuming.resume(path)
    mission = flight.mission
    if mission.level.start is None or log.header.parent is not None:
        return flight
    try:
        whole = _started(mission.level, mission.seed, mission.difficulty)
    except StartError:  # it flew once
        return flight
    orders = tuple((e.tick, str(e.data["text"])) for e in whole.events if e.row is ORDER)
    given = len(log.orders)
    if mission.tick < whole.tick and log.orders == orders[:given]:
        for tick, text in orders[given:]:
            _fly_to(tick, flight)
            flight.order(text)
        _fly_to(whole.tick, flight)
    return flight


def _fly_to(tick: int, flight: Flight) -> None:
    for _ in range(tick - flight.mission.tick):
        flight.step()


def fly_start(flight: Flight) -> None:
    """Fly a new ``flight`` to where play begins: at once, if its level has no start.

    Raises StartError when that moment never comes, or an order is refused.
    """
    mission = flight.mission
    beginning = mission.level.start
    if beginning is None:
        return
    try:
        lines = lines_of(mission.level, beginning.orders)
    except WrongLine as bad:
        raise StartError(f"The start of this level can't be read: {bad}.", "", bad.at) from None
    if beginning.until is not None:
        lines = (*lines, ScriptLine(len(lines) + 1, "", until=beginning.until))
    script = Progress(lines)
    pilot = Autopilot(mission) if beginning.autopilot else None
    while True:
        while (line := script.due(mission)) is not None:
            answer = flight.order(line.text)
            if isinstance(answer, Refused):
                raise StartError(
                    f"The start can't be flown: '{line.text}' is refused: {answer.why}.",
                    "give it when it can be done: until CONDITION do ORDER",
                    line.line - 1,
                )
        if mission.outcome is not None:
            raise StartError(
                f"The start can't be flown: the mission is over before play: "
                f"{mission.outcome.reason}.",
                "see how far it comes: take until out, or give it orders",
            )
        if not script.left:
            return
        for text in pilot.orders() if pilot else ():
            flight.order(text)
        flight.step()
