"""The replay screen: causes, truth, notes, and a way back in, by the keys that do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from game.console.app import NoAirlock
from game.console.parts.transport import SPEEDS
from game.console.screens.debrief import DebriefScreen
from game.console.screens.dialogs import ChoiceScreen, ExplainScreen, PickScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.help import HelpScreen
from game.console.screens.replay import ReplayScreen
from game.console.screens.replay_asks import NoteScreen, NotesScreen
from game.flightlog.log import notes
from game.flightlog.log.reader import read
from game.flightlog.replay.playback import open_replay
from game.flightlog.replay.seek import Replay
from game.flightlog.shelf.library import summary
from tests.console.seeing import SIZES, MakeApp, check_snapshot, rows_of, settle, text_of, until
from tests.flightlog.hopping import hop, record

FAULTS = {
    "dead": {"effect": "dead ev1.heart_rate", "at": "20 s", "text": "The heart strap slips off."},
    "stuck": {"effect": "stuck cabin.pressure", "at": "30 s", "text": "The cabin gauge sticks."},
    "hull": {"effect": "hull 400 mm2", "at": "60 s", "text": "Something goes through the hull."},
    "suit": {"effect": "leak ev1 3000 mm2", "at": "60 s", "text": "It goes through EV1's suit."},
}
RULES = {
    "thin": {"when": "cabin.o2 < 2 psi", "class": "warning", "text": "Cabin oxygen low"},
    "rich": {"when": "cabin.o2 < 2.9 psi", "class": "caution", "text": "Cabin oxygen falls"},
}
NIGHT_AND_SILENCE = {"phase": "0 deg"}


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A flight in which much goes wrong unseen."""
    path = tmp_path_factory.mktemp("flown") / "a.jsonl"
    return record(path, level=hop(time_limit="6 min", faults=FAULTS, rules=RULES))


@pytest.fixture
def path(tmp_path: Path, flown: Any) -> Any:
    path = tmp_path / "a.jsonl"
    path.write_bytes(flown)
    return path


async def opened(app: App[Any], pilot: Pilot[Any]) -> Any:
    """The replay screen, paused at its start, with everything looked through."""
    await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
    screen = app.screen
    screen.transport.playing = False
    while not screen.marks.looked_through:
        screen.frame(0.1)
    await settle(pilot)
    return screen


def said(screen: Any) -> Any:
    """What the status line says, also what a small screen has no room for."""
    return screen.desk.status._data.text


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> Any:
    return request.param


async def test_a_log_that_is_still_read_says_so(make_app: MakeApp, path: Any) -> None:
    app = make_app(replay=Replay(path), at=100.0)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        screen = app.screen
        screen.transport.playing = False
        await settle(pilot)
        assert "┈" in text_of(app)
        assert screen.picture.parts["trend"].reading
        await opened(app, pilot)
        assert "┈" not in text_of(app)
        assert not screen.picture.parts["trend"].reading


