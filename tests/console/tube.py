"""A terminal of few words: it knows what a film may send, and fails at anything else."""

from __future__ import annotations

import re

from rich.cells import cell_len

_TOKEN = re.compile(r"\x1b\[(\??)([\d;]*)([A-Za-z])|([^\x00-\x1f\x7f-\x9f])", re.DOTALL)


class Tube:
    """A screen of cells, each (text, look); the right half of a wide character is empty."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cells = [[(" ", "0")] * width for _ in range(height)]
        self.cursor = True
        self.cleared = 0
        self._x = self._y = 0
        self._look = "0"

    def feed(self, data: str) -> None:
        at = 0
        while at < len(data):
            found = _TOKEN.match(data, at)
            assert found is not None, f"a terminal might not know {data[at : at + 12]!r}"
            at = found.end()
            if found[4]:
                self._put(found[4])
            else:
                self._control(found[1] + found[3], found[2])

    def _put(self, character: str) -> None:
        size = cell_len(character)
        row = self.cells[self._y]
        if size == 0:
            text, look = row[self._x - 1]
            row[self._x - 1] = (text + character, look)
            return
        assert self._x + size <= self.width, "nothing may run over the edge"
        row[self._x] = (character, self._look)
        if size == 2:
            row[self._x + 1] = ("", self._look)
        self._x += size

    def _control(self, kind: str, parameters: str) -> None:
        if kind == "H":
            y, x = parameters.split(";")
            self._y, self._x = int(y) - 1, int(x) - 1
            assert 0 <= self._y < self.height and 0 <= self._x < self.width
        elif kind == "m":
            self._look = parameters
        elif kind == "J":
            assert parameters == "2"
            self.cleared += 1
            self.cells = [[(" ", "0")] * self.width for _ in range(self.height)]
        else:
            assert (kind, parameters) in (("?l", "25"), ("?h", "25")), kind
            self.cursor = kind == "?h"

    @property
    def rows(self) -> list[str]:
        return ["".join(text for text, _ in row) for row in self.cells]
