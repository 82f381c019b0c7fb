"""Every panel has its place at every size, and nothing overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.console.layout import LEAST_HEIGHT, LEAST_WIDTH, SLOTS, Need, places

NEEDS = st.builds(Need, st.integers(1, 12), st.booleans(), st.sampled_from(SLOTS), st.booleans())


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS)
def test_places_never_overlap_and_stay_on_the_screen(width, height, need):
    taken = set()
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


@given(st.integers(LEAST_WIDTH, 300), st.integers(LEAST_HEIGHT, 100), NEEDS)
def test_what_is_needed_to_play_always_shows(width, height, need):
    made = places(width, height, need)
    for name in ("top", "crew", "voice", "alarms", "status", "want", "keys"):
        assert name in made
    assert made["crew"].height >= 3
    assert made["voice"].height >= 3 and made["alarms"].height >= 3
    slot = need.slot if need.slot in made else "checklist"
    assert made[slot].height >= 3
    assert ("lesson" in made) == need.lesson
    assert ("ghost" in made) == need.ghost


def test_at_the_small_size_each_of_four_has_two_lines():
    assert places(80, 24, Need())["crew"].height == 9


def test_at_the_comfortable_size_everything_shows():
    made = places(120, 40, Need())
    assert set(SLOTS) <= set(made)
    assert made["crew"].height == 13
