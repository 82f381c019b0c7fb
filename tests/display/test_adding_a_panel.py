"""A panel is one file: put it there, and the layout, the keys and help know it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import game

ORBIT = '''
"""How high the ship flies."""

from game.display.panel import Body, Focus, Panel, Size
from game.display.text import Lines, Part, rule
from game.display.view import View


def look(view: View) -> str:
    return f"{view.room.level.title}: 300 km"


def draw(text: str, size: Size, focus: Focus) -> Lines:
    return (rule("ORBIT", "", size.width, focus.on), (Part(text),))


PANEL = Panel("orbit", "ORBIT", "How high it flies.", Body(order=35, turns=True), look, draw)
'''

LOOK = """
import asyncio
import sys
from pathlib import Path

from game.console.app import NoAirlock
from game.console.screens.help import sections
from game.level.loading import load_named


async def settle(pilot):
    for _ in range(3):
        await pilot.pause()


async def seen(size):
    app = NoAirlock(level=load_named("suit-up"), saves=Path(sys.argv[1]), live=False)
    async with app.run_test(size=size) as pilot:
        for _ in range(6):
            await settle(pilot)
            rows = [strip.text for strip in app.screen._compositor.render_strips()]
            if any("ORBIT" in row for row in rows):
                return any("Suit Up: 300 km" in row for row in rows)
            await pilot.press("v")
    return False


print("help", ("ORBIT", "How high it flies.") in sections()["PANELS"])
for size in ((80, 24), (120, 30), (120, 40), (180, 50)):
    print(size, asyncio.run(seen(size)))
"""


def test_a_panel_that_is_put_there_is_on_the_screen_at_every_size(tmp_path: Path) -> None:
    top = Path(game.__file__).parent
    shutil.copytree(top, tmp_path / "game", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(top.parent / "levels", tmp_path / "levels")
    (tmp_path / "game/display/panels/orbit.py").write_text(ORBIT, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path / "saves")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.splitlines() == [
        "help True",
        "(80, 24) True",
        "(120, 30) True",
        "(120, 40) True",
        "(180, 50) True",
    ], found.stderr
