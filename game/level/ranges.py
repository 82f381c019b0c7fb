"""What channels of a level can be: whether a condition is always true, or never.

A range is generous: a condition is called impossible only if nothing that may happen in the level
makes it true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.level.schema import Level, Tank
from game.level.walk import actions_of, stops
from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.vocabulary import conditions
from game.vocabulary.channels import Channel
from game.vocabulary.grammar import Comparison

_FOREVER = float("inf")
_LOADS = (0.9, 1.2)
"""Least and most of the level's oxygen that a difficulty begins with."""
_NEVER_S = 360000.0
"""What a channel that counts down says when there is no end in sight, s."""
_MOLAR = {"o2": MOLAR_MASS_O2, "n2": MOLAR_MASS_N2}
_FRACTIONS = ("saturation", "dcs_risk", "suit.o2_fraction", "suit.humidity")
_ACTS: dict[str, dict[str, str]] = {
    "hatch.seal_check": {"running": "sealcheck", "passed": "sealcheck", "failed": "sealcheck"},
}
"""Words that a channel shows only if a step has this act."""
_EFFECTS = {
    "hatch.seal": {"bulged": "bulge-seal", "dirty": "dirty-seal"},
    "suit.water": {"damp": "water", "wet": "water", "flooded": "water"},
}
"""Words that a channel shows only if the level has this effect."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a channel may have: from ``least`` to ``most``, SI, or ``words``."""

    least: float = -_FOREVER
    most: float = _FOREVER
    words: frozenset[str] = frozenset()


Ranges = Callable[[str], Range]


def never(text: str, channels: Mapping[str, Channel], ranges: Ranges) -> bool:
    """Whether the condition can't hold in these ranges. Raises BadCondition."""
    cases = conditions.cases_of(text, channels)
    return cases is not None and not any(_possible(case, channels, ranges) for case in cases)


def always(text: str, channels: Mapping[str, Channel], ranges: Ranges) -> bool:
    """Whether the condition can't but hold in these ranges. Raises BadCondition."""
    cases = conditions.cases_of(text, channels, holds=False)
    return cases is not None and not any(_possible(case, channels, ranges) for case in cases)


def _possible(case: Sequence[Comparison], channels: Mapping[str, Channel], ranges: Ranges) -> bool:
    for name in dict.fromkeys(each.channel for each in case):
        own = [each for each in case if each.channel == name]
        known = ranges(name)
        if channels[name].words:
            if not _word_left(own, known.words or frozenset(channels[name].words)):
                return False
        elif not _number_left(own, known):
            return False
    return True


def _word_left(case: Iterable[Comparison], words: frozenset[str]) -> bool:
    for each in case:
        kept = {each.value} if each.op == "==" else words - {each.value}
        words = words & frozenset(str(word) for word in kept)
    return bool(words)


def _number_left(case: Iterable[Comparison], known: Range) -> bool:
    least, most, open_ = known.least, known.most, False
    for each in case:
        value = float(each.value)
        if each.op in ("<", "<=", "==") and value <= most:
            open_ = (open_ and value == most) or each.op == "<"
            most = value
        if each.op in (">", ">=", "==") and value >= least:
            open_ = (open_ and value == least) or each.op == ">"
            least = value
        if each.op == "==" and not least <= value <= most:
            return False
    return least < most or (least == most and not open_)


def tank_pressure(tank: Tank, gas: str, temperature: float) -> float:
    """The pressure of an ideal gas in a tank, Pa."""
    return tank.mass / _MOLAR[gas] * R_GAS * temperature / tank.volume


