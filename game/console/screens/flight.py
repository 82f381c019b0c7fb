"""The flight screen: time runs, and orders go in."""

from __future__ import annotations

import contextlib
from pathlib import Path

from textual import on
from textual.widgets import Input

from game.console.keys import Key, Row, Table, bindings, filled, hints, own_of, sign_of
from game.console.looking import LOOKING
from game.console.parts.ghost import Ghost
from game.console.parts.orders import Orders
from game.console.parts.pace import Pace
from game.console.screens.briefing import BriefingScreen
from game.console.screens.desk import DeskScreen, Part
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.console.widgets.command import CommandBar
from game.console.widgets.panel import PanelWidget
from game.display.completion import hint
from game.display.foot import Hints, Want
from game.display.panels import plan, top, voice
from game.display.text import clean
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay.recorded import Recorded
from game.ops.views import ACTIVE, ChecklistView, GoLine
from game.room import Room, Session

NOTHING = "Nothing waits for your GO now."
DONE = "done"
"""Stands for the order that ends the EVA, where a checklist's name stands otherwise."""


class Going(Part):
    """What Enter does: GO, resume what holds, or run what is next in the flight plan."""

    KEYS = (
        Row(
            "⏎",
            "give GO; continue what holds; run the next checklist of the plan (asks once)",
            (Key("fly.go", "enter", "go", "GO", "GO, or run the next checklist"),),
        ),
    )

    def __init__(self, screen: FlightScreen, orders: Orders) -> None:
        super().__init__(screen)
        self._flight = screen
        self._orders = orders
        self.sure = ""
        """The checklist that was asked about: Enter again runs it."""
        self._declared = False
        """Whether the EVA was declared over; the mission ends when it goes on."""

    def want(self) -> Want:
        """What Enter does now."""
        screen, picture, lists = self.screen, self.screen.picture, self.screen.lists
        assert picture is not None and lists is not None
        if self._orders.bar.display:
            return Want(prompt=True)
        pointed = self._pointed()
        if pointed:
            kind, _, order = pointed.partition(":")
            what = clean(order) if kind == "order" else "choose what the cursor is on"
            return Want(what, pointed, f"{screen.keys['look.back']}: no cursor")
        outcome = screen.room.outcome
        if outcome is not None:
            return Want("debrief", "key:go", clean(outcome.reason))
        loop, line = picture.of(voice.PANEL), picture.of(top.PANEL)
        keys = screen.keys
        hint = ""
        if loop is not None and loop.asked:
            either = f"{keys['fly.yes']} or {keys['fly.next']} answers the question"
            named = f"{keys['fly.yes']} shows the answers to choose from"
            hint = named if loop.asked[0].answers else either
        self.sure = self.asked
        if self.sure:
            what = "declare the EVA over" if self.sure == DONE else f"run {lists.next_up}"
            return Want(f"yes, {what}", "key:go", f"{keys['look.back']}: not yet")
        if line is not None and not line.signal:
            return Want("", "", "No signal: nobody hears orders. The crew goes on by itself.")
        if self._unseen() is not None:
            return Want("show the step", "key:go", "it waits for your GO, out of sight")
        if lists.wants:
            return Want(lists.wants, "key:go", hint)
        if self._plan_done():
            return Want("declare the EVA over", "key:go", "the flight plan is done")
        if hint:
            return Want("", "", hint)
        if lists.first is not None and lists.first.status == "waiting":
            return Want("", "", f"{lists.first.title} waits: {lists.first.why or 'see the list'}")
        rest = "Nothing waits for you. {fly.faster} goes faster, {fly.command} gives an order."
        return Want("", "", filled(rest, keys))

    def action_go(self) -> None:
        """Choose what the cursor is on; else GO; else continue; else run what is next, if sure."""
        pointed = self._pointed()
        if pointed:
            self.screen.choose(pointed)
            return
        room, lists = self.screen.room, self.screen.lists
        if room.outcome is not None:
            self._flight.debrief()
            return
        unseen = self._unseen()
        if unseen is not None:
            self._show(unseen.id)
            return
        active = [one for one in room.checklists if one.status in ACTIVE]
        chosen = self._going()
        if chosen is not None:
            unmet = [one for one in chosen.steps[chosen.at].go_if if not one.met]
            if unmet:
                self._doubt(chosen, unmet)
            elif self._orders.give(f"go {chosen.id}"):
                self._flight.pace.answered()
            return
        held = next((one for one in active if one.status in ("holding", "failed")), None)
        if held is not None:
            self._continue(held)
        elif lists is not None and lists.ready:
            self._ask_then(lists.next_id, f"run {lists.next_id}", f"Run {lists.next_up}")
        elif active:
            self.say(NOTHING, "dim")
        elif self._plan_done():
            self._ask_then(DONE, "done", "Declare the EVA over")

    def _pointed(self) -> str:
        """The target under the cursor of a panel, which Enter chooses; empty without one."""
        focused = self.screen.focused
        return focused.target if isinstance(focused, PanelWidget) else ""

    def _going(self) -> ChecklistView | None:
        """The checklist to which Enter gives GO: the one that is shown, else the first."""
        lists = self.screen.lists
        going = [one for one in self.screen.room.checklists if one.status == "go"]
        shown = lists.first.id if lists is not None and lists.first is not None else ""
        return next((one for one in going if one.id == shown), going[0] if going else None)

    def _unseen(self) -> ChecklistView | None:
        """The checklist that waits for GO, if what it is about can't be read on the screen."""
        chosen, lists = self._going(), self.screen.lists
        if chosen is None or lists is None or lists.first is None:
            return None
        read = lists.first.id == chosen.id and self.screen.desk.panels["checklist"].display
        return None if read else chosen

    def _show(self, name: str) -> None:
        """Show a checklist; only where another would stand there, until the player leaves it."""
        self.screen.show_checklist("")
        if self._unseen() is not None:
            self.screen.show_checklist(name)

    def _doubt(self, one: ChecklistView, unmet: list[GoLine]) -> None:
        """Something is not as GO asks for: the careful answer stands first."""
        said = "; ".join(
            f"{line.text}, now {line.now}" if line.now else line.text for line in unmet
        )
        choices = (
            Choice("h", "hold", f"hold {one.id}", "look into it first"),
            Choice("g", "GO all the same", f"go {one.id}", "against the rule: it costs points"),
        )
        self._orders.offer("Not as it should be for GO", clean(said), choices)

    def _plan_done(self) -> bool:
        """Whether all of the flight plan has been flown, and nothing else runs."""
        picture, lists = self.screen.picture, self.screen.lists
        flown = None if picture is None else picture.of(plan.PANEL)
        if lists is None or lists.first is not None or flown is None or not flown.items:
            return False
        return not (lists.next_id or self._declared)

    def _ask_then(self, name: str, order: str, what: str) -> None:
        if self.sure != name:
            self.sure = name
            self.tell(f"{what} now? {{fly.go}} again does it, {{look.back}} does not.", "accent")
            self.screen.show_foot()
            return
        self.sure = ""
        if self._orders.give(order):
            self._declared = name == DONE
            self._flight.pace.answered()

    def _continue(self, held: ChecklistView) -> None:
        """Ask what is to become of a checklist that holds: what most likely helps stands first."""
        name = held.id
        failed = held.at < len(held.steps) and held.steps[held.at].status == "failed"
        resume = "look once more whether it shows" if failed else "resume where it holds"
        again = "do the step again" if failed else "do the last step again"
        taken_up = (
            Choice("c", "continue", f"continue {name}", resume),
            Choice("r", "repeat", f"repeat {name}", again),
        )
        choices = (
            *(reversed(taken_up) if failed else taken_up),
            Choice("k", "skip", f"skip {name}", "leave the step out: it costs points"),
            Choice("s", "stop", f"stop {name}", "stop this checklist for good"),
        )
        self._orders.offer(clean(held.title), clean(held.why) or "It holds.", choices)

    @property
    def asked(self) -> str:
        """What was asked about, and can still be answered; empty when it came about otherwise."""
        lists = self.screen.lists
        if lists is None:
            return ""
        now = lists.next_id if lists.ready else DONE if self._plan_done() else ""
        return self.sure if self.sure == now else ""

    def back(self) -> bool:
        """Not sure after all."""
        if not self.asked:
            return False
        self.sure = ""
        self.say("")
        self.screen.show_foot()
        return True


