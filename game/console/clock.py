"""The clock of a flight: how many ticks to run for the real time that went by.

It knows no framework and reads no clock; the screen tells it how much time has passed.
"""

from __future__ import annotations

from game.ops.views import Attention

WARPS = (1, 2, 5, 10, 30, 60)
"""The speeds, in mission seconds for each real second."""

SEEKING = 600
"""The speed on the way to the next thing that needs the player."""

LONGEST_FRAME = 0.25
"""Real seconds a frame may count for. After a stall the rest is dropped, not caught up."""

LEAD = 4.0
"""Mission seconds before something that needs the player at which the speed drops to 1×."""

LOSS_LEAD = 60.0
"""The same before a loss of signal: GO, or a standing order for what nobody can order then."""

PASS = 120.0
"""Mission seconds for which time runs on past what needs the player: oxygen flows meanwhile."""


class StepClock:
    """Gathers real time times warp, and gives it out in whole ticks of ``tick`` seconds."""

    def __init__(self, tick: float) -> None:
        self.tick = tick
        self.warp = 1
        self.paused = False
        self.lead = LEAD
        """Mission seconds before something that needs the player at which the speed drops."""
        self.typing = False
        """While an order is typed, time goes by at 1×."""
        self.seeking = False
        """Whether time runs, as fast as it can, to the next thing that needs the player."""
        self._chosen = 1
        """The speed that the player chose last."""
        self._owed = 0.0
        self._heeded = ""
        self._passed = ""
        """What stands and is not waited for."""
        self._pass_ticks = 0
        """For how long yet."""

    def advance(self, real: float, attention: Attention | None = None) -> int:
        """Ticks to run now, after ``real`` seconds; 0 while paused.

        At a warp above 1 it stops short of ``attention`` and goes on at 1×, once for each
        thing that needs the player: who speeds up again has seen it. On the way to the next
        thing it stops where that thing is: a step says by itself that it waits for GO.
        """
        if self.paused:
            return 0
        warp = self.speed
        self._forget(attention)
        self._owed += min(max(real, 0.0), LONGEST_FRAME) * warp / self.tick
        ticks = int(self._owed)
        if self._passed:
            return self._pass(ticks)
        if warp > 1 and attention is not None and not self._tells_itself(attention):
            heeded = self._name(attention) == self._heeded
            lead = 0.0 if heeded else self._lead(attention)
            ahead = int(max(0.0, attention.in_s - lead) / self.tick)
            if ahead <= ticks and (self.seeking or not heeded):
                self._heeded = self._name(attention)
                self.drop()
                return ahead
        self._owed -= ticks
        return ticks

    def _pass(self, ticks: int) -> int:
        """``ticks``, or what is left of PASS; at its end the speed drops."""
        ticks = min(ticks, self._pass_ticks)
        self._owed -= ticks
        self._pass_ticks -= ticks
        if not self._pass_ticks:
            self.drop()
        return ticks

    def pass_by(self, attention: Attention) -> None:
        """Run on although ``attention`` stands, to what comes after it, for PASS at the most."""
        self._passed = self._name(attention)
        self._pass_ticks = int(PASS / self.tick)
        self.seeking = True

    @property
    def passing(self) -> bool:
        """Whether time runs on although something needs the player."""
        return self.seeking and bool(self._passed)

    def passes(self, attention: Attention) -> bool:
        """Whether time runs on although ``attention`` stands: who plays has been told of it."""
        return self.passing and self._name(attention) == self._passed

    def _lead(self, attention: Attention) -> float:
        """How long before ``attention`` the speed drops, s: an order must still get through."""
        loss = attention.kind == "signal" and attention.subject == "loss"
        return max(self.lead, LOSS_LEAD) if loss else self.lead

    def _tells_itself(self, attention: Attention) -> bool:
        if self.seeking and attention.kind == "go":
            return attention.in_s > 0.0
        return attention.kind == "end"

    def _forget(self, attention: Attention | None) -> None:
        """Forget what was passed or heeded when it is answered: another is next, or it is far off.

        A forecast alarm comes and goes with the noise of its channel, and is not told each time.
        """
        if attention is None or self._name(attention) != self._passed:
            self._passed = ""
        if attention is None or self._heeded.startswith("alarm "):
            return
        if self._name(attention) != self._heeded or attention.in_s > self._lead(attention):
            self._heeded = ""

    @property
    def speed(self) -> int:
        """How fast time goes by now, when it is not paused."""
        return 1 if self.typing else SEEKING if self.seeking else self.warp

    def drop(self, *, forget: bool = False) -> None:
        """Resume at 1×, and leave out time not yet run; ``forget`` the speed that was chosen."""
        self.warp = 1
        self.seeking = False
        self._passed = ""
        self._owed = 0.0
        if forget:
            self._chosen = 1

    def heed(self, attention: Attention | None) -> None:
        """The player was told of ``attention``, which stands: who speeds up has seen it."""
        if attention is not None and attention.in_s <= 0.0:
            self._heeded = self._name(attention)

    def restore(self) -> None:
        """Return to the speed that the player chose, after what it dropped for was answered."""
        self.warp = self._chosen

    def faster(self) -> bool:
        """One speed up; False at the top."""
        return self._shift(1)

    def slower(self) -> bool:
        """One speed down; False at 1×."""
        return self._shift(-1)

    def _shift(self, by: int) -> bool:
        at = WARPS.index(self.warp) + by
        if not 0 <= at < len(WARPS):
            return False
        self.warp = self._chosen = WARPS[at]
        return True

    @staticmethod
    def _name(attention: Attention) -> str:
        return f"{attention.kind} {attention.subject}"
