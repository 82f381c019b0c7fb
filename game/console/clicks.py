"""Clicks in lists: one on a line that is gone by the time it is read is left out.

Textual 8's OptionList looks up the line that was clicked among those that there are when the click
is read, and raises IndexError when the list was narrowed meanwhile, also in its own palette.
"""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList

_on_click = OptionList._on_click


async def _on_click_if_there(listed: OptionList, event: events.Click) -> None:
    if event.style.meta.get("option", 0) < listed.option_count:
        await _on_click(listed, event)


def heed_what_is_there() -> None:
    """Let every list leave out clicks on lines that are gone."""
    setattr(OptionList, "_on_click", _on_click_if_there)  # noqa: B010 - it is patched
