"""Orders to one crew member, made into short checklists that no level needs to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from game.level.schema import Checklist, Step
from game.ops.deck import Deck
from game.vocabulary import units
from game.vocabulary.orders import Order

JOB_WORDS = frozenset({"visor", "leakcheck", "relock", "rest", "health", "ingress", "hatch"})
"""The order words that become jobs."""
REST_S = 120.0
"""How long somebody rests who was not told how long, s."""
REST_EFFORT = 105.0
"""Metabolic rate at rest in a seat, W (BVAD)."""


def job(order: Order, deck: Deck) -> list[str] | str:
    """The words that :func:`build` makes a checklist of, or one sentence why not.

    They hold everything that depends on the moment (who is nearest, how the suit is set), so
    that the same words always give the same checklist.
    """
    words = [order.word, *order.arguments]
    if order.word == "hatch":
        return _hatch(order, deck)
    who = order.arguments[0]
    role, able = deck.role(who), deck.world.capability(who)
    if not able.alive or not able.conscious:
        return f"{role} does not answer"
    if order.word == "visor":
        if deck.word(f"{who}.suit.visor") == order.arguments[1]:
            return f"{role}'s visor is {order.arguments[1]} already"
        return deck.world.can(order) or words
    if order.word == "leakcheck":
        return deck.world.can(deck.action(f"isolate {who}")) or words
    if order.word == "relock":
        if deck.number("cabin.o2") < 16000.0:
            return (
                f"{role} can't open gloves and visor now: "
                f"the cabin holds {_kpa(deck, 'cabin.o2')} of oxygen, and 16 kPa are needed"
            )
        mode = deck.word(f"{who}.suit.mode")
        return [*words, "vent" if mode == "vent" else "press"]
    if order.word == "ingress":
        place = deck.world.place(who)
        return [*words, place] if place != "seat" else f"{role} is in the seat already"
    if order.word == "rest":
        seconds = (
            units.parse(order.arguments[1], "duration") if len(order.arguments) > 1 else REST_S
        )
        return ["rest", who, repr(seconds), deck.world.place(who)]
    return words


def _kpa(deck: Deck, channel: str) -> str:
    return units.show(deck.number(channel), "kPa", 1)


def _hatch(order: Order, deck: Deck) -> list[str] | str:
    to = order.arguments[0]
    if deck.word("hatch.position") == to:
        return f"the hatch is {to} already"
    if to == "closed":
        why = deck.world.can(deck.action("swing closed"))
        if why:
            return why
    who = _nearest_to_hatch(deck)
    return ["hatch", to, who] if who else "nobody is awake to do it"


def _nearest_to_hatch(deck: Deck) -> str:
    """Who is at the hatch, else in the cabin, else the lowest seat; the free come first."""
    rank = {"hatch": 0, "cabin": 1, "seat": 2, "outside": 3}
    best, best_rank = "", (9, 9, 99)
    for who, member in deck.level.crew.items():
        able = deck.world.capability(who)
        place = deck.world.place(who)
        if not able.alive or not able.conscious or place == "outside":
            continue
        mine = (rank[place], int(who in deck.state.work.tasks), member.seat)
        if mine < best_rank:
            best, best_rank = who, mine
    return best


def name(words: list[str]) -> str:
    """The name under which a job can be stopped: ``ev1.visor``, ``hatch.open``."""
    return f"hatch.{words[1]}" if words[0] == "hatch" else f"{words[1]}.{words[0]}"


def build(words: list[str], roles: Mapping[str, str]) -> Checklist:
    """The checklist of a job; ``roles`` says what crew members are called in its title."""
    made = _build(tuple(words))
    who = next((word for word in words if word in roles), "")
    return made.model_copy(update={"title": made.title.replace("{role}", roles.get(who, who))})


@cache
def _build(words: tuple[str, ...]) -> Checklist:
    return _BUILDERS[words[0]](*words[1:])


def _step(who: str, text: str, seconds: float, **more: object) -> Step:
    return Step.model_validate({"who": who, "text": text, "takes": f"{seconds!r} s", **more})


def _list(title: str, *steps: Step) -> Checklist:
    return Checklist(title=title, steps=steps)


def _visor(who: str, to: str) -> Checklist:
    verb = "Close" if to == "closed" else "Open"
    return _list(
        f"Visor {to}, {{role}}",
        _step(
            who, f"{verb} the visor", 8.0,
            do=(f"visor {who} {to}",), expect=f"{who}.suit.visor == {to}",
            say=f"Visor {to}.",
        ),
    )  # fmt: skip


def _leakcheck(who: str) -> Checklist:
    return _list(
        "Leak check, {role}",
        _step(who, "Isolate the suit", 5.0, do=(f"isolate {who}",), effort="110 W"),
        _step(who, "Hold still and watch the suit's pressure", 60.0, effort="110 W"),
        _step(
            who, "Read the result", 5.0,
            do=(f"judge {who}",), expect=f"{who}.suit.leak_check == passed", within="5 s",
            effort="110 W", say="Leak check passed.",
        ),
    )  # fmt: skip


def _relock(who: str, mode: str) -> Checklist:
    steps = [
        _step(
            who, "Suit to cabin pressure", 5.0,
            only_if=f"{who}.suit.mode != vent", do=(f"suit {who} vent",),
            expect=f"{who}.suit.delta < 1 kPa", within="60 s",
        ),
        _step(
            who, "Open, wipe and lock gloves and visor", 90.0,
            do=(f"seal {who}",), effort="170 W",
        ),
        _step(who, "Visor closed", 5.0, do=(f"visor {who} closed",)),
    ]  # fmt: skip
    if mode == "press":
        steps.append(_step(who, "Suit to pressure", 5.0, do=(f"suit {who} press",)))
    steps.append(_step(who, "Report", 2.0, say="Gloves and visor locked again. Check me."))
    return _list("Relock, {role}", *steps)


def _rest(who: str, seconds: str, place: str) -> Checklist:
    effort = REST_EFFORT if place == "seat" else 150.0
    return _list(
        "Rest, {role}",
        _step(who, "Rest", float(seconds), effort=f"{effort!r} W", say="Rested. Ready."),
    )


def _health(who: str) -> Checklist:
    return _list("Health check, {role}", _step(who, "Say how you feel", 10.0, effort="125 W"))


def _ingress(who: str, place: str) -> Checklist:
    """The way in from ``place``: 45 s to the hatch, 20 s through it, 25 s to the seat [R]."""
    way = {
        "outside": ("hatch", "cabin", "seat"), "hatch": ("cabin", "seat"), "cabin": ("seat",),
    }[place]  # fmt: skip
    text = {"hatch": "Back to the hatch", "cabin": "In through the hatch", "seat": "To the seat"}
    seconds = {"hatch": 45.0, "cabin": 20.0, "seat": 25.0}
    steps = [
        _step(who, text[to], seconds[to], effort="300 W", do=(f"move {who} {to}",)) for to in way
    ]
    steps.append(_step(who, "Report", 2.0, say="I'm in."))
    return _list("Ingress, {role}", *steps)


def _hatch_job(to: str, who: str) -> Checklist:
    if to == "open":
        return _list(
            "Hatch open",
            _step(who, "Release the latches", 30.0, effort="350 W", do=("unlatch",)),
            _step(
                who, "Swing the hatch open", 30.0, effort="450 W",
                do=("swing open",), expect="hatch.position == open", say="Hatch is open.",
            ),
        )  # fmt: skip
    return _list(
        "Hatch closed",
        _step(
            who, "Swing the hatch closed", 20.0, effort="350 W",
            do=("swing closed",), expect="hatch.position == closed",
        ),
        _step(who, "Engage the latches", 30.0, effort="450 W", do=("latch",),
              say="Hatch closed and latched."),
    )  # fmt: skip


_BUILDERS: dict[str, Callable[..., Checklist]] = {
    "visor": _visor,
    "leakcheck": _leakcheck,
    "relock": _relock,
    "rest": _rest,
    "health": _health,
    "ingress": _ingress,
    "hatch": _hatch_job,
}


def feeling(deck: Deck, who: str) -> str:
    """How ``who`` says they feel: honest, but nobody notices their own lack of oxygen."""
    able, truth = deck.world.capability(who), deck.world.truth()
    if deck.number(f"{who}.saturation", truth) < 0.88:
        return "I feel great. Really great. What was the question?"
    complaints = [
        words
        for channel, least, most, words in _SYMPTOMS
        if least <= deck.number(f"{who}.{channel}", truth) < most
    ]
    if complaints:
        return "; ".join(complaints)
    if able.slips > 1.6:
        return "Not my best. Tired, I think"
    return "Feeling good"


_SYMPTOMS = (
    ("suit.co2", 5066.0, 1e9, "bad headache, hard to think"),
    ("suit.co2", 2000.0, 5066.0, "a bit of a headache, breathing hard"),
    ("core_temperature", 311.65, 1e9, "very hot in here"),
    ("core_temperature", 311.05, 311.65, "getting warm"),
    ("suit.humidity", 0.85, 1e9, "the visor is fogging"),
    ("heart_rate", 150.0, 1e9, "heart is pounding"),
)
"""What people notice: channel, from, up to, and what they say (levels of CO2: NASA)."""
