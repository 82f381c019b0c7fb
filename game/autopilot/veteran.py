"""The veteran: suspects, asks, tests, decides and pays, by telemetry and the room alone.

Flies the plan as the book does, and differs in five habits:

- An alarm is a question. The position that watches it is asked, the test that it names is made,
  and what it then advises is done: not the first remedy that the alarm suggests.
- One gauge ends nothing: before an abort for a suit the other transducer is looked at.
- Oxygen flows where work is done: high outside, low where somebody sits in a vacuum.
- People rest before they are spent.
- The plan is cut to the oxygen: optional work is added while it fits, and dropped when not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.autopilot.pilot import ENDS, SETTLE_S, THIN, WORKING, Autopilot
from game.mission import Mission
from game.ops.control.suspects import positions_of
from game.ops.views import AlarmView, ChecklistView
from game.vocabulary import events
from game.vocabulary.events import ALARMING, URGENT, Value

ASK_AGAIN_S = 45.0
"""How long a test is given before the room is asked again."""
ASK_LATER_S = 120.0
"""The same when the alarm has stood for a while."""
AGAIN_S, LOOK_AGAIN_S = 600.0, 110.0
"""How long an order that was to help is not given again, and one that only looks."""
TEST_S = 130.0
"""How long a test is given to tell anything."""
LOOKS = ("health", "select", "talk", "ask")
"""Orders that only look."""
MOST_ASKED = 4
"""How often the room is asked about one alarm before its own suggestion is followed; about a
warning half as often."""
SOFT = 29000.0
"""Suit pressure over the cabin's, Pa, under which a leak can't wait for a checklist."""
SURE = 0.6
"""Share of the first suspect from which its answer is given without another test."""
LIKELY = 0.45
"""Share under which no answer is given at all."""
TRIM_S = 480.0
"""How long the cabin is trimmed at the end: then the nitrogen is gone, or the gauge is wrong."""
BEFORE, AFTER = (0.34, 0.365), (0.32, 0.33)
"""Cabin oxygen fractions at which a trim ends and begins, before a vent and after a repress."""
MEND_S = 480.0
"""How long a malfunction checklist may keep a failed step from being done again."""
MALFUNCTION = "mal-"
"""How malfunction checklists are named. One that fails is given up once the cabin is filled."""
GO_WAITS_S = 90.0
"""How long GO is kept back for what should hold before it."""
BOTTLE_S = 45.0
"""How long somebody outside breathes the emergency bottle before the EVA ends."""
SETTING, OXYGEN_SHARE = ".suit.flow_setting", "cabin.o2_fraction"
"""The end of a channel that is set, and the channel that nitrogen brings down."""
SPENT_S = 2400.0
"""Time that is left in the tank that feeds, s, at which the other one is opened again."""
LEAST_FLOW = 1.7 / 3600.0
"""Flow, kg/s, under every setting that is not off."""
SPARE_S = 540.0
"""Margin that must stay when optional work is added."""
SHORT_S = 180.0
"""Margin under which optional work is dropped."""
FILLED = 85000.0
"""Cabin pressure, Pa, from which a repress is all but over."""
DRY = 0.6
"""Relative humidity under which a suit may have low flow."""
TIRED_BPM, TIRED_S = 145.0, 240.0
"""Heart rate from which somebody outside is told to rest, and how long that is left to work."""


@dataclass(slots=True)
class Case:
    """An alarm that is being looked into."""

    position: str
    most: int
    """How often the room is asked before the alarm's own suggestion is followed."""
    asked: int = 0
    ask_at: float = 0.0
    """When to ask (again), s of mission time."""


