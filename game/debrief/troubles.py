"""The troubles of a mission, and the three times by which real simulations are judged.

*To notice*: from the failure to the first sign that somebody in the room saw it: an alarm of it
acknowledged, a position asked, a test made. *To know*: to the test that tells it from its twins, to
a position that names it, or to its answer. *To be safe*: until its answer is done. All of this is
in the events, so it is known as soon as the mission is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.level.schema import Failure, Happening, Level, within
from game.level.simsup import is_false_alarm
from game.mission import Mission
from game.vocabulary import events
from game.vocabulary.effects import BY_WORD
from game.vocabulary.events import Event
from game.vocabulary.orders import ROOM
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import uncapital

FAULTS = frozenset(row.id for row in events.EFFECTS.values())
"""The kinds of events that are a fault."""
CHECKS = (events.SEAL_CHECK.id, events.LEAK_CHECK.id)
"""The kinds of events that are the result of a check."""
SEEN = (events.ALARM_ACKNOWLEDGED, events.ALARM_SHELVED)
"""The rows of events that say that the player saw an alarm."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure that happened. Times are mission times in s, None for what never came."""

    met_s: float
    event: int
    what: str
    false_alarm: bool
    noticed_s: float | None
    known_s: float | None
    safe_s: float | None
    answer: str
    """The best answer and how it helps; empty when none is known."""
    unanswered: str
    """What comes of doing nothing."""
    over_s: float | None = None
    """When it ended by itself, if it did and did not come back."""
    wrong: str = ""
    """The wrong answer that was tried, when, and what came of it; empty if none was."""
    met: str = ""
    """What put it right, as an order; empty if nothing did, or none is known."""
    listed: bool = True
    """Whether the level's catalogue has it, with what may be asked of the room."""
    righted: bool = False
    """Whether it was put right on board, for one that the catalogue does not have."""

    @property
    def times(self) -> str:
        """The three times in words: ``noticed 0:45, known 2:10, never safe``."""
        three = (("noticed", self.noticed_s), ("known", self.known_s), ("safe", self.safe_s))
        if all(at is None for _, at in three):
            said = "never noticed"
        else:  # whether more could have been known or done is said by the catalogue alone
            said = ", ".join(
                f"never {name}" if at is None else f"{name} {_after(at - self.met_s)}"
                for name, at in three
                if at is not None or self.listed or name == "noticed"
            )
        if self.righted and self.safe_s is None:
            said += ", put right"
        return said if self.over_s is None else f"{said}, over {_after(self.over_s - self.met_s)}"

    @property
    def missing(self) -> str:
        """What was not done about it: that nobody noticed, knew or answered it; else empty."""
        if self.noticed_s is None:
            return "nobody noticed it"
        if self.known_s is None:
            return "nobody found out what it was"
        return "" if self.safe_s is not None else "it was known, and not answered"


def _after(seconds: float) -> str:
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes}:{left:02d}"


def troubles(mission: Mission) -> tuple[Trouble, ...]:
    """Every fault that happened, and every check that failed without one, as they came."""
    flown = mission.events
    found = tuple(_found(mission.level, flown, frozenset(mission.put_right())))
    behind = frozenset(
        event.number for event in flown if event.kind in FAULTS and "fault" in event.data
    )
    failed = tuple(_failed_check(event, flown) for event in flown if _unexplained(event, behind))
    return tuple(sorted((*found, *failed), key=lambda one: (one.met_s, one.event)))


def missed(found: Sequence[Trouble], behind: frozenset[int]) -> str:
    """What was missed, in one sentence; empty when every trouble was answered.

    ``behind`` are the numbers of the events that led to the end: their troubles go first.
    """
    open_ = [
        one
        for one in found
        if one.listed
        and one.missing
        and not one.false_alarm
        and (one.over_s is None or one.event in behind)
    ]
    if not open_:
        return ""
    first = min(open_, key=lambda one: (one.event not in behind, one.met_s))
    said = f"{first.what} at {clock(first.met_s)}: {first.missing}"
    return f"{said}. What helps: {first.answer}" if first.answer else said


