"""Limits on what the ground sees."""

from __future__ import annotations

import pytest

from game.level.loading import load_named
from game.mission import Mission
from game.ops.control.alarms import SPAN, forecast_s
from tests.ops.flying import accepted, chain, fly, level, of, read_back, refused, steps

OPEN_VISOR = {
    "when": "{crew}.suit.visor == closed",
    "text": "visor closed, {crew}",
    "class": "warning",
    "lasts": "4 s",
    "suggest": ["visor {crew} open"],
}


def watching(**rules: object) -> Mission:
    return Mission(level(rules=rules, time_limit="20 h"))


def close(mission: Mission, to: str = "closed") -> None:
    read_back(mission, f"visor ev1 {to}")
    fly(mission, 9)


def test_a_rule_stands_once_for_each_of_the_crew() -> None:
    mission = watching(visor=OPEN_VISOR)
    close(mission)
    assert not mission.alarms, "it must last"
    events = fly(mission, 6)
    (raised,) = of(events, "alarm.raised")
    assert (raised.subject, raised.text, raised.severity) == ("ev1", "visor closed, EV1", "warning")
    (alarm,) = mission.alarms
    assert (alarm.id, alarm.channel) == ("visor-ev1", "ev1.suit.visor")
    assert alarm.suggest == ("visor ev1 open",)
    assert not alarm.acknowledged and not alarm.cleared and alarm.eta_s is None


def test_a_text_that_names_nobody_is_given_the_role() -> None:
    mission = watching(visor={**OPEN_VISOR, "text": "visor is closed"})
    close(mission)
    fly(mission, 6)
    assert mission.alarms[0].text == "EV1 visor is closed"


def test_an_alarm_is_due_to_what_happened() -> None:
    mission = watching(visor=OPEN_VISOR)
    close(mission)
    (raised,) = of(fly(mission, 6), "alarm.raised")
    assert "order" in chain(mission, raised.number)


def test_acknowledged_first_then_cleared() -> None:
    mission = watching(visor=OPEN_VISOR)
    close(mission)
    fly(mission, 6)
    order = accepted(mission, "ack visor-ev1")
    assert mission.alarms[0].acknowledged
    assert order in of(list(mission.events), "alarm.acknowledged")[0].causes
    assert refused(mission, "ack visor-ev1") == "visor-ev1 is acknowledged already"
    assert refused(mission, "ack all") == "no alarm waits to be acknowledged"
    close(mission, "open")
    assert mission.alarms, "not before it was away for five seconds"
    events = fly(mission, 8)
    assert of(events, "alarm.cleared")
    assert mission.alarms == ()


def test_cleared_first_stays_until_acknowledged_and_counts_as_missed() -> None:
    mission = watching(visor=OPEN_VISOR)
    close(mission)
    fly(mission, 6)
    close(mission, "open")
    fly(mission, 8)
    (alarm,) = mission.alarms
    assert alarm.cleared and not alarm.acknowledged
    accepted(mission, "ack all")
    assert mission.alarms == ()
    assert mission.state()["ops"]["watch"]["missed"] == 1


def test_raised_again_stands_again() -> None:
    mission = watching(visor=OPEN_VISOR)
    close(mission)
    fly(mission, 6)
    accepted(mission, "ack all")
    close(mission, "open")
    fly(mission, 8)
    close(mission)
    fly(mission, 6)
    assert not mission.alarms[0].acknowledged
    assert len(of(list(mission.events), "alarm.raised")) == 2


def test_a_sleeping_rule_says_nothing() -> None:
    mission = watching(visor={**OPEN_VISOR, "only_if": "cabin.pressure < 1 psi"})
    close(mission)
    assert not of(fly(mission, 20), "alarm.raised")


def test_worst_first() -> None:
    mission = watching(
        calm={**OPEN_VISOR, "class": "advisory"},
        bad={**OPEN_VISOR, "class": "emergency"},
        middling={**OPEN_VISOR, "class": "caution"},
    )
    close(mission)
    fly(mission, 6)
    assert [a.severity for a in mission.alarms] == ["emergency", "caution", "advisory"]
    assert mission.attention is not None and mission.attention.why == "visor closed, EV1"


def test_a_dead_transducer_raises_nothing() -> None:
    mission = Mission(
        level(
            rules={"cold": {"when": "ev1.core_temperature > 20 °C", "text": "warm"}},
            faults={
                "sensor": {"effect": "dead ev1.core_temperature", "at": "1 s", "text": "Dead."}
            },
        )
    )
    fly(mission, 30)
    assert [a.cleared for a in mission.alarms] in ([], [True])


def test_called_ahead_of_the_limit_with_the_time_that_is_left() -> None:
    # Three people in a cabin whose scrubber does nothing: CO2 climbs evenly.
    mission = Mission(
        level(
            cabin={"scrubber": "0 kg/s"},
            rules={"co2": {"when": "cabin.co2 > 5 mmHg", "text": "cabin CO2 high",
                           "ahead": "10 min", "lasts": "10 s"}},
        )
    )  # fmt: skip
    while not mission.alarms:
        mission.step()
        assert mission.time < 7200.0
    called = mission.time
    (alarm,) = mission.alarms
    assert alarm.severity == "advisory"
    assert alarm.eta_s is not None and 300.0 < alarm.eta_s <= 600.0
    assert alarm.text == "cabin CO2 high"
    accepted(mission, "ack all")
    while not mission.alarms or mission.alarms[0].eta_s is not None:
        mission.step()
        assert mission.time < 7200.0
    raised = [e for e in mission.events if e.kind == "alarm.raised"]
    assert len(raised) <= 3, "it does not come and go with the noise"
    reached = mission.time
    assert 300.0 < reached - called < 900.0, "it came about when it was foretold"
    assert mission.alarms[0].severity == "caution"
    assert not mission.alarms[0].acknowledged, "the limit itself is news"


