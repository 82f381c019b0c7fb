"""What a level may say: frozen pydantic models, from which the JSON Schema is made.

Every number has a unit in the file and is SI here. Defaults are those of the capsule of
*First Out*; those that no source gives are marked [R] in its comments and are the level's
to change.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from game.level.fields import (
    Angle,
    Area,
    ConditionText,
    Duration,
    Flow,
    Line,
    ListName,
    Mass,
    OrderText,
    Power,
    Pressure,
    Prose,
    Quantity,
    Ratio,
    Slug,
    Temperature,
    Volume,
)  # fmt: skip

Difficulty = Literal["cadet", "specialist", "director"]
Place = Literal["seat", "cabin", "hatch", "outside"]
AlarmClass = Literal["advisory", "caution", "warning", "emergency"]
Task = Literal["A", "B", "C", "D", "E", "F", "G", "H"]
CrewRef = Annotated[str, Field(pattern=r"^(\{crew\}|[a-z][a-z0-9]*)$", max_length=20)]


class Model(BaseModel):
    """Frozen, and without fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Orbit(Model):
    """The orbit at mission start. Angles are those of the osculating ellipse."""

    perigee: Annotated[float, Quantity("length", 1e5, 5e7)] = Field(
        190e3, description="Height of perigee above the Earth's radius."
    )
    apogee: Annotated[float, Quantity("length", 1e5, 5e7)] = Field(
        735e3, description="Height of apogee above the Earth's radius."
    )
    inclination: Angle = 51.65
    node: Angle = Field(0.0, description="Right ascension of the ascending node.")
    perigee_argument: Angle = 0.0
    mean_anomaly: Angle = Field(0.0, description="At mission start.")
    epoch: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$")] = Field(
        "2024-09-12 10:08", description="UTC of mission start, for the Sun and the Earth's turn."
    )
    relays: tuple[Literal["west", "central", "east"], ...] = Field(
        ("west", "central"), description="Relay satellites in use, at 174 W, 41 W and 85 E."
    )
    stations: bool = Field(True, description="Whether ground stations help out.")
    mask: Angle = Field(5.0, description="Lowest elevation at which a station hears the ship.")


class Cabin(Model):
    """The cabin: its gas at mission start, its valves and its walls."""

    volume: Volume = 9.3
    pressure: Pressure = 59639.650585906325
    o2: Ratio = Field(0.32, description="Mole fraction of oxygen; the rest is nitrogen.")
    temperature: Temperature = 295.0
    wall_conductance: float = Field(
        80.0, ge=0, le=1e9, description="Heat between gas at 1 atm and walls, W/K [R]."
    )
    vent_area: Area = Field(168.8e-6, description="Cd·A of the vent: 8.65 to 1 psi in 10 min.")
    vent_full_area: Area = Field(2500e-6, description="Cd·A of the vent set to full [R].")
    relief_low: Pressure = Field(
        60329.1, description="Where the relief valve opens when it is set to low: 8.75 psi."
    )
    relief_high: Pressure = Field(103421.4, description="And when it is set to high: 15 psi.")
    relief_area: Area = Field(300e-6, description="Cd·A of the open relief valve [R].")
    leak: Area = Field(0.0, description="Cd·A of a hole in the hull.")
    scrubber: Flow = Field(
        4e-5, description="CO2 the cabin scrubber can take in air at 1 kPa CO2, kg/s [R]."
    )


class Hatch(Model):
    """The hatch, its latches and its seal."""

    opening: Area = Field(0.35, description="Cd·A of the open hatch [R].")
    latches: int = Field(6, ge=1, le=24)
    latch_leak: Area = Field(30e-6, description="Cd·A of the leak for each latch missed [R].")
    dirt_leak: Area = Field(20e-6, description="Cd·A of the leak of a dirty seal [R].")
    dirty: bool = False
    area: Area = Field(0.30, description="What the pressure pushes on [R].")
    strength: float = Field(600.0, gt=0, description="Force that a person can put on it, N [R].")
    leak_limit: float = Field(
        1.5, gt=0, description="Largest pressure loss that passes a seal check, Pa/s."
    )


class Tank(Model):
    """A tank of one gas."""

    mass: Mass
    volume: Volume


