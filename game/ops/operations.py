"""All that people do in a mission, in one object: orders in, ticks, views out."""

from __future__ import annotations

from game.level.schema import Level
from game.ops.attention import Needs
from game.ops.board import Board
from game.ops.context import Frame, OpsContext
from game.ops.control.alarms import EVERY, Alarms
from game.ops.control.cues import ENOUGH, cues
from game.ops.control.flight_rules import FlightRules
from game.ops.control.handlers import registry
from game.ops.control.level_events import LevelEvents
from game.ops.control.objectives import Objectives
from game.ops.control.opinions import LOOK, LOOKED_AT, Opinions
from game.ops.control.plan import FlightPlan
from game.ops.control.polls import Polls
from game.ops.control.questions import Questions
from game.ops.control.steering import Steering
from game.ops.crew.calls import Calls
from game.ops.crew.reflexes import Reflexes
from game.ops.crew.speech import Speech
from game.ops.crew.symptoms import Symptoms
from game.ops.crew.workload import Workload
from game.ops.marks import Marks
from game.ops.procedures import jobs
from game.ops.procedures.runners import Runners
from game.ops.procedures.standing import StandingOrders
from game.ops.procedures.steps import Steps
from game.ops.state import OpsState
from game.ops.views import Outcome, Refused
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import BY_WORD, RINGING, Names, Order
from game.vocabulary.phrases import phrase
from game.world.actions import ACTION_WORDS
from game.world.world import World

LOOKS: tuple[tuple[str, ...], ...] = (
    (), ("reflexes", "objectives"), (), ("alarms",), (), ("reflexes", "speech"), (), ("alarms",),
)  # fmt: skip
"""What has its turn in each of eight ticks. Instruments are read in the odd ones, so that each look
sees new values; alarms come every 2 s, which :data:`game.ops.control.alarms.EVERY` says in ticks.
"""
assert all("alarms" in LOOKS[at] for at in range(3, len(LOOKS), EVERY))
RETIMED = 24
"""Ticks after which is looked again how long people need for the work in hand, as they are now."""
SLOWED = 0.1
"""Share by which the time that work takes must have changed to be told."""
assert LOOK % EVERY == 0 and LOOKED_AT % EVERY == 3, "the room looks when alarms do"


