"""A capsule from the side, in characters: its hatch on top, people where they are, their hoses.

It is as large as the room that it is given. The hatch is the last to go: in one line there is
nothing but the hatch.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.display.text import Lines, Part, joined

OPEN, SHUT = "╴ OPEN ╶", "━ shut ━"
DOOR = len(OPEN)
RIM = DOOR + 4
"""Width of the hull at the hatch."""
FEWEST_SEATS = 4
MOST_SEATS = 6
MOST_WALLS = 18
"""Rows of hull beyond which a capsule is only emptier."""
ROOMY = 5
"""Rows of hull from which people have their roles beside them, and hoses show."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the drawing; without a crew id an empty seat."""

    key: str
    crew: str
    role: str = ""
    selected: bool = False
    leaks: bool = False
    fed: bool = False
    """Whether gas flows through their hose."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn."""

    is_open: bool
    seal_failed: bool
    vent: str
    repress: str
    hatch: str
    """The target of the hatch."""
    outside: tuple[Person, ...]
    at_hatch: tuple[Person, ...]
    in_cabin: tuple[Person, ...]
    seats: tuple[Person, ...]
    """By seat."""


VALVES = 9
"""Cells that the words at the valves take, left and right of the hull."""


class _Sheet:
    """Cells to draw on."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = [[Part(" ")] * width for _ in range(height)]
        self.width = width

    def put(self, x: int, y: int, text: str, role: str, target: str = "") -> int:
        """Write ``text`` from (x, y); where it ends. What is off the sheet is left out."""
        for at, char in enumerate(text, x):
            if 0 <= at < self.width and 0 <= y < len(self.cells):
                self.cells[y][at] = Part(char, role, target)
        return x + len(text)

    def person(self, x: int, y: int, one: Person, named: bool = False) -> int:
        """Write who somebody is, marked when their suit leaks; where the next one has room."""
        said = one.key + ("≋" if one.leaks else " " if named else "")
        role = "caution" if one.leaks else "select" if one.selected else "bright"
        end = self.put(x, y, said + (one.role[:3] if named else ""), role, f"crew:{one.crew}")
        return max(end + 1, x + _pitch(named))

    def lines(self) -> Lines:
        """The sheet as lines, without the blanks at their ends."""
        made = []
        for row in self.cells:
            end = max((at for at, cell in enumerate(row, 1) if cell.text != " "), default=0)
            made.append(joined(row[:end]))
        return tuple(made)


def _pitch(named: bool) -> int:
    """Cells from one person in the hatch to the next."""
    return 6 if named else 3


def draw(scene: Scene, width: int, height: int) -> Lines:
    """The capsule in at most ``width`` by ``height`` cells."""
    if height < 1 or width < RIM:
        return ()
    above = 0 if height < 5 else 1 if height < 10 else 2
    floor = height >= 3
    walls = min(MOST_WALLS, height - above - 1 - floor)
    widest = (width - RIM) // 2 - 1
    walls = min(walls, max(1, widest)) if walls else 0
    height = above + 1 + walls + floor
    base = RIM + 2 * walls
    margin = min(VALVES, (width - base) // 2) if walls > 2 else 0
    margin = margin if margin == VALVES else min(margin, 1)
    sheet = _Sheet(max(RIM, base) + 2 * max(0, margin), height)
    left = max(0, margin) + walls
    top = above
    _hull(sheet, scene, left, top, walls, floor)
    _hatch(sheet, scene, left, top)
    seats = _seats(sheet, scene, left - walls, top + walls, base) if walls else {}
    _people(sheet, scene, left, top, walls)
    if walls >= ROOMY:
        _hoses(sheet, scene, seats, left, top, walls)
    if margin == VALVES:
        _valves(sheet, scene, left, top)
    return sheet.lines()


def _hull(sheet: _Sheet, scene: Scene, left: int, top: int, walls: int, floor: bool) -> None:
    for row in range(1, walls + 1):
        sheet.put(left - row, top + row, "╱", "hull")
        sheet.put(left + RIM - 1 + row, top + row, "╲", "hull")
    if floor:
        wide = RIM + 2 * walls
        sheet.put(left - walls, top + walls + 1, "╰" + "─" * (wide - 2) + "╯", "hull")


def _hatch(sheet: _Sheet, scene: Scene, left: int, top: int) -> None:
    """The door: flat in its rim, or up on its hinge and the way free."""
    sheet.put(left, top, "╭─", "hull")
    role = "accent" if scene.is_open else "hull"
    sheet.put(left + 2, top, OPEN if scene.is_open else SHUT, role, scene.hatch)
    end = sheet.put(left + 2 + DOOR, top, "─╮", "hull")
    if scene.is_open and top:
        for row in range(top):
            sheet.put(left + 1, row, "┃", "accent", scene.hatch)
    if scene.seal_failed:
        sheet.put(end, top, "≋", "warning", "channel:hatch.seal_check")


def _seats(sheet: _Sheet, scene: Scene, x: int, y: int, base: int) -> dict[str, int]:
    """The seats along the floor; the column of each by its key."""
    seats = scene.seats[:MOST_SEATS]
    inner = base - 2
    each = min(8, max(3, inner // max(FEWEST_SEATS, len(seats))))
    start = x + 1 + max(0, (inner - (each * len(seats) - (each - 3))) // 2)
    columns = {}
    for at, one in enumerate(seats):
        column = start + at * each
        sheet.put(column, y, "[ ]", "hull")
        if one.crew:
            role = "select" if one.selected else "bright"
            sheet.put(column + 1, y, one.key, role, f"crew:{one.crew}")
            sheet.put(column + 2, y, "]", "hull")
            if one.leaks:
                sheet.put(column + (3 if each > 3 else 2), y, "≋", "caution", f"crew:{one.crew}")
        columns[str(at)] = column + 1
    return columns


def _people(sheet: _Sheet, scene: Scene, left: int, top: int, walls: int) -> None:
    """Those outside, at the hatch and in the cabin, each in their place."""
    beside = left + RIM + 1
    named = walls >= ROOMY
    first = left + (2 if named else 3)
    x, y = (first, max(0, top - 2)) if top else (beside, top)
    for one in scene.outside[:4]:
        x = sheet.person(x, y, one, named)
    if top and scene.outside:
        sheet.put(x, y, "outside", "dim")
    if walls < 2:
        x = beside
        for one in (*scene.at_hatch, *scene.in_cabin)[:4]:
            x = sheet.person(x, top + walls, one)
        return
    x = first + (_pitch(named) * len(scene.outside) if named else 0)
    rim = top + 1 + named
    for one in scene.at_hatch[:3]:
        x = sheet.person(x, rim, one, named)
    cabin = top + walls // 2 + (named and walls > ROOMY)
    x = x if cabin == rim else first
    for one in scene.in_cabin[:4]:
        x = sheet.person(x, cabin, one, named)


def _hoses(
    sheet: _Sheet, scene: Scene, seats: dict[str, int], left: int, top: int, walls: int
) -> None:
    """A hose from an empty seat to everybody outside or at the hatch, within the hull."""
    empty = [seats[str(at)] for at, one in enumerate(scene.seats[:MOST_SEATS]) if not one.crew]
    gone = [(one, True) for one in scene.outside] + [(one, False) for one in scene.at_hatch]
    bend = top + 2
    for at, ((one, out), column) in enumerate(zip(gone, empty, strict=False)):
        end = left + 2 + _pitch(True) * at
        bend = max(bend + 1, top + left - column + 1)
        if end >= left + RIM - 2 or bend >= top + walls:
            return
        role = "caution" if one.leaks else "bar" if one.fed else "dim"
        target = f"channel:{one.crew}.suit.flow"
        for row in range(top - 1 if out else top + 3, bend):
            if row != top and sheet.cells[row][end].text == " ":
                sheet.put(end, row, "┊", role, target)
        for x in range(min(column, end), max(column, end) + 1):
            sheet.put(x, bend, "┈", role, target)
        if column != end:
            sheet.put(column, bend, "╭" if end > column else "╮", role, target)
            sheet.put(end, bend, "╯" if end > column else "╰", role, target)
        for row in range(bend + (column != end), top + walls):
            sheet.put(column, row, "┊", role, target)


def _valves(sheet: _Sheet, scene: Scene, left: int, top: int) -> None:
    """The vent to the left of the hull and the repress to its right, with arrows if they flow."""
    y = top + 2
    flows = scene.vent not in ("closed", "--", "")
    said = "vent ◂◂╶" if flows else "vent  ╶┤"
    sheet.put(left - 3 - len(said) + 1, y, said, "accent" if flows else "dim", "channel:cabin.vent")
    feeds = scene.repress not in ("off", "--", "")
    said = "╴◂◂ gas" if feeds else "├╴ gas"
    role = "accent" if feeds else "dim"
    sheet.put(left + RIM + 2, y, said, role, "channel:cabin.repress")