async def test_orders_forward_and_back_to_both_ends(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        ticks = []
        for _ in range(5):
            await pilot.press("o")
            ticks.append(screen.room.tick)
        assert ticks == [10, 120, 200, 251, 280]
        assert said(screen) == "00:02:20 order: vent closed"
        await pilot.press("o")
        assert screen.room.tick == 280 and said(screen) == "There is no order further on."
        for _ in range(5):
            await pilot.press("O")
        assert screen.room.tick == 0
        await pilot.press("O")
        assert said(screen) == "There is no order before this."
        await pilot.press("o")
        assert said(screen) == "00:00:05 order: flow ev1 high; order: pace ev1 slow"


async def test_alarms_forward_and_back_to_both_ends(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("A")
        assert screen.room.tick == 0 and said(screen) == "There is no alarm before this."
        seen = []
        for _ in range(9):
            await pilot.press("a")
            if "further" in said(screen):
                break
            seen.append(screen.room.tick)
            assert any(e.kind == "alarm.raised" and e.tick == seen[-1] for e in screen.room.events)
        assert said(screen) == "There is no alarm further on."
        assert len(seen) == len(set(seen)) >= 2
        await pilot.press("end", "A")
        assert screen.room.tick == seen[-1] and "warning: Cabin oxygen low" in said(screen)


async def test_any_event_says_what_it_is_with_its_clock(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        screen.transport.jump_to(90)
        await pilot.press("right_square_bracket")
        assert said(screen) == "00:00:52.5 objective: Objective met: Wait"
        await pilot.press("end", "right_square_bracket")
        assert said(screen) == "There is no event further on."
        await pilot.press("home", "left_square_bracket")
        assert said(screen) == "There is no event before this."


async def test_what_is_said_while_it_stands_still_stays_until_the_next_key(
    make_app: MakeApp, path: Path
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("a")
        await settle(pilot)
        told = said(screen)
        assert "Cabin oxygen falls" in told
        for _ in range(100):
            screen.frame(1.0)
        assert said(screen) == told, "nobody has read it yet"
        await pilot.press("right")
        await settle(pilot)
        assert said(screen) == "", "it is of another moment"


async def test_a_damaged_log_says_at_its_end_why_it_ends_there(
    make_app: MakeApp, path: Path
) -> None:
    path.write_bytes(path.read_bytes().replace(b"flow ev1 normal", b"flow ev1 low"))
    app = make_app(replay=Replay(path), at=1e4)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        screen.transport.playing = True
        screen.frame(0.25)
        screen.frame(0.25)
        assert not screen.transport.playing
        assert "was changed after it was written" in said(screen)


async def test_speeds_from_a_quarter_to_600(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        for _ in SPEEDS:
            await pilot.press("minus")
        assert said(screen) == "0.25× is the slowest."
        await pilot.press("space")
        for _ in range(7):
            screen.frame(0.25)
        assert screen.room.tick == 0
        screen.frame(0.25)
        assert screen.room.tick == 1
        for _ in SPEEDS:
            await pilot.press("plus")
        assert said(screen) == "600× is the fastest."
        screen.frame(0.25)
        assert screen.room.tick == 301


async def test_playing_backward_to_the_start(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("b")
        assert "start of the log" in said(screen) and not screen.transport.playing
        screen.transport.jump_to(300)
        wanted = Replay(path)
        await pilot.press("b", "plus", "plus", "plus")
        for _ in range(4):
            screen.frame(0.25)
        assert screen.room.tick == 280
        assert screen.room.state() == wanted.goto(280).state()
        await settle(pilot)
        assert "◀ replay 10×" in text_of(app)
        for _ in range(100):
            screen.frame(0.25)
        assert screen.room.tick == 0 and not screen.transport.playing
        assert said(screen) == "The start of the log. Space plays it."
        await pilot.press("space")
        screen.frame(0.25)
        assert screen.room.tick == 5


async def test_space_turns_backward_into_forward(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path), at=100.0)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("b", "space")
        tick = screen.room.tick
        screen.frame(0.25)
        screen.frame(0.25)
        assert screen.transport.playing and screen.room.tick == tick + 1


async def test_the_chain_of_causes_and_down_again(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end", "left_square_bracket", "right_square_bracket")
        end = screen.room.tick
        assert "Time ran out" in said(screen)
        await pilot.press("u")
        assert said(screen).startswith("Why 1 of 3: 00:04:52")
        assert "lost consciousness (not seen then) → Time ran out" in said(screen)
        assert screen.room.tick < end
        await pilot.press("u")
        assert "breathes too little oxygen (not seen then) → EV1 has lost" in said(screen)
        await pilot.press("comma", "u")
        assert screen.room.tick == 121
        assert "It goes through EV1's suit. (not seen then)" in said(screen)
        assert "a failure that the level holds" in said(screen)
        await pilot.press("u")
        assert screen.room.tick == 121 and said(screen).startswith("Why 3 of 3")
        await pilot.press("U", "U", "U")
        assert screen.room.tick == end and "Time ran out" in said(screen)
        await pilot.press("U")
        assert screen.room.tick == end and "Back where you asked" in said(screen)


async def test_why_without_a_jump_asks_of_the_worst_alarm_that_stands(
    make_app: MakeApp, path: Path
) -> None:
    app = make_app(replay=Replay(path), at=200.0)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        worst = screen.room.alarms[0]
        assert not worst.cleared
        await pilot.press("u")
        assert "through the hull. (not seen then) → Cabin oxygen" in said(screen)
        assert "· It began here" in said(screen)
        assert "→ Cabin oxygen low" in said(screen)
        await pilot.press("U")
        assert worst.text in said(screen) and screen.room.tick == worst.since_tick
        await pilot.press("U")
        assert screen.room.tick == 400


async def test_why_at_the_start_and_down_before_asking(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("U")
        assert said(screen) == "Ask why first, with u: then U goes down again."
        await pilot.press("u")
        assert "order: run wait" in said(screen) and "began with this order" in said(screen)


async def test_truth_stands_beside_telemetry_while_it_is_asked_for(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path), at=240.0)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        assert "hull" not in text_of(app)
        await pilot.press("x")
        await settle(pilot)
        shown = text_of(app)
        assert "THE TRUTH" in shown
        assert "◌" in shown and "breathes too little oxygen" in shown
        assert "≠ 59.7 kPa  stuck" in shown and "≠ dead" in shown
        check_snapshot(f"replay-truth-{size[0]}x{size[1]}", rows_of(app))
        await pilot.press("x")
        await settle(pilot)
        shown = text_of(app)
        assert "THE TRUTH" not in shown and "◌" not in shown


async def test_everything_that_was_hidden_in_a_list(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path), at=180.0)
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("X")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await settle(pilot)
        assert "The heart strap slips off." in text_of(app)
        await pilot.press(*"hull", "enter")
        await until(pilot, lambda: app.screen is screen)
        await settle(pilot)
        assert screen.room.tick == 121 and "through the hull" in said(screen)


async def test_nothing_hidden_is_said_so(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path), at=4.0)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        screen.room  # noqa: B018
        await pilot.press("x")
        await settle(pilot)
        truth = screen.desk.panels["truth"].rows()
        assert not any("◌" in row for row in truth)


async def test_v_goes_through_the_truth_too_and_t_makes_room_for_a_plot(
    make_app: MakeApp, path: Path
) -> None:
    app = make_app(replay=Replay(path), at=180.0)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("x")
        seen = []
        for _ in range(8):
            await pilot.press("v")
            seen.append(screen.desk.need.slot)
        assert seen[-1] == "truth" or "truth" in seen
    app = make_app(replay=Replay(path), at=180.0)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("x")
        await settle(pilot)
        assert not screen.desk.panels["trend"].display
        screen.plot("cabin.pressure")
        await settle(pilot)
        panels = screen.desk.panels
        assert panels["trend"].display and not panels["truth"].display


async def test_notes_are_written_found_changed_and_deleted(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    before = path.read_bytes()
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        for key in ("n", "N", "l"):
            await pilot.press(key)
            assert said(screen) == "There are no notes yet: m marks this moment."
        screen.transport.jump_to(121)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press(*"hull!", "enter")
        await until(pilot, lambda: app.screen is screen)
        screen.transport.jump_to(300)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await settle(pilot)
        assert b"\n# 00:01:00.5 hull!\n" in path.read_bytes()
        assert text_of(app).count("¶") == 1  # the other is under the play head
        await pilot.press("N")
        assert screen.room.tick == 121 and said(screen) == "00:01:00.5 note: hull!"
        await pilot.press("N")
        assert said(screen) == "There is no note before this."
        await pilot.press("n")
        assert screen.room.tick == 300 and said(screen) == "00:02:30 bookmark"
        await pilot.press("n")
        assert said(screen) == "There is no note further on."
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        await settle(pilot)
        assert "2 notes in this log" in text_of(app)
        await pilot.press("down", "e")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press(*"gone", "enter")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        await pilot.press("home", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert screen.room.tick == 121
        assert [one.text for one in screen.replay.notes] == ["hull!", "gone"]
        for _ in range(2):
            await pilot.press("l")
            await until(pilot, lambda: isinstance(app.screen, NotesScreen))
            await pilot.press("d")
            await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
            await pilot.press("d")
            await until(pilot, lambda: not isinstance(app.screen, ChoiceScreen))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)
        assert path.read_bytes() == before


async def test_deleting_a_note_can_be_thought_better_of(make_app: MakeApp, path: Path) -> None:
    notes.add(path, 100, "stays")
    before = path.read_bytes()
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
    assert path.read_bytes() == before


async def test_a_note_that_cant_be_kept_leaves_its_text_and_says_why(
    make_app: MakeApp, path: Path
) -> None:
    app = make_app(replay=Replay(path))
    path.unlink()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press(*"lost", "enter")
        await settle(pilot)
        shown = " ".join(text_of(app).split())
        assert isinstance(app.screen, NoteScreen)
        assert "stay as they were" in shown and "no such file" in shown and "lost" in shown
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.replay.notes == ()


async def test_notes_are_text_whatever_is_in_them(make_app: MakeApp, path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    hostile = b"# 00:00:30 [red]markup[/] \x1b[31mcolour\n"
    path.write_bytes(b"".join([*lines[:4], hostile, *lines[4:]]))
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("n")
        await settle(pilot)
        assert "note: [red]markup[/]  [31mcolour" in text_of(app)
        await pilot.press("l")
        await settle(pilot)
        assert "[red]markup[/]" in text_of(app) and "\x1b" not in text_of(app)


async def test_nothing_can_be_pressed_that_would_be_an_order(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        pressed = set()
        for tick in range(0, screen.replay.end_tick + 1, 60):
            screen.transport.jump_to(tick)
            await settle(pilot)
            panels = (screen.desk.panels["checklist"], screen.desk.panels["alarms"])
            pressed |= {target for panel in panels for target in panel.targets()}
            assert "⏎" not in text_of(app) and "new: a" not in text_of(app)
        assert any(target.startswith("alarm:") for target in pressed)
        assert not any(target.startswith("order:") for target in pressed)


async def test_the_keys_fit_and_say_what_space_does_now(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.press("home")
        await settle(pilot)
        assert "␣ play " in rows_of(app)[-1]
        await pilot.press("space")
        await settle(pilot)
        shown = rows_of(app)[-1]
        assert all(one in shown for one in ("␣ pause", "f fly on", "q leave", "F1 help"))
        await pilot.press("right", "b")
        await settle(pilot)
        assert "␣ play " in rows_of(app)[-1]


async def test_help_begins_with_what_is_on_the_screen(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await settle(pilot)
        assert "WATCHING A REPLAY" in text_of(app) and "HOW TO PLAY" not in text_of(app)


async def test_why_at_the_end_asks_of_the_end(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end", "u")
        assert screen.causes.trail.links[0].kind == "outcome"
        assert said(screen).startswith("Why 1 of ")


async def test_a_time_beyond_the_end_says_where_the_end_is(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("g", *"99:00:00", "enter")
        await until(pilot, lambda: app.screen is screen)
        await settle(pilot)
        assert screen.room.tick == screen.replay.end_tick
        assert said(screen).startswith("The log ends at ")


async def test_flying_on_from_an_order_can_begin_just_before_it(
    make_app: MakeApp, path: Path
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("o", "f")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        tick = next(at for at, _ in screen.replay.orders if at > 0)
        given = "; ".join(text for at, text in screen.replay.orders if at == tick)
        assert given == "flow ev1 high; pace ev1 slow"
        assert given in " ".join(text_of(app).replace("│", " ").split())
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        assert app.screen.room.tick == tick - 1
        assert not any(e.kind == "order" and e.tick for e in app.screen.room.events)


async def test_fly_from_here_asks_once_and_not_after_the_end(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    before = path.read_bytes()
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end", "f")
        assert app.screen is screen and "go back first" in said(screen)
        screen.transport.jump_to(121)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "00:01:00.5" in text_of(app)
        await pilot.press("s")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("f")
        await until(pilot, lambda: app.screen is not screen and not app.screen.is_modal)
        assert app.screen.room.tick == 121
        assert app.screen.room.digest() == Replay(path).goto(121).digest()
    assert path.read_bytes() == before


@pytest.fixture
def foreign(path: Path) -> Any:
    """The same flight, as it would be if another version of the simulation had flown it."""
    text = path.read_bytes()
    head, rest = text.split(b"\n", 1)
    head = head.replace(b'"physics":', b'"physics":9')
    return resealed(path, head + b"\n" + rest)


def resealed(path: Path, data: Any) -> Any:
    """Write ``data`` with the digests of its chain put right."""
    import json

    from game.flightlog.log.chain import Chain
    from game.flightlog.log.format import encode

    chain, made = Chain(), []
    for number, line in enumerate(data.splitlines(keepends=True)):
        value = json.loads(line) if number > 1 else None
        if value is not None and value[1] in ("check", "end"):
            value[2].update(chain.stamp())
            line = encode(value)
        chain.add(line)
        made.append(line)
    path.write_bytes(b"".join(made))
    return path


async def test_a_log_of_another_version_is_watched_as_what_it_is(
    make_app: MakeApp, foreign: Any, size: tuple[int, int]
) -> None:
    app = make_app(replay=open_replay(foreign))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        assert "recorded, can't be proved" in text_of(app)
        await pilot.press("o", "o")
        assert screen.room.tick == 120
        await pilot.press("f")
        assert "not flown on" in said(screen) and app.screen is screen
        await pilot.press("x")
        await settle(pilot)
        assert "was not recorded" in " ".join(text_of(app).split())
        await pilot.press("X")
        assert "was not recorded" in said(screen)
        await pilot.press("x", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("home", "n")
        assert screen.room.tick == 120
        await pilot.press("u", "b", "end", "home")
    assert read(foreign).damage is None


async def test_the_bar_says_what_its_signs_mean(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        y = screen.desk.want.region.y
        await pilot.hover(offset=(30, y))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settle(pilot)
        assert "no signal" in text_of(app) and "bookmark" in text_of(app)
        await pilot.press("escape", "f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press(*"night")
        await settle(pilot)
        assert "THE BAR OF A REPLAY" in text_of(app)


async def test_a_click_on_the_bar_goes_there(
    make_app: MakeApp, path: Path, size: tuple[int, int]
) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        place = screen.desk.want.region
        row = screen.desk.want.rows()[0]
        at = row.index("╵", row.index("◆"))
        await pilot.click(offset=(at, place.y))
        await settle(pilot)
        assert screen.room.tick in [tick for tick, _ in screen.replay.orders]
        assert "order: " in said(screen)
        await pilot.click(offset=(row.rindex("✗") - 5, place.y + 1))
        await settle(pilot)
        assert 280 < screen.room.tick < screen.replay.end_tick


async def test_a_flight_can_be_noted_as_soon_as_it_is_over(
    make_app: MakeApp, tmp_path: Path
) -> None:
    """The flight lets go of its log before its debrief."""
    app = NoAirlock(level=hop(time_limit="60 s"), saves=tmp_path / "saves", live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        while app.screen.room.outcome is None:
            app.screen.frame(0.25)
        app.screen.debrief()
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("w")
        screen = await opened(app, pilot)
        await pilot.press("m", "enter")
        await until(pilot, lambda: app.screen is screen)
        await settle(pilot)
        assert "Kept in the log" in text_of(app)
        assert len(screen.replay.notes) == 1
        log = screen.replay.path
        await until(pilot, lambda: summary(log).rating == "out of time")


async def test_every_jump_says_where_it_went(make_app: MakeApp, path: Path) -> None:
    app = make_app(replay=Replay(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end")
        assert said(screen) == f"{notes.met(screen.room.tick)} The end of the log."
        await pilot.press("home")
        assert said(screen) == "00:00:00 The start of the log."
        await pilot.press("comma")
        assert screen.room.tick == 0 and said(screen) == "The start of the log."
        await pilot.press("g", *"1:40", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert said(screen) == "00:01:40"


async def test_an_answer_of_the_room_can_be_read_whole_on_a_small_screen(
    make_app: MakeApp,
) -> None:
    log = Path(__file__).parents[1] / "golden" / "first-out-veteran.jsonl"
    app = make_app(replay=open_replay(log), at=4195.5)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        place = app.screen.desk.panels["voice"].region
        rows = [row[: place.width] for row in rows_of(app)[place.y : place.bottom]]
        told = " ".join(" ".join(rows).split())
        assert "ECLSS EV1: umbilical kinked, most likely;" in told
        assert "the others have their flow, from either tank." in told
