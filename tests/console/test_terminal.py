"""The program in a real terminal: whatever comes from the terminal or happens to it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from game.flightlog.log.reader import read

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a thing of Unix", allow_module_level=True)

from tests.console.inside import Terminal, crashes
from tests.console.monkey import HALVES, NOISE, session
from tests.console.wander import wander


def orders_in(folder: Path) -> Any:
    log = read(next(folder.glob("*.jsonl")))
    assert log.damage is None
    return [text for _, text in log.orders]


@pytest.fixture
def flight(tmp_path: Path) -> Any:
    """Suit Up, flown in a terminal."""
    terminal = Terminal("play", "suit-up", "--saves", str(tmp_path))
    terminal.read_until("CREW")
    yield terminal
    if terminal.process.poll() is None:
        terminal.process.kill()
        terminal.process.wait()


def order(terminal: Terminal, folder: Path, text: str) -> None:
    """Give an order, and wait until it is in the log."""
    terminal.press(f":{text}\r")
    until = time.monotonic() + 10
    while not any(text in path.read_text() for path in folder.glob("*.jsonl")):
        assert time.monotonic() < until, f"{text} never came to the log"
        terminal.read(0.05)
    time_passes(terminal, 0.3)  # the bar closes, and that is drawn


def time_passes(terminal: Terminal, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_hanging_up_keeps_the_flight_and_leaves_the_terminal_clean(
    tmp_path: Path, flight: Any, number: int
) -> None:
    flight.press("\r")
    flight.read_until("Enter again does it")
    time_passes(flight, 0.2)  # else the second Enter is one key held down
    flight.press("\r")
    flight.read_until("Gloves on")
    flight.process.send_signal(number)
    assert flight.ended() == 0
    assert flight.as_it_was
    assert b"Traceback" not in flight.shown
    assert orders_in(tmp_path) == ["run donning"]


def test_enter_held_down_never_answers_what_it_asked(tmp_path: Path, flight: Any) -> None:
    flight.press("\r")
    flight.read_until("Enter again does it")
    time_passes(flight, 0.5)  # as long as a keyboard waits before it repeats
    for _ in range(30):
        flight.press("\r")
        time_passes(flight, 0.03)
    time_passes(flight, 0.5)
    assert orders_in(tmp_path) == []
    flight.press("\r")
    flight.read_until("Gloves on")
    time_passes(flight, 0.3)
    assert orders_in(tmp_path) == ["run donning"]


def test_no_color_sends_no_colour(tmp_path: Path) -> None:
    terminal = Terminal("--saves", str(tmp_path), NO_COLOR="1")
    terminal.read_until("Four suits, one hatch, no airlock.")
    terminal.press("q")
    assert terminal.ended() == 0
    for sent in re.findall(rb"\x1b\[[0-9;]*m", terminal.shown):
        numbers = sent[2:-1].split(b";")
        for at, one in enumerate(numbers):
            if one in (b"38", b"48") and numbers[at + 1 : at + 2] == [b"2"]:
                assert len(set(numbers[at + 2 : at + 5])) == 1, sent


def test_bytes_that_are_no_keys_give_no_order_and_break_nothing(
    tmp_path: Path, flight: Any
) -> None:
    for noise in NOISE:
        flight.press(noise)
    flight.press(b"\x1b[I")
    order(flight, tmp_path, "flow ev1 high")
    for half in HALVES[:4]:
        flight.press(half + b"\x1b[I")
    order(flight, tmp_path, "flow ev2 low")
    flight.process.terminate()
    assert flight.ended() == 0
    assert orders_in(tmp_path) == ["flow ev1 high", "flow ev2 low"]


def test_an_order_in_one_packet_goes_into_the_bar_and_nowhere_else(
    tmp_path: Path, flight: Any
) -> None:
    order(flight, tmp_path, "poll")
    flight.press("1fh")  # the flow dialog is not drawn yet when h comes
    time_passes(flight, 0.5)
    flight.press("\x1b")
    time_passes(flight, 0.2)
    order(flight, tmp_path, "rest ev1 5 s")
    flight.press("\x10poll")
    time_passes(flight, 0.5)
    flight.press("\x1b\x1b")
    time_passes(flight, 0.2)
    order(flight, tmp_path, "rest ev2 5 s")
    flight.process.terminate()
    assert flight.ended() == 0
    assert orders_in(tmp_path) == ["poll", "rest ev1 5 s", "rest ev2 5 s"]


BROKEN = """
import sys
from game.console.keyboard import Keyboard
whole = Keyboard.feed
def feed(self, data):
    if b"!" in data:
        raise ZeroDivisionError("as if Textual's parser had raised")
    return whole(self, data)
