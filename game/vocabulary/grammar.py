"""The grammar of conditions: from a text to a tree, or one sentence that says why not.

From the loosest binding to the tightest::

    condition  = condition "or" condition | condition "and" condition
               | "not" condition | lasting
    lasting    = ("(" condition ")" | comparison) ["for" DURATION]
    comparison = CHANNEL ("<" | "<=" | ">" | ">=" | "==" | "!=") (QUANTITY | WORD)

``all.suit.co2`` and ``any.suit.co2`` stand for that channel of every crew member. With ``for`` it
must have held for so long, at every reading of the instruments. Text from
strangers is safe here: nothing is evaluated, and length and depth are limited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from game.vocabulary import units
from game.vocabulary.channels import Channel
from game.vocabulary.nearest import did_you_mean, nearest
from game.vocabulary.wording import quoted

MAX_LENGTH = 6000
"""Longest condition that is read, in characters."""
MAX_DEPTH = 20
"""Deepest nesting of parentheses and ``not`` that is read."""
MAX_LASTING_S = 86400.0
"""Longest time that something can have to hold, s."""
MAX_QUANTITY = 60
"""Longest quantity that is read, in characters."""

_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_TOKEN = re.compile(r"([<>=!]=|[<>=!()])|[^\s<>=!()]+")
_POWER = {"or": 1, "and": 2}
_NOT_POWER = 3
_EXAMPLE = "for example: cabin.pressure < 0.5 psi"
_MEANT = {"=>": ">=", "=<": "<=", "<>": "!="}
_STRAY = {"&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "=": "=="}


class BadCondition(ValueError):
    """A condition that can't be used.

    ``column`` is 1-based in its text, ``hint`` says what to write in its place, and ``missing`` is
    the channel that does not exist, if that is the cause.
    """

    def __init__(self, message: str, column: int, hint: str = "", missing: str = "") -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.column = column
        self.hint = hint
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: a channel, its operator, and an SI value or a word."""

    channel: str
    op: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Not:
    """What holds where ``inner`` does not."""

    inner: Tree


@dataclass(frozen=True, slots=True)
class Join:
    """Parts joined by ``and`` or by ``or``, which ``word`` is."""

    word: str
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Lasting:
    """What holds where ``inner`` has held for ``seconds`` without a break."""

    inner: Tree
    seconds: float

    @property
    def key(self) -> str:
        """The name of the slot that says for how long ``inner`` has held."""
        return f"held: {written(self.inner)}"


Tree = Comparison | Not | Join | Lasting
"""A condition, read."""


class _Token(NamedTuple):
    kind: str
    """``symbol``, ``atom`` or ``end``."""
    text: str
    column: int


def written(tree: Tree) -> str:
    """A tree as a text: the same for all texts that mean the same comparisons in this order."""
    if isinstance(tree, Comparison):
        return f"{tree.channel} {tree.op} {tree.value}"
    if isinstance(tree, Not):
        return f"not ({written(tree.inner)})"
    if isinstance(tree, Lasting):
        return f"({written(tree.inner)}) for {tree.seconds} s"
    return f" {tree.word} ".join(f"({written(part)})" for part in tree.parts)


def lasting(tree: Tree) -> list[Lasting]:
    """Every part of a tree that must hold for a time."""
    if isinstance(tree, Comparison):
        return []
    if isinstance(tree, Lasting):
        return [tree]
    parts = (tree.inner,) if isinstance(tree, Not) else tree.parts
    return [each for part in parts for each in lasting(part)]


def parse(text: str, channels: Mapping[str, Channel]) -> Tree:
    """The tree of a condition over ``channels``, given in full. Raises BadCondition."""
    return _Parser(text, channels).whole()


def tokens(text: str) -> list[_Token]:
    """The words and signs of a condition, and its end."""
    found = [
        _Token("symbol" if match.group(1) else "atom", match.group(), match.start() + 1)
        for match in _TOKEN.finditer(text)
    ]
    found.append(_Token("end", "", len(text.rstrip()) + 1))
    return found


