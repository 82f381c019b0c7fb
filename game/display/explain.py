"""Plain words for whatever is under the cursor, from the catalogues and the level."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.helps import useful
from game.display.text import clean, long_time
from game.display.values import ahead, plan_began_s, reading
from game.ops.views import GoLine
from game.room import Room
from game.vocabulary import orders, units
from game.vocabulary.channels import Channel, describe


@dataclass(frozen=True, slots=True)
class Explanation:
    """A title, and paragraphs of (heading, text). ``trend`` is a channel that can be plotted."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    trend: str = ""


def explain(room: Room, target: str) -> Explanation | None:
    """What ``target`` (``channel:ev1.suit.co2``) is; None when there is nothing to say."""
    kind, _, name = target.partition(":")
    if kind == "channel":
        return _channel(room, name)
    if kind == "alarm":
        return _alarm(room, name)
    if kind == "order":
        return _order(name)
    if kind == "step":
        listed, _, at = name.rpartition(":")
        return _step(room, listed, int(at))
    if kind == "checklist":
        return _checklist(room, name)
    if kind == "crew":
        return _crew(room, name)
    if kind == "margin":
        return _margin(room)
    if kind == "book":
        return _book(room)
    return None


def explain_word(room: Room, word: str) -> Explanation | None:
    """What the order, reading, checklist, crew member or alarm called ``word`` is, or None."""
    for kind in ("order", "channel", "checklist", "crew", "alarm"):
        if kind == "checklist" and word not in room.level.checklists:
            continue
        found = explain(room, f"{kind}:{word}")
        if found is not None:
            return found
    return _margin(room) if word == "margin" else None


def nearest_readings(room: Room, word: str) -> str:
    """``Readings with it: a, b.`` for a ``word`` that nothing is called by; else empty."""
    near = sorted((name for name in room.channels if word and word in name), key=len)[:8]
    return f" Readings with it: {', '.join(near)}." if near else ""


def _margin(room: Room) -> Explanation:
    now = room.margin
    left, plan, reserve = (long_time(s) for s in (now.oxygen_s, now.plan_s, now.reserve_s))
    return Explanation(
        "margin",
        (
            ("now", f"oxygen {left}, less plan {plan}, less reserve {reserve}"),
            ("what", "How long the oxygen lasts beyond what the rest of the flight plan and the "
             "reserve need: the tanks that feed, at the flows that are set now. While a leak or a "
             "purge draws more, no more than the oxygen that is left."),
            ("why", "Everything is paid from it. Below 0 the plan does not fit: lower a flow, "
             "close what leaks, or leave something out."),
            ("normal", "a few minutes above 0."),
        ),
        "o2.time_left",
    )  # fmt: skip


def _book(room: Room) -> Explanation:
    flown, planned = room.time - plan_began_s(room), room.margin.flown_s
    return Explanation(
        "the book",
        (
            ("now", f"{long_time(flown)} flown, for what should take {long_time(planned)}"),
            ("what", "Whether the flight is ahead of or behind the planned times of what is done "
             "so far."),
            ("why", "The signal, the Sun and the oxygen keep the clock's time, not the plan's."),
            ("normal", "a few minutes either way."),
        ),
    )  # fmt: skip


def _channel(room: Room, name: str) -> Explanation | None:
    entry = room.channels.get(name) or describe(name)
    if entry is None:
        return None
    return Explanation(
        f"{_owner(room, name)}{entry.label}",
        (("now", reading(room, name, {}).text), *_catalogue(entry), ("name", name)),
        name if entry.dimension else "",
    )


def _catalogue(entry: Channel) -> tuple[tuple[str, str], ...]:
    made = [("what", entry.what), ("why", entry.why), ("normal", entry.normal)]
    if entry.words:
        made.append(("can be", ", ".join(entry.words)))
    made.append(("source", entry.source))
    return tuple(made)


def _owner(room: Room, name: str) -> str:
    for one in room.crew:
        if name.startswith(one.id + "."):
            return f"{clean(one.role)} {clean(one.name)}: "
    return ""