LEAVING: Table = (
    Row(
        "b",
        "the briefing again, with the crew and what counts; the mission holds meanwhile",
        (Key("fly.brief", "b", "briefing", "briefing", "The briefing, crew and objectives"),),
        "briefing", 1400,
    ),
    Row(
        "q",
        "leave: the mission is saved",
        (Key("fly.leave", "q,ctrl+q", "leave", "leave", "Leave the flight"),),
        "leave", 800,
    ),
)  # fmt: skip


class FlightScreen(DeskScreen):
    """Flies a mission until it ends. ``log`` is its log, ``ghost`` that of the ghost, if any."""

    TABLES = (Going.KEYS, Pace.KEYS, Orders.KEYS, LOOKING, Ghost.KEYS, LEAVING)
    BINDINGS = bindings(*TABLES)

    selected_hint = ", {fly.flow} sets the flow"

    def __init__(
        self, session: Session, log: Path | None = None, ghost: Path | None = None
    ) -> None:
        super().__init__(session.mission)
        self.session = session
        self.orders = Orders(self, session)
        self.going = Going(self, self.orders)
        self.pace = Pace(self, session, lambda: self.orders.action_answer("no"))
        self.ghost = Ghost(self, log, ghost)
        self.parts = (self.going, self.pace, self.orders, self.ghost)
        self.observer.sample(session.mission)
        if log is not None and session.mission.tick:
            # entered midway: the trends of before are in the log, unless it is of format 1
            with contextlib.suppress(FlightLogError):
                self.observer.recall(Recorded(read(log)))

    @property
    def room(self) -> Room:
        """The mission being flown."""
        return self.session.mission

    @property
    def speed(self) -> tuple[str, bool]:
        """The warp in words, and whether time stands still."""
        return self.pace.speed

    @property
    def idle(self) -> bool:
        """Whether it is paused or over."""
        return self.pace.clock.paused or self.over()

    @property
    def asks(self) -> str:
        """What the same key again would do now; empty when nothing was asked."""
        return self.going.asked

    def on_mount(self) -> None:
        """Say how to begin."""
        self.tell("{fly.pause} pauses, {look.help} helps, {look.explain} explains anything.")

    def frame(self, real: float) -> None:
        """Let ``real`` seconds go by."""
        self.pace.run(real)

    def over(self) -> bool:
        """Whether the mission has ended."""
        return self.pace.over()

    # --- the foot --------------------------------------------------------------------------

    def show_foot(self) -> None:
        """Show what Enter does, and the keys."""
        want = self.going.want()
        self.desk.want.show(want)
        if want.target and self.said == NOTHING:
            self.say("")
        super().show_foot()

    def hints(self) -> Hints:
        """The keys that are of use now; that of a ghost further to the front while one flies."""
        if self.over():
            go = sign_of(own_of(self.app).get("fly.go", "enter").split(",")[0])
            return ((go, "debrief", "key:go"), *hints((*LOOKING, *Ghost.KEYS), own_of(self.app)))
        paused = self.pace.clock.paused
        found = tuple(
            (key, "resume" if paused and to == "key:pause" else what, to)
            for key, what, to in super().hints()
        )
        if self.ghost.path is None:
            return found
        mine = next(one for one in found if one[2] == "key:ghost")
        others = [one for one in found if one is not mine]
        at = next(at for at, one in enumerate(others, 1) if one[2] == "key:leave")
        return (*others[:at], mine, *others[at:])

    @on(CommandBar.Left)
    def left_bar(self) -> None:
        """The bar closes, and what Enter does shows again."""
        if self.desk.command.display:
            self.say("")  # how the order goes on, or why not
        self.orders.close_bar()

    @on(CommandBar.Pasted)
    def pasted(self) -> None:
        """Say what became of the other lines."""
        self.say("Several lines were pasted: the first was taken. Give them one by one.", "dim")

    @on(Input.Changed, "#command")
    def typing(self, event: Input.Changed) -> None:
        """Show how the order continues."""
        if self.desk.command.display and event.value:
            self.say(hint(event.value, self._complete(event.value)), "dim")

    @on(Input.Submitted, "#command")
    def ordered(self, event: Input.Submitted) -> None:
        """Give the order."""
        self.orders.type(event.value.strip())

    def action_briefing(self) -> None:
        """Show the briefing again."""
        self.app.push_screen(BriefingScreen(self.room.level))

    # --- the way out -----------------------------------------------------------------------

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
