"""A campaign of three short missions, to test with: each takes two minutes of mission time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.autopilot import prologue
from game.campaign import progress
from game.campaign.progress import Standing
from game.flightlog.replay.resume import resume
from game.level.folders import ENVIRONMENT

LEVEL = """
id: {id}
title: {title}
summary: Short.
briefing: Short.
minutes: 1
time_limit: 30 min
supply:
  o2_a: {{mass: 5 kg, volume: 60 L}}
  o2_b: {{mass: 5 kg, volume: 60 L}}
  n2: {{mass: 20 kg, volume: 100 L}}
crew:
  ev1: {{name: Ada Okafor, role: EV1, seat: 1, training: 0.5}}
procedures:
  work:
    title: Work
    steps:
      - {{who: ev1, text: Work, takes: {takes}, effort: 400 W, begin: [repress o2]}}
      - {{text: Off, do: [repress off]}}
plan: [work]
objectives:
  worked: {{title: Worked, when: checklist.work == done, points: 100, required: true}}
end: checklist.work == done
"""
CAMPAIGN = """
title: Small
summary: Three short missions.
tanks: {o2_a: 5 kg, o2_b: 5 kg, n2: 20 kg}
spare: {o2: 1 kg}
wear: {tired: 100 %, suit: 1 mm2, training: 50 %}
missions:
  - {level: hop-one, day: Ground, ground: true, on: [success]}
  - {level: hop-two, day: Day 1}
  - level: hop-three
    day: Day 2
    uses: {o2: 200 g}
    rested: 50 %
    changes:
      - {knows: [worked], level: {briefing: "You know how."}}
      - {lacks: [worked], level: {briefing: "You have no idea."}}
knows:
  worked: {mission: hop-two, objective: worked}
"""
NAMES = ("hop-one", "hop-two", "hop-three")


@contextmanager
def small(folder: Path, takes: str = "100 s") -> Iterator[Path]:
    """The campaign ``small`` among the player's own levels; the folder of saves."""
    levels = folder / "levels"
    (levels / "small").mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        text = LEVEL.format(id=name, title=name.replace("-", " ").title(), takes=takes)
        (levels / "small" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (levels / "small" / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    before = os.environ.get(ENVIRONMENT)
    os.environ[ENVIRONMENT] = str(levels)
    try:
        yield folder / "saves"
    finally:
        if before is None:
            del os.environ[ENVIRONMENT]
        else:
            os.environ[ENVIRONMENT] = before


def fly_next(saves: Path, standing: Standing, at: int | None = None) -> Standing:
    """Fly a mission by the book, the next if none is named, and look where it stands then."""
    if standing.resumable is not None and at is None:
        flying = resume(standing.resumable)
    else:
        begun = progress.begin(saves, standing, at)
        flying = prologue.start(begun.level, begun.seed, begun.difficulty, begun.log)
    with flying as flight:
        if flight.mission.tick == 0:
            flight.order("run work")
        while flight.mission.outcome is None:
            flight.step()
    return progress.look(saves, standing.saved.name)
