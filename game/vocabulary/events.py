"""The catalogue of events: everything that can happen in a mission, and what it means.

An event is a fact with its causes: the numbers of the events that brought it about.
Following them back from the outcome leads to a decision. Its kind is a row of the catalogue,
which says how it reads and who is to know of it; nobody else keeps a list of kinds. An event that
has no row can't be written, since :meth:`EventLog.add` takes the row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from game.vocabulary import effects
from game.vocabulary.units import show

Severity = Literal["routine", "advisory", "caution", "warning", "emergency"]

SEVERITIES: tuple[Severity, ...] = ("routine", "advisory", "caution", "warning", "emergency")
"""From the calmest to the worst."""
ALARMING = SEVERITIES[SEVERITIES.index("caution") :]
"""Classes of alarm that ask somebody to act; an advisory does not."""
URGENT = SEVERITIES[SEVERITIES.index("warning") :]
"""Classes of alarm with a tone: somebody must act now."""

Value = str | float
"""A word or a text, or a number in SI units."""
Mark = Literal["", "order", "alarm", "objective", "contact", "sun", "outcome"]
Milestone = Literal[
    "", "started", "done", "stopped", "objective", "order", "alarm", "signal", "rule", "loss",
    "outcome",
]  # fmt: skip
Bearing = Literal["", "condition", "setting"]
"""What an event is to an alarm: a condition of a person or a thing that stands, a setting that
somebody chose, or nothing. Effects go before both."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One piece of an event's data.

    With a ``unit`` it is a number in SI, shown in that unit; with ``unit`` ``crew`` the id of one
    of the crew, shown as their role; otherwise a word or a text.
    """

    name: str
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event and what it means."""

    id: str
    what: str
    text: str
    """How it reads. ``{who}`` is the subject's role, other braces are the data."""
    data: tuple[Datum, ...] = ()
    over: str = ""
    """How it reads when the condition passes; empty when that is not said."""
    subject: str = "ship"
    """What the subject is: crew, checklist, order, objective, question, speaker, ship, …"""
    severity: Severity = "routine"
    hidden: bool = False
    """True but not seen by the ground at the time: only the debrief may show it."""
    speaker: str = ""
    """Who stands before it in a record of the mission: FLIGHT, COMM, …; ``*`` for its subject."""
    spoken: bool = False
    """Whether it is heard on the voice loop."""
    mark: Mark = ""
    """What it is on the bar of a replay, if anything."""
    milestone: Milestone = ""
    """What it is to somebody who compares two missions."""
    wakes: bool = False
    """Whether time slows down to 1×, because it needs the player."""
    notable: bool = False
    """Whether a flight director looks up at it."""
    logged: bool = True
    """Whether it has a line of its own in a flight log; orders and frames tell of the others."""
    passing: bool = False
    """Whether it means nothing any more once the ground has signal again."""
    decisive: bool = False
    """Whether a chain of causes may end here: somebody decided, or something broke."""
    origin: str = ""
    """What is said of it where a chain of causes begins."""
    bearing: Bearing = ""
    shows: tuple[str, ...] = ()
    """Channels that it may move: ``{crew}`` is its subject, ``{subject}`` too, and a last ``.*``
    stands for all that begin so."""


_BY_ID: dict[str, EventKind] = {}


def _kind(id: str, what: str, text: str, *data: Datum, **more: object) -> EventKind:
    row = EventKind(id, what, text, data, **more)  # type: ignore[arg-type]
    assert id not in _BY_ID, f"two kinds of event are called {id}"
    _BY_ID[id] = row
    return row


