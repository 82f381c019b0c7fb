"""What a level may say: frozen pydantic models, from which the JSON Schema is made.

Every number has a unit in the file and is SI here. Defaults are those of the capsule of
*First Out*; those that no source gives are marked [R] in its comments and are the level's
to change.
"""

# Annotations are not postponed here: pydantic would compile 250 texts at each start, for 6 ms.

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from game.level import marks
from game.level.fields import (
    LONGEST_LINE,
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
from game.vocabulary.channels import HIDDEN, Channel, expand

Difficulty = Literal["cadet", "specialist", "director"]
OutcomeKind = Literal["success", "home", "lost", "timeout"]
"""How a mission may end."""
MOST_SEEDS = 1000
"""Most seeds of one test."""
Place = Literal["seat", "cabin", "hatch", "outside"]
AlarmClass = Literal["advisory", "caution", "warning", "emergency"]
Task = Literal["A", "B", "C", "D", "E", "F", "G", "H"]
Temper = Literal["calm", "wry", "quick", "earnest"]
CrewRef = Annotated[str, Field(pattern=r"^(\{crew\}|[a-z][a-z0-9]*)$", max_length=20)]


class Model(BaseModel):
    """Frozen, and without fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other fields, from which all that follows from them is derived again."""
        made = super().model_copy(update=update, deep=deep)
        for derived in vars(made).keys() - type(made).model_fields.keys():
            del made.__dict__[derived]
        return made


class Orbit(Model):
    """The orbit at mission start. Angles are those of the osculating ellipse."""

    perigee: Annotated[float, Quantity("length", 1e5, 5e7)] = Field(
        190e3, description="Height of perigee above the Earth's radius."
    )
    apogee: Annotated[float, Quantity("length", 1e5, 5e7)] = Field(
        735e3, description="Height of apogee above the Earth's radius."
    )
    inclination: Angle = Field(51.65, description="Tilt of the orbit against the equator.")
    node: Angle = Field(0.0, description="Right ascension of the ascending node.")
    perigee_argument: Angle = Field(
        0.0, description="Angle from the ascending node to the perigee."
    )
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

    volume: Volume = Field(9.3, description="Free volume.")
    pressure: Pressure = Field(59639.650585906325, description="At mission start.")
    o2: Ratio = Field(0.32, description="Mole fraction of oxygen; the rest is nitrogen.")
    temperature: Temperature = Field(295.0, description="At mission start.")
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
    o2_setpoint: Pressure = Field(
        18e3, description="Oxygen pressure that the cabin's regulator keeps up from the tanks."
    )
    o2_makeup: Flow = Field(
        1.0 / 3600.0, description="Most oxygen that regulator adds; 0 for a ship without one [R]."
    )


class Hatch(Model):
    """The hatch, its latches and its seal."""

    opening: Area = Field(0.35, description="Cd·A of the open hatch [R].")
    latches: int = Field(6, ge=1, le=24, description="How many latches there are.")
    latch_leak: Area = Field(30e-6, description="Cd·A of the leak for each latch missed [R].")
    dirt_leak: Area = Field(20e-6, description="Cd·A of the leak of a dirty seal [R].")
    dirty: bool = Field(False, description="Whether the seal is dirty from the start.")
    area: Area = Field(0.30, description="What the pressure pushes on [R].")
    strength: float = Field(600.0, gt=0, description="Force that a person can put on it, N [R].")
    leak_limit: float = Field(
        1.5, gt=0, description="Largest pressure loss that passes a seal check, Pa/s."
    )


class Tank(Model):
    """A tank of one gas."""

    mass: Mass = Field(description="Gas in it at mission start.")
    volume: Volume = Field(description="Of the tank.")


class Supply(Model):
    """The ship's gas. Oxygen load and flows are not published: [R]."""

    o2_a: Tank = Field(
        Tank.model_validate({"mass": "19 kg", "volume": "85 L"}), description="Oxygen tank A."
    )
    o2_b: Tank = Field(
        Tank.model_validate({"mass": "19 kg", "volume": "85 L"}), description="Oxygen tank B."
    )
    n2: Tank = Field(
        Tank.model_validate({"mass": "16 kg", "volume": "75 L"}), description="The nitrogen tank."
    )
    repress_n2: Flow = Field(0.01, description="Nitrogen fed into the cabin by repress n2.")
    repress_o2: Flow = Field(0.004, description="Oxygen fed into the cabin by repress o2.")
    emergency_n2: Flow = Field(0.06, description="Nitrogen fed in by repress emergency.")
    emergency_o2: Flow = Field(0.03, description="Oxygen fed in by repress emergency.")
    regulator: Annotated[float, Quantity("pressure", 1e3, 2e7)] = Field(
        7e5, description="Tank pressure below which flow falls off [R]."
    )


class Flows(Model):
    """Oxygen into one suit at each setting of its valve [R, around the published 2.5–4.9]."""

    low: Flow = Field(2.0 / 3600.0, description="Flow at low.")
    normal: Flow = Field(3.0 / 3600.0, description="Flow at normal.")
    high: Flow = Field(5.0 / 3600.0, description="Flow at high.")
    purge: Flow = Field(7.0 / 3600.0, description="Flow at purge.")


class Suit(Model):
    """The suits; all are alike but for what happens to them."""

    volume: Volume = Field(0.05, description="Free volume of gas in it.")
    pressure: Annotated[float, Quantity("pressure", 1e4, 1e5)] = Field(
        35162.0, description="Above the cabin, when pressurised."
    )
    low_pressure: Annotated[float, Quantity("pressure", 1e4, 1e5)] = Field(
        25510.0, description="The same when set to low: 3.7 psi."
    )
    flow: Flows = Field(Flows(), description="Oxygen at each setting of its valve.")
    demand: Flow = Field(
        8.0 / 3600.0, description="Most that the regulator adds when pressure falls [R]."
    )
    leak: Area = Field(2e-9, description="Cd·A of a sound suit's leaks [R].")
    unlocked_leak: Area = Field(1.5e-6, description="Cd·A of the leak at a glove not locked [R].")
    loosening: Area = Field(
        30e-6, description="Cd·A by which that leak grows each minute in vacuum [R]."
    )
    emergency_mass: Mass = Field(0.6, description="Oxygen in the emergency bottle.")
    emergency_flow: Flow = Field(3.52 / 3600.0, description="Flow from that bottle.")
    leak_limit: Pressure = Field(2068.4, description="Largest loss in the leak check's minute.")
    mobility: Ratio = Field(0.85, description="How freely one moves in it, pressurised [R].")
    stiffness: Ratio = Field(
        0.4, description="Share of the work in it that goes into bending it at its pressure [R]."
    )


class CrewMember(Model):
    """One of the crew."""

    name: Line = Field(description="Their full name.")
    role: Line = Field(description="What they are called on the loop, for example EV1.")
    life: Prose = Field("", description="Who they are, in a sentence or two.")
    seat: int = Field(ge=1, le=12, description="Their seat: everybody has one of their own.")
    place: Place = Field("seat", description="Where they are at the start.")
    mass: Annotated[float, Quantity("mass", 30.0, 200.0)] = Field(75.0, description="Of the body.")
    height: Annotated[float, Quantity("length", 1.2, 2.3)] = Field(1.75, description="Of the body.")
    sex: Literal["female", "male"] = Field(
        "male", description="For the risk of decompression sickness."
    )
    age: int = Field(40, ge=18, le=90, description="In years.")
    vo2_max: float = Field(3.2, ge=1.0, le=7.0, description="Largest oxygen uptake, L/min.")
    resting_heart_rate: float = Field(62.0, ge=35, le=100, description="Beats a minute.")
    training: Ratio = Field(0.8, description="How practised they are: fewer slips.")
    calm: Ratio = Field(0.7, description="How little stress moves them.")
    temper: Temper = Field("calm", description="How they put things: calm, wry, quick or earnest.")
    experience: int = Field(
        0, ge=0, le=50, description="Spaceflights before this one: each makes slips fewer."
    )
    fatigue: Ratio = Field(
        0.0, description="How tired they begin: slips come up to three times as often."
    )
    worn: Area = Field(0.0, description="Cd·A of what wear of their suit leaks more than others.")


class Reply(Model):
    """One of the answers to what a step asks."""

    text: Line = Field(description="The answer in words.")
    do: tuple[OrderText, ...] = Field((), description="Actions that follow it.")
    then: "tuple[Step, ...]" = Field((), description="Steps that follow it.")


class Part(NamedTuple):
    """Steps within a step: where they stand in it, what they are called, whose column they are."""

    path: tuple[str, ...]
    name: str
    column: str
    steps: "tuple[Step, ...]"


def _text_or_more(schema: dict[str, Any]) -> None:
    """In the JSON Schema: text is needed where nothing else says what the step does."""
    schema.pop("required", None)
    schema["anyOf"] = [{"required": [field]} for field in ("text", "if", "ask", "watch")]


class Step(Model):
    """One step of a checklist.

    ``{who}`` in texts and actions stands for each of ``who`` in turn, ``{crew}`` for the crew
    member for whom a checklist with ``for`` was made.
    """

    model_config = ConfigDict(json_schema_extra=_text_or_more)

    id: Slug | None = Field(None, description="To tell it from the other steps of its checklist.")
    who: CrewRef | Literal["all", "core"] | tuple[CrewRef, ...] = Field(
        "core", description="Who does it: a crew id, a list of them, all, or core (the ground)."
    )
    text: Line = Field(
        "", description="What is to be done; what it asks, decides or watches if not given."
    )
    takes: Duration = Field(10.0, description="How long it takes.")
    effort: Power = Field(140.0, description="Metabolic rate while doing it.")
    needs: ConditionText | None = Field(None, description="What must hold before it begins.")
    deadline: Duration | None = Field(None, description="How long to wait for needs.")
    only_if: ConditionText | None = Field(None, description="Otherwise the step is left out.")
    critical: bool = Field(False, description="Waits for the flight director's GO.")
    go_if: tuple[ConditionText, ...] = Field(
        (), description="What telemetry should show before GO is given to a critical step."
    )
    begin: tuple[OrderText, ...] = Field((), description="Actions when it begins.")
    do: tuple[OrderText, ...] = Field((), description="Actions when it is done.")
    run: ListName | None = Field(None, description="Another checklist to run and wait for.")
    simo: "dict[CrewRef, tuple[Step, ...]] | None" = Field(
        None, description="Columns of steps that crew members do at the same time."
    )
    if_: ConditionText | None = Field(
        None, alias="if", description="What decides between then and else, when it is reached."
    )
    then: "tuple[Step, ...]" = Field(
        (), description="Steps if it holds; for watch: if it held all the time."
    )
    else_: "tuple[Step, ...]" = Field((), alias="else", description="Steps if it does not.")
    ask: Line | None = Field(None, description="What who asks the flight director.")
    answers: dict[Slug, Reply] = Field({}, description="The answers to choose from, by name.")
    wait: Duration | None = Field(None, description="How long to wait for the answer.")
    default: Slug | None = Field(None, description="The answer that is taken then.")
    watch: ConditionText | None = Field(None, description="What must hold for a time.")
    for_: Duration = Field(60.0, alias="for", description="For how long; an order can change it.")
    expect: ConditionText | None = Field(None, description="What telemetry must show after.")
    within: Duration = Field(20.0, description="How long it may take to show.")
    on_fail: Annotated[str, Field(pattern=r"^(hold|retry|continue|abort|run [a-z0-9{}-]+)$")] = (
        Field("hold", description="hold, retry, continue, abort, or run and a checklist.")
    )
    task: Task = Field("G", description="HEART generic task type, for slips.")
    slip: tuple[OrderText, ...] | None = Field(
        None, description="Actions in place of do when it was not done right; none by default."
    )
    check: CrewRef | None = Field(None, description="Buddy who cross-checks it, busy meanwhile.")
    warning: Line | None = Field(None, description="Shown with the step: what may kill.")
    caution: Line | None = Field(None, description="Shown with the step: what may break.")
    note: Line | None = Field(None, description="Shown with the step: what is good to know.")
    call: Line | None = Field(None, description="What the ground says when it begins.")
    say: Line | None = Field(None, description="What the first of who says when it is done.")
    says: tuple[Line, ...] = Field(
        (), description="With for: what each of those says in place of say, in their order."
    )

    @model_validator(mode="after")
    def _says_itself(self) -> "Step":
        """A step that asks, decides or watches has this for its text, if it has no other."""
        if not self.text:
            texts = (self.ask, self.if_ and f"If {self.if_}", self.watch and f"Watch: {self.watch}")
            # a frozen model has no other way to fill in what follows from its fields
            self.__dict__["text"] = next((text[:200] for text in texts if text), "")
        return self

    @model_serializer(mode="wrap")
    def _without_what_is_not_there(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """As it is, but for what is not there: a log holds hundreds of steps.

        What is left out are empty lists, and what says nothing without another field.
        """
        data: dict[str, Any] = write(self)
        there = {
            "then": self.then, "else": self.else_, "answers": self.answers, "for": self.watch,
            "go_if": self.go_if, "begin": self.begin, "do": self.do, "critical": self.critical,
            "says": self.says, "within": self.expect, "task": self.task != "G",
            "on_fail": self.expect or self.needs or self.watch or self.run
            or self.on_fail != "hold",
        }  # fmt: skip
        return {key: each for key, each in data.items() if there.get(key, True)}

    @property
    def parts(self) -> Iterator[Part]:
        """The steps within it: columns of simo, branches, what follows each answer."""
        for who, steps in (self.simo or {}).items():
            yield Part(("simo", who), who, who, steps)
        if self.then:
            yield Part(("then",), "then", "", self.then)
        if self.else_:
            yield Part(("else",), "else", "", self.else_)
        for name, reply in self.answers.items():
            if reply.then:
                yield Part(("answers", name, "then"), name, "", reply.then)


class Option(Model):
    """What a checklist is worth that the player may put into the flight plan, or leave out.

    Its objective has the checklist's name and title, and is met when the checklist is done.
    """

    points: int = Field(0, ge=0, le=100, description="What it is worth; an objective is made.")
    needs: ConditionText | None = Field(None, description="What must hold before it may be run.")
    takes: Duration | None = Field(
        None, description="How long it takes by the book; the sum of its steps if not given."
    )
    after: ListName | None = Field(
        None, description="The checklist after which it is put into the flight plan."
    )
    group: Line | None = Field(None, description="What it is listed under, with others like it.")


def _or_true(schema: dict[str, Any]) -> None:
    """In the JSON Schema: true and false do as well."""
    schema.setdefault("anyOf", []).append({"type": "boolean"})


def _option(value: Any) -> Any:
    """``optional: true`` is an option without anything more, false is no option."""
    return {} if value is True else None if value is False else value


def within(
    steps: Iterable[Step], place: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Step]]:
    """Every step and its place: numbers of steps from 0, and between them whose column."""
    for at, step in enumerate(steps):
        yield (*place, at), step
        for part in step.parts:
            yield from within(part.steps, (*place, at, part.name))


class Checklist(Model):
    """A procedure: a list of steps."""

    title: Line = Field(description="What the player reads above it.")
    steps: tuple[Step, ...] = Field(min_length=1, description="One after the other.")
    for_: tuple[CrewRef, ...] = Field(
        (), alias="for", description="Make one for each of these, named NAME-CREW."
    )
    optional: Annotated[Option | None, BeforeValidator(_option)] = Field(
        None,
        description="That it is the player's to plan, and what it is worth: or true.",
        json_schema_extra=_or_true,
    )

    def filled(self, who: str, role: str) -> "Checklist":
        """Make it for one crew member: {crew} is the role in what a player reads, else the id.

        A line that the role makes too long is cut.
        """

        def fill(value: Any, key: str) -> Any:
            if isinstance(value, str) and key in PLAYER_TEXTS:
                text = value.replace("{crew}", role)
                return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"
            if isinstance(value, str):
                return value.replace("{crew}", who)
            if isinstance(value, list):
                return [fill(item, key) for item in value]
            if isinstance(value, dict):
                if lines := value.get("says"):
                    said = {"say": lines[min(at, len(lines) - 1)]}
                    value = {k: v for k, v in value.items() if k != "says"} | said
                return {k.replace("{crew}", who): fill(item, k) for k, item in value.items()}
            return value

        at = self.for_.index(who) if who in self.for_ else 0
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return Checklist.model_validate(fill(data, "")).model_copy(update={"for_": ()})


PLAYER_TEXTS = frozenset(
    {"title", "text", "warning", "caution", "note", "call", "say", "group", "ask"}
)
"""The fields of checklists and steps that a player reads."""


class Rule(Model):
    """A limit on telemetry. With {crew} in its condition it stands once for each crew member."""

    when: ConditionText = Field(description="What must hold for the alarm.")
    class_: AlarmClass = Field("caution", alias="class", description="How urgent it is.")
    text: Line = Field(description="What the alarm says.")
    lasts: Duration = Field(2.0, description="How long it must hold before it is called.")
    ahead: Duration = Field(
        0.0, description="Call it as an advisory when a plain limit is this near in time."
    )
    only_if: ConditionText | None = Field(None, description="Otherwise the rule sleeps.")
    suggest: tuple[OrderText, ...] = Field((), description="Orders that the player could give.")
    channel: str | None = Field(None, description="What ? explains; found from the condition.")


class FlightRule(Model):
    """An order that should not be given unless a condition holds: noted, scored, not stopped."""

    order: OrderText = Field(description="The order that the rule is about.")
    unless: ConditionText = Field(description="When it may be given.")
    text: Line = Field(description="The rule in words.")


class Fault(Model):
    """Something that goes wrong: an effect, or a failure of ``failures`` by its name.

    Effects are the words of :data:`game.vocabulary.effects.CATALOGUE`. ``{pick}`` is one of
    ``pick``, drawn from the seed; it is the ``{who}`` of a failure.
    """

    effect: OrderText | None = Field(None, description="What happens, for example leak ev1 3 mm2.")
    failure: Slug | None = Field(None, description="A failure, in place of an effect.")
    at: Duration | None = Field(None, description="Not before this time.")
    when: ConditionText | None = Field(
        None, description="What must hold, in truth and not by telemetry."
    )
    lasts: Duration = Field(0.0, description="How long that must hold before it happens.")
    apart: Duration | None = Field(
        None, description="How long after the latest other fault it happens at the earliest."
    )
    chance: Ratio = Field(1.0, description="How likely it happens at all.")
    pick: tuple[CrewRef, ...] = Field((), description="One of them is {pick}, drawn from the seed.")
    text: Line | None = Field(
        None, description="What happened, told in the debrief; a failure's title if not given."
    )
    grows: Duration = Field(
        0.0, description="How long it takes to come to its full size, in equal steps."
    )
    ends: ConditionText | None = Field(
        None, description="What ends it by itself, in truth and not by telemetry."
    )
    ends_after: Duration | None = Field(None, description="How long it lasts before it ends.")
    returns: Duration | None = Field(
        None, description="How long after its end it comes back, each time."
    )
    one_of: "tuple[Fault, ...]" = Field(
        (), description="Faults of which some are drawn; what they leave out is as it is here."
    )
    draw: int = Field(1, ge=1, le=20, description="How many of one_of are drawn.")

    @property
    def alternatives(self) -> "tuple[Fault, ...]":
        """The faults of ``one_of``, with what this one says where they say nothing."""
        inherited = ("at", "when", "lasts", "apart", "chance", "pick", "grows", "ends",
                     "ends_after", "returns")  # fmt: skip
        made = []
        for each in self.one_of:
            left_out = {
                name: getattr(self, name)
                for name in inherited
                if getattr(each, name) == Fault.model_fields[name].default
            }
            timed = each.at is not None or each.when is not None
            for name in ("at", "when", "lasts") if timed else ():
                left_out.pop(name, None)
            made.append(each.model_copy(update=left_out))
        return tuple(made)


class Happening(NamedTuple):
    """One effect of a fault."""

    name: str
    """The fault's name in the level."""
    fault: Fault
    """The fault; of a group, the one of its faults."""
    effect: str
    """The effect in words."""
    text: str
    """What is told of it."""
    first: str
    """What the first effect of the same fault is called: for what is drawn, and what is apart."""


class Sign(Model):
    """What shows that something has failed: a condition over telemetry, and how it looks."""

    when: ConditionText = Field(description="What telemetry shows.")
    text: Line = Field(description="The same in words.")
    lasts: Duration = Field(
        0.0, description="How long it must show before it speaks for the failure."
    )


class Trial(Model):
    """An order that tells a failure from its twins, or only seems to help, and what it tells."""

    do: OrderText = Field(description="The order.")
    tells: Line = Field(description="What it tells.")
    then: ConditionText | None = Field(
        None, description="What telemetry shows after it, if this failure is the one."
    )
    takes: Duration = Field(30.0, description="How long after the order it shows.")


class Answer(Model):
    """An order that fixes a failure, lives with it or ends the EVA, and how it helps."""

    do: OrderText = Field(description="The order.")
    text: Line = Field(description="How it helps.")


class Failure(Model):
    """A failure: what it does, how it shows, what it is mistaken for, and what helps.

    ``{who}`` is whom it happens to.
    """

    title: Line = Field(description="What it is called.")
    effects: tuple[OrderText, ...] = Field(min_length=1, description="What it does to the world.")
    signs: tuple[Sign, ...] = Field((), description="How it shows, in the order of their coming.")
    twins: tuple[Slug, ...] = Field((), description="Failures that look like it at first.")
    tests: tuple[Trial, ...] = Field((), description="What tells it from its twins.")
    answers: tuple[Answer, ...] = Field((), description="What helps, the best first.")
    wrong: tuple[Trial, ...] = Field(
        (), description="Orders that seem to help and do not, and what comes of them."
    )
    feared: float = Field(
        1.0,
        gt=0.0,
        le=10.0,
        description="How readily the room thinks of it first, against 1 for the others: "
        "what endangers somebody is believed before a bad gauge, until a test tells.",
    )
    unanswered: Line | None = Field(None, description="What comes of doing nothing.")
    answer_within: Duration | None = Field(
        None,
        description="How long after the first sign the best answer still brings everybody home "
        "unhurt; without it, it can be lived with.",
    )
    unfair: bool = Field(False, description="Whether there is no time to answer it.")
    heavy: bool = Field(
        False, description="Whether it endangers all by itself: SimSup draws one of these at most."
    )
    excludes: tuple[Slug, ...] = Field(
        (), description="Failures that SimSup never draws with it; its twins are among them."
    )
    strikes: ConditionText | None = Field(
        None, description="When SimSup may let it happen, in truth; never without it."
    )
    strikes_within: Duration = Field(180.0, description="How long after that, at the latest.")
    who: tuple[Slug, ...] = Field(
        (), description="Whom SimSup may choose; anybody of the crew when it is left out."
    )


class Grade(Model):
    """How well an objective was reached. The best that was reached counts."""

    when: ConditionText = Field(description="When it is reached, once and for good.")
    points: int = Field(ge=0, le=100, description="What the objective is worth then.")
    text: Line = Field(description="What was reached, for example three of six photos.")


class Objective(Model):
    """Something to achieve, and what it is worth."""

    title: Line = Field(description="What is to be achieved.")
    when: ConditionText = Field(description="When it is achieved, once and for good.")
    points: int = Field(
        10, ge=0, le=100, description="What it is worth; all objectives together are 100."
    )
    required: bool = Field(False, description="Whether the mission is no success without it.")
    grades: tuple[Grade, ...] = Field(
        (), description="Less or more than the whole of it, and what that is worth."
    )
    lost: ConditionText | None = Field(
        None, description="When it can't be met any more, nor a better grade be reached."
    )

    @property
    def most(self) -> int:
        """The points that it is worth at most."""
        return max(self.points, *(each.points for each in self.grades), 0)

    def worth(self, met: bool, grades: Iterable[int]) -> int:
        """The points for having ``met`` it, or not, and for the ``grades`` reached, by place."""
        reached = [self.grades[at].points for at in grades]
        return max([self.points] * met + reached, default=0)


class Ending(Model):
    """What is said at the end, if it came so. All that is given must hold."""

    outcome: tuple[OutcomeKind, ...] = Field(
        (), description="How the mission ended: one of these. Any, if not given."
    )
    hurt: bool | None = Field(
        None, description="Whether somebody lost consciousness or got the bends. Any, if not given."
    )
    when: ConditionText | None = Field(None, description="What must hold at the end.")
    text: Prose = Field(description="What is said.")


class Question(Model):
    """Somebody asks the flight director. Answered by yes or no, or by the default in time."""

    who: Line = Field(description="Who asks: a desk of the room, or a role.")
    text: Line = Field(description="What they ask.")
    when: ConditionText = Field(description="When they ask, once.")
    yes: tuple[OrderText, ...] = Field((), description="Orders that follow a yes.")
    no: tuple[OrderText, ...] = Field((), description="Orders that follow a no.")
    wait: Duration = Field(60.0, description="How long they wait for the answer.")
    default: Literal["yes", "no"] = Field("no", description="What is taken for the answer then.")


class Event(Model):
    """Something that the level does by itself. Its orders are the level's, not the player's."""

    when: ConditionText = Field(description="When it comes.")
    do: tuple[OrderText, ...] = Field((), description="Orders, acts of the crew and flags.")
    who: Line | None = Field(None, description="Who speaks: a desk of the room, or a role.")
    text: Line | None = Field(None, description="What they say.")
    again: Duration | None = Field(
        None, description="How long after it came it may come again; without it, never."
    )


class Say(Model):
    """A line on the voice loop, said when its condition holds."""

    who: Line = Field(description="Who speaks: a desk of the room, or a role.")
    text: Line = Field(description="What they say.")
    when: ConditionText = Field(description="When they say it.")
    turns: tuple[Line, ...] = Field(
        (), description="Other wordings: which comes first is drawn, then they take turns."
    )
    again: Duration | None = Field(
        None, description="How long after it was said it may be said again; without it, never."
    )


class Lesson(Model):
    """A line of coaching, shown from the end of the one before until its condition holds."""

    text: Line = Field(description="What the player should do.")
    until: ConditionText = Field(description="What shows that it is done.")


class Start(Model):
    """What was flown before the player's first second. Its orders are in the log like others."""

    orders: tuple[Line, ...] = Field(
        (), description="Lines of a script: a time, +10 s or until CONDITION, and an order."
    )
    autopilot: bool = Field(False, description="Whether the autopilot flies what they leave open.")
    until: ConditionText | None = Field(
        None, description="When play begins; else with the last of orders."
    )


class LevelTest(Model):
    """A test of the level: flights by a script, a flight director or both, and how they end."""

    director: Literal["nodder", "book", "veteran", "coward"] | None = Field(
        None, description="Which of the game's flight directors flies, besides the script."
    )
    script: tuple[Line, ...] = Field((), description="Lines of a script, as in start.")
    seeds: Annotated[str, Field(pattern=r"^\d{1,6}(-\d{1,6})?$")] = Field(
        "1", description="The seeds that are flown: one, or from the first to the last."
    )
    difficulty: Difficulty = Field("specialist", description="How hard it is flown.")
    success: bool | None = Field(None, description="Whether all of them must be a success.")
    outcome: tuple[OutcomeKind, ...] = Field((), description="How they may end.")

    @property
    def all_seeds(self) -> range:
        """The seeds, at most :data:`MOST_SEEDS` of them."""
        first, _, last = self.seeds.partition("-")
        return range(int(first), min(int(last or first), int(first) + MOST_SEEDS - 1) + 1)


class CarriedMember(Model):
    """What a campaign knows of one of the crew."""

    flights: int = Field(0, ge=0, le=50, description="Missions of the campaign behind them.")
    fatigue: Ratio = Field(0.0, description="How tired they are.")
    worn: Area = Field(0.0, description="Cd·A of what wear of their suit leaks.")
    hurt: bool = Field(False, description="Whether the last mission hurt them.")


class Carried(Model):
    """What a campaign carried over into a mission: so its log says all of it, and is enough.

    Tanks and bottles hold what there was when the mission began.
    """

    campaign: Line = Field(description="What the campaign is called.")
    mission: int = Field(ge=1, description="Which of its missions this is, from 1.")
    o2_a: Mass = Field(description="In the ship's oxygen tank A.")
    o2_b: Mass = Field(description="In the ship's oxygen tank B.")
    n2: Mass = Field(description="In the ship's nitrogen tank.")
    spare_o2: Mass = Field(0.0, description="Oxygen in bottles from which tanks are filled.")
    spare_n2: Mass = Field(0.0, description="The same, nitrogen.")
    seal: Area = Field(0.0, description="Cd·A of what wear of the hatch seal leaks.")
    knows: tuple[Slug, ...] = Field((), description="What was learned in missions before.")
    crew: dict[str, CarriedMember] = Field({}, description="Who has flown, by id.")


class Stage(Model):
    """A stay at one cabin atmosphere, before the mission."""

    pressure: Pressure = Field(description="Of the cabin.")
    o2: Ratio = Field(description="Mole fraction of oxygen.")
    time: Duration = Field(description="How long it lasts.")


class Level(Model):
    """A whole level, resolved: all parts in place, all numbers SI."""

    id: Slug
    title: Line = Field(description="What players call it.")
    day: Prose = Field("", description="When it plays, for example Flight day 3.")
    summary: Line = Field(description="One line, for the list of levels.")
    briefing: Prose = Field(description="What the player reads before.")
    ending: Prose = Field("", description="What is said when it goes well.")
    endings: tuple[Ending, ...] = Field(
        (), description="What is said instead: the first that fits how it went."
    )
    shelf: Line | None = Field(None, description="The shelf that it stands on, beside others.")
    teaches: Line | None = Field(None, description="What a player learns by it, in a few words.")
    history: Prose = Field(
        "", description="What was done in the real case; told after every ending."
    )
    minutes: int = Field(ge=1, le=600, description="How long it plays, with warp.")
    difficulty: Literal["training", "moderate", "hard"] = Field(
        "moderate", description="How hard it is."
    )
    time_limit: Annotated[float, Quantity("duration", 60.0, 14 * 86400.0)] = Field(
        4 * 3600.0, description="After it the mission is over."
    )
    reserve: Annotated[float, Quantity("duration", 0.0, 86400.0)] = Field(
        900.0, description="Oxygen that the flight rules keep back, as time."
    )
    orbit: Orbit = Field(Orbit(), description="The orbit.")
    cabin: Cabin = Field(Cabin(), description="The cabin.")
    hatch: Hatch = Field(Hatch(), description="The hatch.")
    supply: Supply = Field(Supply(), description="The ship's gas.")
    suit: Suit = Field(Suit(), description="The suits.")
    prebreathe: tuple[Stage, ...] = Field(
        (Stage.model_validate({"pressure": "8.65 psi", "o2": "32 %", "time": "45 h"}),),
        description="Cabin atmospheres since sea level, for the nitrogen in the blood.",
    )
    crew: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$", max_length=12)], CrewMember] = (
        Field(min_length=1, max_length=12, description="Who flies, by id.")
    )
    procedures: dict[Slug, Checklist] = Field(min_length=1, description="The checklists, by name.")
    plan: tuple[ListName, ...] = Field(
        description="The checklists in the order of the flight plan."
    )
    abort: ListName | None = Field(None, description="The checklist that abort runs.")
    terminate: ListName | None = Field(None, description="The checklist that terminate runs.")
    rules: dict[Slug, Rule] = Field({}, description="Limits on telemetry: the alarms.")
    flight_rules: dict[Slug, FlightRule] = Field(
        {}, description="Orders that should not be given unless a condition holds."
    )
    failures: dict[Slug, Failure] = Field({}, description="What faults may name.")
    faults: dict[Slug, Fault] = Field({}, description="What goes wrong.")
    simsup: Literal["none", "draw", "drawn"] = Field(
        "none",
        description="Whether the Simulation Supervisor draws the faults when it is flown; drawn "
        "says that these are its.",
    )
    objectives: dict[Slug, Objective] = Field(
        {}, description="What there is to achieve; at least one is required."
    )
    questions: dict[Slug, Question] = Field({}, description="What the player is asked.")
    events: dict[Slug, Event] = Field({}, description="What the level does by itself.")
    start: Start | None = Field(
        None, description="What was flown before play begins; without it, nothing."
    )
    carried: Carried | None = Field(
        None, description="What a campaign carried over; it is written by the campaign."
    )
    tests: tuple[LevelTest, ...] = Field(
        (), description="Flights that check --fly makes, and how they must end."
    )
    voice: tuple[Say, ...] = Field((), description="Lines on the voice loop.")
    lessons: tuple[Lesson, ...] = Field((), description="Lines of coaching, one after the other.")
    end: ConditionText = Field(description="When this holds the mission is over, crew home.")

    @model_validator(mode="after")
    def _worth_planning(self) -> "Level":
        """Optional checklists with points have objectives of their names."""
        made: dict[str, Objective] = {}
        for name, checklist in self.procedures.items():
            points = checklist.optional.points if checklist.optional else 0
            for who in checklist.for_ or ("",) if points else ():
                full = f"{name}-{who}" if who else name
                role = self.crew[who].role if who in self.crew else who
                title = checklist.title.replace("{crew}", role)
                made[full] = Objective(
                    title=title, when=f"checklist.{full} == done", points=points, required=False
                )
        if made:  # a frozen model has no other way to fill in what follows from its fields
            self.__dict__["objectives"] = self.objectives | {
                name: each for name, each in made.items() if name not in self.objectives
            }
        return self

    def with_faults(self, faults: Mapping[str, Fault], simsup: str) -> "Level":
        """The same level with other ``faults``.

        What follows from the rest is not derived again: every mission of a level that the
        Simulation Supervisor draws for has such a level of its own.
        """
        made = self.model_copy(update={"faults": dict(faults), "simsup": simsup})
        made.__dict__.update(
            checklists=self.checklists, steps=self.steps,
            _texts_of=self._texts_of | made._texts_in({"faults", "simsup"}),
        )  # fmt: skip
        return made

    def _texts_in(self, fields: set[str] | None = None) -> dict[str, tuple[str, ...]]:
        data = self.model_dump(mode="json", by_alias=True, include=fields)
        return {name: tuple(marks.strings(value)) for name, value in data.items()}

    @cached_property
    def _texts_of(self) -> dict[str, tuple[str, ...]]:
        """Every text of the level, by the field that it stands in."""
        return self._texts_in()

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(chain.from_iterable(self._texts_of.values()))

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The flags that actions of the level set."""
        return marks.flags(self._texts, self.crew)

    @cached_property
    def steps(self) -> dict[str, tuple[str, tuple[str | int, ...]]]:
        """The steps that have an id, by name (``egress.out``): checklist, and place in it."""
        return {
            f"{name}.{step.id}": (name, place)
            for name, checklist in self.checklists.items()
            for place, step in within(checklist.steps)
            if step.id is not None
        }

    @cached_property
    def known_marks(self) -> tuple[str, ...]:
        """What conditions may read besides the ship and checklists, by full name."""
        return (
            *(f"step.{name}" for name in self.steps),
            *(f"objective.{name}" for name in self.objectives),
            *(f"question.{name}" for name in self.questions),
            *(f"flag.{name}" for name in self.flags),
            *(f"fault.{name}" for name in self.faults),
        )

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Those of them that something in the level names, and all flags."""
        named = {*marks.named(self._texts, self.crew), *(f"flag.{name}" for name in self.flags)}
        return tuple(name for name in self.known_marks if name in named)

    @cached_property
    def lasting(self) -> tuple[str, ...]:
        """The texts that may be conditions with ``for``."""
        return marks.with_spans(self._texts, self.crew)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """What can be read of a mission: every channel but those that are hidden."""
        shown = [name for name in self.marks if not name.startswith(HIDDEN)]
        return expand(self.crew, self.checklists, shown)

    @cached_property
    def happenings(self) -> dict[str, Happening]:
        """What the faults may do, one effect each.

        The effects of a failure are NAME, NAME+2 and so on. Those of a group are NAME/1, NAME/2:
        all of them, drawn or not.
        """
        made: dict[str, Happening] = {}
        for name, group in self.faults.items():
            for first, fault in self.faults_of(name, group).items():
                failure = self.failures.get(fault.failure or "")
                effects = failure.effects if failure else (fault.effect or "",)
                text = fault.text or (failure.title if failure else "")
                for at, effect in enumerate(effects, 1):
                    filled = effect.replace("{who}", "{pick}") if failure else effect
                    key = first if at == 1 else f"{first}+{at}"
                    made[key] = Happening(name, fault, filled, text, first)
        return made

    @staticmethod
    def faults_of(name: str, fault: Fault) -> dict[str, Fault]:
        """A fault by its name, or each of a group: NAME/1, NAME/2 and so on."""
        if not fault.one_of:
            return {name: fault}
        return {f"{name}/{at}": each for at, each in enumerate(fault.alternatives, 1)}

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
