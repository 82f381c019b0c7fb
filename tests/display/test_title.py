"""The title's Earth is the real one, in the place of the drawn one, at every size."""

from __future__ import annotations

import math

import pytest

from game.display.pages import title
from game.display.pages.title import Menu
from game.display.panel import Size
from game.display.pictures import pixels
from game.display.pictures.limb import LIMB, limb, since_epoch_s
from game.vocabulary.cells import cell_len
from tests.display.lines import as_rows

SIZES = ((80, 24), (80, 40), (120, 40), (160, 45), (240, 70))
DAY_S, NIGHT_S = 3000.0, 600.0
MENU = Menu((("f", "Fly", "choose a mission", "key:go('fly')"),), 0, "version 1")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("time_s", [DAY_S, NIGHT_S, 6.8e7])
def test_the_limb_stands_where_the_orbit_puts_it(size: tuple[int, int], time_s: float) -> None:
    width, height = size
    lines = limb(width, height, time_s)
    middle = [line[width // 2] for line in lines]
    first = next(at for at, part in enumerate(middle) if part.text)
    assert math.isclose(height - len(lines) + first, height * LIMB, abs_tol=2 + height / 25)
    assert all(part.text for part in middle[first:])


@pytest.mark.parametrize("size", (*SIZES, (1, 1), (2, 3), (80, 1), (1, 60)))
def test_the_title_fills_the_screen_and_no_more(size: tuple[int, int]) -> None:
    for time_s in (None, DAY_S):
        rows = as_rows(title.draw(MENU._replace(time_s=time_s), Size(*size)))
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]
        if size in SIZES:
            assert "choose a mission" in "".join(rows)


def test_it_turns() -> None:
    assert limb(80, 24, DAY_S) != limb(80, 24, DAY_S + 60.0)
    assert since_epoch_s(1726135680.0) == pytest.approx(0.0, abs=0.01)


def test_it_is_shaded_where_colours_are_few() -> None:
    rows = as_rows(pixels.shaded(limb(80, 24, DAY_S)))
    assert not set("".join(rows)) & {"▀", "▄"} and set("".join(rows)) & set("+*#%=")
