"""What every part of ops works with: the level, the ship, the state, and how to speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from game.level.schema import Checklist, Level
from game.ops import words
from game.ops.estimate import Book
from game.ops.state import OpsState, Work
from game.ops.views import Wait
from game.vocabulary.conditions import parts_of
from game.vocabulary.events import VOICE, EventKind, EventLog, Severity, Value
from game.vocabulary.orders import GROUND, POSITIONS, ROOM, Names, Order, parse
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import sentence
from game.world.world import World

Frame = Sequence[float | str]
Test = Callable[[Frame], bool]
Act = Callable[[Order, int, EventLog], str | None]
"""Carry out an order, blaming an event; None, or one sentence why it was not possible."""


class OpsContext:
    """The level, the seed, the ship and the people's state, with the few things all need."""

    def __init__(
        self, level: Level, seed: int, difficulty: str, world: World, state: OpsState
    ) -> None:
        self.level = level
        self.seed = seed
        self.difficulty = difficulty
        self.world = world
        self.state = state
        self.crew = tuple(level.crew)
        self.roles = {who: member.role for who, member in level.crew.items()}
        self._ids = {role: who for who, role in self.roles.items()}
        self.checklists: dict[str, Checklist] = level.checklists
        self.book = Book(self.checklists)
        self.called = _called(level)
        self.titles = {name: checklist.title for name, checklist in self.checklists.items()}
        self.spoken = dict(zip(POSITIONS, ROOM, strict=True)) | self.titles | self.called
        """What people, checklists and positions of the room are called on the loop."""
        self._said = self.titles | {
            **{f"objective.{name}": each.title for name, each in level.objectives.items()},
            **{f"flag.{name}": name.replace("-", " ") for name in level.flags},
        }
        """What conditions call things of the level's own."""
        self.ground: Frame = world.sensed
        """What the ground sees: the frame of the last step."""
        self._names = Names(self.crew, tuple(self.checklists))
        self._orders: dict[str, Order] = {}
        self._plain: dict[str, str] = {}
        self._waits: dict[tuple[str, str], Wait] = {}

    @property
    def tick(self) -> int:
        """Ticks flown so far."""
        return int(self.world.time / TICK_S + 0.5)

    @property
    def plan(self) -> tuple[str, ...]:
        """The checklists of the flight plan, in their order, as the player has it."""
        changed = self.state.plan
        return self.level.plan if changed is None else tuple(changed)

    @property
    def shown_work(self) -> Work:
        """Checklists and tasks as the ground's boards show them: frozen at loss of signal."""
        return self.state.seen or self.state.work

    def test(self, text: str) -> Test:
        """The condition ``text`` as a function of a frame; raises BadCondition."""
        return self.world.layout.test(text)

    def holds(self, text: str) -> bool:
        """Whether ``text`` holds on board, as the instruments have it."""
        return self.world.layout.test(text)(self.world.sensed)

    def shows(self, text: str) -> bool:
        """Whether ``text`` holds by what the ground sees."""
        return self.world.layout.test(text)(self.ground)

    def action(self, text: str) -> Order:
        """The order that a checklist's action says. Raises NotUnderstood."""
        found = self._orders.get(text)
        if found is None:
            found = self._orders[text] = parse(text, self._names, by="crew")
        return found

    def flight_order(self, text: str) -> Order:
        """The order that the flight director's ``text`` says. Raises NotUnderstood."""
        return parse(text, self._names)

    def speaker(self) -> str:
        """Who speaks for the ship: the first of the crew who is awake."""
        for who in self.crew:
            able = self.world.capability(who)
            if able.alive and able.conscious:
                return who
        return "core"

    def anybody_awake(self) -> bool:
        """Whether anybody on board is alive and conscious."""
        return self.speaker() != "core"

    def sensed(self, channel: str) -> float | str:
        """A channel as the instruments on board have it."""
        return self.world.sensed[self.world.index[channel]]

    def number(self, channel: str, frame: Frame | None = None) -> float:
        """A channel's number, on board or in ``frame``; NaN when it is dead."""
        value = (self.world.sensed if frame is None else frame)[self.world.index[channel]]
        return value if isinstance(value, float | int) else float("nan")

    def word(self, channel: str, frame: Frame | None = None) -> str:
        """A channel's word, on board or in ``frame``."""
        return str((self.world.sensed if frame is None else frame)[self.world.index[channel]])

    def ground_reading(self, channel: str) -> float | str:
        """A channel as the ground sees it."""
        return self.ground[self.world.index[channel]]

    def role(self, who: str) -> str:
        """What a crew id is called on the loop; other speakers keep their name."""
        return self.roles.get(who, who.upper() if who == "core" else who)

    def plain(self, condition: str) -> str:
        """A condition as a player reads it."""
        found = self._plain.get(condition)
        if found is None:
            found = words.condition(condition, self.world.channels, self.roles, self._said)
            self._plain[condition] = found
        return found

    def seen(self, channels: Sequence[str]) -> str:
        """What channels show on board, in words: ``cabin 59.6 kPa, vent open``."""
        found = []
        for name in channels:
            channel = self.world.channels[name]
            said = words.gauged(channel, self.sensed(name))
            who = self.roles.get(name.partition(".")[0])
            found.append(f"{who} {channel.label} {said}" if who else f"{channel.label} {said}")
        return ", ".join(found)

    def missing(self, condition: str) -> str:
        """What of ``condition`` does not hold on board, each with what the instruments show.

        ``cabin O2 % under 33.0 % (now 41.2 %) and EV1 visor closed (now open)``
        """
        channels_of, known = self.world.layout.channels_of, self.world.channels
        missing = [part for part in parts_of(condition, self.crew) if not self.holds(part)]
        if len(missing) == 1:
            missing = [re.sub(r"^\(([^()]*)\)$", r"\1", missing[0])]  # nothing to be told from
        found = []
        for part in missing:
            values = [
                words.gauged(known[name], self.sensed(name), "no reading")
                for name in channels_of(part)
                if name in known and not name.startswith("flag.")
            ]
            now = ", ".join(dict.fromkeys(values))
            found.append(f"{self.plain(part)} (now {now})" if now else self.plain(part))
        return " and ".join(found) or self.plain(condition)

    def waiting(self, kind: Literal["condition", "telemetry"], condition: str, before: str) -> Wait:
        """A wait for ``condition``, said as ``before`` and the condition in plain words."""
        found = self._waits.get((kind, condition))
        if found is None:
            reads = tuple(self.world.layout.channels_of(condition))
            found = Wait(kind, condition, f"{before} {self.plain(condition)}", reads)
            self._waits[kind, condition] = found
        return found

    def unheard(self) -> str:
        """Why nobody on board can be told anything now, or an empty text."""
        if self.world.signal:
            return ""
        wait = self.number("orbit.signal_time")
        after = f" for another {words.span(wait)}" if wait == wait else ""
        return f"there is no signal{after}, so nobody on board can hear you"

    def tell(
        self,
        log: EventLog,
        kind: EventKind,
        subject: str,
        causes: tuple[int, ...] = (),
        data: Mapping[str, Value] | None = None,
        severity: Severity | None = None,
    ) -> int:
        """Add an event on board: hidden from the ground while the signal is lost."""
        return log.add(kind, subject, causes, data, severity=severity, hidden=not self.world.signal)

    def say(self, log: EventLog, who: str, text: str, causes: tuple[int, ...] = ()) -> int:
        """A line on the voice loop, by a crew member or somebody in the room."""
        speaker = self.role(who)
        hidden = speaker not in GROUND and not (self.world.signal and self._heard(who))
        return log.add(VOICE, speaker, causes, {"text": sentence(text)}, hidden=hidden)

    def _heard(self, who: str) -> bool:
        """Whether the headset of ``who``, a crew id or a role, works."""
        suits = self.world.state.suits
        suit = suits.get(who) or suits.get(self._ids.get(who, ""))
        return suit is None or suit.headset != "lost"


def _called(level: Level) -> dict[str, str]:
    """What FLIGHT calls people: the last of their names, or their role where two have the same."""
    last = {
        who: member.name.split()[-1] for who, member in level.crew.items() if member.name.split()
    }
    names = list(last.values())
    return {
        who: last[who] if names.count(last.get(who, "")) == 1 else member.role
        for who, member in level.crew.items()
    }
