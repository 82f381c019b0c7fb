"""The truth beside what the ground sees: for debrief and replays only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from game.mission import Mission
from game.room import Room
from game.vocabulary.channels import Channel
from game.vocabulary.events import RECOVERED, SIGNAL_LOST, UNCONSCIOUS, Event
from game.vocabulary.units import convert
from game.world.instruments import instrument_of

STEPS = 3.0
"""Differences up to so many units of the last shown decimal are left out: the error and the noise
of every transducer together are smaller."""

_NOT_READ = ("mission.", "orbit.", "checklist.", "objective.")
"""Channels that the ground computes itself."""

Why = Literal["dead", "stuck", "drifting", "noisy", "old", "slow", "moving"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A channel whose telemetry differs from the truth; both values in SI, or words."""

    channel: str
    true: float | str
    seen: float | str
    """NaN when the transducer is dead."""
    why: Why
    """A transducer that failed in some way, an old value since loss of signal, a slow transducer,
    or one that was read a moment ago."""


def gaps(mission: Mission) -> tuple[Gap, ...]:
    """Where telemetry is further from the truth than noise explains.

    Failed instruments come first, then words, then numbers, the largest gap in shown digits first.
    """
    true, seen = mission.truth(), mission.telemetry
    wrong = mission.failed()
    found: list[tuple[float, Gap]] = []
    for name, channel in mission.channels.items():
        if name.startswith(_NOT_READ):
            continue
        far = _apart(true[name], seen[name], channel)
        why: Why | None = wrong.get(name)
        if far <= 1.0 and why != "dead":
            continue
        if why is None:
            why = "old" if seen.stale else "slow" if _is_slow(name) else "moving"
        else:
            far = float("inf")
        found.append((far, Gap(name, true[name], seen[name], why)))
    return tuple(gap for _, gap in sorted(found, key=lambda one: -one[0]))


def _apart(true: float | str, seen: float | str, channel: Channel) -> float:
    """How far apart they are, as a multiple of what noise and rounding explain."""
    if isinstance(true, str) or isinstance(seen, str):
        return 0.0 if true == seen else 1e9
    if true != true or seen != seen:
        return 0.0 if true != true and seen != seen else 1e9
    unit = channel.shown or "1"
    return abs(convert(true, unit) - convert(seen, unit)) * 10.0**channel.decimals / STEPS


def _is_slow(channel: str) -> bool:
    """Whether its transducer is slow."""
    instrument = instrument_of(channel)
    return instrument is not None and instrument.lag_s > 0.0


def unseen_in(room: Room) -> tuple[Event, ...]:
    """What the ground did not see in ``room`` and still matters, the newest first."""
    return unseen(room.events, room.put_right() if isinstance(room, Mission) else ())


def unseen(events: Sequence[Event], put_right: Collection[int] = ()) -> tuple[Event, ...]:
    """What of ``events`` the ground did not see and still matters, the newest first.

    That is faults, slips, and states of people and suits that are not over; while the signal is
    lost, also everything that is done on board. ``put_right`` are the numbers of the faults that
    stand no more.
    """
    known = {event.number: event for event in events}
    lost = _lost_since(events)
    over = set(put_right)
    awake: set[str] = set()
    found: list[Event] = []
    for event in reversed(events):
        if event.kind == RECOVERED.id:
            awake.add(event.subject)
        if not event.hidden:
            continue
        passing = event.row.passing
        began = [c for c in event.causes if passing or _began(known.get(c), event)]
        over.update(began)
        woken = event.kind == UNCONSCIOUS.id and event.subject in awake
        if event.number in over or woken or (began and not passing):
            continue
        if not passing or (lost is not None and event.tick >= lost):
            found.append(event)
    return tuple(found)


def _began(cause: Event | None, event: Event) -> bool:
    """Whether ``event`` ends the state that began with ``cause``."""
    return cause is not None and cause.kind == event.kind and event.severity == "routine"


def _lost_since(events: Sequence[Event]) -> int | None:
    """The tick of the loss of signal, while it lasts."""
    for event in reversed(events):
        if event.row.mark == "contact":
            return event.tick if event.kind == SIGNAL_LOST.id else None
    return None
