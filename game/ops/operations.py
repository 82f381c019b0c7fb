"""The people's side of a mission in one object: orders in, ticks, views out."""

from __future__ import annotations

from game.level.schema import Level
from game.ops import jobs
from game.ops.alarms import Alarms
from game.ops.board import Board
from game.ops.checklists import Checklists
from game.ops.control import CONTROL_WORDS, Control
from game.ops.deck import Deck, Frame
from game.ops.objectives import Objectives
from game.ops.people import People
from game.ops.polls import Polls
from game.ops.rules import FlightRules
from game.ops.runners import Runners
from game.ops.standing import StandingOrders
from game.ops.state import OpsState
from game.ops.views import (
    AlarmView,
    Attention,
    ChecklistView,
    CrewView,
    ListStatus,
    ObjectiveView,
    Outcome,
    PlanItem,
    QuestionView,
    Refused,
    StandingView,
)
from game.ops.voice import Voice
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Names, Order
from game.world.actions import ACTION_WORDS
from game.world.world import World

GROUND_WORDS = frozenset({"ack", "forget"})
"""Orders that nobody on board need hear: possible while the signal is lost."""


class Operations:
    """Checklists, crew work, voice, alarms, standing orders, polls, rules and objectives.

    ``state`` holds everything that changes; an object made of the same level, seed, difficulty
    and world with an equal state goes on exactly as this one would.
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
        deck = self._deck = Deck(level, seed, difficulty, world, self.state)
        if ground is not None:
            deck.ground = ground
        self._people = People(deck)
        self._runners = Runners(deck, self._people)
        self._checklists = Checklists(deck, self._people, self._runners, self._hands)
        self._control = Control(deck, self._runners, self._people)
        self._alarms = Alarms(deck)
        self._voice = Voice(deck, self._act)
        self._standing = StandingOrders(deck, self._act)
        self._polls = Polls(deck)
        self._rules = FlightRules(deck)
        self._objectives = Objectives(deck, self._people, self._alarms, self._runners)
        self._board = Board(deck, self._runners, self._people, self._alarms)
        self._publish_all()

    @property
    def outcome(self) -> Outcome | None:
        """How the mission ended, or None while it goes on."""
        ended = self.state.outcome
        if ended is None:
            return None
        return Outcome(ended.kind, ended.reason, ended.tick, ended.score, ended.event)  # type: ignore[arg-type]

    @property
    def names(self) -> Names:
        """The names that orders may use now."""
        running = tuple(r.id for r in self._runners.all if r.job and r.status == "running")
        return Names(
            self._deck.crew,
            (*self._deck.checklists, *running),
            tuple(self._alarms.standing()),
        )

    # What the ground may see

    @property
    def crew(self) -> tuple[CrewView, ...]:
        """The crew as the room knows them."""
        return self._board.crew()

    @property
    def progress(self) -> dict[str, tuple[int, ListStatus]]:
        """The step in hand and the status of every checklist that was started."""
        return self._board.progress()

    @property
    def checklists(self) -> tuple[ChecklistView, ...]:
        """The checklists that were started: active ones first, each group newest first."""
        return self._board.checklists()

    @property
    def plan(self) -> tuple[PlanItem, ...]:
        """The flight plan's checklists and their status."""
        return self._board.plan()

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """What stands or waits to be acknowledged, worst first."""
        return self._board.alarms()

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """Open questions, oldest first."""
        return self._board.questions()

    @property
    def standing(self) -> tuple[StandingView, ...]:
        """Standing orders that wait."""
        return self._board.standing()

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """The level's objectives."""
        return self._board.objectives()

    @property
    def lesson(self) -> str | None:
        """The coaching line that stands, on training levels."""
        return self._board.lesson()

    @property
    def attention(self) -> Attention | None:
        """What will need the player next, and in how many seconds."""
        return self._board.attention()

    def checklist(self, name: str) -> ChecklistView:
        """Any checklist of the level, also before it is started; KeyError when unknown."""
        return self._board.checklist(name)

    # Orders

    def order(self, order: Order, log: EventLog) -> int | Refused:
        """Take the flight director's order: the number of its event, or why not.

        A refused order changes nothing.
        """
        if order.word not in GROUND_WORDS:
            unheard = self._deck.unheard()
            if unheard:
                return Refused(unheard)
        refused = self._refusal(order)
        if refused is not None:
            return Refused(refused)
        event = log.add(events.ORDER, order.word, (), {"text": order.text})
        self.state.orders_given += 1
        if order.word != "ack":
            self.state.last_order = event
        self._rules.look(order, event, log)
        self._do(order, event, log)
        self._scan(log)
        self._publish()
        return event

    def _act(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Carry out an order that a question or a standing order gives."""
        refused = self._refusal(order)
        if refused is None:
            self._rules.look(order, cause, log)
            self._do(order, cause, log)
        return refused

    def _hands(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Carry out a step's action. Hands are at work already, so that what is a job for the
        flight director (``visor``) is done at once."""
        if order.word not in ACTION_WORDS:
            return self._act(order, cause, log)
        refused = self._deck.world.can(order)
        if refused is None:
            self._rules.look(order, cause, log)
            self._deck.world.act(order, cause, log)
        return refused

    def _refusal(self, order: Order) -> str | None:
        word = order.word
        if word in CONTROL_WORDS:
            return self._control.refusal(order)
        if word in jobs.JOB_WORDS:
            found = jobs.job(order, self._deck)
            return found if isinstance(found, str) else None
        if word in ACTION_WORDS:
            return self._deck.world.can(order)
        if word in ("when", "forget"):
            return self._standing.refusal(order)
        if word in ("yes", "no"):
            return None if self.state.questions else "nobody waits for an answer"
        if word == "ack":
            return self._alarms.cannot_ack(order.arguments[0])
        if word == "poll":
            return self._polls.refusal()
        if word in ("abort", "terminate"):
            return self._cannot_end_early(word)
        if word == "done":
            return self._objectives.cannot_end()
        if word == "pace":
            return None if self._awake(order.arguments[0]) else self._silent(order.arguments[0])
        return f"{word} can't be given here"

    def _awake(self, who: str) -> bool:
        return self._people.awake(who)

    def _silent(self, who: str) -> str:
        return f"{self._deck.role(who)} does not answer"

    def _cannot_end_early(self, word: str) -> str | None:
        level = self._deck.level
        name = level.abort if word == "abort" else level.terminate
        if name is None or name not in self._deck.checklists:
            return f"there is no checklist for {word} on this flight"
        if self._runners.active(name) is not None:
            return f"{self._deck.titles[name]} is under way already"
        if word == "terminate" and level.abort and self._runners.active(level.abort) is not None:
            return f"{self._deck.titles[level.abort]} is under way, and goes before"
        return None

    def _do(self, order: Order, cause: int, log: EventLog) -> None:
        """Carry out an order that was not refused."""
        word = order.word
        if word in CONTROL_WORDS:
            self._control.do(order, cause, log)
        elif word in jobs.JOB_WORDS:
            self._do_job(order, cause, log)
        elif word in ACTION_WORDS:
            self._deck.world.act(order, cause, log)
        elif word in ("when", "forget"):
            self._standing.take(order, cause, log)
        elif word in ("yes", "no"):
            self._voice.answer(word, cause, log)
        elif word == "ack":
            self._alarms.ack(order.arguments[0], cause, log)
        elif word == "poll":
            self._polls.start(cause, log)
        elif word in ("abort", "terminate"):
            self._end_early(word, cause, log)
        elif word == "done":
            self.state.declared = cause
        elif word == "pace":
            self._set_pace(order, cause, log)

    def _do_job(self, order: Order, cause: int, log: EventLog) -> None:
        found = jobs.job(order, self._deck)
        assert not isinstance(found, str), "checked before"
        if order.word == "ingress":
            who = order.arguments[0]
            why = f"{self._deck.role(who)} was called in"
            self._runners.interrupt(who, why, (cause,), log)
        self._runners.start_job(found, (cause,), log)

    def _end_early(self, word: str, cause: int, log: EventLog) -> None:
        level = self._deck.level
        name = level.abort if word == "abort" else level.terminate
        self._deck.state.ended_early = cause
        assert name is not None, "checked before"
        self._runners.stop_all(f"the EVA is {word}ed" if word == "abort" else "the EVA ends early",
                             (cause,), log)  # fmt: skip
        self._deck.say(
            log, "core" if self._deck.world.signal else self._deck.speaker(),
            "Abort, abort, abort. Everybody in, hatch closed" if word == "abort"
            else "We terminate the EVA. Everybody in, by the checklist",
            (cause,),
        )  # fmt: skip
        self._runners.start(name, (cause,), log)

    def _set_pace(self, order: Order, cause: int, log: EventLog) -> None:
        who, pace = order.arguments
        until = self._people.set_pace(who, pace, log.tick, cause)
        if until >= 0:
            self._runners.reschedule(who, until)
        self._deck.say(log, who, f"Copy, pace {pace}", (cause,))

    # Time

    def step(self, log: EventLog, ground: Frame) -> None:
        """One tick, after the world's; ``ground`` is the frame that the ground sees."""
        state, deck, now = self.state, self._deck, log.tick
        deck.ground = ground
        if log.first + len(log.events) != state.scanned:
            self._scan(log)
        moved = now >= self._runners.due and self._checklists.step(log)
        if now & 1:  # the instruments were just read
            self._look(log, ground)
        if moved or log.first + len(log.events) != state.scanned:
            self._scan(log)
            self._publish()

    def _look(self, log: EventLog, ground: Frame) -> None:
        """What is looked at when the instruments were read, each in its turn."""
        state, world, now = self.state, self._deck.world, log.tick
        sensed = world.sensed
        if state.standing:
            self._standing.step(log, sensed)
        if state.poll is not None:
            self._polls.step(log)
        signal = world.state.signal
        if signal is not (state.seen is None):
            self._signal(signal, log)
        if now & 2:
            if signal:
                self._alarms.step(log, ground)
        elif now & 4:
            self._voice.step(log, sensed)
        else:
            self._objectives.step(log, sensed)
        if state.lesson < self._objectives.lessons:
            self._objectives.coach(sensed)

    def _signal(self, signal: bool, log: EventLog) -> None:
        """Freeze the ground's boards at loss of signal, and catch up at acquisition."""
        if not signal:
            self.state.seen = self._board.freeze()
            return
        self.state.seen = None
        self._alarms.forget_trends()
        report = self._board.report()
        if report:
            self._deck.say(log, self._deck.speaker(), report)

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
                self._runners.interrupt(
                    event.subject, self._silent(event.subject), (event.number,), log
                )
        state.scanned = log.next_number

    def _publish(self) -> None:
        published = self.state.published
        for name, status in self._board.statuses().items():
            if published.get(name) != status:
                published[name] = status
                self._deck.world.publish(f"checklist.{name}", status)

    def _publish_all(self) -> None:
        world, state = self._deck.world, self.state
        for name in self._deck.checklists:
            world.publish(f"checklist.{name}", state.published.get(name, "idle"))
        for who in self._deck.crew:
            world.publish(f"{who}.pace", state.pace.get(who, "normal"))
        world.publish("mission.poll", state.poll_result)
