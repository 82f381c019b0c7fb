"""Panels are pure functions: what they show at any width, and what they never do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.display import foot, roles, text
from game.display.foot import Status, Want
from game.display.loop import Said
from game.display.observer import Observer
from game.display.pages import title
from game.display.pages.title import Menu
from game.display.panel import NO_FOCUS, Focus, Size
from game.display.panels import (
    PANELS,
    alarms,
    checklist,
    crew,
    ghost,
    lesson,
    plan,
    ship,
    suits,
    top,
    trend,
    truth,
    voice,
)
from game.display.panels.crew import Crew
from game.display.text import Lines
from game.display.view import Look
from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary.cells import cell_len
from tests.display.lines import as_rows, check_lines
from tests.display.made import ALARMS, CREW, LISTS, PLAN, SHIP, SUITS, TOP, TREND, TRUTH, VOICE
from tests.display.test_ghost import BESIDE
from tests.flightlog.hopping import hop
from tests.ops import flying

LONG = "An Extraordinarily Long Name That No Form Was Ever Made For, 宇宙飛行士 the Third"

MADE: dict[str, Callable[[Size], Lines]] = {
    "top": lambda size: top.draw(TOP, size),
    "crew": lambda size: crew.draw(Crew(CREW, "open"), size),
    "crew-focused": lambda size: crew.draw(Crew(CREW, "open"), size, Focus(on=True)),
    "checklist": lambda size: checklist.draw(LISTS, size),
    "voice": lambda size: voice.draw(VOICE, size),
    "alarms": lambda size: alarms.draw(ALARMS, size),
    "suits": lambda size: suits.draw(SUITS, size),
    "ship": lambda size: ship.draw(SHIP, size),
    "trend": lambda size: trend.draw(TREND, size),
    "plan": lambda size: plan.draw(PLAN, size),
    "truth": lambda size: truth.draw(TRUTH, size),
    "ghost": lambda size: ghost.draw(BESIDE, size),
    "lesson": lambda size: lesson.draw("Enter starts the next checklist. " * 6, size),
    "status": lambda size: foot.status(Status("An order was refused: why.", "refused"), size),
    "want": lambda size: foot.want(Want("GO: open the vent", "key:go", "look first"), size),
    "title": lambda size: title.draw(Menu((("f", "Fly", LONG, "menu:fly"),), 0, "v"), size),
}
"""Panels of data made by hand, and some other lines of the screen; of these there are pictures."""


def _as_seen() -> Iterator[tuple[str, Callable[[Size], Lines]]]:
    """The panels that no data was made for, as they show a mission."""
    mission = Mission(load_named("suit-up"), seed=1)
    picture = Observer(mission).take(mission, Look())
    for panel in PANELS:
        data = picture.of(panel)
        if panel.id not in MADE and data is not None:
            yield panel.id, lambda size, of=panel, data=data: of.draw(data, size, NO_FOCUS)  # type: ignore[misc]


DRAWN = MADE | dict(_as_seen())
"""Every panel that shows something at the start of a mission, and some other lines."""


@pytest.mark.parametrize("name", DRAWN)
@given(width=st.integers(20, 200), height=st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_panel_stays_within_its_region(name: str, width: int, height: int) -> None:
    lines = DRAWN[name](Size(width, height))
    assert len(lines) <= height
    assert max((cell_len(row) for row in as_rows(lines)), default=0) <= width


PAINTED = re.compile("#[0-9a-f]{6}/[0-9a-f]{6}")


@pytest.mark.parametrize("name", DRAWN)
def test_every_role_has_a_style_in_every_palette(name: str) -> None:
    for palette in roles.PALETTES:
        styles = roles.styles(palette)
        for line in DRAWN[name](Size(100, 30)):
            for part in line:
                assert part.role in styles or PAINTED.fullmatch(part.role), part


@pytest.mark.parametrize("name", [n for n in MADE if n not in ("title", "lesson", "ghost")])
@pytest.mark.parametrize("width, height", [(80, 9), (70, 14), (48, 9)])
def test_panel_pictures(name: str, width: int, height: int) -> None:
    check_lines(f"panel-{name}-{width}x{height}", DRAWN[name](Size(width, height)))


@given(st.text(max_size=60), st.integers(1, 90))
@settings(max_examples=200, deadline=None)
def test_no_text_brings_control_characters_or_breaks_a_width(said: Any, width: int) -> None:
    shown = text.cut(text.clean(said), width)
    assert shown.isprintable() or shown == ""
    assert cell_len(shown) <= width
    for piece in text.wrap(said, max(2, width)):
        assert cell_len(piece) <= max(2, width)
    assert cell_len(text.pad(said, width)) == width


@pytest.mark.parametrize("width", [-9, -1, 0, 1, 2])
def test_a_text_in_no_width_at_all_comes_to_an_end(width: int) -> None:
    assert text.wrap("宇 abc", width) == ["宇", "ab", "c"]


@pytest.mark.parametrize(
    ("spelt", "shown"),
    [
        ("می\u200cخواهم", "میخواهم"),
        ("👩\u200d🚀 ☀\ufe0f 1\ufe0f\u20e3", "👩🚀 ☀ 1"),
        ("a\u00a0b\u202fc\u3000d\u3164e", "a b c de"),
    ],
)
def test_what_terminals_make_of_different_widths_is_left_out(spelt: str, shown: str) -> None:
    assert text.clean(spelt) == shown


def test_escape_sequences_of_a_level_are_taken_out() -> None:
    assert text.clean("a\x1b[2Jb\tc\x07") == "a[2Jb c"


@given(st.integers(30, 160))
@settings(max_examples=60, deadline=None)
def test_long_names_break_nothing(width: int) -> None:
    card = replace(CREW[0], name=LONG, role=LONG[:12], doing=LONG)
    for height in (3, 5, 9, 13):
        lines = crew.draw(Crew((card,) * 4), Size(width, height))
        assert all(cell_len(row) <= width for row in as_rows(lines))
    assert LISTS.first is not None
    lists = replace(LISTS, first=replace(LISTS.first, title=LONG), next_up=LONG)
    assert all(cell_len(row) <= width for row in as_rows(checklist.draw(lists, Size(width, 8))))


def test_the_worst_comes_first_in_a_short_card() -> None:
    rows = as_rows(crew.draw(Crew(CREW, "open"), Size(80, 9)))
    assert rows[2].startswith("▌  · visor fogs")


def test_an_advice_takes_no_reading_away() -> None:
    for doing in ("", CREW[0].doing):
        rows = as_rows(
            crew.draw(Crew((replace(CREW[0], doing=doing), *CREW[1:]), "open"), Size(80, 9))
        )
        assert "RH 71 %" in rows[2] and "35.1 kPa" in rows[2]
        assert "visor fogs" in "".join(rows[1:3])
    assert (
        "visor fogs: limit in about 6 min"
        in as_rows(crew.draw(Crew((replace(CREW[0], doing=""), *CREW[1:])), Size(80, 9)))[1]
    )


def test_stale_values_say_so_in_words() -> None:
    stale = tuple(replace(card, stale=True) for card in CREW)
    assert "STALE" in as_rows(crew.draw(Crew(stale), Size(80, 9)))[0]
    assert "STALE" in as_rows(ship.draw(replace(SHIP, stale=True), Size(48, 9)))[0]
    away = replace(TOP, signal=False, stale="stale 2:10", signal_text="3:20")
    row = as_rows(top.draw(away, Size(106, 1)))[0]
    assert "NO SIGNAL stale 2:10" in row and "AOS 3:20" in row
    row = as_rows(top.draw(away, Size(80, 1)))[0]
    assert "NO SIGNAL AOS 3:20" in row, "the panels say that their values are stale"


@pytest.mark.parametrize("signal, stale", [(True, ""), (False, "stale 12:10")])
def test_no_field_of_the_top_line_is_cut_at_any_width(signal: bool, stale: str) -> None:
    full = replace(TOP, title="", signal=signal, stale=stale, signal_text="1:03:20",
                   light_text="1:21:10", behind_min=-103, margin_text="+1 h 03 min")  # fmt: skip
    for width in range(80, 200):
        row = as_rows(top.draw(full, Size(width, 1)))[0]
        assert "…" not in row and "1:21:10" in row
        assert "  margin" in row, "two blanks between two fields"


@pytest.mark.parametrize("width", range(80, 140))
def test_a_title_of_wide_letters_cuts_no_field_of_the_top_line(width: int) -> None:
    row = as_rows(top.draw(replace(TOP, title="船外活動" * 5), Size(width, 1)))[0]
    assert row.count("…") <= 1 and row.split("…")[-1].lstrip().startswith(("MET", "00:"))


def test_a_short_title_is_whole_in_the_top_line_or_left_out() -> None:
    rows = [as_rows(top.draw(replace(TOP, title="First Out"), Size(width, 1)))[0]
            for width in range(80, 200)]  # fmt: skip
    assert all("FIRST OUT" in row or "FIR" not in row for row in rows)
    assert any("FIRST OUT" in row for row in rows)


def test_oxygen_that_is_kept_in_a_tank_is_told_beside_what_feeds() -> None:
    mission = Mission(load_named("first-out"))
    flying.accepted(mission, "run donning")
    flying.fly(mission, 150)
    texts = []
    for tanks in ("both", "b", "a"):
        flying.accepted(mission, f"tank {tanks}")
        flying.fly(mission, 5)
        texts.append(top.look(Observer(mission).view(mission, Look())).oxygen_text)
    assert [text.partition(" +")[2] for text in texts] == ["", "A", "B"]


def test_oxygen_keeps_its_place_in_the_top_line_at_any_width() -> None:
    for width in range(80, 200):
        row = as_rows(top.draw(replace(TOP, title=LONG), Size(width, 1)))[0]
        assert "1 h 52 min" in row
        assert "00:41:20" in row


def test_a_step_that_needs_go_offers_it() -> None:
    assert LISTS.first is not None
    steps = list(LISTS.first.steps)
    steps[2] = replace(steps[2], status="go", mark="◆", tail="needs GO")
    lists = replace(LISTS, first=replace(LISTS.first, steps=tuple(steps), status="go"))
    lines = checklist.draw(lists, Size(80, 12))
    assert any(part.target == "order:go mobility-ev1" for line in lines for part in line)


ANSWER = Said(
    "00:41:20",
    "ECLSS",
    "EV1: umbilical kinked, most likely; it could be umbilical snagged and pinched shut. We see: "
    "less flow comes than is set, the visor fogs. Try tank b: the others have their flow.",
    "text",
)


def test_a_failure_with_two_effects_is_told_once() -> None:
    both = {"at": "5 s", "text": "The heart strap slips off."}
    effects = {"a": "dead ev1.heart_rate", "b": "stuck cabin.pressure"}
    faults = {name: both | {"effect": effect} for name, effect in effects.items()}
    mission = Mission(hop(faults=faults), seed=1)
    mission.fly(20)
    assert len([event for event in mission.events if event.text == both["text"]]) == 2
    picture = Observer(mission).take(mission, Look("1×", False, truth=True))
    shown, heard = picture.of(truth.PANEL), picture.of(voice.PANEL)
    assert shown is not None and heard is not None
    assert [one.text for one in shown.unseen] == [both["text"]]
    assert [one.text for one in heard.said if one.hidden] == [f"◌ {both['text']}"]


def test_an_answer_asks_for_the_rows_that_show_it_whole() -> None:
    heard = replace(VOICE, said=(*VOICE.said, ANSWER), asked=())
    size = Size(44, voice.rows(heard, 44))
    assert 4 < size.height <= 7
    told = " ".join(" ".join(as_rows(voice.draw(heard, size))).split())
    assert ANSWER.text in told
    later = replace(heard, said=(*heard.said, VOICE.said[3]))
    assert voice.rows(later, 44) == voice.rows(heard, 44), "the panel does not jump"
    assert voice.rows(replace(heard, said=(*heard.said, *VOICE.said[:3])), 44) == 0
    assert voice.rows(VOICE, 44) == 0


def test_what_is_too_long_begins_with_its_first_row_until_the_panel_has_the_focus() -> None:
    heard = replace(VOICE, said=(*VOICE.said, ANSWER), asked=())
    rows = as_rows(voice.draw(heard, Size(44, 4)))
    assert "41:20 ECLSS" in rows[1] and rows[3].rstrip().endswith("…")
    rows = as_rows(voice.draw(heard, Size(44, 4), Focus(on=True)))
    assert rows[3].rstrip().endswith("have their flow.")


@pytest.mark.parametrize("room", [1, 2])
@pytest.mark.parametrize("letters", range(20, 46))
def test_what_is_cut_short_says_so_even_in_a_full_row(room: int, letters: int) -> None:
    text = " ".join(["w" * letters] * 9)
    heard = replace(VOICE, said=(replace(ANSWER, text=text),), asked=())
    assert as_rows(voice.draw(heard, Size(44, 1 + room)))[room].rstrip().endswith("…")


@pytest.mark.parametrize("several", [1, 2, 3])
def test_the_rows_that_are_asked_for_show_a_long_line_above_all_questions(several: int) -> None:
    asked = tuple(replace(VOICE.asked[0], id=f"q{each}") for each in range(several))
    heard = replace(VOICE, said=(*VOICE.said, ANSWER), asked=asked)
    told = " ".join(" ".join(as_rows(voice.draw(heard, Size(44, voice.rows(heard, 44))))).split())
    assert ANSWER.text in told


def test_the_checklist_keeps_the_rows_of_the_step_in_hand() -> None:
    assert LISTS.first is not None
    rows = checklist.rows(LISTS, 80)
    step = LISTS.first.steps[LISTS.first.at]
    assert step.text in "\n".join(as_rows(checklist.draw(LISTS, Size(80, rows))))
    idle = replace(LISTS, first=None, others=())
    told = "\n".join(as_rows(checklist.draw(idle, Size(80, checklist.rows(idle, 80)))))
    assert LISTS.next_up in told


def test_an_open_question_stands_at_the_foot_with_its_keys() -> None:
    row = as_rows(voice.draw(VOICE, Size(90, 6)))[-1]
    assert "SURGEON asks" in row and " y " in row and " n " in row


def test_a_question_that_fills_the_panel_keeps_its_last_words_beside_the_keys() -> None:
    text = "Hold here a minute, and see what the rim says under load? It costs four suits a minute."
    asked = replace(VOICE.asked[0], who="ECLSS", text=text, answers=())
    rows = as_rows(voice.draw(replace(VOICE, asked=(asked,)), Size(44, 4)))
    assert text in " ".join(" ".join(rows).split())
    assert " y " in rows[-1] and " n " in rows[-1] and asked.remaining in rows[-1]


def test_many_alarms_are_counted_not_listed() -> None:
    rows = as_rows(alarms.draw(ALARMS * 10, Size(60, 6)))
    assert len(rows) == 6
    assert "more" in rows[-1]


@pytest.mark.parametrize("width", [49, 80])
@pytest.mark.parametrize("height", range(5, 12))
def test_the_hatch_the_tanks_and_the_flow_show_however_low_the_ship_is_drawn(
    width: int, height: int
) -> None:
    drawn = "\n".join(as_rows(ship.draw(SHIP, Size(width, height))))
    assert "╴ OPEN ╶" in drawn
    if width == 80:
        seen = ["O₂ A", "O₂ B", "N₂", "flow 10.0 kg/h of 28"]
        assert [word for word in seen if word not in drawn] == []
    shut = replace(SHIP, hatch=replace(SHIP.hatch, text="shut"))
    assert "━ shut ━" in "\n".join(as_rows(ship.draw(shut, Size(width, height))))


@pytest.mark.parametrize("height", [9, 12, 16, 24])
def test_everybody_is_drawn_once_where_they_are_and_can_be_chosen(height: int) -> None:
    lines = ship.draw(SHIP, Size(100, height))[3:]
    rows = as_rows(lines)
    door = next(at for at, row in enumerate(rows) if "OPEN" in row)
    where: dict[str, int] = {}
    for at, line in enumerate(lines):
        for part in line:
            drawn = part.role != "key" and part.text[:1].isdigit()
            if part.target.startswith("crew:") and drawn:
                where.setdefault(part.target, at - door)
    assert where["crew:ev1"] < 0 < where["crew:ev2"] < where["crew:plt"] == where["crew:med"]
    assert "2≋" in "".join(rows), "a suit that is known to leak is marked"


def test_a_hose_leads_from_the_empty_seat_to_who_is_outside_and_shows_its_flow() -> None:
    lines = ship.draw(SHIP, Size(100, 16))
    assert any(part.target == "channel:ev1.suit.flow" and "┊" in part.text
               for line in lines for part in line)  # fmt: skip
    assert any("1 EV1  ›››─ high   6.0 kg/h" in row for row in as_rows(lines))


@pytest.mark.parametrize("hatch", ["open", "closed"])
def test_the_hatch_stands_in_the_head_of_the_crew_at_the_smallest_size(hatch: str) -> None:
    head = as_rows(crew.draw(Crew(CREW, hatch), Size(80, 5)))[0]
    assert ("hatch OPEN" if hatch == "open" else "hatch closed") in head


@pytest.mark.parametrize("width, height", [(80, 5), (80, 9), (83, 21), (120, 17)])
def test_all_four_readings_of_everybody_show_however_low_the_suits_are_drawn(
    width: int, height: int
) -> None:
    drawn = suits.draw(SUITS, Size(width, height))
    targets = {part.target for line in drawn for part in line}
    readings = ("suit.pressure", "suit.co2", "heart_rate", "core_temperature")
    assert {f"channel:{one.crew}.{rest}" for one in SUITS for rest in readings} <= targets
    said = "\n".join(as_rows(drawn))
    assert all(one.text in said for one in SUITS[0].sparks), "a value is never cut"
    if height >= 17:
        assert any("△10.9 mmHg  max 15.0 mmHg in 6 min" in row for row in as_rows(drawn))


def test_a_sparkline_is_drawn_to_its_limit_and_a_gap_stays_a_gap() -> None:
    pressure, co2, heart, _ = SUITS[0].sparks
    assert suits.line(pressure, 5) == "█████"
    assert suits.line(co2, 60)[0] == "▁" and suits.line(co2, 60)[-1] == "▅"
    assert suits.line(heart, 60)[:30].isspace()


LEAK = replace(
    ALARMS[0],
    level="warning",
    text="EV2 suit takes more oxygen than it is set to: it leaks",
    suggest=("relock ev2", "terminate"),
)
"""An alarm with more text than a narrow panel has room for."""


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_the_orders_against_the_worst_alarm_show_however_many_there_are(count: int) -> None:
    rows = as_rows(alarms.draw((LEAK, *ALARMS * count)[:count], Size(35, 4)))
    assert any(" relock ev2   terminate " in row for row in rows)
    assert count < 3 or f"+{count - 2} more" in rows[3]


def test_without_a_signal_the_orders_against_an_alarm_are_no_buttons() -> None:
    lines = alarms.draw((replace(LEAK, heard=False),), Size(35, 4))
    assert any("at AOS: relock ev2, terminate" in row for row in as_rows(lines))
    assert not any(part.target.startswith("order:") for line in lines for part in line)


def test_the_text_of_an_alarm_shows_whole_where_there_is_room() -> None:
    rows = as_rows(alarms.draw((LEAK, ALARMS[0]), Size(35, 8)))
    assert " ".join(" ".join(rows[1:3]).split()) == f"*▲ {LEAK.text}"
    assert "…" not in "".join(rows)


def test_a_long_task_goes_on_beneath_itself_and_a_bar_gives_way_to_it() -> None:
    card = replace(CREW[2], doing="Gloves on, both locks turned home, tug", busy=True,
                   remaining="0:47")  # fmt: skip
    rows = as_rows(crew.draw(Crew((card,)), Size(68, 4)))
    assert "Gloves on, both locks" in rows[1] and rows[2].strip() == "turned home, tug"
    narrow = as_rows(crew.draw(Crew((card,)), Size(74, 3)))
    assert card.doing in narrow[1] and "─" not in narrow[1] and "0:47" in narrow[1]


def test_readings_beside_an_advice_are_whole_or_left_out() -> None:
    advice = crew.Advice("emergency", "suit under 27.6 kPa", "alarm:a")
    worst = replace(CREW[0].readings[0], level="emergency", text="17.4 kPa")
    readings = (*CREW[0].readings[1:], worst)
    card = replace(CREW[0], doing="Camera along the groove, all the way round and back again",
                   advice=(advice,), readings=readings)  # fmt: skip
    for width in range(60, 120):
        row = as_rows(crew.draw(Crew((card,)), Size(width, 3)))[2]
        assert "17.4 kPa" in row and "…" not in row.partition("17.4 kPa")[2]
        assert not row.rstrip().endswith(("♥", "RH", "O₂", "CO₂")), width


def test_no_reading_of_the_cabin_is_cut_in_half_when_one_is_marked() -> None:
    marked = replace(SHIP.oxygen, level="caution", text="45.1 %")
    rich = replace(SHIP, rate=replace(SHIP.rate, text="-0.04 kPa/min"), oxygen=marked)
    row = as_rows(ship.draw(rich, Size(49, 9)))[1]
    assert "△ 45.1 %  18.2 °C" in row and "…" not in row


def test_a_standing_order_and_the_next_checklist_are_seen_whole() -> None:
    rows = " ".join(" ".join(as_rows(plan.draw(PLAN, Size(48, 9)))).split())
    assert "when ev1.suit.pressure < 4.5 psi do abort" in rows
    waiting = replace(LISTS, first=None, next_up="Suit pressurisation", next_id="pressurise")
    drawn = "\n".join(as_rows(checklist.draw(waiting, Size(68, 8))))
    assert " ⏎ run Suit pressurisation " in drawn and " c Suit pressurisation " in drawn


@pytest.mark.parametrize("who", ["SURGEON", "STANDING"])
@pytest.mark.parametrize("width", [36, 44, 55, 60])
def test_who_speaks_is_seen_whole(width: int, who: str) -> None:
    said = replace(VOICE.said[0], who=who)
    assert f"{who} " in "\n".join(as_rows(voice.draw(replace(VOICE, said=(said,)), Size(width, 9))))
