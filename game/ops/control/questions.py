"""Questions that people on the loop ask the flight director, and what their answers do."""

from __future__ import annotations

from game.level.schema import Question as AskedInLevel
from game.ops.context import Act, Frame, OpsContext
from game.ops.state import Question
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import NotUnderstood, Order
from game.vocabulary.units import TICK_S


class Questions:
    """The level's questions."""

    def __init__(self, context: OpsContext, act: Act) -> None:
        self._context = context
        self._act = act
        self._asked = {name: context.test(q.when) for name, q in context.level.questions.items()}

    def step(self, log: EventLog, frame: Frame) -> None:
        """Ask those whose condition holds in ``frame``, and settle those that waited too long."""
        state = self._context.state
        if len(state.asked) < len(self._asked) and self._context.world.signal:
            self._ask(log, frame)
        for question in tuple(state.questions):
            if log.tick >= question.until_tick:
                default = self._context.level.questions[question.id].default
                event = self._context.tell(
                    log, events.NO_ANSWER, question.id, (question.event,), {"answer": default}
                )
                self._settle(question, default, event, log)

    def _ask(self, log: EventLog, frame: Frame) -> None:
        state = self._context.state
        for name, test in self._asked.items():
            if name in state.asked or not test(frame):
                continue
            question = self._context.level.questions[name]
            who = self._context.role(question.who)
            state.asked.append(name)
            event = log.add(events.QUESTION, who, (), {"text": question.text, "question": name})
            until = log.tick + max(1, int(question.wait / TICK_S + 0.5))
            state.questions.append(Question(name, until, event))

    def refusal(self, order: Order) -> str | None:
        """Why nothing can be answered now, or None."""
        return None if self._context.state.questions else "nobody waits for an answer"

    def answer(self, order: Order, cause: int, log: EventLog) -> None:
        """Answer the oldest open question with ``yes`` or ``no``."""
        question = self._context.state.questions[0]
        asked = self._context.level.questions[question.id]
        event = log.add(
            events.ANSWER, question.id, (cause, question.event),
            {"text": asked.text, "answer": order.word.capitalize()},
        )  # fmt: skip
        self._settle(question, order.word, event, log)

    def _settle(self, question: Question, word: str, event: int, log: EventLog) -> None:
        asked: AskedInLevel = self._context.level.questions[question.id]
        if f"question.{question.id}" in self._context.world.index:
            self._context.state.answers[question.id] = word
        self._context.state.questions = [
            each for each in self._context.state.questions if each.id != question.id
        ]
        for text in asked.yes if word == "yes" else asked.no:
            try:
                why = self._act(self._context.action(text), event, log)
            except NotUnderstood as bad:
                why = str(bad)
            if why:
                self._context.say(log, asked.who, f"That can't be done: {why}", (event,))
