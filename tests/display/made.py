"""A moment of a mission made by hand, so that panels can be looked at without flying one."""

from __future__ import annotations

import math
from typing import Any

from game.display.loop import Said
from game.display.observer import Picture
from game.display.panels.alarms import AlarmLine
from game.display.panels.checklist import ListCard, Lists, StepLine
from game.display.panels.crew import Advice, Card, Crew
from game.display.panels.plan import Goal, Plan, PlanLine
from game.display.panels.ship import Hose, Ship, Tank
from game.display.panels.suits import Spark, Strip
from game.display.panels.top import Top
from game.display.panels.trend import Limit, Trend
from game.display.panels.truth import Apart, Truth, Unseen
from game.display.panels.voice import Asked, Voice
from game.display.values import Reading


def reading(channel: str, text: str, level: Any = "routine", label: str = "") -> Any:
    return Reading(channel, label, text, level)


def card(
    key: str,
    crew: str,
    role: str,
    name: str,
    place: Any,
    doing: str,
    values: Any,
    *,
    advice: Any = (),
    **more: Any,
) -> Any:
    suit, flow, co2, heart, core, humidity = values
    level: Any = advice[0].level if advice else "routine"
    made: dict[str, Any] = {
        "busy": bool(more.get("remaining")),
        "progress": 0.0,
        "remaining": "",
        "condition": "well",
        "selected": False,
        "stale": False,
    }
    made.update(more)
    return Card(
        id=crew,
        key=key,
        role=role,
        name=name,
        place=place,
        doing=doing,
        advice=advice,
        level=level,
        readings=(
            reading(f"{crew}.suit.pressure", suit),
            reading(f"{crew}.suit.flow", flow, label="O₂"),
            reading(f"{crew}.suit.co2", co2, label="CO₂"),
            reading(f"{crew}.heart_rate", heart, label="♥"),
            reading(f"{crew}.core_temperature", core),
            reading(
                f"{crew}.suit.humidity", humidity, "advisory" if advice else "routine", label="RH"
            ),
        ),
        **made,
    )


CREW = (
    card(
        "1", "ev1", "EV1", "Okafor", "outside", "test 2: turn at the waist, left, right",
        ("35.1 kPa", "3.5 kg/h", "6.1 mmHg", "128", "37.4 °C", "71 %"),
        advice=(Advice("advisory", "visor fogs: limit in about 6 min", "alarm:fog"),),
        progress=0.6, remaining="2:10", selected=True,
    ),
    card("2", "ev2", "EV2", "Lindqvist", "hatch", "",
         ("35.2 kPa", "2.5 kg/h", "4.4 mmHg", "96", "37.0 °C", "48 %")),
    card("3", "plt", "PLT", "Marsh", "seat", "tends umbilical 1",
         ("35.2 kPa", "2.0 kg/h", "4.0 mmHg", "81", "36.9 °C", "44 %")),
    card("4", "med", "MED", "Adeyemi", "seat", "watches telemetry, calls health checks",
         ("35.1 kPa", "2.0 kg/h", "3.9 mmHg", "77", "36.9 °C", "45 %"), condition="unwell"),
)  # fmt: skip

STEPS = (
    StepLine("✓", "5", "EV1", "feet in the ring, one hand on the rail", "done", "", "", (), 0),
    StepLine("✓", "6", "EV1 MED", "test 1: reach overhead, both arms", "done", "", "", (), 0),
    StepLine(
        "▶", "7", "EV1", "test 2: turn at the waist, left, right", "running", "1:15", "",
        (("caution", "heart rate over 150: rest before test 3"),), 0,
    ),
    StepLine(" ", "8", "MED", "quick health check, EV1", "todo", "", "", (), 0),
    StepLine(" ", "9", "EV1", "test 3: hand over hand, out and back", "todo", "◆ GO", "", (), 0),
    StepLine(" ", "10", "EV1", "look at the hatch seal, say what you see", "todo", "", "", (), 0),
)  # fmt: skip

LISTS = Lists(
    first=ListCard("mobility-ev1", "Mobility, EV1", "running", "", "step 7 of 10", 2, STEPS),
    others=(
        ListCard("egress-ev2", "Egress, EV2", "waiting", "until EV1 is in", "step 1 of 4", 0, ()),
    ),
    next_up="Mobility, EV2",
    next_id="mobility-ev2",
    wants="",
    key="c ",
)

VOICE = Voice(
    (
        Said("00:40:52", "EV1", "Test one complete. Arms stiffer than in training.", "text"),
        Said("00:40:58", "FLIGHT", "go mobility-ev1", "order"),
        Said("00:41:09", "MED", "Core, EV1 is working hard. One twenty-eight.", "text"),
        Said("00:41:16", "EV1", "Little bit of haze, bottom left of the visor.", "text"),
    ),
    (Asked("SURGEON", "rest two minutes before test three?", "0:48", "no"),),
)

ALARMS = (
    AlarmLine(
        "co2-med", "caution", "MED CO2 over 8 mmHg", "00:40:10", False, False,
        ("flow med high",), "a",
    ),
    AlarmLine(
        "fog", "advisory", "EV1 visor fog", "in about 6 min", True, False,
        ("flow ev1 high", "pace ev1 slow"),
    ),
)  # fmt: skip

