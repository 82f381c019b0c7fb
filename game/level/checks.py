"""What a level means as a whole: names that must exist, conditions and orders that must read.

Works on a Level alone, without a file: what it finds has a path in the level, and an offset
into the text there. The same checks hold for a level from a file and from a flight log.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pydantic import ValidationError

from game.level.findings import Finding, Path, findings
from game.level.mistakes import MOST
from game.level.possible import impossible
from game.level.schema import Checklist, Failure, Fault, FlightRule, Level, Rule, Step
from game.vocabulary import channels, conditions, effects, orders, units
from game.vocabulary.nearest import did_you_mean, nearest

RESERVED = frozenset(
    {"all", "any", "core", "none"}
    | {c.name.split(".")[0] for c in channels.CATALOGUE if not c.name.startswith("{")}
)
"""What nobody of the crew may be called: the names of channels begin with these words."""

_HOLDER = re.compile(r"\{(\w*)\}")
_HERE = {
    "who": "in a step that somebody of the crew does",
    "crew": "in a checklist with for, or in a rule that has it in its condition",
    "pick": "in a fault with pick",
}


def check(level: Level) -> list[Finding]:
    """Everything wrong with a level whose fields are in order."""
    found: dict[tuple[str, Path, int], Finding] = {}
    checker = _Checker(level)
    every = chain(_crew(level), _procedures(level), checker.everything(), impossible(level))
    for each in every:
        found.setdefault(
            (each.code, each.path, each.offset), each
        )  # once, not for each of the crew
        if len(found) >= MOST:
            break
    return _at_the_definition(list(found.values()), checker)


def _at_the_definition(found: list[Finding], checker: _Checker) -> list[Finding]:
    """The same, with a name that is misspelt where it is defined reported once, there.

    Such a name is right wherever it is used.
    """
    level = checker.level
    lost = {
        f"{each.path[1]}-" for each in found
        if each.code in ("LEVEL-404", "LEVEL-407") and each.path[0] == "procedures"
        and each.path[2:3] == ("for",)
    }  # fmt: skip
    found = [
        each
        for each in found
        if each.missing[0] != "checklist" or not each.missing[1].startswith(tuple(lost))
    ]
    used = {(kind, name) for kind, name in checker.used}
    told: list[Finding] = []
    for kind, field, names in (
        ("checklist", "procedures", tuple(level.procedures)),
        ("crew", "crew", tuple(level.crew)),
    ):
        for name in names:
            if kind == "checklist":
                copies = [f"-{who}" for who in level.procedures[name].for_] or [""]
            else:
                copies = [""]
            if any((kind, name + copy) in used for copy in copies):
                continue
            wanted = {
                each.missing[1].removesuffix(copy)
                for each in found
                for copy in copies
                if each.missing[0] == kind and each.missing[1].endswith(copy)
            }
            meant = nearest(name, sorted(wanted))
            missing = {(kind, meant + copy) for copy in copies}
            uses = [each for each in found if each.missing in missing]
            if not meant or len(uses) < 2:
                continue
            what = "checklist" if kind == "checklist" else "crew member"
            told.append(
                Finding(
                    "LEVEL-405" if kind == "checklist" else "LEVEL-404",
                    (field, name),
                    f"nothing names the {what} '{name}', but {len(uses)} places name '{meant}'",
                    f"did you mean {meant}?",
                    at_key=True,
                )
            )
            found = [each for each in found if each.missing not in missing]
    return found + told


def _crew(level: Level) -> Iterator[Finding]:
    seats: dict[int, str] = {}
    for who, member in level.crew.items():
        if who in RESERVED:
            yield Finding(
                "LEVEL-412",
                ("crew", who),
                f"nobody can be called '{who}': channels have that name",
                "write for example ev1",
                at_key=True,
            )
        if member.seat in seats:
            yield Finding(
                "LEVEL-408",
                ("crew", who, "seat"),
                f"seat {member.seat} is {seats[member.seat]}'s already",
            )
        seats.setdefault(member.seat, who)


def _procedures(level: Level) -> Iterator[Finding]:
    made: dict[str, str] = {}
    for name, checklist in level.procedures.items():
        path: Path = ("procedures", name)
        sound = True
        seen: set[str] = set()
        for at, who in enumerate(checklist.for_):
            if who not in level.crew:
                sound = False
                yield _nobody(who, level, (*path, "for", at))
            elif who in seen:
                sound = False
                yield Finding("LEVEL-407", (*path, "for", at), f"{who} stands here twice")
            seen.add(who)
        if not sound:
            continue
        for full in [f"{name}-{who}" for who in checklist.for_] or [name]:
            if full in made:
                yield Finding(
                    "LEVEL-407",
                    path,
                    f"this makes a checklist {full}, and so does {made[full]}",
                    at_key=True,
                )
            made.setdefault(full, name)
        for who in checklist.for_:
            yield from _grown(checklist, who, level.crew[who].role, path)


def _grown(checklist: Checklist, who: str, role: str, path: Path) -> Iterator[Finding]:
    """What goes wrong when {crew} is filled in: a text may become too long."""
    try:
        checklist.filled(who, role)
    except ValidationError as error:
        data = checklist.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for found in findings(error, data, path):
            yield Finding(found.code, found.path, f"with {{crew}} as {who}: {found.message}")


def _nobody(
    who: str, level: Level, path: Path, offset: int = 0, more: Sequence[str] = ()
) -> Finding:
    known = (*level.crew, *more)
    return Finding(
        "LEVEL-404",
        path,
        f"nobody is called '{who}'",
        did_you_mean(who, known) or f"there is {', '.join(known)}",
        offset,
        missing=("crew", who),
    )


def fill(text: str, names: Mapping[str, str]) -> tuple[str, Callable[[int], int]]:
    """``text`` with its place-holders filled.

    Also returns a function from an index in that to one in ``text``.
    """
    out: list[str] = []
    jumps: list[tuple[int, int, int]] = []
    at = length = 0
    for found in _HOLDER.finditer(text):
        if found[1] not in names:
            continue
        value = names[found[1]]
        out += [text[at : found.start()], value]
        length += found.start() - at
        jumps.append((length, length + len(value), found.start()))
        length += len(value)
        at = found.end()
    out.append(text[at:])

    def back(index: int) -> int:
        shift = 0
        for start, end, origin in jumps:
            if index < start:
                break
            if index < end:
                return origin
            hole = text.index("}", origin) + 1
            shift = hole - end
        return index + shift

    return "".join(out), back


class _Checker:
    def __init__(self, level: Level) -> None:
        self.level = level
        self.lists = level.checklists
        self.channels = channels.expand(level.crew, self.lists)
        alarms = [*level.rules, *(f"{rule}-{who}" for rule in level.rules for who in level.crew)]
        self.names = orders.Names(tuple(level.crew), tuple(self.lists), tuple(alarms))
        self.used: set[tuple[str, str]] = set()
        """The crew members and checklists that something names, by their kind."""
        self.sound: set[tuple[str, str]] = set()
        """Filled conditions, and orders by whom, that were found right: most stand often."""

    def everything(self) -> Iterator[Finding]:
        """All findings, those of one thing together."""
        yield from self._references()
        for name, checklist in self.level.procedures.items():
            for who in [each for each in checklist.for_ if each in self.level.crew] or [""]:
                yield from self._checklist(("procedures", name), checklist, who)
        yield from self._circles()
        for name, rule in self.level.rules.items():
            yield from self._rule(("rules", name), rule)
        for name, flight_rule in self.level.flight_rules.items():
            yield from self._flight_rule(("flight_rules", name), flight_rule)
        for name, failure in self.level.failures.items():
            yield from self._failure(("failures", name), failure)
        for name, fault in self.level.faults.items():
            yield from self._fault(("faults", name), fault)
        yield from self._rest()

    def _references(self) -> Iterator[Finding]:
        for at, name in enumerate(self.level.plan):
            yield from self._list(name, ("plan", at))
        for field in ("abort", "terminate"):
            reference = getattr(self.level, field)
            if reference is not None:
                yield from self._list(reference, (field,))

    def _rest(self) -> Iterator[Finding]:
        level = self.level
        for key, text in (
            ("title", level.title), ("day", level.day), ("summary", level.summary),
            ("briefing", level.briefing), ("ending", level.ending),
        ):  # fmt: skip
            yield from self._text(text, (key,), {})
        for who, member in level.crew.items():
            for key, text in (("name", member.name), ("role", member.role), ("life", member.life)):
                yield from self._text(text, ("crew", who, key), {})
        for name, objective in level.objectives.items():
            path: Path = ("objectives", name)
            yield from self._text(objective.title, (*path, "title"), {})
            yield from self._condition(objective.when, (*path, "when"), {})
        if not any(objective.required for objective in level.objectives.values()):
            yield Finding(
                "LEVEL-409",
                ("objectives",),
                "no objective is required, so every mission would be a success",
                "add required: true to at least one",
                at_key=True,
            )
        for name, question in level.questions.items():
            path = ("questions", name)
            yield from self._text(question.text, (*path, "text"), {})
            yield from self._condition(question.when, (*path, "when"), {})
            yield from self._orders(question.yes, (*path, "yes"), {}, "answer")
            yield from self._orders(question.no, (*path, "no"), {}, "answer")
        for at, line in enumerate(level.voice):
            yield from self._text(line.text, ("voice", at, "text"), {})
            yield from self._condition(line.when, ("voice", at, "when"), {})
        for at, lesson in enumerate(level.lessons):
            yield from self._text(lesson.text, ("lessons", at, "text"), {})
            yield from self._condition(lesson.until, ("lessons", at, "until"), {})
        yield from self._condition(level.end, ("end",), {})

    # Checklists

    def _checklist(self, path: Path, checklist: Checklist, crew: str) -> Iterator[Finding]:
        names = {"crew": crew} if crew else {}
        yield from self._text(checklist.title, (*path, "title"), names)
        seen: set[str] = set()
        for at, step in enumerate(checklist.steps):
            yield from self._step((*path, "steps", at), step, names, None, seen)

    def _step(
        self, path: Path, step: Step, names: dict[str, str], column: str | None, seen: set[str]
    ) -> Iterator[Finding]:
        if step.id is not None:
            if step.id in seen:
                yield Finding(
                    "LEVEL-407",
                    (*path, "id"),
                    f"another step of this checklist is called {step.id}",
                    "give it another id, or none",
                )
            seen.add(step.id)
        people, wrong = self._people(path, step, names, column)
        yield from wrong
        anybody = people or [next(iter(self.level.crew))] if wrong else people
        yield from self._actions(path, step, names, anybody)
        yield from self._belongings(path, step)
        for field in ("text", "warning", "caution", "note", "call", "say"):
            text = getattr(step, field)
            if text is not None:
                yield from self._text(text, (*path, field), {**names, "who": "x"})
        yield from self._columns(path, step, names, column, seen)

    def _people(
        self, path: Path, step: Step, names: dict[str, str], column: str | None
    ) -> tuple[list[str], list[Finding]]:
        """The crew members who do a step (none if it is the ground), and what is wrong there."""
        wrong: list[Finding] = []
        people: list[str] = []
        if step.who == "all":
            people = list(self.level.crew)
        elif step.who == "core":
            people = [column] if column else []
        else:
            single = isinstance(step.who, str)
            given = (step.who,) if isinstance(step.who, str) else step.who
            for at, who in enumerate(given[:MOST]):
                place: Path = (*path, "who") if single else (*path, "who", at)
                found = self._person(who, place, names, ("core", "all") if single else ())
                if found is not None:
                    wrong.append(found)
                elif (name := fill(who, names)[0]) in people:
                    wrong.append(Finding("LEVEL-407", place, f"{name} stands here twice"))
                else:
                    people.append(name)
        if step.check is not None:
            found = self._person(step.check, (*path, "check"), names)
            if found is not None:
                wrong.append(found)
            elif step.who in (step.check, (step.check,)):
                message = "nobody can cross-check their own work"
                wrong.append(Finding("LEVEL-404", (*path, "check"), message, "name somebody else"))
        return people, wrong

    def _person(
        self, who: str, path: Path, names: dict[str, str], more: Sequence[str] = ()
    ) -> Finding | None:
        filled, _ = fill(who, names)
        if filled in self.level.crew:
            if filled == who:
                self.used.add(("crew", who))
            return None
        if filled.startswith("{"):
            return _holder(filled.strip("{}"), path, 0, names)
        return _nobody(filled, self.level, path, 0, more)

    def _actions(
        self, path: Path, step: Step, names: dict[str, str], people: list[str]
    ) -> Iterator[Finding]:
        for who in people or [""]:
            mine = {**names, "who": who} if who else names
            for field in ("needs", "only_if", "expect"):
                text = getattr(step, field)
                if text is not None:
                    yield from self._condition(text, (*path, field), mine)
            yield from self._orders(step.begin, (*path, "begin"), mine)
            yield from self._orders(step.do, (*path, "do"), mine)
            yield from self._orders(step.slip or (), (*path, "slip"), mine)
        if step.run is not None:
            yield from self._list(step.run, (*path, "run"), names)
        if step.on_fail.startswith("run "):
            mine = {**names, "who": people[0]} if people else names
            yield from self._list(step.on_fail[4:], (*path, "on_fail"), mine, 4)

    def _belongings(self, path: Path, step: Step) -> Iterator[Finding]:
        for field, owner in (("deadline", "needs"), ("within", "expect"), ("slip", "do")):
            usual = Step.model_fields[field].default
            if getattr(step, field) != usual and not getattr(step, owner):
                yield Finding(
                    "LEVEL-413",
                    (*path, field),
                    f"{field} does nothing without {owner}",
                    f"add {owner}, or take {field} out",
                    at_key=True,
                )
        if step.simo is not None and step.run is not None:
            yield Finding(
                "LEVEL-413", (*path, "run"), "a step has simo or run, not both", at_key=True
            )

    def _columns(
        self, path: Path, step: Step, names: dict[str, str], column: str | None, seen: set[str]
    ) -> Iterator[Finding]:
        if step.simo is None:
            return
        if column is not None:
            yield Finding(
                "LEVEL-414",
                (*path, "simo"),
                "a column of simo can't hold simo again",
                "make these steps a checklist, and run it",
                at_key=True,
            )
            return
        columns: list[str] = []
        for who, steps in step.simo.items():
            place: Path = (*path, "simo", who)
            found = self._person(who, place, names)
            name, _ = fill(who, names)
            if found is not None:
                yield replace(found, path=place, at_key=True)
                continue
            if name in columns:
                yield Finding("LEVEL-407", place, f"{name} has two columns here", at_key=True)
            columns.append(name)
            for at, each in enumerate(steps):
                yield from self._step((*place, at), each, names, name, seen)

    def _circles(self) -> Iterator[Finding]:
        """Checklists that wait for themselves, each circle once."""
        runs = {name: list(_runs(checklist.steps, ())) for name, checklist in self.lists.items()}
        done: set[str] = set()
        for start in self.lists:
            trail: list[str] = []
            stack: list[tuple[str, Iterator[tuple[str, Path]]]] = [(start, iter(runs[start]))]
            while stack:
                name, rest = stack[-1]
                following = next(rest, None)
                if following is None:
                    done.add(name)
                    stack.pop()
                    continue
                target, where = following
                trail = [each for each, _ in stack]
                if target in trail:
                    circle = " → ".join([*trail[trail.index(target) :], target])
                    yield Finding(
                        "LEVEL-406",
                        ("procedures", self._procedure(name), "steps", *where, "run"),
                        f"this checklist would wait for itself: {circle}",
                    )
                elif target in runs and target not in done:
                    stack.append((target, iter(runs[target])))

    def _procedure(self, full: str) -> str:
        for name, checklist in self.level.procedures.items():
            if full == name or full in [f"{name}-{who}" for who in checklist.for_]:
                return name
        return full

    # Rules and faults

    def _rule(self, path: Path, rule: Rule) -> Iterator[Finding]:
        for who in self.level.crew if _HOLDER.search(rule.when) else ("",):
            names = {"crew": who} if who else {}
            yield from self._condition(rule.when, (*path, "when"), names)
            if rule.only_if is not None:
                yield from self._condition(rule.only_if, (*path, "only_if"), names)
            yield from self._text(rule.text, (*path, "text"), names)
            yield from self._orders(rule.suggest, (*path, "suggest"), names, by="flight")
            if rule.channel is not None:
                yield from self._channel(rule.channel, (*path, "channel"), names)

    def _flight_rule(self, path: Path, rule: FlightRule) -> Iterator[Finding]:
        for who in self.level.crew if "{crew}" in rule.order else ("",):
            names = {"crew": who} if who else {}
            yield from self._order(rule.order, (*path, "order"), names, by="flight")
            yield from self._condition(rule.unless, (*path, "unless"), names)
            yield from self._text(rule.text, (*path, "text"), names)

    def _fault(self, path: Path, fault: Fault) -> Iterator[Finding]:
        if fault.at is None and fault.when is None:
            yield Finding(
                "LEVEL-410", path, "this fault has neither at nor when", "add one", at_key=True
            )
        if fault.when is not None:
            yield from self._condition(fault.when, (*path, "when"), {})
        picks = list(dict.fromkeys(fault.pick))
        for at, who in enumerate(fault.pick):
            if who not in self.level.crew:
                yield _nobody(who, self.level, (*path, "pick", at))
            self.used.add(("crew", who))
        yield from self._what_fails(path, fault)
        for who in [each for each in picks if each in self.level.crew] or [""]:
            names = {"pick": who} if picks else {}
            if fault.text is not None:
                yield from self._text(fault.text, (*path, "text"), names)
            if fault.effect is not None:
                yield from self._effect(fault.effect, (*path, "effect"), names)

    def _what_fails(self, path: Path, fault: Fault) -> Iterator[Finding]:
        """A fault has an effect, or names a failure; then somebody is picked if it needs one."""
        if fault.effect is not None and fault.failure is not None:
            message = "a fault has effect or failure, not both"
            yield Finding("LEVEL-413", (*path, "failure"), message, "take one out", at_key=True)
        for field, value in (("effect", fault.effect or fault.failure), ("text", fault.text)):
            if value is None and (field == "effect" or fault.failure is None):
                message = f"a fault needs the field '{field}'"
                hint = "or failure, and the name of one" if field == "effect" else ""
                yield Finding("LEVEL-302", path, message, hint, at_key=True)
        if fault.failure is None:
            return
        failure = self.level.failures.get(fault.failure)
        if failure is None:
            yield from self._twin(fault.failure, (*path, "failure"))
        elif any("{who}" in each for each in failure.effects) and not fault.pick:
            message = f"{fault.failure} happens to somebody, and nobody is picked"
            hint = f"pick: [{next(iter(self.level.crew))}]"
            yield Finding("LEVEL-413", (*path, "failure"), message, hint)

    def _twin(self, name: str, path: Path) -> Iterator[Finding]:
        known = list(self.level.failures)
        if name not in known:
            hint = did_you_mean(name, known) or f"there is {', '.join(known) or 'none'}"
            yield Finding("LEVEL-419", path, f"no failure is called '{name}'", hint)

    def _failure(self, path: Path, failure: Failure) -> Iterator[Finding]:
        for at, name in enumerate(failure.twins):
            yield from self._twin(name, (*path, "twins", at))
        for who in self.level.crew:
            names = {"who": who}
            yield from self._text(failure.title, (*path, "title"), names)
            for at, effect in enumerate(failure.effects):
                yield from self._effect(effect, (*path, "effects", at), names)
            for at, sign in enumerate(failure.signs):
                place: Path = (*path, "signs", at)
                yield from self._condition(sign.when, (*place, "when"), names)
                yield from self._text(sign.text, (*place, "text"), names)
            for at, trial in enumerate(failure.tests):
                yield from self._order(trial.do, (*path, "tests", at, "do"), names, "flight")
                yield from self._text(trial.tells, (*path, "tests", at, "tells"), names)
            for at, answer in enumerate(failure.answers):
                yield from self._order(answer.do, (*path, "answers", at, "do"), names, "flight")
                yield from self._text(answer.text, (*path, "answers", at, "text"), names)

    def _effect(self, text: str, path: Path, names: dict[str, str]) -> Iterator[Finding]:
        wrong = next(self._text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        filled, back = fill(text, names)
        words = filled.split()
        row = effects.BY_WORD.get(words[0]) if words else None
        if row is None:
            word = words[0] if words else ""
            every = "; ".join(each.usage for each in effects.CATALOGUE)
            hint = did_you_mean(word, list(effects.BY_WORD)) or f"there is {every}"
            yield Finding("LEVEL-411", path, f"no effect is called '{word}'", hint)
            return
        given = words[1:]
        measured = bool(row.arguments) and row.arguments[-1].kind == "quantity"
        if len(given) < len(row.arguments) or (len(given) > len(row.arguments) and not measured):
            yield Finding("LEVEL-411", path, f"this effect is written {row.usage}", row.example)
            return
        starts = [back(found.start()) for found in re.finditer(r"\S+", filled)]
        for at, argument in enumerate(row.arguments, 1):
            if argument.kind == "crew" and words[at] not in self.level.crew:
                yield _nobody(words[at], self.level, path, starts[at])
            elif argument.kind == "crew":
                if words[at] in text:
                    self.used.add(("crew", words[at]))
            elif argument.kind == "channel":
                yield from self._channel(words[at], path, {}, starts[at])
            elif argument.kind == "choice":
                if words[at] not in argument.choices:
                    every = ", ".join(argument.choices)
                    hint = did_you_mean(words[at], list(argument.choices)) or f"there is {every}"
                    message = f"no {argument.name} is called '{words[at]}'"
                    yield Finding("LEVEL-411", path, message, hint, starts[at])
            else:
                bad = _amount(" ".join(words[at:]), argument)
                if bad is not None:
                    yield Finding("LEVEL-304", path, bad.message, bad.hint, starts[at])

    # Words

    def _channel(
        self, text: str, path: Path, names: dict[str, str], offset: int = 0
    ) -> Iterator[Finding]:
        name, _ = fill(text, names)
        if found := _HOLDER.search(name):
            yield _holder(found[1], path, offset + found.start(), names)
        elif name not in self.channels:
            hint = did_you_mean(name, list(self.channels))
            missing = self._owner(name)
            message = f"'{name[:60]}' is not a channel"
            yield Finding("LEVEL-415", path, message, hint, offset, missing=missing)
        elif name == text:
            self._uses([name])

    def _owner(self, channel: str) -> tuple[str, str]:
        """Who or which checklist is missing, if a channel's name would be right but for them."""
        head, _, rest = channel.partition(".")
        if head == "checklist":
            return ("checklist", rest)
        known = any(name.endswith(f".{rest}") for name in self.channels)
        return ("crew", head) if known and head not in RESERVED else ("", "")

    def _uses(self, channels: Iterable[str]) -> None:
        """Remember whom and which checklists these channels belong to."""
        for name in channels:
            head, _, rest = name.partition(".")
            self.used.add(("checklist", rest) if head == "checklist" else ("crew", head))

    def _list(
        self, text: str, path: Path, names: dict[str, str] | None = None, offset: int = 0
    ) -> Iterator[Finding]:
        name, _ = fill(text, names or {})
        if name in self.lists:
            self.used.add(("checklist", name))
            return
        if found := _HOLDER.search(name):
            yield _holder(found[1], path, offset, names or {})
            return
        made = [full for full in self.lists if full.startswith(f"{name}-")]
        if made:
            hint = f"it was made for each: {', '.join(made)}"
        else:
            hint = did_you_mean(name, list(self.lists)) or f"there is {', '.join(self.lists)}"
        message = f"no checklist is called '{name}'"
        yield Finding("LEVEL-405", path, message, hint, offset, missing=("checklist", name))

    def _text(self, text: str, path: Path, names: Mapping[str, str]) -> Iterator[Finding]:
        for found in _HOLDER.finditer(text):
            if found[1] not in names:
                yield _holder(found[1], path, found.start(), names)

    def _condition(self, text: str, path: Path, names: Mapping[str, str]) -> Iterator[Finding]:
        wrong = next(self._text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        filled, back = fill(text, names)
        if ("", filled) in self.sound:
            return
        try:
            conditions.check(filled, self.channels)
            if "{who}" in text:  # It will stand in parentheses, once for each.
                conditions.check(f"({filled})", self.channels)
        except conditions.BadCondition as bad:
            yield self._unread(bad, path, back(bad.column - 1))
        else:
            self.sound.add(("", filled))
            if "{" not in text and "all." not in text:
                self._uses(conditions.channels_of(filled, self.channels))

    def _unread(self, bad: conditions.BadCondition, path: Path, offset: int) -> Finding:
        missing = self._owner(bad.missing)
        return Finding("LEVEL-401", path, bad.message, bad.hint, offset, missing=missing)

    def _orders(
        self, texts: Sequence[str], path: Path, names: Mapping[str, str], by: str = "crew"
    ) -> Iterator[Finding]:
        for at, text in enumerate(texts):
            yield from self._order(text, (*path, at), names, by)

    def _order(self, text: str, path: Path, names: Mapping[str, str], by: str) -> Iterator[Finding]:
        wrong = next(self._text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        filled, back = fill(text, names)
        if (by, filled) in self.sound:
            return
        try:
            order = orders.parse(filled, self.names, by="crew" if by == "answer" else by)
        except orders.NotUnderstood as bad:
            word = filled.split()[0].lower() if filled.strip() else ""
            if by != "crew" and word in orders.BY_WORD and orders.BY_WORD[word].by == "crew":
                hint = "put it into a checklist, and run that"
                message = f"{word} is an act of a step, not an order"
                yield Finding("LEVEL-402", path, message, hint, back(0))
                return
            yield _no_order(bad, path, filled, back)
            return
        entry = orders.BY_WORD[order.word]
        if by == "crew" and entry.instead:
            yield Finding(
                "LEVEL-402",
                path,
                f"{order.word} is the flight director's to give, not a step's",
                entry.instead,
            )
            return
        for argument, value in zip(entry.arguments, order.arguments, strict=False):
            if argument.kind in ("crew", "checklist") and value in text.lower():
                self.used.add((argument.kind, value))
        if order.word != "when":
            self.sound.add((by, filled))
            return
        condition, do, rest = order.arguments[0].partition(" do ")
        if not do:
            yield Finding("LEVEL-402", path, "a standing order is written when CONDITION do ORDER")
            return
        at = filled.lower().find("when") + 5
        try:
            conditions.check(condition, self.channels)
            orders.parse(rest, self.names, by="flight")
        except conditions.BadCondition as bad:
            yield self._unread(bad, path, back(at + bad.column - 1))
        except orders.NotUnderstood as bad:
            yield Finding("LEVEL-402", path, bad.message, bad.hint, missing=bad.missing)


def _amount(text: str, argument: effects.Argument) -> units.BadQuantity | None:
    """What is wrong with a quantity of an effect, if anything is."""
    try:
        value = units.parse(text[: conditions.MAX_QUANTITY], argument.dimension)
    except units.BadQuantity as bad:
        return bad
    if argument.least <= value <= argument.most:
        return None
    least, most = (units.tidy(each, argument.dimension) for each in (argument.least, argument.most))
    percent = argument.dimension == "ratio" and text.replace(".", "").isdigit()
    hint = f"did you mean {text} %?" if percent else f"{least} to {most}"
    return units.BadQuantity(f"'{text}' is out of range", hint)


def _no_order(
    bad: orders.NotUnderstood, path: Path, filled: str, back: Callable[[int], int]
) -> Finding:
    starts = [found.start() for found in re.finditer(r"\S+", filled)]
    offset = back(starts[bad.word]) if bad.word < len(starts) else 0
    return Finding("LEVEL-402", path, bad.message, bad.hint, offset, missing=bad.missing)


def _holder(name: str, path: Path, offset: int, names: Mapping[str, str]) -> Finding:
    hint = _HERE.get(name, "")
    if hint:
        hint = f"it stands for somebody only {hint}"
    elif names:
        here = ", ".join("{" + each + "}" for each in names)
        meant = nearest(name, [*names, *_HERE])
        hint = f"did you mean {{{meant}}}?" if meant else f"there is {here}"
    elif meant := nearest(name, list(_HERE)):
        hint = f"did you mean {{{meant}}}?"
    return Finding("LEVEL-403", path, f"{{{name}}} means nothing here", hint, offset)


def _runs(steps: Sequence[Step], where: Path) -> Iterator[tuple[str, Path]]:
    """The checklists that these steps run and wait for, with where they do."""
    for at, step in enumerate(steps):
        if step.run is not None:
            yield step.run, (*where, at)
        for who, column in (step.simo or {}).items():
            yield from _runs(column, (*where, at, "simo", who))
