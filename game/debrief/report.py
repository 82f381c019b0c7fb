"""The debrief: outcome, score, what went well, what nearly went wrong, and why."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.debrief.causes import Link, chain
from game.debrief.extremes import Again, Extreme, Worth
from game.debrief.planned import Leg, began_tick, legs
from game.debrief.rating import because, nearest, rating
from game.debrief.result import three_lines
from game.debrief.troubles import Trouble, missed, troubles
from game.mission import Mission
from game.ops.control.margin import oxygen_left_s
from game.ops.views import ObjectiveView
from game.ops.words import about
from game.vocabulary.events import (
    BENDS,
    DEAD,
    ENDING,
    RULE_BROKEN,
    STEP_CAUGHT,
    STEP_FAILED,
    STEP_SLIP,
    UNCONSCIOUS,
    Event,
    EventKind,
)
from game.vocabulary.units import TICK_S, clock

HEADLINES = {
    "success": "Welcome back",
    "home": "All home",
    "lost": "We lost somebody",
    "timeout": "Time ran out",
}
KEPT_KG = 0.5
"""Oxygen in a tank that is shut, below which it is not told of."""
WIDTH = 78
"""Columns of the plain text."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the score: what for, and the points given, of how many, or taken (of 0)."""

    text: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is said after a mission. Texts are plain, and may come from the level."""

    kind: str
    """success, home, lost, timeout; or unfinished."""
    headline: str
    reason: str
    met_s: float
    score: int
    score_lines: tuple[ScoreLine, ...]
    objectives: tuple[ObjectiveView, ...]
    well: tuple[str, ...]
    nearly: tuple[str, ...]
    """What nearly went wrong, or did: slips that nobody caught, and values close to harm."""
    nearly_s: tuple[float, ...]
    """When each of them was, s."""
    broken_rules: tuple[tuple[float, str], ...]
    """When (s), and which flight rule was broken by what order."""
    chain: tuple[Link, ...]
    ending: str = ""
    """What the level says of such an end, or empty."""
    rating: str = ""
    """How it went in a word or two; empty until it has been flown again."""
    because: str = ""
    """Why it is rated so, where the points do not say it."""
    missed: str = ""
    """What was missed, in one sentence; empty after a success."""
    troubles: tuple[Trouble, ...] = ()
    simsup: str = ""
    """What the Simulation Supervisor did; empty in a level of its own faults."""
    legs: tuple[Leg, ...] = ()
    """The plan against what was flown."""
    worths: tuple[Worth, ...] = ()
    """What orders cost or saved; empty until it has been flown again."""
    nearest: Extreme | None = None
    result: tuple[str, ...] = ()
    """Three lines to paste anywhere."""


def debrief(mission: Mission, again: Again | None = None) -> Debrief:
    """The debrief of ``mission``, whose events must all be known.

    With ``again`` (see :func:`game.debrief.extremes.fly_again`) it also says who came close to
    harm, what orders were worth, and how it is rated.
    """
    outcome, events = mission.outcome, mission.events
    extremes = again.extremes if again else ()
    nearly = _nearly(mission, extremes)
    found = troubles(mission)
    links = chain(events, outcome.event) if outcome else ()
    words, why = _rating(mission, extremes) if again else ("", "")
    return Debrief(
        kind=outcome.kind if outcome else "unfinished",
        headline=_headline(mission),
        reason=outcome.reason if outcome else "The mission has not ended",
        met_s=mission.time,
        score=outcome.score if outcome else 0,
        score_lines=_score_lines(mission) if outcome else (),
        objectives=mission.objectives,
        well=tuple(_well(mission, extremes)),
        nearly=tuple(text for _, text in nearly),
        nearly_s=tuple(met_s for met_s, _ in nearly),
        broken_rules=tuple((e.tick * TICK_S, e.text) for e in _of(events, RULE_BROKEN)),
        chain=links,
        ending=_ending(mission),
        rating=words,
        because=why,
        missed=_missed(mission, found, links),
        troubles=found,
        simsup=_simsup(mission, found),
        legs=legs(mission) if outcome else (),
        worths=again.worths if again else (),
        nearest=nearest(extremes),
        result=three_lines(mission, words, found) if outcome else (),
    )


def _ending(mission: Mission) -> str:
    """The ending that was told, else the usual one for who has lived it; and the real case."""
    told = [event.text for event in _of(mission.events, ENDING)]
    success = mission.outcome is not None and mission.outcome.kind == "success"
    ending = told[-1] if told else mission.level.ending if success else ""
    history = mission.level.history if mission.outcome else ""
    return "\n\n".join(text.strip() for text in (ending, history) if text)


def _rating(mission: Mission, extremes: Sequence[Extreme]) -> tuple[str, str]:
    """How it went in a word or two, and why it is rated so."""
    outcome = mission.outcome
    if outcome is None:
        return "", ""
    parts = {part.name: part for part in mission.score}
    hurt = parts["crew"].points < parts["crew"].most
    kept = parts["margin"].points == parts["margin"].most and not _reserve_in_truth(mission)
    words = rating(outcome.kind, outcome.score, hurt, kept, extremes)
    return words, because(words, hurt, kept, extremes)


def _reserve_in_truth(mission: Mission) -> str:
    """What is said of a reserve of oxygen that was kept by the gauges alone; else empty.

    The score goes by what the room could know. A gauge that lied is for the debrief to tell.
    """
    if mission.outcome is None or mission.outcome.kind not in ("success", "home"):
        return ""
    level = mission.level
    seen_s = oxygen_left_s(level, mission.telemetry.__getitem__)
    left_s = oxygen_left_s(level, mission.truth().__getitem__)
    if left_s >= level.reserve or not seen_s >= level.reserve:
        return ""
    return (
        f"The gauges showed oxygen for {about(seen_s)}, and the tanks held enough for "
        f"{about(left_s)}: the reserve of {about(level.reserve)} was gone."
    )


def _shut_away(mission: Mission) -> str:
    """What is said of a reserve that was missed with a tank that was shut; else empty."""
    if mission.outcome is None or mission.outcome.kind not in ("success", "home"):
        return ""
    kept = next(part for part in mission.score if part.name == "margin")
    feed = mission.telemetry["o2.feed"]
    shut = {"a": "o2.b.mass", "b": "o2.a.mass"}.get(str(feed))
    if kept.points == kept.most or shut is None:
        return ""
    mass = mission.telemetry[shut]
    if not (isinstance(mass, float) and mass >= KEPT_KG):
        return ""
    return "The reserve of oxygen was not kept: what is in a tank that is shut does not count."


def _missed(mission: Mission, found: Sequence[Trouble], links: Sequence[Link]) -> str:
    """What was missed by who did not succeed: a trouble, or else the decision behind the end.

    To begin with the next item of the plan is no decision: then it is what had to be met.
    """
    outcome = mission.outcome
    if outcome is None or outcome.kind == "success":
        return ""
    said = missed(found, frozenset(link.event for link in links))
    if said or len(links) < 2:
        return said
    last = links[-1]
    if last.text in {f"run {item.checklist}" for item in mission.plan}:
        return "; ".join(
            one.title for one in mission.objectives if one.required and one.met_tick is None
        )
    return f"{last.text} at {clock(last.met_s)}: that decided it"


def _simsup(mission: Mission, found: Sequence[Trouble]) -> str:
    if mission.level.simsup != "drawn" or mission.outcome is None:
        return ""
    came = [one for one in found if one.listed]
    false = sum(one.false_alarm for one in came)
    return simsup_text(len(mission.level.faults), len(came), false)


def simsup_text(ready: int, came: int, false: int) -> str:
    """What the Simulation Supervisor did: failures that were ready, that came, and false alarms."""
    said = f"The Simulation Supervisor had {_count(ready, 'failure')} ready, "
    if ready == 1:
        said += "and it came" if came else "but it did not come"
    else:
        said += f"and {came or 'none'} came"
    if not false:
        return f"{said}."
    if came == 1:
        return f"{said}: a false alarm."
    if false == came:
        return f"{said}, all of them false alarms."
    return (
        f"{said}, {'one of them a false alarm' if false == 1 else f'{false} of them false alarms'}."
    )


def _count(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _headline(mission: Mission) -> str:
    if mission.outcome is None:
        return "Unfinished"
    dead = {event.subject for event in _of(mission.events, DEAD)}
    if len(dead) > 1 and len(dead) == len(mission.level.crew):
        return "We lost the crew"
    return HEADLINES[mission.outcome.kind]


def _of(events: Sequence[Event], kind: EventKind) -> list[Event]:
    return [event for event in events if event.kind == kind.id]


def _score_lines(mission: Mission) -> tuple[ScoreLine, ...]:
    """The parts of the score; of another version's flight only what it was."""
    outcome = mission.outcome
    assert outcome is not None
    lines = tuple(ScoreLine(part.text, part.points, part.most) for part in mission.score)
    if sum(line.points for line in lines) != outcome.score:
        return (ScoreLine("as it was scored then", outcome.score, 100),)
    return lines


