"""The terminal as the game drives it: nothing that comes from it, or happens to it, is an error.

Textual's driver for Unix, with its reading and writing replaced: bytes go through
:class:`~game.console.keyboard.Keyboard`, a terminal that goes away ends the game, and an error in
the thread that reads ends it like an error anywhere else.
"""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from game.console.keyboard import ESCAPE_S, Keyboard

MOST_COLUMNS, MOST_ROWS = 1000, 400
"""Cells that are drawn at most: a terminal that says it has more is drawn in its corner."""
BEAT_S = 0.1
"""How often (s) the reader looks whether it shall end."""


class Output:
    """A file to write the screen to. When it is gone, ``gone`` is called and writing does nothing.

    Textual's writer thread would die of the error, and the next writes would wait for it for ever.
    """

    def __init__(self, number: int, gone: Callable[[], None]) -> None:
        self._number = number
        self._gone = gone
        self._open = True

    def write(self, text: str) -> None:
        """Write all of ``text``, however long the terminal takes."""
        data = memoryview(text.encode("utf-8", "replace"))
        while data and self._open:
            try:
                data = data[os.write(self._number, data) :]
            except BlockingIOError:
                select.select([], [self._number], [], BEAT_S)
            except OSError:
                self._open = False
                self._gone()

    def flush(self) -> None:
        """Nothing is kept back."""

    def fileno(self) -> int:
        """The number of the file."""
        return self._number


class GameDriver(LinuxDriver):
    """Reads whole keys, writes as long as there is a terminal, and knows its true size."""

    def __init__(self, app: Any, **more: Any) -> None:
        super().__init__(app, **more)
        assert self._file is not None  # the command line asks for a terminal before
        self._output = Output(self._file.fileno(), self._hang_up)
        self._file = cast(Any, self._output)

    def _hang_up(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: so has the game
            self._loop.call_soon_threadsafe(cast(Any, self._app).hang_up)

    def _sigcont_application(self, *_: object) -> None:
        """Come back from Ctrl+Z. A SIGCONT after anything else only has all drawn again.

        Textual would start a second reader, which takes keys from the first and never ends.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._app.is_running:
            self._loop.call_soon_threadsafe(self._app.refresh)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size of the terminal, whatever COLUMNS and LINES say."""
        try:
            width, height = os.get_terminal_size(self._output.fileno())
        except OSError:
            width, height = super()._get_terminal_size()
        return min(width or 80, MOST_COLUMNS), min(height or 24, MOST_ROWS)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Send what comes from the terminal to the app, until the game or the terminal ends."""
        keyboard, parser = Keyboard(), XTermParser(self._debug)
        last = time.monotonic()
        while not self.exit_event.is_set():
            if not select.select([self.fileno], [], [], ESCAPE_S if keyboard.waits else BEAT_S)[0]:
                tokens = keyboard.idle(time.monotonic() - last) if keyboard.waits else []
            else:
                try:
                    data = os.read(self.fileno, 4096)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._hang_up()
                    return
                last = time.monotonic()
                tokens = keyboard.feed(data)
            for message in _messages(parser, tokens):
                self.process_message(message)


def _messages(parser: XTermParser, tokens: list[str]) -> Iterator[Message]:
    for token in tokens:
        if token == "\x1b":
            yield events.Key("escape", token)
        else:
            yield from parser.feed(token)