class Veteran(Autopilot):
    """What a flight director of long standing would order in ``mission``."""

    def __init__(self, mission: Mission) -> None:
        super().__init__(mission)
        self._cases: dict[str, Case] = {}
        self._heard = 0
        self._given: dict[str, float] = {}
        """What was ordered against alarms, and when, s of mission time."""
        self._rested: dict[str, float] = {}
        self._puzzled: dict[str, float] = {}
        """Failed steps that the room was asked about, and until when its answer is awaited."""
        self._asked_go: dict[str, float] = {}
        """Steps that ask for GO against what telemetry shows, and since when, s."""
        self._trim_until = math.inf
        self._was_vented = False
        self._breathing_free_at = 0.0
        """When nobody outside breathed the emergency bottle without help, s of mission time."""
        self._reopened = ""
        """The tank that fed alone until both were opened again."""
        self._shut = False
        """Whether one of the tanks stays closed."""
        self._begun: set[str] = set()
        """Checklists that were ordered; an optional one that is idle still can't be run now."""

    def _decide(self) -> list[str]:
        if self._in_vacuum():
            self._was_vented = True
            self._trim_until = math.inf
        found = super()._decide()
        if self._mission.telemetry.stale:
            return found
        return found + self._look_into() + self._rest() + self._other_tank() + self._plan()

    # Alarms

    def _helps(self) -> list[str]:
        """Open a case for each new alarm, and acknowledge it; what can't wait is done at once."""
        found = []
        for alarm in self._alarms:
            if not alarm.acknowledged:
                found.append(f"ack {alarm.id}")
            if alarm.cleared or self._known(alarm.id) or alarm.severity == "routine":
                continue
            where = positions_of([alarm.channel], tuple(self._mission.level.crew))
            position = where[0] if where else "eclss"
            most = MOST_ASKED if alarm.severity not in URGENT else MOST_ASKED // 2
            self._cases[alarm.id] = Case(position, most)
            found += self._at_once(alarm)
        return found

    def _known(self, name: str) -> bool:
        """Whether a case is open for an alarm; one of long ago is forgotten."""
        case = self._cases.get(name)
        return case is not None and self._mission.time < case.ask_at + AGAIN_S

    def _at_once(self, alarm: AlarmView) -> list[str]:
        """What costs little and buys time: more flow, and the other transducer.

        In an emergency that is all that is suggested, but for the end of the EVA.
        """
        found = []
        for order in alarm.suggest:
            word, *arguments = order.split()
            if word == "flow" and self._mission.telemetry[f"{arguments[0]}.place"] == "seat":
                found += self._help(alarm) if order == alarm.suggest[0] else []
            elif alarm.severity == "emergency":
                found += [order] if word not in ENDS and self._new(order) else []
            elif word in ("select", "suit", "rest", "pace") and self._new(order):
                found.append(order)
        return found

    def _look_into(self) -> list[str]:
        """Ask about open cases, and act on what the room said."""
        mission, now, found = self._mission, self._mission.time, []
        standing = {alarm.id for alarm in self._alarms if not alarm.cleared}
        known = mission.events
        for at in range(self._heard, len(known)):
            if known[at].kind == events.OPINION.id:
                found += self._act_on(known[at].data)
        self._heard = len(known)
        for name, case in self._cases.items():
            if name not in standing or now < case.ask_at:
                continue
            case.asked += 1
            case.ask_at = now + (ASK_AGAIN_S if case.asked <= case.most else ASK_LATER_S)
            if case.asked == case.most + 1:
                found += self._last_resort(name)
            else:
                found.append(f"ask {case.position} {name}")
        return found

    def _act_on(self, said: Mapping[str, Value]) -> list[str]:
        """Make the test that an opinion names, or do what it advises if it is likely enough."""
        test, answer = str(said["test"]), str(said["answer"])
        holding = self._mission.telemetry["hatch.seal_check"] == "running"
        if holding and "repress" in (test.split()[:1] + answer.split()[:1]):
            return []  # gas that comes in spoils a leak hold
        if test and float(said["share"]) < SURE and self._new(test):
            if test.startswith("tank "):
                self._undo["tank"] = (self._mission.time + SETTLE_S, "tank both")
            return [test] if test.split()[0] not in ENDS else []
        if test and float(said["share"]) < SURE and self._just_ordered(test):
            return []
        if answer.startswith("ask "):
            return self._ask_another(answer)
        filling = self._mission.telemetry.get("checklist.repress") == "running"
        if answer == "repress off" and filling:
            return []
        if answer and float(said["share"]) >= LIKELY and self._new(answer):
            if answer in ENDS:
                if self.ending or (answer == "abort" and not self._grave()):
                    return []
                self.ending = answer
            return [answer]
        return []

    def _ask_another(self, order: str) -> list[str]:
        """Ask whom the room names, from now on."""
        _, position, *alarm = order.split()
        for name in alarm:
            if name in self._cases:
                self._cases[name].position = position
        return [order] if self._new(order) else []

    def _just_ordered(self, test: str) -> bool:
        """Whether a test was ordered so lately that it can't have told anything yet."""
        return self._mission.time < self._given.get(test, -math.inf) + TEST_S

    def _grave(self) -> bool:
        """Whether more than a flow says that somebody can't wait: pressure, or how they are."""
        mission = self._mission
        soft = (mission.telemetry[f"{one.id}.suit.delta"] for one in mission.crew)
        if any(one.condition == "unconscious" for one in mission.crew):
            return True
        return self._in_vacuum() and any(isinstance(one, float) and one < SOFT for one in soft)

    def _new(self, order: str) -> bool:
        """Whether ``order`` was not given of late; from now on it was."""
        now = self._mission.time
        again_s = LOOK_AGAIN_S if order.split()[0] in LOOKS else AGAIN_S
        if now < self._given.get(order, -math.inf) + again_s:
            return False
        self._given[order] = now
        return True

    def _last_resort(self, name: str) -> list[str]:
        """What the alarm itself suggests, if it is still a warning and nothing helped."""
        alarm = next((one for one in self._alarms if one.id == name), None)
        if alarm is None or alarm.severity not in ("warning", "emergency"):
            return []
        return self._help(alarm) if alarm.suggest else []

    def _go(self, view: ChecklistView) -> list[str]:
        """Look at what should hold before GO: set what can be set, and wait for the rest."""
        step = view.steps[min(view.at, len(view.steps) - 1)]
        unmet = [line for line in step.go_if if not line.met]
        if any(_does_not_come(name) for line in unmet for name in line.channels):
            return ["terminate"]
        trims = self._trims([name for line in unmet for name in line.channels])
        if trims is not None:
            return trims
        since = self._asked_go.setdefault(f"{view.id} {view.at}", self._mission.time)
        if not unmet or self._mission.time > since + GO_WAITS_S:
            return super()._go(view)
        flows = [name for line in unmet for name in line.channels if name.endswith(SETTING)]
        return [f"flow {name.removesuffix(SETTING)} high" for name in flows]

    def _held(self, view: ChecklistView) -> list[str]:
        """Before a failed step is done again: trim what is too rich, and ask what is behind it."""
        now, place = self._mission.time, f"{view.id} {view.at}"
        waits_for = view.wait.channels if view.wait else ()
        trims = self._trims(waits_for)
        if trims is not None:
            return trims
        if self._filled() and OXYGEN_SHARE in waits_for and self._too_rich():
            return [f"skip {view.id}"]
        step = view.steps[min(view.at, len(view.steps) - 1)]
        if step.status == "todo":
            return super()._held(view)
        if view.id.startswith(MALFUNCTION) and self._filled():
            return [f"stop {view.id}"]
        if view.id == "safing" and (hard := self._still_pressed()):
            return hard
        leaky = self._not_purged(view) or self._not_tight(view)
        if leaky and self._new(f"relock {leaky}"):
            return [f"relock {leaky}"]
        if place not in self._puzzled:
            self._puzzled[place] = now + ASK_AGAIN_S
            return [f"ask {position}" for position in ("eva", "eclss")]
        if now < self._puzzled[place] + (MEND_S if self._mending() else 0.0):
            return []
        return super()._held(view)

    def _trims(self, waits_for: Sequence[str]) -> list[str] | None:
        """Nitrogen for what waits for a lean cabin; None if it does not, or had enough of it."""
        if OXYGEN_SHARE not in waits_for or not self._too_rich():
            return None
        now = self._mission.time
        self._trim_until = min(self._trim_until, now + TRIM_S)
        return self._trim() if now < self._trim_until else None

    def _not_purged(self, view: ChecklistView) -> str:
        """Whose suit keeps its nitrogen when a purge fails: air comes in through a lock."""
        telemetry = self._mission.telemetry
        purged = {
            who: share
            for who in self._mission.level.crew
            if view.wait and f"{who}.suit.o2_fraction" in view.wait.channels
            and isinstance(share := telemetry[f"{who}.suit.o2_fraction"], float)
        }  # fmt: skip
        return min(purged, key=lambda who: purged[who]) if purged else ""

    @staticmethod
    def _not_tight(view: ChecklistView) -> str:
        """Whose leak check failed: a lock that is not home costs a minute to close again."""
        end = ".suit.leak_check"
        read = view.wait.channels if view.wait else ()
        return read[0].removesuffix(end) if len(read) == 1 and read[0].endswith(end) else ""

    def _still_pressed(self) -> list[str]:
        """Suits that are pressurised in a cabin that is filled: soften them, or no visor opens."""
        telemetry = self._mission.telemetry
        people = self._mission.level.crew if self._filled() else ()
        return [f"suit {who} vent" for who in people if telemetry[f"{who}.suit.mode"] == "press"]

    def _too_rich(self) -> bool:
        """Whether the cabin is too rich: before a vent, or to open a visor in."""
        telemetry = self._mission.telemetry
        fraction, pressure = telemetry[OXYGEN_SHARE], telemetry["cabin.pressure"]
        filled = isinstance(pressure, float) and pressure > FILLED
        leanest, richest = AFTER if filled else BEFORE
        limit = leanest if self._trimming else richest
        return isinstance(fraction, float) and fraction > limit

    def _must_trim(self) -> bool:
        return self._mission.time < self._trim_until and self._too_rich()

    def _mending(self) -> bool:
        """Whether a malfunction checklist runs that was begun for what stands."""
        return any(
            self._mission.telemetry[f"checklist.{order.split()[1]}"] in ("running", "waiting")
            for order in self._given
            if order.startswith("run ")
        )

    def _emergency(self) -> list[str]:
        """Abort when somebody is down, or two transducers say the same."""
        told = [
            alarm for alarm in self._alarms
            if alarm.severity == "emergency" and not alarm.cleared and self._believed(alarm)
        ]  # fmt: skip
        down = any(person.condition == "unconscious" for person in self._mission.crew)
        if told or down:
            return super()._emergency()
        return self._bottle_open()

    def _bottle_open(self) -> list[str]:
        """Nobody stays out on ten minutes of emergency oxygen, or opens it in a cabin with air."""
        mission = self._mission
        opened = [
            one for one in mission.crew if mission.telemetry[f"{one.id}.suit.emergency"] == "on"
        ]
        if not self._in_vacuum():
            return [f"emergency {one.id} off" for one in opened if self._new(f"bottle {one.id}")]
        if self._mending() or not any(one.place == "outside" for one in opened):
            self._breathing_free_at = mission.time
        waited = mission.time > self._breathing_free_at + BOTTLE_S
        if not waited or self.ending or mission.level.terminate is None:
            return []
        self.ending = "terminate"
        return ["terminate"]

    def _believed(self, alarm: AlarmView) -> bool:
        """Whether the pair of transducers behind an alarm agrees, or there is none."""
        pair = f"{alarm.channel}.pair"
        return pair not in self._mission.channels or self._mission.telemetry[pair] != "disagree"

    # Oxygen and people

    def _flows(self) -> list[str]:
        """High for who works outside or at the hatch, low for who sits in a vacuum.

        Low for everybody in a cabin that is filled again: what flows there makes it rich.
        """
        mission = self._mission
        if self._filled():
            return [
                f"flow {person.id} low"
                for person in mission.crew
                if mission.telemetry[f"{person.id}.suit.flow_setting"] in ("normal", "high")
                and not self._open_for(person.id)
            ]
        if self.ending == "abort" or mission.telemetry["hatch.position"] != "open":
            return []
        found = []
        for person in mission.crew:
            now = mission.telemetry[f"{person.id}.suit.flow_setting"]
            out = person.place in WORKING
            wet = mission.telemetry[f"{person.id}.suit.humidity"]
            dry = isinstance(wet, float) and wet < DRY
            if out and now in ("low", "normal"):
                found.append(f"flow {person.id} high")
            elif not out and now in ("normal", "high") and dry and not self._open_for(person.id):
                found.append(f"flow {person.id} low")
        return found

    def _filled(self) -> bool:
        """Whether the cabin holds pressure again after the vent."""
        telemetry = self._mission.telemetry
        pressure = telemetry["cabin.pressure"]
        refilled = (
            isinstance(pressure, float)
            and pressure > THIN
            and telemetry["hatch.position"] == "closed"
        )
        return refilled and self._was_vented and telemetry["cabin.vent"] == "closed"

    def _open_for(self, who: str) -> bool:
        """Whether an alarm about somebody stands."""
        return any(a.channel.startswith(f"{who}.") and not a.cleared for a in self._alarms)

    def _rest(self) -> list[str]:
        """Two minutes for who is outside with a racing heart."""
        mission, now, found = self._mission, self._mission.time, []
        for person in mission.crew:
            beats = mission.telemetry[f"{person.id}.heart_rate"]
            tired = isinstance(beats, float) and beats > TIRED_BPM
            if tired and person.place == "outside" and now > self._rested.get(person.id, -1e9):
                self._rested[person.id] = now + TIRED_S
                found.append(f"rest {person.id} 2 min")
        return found

    def _other_tank(self) -> list[str]:
        """Open the tank that was closed off, when little is left in the other.

        When the flows fall by that it was closed for a reason, and stays closed from then on.
        """
        telemetry = self._mission.telemetry
        feed, left_s = telemetry["o2.feed"], telemetry["o2.time_left"]
        if feed == "both":
            if not self._reopened or not self._starved():
                return []
            self._shut = True
            back, self._reopened = self._reopened, ""
            return [f"tank {back}"]
        spent = isinstance(left_s, float) and left_s < SPENT_S and feed in ("a", "b")
        if not spent or self._shut or not self._new("tank both"):
            return []
        self._reopened = str(feed)
        return ["tank both"]

    def _starved(self) -> bool:
        """Whether less flows into somebody's suit than any setting gives."""
        telemetry = self._mission.telemetry
        return any(
            telemetry[f"{one.id}{SETTING}"] in ("low", "normal", "high")
            and isinstance(flow := telemetry[f"{one.id}.suit.flow"], float)
            and flow < LEAST_FLOW
            for one in self._mission.crew
        )

    # The plan

    def _plan(self) -> list[str]:
        """Add optional work while it fits; drop it when it does not any more."""
        mission = self._mission
        margin_s = mission.margin.margin_s
        if self.ending or margin_s != margin_s:
            return []
        if margin_s < SHORT_S:
            planned = [item for item in mission.plan if item.optional and item.status == "idle"]
            if planned:
                worst = min(planned, key=lambda item: item.points / max(1.0, item.takes_s))
                return [f"plan drop {worst.checklist}"]
        if any(not alarm.cleared and alarm.severity != "advisory" for alarm in self._alarms):
            return []
        if mission.telemetry["hatch.position"] != "open":
            return []
        options = [
            item for item in mission.options
            if item.points and margin_s - item.takes_s > SPARE_S and item.status == "idle"
        ]  # fmt: skip
        if not options:
            return []
        best = max(options, key=lambda item: item.points / max(1.0, item.takes_s))
        return [f"plan add {best.checklist}"]

    def _somebody_in_trouble(self) -> bool:
        """Whether an alarm stands for somebody outside, whose stay is then not made longer."""
        outside = [f"{one.id}." for one in self._mission.crew if one.place == "outside"]
        return any(
            alarm.severity in ALARMING and not alarm.cleared and alarm.channel.startswith(who)
            for alarm in self._alarms
            for who in outside
        )

    def _next(self) -> list[str]:
        """The next of the plan that can be run; optional work whose time is over is dropped."""
        found = super()._next()
        if not found or not found[0].startswith("run "):
            return found
        name = found[0].removeprefix("run ")
        item = next(one for one in self._mission.plan if one.checklist == name)
        if item.optional and (name in self._begun or self._somebody_in_trouble()):
            return [f"plan drop {name}"]
        self._begun.add(name)
        return found


def _does_not_come(channel: str) -> bool:
    """Whether waiting for ``channel`` is in vain: oxygen, or what was found out."""
    return channel == "o2.time_left" or channel.startswith("flag.")
