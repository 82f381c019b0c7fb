"""Exports in the programs that other people open them with: Chromium, and asciinema's players.

Each test is skipped where its program is not installed. asciinema is on PyPI; its web player comes
by ``npm install`` in this folder.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from game.autopilot import fly
from game.console import film
from game.debrief.export.flown import open_log
from game.debrief.export.page import page
from game.debrief.export.story import story
from game.flightlog.log.reader import FlightLog
from game.flightlog.log.writer import start
from game.level.loading import load_named
from tests.console.tube import Tube

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "none"
ASCIINEMA = shutil.which("asciinema") or "none"
PLAYER = Path(__file__).parent / "node_modules/asciinema-player/dist/bundle"

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-sync", "--disable-background-networking", "--disable-component-update",
    "--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom",
)  # fmt: skip

needs_chromium = pytest.mark.skipif(CHROMIUM == "none", reason="chromium is not installed")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> FlightLog:
    path = tmp_path_factory.mktemp("flown") / "suit-up.jsonl"
    with start(load_named("suit-up"), 1, "specialist", path) as flight:
        fly(flight)
    return open_log(path)


def browse(file: Path, folder: Path) -> tuple[str, list[str], list[str]]:
    """The document as Chromium has it, what it said on its console, and what it asked for."""
    network = folder / "network.json"
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--log-net-log={network}",
         file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, said, _asked(network)


def _asked(network: Path) -> list[str]:
    """Requests that a page made: the browser's own have no origin."""
    text = network.read_text(encoding="utf-8").rstrip()
    events: list[dict[str, Any]] = json.loads(
        text if text.endswith("}") else f"{text.rstrip(',')}]}}"
    )["events"]
    starts = [event["params"] for event in events if "initiator" in event.get("params", {})]
    return [one["url"] for one in starts if one["initiator"] != "not an origin"]


@needs_chromium
def test_the_report_opens_without_an_error_or_a_request(log: FlightLog, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(story(log)), encoding="utf-8")
    document, said, asked = browse(file, tmp_path)
    assert (said, asked) == ([], [])
    assert document.count("<svg") > 8 and "</footer>" in document


@needs_chromium
def test_a_picture_opens_without_an_error_or_a_request(log: FlightLog, tmp_path: Path) -> None:
    file = tmp_path / "moment.svg"
    file.write_text(film.picture(log, 700), encoding="utf-8")
    document, said, asked = browse(file, tmp_path)
    assert (said, asked) == ([], [])
    assert "Suit Up at 00:05:50" in document


@needs_chromium
def test_an_error_or_a_request_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text('<img src="http://127.0.0.1:9/a.png"><script>nothing.at.all()</script>')
    _, said, asked = browse(file, tmp_path)
    assert len(said) >= 1
    assert asked == ["http://127.0.0.1:9/a.png"]


def shown(recording: str, until: float) -> Tube:
    head, *events = [json.loads(line) for line in recording.splitlines()]
    tube = Tube(head["width"], head["height"])
    for met, kind, data in events:
        if kind == "o" and met <= until:
            tube.feed(data)
    return tube


@pytest.mark.skipif(ASCIINEMA == "none", reason="asciinema is not installed")
def test_asciinema_reads_a_film(log: FlightLog, tmp_path: Path) -> None:
    recording = film.film(log, speed=60)
    file = tmp_path / "flight.cast"
    file.write_text(recording, encoding="utf-8")
    environment = os.environ | {"ASCIINEMA_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [ASCIINEMA, "cat", str(file)], capture_output=True, timeout=60, env=environment
    )
    assert done.returncode == 0, done.stderr
    tube = Tube(*film.SIZE)
    tube.feed(done.stdout.decode())
    assert tube.cells == shown(recording, float("inf")).cells


@needs_chromium
@pytest.mark.skipif(not PLAYER.is_dir(), reason="asciinema-player is not installed")
def test_a_film_plays_in_asciinemas_web_player(log: FlightLog, tmp_path: Path) -> None:
    recording = film.film(log, speed=60)
    at = 6.0
    script = (PLAYER / "asciinema-player.min.js").read_text(encoding="utf-8")
    style = (PLAYER / "asciinema-player.css").read_text(encoding="utf-8")
    data = json.dumps(recording).replace("</", "<\\/")
    file = tmp_path / "player.html"
    file.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">'
        f"<style>{style}</style><pre id='out'></pre><div id='player'></div>"
        f"<script>{script.replace('</script', '<' + chr(92) + '/script')}</script><script>"
        f"const player = AsciinemaPlayer.create({{data: () => {data}}}, "
        "document.getElementById('player'), {preload: true});"
        "player.addEventListener('ready', async () => {"
        f"await player.seek({at}); const met = await player.getCurrentTime();"
        "setTimeout(() => { const lines = [...document.querySelectorAll('.ap-line')];"
        "document.getElementById('out').textContent = "
        "met + '|' + lines.map((one) => one.textContent).join(' '); }, 2000); });</script>",
        encoding="utf-8",
    )
    document, said, _ = browse(file, tmp_path)
    assert said == []
    found = re.search(r'<pre id="out">([^|]*)\|(.*?)</pre>', document, re.DOTALL)
    assert found is not None, document[-2000:]
    assert float(found[1]) == at
    played = set(re.findall(r"\w+", html.unescape(found[2]), re.ASCII))
    wanted = set(re.findall(r"\w+", " ".join(shown(recording, at).rows), re.ASCII))
    assert "CHECKLIST" in wanted and wanted <= played
