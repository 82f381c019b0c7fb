"""What the room suspects: by the signs of the level's failures, and by telemetry alone.

Every ten seconds they note which signs show. Asked, a position weighs each suspect by the signs
that show, that are missing and that are not due yet, and by the tests that were made; it answers
20 s later. It can be wrong, and during a loss of signal it works on old data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from game.level.schema import Failure
from game.ops import words
from game.ops.context import Frame, OpsContext
from game.ops.control.alarms import Alarms
from game.ops.state import Asked, Opinion
from game.vocabulary import effects
from game.vocabulary.events import EventLog
from game.vocabulary.orders import POSITIONS, Order
from game.vocabulary.units import TICK_S

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
DUE = int(180.0 / TICK_S)
"""Ticks after its first sign by which all signs of a failure should show."""
OLD = 2 * LOOK
"""Age of data, in ticks, from which it is told."""

# How likely telemetry is, if a suspect is the cause [R].
SHOWS, MAY_SHOW, STRANGE = 0.9, 0.6, 0.1
"""A sign that shows: of its own, of a twin that it is mistaken for, of neither."""
NOT_YET, MISSING = 0.9, 0.35
"""A sign of its own that does not show: not due yet, or overdue."""
TRIED_SO, TRIED_OTHERWISE = 0.95, 0.05
"""A test that came out as it does for the suspect, or otherwise."""
SURE, LIKELY, EVEN = 0.85, 0.6, 1.5
"""Share of the first suspect that is all but sure or likely, and lead that is about even."""

_BODY = {"heart_rate", "core_temperature", "saturation", "condition", "prebreathe",
         "nitrogen_ratio", "dcs_risk"}  # fmt: skip
_SHIP = {"orbit": "gnc", "mission": "capcom"}
LOUD = ("caution", "warning", "emergency")
"""Alarms of which a cadet is told unasked."""


@dataclass(frozen=True, slots=True)
class Check:
    """An order that tells a suspect from its twins.

    ``then`` holds after ``takes`` ticks if the suspect is the one; it is empty if people tell.
    """

    do: str
    then: str
    takes: int
    tells: str

    @property
    def key(self) -> str:
        """What its result is kept under."""
        return f"{self.do}: {self.then}"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A failure of the catalogue, as it would happen to one of the crew or to the ship."""

    id: str
    who: str
    title: str
    signs: tuple[tuple[str, str], ...]
    """Condition and words of each sign, in the order of their coming."""
    twins: frozenset[str]
    tests: tuple[Check, ...]
    help: str
    """The order that helps most, and how; empty if none is known."""
    shows: tuple[str, ...]
    """Patterns of the channels that it may move."""
    positions: tuple[str, ...]
    """Who watches the channels of its signs."""


@dataclass(frozen=True, slots=True)
class Known:
    """What telemetry has shown: the first tick of each sign that shows, and results of tests."""

    now: int
    signs: Mapping[str, int]
    tried: Mapping[str, bool]


def positions_of(channels: Iterable[str], crew: Sequence[str]) -> tuple[str, ...]:
    """Who in the room watches any of ``channels``."""
    found = set()
    for channel in channels:
        head, _, rest = channel.partition(".")
        if head not in crew:
            found.add(_SHIP.get(head, "eclss"))
        elif rest in _BODY:
            found.add("surgeon")
        else:
            found |= {"eclss", "eva"}
    return tuple(one for one in POSITIONS if one in found)


def ranked(suspects: Sequence[Suspect], known: Known) -> list[tuple[float, Suspect]]:
    """Those that the newest sign speaks for, and their twins, the likeliest first.

    Each has its share of 1.
    """
    newest = max((known.signs[when] for one in suspects for when in _own(one, known)), default=-1)
    showing = {
        one.id for one in suspects if any(known.signs[when] == newest for when in _own(one, known))
    }
    asked = [one for one in suspects if one.id in showing or one.twins & showing]
    first = {one.id: one.signs[0][0] for one in suspects if one.signs}
    here = {when for one in asked for when, _ in one.signs if when in known.signs}
    by_twin = {one.id: {first[twin] for twin in one.twins if twin in first} for one in asked}
    weights = [
        _by_signs(one, here, by_twin[one.id], known) * _by_tests(one, asked, known)
        for one in asked
    ]  # fmt: skip
    total = 0.0
    for weight in weights:
        total += weight
    shares = [(weight / total, one) for weight, one in zip(weights, asked, strict=True)]
    return sorted(shares, key=lambda each: (-each[0], each[1].id))


