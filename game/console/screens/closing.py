"""Screens that are left once, whatever happens at the same moment, and name their own keys."""

from __future__ import annotations

from typing import TypeVar

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from game.console.keys import filled, names_in, own_of

Result = TypeVar("Result")


class ClosingScreen(Screen[Result]):
    """A screen that is left once.

    Textual takes away whatever screen is on top when any is dismissed, and again when that is
    dismissed twice. A key and a click at one moment, or a terminal that has just become too small,
    must not take away the screen beneath or above.
    """

    _left: tuple[Result | None] | None = None
    """What it gives, when it was left while another screen was over it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave it, with ``result``: at once, or when what is over it is gone."""
        if self.app.screen is self:
            return super().dismiss(result)
        if self._left is None and self in self.app.screen_stack:
            self._left = (result,)
        return AwaitComplete()

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.recolour())

    def on_unmount(self) -> None:
        """Leave nothing behind: a signal keeps who follows it, and a cache what was painted.

        That cache is Textual's issue 6665.
        """
        self.app.theme_changed_signal.unsubscribe(self)
        getattr(StylesCache.get_inner_outer, "cache_clear", lambda: None)()

    def recolour(self) -> None:
        """Show again, by the theme of now, what has its colours in its text."""

    def worded(self, text: str) -> str:
        """``text`` with the player's key for each ``{id of an action}`` of this screen in it."""
        return filled(text, names_in(self._bindings, own_of(self.app)))

    def on_screen_resume(self) -> None:
        """Leave it, if it was left meanwhile."""
        left, self._left = self._left, None
        if left is not None:
            self.dismiss(left[0])


class ClosingBox(ModalScreen[Result], ClosingScreen[Result]):
    """A box over another screen, that is left once. It has the style of its first base."""
