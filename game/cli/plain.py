"""The game in lines: what happens is told, orders are typed. For screen readers, and for pipes.

Time stands still until a line lets it go on, so that nobody has to read fast. There are no
colours, no cursor movements and no pictures. The panels can be asked for by name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from game.display.explain import explain_word, nearest_readings
from game.display.loop import heard
from game.display.measures import said_in
from game.display.observer import Observer
from game.display.panel import NO_FOCUS, Size
from game.display.panels import PANELS
from game.display.stakes import stakes
from game.display.text import Part, clean
from game.display.view import Look
from game.flightlog.replay.watched import Watched
from game.ops.views import ACTIVE, Refused
from game.room import Room, Session
from game.vocabulary import units
from game.vocabulary.events import Event
from game.vocabulary.orders import CATALOGUE

Say = Callable[[str], None]
"""Tells one line."""

WIDTH = 100
TALL = 200
"""Cells that panels are drawn in; empty lines are left out."""
PICTURES = ("camera", "track", "emergency")
"""Panels that are pictures, or told anyway."""
STROKES = dict.fromkeys(map(ord, "─━═│┃┊┈╱╲╭╮╰╯╴╶├┤▇▁▔▂▃▄▅▆█▒░▌"))
"""Lines and bars of panels, which say nothing in words."""
GAP = re.compile(" {3,}")
LONGEST_S = 3600.0
"""A line lets at most so much mission time go by."""
LOUD = ("caution", "warning", "emergency")
CAREFUL = ("done", "hatch open", "vent open")
"""Orders that must be typed twice."""

FLYING = """\
An empty line is Enter: GO, the next checklist, or time until something needs you. Where a lesson
names other keys, type the order.
  wait 30 s        let time go by; it stops at what needs you
  show crew        a panel in words: {panels}
  help             this; help WORD explains an order, a reading, a checklist, somebody
  status           where things stand
  quit             end; the flight is kept and can be resumed