def given(line: ScoreLine) -> str:
    """The points of a line: ``38 of 40``, or ``-12``."""
    return f"{line.points} of {line.most}" if line.most else f"{line.points:+d}"


def all_home(people: int) -> str:
    """That so many, who are all there were, are home."""
    if people == 1:
        return "The one who flew is home."
    everybody = {2: "Both", 3: "All three", 4: "All four"}.get(people, "All")
    return f"{everybody} of the crew are home."


def _well(mission: Mission, extremes: Sequence[Extreme]) -> list[str]:
    events, outcome = mission.events, mission.outcome
    lines = []
    if outcome and outcome.kind in ("success", "home"):
        lines.append(all_home(len(mission.level.crew)))
    began = began_tick(mission) or 0
    caught = sum(event.tick >= began for event in _of(events, STEP_CAUGHT))
    if caught:
        lines.append(f"{_counted(caught, 'slip')} caught and put right.")
    if outcome and not _of(events, RULE_BROKEN):
        lines.append("No flight rule was broken.")
    harmed = any(_of(events, kind) for kind in (DEAD, UNCONSCIOUS, BENDS))
    if extremes and not harmed and not any(extreme.close for extreme in extremes):
        lines.append("Nobody came close to harm.")
    return lines


def _nearly(mission: Mission, extremes: Sequence[Extreme]) -> list[tuple[float, str]]:
    lines: list[tuple[float, str]] = []
    lines += [
        (mission.time, text) for text in (_reserve_in_truth(mission), _shut_away(mission)) if text
    ]
    for extreme in extremes:
        if extreme.close:
            who = mission.level.crew[extreme.crew]
            said = f"{who.role} {who.name}: {extreme.text} at {clock(extreme.met_s)}."
            lines.append((extreme.met_s, said))
    caught = Counter(cause for e in _of(mission.events, STEP_CAUGHT) for cause in e.causes)
    shown = {cause for event in _of(mission.events, STEP_FAILED) for cause in event.causes}
    began = began_tick(mission) or 0
    for event in _of(mission.events, STEP_SLIP):
        if event.number in caught or shown.intersection(event.causes):
            continue
        met_s = event.tick * TICK_S
        came = [
            one.text
            for one in mission.events
            if one.row.bearing == "condition" and event.number in one.causes and one.tick >= began
        ]
        if event.tick < began and not came:
            continue
        said = f" What came of it: {'; '.join(came)}." if came else ""
        lines.append((met_s, f"Not noticed: {event.text} ({clock(met_s)}).{said}"))
    return lines


