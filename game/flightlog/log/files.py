"""Files that are written whole or not at all, and held by one process at a time.

Everything that the game writes at once is written here: notes into a log, imports, exports. What
is there already is replaced only when that is asked for.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from game.flightlog.log.format import MAX_LOG_BYTES, FlightLogError, shown

if sys.platform != "win32":  # there a second process is not refused
    import fcntl

_NO_FLUSH = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EROFS})
"""What a file system says that can't flush a file, or need not: no word on what was written."""


def why(bad: Exception) -> str:
    """The reason of a failed file operation, in a few words."""
    reason = getattr(bad, "strerror", None) or str(bad)
    return shown(reason[:1].lower() + reason[1:], 200)


def flush(descriptor: int) -> str | None:
    """Bring what was written through to the disk; why the disk does not confirm it, or None.

    Where a file system does not know how to flush, there is nothing to confirm.
    """
    try:
        os.fsync(descriptor)
    except OSError as bad:
        return None if bad.errno in _NO_FLUSH else why(bad)
    return None


def write_new(path: Path, pieces: Iterable[bytes], *, modified: float | None = None) -> int:
    """Write ``pieces`` to a file at ``path``, where there is none, and return its size in bytes.

    ``modified`` is the time that it gets, s since 1970. Raises FileExistsError when something is
    there, OSError, and what making the pieces raises; then nothing was written.
    """
    with _beside(path) as made:
        size, _ = _write(made, pieces)
        made.chmod(0o666 & ~_mask())
        if modified is not None:
            os.utime(made, (modified, modified))
        give_name(made, path)
    return size


def overwrite(
    path: Path, pieces: Iterable[bytes], *, confirmed: bool = False, modified: float | None = None
) -> int:
    """Write ``pieces`` in the place of the file ``path``, if there is one; its size in bytes.

    ``confirmed``: not unless the disk confirms that it has them. ``modified`` is the time (s since
    1970) that it is to have as that of its last change. Raises OSError, and what making
    the pieces raises; then the file is as it was.
    """
    with _beside(path) as made:
        size, doubt = _write(made, pieces)
        if doubt and confirmed:
            raise OSError(doubt)
        try:
            made.chmod(stat.S_IMODE(path.stat().st_mode))
        except FileNotFoundError:
            made.chmod(0o666 & ~_mask())
        if modified is not None:
            os.utime(made, (modified, modified))
        made.replace(path)
    return size


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """An empty file in the folder of ``path``, gone afterwards unless it got another name."""
    handle, name = tempfile.mkstemp(prefix=".no-airlock-", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str | None]:
    """The size of what was written, and why the disk does not confirm it."""
    with path.open("wb") as file:
        size = sum(map(file.write, pieces))
        file.flush()
        return size, flush(file.fileno())


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def give_name(old: Path, new: Path) -> None:
    """Rename ``old`` to ``new``. Raises FileExistsError when there is one, and OSError."""
    try:
        new.hardlink_to(old)
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, NotImplementedError):  # no links here, or a folder that can't be written
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        finish: Callable[[], object] = partial(old.replace, new)
    else:
        finish = old.unlink
    try:
        finish()
    except OSError:
        new.unlink()
        raise


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a log. Raises FlightLogError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_LOG_BYTES + 1)
    except (OSError, ValueError) as bad:
        raise FlightLogError(f"{shown(str(path), 200)} can't be read: {why(bad)}.") from None
    if len(data) > MAX_LOG_BYTES:
        raise FlightLogError(
            f"{shown(path.name)} is larger than 64 MiB, which no flight log is: if it is one with "
            "more in it, take out the lines that begin with #."
        )
    return data


def hold(descriptor: int, path: Path, *, shared: bool = False) -> None:
    """Lock the open file ``path``, so that no other process writes to it until it is closed.

    With ``shared`` others may do the same meanwhile, but none may hold it alone. Raises
    FlightLogError, and closes it, when another has it, or has just put another file in its place.
    """
    if sys.platform == "win32":
        return
    name = shown(str(path), 200)
    try:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FlightLogError(
            f"{shown(path.name)} is being flown by another No Airlock: leave that one first."
        ) from None
    except OSError:
        return  # a file system without locks
    if not is_at(descriptor, path):
        os.close(descriptor)
        raise FlightLogError(f"{name} was replaced just now: try again.")


def let_go(descriptor: int) -> None:
    """Let others write to what :func:`hold` locked, though it is not closed yet."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextlib.contextmanager
def held(path: Path, *, to_write: bool = False, shared: bool = False) -> Iterator[None]:
    """Keep others from flying the log at ``path`` meanwhile.

    Raises FlightLogError when somebody does, and OSError when it can't be opened.
    """
    if sys.platform == "win32":  # there a file that is open can't be renamed or replaced
        yield
        return
    descriptor = os.open(path, os.O_RDWR if to_write else os.O_RDONLY | os.O_NONBLOCK)
    hold(descriptor, path, shared=shared)
    try:
        yield
    finally:
        os.close(descriptor)


def is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one at ``path``."""
    if sys.platform == "win32":  # there an open file can be neither deleted nor replaced
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
