"""From one mission of a campaign to the next, by pure functions.

    carried = first(campaign, difficulty)
    carried = before(campaign, at, carried, level, difficulty)  # the night before: tanks filled
    level = prepared(campaign, at, carried, level, difficulty)  # what is flown, and logged
    carried = after(campaign, at, carried, ended)               # what the mission left

``at`` counts missions from 0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from game.campaign.schema import Campaign, Change, Leg, Wear
from game.level.loading import resolved, resolved_json
from game.level.schema import (
    Carried,
    CarriedMember,
    CrewMember,
    Difficulty,
    Level,
    OutcomeKind,
)
from game.mission import Mission
from game.vocabulary import events
from game.world.state import OXYGEN_LOAD

REST_W = 120.0
"""Metabolic rate of somebody who does nothing; work is what is above it."""
LEAST_KG = 0.05
"""What a tank that is called empty still holds: a level's tank is never without gas."""
MOST_FLIGHTS = 50


@dataclass(frozen=True, slots=True)
class Ended:
    """What a campaign wants to know of a mission that is over, in truth."""

    level: str
    outcome: OutcomeKind
    score: int
    o2_a: float
    """Oxygen in tank A, kg; and so on."""
    o2_b: float
    n2: float
    work: dict[str, float]
    """Work of each of the crew, J: metabolic heat above rest."""
    hurt: frozenset[str]
    """Who lost consciousness or got the bends."""
    opened: int
    """How often the hatch was opened."""
    met: frozenset[str]
    """Objectives that were met."""


def ended(mission: Mission) -> Ended:
    """What a mission that is over, and was flown from its start, comes to."""
    assert mission.outcome is not None
    true, state = mission.truth(), mission.state()
    rest = REST_W * mission.time
    known = mission.events
    return Ended(
        level=mission.level.id,
        outcome=mission.outcome.kind,
        score=mission.outcome.score,
        o2_a=_number(true["o2.a.mass"]),
        o2_b=_number(true["o2.b.mass"]),
        n2=_number(true["n2.mass"]),
        work={
            who: max(0.0, body["heat_made"] - rest)
            for who, body in state["world"]["bodies"].items()
        },
        hurt=frozenset(
            str(event.subject)
            for event in known
            if event.kind in (events.UNCONSCIOUS.id, events.BENDS.id)
        ),
        opened=sum(
            event.kind == events.HATCH.id and event.data["position"] == "open" for event in known
        ),
        met=frozenset(one.id for one in mission.objectives if one.met_tick is not None),
    )


def _number(value: float | str) -> float:
    return value if isinstance(value, float) else 0.0


def first(campaign: Campaign, difficulty: Difficulty) -> Carried:
    """What there is on the first day. Who plays harder has less oxygen."""
    load, tanks = OXYGEN_LOAD[difficulty], campaign.tanks
    return Carried(
        campaign=campaign.title,
        mission=1,
        o2_a=tanks.o2_a * load,
        o2_b=tanks.o2_b * load,
        n2=tanks.n2,
        spare_o2=campaign.spare.o2 * load,
        spare_n2=campaign.spare.n2,
    )


def before(
    campaign: Campaign, at: int, carried: Carried, level: Level, difficulty: Difficulty
) -> Carried:
    """The nights before a mission: people rest, the ship breathes, the bottles fill the tanks."""
    leg = campaign.missions[at]
    rested = {
        who: one.changed(fatigue=one.fatigue * (1.0 - leg.rested))
        for who, one in carried.crew.items()
    }
    there = carried.changed(mission=at + 1, crew=rested)
    if leg.ground:
        return there
    load, supply = OXYGEN_LOAD[difficulty], level.supply
    if leg.dropped:
        return there.changed(
            o2_a=max(leg.least.o2 / 2.0, min(carried.o2_a, supply.o2_a.mass * load)),
            o2_b=max(leg.least.o2 / 2.0, min(carried.o2_b, supply.o2_b.mass * load)),
            n2=max(leg.least.n2, min(carried.n2, supply.n2.mass)),
            spare_o2=0.0,
            spare_n2=0.0,
        )
    spare_o2 = max(0.0, carried.spare_o2 - leg.uses.o2)
    spare_n2 = max(0.0, carried.spare_n2 - leg.uses.n2)
    wanted = (
        max(0.0, supply.o2_a.mass * load - carried.o2_a),
        max(0.0, supply.o2_b.mass * load - carried.o2_b),
    )
    share = min(1.0, spare_o2 / sum(wanted)) if sum(wanted) > 0.0 else 0.0
    nitrogen = min(spare_n2, max(0.0, supply.n2.mass - carried.n2))
    return there.changed(
        o2_a=carried.o2_a + share * wanted[0],
        o2_b=carried.o2_b + share * wanted[1],
        n2=carried.n2 + nitrogen,
        spare_o2=max(0.0, spare_o2 - share * sum(wanted)),
        spare_n2=spare_n2 - nitrogen,
    )