def _own(one: Suspect, known: Known) -> list[str]:
    """The signs of ``one`` that show."""
    return [when for when, _ in one.signs if when in known.signs]


def _by_signs(one: Suspect, here: set[str], by_twin: set[str], known: Known) -> float:
    own = [when for when, _ in one.signs]
    there = [at for at, when in enumerate(own) if when in here]
    since = min((known.signs[own[at]] for at in there), default=known.now)
    weight = 1.0
    for when in sorted(here):
        about = one.who + "."
        if when in own:
            weight *= SHOWS
        elif when in by_twin:
            weight *= MAY_SHOW
        elif not one.who or about in when:
            weight *= STRANGE
    for at, when in enumerate(own):
        if when not in here:
            due = known.now - since > DUE or any(later > at for later in there)
            due = due or (at == 0 and not there)
            weight *= MISSING if due else NOT_YET
    return weight


def _by_tests(one: Suspect, asked: Sequence[Suspect], known: Known) -> float:
    """How the tests came out that tell ``one`` from its twins."""
    own = {test.do for test in one.tests}
    weight = 1.0
    for other in asked:
        if other.id != one.id and (other.id not in one.twins or not _own(other, known)):
            continue
        for test in other.tests:
            result = known.tried.get(test.key)
            if result is None or (other.id != one.id and test.do in own):
                continue
            as_told = result is (other.id == one.id)
            weight *= TRIED_SO if as_told else TRIED_OTHERWISE
    return weight


def answer(position: str, shares: Sequence[tuple[float, Suspect]], known: Known) -> str:
    """What ``position`` says, as a sentence or three; empty when it knows of nothing."""
    if not shares:
        return ""
    share, first = shares[0]
    if position not in first.positions:
        whom = first.positions[0].upper() if first.positions else "EVA"
        return f"nothing of ours; ask {whom}"
    second = shares[1][1] if len(shares) > 1 else None
    said = [_suspicion(share, first, shares[1][0] if second else 0.0, second)]
    seen = [text for when, text in first.signs if when in known.signs]
    if seen:
        said.append(f"We see: {seen[-1]}")
    untried = [
        test for one in (first, *((second,) if second else ()))
        for test in one.tests if test.then and test.key not in known.tried
    ]  # fmt: skip
    if share < SURE and untried:
        said.append(f"Try {untried[0].do}: {untried[0].tells}")
    elif share >= LIKELY and first.help:
        said.append(first.help)
    return ". ".join(text[:1].upper() + text[1:] for text in said)


def _suspicion(share: float, first: Suspect, next_share: float, second: Suspect | None) -> str:
    if second is None or share >= SURE:
        return f"{first.title}, we are all but sure"
    other = _lower(second.title)
    if first.who == second.who:
        other = other.rpartition(": ")[2]
    if share < EVEN * next_share:
        return f"{first.title} or {other}, about even"
    sure = "most likely" if share >= LIKELY else "a little likelier than not"
    return f"{first.title}, {sure}; it could be {other}"


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


