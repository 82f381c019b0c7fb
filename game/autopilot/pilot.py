"""The autopilot: a careful flight director without imagination.

It reads telemetry and views, as a player does, and gives orders in words. It follows the plan,
polls the room when the plan asks for it, gives GO when nothing speaks against it, does what
alarms suggest, repeats what failed, and aborts when somebody's life needs it.
"""

from __future__ import annotations

from game.flightlog.log.writer import Recorded
from game.mission import Mission
from game.ops.views import (
    YES_OR_NO,
    AlarmView,
    ChecklistView,
    ListStatus,
    Outcome,
    QuestionView,
)
from game.vocabulary.events import URGENT
from game.vocabulary.orders import ROOM
from game.vocabulary.units import TICK_S

LOOK_S = 10.0
"""How often it looks when nothing happened."""
THINK_S = 20.0
"""Seconds before it repeats a failed step."""
UP = {"off": "low", "low": "normal", "normal": "high"}
"""One notch up: four suits at high would fill a cabin as fast as the vent empties it."""
RICH, TRIMMED = 0.385, 0.36
"""Cabin oxygen fractions at which it trims with nitrogen before a poll, and stops."""
THIN = 30000.0
"""Cabin pressure below which people live by their suits, Pa."""
SETTLE_S = 240.0
"""Least time for which a remedy is left on, s."""
DONE_AFTER_S = 60.0
"""How long after the plan's end it waits for the level's own end before it says done."""
PATIENCE_S = 120.0
"""How long a warning that was answered keeps it from giving GO, s."""
MOST_REPEATS = 3
"""How often it repeats a failed step."""
WORKING = ("hatch", "outside")
"""Where people work hard enough to need high flow."""
ENDS = ("abort", "terminate")
"""The orders that end an EVA early."""
ACTIVE = ("running", "waiting", "go", "holding")


def active_checklists(mission: Mission) -> dict[str, ListStatus]:
    """The checklists that run, wait or hold, by what telemetry last said, and how each stands."""
    telemetry, progress = mission.telemetry, mission.progress
    return {
        name: progress[name][1]
        for name in mission.level.checklists
        if name in progress and telemetry[f"checklist.{name}"] in ACTIVE
    }


