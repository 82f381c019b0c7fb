"""A flight log's file: one unbuffered write a line, held by one process at a time.

What the disk does not take is kept in memory and tried again with the next line, so that a
disk that was full for a while loses nothing. Whether it has what it took is asked beside the
flight, for a slow disk needs seconds to say so.
"""

from __future__ import annotations

import os
import stat
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path

from game.flightlog.log import files
from game.flightlog.log.files import hold, is_at, let_go, why
from game.flightlog.log.format import FlightLogError, shown

_FLUSH_SECONDS = 1.0
"""A checkpoint is flushed through to the disk unless one was so shortly before: at high warp
they come many times a second."""
_PATIENCE_SECONDS = 1.0
"""How long letting go of a file waits for the disk. It is asked all the same, before we end."""


class LogFile:
    """An open log to which lines are added at the end."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.refused: str | None = None
        """Why the disk does not take what is written, in a few words; None while all is well."""
        self.unconfirmed: str | None = None
        """Why the disk does not confirm what it took, in a few words; None while it does."""
        self._lost = False
        """Whether the file was deleted or replaced meanwhile."""
        self._descriptor = descriptor
        self._unwritten = b""
        self._flushed = time.monotonic()
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="flight log")
        self._asked: Future[None] | None = None
        """The last time that the disk was asked to confirm."""

    @property
    def trouble(self) -> str | None:
        """One sentence while what is written may not last; None while all is well."""
        name = shown(str(self.path), 200)
        if self.refused is not None:
            return (
                f"The flight log can't be written ({self.refused}): the flight goes on, and what "
                f"is missing is kept in memory until {name} takes it."
            )
        if self._lost:
            return (
                f"{name} was deleted, moved or replaced by another program: what you fly now "
                f"is not saved under that name."
            )
        if self.unconfirmed is not None:
            return (
                f"The flight log is written, but the disk does not confirm it "
                f"({self.unconfirmed}): a power failure could cost the last minutes."
            )
        return None

    @property
    def incomplete(self) -> bool:
        """Whether something that was written is not in the file ``path``."""
        return self.refused is not None or self._lost

    def write(self, line: bytes) -> None:
        """Write ``line`` now; what the disk refuses waits for the next write."""
        self._unwritten += line
        try:
            while self._unwritten:
                written = os.write(self._descriptor, self._unwritten)
                self._unwritten = self._unwritten[written:]
        except OSError as bad:
            self.refused = why(bad)
        else:
            self.refused = None

    def flush(self, *, now: bool = True) -> None:
        """Have the disk confirm what was written; unless ``now``, at most once a second.

        It is not waited for: what it says is in :attr:`unconfirmed` later.
        """
        if not now and time.monotonic() - self._flushed < _FLUSH_SECONDS:
            return
        self.write(b"")
        if _is_file(self._descriptor):
            self._lost = not is_at(self._descriptor, self.path)
            self._ask()
        self._flushed = time.monotonic()

    def _ask(self) -> None:
        one = self._asked
        if one is None or one.running() or one.done():  # else it will be asked, for all of this
            self._asked = self._beside.submit(self._confirm)

    def _confirm(self) -> None:
        self.unconfirmed = files.flush(self._descriptor)

    def cut(self, size: int) -> None:
        """Cut the file back to ``size`` bytes. Raises FlightLogError."""
        try:
            os.ftruncate(self._descriptor, size)
        except OSError as bad:
            raise FlightLogError(
                f"{shown(str(self.path), 200)} can't be cut: {why(bad)}."
            ) from None
        self.flush()

    def close(self) -> None:
        """Flush and let go of the file."""
        self.flush()
        self.release()

    def release(self) -> None:
        """Let go of the file as it is: it is closed when the disk has answered."""
        let_go(self._descriptor)
        closed = self._beside.submit(os.close, self._descriptor)
        self._beside.shutdown(wait=False)
        wait([closed], _PATIENCE_SECONDS)

    def discard(self) -> None:
        """Let go of a new file and take it away, if its folder lets go of it."""
        if _is_file(self._descriptor) and is_at(self._descriptor, self.path):
            with suppress(OSError):
                self.path.unlink()
        self.release()


def create(path: Path) -> LogFile:
    """A new, empty log at ``path``. Raises FlightLogError."""
    name = shown(str(path), 200)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _open(path, os.O_CREAT)
    except (OSError, ValueError) as bad:
        raise FlightLogError(f"{name} can't be written: {why(bad)}.") from None
    hold(descriptor, path)
    if os.fstat(descriptor).st_size:
        os.close(descriptor)
        raise FlightLogError(f"{name} holds something already: choose another name.")
    return LogFile(path, descriptor)


def reopen(path: Path) -> LogFile:
    """The log at ``path``, to write on. Raises FlightLogError."""
    name = shown(str(path), 200)
    try:
        descriptor = _open(path, 0)
    except (OSError, ValueError) as bad:
        raise FlightLogError(f"{name} can't be opened to resume it: {why(bad)}.") from None
    hold(descriptor, path)
    return LogFile(path, descriptor)


def _open(path: Path, flags: int) -> int:
    binary: int = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_RDWR | os.O_APPEND | binary | flags, 0o644)


def _is_file(descriptor: int) -> bool:
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
