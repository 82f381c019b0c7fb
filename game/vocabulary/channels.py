"""The catalogue of channels: everything that can be read from a mission.

A name with a place-holder (``{crew}.suit.pressure``, ``checklist.{checklist}``) stands
for one channel for each crew member or checklist of the level; :func:`expand` lists them.
Values are SI floats, or one of the channel's ``words``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

NO_LESS = ("pressure", "mass", "flow", "ratio")
"""Dimensions of what there can't be less of than nothing."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, and what a player should know of it.

    ``dimension`` is a key of :data:`game.vocabulary.units.SI_UNIT`, or ``""`` for a channel
    whose value is a word; ``shown`` and ``decimals`` say how it is displayed. ``signed`` is a
    difference: below zero it means something, though its dimension is one of ``NO_LESS``.
    """

    name: str
    label: str
    dimension: str
    shown: str
    decimals: int
    what: str
    why: str
    normal: str
    source: str
    words: tuple[str, ...] = ()
    signed: bool = False

    @property
    def floor(self) -> float:
        """The least that its gauge shows, SI: noise, and a drift, end there."""
        return 0.0 if self.dimension in NO_LESS and not self.signed else -math.inf

    def as_gauged(self, value: float) -> float:
        """``value`` (SI) as its gauge shows it: not below its floor, nor a share above 100 %."""
        if not math.isfinite(value):
            return value
        return min(max(value, self.floor), 1.0 if self.shown == "%" else math.inf)


def _number(
    name: str, label: str, dimension: str, shown: str, decimals: int,
    *, what: str, why: str, normal: str, source: str, signed: bool = False,
) -> Channel:  # fmt: skip
    return Channel(
        name, label, dimension, shown, decimals, what, why, normal, source, signed=signed
    )


def _word(
    name: str, label: str, words: str, *, what: str, why: str, normal: str, source: str
) -> Channel:
    return Channel(name, label, "", "", 0, what, why, normal, source, tuple(words.split()))


_SHIP = "ship's own data bus"
_DAY3 = "operator's day-3 update, 12 Sep 2024"
_SUITS = "NASA SUITS 2026 training limits"

SECOND = ".b"
"""What follows a channel's name where its second transducer is meant: ``o2.a.mass.b``."""
PAIRED: dict[str, str] = {
    "cabin.pressure": "cabin",
    "o2.a.mass": "O2 A",
    "o2.b.mass": "O2 B",
    "n2.mass": "N2",
    "{crew}.suit.pressure": "suit",
    "{crew}.suit.delta": "suit ΔP",
    "{crew}.suit.flow": "flow",
}
"""The channels behind which two transducers stand, A and B, with their labels.

The one that ``select`` names is on the display, and alarms and standing orders act on it. The
ground receives both, and compares them.
"""

