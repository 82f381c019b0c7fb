"""Suspects: the failures of a level, as the room may suspect them, and how likely each is.

Each is weighed by the signs that show, that are missing and that are not due yet, by the tests
that were made, and by how much it is feared: by telemetry alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from game.level.schema import Failure
from game.ops.context import OpsContext
from game.vocabulary import effects
from game.vocabulary.orders import POSITIONS
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import uncapital

DUE = int(180.0 / TICK_S)
"""Ticks after its first sign by which all signs of a failure should show."""

# How likely telemetry is, if a suspect is the cause [R].
SHOWS, MAY_SHOW, STRANGE = 0.9, 0.6, 0.1
"""A sign that shows: of its own, of a twin that it is mistaken for, of neither."""
NOT_YET, MISSING = 0.9, 0.35
"""A sign of its own that does not show: not due yet, or overdue."""
TRIED_SO, TRIED_OTHERWISE = 0.95, 0.05
"""A test that came out as it does for the suspect, or otherwise."""

_BODY = {"heart_rate", "core_temperature", "saturation", "condition", "prebreathe",
         "nitrogen_ratio", "dcs_risk", "pain", "voice"}  # fmt: skip
_SHIP = {"orbit": "gnc", "mission": "capcom"}


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
    role: str
    """What ``who`` is called; empty for the ship."""
    title: str
    signs: tuple[tuple[str, str], ...]
    """Condition and words of each sign, in the order of their coming."""
    twins: frozenset[str]
    tests: tuple[Check, ...]
    answer: str
    """The order that helps most; empty if none is known."""
    help: str
    """The same, and how."""
    shows: tuple[str, ...]
    """Patterns of the channels that it may move."""
    positions: tuple[str, ...]
    """Who watches the channels of its signs."""
    lasts: Mapping[str, int]
    """Ticks for which a sign must show before it counts; of those that count at once nothing."""
    feared: float = 1.0
    """How readily the room thinks of it first, against 1 for the others."""
    read: Mapping[str, str] = field(default_factory=dict)
    """The channel that each sign is read on: the first that its condition names."""

    @property
    def name(self) -> str:
        """What it is called: ``EV1: hole in the suit``."""
        return f"{self.role}: {uncapital(self.title)}" if self.role else self.title


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

    So do others of which a sign shows, if they too may move what the newest one is read on. Each
    has its share of 1.
    """
    newest = max((known.signs[when] for one in suspects for when in _own(one, known)), default=-1)
    showing = {
        one.id for one in suspects if any(known.signs[when] == newest for when in _own(one, known))
    }
    read = {
        one.read[when] for one in suspects for when in one.read if known.signs.get(when) == newest
    }
    asked = [
        one
        for one in suspects
        if one.id in showing
        or one.twins & showing
        or (_own(one, known) and any(effects.moves(each, on) for each in one.shows for on in read))
    ]
    first = {one.id: one.signs[0][0] for one in suspects if one.signs}
    here = {when for one in asked for when, _ in one.signs if when in known.signs}
    by_twin = {one.id: {first[twin] for twin in one.twins if twin in first} for one in asked}
    weights = [
        one.feared * _by_signs(one, here, by_twin[one.id], known) * _by_tests(one, asked, known)
        for one in asked
    ]
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
    seen = [own[at] for at in there] or here
    since = min((known.signs[when] for when in seen), default=known.now)
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


def suspects_of(context: OpsContext) -> list[Suspect]:
    """Each failure of the level, once for the ship or for each of the crew."""
    failures = context.level.failures
    personal = {name: "{who}" in " ".join(one.effects) for name, one in failures.items()}
    found = []
    for name, failure in failures.items():
        twins = {*failure.twins, *(other for other, one in failures.items() if name in one.twins)}
        for who in context.crew if personal[name] else ("",):
            theirs = frozenset(_id(twin, who if personal[twin] else "") for twin in twins)
            found.append(_suspect(context, name, who, failure, theirs))
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
        role=role,
        title=failure.title,
        signs=tuple(
            (when, filled(sign.text, role)) for when, sign in zip(whens, failure.signs, strict=True)
        ),
        twins=twins,
        tests=tuple(
            Check(filled(test.do, who), filled(test.then or "", who), int(test.takes / TICK_S),
                 filled(test.tells, role))
            for test in failure.tests
        ),
        answer=filled(answers[0].do, who) if answers else "",
        help=f"{filled(answers[0].do, who)}: {filled(answers[0].text, role)}" if answers else "",
        feared=failure.feared,
        shows=tuple(shows),
        positions=positions_of(channels, context.crew),
        lasts={
            when: int(sign.lasts / TICK_S)
            for when, sign in zip(whens, failure.signs, strict=True)
            if sign.lasts
        },
        read={when: on[0] for when in whens if (on := context.world.layout.channels_of(when))},
    )  # fmt: skip