def _found(level: Level, flown: Sequence[Event], righted: frozenset[int]) -> Iterator[Trouble]:
    happened: dict[str, list[Event]] = {}
    for event in flown:
        if event.kind in FAULTS and "fault" in event.data:
            happened.setdefault(str(event.data["fault"]).partition("+")[0], []).append(event)
    for name, made in happened.items():
        happening = level.happenings.get(name)
        failure = level.failures.get(happening.fault.failure or "") if happening else None
        if failure is not None:
            yield _trouble(level, failure, made, flown)
        elif happening is not None:
            right = all(event.number in righted for event in made)
            yield _of_the_level(level, happening, made, flown, right)


def _of_the_level(
    level: Level, happening: Happening, made: Sequence[Event], flown: Sequence[Event], right: bool
) -> Trouble:
    """A fault that the level has by itself: it says no answers, but its effects know theirs.

    For a transducer that lies it is to select the other one. ``right``: it stands no more.
    """
    first = made[0]
    who = first.subject if first.subject in level.crew else ""
    later = [event for event in flown if event.number > first.number]
    numbers = {event.number for event in made}
    shown = {
        event.number
        for event in later
        if event.kind in (*CHECKS, events.ALARM_RAISED.id, events.ALARM_FORETOLD.id)
        and numbers.intersection(event.causes)
    }
    fixes = {word for each in made for word in _fixes(each)}
    acted = {cause for event in later if event.subject == first.subject for cause in event.causes}
    noticed = known = safe = None
    met = ""
    for event in later:
        met_s = event.tick * TICK_S
        words = str(event.data.get("text", "")).split() if event.row is events.ORDER else [""]
        fixed = right and words[0] in fixes and (not who or who in words)
        fixed = fixed or words[:2] == ["select", *happening.effect.split()[1:2]]
        passed = _passed(event, first.subject) and noticed is not None
        seen = event.row in SEEN and shown.intersection(event.causes)
        if seen or fixed or words[0] == "ask" or (event.kind in CHECKS and event.number in shown):
            noticed = _first(noticed, met_s)
        if fixed or passed or (event.kind in CHECKS and event.number in shown):
            known = _first(known, met_s)
        if (fixed or passed) and safe is None:
            safe = met_s
            met = " ".join(words) if fixed else ""
        elif right and safe is None and event.number in acted and _step_does(event, level, fixes):
            safe, met = met_s, f"run {event.subject}"
    return Trouble(
        met_s=first.tick * TICK_S,
        event=first.number,
        what=_named(level, happening.text or first.text, who),
        false_alarm=False,
        noticed_s=noticed,
        known_s=known,
        safe_s=safe,
        answer="",
        unanswered="",
        over_s=_over_s(str(first.data["fault"]), made, later),
        met=met,
        listed=False,
        righted=right,
    )


def _named(level: Level, said: str, who: str) -> str:
    """What a level says of a fault, with whose it is if that is not said."""
    text, role = said.rstrip("."), level.crew[who].role if who else ""
    return text if role in text else f"{role}: {uncapital(text)}"


def _fixes(effect: Event) -> tuple[str, ...]:
    """The words of the orders that put an effect right."""
    row = BY_WORD.get(effect.kind.rpartition(".")[2])
    return row.fixed_by if row is not None else ()


def _step_does(event: Event, level: Level, words: set[str]) -> bool:
    """Whether a step was done that has an action with one of ``words``."""
    listed = level.checklists.get(event.subject) if event.row is events.STEP_DONE else None
    return listed is not None and any(
        words.intersection(action.split()[0] for action in step.do)
        and _reads(step.text, str(event.data["step"]))
        for _, step in within(listed.steps)
    )


def _reads(text: str, said: str) -> bool:
    """Whether the ``text`` of a step was ``said``, with the names of those who did it."""
    return re.fullmatch(".+".join(map(re.escape, text.split("{who}"))), said) is not None


def _passed(event: Event, subject: str) -> bool:
    """Whether a check of ``subject`` passed."""
    passed = event.kind in CHECKS and event.data.get("result") == "passed"
    return passed and event.subject == subject


def _unexplained(event: Event, faults: frozenset[int]) -> bool:
    """Whether a check failed, and none of the faults that are told is behind it."""
    failed = event.kind in CHECKS and event.data.get("result") == "failed"
    return failed and not faults.intersection(event.causes)


