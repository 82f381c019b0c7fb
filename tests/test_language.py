"""Plain English: no word of a dialect in names, comments, docstrings, tests and documents.

Texts that the game shows are checked for fewer words, because a sentence for a player may speak of
hands or of luck. Decision records keep the words of their day, and the catalogue of orders its own.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

ROOT = Path(__file__).resolve().parent.parent

Kind = Literal["name", "prose", "text"]
"""A name in code; a comment, docstring or document; or another string in code."""

NAMES = re.compile(r"^(anew|befell|cures?|decks?|hands|luck|reckon(ed|s)?|ways|whoever)$")
"""Words that may not be part of a name; ``all_hands`` has the parts ``all`` and ``hands``."""

BOTH = (
    r"anew",
    r"gone on with",
    r"whoever",
    r"(?<!here )is none(?! of)",
    r"(what was )?really so",
    r"befell|befalls?|befallen",
    r"reckon(s|ed|ing)?",
    r"(at|in front of) the glass",
)
PROSE = re.compile(rf"\b({'|'.join((*BOTH, r'luck', r'cures?', r'cured', r'house'))})\b")
TEXTS = re.compile(rf"\b({'|'.join(BOTH)})\b")

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""What of a Markdown document is code."""

INSTEAD = {
    "anew": "again",
    "gone on with": "resumed",
    "whoever": "if somebody, or who",
    "is none": "no, or not a",
    "really so": "the truth",
    "reckoned": "computed",
    "deck": "context",
    "hands": "crew, or actions",
    "ways": "navigation",
    "luck": "draw",
    "glass": "display, or screen",
    "cure": "fix",
    "house": "code, or project",
}
"""What to write for some of them, for the message."""

SPARED = (
    "docs/decisions/",
    "docs/reference/",
    "game/vocabulary/orders.py",
    "tests/test_language.py",
)
"""What is not looked at: records of what was decided, and pages made from catalogues."""


def words_of(name: str) -> list[str]:
    """The parts of a name in code: ``allHands``, ``all_hands`` and ``ALL_HANDS`` have two."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def names_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that code in ``tree`` gives to something, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def docstrings_of(tree: ast.AST) -> set[ast.Constant]:
    """The strings in ``tree`` that stand alone: docstrings, also those below a constant."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def of_code(source: str) -> Iterator[tuple[int, Kind, str]]:
    """Everything in Python ``source`` that is read as language: line, kind, and words."""
    tree = ast.parse(source)
    for line, name in names_of(tree):
        yield line, "name", name
    documented = docstrings_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            kind: Kind = "prose" if node in documented else "text"
            yield node.lineno, kind, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], "prose", token.string


def of_document(source: str) -> Iterator[tuple[int, Kind, str]]:
    """Everything in a Markdown ``source`` that is no code, paragraph by paragraph."""
    prose = CODE.sub(lambda code: "\n" * code[0].count("\n"), source)
    line = 1
    for paragraph in prose.split("\n\n"):
        yield line, "prose", paragraph
        line += paragraph.count("\n") + 2


def found_in(line: int, kind: Kind, words: str) -> Iterator[tuple[int, str]]:
    """The words of a dialect in one piece of language, each with its line."""
    if kind == "name" and words.startswith("test_"):
        kind, words = "prose", words.replace("_", " ")
    if kind == "name":
        yield from ((line, part) for part in words_of(words) if NAMES.match(part))
        return
    pattern = TEXTS if kind == "text" else PROSE
    # a sentence may run over lines, and "is None" is Python
    for match in pattern.finditer(re.sub(r"\s", " ", words)):
        yield line + words[: match.start()].count("\n"), match[0]


def dialect(path: Path, source: str) -> list[str]:
    """What in ``source`` is not plain English, as ``path:line: word``, sorted by line."""
    pieces = of_code(source) if path.suffix == ".py" else of_document(source)
    found = {hit for line, kind, words in pieces for hit in found_in(line, kind, words)}
    return [f"{path.as_posix()}:{line}: {word!r}{instead(word)}" for line, word in sorted(found)]


def instead(word: str) -> str:
    """`` (write …)``, if there is a better word for ``word``."""
    better = next((INSTEAD[known] for known in INSTEAD if known in word or word in known), "")
    return f" (write {better})" if better else ""


def looked_at() -> list[Path]:
    """Every file whose language is checked, from the root of the checkout."""
    paths = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "game").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
    ]
    return sorted(
        path.relative_to(ROOT)
        for path in paths
        if not path.relative_to(ROOT).as_posix().startswith(SPARED)
    )


def test_everything_is_in_plain_english() -> None:
    found = [hit for path in looked_at() for hit in dialect(path, (ROOT / path).read_text("utf-8"))]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("x = 1  # fly it anew", "anew"),
        ('def f():\n    """Raises if it is none."""', "is none"),
        ('"""A log that can be gone\non with."""', "gone on with"),
        ("class Deck:\n    pass", "deck"),
        ("def f(all_hands):\n    pass", "hands"),
        ("self.luck = 1", "luck"),
        ("def test_a_log_that_is_gone_on_with():\n    pass", "gone on with"),
        ('say("what was really so")', "what was really so"),
    ],
)
def test_a_planted_word_is_found(source: str, word: str) -> None:
    found = dialect(Path("game/planted.py"), source)
    assert len(found) == 1 and repr(word) in found[0]


@pytest.mark.parametrize(
    "source",
    [
        "if x is None:\n    pass",
        'say("Good luck, all hands.")',
        "for key in handed:\n    pass",
        '"""A hand on the hatch in many ways; None if there is none."""',
    ],
)
def test_what_is_plain_is_not_found(source: str) -> None:
    assert dialect(Path("game/fine.py"), source) == []


def test_a_document_is_read_without_its_code() -> None:
    text = "Fly it\nagain.\n\n```\nanew\n```\n\nThe `whoever` is spelt,\nand is gone\non with.\n"
    assert dialect(Path("docs/planted.md"), text) == [
        "docs/planted.md:9: 'gone on with' (write resumed)"
    ]