class _Parser:
    def __init__(self, text: str, channels: Mapping[str, Channel]) -> None:
        if len(text) > MAX_LENGTH:
            raise BadCondition(
                f"this condition has {len(text)} characters: {MAX_LENGTH} is the most", 1
            )
        self._source = text
        self._channels = channels
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def whole(self) -> Tree:
        if self._next.kind == "end":
            raise BadCondition(f"a condition is needed, {_EXAMPLE}", 1)
        tree = self._expression(0)
        token = self._next
        if token.kind != "end":
            raise _trailing(token)
        return tree

    def _expression(self, power: int) -> Tree:
        left = self._prefix()
        while True:
            word = self._next.text.lower()
            mine = _POWER.get(word, 0)
            if mine <= power:
                return left
            parts = [left]
            while self._next.text.lower() == word:
                self._take()
                parts.append(self._expression(mine))
            left = Join(word, tuple(parts))

    def _prefix(self) -> Tree:
        token = self._take()
        word = token.text.lower()
        if token.kind == "end":
            raise BadCondition(f"a comparison is missing at the end, {_EXAMPLE}", token.column)
        if word not in ("not", "("):
            return self._lasting(self._comparison(token))
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BadCondition(f"this is nested more than {MAX_DEPTH} deep", token.column)
        if word == "not":
            tree: Tree = Not(self._expression(_NOT_POWER))
        else:
            tree = self._expression(0)
            if self._next.text != ")":
                if self._next.kind == "end":
                    raise BadCondition("this '(' is not closed: a ')' is missing", token.column)
                raise _trailing(self._next)
            self._take()
            tree = self._lasting(tree)
        self._depth -= 1
        return tree

    def _lasting(self, tree: Tree) -> Tree:
        """``tree``, or, with ``for`` behind it, that it has held for a time."""
        token = self._next
        if token.text.lower() != "for":
            return tree
        self._take()
        if lasting(tree):
            message = "what has to hold for a time can't hold another for"
            raise BadCondition(message, token.column, "take one out")
        right = self._words()
        if not right:
            raise BadCondition("after for a duration is needed", self._next.column, "for 30 s")
        return Lasting(tree, _seconds(self._given(right)[:MAX_QUANTITY], right[0].column))

    def _words(self) -> list[_Token]:
        """The words up to what begins something new."""
        right: list[_Token] = []
        while self._next.kind == "atom" and not self._starts_again(self._next.text.lower()):
            right.append(self._take())
        return right

    def _given(self, right: list[_Token]) -> str:
        return self._source[right[0].column - 1 : right[-1].column - 1 + len(right[-1].text)]

    def _comparison(self, token: _Token) -> Tree:
        names, channel = self._channel(token)
        op = self._take()
        if op.text not in _COMPARISONS or self._next.text in ("=", ">"):
            raise _no_operator(token.text, channel, op, self._tokens[self._at :])
        right = self._words()
        if not right:
            raise BadCondition(
                f"after {token.text} {op.text} {_wanted(channel)}", self._next.column
            )
        value = self._value(token, channel, op, right)
        found = tuple(Comparison(name, op.text, value) for name in names)
        if token.text.lower().startswith(("all.", "any.")):
            return Join("and" if token.text.lower().startswith("all.") else "or", found)
        return found[0]

    def _starts_again(self, word: str) -> bool:
        return word in ("and", "or", "not", "for") or word in _STRAY or word in self._channels

    def _channel(self, token: _Token) -> tuple[tuple[str, ...], Channel]:
        name = token.text.lower()
        if token.kind == "symbol":
            stray = _STRAY.get(name)
            hint = f"write {stray}" if stray else f"a channel is needed here, {_EXAMPLE}"
            raise BadCondition(f"{quoted(name)} can't stand here", token.column, hint)
        head, _, rest = name.partition(".")
        if head in ("all", "any") and rest:
            names = tuple(f"{who}.{rest}" for who in _crew(self._channels))
            if names and all(each in self._channels for each in names):
                return names, self._channels[names[0]]
        elif name in self._channels:
            return (name,), self._channels[name]
        raise _unknown(token, self._channels)

    def _value(
        self, name: _Token, channel: Channel, op: _Token, right: list[_Token]
    ) -> float | str:
        start = right[0].column
        given = self._given(right)
        if not channel.words:
            return _quantity(name.text, channel, given, start)
        if op.text not in ("==", "!="):
            raise BadCondition(
                f"{name.text} is one of {', '.join(channel.words)}: "
                f"compare it with == or !=, not {op.text}",
                op.column,
            )
        word = given.lower()
        if word in channel.words:
            return word
        raise BadCondition(
            f"{name.text} is one of {', '.join(channel.words)}, not {quoted(given)}",
            start,
            _word_meant(right, channel.words),
        )


def _crew(channels: Mapping[str, Channel]) -> list[str]:
    tail = ".suit.pressure"
    return [name.removesuffix(tail) for name in channels if name.endswith(tail)]