class Possible:
    """The ranges of a level's channels during the whole mission."""

    def __init__(self, level: Level) -> None:
        self.level = level
        cabin, suit, supply = level.cabin, level.suit, level.supply
        most = 2.0 * max(cabin.pressure, cabin.relief_high)
        press = 1.5 * max(suit.pressure, suit.low_pressure)
        zero = Range(0.0, _FOREVER)
        one = Range(0.0, 1.0)
        orbit = level.orbit
        low, high = min(orbit.perigee, orbit.apogee), max(orbit.perigee, orbit.apogee)
        self._ship = {
            "mission.met": Range(0.0, level.time_limit),
            "cabin.pressure": Range(0.0, most), "cabin.o2": Range(0.0, most),
            "cabin.co2": Range(0.0, most), "cabin.o2_fraction": one,
            "cabin.temperature": Range(100.0, 500.0), "cabin.smoke": one,
            "hatch.latches": Range(0.0, float(level.hatch.latches)),
            "o2.a.mass": Range(0.0, _LOADS[1] * supply.o2_a.mass),
            "o2.b.mass": Range(0.0, _LOADS[1] * supply.o2_b.mass),
            "n2.mass": Range(0.0, supply.n2.mass),
            "o2.a.pressure": Range(0.0, 2.0 * tank_pressure(supply.o2_a, "o2", 300.0)),
            "o2.b.pressure": Range(0.0, 2.0 * tank_pressure(supply.o2_b, "o2", 300.0)),
            "n2.pressure": Range(0.0, 2.0 * tank_pressure(supply.n2, "n2", 300.0)),
            "o2.flow": zero, "o2.time_left": Range(0.0, _NEVER_S),
            "orbit.signal_time": Range(0.0, _NEVER_S), "orbit.light_time": Range(0.0, _NEVER_S),
            "orbit.latitude": Range(-90.0, 90.0), "orbit.longitude": Range(-180.0, 180.0),
            "orbit.altitude": Range(0.7 * low - 5e4, 1.3 * high + 5e4),
        }  # fmt: skip
        self._crew = {
            "heart_rate": Range(0.0, 260.0), "core_temperature": Range(260.0, 330.0),
            "prebreathe": zero, "nitrogen_ratio": zero,
            "suit.pressure": Range(0.0, most + press), "suit.delta": Range(-most, press + most),
            "suit.flow": zero, "suit.o2": Range(0.0, most + press),
            "suit.co2": Range(0.0, most + press), "suit.temperature": Range(100.0, 500.0),
            "suit.emergency_mass": Range(0.0, suit.emergency_mass),
            **dict.fromkeys(_FRACTIONS, one),
        }  # fmt: skip
        given = [text.split() for stop in stops(level) for text in actions_of(stop.step)]
        given += [text.split() for event in level.events.values() for text in event.do]
        self._acts = {words[0].lower() for words in given if words}
        self._outside = {words[1] for words in given if words[:1] == ["move"] and
                         words[-1] == "outside" and len(words) == 3}  # fmt: skip
        self._effects = {one.effect.split()[0] for one in level.happenings.values() if one.effect}

    def __call__(self, name: str) -> Range:
        """The range of a channel by its full name."""
        if name in self._ship:
            return self._ship[name]
        who, _, rest = name.partition(".")
        if who in self.level.crew:
            if rest in self._crew:
                return self._crew[rest]
            return Range(words=self._words(rest, who))
        return Range(words=self._words(name, ""))

    def _words(self, name: str, who: str) -> frozenset[str]:
        """The words that a channel may show; empty for all."""
        if name == "place":
            here = {self.level.crew[who].place}
            outside = {"outside"} if {who, "{who}", "{crew}"} & self._outside else set()
            return frozenset({"seat", "cabin", "hatch"} | here | outside)
        if name in _EFFECTS:
            own = {"dirty"} if self.level.hatch.dirty else set()
            lost = {w for w, e in _EFFECTS[name].items() if e not in self._effects} - own
            return frozenset({"clean", "none", *_EFFECTS[name]} - lost)
        if name in _ACTS:
            lost = {word for word, act in _ACTS[name].items() if act not in self._acts}
            return frozenset({"unknown", *_ACTS[name]} - lost)
        return frozenset()


class AtStart:
    """What is known of a level's channels at its first moment; else what they can be."""

    def __init__(self, level: Level, possible: Ranges) -> None:
        cabin, supply = level.cabin, level.supply
        numbers = {
            "mission.met": 0.0, "cabin.pressure": cabin.pressure,
            "cabin.o2": cabin.pressure * cabin.o2, "cabin.o2_fraction": cabin.o2,
            "cabin.temperature": cabin.temperature, "hatch.latches": float(level.hatch.latches),
            "n2.mass": supply.n2.mass,
        }  # fmt: skip
        words = {
            "mission.poll": "none", "cabin.fire": "none", "cabin.vent": "closed",
            "cabin.repress": "off", "cabin.relief": "low", "hatch.position": "closed",
            "hatch.seal": "dirty" if level.hatch.dirty else "clean",
            "hatch.seal_check": "unknown", "o2.feed": "both",
        }  # fmt: skip
        for who, member in level.crew.items():
            numbers[f"{who}.suit.emergency_mass"] = level.suit.emergency_mass
            if member.place == "outside":  # how a suit is then, the world alone knows
                continue
            numbers[f"{who}.suit.delta"] = 0.0
            words |= {
                f"{who}.place": member.place, f"{who}.condition": "well", f"{who}.pace": "normal",
                f"{who}.suit.mode": "vent", f"{who}.suit.visor": "open",
                f"{who}.suit.water": "none", f"{who}.suit.leak_check": "unknown",
                f"{who}.suit.emergency": "off",
            }  # fmt: skip
        tanks = {"o2.a.mass": supply.o2_a.mass, "o2.b.mass": supply.o2_b.mass}
        loads = {name: Range(_LOADS[0] * mass, _LOADS[1] * mass) for name, mass in tanks.items()}
        words |= {f"checklist.{name}": "idle" for name in level.checklists}
        self._known = (
            loads
            | {name: Range(value, value) for name, value in numbers.items()}
            | {name: Range(words=frozenset((word,))) for name, word in words.items()}
        )
        self._possible = possible

    def __call__(self, name: str) -> Range:
        """The range of a channel by its full name."""
        return self._known.get(name) or self._possible(name)

    def known(self) -> Mapping[str, Range]:
        """The channels of which more is known than what they can be."""
        return self._known
