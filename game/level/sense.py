"""What is allowed in a level, but makes no sense: warnings for its author.

They are told of levels without mistakes. A level may be flown in spite of them, and what is in
parts that come with the game is nobody's warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from game.level.findings import Finding
from game.level.form import Path
from game.level.ranges import AtStart, Possible, Ranges, always, never
from game.level.schema import Fault, FlightRule, Level, Rule
from game.level.simsup import can_strike
from game.level.walk import Stop, actions_of, copies_of, people_of, stops
from game.level.words import fill
from game.vocabulary import channels, conditions, effects, orders
from game.vocabulary.nearest import nearest
from game.vocabulary.units import clock, show

_SENSORLESS = ("mission.", "orbit.", "hatch.latches", "o2.time_left")
"""Numbers, or beginnings of their names, that no transducer measures."""
_COMPUTED = ("prebreathe", "nitrogen_ratio", "dcs_risk")
"""The same of a crew member's numbers."""
_WATTS_PER_LITRE = 348.0
"""Metabolic rate for each L/min of oxygen uptake, W: 20.9 kJ/L."""


def warnings(level: Level) -> list[Finding]:
    """What makes no sense in a level that has no mistakes."""
    found: dict[tuple[str, Path], Finding] = {}
    for each in _Sense(level).everything():
        found.setdefault((each.code, each.path), each)
    never_or_always = {path for code, path in found if code in ("LEVEL-502", "LEVEL-503")}
    return [
        each
        for each in found.values()
        if each.code != "LEVEL-504" or each.path not in never_or_always
    ]