_TEXT, _TITLE, _STEP, _WHY = Datum("text"), Datum("title"), Datum("step"), Datum("why")
_HERE, _SETTING, _CAUSE = Datum("here"), Datum("setting"), Datum("cause")
_SIGNAL = ("orbit.signal", "orbit.signal_time")
_ORBIT = "It began here: the ship's way round the Earth."
_BREATH = ("{crew}.suit.o2", "{crew}.suit.o2_fraction", "{crew}.saturation", "{crew}.condition")
_PRESSURE = ("{crew}.suit.pressure", "{crew}.suit.delta", *_BREATH)
_AIR = ("cabin.*", "{crew}.suit.pressure", "{crew}.suit.delta")
_FIRE = (
    "cabin.fire", "cabin.smoke", "cabin.temperature", "cabin.o2", "cabin.o2_fraction", "cabin.co2",
)  # fmt: skip
_COOLING = (
    "{crew}.suit.flow", "{crew}.suit.co2", "{crew}.suit.humidity", "{crew}.suit.temperature",
    "{crew}.core_temperature", "{crew}.heart_rate", *_BREATH, "o2.*",
)  # fmt: skip

# The mission and the flight director

MISSION_STARTED = _kind(
    "mission.started", "The mission begins.", "{title}: the mission begins", _TITLE,
    subject="level", notable=True, logged=False, origin="It began with the mission.",
)  # fmt: skip
ORDER = _kind(
    "order", "The flight director gave an order, and it was accepted.", "{text}", _TEXT,
    Datum("said"),
    subject="order", speaker="FLIGHT", spoken=True, mark="order", milestone="order", logged=False,
    decisive=True, origin="It began with this order.",
)  # fmt: skip
STANDING_LEFT = _kind(
    "standing.left", "A standing order was left with the crew.",
    "Standing order {number}: when {condition}, {order}",
    Datum("number"), Datum("condition"), Datum("order"),
    subject="standing order", speaker="FLIGHT", spoken=True,
)  # fmt: skip
STANDING_DONE = _kind(
    "standing.done", "A standing order's condition came true, and it was carried out.",
    "Standing order {number}: {condition}, so {order}",
    Datum("number"), Datum("condition"), Datum("order"),
    subject="standing order", severity="caution", speaker="STANDING", spoken=True,
)  # fmt: skip
RULE_BROKEN = _kind(
    "rule.broken", "An order went against a flight rule.", "Flight rule: {text} ({order})",
    _TEXT, Datum("order"),
    subject="order", severity="caution", speaker="RULES", spoken=True, milestone="rule",
)  # fmt: skip
ONE_CUE = _kind(
    "cue.one", "The EVA was ended early on one cue.",
    "One cue alone: {order}. A second transducer, a test or a question would have told",
    Datum("order"), milestone="rule",
)  # fmt: skip
OUTCOME = _kind(
    "outcome", "The mission ended.", "{text}", _TEXT,
    subject="mission", speaker="END", mark="outcome", milestone="outcome", wakes=True,
)  # fmt: skip
OBJECTIVE = _kind(
    "objective", "An objective was met.", "Objective met: {title}", _TITLE,
    subject="objective", speaker="GOAL", mark="objective", milestone="objective",
)  # fmt: skip

OBJECTIVE_GRADE = _kind(
    "objective.grade", "A grade of an objective was reached.", "{title}: {reached}", _TITLE,
    Datum("reached"), subject="objective", speaker="GOAL", mark="objective",
    milestone="objective",
)  # fmt: skip
OBJECTIVE_LOST = _kind(
    "objective.lost", "An objective can't be met any more.", "Objective lost: {title}", _TITLE,
    subject="objective", severity="advisory", speaker="GOAL", mark="objective", notable=True,
)  # fmt: skip
ENDING = _kind(
    "ending", "What is said at the end of the mission.", "{text}", _TEXT,
    subject="mission", logged=False,
)  # fmt: skip

HAPPENED = _kind(
    "happened", "An event of the level came.", "The level: {event}", Datum("event"),
    subject="level", hidden=True, speaker="TRUTH", decisive=True,
    origin="It began here: an event that the level holds.",
)  # fmt: skip
HAPPENED_NOT = _kind(
    "happened.not", "An order of an event of the level was not possible.",
    "{order} was not possible: {why}", Datum("order"), Datum("why"),
    subject="level", hidden=True, speaker="TRUTH",
)  # fmt: skip

# Checklists and steps

