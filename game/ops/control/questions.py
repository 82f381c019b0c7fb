"""Questions that people on the loop ask the flight director, and what their answers do.

A question is the level's own, answered by yes or no, or that of a step of a checklist, which waits
for one of its answers.
"""

from __future__ import annotations

from game.level.schema import Question as AskedInLevel
from game.ops.context import Act, Frame, OpsContext
from game.ops.procedures.runners import Runners
from game.ops.state import Question
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import NotUnderstood, Order
from game.vocabulary.units import TICK_S


class Questions:
    """The level's questions."""

    def __init__(self, context: OpsContext, runners: Runners, act: Act) -> None:
        self._context = context
        self._runners = runners
        self._act = act
        self._asked = {name: context.test(q.when) for name, q in context.level.questions.items()}

    def step(self, log: EventLog, frame: Frame) -> None:
        """Ask those whose condition holds in ``frame``, and settle those that waited too long."""
        state = self._context.state
        if len(state.asked) < len(self._asked) and self._context.world.signal:
            self._ask(log, frame)
        for question in tuple(state.questions):
            if log.tick >= question.until_tick and not question.runner:
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
        """Why this answer can't be given now, or None."""
        state = self._context.state
        if not state.questions:
            return "nobody waits for an answer"
        question, word = self._meant(order)
        if question is None:
            asking = ", ".join(each.id for each in state.questions)
            return f"{order.arguments[0]} asks nothing now: what waits for an answer is {asking}"
        asked = self._runners.asked(question)
        names = [name for name, _ in asked.answers]
        if word in names:
            return None
        every = ", ".join(f"answer {question.id} {name}" for name in names)
        return f"{asked.who} asks: {asked.text} Give {every}"

    def _meant(self, order: Order) -> tuple[Question | None, str]:
        """The question that an order answers, the oldest if it names none, and the answer."""
        questions = self._context.state.questions
        if order.word != "answer":
            return questions[0], order.word
        name, word = order.arguments
        return next((each for each in questions if each.id == name), None), word

    def answer(self, order: Order, cause: int, log: EventLog) -> None:
        """Answer an open question."""
        question, word = self._meant(order)
        assert question is not None, "refused before"
        asked = self._runners.asked(question)
        said = dict(asked.answers)[word]
        event = log.add(
            events.ANSWER, question.id, (cause, question.event),
            {"text": asked.text, "answer": said[:1].upper() + said[1:]},
        )  # fmt: skip
        if not question.runner:
            self._settle(question, word, event, log)
            return
        runner = self._runners.get(question.runner)
        assert runner is not None, "a question goes with its checklist"
        state = self._context.state
        state.questions = [each for each in state.questions if each is not question]
        runner.answer, runner.last_event = word, event
        runner.causes.append(event)
        self._runners.wake(runner, log.tick)

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
