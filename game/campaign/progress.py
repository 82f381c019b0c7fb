"""Where a campaign stands, worked out from its file and the logs that have ended.

    standing = look(folder, "mine")
    begun = begin(folder, standing)          # written down; then fly begun.level into begun.log

The last mission is flown again to its end to learn what it left: its log proves that on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from game.campaign import carry, saved, schema
from game.campaign.carry import Ended
from game.campaign.saved import Flown, Saved
from game.campaign.schema import Campaign
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.replay import refly
from game.flightlog.shelf import library
from game.level.loading import load, tree_of
from game.level.mistakes import LevelMistakes, UnknownLevel
from game.level.schema import Carried, Difficulty, Level

State = Literal["done", "home", "open", "next", "failed", "ahead"]
"""Of a mission: done with success, home without it, begun and not over, the next, over and to
be flown again, or still ahead."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A mission of the campaign as it stands."""

    number: int
    """From 1."""
    level: str
    title: str
    day: str
    ground: bool
    state: State
    log: str = ""
    """The log of the flight that counts, or that is open."""
    score: int | None = None
    carried: Carried | None = None
    """With what it began, if it did."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a campaign stands."""

    saved: Saved
    campaign: Campaign
    folder: Path
    """Of the campaign's file."""
    stops: tuple[Stop, ...]
    now: Carried
    """What there is now."""
    at: int | None
    """The mission that comes next or is open, from 0; None when all are over."""
    resumable: Path | None = None
    """The log of a mission that is begun and not over."""
    trouble: str = ""
    """Why missions that were flown count no more, in a sentence or two; mostly empty."""

    @property
    def over(self) -> bool:
        """Whether all missions are behind."""
        return self.at is None


@dataclass(frozen=True, slots=True)
class Begun:
    """A mission of a campaign, written down and ready to be flown."""

    level: Level
    seed: int
    difficulty: Difficulty
    log: Path


def new(folder: Path, name: str, campaign: str, seed: int, difficulty: Difficulty) -> Standing:
    """Begin a campaign. Raises FlightLogError, and what :func:`schema.load` and find raise."""
    schema.load(schema.find(campaign))
    if saved.file_of(folder, name).exists():
        raise FlightLogError(
            f"There is a campaign {shown(name, 60)} already: resume it with "
            f"no-airlock campaign {shown(name, 60)}."
        )
    saved.write(folder, Saved(name, campaign, seed, difficulty))
    return look(folder, name)


def look(folder: Path, name: str) -> Standing:
    """Where the campaign ``name`` stands. Raises FlightLogError, LevelMistakes, UnknownLevel."""
    return stands(folder, saved.read(folder, name))


def stands(folder: Path, kept: Saved) -> Standing:
    """Where ``kept`` stands. Raises LevelMistakes, UnknownLevel.

    Of the missions that were flown, those count whose logs can be read. Where the last of them does
    not fly the same again, as after a change of the physics, that one mission is to be flown again.
    """
    file = schema.find(kept.campaign)
    campaign = schema.load(file)
    counted: dict[int, _Over] = {}
    tried: Flown | None = None
    trouble = ""
    for place in kept.path:
        flown = kept.flights[place]
        if flown.mission >= len(campaign.missions):
            break
        try:
            result, tried = _over(folder / flown.log), None
        except FlightLogError as bad:
            trouble = str(bad)
            break
        leg = campaign.missions[flown.mission]
        if result is None or not carry.leads_on(leg, result.outcome, result.score):
            tried = flown
            break
        counted[flown.mission] = result
    carried = carry.first(campaign, kept.difficulty)
    if counted:  # each log has with what it began: only the last must be flown to its end
        at, last = counted.popitem()
        try:
            carried = carry.after(campaign, at, last.began, _ended_of(folder / last.log))
            counted[at] = last
        except FlightLogError as bad:
            trouble = trouble or str(bad)
            carried = last.began
    at = max(counted, default=-1) + 1
    here = at if at < len(campaign.missions) else None
    if trouble:
        tried = None
        trouble += f" The campaign goes on from mission {at + 1}."
    open_log = folder / tried.log if tried and _unfinished(folder / tried.log) else None
    failed = tried is not None and _is_over(folder / tried.log)
    stops = tuple(
        _stop(campaign, file.parent, each, counted, here, open_log, failed)
        for each in range(len(campaign.missions))
    )
    return Standing(kept, campaign, file.parent, stops, carried, here, open_log, trouble)


def _stop(
    campaign: Campaign, folder: Path, each: int, counted: dict[int, _Over],
    here: int | None, open_log: Path | None, failed: bool,
) -> Stop:  # fmt: skip
    leg = campaign.missions[each]
    title = _title(schema.level_file(leg.level, folder))
    stop = (each + 1, leg.level, title, leg.day, leg.ground)
    if each in counted:
        over = counted[each]
        state: State = "done" if over.outcome == "success" else "home"
        return Stop(*stop, state, over.log, over.score, over.began)
    if each != here:
        return Stop(*stop, "ahead")
    if open_log is not None:
        return Stop(*stop, "open", open_log.name)
    return Stop(*stop, "failed" if failed else "next")


