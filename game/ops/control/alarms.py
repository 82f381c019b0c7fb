"""Caution and warning: limits on what the ground sees, called when they hold and ahead of it.

Every rule becomes one watch, or one for each crew member when its condition says ``{crew}``.
All are looked at every fourth tick; most of the time nothing has changed and nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from game.level.schema import Rule
from game.ops import words
from game.ops.context import Frame, OpsContext, Test
from game.ops.state import Alarm, Trend
from game.vocabulary import effects, events, units
from game.vocabulary.channels import describe
from game.vocabulary.events import EventLog, Severity
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S

CLEARS_AFTER = int(5.0 / TICK_S)
"""Ticks that a condition must be false before its alarm is cleared."""
EVERY = 4
"""Ticks from one evaluation to the next."""
TURNS = 5
"""Evaluations from one sample of a trend to the next: 10 s."""
SMOOTHING = 0.3
"""Share of a new sample in the smoothed value of a trend, and in its noise."""
STANDS_TO = 2.0
"""An advisory called within ``ahead`` stands until the limit is this many times as far off."""
CLEARLY = 3.0
"""How many times its noise a trend must have slowed down to be taken as settling."""
SPAN = 6
"""Samples over which a change is taken; a forecast compares the last two such changes."""
SPAN_S = SPAN * TURNS * EVERY * TICK_S
NEAR_TWICE = 2
FAR_AGAIN = -4
"""Samples in a row that call an advisory, and that take it back."""


@dataclass(frozen=True, slots=True)
class _Watch:
    """A rule made for one crew member, or for the ship."""

    id: str
    rule: Rule
    text: str
    channel: str
    subject: str
    suggest: tuple[str, ...]
    when: str
    lasts: int
    limit: tuple[int, str, float] | None
    """Slot, operator and SI limit, when the rule wants to be called ahead and can be."""
    awake: Test | None
    """What must hold for a call ahead: ``only_if``, and the rest of the condition."""


class Alarms:
    """All alarms of a mission."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context
        self._watches: list[_Watch] = []
        for name, rule in context.level.rules.items():
            if "{crew}" in rule.when:
                self._watches += [self._made(name, rule, who) for who in context.crew]
            else:
                self._watches.append(self._made(name, rule, ""))
        self._by_id = {watch.id: watch for watch in self._watches}
        whens = tuple(watch.when for watch in self._watches)
        self._tests = context.world.layout.tests(whens)
        ahead = [watch for watch in self._watches if watch.limit]
        self._turns = [ahead[turn::TURNS] for turn in range(TURNS)]
        """The watches that look ahead, parted so that each evaluation samples a few of them."""
        self._before: list[bool] = []

    def _made(self, name: str, rule: Rule, who: str) -> _Watch:
        context = self._context
        when = rule.when.replace("{crew}", who)
        only_if = rule.only_if.replace("{crew}", who) if rule.only_if else ""
        whole = f"({only_if}) and ({when})" if only_if else when
        limit, others = context.world.layout.limit_in(when) if rule.ahead > 0.0 else (None, "")
        awake = " and ".join(f"({part})" for part in (only_if, others) if part)
        channel = (rule.channel or "").replace("{crew}", who)
        channel = channel or context.world.layout.channels_of(when)[0]
        return _Watch(
            id=f"{name}-{who}" if who else name,
            rule=rule,
            text=_told(rule.text, context.role(who) if who else ""),
            channel=channel,
            subject=who or channel.split(".")[0],
            suggest=tuple(text.replace("{crew}", who) for text in rule.suggest),
            when=whole,
            lasts=int(rule.lasts / TICK_S + 0.5),
            limit=(context.world.index[limit[0]], limit[1], limit[2]) if limit else None,
            awake=context.test(awake) if awake else None,
        )

    def step(self, log: EventLog, frame: Frame) -> None:
        """Look at ``frame``, what the ground sees now."""
        truths = self._tests(frame)
        memory = self._context.state.watch
        for name in [each for each, until in memory.shelved.items() if log.tick >= until]:
            self._off_the_shelf(name)
        if truths != self._before or memory.true_since or memory.false_since:
            self._before = truths
            for watch, true in zip(self._watches, truths, strict=True):
                self._judge(watch, true, log)
        for watch in self._turns[log.tick // EVERY % TURNS]:
            self._look_ahead(watch, frame, log)

    def _judge(self, watch: _Watch, true: bool, log: EventLog) -> None:
        memory, now = self._context.state.watch, log.tick
        alarm = memory.alarms.get(watch.id)
        called = alarm is not None and not alarm.cleared and not alarm.ahead
        if true == called:
            memory.true_since.pop(watch.id, None)
            memory.false_since.pop(watch.id, None)
        elif true:
            if now - memory.true_since.setdefault(watch.id, now) >= watch.lasts:
                del memory.true_since[watch.id]
                self._raise(watch, log)
        elif now - memory.false_since.setdefault(watch.id, now) >= CLEARS_AFTER:
            del memory.false_since[watch.id]
            self._clear(watch, log)

    def _raise(self, watch: _Watch, log: EventLog) -> None:
        severity = cast(Severity, watch.rule.class_)
        memory = self._context.state.watch
        shelved = watch.id in memory.shelved
        event = log.add(
            events.ALARM_QUIET if shelved else events.ALARM_RAISED,
            watch.subject, self.causes(watch.channel), {"text": watch.text},
            severity="advisory" if shelved else severity,
        )  # fmt: skip
        memory.alarms[watch.id] = Alarm(log.tick, event, ahead=False, acknowledged=shelved)

    def _clear(self, watch: _Watch, log: EventLog) -> None:
        memory = self._context.state.watch
        alarm = memory.alarms[watch.id]
        alarm.cleared = True
        if watch.id in memory.shelved:
            return
        log.add(events.ALARM_CLEARED, watch.subject, (alarm.event,), {"text": watch.text})
        if alarm.acknowledged or alarm.ahead or watch.rule.class_ == "advisory":
            del memory.alarms[watch.id]
        elif watch.rule.class_ in events.URGENT:
            memory.missed += 1

    # Ahead of the limit

    def _look_ahead(self, watch: _Watch, frame: Frame, log: EventLog) -> None:
        memory = self._context.state.watch
        if watch.awake is not None and not watch.awake(frame):
            memory.trends.pop(watch.id, None)
            self._take_back(watch, log)
            return
        assert watch.limit is not None
        slot, relation, limit = watch.limit
        value = frame[slot]
        if not isinstance(value, float) or value != value:
            return
        trend = memory.trends.get(watch.id)
        if trend is None:
            memory.trends[watch.id] = Trend([value])
            return
        values = trend.values
        off = value - values[-1]
        now = values[-1] + SMOOTHING * off
        values.append(now)
        trend.noise += SMOOTHING * (abs(off) - trend.noise)
        if len(values) <= 2 * SPAN:
            return
        del values[: -2 * SPAN - 1]
        rising = relation[0] == ">"
        left = limit - now if rising else now - limit
        alarm = memory.alarms.get(watch.id)
        foretold = alarm is not None and alarm.ahead
        within = watch.rule.ahead * (STANDS_TO if foretold else 1.0)
        eta = forecast_s(values, trend.noise, left, rising, within)
        trend.near = max(1, trend.near + 1) if eta is not None else min(-1, trend.near - 1)
        if alarm is not None and foretold:
            if eta is not None:
                alarm.eta_s = eta
            if trend.near <= FAR_AGAIN:
                self._take_back(watch, log)
        elif watch.id in memory.shelved:
            return
        elif eta is not None and trend.near >= NEAR_TWICE and (alarm is None or alarm.cleared):
            self._foretell(watch, eta, log)

    def _foretell(self, watch: _Watch, eta: float, log: EventLog) -> None:
        event = log.add(
            events.ALARM_FORETOLD, watch.subject, self.causes(watch.channel),
            {"text": watch.text, "time": words.about(eta)},
        )  # fmt: skip
        self._context.state.watch.alarms[watch.id] = Alarm(log.tick, event, ahead=True, eta_s=eta)

    def _take_back(self, watch: _Watch, log: EventLog) -> None:
        alarm = self._context.state.watch.alarms.get(watch.id)
        if alarm is not None and alarm.ahead:
            self._clear(watch, log)

    def forget_trends(self) -> None:
        """Begin to sample again: after a gap samples are no longer ten seconds apart."""
        self._context.state.watch.trends.clear()

    # What others ask

    def causes(self, channel: str) -> tuple[int, ...]:
        """The events whose effect ``channel`` may show.

        They are the latest condition that bears on it and the failures that last; without
        either, the latest setting.
        """
        trace = self._context.state.trace
        conditions, settings = self._bearing(channel)
        condition = max((trace.get(key, -1) for key in conditions), default=-1)
        failures = self._context.world.failures_on(channel)
        found = (*(() if condition < 0 else (condition,)), *failures)
        if found:
            return found
        setting = max((trace.get(key, -1) for key in settings), default=-1)
        return () if setting < 0 else (setting,)

    def _bearing(self, channel: str) -> tuple[list[str], list[str]]:
        """The keys of the trace under which conditions and settings stand that move it."""
        head, _, rest = channel.partition(".")
        crew = head if head in self._context.roles else ""
        found: tuple[list[str], list[str]] = ([], [])
        for row in events.CATALOGUE:
            if not row.bearing:
                continue
            for pattern in row.shows:
                about = crew if "{crew}" in pattern else rest if "{subject}" in pattern else ""
                if effects.moves(pattern.format(crew=crew, subject=rest), channel):
                    found[row.bearing == "setting"].append(f"{row.id} {about}".rstrip())
                    break
        return found

    def standing(self) -> list[str]:
        """The ids of all alarms that stand, wait to be acknowledged or are shelved, worst first."""
        alarms = self._context.state.watch.alarms
        return sorted(alarms, key=lambda name: (*self._rank(name), name))

    def _rank(self, name: str) -> tuple[int, int, int]:
        alarm = self._context.state.watch.alarms[name]
        rank = -events.SEVERITIES.index(self.severity(name))
        return int(alarm.cleared), rank, -alarm.raised_tick

    def severity(self, name: str) -> Severity:
        """How bad the alarm ``name`` is now."""
        if self._context.state.watch.alarms[name].ahead:
            return "advisory"
        return cast(Severity, self._by_id[name].rule.class_)

    def unheeded(self) -> int:
        """How many warnings and emergencies stand that nobody acknowledged."""
        alarms = self._context.state.watch.alarms
        found = 0
        for name, alarm in alarms.items():
            bad = self.severity(name) in events.URGENT
            found += int(bad and not alarm.acknowledged and not alarm.cleared)
        return found

    def text(self, name: str) -> str:
        """The alarm's line."""
        return self._by_id[name].text

    def channel(self, name: str) -> str:
        """What ``?`` explains."""
        channel = self._by_id[name].channel
        return channel if describe(channel) else ""

    def suggest(self, name: str) -> tuple[str, ...]:
        """Orders that may help."""
        return self._by_id[name].suggest

    # Acknowledging

    def cannot_ack(self, order: Order) -> str | None:
        """Why the alarm (or ``all``) can't be acknowledged, or None."""
        name = order.arguments[0]
        alarms = self._context.state.watch.alarms
        if name == "all":
            if any(not alarm.acknowledged for alarm in alarms.values()):
                return None
            return "no alarm waits to be acknowledged"
        if name not in alarms:
            return f"no alarm {name} stands"
        return f"{name} is acknowledged already" if alarms[name].acknowledged else None

    def ack(self, order: Order, cause: int, log: EventLog) -> None:
        """Acknowledge an alarm, or all."""
        name = order.arguments[0]
        alarms = self._context.state.watch.alarms
        for each in self.standing() if name == "all" else [name]:
            alarm = alarms[each]
            if alarm.acknowledged:
                continue
            log.add(
                events.ALARM_ACKNOWLEDGED, self._by_id[each].subject, (cause, alarm.event),
                {"text": self.text(each)},
            )  # fmt: skip
            alarm.acknowledged = True
            if alarm.cleared:
                del alarms[each]

    # Shelving

    def cannot_shelve(self, order: Order) -> str | None:
        """Why the alarm can't be shelved, or None."""
        name = order.arguments[0]
        if name not in self._context.state.watch.alarms:
            return f"no alarm {name} stands"
        if self._context.state.watch.alarms[name].ahead:
            return f"{name} is only foretold: it can be shelved once it is raised"
        severity = self._by_id[name].rule.class_
        if severity in events.URGENT:
            return f"{name} is of class {severity}: only cautions and advisories are shelved"
        return None

    def shelve(self, order: Order, cause: int, log: EventLog) -> None:
        """Keep an alarm that stands from ringing for so long; it is taken as seen."""
        name, time = order.arguments
        memory = self._context.state.watch
        alarm = memory.alarms[name]
        seconds = units.parse(time, "duration")
        memory.shelved[name] = log.tick + round(seconds / TICK_S)
        log.add(
            events.ALARM_SHELVED, self._by_id[name].subject, (cause, alarm.event),
            {"text": self.text(name), "time": words.span(seconds)},
        )  # fmt: skip
        alarm.acknowledged = True

    def cannot_unshelve(self, _: Order) -> str | None:
        """Why nothing can be taken off the shelf, or None."""
        return None if self._context.state.watch.shelved else "no alarm is shelved"

    def unshelve(self, _order: Order, _cause: int, _log: EventLog) -> None:
        """Let all shelved alarms ring again."""
        for name in tuple(self._context.state.watch.shelved):
            self._off_the_shelf(name)

    def _off_the_shelf(self, name: str) -> None:
        """Forget an alarm and that it was shelved: if it still holds, it is raised as if new."""
        memory = self._context.state.watch
        del memory.shelved[name]
        memory.alarms.pop(name, None)
        self._before = []

    def rests(self, name: str) -> bool:
        """Whether an alarm is shelved and holds no more."""
        memory = self._context.state.watch
        return name in memory.shelved and memory.alarms[name].cleared

    def shelved_until(self, name: str) -> int | None:
        """The tick at which a shelved alarm may ring again; None for one that may."""
        return self._context.state.watch.shelved.get(name)


def forecast_s(
    values: list[float], noise: float, left: float, rising: bool, within_s: float
) -> float | None:
    """In how many seconds ``left`` more will be covered, or None if not ``within_s``.

    ``values`` are 2 x SPAN + 1 samples. A change that clearly slows down is taken to keep slowing
    down in the same ratio, as everything does that settles at a new level: a suit's CO2 after a
    change of flow must not be called because its first minute was steep.
    """
    last, before = values[2 * SPAN] - values[SPAN], values[SPAN] - values[0]
    if not rising:
        last, before = -last, -before
    if left <= 0.0:
        return None
    if before - last <= CLEARLY * noise:
        quicker = last - before > CLEARLY * noise
        change = last if quicker else (last + before) / 2.0
        seconds = SPAN_S * left / change if change > 0.0 else within_s + 1.0
        return seconds if seconds <= within_s else None
    if last <= 0.0 or last * (within_s / SPAN_S + 1.0) < left:
        return None
    ratio, seconds, change = last / before, 0.0, last
    while seconds <= within_s:
        change *= ratio
        if change >= left:
            seconds += SPAN_S * left / change
            return seconds if seconds <= within_s else None
        if change < 1e-3 * last:
            return None
        left -= change
        seconds += SPAN_S
    return None


def _told(text: str, role: str) -> str:
    """The rule's text with whom it is about, who comes first when the text does not say."""
    if not role or "{crew}" in text:
        return text.replace("{crew}", role)
    return f"{role} {text}"
