"""When each checklist began and ended, as the ground heard it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.vocabulary.events import CHECKLIST_DONE, CHECKLIST_STARTED, Event
from game.vocabulary.units import TICK_S

Span = tuple[float, float | None]
"""Mission time, s, at which something began, and at which it ended if it has."""


class Flown:
    """The spans of all checklists so far."""

    def __init__(self) -> None:
        self._spans: dict[str, Span] = {}
        self._heard = 0

    def hear(self, events: Sequence[Event]) -> None:
        """Take what is new in ``events``, which are all of the mission so far."""
        for event in events[self._heard :]:
            if event.hidden:
                continue
            if event.row is CHECKLIST_STARTED:
                self._spans[event.subject] = (event.tick * TICK_S, None)
            elif event.row is CHECKLIST_DONE and event.subject in self._spans:
                self._spans[event.subject] = (self._spans[event.subject][0], event.tick * TICK_S)
        self._heard = len(events)

    def forget(self) -> None:
        """Begin again from the first event: after a jump in a replay."""
        self._spans.clear()
        self._heard = 0

    @property
    def spans(self) -> Mapping[str, Span]:
        """The span of every checklist that was begun, by its name."""
        return dict(self._spans)
