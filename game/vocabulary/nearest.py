"""The word that somebody meant who misspelt it."""

from __future__ import annotations

from collections.abc import Sequence

MAX_WORD = 60
"""How much of a word is looked at, in characters."""
_LOOKED_AT = 8
"""How many similar words are compared letter by letter."""


def nearest(word: str, known: Sequence[str]) -> str:
    """The one of ``known`` that ``word`` most likely means, or an empty text.

    Fewest letters to insert, delete, replace or swap win; then the more similar word. Case does
    not matter.
    """
    if not known:
        return ""
    from difflib import get_close_matches  # a level without mistakes needs none of it

    low = word[:MAX_WORD].casefold()
    by_fold = {each.casefold(): each for each in reversed(known)}
    if low in by_fold:
        return by_fold[low]
    short = len(low) <= 4
    near = get_close_matches(low, list(by_fold), _LOOKED_AT, 0.4 if short else 0.55)
    ranked = [(edits(low, each), at, each) for at, each in enumerate(near)]
    for count, _, each in sorted(ranked):
        if count <= 1 or (not short and count <= max(2, (len(low) + 1) // 3)):
            return by_fold[each]
    return ""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """``did you mean NAME?``, or an empty text when nothing is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def edits(one: str, other: str) -> int:
    """How many edits of one letter make ``other`` of ``one``.

    An edit inserts, deletes or replaces a letter, or swaps it with the next (optimal string
    alignment).
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, its in enumerate(other, 1):
            best = above[column - 1] + (letter != its)
            best = min(best, above[column] + 1, here[-1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, above = above, here
    return above[-1]
