"""Spans of time and conditions in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from game.vocabulary import units
from game.vocabulary.channels import OWN, Channel

_COMPARISON = re.compile(
    r"([a-z][a-z0-9-]*(?:\.[a-z0-9_-]+)+)\s*(<=|>=|==|!=|<|>)\s*([^()]*?)"
    r"(?=\s+(?:and|or|for)\b|\s*\)|\s*$)"
)
_RELATION = {
    "<": "under ", "<=": "at most ", ">": "over ", ">=": "at least ", "==": "", "!=": "not ",
}  # fmt: skip


def span(seconds: float) -> str:
    """A span of time as it is spoken: ``45 s``, ``4 min 10 s``, ``1 h 20 min``."""
    whole = max(0, int(seconds + 0.5))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, rest = divmod((whole + 30) // 60, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def about(seconds: float) -> str:
    """A span of time as it is guessed: whole hours, whole minutes, or tens of seconds."""
    if seconds < 90:
        return f"{max(10, int(seconds / 10.0 + 0.5) * 10)} s"
    if seconds >= 2 * 3600:
        return f"{int(seconds / 3600.0 + 0.5)} h"
    return f"{int(seconds / 60.0 + 0.5)} min"


def condition(
    text: str,
    channels: Mapping[str, Channel],
    roles: Mapping[str, str],
    titles: Mapping[str, str],
) -> str:
    """A condition as a player reads it: ``cabin under 3.4 kPa and EV1 leak check passed``.

    ``roles`` are crew ids and what they are called, ``titles`` checklists and other things of
    the level (``objective.out``) and theirs. Quantities
    are in the units of the gauges. What is not understood stays as it is written.
    """

    def plain(match: re.Match[str]) -> str:
        name, relation, value = match.groups()
        head, _, rest = name.partition(".")
        if head == "flag":
            no = (relation == "!=") != (value == "off")
            return f"{'not ' if no else ''}{titles.get(name, rest)}"
        if head in OWN:
            title = titles.get(rest if head == "checklist" else name, rest)
            return f"{title} {_RELATION[relation]}{value}"
        if head in ("all", "any"):
            some = channels.get(f"{next(iter(roles), '')}.{rest}")
            what = some.label if some else rest
            who = "every" if head == "all" else "any"
            return f"{who} {what} {_RELATION[relation]}{_as_gauged(value, some)}"
        channel = channels.get(name)
        if channel is None:
            return match.group()
        label = f"{roles[head]} {channel.label}" if head in roles else channel.label
        return f"{label} {_RELATION[relation]}{_as_gauged(value, channel)}"

    return _COMPARISON.sub(plain, text)


def gauged(channel: Channel, value: float | str, gone: str = "dead") -> str:
    """What a gauge shows of ``value`` (SI, or a word): ``59.6 kPa``, ``open``.

    ``gone`` is said of a transducer that gives nothing; the events of logs have it as ``dead``.
    """
    if isinstance(value, str):
        return value
    if value != value:
        return gone
    return units.show(channel.as_gauged(value), channel.shown or "1", channel.decimals)


def _as_gauged(value: str, channel: Channel | None) -> str:
    """A quantity in the unit in which ``channel`` is displayed, to as many decimals.

    What is written in that unit stays as it is, and so do words and spans of time.
    """
    if channel is None or not channel.shown or channel.dimension in ("", "duration"):
        return value
    if value.endswith(f" {channel.shown}"):
        return value
    try:
        si_value = units.parse(value, channel.dimension)
    except units.BadQuantity:
        return value
    return units.show(si_value, channel.shown, channel.decimals)