CATALOGUE: tuple[Channel, ...] = (
    _number(
        "mission.met", "MET", "duration", "min", 0,
        what="Mission elapsed time, counted from the first tick of the mission.",
        why="Every call, hold and deadline is told in it.",
        normal="First Out ends near 01:50:00.",
        source="tick counter of the simulation",
    ),
    _word(
        "mission.poll", "poll", "none go no-go",
        what="The answer of the last GO/NO-GO poll of the room.",
        why="The cabin is not vented before the room has said GO.",
        normal="go, before the vent opens.",
        source="flight rule of every built-in level",
    ),
    _word(
        "mission.difficulty", "difficulty", "cadet specialist director",
        what="How hard the mission is flown: cadets have some things done for them.",
        why="A step with only_if: mission.difficulty == cadet is the player's own to remember, "
        "except for cadets.",
        normal="specialist.",
        source="chosen with the mission",
    ),
    _number(
        "cabin.pressure", "cabin", "pressure", "kPa", 1,
        what="Absolute pressure of the cabin gas.",
        why="Below about 6.3 kPa (0.9 psi) an open helmet is unconsciousness in ten seconds; "
        "above 2 kPa nobody can pull the hatch open.",
        normal="59.6 kPa (8.65 psi) after the pre-breathe days, under 1.4 kPa (0.2 psi) to open "
        "the hatch, 96.5 kPa (14 psi) when the EVA is over.",
        source=_DAY3,
    ),
    _number(
        "cabin.pressure_rate", "cabin rate", "pressure rate", "kPa/min", 2,
        what="How fast the cabin pressure changes, smoothed over some seconds.",
        why="It shows a vent that works, a repress that works, or a leak, before the pressure does.",
        normal="0 with everything closed; about -5 kPa/min in the vent, +5 to +6 in the repress.",
        source="from cabin.pressure; 0.01 kg/s of N2 gives +0.819 psi/min into 9.3 m3",
    ),
    _number(
        "cabin.o2", "cabin O2", "pressure", "kPa", 1,
        what="Partial pressure of oxygen in the cabin.",
        why="What a crew member with an open visor breathes: under 16 kPa wits go, "
        "under 10 kPa consciousness goes.",
        normal="19 to 23 kPa with visors open.",
        source="alveolar gas equation",
    ),
    _number(
        "cabin.o2_fraction", "cabin O2 %", "ratio", "%", 1,
        what="Share of oxygen in the cabin gas.",
        why="Open-loop suits pour oxygen into a closed cabin: above 40 % cloth and wire burn "
        "as they do not in air. Vent early, and trim with nitrogen on repress.",
        normal="21 to 32 %; four suits at 2 kg/h each take 32 % to 48 % in a quarter of an hour.",
        source="gas balance of a closed cabin with relief at 8.65 psi",
    ),
    _number(
        "cabin.co2", "cabin CO2", "pressure", "mmHg", 1,
        what="Partial pressure of carbon dioxide in the cabin.",
        why="Four people at rest add 7.4 mmHg an hour to a cabin without a scrubber.",
        normal="Under 5 mmHg.",
        source="BVAD nominal day, 0.69 g CO2/min for each person",
    ),
    _number(
        "cabin.temperature", "cabin temp", "temperature", "°C", 1,
        what="Temperature of the cabin gas.",
        why="It drops while the cabin vents and rises while it fills: part of a pressure change "
        "after a repress is only the gas coming back to the walls' temperature.",
        normal="20 to 24 °C; well below that while venting.",
        source="energy balance of the cabin gas with its walls",
    ),
    _number(
        "cabin.smoke", "smoke", "ratio", "%", 2,
        what="Share of light that smoke in the cabin takes over a metre.",
        why="It shows a fire before flames are seen, and when the air is fit for bare faces again.",
        normal="0; 1 % over a metre is an alarm, as in aircraft and stations.",
        source="smoke detector; 8.7 m2 of soot a gram [R]",
    ),
    _word(
        "cabin.fire", "fire", "none haze smoke flames",
        what="What people in the cabin see of a fire.",
        why="Above 40 % oxygen a spark at a valve may light one. Visors down, extinguisher, less "
        "oxygen.",
        normal="none.",
        source="as the crew tells it",
    ),
    _word(
        "cabin.vent", "vent", "closed open full",
        what="The cabin vent valve. Full is the wide setting for the last psi.",
        why="It is the way to vacuum, and the way your repress gas escapes if it is left open.",
        normal="closed, except from the vent to the seal check.",
        source=_SHIP,
    ),
    _word(
        "cabin.repress", "repress", "off n2 o2 air emergency",
        what="The cabin repress valve and what it feeds in.",
        why="Gas fed into an open cabin is gone. Emergency gives all that the valves pass.",
        normal="off; n2 in a nominal repress, because the suits add the oxygen.",
        source=_SHIP,
    ),
    _word(
        "cabin.relief",
        "relief",
        "low high",
        what="Set point of the cabin relief valve: low holds the pre-breathe pressure while the "
        "suits pour oxygen in, high is for a cabin at 14 psi.",
        why="Left at low, the valve lets a repress out again above 8.75 psi.",
        normal="low until the repress, then high.",
        source=_SHIP,
    ),
    _word(
        "hatch.position", "hatch", "closed open",
        what="Whether the hatch is open.",
        why="While it is open there is no cabin: abort means hatch closed first.",
        normal="closed; open for about 26 minutes.",
        source=_DAY3,
    ),
    _number(
        "hatch.latches", "latches", "count", "", 0,
        what="How many hatch latches are engaged.",
        why="A latch that was missed leaks: the seal check finds it, the repress would lose it.",
        normal="6 when closed, if the level says no other number; 0 when open.",
        source="latch switches",
    ),
    _word(
        "hatch.seal_check", "seal check", "unknown running passed failed",
        what="Result of the last check of the hatch seal under a little pressure.",
        why="Repress gas is finite. Prove the seal with a breath of it before spending the rest.",
        normal="passed before the repress.",
        source="leak-check practice: at most 2.07 kPa (0.3 psi) a minute",
    ),
    _word(
        "hatch.seal",
        "seal",
        "clean dirty bulged",
        what="The hatch seal, as the crew member at the hatch sees it.",
        why="Dirt leaks; a bulge keeps the latches from reaching.",
        normal="clean.",
        source="this mission of 2024: the seal bulged and the hatch was stiff",
    ),
    *(
        _number(
            f"{tank}.{quantity}", f"{label} {short}", dimension, shown, decimals,
            what=f"{text} in {full}.", why=why, normal=normal, source=_SHIP,
        )
        for tank, label, full, why, normal in (
            ("o2.a", "O2 A", "oxygen tank A", "It feeds every suit, all the time: the oxygen clock.",
             "Falls by about 12 kg an hour with four suits at normal flow, both tanks together."),
            ("o2.b", "O2 B", "oxygen tank B", "It feeds every suit, all the time: the oxygen clock.",
             "Falls by about 12 kg an hour with four suits at normal flow, both tanks together."),
            ("n2", "N2", "the nitrogen tank", "It fills the cabin on repress: 9 kg are needed once.",
             "Untouched until the seal check."),
        )
        for quantity, short, text, dimension, shown, decimals in (
            ("mass", "", "Gas left", "mass", "kg", 1),
            ("pressure", "bottle", "Pressure", "pressure", "kPa", 0),
        )
    ),
    _word(
        "o2.feed", "O2 feed", "both a b",
        what="Which oxygen tanks feed the suits.",
        why="Closing off one tank keeps its gas from a leak in the other's line.",
        normal="both.",
        source=_SHIP,
    ),
    _number(
        "o2.flow", "O2 flow", "flow", "kg/h", 1,
        what="All oxygen leaving the tanks.",
        why="What is left, divided by this, is the time you have.",
        normal="12 kg/h with four suits at normal.",
        source="the suits' flow settings",
    ),
    _number(
        "o2.time_left", "oxygen", "duration", "min", 0,
        what="How long the oxygen lasts at the present flow.",
        why="The oxygen timer drives the timeline: everything after is planned back from it.",
        normal="Above the time that closing, seal check and repress still need: about 50 min.",
        source="o2 mass left divided by o2.flow",
    ),
    _word(
        "{crew}.place", "place", "seat cabin hatch outside",
        what="Where this crew member is.",
        why="The way back from outside takes a minute or two, longer when tired.",
        normal="In the seat, but for the one who goes out and the one at the hatch.",
        source="voice and helmet camera",
    ),
    _word(
        "{crew}.condition", "condition", "well unwell unconscious dead",
        what="How this crew member is, as the medical officer sees it.",
        why="Somebody unwell makes mistakes; somebody unconscious cannot help themself.",
        normal="well.",
        source="surgeon's console",
    ),
    _word(
        "{crew}.pain", "pain", "none limb",
        what="Pain, as the crew member reports it.",
        why="Pain in a joint that stays at rest is the bends; where a suit pinches, rest ends it.",
        normal="none.",
        source="voice",
    ),
    _word(
        "{crew}.voice", "voice", "clear relayed silent",
        what="Whether this crew member answers: clear, relayed by a crewmate by hand signals, or silent.",
        why="Silence is a headset, or somebody who can't answer: vital signs tell.",
        normal="clear.",
        source="voice checks",
    ),
    _word(
        "{crew}.pace", "pace", "slow normal fast",
        what="How hard this crew member is told to work.",
        why="Slow takes longer and spares oxygen, breath and visor; fast does the opposite.",
        normal="normal.",
        source="agreed on the loop",
    ),
    _number(
        "{crew}.heart_rate", "heart", "rate", "1/min", 0,
        what="Heart rate.",
        why="The first sign of work above what the flow can cool, and of strain.",
        normal="60 to 100 seated, to 150 at work; over 160 rest.",
        source=f"Goudarzi & Ting as in BioSim; limits {_SUITS}",
    ),
    _number(
        "{crew}.core_temperature", "core temp", "temperature", "°C", 1,
        what="Body core temperature.",
        why="Gas is the only cooling: heat that the flow cannot carry stays in the body.",
        normal="36.5 to 38.0 °C; impairment from about 38.5.",
        source="two-node heat balance after Gagge",
    ),
    _number(
        "{crew}.saturation", "O2 sat", "ratio", "%", 0,
        what="Share of the blood's haemoglobin that carries oxygen.",
        why="Below 85 % judgement fails and the person does not notice.",
        normal="96 to 100 %.",
        source="Severinghaus",
    ),
    _number(
        "{crew}.prebreathe",
        "pre-breathe",
        "duration",
        "min",
        0,
        what="Time on pure oxygen so far, less what a break still costs.",
        why="Nitrogen leaves the blood slowly. A break is paid back twice over, four times early "
        "in exercise; one of more than ten minutes starts again.",
        normal="Counts up from the purge.",
        source="NASA HRP evidence report on decompression sickness, 2014",
    ),
    _number(
        "{crew}.nitrogen_ratio",
        "N2 ratio",
        "ratio",
        "1",
        2,
        what="R: nitrogen in the slow tissue over the suit's pressure in vacuum.",
        why="Above 1.65 (for a 4.3 psi suit) bubbles become likely. Lowering the suit's pressure "
        "raises it.",
        normal="About 1.1 after two days at 8.65 psi and 32 %, in a 5.1 psi suit.",
        source="R value practice, NASA HRP evidence report 2014; half time 360 min",
    ),
    _number(
        "{crew}.dcs_risk",
        "DCS risk",
        "ratio",
        "%",
        1,
        what="Chance of decompression sickness in vacuum, the higher of two published models. "
        "They were fitted at 4.3 psi: at any other suit pressure this is an extrapolation.",
        why="Accepted: 15 % with pain only, none with anything worse.",
        normal="Under 15 %.",
        source="Conkin, NASA/TP-2004-213158: null and research model",
    ),
    _number(
        "{crew}.suit.pressure", "suit", "pressure", "kPa", 1,
        what="Absolute pressure inside the suit.",
        why="With pure oxygen 35 kPa is more than sea level's worth; under 24 kPa it starts to hurt.",
        normal="35.2 kPa (5.1 psi) in vacuum; that much above the cabin before.",
        source=f"{_DAY3}; limits {_SUITS}",
    ),
    _number(
        "{crew}.suit.delta", "suit ΔP", "pressure", "kPa", 1,
        what="Suit pressure above the cabin's (or space's) pressure.",
        why="Shows whether the suit holds by itself, before vacuum makes it matter.",
        normal="35.2 kPa pressurised, about 0 when not.",
        source="two transducers",
        signed=True,
    ),
    _number(
        "{crew}.suit.flow", "flow", "flow", "kg/h", 1,
        what="Oxygen that really flows into the suit.",
        why="It brings oxygen, carries CO2, moisture and heat away, and feeds any leak.",
        normal="3 kg/h, 5 at work, 2 seated in vacuum.",
        source="humidity balance of a published head-up display reading: 2.5 to 4.9 kg/h",
    ),
    _word(
        "{crew}.suit.flow_setting", "flow set", "off low normal high purge",
        what="The umbilical's flow valve for this suit.",
        why="More flow: cooler, drier, less CO2, and less time for everybody.",
        normal="normal; high while working; purge only to wash nitrogen out.",
        source=_SHIP,
    ),
    _word(
        "{crew}.suit.mode", "mode", "vent low press isolate",
        what="Suit pressure control: vent (cabin pressure), press (set pressure above the "
        "cabin), low (less of it: softer to work in, more bends risk), isolate (inlet and outlet shut, for the leak check).",
        why="Isolated, nothing carries the CO2 away: a minute, not ten.",
        normal="press from suit pressurisation to the end of the repress.",
        source=_SHIP,
    ),
    _number(
        "{crew}.suit.o2", "suit O2", "pressure", "kPa", 1,
        what="Partial pressure of oxygen in the helmet.",
        why="What the crew member lives on.",
        normal="Above 30 kPa pressurised; never under 16.",
        source="alveolar gas equation",
    ),
    _number(
        "{crew}.suit.o2_fraction", "suit O2 %", "ratio", "%", 1,
        what="Share of oxygen in the helmet gas.",
        why="Nitrogen left in the suit is nitrogen left in the blood: purge to 95 %.",
        normal="Over 95 % after the purge.",
        source="purge practice",
    ),
    _number(
        "{crew}.suit.co2", "CO2", "pressure", "mmHg", 1,
        what="Partial pressure of carbon dioxide inspired.",
        why="Headache near 20 mmHg, confusion near 57, stupor near 76. Without flow a working "
        "suit gains 12 mmHg a minute.",
        normal="4 to 8 mmHg; flags at 8, 15, 30, 50.",
        source="Kim et al. 2020 for an EMU; symptom levels from NASA",
    ),
    _number(
        "{crew}.suit.humidity", "humidity", "ratio", "%", 0,
        what="Relative humidity in the helmet.",
        why="When the visor is colder than the dew point it fogs, and a fogged crew member "
        "can't see the rail.",
        normal="40 to 60 %; fog comes near 85 %.",
        source="published head-up display reading: 47 % at 33.8 °C",
    ),
    _number(
        "{crew}.suit.temperature", "suit temp", "temperature", "°C", 1,
        what="Temperature of the suit gas.",
        why="Warm gas cools less.",
        normal="24 to 34 °C.",
        source="published head-up display reading: 33.8 °C",
    ),
    _word(
        "{crew}.suit.water",
        "water",
        "none damp wet flooded",
        what="Water loose in the helmet, as the crew member reports it. There is no sensor.",
        why="A litre of it covers nose and mouth, and it drowns the CO2 transducer first.",
        normal="none. Anything else ends that crew member's EVA.",
        source="EVA-23 (2013): 1 to 1.5 L, the CO2 sensor failed first",
    ),
    _word(
        "{crew}.suit.tool", "tool", "held lost",
        what="The tool and camera on the tether, as the helmet camera shows them.",
        why="What drifts away is gone, and with it the work that needs it.",
        normal="held.",
        source="helmet camera",
    ),
    _word(
        "{crew}.suit.visor", "visor", "open closed",
        what="Helmet visor.",
        why="Open, the crew member breathes the cabin.",
        normal="closed from suit pressurisation to the end of the repress.",
        source="visor switch",
    ),
    _word(
        "{crew}.suit.leak_check", "leak check", "unknown running passed failed",
        what="Result of the last leak check: inlet and outlet shut, pressure watched for a minute.",
        why="A lock that looks closed may not be. Vacuum finds it too, but later.",
        normal="passed for all four before the vent: at most 2.07 kPa (0.3 psi) lost in a minute.",
        source="leak-check practice",
    ),
    _word(
        "{crew}.suit.emergency", "emerg O2", "off on",
        what="The emergency oxygen bottle.",
        why="It feeds the suit when the umbilical does not.",
        normal="off.",
        source="Apollo OPS and the EMU's secondary pack are the models",
    ),
    _number(
        "{crew}.suit.emergency_mass", "emerg O2 left", "mass", "kg", 2,
        what="Oxygen left in the emergency bottle.",
        why="Minutes, not hours: when it is on, the EVA is over.",
        normal="Full.",
        source="Apollo OPS: 2.29 kg gave 39 min at 3.52 kg/h; a suit without a pack carries less",
    ),
    _word(
        "orbit.signal", "signal", "acquired lost",
        what="Whether the ground has contact, through a relay or a station.",
        why="While it is lost you neither hear nor help: leave standing orders before.",
        normal="acquired most of the orbit by relay; gaps are told ahead.",
        source="elevation masks of stations and relays",
    ),
    _number(
        "orbit.signal_time", "signal in", "duration", "min", 0,
        what="Time to the next loss of signal (or, while lost, to acquisition).",
        why="What the crew may do without you has to be agreed before this runs out.",
        normal="Told ahead to the second.",
        source="orbit propagation",
    ),
    _word(
        "orbit.light", "light", "day night",
        what="Sunlight on the ship.",
        why="Night is colder and darker; the Sun heats suit and visor.",
        normal="About 58 min day and 36 min night.",
        source="shadow cylinder",
    ),
    _number(
        "orbit.light_time", "light in", "duration", "min", 0,
        what="Time to sunset by day, to sunrise by night.",
        why="Work that needs light is planned by it.",
        normal="Under an hour.",
        source="orbit propagation",
    ),
    _number(
        "orbit.latitude", "latitude", "angle", "deg", 1,
        what="Latitude below the ship.", why="Where the Earth is that the crew sees.",
        normal="Within ±51.7°.", source="Kepler with J2",
    ),
    _number(
        "orbit.longitude", "longitude", "angle", "deg", 1,
        what="Longitude below the ship, east positive.", why="Which relay and stations see us.",
        normal="-180 to 180°.", source="Kepler with J2 and Greenwich sidereal time",
    ),
    _number(
        "orbit.altitude", "altitude", "length", "km", 0,
        what="Height above the Earth.", why="Low passes are quick, high ones see more stations.",
        normal="190 to 735 km.", source="190 to 195 by 732 to 737 km, 51.7°",
    ),
    *(
        row
        for name, label in PAIRED.items()
        for row in (
            _word(
                f"{name}.transducer", f"{label} on", "a b",
                what=f"Which of the two transducers of {name} is on the display.",
                why="Alarms and standing orders act on it, be it the right one or the wrong one.",
                normal="a.",
                source="order select",
            ),
            _word(
                f"{name}.pair", f"{label} pair", "agree disagree",
                what=f"Whether the two transducers of {name} say the same, as far as noise lets "
                "them.",
                why="Where they disagree one of them is wrong, and it may be the one on the display.",
                normal="agree.",
                source="the readings of both, compared on the ground",
            ),
        )
    ),
    _word(
        "checklist.{checklist}", "checklist", "idle running waiting go holding done stopped failed",
        what="State of a checklist: go means that it waits for your GO.",
        why="One checklist often waits for another.",
        normal="done, in the order of the plan.",
        source="the checklist runner",
    ),
    _word(
        "step.{step}", "step", "todo waiting running done failed skipped",
        what="State of a step that has an id: step.egress.out is the step out of the checklist "
        "egress. Waiting is for what it needs, somebody, or a GO.",
        why="What comes next may depend on how a step went.",
        normal="done.",
        source="the checklist runner; only steps that a condition of the level names",
    ),
    _word(
        "objective.{objective}", "objective", "open met lost",
        what="State of an objective.",
        why="What is said, asked and scored may depend on what was achieved.",
        normal="met.",
        source="the level; only objectives that a condition of the level names",
    ),
    _word(
        "question.{question}", "question", "none asked yes no",
        what="State of a question: none until it is asked, then its answer.",
        why="What is done later may depend on what was answered.",
        normal="an answer.",
        source="the level; only questions that a condition of the level names",
    ),
    _word(
        "flag.{flag}", "flag", "off on",
        what="A flag of the level, off until the action flag sets it.",
        why="A level remembers by it what its steps and events have found out.",
        normal="off.",
        source="the action flag",
    ),
    _word(
        "fault.{fault}", "fault", "none active",
        what="Whether a fault of the level has happened, and has not ended by itself. Nobody in the "
        "mission can read it: only faults, objectives, questions, events, voice, lessons and the "
        "end may depend on it.",
        why="The author knows what the room has to find out.",
        normal="none.",
        source="the truth; only faults that a condition of the level names",
    ),
)  # fmt: skip
"""Every channel, in the order in which they are shown."""


