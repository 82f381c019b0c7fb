"""Opening the console. What the title needs is here alone, so that it is up at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from game.cli.answer import CallError

if TYPE_CHECKING:
    from argparse import Namespace
    from types import SimpleNamespace

VISITORS = "NO_AIRLOCK_VISITORS"
"""The environment variable that names the folder in which each visitor of ``serve`` gets one."""


def title(options: Namespace | SimpleNamespace) -> int:
    """Open the title screen. A visitor of ``serve`` has saves and settings of their own."""
    folder = visitor()
    if folder is None:
        return console(options)
    from game.console.app import play

    return play(saves=folder, settings=folder / "settings.toml")


def visitor() -> Path | None:
    """A new folder for the visitor who is served now; None when nobody is."""
    root = os.environ.get(VISITORS)
    if not root:
        return None
    import tempfile

    Path(root).mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="visitor-", dir=root))


def console(options: Namespace | SimpleNamespace, **start: Any) -> int:
    """Open the console; ``start`` says where it begins."""
    _need_terminal()
    from game.console.app import play
    from game.flightlog.shelf.folder import saves_folder

    config = Path(options.config) if options.config else None
    return play(saves=saves_folder(options.saves), settings=config, ascii=options.ascii, **start)


def _need_terminal() -> None:
    """Raise CallError unless keys can be read and all characters be drawn."""
    keys, screen = sys.__stdin__, sys.__stderr__
    if keys is None or screen is None or not (_is_terminal(keys) and _is_terminal(screen)):
        raise CallError("The console needs a terminal; no-airlock fly LEVEL flies without one.")
    if os.environ.get("TERM") == "dumb":
        raise CallError(
            "The console needs a terminal that can draw, and TERM says dumb: set TERM to what it "
            "is, for example xterm-256color."
        )
    import codecs

    if codecs.lookup(screen.encoding).name != "utf-8":
        raise CallError(
            f"The console is drawn in UTF-8, and this terminal is set to {screen.encoding}: "
            "use a locale that ends in .UTF-8, for example LC_ALL=C.UTF-8, or set PYTHONUTF8=1."
        )


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False
