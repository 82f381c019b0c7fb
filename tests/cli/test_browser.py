"""The game in a real browser, headless Chromium: real keys, a real mouse, and hostile text.

Needs the extra ``browser`` and a Chromium that is called so.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from game.console.export import Wanted, export
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.level import loading
from tests.console.test_hostile import hostile_level, spoilt

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


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
"""What a page would run."""
TEXTS = f"[red]x[/] {SCRIPT} אבג 宇宙飛行 Z\u0335\u0301 👩🚀 \\x1b[2J"
TOO_MUCH = "</script>" + "x" * 10_000 + "\x1b]0;owned\x07"
"""What no level may say; its file is in the list, and can't be flown."""


def _own_levels(folder: Path) -> Path:
    """A folder of a player's own levels that say such things wherever people read."""
    folder.mkdir()
    for name in ("balloon", "suit-up", "water"):
        data = loading.resolved_json(loading.load_named(name)) | {"id": f"zz-{name}"}
        text = yaml.safe_dump(spoilt(data, TEXTS, most=150), allow_unicode=True)
        (folder / f"zz-{name}.yaml").write_text(text, encoding="utf-8")
    text = yaml.safe_dump({"id": "zzz", "title": TOO_MUCH, "crew": TOO_MUCH})
    (folder / "zzz.yaml").write_text(text, encoding="utf-8")
    return folder


def _heard(page: Any) -> list[str]:
    """What ``page`` says from now on that no page of ours says: dialogs and errors of scripts."""
    heard: list[str] = []
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def _made_of(page: Any) -> Any:
    """How many elements ``page`` has that run or fetch something."""
    return page.locator("script, img, iframe, object, a").count()


def test_hostile_text_is_text_in_a_browser(
    tmp_path: Path, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_AIRLOCK_LEVELS", str(_own_levels(tmp_path / "own")))
    with served(tmp_path) as url:
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        heard = _heard(page)
        visitor = Visitor(page, url)
        visitor.until("Replays")
        made = _made_of(page)
        visitor.click(3, 3)
        visitor.press("f")
        visitor.until("WHAT COUNTS")
        visitor.press("End")
        visitor.until("be flown as it is")
        visitor.press("k", "k")
        visitor.until("Visors down [red]x[/] <script>alert(1)</script><img")
        visitor.press("Enter")
        visitor.until("run Donning checks [red]x[/] <script>alert(1)</script><img")
        visitor.press("b")
        visitor.until("╰")  # the foot of the box: its text goes on for pages
        assert _made_of(page) == made
        assert heard == []


@pytest.mark.parametrize("ending", [".html", ".svg"])
def test_hostile_text_is_text_in_an_export_that_a_browser_shows(
    tmp_path: Path, request: pytest.FixtureRequest, ending: str
) -> None:
    log = tmp_path / "flown.jsonl"
    with start(hostile_level("suit-up", SCRIPT), 1, "specialist", log) as flight:
        flight.order("poll")
        flight.step()
    export(log, tmp_path / f"made{ending}", Wanted())
    page = request.getfixturevalue("browser").new_page()  # an export has a loop of its own
    heard = _heard(page)
    page.goto((tmp_path / f"made{ending}").as_uri())
    assert "<script>alert" in page.locator(":root").text_content().replace("\xa0", " ")
    assert page.locator("[onerror]").count() == 0
    assert heard == []


def _finished(folder: Path) -> list[Path]:
    """The logs of missions that are over, won."""
    found = folder.glob("saves/visitor-*/*.jsonl")
    return [path for path in found if (end := read(path).end) and end.value["outcome"] == "success"]
