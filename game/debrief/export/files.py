"""Where an export goes: a file that is never overwritten by accident."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from game.flightlog.log.files import overwrite, why, write_new
from game.flightlog.log.format import shown


class ExportError(Exception):
    """Something that can't be exported, or not to that place; one sentence for the player."""


def check_free(path: Path, *, force: bool) -> None:
    """Raise ExportError, before any work is done, if ``path`` can't be written."""
    name = shown(str(path), 200)
    try:
        with contextlib.suppress(FileNotFoundError):
            path.lstat()  # raises what is wrong with the name itself, where the others say no
        if path.is_dir():
            raise ExportError(f"{name} is a folder: name a file in it.")
        if path.exists() and not force:
            raise ExportError(_there(path))
        folder = path.parent
        if not folder.is_dir():
            raise ExportError(
                f"There is no folder {shown(str(folder), 200)} to write in: make it first."
            )
    except (OSError, ValueError) as bad:
        raise ExportError(_cannot(path, bad)) from None
    if not os.access(folder, os.W_OK):
        raise ExportError(f"{name} can't be written: its folder is read-only for you.")


def write(path: Path, text: Iterable[str], *, force: bool) -> int:
    """Write the pieces of ``text`` to ``path``, all or nothing, and return the size in bytes.

    Raises ExportError, also when the file was created since :func:`check_free`, and whatever
    making the text raises.
    """
    check_free(path, force=force)

    def encoded() -> Iterator[bytes]:
        for piece in text:
            yield piece.encode("utf-8", "replace")

    try:
        return overwrite(path, encoded()) if force else write_new(path, encoded())
    except FileExistsError:
        raise ExportError(_there(path)) from None
    except OSError as bad:
        raise ExportError(_cannot(path, bad)) from None


def _there(path: Path) -> str:
    return f"{shown(str(path), 200)} is there already: --force overwrites it."


def _cannot(path: Path, bad: Exception) -> str:
    return f"{shown(str(path), 200)} can't be written: {why(bad)}."