def test_a_limit_among_other_conditions_is_called_ahead_too() -> None:
    rule = {"when": "cabin.co2 > 5 mmHg and cabin.vent == closed", "text": "cabin CO2 high",
            "ahead": "10 min"}  # fmt: skip
    mission = Mission(level(cabin={"scrubber": "0 kg/s"}, rules={"co2": rule}))
    while not mission.alarms:
        mission.step()
    assert mission.alarms[0].eta_s is not None


def curve(change: float, ratio: float) -> list[float]:
    """Samples of a value whose change each SPAN is the last one's times ``ratio``."""
    values, value, step = [], 0.0, change
    for at in range(2 * SPAN + 1):
        values.append(value)
        value += step / SPAN
        if at == SPAN - 1:
            step *= ratio
    return values


def forecast(values: list[float], left: float, rising: bool, within: float) -> float | None:
    return forecast_s(values, 0.01, left, rising, within)


def test_a_steady_change_is_forecast_in_a_straight_line() -> None:
    assert forecast(curve(1.0, 1.0), 10.0, True, 1200.0) == pytest.approx(600.0)
    assert forecast(curve(1.0, 1.0), 30.0, True, 1200.0) is None, "too far"
    assert forecast(curve(-1.0, 1.0), 10.0, False, 1200.0) == pytest.approx(600.0)
    assert forecast(curve(-1.0, 1.0), 10.0, True, 1200.0) is None, "the other way"


def test_a_change_that_settles_short_of_the_limit_is_not_called() -> None:
    # 1, 0.5, then 0.25 + 0.125 + … = 0.5 more at most.
    assert forecast(curve(1.0, 0.5), 0.6, True, 3600.0) is None
    soon = forecast(curve(1.0, 0.5), 0.4, True, 3600.0)
    assert soon is not None and 120.0 < soon < 240.0


def test_a_change_that_may_be_noise_is_taken_as_steady() -> None:
    assert forecast_s(curve(1.0, 0.5), 1.0, 1.0, True, 3600.0) == pytest.approx(80.0)


def test_attention_is_the_time_to_the_limit() -> None:
    mission = Mission(
        level(
            cabin={"scrubber": "0 kg/s"},
            rules={"co2": {"when": "cabin.co2 > 5 mmHg", "text": "cabin CO2 high",
                           "ahead": "10 min", "lasts": "10 s"}},
            procedures={"rest": {"title": "Rest", "steps": [
                {"who": "all", "text": "Rest", "takes": "5 h", "effort": "120 W"}]}},
            plan=["rest"],
        )
    )  # fmt: skip
    accepted(mission, "run rest")
    while not mission.alarms:
        mission.step()
    assert mission.attention is not None
    assert mission.attention.in_s == mission.alarms[0].eta_s


@pytest.mark.parametrize("flow", ["normal", "high"])
def test_fog_is_foretold_when_it_comes(flow: str) -> None:
    """In vacuum, after half an hour at rest: what is told comes within half to twice the time."""
    crew = {
        f"c{at}": {"name": "n", "role": f"C{at}", "seat": at + 1, "place": "outside"}
        for at in range(6)
    }
    rule = load_named("first-out").rules["humidity"].written()
    tank = {"mass": "500 kg", "volume": "20 m3"}
    mission = Mission(level(
        crew=crew, cabin={"pressure": "0 Pa"}, supply={"o2_a": tank, "o2_b": tank},
        procedures={"wait": steps({"who": "c0"})}, rules={"humidity": rule},
    ))  # fmt: skip
    for who in crew:
        mission._world.state.suits[who].flow_setting = flow
    fly(mission, 1500)
    for at, who in enumerate(crew):
        mission._world.set_effort(who, 240.0 + 60.0 * at)
    events = fly(mission, 2400)
    told, came = of(events, "alarm.foretold"), of(events, "alarm.raised")
    assert bool(told) == bool(came) == (flow == "normal")
    assert [e.subject for e in told] == [e.subject for e in came]
    for call in told:
        (real,) = [e.tick - call.tick for e in came if e.subject == call.subject]
        assert 0.4 * 180.0 <= real * 0.5 <= 2.0 * 180.0


@pytest.mark.parametrize(
    ("dead", "told"),
    [
        (("suit.co2", "suit.flow", "suit.flow.b", "heart_rate"), "suit-data-gone-ev1"),
        (("suit.co2",), "suit-co2-gone-ev1"),
    ],
)
def test_numbers_that_are_gone_are_told_and_not_as_a_pair_that_disagrees(
    dead: tuple[str, ...], told: str
) -> None:
    rules = load_named("first-out").rules
    mine = {
        name: rules[name].written()
        for name in ("suit-data-gone", "suit-co2-gone", "suit-flow-pair")
    }
    faults = {
        f"f{at}": {"at": "30 s", "effect": f"dead ev1.{name}", "text": "The bus is down."}
        for at, name in enumerate(dead)
    }
    mission = Mission(level(rules=mine, faults=faults, time_limit="20 h"))
    close(mission)
    fly(mission, 60)
    assert [alarm.id for alarm in mission.alarms] == [told]
    assert mission.alarms[0].suggest[0] == "health ev1"
