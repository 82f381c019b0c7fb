"""Terminals that can do less: plain signs, few colours, none. Nothing is lost that matters."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from game.console.settings import Settings, load
from game.display.ascii import in_ascii
from game.display.pictures import helmet, pixels
from game.display.pictures.helmet import Shot
from game.display.text import SYMBOL
from game.level import loading
from game.vocabulary.cells import cell_len
from tests.console.gallery import BY_NAME, COMFORTABLE, SIZES, Looks, shoot
from tests.console.seeing import MakeApp, rows_of, settle, text_of

FEWEST_LOOKS = 3
"""A picture with no more different cells than so is a blot."""


def drawn_by_signs(text: str) -> set[str]:
    """What of ``text`` a font may lack."""
    return {one for one in text if ord(one) > 0xFF}


@pytest.mark.parametrize("scene", ["day", "emergency"])
async def test_plain_signs_leave_nothing_that_a_font_lacks(scene: str) -> None:
    plain: dict[str, list[str]] = {}
    full: dict[str, list[str]] = {}
    sizes = (SIZES[0], COMFORTABLE, SIZES[-1])
    looks = Looks(Settings(ascii=True))
    await shoot(BY_NAME[scene], sizes, looks, "", lambda app, n, _: plain.update({n: rows_of(app)}))
    await shoot(
        BY_NAME[scene], sizes, Looks(), "", lambda app, n, _: full.update({n: rows_of(app)})
    )
    for name, rows in plain.items():
        assert not drawn_by_signs("".join(rows)), name
        assert [cell_len(row) for row in rows] == [cell_len(row) for row in full[name]]
        assert "CHECKLIST" in "".join(rows) and "OPEN" in "".join(rows)


def test_alarms_keep_apart_in_plain_signs() -> None:
    assert len({in_ascii(sign) for sign in SYMBOL.values()}) == len(SYMBOL)


def test_every_sign_keeps_its_cells_and_letters_stay() -> None:
    for text in ("─│╭▲●☀✓⏎…", "⣿⠀⠁", "👩‍🚀", "日本", "Ångström Łukasz Ωmega", "2.1 mmHg ♥ 36.8 °C"):
        assert cell_len(in_ascii(text)) == cell_len(text)
    assert in_ascii("Łukasz 日本 ñ") == "Łukasz 日本 ñ"


async def test_the_setting_changes_what_shows_at_once_and_is_kept(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=COMFORTABLE) as pilot:
        await settle(pilot)
        assert drawn_by_signs(text_of(app))
        await pilot.press("f9", *["down"] * 3, "right")
        await settle(pilot)
        assert "ASCII alone" in text_of(app) and not drawn_by_signs(text_of(app))
        await pilot.press("left", "escape")
        await settle(pilot)
        assert drawn_by_signs(text_of(app))
        await pilot.press("f9", *["down"] * 3, "right")
        await settle(pilot)
    assert load(file)[0].ascii


async def test_what_the_command_line_asks_for_is_not_kept(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    app = make_app(settings=file, ascii=True)
    async with app.run_test(size=COMFORTABLE) as pilot:
        await settle(pilot)
        assert not drawn_by_signs(text_of(app)) and not app.kept.ascii
    assert not file.exists()


@pytest.mark.parametrize(
    "term, colour, shades",
    [
        ("xterm-256color", "truecolor", False),
        ("xterm-256color", "", False),
        ("xterm", "", True),
        ("dumb", "", True),
    ],
)
def test_pictures_are_shaded_in_signs_where_colours_are_too_few(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, term: str, colour: str, shades: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colour)
    assert make_app().shades is shades


@pytest.mark.parametrize("depth", [ColorSystem.EIGHT_BIT, ColorSystem.STANDARD, None])
def test_a_picture_stays_readable_with_fewer_colours(depth: ColorSystem | None) -> None:
    """Space and the Earth by day look different, and the Earth is not one blot."""
    orbit = loading.load_named("first-out").orbit
    shot = Shot(orbit=orbit, time_s=3000.0, where="outside", open=True, other=False, working=False,
                yaw_deg=0, pitch_deg=-20, fog=0, snow=0)  # fmt: skip
    lines = pixels.lines(helmet.draw(shot, 60, 32))
    if depth is not ColorSystem.EIGHT_BIT:
        lines = pixels.shaded(lines)

    def look(role: str) -> tuple[object, ...]:
        inks = role[1:].split("/")
        return (
            tuple(Color.parse(f"#{ink}").downgrade(depth).number for ink in inks) if depth else ()
        )

    cells = [[(part.text, look(part.role)) for part in line] for line in lines]
    space = cells[0][0]
    below = [cell for row in cells[8:] for cell in row]
    assert below.count(space) < len(below) / 3
    assert len(set(below)) > FEWEST_LOOKS
