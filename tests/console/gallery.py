"""Make docs/gallery.md and its pictures: ``python -m tests.console.gallery [--all FOLDER]``.

Every picture is the real console. A golden log is taken over at a moment that is looked for in it,
and the screen is drawn at each size, with each theme, without colours and in plain characters.
What is committed is small: all sizes of two scenes, one size of the rest. ``--all`` draws every
scene at every size, into a folder of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from game.console.app import NoAirlock
from game.console.film import titled
from game.console.settings import Settings, save
from game.display.roles import PALETTES
from game.display.values import word
from game.flightlog.log.reader import read
from game.flightlog.replay.seek import Replay
from game.flightlog.shelf.fork import take_over
from game.mission import Mission
from tests import golden
from tests.console.seeing import settle

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs"
SIZES = ((80, 24), (80, 40), (120, 40), (160, 45), (200, 60), (240, 70))
COMFORTABLE = (120, 40)


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of a golden log."""

    name: str
    title: str
    log: str
    begins: Callable[[Mission], bool]
    """Whether it begins at this tick."""
    whole: bool = False
    """Whether all its sizes are committed."""
    later: int = 90
    """Ticks after its beginning at which it is drawn, so that its numbers have a past."""
    until: Callable[[Mission], bool] | None = None
    """What it is flown on for without an order, if the log has no such moment."""


def _outside(mission: Mission) -> bool:
    return any(one.place == "outside" for one in mission.crew)


SCENES = (
    Scene("calm", "In calm: the cabin breathes, the list goes on", "first-out-director",
          lambda mission: mission.tick > 1200 and not mission.alarms),
    Scene("day", "Outside, in daylight", "first-out-veteran",
          lambda mission: mission.crew[0].place == "outside"
          and word(mission, "orbit.light") == "day", whole=True, later=300),
    Scene("night", "Outside, at night", "balloon-veteran",
          lambda mission: _outside(mission) and word(mission, "orbit.light") == "night"),
    Scene("lost", "At loss of signal", "first-out-veteran",
          lambda mission: mission.telemetry.stale),
    Scene("alone", "At loss of signal, with somebody outside", "first-out-veteran", _outside,
          until=lambda mission: mission.telemetry.stale and _outside(mission)),
    Scene("emergency", "In an emergency", "water-nodder",
          lambda mission: any(one.severity == "emergency" for one in mission.alarms), whole=True),
)  # fmt: skip

BY_NAME = {scene.name: scene for scene in SCENES}


def moment(scene: Scene, log: Path) -> int:
    """The tick at which ``scene`` is drawn; LookupError when its log has no such moment."""
    for mission in Replay(log).flown():
        if scene.begins(mission):
            return mission.tick + scene.later
    raise LookupError(f"{scene.log} has no moment for the scene {scene.name}")


Shot = Callable[[NoAirlock, str, str], None]
"""Takes a picture of what the console shows: the app, the picture's name, its title."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How the console is set up for a picture."""

    settings: Settings = field(default_factory=Settings)
    no_color: bool = False


VARIANTS = (
    *((Looks(Settings(theme=one.name)), one.name) for one in PALETTES[1:]),
    (Looks(no_color=True), "no-color"),
    (Looks(Settings(ascii=True)), "ascii"),
)
"""How the day outside is drawn besides, and what the pictures' names end with."""
TITLE_S = 3000.0
"""Seconds after the epoch at which the Earth of the title is drawn: by day, over land."""
SAID_IN_PLAIN = "\n\nshow crew\nhelp ev1.suit.pressure\n\n\nquit\n"
"""What is typed in plain mode."""


