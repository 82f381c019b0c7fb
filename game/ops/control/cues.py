"""Cues: what speaks for ending the EVA early. One alone may be a transducer that is wrong.

An order to terminate or abort on fewer than two cues is done like any other, but noted: the other
transducer, a test or a question would have told. Two signs of one failure are two cues, and so are
alarms on two channels; a test that came out, a person who is not well, an emergency and a plan that
does not fit the oxygen any more are each enough.
"""

from __future__ import annotations

from game.ops.context import OpsContext
from game.ops.control.alarms import Alarms
from game.ops.control.opinions import Opinions
from game.ops.views import MarginView
from game.vocabulary.events import ALARMING

ENOUGH = 2


def cues(context: OpsContext, alarms: Alarms, opinions: Opinions, margin: MarginView) -> int:
    """How many cues the room has now that something is wrong, up to :data:`ENOUGH`."""
    if margin.margin_s < 0.0 or any(
        context.ground_reading(f"{who}.condition") != "well" for who in context.crew
    ):
        return ENOUGH
    channels = []
    for name in alarms.standing():
        if alarms.rests(name):
            continue
        severity = alarms.severity(name)
        if severity == "emergency":
            return ENOUGH
        if severity in ALARMING and alarms.channel(name) not in channels:
            channels.append(alarms.channel(name))
    shown, results = opinions.signs, context.state.opinion.results
    most = 0
    for suspect in opinions.suspects:
        signs = 0
        for when, _ in suspect.signs:
            signs += when in shown
        for test in suspect.tests:
            signs += results.get(test.key, False) and signs > 0
        most = max(most, signs)
    return min(ENOUGH, max(len(channels), most))