def _alarm(room: Room, name: str) -> Explanation | None:
    alarm = next((one for one in room.alarms if one.id == name), None)
    if alarm is None:
        return None
    about = _channel(room, alarm.channel)
    paragraphs = [("alarm", f"{alarm.severity}: {clean(alarm.text)}{ahead(alarm)}")]
    if alarm.shelved_until_tick is not None:
        until = units.clock(alarm.shelved_until_tick * units.TICK_S)
        paragraphs.append(("shelved", f"It does not ring before {until}, unless you unshelve it."))
    helps = useful(room, alarm.suggest)
    if helps:
        paragraphs.append(("may help", " · ".join(clean(order) for order in helps)))
    if about is not None:
        paragraphs.append(("reads", about.title))
        paragraphs += about.paragraphs
    return Explanation(clean(alarm.text), tuple(paragraphs), alarm.channel if about else "")


def _order(text: str) -> Explanation | None:
    entry = orders.BY_WORD.get(text.split(" ", 1)[0].lower())
    if entry is None:
        return None
    made = [("order", clean(text)), ("form", entry.usage), ("what", entry.what)]
    if entry.why:
        made.append(("why", entry.why))
    made.append(("example", entry.example))
    return Explanation(f"order: {entry.word}", tuple(made))


def _step(room: Room, listed: str, at: int) -> Explanation | None:
    try:
        card = room.checklist(listed)
    except (KeyError, ValueError):
        return None
    if not 0 <= at < len(card.steps):
        return None
    step = card.steps[at]
    made = [("who", ", ".join(name.upper() for name in step.who)), ("step", clean(step.text))]
    made.append(("state", LEFT_TO_YOU if step.yours else STATE[step.status]))
    if step.status == "go":
        made += [("✓" if one.met else "✗", _needed(one)) for one in step.go_if]
    elif step.critical:
        made.append(("critical", "It waits for your GO: look at the telemetry first."))
    if step.waits_for and step.status != "go":
        made.append(("waits for", clean(step.waits_for)))
    made += [(kind, clean(text)) for kind, text in step.notes]
    if step.status == "failed":
        made.append(("fix", "repeat does it again, skip leaves it out, continue looks again."))
    return Explanation(f"{clean(card.title)}, step {step.number}", tuple(made))


def _needed(line: GoLine) -> str:
    """What should be so before GO, and what is."""
    return clean(f"{line.text}, now {line.now}" if line.now else line.text)


LEFT_TO_YOU = "Left to you: cadets alone have it done for them."
STATE = {
    "todo": "Not begun.",
    "needs": "It waits for what it needs first.",
    "go": "It waits for your GO: Enter. Look at the telemetry first.",
    "running": "Being done.",
    "expect": "Reported done; telemetry must show it.",
    "done": "Done.",
    "failed": "Telemetry did not show what it should, or it was not possible.",
    "skipped": "Left out: by order, or because there was no need.",
}


def _checklist(room: Room, name: str) -> Explanation | None:
    try:
        card = room.checklist(name)
    except (KeyError, ValueError):
        return None
    made = [("state", card.status + (f": {clean(card.why)}" if card.why else ""))]
    for step in card.steps:
        who = " ".join(one.upper() for one in step.who)
        go = "  ◆ needs your GO" if step.critical else ""
        made.append((step.number, f"{who}  {clean(step.text)}{go}"))
        made += [("", f"{kind}: {clean(text)}") for kind, text in step.notes]
    return Explanation(clean(card.title), tuple(made))


def _crew(room: Room, name: str) -> Explanation | None:
    one = next((crew for crew in room.crew if crew.id == name), None)
    if one is None:
        return None
    made = [("is", clean(one.life) or "One of the crew."), ("where", one.place)]
    made += [("doing", clean(one.task) or "free"), ("condition", one.condition)]
    made.append(("pace", one.pace))
    return Explanation(f"{clean(one.role)} {clean(one.name)}", tuple(made))