Everything else is an order: {orders}."""
WATCHING = """\
An empty line goes on to the next thing that matters.
  wait 30 s        let so much time go by
  at 00:12:30      go there
  show crew        a panel in words: {panels}
  help WORD        explain a reading, a checklist, somebody
  quit             end"""
SHOWN = tuple(panel.id for panel in PANELS if panel.id not in PICTURES)


class Teller:
    """Tells a mission in lines."""

    def __init__(self, room: Room, say: Say, unit: str) -> None:
        self._observer = Observer(room)
        self._say, self._unit = say, unit
        self._roles = {who: clean(one.role) for who, one in room.level.crew.items()}
        self._lesson = ""
        self._stakes = ""

    def say(self, text: str) -> None:
        """Tell ``text``, in the unit that was chosen."""
        self._say(said_in(text, self._unit))

    def step(self, room: Room, events: Iterable[Event]) -> None:
        """Tell what happened in a tick."""
        self._observer.sample(room)
        for event in events:
            line = heard(event, self._roles)
            met = units.clock(event.tick * units.TICK_S)
            if event.hidden:
                continue
            if event.row.mark == "alarm" and event.severity in LOUD:
                self.say(f"{met} {event.severity.upper()}: {clean(event.text)}")
            elif line is not None:
                self.say(f"{met} {line.who}: {line.text}")

    def moment(self, room: Room) -> None:
        """Tell what is new of lives at stake and of the lesson."""
        found = stakes(self._observer.view(room, Look()))
        told = "; ".join(
            f"LIFE AT STAKE: {one.who} {one.where.lower()}: {one.what}. {one.left}. helps: "
            + ", ".join(order for order, done in one.suggest if not done)
            for one in found
        )
        if told and told.partition(".")[0] != self._stakes:
            self.say(told)
        self._stakes = told.partition(".")[0]
        lesson = clean(room.lesson or "")
        if lesson and lesson != self._lesson:
            self.say(f"LESSON: {lesson}")
        self._lesson = lesson

    def show(self, room: Room, name: str) -> None:
        """Tell a panel."""
        panel = next((one for one in PANELS if one.id == name and name in SHOWN), None)
        if panel is None:
            self.say(f"There is no panel {name!r}: {', '.join(SHOWN)}.")
            return
        data = self._observer.take(room, Look(told=True)).of(panel)
        if data is None:
            self.say(f"{panel.title}: nothing now.")
            return
        for line in panel.draw(data, Size(WIDTH, TALL), NO_FOCUS):
            text = "".join(map(_worded, line)).translate(STROKES)
            if any(char.isalnum() for char in text):
                self.say(GAP.sub("  ", text.strip()))

    def explain(self, room: Room, word: str) -> None:
        """Explain a word: an order, a reading, a checklist, an alarm, or somebody."""
        found = explain_word(room, word)
        if found is None:
            self.say(f"There is nothing to explain about {word!r}.{nearest_readings(room, word)}")
            return
        self.say(found.title)
        for head, text in found.paragraphs:
            self.say(f"  {head}: {text}" if head else f"  {text}")


def _worded(part: Part) -> str:
    """A part of a line in words: of a button its order, as it can be typed."""
    order = part.target.partition("order:")[2] if part.role == "offer" else ""
    return f" {order} " if order else part.text


def fly(session: Session, lines: Iterable[str], say: Say, unit: str) -> bool:
    """Fly by ``lines`` until the mission is over or the lines are; whether it is over."""
    return _Flying(session, say, unit).run(lines)


class _Flying:
    """A flight, a line at a time."""

    def __init__(self, session: Session, say: Say, unit: str) -> None:
        self._session = session
        self._teller = Teller(self._room, say, unit)
        self._sure = ""
        self._declared = False
        """Whether the EVA was declared over."""

    @property
    def _room(self) -> Room:
        return self._session.mission

    def run(self, lines: Iterable[str]) -> bool:
        """Take line after line."""
        room = self._room
        self._teller.say(f"{clean(room.level.title)}. help tells what can be typed.")
        self._teller.moment(room)
        self._status()
        for line in lines:
            if not self._take(" ".join(line.split())):
                break
            if self._room.outcome is not None:
                return True
        self._session.sync()
        return self._room.outcome is not None

    def _take(self, line: str) -> bool:
        """Do what ``line`` says; False to end."""
        first, _, rest = line.partition(" ")
        match first.lower():
            case "":
                self._needed()
            case "quit" | "exit":
                return False
            case "help" | "?" if not rest:
                orders = ", ".join(entry.word for entry in CATALOGUE if entry.spoken)
                self._teller.say(FLYING.format(panels=", ".join(SHOWN), orders=orders))
            case "help" | "?":
                self._teller.explain(self._room, rest)
            case "show":
                self._teller.show(self._room, rest.lower())
            case "status":
                self._status()
            case "wait":
                seconds = _seconds(rest)
                if seconds is None:
                    self._teller.say("wait needs a time, for example: wait 30 s")
                else:
                    self._go_on(seconds, asked_for=True)
            case _:
                self._order(line)
        return True

    def _order(self, text: str) -> None:
        """Give an order; one on which a mission can hang is typed twice."""
        if text.lower() in CAREFUL and self._sure != text.lower():
            self._sure = text.lower()
            self._teller.say(f"Type {text} again to do it.")
            return
        self._sure = ""
        answer = self._session.order(text)
        said = (
            f"Not taken: {answer.why}" if isinstance(answer, Refused) else f"Order: {answer.text}"
        )
        self._teller.say(clean(said))
        if not isinstance(answer, Refused):
            self._declared = self._declared or text == "done"
            self._step()
            self._teller.moment(self._room)

    def _needed(self) -> None:
        """What is needed now, and if nothing is, time until something is."""
        room = self._room
        active = [one for one in room.checklists if one.status in ACTIVE]
        going = next((one for one in active if one.status == "go"), None)
        held = next((one for one in active if one.status in ("holding", "failed")), None)
        following = next((item for item in room.plan if item.status == "idle"), None)
        if room.questions:
            asked = room.questions[0]
            words = " or ".join(name for name, _ in asked.answers)
            self._teller.say(f"{clean(asked.who)} asks: {clean(asked.text)} Type answer "
                             f"{asked.id} and {words}, or wait.")  # fmt: skip
        if going is not None:
            unmet = [line for line in going.steps[going.at].go_if if not line.met]
            for line in unmet:
                self._teller.say(f"Not as it should be: {clean(line.text)}, now {clean(line.now)}")
            if unmet:
                self._teller.say(f"Type go {going.id} to give GO all the same, or hold {going.id}.")
            else:
                self._order(f"go {going.id}")
                return
        elif held is not None:
            self._teller.say(f"{clean(held.title)} holds: {clean(held.why)} Type continue, repeat, "
                             f"skip or stop, and {held.id}.")  # fmt: skip
        elif not active and following is not None:
            self._order(f"run {following.checklist}")
        elif not active and not self._declared:
            self._order("done")
        else:
            self._go_on(LONGEST_S)

    def _go_on(self, seconds: float, *, asked_for: bool = False) -> None:
        """Let time go by, and stop at what needs the player.

        When so much time was ``asked_for`` what waited before then waits on.
        """
        for _ in range(int(min(seconds, LONGEST_S) / units.TICK_S)):
            asked = len(self._room.questions)
            events = self._step()
            if any(_wakes(event) for event in events) or len(self._room.questions) > asked:
                break
            if self._room.outcome is not None or (self._waits() and not asked_for):
                break
        self._teller.moment(self._room)
        self._status()

    def _waits(self) -> bool:
        """Whether something waits for the player, or nothing is left to wait for."""
        active = [one.status for one in self._room.checklists if one.status in ACTIVE]
        return not (active or self._declared) or any(
            one in ("go", "holding", "failed") for one in active
        )

    def _step(self) -> Sequence[Event]:
        events = self._session.step()
        self._teller.step(self._room, events)
        return events

    def _status(self) -> None:
        """The time, and what is needed."""
        room = self._room
        if room.outcome is not None:
            return
        active = [one for one in room.checklists if one.status in ACTIVE]
        going = next((one for one in active if one.status == "go"), None)
        following = next((item for item in room.plan if item.status == "idle"), None)
        if going is not None:
            need = f"GO is needed: {clean(going.steps[going.at].text)}"
        elif active:
            step = active[0].steps[active[0].at].text if active[0].at < len(active[0].steps) else ""
            need = f"{clean(active[0].title)} is {active[0].status}: {clean(step)}"
        elif following is not None:
            need = f"Next is {clean(following.title)}"
        else:
            need = "All is done" if self._declared else "The flight plan is done: type done"
        stale = ", no signal, readings are old" if room.telemetry.stale else ""
        self._teller.say(f"{units.clock(room.time)}{stale}. {need}.")


def watch(watched: Watched, lines: Iterable[str], say: Say, unit: str) -> None:
    """Tell a log by ``lines``; when they end, all that is left of it."""
    teller = Teller(watched.mission, say, unit)
    teller.say(f"{clean(watched.mission.level.title)}. help tells what can be typed.")
    for line in lines:
        first, _, rest = " ".join(line.split()).partition(" ")
        first = first.lower()
        if first in ("quit", "exit"):
            return
        if first in ("help", "?") and not rest:
            teller.say(WATCHING.format(panels=", ".join(SHOWN)))
        elif first in ("help", "?"):
            teller.explain(watched.mission, rest)
        elif first == "show":
            teller.show(watched.mission, rest.lower())
        elif first == "at":
            seconds = _seconds(rest)
            if seconds is None:
                teller.say("at needs a time, for example: at 00:12:30")
                continue
            watched.goto(min(watched.end_tick, int(seconds / units.TICK_S)))
        elif first == "wait":
            _tell_on(watched, teller, _seconds(rest) or 0.0, stops=False)
        elif not first:
            _tell_on(watched, teller, LONGEST_S, stops=True)
        else:
            teller.say(f"{first!r} means nothing here; help tells what can be typed.")
        teller.say(units.clock(watched.mission.time))
        if watched.mission.tick >= watched.end_tick:
            break
    _tell_on(watched, teller, units.NEVER_S, stops=False)


def _tell_on(watched: Watched, teller: Teller, seconds: float, *, stops: bool) -> None:
    last = min(watched.end_tick, watched.mission.tick + int(seconds / units.TICK_S))
    while watched.mission.tick < last:
        events = watched.step()
        teller.step(watched.mission, events)
        if stops and any(_wakes(event) or event.row.mark for event in events if not event.hidden):
            break
    teller.moment(watched.mission)


def _wakes(event: Event) -> bool:
    """Whether it needs the player."""
    alarming = event.row.mark == "alarm" and event.severity in LOUD
    return not event.hidden and (event.row.wakes or alarming)


def _seconds(text: str) -> float | None:
    """Seconds of ``00:12:30`` or ``30 s``; None for anything else."""
    try:
        return units.parse(text, "duration")
    except ValueError:
        return None


def typed() -> Iterator[str]:
    """The lines of standard input, with a sign before each where somebody types them."""
    sign = "> " if sys.stdin.isatty() else ""
    while True:
        if sign:
            print(sign, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


def told(text: str) -> None:
    """One line on standard output, at once."""
    print(text, flush=True)
