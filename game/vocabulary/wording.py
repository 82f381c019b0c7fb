"""How names, lists and sentences are written for people: one way each, for all rooms."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 40
"""Characters of a quoted text; the rest is cut."""


def capital(text: str) -> str:
    """``text`` with a capital."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """``text`` within a sentence: without its capital, unless it begins with an abbreviation."""
    article = text.startswith("A ")
    return text[:1].lower() + text[1:] if article or text[1:2].islower() else text


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop, unless it ends in a stop of its own or is empty."""
    text = capital(text)
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def listed(names: Sequence[str]) -> str:
    """``EV1``, ``EV1 and EV2``, ``EV1, EV2 and PLT``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def few(texts: Sequence[str], most: int = 5) -> str:
    """``flow ev1 high; go vent; and 3 more``: each once, and at most ``most`` of them."""
    each = tuple(dict.fromkeys(texts))
    more = f"; and {len(each) - most} more" if len(each) > most else ""
    return "; ".join(each[:most]) + more


SPELT = "\u200c\u200d\u00a0\u202f\u3000"
"""Characters that nobody sees and that a spelling needs: Persian words, Hindi ligatures and emoji
are joined or parted by them, French numbers and Japanese sentences have blanks of their own."""


_AS_SEEN = {ord(character): " " if character.isspace() else "" for character in SPELT}


def spelt(text: str) -> bool:
    """Whether ``text`` is made of what can be seen, and of what its spelling needs."""
    return text.isprintable() or all(c.isprintable() or c in SPELT for c in text)


def plain(text: str) -> str:
    """``text`` on one line, without control characters, direction marks or lone surrogates.

    Words stay apart; what joins or parts letters within a word is left out, as terminals do not
    agree on how wide it makes them.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)


def visible(text: str) -> str:
    """``text`` on one line, with every character that could steer a terminal replaced."""
    if text.isprintable():
        return text
    kept = text.translate(_AS_SEEN)
    return "".join(c if c.isprintable() else " " if c in "\t\n" else "�" for c in kept)


def quoted(text: str) -> str:
    """``text`` of a stranger in quotes, safe to show, and cut if it is long."""
    return f"'{visible(text[:_LONGEST])}…'" if len(text) > _LONGEST else f"'{visible(text)}'"