CHECKLIST_STARTED = _kind(
    "checklist.started", "A checklist began.", "{title}: started", _TITLE,
    subject="checklist", milestone="started", passing=True,
    bearing="setting", shows=("checklist.{subject}",),
)  # fmt: skip
CHECKLIST_HELD = _kind(
    "checklist.held", "A checklist was held.", "{title} holds at step {step}: {why}",
    _TITLE, _STEP, _WHY,
    subject="checklist", passing=True, notable=True,
    bearing="setting", shows=("checklist.{subject}",),
)  # fmt: skip
CHECKLIST_CONTINUED = _kind(
    "checklist.continued", "A held checklist resumed.", "{title} resumes at step {step}",
    _TITLE, _STEP, subject="checklist", passing=True,
)  # fmt: skip
PLAN_CHANGED = _kind(
    "plan.changed", "The flight plan was changed.", "Flight plan: {title} {change}",
    _TITLE, Datum("change"), Datum("plan"), subject="checklist", notable=True,
)  # fmt: skip
CHECKLIST_DONE = _kind(
    "checklist.done", "A checklist was completed.", "{title}: done", _TITLE,
    subject="checklist", milestone="done", passing=True, notable=True,
    bearing="setting", shows=("checklist.{subject}",),
)  # fmt: skip
CHECKLIST_STOPPED = _kind(
    "checklist.stopped", "A checklist was stopped before its end.", "{title}: stopped, {why}",
    _TITLE, _WHY,
    subject="checklist", severity="advisory", milestone="stopped", notable=True,
    bearing="setting", shows=("checklist.{subject}",),
)  # fmt: skip
CHECKLIST_FAILED = _kind(
    "checklist.failed", "A checklist could not be completed.", "{title}: failed, {why}",
    _TITLE, _WHY,
    subject="checklist", severity="caution", milestone="stopped", wakes=True, notable=True,
)  # fmt: skip
STEP_STARTED = _kind(
    "step.started", "A crew member began a step.", "{people}: {step}", Datum("people"), _STEP,
    subject="checklist", logged=False, passing=True,
)  # fmt: skip
STEP_DONE = _kind(
    "step.done", "A step was reported done.", "{step}: done", _STEP,
    subject="checklist", logged=False, passing=True,
)  # fmt: skip
STEP_FAILED = _kind(
    "step.failed", "A step did not show what it should, or was not possible.",
    "{here} failed: {why}", _HERE, _WHY,
    subject="checklist", severity="caution", wakes=True,
)  # fmt: skip
STEP_SKIPPED = _kind(
    "step.skipped", "A step was left out by order.", "{here} left out: {step}", _HERE, _STEP,
    subject="checklist", severity="advisory",
)  # fmt: skip
STEP_SLIP = _kind(
    "step.slip", "A step was reported done but was not done right.",
    "{by} reported it done, but it was not done right: {step}", Datum("by", "crew"), _STEP,
    subject="checklist", hidden=True, speaker="TRUTH", decisive=True,
    origin="It began here: a slip, by chance.",
)  # fmt: skip
STEP_CAUGHT = _kind(
    "step.caught", "A slip was seen and put right.",
    "{buddy} saw that {by} had not done it right: {step}",
    Datum("buddy", "crew"), Datum("by", "crew"), _STEP,
    subject="checklist", speaker="CAUGHT", passing=True,
)  # fmt: skip
GO_NEEDED = _kind(
    "go.needed", "A critical step waits for the flight director's GO.",
    "{here} waits for GO: {step}", _HERE, _STEP,
    subject="checklist", severity="advisory", wakes=True, notable=True, logged=False, passing=True,
)  # fmt: skip

# The voice loop and the room