class Supply(Model):
    """The ship's gas. Oxygen load and flows are not published: [R]."""

    o2_a: Tank = Tank.model_validate({"mass": "19 kg", "volume": "85 L"})
    o2_b: Tank = Tank.model_validate({"mass": "19 kg", "volume": "85 L"})
    n2: Tank = Tank.model_validate({"mass": "16 kg", "volume": "75 L"})
    repress_n2: Flow = 0.01
    repress_o2: Flow = 0.004
    emergency_n2: Flow = 0.06
    emergency_o2: Flow = 0.03
    regulator: Annotated[float, Quantity("pressure", 1e3, 2e7)] = Field(
        7e5, description="Tank pressure below which flow falls off [R]."
    )


class Flows(Model):
    """Oxygen into one suit at each setting of its valve [R, around the published 2.5–4.9]."""

    low: Flow = 2.0 / 3600.0
    normal: Flow = 3.0 / 3600.0
    high: Flow = 5.0 / 3600.0
    purge: Flow = 7.0 / 3600.0


class Suit(Model):
    """The suits; all are alike but for what happens to them."""

    volume: Volume = 0.05
    pressure: Annotated[float, Quantity("pressure", 1e4, 1e5)] = Field(
        35162.0, description="Above the cabin, when pressurised."
    )
    low_pressure: Annotated[float, Quantity("pressure", 1e4, 1e5)] = Field(
        25510.0, description="The same when set to low: 3.7 psi."
    )
    flow: Flows = Flows()
    demand: Flow = Field(
        8.0 / 3600.0, description="Most that the regulator adds when pressure falls [R]."
    )
    leak: Area = Field(2e-9, description="Cd·A of a sound suit's leaks [R].")
    unlocked_leak: Area = Field(1.5e-6, description="Cd·A of the leak at a glove not locked [R].")
    loosening: Area = Field(
        30e-6, description="Cd·A by which that leak grows each minute in vacuum [R]."
    )
    emergency_mass: Mass = 0.6
    emergency_flow: Flow = 3.52 / 3600.0
    leak_limit: Pressure = Field(2068.4, description="Largest loss in the leak check's minute.")
    mobility: Ratio = Field(0.85, description="How freely one moves in it, pressurised [R].")
    stiffness: Ratio = Field(
        0.4, description="Share of the work in it that goes into bending it at its pressure [R]."
    )


class CrewMember(Model):
    """One of the crew."""

    name: Line
    role: Line = Field(description="What they are called on the loop, for example EV1.")
    life: Prose = Field("", description="Who they are, in a sentence or two.")
    seat: int = Field(ge=1, le=12)
    place: Place = "seat"
    mass: Annotated[float, Quantity("mass", 30.0, 200.0)] = 75.0
    age: int = Field(40, ge=18, le=90)
    vo2_max: float = Field(3.2, ge=1.0, le=7.0, description="Largest oxygen uptake, L/min.")
    resting_heart_rate: float = Field(62.0, ge=35, le=100)
    training: Ratio = Field(0.8, description="How practised they are: fewer slips.")
    calm: Ratio = Field(0.7, description="How little stress moves them.")


class Step(Model):
    """One step of a checklist.

    ``{who}`` in texts and actions stands for each of ``who`` in turn, ``{crew}`` for the crew
    member for whom a checklist with ``for`` was made.
    """

    id: Slug | None = None
    who: CrewRef | Literal["all", "core"] | tuple[CrewRef, ...] = Field(
        "core", description="Who does it: a crew id, a list of them, all, or core (the ground)."
    )
    text: Line
    takes: Duration = 10.0
    effort: Power = Field(140.0, description="Metabolic rate while doing it.")
    needs: ConditionText | None = Field(None, description="What must hold before it begins.")
    deadline: Duration | None = Field(None, description="How long to wait for needs.")
    only_if: ConditionText | None = Field(None, description="Otherwise the step is left out.")
    critical: bool = Field(False, description="Waits for the flight director's GO.")
    begin: tuple[OrderText, ...] = Field((), description="Actions when it begins.")
    do: tuple[OrderText, ...] = Field((), description="Actions when it is done.")
    run: ListName | None = Field(None, description="Another checklist to run and wait for.")
    simo: dict[CrewRef, tuple[Step, ...]] | None = Field(
        None, description="Columns of steps that crew members do at the same time."
    )
    expect: ConditionText | None = Field(None, description="What telemetry must show after.")
    within: Duration = Field(20.0, description="How long it may take to show.")
    on_fail: Annotated[str, Field(pattern=r"^(hold|retry|continue|abort|run [a-z0-9{}-]+)$")] = (
        Field("hold", description="hold, retry, continue, abort, or run and a checklist.")
    )
    task: Task = Field("G", description="HEART generic task type, for slips.")
    slip: tuple[OrderText, ...] | None = Field(
        None, description="Actions in place of do when it was not done right; none by default."
    )
    check: CrewRef | None = Field(None, description="Buddy who cross-checks it.")
    warning: Line | None = None
    caution: Line | None = None
    note: Line | None = None
    call: Line | None = Field(None, description="What the ground says when it begins.")
    say: Line | None = Field(None, description="What the first of who says when it is done.")


