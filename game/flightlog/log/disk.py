"""A flight log's file: one unbuffered write a line, held by one process at a time.

What the disk does not take is kept in memory and tried again with the next line, so that a
disk that was full for a while loses nothing.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.reader import why

if sys.platform != "win32":  # there a second process is not told
    import fcntl

_FLUSH_SECONDS = 1.0
"""A checkpoint is flushed through to the disk unless one was so shortly before: at high warp
they come many times a second."""


class LogFile:
    """An open log to which lines are added at the end."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.refused: str | None = None
        """Why the disk does not take what is written, in a few words; None while all is well."""
        self._descriptor = descriptor
        self._unwritten = b""
        self._flushed = time.monotonic()

    @property
    def trouble(self) -> str | None:
        """One sentence while the disk does not take what is written; None while all is well."""
        if self.refused is None:
            return None
        return (
            f"The flight log can't be written ({self.refused}): the flight goes on, and what is "
            f"missing is kept in memory until {shown(str(self.path), 200)} takes it."
        )

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
        """Bring what was written through to the disk; unless ``now``, at most once a second."""
        if not now and time.monotonic() - self._flushed < _FLUSH_SECONDS:
            return
        self.write(b"")
        try:
            os.fsync(self._descriptor)
        except OSError as bad:
            if _is_file(self._descriptor):
                self.refused = why(bad)
        self._flushed = time.monotonic()

    def cut(self, size: int) -> None:
        """Cut the file back to ``size`` bytes. Raises FlightLogError."""
        try:
            os.ftruncate(self._descriptor, size)
            os.fsync(self._descriptor)
        except OSError as bad:
            raise FlightLogError(
                f"{shown(str(self.path), 200)} can't be cut: {why(bad)}."
            ) from None

    def close(self) -> None:
        """Flush and let go of the file."""
        self.flush()
        self.release()

    def release(self) -> None:
        """Let go of the file as it is."""
        os.close(self._descriptor)

    def discard(self) -> None:
        """Let go of a new file and take it away."""
        if _is_file(self._descriptor):
            self.path.unlink(missing_ok=True)
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
    """The log at ``path``, to go on with. Raises FlightLogError."""
    name = shown(str(path), 200)
    try:
        descriptor = _open(path, 0)
    except (OSError, ValueError) as bad:
        raise FlightLogError(f"{name} can't be opened to go on with it: {why(bad)}.") from None
    hold(descriptor, path)
    return LogFile(path, descriptor)


def _open(path: Path, flags: int) -> int:
    binary: int = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_RDWR | os.O_APPEND | binary | flags, 0o644)


def hold(descriptor: int, path: Path) -> None:
    """Lock the open file ``path``, so that no other process writes to it until it is closed.

    Raises FlightLogError, and closes it, when another has it, or has just put another file in
    its place.
    """
    if sys.platform == "win32":
        return
    name = shown(str(path), 200)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FlightLogError(
            f"{name} is being flown by another No Airlock: leave that one first."
        ) from None
    except OSError:
        return  # a file system without locks
    if not _is_at(descriptor, path):
        os.close(descriptor)
        raise FlightLogError(f"{name} was put in place anew just now: try again.")


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _is_file(descriptor: int) -> bool:
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
