"""An application whose keys act on nothing but what the player saw when pressing them."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any

from rich.console import RenderableType
from textual import events
from textual._time import get_time
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from game.console.lists import heed_what_is_there
from game.console.typeahead import REPEAT_S, Place, TypeAhead

ANYWHERE = ("escape", "ctrl+c", "ctrl+q", "ctrl+z")
"""Keys that act at once, whatever shows: none of them gives an order."""
LONGEST_S = 0.3
"""How long (s) a key may take before the next is read all the same."""
MOST_EARLY = 100
"""Letters that are kept for a line that is coming up."""


class Guarded(App[int]):
    """Reads one key after the other, each when the one before has done what it does.

    Textual posts a key to what has the focus, and runs what it is bound to when it comes back
    from there; by then the keys behind it in the packet are on their way as well, to the screen
    that was. With ``live`` False (tests, which wait for each key themselves) nothing is changed.
    """

    live = True

    def __init__(self) -> None:
        super().__init__()
        heed_what_is_there()
        self._ahead = TypeAhead()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._early: list[events.Key] = []
        self._read_at: float | None = None
        self._doubtful: events.Key | None = None
        """A key that may be held down since before, until it is known."""
        self._alone: events.Key | None = None
        """One that was not, and acts now."""
        self._layout_told = False

    async def on_event(self, event: events.Event) -> None:
        """Leave out keys and clicks that were not meant for what shows; then as Textual does."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._tell_of_lines(event.text)
        if not self.live or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key | events.Paste):
            self._waiting.append(event)
            await self._read_if_free()
        elif isinstance(event, events.MouseDown) and not self._ahead.shows(self._place):
            self._mouse_down_widget = None
        else:
            await super().on_event(event)

    def _tell_of_lines(self, pasted: str) -> None:
        """Of several lines a field takes the first: say so. The line for orders says it itself."""
        lines = [line for line in pasted.splitlines() if line.strip()]
        if len(lines) > 1 and type(self.focused) is Input:
            said = "Several lines were pasted: the first was taken."
            self.notify(said, severity="warning", markup=False)

    async def _read_if_free(self) -> None:
        if self._read_at is None or get_time() - self._read_at > LONGEST_S:
            await self._read_next()

    async def _read_next(self) -> None:
        """Let the next key act, and come back when it has."""
        self._read_at = None
        while self._waiting and self._read_at is None:
            event = self._waiting.popleft()
            if isinstance(event, events.Paste) or self._takes(event):
                self._read_at = get_time()
                target = self.focused or self.screen
                await super().on_event(event)
                self._follow(target)
                if self._waiting:
                    self.set_timer(LONGEST_S, self._read_next)

    def _follow(self, node: MessagePump) -> None:
        """Go behind a key, from ``node`` up to the app, where its binding runs."""
        if isinstance(node, App):
            self.call_later(self._read_next)
        elif not node.call_later(self._follow, node._parent or self):
            self._follow(self)

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Do an action. A list of Textual's own that has no room to be drawn ignores keys.

        It looks for the line of its mark among those it has drawn, and raises KeyError: so does
        the palette, at PgDn in a terminal of one column. A screen that is not up yet has nothing
        to act on: a key that nobody took comes to it when the one below is done with it.
        """
        if isinstance(namespace, Screen) and not namespace.is_mounted:
            return False
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except LookupError:
            if type(namespace).__module__.startswith("textual."):
                return False
            raise

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if screen is self.screen and renderable is not None:
            self._ahead.shown(self._place, get_time())
            if self._early:
                self.call_next(self._type_early)

    @property
    def _place(self) -> Place:
        """What a key acts on now."""
        return self.screen, isinstance(self.focused, Input), getattr(self.screen, "asks", "")

    def _takes(self, event: events.Key) -> bool:
        """Whether a key acts. Letters for a line that is only just coming up are kept for it."""
        screen, typing, _ = place = self._place
        if event.key in ANYWHERE or event is self._alone:
            return True
        if typing and self._ahead.sees(screen):
            self._ahead.typed(event.key, event.time)
            return True
        doubtful, self._doubtful = self._doubtful, None
        if doubtful is not None and doubtful.key != event.key:
            self._alone = doubtful
            self._waiting.extendleft((event, doubtful))
            return False
        self._tell_layout(event, typing)
        if self._ahead.meant(event.key, event.time, place):
            if not self._ahead.may_be_held(event.key, event.time):
                return True
            self._doubtful = event
            self.set_timer(REPEAT_S, partial(self._let_act, event, place))
            return False
        if event.is_printable and not self._ahead.shows(place) and len(self._early) < MOST_EARLY:
            self._early.append(event)
        return False

    async def _let_act(self, event: events.Key, place: Place) -> None:
        """Let a key act that stayed alone, so that it is not held down, if it still can."""
        if self._doubtful is event:
            self._doubtful = None
            if place == self._place:
                self._alone = event
                self._waiting.appendleft(event)
                await self._read_if_free()

    def _type_early(self) -> None:
        """Give letters that were typed while a screen came up to its line, if it has one."""
        early, self._early = self._early, []
        if isinstance(self.focused, Input):
            for event in early:
                self.focused._forward_event(event)

    def _tell_layout(self, event: events.Key, typing: bool) -> None:
        """Say once that keys are Latin letters, to somebody with another layout."""
        letter = event.character or ""
        if self._layout_told or typing or letter.isascii() or not letter.isalpha():
            return
        self._layout_told = True
        self.notify(
            f"This keyboard types {letter}, and the keys of the game are Latin letters. "
            "F2 lists all that can be done; ↑ ↓ and Enter choose.",
            severity="warning",
            markup=False,
        )
