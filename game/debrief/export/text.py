"""Text of a level or a log on its way out: shown as it is, never as markup, code or control.

Levels and logs come from strangers. Everything in them is text.
"""

from __future__ import annotations

import html
import re

from game.vocabulary.wording import plain

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|&~$])|(?<=:)(?=//)|(?<=www)(?=\.)")
_HEAD = re.compile(r"([#+=:-]|\d{1,9}(?=[.)]))")
_FORMULA = ("=", "+", "-", "@")


def markup(text: str) -> str:
    """``text`` for HTML, in an element or in a quoted attribute."""
    return html.escape(plain(text), quote=True)


def markdown(text: str) -> str:
    """``text`` for a line of Markdown, with nothing in it that Markdown would read."""
    made = _MARKDOWN.sub(lambda found: "\\" + (found[1] or ""), plain(text).strip())
    head = _HEAD.match(made)
    if head is None:
        return made
    return f"{made[: head.end()]}\\{made[head.end() :]}" if head[1].isdigit() else f"\\{made}"


def cell(text: str) -> str:
    """``text`` for a cell of a table, which no spreadsheet takes for a formula."""
    made = plain(text)
    return f"'{made}" if made.lstrip().startswith(_FORMULA) else made
