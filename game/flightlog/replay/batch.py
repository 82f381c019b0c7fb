"""Many logs verified at once, on all cores.

A log is flown again in a worker process; one that dies (a machine short of memory kills it)
takes down its pool, so what was not told by then is tried again, each log alone: the others get
their verdicts, and the one to blame says so.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.replay.verify import Verdict, verify


def verify_each(paths: Sequence[Path], cores: int | None = None) -> Iterator[Verdict]:
    """The verdicts on ``paths``, in their order, each as soon as it and those before are known.

    ``cores`` is how many to use: all there are, unless it is said. A file that can't be read is
    a verdict too. Whoever stops listening, or is interrupted, stops the flying.
    """
    workers = min(len(paths), cores or usable_cores())
    if workers <= 1:
        yield from map(_verdict, paths)
        return
    told = 0
    one_by_one = _alone
    try:
        for verdict in _side_by_side(paths, workers):
            told += 1
            yield verdict
    except BrokenProcessPool:
        pass
    except (OSError, ImportError, NotImplementedError):  # a system without processes to spare
        one_by_one = _verdict
    yield from map(one_by_one, paths[told:])


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _verdict(path: Path) -> Verdict:
    try:
        return verify(path)
    except FlightLogError as bad:
        return Verdict(False, str(bad))


def _side_by_side(paths: Sequence[Path], workers: int) -> Iterator[Verdict]:
    """The verdicts of a pool of ``workers``. Raises BrokenProcessPool when one of them dies."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, initializer=_die_with_parent)
    try:
        with _uninterrupted():
            flown: list[Future[Verdict]] = [pool.submit(_verdict, path) for path in paths]
        for future in flown:
            yield future.result()
    except BaseException:
        # nobody waits for the rest any more: a worker may be minutes into a long log
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(path: Path) -> Verdict:
    try:
        (verdict,) = _side_by_side([path], 1)
    except BrokenProcessPool:
        return Verdict(
            False,
            f"{shown(path.name)} could not be proved: the process that flew it again was killed, "
            f"as happens when memory runs out.",
        )
    return verdict


def _die_with_parent() -> None:
    """Let a worker end when whoever started it is killed, instead of waiting forever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start workers that Ctrl+C does not reach: it is for us, who then end them quietly."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
