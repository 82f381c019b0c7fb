"""Work spread over all cores: one function over many items, each in a process of its own pool.

A worker that dies (a machine short of memory kills it) takes down its pool. What was not done by
then is tried again, each item alone: the others get their results, and the one to blame is known.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """The process that worked on an item was killed, also when it worked on that item alone."""


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    function: Callable[[Item], Result], items: Sequence[Item], cores: int | None = None
) -> Iterator[Result | WorkerDied]:
    """The results of ``function`` for ``items``, in their order, each as soon as it is known.

    ``function`` and ``items`` must be picklable. ``cores`` is how many to use: all there are, if
    it is not said. An item whose process dies twice gives a WorkerDied in its place. A caller who
    stops listening, or is interrupted, stops the work.
    """
    workers = min(len(items), cores or usable_cores())
    if workers <= 1:
        yield from map(function, items)
        return
    done = 0
    alone: Callable[[Item], Result | WorkerDied] = lambda item: _alone(function, item)  # noqa: E731
    try:
        for result in _pooled(function, items, workers):
            done += 1
            yield result
    except BrokenProcessPool:
        pass
    except (OSError, ImportError, NotImplementedError):  # a system without processes to spare
        alone = function
    yield from map(alone, items[done:])


def _alone(function: Callable[[Item], Result], item: Item) -> Result | WorkerDied:
    try:
        (result,) = _pooled(function, [item], 1)
    except BrokenProcessPool:
        return WorkerDied()
    return result


def _pooled(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Iterator[Result]:
    """The results of a pool of ``workers``. Raises BrokenProcessPool when one of them dies."""
    before = set(multiprocessing.active_children())
    pool: Executor = ProcessPoolExecutor(workers, initializer=_die_with_parent)
    try:
        with _uninterrupted():
            begun: list[Future[Result]] = [pool.submit(function, item) for item in items]
        for future in begun:
            yield future.result()
    except BaseException:
        # nobody waits for the rest any more: a worker may be minutes into its item
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _die_with_parent() -> None:
    """Let a worker end when its parent is killed, instead of waiting forever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start workers that Ctrl+C does not reach: it is for the parent, who ends them quietly."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
