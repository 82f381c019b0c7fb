"""A real ``no-airlock serve`` on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.cli import serve

from .calling import environment


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server whose visitors' saves are in ``folder``."""
    with socket.socket() as free:
        free.bind((serve.HOST, 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "game", "serve", "--port", str(port)],
        env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            while "Press" not in (line := process.stdout.readline()):
                assert line, "it ended before it served"
            yield f"http://{serve.HOST}:{port}/"
        finally:
            process.terminate()
