"""Giving orders to a mission that is flown: by key, by choice, in words, from an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from game.console.screens.beside import BesideScreen
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.console.widgets.command import CommandBar
from game.display.completion import usage
from game.display.foot import Want
from game.display.room import Room, Session
from game.display.text import clean
from game.ops.views import Refused
from game.vocabulary.orders import BY_WORD, CATALOGUE

FLOWS = (
    ("o", "off", "nothing flows: CO2 rises 12 mmHg a minute"),
    ("l", "low", "spares oxygen, for somebody at rest"),
    ("n", "normal", "seated"),
    ("h", "high", "at work: cooler, drier, less CO2"),
    ("p", "purge", "washes nitrogen out"),
)


class OrderScreen(BesideScreen):
    """A desk from which orders are given. Each goes through the session, which records it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "flow", "flow", id="fly.flow", tooltip="Oxygen flow of the selected crew"),
        Binding("p", "poll", "poll", id="fly.poll", tooltip="Poll the room for GO or NO-GO"),
        Binding("a", "ack", "ack", id="fly.ack", tooltip="Acknowledge all alarms"),
        Binding("y", "answer('yes')", "yes", id="fly.yes", tooltip="Answer yes"),
        Binding("n", "answer('no')", "no", id="fly.no", tooltip="Answer no"),
        Binding("colon", "command", "order", id="fly.command", tooltip="Give an order in words"),
    ]

    selected_hint = ", f sets the flow"

    def __init__(
        self, session: Session, log: Path | None = None, ghost: Path | None = None
    ) -> None:
        super().__init__(session.mission, log, ghost)
        self.session = session

    @property
    def room(self) -> Room:
        """The mission being flown."""
        return self.session.mission

    @property
    def waits(self) -> bool:
        """Whether time stands still, so that an order is carried out later."""
        raise NotImplementedError

    def give(self, text: str) -> bool:
        """Give an order; show the sentence of a refusal. Whether it was taken."""
        answer = self.session.order(text)
        if isinstance(answer, Refused):
            self.say(clean(answer.why), "refused")
            self.app.bell()
        else:
            paused = " (paused: Space goes on)" if self.waits else ""
            self.say(f"{clean(answer.text)}{paused}", "order")
        self.show()
        return not isinstance(answer, Refused)

    def _chosen_order(self, text: str | None) -> None:
        if text:
            self.give(text)

    def action_flow(self) -> None:
        """Choose the flow of the selected crew member."""
        if not self._selected:
            self.say(f"Whose flow? Choose with 1 to {len(self.room.crew)} first.", "refused")
            return
        crew = self._selected
        now = self.room.telemetry[f"{crew}.suit.flow_setting"]
        choices = [Choice(key, word, f"flow {crew} {word}", note) for key, word, note in FLOWS]
        title = f"Oxygen flow, {crew.upper()}"
        marked = next((at for at, flow in enumerate(FLOWS) if flow[1] == now), 0)
        screen = ChoiceScreen(title, f"now {now}", choices, marked)
        self.app.push_screen(screen, self._chosen_order)

    def action_poll(self) -> None:
        """Poll the room."""
        self.give("poll")

    def action_ack(self) -> None:
        """Acknowledge all alarms."""
        if any(not one.acknowledged for one in self.room.alarms):
            self.give("ack all")
        else:
            self.say("There is no new alarm.", "dim")

    def action_answer(self, word: str) -> None:
        """Answer the oldest open question."""
        if self.room.questions:
            self.give(word)
        else:
            self.say("Nobody has asked anything.", "dim")

    def action_command(self) -> None:
        """Open the command bar."""
        bar = self.desk.command
        bar.display = True
        self.desk.want.show(Want(prompt=True))
        bar.value = ""
        self.set_focus(bar)  # at once: what is typed in the same packet is for the bar

    def _close_command(self) -> None:
        if self.desk.command.display:
            self.desk.command.display = False
            self.set_focus(None)
            self.show_foot()

    @on(CommandBar.Left)
    def left_bar(self) -> None:
        """The bar closes, and what Enter does shows again."""
        self._close_command()

    @on(Input.Changed, "#command")
    def typing(self, event: Input.Changed) -> None:
        """Show how the order goes on."""
        if self.desk.command.display and event.value:
            self.say(usage(event.value), "dim")

    @on(Input.Submitted, "#command")
    def ordered(self, event: Input.Submitted) -> None:
        """Give the order; a refused one stays to be mended."""
        text = event.value.strip()
        if not text:
            self._close_command()
            return
        self.desk.command.remember(text)
        if self.give(text):
            self.desk.command.value = ""
            self._close_command()

    def choose(self, target: str) -> None:
        """Orders are given, alarms offer what may help; else as everywhere."""
        kind, _, name = target.partition(":")
        if kind == "order":
            self.give(name)
        elif kind == "alarm":
            self._alarm(name)
        else:
            super().choose(target)

    def _alarm(self, name: str) -> None:
        alarm = next((one for one in self.room.alarms if one.id == name), None)
        if alarm is None:
            return
        choices = [
            Choice(str(at), clean(order), order) for at, order in enumerate(alarm.suggest, 1)
        ]
        if not alarm.acknowledged:
            choices.append(Choice("a", "acknowledge", f"ack {alarm.id}"))
        choices.append(Choice("?", "explain", f"?alarm:{alarm.id}"))

        def done(chosen: str | None) -> None:
            if chosen and chosen.startswith("?"):
                self.explain(chosen[1:])
            elif chosen:
                self.give(chosen)

        title = f"{alarm.severity.upper()}: {clean(alarm.text)}"
        self.app.push_screen(ChoiceScreen(title, "What may help:", choices), done)

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """What the keys do, and the orders that need no more words; a mission can hang on them."""
        yield from super().commands()
        for entry in CATALOGUE:
            if entry.palette:
                told = f"{entry.what} {entry.why}"
                yield f"Order: {entry.word}", told, partial(self.give_if_sure, entry.word)

    def give_if_sure(self, text: str) -> None:
        """Ask, then give the order."""
        choices = (Choice("y", f"yes, {text}", text), Choice("n", "no", ""))
        entry = BY_WORD[text.split()[0]]
        screen = ChoiceScreen(f"Order: {text}?", entry.what, choices, 1)
        self.app.push_screen(screen, self._chosen_order)
