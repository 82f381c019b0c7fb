"""Lists that change under the player's hands.

Textual 8's OptionList looks up the line that was clicked among those that there are when the click
is read, and raises IndexError when the list was narrowed meanwhile; and a page up or down raises
KeyError before its lines were first laid out. Both also in its own palette.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Literal

from textual import events
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_on_click, _move_page = OptionList._on_click, OptionList._move_page


async def _on_click_if_there(listed: OptionList, event: events.Click) -> None:
    if event.style.meta.get("option", 0) < listed.option_count:
        await _on_click(listed, event)


def _move_page_if_laid_out(listed: OptionList, direction: Literal[-1, 1]) -> None:
    with contextlib.suppress(KeyError):
        _move_page(listed, direction)


def refill(listed: OptionList, options: Iterable[Option]) -> None:
    """Show ``options`` in place of as many others, with the same one marked."""
    at = listed.highlighted
    with listed.prevent(OptionList.OptionHighlighted):
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = at


def heed_what_is_there() -> None:
    """Let every list leave out clicks on lines that are gone, and pages of none."""
    setattr(OptionList, "_on_click", _on_click_if_there)  # noqa: B010 - it is patched
    setattr(OptionList, "_move_page", _move_page_if_laid_out)  # noqa: B010 - it is patched