def _counted(count: int, word: str) -> str:
    return f"One {word} was" if count == 1 else f"{count} {word}s were"


def chain_lines(links: Sequence[Link]) -> list[str]:
    """The chain of causes, one event a line, from the outcome back."""
    return [
        f"{'  ' if at == 0 else '← '}{clock(link.met_s)}  {link.text}"
        for at, link in enumerate(links)
    ]


def as_object(said: Debrief) -> dict[str, Any]:
    """The debrief as one JSON-able object, as ``fly --json`` prints it."""
    return {
        "outcome": said.kind,
        "reason": said.reason,
        "mission_elapsed_s": said.met_s,
        "score": said.score,
        "rating": said.rating,
        "score_parts": [
            {"for": line.text, "points": line.points, "most": line.most}
            for line in said.score_lines
        ],
        "missed": said.missed,
        "troubles": [
            {
                "what": one.what,
                "met_s": one.met_s,
                "false_alarm": one.false_alarm,
                "noticed_s": one.noticed_s,
                "known_s": one.known_s,
                "safe_s": one.safe_s,
                "wrong": one.wrong,
                "met": one.met,
            }
            for one in said.troubles
        ],
        "worths": [
            {"met_s": one.met_s, "order": one.order, "margin_s": round(one.gain_s, 1)}
            for one in said.worths
        ],
        "result": list(said.result),
        "causes": [
            {
                "met": clock(link.met_s),
                "met_s": link.met_s,
                "kind": link.kind,
                "subject": link.subject,
                "text": link.text,
            }
            for link in said.chain
        ],
        "objectives": [
            {
                "id": one.id,
                "title": one.title,
                "points": one.points,
                "required": one.required,
                "met_s": None if one.met_tick is None else one.met_tick * TICK_S,
                "lost_s": None if one.lost_tick is None else one.lost_tick * TICK_S,
                "reached": one.reached,
            }
            for one in said.objectives
        ],
    }