class Operations:
    """Checklists, crew work, voice, alarms, standing orders, polls, rules and objectives.

    ``state`` holds everything that changes. An object made of the same level, seed, difficulty
    and world with an equal state resumes exactly as this one would. ``board`` shows what the
    control room may see, ``needs`` says what needs the player.
    """

    def __init__(
        self,
        level: Level,
        seed: int,
        difficulty: str,
        world: World,
        state: OpsState | None = None,
        ground: Frame | None = None,
    ) -> None:
        self.state = state if state is not None else OpsState()
        context = self._context = OpsContext(level, seed, difficulty, world, self.state)
        if ground is not None:
            context.ground = ground
        workload = self._workload = Workload(context)
        self._runners = Runners(context, workload)
        self._steps = Steps(context, workload, self._runners, self._step_does)
        self._alarms = Alarms(context)
        self._reflexes = Reflexes(context)
        self._speech = Speech(context)
        self._symptoms = Symptoms(context)
        self._questions = Questions(context, self._runners, self._act)
        self._standing = StandingOrders(context, self._act)
        self.board = Board(context, self._runners, workload, self._alarms)
        self._polls = Polls(context, lambda: self.board.progress)
        self._rules = FlightRules(context)
        self._opinions = Opinions(context, self._alarms)
        self._marks = Marks(context, self._runners)
        self._objectives = Objectives(context, workload, self._alarms, self._runners)
        self._level_events = LevelEvents(context, self._level_does, self._objectives.behind)
        self._handlers = registry(
            context, workload, self._runners, Steering(context, self._runners, workload),
            self._standing, self._questions, self._alarms, self._polls, self._opinions,
            self._objectives, FlightPlan(context, self._runners),
        )  # fmt: skip
        self._calls = Calls(
            context,
            lambda order: self._handlers[order.word].refuse(order),
            lambda order, cause, log: self._handlers[order.word].do(order, cause, log),
        )
        self.needs = Needs(context, self._runners, self._alarms)
        self._publish_all()

    @property
    def outcome(self) -> Outcome | None:
        """How the mission ended, or None while it runs."""
        ended = self.state.outcome
        if ended is None:
            return None
        return Outcome(ended.kind, ended.reason, ended.tick, ended.score, ended.event)  # type: ignore[arg-type]

    @property
    def last_tick(self) -> int:
        """The tick at which the time of the level has run out."""
        return self._objectives.last_tick

    def give_up(self, fault: Exception, log: EventLog) -> None:
        """End a mission whose time has run out, and in which ``fault`` comes at every tick."""
        self._objectives.give_up(fault, log)

    @property
    def names(self) -> Names:
        """The names that orders may use now."""
        running = tuple(r.id for r in self._runners.all if r.job and r.status == "running")
        return Names(
            self._context.crew,
            (*self._context.checklists, *running),
            tuple(self._alarms.standing()),
            tuple(each.id for each in self.state.questions),
            tuple(
                {
                    name: None
                    for each in self.state.questions
                    for name, _ in self._runners.asked(each).answers
                }
            ),
        )

    # Orders

    def order(self, order: Order, log: EventLog) -> int | Refused:
        """Follow the flight director's ``order``; the number of its event, or a Refused.

        A refused order changes nothing.
        """
        unheard = BY_WORD[order.word].aboard and self._context.unheard()
        refused = unheard or self._handlers[order.word].refuse(order)
        if refused:
            return Refused(refused)
        broken = self._rules.broken(order)
        hasty = order.word in ("abort", "terminate") and self._on_one_cue()
        whom = jobs.whom(order, self._context) if BY_WORD[order.word].called else ""
        said = phrase(order, self._context.spoken, whom)
        event = log.add(events.ORDER, order.word, (), {"text": order.text, "said": said})
        self.state.orders_given += 1
        if order.word not in RINGING:
            self.state.last_order = event
        self._rules.note(broken, order, event, log)
        if hasty:
            self.state.one_cue += 1
            log.add(events.ONE_CUE, order.word, (event,), {"order": order.text})
        if whom:
            self._calls.make(whom, order, event, log)
        else:
            self._handlers[order.word].do(order, event, log)
        self._opinions.note(order, log.tick)
        self._scan(log)
        self._publish()
        return event

    def _on_one_cue(self) -> bool:
        """Whether fewer than two cues say that something is wrong, where failures are known."""
        found = cues(self._context, self._alarms, self._opinions, self.board.margin)
        return bool(self._opinions.suspects) and found < ENOUGH

    def _act(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Follow an order that a question or a standing order gives."""
        handler = self._handlers[order.word]
        refused = handler.refuse(order)
        if refused is None:
            self._rules.note(self._rules.broken(order), order, cause, log)
            handler.do(order, cause, log)
            self._opinions.note(order, log.tick)
        return refused

    def _level_does(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Follow an order of an event of the level: no rule of the flight director is broken."""
        if order.word in ACTION_WORDS:
            return self._context.world.act(order, cause, log)
        handler = self._handlers[order.word]
        refused = handler.refuse(order)
        if refused is None:
            handler.do(order, cause, log)
        return refused

    def _step_does(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Do an action of a step.

        Somebody is at work already, so an order that is a job when the flight director gives it
        (``visor``) is done at once.
        """
        if order.word not in ACTION_WORDS:
            return self._act(order, cause, log)
        broken = self._rules.broken(order)
        refused = self._context.world.act(order, cause, log)
        if refused is None:
            self._rules.note(broken, order, cause, log)
        return refused

    # Time

    def step(self, log: EventLog, ground: Frame) -> None:
        """One tick, after the world's; ``ground`` is the frame that the ground sees."""
        state, context, now = self.state, self._context, log.tick
        context.ground = ground
        if log.first + len(log.events) != state.scanned:
            self._scan(log)
        if state.calls:
            self._calls.step(log)
        moved = now >= self._runners.due and self._steps.step(log)
        looks = LOOKS[now % len(LOOKS)]
        if looks:
            self._look(looks, log, ground)
        if moved or log.first + len(log.events) != state.scanned:
            self._scan(log)
            self._publish()

    def _look(self, looks: tuple[str, ...], log: EventLog, ground: Frame) -> None:
        """What is looked at when the instruments were read: ``looks`` have their turn."""
        state, world = self.state, self._context.world
        sensed = world.sensed
        if state.standing:
            self._standing.step(log, sensed)
        if self._level_events.any:
            self._level_events.step(log, sensed)
        if state.poll is not None:
            self._polls.step(log)
        if state.opinion.asked:
            self._opinions.step(log)
        signal = world.state.signal
        if signal is not (state.seen is None):
            self._signal(signal, log)
        if "reflexes" in looks:
            self._reflexes.step(log)
        if "alarms" in looks and signal:
            self._alarms.step(log, ground)
            if log.tick % LOOK == LOOKED_AT:
                self._opinions.look(ground, log)
        if "speech" in looks:
            self._speech.step(log, sensed)
            self._symptoms.step(log)
            self._questions.step(log, sensed)
        if log.tick % RETIMED == 1:
            self._runners.retime(log.tick, SLOWED)
        if "objectives" in looks:
            self._objectives.step(log, sensed)
        if state.lesson < self._objectives.lessons:
            self._objectives.coach(sensed)

    def _signal(self, signal: bool, log: EventLog) -> None:
        """Freeze the ground's boards at loss of signal, and catch up at acquisition."""
        if not signal:
            self.state.seen = self.board.freeze()
            return
        report = self.board.report()
        self.state.seen = None
        self._alarms.forget_trends()
        if self._context.anybody_awake():
            self._context.say(log, self._context.speaker(), report)

    def _scan(self, log: EventLog) -> None:
        """Look once at every new event: remember the latest of each kind, and react."""
        state = self.state
        at = max(state.scanned, log.first) - log.first
        while at < len(log.events):
            event = log.events[at]
            at += 1
            if event.kind == events.VOICE.id:
                continue
            state.trace[event.kind] = event.number
            state.trace[f"{event.kind} {event.subject}"] = event.number
            if event.kind == events.DEAD.id and state.dead < 0:
                state.dead = event.number
            if event.kind in (events.DEAD.id, events.UNCONSCIOUS.id):
                silent = self._workload.silent(event.subject)
                self._runners.interrupt(event.subject, silent, (event.number,), log)
        state.scanned = log.next_number

    def _publish(self) -> None:
        published = self.state.published
        for name, status in self.board.statuses().items():
            if published.get(name) != status:
                published[name] = status
                self._context.world.publish(f"checklist.{name}", status)
        self._marks.publish()

    def _publish_all(self) -> None:
        world, state = self._context.world, self.state
        for name in self._context.checklists:
            world.publish(f"checklist.{name}", state.published.get(name, "idle"))
        for who in self._context.crew:
            world.publish(f"{who}.pace", state.pace.get(who, "normal"))
        world.publish("mission.poll", state.poll_result)
        world.publish("mission.difficulty", self._context.difficulty)
        self._marks.publish()
