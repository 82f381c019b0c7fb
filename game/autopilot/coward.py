"""The coward: flies by the book, and at the first caution ends the EVA, from then on with care."""

from __future__ import annotations

from game.autopilot.pilot import Autopilot
from game.autopilot.veteran import Veteran
from game.mission import Mission
from game.vocabulary.events import ALARMING


class Coward:
    """What a flight director would order who wants everybody home and nothing else."""

    def __init__(self, mission: Mission) -> None:
        self._mission = mission
        self._flies: Autopilot = Autopilot(mission)

    def orders(self) -> list[str]:
        """What to order now; call it every tick or every few."""
        mission = self._mission
        if mission.outcome is not None or mission.telemetry.stale:
            return []
        if not self._flies.ending and mission.level.terminate and self._alarmed():
            self._flies = Veteran(mission)
            self._flies.ending = "terminate"
            return ["terminate"]
        return self._flies.orders()

    def _alarmed(self) -> bool:
        return any(one.severity in ALARMING and not one.cleared for one in self._mission.alarms)
