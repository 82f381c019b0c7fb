"""The time of a flight: pausing, warp, and slowing down for what needs the player."""

from __future__ import annotations

from collections.abc import Callable

from game.console.bell import ring
from game.console.clock import StepClock
from game.console.keys import Key, Row
from game.console.screens.desk import DeskScreen, Part
from game.console.settings import Settings
from game.display.text import clean
from game.ops.views import YES_OR_NO, Attention
from game.room import Session
from game.vocabulary.events import ALARMING, CHECKLIST_DONE, URGENT, Event
from game.vocabulary.units import TICK_S

WARP_FRAME = 0.2
"""Seconds between pictures at more than 1×: numbers that run faster can't be read."""

INSISTS = 20
"""Ticks in which the same key insists that time runs on: ten seconds at 1×."""

BACK = "Back to 1×"
"""How the sentence begins that says why the speed dropped."""

PASSED = "Two minutes have gone by"
"""How the sentence begins that says so, instead of what the player knew when they ran on."""

MEANT_S = 1.0
"""Seconds after a run to what is next in which the same key still means that, and not no."""

ENDED = "The mission is over: {fly.go} opens the debrief."


class Pace(Part):
    """Lets the mission of a session go by, at 1× or faster."""

    KEYS = (
        Row(
            "Space",
            "pause, and resume",
            (Key("fly.pause", "space", "pause", "pause", "Pause; orders still go"),),
            "pause", 100, "␣",
        ),
        Row(
            "+  -",
            "faster, slower: 1, 2, 5, 10, 30, 60×. It drops to 1× when something needs you",
            (
                Key("fly.faster", "plus,equals_sign", "faster", "faster", "Warp up"),
                Key("fly.slower", "minus", "slower", "slower", "Warp down"),
            ),
            "warp", 200, "+-",
        ),
        Row(
            "n",
            "run to what needs you next; again: past it, or stop. It says no to a question",
            (Key("fly.next", "n", "next", "next", "Run to the next thing that needs you"),),
            "next", 250,
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, session: Session, no: Callable[[], None]) -> None:
        super().__init__(screen)
        self.session = session
        self._no = no
        """Says no to the question that is open."""
        self.clock = StepClock(TICK_S)
        self._unseen = 0.0
        """Seconds since the last picture."""
        self._told: tuple[int, Attention] | None = None
        """What needs the player now, and at which tick they were told and did not go on."""
        self._trouble: str | None = None
        """What was said of the log, if anything is wrong with it."""
        self._stood_s = MEANT_S
        """Seconds since a run to what is next came to its end."""

    def over(self) -> bool:
        """Whether the mission has ended."""
        return self.session.mission.outcome is not None

    @property
    def speed(self) -> tuple[str, bool]:
        """The warp in words, and whether time stands still."""
        if self.over():
            return "■ over", False
        if self.clock.paused:
            warp = f"{self.clock.warp}× " if self.clock.warp > 1 else ""
            return f" ‖ PAUSED {warp}", True
        return "▶▶ next" if self.clock.seeking else f"▶ {self.clock.speed}×", False

    def run(self, real: float) -> None:
        """Run the ticks that are due after ``real`` seconds; stop at what needs the player."""
        if self.over():
            return
        if not (self.clock.seeking or self.clock.passing):
            self._stood_s += real
        self.clock.typing = self.screen.desk.command.display
        self.clock.lead = getattr(self.screen.app, "kept", Settings()).warp_lead
        warp = self.clock.speed
        attention = self.session.mission.attention if warp > 1 else None
        passing = self.clock.passing
        known = attention is not None and self.clock.passes(attention)
        due = self.clock.advance(real, attention)
        slowed = warp > 1 and self.clock.speed == 1
        if slowed and attention is not None and not known:
            self._back(attention.why)
        ran, woken = self._step(due, fast=warp > 1, passing=passing)
        if slowed and attention is not None and ran == due and not woken:
            self._tell_stop(attention, known=known)
        if self.over():
            self.session.sync()
        self._tell_trouble()
        if not self.clock.paused:
            self.screen.fade(real)
        self._unseen += real
        if warp != self.clock.speed or (ran and (warp == 1 or self._unseen >= WARP_FRAME)):
            self._unseen = 0.0
            self.screen.show()

    def _tell_trouble(self) -> None:
        """Say what is wrong with the log: when it is new, and when nothing else is said."""
        before, self._trouble = self._trouble, self.session.trouble
        if self._trouble and (self._trouble != before or not self.screen.said):
            self.say(self._trouble, "refused")

    def _tell_stop(self, before: Attention, *, known: bool) -> None:
        """Say why time has come to a stop; ``known`` is whether the player ran past ``before``."""
        now = self.session.mission.attention
        if now is not None and _same(now, before) != known:
            self._back(now.why)  # its time, where it stopped; or what is new
        elif known:
            self.tell(f"{PASSED}. {{fly.next}} runs on.", "accent")
            self._told = (self.session.mission.tick, before)

    def _step(self, due: int, *, fast: bool, passing: bool) -> tuple[int, bool]:
        """Run at most ``due`` ticks; how many were run, and whether an event dropped the speed.

        ``fast`` is whether the ticks are those of a picture that was begun at more than 1×, and
        ``passing`` whether it was begun on the way past something.
        """
        for ran in range(1, due + 1):
            events = self.session.step()
            self.screen.observer.sample(self.session.mission)
            if any(one.row.mark == "alarm" and one.severity in URGENT for one in events):
                ring(self.screen.app)
            woken = next((event for event in events if _wakes(event)), None)
            if woken is not None and fast:
                self.clock.drop(forget=woken.row.mark == "alarm")
                self.clock.heed(self.session.mission.attention)
                self._back(woken.text)
                return ran, True
            done = next((event for event in events if event.row is CHECKLIST_DONE), None)
            if done is not None and passing:
                self.clock.drop()
                self._back(done.text)
                return ran, True
            if self.over() or done is not None:
                return ran, False  # what is next is looked at before time goes on
        return due, False

    def _back(self, why: str) -> None:
        """Say why the speed dropped."""
        self.say(f"{BACK}. {clean(why)}", "accent")

    def _on(self) -> None:
        """Time runs faster again: what was said of a drop is over."""
        if self.clock.speed > 1 and self.screen.said.startswith((BACK, PASSED)):
            self.say("")

    def answered(self) -> None:
        """The player did what the speed dropped for: return to the one that was chosen."""
        self.clock.restore()
        self._on()
        self.screen.show()

    def action_pause(self) -> None:
        """Pause, or resume. The log is flushed at a pause."""
        if self.over():
            self.tell(ENDED)
            return
        self.clock.paused = not self.clock.paused
        self._stood_s = MEANT_S
        if self.clock.paused:
            self.session.sync()
            self.tell("Paused. Orders may still be given; {fly.pause} goes on.", "accent")
        else:
            self.say("")
        self.screen.show()

    def action_next(self) -> None:
        """Run to the next thing that needs the player; stop, if that is under way."""
        if self.over():
            self.tell(ENDED)
            return
        mission = self.session.mission
        if mission.questions and not mission.telemetry.stale:
            if self._stood_s < MEANT_S:  # pressed to run on, before the question could be read
                self._stood_s = MEANT_S
                plain = mission.questions[0].answers == YES_OR_NO
                means = "says no" if plain else "lists the answers"
                self.tell(
                    f"Somebody asks: read it first. {{fly.next}} once more {means}.", "accent"
                )
            else:
                self._no()
            self.screen.show()
            return
        if self.clock.seeking:
            self.clock.drop()
            self.say("Stopped.", "accent")
        else:
            self._seek()
        self.screen.show()

    def _seek(self) -> None:
        """Run on; past what needs the player now only when they are told of it and insist."""
        mission = self.session.mission
        attention = mission.attention
        if attention is None or attention.in_s > 0.0 or attention.kind == "end":
            self.clock.seeking = True
            said = "On to what needs you next."
        elif self._was_told(attention):
            self.clock.pass_by(attention)
            said = "On for two minutes, or to what needs you next."
        else:
            self._told = (mission.tick, attention)
            self.tell(f"{{fly.next}} again runs on. {clean(attention.why)}", "accent")
            return
        self._told, self._stood_s = None, 0.0
        self.clock.paused = False
        self.tell(f"{said} {{fly.next}} stops.")

    def _was_told(self, attention: Attention) -> bool:
        """Whether the player was told of it a moment ago."""
        if self._told is None:
            return False
        tick, told = self._told
        return self.session.mission.tick - tick <= INSISTS and _same(attention, told)

    def action_faster(self) -> None:
        """Warp up."""
        if self.over():
            self.tell(ENDED)
        elif not self.clock.faster():
            self.say("60× is as fast as it goes.", "dim")
        else:
            self._on()
        self.screen.show()

    def action_slower(self) -> None:
        """Warp down."""
        if self.over():
            self.tell(ENDED)
        elif not self.clock.slower():
            self.tell("1× is as slow as it goes; {fly.pause} pauses.")
        self.screen.show()


def _same(one: Attention, other: Attention) -> bool:
    """Whether both are about the same thing, if at another time."""
    return (one.kind, one.subject) == (other.kind, other.subject)


def _wakes(event: Event) -> bool:
    """Whether the speed drops to 1× because of it."""
    if event.hidden:
        return False
    return event.row.wakes or (event.row.mark == "alarm" and event.severity in ALARMING)