Keyboard.feed = feed
from game.cli import main
sys.exit(main())
"""


def test_an_error_in_the_thread_that_reads_keys_ends_in_one_sentence(tmp_path: Path) -> None:
    terminal = Terminal("play", "suit-up", "--saves", str(tmp_path), program=("-c", BROKEN))
    terminal.read_until("CREW")
    order(terminal, tmp_path, "flow ev1 high")
    terminal.press("!")
    assert terminal.ended() == 1
    assert terminal.as_it_was
    after = terminal.shown[terminal.shown.rindex(b"\x1b[?1049l") :].decode()
    assert "Something broke that should not (ZeroDivisionError): the report is in" in after
    assert "Traceback" not in after
    (report,) = crashes(tmp_path)
    assert "as if Textual's parser had raised" in report
    assert orders_in(tmp_path) == ["flow ev1 high"]


def test_a_terminal_that_goes_away_ends_the_game_and_keeps_the_log(
    tmp_path: Path, flight: Any
) -> None:
    order(flight, tmp_path, "flow ev1 high")
    flight.close()
    assert flight.process.wait(30) == 0
    assert orders_in(tmp_path) == ["flow ev1 high"]
    assert not crashes(tmp_path)


def test_a_terminal_that_reads_nothing_does_not_keep_the_game_from_ending(
    tmp_path: Path, flight: Any
) -> None:
    order(flight, tmp_path, "flow ev1 high")
    for n in range(60):  # nobody reads what these draw
        flight.resize(200 + n % 2, 60)
        time.sleep(0.01)
    flight.process.terminate()
    assert flight.process.wait(30) == 0
    assert orders_in(tmp_path) == ["flow ev1 high"]


def state_of(process: Any) -> Any:
    return Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_ctrl_z_suspends_and_the_mission_holds_meanwhile(tmp_path: Path, flight: Any) -> None:
    flight.press("\x1a")
    flight.read_until("\x1b[?1049l")
    until = time.monotonic() + 10
    while state_of(flight.process) != "T":
        assert time.monotonic() < until
        flight.read(0.05)
    assert flight.as_it_was
    time_passes(flight, 3.0)
    flight.shown = b""
    flight.process.send_signal(signal.SIGCONT)
    flight.read_until("CREW")
    order(flight, tmp_path, "flow ev1 high")
    flight.process.terminate()
    assert flight.ended() == 0
    ((tick, _),) = read(next(tmp_path.glob("*.jsonl"))).orders
    assert tick < 8, "three seconds of sleep are not three seconds of the mission"


def test_the_size_is_the_terminals_whatever_the_environment_says(tmp_path: Path) -> None:
    terminal = Terminal("--saves", str(tmp_path), COLUMNS="10000", LINES="10000")
    terminal.read_until("Four suits, one hatch, no airlock.")
    terminal.press("й")  # another layout is told, once: the keys of the game are Latin letters
    terminal.read_until("This keyboard types й")
    terminal.press("q")
    assert terminal.ended() == 0


def test_an_encoding_that_has_not_all_signs_is_told_in_a_sentence(tmp_path: Path) -> None:
    terminal = Terminal("--saves", str(tmp_path), PYTHONIOENCODING="latin-1")
    assert terminal.ended() == 2
    assert b"The console is drawn in UTF-8, and this terminal is set to" in terminal.shown
    assert b"\x1b" not in terminal.shown


def test_a_terminal_that_can_not_draw_is_told_in_a_sentence(tmp_path: Path) -> None:
    terminal = Terminal("--saves", str(tmp_path), TERM="dumb")
    assert terminal.ended() == 2
    assert b"TERM says dumb" in terminal.shown


@pytest.mark.parametrize("command", [[], ["play", "suit-up"], ["resume"], ["replay", "x"]])
def test_no_standard_input_is_a_sentence(tmp_path: Path, command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "game", *command],
        capture_output=True,
        text=True,
        env={**os.environ, "NO_AIRLOCK_SAVES": str(tmp_path)},
    )
    assert done.returncode == 2, done
    assert len(done.stderr.splitlines()) == 1
    assert not crashes(tmp_path)


def test_a_monkey_at_a_broken_terminal() -> None:
    monkey = session(seed=1, seconds=10.0, watch=10.0)
    assert monkey.given, "some of its orders must arrive"


def test_a_signal_to_continue_that_follows_no_stop_starts_no_second_reader(
    tmp_path: Path, flight: Any
) -> None:
    time_passes(flight, 0.5)
    for _ in range(3):
        flight.process.send_signal(signal.SIGCONT)
        time_passes(flight, 0.3)
    for low_or_high in ("low", "high") * 3:
        order(flight, tmp_path, f"flow ev1 {low_or_high}")
    flight.process.send_signal(signal.SIGTERM)
    assert flight.ended(8.0) == 0
    assert flight.as_it_was


def test_a_monkey_that_goes_everywhere() -> None:
    walked = wander(seed=1, deeds=80)
    assert walked.count["keys"] and walked.count["clicks"] and len(walked.seen) > 2
