"""Flights spread over a Dask cluster (extra ``dask``), for thousands of seeds on many machines.

The cluster gets the same work as the cores of this machine, one flight a task. A flight whose
worker went away is flown again here, so that the table is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from functools import partial

from game.authoring.balance import Flight, Flown, fly
from game.level.schema import Difficulty, Level

CONNECT_S = 10
"""How long the scheduler may take to answer, s."""


class NoCluster(Exception):
    """The cluster can't be used; the message is one sentence that says why and what to do."""


def flights(
    level: Level, difficulty: Difficulty, todo: Sequence[Flight], address: str
) -> Iterator[Flown]:
    """Fly ``todo`` on the cluster at ``address``, each as soon as it is known.

    Raises NoCluster when there is none to begin with; one that goes away half way is made up for
    on this machine.
    """
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "A Dask cluster needs the extra dask: pip install 'no-airlock[dask]'."
        ) from None
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise NoCluster(
            f"No Dask scheduler answers at {address!r}: start one with dask scheduler, or leave "
            "--dask out to use the cores of this machine."
        ) from None
    one = partial(fly, level, difficulty)
    lost: list[Flight] = []
    try:
        executor = client.get_executor(pure=False, retries=2)
        begun = {executor.submit(one, flight): flight for flight in todo}
        for future in as_completed(begun):
            try:
                yield future.result()
            except Exception:  # a worker's death has many names, and each means: fly it here
                lost.append(begun[future])
    finally:
        client.close()
    yield from map(one, lost)
