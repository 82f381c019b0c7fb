"""Giving orders to a mission that is flown: by key, by choice, in words, from an alarm."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from game.console.bell import ring
from game.console.keys import Key, Row
from game.console.parts.pace import ENDED
from game.console.screens.desk import Command, DeskScreen, Part
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.console.widgets.command import CommandBar
from game.display.completion import for_each
from game.display.explain import explain_word, nearest_readings
from game.display.foot import Want
from game.display.helps import useful
from game.display.text import clean
from game.ops.control.suspects import positions_of
from game.ops.views import YES_OR_NO, Accepted, Refused
from game.room import Session
from game.vocabulary.events import URGENT
from game.vocabulary.orders import BY_WORD, CATALOGUE

FLOWS = (
    ("o", "off", "nothing flows: CO2 rises 12 mmHg a minute"),
    ("l", "low", "spares oxygen, for somebody at rest"),
    ("n", "normal", "seated"),
    ("h", "high", "at work: cooler, drier, less CO2"),
    ("p", "purge", "washes nitrogen out"),
)


ASKS_HELP = ("help", "?", "h")
"""What the command bar takes for help, which is no order; with a word, that is explained."""
EXPLAINS = (*ASKS_HELP, "explain")
"""What it takes, before a word, for a question of what that is."""

CAREFUL = ("done", "vent open", "hatch open")
"""Orders that are asked about when they are typed: none of them can be taken back."""


class Orders(Part):
    """Gives orders through a session, which records them."""

    KEYS = (
        Row(
            "f",
            "oxygen flow of the selected crew member",
            (Key("fly.flow", "f", "flow", "flow", "Oxygen flow of the selected crew"),),
            "flow", 700,
        ),
        Row(
            "p",
            "poll the room for GO or NO-GO",
            (Key("fly.poll", "p", "poll", "poll", "Poll the room for GO or NO-GO"),),
            "poll", 900,
        ),
        Row(
            "a",
            "acknowledge all alarms",
            (Key("fly.ack", "a", "ack", "ack", "Acknowledge all alarms"),),
            "ack", 1000,
        ),
        Row(
            "y  n",
            "answer the question that is open",
            (
                Key("fly.yes", "y", "answer('yes')", "yes", "Answer yes"),
                Key("fly.no", "N", "answer('no')", "no", "Answer no"),
            ),
        ),
        Row(
            ":",
            "the command bar: an order in words, or explain WORD. Tab completes, ↑ ↓: earlier ones",
            (Key("fly.command", "colon", "command", "order", "Give an order in words"),),
            "order", 300,
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, session: Session) -> None:
        super().__init__(screen)
        self.session = session

    def give(self, text: str | None) -> bool:
        """Give an order, if there is one; show the sentence of a refusal. Whether it was taken.

        One that names all of the crew is given for each of them.
        """
        if not text:
            return False
        mission = self.session.mission
        answers = [self.session.order(one) for one in for_each(text, mission.names.crew)]
        refused = next((one for one in answers if isinstance(one, Refused)), None)
        if mission.outcome is not None:
            self.tell(ENDED)
        elif refused is not None:
            self.say(clean(refused.why), "refused")
            ring(self.screen.app)
        else:
            _, waits = self.screen.speed
            paused = f" (paused: {self.screen.keys['fly.pause']} goes on)" if waits else ""
            taken = "; ".join(one.text for one in answers if isinstance(one, Accepted))
            self.say(f"{clean(taken)}{paused}", "order")
        self.screen.show()
        return refused is None

    def offer(self, title: str, said: str, choices: tuple[Choice, ...], marked: int = 0) -> None:
        """Let the player choose an order, and give it."""

        def then(chosen: str | None) -> None:
            self.give(chosen)

        self.screen.app.push_screen(ChoiceScreen(title, said, choices, marked), then)

    def action_flow(self) -> None:
        """Choose the flow of the selected crew member."""
        crew, room = self.screen.selected, self.session.mission
        if not crew:
            last = f"{{look.crew{len(room.crew)}}}"
            self.tell(f"Whose flow? Choose with {{look.crew1}} to {last} first.", "refused")
            return
        now = room.telemetry[f"{crew}.suit.flow_setting"]
        choices = (Choice(key, word, f"flow {crew} {word}", note) for key, word, note in FLOWS)
        marked = next((at for at, flow in enumerate(FLOWS) if flow[1] == now), 0)
        self.offer(f"Oxygen flow, {crew.upper()}", f"now {now}", tuple(choices), marked)

    def action_poll(self) -> None:
        """Poll the room."""
        self.give("poll")

    def action_ack(self) -> None:
        """Acknowledge all alarms."""
        if any(not one.acknowledged for one in self.session.mission.alarms):
            self.give("ack all")
        else:
            self.say("There is no new alarm.", "dim")

    def action_answer(self, word: str) -> None:
        """Answer the oldest open question; one with answers of its own offers them."""
        asked = next(iter(self.session.mission.questions), None)
        if asked is not None and not self.screen.desk.panels["voice"].display:
            self.screen.uncover()
            self.say(f"{clean(asked.who)} asks: {clean(asked.text)}", "accent")
            self.screen.show()
        elif asked is not None and asked.answers != YES_OR_NO:
            choices = tuple(
                Choice(str(at), said, f"answer {asked.id} {name}", name)
                for at, (name, said) in enumerate(asked.answers, 1)
            )
            self.offer(f"{asked.who} asks", asked.text, choices, 0)
        elif asked is not None:
            self.give(word)
        else:
            self.say("Nobody has asked anything.", "dim")

    # --- in words --------------------------------------------------------------------------

    @property
    def bar(self) -> CommandBar:
        """The command bar."""
        return self.screen.desk.command

    def action_command(self) -> None:
        """Open the command bar."""
        self.bar.display = True
        self.screen.desk.want.show(Want(prompt=True))
        self.bar.value = ""
        # at once: what is typed in the same packet is for the bar
        self.screen.set_focus(self.bar)

    def close_bar(self) -> None:
        """Close the command bar, if it is open, and show again what Enter does."""
        if self.bar.display:
            self.bar.display = False
            self.screen.set_focus(None)
            self.screen.show_foot()

    def type(self, text: str) -> None:
        """Give the order that was typed; a refused one stays, to be corrected."""
        if not text:
            self.close_bar()
            return
        if text.lower() in ASKS_HELP:
            self.bar.value = ""
            self.close_bar()
            self.screen.app.call_later(self.screen.app.run_action, "app.help")
            return
        self.bar.remember(text)
        asks, _, word = text.lower().partition(" ")
        if asks in EXPLAINS:
            self._explain(word.strip())
        elif text.lower() in CAREFUL:
            self.bar.value = ""
            self.close_bar()
            self.give_if_sure(text.lower())
        elif self.give(text):
            self.bar.value = ""
            self.close_bar()

    # --- from elsewhere --------------------------------------------------------------------

    def choose(self, target: str) -> bool:
        """Orders are given; alarms offer what may help."""
        kind, _, name = target.partition(":")
        if kind == "order":
            self.give(name)
        elif kind == "alarm":
            self._alarm(name)
        return kind in ("order", "alarm")

    def _alarm(self, name: str) -> None:
        room = self.session.mission
        alarm = next((one for one in room.alarms if one.id == name), None)
        if alarm is None:
            return
        heard = not room.telemetry.stale
        said = "What may help:" if heard else "No signal: nobody on board hears orders until AOS."
        choices = [
            Choice(str(at), clean(order), order)
            for at, order in enumerate(useful(room, alarm.suggest) if heard else (), 1)
        ]
        if not alarm.acknowledged:
            choices.append(Choice("a", "acknowledge", f"ack {alarm.id}"))
        if alarm.shelved_until_tick is not None:
            choices.append(Choice("s", "unshelve all", "unshelve"))
        elif alarm.severity not in URGENT and alarm.eta_s is None:
            choices.append(Choice("s", "shelve for 10 min", f"shelve {alarm.id} 10 min"))
        position = positions_of([alarm.channel], tuple(room.level.crew))[0]
        choices.append(Choice("r", f"ask {position.upper()}", f"ask {position} {alarm.id}"))
        choices.append(Choice("?", "explain", f"?alarm:{alarm.id}"))

        def then(chosen: str | None) -> None:
            if chosen and chosen.startswith("?"):
                self.screen.explain(chosen[1:])
            else:
                self.give(chosen)

        title = f"{alarm.severity.upper()}: {clean(alarm.text)}"
        self.screen.app.push_screen(ChoiceScreen(title, said, choices), then)

    def commands(self) -> Iterator[Command]:
        """The orders that need no more words; a mission can hang on them, so it asks first."""
        for entry in CATALOGUE:
            if entry.palette:
                what = f"{entry.what} {entry.why}"
                yield f"Order: {entry.word}", what, partial(self.give_if_sure, entry.word)

    def _explain(self, word: str) -> None:
        """Explain ``word`` as the key for it does; the bar stays when there is nothing to say."""
        found = explain_word(self.session.mission, word)
        if found is None:
            near = nearest_readings(self.session.mission, word)
            what = f"about {clean(word)!r}" if word else "without a word: explain margin, say"
            self.say(f"There is nothing to explain {what}.{near}", "refused")
            return
        self.bar.value = ""
        self.close_bar()
        self.screen.show_explained(found)

    def give_if_sure(self, text: str) -> None:
        """Ask, then give the order."""
        choices = (Choice("y", f"yes, {text}", text), Choice("n", "no", ""))
        self.offer(f"Order: {text}?", BY_WORD[text.split()[0]].what, choices, 1)