class Checklist(Model):
    """A procedure: a list of steps."""

    title: Line
    steps: tuple[Step, ...] = Field(min_length=1)
    for_: tuple[CrewRef, ...] = Field(
        (), alias="for", description="Make one for each of these, named NAME-CREW."
    )

    def filled(self, who: str, role: str) -> Checklist:
        """Make it for one crew member: {crew} is the role in what a player reads, else the id."""

        def fill(value: Any, key: str) -> Any:
            if isinstance(value, str):
                return value.replace("{crew}", role if key in _READ else who)
            if isinstance(value, list):
                return [fill(item, key) for item in value]
            if isinstance(value, dict):
                return {k.replace("{crew}", who): fill(item, k) for k, item in value.items()}
            return value

        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return Checklist.model_validate(fill(data, "")).model_copy(update={"for_": ()})


_READ = frozenset({"title", "text", "warning", "caution", "note", "call", "say"})
"""The fields of checklists and steps that a player reads."""


class Rule(Model):
    """A limit on telemetry. With {crew} in its condition it stands once for each crew member."""

    when: ConditionText
    class_: AlarmClass = Field("caution", alias="class")
    text: Line
    lasts: Duration = Field(2.0, description="How long it must hold before it is called.")
    ahead: Duration = Field(
        0.0, description="Call it as an advisory when a plain limit is this near in time."
    )
    only_if: ConditionText | None = Field(None, description="Otherwise the rule sleeps.")
    suggest: tuple[OrderText, ...] = ()
    channel: str | None = Field(None, description="What ? explains; found from the condition.")


class FlightRule(Model):
    """An order that should not be given unless a condition holds: noted, scored, not stopped."""

    order: OrderText
    unless: ConditionText
    text: Line


class Fault(Model):
    """Something that goes wrong: an effect, or a failure of ``failures`` by its name.

    Effects are the words of :data:`game.vocabulary.effects.CATALOGUE`. ``{pick}`` is one of
    ``pick``, drawn from the seed; it is the ``{who}`` of a failure.
    """

    effect: OrderText | None = Field(None, description="What happens, for example leak ev1 3 mm2.")
    failure: Slug | None = Field(None, description="A failure, in place of an effect.")
    at: Duration | None = None
    when: ConditionText | None = None
    chance: Ratio = 1.0
    pick: tuple[CrewRef, ...] = ()
    text: Line | None = Field(
        None, description="What happened, told in the debrief; a failure's title if not given."
    )


class Happening(NamedTuple):
    """One effect of a fault: the fault's name, it, the effect in words, and what is told of it."""

    name: str
    fault: Fault
    effect: str
    text: str


class Sign(Model):
    """What shows that something has failed: a condition over telemetry, and how it looks."""

    when: ConditionText
    text: Line


class Trial(Model):
    """An order that tells a failure from its twins, and what it tells."""

    do: OrderText
    tells: Line


class Answer(Model):
    """An order that fixes a failure, lives with it or ends the EVA, and how it helps."""

    do: OrderText
    text: Line


