"""Tiny levels and a few lines to fly them, for the tests of ops."""

from __future__ import annotations

from typing import Any

from game.level.schema import Level
from game.mission import Mission
from game.ops.views import Accepted, Refused
from game.vocabulary.events import Event

CREW = {
    "ev1": {"name": "Ama Okafor", "role": "EV1", "seat": 1},
    "ev2": {"name": "Stellan Lindqvist", "role": "EV2", "seat": 2},
    "plt": {"name": "Joan Marsh", "role": "PLT", "seat": 3},
}
STEP = {"who": "ev1", "text": "Wait a moment", "takes": "10 s"}


def level(**parts: Any) -> Level:
    """A level of three people whose one checklist is ``wait``, with ``parts`` put in."""
    made: dict[str, Any] = {
        "id": "tiny",
        "title": "Tiny",
        "summary": "For tests.",
        "briefing": "Nothing to do.",
        "minutes": 1,
        "crew": CREW,
        "procedures": {"wait": {"title": "Wait", "steps": [STEP, STEP, STEP]}},
        "plan": ["wait"],
        "end": "mission.met > 100 h",
        # Every relay and a low mask: never without a signal, unless a test wants it.
        "orbit": {"relays": ["west", "central", "east"], "mask": "0 deg"},
    }
    made.update(parts)
    return Level.of(made)


def steps(*each: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A checklist of steps, each of which is STEP but for what is given."""
    return {"title": "Work", "steps": [{**STEP, **one} for one in each], **more}


def fly(mission: Mission, seconds: float) -> list[Event]:
    """Fly on, and return what happened."""
    events: list[Event] = []
    for _ in range(int(seconds * 2)):
        events += mission.step()
    return events


def accepted(mission: Mission, text: str) -> int:
    """Give an order that must be taken; the number of its event."""
    answer = mission.order(text)
    assert isinstance(answer, Accepted), answer
    return answer.event


def read_back(mission: Mission, text: str) -> int:
    """Call one of the crew, and fly on until they have read it back; the number of its event."""
    event = accepted(mission, text)
    while mission.state()["ops"]["calls"]:
        mission.step()
    return event


def refused(mission: Mission, text: str) -> str:
    """Give an order that must be refused and change nothing; why it was."""
    before, events = mission.digest(), len(mission.events)
    answer = mission.order(text)
    assert isinstance(answer, Refused), answer
    assert mission.digest() == before, "a refused order changed the state"
    assert len(mission.events) == events, "a refused order left an event"
    assert answer.why and "\n" not in answer.why
    return answer.why


def kinds(events: list[Event]) -> list[str]:
    """The kinds of events, in order."""
    return [event.kind for event in events]


def of(events: list[Event], kind: str) -> list[Event]:
    """The events of one kind."""
    return [event for event in events if event.kind == kind]


def chain(mission: Mission, number: int) -> list[str]:
    """The kinds of all events behind ``number``, itself first."""
    found, wanted = [], [number]
    for at in wanted:
        event = mission.events[at - mission.events[0].number]
        found.append(event.kind)
        wanted += [cause for cause in event.causes if cause not in wanted]
    return found