class Autopilot:
    """Flies ``mission``, but gives no order itself: :meth:`orders` says what it would order.

    ``delay_s`` is how long it takes from seeing something to giving an order.
    """

    def __init__(self, mission: Mission, *, delay_s: float = 0.0) -> None:
        self._mission = mission
        self._delay = int(delay_s / TICK_S)
        self._seen = 0
        self._look_at = 0
        self._alarms: tuple[AlarmView, ...] = ()
        """The alarms that it sees now."""
        self._tried: dict[tuple[str, int], int] = {}
        """How often each step of each checklist was repeated."""
        self._wait_until: dict[str, float] = {}
        """Checklists to leave alone until then, s of mission time."""
        self._undo: dict[str, tuple[float, str]] = {}
        """For alarms that were answered: from when to undo it (s), and by which orders."""
        self._helped: list[str] = []
        """Alarms that were answered before: the second time the remedy stays."""
        self._trimming = False
        self.ending = ""
        self._busy_at = 0.0
        """When a checklist was last seen running, s of mission time."""

    def orders(self) -> list[str]:
        """What to order now; call it every tick or every few."""
        mission = self._mission
        if mission.outcome is not None:
            return []
        events = mission.events
        for at in range(self._seen, len(events)):
            if events[at].row.notable and not events[at].hidden:
                self._look_at = min(self._look_at, mission.tick + self._delay)
        self._seen = len(events)
        if mission.tick < self._look_at:
            return []
        self._look_at = mission.tick + int(LOOK_S / TICK_S)
        return self._decide()

    def _decide(self) -> list[str]:
        mission = self._mission
        self._alarms = mission.alarms
        if mission.telemetry.stale:
            return ["ack all"] if any(not a.acknowledged for a in self._alarms) else []
        lists = active_checklists(mission)
        self._hear_of_the_end()
        found = self._emergency() or self._helps()
        found += self._put_back() + self._stop_trim() + self._flows()
        found += [self._answer(q) for q in mission.questions]
        for name, status in lists.items():
            if status == "holding":
                found += self._held(mission.checklist(name))
            elif status == "go" and not self._worried():
                found += self._go(mission.checklist(name))
            elif status == "waiting" and self._wants_poll(mission.checklist(name)):
                found.append("poll")
        if lists or any(person.task for person in mission.crew):
            self._busy_at = mission.time
        else:
            found += self._next()
        return found

    def _hear_of_the_end(self) -> None:
        """A checklist that failed, or a standing order, can end the EVA early too."""
        level, telemetry = self._mission.level, self._mission.telemetry
        for word, name in (("abort", level.abort), ("terminate", level.terminate)):
            if name and not self.ending and telemetry[f"checklist.{name}"] != "idle":
                self.ending = word

    # Trouble

    def _emergency(self) -> list[str]:
        """Abort, once, when somebody is down or short of pressure in a vacuum."""
        level = self._mission.level
        if level.abort is None or self.ending == "abort" or not self._in_vacuum():
            return []
        down = any(person.condition == "unconscious" for person in self._mission.crew)
        stands = any(a.severity == "emergency" and not a.cleared for a in self._alarms)
        running = self._mission.telemetry[f"checklist.{level.abort}"] in ACTIVE
        if not (down or stands) or running:
            return []
        self.ending = "abort"
        return ["abort", *self._helps()]

    def _in_vacuum(self) -> bool:
        telemetry = self._mission.telemetry
        pressure = telemetry["cabin.pressure"]
        low = isinstance(pressure, float) and pressure < THIN
        return low or telemetry["hatch.position"] == "open"

    def _helps(self) -> list[str]:
        """Follow the first suggestion of every new alarm above advisory, and acknowledge it."""
        found = []
        for alarm in self._alarms:
            if alarm.acknowledged:
                continue
            if alarm.suggest and not alarm.cleared and alarm.severity != "advisory":
                found += self._help(alarm)
            found.append(f"ack {alarm.id}")
        return found

    def _help(self, alarm: AlarmView) -> list[str]:
        order = alarm.suggest[0]
        word, *arguments = order.split()
        if word in ENDS:
            if self.ending:
                return []
            self.ending = word
        elif word == "flow":
            before = str(self._mission.telemetry[f"{arguments[0]}.suit.flow_setting"])
            if before not in UP:
                return []
            if arguments[1] == "low":
                return [order] if before != "off" else []
            order = f"flow {arguments[0]} {UP[before]}"
            self._remember(alarm, f"flow {arguments[0]} {before}")
        elif word == "repress":
            if self._mission.telemetry["cabin.repress"] != "off":
                return []
            self._undo[alarm.id] = (self._mission.time + SETTLE_S, "repress off")
        return [order]

    def _remember(self, alarm: AlarmView, order: str) -> None:
        if alarm.id not in self._helped:
            self._helped.append(alarm.id)
            self._undo[alarm.id] = (self._mission.time + SETTLE_S, order)

    def _put_back(self) -> list[str]:
        """Undo remedies of alarms that are over, unless the plan is further."""
        standing = [alarm.id for alarm in self._alarms if not alarm.cleared]
        found = []
        for name, (when, order) in tuple(self._undo.items()):
            if name in standing or self._mission.time < when:
                continue
            del self._undo[name]
            word, *arguments = order.split()
            if word != "flow" or self._mission.telemetry[f"{arguments[0]}.place"] in (
                "seat", "cabin",
            ):  # fmt: skip
                found.append(order)
        return found

    def _worried(self) -> bool:
        """Whether something speaks against a GO."""
        for alarm in self._alarms:
            age = (self._mission.tick - alarm.since_tick) * TICK_S
            bad = alarm.severity in URGENT and not alarm.cleared
            if bad and (not alarm.acknowledged or age < PATIENCE_S):
                return True
        unwell = any(person.condition == "unwell" for person in self._mission.crew)
        return unwell and not self.ending

    def _go(self, view: ChecklistView) -> list[str]:
        """GO for the step in hand."""
        return [f"go {view.id}"]

    def _held(self, view: ChecklistView) -> list[str]:
        """Repeat what failed, with some time between; in the end skip it."""
        step = view.steps[min(view.at, len(view.steps) - 1)]
        if step.status == "todo":
            return [f"continue {view.id}"]
        now = self._mission.time
        if now < self._wait_until.setdefault(view.id, now + THINK_S):
            return []
        lean = ("mission.poll", "cabin.o2_fraction")
        if view.wait and any(one in view.wait.channels for one in lean) and self._must_trim():
            return self._trim()
        del self._wait_until[view.id]
        tried = self._tried[view.id, view.at] = self._tried.get((view.id, view.at), 0) + 1
        if tried <= MOST_REPEATS:
            return [f"repeat {view.id}"]
        level = self._mission.level
        if level.terminate and self._in_vacuum() and step.critical and not self.ending:
            self.ending = "terminate"
            return ["terminate"]
        return [f"skip {view.id}"]

    def _must_trim(self) -> bool:
        fraction = self._mission.telemetry["cabin.o2_fraction"]
        return isinstance(fraction, float) and fraction > (TRIMMED if self._trimming else RICH)

    def _trim(self) -> list[str]:
        """Bring the cabin's oxygen down with nitrogen, which the relief valve lets out again."""
        if self._trimming or self._mission.telemetry["cabin.repress"] != "off":
            return []
        self._trimming = True
        return ["repress n2"]

    def _stop_trim(self) -> list[str]:
        if not self._trimming or self._must_trim():
            return []
        self._trimming = False
        return ["repress off"]

    @staticmethod
    def _answer(asked: QuestionView) -> str:
        """It takes the room's advice, and answers the crew by the plan, else the first answer."""
        if asked.answers == YES_OR_NO:
            return "yes" if asked.who in ROOM else asked.default
        return f"answer {asked.id} {asked.default or asked.answers[0][0]}"

    # Oxygen

    def _flows(self) -> list[str]:
        """High for who works at the hatch or outside, normal again for who is back."""
        mission, found = self._mission, []
        if self.ending == "abort" or not self._in_vacuum():
            return []
        helped = {order.split()[1] for _, order in self._undo.values() if order.startswith("flow")}
        for person in mission.crew:
            now = mission.telemetry[f"{person.id}.suit.flow_setting"]
            if person.place in WORKING and now in ("low", "normal"):
                found.append(f"flow {person.id} high")
            elif person.place == "seat" and now == "high" and person.id not in helped:
                found.append(f"flow {person.id} normal")
        return found

    # The plan

    def _wants_poll(self, view: ChecklistView) -> bool:
        """Whether a checklist waits for the GO of the room."""
        return view.wait is not None and "mission.poll" in view.wait.channels

    def _next(self) -> list[str]:
        """The next checklist of the plan, or the end."""
        mission = self._mission
        if not self.ending:
            for item in mission.plan:
                if item.status == "idle":
                    return [f"run {item.checklist}"]
        waited = mission.time - self._busy_at > DONE_AFTER_S
        return ["done"] if waited and mission.telemetry["hatch.position"] == "closed" else []


def fly(flight: Mission | Recorded, *, delay_s: float = 0.0) -> Outcome:
    """Fly a mission, or a recorded flight of one, to its end and return how it ended."""
    mission = flight if isinstance(flight, Mission) else flight.mission
    pilot = Autopilot(mission, delay_s=delay_s)
    while mission.outcome is None:
        for text in pilot.orders():
            flight.order(text)
        flight.step()
    return mission.outcome