def as_text(said: Debrief, title: str) -> str:
    """The debrief as plain text, at most 78 columns wide."""
    miss = nearest_text(said)
    parts: list[list[str]] = [
        [f"{title}: {said.headline.upper()}", *_wrapped(f"{said.reason}.".replace("..", "."))],
        _wrapped(f"What was missed: {said.missed}") if said.missed else [],
        [
            f"Mission elapsed time {clock(said.met_s)} · score {said.score} of 100"
            + (f' · "{said.rating}"' if said.rating else "")
        ]
        + [line for one in said.score_lines for line in _hung(f"  {given(one):>8}  ", one.text)],
        ["Objectives"] + [_objective(one) for one in said.objectives],
        [
            "What went wrong, and the time to notice, to know, to be safe",
            *_bullets(trouble_lines(said)),
        ],
        ["What went well", *_bullets(said.well)],
        ["What nearly went wrong", *_bullets(said.nearly)],
        ["The nearest miss", *_bullets([miss] if miss else [])],
        ["Flight rules broken"]
        + [line for met, text in said.broken_rules for line in _hung(f"  {clock(met)}  ", text)],
        [
            "What orders cost or saved in margin",
            *_bullets([worth_text(one) for one in said.worths]),
        ],
        ["Plan and flight", *_bullets([leg.text for leg in said.legs])],
        ["Why, from the end back to the decision"]
        + [line for text in chain_lines(said.chain) for line in _hung(text[:12], text[12:])],
    ]
    if said.result:
        parts.append(["To paste anywhere", *(f"  {line}" for line in said.result)])
    shown = [part for at, part in enumerate(parts) if (at < 3 and part) or len(part) > 1]
    return "\n\n".join("\n".join(part) for part in shown)


def trouble_lines(said: Debrief) -> list[str]:
    """What the Simulation Supervisor did, and each trouble with its three times."""
    lines = [said.simsup] if said.simsup else []
    return lines + [f"{clock(one.met_s)} {trouble_text(one)}" for one in said.troubles]


def trouble_text(one: Trouble) -> str:
    """A trouble, its three times, the wrong answer that was tried, and what helped."""
    kind = " (false alarm)" if one.false_alarm else ""
    tried = f". What did not help: {one.wrong}" if one.wrong else ""
    met = f". What helped: {one.met}" if one.met else ""
    return f"{one.what}{kind}: {one.times}{tried}{met}"


def nearest_text(said: Debrief) -> str:
    """Who came nearest to harm, by what value, when, and how near; empty when it is not known."""
    one = said.nearest
    if one is None:
        return ""
    share = f"{min(100.0, 100.0 * one.nearness):.0f} % of the way from well to harmed"
    return f"{one.crew.upper()}: {one.text} at {clock(one.met_s)}, {share}"


def worth_text(one: Worth) -> str:
    """An order, when it was given, and what it cost or saved in margin."""
    return f"{clock(one.met_s)} {one.order}: {gain(one)}"


def gain(one: Worth) -> str:
    """What an order cost or saved: ``−4:30``."""
    minutes, seconds = divmod(int(abs(one.gain_s)), 60)
    return f"{'−' if one.gain_s < 0 else '+'}{minutes}:{seconds:02d}"


def _objective(one: ObjectiveView) -> str:
    mark = "✓" if one.met_tick is not None else "✗"
    when = clock(one.met_tick * TICK_S) if one.met_tick is not None else "        "
    must = " (required)" if one.required and one.met_tick is None else ""
    return "\n".join(_hung(f"  {mark} {when}  ", f"{one.told}{must}"))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _bullets(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in _hung("  ", text)]


def _hung(head: str, text: str) -> list[str]:
    """``text`` wrapped after ``head``, its other lines indented to the same column."""
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
