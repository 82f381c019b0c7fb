"""What is tested of the physics is what the game flies by."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import game
from game.physics import version

GAME = Path(game.__file__).parent
PHYSICS = Path(version.__file__).parent
SOURCES = {path: path.read_text(encoding="utf-8") for path in GAME.rglob("*.py")}
FOR_COMPARISON = {"alveolar_o2", "expm1", "period"}
"""Functions by which tests hold others to what is published."""


def test_every_function_of_the_physics_is_used() -> None:
    named = Counter(word for text in SOURCES.values() for word in re.findall(r"\w+", text))
    idle = {
        one.name
        for path in PHYSICS.glob("*.py")
        for one in ast.parse(SOURCES[path]).body
        if isinstance(one, ast.FunctionDef) and named[one.name] == 1
    }
    assert idle == FOR_COMPARISON