VOICE = _kind(
    "voice", "Somebody spoke on the loop.", "{text}", _TEXT,
    subject="speaker", speaker="*", spoken=True, passing=True,
)  # fmt: skip
OPINION = _kind(
    "opinion", "A position of the room said what it suspects.",
    "{subject} suspects: {suspect}, {share}", Datum("suspect"), Datum("share"), Datum("test"),
    Datum("answer"), subject="speaker", passing=True, notable=True, logged=False,
)  # fmt: skip
QUESTION = _kind(
    "question", "Somebody asks the flight director something.", "{subject} asks: {text}", _TEXT,
    Datum("question"), subject="speaker", severity="advisory", speaker="*", spoken=True, wakes=True, notable=True,
    passing=True,
)  # fmt: skip
ANSWER = _kind(
    "answer", "The flight director answered.", "{text} {answer}", _TEXT, Datum("answer"),
    subject="question", speaker="FLIGHT", spoken=True, passing=True,
)  # fmt: skip
NO_ANSWER = _kind(
    "answer.none", "The time to answer ran out.", "No answer in time: {answer}", Datum("answer"),
    subject="question", speaker="FLIGHT", spoken=True, passing=True,
)  # fmt: skip
POLL = _kind(
    "poll", "The room was polled.", "{result}: {positions}",
    Datum("result"), Datum("positions"),
    subject="speaker", speaker="POLL", spoken=True, notable=True, passing=True,
    bearing="setting", shows=("mission.poll",),
)  # fmt: skip

# Alarms

ALARM_RAISED = _kind(
    "alarm.raised", "Telemetry crossed a limit.", "{text}", _TEXT,
    subject="crew or ship", speaker="ALARM", mark="alarm", milestone="alarm", notable=True,
)  # fmt: skip
ALARM_FORETOLD = _kind(
    "alarm.foretold", "Telemetry is on its way to a limit.", "{text} in about {time}",
    _TEXT, Datum("time"),
    subject="crew or ship", severity="advisory", speaker="ALARM", mark="alarm", milestone="alarm",
    notable=True,
)  # fmt: skip
ALARM_CLEARED = _kind(
    "alarm.cleared", "Telemetry is back within the limit.", "No longer: {text}", _TEXT,
    subject="crew or ship", speaker="ALARM", notable=True,
)  # fmt: skip
ALARM_ACKNOWLEDGED = _kind(
    "alarm.acknowledged", "The flight director acknowledged an alarm.", "{text}", _TEXT,
    subject="crew or ship", logged=False,
)  # fmt: skip
ALARM_SHELVED = _kind(
    "alarm.shelved", "The flight director shelved an alarm.", "Shelved for {time}: {text}",
    _TEXT, Datum("time"),
    subject="crew or ship",
)  # fmt: skip
ALARM_QUIET = _kind(
    "alarm.quiet", "A shelved alarm would have been raised.", "Shelved, and holds: {text}", _TEXT,
    subject="crew or ship", passing=True,
)  # fmt: skip

# The orbit

SIGNAL_LOST = _kind(
    "signal.lost", "Loss of signal.", "Loss of signal, for {time}", Datum("time", "min"),
    subject="orbit", severity="advisory", speaker="COMM", spoken=True, mark="contact",
    milestone="signal", wakes=True, origin=_ORBIT, bearing="condition", shows=_SIGNAL,
)  # fmt: skip
SIGNAL_ACQUIRED = _kind(
    "signal.acquired", "Acquisition of signal.", "Acquisition of signal, {link}, for {time}",
    Datum("link"), Datum("time", "min"),
    subject="orbit", speaker="COMM", spoken=True, mark="contact", milestone="signal", notable=True,
    origin=_ORBIT, bearing="condition", shows=_SIGNAL,
)  # fmt: skip
SUNRISE = _kind(
    "sun.rise", "The ship comes into sunlight.", "Sunrise",
    subject="orbit", speaker="SKY", mark="sun", origin=_ORBIT,
)  # fmt: skip
SUNSET = _kind(
    "sun.set", "The ship goes into shadow.", "Sunset",
    subject="orbit", speaker="SKY", mark="sun", origin=_ORBIT,
)  # fmt: skip

# Valves and hatch