async def shoot(scene: Scene, sizes: tuple[tuple[int, int], ...], looks: Looks, ending: str,
                shot: Shot) -> None:  # fmt: skip
    """Take the scene over, and its picture at each of ``sizes``; names end with ``ending``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(looks.settings, folder / "settings.toml")
        log = golden.log(scene.log, folder)
        flight = take_over(read(log), moment(scene, log), folder / "a.jsonl")
        if scene.until is not None:
            while not scene.until(flight.mission):
                flight.step()
            for _ in range(scene.later):
                flight.step()
        with patch.dict(os.environ, {"NO_COLOR": "1"} if looks.no_color else {}):
            app = NoAirlock(
                resume=flight, saves=folder, live=False, settings=folder / "settings.toml"
            )
        async with app.run_test(size=sizes[0]) as pilot:
            await settle(pilot)
            app.clear_notifications()
            for size in sizes:
                await pilot.resize_terminal(*size)
                app.screen.frame(0.0)
                await settle(pilot)
                shot(app, f"{scene.name}-{size[0]}x{size[1]}{ending}", scene.title)


async def shoot_title(sizes: tuple[tuple[int, int], ...], shot: Shot) -> None:
    """The picture of the title, at each of ``sizes``."""
    with tempfile.TemporaryDirectory() as folder:
        app = NoAirlock(saves=Path(folder), live=False)
        async with app.run_test(size=sizes[0]) as pilot:
            for size in sizes:
                await pilot.resize_terminal(*size)
                app.screen.turn(TITLE_S)
                await settle(pilot)
                shot(app, f"title-{size[0]}x{size[1]}", "The title")


async def shoot_all(shot: Shot, whole: bool) -> None:
    """Every picture of the gallery; ``whole`` takes all scenes at all sizes."""
    await shoot_title(SIZES if whole else (COMFORTABLE,), shot)
    for scene in SCENES:
        sizes = SIZES if whole or scene.whole else (COMFORTABLE,)
        await shoot(scene, sizes, Looks(), "", shot)
    for looks, ending in VARIANTS:
        await shoot(BY_NAME["day"], (COMFORTABLE,), looks, f"-{ending}", shot)


def plain() -> str:
    """What plain mode writes at the start of Suit Up."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "game", "play", "suit-up", "--plain", "--saves", folder],
            input=SAID_IN_PLAIN, capture_output=True, text=True, check=False,
            cwd=folder,
        )  # fmt: skip
    return done.stdout.replace(folder, "saves").strip()


def into(folder: Path) -> Shot:
    """A Shot that writes pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)

    def shot(app: NoAirlock, name: str, title: str) -> None:
        # a name of its own for the styles, that is the same at every run
        drawn = re.sub(r"terminal-\d+", f"t-{name}", app.export_screenshot(title="No Airlock"))
        (folder / f"{name}.svg").write_text(titled(drawn, title), encoding="utf-8")

    return shot


def page() -> Iterator[str]:
    """The lines of docs/gallery.md."""
    yield "# Gallery"
    yield ""
    yield "Pictures of the real console, at moments of the golden logs, each at its size in cells."
    yield "`python -m tests.console.gallery` makes them; `--all FOLDER` every scene at every size."
    yield ""
    yield "## The title"
    yield ""
    yield _image(f"title-{COMFORTABLE[0]}x{COMFORTABLE[1]}", "The title")
    for scene in SCENES:
        yield ""
        yield f"## {scene.title}"
        for width, height in SIZES if scene.whole else (COMFORTABLE,):
            yield ""
            yield f"{width} × {height}:"
            yield ""
            yield _image(f"{scene.name}-{width}x{height}", f"{scene.title}, {width} × {height}")
    for looks, ending in VARIANTS:
        yield ""
        yield f"## {_called(looks, ending)}"
        yield ""
        name = f"day-{COMFORTABLE[0]}x{COMFORTABLE[1]}-{ending}"
        yield _image(name, f"Outside, in daylight: {ending}")
    yield ""
    yield "## In plain lines"
    yield ""
    yield "```"
    yield plain()
    yield "```"


def _image(name: str, said: str) -> str:
    return f"![{said}](gallery/{name}.svg)"


def _called(looks: Looks, ending: str) -> str:
    if looks.no_color:
        return "Without colours"
    return "In plain signs" if looks.settings.ascii else f"The theme {ending}"


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="all sizes, into this folder")
    folder = parser.parse_args().all
    asyncio.run(shoot_all(into(folder or DOCS / "gallery"), folder is not None))
    if folder is None:
        (DOCS / "gallery.md").write_text("\n".join(page()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