def _failed_check(failed: Event, flown: Sequence[Event]) -> Trouble:
    """A check that failed: known at once, over when it passes."""
    met_s = failed.tick * TICK_S
    later = (one for one in flown if one.number > failed.number and _passed(one, failed.subject))
    passed = next(later, None)
    return Trouble(
        met_s=met_s,
        event=failed.number,
        what=failed.text,
        false_alarm=False,
        noticed_s=met_s,
        known_s=met_s,
        safe_s=None if passed is None else passed.tick * TICK_S,
        answer="",
        unanswered="",
        listed=False,
    )


def _trouble(
    level: Level, failure: Failure, made: Sequence[Event], flown: Sequence[Event]
) -> Trouble:
    first = made[0]
    who = first.subject if first.subject in level.crew else ""
    later = [event for event in flown if event.number > first.number]
    alarms = {
        event.number for event in later
        if event.row in (events.ALARM_RAISED, events.ALARM_FORETOLD)
        and any(each.number in event.causes for each in made)
    }  # fmt: skip
    tests = {test.do.replace("{who}", who): test.takes for test in failure.tests}
    answers = [answer.do.replace("{who}", who) for answer in failure.answers]
    wrongs = {one.do.replace("{who}", who): one.tells for one in failure.wrong}
    noticed = known = safe = None
    wrong = met = ""
    for event in later:
        met_s, order = event.tick * TICK_S, str(event.data.get("text", ""))
        open_ = noticed is not None and safe is None and not wrong
        if open_ and event.row is events.ORDER and order in wrongs:
            wrong = f"{order} at {clock(met_s)}: {wrongs[order]}"
        if event.row is events.ORDER and order in tests:
            noticed = _first(noticed, met_s)
            known = _first(known, met_s + tests[order])
        if event.row is events.ORDER and order.split()[:1] == ["ask"]:
            noticed = _first(noticed, met_s)
        if event.row in SEEN and alarms.intersection(event.causes):
            noticed = _first(noticed, met_s)
        if event.row is events.VOICE and event.subject in ROOM and _names(event.text, failure):
            known = _first(known, met_s)
        answered = _answered(event, answers, flown)
        if answered:
            known = _first(known, met_s)
        if answered == "done" and safe is None:
            safe = met_s
            met = order if event.row is events.ORDER else f"run {event.subject}"
    false_alarm = is_false_alarm(failure)
    if known is not None:
        noticed = known if noticed is None else min(noticed, known)
        safe = known if false_alarm and safe is None else safe
    best = failure.answers[0] if failure.answers else None
    return Trouble(
        met_s=first.tick * TICK_S,
        event=first.number,
        what=_what(level, failure, who),
        false_alarm=false_alarm,
        noticed_s=noticed,
        known_s=known,
        safe_s=safe,
        answer=f"{answers[0]} ({best.text})" if best else "",
        unanswered=failure.unanswered or "",
        over_s=_over_s(str(first.data["fault"]), made, later),
        wrong=wrong,
        met=met,
    )


def _over_s(fault: str, made: Sequence[Event], later: Sequence[Event]) -> float | None:
    """When ``fault`` ended by itself for good: after the latest of the events that it ``made``."""
    over = [
        event.tick * TICK_S
        for event in later
        if event.row is events.FAULT_OVER
        and event.data["fault"] == fault
        and event.number > made[-1].number
    ]
    return over[-1] if over else None


def _first(before: float | None, now: float) -> float:
    return now if before is None else min(before, now)


def _names(said: str, failure: Failure) -> bool:
    return uncapital(failure.title) in said or failure.title in said


def _answered(event: Event, answers: Sequence[str], flown: Sequence[Event]) -> str:
    """Whether ``event`` is the ``start`` of an answer, or an answer that is ``done``.

    A checklist is done, too, that was stopped by what its own step did: it ended the EVA.
    """
    own = event.row is events.CHECKLIST_STOPPED and any(
        flown[cause].row is events.STEP_DONE and flown[cause].subject == event.subject
        for cause in event.causes
    )
    if own or event.row is events.CHECKLIST_DONE:
        return "done" if f"run {event.subject}" in answers else ""
    if event.row is events.CHECKLIST_STARTED:
        return "start" if f"run {event.subject}" in answers else ""
    if event.row is events.ORDER and str(event.data.get("text", "")) in answers:
        return "start" if event.subject == "run" else "done"
    return ""


def _what(level: Level, failure: Failure, who: str) -> str:
    return f"{level.crew[who].role}: {uncapital(failure.title)}" if who else failure.title
