"""The registry of orders: for each word, why it can't be followed now, and what following it does.

With its row in :mod:`game.vocabulary.orders` this is all that an order needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.ops.context import OpsContext
from game.ops.control.alarms import Alarms
from game.ops.control.objectives import Objectives
from game.ops.control.opinions import Opinions
from game.ops.control.plan import FlightPlan
from game.ops.control.polls import Polls
from game.ops.control.questions import Questions
from game.ops.control.steering import Steering
from game.ops.crew.speech import comforting
from game.ops.crew.workload import Workload
from game.ops.procedures import jobs
from game.ops.procedures.runners import Runners
from game.ops.procedures.standing import StandingOrders
from game.ops.views import Wait
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.world.actions import ACTION_WORDS


@dataclass(frozen=True, slots=True)
class Handler:
    """What becomes of an order.

    ``refuse`` says in one sentence why it can't be followed now, or returns None and has changed
    nothing. ``do`` follows an order that was not refused; its events name the cause that it is
    given.
    """

    refuse: Callable[[Order], str | None]
    do: Callable[[Order, int, EventLog], object]


def registry(
    context: OpsContext,
    workload: Workload,
    runners: Runners,
    steering: Steering,
    standing: StandingOrders,
    questions: Questions,
    alarms: Alarms,
    polls: Polls,
    opinions: Opinions,
    objectives: Objectives,
    plan: FlightPlan,
) -> dict[str, Handler]:
    """The handlers of all words that the flight director may order."""
    world = Handler(context.world.can, context.world.act)
    steer = Handler(steering.cannot_steer, steering.steer)
    early = Handler(steering.cannot_end_early, steering.end_early)
    answer = Handler(questions.refusal, questions.answer)

    def no_job(order: Order) -> str | None:
        return jobs.refusal(order, context)

    def do_job(order: Order, cause: int, log: EventLog) -> None:
        job = jobs.job(order, context)
        if order.word == "ingress":
            who = order.arguments[0]
            called = Wait("stopped", who, f"{context.role(who)} was called in")
            runners.interrupt(who, called, (cause,), log)
        runners.start_job(job, (cause,), log)

    def asleep(order: Order) -> str | None:
        who = order.arguments[0]
        return None if workload.awake(who) else workload.silent(who).text

    def set_pace(order: Order, cause: int, log: EventLog) -> None:
        who, pace = order.arguments
        workload.set_pace(who, pace, cause)
        runners.retime(log.tick)

    def talk(order: Order, cause: int, log: EventLog) -> None:
        who = order.arguments[0]
        context.say(log, "CAPCOM", comforting(context, who, log.tick), (cause,))
        context.world.act(context.action(f"calm {who}"), cause, log)

    def set_flag(order: Order, cause: int, log: EventLog) -> None:
        name, to = order.arguments
        if to == "on":
            context.state.flags.setdefault(name, log.tick)
        else:
            context.state.flags.pop(name, None)

    return {
        **dict.fromkeys(ACTION_WORDS, world),
        **dict.fromkeys(jobs.JOBS, Handler(no_job, do_job)),
        "run": Handler(steering.cannot_run, steering.run),
        "plan": Handler(plan.refusal, plan.change),
        "step": Handler(steering.cannot_step, steering.step),
        "go": steer,
        "hold": steer,
        "continue": steer,
        "repeat": steer,
        "skip": steer,
        "stop": Handler(steering.cannot_stop, steering.stop),
        "abort": early,
        "terminate": early,
        "pace": Handler(asleep, set_pace),
        "talk": Handler(asleep, talk),
        "when": Handler(standing.cannot_leave, standing.leave),
        "forget": Handler(standing.cannot_forget, standing.forget),
        "answer": answer,
        "watch": Handler(steering.cannot_watch, steering.watch),
        "yes": answer,
        "no": answer,
        "ack": Handler(alarms.cannot_ack, alarms.ack),
        "shelve": Handler(alarms.cannot_shelve, alarms.shelve),
        "unshelve": Handler(alarms.cannot_unshelve, alarms.unshelve),
        "ask": Handler(opinions.refusal, opinions.ask),
        "poll": Handler(polls.refusal, polls.start),
        "flag": Handler(lambda order: None, set_flag),
        "done": Handler(objectives.cannot_end, objectives.declare),
    }