OWN = ("checklist", "step", "objective", "question", "flag", "fault")
"""How the names of channels begin that stand for things of the level's own."""
HIDDEN = "fault."
"""How the names of channels begin that nobody in the mission can read: they are for authors."""


def expand(
    crew: Iterable[str], checklists: Iterable[str], marks: Iterable[str] = ()
) -> dict[str, Channel]:
    """Every channel of a level by its full name, in catalogue order, crew by crew.

    ``marks`` are the full names of those that stand for things of the level's own besides
    checklists, as ``objective.first-out``.
    """
    crew, checklists = tuple(crew), tuple(checklists)
    ship = {c.name: c for c in CATALOGUE if "{" not in c.name}
    people = {
        c.name.replace("{crew}", who): c for who in crew for c in CATALOGUE if "{crew}" in c.name
    }
    lists = {
        c.name.replace("{checklist}", name): c
        for name in checklists
        for c in CATALOGUE
        if "{checklist}" in c.name
    }
    own = {c.name.partition(".")[0]: c for c in CATALOGUE if c.name.startswith(OWN)}
    return ship | people | lists | {name: own[name.partition(".")[0]] for name in marks}


def paired(crew: Iterable[str]) -> tuple[str, ...]:
    """The full names of the channels with two transducers, for this crew."""
    ship = tuple(name for name in PAIRED if "{" not in name)
    people = (name.replace("{crew}", who) for who in crew for name in PAIRED if "{crew}" in name)
    return (*ship, *people)


def heading(name: str, channel: Channel) -> str:
    """A name with the unit of its shown values: ``ev1.suit.pressure [kPa]``; a word has no unit."""
    return f"{name} [{channel.shown}]" if channel.shown else name


def describe(name: str) -> Channel | None:
    """The catalogue's entry for a full or patterned name (``ev1.suit.co2``), if there is one."""
    rest = name.split(".", 1)[1] if "." in name else name
    for channel in CATALOGUE:
        if channel.name in (name, "{crew}." + rest):
            return channel
        head = name.partition(".")[0]
        if head in OWN and channel.name.startswith(f"{head}.{{"):
            return channel
    return None
