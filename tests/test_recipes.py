"""The recipes in docs/recipes, carried out in a copy: what they add works; nothing else moves."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = [ROOT / f"tests/golden/{name}.jsonl" for name in ("suit-up-specialist", "water-veteran")]
BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)

WHOLE = re.compile(r"^NO_AIRLOCK_WHOLE=1 python (-m pytest .*)$", re.MULTILINE)
"""A command of a recipe that flies what is new."""

LOOKING_AT_ALL = {
    "channel": ("tests/world/test_instruments.py",),
    "panel": ("tests/display/test_layout.py",),
    "failure": ("tests/level/test_failures.py",),
    "effect": ("tests/vocabulary",),
}
"""Tests that look at all rows, by recipe: a new one must not move them."""


class Change(NamedTuple):
    """One block of a recipe: a new file, or a part of a file with lines to add and take out."""

    path: str
    text: str
    is_new: bool

    def apply(self, root: Path) -> None:
        """Make the change below ``root``."""
        path = root / self.path
        if self.is_new:
            assert not path.exists(), f"{self.path} is there already"
            path.write_text(self.text, encoding="utf-8")
            return
        source, lines = path.read_text("utf-8"), self.text.splitlines()
        old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
        new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        assert source.count(old) == 1, f"{self.path} does not have this once:\n{old}"
        path.write_text(source.replace(old, new), encoding="utf-8")


def changes_of(recipe: str) -> list[Change]:
    """What the page of a recipe says to change."""
    page = (ROOT / "docs" / "recipes" / f"{recipe}.md").read_text("utf-8")
    return [Change(path, text, kind != "diff") for kind, path, text in BLOCK.findall(page)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the game and its tests, without what was flown."""
    unwanted = shutil.ignore_patterns("__pycache__", "golden", "snapshots")
    for name in ("game", "levels", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    return tmp_path


def run(copy: Path, *arguments: str | Path, **more: str) -> str:
    """Run Python on the copy, with ``more`` in its environment. It must go well; its output."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": ""} | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("recipe", "files", "words"),
    [
        ("channel", 2, ("explain", "cabin.n2")),
        ("order", 2, ("explain", "hack")),
        ("panel", 1, ("levels",)),
        ("level-field", 2, ("schema",)),
        ("failure", 0, ("check", "first-out", "water", "--strict")),
        ("effect", 2, ("explain", "slip-latch")),
    ],
)
def test_a_recipe_is_all_that_it_takes(
    copy: Path, recipe: str, files: int, words: tuple[str, ...]
) -> None:
    changes = changes_of(recipe)
    for change in changes:
        change.apply(copy)
    touched = {change.path for change in changes}
    assert len([path for path in touched if path.startswith("game/")]) == files
    (test,) = [each.path for each in changes if each.is_new and each.path.startswith("tests/")]
    looking = LOOKING_AT_ALL.get(recipe, ())
    run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", test, *looking)
    run(copy, "-m", "game", *words)
    run(copy, "-m", "game", "check", "suit-up", "first-out")
    run(copy, "-m", "game", "verify", *GOLDEN)


def test_the_failure_of_the_recipe_flies_as_its_entry_says(copy: Path) -> None:
    page = (ROOT / "docs" / "recipes" / "failure.md").read_text("utf-8")
    (told,) = WHOLE.findall(page)
    for change in changes_of("failure"):
        change.apply(copy)
    said = run(copy, *shlex.split(told), "-p", "no:cacheprovider", "-v", NO_AIRLOCK_WHOLE="1")
    assert "left_alone_ends_as_it_says[jumpy-co2] PASSED" in said


@pytest.mark.skipif(
    not os.environ.get("NO_AIRLOCK_WHOLE"),
    reason="a minute of mypy in a copy: NO_AIRLOCK_WHOLE=1 runs it",
)
def test_what_all_recipes_add_has_its_types(copy: Path) -> None:
    added = []
    for recipe in ("channel", "order", "panel", "level-field", "failure", "effect"):
        for change in changes_of(recipe):
            change.apply(copy)
            added += [change.path] if change.path.endswith(".py") else []
    shutil.copy(ROOT / "pyproject.toml", copy)
    run(copy, "-m", "mypy", "--no-incremental", *dict.fromkeys(added))