class Opinions:
    """The room's memory of signs and tests, and what it is asked."""

    def __init__(self, context: OpsContext, alarms: Alarms) -> None:
        self._context = context
        self._alarms = alarms

    @cached_property
    def suspects(self) -> list[Suspect]:
        """Every failure of the level, once for the ship or for each of the crew."""
        return _suspects(self._context)

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        return tuple(sorted({when for one in self.suspects for when, _ in one.signs}))

    @cached_property
    def _shown(self) -> Callable[[Frame], list[bool]]:
        return self._context.world.layout.tests(self._signs)

    @cached_property
    def _tests(self) -> frozenset[str]:
        return frozenset(test.do for one in self.suspects for test in one.tests if test.then)

    @property
    def _state(self) -> Opinion:
        return self._context.state.opinion

    # What the room notes

    def look(self, frame: Frame, log: EventLog) -> None:
        """Note which signs show in ``frame``, which the ground has just received."""
        state, now = self._state, log.tick
        state.looked_tick = now
        fades = TESTED if state.tried else FADES
        for when, shows in zip(self._signs, self._shown(frame), strict=True):
            if shows:
                state.first.setdefault(when, now)
                state.last[when] = now
            elif when in state.last and now - state.last[when] > fades:
                del state.first[when], state.last[when]
        if state.tried:
            self._results(frame, now)
        if self._context.difficulty == "cadet":
            self._volunteer(log)

    def _results(self, frame: Frame, now: int) -> None:
        state = self._state
        for test in (test for one in self.suspects for test in one.tests):
            tried = state.tried.get(test.do)
            if not test.then or tried is None or test.key in state.results:
                continue
            if now - tried >= test.takes:
                state.results[test.key] = self._context.test(test.then)(frame)
        for do in [do for do, tick in state.tried.items() if now - tick > STALE]:
            self._forget(do)

    def _forget(self, do: str) -> None:
        state = self._state
        del state.tried[do]
        for key in [key for key in state.results if key.startswith(f"{do}: ")]:
            del state.results[key]

    def note(self, order: Order, now: int) -> None:
        """Remember that ``order`` was given, if it is a test."""
        state = self._state
        if order.text in self._tests:
            if order.text in state.tried:
                self._forget(order.text)
            state.tried[order.text] = now

    def _volunteer(self, log: EventLog) -> None:
        state = self._state
        alarms = self._context.state.watch.alarms
        for name in sorted(alarms):
            alarm = alarms[name]
            new = alarm.raised_tick > state.offered_tick and not alarm.cleared
            if new and self._alarms.severity(name) in LOUD:
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
                said = said or "we see nothing that we know"
                self._context.say(log, one.position.upper(), said, (one.event,))

    def says(self, position: str, alarm: str, now: int) -> str:
        """What ``position`` would say now of ``alarm``, or at all; empty if it knows of nothing."""
        state = self._state
        known = Known(state.looked_tick, state.first, state.results)
        said = answer(position, self.shares(alarm), known)
        if said and now - state.looked_tick > OLD:
            said += f". That is on data {words.span((now - state.looked_tick) * TICK_S)} old"
        return said

    def shares(self, alarm: str = "", among: Set[str] | None = None) -> list[tuple[float, Suspect]]:
        """The suspects, the likeliest first, with their shares of 1.

        All, or those of ``alarm``, or those ``among`` these.
        """
        state, suspects = self._state, self.suspects
        if alarm:
            channel = self._alarms.channel(alarm)
            suspects = [
                one for one in suspects if any(effects.moves(each, channel) for each in one.shows)
            ]
        if among is not None:
            suspects = [one for one in suspects if one.id in among]
        return ranked(suspects, Known(state.looked_tick, state.first, state.results))


def _suspects(context: OpsContext) -> list[Suspect]:
    """Each failure of the level, once for the ship or for each of the crew."""
    failures = context.level.failures
    found = []
    for name, failure in failures.items():
        personal = any("{who}" in effect for effect in failure.effects)
        for who in context.crew if personal else ("",):
            twins = {
                _id(twin, who if any("{who}" in one for one in failures[twin].effects) else "")
                for twin in failure.twins
            } | {
                _id(other, who if any("{who}" in one for one in failures[other].effects) else "")
                for other, one_failure in failures.items() if name in one_failure.twins
            }  # fmt: skip
            found.append(_suspect(context, name, who, failure, frozenset(twins)))
    return found


def _id(name: str, who: str) -> str:
    return f"{name}-{who}" if who else name


def _suspect(
    context: OpsContext, name: str, who: str, failure: Failure, twins: frozenset[str]
) -> Suspect:
    def filled(text: str, by: str) -> str:
        return text.replace("{who}", by)

    role = context.role(who) if who else ""
    shows: list[str] = []
    for effect in failure.effects:
        word, *given = filled(effect, who).split()
        shows += effects.shown_on(effects.BY_WORD[word], given)
    whens = [filled(sign.when, who) for sign in failure.signs]
    channels = [each for when in whens for each in context.world.layout.channels_of(when)]
    answers = failure.answers
    return Suspect(
        id=_id(name, who),
        who=who,
        title=f"{role}: {_lower(failure.title)}" if role else failure.title,
        signs=tuple(
            (when, filled(sign.text, role)) for when, sign in zip(whens, failure.signs, strict=True)
        ),
        twins=twins,
        tests=tuple(
            Check(filled(test.do, who), filled(test.then or "", who), int(test.takes / TICK_S),
                 filled(test.tells, role))
            for test in failure.tests
        ),
        help=f"{filled(answers[0].do, who)}: {filled(answers[0].text, role)}" if answers else "",
        shows=tuple(shows),
        positions=positions_of(channels, context.crew),
    )  # fmt: skip
