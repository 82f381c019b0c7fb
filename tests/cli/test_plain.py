"""The game in lines: won through a pipe, kept when the lines end, told again from its log."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from .calling import Run, environment

ENTER = "\n"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Standard input; write lines to it, then call."""
    given = io.StringIO()
    monkeypatch.setattr("sys.stdin", given)
    return given


def lines(typed: io.StringIO, *each: str) -> None:
    typed.seek(0)
    typed.truncate()
    typed.write("".join(f"{line}\n" for line in each))
    typed.seek(0)


def test_suit_up_is_won_by_lines_piped_to_a_process(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "play", "suit-up", "--plain"], input="\n" * 40, text=True,
        capture_output=True, check=False, cwd=tmp_path, env=environment(tmp_path), encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0, done.stdout
    assert "LESSON: Enter offers the next checklist" in done.stdout
    assert "Order: go purge" in done.stdout and "Suit Up: " in done.stdout
    assert "\x1b" not in done.stdout, "an escape sequence in plain lines"
    assert len(list((tmp_path / "saves").glob("suit-up-*.jsonl"))) == 1


def test_orders_refusals_panels_and_help_are_told(run: Run, typed: io.StringIO) -> None:
    lines(
        typed, "help", "help flow", "help ev1.suit.co2", "help nonsense", "show crew", "show moon",
        "flow ev1 high", "flow ev9 high", "wait", "wait 10 s", "status", "vent open", "quit",
    )  # fmt: skip
    done = run("play", "first-out", "--plain")
    assert done.returncode == 0
    said = done.stdout
    assert "An empty line is Enter" in said
    assert "form: flow CREW off|low|normal|high|purge" in said
    assert "nothing to explain about 'nonsense'" in said
    assert "1 EV1 Okafor" in said and "There is no panel 'moon'" in said
    assert "Order: flow ev1 high" in said and "Not taken: " in said
    assert "wait needs a time" in said and "Type vent open again to do it." in said
    assert "00:00:10. Next is Donning checks." in said
    assert "resume --plain goes on" in said


def test_what_was_left_is_resumed_and_a_log_is_told_to_its_end(
    run: Run, typed: io.StringIO
) -> None:
    lines(typed, "", "")
    assert run("play", "suit-up", "--plain").returncode == 0
    lines(typed, *[""] * 40)
    assert run("resume", "--plain").returncode == 0
    lines(typed, "help", "at 00:09:00", "show suits", "")
    done = run("replay", "suit-up-0001", "--plain")
    assert done.returncode == 0
    assert "FLIGHT: Begin Suit pressurisation." in done.stdout
    assert "FLIGHT: The EVA is over." in done.stdout
    assert "1 EV1 seat" in done.stdout
    assert not set("─━│╱╲▇▁█") & set(done.stdout), "strokes that a screen reader would spell"


def test_the_ship_is_told_without_its_drawing(run: Run, typed: io.StringIO) -> None:
    """The hatch of the drawing is beside a tank, as if that was open."""
    lines(typed, "at 00:50:00", "show ship", "quit")
    said = run("replay", "first-out-welcome-back", "--plain").stdout
    assert "\nO₂ B  63 %  8.2 kg\n" in said and "[" not in said
    assert "\nhatch OPEN  vent FULL  " in said


def test_the_plan_is_told_in_words_alone(run: Run, typed: io.StringIO) -> None:
    """The key of a chart, ``░ lost`` beside the signal, says in words that the signal is lost."""
    lines(typed, "show plan", "plan add seal-look", "show plan", "quit")
    said = run("play", "first-out", "--plain").stdout
    assert "signal" not in said and "Sun" not in said
    assert "+ Seal looked at from outside (optional)  plan add seal-look  " in said
    assert "Order: plan add seal-look" in said and "  plan drop seal-look  " in said


def test_a_log_is_told_by_the_words_that_a_flight_takes(run: Run, typed: io.StringIO) -> None:
    lines(typed, "?", "At 90 s", "AT 00:02:00.5", "at noon", "Exit")
    done = run("replay", "first-out-welcome-back", "--plain")
    assert done.returncode == 0 and "help WORD" in done.stdout
    assert "\n00:01:30\n" in done.stdout and done.stdout.endswith(
        "\n00:02:00\nat needs a time, for example: at 00:12:30\n"
    )


def test_pressures_are_told_in_the_unit_of_the_settings(
    run: Run, typed: io.StringIO, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('units = "psi"\n')
    lines(typed, "show crew", "quit")
    done = run("play", "suit-up", "--plain", "--config", file)
    assert "psi" in done.stdout and "kPa" not in done.stdout and "mmHg" not in done.stdout
