"""Conditions over channels: ``cabin.pressure < 0.5 psi and all.suit.leak_check == passed``.

Names, units and words are checked when a condition is read; what runs each tick is a closure
over a frame, a list of values in slots. A dead transducer reads NaN, and a comparison with NaN
is false, ``!=`` too. :mod:`game.vocabulary.grammar` reads the text.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

from game.vocabulary.channels import Channel
from game.vocabulary.grammar import Comparison, Join, Lasting, Not, Tree, lasting, parse, tokens

Test = Callable[[Sequence[Any]], bool]
"""A compiled condition: the frame (values in slots) goes in, whether it holds comes out."""
Tests = Callable[[Sequence[Any]], list[bool]]
"""The same of many conditions, in their order."""


def check(text: str, channels: Mapping[str, Channel]) -> None:
    """Raise BadCondition, with one sentence and a column, if ``text`` is not a condition.

    ``channels`` are those it may name, in full, as from :func:`game.vocabulary.channels.expand`.
    """
    parse(text, channels)


def compile(text: str, channels: Mapping[str, Channel], index: Mapping[str, int]) -> Test:
    """The condition as a function of a frame, in which ``index`` gives the slot of a channel.

    Raises BadCondition.
    """
    return _closure(parse(text, channels), index)


def compile_all(
    texts: Sequence[str], channels: Mapping[str, Channel], index: Mapping[str, int]
) -> Tests:
    """Many conditions as one function of a frame, in half the time of asking each.

    One comparison without which a condition can't hold is made for all of them in one call; only
    those few that pass it are asked. Raises BadCondition.
    """
    groups: dict[tuple[str, bool], list[tuple[int, float | str, int, Test]]] = {}
    others: list[tuple[int, Test]] = []
    for at, text in enumerate(texts):
        tree = parse(text, channels)
        gate, test = _gate(tree), _closure(tree, index)
        if gate is None:
            others.append((at, test))
        else:
            group = groups.setdefault((gate.op, gate.passes), [])
            group.append((index[gate.channel], gate.value, at, test))
    rows = [
        (_OPERATORS[op], _slots([slot for slot, *_ in group]), [value for _, value, *_ in group],
         passes, [(at, test) for _, _, at, test in group])
        for (op, passes), group in groups.items()
    ]  # fmt: skip
    none = [False] * len(texts)

    def tests(frame: Sequence[Any]) -> list[bool]:
        found = none[:]
        for compare, values_of, limits, passes, asked in rows:
            made = map(compare, values_of(frame), limits)
            for at, test in compress(asked, made if passes else map(operator.not_, made)):
                found[at] = test(frame)
        for at, test in others:
            found[at] = test(frame)
        return found

    return tests


class _Gate(NamedTuple):
    """A comparison that must come out as ``passes`` where a condition holds."""

    channel: str
    op: str
    value: float | str
    passes: bool = True

    @property
    def wide(self) -> int:
        """How often it passes: a transducer is seldom dead, a limit not so seldom passed."""
        return 2 if isinstance(self.value, str) else int(self.passes)


def _gate(tree: Tree) -> _Gate | None:
    """The gate of a condition that passes most seldom, as far as that can be told; None for none.

    What is not equal may be dead, and then is not different either: so much a gate lets through.
    """
    if isinstance(tree, Comparison):
        if tree.op == "!=":
            return _Gate(tree.channel, "==", tree.value, passes=False)
        return _Gate(tree.channel, tree.op, tree.value)
    if isinstance(tree, Lasting):
        return _Gate(tree.key, ">=", tree.seconds)
    if isinstance(tree, Not):
        gate = _gate(tree.inner) if isinstance(tree.inner, Comparison) else None
        return gate._replace(passes=False) if gate and gate.passes else None
    gates = [_gate(part) for part in tree.parts]
    known = [gate for gate in gates if gate is not None]
    if tree.word == "and":
        return min(known, key=lambda gate: gate.wide, default=None)
    return _widest(known) if len(known) == len(gates) else None


def _widest(gates: list[_Gate]) -> _Gate | None:
    """The gate that all of ``gates`` go through, where they ask for limits on one channel."""
    first = gates[0]
    loosest = {"<": max, "<=": max, ">": min, ">=": min}.get(first.op)
    values = [gate.value for gate in gates if isinstance(gate.value, float)]
    alike = all((each.channel, each.op) == (first.channel, first.op) for each in gates)
    if loosest is None or not alike or len(values) < len(gates) or not all(g.passes for g in gates):
        return None
    return first._replace(value=loosest(values))


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
}  # fmt: skip
"""The comparisons that Python makes the same way; ``!=`` differs for NaN."""


def _slots(slots: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """A function that takes the values in ``slots`` out of a frame."""
    if len(slots) > 1:
        return operator.itemgetter(*slots)
    (only,) = slots
    return lambda frame: (frame[only],)


def lasting_in(
    text: str, channels: Mapping[str, Channel], index: Mapping[str, int]
) -> dict[str, Test]:
    """What in a condition must hold for a time: the key of its slot, and what has to hold.

    The slot has the seconds for which it has held, and -1 while it does not: see :func:`held`.
    Raises BadCondition.
    """
    return {each.key: _closure(each.inner, index) for each in lasting(parse(text, channels))}


NOT_HELD = -1.0
"""For how long something has held that does not hold, s."""


def held(
    tests: Mapping[str, Test], frame: Sequence[Any], since: dict[str, int], tick: int, tick_s: float
) -> list[float]:
    """For how long each of ``tests`` has held, s, now that ``frame`` was read at ``tick``.

    ``since`` remembers from which tick on, and is renewed.
    """
    spans: list[float] = []
    for key, test in tests.items():
        if test(frame):
            spans.append((tick - since.setdefault(key, tick)) * tick_s)
        else:
            since.pop(key, None)
            spans.append(NOT_HELD)
    return spans


def channels_of(text: str, channels: Mapping[str, Channel]) -> tuple[str, ...]:
    """The full names of the channels that a condition reads, each once, in their order.

    Raises BadCondition.
    """
    comparisons = _comparisons(parse(text, channels))
    return tuple(dict.fromkeys(each.channel for each in comparisons))


Limit = tuple[str, str, float]
"""A channel, an operator and a limit in SI."""

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMPOUND = re.compile(r"[()]|\bor\b|\bnot\b", re.IGNORECASE)


def limit_of(text: str, channels: Mapping[str, Channel]) -> Limit | None:
    """Channel, operator and SI limit, if the condition is one plain comparison with a number.

    For these a time to limit can be forecast. Raises BadCondition.
    """
    tree = parse(text, channels)
    if isinstance(tree, Lasting):
        tree = tree.inner
    if isinstance(tree, Comparison) and isinstance(tree.value, float):
        return tree.channel, tree.op, tree.value
    return None


def limit_in(text: str, channels: Mapping[str, Channel]) -> tuple[Limit | None, str]:
    """The limit in a condition, and the conditions under which it counts; empty if always.

    Of comparisons joined by ``and`` the first with a number is the limit. None for a condition
    that is joined otherwise. Raises BadCondition.
    """
    parts = [part.strip() for part in _AND.split(text)]
    if len(parts) == 1 or _COMPOUND.search(text):
        return limit_of(text, channels), ""
    for at, part in enumerate(parts):
        limit = limit_of(part, channels)
        if limit is not None:
            return limit, " and ".join((*parts[:at], *parts[at + 1 :]))
    return None, ""


def parts_of(text: str, crew: Sequence[str] = ()) -> tuple[str, ...]:
    """The conditions that are joined by ``and`` in one; the whole, where it is joined otherwise.

    What ``all`` of the ``crew`` must show is a part for each of them, unless it is to last.
    """
    depth, cuts = 0, [0]
    for token in tokens(text):
        word = token.text.lower()
        depth += (word == "(") - (word == ")")
        if not depth and word == "or":
            return (text,)
        if not depth and word == "and":
            cuts += [token.column - 1, token.column - 1 + len(word)]
    cuts.append(len(text))
    parts = [text[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    found: list[str] = []
    for part in parts:
        each = part.lower().startswith("all.") and not re.search(r"\bfor\b", part)
        rest = part[len("all.") :] if each else ""
        found += [f"{who}.{rest}" for who in crew] if rest and crew else [part]
    return tuple(found)


MAX_CASES = 200
"""Most cases that a condition is taken apart into."""
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def cases_of(
    text: str, channels: Mapping[str, Channel], *, holds: bool = True
) -> list[tuple[Comparison, ...]] | None:
    """The cases in which a condition ``holds``, or does not.

    Each case is comparisons that hold together. None if there are more than MAX_CASES. Raises
    BadCondition.
    """
    return _cases(parse(text, channels), holds)


def _cases(tree: Tree, holds: bool) -> list[tuple[Comparison, ...]] | None:
    if isinstance(tree, Comparison):
        return [(tree if holds else Comparison(tree.channel, _OPPOSITE[tree.op], tree.value),)]
    if isinstance(tree, Not):
        return _cases(tree.inner, not holds)
    if isinstance(tree, Lasting):  # it does not hold also where its inner part holds, but not yet
        return _cases(tree.inner, True) if holds else [()]
    parts = [_cases(part, holds) for part in tree.parts]
    found: list[tuple[Comparison, ...]] = [()] if (tree.word == "and") == holds else []
    for part in parts:
        if part is None:
            return None
        if (tree.word == "and") == holds:
            found = [one + other for one in found for other in part]
        else:
            found += part
        if len(found) > MAX_CASES:
            return None
    return found


def _comparisons(tree: Tree) -> Iterator[Comparison]:
    if isinstance(tree, Comparison):
        yield tree
    elif isinstance(tree, Not | Lasting):
        yield from _comparisons(tree.inner)
    else:
        for part in tree.parts:
            yield from _comparisons(part)


def _closure(tree: Tree, index: Mapping[str, int]) -> Test:
    if isinstance(tree, Comparison):
        return _comparison(index[tree.channel], tree.op, tree.value)
    if isinstance(tree, Not):
        inner = _closure(tree.inner, index)
        return lambda frame: not inner(frame)
    if isinstance(tree, Lasting):
        return _comparison(index[tree.key], ">=", tree.seconds)
    if tree.word == "or":
        return _some(tuple(_closure(part, index) for part in _flat(tree)))
    return _all_of(_limits_first(tree), index)


def _all_of(parts: Sequence[Tree], index: Mapping[str, int]) -> Test:
    *before, last = parts
    test = _closure(last, index)
    for part in reversed(before):
        if isinstance(part, Comparison):
            test = _comparison_and(index[part.channel], part.op, part.value, test)
        else:
            test = _both(_closure(part, index), test)
    return test


def _flat(tree: Join) -> list[Tree]:
    """The parts of a join, with those of parts joined by the same word in place of them."""
    found: list[Tree] = []
    for part in tree.parts:
        if isinstance(part, Join) and part.word == tree.word:
            found += _flat(part)
        else:
            found.append(part)
    return found


def _limits_first(tree: Join) -> list[Tree]:
    """The parts of an ``and``: limits are seldom passed, and then the rest need not be asked."""
    return sorted(_flat(tree), key=_is_no_limit)


def _is_no_limit(tree: Tree) -> bool:
    return not (isinstance(tree, Comparison) and isinstance(tree.value, float))


def _both(one: Test, two: Test) -> Test:
    return lambda frame: one(frame) and two(frame)


def _some(tests: tuple[Test, ...]) -> Test:
    def some(frame: Sequence[Any]) -> bool:
        for test in tests:  # noqa: SIM110 - any() with a generator takes twice the time
            if test(frame):
                return True
        return False

    return some


# A comparison gives a bool by itself: what is in a frame is a float or a word.


def _comparison(slot: int, op: str, value: Any) -> Test:
    if op == "<":
        return lambda frame: frame[slot] < value
    if op == "<=":
        return lambda frame: frame[slot] <= value
    if op == ">":
        return lambda frame: frame[slot] > value
    if op == ">=":
        return lambda frame: frame[slot] >= value
    if op == "==":
        return lambda frame: frame[slot] == value
    # NaN is not equal to itself
    return lambda frame: value != frame[slot] == frame[slot]


def _comparison_and(slot: int, op: str, value: Any, rest: Test) -> Test:
    """A comparison and ``rest`` in one call: alarms ask some fifty of them every two seconds."""
    if op == "<":
        return lambda frame: frame[slot] < value and rest(frame)
    if op == "<=":
        return lambda frame: frame[slot] <= value and rest(frame)
    if op == ">":
        return lambda frame: frame[slot] > value and rest(frame)
    if op == ">=":
        return lambda frame: frame[slot] >= value and rest(frame)
    if op == "==":
        return lambda frame: frame[slot] == value and rest(frame)
    return lambda frame: value != frame[slot] == frame[slot] and rest(frame)