class Failure(Model):
    """A failure as people know it: what it is, how it shows, what it is mistaken for, and what
    helps. ``{who}`` is whom it happens to."""

    title: Line
    effects: tuple[OrderText, ...] = Field(min_length=1, description="What it does to the world.")
    signs: tuple[Sign, ...] = Field((), description="How it shows, in the order of their coming.")
    twins: tuple[Slug, ...] = Field((), description="Failures that look like it at first.")
    tests: tuple[Trial, ...] = Field((), description="What tells it from its twins.")
    answers: tuple[Answer, ...] = Field((), description="What helps, the best first.")
    unfair: bool = Field(False, description="Whether there is no time to answer it.")


class Objective(Model):
    """Something to achieve, and what it is worth."""

    title: Line
    when: ConditionText
    points: int = Field(10, ge=0, le=100)
    required: bool = False


class Question(Model):
    """Somebody asks the flight director. Answered by yes or no, or by the default in time."""

    who: Line
    text: Line
    when: ConditionText
    yes: tuple[OrderText, ...] = ()
    no: tuple[OrderText, ...] = ()
    wait: Duration = 60.0
    default: Literal["yes", "no"] = "no"


class Say(Model):
    """A line on the voice loop, said once when its condition comes true."""

    who: Line
    text: Line
    when: ConditionText


class Lesson(Model):
    """A line of coaching, shown from the end of the one before until its condition holds."""

    text: Line
    until: ConditionText


class Stage(Model):
    """A stay at one cabin atmosphere, before the mission."""

    pressure: Pressure
    o2: Ratio
    time: Duration


class Level(Model):
    """A whole level, resolved: all parts in place, all numbers SI."""

    id: Slug
    title: Line
    day: Prose = Field("", description="When it plays, for example Flight day 3.")
    summary: Line
    briefing: Prose
    ending: Prose = Field("", description="What is said when it goes well.")
    minutes: int = Field(ge=1, le=600, description="How long it plays, with warp.")
    difficulty: Literal["training", "moderate", "hard"] = "moderate"
    time_limit: Annotated[float, Quantity("duration", 60.0, 14 * 86400.0)] = 4 * 3600.0
    orbit: Orbit = Orbit()
    cabin: Cabin = Cabin()
    hatch: Hatch = Hatch()
    supply: Supply = Supply()
    suit: Suit = Suit()
    prebreathe: tuple[Stage, ...] = Field(
        (Stage.model_validate({"pressure": "8.65 psi", "o2": "32 %", "time": "45 h"}),),
        description="Cabin atmospheres since sea level, for the nitrogen in the blood.",
    )
    crew: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$", max_length=12)], CrewMember] = (
        Field(min_length=1, max_length=12)
    )
    procedures: dict[Slug, Checklist] = Field(min_length=1)
    plan: tuple[ListName, ...] = Field(
        description="The checklists in the order of the flight plan."
    )
    abort: ListName | None = Field(None, description="The checklist that abort runs.")
    terminate: ListName | None = Field(None, description="The checklist that terminate runs.")
    rules: dict[Slug, Rule] = {}
    flight_rules: dict[Slug, FlightRule] = {}
    failures: dict[Slug, Failure] = {}
    faults: dict[Slug, Fault] = {}
    objectives: dict[Slug, Objective] = {}
    questions: dict[Slug, Question] = {}
    voice: tuple[Say, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    end: ConditionText = Field(description="When this holds the mission is over, crew home.")

    @cached_property
    def happenings(self) -> dict[str, Happening]:
        """What the faults do, one effect each: those of a failure are NAME, NAME+2 and so on."""
        made: dict[str, Happening] = {}
        for name, fault in self.faults.items():
            failure = self.failures.get(fault.failure or "")
            effects = failure.effects if failure else (fault.effect or "",)
            text = fault.text or (failure.title if failure else "")
            for at, effect in enumerate(effects, 1):
                filled = effect.replace("{who}", "{pick}") if failure else effect
                made[name if at == 1 else f"{name}+{at}"] = Happening(name, fault, filled, text)
        return made

    @cached_property
    def checklists(self) -> dict[str, Checklist]:
        """The procedures by full name, those with ``for`` made once for each crew member."""
        made: dict[str, Checklist] = {}
        for name, checklist in self.procedures.items():
            if not checklist.for_:
                made[name] = checklist
            for who in checklist.for_:
                made[f"{name}-{who}"] = checklist.filled(
                    who, self.crew[who].role if who in self.crew else who
                )
        return made
