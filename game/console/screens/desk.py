"""What flying and watching share: a desk, looking around on it, and the parts it is made of."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from game.console.keys import Table, filled, hints, names, own_of
from game.console.looking import LOOKING
from game.console.screens.closing import ClosingScreen
from game.console.screens.dialogs import Choice, ExplainScreen, PickScreen
from game.console.settings import Settings
from game.console.widgets.desk import Desk
from game.console.widgets.panel import Draw, PanelWidget
from game.display import foot
from game.display.completion import candidates, names_for
from game.display.explain import Explanation, explain
from game.display.foot import Hints, Status
from game.display.ghost import Follower
from game.display.layout import TWO_COLUMNS, Need, loop_width, places
from game.display.observer import Observer, Picture
from game.display.panels import PANELS, alarms, checklist, voice
from game.display.panels.checklist import Lists
from game.display.text import clean
from game.display.values import reading
from game.display.view import Look
from game.ops.views import ACTIVE
from game.room import Room
from game.vocabulary.events import SEVERITIES

FRAME = 0.1
"""Seconds between frames."""

SAID_S = 20.0
"""Seconds for which a sentence to the player stays while time runs: it is read, and over."""

Command = tuple[str, str, Callable[[], None]]
"""A command of the palette: its name, what it does in words, and what to call."""


class DeskScreen(ClosingScreen[str]):
    """Shows a mission, and lets the player look around in it.

    Subclasses make time go by. What else can be done comes from ``parts``: the screen does every
    action that a part has.
    """

    AUTO_FOCUS = ""
    TABLES: ClassVar[tuple[Table, ...]] = (LOOKING,)
    """The key tables of the screen, in the order of help. Its bindings are made from them."""

    selected_hint = ""
    """What else can be done with who is selected."""

    parts: tuple[Part, ...] = ()
    """In the order in which they are asked."""

    def __init__(self, room: Room, want: Draw = foot.want, bar: int = 1) -> None:
        """``want`` draws what stands above the keys, in ``bar`` rows."""
        super().__init__()
        self.observer = Observer(room)
        self.picture: Picture | None = None
        self.need = Need(crew=len(room.level.crew), bar=bar)
        self.selected = ""
        self._trend = ""
        self._focus_list = ""
        self.said = ""
        """The sentence to the player that shows."""
        self._said_for = 0.0
        self._last: float | None = None
        self._beats: Timer | None = None
        """Lets time go by; paused while nothing changes, None in tests."""
        self._pointed = False
        """Whether the mouse moved since a key picked something."""
        self.desk = Desk(self.need, self._complete, want)

    def __getattr__(self, name: str) -> Any:
        """An action of the parts."""
        if name.startswith("action_"):
            for part in self.parts:
                if hasattr(part, name):
                    return getattr(part, name)
        raise AttributeError(f"{type(self).__name__} has no {name}")

    @property
    def room(self) -> Room:
        """The mission that is shown."""
        raise NotImplementedError

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed in words, and whether time stands still."""
        raise NotImplementedError

    def frame(self, real: float) -> None:
        """Let ``real`` seconds go by, and show what has changed."""
        raise NotImplementedError

    # --- what shows ------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The desk fills the screen."""
        yield self.desk

    def on_mount(self) -> None:
        """Start looking.

        What is there by now stays as long as this screen does. To look through it for rubbish
        takes some 30 ms, the longest that a key waited at 10×.
        """
        self.show()
        self.set_focus(None)
        if getattr(self.app, "live", True):
            self._beats = self.set_interval(FRAME, self._beat)
            gc.freeze()
        for part in self.parts:
            part.begin()

    def _beat(self) -> None:
        now = time.monotonic()
        before, self._last = self._last, now
        if before is not None and self.holds_for == "":
            self.frame(now - before)
        if self.idle and self._beats is not None:
            self._last = None
            self._beats.pause()

    @property
    def idle(self) -> bool:
        """Whether nothing changes until the player does something."""
        raise NotImplementedError

    @property
    def holds_for(self) -> str:
        """What the mission holds for: another screen over this one. Empty while it runs."""
        return "" if self.app.screen is self else "another screen"

    def on_resize(self) -> None:
        """Panels may have come that were not shown before."""
        self.call_after_refresh(self.show)

    def on_unmount(self) -> None:
        """Let what was flown be thrown away."""
        gc.unfreeze()

    def on_screen_resume(self) -> None:
        """The time behind another screen does not count."""
        self._last = None
        self.show()

    def show(self) -> None:
        """Show the mission as it is."""
        speed, paused = self.speed
        plotted = self._trend or self._likely()
        kept = getattr(self.app, "kept", None) or Settings()
        look = Look(speed, paused, self.selected, plotted, self._focus_list,
                    kept.units, kept.reduced_motion, keys=self.keys)  # fmt: skip
        for part in self.parts:
            look = part.look(look)
        followers = (part.follower for part in self.parts)
        follower = next((one for one in followers if one is not None), None)
        self.picture = self.observer.take(self.room, look, follower)
        if self.need.full and "emergency" not in self.picture.absent:
            self.need = replace(self.need, full="")
        rows = alarms.rows(self.picture.of(alarms.PANEL) or ())
        self.need = replace(self.need, said=self._said_rows)
        need = replace(self.need, absent=self.picture.absent, alarms=rows)
        talk, work = self._long_line(self.picture, need)
        self.desk.require(replace(need, talk=talk, work=work))
        self.desk.show(self.picture)
        self.show_foot()
        if self._beats is not None and not self.idle:
            self._beats.resume()

    def _long_line(self, picture: Picture, need: Need) -> tuple[int, int]:
        """Rows of the loop for a long line on a screen of one column; and of the checklist then.

        No other panel lends rows.
        """
        width, height = self.app.size
        heard, lists = picture.of(voice.PANEL), picture.of(checklist.PANEL)
        if width >= TWO_COLUMNS or heard is None or lists is None:
            return 0, 0
        if checklist.PANEL.id not in places(width, height, need):
            return 0, 0
        talk = voice.rows(heard, loop_width(width))
        return talk, checklist.rows(lists, width) if talk else 0

    @cached_property
    def keys(self) -> dict[str, str]:
        """How sentences name the keys of the screen, by the ids of actions."""
        return names(self.TABLES, own_of(self.app))

    def tell(self, text: str, role: str = "dim") -> None:
        """Show one sentence, with the key for each ``{id of an action}`` in it."""
        self.say(filled(text, self.keys), role)

    def let_go(self) -> None:
        """Time moves on, or jumps: what was asked about one moment is asked no more."""
        for part in self.parts:
            part.let_go()

    def show_foot(self) -> None:
        """Show the keys."""
        crew = f"1-{len(self.room.crew)}"
        shown = tuple((crew if key == "1-9" else key, what, to) for key, what, to in self.hints())
        self.desk.keys.show(shown)

    def hints(self) -> Hints:
        """The keys that are shown at the foot."""
        return hints([row for table in self.TABLES for row in table], own_of(self.app))

    def say(self, text: str, role: str = "text") -> None:
        """Show one sentence to the player."""
        self._said_for = 0.0
        self.said = text
        self.desk.status.show(Status(text, role))
        rows = self._said_rows
        if rows != self.need.said:
            self.need = replace(self.need, said=rows)
            self.desk.require(replace(self.desk.need, said=rows))

    @property
    def _said_rows(self) -> int:
        # a question that waits for its answer is not covered
        return 1 if self.room.questions else foot.rows(self.said, self.app.size.width)

    @property
    def asks(self) -> str:
        """What the same key again would do now; empty when nothing was asked."""
        return ""

    def fade(self, real: float) -> None:
        """Take a sentence back that stood for SAID_S, unless it is asked or typed about."""
        self._said_for += real
        if self._said_for > SAID_S and self.said and not (self.asks or self.desk.command.display):
            self.say("")

    @property
    def lists(self) -> Lists | None:
        """The checklists as they are shown; None before the first picture."""
        return None if self.picture is None else self.picture.of(checklist.PANEL)

    def _likely(self) -> str:
        return f"{self.selected}.suit.co2" if self.selected else ""

    def _complete(self, text: str) -> list[str]:
        return candidates(text, names_for(text, self.room), self.room.channels)

    # --- looking around --------------------------------------------------------------------

    def action_crew(self, key: int) -> None:
        """Select a crew member; once more shows all that is known of them."""
        crew = self.room.crew
        if not 0 < key <= len(crew):
            self.say(f"There is no crew member {key}: 1 to {len(crew)}.", "refused")
            return
        self.select(crew[key - 1].id)

    def select(self, crew: str) -> None:
        """Select ``crew``; if selected already, show all their channels."""
        if self.selected == crew:
            self._detail(crew)
            return
        self.selected = crew
        self._pointed = False
        self._trend = ""
        one = next(one for one in self.room.crew if one.id == crew)
        at = next(n for n, other in enumerate(self.room.crew, 1) if other.id == crew)
        key, more = self.keys[f"look.crew{at}"], filled(self.selected_hint, self.keys)
        name = clean(f"{one.role} {one.name}")
        self.say(f"{name}. {key} again shows all readings{more}.", "dim")
        self.show()

    def _detail(self, crew: str) -> None:
        room = self.room
        one = next(one for one in room.crew if one.id == crew)
        picks = [
            Choice("", f"{entry.label:<14} {reading(room, name, {}).text}", name, entry.normal)
            for name, entry in room.channels.items()
            if name.startswith(crew + ".")
        ]
        title = f"{one.role} {one.name}: Enter explains a reading"
        self.app.push_screen(PickScreen(title, picks), self._explain_channel)

    def _explain_channel(self, name: str | None) -> None:
        if name:
            self.explain(f"channel:{name}")

    def action_trend(self) -> None:
        """Choose the channel that is plotted."""
        room = self.room
        picks = [
            Choice("", self.observer.label(name, entry), name, reading(room, name, {}).text)
            for name, entry in room.channels.items()
            if entry.dimension
        ]
        picks.sort(key=lambda one: not one.value.startswith(f"{self.selected}."))
        self.app.push_screen(PickScreen("Plot which channel?", picks), self.plot)

    def plot(self, name: str | None) -> None:
        """Plot channel ``name``."""
        if not name:
            return
        self._trend = name
        turns = self.desk.turns
        if "trend" in turns:
            self.turn_to("trend")
        elif self.need.slot in turns:
            self.turn_to("")
        self.show()

    def turn_to(self, slot: str) -> None:
        """Let the panel ``slot`` take its turn at the next picture; empty for none."""
        self.need = replace(self.need, slot=slot)

    def action_view(self) -> None:
        """Show the next of the panels that take turns."""
        turns = self.desk.turns
        if len(turns) < 2:
            self.say("Every panel is on the screen.", "dim")
            return
        at = turns.index(self.need.slot) if self.need.slot in turns else 0
        self.turn_to(turns[(at + 1) % len(turns)])
        self.show()

    def action_full(self) -> None:
        """Let one panel fill the body of the screen, or put all back."""
        focused = self.focused
        chosen = focused.id if isinstance(focused, PanelWidget) and focused.id else "camera"
        self.need = replace(self.need, full="" if self.need.full else chosen)
        self.show()

    def action_checklist(self) -> None:
        """Show the next checklist under way in full."""
        active = [one.id for one in self.room.checklists if one.status in ACTIVE]
        self.turn_to("checklist")
        lists = self.lists
        if active:
            at = active.index(self._focus_list) + 1 if self._focus_list in active else 0
            shown = lists.first if lists else None
            if not self._focus_list and shown is not None and shown.id in active:
                at = active.index(shown.id) + 1
            self._focus_list = active[at % len(active)] if len(active) > 1 else ""
        elif lists is not None and lists.next_id:
            self.explain(f"checklist:{lists.next_id}")
        self.show()

    def on_mouse_move(self) -> None:
        """What the mouse points at is what the player means, until a key picks something."""
        self._pointed = True

    def action_explain(self) -> None:
        """Explain what is under the cursor, under the mouse, or what matters most now."""
        focused = self.focused
        target = focused.target if isinstance(focused, PanelWidget) else ""
        if not target and self._pointed:
            target = self.desk.panel_at(*self.app.mouse_position)[1]
        if target.partition(":")[0] not in ("", "key"):
            self.explain(target)
        elif isinstance(focused, PanelWidget) and not self._pointed:
            self._explain_panel(focused)
        else:
            self.explain(self._foremost())

    def _explain_panel(self, widget: PanelWidget[Any]) -> None:
        """Say what a panel shows that has the focus, with the cursor on nothing in it."""
        panel = next(one for one in PANELS if one.id == widget.id)
        there = "The arrows go to what is in it, where there is something: {look.explain} says more"
        size = "puts the others back" if self.need.full else "makes it large"
        texts = (("what", panel.help), ("then", f"{there}. {{look.full}} {size}."))
        paragraphs = tuple((head, filled(text, self.keys)) for head, text in texts)
        self.show_explained(Explanation(panel.title, paragraphs))

    def explain(self, target: str) -> None:
        """Say in plain words what ``target`` is."""
        if any(part.explain(target) for part in self.parts):
            return
        what = explain(self.room, target)
        if what is None:
            self.say("There is nothing to explain there.", "dim")
            return
        self.show_explained(what)

    def show_explained(self, what: Explanation) -> None:
        """Show an explanation, and plot its channel if the player asks for it there."""
        self.app.push_screen(ExplainScreen(what), self.plot)

    def _foremost(self) -> str:
        """What matters most now, as a target."""
        picture = self.picture
        standing = (picture.of(alarms.PANEL) if picture else None) or ()
        new = [one for one in standing if not one.acknowledged]
        if new:
            return f"alarm:{max(new, key=lambda one: SEVERITIES.index(one.level)).id}"
        if self.selected:
            return f"crew:{self.selected}"
        first = self.lists.first if self.lists else None
        if first is not None and first.steps:
            return f"step:{first.id}:{first.at}"
        return "channel:o2.time_left"

    def action_back(self) -> None:
        """Drop what a part has begun, then the cursor, the focus, the selection."""
        if any(part.back() for part in self.parts):
            return
        focused = self.focused
        if isinstance(focused, PanelWidget):
            if not focused.drop_cursor():
                self.set_focus(None)
            return
        if self.selected or self._focus_list:
            self.selected = self._focus_list = self._trend = ""
            self.show()

    @on(PanelWidget.Chosen)
    def chosen(self, event: PanelWidget.Chosen) -> None:
        """A click, or Enter on the cursor."""
        event.stop()
        self.choose(event.target)

    @on(PanelWidget.Pointed)
    def pointed(self, event: PanelWidget.Pointed) -> None:
        """Say what Enter does now."""
        event.stop()
        self.show_foot()

    def choose(self, target: str) -> None:
        """Do what choosing ``target`` does."""
        if any(part.choose(target) for part in self.parts):
            return
        kind, _, name = target.partition(":")
        if kind == "crew":
            self.select(name)
        elif kind == "checklist":
            self._choose_list(name)
        elif kind == "key":
            self.call_later(self.run_action, name)
        else:
            self.explain(target)

    def _choose_list(self, name: str) -> None:
        if any(one.id == name for one in self.room.checklists if one.status in ACTIVE):
            self.show_checklist(name)
        else:
            self.explain(f"checklist:{name}")

    def show_checklist(self, name: str) -> None:
        """Show a checklist that is under way, whatever covers it; empty for the most urgent."""
        self._focus_list = name
        self.uncover()
        self.turn_to("checklist")
        self.show()

    def uncover(self) -> None:
        """Put the panels back of which one fills the screen."""
        self.need = replace(self.need, full="")

    # --- the palette -----------------------------------------------------------------------

    def commands(self) -> Iterator[Command]:
        """What can be done here, for the palette: what the keys do, and more."""
        seen = set()
        for found in self._bindings.key_to_bindings.values():
            for one in found:
                if not one.show or one.id in seen:
                    continue
                seen.add(one.id)
                key = self.app.get_key_display(one)
                name = one.description[:1].upper() + one.description[1:]
                yield f"{name} ({key})", one.tooltip, self._caller(one.action)
        for part in self.parts:
            yield from part.commands()

    def _caller(self, action: str) -> Callable[[], None]:
        def call() -> None:
            self.call_later(self.run_action, action)

        return call


