"""A result to paste anywhere, in three lines that give nothing away of what goes wrong."""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.troubles import Trouble
from game.level.today import day_of
from game.mission import Mission
from game.vocabulary.events import DEAD

PROOF = 12
"""How many digits of the last state's digest are shown: what ``verify`` of the log shows too."""


def three_lines(mission: Mission, words: str, found: Sequence[Trouble]) -> tuple[str, str, str]:
    """The result of a mission that is over; ``words`` are its rating, ``found`` its troubles.

    The first line has the day if it was the mission of that day, else the level.
    """
    outcome, level = mission.outcome, mission.level
    assert outcome is not None
    died = {event.subject for event in mission.events if event.kind == DEAD.id}
    ended = {"lost": f"{len(died)} lost", "timeout": "not home"}
    home = ended.get(outcome.kind, f"{len(level.crew)} home")
    when = day_of(level, mission.seed)
    first = ["No Airlock", when or level.title, home, str(outcome.score)]
    minutes = mission.margin.margin_s / 60.0
    if minutes == minutes:
        first.append(f"margin {minutes:+.0f}".replace("-", "−"))
    if words:
        first.append(f'"{words}"')
    met = sum(one.met_tick is not None for one in mission.objectives)
    second = [*([level.title] if when else []), mission.difficulty, f"seed {mission.seed}",
              f"{met} of {len(mission.objectives)} objectives"]  # fmt: skip
    listed = [one for one in found if one.listed]
    answered = sum(not one.missing for one in listed)
    proof = f"proof {mission.digest()[:PROOF]}"
    third = [f"{answered} of {len(listed)} troubles answered", proof] if listed else [proof]
    return " · ".join(first), " · ".join(second), " · ".join(third)
