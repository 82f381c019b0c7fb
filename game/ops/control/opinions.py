"""The room's opinions: what a position suspects when it is asked, or when an alarm is raised.

Every ten seconds the room notes which signs show, and how tests came out. Who is asked answers
20 s later. They can be wrong, and during a loss of signal they work on old data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import cached_property
from itertools import compress

from game.ops import words
from game.ops.context import Frame, OpsContext
from game.ops.control.alarms import Alarms
from game.ops.control.suspects import Check, Known, Suspect, positions_of, ranked, suspects_of
from game.ops.state import Asked, Opinion
from game.vocabulary import effects, events
from game.vocabulary.events import ALARMING, EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import capital, uncapital

LOOK = 20
"""Ticks from one look at the signs to the next."""
LOOKED_AT = 3
"""The tick of each LOOK at which it is done."""
THINKING = int(20.0 / TICK_S)
"""Ticks from a question to its answer."""
FADES = int(120.0 / TICK_S)
"""Ticks for which a sign counts that shows no more."""
TESTED = int(420.0 / TICK_S)
"""The same while tests are being made, which may take what they test away."""
STALE = int(3600.0 / TICK_S)
"""Ticks after which a test tells nothing any more."""
OLD = 2 * LOOK
"""Age of data, in ticks, from which it is told."""

SURE, LIKELY, EVEN = 0.85, 0.6, 1.5
"""Share of the first suspect that is all but sure or likely, and lead that is about even."""


def answer(
    position: str, shares: Sequence[tuple[float, Suspect]], known: Known, *, brief: bool = False
) -> str:
    """What ``position`` says, as a sentence or three; empty when it knows of nothing.

    In ``brief`` it is what it suspects, and no more.
    """
    if not shares:
        return ""
    share, first = shares[0]
    if position not in first.positions:
        return f"nothing of ours; ask {_whom(first).upper()}"
    second = shares[1][1] if len(shares) > 1 else None
    said = [_suspicion(share, first, shares[1][0] if second else 0.0, second)]
    if brief:
        return said[0]
    seen = [text for when, text in first.signs if when in known.signs]
    if seen:
        said.append(f"We see: {_seen(seen)}")
    untried = _untried(shares, known)
    if share < SURE and untried:
        said.append(f"Try {untried[0].do}: {untried[0].tells}")
    elif share >= LIKELY and first.help:
        said.append(first.help)
    return ". ".join(capital(text) for text in said)


def _seen(signs: Sequence[str]) -> str:
    """The last two of the signs that show: many a second one goes on from the first."""
    return ", ".join(signs[-2:]).removeprefix("and ").removeprefix("then ")


def _whom(first: Suspect) -> str:
    """The position to ask about ``first``."""
    return first.positions[0] if first.positions else "eva"


def _untried(shares: Sequence[tuple[float, Suspect]], known: Known) -> list[Check]:
    """The tests of the first two suspects that were not made yet."""
    return [
        test
        for _, one in shares[:2]
        for test in one.tests
        if test.then and test.key not in known.tried
    ]


def _suspicion(share: float, first: Suspect, next_share: float, second: Suspect | None) -> str:
    if second is None or share >= SURE:
        return f"{first.name}, we are all but sure"
    other = uncapital(second.title if first.who == second.who else second.name)
    if share < EVEN * next_share:
        return f"{first.name} or {other}, about even"
    sure = "most likely" if share >= LIKELY else "a little likelier than not"
    return f"{first.name}, {sure}; it could be {other}"


class Opinions:
    """The room's memory of signs and tests, and what it is asked."""

    def __init__(self, context: OpsContext, alarms: Alarms) -> None:
        self._context = context
        self._alarms = alarms

    @cached_property
    def suspects(self) -> list[Suspect]:
        """Every failure of the level, once for the ship or for each of the crew."""
        return suspects_of(self._context)

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        return tuple(sorted({when for one in self.suspects for when, _ in one.signs}))

    @cached_property
    def _lasts(self) -> dict[str, int]:
        return {when: ticks for one in self.suspects for when, ticks in one.lasts.items()}

    @cached_property
    def _shown(self) -> Callable[[Frame], list[bool]]:
        return self._context.world.layout.tests(self._signs)

    @cached_property
    def _tests(self) -> list[Check]:
        """All tests that the room can see the result of."""
        return [test for one in self.suspects for test in one.tests if test.then]

    @cached_property
    def _orders(self) -> frozenset[str]:
        return frozenset(test.do for test in self._tests)

    @property
    def _state(self) -> Opinion:
        return self._context.state.opinion

    @property
    def signs(self) -> dict[str, int]:
        """The signs that count by now, and since when they do."""
        first, last, lasts = self._state.first, self._state.last, self._lasts
        return {
            when: since + lasts.get(when, 0)
            for when, since in first.items()
            if last[when] - since >= lasts.get(when, 0)
        }

    @property
    def _known(self) -> Known:
        return Known(self._state.looked_tick, self.signs, self._state.results)

    # What the room notes

    def look(self, frame: Frame, log: EventLog) -> None:
        """Note which signs show in ``frame``, which the ground has just received."""
        state, now = self._state, log.tick
        state.looked_tick = now
        fades = TESTED if state.tried else FADES
        for when in compress(self._signs, self._shown(frame)):
            state.first.setdefault(when, now)
            state.last[when] = now
        for when in [when for when, tick in state.last.items() if now - tick > fades]:
            del state.first[when], state.last[when]
        if state.tried:
            self._results(frame, now)
        if self._context.difficulty == "cadet":
            self._volunteer(log)

    def _results(self, frame: Frame, now: int) -> None:
        state = self._state
        for test in self._tests:
            tried = state.tried.get(test.do)
            if tried is None or test.key in state.results:
                continue
            if now - tried >= test.takes:
                state.results[test.key] = self._context.test(test.then)(frame)
        for do in [do for do, tick in state.tried.items() if now - tick > STALE]:
            self._forget(do)

    def _forget(self, do: str) -> None:
        state = self._state
        del state.tried[do]
        for one in self.suspects:
            for test in one.tests:
                if test.do == do:
                    state.results.pop(test.key, None)

    def note(self, order: Order, now: int) -> None:
        """Remember that ``order`` was given, if it is a test."""
        state = self._state
        if order.text in self._orders:
            if order.text in state.tried:
                self._forget(order.text)
            state.tried[order.text] = now

    def _volunteer(self, log: EventLog) -> None:
        state = self._state
        alarms = self._context.state.watch.alarms
        for name in sorted(alarms):
            alarm = alarms[name]
            new = alarm.raised_tick > state.offered_tick and not alarm.cleared
            if new and self._alarms.severity(name) in ALARMING:
                watching = positions_of([self._alarms.channel(name)], self._context.crew)
                asked = Asked(watching[0], name, log.tick + THINKING, alarm.event, unasked=True)
                state.asked.append(asked)
        state.offered_tick = log.tick

    # What it is asked

    def refusal(self, order: Order) -> str | None:
        """Why a position can't be asked now, or None."""
        position = order.arguments[0]
        if any(one.position == position and not one.unasked for one in self._state.asked):
            return f"{position.upper()} is thinking about it already"
        return None

    def ask(self, order: Order, cause: int, log: EventLog) -> None:
        """Ask a position, of an alarm or at all."""
        position, *alarm = order.arguments
        due = log.tick + THINKING
        self._state.asked.append(Asked(position, alarm[0] if alarm else "", due, cause))

    def step(self, log: EventLog) -> None:
        """Let those answer who have thought for long enough."""
        state = self._state
        due = [one for one in state.asked if one.due_tick <= log.tick]
        state.asked = [one for one in state.asked if one.due_tick > log.tick]
        for one in due:
            said = self.says(one.position, one.alarm, log.tick)
            again = said == state.offered
            if one.unasked:
                state.offered = said
            if (said and not again) or not one.unasked:
                spoken = self._say(one, said, log)
                self._note_opinion(one, spoken, log)

    def _say(self, asked: Asked, said: str, log: EventLog) -> int:
        """Answer what was ``asked``; what was said before is said in short."""
        before = self._state.answered.get(asked.position)
        self._state.answered[asked.position] = said
        if said and said == before:
            brief = answer(asked.position, self.shares(asked.alarm), self._known, brief=True)
            told = f"as before: {uncapital(brief)}"
        elif said:
            told = said
        else:
            told = "still nothing that we know" if before == "" else "we see nothing that we know"
        return self._context.say(log, asked.position.upper(), told, (asked.event,))

    def _note_opinion(self, asked: Asked, spoken: int, log: EventLog) -> None:
        """The same opinion as data: the suspect, its share, the test and the answer as orders."""
        shares = self.shares(asked.alarm)
        if not shares:
            return
        share, first = shares[0]
        theirs = asked.position in first.positions
        untried = _untried(shares, self._known) if theirs and share < SURE else []
        said = {
            "suspect": first.id,
            "share": f"{share:.2f}",
            "test": untried[0].do if untried else "",
            "answer": first.answer if theirs else f"ask {_whom(first)} {asked.alarm}".strip(),
        }
        log.add(events.OPINION, asked.position.upper(), (spoken,), said)

    def says(self, position: str, alarm: str, now: int) -> str:
        """What ``position`` would say now of ``alarm``, or at all; empty if it knows of nothing."""
        state = self._state
        said = answer(position, self.shares(alarm), self._known)
        if said and now - state.looked_tick > OLD:
            said += f". That is on data {words.span((now - state.looked_tick) * TICK_S)} old"
        return said

    def shares(self, alarm: str = "", among: Set[str] | None = None) -> list[tuple[float, Suspect]]:
        """The suspects, the likeliest first, with their shares of 1.

        All, or those of ``alarm``, or those ``among`` these.
        """
        suspects = self.suspects
        if alarm:
            channel = self._alarms.channel(alarm)
            suspects = [
                one
                for one in suspects
                if channel in one.read.values()  # people open a bottle: no failure moves it
                or any(effects.moves(each, channel) for each in one.shows)
            ]
        if among is not None:
            suspects = [one for one in suspects if one.id in among]
        return ranked(suspects, self._known)