class _Sense:
    def __init__(self, level: Level) -> None:
        self.level = level
        self.stops = list(stops(level))
        self.channels = channels.expand(level.crew, level.checklists, level.marks)
        self.possible = Possible(level)
        self.start = AtStart(level, self.possible)
        self.orders = list(self._all_orders())
        self.acts = {text.split()[0].lower() for _, text in self.orders if text.split()}

    def everything(self) -> Iterator[Finding]:
        """All warnings, thing by thing."""
        for checks in (
            self._plan, self._unused, self._selves, self._orders_without, self._conditions,
            self._latches, self._start, self._faults, self._people, self._vacuum, self._points,
            self._time, self._asked, self._repeated, self._numbers,
            self._endings,
        ):  # fmt: skip
            yield from checks()

    def _all_orders(self) -> Iterator[tuple[Path, str]]:
        """Every order of the level as it is written, with its place."""
        level = self.level
        for stop in self.stops:
            for field in ("begin", "do", "slip"):
                for at, text in enumerate(getattr(stop.step, field) or ()):
                    yield (*stop.path, field, at), text
            for name, reply in stop.step.answers.items():
                for at, text in enumerate(reply.do):
                    yield (*stop.path, "answers", name, "do", at), text
        for name, question in level.questions.items():
            for field in ("yes", "no"):
                for at, text in enumerate(getattr(question, field)):
                    yield ("questions", name, field, at), text
        for name, event in level.events.items():
            for at, text in enumerate(event.do):
                yield ("events", name, "do", at), text
        for name, rule in level.rules.items():
            for at, text in enumerate(rule.suggest):
                yield ("rules", name, "suggest", at), text

    # Checklists

    def _plan(self) -> Iterator[Finding]:
        if not self.level.plan:
            yield _warn(513, ("plan",), "the plan is empty", "name the checklists in their order")
        for at, name in enumerate(self.level.plan):
            if name in self.level.plan[:at]:
                yield _warn(513, ("plan", at), f"{name} stands in the plan twice", "take one out")

    def _unused(self) -> Iterator[Finding]:
        level = self.level
        named = {*level.plan, level.abort, level.terminate}
        for stop in self.stops:
            for _, names in copies_of(stop.procedure, level):
                runs = [stop.step.run or "", stop.step.on_fail.removeprefix("run ")]
                named |= {fill(each, names)[0] for each in runs}
        helps = [each.do for one in level.failures.values() for each in one.tests]
        helps += [each.do for one in level.failures.values() for each in one.answers]
        for text in (*(text for _, text in self.orders), *helps):
            words = text.lower().split()
            if words[0] in ("run", "when") and len(words) > 1:
                everybody = [{"crew": who, "who": who} for who in level.crew]
                named |= {fill(words[-1], names)[0] for names in everybody}
        for name in level.procedures if level.plan else ():
            if level.procedures[name].optional is None and not any(
                full in named for full, _ in copies_of(name, level)
            ):
                yield _warn(
                    501,
                    ("procedures", name),
                    f"nothing runs the checklist {name}: only a player who thinks of it can",
                    "name it in the plan, or run it from a step",
                    at_key=True,
                )

    def _selves(self) -> Iterator[Finding]:
        for stop in self.stops:
            for full, names in copies_of(stop.procedure, self.level):
                if fill(stop.step.on_fail, names)[0] == f"run {full}":
                    message = f"{full} would have to wait for itself"
                    yield _warn(514, (*stop.path, "on_fail"), message, "write on_fail: retry")
                for field in ("begin", "do", "slip"):
                    for at, text in enumerate(getattr(stop.step, field) or ()):
                        words = fill(text, names)[0].lower().split()
                        own = words[0] in ("run", "stop") and words[1:] == [full]
                        if own or (words and getattr(self.level, words[0], None) == full
                                   and words[0] in ("abort", "terminate")):  # fmt: skip
                            message = f"{full} is the checklist that this step is in"
                            yield _warn(514, (*stop.path, field, at), message, "take it out")

    def _orders_without(self) -> Iterator[Finding]:
        for field in ("abort", "terminate"):
            if getattr(self.level, field) is not None:
                continue
            hint = f"add {field}: and the name of a checklist"
            for path, text in self.orders:
                if text.lower().split()[:1] == [field]:
                    message = f"this level has no checklist that {field} runs"
                    yield _warn(506, path, message, hint)
            if field == "abort":
                for stop in self.stops:
                    if stop.step.on_fail == "abort":
                        message = "this level has no checklist that abort runs"
                        yield _warn(506, (*stop.path, "on_fail"), message, hint)

    # Conditions

    def _conditions(self) -> Iterator[Finding]:
        for path, texts, always_matters in self._all_conditions():
            if texts and all(never(text, self.channels, self.possible) for text in texts):
                yield self._odd(502, path, texts[0], "this never holds")
            elif (
                texts
                and always_matters
                and all(always(text, self.channels, self.possible) for text in texts)
            ):
                yield self._odd(503, path, texts[0], "this always holds")

    def _latches(self) -> Iterator[Finding]:
        most = self.level.hatch.latches
        for path, text in self.orders:
            given = text.lower().split()
            if given[0] != "latch" or len(given) < 2 or 1 <= int(given[1]) <= most:
                continue
            message = f"there is no latch {given[1]}: the hatch has {most}"
            yield _warn(508, path, message, f"latch 1 to latch {most}")

    def _all_conditions(self) -> Iterator[tuple[Path, list[str], bool]]:
        """Every condition: its place, and its text with place-holders filled in turn.

        Also whether it is odd that it always holds.
        """
        level = self.level
        for stop in self.stops:
            one = stop.step
            for field, text in (
                ("needs", one.needs), ("only_if", one.only_if), ("expect", one.expect),
                ("if", one.if_), ("watch", one.watch),
            ):  # fmt: skip
                if text is not None:
                    yield (*stop.path, field), self._filled(text, stop), True
            for at, text in enumerate(one.go_if):
                yield (*stop.path, "go_if", at), self._filled(text, stop), True
        for name, checklist in level.procedures.items():
            if checklist.optional is not None and checklist.optional.needs is not None:
                needs = checklist.optional.needs
                filled = [fill(needs, names)[0] for _, names in copies_of(name, level)]
                yield ("procedures", name, "optional", "needs"), filled, True
        for name, rule in level.rules.items():
            people = [{"crew": who} for who in level.crew] if "{crew}" in rule.when else [{}]
            for field in ("when", "only_if"):
                text = getattr(rule, field)
                if text is not None:
                    yield ("rules", name, field), [fill(text, who)[0] for who in people], True
        for name, flight_rule in level.flight_rules.items():
            yield ("flight_rules", name, "unless"), _of_rule(flight_rule, level), True
        for field, entries in (
            ("objectives", level.objectives), ("questions", level.questions),
            ("events", level.events),
        ):  # fmt: skip
            for name, entry in entries.items():
                yield (field, name, "when"), [entry.when], True
        for name, group in level.faults.items():
            if group.when is not None:
                those = level.faults_of(name, group).values()  # some say when for themselves
                filled = [text for each in those if each.when == group.when
                          for text in _of_fault(each)]  # fmt: skip
                yield ("faults", name, "when"), filled, False
            for at, fault in enumerate(group.alternatives):
                if group.one_of[at].when is not None:
                    yield ("faults", name, "one_of", at, "when"), _of_fault(fault), False
        for at, line in enumerate(level.voice):
            yield ("voice", at, "when"), [line.when], True
        for at, lesson in enumerate(level.lessons):
            yield ("lessons", at, "until"), [lesson.until], True
        for name, objective in level.objectives.items():
            if objective.lost is not None:
                yield ("objectives", name, "lost"), [objective.lost], True
            for at, grade in enumerate(objective.grades):
                yield ("objectives", name, "grades", at, "when"), [grade.when], True
        yield ("end",), [level.end], True

    def _filled(self, text: str, stop: Stop) -> list[str]:
        found: list[str] = []
        for _, names in copies_of(stop.procedure, self.level):
            for who in people_of(stop, self.level) or [""]:
                mine = {**names, "who": fill(who, names)[0]} if who else names
                found.append(fill(text, mine)[0])
        return found

    def _odd(self, number: int, path: Path, text: str, message: str) -> Finding:
        """The warning of a condition, with what may be meant, if a number lacks its %."""
        cases = conditions.cases_of(text, self.channels) or []
        for each in (one for case in cases for one in case):
            channel = self.channels[each.channel]
            if channel.dimension == "ratio" and isinstance(each.value, float):
                known = self.possible(each.channel)
                if known.most <= 1.0 < each.value:
                    hint = f"did you mean {each.value:g} %?"
                    return _warn(number, path, f"{message}: {each.channel} is at most 100 %", hint)
            known = self.possible(each.channel)
            number_shown = isinstance(each.value, float) and channel.shown
            if number_shown and not known.least <= float(each.value) <= known.most:
                low, high = (_shown(value, channel) for value in (known.least, known.most))
                told = f"{message}: {each.channel} is {low} to {high} in this level"
                return _warn(number, path, told)
        return _warn(number, path, message)

    def _start(self) -> Iterator[Finding]:
        level, start = self.level, self.start
        if self._always(level.end, start):
            message = "this holds already at the start: the mission would be over at once"
            yield _warn(504, ("end",), message, "add for example: and checklist.NAME == done")
        for name, objective in level.objectives.items():
            if self._always(objective.when, start):
                message = "this holds already at the start: the objective is met at once"
                yield _warn(504, ("objectives", name, "when"), message)
        if level.lessons and self._always(level.lessons[0].until, start):
            message = "this holds already at the start: the lesson is never seen"
            yield _warn(504, ("lessons", 0, "until"), message)
        for name, rule in level.rules.items():
            if self._rings(rule, start):
                message = "this holds already at the start: the alarm rings at once"
                yield _warn(504, ("rules", name, "when"), message, "choose another limit")

    def _rings(self, rule: Rule, start: Ranges) -> bool:
        people = [{"crew": who} for who in self.level.crew] if "{crew}" in rule.when else [{}]
        for names in people:
            texts = [fill(text, names)[0] for text in (rule.when, rule.only_if) if text]
            if all(self._always(text, start) for text in texts):
                return True
        return False

    def _always(self, text: str, ranges: Ranges) -> bool:
        return always(text, self.channels, ranges)

    # Faults

    def _faults(self) -> Iterator[Finding]:
        level = self.level
        if level.simsup == "draw" and not can_strike(level):
            message = "the Simulation Supervisor finds nothing that can go wrong here"
            yield _warn(528, ("simsup",), message, "use: [failures], or give failures strikes")
        for name, path, fault in self._every_fault():
            if fault.lasts and fault.when is None:
                message = "lasts is how long when must hold, and there is no when"
                yield _warn(512, (*path, "lasts"), message, "say at in place of it")
            if fault.chance <= 0.0:
                message = "with a chance of 0 % it never happens"
                yield _warn(512, (*path, "chance"), message, "take the fault out")
            if fault.at is not None and fault.at >= level.time_limit:
                message = f"the mission is over at {clock(level.time_limit)}, before this"
                yield _warn(512, (*path, "at"), message)
            for at, who in enumerate(fault.pick):
                if who in fault.pick[:at]:
                    message = f"{who} stands here twice"
                    yield _warn(513, (*path, "pick", at), message, "take one out")
            if fault.pick and not self._picks(name) and len(path) == 2:
                message = "nothing says {pick}: it does not matter who is picked"
                yield _warn(513, (*path, "pick"), message, "write {pick} in effect", at_key=True)
            if fault.effect is not None:
                yield from self._effect(fault.effect, (*path, "effect"))
            for text in level.failures[fault.failure].effects if fault.failure else ():
                yield from self._effect(text, (*path, "failure"))

    def _every_fault(self) -> Iterator[tuple[str, Path, Fault]]:
        """Every fault with its place, those of groups each by itself."""
        for name, group in self.level.faults.items():
            path: Path = ("faults", name)
            for at, fault in enumerate(group.alternatives):
                yield name, (*path, "one_of", at), fault
            if not group.one_of:
                yield name, path, group

    def _picks(self, fault: str) -> bool:
        """Whether it matters whom a fault picks."""
        own = [one for one in self.level.happenings.values() if one.name == fault]
        texts = (
            text for one in own for text in (one.effect, one.text, one.fault.when, one.fault.ends)
        )
        return any("{pick}" in text for text in texts if text)

    def _effect(self, text: str, path: Path) -> Iterator[Finding]:
        words = text.split()
        row = effects.BY_WORD[words[0]]
        if row.fixed_by and not any(self._given(word) for word in row.fixed_by):
            fixes = " or ".join(row.fixed_by)
            message = f"nothing in this level undoes {row.word}: no step has {fixes}"
            yield _warn(505, path, message, f"add a checklist with {row.fixed_by[0]}")
        if (
            row.arguments
            and row.arguments[0].kind == "channel"
            and not _is_measured(words[1].removesuffix(channels.SECOND))
        ):
            message = f"no transducer measures {words[1]}, so none can be {row.word}"
            yield _warn(507, path, message, "name a channel with a number")

    def _given(self, word: str) -> bool:
        """Whether somebody can give this order: the flight director, or a step of a checklist."""
        entry = orders.BY_WORD.get(word)
        return word in self.acts or (entry is not None and entry.by != "crew")

    # People

    def _people(self) -> Iterator[Finding]:
        level = self.level
        roles: dict[str, str] = {}
        for who, member in level.crew.items():
            path: Path = ("crew", who, "role")
            if member.role in roles:
                message = f"{roles[member.role]} is called {member.role}, too"
                yield _warn(511, path, message, "give everybody a role of their own")
            elif member.role.upper() in orders.GROUND:
                message = f"{member.role} is somebody on the ground"
                yield _warn(511, path, message, "write for example EV1")
            roles.setdefault(member.role, who)
            if len(member.role) > 6:
                message = f"only the first letters of {member.role[:20]} can be shown everywhere"
                yield _warn(526, path, message, "a role of at most 6 letters")
        for stop in self.stops:
            if stop.step.who == ():
                yield _warn(513, (*stop.path, "who"), "this list is empty: the ground does it")
            for who in people_of(stop, level):
                everybody = [names for _, names in copies_of(stop.procedure, level)]
                for name in {fill(who, names)[0] for names in everybody}:
                    most = level.crew[name].vo2_max * _WATTS_PER_LITRE if name in level.crew else 0
                    if name in level.crew and stop.step.effort > most:
                        message = f"{name} can't work at more than {show(most, 'W', 0)}"
                        yield _warn(518, (*stop.path, "effort"), message)

    def _vacuum(self) -> Iterator[Finding]:
        level = self.level
        opened = (["vent", "open"], ["vent", "full"])
        vents = [
            path
            for path, text in self.orders
            if path[0] == "procedures" and text.lower().split() in opened
        ]
        if not vents:
            if level.cabin.pressure * level.cabin.o2 < 8e3:
                message = "with visors open nobody can breathe this cabin"
                yield _warn(
                    522, ("cabin",), message, "write for example pressure: 8.65 psi, o2: 32 %"
                )
            return
        if level.abort is None:
            message = "the cabin goes to vacuum, and this level has no checklist that abort runs"
            yield _warn(523, vents[0], message, "add abort: and the name of a checklist")
        closed = set()
        for stop in self.stops:
            for text in actions_of(stop.step):
                words = text.lower().split()
                if words[:1] == ["visor"] and words[-1:] == ["closed"]:
                    for _, names in copies_of(stop.procedure, level):
                        for who in people_of(stop, level) or [""]:
                            mine = {**names, "who": fill(who, names)[0]}
                            closed.add(fill(words[1], mine)[0])
        for who in level.crew:
            if who not in closed:
                message = f"the cabin goes to vacuum, and no step closes the visor of {who}"
                yield _warn(517, ("crew", who), message, f"do: [visor {who} closed]", at_key=True)

    # The rest

    def _points(self) -> Iterator[Finding]:
        total = 0
        for objective in self.level.objectives.values():
            total += objective.most
        if total != 100:
            message = f"the points of all objectives are {total} together, not 100"
            each = [f"{name} {one.most}" for name, one in self.level.objectives.items()]
            yield _warn(509, ("objectives",), message, f"there is {', '.join(each)}", at_key=True)

    def _endings(self) -> Iterator[Finding]:
        endings = self.level.endings
        for at, one in enumerate(endings[:-1]):
            if not one.outcome and one.hurt is None and one.when is None:
                message = "this is never said: one before it asks for nothing, and always fits"
                hint = "put what asks for more before it"
                yield _warn(529, ("endings", at + 1), message, hint)
                return

    def _time(self) -> Iterator[Finding]:
        level, needed = self.level, 0.0
        for name in level.plan:
            for step in level.checklists[name].steps if name in level.checklists else ():
                needed += step.takes
        if needed > level.time_limit:
            message = f"the plan takes {clock(needed)} at least, and the mission ends before"
            yield _warn(515, ("time_limit",), message, f"at least {clock(needed)}")
        supply, flow = level.supply, level.suit.flow
        used = needed * len(level.crew) * flow.low
        if "visor" in self.acts and used > supply.o2_a.mass + supply.o2_b.mass:
            message = f"the plan needs {show(used, 'kg', 1)} of oxygen even at low flow"
            yield _warn(516, ("supply",), message, "more oxygen, or a shorter plan")

    def _asked(self) -> Iterator[Finding]:
        level = self.level
        known = [*orders.GROUND, *(member.role for member in level.crew.values())]
        named: list[tuple[Path, str]] = []
        named += [(("questions", name, "who"), each.who) for name, each in level.questions.items()]
        named += [(("voice", at, "who"), each.who) for at, each in enumerate(level.voice)]
        named += [
            (("events", name, "who"), each.who) for name, each in level.events.items() if each.who
        ]
        for path, who in named:
            near = nearest(who, known) if who not in known else ""
            if near:
                yield _warn(520, path, f"nobody is called {who}", f"did you mean {near}?")
        for name, question in level.questions.items():
            for field in ("yes", "no"):
                for at, text in enumerate(getattr(question, field)):
                    entry = orders.BY_WORD.get(text.lower().split()[0])
                    if entry is not None and entry.by == "crew" and entry.word != "flag":
                        message = f"{entry.word} is an act of a step, not an answer's order"
                        hint = "put it into a checklist, and run that"
                        yield _warn(521, ("questions", name, field, at), message, hint)
        if not level.briefing.strip():
            yield _warn(525, ("briefing",), "there is no briefing", "say what is to be done")

    def _repeated(self) -> Iterator[Finding]:
        relays = self.level.orbit.relays
        for at, relay in enumerate(relays):
            if relay in relays[:at]:
                yield _warn(513, ("orbit", "relays", at), f"{relay} stands here twice")

    def _numbers(self) -> Iterator[Finding]:
        level = self.level
        if level.cabin.relief_low < level.cabin.pressure:
            message = "the relief valve, set to low, opens below the cabin's own pressure"
            yield _warn(527, ("cabin", "relief_low"), message)


def _of_rule(rule: FlightRule, level: Level) -> list[str]:
    people: Iterable[Mapping[str, str]]
    people = [{"crew": who} for who in level.crew] if "{crew}" in rule.order else [{}]
    return [fill(rule.unless, names)[0] for names in people]


def _of_fault(fault: Fault) -> list[str]:
    """When a fault comes, for each of those whom it may pick."""
    people = [{"pick": who} for who in fault.pick] or [{}]
    return [] if fault.when is None else [fill(fault.when, names)[0] for names in people]


def _is_measured(channel: str) -> bool:
    entry = channels.describe(channel)
    if entry is None or not entry.dimension or channel.startswith(_SENSORLESS):
        return False
    return channel.partition(".")[2] not in _COMPUTED


def _shown(value: float, channel: channels.Channel) -> str:
    if value in (float("inf"), float("-inf")):
        return "any"
    return show(value, channel.shown, channel.decimals)


def _warn(
    number: int, path: Path, message: str, hint: str = "", *, at_key: bool = False
) -> Finding:
    return Finding(f"LEVEL-{number}", path, message, hint, at_key=at_key)