VENT = _kind(
    "valve.vent", "The cabin vent valve was moved.", "Cabin vent {setting}", _SETTING,
    subject="cabin", severity="advisory", bearing="setting", shows=_AIR,
)  # fmt: skip
REPRESS = _kind(
    "valve.repress", "The repress valve was moved.", "{gas}", Datum("gas"),
    subject="cabin", severity="advisory", bearing="setting", shows=(*_AIR, "o2.*", "n2.*"),
)  # fmt: skip
RELIEF = _kind(
    "valve.relief", "The cabin relief valve was set.", "Cabin relief valve set to {setting}",
    _SETTING, subject="cabin", bearing="setting", shows=_AIR,
)  # fmt: skip
FEED = _kind(
    "valve.feed", "Other oxygen tanks feed.", "{tanks}", Datum("tanks"),
    subject="o2", bearing="setting", shows=("o2.*",),
)  # fmt: skip
SELECTED = _kind(
    "transducer.selected", "The other of two transducers was selected.",
    "{subject} on transducer {transducer}", Datum("transducer"),
    subject="channel",
)  # fmt: skip
LATCHES = _kind(
    "hatch.latches", "Latches of the hatch were moved.", "{text}", _TEXT,
    subject="hatch", bearing="setting", shows=("hatch.*", "cabin.*"),
)  # fmt: skip
HATCH = _kind(
    "hatch.position", "The hatch was opened or closed.", "Hatch {position}", Datum("position"),
    subject="hatch", severity="advisory", bearing="setting", shows=("hatch.*", "cabin.*"),
)  # fmt: skip
SEAL = _kind(
    "hatch.seal", "Somebody worked on the hatch seal or its gear.", "{text}", _TEXT,
    subject="hatch", bearing="setting", shows=("hatch.*", "cabin.*"),
)  # fmt: skip
SEAL_CHECK_STARTED = _kind(
    "hatch.seal_check.started", "A check of the hatch seal began.", "Seal check started",
    subject="hatch", bearing="setting", shows=("hatch.*",),
)  # fmt: skip
SEAL_CHECK = _kind(
    "hatch.seal_check", "A check of the hatch seal ended.", "Seal check {result}: {loss} lost",
    Datum("result"), Datum("loss", "kPa/min", 2),
    subject="hatch", bearing="setting", shows=("hatch.*",),
)  # fmt: skip

# Suits