def level_of(standing: Standing, at: int) -> tuple[Level, Carried]:
    """The level of mission ``at`` (from 0) as it would be flown, and what is carried into it.

    Raises LevelMistakes, UnknownLevel.
    """
    stop, difficulty = standing.stops[at], standing.saved.difficulty
    level = load(schema.level_file(stop.level, standing.folder))
    there = stop.carried
    if there is None:
        there = carry.before(standing.campaign, at, standing.now, level, difficulty)
    return carry.prepared(standing.campaign, at, there, level, difficulty), there


def begin(folder: Path, standing: Standing, at: int | None = None) -> Begun:
    """Write down that mission ``at`` (from 0; the next, if not given) is flown now.

    One that was flown before is taken up again: it begins another path. The log is not there
    yet. Raises FlightLogError, LevelMistakes, UnknownLevel.
    """
    kept = standing.saved
    wanted = standing.at if at is None else at
    if wanted is None:
        raise FlightLogError("This campaign is over: take it up again at one of its missions.")
    if wanted > (standing.at if standing.at is not None else len(standing.stops)):
        raise FlightLogError(f"Mission {wanted + 1} is still ahead: fly those before it first.")
    level, _ = level_of(standing, wanted)
    before = next((p for p in kept.path if kept.flights[p].mission == wanted - 1
                   and standing.stops[wanted - 1].log == kept.flights[p].log), None)  # fmt: skip
    waiting = kept.flights[kept.at] if kept.at is not None else None
    if (
        waiting
        and (waiting.mission, waiting.after) == (wanted, before)
        and _is_not_there(folder / waiting.log)
    ):
        attempt = kept.attempt(wanted, before) - 1
    else:
        attempt = kept.attempt(wanted, before)
        log = library.new_path(folder, f"{kept.name}-{wanted + 1}-{level.id}").name
        kept = kept.with_flight(Flown(wanted, log, before))
        saved.write(folder, kept)
        waiting = kept.flights[-1]
    _clear_torn(folder / waiting.log)
    seed = carry.seed_of(kept.seed, level.id, attempt)
    return Begun(level, seed, kept.difficulty, folder / waiting.log)


@dataclass(frozen=True, slots=True)
class _Over:
    """A flight that is over, as its log tells without being flown again."""

    log: str
    began: Carried
    outcome: str
    score: int


def _over(path: Path) -> _Over | None:
    """What a log tells of a flight; None when it is not over."""
    if _is_not_there(path):
        return None
    log = read(path)
    if log.end is None:
        return None
    began, end = log.level.carried, log.end.value
    outcome, score = end.get("outcome"), end.get("score")
    if began is None:
        raise FlightLogError(f"{shown(path.name)} was not flown in a campaign.")
    if not isinstance(outcome, str) or type(score) is not int:
        raise FlightLogError(
            f"{shown(path.name)}, line {log.end.number} does not say how the mission ended.",
            log.end.number,
        )
    return _Over(path.name, began, outcome, score)


def _ended_of(path: Path) -> Ended:
    found = path.stat()
    return _ended(path, found.st_mtime_ns, found.st_size)


@lru_cache(64)
def _ended(path: Path, modified: int, size: int) -> Ended:
    """The same file gives the same: ``modified`` and ``size`` are those of the file."""
    log = read(path)
    again = refly.Reflight(log, refly.begin(log))
    again.to(log.last_tick)
    _refuse_other(log, again)
    return carry.ended(again.mission)


def _refuse_other(log: FlightLog, again: refly.Reflight) -> None:
    if again.drift is not None or again.mission.outcome is None:
        why = again.drift.why if again.drift else "its end is not reached"
        raise FlightLogError(
            f"{shown(log.path.name)} does not fly the same again ({why}), so that nobody "
            "knows what it left."
        )


def _is_not_there(path: Path) -> bool:
    """Whether nothing was flown in a log: there is none, or not even its first lines are whole."""
    try:
        if path.stat().st_size == 0:
            return True
        with path.open("rb") as file:
            return not (file.readline().endswith(b"\n") and file.readline().endswith(b"\n"))
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _clear_torn(path: Path) -> None:
    """Take away what is left of a log whose first lines were never whole. Raises FlightLogError."""
    if path.exists() and _is_not_there(path):
        try:
            path.unlink()
        except OSError as bad:
            raise FlightLogError(f"{shown(path.name)} can't be removed: {bad.strerror}.") from None


def _unfinished(path: Path) -> bool:
    return not _is_not_there(path) and library.summary(path).unfinished


def _is_over(path: Path) -> bool:
    return not _is_not_there(path) and library.summary(path).outcome is not None


def _title(path: Path) -> str:
    try:
        return str(tree_of(path).data().get("title", path.stem))
    except (LevelMistakes, UnknownLevel):
        return path.stem
