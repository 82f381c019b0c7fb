"""The limits that the rules of a level put on channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.level.schema import Level
from game.vocabulary import conditions
from game.vocabulary.channels import Channel
from game.vocabulary.events import Severity


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that a rule of the level puts on a channel, SI."""

    channel: str
    above: bool
    """Whether the alarm sounds above it; otherwise below."""
    value: float
    severity: Severity
    only: str
    """The other conditions under which it counts, as the level has them; empty if always."""


def limits_of(level: Level, channels: Mapping[str, Channel]) -> tuple[Limit, ...]:
    """The limit that each rule of ``level`` watches, as :func:`conditions.limit_in` finds it."""
    found: dict[Limit, None] = {}
    for rule in level.rules.values():
        for who in tuple(level.crew) if "{crew}" in rule.when else ("",):
            limit, only = conditions.limit_in(rule.when.replace("{crew}", who), channels)
            if limit is not None:
                name, op, value = limit
                only = only.replace(f"{who}.", "") if who else only
                found[Limit(name, op in (">", ">="), value, rule.class_, only)] = None
    return tuple(found)