SUIT_FLOW = _kind(
    "suit.flow", "A suit's oxygen flow was set.", "{who} oxygen flow set to {setting}", _SETTING,
    subject="crew", logged=False, bearing="setting", shows=_COOLING,
)  # fmt: skip
SUIT_MODE = _kind(
    "suit.mode", "A suit's pressure control was set.", "{who} suit {setting}", _SETTING,
    subject="crew", logged=False, bearing="setting",
    shows=(*_PRESSURE, "{crew}.suit.mode", "{crew}.suit.leak_check", "{crew}.suit.flow",
           "{crew}.suit.co2", "{crew}.dcs_risk"),
)  # fmt: skip
SUIT_EMERGENCY = _kind(
    "suit.emergency", "A suit's emergency oxygen was opened or shut.",
    "{who} emergency oxygen {setting}", _SETTING,
    subject="crew", logged=False, bearing="setting",
    shows=("{crew}.suit.emergency", "{crew}.suit.emergency_mass", *_PRESSURE),
)  # fmt: skip
SUIT_VISOR = _kind(
    "suit.visor", "A visor was opened or closed.", "{who} visor {setting}", _SETTING,
    subject="crew", logged=False, bearing="setting",
    shows=("{crew}.suit.*", "{crew}.saturation", "{crew}.condition"),
)  # fmt: skip
SUIT_CONNECTED = _kind(
    "suit.connected", "Gloves were put on and the umbilical was connected.",
    "{who} gloves on, umbilical connected",
    subject="crew", logged=False, bearing="setting", shows=("{crew}.suit.*",),
)  # fmt: skip
SUIT_LOCKED = _kind(
    "suit.locked", "Gloves and umbilical were locked.", "{who} gloves and umbilical locked",
    subject="crew", logged=False, bearing="setting", shows=("{crew}.suit.*",),
)  # fmt: skip
UMBILICAL = _kind(
    "suit.umbilical", "An umbilical was laid out free of kinks.", "{who} umbilical runs free",
    subject="crew", bearing="setting", shows=("{crew}.suit.flow",),
)  # fmt: skip
SNAGGED = _kind(
    "suit.snagged", "An umbilical caught on something.", "{who} umbilical caught on something",
    subject="crew", hidden=True, speaker="TRUTH", bearing="condition",
    shows=("{crew}.suit.flow", "{crew}.suit.co2", "{crew}.suit.humidity"),
)  # fmt: skip
TOOL = _kind(
    "suit.tool", "A tool drifted away, or somebody was given another.", "{who} tool {state}",
    Datum("state"), subject="crew", bearing="condition", shows=("{crew}.suit.tool",),
)  # fmt: skip
CALMED = _kind(
    "body.calmed", "Somebody was talked to and is calmer.", "{who} is calmer",
    subject="crew", bearing="setting", shows=("{crew}.heart_rate",),
)  # fmt: skip
RELAYED = _kind(
    "suit.relayed", "A crewmate passes on what somebody can't hear.",
    "{who} is answered for by a crewmate", subject="crew", bearing="setting",
    shows=("{crew}.voice",),
)  # fmt: skip
LEAK_CHECK = _kind(
    "suit.leak_check", "A suit's leak check ended.",
    "{who} leak check {result}: {loss} lost in a minute",
    Datum("result"), Datum("loss", "kPa", 2),
    subject="crew", bearing="condition", shows=("{crew}.suit.leak_check",),
)  # fmt: skip
SUIT_PRESSURE = _kind(
    "suit.pressure", "A suit's pressure left its safe range.",
    "{who} suit pressure low: {pressure}", Datum("pressure", "kPa", 1),
    over="{who} suit pressure recovered",
    subject="crew", severity="warning", hidden=True, bearing="condition", shows=_PRESSURE,
)  # fmt: skip
SUIT_FOG = _kind(
    "suit.fog", "A visor fogged.", "{who}'s visor has fogged",
    over="{who}'s visor is clear again",
    subject="crew", severity="caution", bearing="condition", shows=("{crew}.suit.humidity",),
)  # fmt: skip
SUIT_WATER = _kind(
    "suit.water", "There is water in a helmet.", "{who} has water in the helmet",
    over="{who}'s helmet is dry",
    subject="crew", severity="warning", bearing="condition",
    shows=("{crew}.suit.water", "{crew}.suit.co2", "{crew}.condition"),
)  # fmt: skip
SUIT_BALLOON = _kind(
    "suit.balloon", "A suit stands out stiff.", "{who}'s suit stands out stiff",
    subject="crew", severity="caution", bearing="condition",
    shows=("{crew}.heart_rate", "{crew}.core_temperature"),
)  # fmt: skip

# Bodies

