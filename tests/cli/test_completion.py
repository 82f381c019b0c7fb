"""Completion in a shell, and the man page."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.cli.completion import SHELLS
from game.cli.parser import parser

from .calling import TOP, Run, environment

PAGE = TOP / "docs" / "no-airlock.1"
BASH = shutil.which("bash")


def test_every_shell_has_its_own(run: Run) -> None:
    for shell in SHELLS:
        done = run("--print-completion", shell)
        assert done.returncode == 0 and "no-airlock" in done.stdout, shell


def test_names_that_a_shell_would_run_are_not_offered(run: Run, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    saves.mkdir()
    for name in ("first-out-0001", "$(touch owned)", "a b", "-rf"):
        (saves / f"{name}.jsonl").touch()
    assert run("--print-names", "logs").stdout.split() == ["first-out-0001"]
    assert {"first-out", "suit-up"} <= set(run("--print-names", "levels").stdout.split())


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="there is no bash")
def test_bash_completes_commands_levels_and_logs(run: Run, tmp_path: Path) -> None:
    assert BASH is not None
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves" / "mine-0001.jsonl").touch()
    (tmp_path / "complete").write_text(run("--print-completion", "bash").stdout)
    program = tmp_path / "no-airlock"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m game "$@"\n')
    program.chmod(0o755)
    asked = (("pla", 1), ("play firs", 2), ("verify mine", 2))
    script = "\n".join(
        f"COMP_WORDS=(no-airlock {words}); COMP_CWORD={at}; _shtab_no_airlock; "
        'echo "${COMPREPLY[@]}"'
        for words, at in asked
    )
    env = environment(tmp_path)
    done = subprocess.run(
        [BASH, "-c", f"source ./complete\n{script}"], cwd=tmp_path, capture_output=True, text=True,
        check=True, env=env | {"PATH": f"{tmp_path}{os.pathsep}{env['PATH']}"},
    )  # fmt: skip
    assert done.stdout.split() == ["play", "first-out", "mine-0001"], done.stderr


def _options(made: argparse.ArgumentParser) -> Iterator[str]:
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name
                yield from _options(command)
        elif action.help != argparse.SUPPRESS:
            yield from (name for name in action.option_strings if name not in ("-h", "--help"))


def test_the_man_page_names_every_command_and_option() -> None:
    told = PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    assert not {name for name in _options(parser()) if name not in told}
