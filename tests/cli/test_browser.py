"""Suit Up in a real browser: real keys and a real mouse, in headless Chromium.

Needs the extra ``browser`` and a Chromium that is called so.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.flightlog.log.reader import read

from .serving import served

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("textual_serve")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("there is no Chromium", allow_module_level=True)

LIMIT_S = 120.0
COLUMNS = 133
"""Columns of a terminal in a window of 1200 pixels."""


class Visitor:
    """One who plays in a browser: what they are sent, and what they do."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self._seen = b""
        self.asked = ""
        page.on("websocket", self._listen)
        page.route("**/*", lambda route: self._local(route, url))
        page.goto(url)

    def _listen(self, socket: Any) -> None:
        self.asked = socket.url
        socket.on("framereceived", self._hear)

    def _hear(self, frame: bytes | str) -> None:
        self._seen += frame if isinstance(frame, bytes) else frame.encode()

    @staticmethod
    def _local(route: Any, url: str) -> None:
        """Fonts from elsewhere are not asked for."""
        (route.continue_ if route.request.url.startswith(url) else route.abort)()

    def until(self, *texts: str) -> None:
        """Wait until one of ``texts`` was sent since the last wait."""
        end = time.monotonic() + LIMIT_S
        while not any(text.encode() in self._seen for text in texts):
            assert time.monotonic() < end, f"{texts} never came: {self._seen[-2000:]!r}"
            self.page.wait_for_timeout(50)
        self._seen = b""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, column: int, row: int) -> None:
        """Click on a cell of the terminal."""
        box = self.page.locator(".xterm-screen").bounding_box()
        width = box["width"] / COLUMNS
        self.page.mouse.click(box["x"] + (column + 0.5) * width, box["y"] + (row + 0.5) * 19)


@pytest.fixture
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def test_suit_up_is_won_in_a_browser_by_keys_and_mouse(tmp_path: Path, browser: Any) -> None:
    with served(tmp_path) as url:
        visitor = Visitor(browser.new_page(viewport={"width": 1200, "height": 900}), url)
        visitor.until("Replays")
        assert f"width={COLUMNS}" in visitor.asked
        visitor.click(3, 3)  # a terminal in a page hears keys once it was clicked
        visitor.press("f")
        visitor.until("WHAT COUNTS")
        visitor.press("Enter")
        visitor.until("CHECKLIST")
        visitor.click(4, 4)
        visitor.until("again shows all readings")
        end = time.monotonic() + LIMIT_S
        visitor.press("Enter", "Enter", "+", "+", "+")
        while not (logs := _finished(tmp_path)):
            assert time.monotonic() < end, "Suit Up never ended"
            visitor.press("Enter", "+")
            visitor.page.wait_for_timeout(150)
        other = Visitor(browser.new_page(), url)
        other.until("Replays")
        folders = set((tmp_path / "saves").glob("visitor-*"))
        assert len(folders) == 2 and len({log.parent for log in logs} & folders) == 1


def _finished(folder: Path) -> list[Path]:
    """The logs of missions that are over, won."""
    found = folder.glob("saves/visitor-*/*.jsonl")
    return [path for path in found if (end := read(path).end) and end.value["outcome"] == "success"]
