"""The same flight gives the same log, to the last byte, on every Python and hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
NEEDED = ("PyYAML",)
"""What a flight without a screen needs."""


def flown(python: str | Path, log: Path, hash_seed: str, **more: str) -> bytes:
    """The log of First Out, flown by the autopilot under ``python``."""
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(TOP)} | more
    done = subprocess.run(
        [python, "-m", "game", "fly", "first-out", "--autopilot", "--seed", "5", "--log", log],
        env=environment,
        cwd=log.parent,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "FIRST OUT" in done.stdout.upper(), done.stderr
    return log.read_bytes()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return flown(sys.executable, tmp_path_factory.mktemp("here") / "a.jsonl", "0")


def test_under_another_hash_seed(here: bytes, tmp_path: Path) -> None:
    assert flown(sys.executable, tmp_path / "a.jsonl", "1") == here


def test_on_a_processor_without_avx2_and_fma(here: bytes, tmp_path: Path) -> None:
    """The glibc takes other paths there; elsewhere the variable means nothing."""
    off = "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA"
    assert flown(sys.executable, tmp_path / "a.jsonl", "0", GLIBC_TUNABLES=off) == here


def test_it_is_small(here: bytes) -> None:
    assert len(here) <= 180_000


def test_under_another_python(here: bytes, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    cache = getattr(pytestconfig, "cache", None)
    tried = []
    for version in others():
        python = find_python(version)
        folder = cache.mkdir(f"python{version}") if cache else tmp_path / version
        ready = python and with_what_is_needed(python, folder)
        if not ready:
            continue
        assert flown(ready, tmp_path / f"{version}.jsonl", "1") == here, version
        tried.append(version)
        if not os.environ.get("NO_AIRLOCK_WHOLE"):
            break
    if not tried:
        pytest.skip(f"no other Python was found that has {', '.join(NEEDED)}, or can get them")


def others() -> list[str]:
    """Versions of Python other than this one, the furthest from it first."""
    this = sys.version_info.minor
    minors = [minor for minor in (11, 12, 13, 14) if minor != this]
    return [f"3.{minor}" for minor in sorted(minors, key=lambda minor: -abs(minor - this))]


def find_python(version: str) -> Path | None:
    """An interpreter of ``version`` that runs: on the PATH, or in pyenv's folder."""
    named = shutil.which(f"python{version}")
    found = [Path(named)] if named else []
    if shutil.which("pyenv"):
        root = subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout.strip()
        found += sorted(Path(root).glob(f"versions/{version}.*/bin/python"))
    return next((python for python in found if _runs(python, "import json")), None)


def with_what_is_needed(python: Path, folder: Path) -> Path | None:
    """``python``, or one of its virtual environments, with all that a flight needs."""
    imports = "import yaml"
    made = folder / "venv" / "bin" / "python"
    for candidate in (python, made):
        if _runs(candidate, imports):
            return candidate
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    wanted = [line for line in project["dependencies"] if line.startswith(NEEDED)]
    try:
        subprocess.run([python, "-m", "venv", made.parents[1]], check=True, capture_output=True)
        subprocess.run(
            [made, "-m", "pip", "install", "-q", *wanted],
            check=True,
            capture_output=True,
            timeout=180,
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return made


def _runs(python: Path, code: str) -> bool:
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, timeout=30)
    except (subprocess.SubprocessError, OSError):
        return False
    return done.returncode == 0
