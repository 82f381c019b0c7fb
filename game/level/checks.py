"""What a level means as a whole: names that must exist, conditions and orders that must read.

Works on a Level alone, without a file: what it finds has a path in the level, and an offset
into the text there. The same checks hold for a level from a file and from a flight log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from game.level.findings import Finding, findings
from game.level.form import Path, Wrong
from game.level.mistakes import MOST
from game.level.places import owner
from game.level.possible import amounts, impossible
from game.level.schema import (
    Checklist,
    Event,
    Failure,
    Fault,
    FlightRule,
    Level,
    LevelTest,
    Option,
    Rule,
    Start,
    Step,
)
from game.level.words import HOLDER, RESERVED, Words, fill, holder, nobody
from game.vocabulary import effects as catalogue
from game.vocabulary.nearest import did_you_mean, nearest


def check(level: Level) -> list[Finding]:
    """Everything wrong with a level whose fields are in order."""
    if too_much := list(amounts(level)):  # to look through the rest would take a minute
        return too_much
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
                    missing=(kind, meant),
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
                yield nobody(who, level, (*path, "for", at))
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
    data, wrong = checklist.filled(who, role).written(), list[Wrong]()
    Checklist.read(data, (), wrong)
    for found in findings(wrong, data, prefix=path):
        yield Finding(found.code, found.path, f"with {{crew}} as {who}: {found.message}")


class _Checker(Words):
    def everything(self) -> Iterator[Finding]:
        """All findings, those of one thing together."""
        yield from self._references()
        for name, checklist in self.level.procedures.items():
            anybody = next(iter(self.level.crew)) if checklist.for_ else ""
            for who in [each for each in checklist.for_ if each in self.level.crew] or [anybody]:
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
            yield from self.checklist(name, ("plan", at))
        for field in ("abort", "terminate"):
            reference = getattr(self.level, field)
            if reference is not None:
                yield from self.checklist(reference, (field,))

    def _rest(self) -> Iterator[Finding]:
        level = self.level
        for key, text in (
            ("title", level.title), ("day", level.day), ("summary", level.summary),
            ("briefing", level.briefing), ("ending", level.ending), ("history", level.history),
        ):  # fmt: skip
            yield from self.text(text, (key,), {})
        for who, member in level.crew.items():
            for key, text in (("name", member.name), ("role", member.role), ("life", member.life)):
                yield from self.text(text, ("crew", who, key), {})
        for name, objective in level.objectives.items():
            path: Path = ("objectives", name)
            yield from self.text(objective.title, (*path, "title"), {})
            yield from self.condition(objective.when, (*path, "when"), {}, author=True)
            if objective.lost is not None:
                yield from self.condition(objective.lost, (*path, "lost"), {}, author=True)
            for at, grade in enumerate(objective.grades):
                place: Path = (*path, "grades", at)
                yield from self.condition(grade.when, (*place, "when"), {}, author=True)
                yield from self.text(grade.text, (*place, "text"), {})
        for at, ending in enumerate(level.endings):
            yield from self.text(ending.text, ("endings", at, "text"), {})
            if ending.when is not None:
                yield from self.condition(ending.when, ("endings", at, "when"), {}, author=True)
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
            yield from self.text(question.text, (*path, "text"), {})
            yield from self.condition(question.when, (*path, "when"), {}, author=True)
            yield from self.orders_of(question.yes, (*path, "yes"), {}, "answer")
            yield from self.orders_of(question.no, (*path, "no"), {}, "answer")
        for name, event in level.events.items():
            yield from self._event(("events", name), event)
        for at, line in enumerate(level.voice):
            yield from self.text(line.text, ("voice", at, "text"), {})
            for turn, text in enumerate(line.turns):
                yield from self.text(text, ("voice", at, "turns", turn), {})
            yield from self.condition(line.when, ("voice", at, "when"), {}, author=True)
        for at, lesson in enumerate(level.lessons):
            yield from self.text(lesson.text, ("lessons", at, "text"), {})
            yield from self.condition(lesson.until, ("lessons", at, "until"), {}, author=True)
        if level.start is not None:
            yield from self._start(("start",), level.start)
        for at, trial in enumerate(level.tests):
            yield from self._trial(("tests", at), trial)
        yield from self.condition(level.end, ("end",), {}, author=True)

    @staticmethod
    def _trial(path: Path, trial: LevelTest) -> Iterator[Finding]:
        if trial.success is None and not trial.outcome:
            message = "nothing says how it must end"
            yield Finding("LEVEL-413", path, message, "success: true", at_key=True)
        if trial.director is None and not trial.script:
            message = "nobody flies it"
            yield Finding("LEVEL-413", path, message, "director: veteran", at_key=True)

    def _start(self, path: Path, start: Start) -> Iterator[Finding]:
        if start.until is not None:
            yield from self.condition(start.until, (*path, "until"), {})
        if start.autopilot and start.until is None:
            message = "nothing says how long the autopilot flies"
            yield Finding("LEVEL-413", path, message, "until: hatch.position == open", at_key=True)
        if not start.orders and start.until is None:
            message = "start does nothing without orders or until"
            yield Finding("LEVEL-413", path, message, "take start out", at_key=True)

    def _event(self, path: Path, event: Event) -> Iterator[Finding]:
        yield from self.condition(event.when, (*path, "when"), {}, author=True)
        yield from self.orders_of(event.do, (*path, "do"), {}, "answer")
        if event.text is not None:
            yield from self.text(event.text, (*path, "text"), {})
        for field, needed in (("text", "who"), ("who", "text")):
            if getattr(event, field) is not None and getattr(event, needed) is None:
                message = f"{field} does nothing without {needed}"
                hint = f"add {needed}, or take {field} out"
                yield Finding("LEVEL-413", (*path, field), message, hint, at_key=True)
        if not event.do and event.text is None:
            message = "an event needs do, or who and text"
            yield Finding("LEVEL-413", path, message, "do: [flag late on]", at_key=True)

    # Checklists

    def _checklist(self, path: Path, checklist: Checklist, crew: str) -> Iterator[Finding]:
        names = {"crew": crew} if crew else {}
        yield from self.text(checklist.title, (*path, "title"), names)
        if checklist.optional is not None:
            yield from self._option((*path, "optional"), checklist.optional, names)
        seen: set[str] = set()
        for at, step in enumerate(checklist.steps):
            yield from self._step((*path, "steps", at), step, names, None, seen)

    def _option(self, path: Path, option: Option, names: dict[str, str]) -> Iterator[Finding]:
        if option.group is not None:
            yield from self.text(option.group, (*path, "group"), names)
        if option.after is not None:
            yield from self.checklist(option.after, (*path, "after"), names)
        if option.needs is not None:
            yield from self.condition(option.needs, (*path, "needs"), names)

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
        if not step.text:
            message = f"{owner(path)} needs the field 'text'"
            yield Finding("LEVEL-302", path, message, at_key=True, missing=("field", "text"))
        people, wrong = self._people(path, step, names, column)
        yield from wrong
        anybody = people or [next(iter(self.level.crew))] if wrong else people
        yield from self._actions(path, step, names, anybody)
        yield from self._belongings(path, step)
        for field in ("text", "ask", "warning", "caution", "note", "call", "say"):
            text = getattr(step, field)
            if text is not None:
                yield from self.text(text, (*path, field), {**names, "who": "x"})
        for at, text in enumerate(step.says):
            yield from self.text(text, (*path, "says", at), {**names, "who": "x"})
        if step.says and "crew" not in names:
            message = "says does nothing in a checklist without for"
            yield Finding(
                "LEVEL-413", (*path, "says"), message, "give one line as say", at_key=True
            )
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
                if found is not None and who in ("core", "all"):
                    found = replace(found, hint=f"write {who} by itself, not in a list")
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
            return holder(filled.strip("{}"), path, 0, names)
        return nobody(filled, self.level, path, 0, more)

    def _actions(
        self, path: Path, step: Step, names: dict[str, str], people: list[str]
    ) -> Iterator[Finding]:
        for who in people or [""]:
            mine = {**names, "who": who} if who else names
            for field, text in (
                ("needs", step.needs), ("only_if", step.only_if), ("expect", step.expect),
                ("if", step.if_), ("watch", step.watch),
            ):  # fmt: skip
                if text is not None:
                    yield from self.condition(text, (*path, field), mine)
            for at, text in enumerate(step.go_if):
                yield from self.condition(text, (*path, "go_if", at), mine)
            for name, reply in step.answers.items():
                place: Path = (*path, "answers", name)
                yield from self.text(reply.text, (*place, "text"), {**names, "who": "x"})
                yield from self.orders_of(reply.do, (*place, "do"), mine)
            yield from self.orders_of(step.begin, (*path, "begin"), mine)
            yield from self.orders_of(step.do, (*path, "do"), mine)
            yield from self.orders_of(step.slip or (), (*path, "slip"), mine)
        if step.run is not None:
            yield from self.checklist(step.run, (*path, "run"), names)
        if step.on_fail.startswith("run "):
            mine = {**names, "who": people[0]} if people else names
            yield from self.checklist(step.on_fail[4:], (*path, "on_fail"), mine, 4)

    def _belongings(self, path: Path, step: Step) -> Iterator[Finding]:
        for field, needed in (("deadline", "needs"), ("within", "expect")):
            usual = Step.defaults[field]
            if getattr(step, field) != usual and not getattr(step, needed):
                yield Finding(
                    "LEVEL-413",
                    (*path, field),
                    f"{field} does nothing without {needed}",
                    f"add {needed}, or take {field} out",
                    at_key=True,
                )
        kinds = [
            field
            for field, value in (
                ("simo", step.simo), ("run", step.run), ("if", step.if_), ("ask", step.ask),
                ("watch", step.watch),
            )
            if value is not None
        ]  # fmt: skip
        for field in kinds[1:]:
            message = f"a step has {kinds[0]} or {field}, not both"
            yield Finding("LEVEL-413", (*path, field), message, at_key=True)
        yield from self._branches(path, step)

    def _branches(self, path: Path, step: Step) -> Iterator[Finding]:
        """Whether then, else, answers and the like stand with what they belong to."""
        decides = step.if_ is not None or step.watch is not None
        for field, there, needed, belongs in (
            ("then", step.then, "if or watch", decides),
            ("else", step.else_, "if or watch", decides),
            ("answers", step.answers, "ask", step.ask is not None),
            ("wait", step.wait, "default", step.default is not None),
            ("default", step.default, "wait", step.wait is not None),
            ("for", step.for_ != Step.defaults["for_"], "watch", step.watch),
        ):
            if there and not belongs:
                message = f"{field} does nothing without {needed}"
                hint = f"add {needed}, or take {field} out"
                yield Finding("LEVEL-413", (*path, field), message, hint, at_key=True)
        if step.if_ is not None and not (step.then or step.else_):
            message = "if does nothing without then or else"
            yield Finding("LEVEL-413", (*path, "if"), message, "add then", at_key=True)
        if step.ask is not None and not step.answers:
            message = "ask needs answers to choose from"
            hint = "answers: {neck: {text: At the neck}, face: {text: On the face}}"
            yield Finding("LEVEL-413", (*path, "ask"), message, hint, at_key=True)
        if step.default is not None and step.answers and step.default not in step.answers:
            known = list(step.answers)
            hint = did_you_mean(step.default, known) or f"there is {', '.join(known)}"
            message = f"no answer is called '{step.default}'"
            yield Finding("LEVEL-413", (*path, "default"), message, hint)

    def _columns(
        self, path: Path, step: Step, names: dict[str, str], column: str | None, seen: set[str]
    ) -> Iterator[Finding]:
        for part in step.parts if step.simo is None else ():
            for at, each in enumerate(part.steps):
                yield from self._step((*path, *part.path, at), each, names, column, seen)
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
        for who in self.level.crew if HOLDER.search(rule.when) else ("",):
            names = {"crew": who} if who else {}
            yield from self.condition(rule.when, (*path, "when"), names)
            if rule.only_if is not None:
                yield from self.condition(rule.only_if, (*path, "only_if"), names)
            yield from self.text(rule.text, (*path, "text"), names)
            yield from self.orders_of(rule.suggest, (*path, "suggest"), names, by="flight")
            if rule.channel is not None:
                yield from self.channel(rule.channel, (*path, "channel"), names)

    def _flight_rule(self, path: Path, rule: FlightRule) -> Iterator[Finding]:
        for who in self.level.crew if "{crew}" in rule.order else ("",):
            names = {"crew": who} if who else {}
            yield from self.order(rule.order, (*path, "order"), names, by="flight")
            yield from self.condition(rule.unless, (*path, "unless"), names)
            yield from self.text(rule.text, (*path, "text"), names)

    def _fault(self, path: Path, fault: Fault) -> Iterator[Finding]:
        if fault.one_of:
            yield from self._group(path, fault)
            return
        if fault.draw != 1:
            message = "draw does nothing without one_of"
            hint = "add one_of, or take draw out"
            yield Finding("LEVEL-413", (*path, "draw"), message, hint, at_key=True)
        if fault.at is None and fault.when is None:
            yield Finding(
                "LEVEL-410", path, "this fault has neither at nor when", "add one", at_key=True
            )
        yield from self._changes(path, fault)
        picks = list(dict.fromkeys(fault.pick))
        for at, who in enumerate(fault.pick):
            if who not in self.level.crew:
                yield nobody(who, self.level, (*path, "pick", at))
            self.used.add(("crew", who))
        yield from self._what_fails(path, fault)
        anybody = next(iter(self.level.crew)) if picks else ""
        for who in [each for each in picks if each in self.level.crew] or [anybody]:
            names = {"pick": who} if picks else {}
            for field in ("when", "ends"):
                text = getattr(fault, field)
                if text is not None:
                    yield from self.condition(text, (*path, field), names, author=True)
            if fault.text is not None:
                yield from self.text(fault.text, (*path, "text"), names)
            if fault.effect is not None:
                yield from self.effect(fault.effect, (*path, "effect"), names)

    def _group(self, path: Path, fault: Fault) -> Iterator[Finding]:
        """A fault that draws some of a list: each of them is a fault that may leave things out."""
        for field in ("effect", "failure", "text"):
            if getattr(fault, field) is not None:
                message = f"a fault has one_of or {field}, not both"
                hint = f"write {field} in the faults of one_of"
                yield Finding("LEVEL-413", (*path, field), message, hint, at_key=True)
        if fault.draw > len(fault.one_of):
            message = f"{fault.draw} are drawn of {len(fault.one_of)}"
            hint = "add to one_of, or draw fewer"
            yield Finding("LEVEL-413", (*path, "draw"), message, hint)
        for at, each in enumerate(fault.alternatives):
            place: Path = (*path, "one_of", at)
            if each.one_of:
                message = "one_of can't stand within one_of"
                hint = "write its faults in the outer list"
                yield Finding("LEVEL-413", (*place, "one_of"), message, hint, at_key=True)
                continue
            for found in self._fault(place, each):
                yield _where_written(found, path, fault.one_of[at], len(place))

    def _changes(self, path: Path, fault: Fault) -> Iterator[Finding]:
        """Whether what is to grow, end and return can."""
        failure = self.level.failures.get(fault.failure or "")
        texts = failure.effects if failure else (fault.effect or "",)
        rows = [catalogue.BY_WORD.get(text.split()[0]) for text in texts if text.split()]
        ends = fault.ends is not None or fault.ends_after is not None
        for row in rows:
            if row is not None and fault.grows and not row.can_grow and len(rows) == 1:
                message = f"there is no more or less of {row.word}, so it can't grow"
                yield Finding("LEVEL-413", (*path, "grows"), message, "take grows out")
            if row is not None and ends and row.for_good:
                field = "ends" if fault.ends is not None else "ends_after"
                message = f"{row.word} does not end by itself"
                yield Finding("LEVEL-413", (*path, field), message, f"take {field} out")
        if fault.returns is not None and not ends:
            message = "returns does nothing without ends or ends_after"
            yield Finding("LEVEL-413", (*path, "returns"), message, "ends_after: 2 min")

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
        for at, name in enumerate(failure.excludes):
            yield from self._twin(name, (*path, "excludes", at))
        for at, who in enumerate(failure.who):
            if who not in self.level.crew:
                yield nobody(who, self.level, (*path, "who", at))
        for who in self.level.crew:
            names = {"who": who}
            if failure.strikes is not None:
                yield from self.condition(failure.strikes, (*path, "strikes"), names)
            yield from self.text(failure.title, (*path, "title"), names)
            if failure.unanswered is not None:
                yield from self.text(failure.unanswered, (*path, "unanswered"), names)
            for at, effect in enumerate(failure.effects):
                yield from self.effect(effect, (*path, "effects", at), names)
            for at, sign in enumerate(failure.signs):
                place: Path = (*path, "signs", at)
                yield from self.condition(sign.when, (*place, "when"), names)
                yield from self.text(sign.text, (*place, "text"), names)
            trials = [((*path, "tests", at), one) for at, one in enumerate(failure.tests)]
            trials += [((*path, "wrong", at), one) for at, one in enumerate(failure.wrong)]
            for where, trial in trials:
                yield from self.order(trial.do, (*where, "do"), names, "flight")
                yield from self.text(trial.tells, (*where, "tells"), names)
                if trial.then is not None:
                    yield from self.condition(trial.then, (*where, "then"), names)
            for at, answer in enumerate(failure.answers):
                yield from self.order(answer.do, (*path, "answers", at, "do"), names, "flight")
                yield from self.text(answer.text, (*path, "answers", at, "text"), names)


def _where_written(found: Finding, group: Path, own: Fault, depth: int) -> Finding:
    """``found`` at the group, if the fault in its list, ``depth`` deep, took the field from it."""
    field = str(found.path[depth]) if len(found.path) > depth else ""
    if field not in Fault.defaults or field in ("effect", "failure"):
        return found
    if getattr(own, field) != Fault.defaults[field]:
        return found
    return replace(found, path=(*group, *found.path[depth:]))


def _runs(steps: Sequence[Step], where: Path) -> Iterator[tuple[str, Path]]:
    """The checklists that these steps run and wait for, with where they do."""
    for at, step in enumerate(steps):
        if step.run is not None:
            yield step.run, (*where, at)
        for part in step.parts:
            yield from _runs(part.steps, (*where, at, *part.path))
