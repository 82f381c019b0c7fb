"""The command line in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main

from .calling import Done, Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call no-airlock in an empty folder, without a terminal; its saves are there too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_AIRLOCK_SAVES", str(tmp_path / "saves"))

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        assert "Something broke" not in said.err, said.err
        return Done(status, said.out, said.err)

    return call
