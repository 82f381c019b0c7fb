"""Random misspellings of the words of a level, and whether the right word is suggested first.

python -m tests.level.misspell --count 500 --seed 1 FILE…
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from game.authoring import starter
from game.level import loading, tree
from game.level.form import Path as Place
from game.level.places import record_at

WORDY = frozenset(
    {"do", "begin", "slip", "yes", "no", "suggest", "order", "effect", "when", "needs", "only_if",
     "expect", "until", "unless", "end", "run", "plan", "abort", "terminate", "who", "check",
     "on_fail", "pick", "for", "channel"}
)  # fmt: skip
"""Fields whose values are words that the game knows."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[a-z{][a-z0-9_.{}-]*[a-z0-9}]")
_PLAIN = frozenset({"and", "or", "not"})


class Word(NamedTuple):
    """A word of a level's file, and where it stands."""

    at: int
    text: str
    kind: str


def words(root: tree.Mapping) -> list[Word]:
    """The words of three letters and more that a checker should know, in the level's own file."""
    return [word for word in _words(root, ()) if len(word.text) > 2]


def _words(node: tree.Node, path: Place) -> Iterator[Word]:
    if isinstance(node, tree.Mapping):
        record = record_at(path)
        for name, (key, value) in node.entries.items():
            if record is not None and key.source.name == node.source.name:
                yield Word(key.at, key.text, "key")
            yield from _words(value, (*path, name))
    elif isinstance(node, tree.Sequence):
        for at, item in enumerate(node.items):
            yield from _words(item, (*path, at))
    else:
        field = next((item for item in reversed(path) if isinstance(item, str)), "")
        if field in WORDY:
            raw = node.source.text[node.at : node.end]
            for found in _WORD.finditer(raw):
                before = raw[: found.start()].rstrip()
                quantity = before[-1:].isdigit()
                if found.group() not in _PLAIN and not quantity:
                    yield Word(node.at + found.start(), found.group(), "word")


def misspelt(word: str, draw: random.Random) -> str:
    """The word with one letter inserted, left out, replaced, or swapped with the next."""
    at = draw.randrange(len(word))
    while not word[at].isalpha():
        at = draw.randrange(len(word))
    how = draw.choice(("insert", "leave out", "replace", "swap"))
    if how == "insert":
        return word[:at] + draw.choice(LETTERS) + word[at:]
    if how == "leave out":
        return word[:at] + word[at + 1 :]
    if how == "replace":
        return word[:at] + draw.choice(LETTERS) + word[at + 1 :]
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


class Outcome(NamedTuple):
    """What became of a misspelling."""

    right: bool
    caught: bool
    told: int
    line: bool
    what: str


def tried(text: str, folder: Path, draw: random.Random) -> Outcome:
    """Misspell one word of a sound level, and look at what is told."""
    path = folder / "misspelt.yaml"
    path.write_text(text, encoding="utf-8")
    word = draw.choice(words(loading.tree_of(path)))
    wrong = misspelt(word.text, draw)
    while wrong == word.text:
        wrong = misspelt(word.text, draw)
    path.write_text(text[: word.at] + wrong + text[word.at + len(word.text) :], encoding="utf-8")
    mistakes = loading.examine(path).mistakes
    line = text.count("\n", 0, word.at) + 1
    hints = [each.hint for each in mistakes if each.line == line]
    suggested = re.match(r"did you mean (.+)\?$", hints[0]) if hints else None
    right = suggested is not None and _same(suggested[1], word.text)
    what = f"{line}: {word.text} → {wrong}: " + " | ".join(
        f"{each.line}:{each.column} {each.code} {each.message} [{each.hint[:60]}]"
        for each in mistakes
    )
    return Outcome(right, bool(mistakes), len(mistakes), bool(hints), what)


def _same(suggested: str, word: str) -> bool:
    """Whether the suggestion is the word, with somebody in place of {crew} and the like, or the
    part of it that was misspelt."""
    pattern = re.escape(word)
    for holder in ("crew", "who", "pick"):
        pattern = pattern.replace(rf"\{{{holder}\}}", f"(?:[a-z0-9]+|{{{holder}}})")
    return bool(re.fullmatch(pattern, suggested)) or (suggested[0] == "{" and suggested in word)


def main() -> int:
    """Try many, and tell of each that is not suggested right."""
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--count", type=int, default=500)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("files", nargs="*", type=Path, default=[starter.TEMPLATE])
    options = made.parse_args()
    draw = random.Random(options.seed)
    texts = [path.read_text(encoding="utf-8") for path in options.files]
    texts = [text.replace("id: NAME", "id: name") for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        found = [tried(draw.choice(texts), Path(folder), draw) for _ in range(options.count)]
    caught = [each for each in found if each.caught]
    for each in caught:
        if not each.right or each.told > 1:
            print(each.what)
    right, line = sum(each.right for each in caught), sum(each.line for each in caught)
    once = sum(each.told == 1 for each in caught)
    share = 100 * right / len(caught)
    print(f"{options.count} misspellings, {len(caught)} caught")
    print(f"first suggestion right in {right} ({share:.1f} %), line in {line}, alone in {once}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
