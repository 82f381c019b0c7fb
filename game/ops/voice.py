"""The loop's own lines: what people say unasked, and the questions they ask."""

from __future__ import annotations

from game.level.schema import Question as AskedInLevel
from game.ops.deck import GROUND, Act, Deck, Frame
from game.ops.state import Question
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import NotUnderstood
from game.vocabulary.units import TICK_S


class Voice:
    """Lines and questions that the level gives to people."""

    def __init__(self, deck: Deck, act: Act) -> None:
        self._deck = deck
        self._act = act
        self._lines = [(at, line) for at, line in enumerate(deck.level.voice)]
        self._tests = [deck.test(line.when) for line in deck.level.voice]
        self._asked = {name: deck.test(q.when) for name, q in deck.level.questions.items()}

    def step(self, log: EventLog, frame: Frame) -> None:
        """Say and ask what its time has come for; ``frame`` is the instruments on board."""
        state = self._deck.state
        if len(state.said) < len(self._lines):
            self._speak(log, frame)
        if len(state.asked) < len(self._asked) and self._deck.world.signal:
            self._ask(log, frame)
        for question in tuple(state.questions):
            if log.tick >= question.until_tick:
                default = self._deck.level.questions[question.id].default
                event = log.add(
                    events.NO_ANSWER, question.id, (question.event,), {"answer": default}
                )
                self._settle(question, default, event, log)

    def _speak(self, log: EventLog, frame: Frame) -> None:
        said, heard = self._deck.state.said, self._deck.world.signal
        for at, line in self._lines:
            if at in said or not self._tests[at](frame):
                continue
            if heard or self._deck.role(line.who) in GROUND:
                said.append(at)
                self._deck.say(log, line.who, line.text)

    def _ask(self, log: EventLog, frame: Frame) -> None:
        state = self._deck.state
        for name, test in self._asked.items():
            if name in state.asked or not test(frame):
                continue
            question = self._deck.level.questions[name]
            who = self._deck.role(question.who)
            state.asked.append(name)
            event = log.add(events.QUESTION, who, (), {"text": question.text})
            until = log.tick + max(1, int(question.wait / TICK_S + 0.5))
            state.questions.append(Question(name, until, event))

    def answer(self, word: str, cause: int, log: EventLog) -> None:
        """Answer the oldest open question with ``yes`` or ``no``."""
        question = self._deck.state.questions[0]
        asked = self._deck.level.questions[question.id]
        event = log.add(
            events.ANSWER, question.id, (cause, question.event),
            {"text": asked.text, "answer": word.capitalize()},
        )  # fmt: skip
        self._settle(question, word, event, log)

    def _settle(self, question: Question, word: str, event: int, log: EventLog) -> None:
        asked: AskedInLevel = self._deck.level.questions[question.id]
        self._deck.state.questions = [
            each for each in self._deck.state.questions if each.id != question.id
        ]
        for text in asked.yes if word == "yes" else asked.no:
            try:
                why = self._act(self._deck.action(text), event, log)
            except NotUnderstood as bad:
                why = str(bad)
            if why:
                self._deck.say(log, asked.who, f"That can't be done: {why}", (event,))