def _quantity(name: str, channel: Channel, given: str, column: int) -> float:
    dimension = channel.dimension
    message = f"{name} is {_article(dimension)}, which {quoted(given)} is not"
    example = f"compare it with for example '{units.example(dimension)}'"
    if len(given) > MAX_QUANTITY:
        raise BadCondition(message, column, example)
    try:
        return units.parse(given, dimension)
    except units.BadQuantity:
        number, _, rest = given.partition(" ")
        used = number.lstrip("+-.0123456789") or rest.partition(" ")[0]
        near = "" if used in units.UNITS else nearest(used, units.units_of(dimension))
        if joint := nearest(rest.partition(" ")[2].partition(" ")[0], ("and", "or")):
            near = joint
        hint = f"did you mean {near}?" if near else example
        raise BadCondition(message, column, hint) from None


def _seconds(given: str, column: int) -> float:
    try:
        seconds = units.parse(given, "duration")
    except units.BadQuantity:
        message = f"after for a duration is needed, which {quoted(given)} is not"
        raise BadCondition(message, column, "write for example for 30 s") from None
    if not 0.0 < seconds <= MAX_LASTING_S:
        raise BadCondition(f"{quoted(given)} is out of range", column, "0.5 s to 1 d")
    return seconds


def _article(dimension: str) -> str:
    return f"{'an' if dimension[0] in 'aeiou' else 'a'} {dimension}"


def _wanted(channel: Channel) -> str:
    if channel.words:
        return f"one of {', '.join(channel.words)} is needed"
    return (
        f"{_article(channel.dimension)} is needed, for example {units.example(channel.dimension)!r}"
    )


def _unknown(token: _Token, channels: Mapping[str, Channel]) -> BadCondition:
    name, low, column = token.text, token.text.lower(), token.column
    if low in ("and", "or", "for"):
        return BadCondition(f"a comparison is missing before '{low}'", column, _EXAMPLE)
    if low in _STRAY:
        return BadCondition(f"{quoted(name)} can't stand here", column, f"write {_STRAY[low]}")
    if low[:1].isdigit() or low[:1] in "+-":
        hint = f"put the channel first, {_EXAMPLE}"
        return BadCondition(f"{quoted(name)} can't stand here", column, hint)
    if low in ("true", "false", "yes", "no", "always", "never"):
        return BadCondition(f"a condition is needed here, not {quoted(name)}", column, _EXAMPLE)
    return BadCondition(
        f"{quoted(name)} is not a channel", column, did_you_mean(low, _names(low, channels)), low
    )


def _names(low: str, channels: Mapping[str, Channel]) -> list[str]:
    """What a channel's name could be: those that begin as ``low`` does, if any do."""
    crew = _crew(channels)
    shared = [name.split(".", 1)[1] for name in channels if crew and name.startswith(crew[0] + ".")]
    known = [*channels, *(f"{word}.{rest}" for word in ("all", "any") for rest in shared)]
    head, dot, _ = low.partition(".")
    alike = [name for name in known if name.startswith(head + dot)] if dot else []
    return alike or known


def _no_operator(
    name: str, channel: Channel, token: _Token, rest: Sequence[_Token]
) -> BadCondition:
    both = token.text + (rest[0].text if rest else "")
    if both in _MEANT and rest[0].column == token.column + 1:
        return BadCondition(
            f"{quoted(both)} does not compare", token.column, f"write {_MEANT[both]}"
        )
    if token.text.lower() in ("=", "is", "equals"):
        swapped = {"=": "=="}.get(token.text, "==")
        return BadCondition(
            f"{quoted(token.text)} does not compare", token.column, f"write {swapped}"
        )
    example = f"== {channel.words[0]}" if channel.words else f"< {units.example(channel.dimension)}"
    return BadCondition(
        f"after {name} a comparison is needed", token.column, f"for example: {name} {example}"
    )


def _trailing(token: _Token) -> BadCondition:
    shown = f"{quoted(token.text)} can't stand here"
    if token.text == ")":
        return BadCondition("this ')' closes nothing", token.column, "take it out")
    if token.text in _COMPARISONS:
        return BadCondition(shown, token.column, "join two comparisons with and")
    if token.text.lower() == "for":
        return BadCondition(shown, token.column, "put what has to hold in parentheses")
    if token.text in _STRAY:
        return BadCondition(shown, token.column, f"write {_STRAY[token.text]}")
    return BadCondition(shown, token.column, "join two comparisons with and, or")


def _word_meant(given: Sequence[_Token], words: Sequence[str]) -> str:
    """What was meant by the words after a comparison.

    One of ``words``, or, if the first of them is one, an ``and`` or ``or`` before what follows.
    """
    first = given[0].text.lower()
    if first in words and len(given) > 1:
        joint = nearest(given[1].text, ("and", "or")) or "and"
        return f"did you mean {joint}?" if len(given) > 2 else f"write {joint} after {first}"
    return did_you_mean(" ".join(each.text for each in given), words)
