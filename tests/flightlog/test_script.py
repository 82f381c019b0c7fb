"""Scripts: lines with times, lines that wait, and a flight that was interrupted on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.autopilot import Autopilot
from game.flightlog.log import writer
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
from game.flightlog.shelf.script import (
    Progress,
    ScriptError,
    ScriptLine,
    fly_script,
    read_script,
    resumed,
)
from game.level.loading import load_named
from game.level.schema import Level

LEVEL = load_named("suit-up")
ASKING = Level.of(LEVEL.written()
    | {
        "questions": {
            "rest": {"who": "SURGEON", "text": "Rest?", "when": "mission.met > 20 s",
                     "yes": ["flow ev1 low"]},
        },
        "time_limit": "2 min",
    })  # fmt: skip
WAITING = """\
# the book, with waits
00:05 run donning
+5 s flow ev2 high               # ten ticks later
until checklist.donning == done
+10 s flow ev1 high
+20 s after checklist.donning == done do flow ev1 normal
until ev1.suit.flow_setting == normal do flow ev2 normal
"""


def script(tmp_path: Path, text: str, level: Level = LEVEL) -> tuple[ScriptLine, ...]:
    path = tmp_path / "script.txt"
    path.write_text(text, encoding="utf-8")
    return read_script(path, level)


def fly(
    path: Path, lines: tuple[ScriptLine, ...], level: Level = LEVEL, pilot: bool = True
) -> list[str]:
    refused: list[str] = []
    with writer.start(level, 1, "specialist", path) as flight:
        by = Autopilot(flight.mission) if pilot else None
        fly_script(flight, Progress(lines), lambda line, why: refused.append(why), by)
    return refused


def test_lines_wait_for_times_conditions_and_each_other(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    assert fly(log, script(tmp_path, WAITING)) == ["Donning checks is running already, at step 1"]
    flows = [(tick, text) for tick, text in read(log).orders if text.startswith("flow")]
    (done,) = {tick for tick, _ in flows[1:2]}
    assert flows == [
        (20, "flow ev2 high"),
        (done, "flow ev1 high"),
        (done + 40, "flow ev1 normal"),
        (done + 42, "flow ev2 normal"),
    ]
    assert done > 100


def test_a_question_is_answered_by_its_name_when_it_is_asked(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    lines = script(tmp_path, "answer rest yes\n+1 s flow ev2 low\n", ASKING)
    assert fly(log, lines, ASKING, pilot=False) == []
    (answered, answer), (after, _) = read(log).orders
    assert (answer, after - answered) == ("yes", 2)
    assert answered >= 40


def test_what_never_comes_is_told(tmp_path: Path) -> None:
    lines = script(tmp_path, "until cabin.pressure < 1 kPa do poll\n")
    (why,) = fly(tmp_path / "log.jsonl", lines)
    assert why.startswith("the mission is over: ")


@pytest.mark.parametrize("cut", [30, 150, 209, 210, 214, 250, 251, 300])
def test_an_interrupted_script_goes_on_as_if_it_had_not_been(tmp_path: Path, cut: int) -> None:
    text = WAITING + "+1 min flow ev1 off\n"
    lines = script(tmp_path, text)
    whole, parts = tmp_path / "whole.jsonl", tmp_path / "parts.jsonl"
    fly(whole, lines, pilot=False)
    flight = writer.start(LEVEL, 1, "specialist", parts)
    by = Progress(lines)
    while flight.mission.tick < cut:
        while (line := by.due(flight.mission)) is not None:
            flight.order(line.text)
        flight.step()
    flight.close()
    given = read(parts).orders
    with resume(parts) as again:
        fly_script(again, resumed(lines, again.mission, given), lambda line, why: None)
    assert read(parts).orders == read(whole).orders
    assert len(read(whole).orders) == 6


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("soon poll", "'soon' is no time: write hh:mm:ss, +10 s or until, then the order."),
        ("+10 s", "after +10 s an order is needed, for example +10 s poll."),
        ("+10 parsecs poll", "'+10 parsecs' is no time to wait"),
        ("+9 d poll", "'+9 d' is no time to wait: write for example +10 s, up to 7 d."),
        ("until", "a condition is needed, for example: cabin.pressure < 0.5 psi."),
        ("until cabin.presure < 1 psi", "'cabin.presure' is not a channel; did you mean"),
        ("until checklist.donning == done do", "after the word do an order is needed"),
        ("+10 s shelve late 10 parsecs", "shelve: "),
        ("+10 s shelve late", "shelve needs a time"),
        ("+10 s shelve", "shelve needs an alarm"),
        ("+10 s unshelve foo", "'foo' is too much for unshelve: unshelve."),
        ("+10 s ack", "ack needs an alarm, or all"),
        ("+10 s ack all of-them", "'of-them' is too much for ack"),
        ("answer maybe yes", "there is no question maybe."),
        ("answer rest", "an answer names a question and says yes or no: answer NAME yes."),
    ],
)  # fmt: skip
def test_a_line_that_is_wrong_is_told_in_a_sentence(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ScriptError) as bad:
        script(tmp_path, f"# first\n{line}\n")
    assert str(bad.value).startswith(f"{tmp_path / 'script.txt'}:2: {said}")
    assert str(bad.value).endswith((".", "?"))


def test_alarms_have_their_names_only_when_they_are_raised(tmp_path: Path) -> None:
    given = ["ack all", "ack late", "shelve late 10 min", "unshelve", "ask eclss late", "ask eclss"]
    lines = script(tmp_path, "".join(f"+1 s {order}\n" for order in given))
    assert [line.text for line in lines] == given
