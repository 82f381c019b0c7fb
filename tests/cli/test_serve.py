"""The game in a browser: on this machine alone, and for each visitor a folder of their own."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import socket
from pathlib import Path

import pytest

from game.cli import opening, serve

from .calling import Run
from .serving import served

HERE = importlib.util.find_spec("textual_serve") is not None


@pytest.mark.parametrize(
    "host, so",
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.b", False)],
)
def test_what_only_this_machine_reaches(host: str, so: bool) -> None:
    assert serve.loopback(host) is so
    assert serve.loopback(serve.HOST)


def test_every_visitor_has_a_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(opening.VISITORS, raising=False)
    assert opening.visitor() is None
    monkeypatch.setenv(opening.VISITORS, str(tmp_path / "saves"))
    one, other = opening.visitor(), opening.visitor()
    assert one is not None and other is not None and one != other
    assert one.parent == other.parent == tmp_path / "saves"


@pytest.mark.skipif(HERE, reason="the package is installed")
def test_without_its_package_it_says_how_to_get_it(run: Run) -> None:
    done = run("serve")
    assert done.returncode == 2 and "no-airlock[serve]" in done.stderr


@pytest.mark.skipif(not HERE, reason="textual-serve is not installed")
def test_a_port_that_is_taken_costs_a_sentence(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"port {port}, can't be served: address already in use." in done.stderr


@pytest.mark.skipif(not HERE, reason="textual-serve is not installed")
def test_a_browser_is_shown_the_title_as_wide_as_it_is(tmp_path: Path) -> None:
    with served(tmp_path) as url:
        seen = asyncio.run(_shown(url))
        assert "Replays" in seen
        assert len(list((tmp_path / "saves").glob("visitor-*"))) == 1
    rows = re.split(r"\x1b\[\d+;\d+H|\r?\n", re.sub(r"\x1b\[[0-9;]*m", "", seen))
    assert max(map(len, rows)) == 100


async def _shown(url: str) -> str:
    """What a browser is sent until the menu of the title is there."""
    aiohttp = pytest.importorskip("aiohttp")
    seen = b""
    async with (
        asyncio.timeout(60),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}ws?width=100&height=30") as browser,
    ):
        async for message in browser:
            seen += message.data if isinstance(message.data, bytes) else message.data.encode()
            if b"Replays" in seen:
                break
    return seen.decode("utf-8", "replace")
