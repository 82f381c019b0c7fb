"""Films and pictures of the console: what they show is what the console shows."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from game.autopilot import fly
from game.cli import main
from game.console import film, terminal
from game.debrief.export.flown import open_log
from game.flightlog.log import notes
from game.flightlog.log.reader import FlightLog
from game.flightlog.log.writer import start
from game.flightlog.replay.seek import Replay
from game.level.loading import load_named
from tests.console.seeing import rows_of, settle
from tests.console.tube import Tube
from tests.flightlog.hopping import hop, record
from tests.flightlog.relinking import foreign

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Film:
    """A recording, read back."""

    head: dict[str, Any]
    events: list[tuple[float, str, str]]

    def shown(self, until: float = float("inf")) -> Tube:
        """The screen after the last frame up to ``until``."""
        tube = Tube(self.head["width"], self.head["height"])
        for met, kind, data in self.events:
            if kind == "o" and met <= until:
                tube.feed(data)
        return tube


def read_film(text: str) -> Film:
    head, *events = [json.loads(line) for line in text.splitlines()]
    return Film(head, [tuple(event) for event in events])


@cache
def flown(folder: Path) -> FlightLog:
    path = folder / "suit-up.jsonl"
    with start(load_named("suit-up"), 1, "specialist", path) as flight:
        fly(flight)
    return open_log(path)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> FlightLog:
    return flown(tmp_path_factory.mktemp("films"))


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> FlightLog:
    path = tmp_path_factory.mktemp("films") / "hop.jsonl"
    record(path)
    return open_log(path)


# Films


def test_a_film_is_an_asciicast_with_rising_times(short: FlightLog) -> None:
    made = read_film(film.film(short, speed=30, size=(80, 24)))
    assert (made.head["version"], made.head["width"], made.head["height"]) == (2, 80, 24)
    times = [met for met, _, _ in made.events]
    assert times[0] == 0.0 and times == sorted(times)
    assert {kind for _, kind, _ in made.events} <= {"o", "m"}
    seconds = short.last_tick * 0.5 / 30
    last = [met for met, kind, _ in made.events if kind == "o"][-2:]
    assert seconds <= last[0] <= seconds + film.FRAME_S
    assert last[1] == pytest.approx(last[0] + film.LAST_S, abs=film.FRAME_S)
    assert made.shown().cursor and made.shown().cleared == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_changed_cells_alone_give_the_whole_screen(log: FlightLog, size: tuple[int, int]) -> None:
    """The last of many frames is the only frame of a film that begins there."""
    end = 900
    many = read_film(film.film(log, size=size, speed=60, last=end))
    one = read_film(film.film(log, size=size, speed=60, first=end, last=end))
    assert many.shown().cells == one.shown().cells
    drawn = [len(data) for _, kind, data in many.events if kind == "o"]
    assert max(drawn[1:]) < drawn[0]


async def test_it_shows_what_the_console_showed(make_app: Any, log: FlightLog) -> None:
    """A flight by hand, with the same orders, looks the same at the same moment."""
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = app.screen
        given = list(reversed(log.orders))
        while True:
            while given and given[-1][0] == screen.room.tick:
                screen.orders.give(given.pop()[1])
            if screen.room.tick == 700:
                break
            screen.session.step()
            screen.observer.sample(screen.room)
        screen.show()
        await settle(pilot)
        wanted = rows_of(app)
    made = await asyncio.to_thread(film.film, log, first=700, last=700)
    rows = read_film(made).shown().rows
    assert rows[1:] == wanted[1:]
    assert "MET 00:05:50" in rows[0]


def test_the_log_alone_decides(short: FlightLog, monkeypatch: pytest.MonkeyPatch) -> None:
    before = film.film(short, size=(80, 24)), film.picture(short, 100)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "43")
    assert (film.film(short, size=(80, 24)), film.picture(short, 100)) == before


def test_loud_moments_can_be_jumped_to(log: FlightLog) -> None:
    made = read_film(film.film(log, size=(80, 24), speed=600))
    marks = [data for _, kind, data in made.events if kind == "m"]
    replay = Replay(log.path)
    replay.scout(60)
    goals = [mark.text for mark in replay.marks if mark.kind in ("objective", "outcome")]
    assert goals
    assert [text for text in goals if not any(text in mark for mark in marks)] == []


def test_notes_are_marks_of_a_film_once_each_and_in_its_part_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path)
    for tick, text in ((0, "start"), (100, "a"), (101, ""), (200, "[b]\u00e9")):
        notes.add(path, tick, text)

    def marks(first: int, last: int) -> list[tuple[float, str]]:
        made = read_film(film.film(open_log(path), size=(80, 24), first=first, last=last))
        labels = [(met, data) for met, kind, data in made.events if kind == "m"]
        assert [data[:8] for _, data in labels] == sorted(data[:8] for _, data in labels)
        return [(met, data) for met, data in labels if "note" in data or "bookmark" in data]

    wanted = ["00:00:00 note: start", "00:00:50 note: a", "00:00:50 bookmark"]
    assert [one for _, one in marks(0, 199)] == wanted
    assert [one for _, one in marks(100, 200)] == [*wanted[1:], "00:01:40 note: [b]\u00e9"]
    assert marks(0, 199)[1][0] == pytest.approx(50 / film.SPEED, abs=film.FRAME_S)


def test_text_of_a_level_is_no_escape_sequence(tmp_path: Path) -> None:
    """What would steer a terminal never gets into a level; wide and joined characters do."""
    title = "宇宙 e\u0301 <b>[red]x[/]"
    record(tmp_path / "a.jsonl", level=hop(title=title))
    made = read_film(film.film(open_log(tmp_path / "a.jsonl"), last=0))
    assert title.upper() in made.shown().rows[0]


@given(st.integers(0, 5000), st.integers(0, 5000), st.floats(0.25, 600))
def test_frames_run_from_the_first_to_the_last(first: int, length: int, speed: float) -> None:
    made = list(film.frames(first, first + length, speed))
    times, ticks = zip(*made, strict=True)
    assert ticks[0] == first and ticks[-1] == first + length
    assert list(times) == sorted(set(times)) and times[0] == 0.0
    assert list(ticks) == sorted(set(ticks))
    assert times[-1] == pytest.approx(length * 0.5 / speed, abs=max(film.FRAME_S, 0.5 / speed) + 1)


# What is sent to a terminal

STYLES = (Style(), Style(color="#ff0000"), Style(bgcolor="blue", bold=True), Style(reverse=True))
texts = st.text(st.sampled_from("ab ─é宇x\u0301\u200b\x1b\n👩"), max_size=14)
lines = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=4)
screens = st.lists(lines, min_size=3, max_size=3)


@given(st.lists(screens, min_size=1, max_size=5))
def test_painting_changes_is_painting_all(seen: list[list[list[tuple[str, Style]]]]) -> None:
    width = 12
    painter, tube = terminal.Painter(width), Tube(width, 3)
    for screen in seen:
        strips = [Strip([Segment(text, style) for text, style in line]) for line in screen]
        tube.feed(painter.paint(strips))
        fresh = Tube(width, 3)
        fresh.feed(terminal.Painter(width).paint(strips))
        assert tube.cells == fresh.cells
    assert painter.paint(strips) == ""


def test_a_look_starts_from_scratch() -> None:
    assert terminal.sgr(None) == "0"
    assert terminal.sgr(Style(bold=True, color="#010203")) == "0;1;38;2;1;2;3"
    assert terminal.sgr(Style(color="red", bgcolor="color(200)")) == "0;38;5;1;48;5;200"
    assert terminal.sgr(Style(color="default", italic=True, reverse=True)) == "0;3;7"


# Pictures


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (300, 90)])
def test_a_picture_is_svg_that_needs_nothing(log: FlightLog, size: tuple[int, int]) -> None:
    text = film.picture(log, 700, size)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "Suit Up at 00:05:50"
    assert re.findall(r"https?://[^\"' ]*", text) == ["http://www.w3.org/2000/svg"]
    assert set(re.findall(r"url\((.)", text)) == {"#"}
    assert "@font-face" not in text and "<script" not in text
    said = "".join(root.itertext()).replace("\xa0", " ")
    assert "00:05:50" in said and "CREW" in said


def test_a_picture_shows_its_moment(log: FlightLog) -> None:
    def words(tick: int) -> str:
        root = ElementTree.fromstring(film.picture(log, tick))
        return "".join(root.itertext()).replace("\xa0", " ")

    assert "00:00:00" in words(0)
    assert "00:02:00" in words(240)
    assert "■ over" in words(log.last_tick)


# The command


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    capsys.readouterr()
    try:
        status = main(["export", *map(str, arguments)])
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Something broke" not in said.err
    return status, said.err.strip()


@pytest.mark.parametrize("ending", ["csv", "md", "html", "svg", "cast", "CSV"])
def test_the_ending_says_what_to_make(
    short: FlightLog, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    to = tmp_path / f"out.{ending}"
    status, said = call(capsys, short.path, "--to", to)
    assert status == 0 and said.startswith("Wrote ")
    first = to.read_bytes()
    assert len(first) > 500
    status, said = call(capsys, short.path, "--to", to)
    assert status == 2 and said.endswith("is there already: --force overwrites it.")
    assert call(capsys, short.path, "--to", to, "--force")[0] == 0
    assert to.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--to", "a.txt"), "a.txt must end in one of .csv, .md, .html, .svg, .cast"),
        (("--to", "none/a.md"), "There is no folder none to write in: make it first."),
        (
            ("--to", "a.csv", "--at", "10 s"),
            "--at is for .svg files, and has no meaning for a .csv.",
        ),
        (("--to", "a.html", "--speed", "2"), "--speed is for .cast files"),
        (("--to", "a.svg", "--size", "big"), "--size must be columns and rows, as 120x40"),
        (("--to", "a.svg", "--size", "79x24"), "from 80x24 to 500x200"),
        (("--to", "a.svg", "--at", "9 h"), "--at must be a time within the log"),
        (("--to", "a.csv", "--from", "60 s", "--until", "30 s"), "--until must not be before"),
        (("--to", "a.csv", "--every", "0.1 s"), "--every must be 0.5 s or more"),
        (("--to", "a.cast", "--speed", "0"), "a speed is a number from 0.25 to 600"),
    ],
)
def test_what_is_wrong_with_a_call(
    short: FlightLog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = call(capsys, short.path, *arguments)
    assert status == 2
    assert says in said
    assert list(tmp_path.iterdir()) == []


def test_tables_and_pages_need_no_textual(short: FlightLog, tmp_path: Path) -> None:
    code = (
        "import sys; from game.cli import main; "
        "status = main(sys.argv[1:]); assert 'textual' not in sys.modules; sys.exit(status)"
    )
    for ending in ("csv", "md", "html"):
        to = str(tmp_path / f"a.{ending}")
        arguments = [sys.executable, "-c", code, "export", str(short.path), "--to", to]
        assert subprocess.run(arguments, capture_output=True, timeout=60).returncode == 0


# Logs of another physics version


def test_a_film_of_other_physics_is_played_as_it_was_recorded(
    log: FlightLog, tmp_path: Path
) -> None:
    other = open_log(foreign(tmp_path / "other.jsonl", log.path.read_bytes()))
    first, last = 600, 840
    own = read_film(film.film(log, size=(120, 40), speed=60.0, first=first, last=last))
    played = read_film(film.film(other, size=(120, 40), speed=60.0, first=first, last=last))
    then, now = ("\n".join(one.shown().rows) for one in (own, played))
    assert "recorded, not proved" in now
    assert "recorded" not in then
    crew = [line[:60] for line in then.splitlines() if "mmHg" in line]
    assert len(crew) >= 4
    assert all(line in now for line in crew)
