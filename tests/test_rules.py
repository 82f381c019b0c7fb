"""The simulation keeps to arithmetic that is the same on every machine: a lint of its sources."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SIMULATION = (
    "physics",
    "world",
    "ops",
    "vocabulary/conditions.py",
    "vocabulary/grammar.py",
    "mission.py",
)

MATH = {"sqrt", "floor", "ldexp", "frexp", "isfinite", "isnan", "inf", "nan", "pi"}
MODULES = {"random", "secrets", "uuid", "time", "datetime", "os", "numpy", "cmath", "statistics"}
CALLS = {
    "sum": "builtin sum() rounds differently since CPython 3.12: add in a loop",
    "pow": "pow() is the C library's: use detmath.power or multiply",
    "hash": "hash() differs between processes",
    "id": "id() differs between processes",
}
ORDER_TAKERS = {"list", "tuple", "enumerate", "iter", "map", "filter", "zip"}


def is_whole(node: ast.expr) -> bool:
    """Whether ``node`` is an integer literal, whose powers are exact."""
    return isinstance(node, ast.Constant) and type(node.value) is int


class Lint(ast.NodeVisitor):
    """Collects ``path:line: what is wrong`` of one module."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[str] = []
        self.math_names: set[str] = set()

    def report(self, node: ast.AST, what: str) -> None:
        self.found.append(f"{self.path}:{getattr(node, 'lineno', 0)}: {what}")

    def visit_Import(self, node: ast.Import) -> None:
        for name in node.names:
            root = name.name.partition(".")[0]
            if root in MODULES:
                self.report(node, f"import of {name.name}")
            elif root == "math":
                self.math_names.add(name.asname or "math")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        root = (node.module or "").partition(".")[0]
        if node.level == 0 and root in MODULES:
            self.report(node, f"import from {node.module}")
        elif node.level == 0 and root == "math":
            for name in node.names:
                if name.name not in MATH:
                    self.report(node, f"math.{name.name}: use game.physics.detmath")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        of_math = isinstance(node.value, ast.Name) and node.value.id in self.math_names
        if of_math and node.attr not in MATH:
            self.report(node, f"math.{node.attr}: use game.physics.detmath")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        whole = is_whole(node.left) and is_whole(node.right)
        if isinstance(node.op, ast.Pow) and not whole:
            self.report(node, "the ** operator: multiply, or use detmath.power")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.op, ast.Pow):
            self.report(node, "the **= operator: multiply, or use detmath.power")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name):
            if node.func.id in CALLS:
                self.report(node, CALLS[node.func.id])
            if node.func.id in ORDER_TAKERS:
                for argument in node.args:
                    self.ordered(argument)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self.ordered(node.iter)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self.ordered(node.iter)
        self.generic_visit(node)

    def visit_Starred(self, node: ast.Starred) -> None:
        self.ordered(node.value)
        self.generic_visit(node)

    def ordered(self, node: ast.expr) -> None:
        called = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("set", "frozenset")
        )
        if called or isinstance(node, ast.Set | ast.SetComp):
            self.report(node, "the order of a set: sort it, or use a tuple or a dict")


def violations(source: str, path: str) -> list[str]:
    """What in ``source`` could differ between machines, as ``path:line: what``."""
    lint = Lint(path)
    # Imports first, so that an alias is known wherever it is used.
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            lint.math_names.update(n.asname or "math" for n in node.names if n.name == "math")
    lint.visit(tree)
    return lint.found


def sources() -> list[Path]:
    """Every module of the simulation that there is."""
    found: list[Path] = []
    for name in SIMULATION:
        path = ROOT / "game" / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_simulation_uses_only_exact_arithmetic(path: Path) -> None:
    found = violations(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    assert not found, "\n" + "\n".join(found)


def test_every_room_of_the_simulation_is_looked_at() -> None:
    seen = {path.relative_to(ROOT / "game").parts[0] for path in sources()}
    assert {"physics", "world", "ops"} <= seen


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("import random", "random"),
        ("import time as t", "time"),
        ("import os.path", "os.path"),
        ("from datetime import datetime", "datetime"),
        ("import numpy as np", "numpy"),
        ("from math import exp", "math.exp"),
        ("from math import *", "math.*"),
        ("import math; y = math.sin(1.0)", "math.sin"),
        ("import math as m; y = m.fsum([1.0])", "math.fsum"),
        ("y = 2.0 ** x", "**"),
        ("y = 2.0 ** 3", "**"),
        ("y = 2 ** -x", "**"),
        ("y **= 2", "**="),
        ("y = pow(x, 2)", "pow()"),
        ("y = sum(x)", "sum()"),
        ("for a in {1, 2}: pass", "set"),
        ("for a in set(x): pass", "set"),
        ("y = [a for a in frozenset(x)]", "set"),
        ("y = {a: 1 for a in {b for b in x}}", "set"),
        ("y = list({1, 2})", "set"),
        ("y = (*set(x),)", "set"),
        ("y = hash(x)", "hash()"),
        ("y = id(x)", "id()"),
    ],
)
def test_a_planted_violation_is_reported_with_its_place(line: str, word: str) -> None:
    found = violations(f'"""A module."""\n\n{line}\n', "game/world/planted.py")
    assert len(found) == 1
    assert found[0].startswith("game/world/planted.py:3: ")
    assert word in found[0]


@pytest.mark.parametrize(
    "line",
    [
        "import math; y = math.sqrt(math.floor(x)) + math.inf",
        "from math import frexp, ldexp, isfinite, isnan, nan, pi",
        "from game.physics.detmath import exp",
        "for a in sorted({1, 2}): pass",
        "y = x in {1, 2}",
        "y = f(**x)",
        "y = 10**9",
        "y = x.id(1) + x.time.sum()",
        "from game.world import time",
    ],
)
def test_what_is_allowed_is_not_reported(line: str) -> None:
    assert violations(line, "game/world/fine.py") == []
