"""Reports of crashes: one folder in the saves, and no more of them than somebody will read."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from pathlib import Path

MOST = 20
"""Reports that are kept; older ones make room."""


def broke(error: Exception, saves: str | None) -> str:
    """Report ``error``, and say so in a sentence. ``saves`` is what the call named, if anything."""
    from game.flightlog.log.format import shown
    from game.flightlog.shelf.library import saves_folder

    folder = None
    with contextlib.suppress(Exception):  # looking for the folder may be what broke
        folder = saves_folder(saves)
    path = report(error, folder)
    where = shown(str(path), 400) if path else "no file, because none could be written"
    return (
        f"Something broke that should not ({type(error).__name__}): the report is in {where}, "
        "and flights are safe in their logs."
    )


def report(error: BaseException, saves: Path | None) -> Path | None:
    """Write what developers need to know of ``error``, and return where; None if nowhere.

    The report is in ``crashes`` in the folder ``saves``, or, where that can't be written, in
    the folder for temporary files.
    """
    from game import __version__

    text = f"no-airlock {__version__}, Python {sys.version}\n\n"
    text += "".join(traceback.format_exception(error))
    for base in (saves, Path(tempfile.gettempdir()) / "no-airlock"):
        if base is None:
            continue
        folder = base / "crashes"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = _free(folder)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except (OSError, ValueError):
            continue
        _make_room(folder)
        return path
    return None


def _free(folder: Path) -> Path:
    """The next name: crash-0001.txt, crash-0002.txt and so on. Raises OSError."""
    number = max((_number(path) for path in folder.glob("crash-*.txt")), default=0)
    while True:
        number += 1
        path = folder / f"crash-{number:04}.txt"
        try:
            path.open("x").close()
        except FileExistsError:
            continue
        return path


def _number(path: Path) -> int:
    digits = path.stem.removeprefix("crash-")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _make_room(folder: Path) -> None:
    for path in sorted(folder.glob("crash-*.txt"), key=_number)[:-MOST]:
        with contextlib.suppress(OSError):
            path.unlink()
