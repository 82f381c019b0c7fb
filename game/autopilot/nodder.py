"""The nodder: a flight director who only presses Enter, and reads nothing.

Starts the next checklist of the plan, gives GO at once, has repeated what failed, and never
looks at an alarm. A level that the nodder wins asks nothing of its player.
"""

from __future__ import annotations

from game.autopilot.pilot import active_checklists
from game.mission import Mission

AGAIN_S = 20.0
"""How long after a failure Enter is pressed again."""
LOOK_TICKS = 4
"""How often Enter is pressed: every 2 s."""
DONE_AFTER_S = 60.0
"""How long after the plan's end the EVA is declared over."""


class Nodder:
    """What a player who only presses Enter would order in ``mission``."""

    def __init__(self, mission: Mission) -> None:
        self._mission = mission
        self._pressed: dict[str, float] = {}
        """When each held checklist was last pushed on, s of mission time."""
        self._busy_at = 0.0

    def orders(self) -> list[str]:
        """What to order now; call it every tick or every few."""
        mission, now = self._mission, self._mission.time
        if mission.outcome is not None or mission.tick % LOOK_TICKS or mission.telemetry.stale:
            return []
        active = active_checklists(mission)
        for name, status in active.items():
            if status == "go":
                return [f"go {name}"]
            if status == "holding" and now - self._pressed.get(name, -AGAIN_S) >= AGAIN_S:
                self._pressed[name] = now
                view = mission.checklist(name)
                step = view.steps[min(view.at, len(view.steps) - 1)]
                return [f"{'continue' if step.status == 'todo' else 'repeat'} {name}"]
        if active or any(person.task for person in mission.crew):
            self._busy_at = now
            return []
        for item in mission.plan:
            if item.status == "idle":
                return [f"run {item.checklist}"]
        return ["done"] if now - self._busy_at > DONE_AFTER_S else []
