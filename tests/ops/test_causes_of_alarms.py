"""An alarm that a failure raises leads back to that failure, not to an innocent order."""

from __future__ import annotations

from typing import Any

import pytest

from game.debrief.causes import chain
from game.level.loading import load_named
from game.level.schema import Rule
from game.mission import Mission
from game.vocabulary import effects
from game.vocabulary.events import ALARM_RAISED
from tests.ops.flying import accepted, fly, level, of

AT_S = 600.0
"""When the failure happens: after suit-up, in vacuum or not, and after the innocent orders."""
UNTIL_S = 3000.0

IN_VACUUM = (
    "unlock ev1", "leak ev1 12 mm2", "balloon ev1 100 %", "water ev1 120 g/min", "kink ev1 5 %",
    "creep ev1 60 %", "droop o2.a 0 %", "tank-leak o2.a 90 kg/h", "tank-leak n2 60 kg/h",
    "stuck ev1.suit.delta", "dead ev1.suit.co2", "drift ev1.suit.co2 50 %",
    "drift ev1.suit.pressure -5 %", "drift o2.time_left -5 %", "noise ev1.heart_rate 60 %",
    "panic ev1 100 %", "sick ev1 100 %", "ache ev1", "pinch ev1", "mute ev1",
)  # fmt: skip
IN_THE_CABIN = (
    "hull 120 mm2", "relief-leak 120 mm2", "dirty-seal", "bulge-seal", "jam-hatch", "fire",
    "stuck cabin.pressure", "drift cabin.pressure -5 %",
)  # fmt: skip
VENTING = ("vent-stuck 20 %",)
FILLING = ("repress-stuck 0 %",)

RULES = load_named("first-out").rules
SUIT_UP: dict[str, Any] = {
    "title": "Suit up",
    "steps": [
        {"who": "all", "text": act.split()[0], "takes": "5 s", "do": [act]}
        for act in ("don {who}", "seal {who}", "visor {who} closed", "flow {who} normal",
                    "suit {who} press")
    ],
}  # fmt: skip


def channel_of(rule: Rule, who: str) -> str:
    """The channel that a rule of First Out watches, for one of the crew."""
    return (rule.channel or rule.when.split()[0]).replace("{crew}", who)


def shown(effect: str) -> dict[str, str]:
    """The rules whose channel the effect may move, by name, each with that channel for EV1."""
    word, *given = effect.split()
    patterns = effects.shown_on(effects.BY_WORD[word], given)
    watched = {name: channel_of(rule, "ev1") for name, rule in RULES.items()}
    return {
        name: channel
        for name, channel in watched.items()
        if any(effects.moves(pattern, channel) for pattern in patterns)
    }


def rules_for(effect: str) -> dict[str, Any]:
    """First Out's rules of the channels that the effect moves.

    Each is there once more as a rule that is called a minute after the failure in any case, so
    that its causes are asked also where the limit itself is not reached.
    """
    rules: dict[str, Any] = {}
    for name, channel in shown(effect).items():
        rule = RULES[name]
        rules[name] = {
            "when": rule.when.replace("{crew}", "ev1"), "lasts": f"{rule.lasts} s",
            "only_if": (rule.only_if or "mission.met > 0 s").replace("{crew}", "ev1"),
            "class": rule.class_, "text": rule.text, "channel": channel,
        }  # fmt: skip
        rules[f"{name}-asked"] = {
            "when": f"mission.met > {AT_S + 60.0} s", "class": "caution",
            "text": f"asked for {channel}", "channel": channel,
        }  # fmt: skip
    return rules


@pytest.mark.parametrize("effect", [*IN_VACUUM, *IN_THE_CABIN, *VENTING, *FILLING])
def test_its_alarms_lead_to_the_failure(effect: str) -> None:
    mission = Mission(
        level(
            procedures={"suit-up": SUIT_UP}, plan=["suit-up"], time_limit="20 h",
            rules=rules_for(effect),
            faults={"trouble": {"at": f"{AT_S} s", "effect": effect, "text": "Trouble"}},
        ),
        seed=3,
    )  # fmt: skip
    accepted(mission, "run suit-up")
    fly(mission, 120)
    if effect in IN_VACUUM:
        accepted(mission, "vent full")
    fly(mission, AT_S - 160)
    if effect in VENTING:
        accepted(mission, "vent open")
    if effect in FILLING:
        accepted(mission, "repress n2")
    innocent = [accepted(mission, text) for text in ("flow ev1 high", "pace ev1 fast")]
    fly(mission, UNTIL_S - AT_S)
    (failure,) = of(list(mission.events), f"fault.{effect.split()[0]}")
    raised = [one for one in mission.events if one.kind == ALARM_RAISED.id and one.tick > AT_S * 2]
    asked = {f"asked for {channel}" for channel in shown(effect).values()}
    assert {one.text for one in raised} >= asked
    for alarm in raised:
        links = chain(list(mission.events), alarm.number)
        assert links[-1].event == failure.number, (alarm.text, [link.text for link in links])
        assert not {link.event for link in links} & set(innocent)


def test_every_effect_is_tried() -> None:
    tried = {text.split()[0] for text in (*IN_VACUUM, *IN_THE_CABIN, *VENTING, *FILLING)}
    assert tried == set(effects.BY_WORD)


def test_water_in_a_helmet_is_not_blamed_on_the_flow() -> None:
    """The case that once went wrong: with water in EV1's helmet the player's order was named."""
    rule = {"when": "ev1.suit.water != none", "class": "warning", "text": "water in the helmet"}
    mission = Mission(
        level(
            procedures={"suit-up": SUIT_UP}, plan=["suit-up"], rules={"water": rule},
            faults={"trouble": {"at": "5 min", "effect": "water ev1 60 g/min", "text": "Trouble"}},
        )
    )  # fmt: skip
    accepted(mission, "run suit-up")
    fly(mission, 120)
    accepted(mission, "flow ev1 high")
    fly(mission, 420)
    (alarm,) = of(list(mission.events), ALARM_RAISED.id)
    links = chain(list(mission.events), alarm.number)
    assert [link.kind for link in links] == ["alarm.raised", "suit.water", "fault.water"]


def test_a_step_that_fails_names_what_failed_before_who_ordered_it() -> None:
    checked = {"who": "core", "text": "Pressure", "takes": "5 s", "within": "10 s",
               "expect": "ev1.suit.delta > 5 psi", "do": ["suit ev1 press"]}  # fmt: skip
    mission = Mission(
        level(
            procedures={
                "suit-up": {**SUIT_UP, "steps": SUIT_UP["steps"][:4]},
                "press": {"title": "Press", "steps": [checked]},
            },
            plan=["suit-up", "press"],
            faults={"trouble": {"at": "2 min", "effect": "dead ev1.suit.delta", "text": "Trouble"}},
        )
    )
    accepted(mission, "run suit-up")
    fly(mission, 150)
    accepted(mission, "run press")
    (failed,) = of(fly(mission, 60), "step.failed")
    links = chain(list(mission.events), failed.number)
    assert [link.kind for link in links] == ["step.failed", "fault.dead"]
