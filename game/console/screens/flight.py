"""The flight screen: the mission goes on, and orders go in."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from game.console.clock import StepClock
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.console.screens.ordering import OrderScreen
from game.console.widgets.panel import PanelWidget
from game.display.foot import Want
from game.display.panels import plan, top, voice
from game.display.panels.checklist import ACTIVE
from game.display.room import Session
from game.display.text import clean
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay.recorded import Recorded
from game.vocabulary.events import Event
from game.vocabulary.units import TICK_S

HINTS = (
    ("␣", "pause", "key:pause"),
    ("+-", "warp", "key:faster"),
    (":", "order", "key:command"),
    ("?", "explain", "key:explain"),
    ("F1", "help", "key:app.help"),
    ("1-9", "crew", "key:crew(1)"),
    ("f", "flow", "key:flow"),
    ("q", "leave", "key:leave"),
    ("p", "poll", "key:poll"),
    ("a", "ack", "key:ack"),
    ("c", "checklist", "key:checklist"),
    ("t", "trend", "key:trend"),
    ("v", "view", "key:view"),
    ("g", "ghost", "key:ghost"),
    ("^p", "palette", "key:app.command_palette"),
)

_AFTER_LEAVE = next(at for at, (key, *_) in enumerate(HINTS, 1) if key == "q")
WITH_GHOST = tuple(dict.fromkeys((*HINTS[:_AFTER_LEAVE], ("g", "ghost", "key:ghost"), *HINTS)))
"""The hints while a ghost flies: its key further to the front."""

OVER = (
    ("⏎", "debrief", "key:go"),
    ("?", "explain", "key:explain"),
    ("F1", "help", "key:app.help"),
    ("1-9", "crew", "key:crew(1)"),
    ("c", "checklist", "key:checklist"),
    ("t", "trend", "key:trend"),
    ("v", "view", "key:view"),
    ("g", "ghost", "key:ghost"),
    ("^p", "palette", "key:app.command_palette"),
)
"""The hints once the mission is over."""

ENDED = "The mission is over: Enter opens the debrief."

DONE = "done"
"""Stands for the order that ends the EVA, where a checklist's name stands otherwise."""

LOUD = ("warning", "emergency")
"""Alarms of these classes ring the terminal's bell; the others have no tone."""

WARP_FRAME = 0.2
"""Seconds between pictures at more than 1×: numbers that run faster can't be read."""


