"""Pictures of a saved mission: the real console, flown again without a terminal.

A picture is an SVG of one moment; a film is an asciinema recording (asciicast v2) of many. The
log alone decides what is in them: no clock is read, and no setting of the terminal counts.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from textual.app import App
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.strip import Strip

from game.console import terminal, themes
from game.console.screens.flight import FlightScreen
from game.display import roles
from game.display.layout import Need
from game.display.text import clean
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.notes import notes_of
from game.flightlog.log.reader import FlightLog
from game.flightlog.replay import refly
from game.flightlog.replay.recorded import Recorded
from game.mission import Mission
from game.ops.views import Accepted, Refused
from game.room import Room
from game.vocabulary.events import ALARMING, Event
from game.vocabulary.units import TICK_S, clock

SIZE = (120, 40)
"""Columns and rows of a picture, if nothing else is said."""
MOST_WIDTH, MOST_HEIGHT = 500, 200
SPEED = 30.0
"""Mission seconds for each second of a film, if nothing else is said."""
FRAME_S = 0.2
"""Seconds of film between frames, or a tick where that is longer."""
LAST_S = 3.0
"""Seconds for which the last frame stands."""
MARKED = ("objective", "contact", "alarm", "outcome")
"""Marks that a player of the film can jump to; of alarms, those that ask somebody to act."""

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FONTS = '"Fira Code", "Cascadia Mono", "SF Mono", Menlo, "DejaVu Sans Mono", monospace'
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


class _Flown:
    """A flight that is over: it flies as its log has it, and nobody can order anything."""

    trouble: str | None = None
    mark = ""
    """What is said beside the speed."""

    def order(self, text: str, /) -> Accepted | Refused:
        """Refuse: what was flown stays as it is."""
        return Refused("this flight is over: the log alone gives its orders")

    def sync(self) -> None:
        """There is nothing to write."""

    def close(self) -> None:
        """There is nothing to close."""


class _Past(_Flown):
    """A flight that is flown again, by the orders of its log."""

    def __init__(self, log: FlightLog) -> None:
        self._log = log
        self._flight = refly.Reflight(log, refly.begin(log))

    @property
    def mission(self) -> Mission:
        """The mission as far as it is flown."""
        return self._flight.mission

    def step(self) -> Sequence[Event]:
        """Fly a tick of the log. Raises FlightLogError when it is not as it was."""
        mission = self._flight.mission
        seen = len(mission.events)
        self._flight.to(mission.tick + 1)
        drift = self._flight.drift
        if drift is not None:
            raise FlightLogError(
                f"{shown(self._log.path.name)} can't be shown: from tick {drift.tick} on this game "
                "does not fly it the same; no-airlock verify says more.",
                drift.line,
            )
        return mission.events[seen:]


class _Tape(_Flown):
    """A flight by another physics version: what its log recorded, tick by tick."""

    mark = " recorded, not proved"

    def __init__(self, log: FlightLog) -> None:
        self.mission = Recorded(log)

    def step(self) -> Sequence[Event]:
        """Go on a tick; what happened in it."""
        seen = len(self.mission.events)
        self.mission.tick += 1
        return self.mission.events[seen:]


class _FilmScreen(FlightScreen):
    """The flight screen with the time of a film: it shows what the log says, when it says so."""

    def __init__(self, past: _Past | _Tape, speed: float) -> None:
        super().__init__(past)
        self._mark = past.mark
        self._film_speed = speed
        self._settled: Need | None = None

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed of the film, or that the mission is over."""
        if self.room.outcome is not None:
            return "■ over", False
        return f"▶ {self._film_speed:g}×{self._mark}", False

    def fly_to(self, tick: int) -> list[Event]:
        """Fly on to ``tick`` and show it; what happened on the way."""
        events: list[Event] = []
        room: Room = self.room
        while room.tick < tick and room.outcome is None:
            events += self.session.step()
            self.observer.sample(room)
        ordered = [event for event in events if event.row.mark == "order"]
        if ordered:
            self.say(clean(ordered[-1].text), "order")
        self.show()
        return events

    async def settle(self, pilot: Pilot[None]) -> None:
        """Wait until what is to be shown has been drawn; longer when panels came or went."""
        if self.desk.need != self._settled:
            self._settled = self.desk.need
            await pilot.pause()
            await pilot.pause()
            self.show()
        await pilot.pause(0.0)


class _Studio(App[None]):
    """The console's colours and style sheet, with one screen and nobody at the keys."""

    CSS_PATH = "no_airlock.tcss"
    live = False

    def __init__(self, screen: _FilmScreen) -> None:
        super().__init__()
        self.animation_level = "none"
        self._film_screen = screen
        for palette in roles.PALETTES:
            self.register_theme(themes.theme_of(palette))
        self.theme = roles.DEFAULT

    def on_mount(self) -> None:
        """Show the mission at once."""
        self.push_screen(self._film_screen)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """None: NO_COLOR and the like are for the terminal that plays it."""
        return ()


