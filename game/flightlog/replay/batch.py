"""Many logs verified at once, on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from game import cores
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.replay.verify import Verdict, verify


def verify_each(paths: Sequence[Path], workers: int | None = None) -> Iterator[Verdict]:
    """The verdicts on ``paths``, in their order, each as soon as it and those before are known.

    ``workers`` is how many cores to use: all there are, unless it is said. A file that can't be
    read is a verdict too, and so is one whose process was killed. A caller who stops listening, or
    is interrupted, stops the flying.
    """
    for path, found in zip(paths, cores.each(_verdict, paths, workers), strict=False):
        yield _killed(path) if isinstance(found, cores.WorkerDied) else found


def _verdict(path: Path) -> Verdict:
    try:
        return verify(path)
    except FlightLogError as bad:
        return Verdict(False, str(bad))


def _killed(path: Path) -> Verdict:
    return Verdict(
        False,
        f"{shown(path.name)} could not be proved: the process that flew it again was killed, "
        f"as happens when memory runs out.",
    )