class FlightScreen(OrderScreen):
    """Flies a mission: time goes by, Enter does what is wanted now, and it ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "GO", id="fly.go", tooltip="GO, or run the next checklist"),
        Binding("space", "pause", "pause", id="fly.pause", tooltip="Pause; orders still go"),
        Binding("plus,equals_sign", "faster", "faster", id="fly.faster", tooltip="Warp up"),
        Binding("minus", "slower", "slower", id="fly.slower", tooltip="Warp down"),
        Binding("q,ctrl+q", "leave", "leave", id="fly.leave", tooltip="Leave the flight"),
    ]

    def __init__(
        self, session: Session, log: Path | None = None, ghost: Path | None = None
    ) -> None:
        super().__init__(session, log, ghost)
        self.observer.sample(session.mission)
        self.clock = StepClock(TICK_S)
        self._sure = ""
        self._unseen = 0.0
        if log is not None and session.mission.tick:
            # entered midway: the trends of before are in the log, unless it is of format 1
            with contextlib.suppress(FlightLogError):
                self.observer.recall(Recorded(read(log)))

    @property
    def waits(self) -> bool:
        """Whether it is paused."""
        return self.clock.paused

    @property
    def speed(self) -> tuple[str, bool]:
        """The warp, or that it is paused."""
        if self.room.outcome is not None:
            return "■ over", False
        if self.clock.paused:
            return " ‖ PAUSED ", True
        return f"▶ {self.clock.warp}×", False

    def on_mount(self) -> None:
        """Say how to begin."""
        self.say("Space pauses, F1 helps, ? explains anything.", "dim")

    def frame(self, real: float) -> None:
        """Run the ticks that are due; stop at what needs the player."""
        if self.over():
            return
        room = self.room
        warp = self.clock.warp
        attention = room.attention if warp > 1 else None
        due = self.clock.advance(real, attention)
        if warp > 1 and self.clock.warp == 1 and attention is not None:
            self.say(f"Back to 1×: {clean(attention.why)}", "accent")
        ran = 0
        for _ in range(due):
            events = self.session.step()
            ran += 1
            self.observer.sample(room)
            if any(one.row.mark == "alarm" and one.severity in LOUD for one in events):
                self.app.bell()
            woken = next((event for event in events if _wakes(event)), None)
            if woken is not None and self.clock.warp > 1:
                self.clock.drop()
                self.say(f"Back to 1×: {clean(woken.text)}", "accent")
                break
            if self.over():
                break
        if self.over():
            self.session.sync()
        if self.session.trouble:
            self.say(self.session.trouble, "refused")
        self._unseen += real
        if warp != self.clock.warp or (ran and (warp == 1 or self._unseen >= WARP_FRAME)):
            self.show()

    def over(self) -> bool:
        """Whether the mission has ended."""
        return self.room.outcome is not None

    def show(self) -> None:
        """Show the mission as it is."""
        self._unseen = 0.0
        super().show()

    def show_foot(self) -> None:
        """Show what Enter does, and the keys."""
        self.desk.want.show(self._want())
        hints = OVER if self.over() else HINTS if self.ghost is None else WITH_GHOST
        crew = f"1-{len(self.room.crew)}"
        self.desk.keys.show(
            tuple((crew if key == "1-9" else key, what, to) for key, what, to in hints)
        )

    def _want(self) -> Want:
        picture = self.picture
        assert picture is not None
        if self.desk.command.display:
            return Want(prompt=True)
        outcome = self.room.outcome
        if outcome is not None:
            return Want("debrief", "key:go", clean(outcome.reason))
        lists, loop, line = self.lists, picture.of(voice.PANEL), picture.of(top.PANEL)
        assert lists is not None and loop is not None and line is not None
        hint = "y or n answers the question" if loop.asked else ""
        if self._sure:
            what = "declare the EVA over" if self._sure == DONE else f"run {lists.next_up}"
            return Want(f"yes, {what}", "key:go", "Esc: not yet")
        if lists.wants:
            return Want(lists.wants, "key:go", hint)
        if self._plan_done():
            return Want("declare the EVA over", "key:go", "the flight plan is done")
        if hint:
            return Want("", "", hint)
        if not line.signal:
            return Want("", "", "No signal: nobody hears orders. The crew goes on by itself.")
        if lists.first is not None and lists.first.status == "waiting":
            return Want("", "", f"{lists.first.title} waits: {lists.first.why or 'see the list'}")
        return Want("", "", "Nothing waits for you. + goes faster, : gives an order.")

    def action_go(self) -> None:
        """Choose what the cursor is on; else GO; else go on; else run what is next, if sure."""
        focused = self.focused
        if isinstance(focused, PanelWidget) and focused.target:
            self.choose(focused.target)
            return
        room = self.room
        if room.outcome is not None:
            self.debrief()
            return
        active = [one for one in room.checklists if one.status in ACTIVE]
        going = [one for one in active if one.status == "go"]
        if going:
            shown = self.lists.first if self.lists else None
            chosen = next((one for one in going if shown and one.id == shown.id), going[0])
            self.give(f"go {chosen.id}")
            return
        held = next((one for one in active if one.status in ("holding", "failed")), None)
        if held is not None:
            self._go_on(held.id, held.title, held.why)
            return
        if active:
            self.say("Nothing waits for your GO now.", "dim")
            return
        self._run_next()

    def _plan_done(self) -> bool:
        """Whether all of the flight plan has been flown, and nothing else runs."""
        lists = self.lists
        flown = None if self.picture is None else self.picture.of(plan.PANEL)
        if lists is None or lists.first is not None or flown is None or not flown.items:
            return False
        return not lists.next_id

    def _run_next(self) -> None:
        lists = self.lists
        if lists is None:
            return
        if lists.next_id:
            self._ask_then(lists.next_id, f"run {lists.next_id}", f"Run {lists.next_up}")
        elif self._plan_done():
            self._ask_then(DONE, "done", "Declare the EVA over")

    def _ask_then(self, name: str, order: str, what: str) -> None:
        if self._sure != name:
            self._sure = name
            self.say(f"{what} now? Enter again does it, Esc does not.", "accent")
            self.show_foot()
            return
        self._sure = ""
        self.give(order)

    def _go_on(self, name: str, title: str, why: str) -> None:
        choices = (
            Choice("c", "continue", f"continue {name}", "go on with the next step"),
            Choice("r", "repeat", f"repeat {name}", "do the last step again"),
            Choice("k", "skip", f"skip {name}", "leave the step out: it costs points"),
            Choice("s", "stop", f"stop {name}", "stop this checklist for good"),
        )
        said = clean(why) or "It holds."
        self.app.push_screen(ChoiceScreen(clean(title), said, choices), self._chosen_order)

    def action_back(self) -> None:
        """Not sure after all; else as everywhere."""
        if self._sure:
            self._sure = ""
            self.say("")
            self.show_foot()
            return
        super().action_back()

    def action_pause(self) -> None:
        """Pause, or go on. The log is flushed at a pause."""
        if self.over():
            self.say(ENDED, "dim")
            return
        self.clock.paused = not self.clock.paused
        if self.clock.paused:
            self.session.sync()
            self.say("Paused. Orders may still be given; Space goes on.", "accent")
        else:
            self.say("")
        self.show()

    def action_faster(self) -> None:
        """Warp up."""
        if self.over():
            self.say(ENDED, "dim")
        elif not self.clock.faster():
            self.say("60× is as fast as it goes.", "dim")
        self.show()

    def action_slower(self) -> None:
        """Warp down."""
        if self.over():
            self.say(ENDED, "dim")
        elif not self.clock.slower():
            self.say("1× is as slow as it goes; Space pauses.", "dim")
        self.show()

    def action_leave(self) -> None:
        """Ask once, then leave; the log is kept."""
        if self.over():
            self.debrief()
            return
        self.session.sync()
        choices = (
            Choice("l", "leave the flight", "leave"),
            Choice("q", "quit the game", "quit"),
            Choice("s", "stay", ""),
        )
        said = "The mission is saved: resume goes on from here."
        self.app.push_screen(ChoiceScreen("Leave the flight?", said, choices), self._leave)

    def _leave(self, chosen: str | None) -> None:
        if chosen:
            self.close()
            self.dismiss(chosen)

    def debrief(self) -> None:
        """Leave for the debrief."""
        self.close()
        self.dismiss("debrief")

    def close(self) -> None:
        """Close the log; it can be resumed."""
        with contextlib.suppress(OSError):
            self.session.close()


def _wakes(event: Event) -> bool:
    if event.hidden:
        return False
    loud = event.severity in ("caution", "warning", "emergency")
    return event.row.wakes or (event.row.mark == "alarm" and loud)