class Part:
    """A part of a desk screen: its keys, the actions that they do, and what else it answers."""

    KEYS: ClassVar[Table] = ()

    def __init__(self, screen: DeskScreen) -> None:
        self.screen = screen

    def say(self, text: str, role: str = "text") -> None:
        """Show one sentence to the player."""
        self.screen.say(text, role)

    def tell(self, text: str, role: str = "dim") -> None:
        """Show one sentence, with the key for each ``{id of an action}`` in it."""
        self.screen.tell(text, role)

    def begin(self) -> None:
        """The screen shows for the first time."""

    def look(self, look: Look) -> Look:
        """How the player looks at the mission, as far as it is this part's business."""
        return look

    @property
    def follower(self) -> Follower | None:
        """Follows a ghost that is to be shown."""
        return None

    def choose(self, target: str) -> bool:
        """Do what choosing ``target`` does; whether it is this part's business."""
        return False

    def explain(self, target: str) -> bool:
        """Say what ``target`` is; whether it is this part's business."""
        return False

    def back(self) -> bool:
        """Drop what was begun; False when nothing was."""
        return False

    def let_go(self) -> None:
        """Time moves on, or jumps: what was asked about one moment is asked no more."""

    def commands(self) -> Iterator[Command]:
        """More commands for the palette."""
        yield from ()