HOSES = tuple(
    Hose(key, who, who.upper(), setting, reading(f"{who}.suit.flow", text), leaks)
    for key, who, setting, text, leaks in (
        ("1", "ev1", "high", "6.0 kg/h", False),
        ("2", "ev2", "normal", "3.0 kg/h", True),
        ("3", "plt", "normal", "3.0 kg/h", False),
        ("4", "med", "low", "2.0 kg/h", False),
    )
)

SHIP = Ship(
    pressure=reading("cabin.pressure", "0.2 kPa"),
    rate=reading("cabin.pressure_rate", "0.00 kPa/min"),
    oxygen=reading("cabin.o2_fraction", "96.0 %"),
    temperature=reading("cabin.temperature", "18.2 °C"),
    co2=reading("cabin.co2", "0.1 mmHg"),
    vent=reading("cabin.vent", "open"),
    repress=reading("cabin.repress", "off"),
    hatch=reading("hatch.position", "open"),
    latches=reading("hatch.latches", "0"),
    seal=reading("hatch.seal_check", "unknown"),
    feed=reading("o2.feed", "both"),
    flow=reading("o2.flow", "10.0 kg/h"),
    flow_most="28",
    tanks=(
        Tank("O₂ A", "o2.a.mass", 0.61, " 61 %  11.6 kg", True),
        Tank("O₂ B", "o2.b.mass", 0.84, " 84 %  16.0 kg", True),
        Tank("N₂  ", "n2.mass", 0.98, " 98 %  15.7 kg", True),
    ),
    outside=(("1", "ev1"),),
    at_hatch=(("2", "ev2"),),
    in_cabin=(),
    seats=(("1", ""), ("2", ""), ("3", "plt"), ("4", "med")),
    selected="ev1",
    stale=False,
    hoses=HOSES,
)

TREND = Trend(
    "ev1.suit.humidity", "EV1 humidity", "%", 0, "71 %",
    tuple(45 + 14 * (1 + math.tanh((n - 50) / 20)) + math.sin(n / 3) for n in range(90)),
    (Limit(85.0, True, "caution"),), "7 min", False,
)  # fmt: skip

PLAN = Plan(
    (
        PlanLine("donning", "Donning checks", "done", "✓"),
        PlanLine("purge", "Pressurise and purge", "done", "✓"),
        PlanLine("leak-checks", "Leak checks", "done", "✓"),
        PlanLine("vent", "Vent the cabin", "done", "✓"),
        PlanLine("hatch-open", "Open the hatch", "done", "✓"),
        PlanLine("mobility-ev1", "Mobility, EV1", "running", "▶"),
        PlanLine("egress-ev2", "Egress, EV2", "waiting", "…"),
        PlanLine("mobility-ev2", "Mobility, EV2", "idle", " "),
        PlanLine("hatch-close", "Close the hatch", "idle", " "),
    ),
    5,
    ("1 when ev1.suit.pressure < 4.5 psi do abort",),
    (Goal("Both have been outside", False, 30, True), Goal("Nobody unwell", True, 10, False)),
)

TOP = Top("First Out", "00:41:20", "▶ 5×", False, True, "12:31", True, "21:10",
          "1 h 52 min", 0.72, "routine", "+8 min", False, 3, "")  # fmt: skip

TRUTH = Truth(
    (
        Apart("ev1.suit.co2", "EV1 CO2", "9.1 mmHg", "6.1 mmHg", "stuck"),
        Apart("cabin.pressure", "Cabin pressure", "58.2 kPa", "dead", ""),
    ),
    (
        Unseen(40, 4800, "00:40:00", "EV1 visor fogs", "suit.fog"),
        Unseen(12, 1200, "00:10:00", "MED: Quick look at the seal.", "voice"),
    ),
    "telemetry",
)

RISING = tuple(5.0 + n / 10 for n in range(60))
SUITS = tuple(
    Strip(
        one.key, one.id, one.role, one.place,
        (
            Spark(f"{one.id}.suit.pressure", "suit", "35.1 kPa", "routine", (35.0,) * 60,
                  27.6, 35.0, "min 27.6 kPa", ""),
            Spark(f"{one.id}.suit.co2", "CO₂", "10.9 mmHg", "caution", RISING, 5.0, 15.0,
                  "max 15.0 mmHg", "in 6 min"),
            Spark(f"{one.id}.heart_rate", "♥", "128", "routine", (math.nan,) * 30 + RISING[:30],
                  5.0, 8.0, "max 160", ""),
            Spark(f"{one.id}.core_temperature", "core", "37.4 °C", "routine", (), 0.0, 0.0, "", ""),
        ),
        one.selected, False,
    )
    for one in CREW
)  # fmt: skip

MOMENT = Picture(
    {
        "top": TOP,
        "emergency": None,
        "lesson": None,
        "ghost": None,
        "crew": Crew(CREW, "open"),
        "checklist": LISTS,
        "ship": SHIP,
        "suits": SUITS,
        "trend": TREND,
        "plan": PLAN,
        "truth": None,
        "voice": VOICE,
        "alarms": ALARMS,
    }
)
