"""Every panel has its place at every size, and nothing overlaps."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from game.display.layout import Need, places, turns
from game.display.panel import LEAST_HEIGHT, LEAST_WIDTH, Body
from game.display.panels import PANELS

TURNS = tuple(p.id for p in PANELS if isinstance(p.place, Body) and p.place.turns)
OPTIONAL = ("emergency", "lesson", "ghost", "truth")
NEEDS = st.builds(
    Need,
    st.integers(1, 12),
    st.sampled_from(("", *TURNS)),
    st.sets(st.sampled_from(OPTIONAL)).map(lambda found: tuple(sorted(found))),
    bar=st.sampled_from((1, 2)),
    talk=st.integers(0, 20),
    work=st.integers(0, 20),
)
FLIGHT = Need(absent=OPTIONAL)


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS)
def test_places_never_overlap_and_stay_on_the_screen(width: int, height: int, need: Need) -> None:
    taken: set[tuple[int, int]] = set()
    for name, place in places(width, height, need).items():
        assert place.width > 0 and place.height > 0, name
        assert place.x >= 0 and place.x + place.width <= width, name
        assert place.y >= 0 and place.y + place.height <= height, name
        cells = {
            (x, y)
            for x in (place.x, place.x + place.width - 1)
            for y in range(place.y, place.y + place.height)
        }
        assert not cells & taken, name
        taken |= cells


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS, st.integers(2, 3))
def test_a_long_message_covers_what_is_above_it_and_moves_nothing(
    width: int, height: int, need: Need, said: int
) -> None:
    short, made = places(width, height, need), places(width, height, replace(need, said=said))
    assert made["status"].height == said
    top = made["status"].y
    for name, place in short.items():
        if name != "status":
            seen = min(place.height, top - place.y) if place.y < top else place.height
            assert made[name] == place._replace(height=seen) and seen > 0


def test_a_long_line_borrows_rows_that_the_checklist_can_spare() -> None:
    usual = places(80, 24, FLIGHT)
    long = places(80, 24, replace(FLIGHT, talk=7, work=3))
    assert (usual["voice"].height, usual["checklist"].height) == (4, 7)
    assert (long["voice"].height, long["checklist"].height) == (7, 4)
    assert long["crew"] == usual["crew"]
    kept = places(80, 24, replace(FLIGHT, talk=7, work=6))
    assert kept == usual, "two rows too few would be lent in vain"
    assert places(80, 24, replace(FLIGHT, talk=2, work=3)) == usual
    assert places(120, 40, replace(FLIGHT, talk=20)) == places(120, 40, FLIGHT)


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS)
def test_what_is_needed_to_play_always_shows(width: int, height: int, need: Need) -> None:
    made = places(width, height, need)
    for name in ("top", "crew", "voice", "alarms", "status", "want", "keys"):
        assert name in made
    assert made["crew"].height >= 3
    assert made["voice"].height >= 3 and made["alarms"].height >= 3
    if need.slot and need.slot not in need.absent:
        assert need.slot in made or need.slot == "checklist"
    assert any(made[name].height >= 3 for name in TURNS if name in made)
    for name in OPTIONAL[:3]:
        assert (name in made) == (name not in need.absent)


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS)
def test_every_panel_can_be_shown(width: int, height: int, need: Need) -> None:
    shown = set(places(width, height, need))
    for slot in turns(width, height, need):
        shown |= set(places(width, height, replace(need, slot=slot)))
    assert {panel.id for panel in PANELS} - set(need.absent) <= shown


def test_at_the_small_size_each_of_four_has_two_lines() -> None:
    assert places(80, 24, FLIGHT)["crew"].height == 9


def test_at_the_comfortable_size_the_camera_shows_and_three_take_its_place() -> None:
    made = places(120, 40, FLIGHT)
    assert {"crew", "checklist", "voice", "camera", "ship", "alarms", "plan"} <= set(made)
    assert turns(120, 40, FLIGHT)[:4] == ("camera", "trend", "suits", "track")
    assert made["crew"].height == 13


def test_what_quiet_alarms_leave_free_goes_to_the_plan_and_comes_back() -> None:
    quiet, loud = places(120, 40, FLIGHT), places(120, 40, replace(FLIGHT, alarms=12))
    assert quiet["alarms"].height == 3 and quiet["plan"].height >= 8
    assert loud["alarms"].height == quiet["alarms"].height + quiet["plan"].height
    assert "plan" not in loud and "plan" in turns(120, 40, replace(FLIGHT, alarms=12))


def test_a_tall_narrow_screen_has_the_ship_too() -> None:
    assert {"checklist", "ship"} <= set(places(80, 40, FLIGHT))
    assert "ship" not in places(80, 24, FLIGHT)


def test_at_the_largest_sizes_the_plan_has_room_for_all_of_first_out() -> None:
    assert places(240, 70, FLIGHT)["plan"].height > 4 + 17
    assert places(200, 60, FLIGHT)["plan"].height > 4 + 17


def test_at_the_largest_size_everything_shows() -> None:
    made = places(240, 70, FLIGHT)
    placed = {p.id for p in PANELS if not isinstance(p.place, Body) or p.place.area}
    assert placed - set(OPTIONAL) <= set(made)


@given(
    st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS, st.sampled_from(TURNS)
)  # fmt: skip
def test_one_panel_can_have_the_whole_body(width: int, height: int, need: Need, full: str) -> None:
    made = places(width, height, replace(need, full=full))
    if full not in need.absent:
        assert made[full].width == width and made[full].height >= height - 17
        assert {"top", "status", "want", "keys"} <= set(made)
        assert not {"crew", "voice", "alarms"} - {full} & set(made)
