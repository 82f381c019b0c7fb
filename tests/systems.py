"""What only some systems have, for tests that need it: a test is skipped where it is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="a thing of Unix")
"""For pipes with a name, signals to a group, pseudo-terminals."""
NOT_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only to root"
)
"""For files and folders that may not be written."""


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes meanwhile, as on a disk that is full."""
    if sys.platform == "win32":
        pytest.skip("no limit on the size of files")
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
