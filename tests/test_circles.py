"""No circle of files: what a module needs can be read before it, to the bottom."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def module_name(path: Path, root: Path) -> str:
    """The dotted name of the module at ``path``, as imported with ``root`` on the path."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST, known: Iterable[str]) -> set[str]:
    """Which of the ``known`` modules the code in ``tree`` imports, wherever the import stands.

    Imports inside a function and under ``TYPE_CHECKING`` count: a reader needs those files too.
    ``from package import name`` means the module ``package.name`` where there is one.
    """
    modules = set(known)
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names if name.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                deeper = f"{node.module}.{name.name}"
                found.add(deeper if deeper in modules else node.module)
    return found & modules


def imports_of(root: Path, package: str) -> dict[str, set[str]]:
    """For every module of ``package`` under ``root``, the modules of it that it imports."""
    paths = {module_name(path, root): path for path in sorted((root / package).rglob("*.py"))}
    return {
        name: imported(ast.parse(path.read_text("utf-8")), paths) - {name}
        for name, path in paths.items()
    }


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Every set of modules that reach each other, sorted (Tarjan's algorithm)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            circle = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(circle) > 1:
                found.append(sorted(circle))

    for name in sorted(graph):
        if name not in order:
            visit(name)
    return sorted(found)


def test_no_circle_of_files_in_the_game() -> None:
    graph = imports_of(ROOT, "game")
    assert len(graph) > 100
    found = circles(graph)
    assert not found, "\n".join(" ⇄ ".join(circle) for circle in found)


@pytest.mark.parametrize(
    ("files", "circle"),
    [
        ({"a": "import p.b", "b": "import p.c", "c": ""}, []),
        ({"a": "import p.b", "b": "from p import a"}, ["p.a", "p.b"]),
        ({"a": "from p.b import x", "b": "def f():\n    from p.a import y"}, ["p.a", "p.b"]),
        (
            {"a": "from p import b", "b": "if TYPE_CHECKING:\n    from p.a import A"},
            ["p.a", "p.b"],
        ),
        ({"a": "import p.b", "b": "import p.c", "c": "import p.a"}, ["p.a", "p.b", "p.c"]),
    ],
)
def test_a_planted_circle_is_found(
    tmp_path: Path, files: dict[str, str], circle: list[str]
) -> None:
    package = tmp_path / "p"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name, source in files.items():
        (package / f"{name}.py").write_text(source)
    assert circles(imports_of(tmp_path, "p")) == ([circle] if circle else [])
