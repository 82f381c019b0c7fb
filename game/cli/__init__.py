"""The command line. Each command imports what it needs when it runs, and nothing before.

Results go to standard output, everything else to standard error. Exit status: 0 well; 1 the
check, verification or mission failed; 2 the call or a file was wrong.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

from game import __version__

if TYPE_CHECKING:
    from argparse import Namespace

__all__ = ["main", "read"]

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Error numbers of a write when the file behind standard output can't take it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Raises SystemExit for help and wrong usage, as argparse does, and nothing else.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    _ready_to_answer()
    if given == ["--version"]:  # at once: scripts ask for it
        print(f"no-airlock {__version__}")
        return 0
    status = _run(given)
    if arguments is None:  # Python looks through all there is before it ends, for 35 ms
        gc.freeze()
    return status


def _run(given: Sequence[str]) -> int:
    from game.cli.answer import FAILED, INTERRUPTED

    saves: str | None = None
    try:
        options = read(given)
        saves = options.saves
        with _levels_in(options.own_levels):
            status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of our output has closed it, as head does: there is nobody to report to
        _answer_no_more()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _reported(error, saves)
    return status


def read(given: Sequence[str]) -> Namespace | SimpleNamespace:
    """The options of a call; ``run`` of them is the function to call, for the exit status."""
    if not given:  # the title: all options of all commands take 20 ms, and argparse itself 4
        from game.cli.opening import title

        return SimpleNamespace(saves=None, own_levels=None, config=None, ascii=False, run=title)
    from game.cli.parser import parser

    return parser(given[0]).parse_args(given)


@contextmanager
def _levels_in(folder: str | None) -> Iterator[None]:
    """Have the player's own levels in ``folder``, for the console and other processes, too."""
    from game.level.folders import ENVIRONMENT

    before = os.environ.get(ENVIRONMENT)
    if folder:
        os.environ[ENVIRONMENT] = folder
    try:
        yield
    finally:
        if before is not None:
            os.environ[ENVIRONMENT] = before
        elif folder:
            del os.environ[ENVIRONMENT]


def _ready_to_answer() -> None:
    """Make standard output take any text, and have both outputs even where there are none."""
    if sys.stderr is None:  # else print would use standard output
        sys.stderr = io.StringIO()
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _answer_no_more() -> None:
    """Discard what is left of the answer."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _reported(error: Exception, saves: str | None) -> int:
    """Report what went wrong, and return the exit status for it."""
    from game.autopilot.prologue import StartError
    from game.cli.answer import FAILED, WRONG, CallError, say
    from game.flightlog.log.format import FlightLogError

    if isinstance(error, CallError | FlightLogError | StartError):
        say(str(error))
        return WRONG
    if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
        _answer_no_more()
        say(f"The answer can't be written: {str(error.strerror).lower()}.")
        return FAILED
    from game.cli.crash import broke

    say(broke(error, saves))
    return FAILED