def prepared(
    campaign: Campaign, at: int, carried: Carried, level: Level, difficulty: Difficulty
) -> Level:
    """The level as it is flown: with what was carried over, and what differs by what is known.

    Raises LevelMistakes when a change of the campaign makes no level.
    """
    leg = campaign.missions[at]
    data = resolved_json(level)
    for change in leg.changes:
        if _holds(change, carried):
            data = _over(data, change.level)
    made = resolved(data, f"{campaign.title}, {level.id}")
    wear = campaign.wear
    crew = {who: _member(one, carried.crew.get(who), wear) for who, one in made.crew.items()}
    update: dict[str, Any] = {"crew": crew, "carried": carried}
    if not leg.ground:
        load, supply = OXYGEN_LOAD[difficulty], made.supply
        update["supply"] = supply.changed(
            o2_a=supply.o2_a.changed(mass=max(LEAST_KG, carried.o2_a / load)),
            o2_b=supply.o2_b.changed(mass=max(LEAST_KG, carried.o2_b / load)),
            n2=supply.n2.changed(mass=max(LEAST_KG, carried.n2)),
        )
        update["cabin"] = made.cabin.changed(leak=made.cabin.leak + carried.seal)
    return made.changed(**update)


def _member(member: CrewMember, known: CarriedMember | None, wear: Wear) -> CrewMember:
    """One of the crew as the missions before have left them."""
    if known is None:
        return member
    missing = (1.0 - member.training) * (1.0 - wear.training) ** known.flights
    tired = known.fatigue + (wear.hurt_fatigue if known.hurt else 0.0)
    fit = wear.hurt_fitness if known.hurt else 1.0
    return member.changed(
        training=1.0 - missing,
        experience=min(MOST_FLIGHTS, member.experience + known.flights),
        fatigue=min(1.0, member.fatigue + tired),
        vo2_max=max(1.0, member.vo2_max * fit),
        worn=member.worn + known.worn,
    )


def after(campaign: Campaign, at: int, carried: Carried, flown: Ended) -> Carried:
    """What there is after a mission. On the ground the ship is as it was, and suits are others."""
    leg, wear = campaign.missions[at], campaign.wear
    crew = {**carried.crew}
    for who, joules in flown.work.items():
        was = crew.get(who, CarriedMember())
        worn = 0.0 if leg.ground else wear.suit * joules / 1e6
        crew[who] = CarriedMember(
            flights=min(MOST_FLIGHTS, was.flights + 1),
            fatigue=min(1.0, was.fatigue + wear.tired * joules / 1e6),
            worn=was.worn + worn,
            hurt=who in flown.hurt,
        )
    update: dict[str, Any] = {"crew": crew, "knows": _learned(campaign, carried, flown)}
    if not leg.ground:
        update |= {"o2_a": flown.o2_a, "o2_b": flown.o2_b, "n2": flown.n2,
                   "seal": carried.seal + wear.seal * flown.opened}  # fmt: skip
    return carried.changed(**update)


def leads_on(leg: Leg, outcome: str, score: int) -> bool:
    """Whether the next mission comes after one that ended so; else it is flown again."""
    return outcome in leg.on and score >= leg.points


def seed_of(seed: int, mission: str, attempt: int) -> int:
    """The seed of a mission: its own for each attempt, and the same whenever it is asked for."""
    text = f"{seed} {mission} {attempt}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=4).digest(), "big")


def _learned(campaign: Campaign, carried: Carried, flown: Ended) -> tuple[str, ...]:
    new = [
        name
        for name, known in campaign.knows.items()
        if known.mission == flown.level
        and (known.objective is None or known.objective in flown.met)
        and (not known.outcome or flown.outcome in known.outcome)
    ]
    return tuple(dict.fromkeys((*carried.knows, *new)))


def _holds(change: Change, carried: Carried) -> bool:
    hurt = any(one.hurt for one in carried.crew.values())
    return (
        set(change.knows) <= set(carried.knows)
        and not set(change.lacks) & set(carried.knows)
        and change.hurt in (None, hurt)
    )


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """``above`` over ``below``: maps merge, null takes out, all else replaces."""
    made = {**below}
    for key, value in above.items():
        old = made.get(key)
        if value is None:
            made.pop(key, None)
        elif isinstance(old, dict) and isinstance(value, dict):
            made[key] = _over(old, value)
        else:
            made[key] = value
    return made