BREATH_O2 = _kind(
    "breath.o2", "Somebody breathes too little oxygen.", "{who} breathes too little oxygen",
    over="{who} breathes enough oxygen again",
    subject="crew", severity="warning", hidden=True, bearing="condition", shows=_BREATH,
)  # fmt: skip
BREATH_CO2 = _kind(
    "breath.co2", "Somebody breathes too much CO2.", "{who} breathes too much CO2",
    over="{who}'s CO2 is down again",
    subject="crew", severity="caution", hidden=True, bearing="condition",
    shows=("{crew}.suit.co2", "{crew}.condition", "{crew}.heart_rate"),
)  # fmt: skip
HEAT = _kind(
    "body.heat", "Somebody overheats.", "{who} overheats: core {core}", Datum("core", "°C", 1),
    over="{who} has cooled down",
    subject="crew", severity="caution", hidden=True, bearing="condition",
    shows=("{crew}.core_temperature", "{crew}.heart_rate", "{crew}.condition"),
)  # fmt: skip
COLD = _kind(
    "body.cold", "Somebody is too cold.", "{who} is too cold: core {core}", Datum("core", "°C", 1),
    over="{who} has warmed up",
    subject="crew", severity="caution", hidden=True, bearing="condition",
    shows=("{crew}.core_temperature", "{crew}.heart_rate", "{crew}.condition"),
)  # fmt: skip
BENDS = _kind(
    "body.bends", "Somebody has decompression sickness.",
    "{who} has pain in a joint: decompression sickness", over="{who}'s pain is gone",
    subject="crew", severity="warning", bearing="condition",
    shows=("{crew}.condition", "{crew}.dcs_risk", "{crew}.nitrogen_ratio"),
)  # fmt: skip
UNCONSCIOUS = _kind(
    "body.unconscious", "Somebody lost consciousness.", "{who} has lost consciousness",
    subject="crew", severity="emergency", hidden=True, bearing="condition",
    shows=("{crew}.condition",),
)  # fmt: skip
RECOVERED = _kind(
    "body.recovered", "Somebody came round.", "{who} has come round", subject="crew",
)  # fmt: skip
DEAD = _kind(
    "body.dead", "Somebody died.", "{name} ({who}) has died of {cause}", Datum("name"), _CAUSE,
    subject="crew", severity="emergency", milestone="loss", bearing="condition",
    shows=("{crew}.condition",),
)  # fmt: skip
MOVE = _kind(
    "move", "Somebody moved from one place to another.", "{who} {place}", Datum("place"),
    subject="crew", bearing="setting", shows=("{crew}.place",),
)  # fmt: skip

# Tanks and cabin

O2_EMPTY = _kind(
    "tank.o2", "The oxygen tanks are empty.", "The oxygen tanks are empty",
    subject="o2", severity="emergency", bearing="condition", shows=("o2.*",),
)  # fmt: skip
N2_EMPTY = _kind(
    "tank.n2", "The nitrogen tank is empty.", "The nitrogen tank is empty",
    subject="n2", severity="warning", bearing="condition", shows=("n2.*",),
)  # fmt: skip
VACUUM = _kind(
    "cabin.vacuum", "The cabin's pressure passed the Armstrong limit.",
    "Cabin below 6.3 kPa: vacuum to anybody without a suit", over="Cabin above 6.3 kPa",
    subject="cabin", severity="advisory", bearing="setting", shows=_AIR,
)  # fmt: skip
CABIN_FULL = _kind(
    "cabin.full", "The cabin is back at pressure.", "Cabin is back at pressure",
    subject="cabin", bearing="setting", shows=_AIR,
)  # fmt: skip
OXYGEN_RICH = _kind(
    "cabin.oxygen", "The cabin's oxygen fraction passed 40 %.",
    "Cabin oxygen above 40 %: materials burn", over="Cabin oxygen below 40 % again",
    subject="cabin", severity="caution", bearing="setting", shows=("cabin.*",),
)  # fmt: skip

SPARK = _kind(
    "fire.spark", "A valve made a spark in gas rich in oxygen, and something burns.",
    "A spark at a valve lit a fire ({what})", Datum("what"),
    subject="cabin", hidden=True, speaker="TRUTH", bearing="condition", shows=_FIRE,
)  # fmt: skip
FIRE = _kind(
    "cabin.fire", "There are flames in the cabin.", "Fire in the cabin", over="The fire is out",
    subject="cabin", severity="emergency", wakes=True, bearing="condition", shows=_FIRE,
)  # fmt: skip
EXTINGUISHER = _kind(
    "fire.extinguisher", "The extinguisher was used.",
    "{who} used the extinguisher: {left} discharges left", Datum("left"),
    subject="crew", bearing="setting", shows=_FIRE,
)  # fmt: skip

# Failures: one kind for each effect

EFFECTS: Mapping[str, EventKind] = {
    effect.word: _kind(
        f"fault.{effect.word}", effect.what, "{text}", _TEXT, Datum("fault"),
        subject="crew or ship", hidden=True, speaker="TRUTH", decisive=True,
        origin="It began here: a failure that the level holds.", shows=effect.shows,
    )
    for effect in effects.CATALOGUE
}  # fmt: skip
"""The kind of event that tells each effect, by its word. All of them are hidden; their datum
``fault`` is the level's name of what went wrong."""

