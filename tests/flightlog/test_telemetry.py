"""Frames of telemetry in a log: what two of them differ in, and values read back."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from game.flightlog.log.telemetry import GONE, Frame, RaisedAlarm, difference, shown_value, si
from game.vocabulary.channels import expand

CHANNELS = expand(("ev1",), ("wait",))
HIGH = RaisedAlarm("co2-ev1", "warning", "CO2 high")
FRAME = Frame(
    ("cabin.pressure [kPa]", "cabin.vent"),
    (57.2, "closed"),
    0.0,
    {"wait": (0, "running")},
    (HIGH,),
)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, None),
        ({"values": (58.0, "open")}, ("cabin.pressure", "57.2 kPa", "58 kPa")),
        ({"values": (57.2, "open")}, ("cabin.vent", "closed", "open")),
        ({"values": (None, "closed")}, ("cabin.pressure", "57.2 kPa", None)),
        ({"values": (57.2, GONE)}, ("cabin.vent", "closed", "no channel of this game")),
        ({"alarms": (replace(HIGH, text="Too much CO2"),)}, None),
        ({"lists": {"wait": (1, "go")}}, ("checklist.wait", "running at step 1", "go at step 2")),
        ({"lists": {}}, ("checklist.wait", "running at step 1", "not started")),
        (
            {"lists": {"wait": (0, "running"), "vent": (2, "done")}},
            ("checklist.vent", "not started", "done at step 3"),
        ),
        ({"alarms": ()}, ("alarms", "co2-ev1", "none")),
        (
            {"alarms": (HIGH, RaisedAlarm("leak", "caution", "Leak"))},
            ("alarms", "co2-ev1", "co2-ev1, leak"),
        ),
        ({"age_s": 12.5}, ("telemetry.age", "0 s", "12.5 s")),
    ],
)
def test_the_first_thing_that_differs_is_named_with_both_values(
    parts: dict[str, object], told: object
) -> None:
    assert difference(FRAME, replace(FRAME, **parts)) == told  # type: ignore[arg-type]


def test_values_come_back_as_the_console_showed_them() -> None:
    pressure, left, vent = (CHANNELS[n] for n in ("cabin.pressure", "o2.time_left", "cabin.vent"))
    assert si(57.2, pressure, "kPa") == pytest.approx(57200.0)
    assert si(shown_value(math.inf, left), left, "h") == math.inf
    dead = si(shown_value(math.nan, pressure), pressure, "kPa")
    assert isinstance(dead, float) and math.isnan(dead)
    assert si("open", vent, "") == "open"
    assert si(None, vent, "") == ""
    for odd in ("high", None):
        read = si(odd, pressure, "kPa")
        assert isinstance(read, float) and math.isnan(read)
