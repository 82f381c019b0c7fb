"""What flying and watching have in common: the desk, looking around, and plain words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game.console.screens.dialogs import Choice, ExplainScreen, PickScreen
from game.console.widgets.desk import Desk
from game.console.widgets.panel import Draw, PanelWidget
from game.display import foot
from game.display.completion import candidates
from game.display.explain import explain
from game.display.foot import Status
from game.display.layout import Need
from game.display.observer import Observer, Picture
from game.display.panels import alarms, checklist
from game.display.panels.checklist import ACTIVE, Lists
from game.display.room import Room
from game.display.text import clean
from game.display.values import reading
from game.display.view import Look
from game.vocabulary.events import SEVERITIES

FRAME = 0.1
"""Seconds between frames."""

_CREW_KEYS = ",".join("123456789")


class DeskScreen(Screen[str]):
    """Shows a mission, and lets the player look around in it. Subclasses make time go by."""

    AUTO_FOCUS = ""
    selected_hint = ""
    """What else can be done with who is selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"crew({key})", show=False, id=f"look.crew{key}", tooltip="Select crew")
            for key in _CREW_KEYS.split(",")
        ),
        Binding("c", "checklist", "checklist", id="look.checklist", tooltip="Next checklist"),
        Binding("t", "trend", "trend", id="look.trend", tooltip="Choose what is plotted"),
        Binding("v", "view", "view", id="look.view", tooltip="Ship, trend, plan, checklist"),
        Binding("question_mark", "explain", "explain", id="look.explain", tooltip="Explain this"),
        Binding("f1", "app.help", "help", id="look.help", tooltip="Keys and how to play"),
        Binding("tab", "app.focus_next", show=False, id="look.next", tooltip="Next panel"),
        Binding("shift+tab", "app.focus_previous", show=False, id="look.prev", tooltip="Panel"),
        Binding("escape", "back", show=False, id="look.back", tooltip="Drop the cursor"),
    ]

    def __init__(self, room: Room, want: Draw = foot.want) -> None:
        super().__init__()
        self.observer = Observer(room)
        self.picture: Picture | None = None
        self._need = Need(crew=len(room.level.crew))
        self._selected = ""
        self._trend = ""
        self._focus_list = ""
        self._last: float | None = None
        self.desk = Desk(self._need, self._complete, want)

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

    def compose(self) -> ComposeResult:
        """The desk fills the screen."""
        yield self.desk

    def on_mount(self) -> None:
        """Start looking."""
        self.show()
        self.set_focus(None)
        if getattr(self.app, "live", True):
            self.set_interval(FRAME, self._beat)

    def _beat(self) -> None:
        now = time.monotonic()
        before, self._last = self._last, now
        if before is not None and self.holds_for == "":
            self.frame(now - before)

    @property
    def holds_for(self) -> str:
        """What the mission holds for: another screen over this one. Empty when it goes on."""
        return "" if self.app.screen is self else "another screen"

    def on_resize(self) -> None:
        """Panels may have come that were not shown before."""
        self.call_after_refresh(self.show)

    def on_screen_resume(self) -> None:
        """The time behind another screen does not count."""
        self._last = None
        self.show()

    def show(self) -> None:
        """Show the mission as it is."""
        room = self.room
        speed, paused = self.speed
        look = Look(speed, paused, self._selected, self._trend or self._likely(), self._focus_list)
        self.picture = self.picture_of(room, look)
        self.desk.require(replace(self._need, absent=self.picture.absent))
        self.desk.show(self.picture)
        self.show_foot()

    def picture_of(self, room: Room, look: Look) -> Picture:
        """The mission as it looks now; a screen may add to it."""
        return self.observer.take(room, look)

    def show_foot(self) -> None:
        """Show what Enter does, and the keys."""

    def say(self, text: str, role: str = "text") -> None:
        """Show one sentence to the player."""
        self.desk.status.show(Status(text, role))

    def _likely(self) -> str:
        return f"{self._selected}.suit.co2" if self._selected else "cabin.pressure"

    def _complete(self, text: str) -> list[str]:
        return candidates(text, self.room.names, self.room.channels)

    def action_crew(self, key: int) -> None:
        """Select a crew member; once more shows all that is known of them."""
        crew = self.room.crew
        if not 0 < key <= len(crew):
            self.say(f"There is no crew member {key}: 1 to {len(crew)}.", "refused")
            return
        self.select(crew[key - 1].id)

    def select(self, crew: str) -> None:
        """Select ``crew``; if selected already, show all their channels."""
        if self._selected == crew:
            self._detail(crew)
            return
        self._selected = crew
        self._trend = ""
        one = next(one for one in self.room.crew if one.id == crew)
        key = next(n for n, other in enumerate(self.room.crew, 1) if other.id == crew)
        name = clean(f"{one.role} {one.name}")
        self.say(f"{name}. {key} again shows all readings{self.selected_hint}.", "dim")
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
        picks.sort(key=lambda one: not one.value.startswith(f"{self._selected}."))
        self.app.push_screen(PickScreen("Plot which channel?", picks), self.plot)

    def plot(self, name: str | None) -> None:
        """Plot channel ``name``."""
        if not name:
            return
        self._trend = name
        if "trend" in self.desk.turns:
            self._turn_to("trend")
        self.show()

    def _turn_to(self, slot: str) -> None:
        self._need = replace(self._need, slot=slot)

    def action_view(self) -> None:
        """Show the next of the panels that take turns."""
        turns = self.desk.turns
        if len(turns) < 2:
            self.say("Every panel is on the screen.", "dim")
            return
        at = turns.index(self._need.slot) if self._need.slot in turns else 0
        self._turn_to(turns[(at + 1) % len(turns)])
        self.show()

    def action_checklist(self) -> None:
        """Show the next checklist under way in full."""
        active = [one.id for one in self.room.checklists if one.status in ACTIVE]
        self._turn_to("checklist")
        if active:
            at = active.index(self._focus_list) + 1 if self._focus_list in active else 0
            lists = self.lists
            shown = lists.first if lists else None
            if not self._focus_list and shown is not None and shown.id in active:
                at = active.index(shown.id) + 1
            self._focus_list = active[at % len(active)] if len(active) > 1 else ""
        elif self.lists is not None and self.lists.next_id:
            self.explain(f"checklist:{self.lists.next_id}")
        self.show()

    def explain(self, target: str) -> None:
        """Say in plain words what ``target`` is."""
        what = explain(self.room, target)
        if what is None:
            self.say("There is nothing to explain there.", "dim")
            return
        self.app.push_screen(ExplainScreen(what), self.plot)

    def action_explain(self) -> None:
        """Explain what is under the cursor, under the mouse, or what matters most now."""
        focused = self.focused
        target = focused.target if isinstance(focused, PanelWidget) else ""
        if not target:
            target = self.desk.panel_at(*self.app.mouse_position)[1]
        self.explain(target if target.partition(":")[0] not in ("", "key") else self._foremost())

    @property
    def lists(self) -> Lists | None:
        """The checklists as they are shown; None before the first picture."""
        return None if self.picture is None else self.picture.of(checklist.PANEL)

    def _foremost(self) -> str:
        """What matters most now, as a target."""
        picture = self.picture
        standing = (picture.of(alarms.PANEL) if picture else None) or ()
        new = [one for one in standing if not one.acknowledged]
        if new:
            return f"alarm:{max(new, key=lambda one: SEVERITIES.index(one.level)).id}"
        if self._selected:
            return f"crew:{self._selected}"
        first = self.lists.first if self.lists else None
        if first is not None and first.steps:
            return f"step:{first.id}:{first.at}"
        return "channel:o2.time_left"

    def action_back(self) -> None:
        """Drop the cursor, then the focus, then the selection."""
        focused = self.focused
        if isinstance(focused, PanelWidget):
            if not focused.drop_cursor():
                self.set_focus(None)
            return
        if self._selected or self._focus_list:
            self._selected = self._focus_list = self._trend = ""
            self.show()

    @on(PanelWidget.Chosen)
    def chosen(self, event: PanelWidget.Chosen) -> None:
        """A click, or Enter on the cursor."""
        event.stop()
        self.choose(event.target)

    def choose(self, target: str) -> None:
        """Do what choosing ``target`` does."""
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
            self._focus_list = name
            self._turn_to("checklist")
            self.show()
        else:
            self.explain(f"checklist:{name}")

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """What this screen's keys do, for the palette: name, in words, and what to call."""
        seen = set()
        for bindings in self._bindings.key_to_bindings.values():
            for one in bindings:
                if not one.show or one.id in seen:
                    continue
                seen.add(one.id)
                key = self.app.get_key_display(one)
                name = one.description[:1].upper() + one.description[1:]
                yield f"{name} ({key})", one.tooltip, self._caller(one.action)

    def _caller(self, action: str) -> Callable[[], None]:
        def call() -> None:
            self.call_later(self.run_action, action)

        return call
