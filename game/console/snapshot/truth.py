"""What is really so, beside what telemetry says: in a replay alone."""

from __future__ import annotations

import math
from collections.abc import Mapping

from game.console.render.text import clean, long_time, short_time
from game.console.snapshot.parts import Apart, Truth, Unseen
from game.console.snapshot.ship import LITTLE_GAS
from game.console.snapshot.trends import label
from game.console.snapshot.values import NEVER_NEGATIVE, NOTHING
from game.debrief.truth import Gap, gaps, unseen
from game.mission import Mission
from game.vocabulary import units
from game.vocabulary.channels import Channel
from game.vocabulary.events import Event

WHY = {
    "dead": "",
    "stuck": "stuck",
    "old": "",
    "slow": "slow",
    "moving": "just now",
}
"""Why telemetry is not the truth, in a word: the transducer is stuck or slow, or it was read
just before. A dead one says so itself, and that all values are old stands over them."""

OF_GAS = ("cabin.temperature", "cabin.o2_fraction")
"""Channels that mean nothing in a vacuum."""

NEVER_S = 360000.0
"""From here on a time left means never: nothing flows."""


def truth(mission: Mission) -> Truth:
    """What is really so in ``mission`` now, and what the ground did not see."""
    roles = {who: clean(one.role) for who, one in mission.level.crew.items()}
    telemetry = mission.telemetry
    pressure = mission.truth()["cabin.pressure"]
    gas = isinstance(pressure, str) or pressure >= LITTLE_GAS
    return Truth(
        apart=tuple(
            _apart(gap, mission.channels[gap.channel], roles)
            for gap in gaps(mission)
            if gas or gap.channel not in OF_GAS
        ),
        unseen=tuple(
            Unseen(e.number, e.tick, units.clock(e.tick * units.TICK_S), _words(e), e.kind)
            for e in unseen(mission.events)
        ),
        note=f"telemetry {short_time(telemetry.age_s)} old" if telemetry.stale else "telemetry",
    )


def _words(event: Event) -> str:
    """What an event says, and of what was said, who said it."""
    return clean(f"{event.subject}: {event.text}" if event.row.speaker == "*" else event.text)


def _apart(gap: Gap, channel: Channel, roles: Mapping[str, str]) -> Apart:
    return Apart(
        channel=gap.channel,
        label=label(gap.channel, channel, roles),
        true=_text(gap.true, channel),
        seen="dead" if gap.why == "dead" else _text(gap.seen, channel),
        why=WHY[gap.why],
    )


def _text(value: float | str, channel: Channel) -> str:
    """A value in the player's units."""
    if isinstance(value, str):
        return clean(value)
    if not math.isfinite(value):
        return NOTHING
    if channel.dimension == "duration":
        return "never" if value >= NEVER_S else long_time(value)
    if channel.dimension in NEVER_NEGATIVE:
        value = max(0.0, value)
    return units.show(value, channel.shown or "1", channel.decimals)
