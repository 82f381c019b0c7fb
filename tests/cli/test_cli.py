"""The command line as a user meets it: real processes, their output and exit status."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import game
from game.cli import main, read
from game.cli.parser import parser
from game.flightlog.replay.verify import verify
from game.flightlog.shelf.library import summary

from .calling import TOP, Run, environment, wrong

# Starting


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["fly", "--help"]])
def test_small_questions_load_nothing_large(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom game.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "large = {'textual', 'rich', 'yaml', 'game.level.schema', 'game.mission'}\n"
        "large &= set(sys.modules)\n"
        "assert not large, large\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["levels"],
        ["saves"],
        ["schema"],
        ["explain", "flow"],
        ["check", "suit-up"],
        ["fly", "suit-up"],
        ["verify", "nope"],
    ],
)
def test_only_the_console_loads_textual(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom game.cli import main\n"
        f"main({['--saves', str(tmp_path), *arguments]!r})\n"
        "assert not {'textual', 'rich'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_listing_saves_loads_no_simulation(tmp_path: Path) -> None:
    folder = TOP / "tests" / "golden"
    code = (
        "import sys\nfrom game.cli import main\n"
        f"assert main({['--saves', str(folder), 'saves']!r}) == 0\n"
        "assert not {'yaml', 'game.level.schema', 'game.mission'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "first-out-cadet" in done.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"no-airlock {game.__version__}\n"


def test_the_title_has_the_options_that_the_parser_gives_it() -> None:
    assert vars(read([])) == vars(parser().parse_args([]))


def _commands(made: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (found,) = (each for each in made._actions if isinstance(each, argparse._SubParsersAction))
    return dict(found.choices)


def test_a_command_alone_has_the_options_that_it_has_among_all() -> None:
    every = _commands(parser())
    assert len(every) > 15
    for name, whole in every.items():
        part = _commands(parser(name))
        assert len(part) < len(every), name
        assert part[name].format_help() == whole.format_help()
        assert part[name].get_default("run") is whole.get_default("run")
        assert parser(name).format_usage() == parser().format_usage()


def test_a_check_reads_options_of_few_commands() -> None:
    code = (
        "import sys\nfrom game.cli import main\n"
        "assert main(['check', 'suit-up']) == 0\n"
        "assert not {'game.cli.flying', 'game.cli.saves'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_a_process_leaves_is_not_looked_through_at_its_end() -> None:
    code = (
        "import gc, sys\nfrom game.cli import main\nbefore = gc.get_freeze_count()\n"
        "assert main(['check', 'suit-up']) == 0 and gc.get_freeze_count() == before\n"
        "sys.argv = ['no-airlock', 'check', 'suit-up']\n"
        "assert main() == 0 and gc.get_freeze_count() > before + 10_000\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_unknown_words_are_usage_errors(run: Run) -> None:
    for arguments in (["dance"], ["fly"], ["fly", "first-out", "--sed", "3"], ["saves", "x"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "error: " in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly", "first-out", "--seed", "-1"],
        ["fly", "first-out", "--seed", "1e3"],
        ["fly", "first-out", "--seed", "9" * 30],
        ["fly", "first-out", "--difficulty", "easy"],
        ["fly", "first-out", "--seeds", "9-3"],
        ["fly", "first-out", "--seeds", "1-"],
        ["fly", "first-out", "--seeds", "0-99999"],
        ["fly", "first-out", "--seeds", f"0-{2**63 - 1}"],
        ["serve", "--port", "80000"],
        ["replay", "a", "--speed", "0"],
        ["replay", "a", "--at", "soon"],
    ],
)
def test_wrong_options_say_what_is_right(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "error: " in done.stderr


def test_the_console_needs_a_terminal(run: Run) -> None:
    for arguments in ([], ["play", "suit-up"]):
        wrong(run(*arguments), "needs a terminal")


def test_a_reader_who_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m game schema | head -1",
        shell=True,
        cwd=TOP,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
@pytest.mark.parametrize(
    ("to", "status", "said"),
    [
        (">&-", 0, ""),
        ("> /dev/full", 1, "The answer can't be written: no space left on device.\n"),
        ("2>&- > /dev/full", 1, ""),
        ("nope 2>&-", 2, ""),
    ],
)
def test_an_answer_that_nobody_can_take(to: str, status: int, said: str, tmp_path: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m game check {TOP / 'levels' / 'suit-up.yaml'} {to}",
        shell=True, cwd=TOP, env=environment(tmp_path), capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


def test_a_terminal_of_few_letters(tmp_path: Path) -> None:
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves" / ("ü" * 90 + ".jsonl")).write_text("no\n")
    done = subprocess.run(
        [sys.executable, "-m", "game", "saves"],
        cwd=TOP, env=environment(tmp_path) | {"PYTHONIOENCODING": "ascii"}, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\xfc\\xfc" in done.stdout


def test_ctrl_c_is_quiet_and_loses_nothing(tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("00:00:10 run donning\n")
    log = tmp_path / "a.jsonl"
    child = subprocess.Popen(
        [sys.executable, "-m", "game", "fly", "first-out", "--script", script, "--log", log],
        cwd=TOP,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not log.exists() or b',"order","' not in log.read_bytes():
        assert child.poll() is None
        time.sleep(0.005)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (130, b"", b"")
    assert verify(log).ok


def test_what_should_not_happen_is_reported_and_not_thrown_at_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[Path]:
        raise ZeroDivisionError("secret \x1b[2J")

    monkeypatch.setattr("game.level.loading.builtin", broken)
    assert main(["--saves", str(tmp_path), "levels"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (report,) = tmp_path.glob("crashes/crash-*.txt")
    assert str(report) in said.err
    assert "ZeroDivisionError" in said.err
    assert "secret" not in said.err
    assert "Traceback" in report.read_text()


# Levels


def test_levels(run: Run) -> None:
    done = run("levels")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["level", "title", "play", "difficulty", "teaches"]
    assert any(line.startswith("first-out") for line in lines)
    assert all(len(line) <= 80 for line in lines)


def test_levels_as_json(run: Run) -> None:
    levels = json.loads(run("levels", "--json").stdout)
    for level in levels:
        assert list(level)[:7] == ["id", "title", "day", "minutes", "difficulty", "path", "shelf"]
        assert isinstance(level["minutes"], int)
        assert level["teaches"] is None or level["teaches"]
        assert Path(level["path"]).is_file()
    assert {"first-out", "suit-up"} <= {level["id"] for level in levels}


def test_a_level_of_ones_own_is_begun_listed_and_flown(run: Run, tmp_path: Path) -> None:
    own = ("--levels", str(tmp_path / "mine"))
    assert run("new", "my-hop", *own).returncode == 0
    (tmp_path / "mine" / "sad.yaml").write_text("id: sad\n")
    assert "broken: " in run("levels", *own).stdout
    mine, sad = json.loads(run("levels", "--json", *own).stdout)[-2:]
    assert (mine["id"], mine["shelf"], mine["broken"]) == ("my-hop", "own", None)
    assert sad["broken"]["code"] == "LEVEL-302"
    assert run("check", "--strict", mine["path"]).returncode == 0
    flown = run("fly", "my-hop", "--autopilot", "--json", *own)
    assert json.loads(flown.stdout)["level"] == "my-hop"
    wrong(run("new", "my-hop", *own), "choose another name")
    wrong(run("fly", "my-hop"), "No level is called")


def test_an_unknown_level(run: Run) -> None:
    wrong(run("fly", "frist-out"), "No level is called 'frist-out'", "first-out")
    wrong(run("fly", "\x1b[2J"), "No level is called")
    wrong(run("fly", "nope.yaml"), "nope.yaml")
    wrong(run("fly", "."), "folder")


def test_a_level_with_mistakes_is_one_calm_line_for_a_player(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("id: bad\ntitle: 3\nnonsense: yes\n")
    wrong(run("fly", "bad.yaml"), "can't be flown", "no-airlock check bad.yaml")
    done = run("check", "bad.yaml")
    assert done.returncode == 1
    assert "bad.yaml:3:1: LEVEL-301" in done.stdout
    assert run("check", TOP / "levels").returncode == 0
    wrong(run("check", "nope"), "nope")


def test_check_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("id: bad\nnonsense: yes\n")
    done = run("check", "bad.yaml", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["mistakes"] > 0


def test_schema(run: Run) -> None:
    assert json.loads(run("schema").stdout)["title"] == "No Airlock level"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("cabin.pressure", "Why it matters"),
        ("ev1.suit.co2", "mmHg"),
        ("checklist.donning", "GO"),
        ("flow", "flow CREW off|low|normal|high|purge"),
        ("swing", "By: a checklist's step alone"),
        ("LEVEL-116", "The fix"),
        ("level-116", "The fix"),
        ("channels", "cabin.pressure"),
        ("bulge-seal", "Undone by: reseat"),
        ("step.slip", "A step was reported done but was not done right."),
        ("glove-lock", "Answer: relock {who}"),
        ("takes", "takes, of step"),
        ("suits", "procedures: donning, purge"),
    ],
)
def test_explain(word: str, said: str, run: Run) -> None:
    done = run("explain", word)
    assert done.returncode == 0
    assert said in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_explain_without_a_word_lists_them_all_by_group(run: Run) -> None:
    listed = run("explain").stdout
    for word in ("gear", "reseat", "done", "{crew}.suit.co2", "jam-hatch", "LEVEL-502", "voice"):
        assert f" {word}" in listed, word
    assert all(len(line) <= 80 for line in listed.splitlines())


def test_explain_what_is_not_there(run: Run) -> None:
    wrong(run("explain", "cabin.presure"), "did you mean cabin.pressure?")
    wrong(run("explain", "flow", "cabin.presure"), "did you mean cabin.pressure?")
    both = run("explain", "flow", "rest").stdout
    assert run("explain", "flow").stdout in both and both.endswith(run("explain", "rest").stdout)
    wrong(run("explain", "\x1b[2J"))
    wrong(run("explain", "cabin.presure", "--json"), "did you mean cabin.pressure?")


def test_explain_for_programs(run: Run) -> None:
    every = json.loads(run("explain", "--json").stdout)
    assert {"orders", "channels", "fields"} < {one["group"] for one in every}
    assert json.loads(run("explain", "units", "--json").stdout) == [
        one for one in every if one["group"] == "units"
    ]
    (flow, *_) = json.loads(run("explain", "flow", "--json").stdout)
    assert flow["group"] == "orders" and flow["usage"].startswith("flow CREW")
    (takes, *_) = json.loads(run("explain", "takes", "--json").stdout)
    assert takes["group"] == "fields" and takes["what"]


# Flying


def test_an_empty_script_runs_out_of_time_and_says_why(run: Run) -> None:
    done = run("fly", "suit-up", "--json")
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert result["outcome"] == "timeout"
    assert "no order was given" in result["reason"]
    assert result["mission_elapsed_s"] >= 2400
    assert result["log"] is None
    assert (result["seed"], result["level"]) == (1, "suit-up")
    assert result["causes"][0]["kind"] == "outcome"
    assert set(result["causes"][0]) == {"met", "met_s", "kind", "subject", "text"}


def test_the_autopilot_wins_and_the_log_holds(run: Run, tmp_path: Path) -> None:
    done = run("fly", "suit-up", "--autopilot", "--seed", "3", "--log", "a.jsonl", "--json")
    assert done.returncode == 0, done
    result = json.loads(done.stdout)
    assert result["outcome"] == "success"
    assert result["seed"] == 3
    assert Path(result["log"]) == Path("a.jsonl")
    assert run("verify", "a.jsonl").returncode == 0
    assert summary(tmp_path / "a.jsonl").rating == result["rating"] != ""
    text = run("fly", "suit-up", "--autopilot")
    assert text.returncode == 0
    assert "WELCOME BACK" in text.stdout
    assert all(len(line) <= 80 for line in text.stdout.splitlines())


def test_a_refused_order_is_told_and_flying_goes_on(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text("# a comment\n\n0:10 run donning # now\n00:00:10 run donning\n1:00 yes\n")
    done = run("fly", "suit-up", "--script", "a.txt", "--json")
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("a.txt:4: run donning: refused: ")
    assert second.startswith("a.txt:5: yes: refused: ")
    assert json.loads(done.stdout)["refused_orders"] == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("run donning", "'run' is no time"),
        ("00:75 run donning", "sixty"),
        ("00:61:00 run donning", "sixty"),
        ("00:00:10", "an order is needed"),
        ("00:00:10 dance", "no order is called 'dance'"),
        ("00:00:10 flow ev9 high", "nobody is called 'ev9'"),
        ("00:00:10 run donnign", "did you mean donning?"),
        ("00:00:01 ack all", "goes back"),
        ("00:00:10 \x1b[2J", "no order is called"),
        ("-00:00:10 ack all", "is no time"),
        ("٠٠:٠٠:١٠ ack all", "is no time"),
    ],
)
def test_a_wrong_line_is_told_before_anything_is_flown(
    line: str, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"# first\n00:00:05 run donning\n{line}\n")
    done = run("fly", "suit-up", "--script", "a.txt", "--log", "a.jsonl")
    wrong(done, "a.txt:3: ", said)
    assert not (tmp_path / "a.jsonl").exists()


def test_scripts_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\x00")
    wrong(run("fly", "suit-up", "--script", "a.bin"), "not UTF-8")
    wrong(run("fly", "suit-up", "--script", "nope"), "can't be read: no such file")
    wrong(run("fly", "suit-up", "--script", tmp_path), "can't be read: is a directory")


def test_a_log_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine\n")
    wrong(run("fly", "suit-up", "--log", "diary.txt"), "holds something already")
    wrong(run("fly", "suit-up", "--log", "/proc/nope/a.jsonl"), "can't be written")
    if Path("/proc/self/mem").exists():  # a file that takes no first line, and can't be taken away
        wrong(run("fly", "suit-up", "--log", "/proc/self/mem"), "can't be written")
    assert (tmp_path / "diary.txt").read_text() == "mine\n"