FAULT_OVER = _kind(
    "fault.over", "A failure ended by itself.", "Over by itself: {text}", _TEXT, Datum("fault"),
    subject="crew or ship", hidden=True, speaker="TRUTH",
)  # fmt: skip

CATALOGUE: tuple[EventKind, ...] = tuple(_BY_ID.values())
"""Every kind of event."""

UNKNOWN = EventKind("unknown", "An event of another version of the game.", "{text}", (_TEXT,))


def kind_of(id: str) -> EventKind:
    """The row called ``id``; that of an unknown event when a log of another game names it."""
    return _BY_ID.get(id, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at ``tick``.

    ``kind`` is the id of its row. ``subject`` is who or what it happened to (a crew id, a
    checklist, ``cabin``), or who speaks. ``causes`` are numbers of earlier events. ``data`` is
    empty for an event that was read from a log. A ``hidden`` event is true but was not seen by
    the ground at the time.
    """

    number: int
    tick: int
    kind: str
    subject: str
    text: str
    causes: tuple[int, ...] = ()
    severity: Severity = "routine"
    hidden: bool = False
    data: Mapping[str, Value] = field(default_factory=dict, compare=False)

    @property
    def row(self) -> EventKind:
        """What its kind means."""
        return kind_of(self.kind)

    def word(self, name: str) -> str:
        """The datum ``name`` as text; the event's own text when the log did not keep it."""
        return str(self.data.get(name, self.text))


class EventLog:
    """The running list of what happened. The world and the people add to it; nobody takes away.

    ``tick`` is set by the mission before each step. ``first`` is the number of the first event
    kept: more than 0 after a restore from a keyframe, when earlier events are on disk.
    ``roles`` says what each of the crew is called.
    """

    __slots__ = ("events", "first", "roles", "tick")

    def __init__(self, first: int = 0, roles: Mapping[str, str] | None = None) -> None:
        self.events: list[Event] = []
        self.first = first
        self.roles: Mapping[str, str] = roles or {}
        self.tick = 0

    @property
    def next_number(self) -> int:
        """The number that the next event will get."""
        return self.first + len(self.events)

    def add(
        self,
        kind: EventKind,
        subject: str,
        causes: Sequence[int] = (),
        data: Mapping[str, Value] | None = None,
        *,
        over: bool = False,
        severity: Severity | None = None,
        hidden: bool | None = None,
    ) -> int:
        """Add an event of ``kind`` now and return its number.

        Negative causes stand for none. With ``over`` the condition that ``kind`` tells has passed;
        that is routine. ``severity`` and ``hidden`` are the row's unless given.
        """
        number = self.next_number
        data = data or {}
        if severity is None:
            severity = "routine" if over else kind.severity
        self.events.append(
            Event(
                number,
                self.tick,
                kind.id,
                subject,
                text_of(kind, subject, data, self.roles, over=over),
                tuple(cause for cause in causes if cause >= 0),
                severity,
                kind.hidden if hidden is None else hidden,
                data,
            )
        )
        return number


def text_of(
    kind: EventKind,
    subject: str,
    data: Mapping[str, Value],
    roles: Mapping[str, str],
    *,
    over: bool = False,
) -> str:
    """How an event of ``kind`` reads. Raises KeyError when a datum that the row names is missing.

    ``roles`` are crew ids and what they are called; with ``over`` the condition has passed.
    """
    parts = {"who": roles.get(subject, subject), "subject": subject}
    for datum in kind.data:
        if over and datum.name not in data:
            continue
        value = data[datum.name]
        if datum.unit == "crew":
            parts[datum.name] = roles.get(str(value), str(value).upper())
        elif datum.unit:
            assert not isinstance(value, str)
            parts[datum.name] = show(value, datum.unit, datum.decimals)
        else:
            parts[datum.name] = str(value)
    text = (kind.over if over else kind.text).format_map(parts)
    return text[:1].upper() + text[1:] if kind.data and kind.data[0] is _HERE else text
