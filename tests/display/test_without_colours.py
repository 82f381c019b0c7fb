"""What a colour says, a sign or a word says too: the same text never means two things."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.display.observer import Observer
from game.display.panel import Size
from game.display.panels import PANELS, alarms, track
from game.display.panels.alarms import AlarmLine
from game.display.pictures import track as tracks
from game.display.text import Line
from game.display.view import Look
from game.flightlog.replay.seek import Replay
from game.level.loading import load_named
from game.vocabulary.events import SEVERITIES
from tests import golden
from tests.display.lines import as_rows

SIZES = (Size(38, 12), Size(90, 24))
EVERY = 60
"""Ticks between two moments that are looked at."""
ELSEWHERE = ("stale", "select")
"""Told in another place: NO SIGNAL in the top line, and the mark before who is selected."""
PICTURES = ("camera", "track")
UMBILICAL = "┊"
"""Has the colour of what its own line says in a word: leaks."""


def drawn(log: Path) -> Iterator[tuple[str, Line, Line]]:
    """Every line that panels draw of a flight: the panel, the line above, the line."""
    observer: Observer | None = None
    for mission in Replay(log).flown():
        observer = observer or Observer(mission)
        if mission.tick % EVERY:
            continue
        observer.sample(mission)
        picture = observer.take(mission, Look(selected="ev1", trend="ev1.suit.co2"))
        for panel, size in itertools.product(PANELS, SIZES):
            data = picture.of(panel)
            if data is not None and panel.id not in PICTURES:
                lines = panel.draw(data, size)
                yield from ((panel.id, *two) for two in itertools.pairwise(((), *lines)))


def text_of(line: Line) -> str:
    return "".join(part.text for part in line)


def colours(line: Line) -> tuple[str, ...]:
    """The role of every character that shows, where nothing else tells the same."""
    told = (("" if part.role in ELSEWHERE else part.role, part.text) for part in line)
    return tuple(role for role, text in told for one in text if one not in (" ", UMBILICAL))


@pytest.mark.parametrize("log", ["water-nodder", "snag-nodder"])
def test_a_line_that_reads_the_same_has_the_same_colours(log: str, tmp_path: Path) -> None:
    seen: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for panel, above, line in drawn(golden.log(log, tmp_path)):
        now = colours(line)
        before = seen.setdefault((panel, text_of(above), text_of(line)), now)
        differs = [(a, b) for a, b in zip(before, now, strict=True) if a != b and a and b]
        assert not differs, f"{panel}: {text_of(line)!r} is told apart by {set(differs)} alone"


def test_the_track_tells_night_silence_and_the_way_behind_by_its_dots() -> None:
    made = track.draw(track._at(load_named("first-out").orbit, 4000.0), Size(100, 24))
    by_role: dict[str, str] = {}
    for part in itertools.chain.from_iterable(made):
        by_role[part.role] = by_role.get(part.role, "") + part.text
    assert set(by_role["caution.seen"]) == {track.SILENT}
    night, day = by_role["land.night"], by_role["land"]
    assert "\u28ff" in day and night
    assert not [one for one in night if one > "\u2800" and (ord(one) - 0x2800).bit_count() > 4]
    assert tracks.thinned(0xFF).bit_count() == 4 and tracks.thinned(0x08) == 0x08


@pytest.mark.parametrize("width", [24, 36, 44, 90])
@pytest.mark.parametrize(
    "text", ["CO2 is high", "The suit of EV1 loses pressure, by both of its gauges"]
)
def test_alarms_differ_in_words_or_signs(text: str, width: int) -> None:
    kinds = list(itertools.product(SEVERITIES, (False, True), (False, True)))
    made = {}
    for level, seen, cleared in kinds:
        tail = "cleared" if cleared else "1:02:03"
        one = AlarmLine("a", level, text, tail, seen, cleared, ())
        for height in (2, 5):
            rows = tuple(as_rows(alarms.draw((one,), Size(width, height)))[1:])
            made[height, level, seen, cleared] = rows
    assert len({(key[0], rows) for key, rows in made.items()}) == 2 * len(kinds)