def picture(log: FlightLog, tick: int, size: tuple[int, int] = SIZE) -> str:
    """The console at ``tick`` as SVG, which needs no font from anywhere.

    A log of another physics version is shown as it was recorded. Raises FlightLogError when the
    log does not fly the same again.
    """

    async def made() -> str:
        async with _studio(log, size, 1.0) as (pilot, screen):
            screen.fly_to(tick)
            await screen.settle(pilot)
            title = f"{clean(screen.room.level.title)} at {clock(screen.room.time)}"
            return titled(pilot.app.export_screenshot(title=title), title)

    return asyncio.run(made())


def titled(svg: str, title: str) -> str:
    """Textual's ``svg`` with a title to be read aloud, and without what names other places."""
    made = _COMMENT.sub("", _FONT_FACE.sub("", svg))
    made = made.replace("Fira Code, monospace", _FONTS).replace("arial", "system-ui, sans-serif")
    head, tag, rest = made.partition(">")
    named = f'{head} role="img" aria-labelledby="picture-title"{tag}'
    return f'{named}<title id="picture-title">{html.escape(title)}</title>{rest}'


def film(
    log: FlightLog,
    *,
    size: tuple[int, int] = SIZE,
    speed: float = SPEED,
    first: int = 0,
    last: int | None = None,
) -> str:
    """The console from tick ``first`` to ``last`` (or the end) as an asciinema recording.

    Of other physics, and when it raises FlightLogError, as :func:`picture`.
    """
    end = log.last_tick if last is None else min(last, log.last_tick)

    async def made() -> str:
        async with _studio(log, size, speed) as (pilot, screen):
            screen.fly_to(first)
            lines = [_header(screen.room, size)]
            painter = terminal.Painter(size[0])
            elapsed, noted = 0.0, first
            for elapsed, tick in frames(first, end, speed):
                events = screen.fly_to(tick)
                await screen.settle(pilot)
                drawn = painter.paint(_strips(screen))
                if drawn:
                    lines.append(_line(elapsed, "o", drawn))
                labels = sorted(
                    (*_marks(events), *_noted(log, noted, tick)), key=lambda one: one[0]
                )
                lines += [_line(elapsed, "m", f"{clock(at)} {text}") for at, text in labels]
                noted = tick + 1
            lines.append(_line(elapsed + LAST_S, "o", terminal.END))
        return "".join(lines)

    return asyncio.run(made())


def _noted(log: FlightLog, first: int, last: int) -> Iterator[tuple[float, str]]:
    """When (s), and the label, of the notes in ``log`` from tick ``first`` to ``last``."""
    for note in notes_of(log):
        if first <= note.tick <= last:
            yield note.tick * TICK_S, f"note: {note.text}" if note.text else "bookmark"


def frames(first: int, last: int, speed: float) -> Iterator[tuple[float, int]]:
    """When each frame of a film stands (s from its start), and the tick that it shows."""
    apart = max(FRAME_S, TICK_S / speed)
    count, tick = 0, first
    while tick < last:
        yield round(count * apart, 6), tick
        count += 1
        tick = first + int(count * apart * speed / TICK_S + 1e-6)
    yield round(count * apart, 6), last


def _marks(events: Sequence[Event]) -> Iterator[tuple[float, str]]:
    for event in events:
        alarm = event.row.mark == "alarm"
        quiet = event.hidden or (alarm and event.severity not in ALARMING)
        if event.row.mark in MARKED and not quiet:
            text = f"{event.severity}: {event.text}" if alarm else event.text
            yield event.tick * TICK_S, clean(text)


def _header(room: Room, size: tuple[int, int]) -> str:
    palette = roles.PALETTES[0]
    colours = (palette.ground, palette.emergency, palette.good, palette.caution, palette.accent,
               palette.night, palette.advisory, palette.text)  # fmt: skip
    return _json(
        {
            "version": 2,
            "width": size[0],
            "height": size[1],
            "title": f"No Airlock: {clean(room.level.title)}",
            "env": {"TERM": "xterm-256color"},
            "theme": {
                "fg": palette.text,
                "bg": palette.ground,
                "palette": ":".join(colours * 2),
            },
        }
    )


def _line(elapsed: float, kind: str, data: str) -> str:
    return _json([elapsed, kind, data])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _strips(screen: _FilmScreen) -> list[Strip]:
    # Textual has no public way to the lines of a screen but its SVG.
    return screen._compositor.render_strips()


@asynccontextmanager
async def _studio(
    log: FlightLog, size: tuple[int, int], speed: float
) -> AsyncIterator[tuple[Pilot[None], _FilmScreen]]:
    screen = _FilmScreen(_Tape(log) if log.header.foreign else _Past(log), speed)
    app = _Studio(screen)
    async with app.run_test(size=size) as pilot:
        yield pilot, screen
