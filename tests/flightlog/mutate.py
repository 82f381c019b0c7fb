"""Mutated logs: whatever a file holds, it is shown, proved, flown on, or refused in a sentence.

    python -m tests.flightlog.mutate --logs 30000 --jobs 2

Each log is a sound one with a few things changed by a seed: bytes, lines, values, orders, the level
in it. Half of those whose values were changed have their digests put right again, so that what the
lines say is reached. Each is done to what the program does to a log of a stranger.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import gzip
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from types import FrameType
from typing import Any

from game.autopilot import Autopilot
from game.flightlog.log import notes
from game.flightlog.log.format import PACKED, FlightLogError, encode, unpacked
from game.flightlog.log.reader import read
from game.flightlog.log.writer import Flight, start
from game.flightlog.replay.playback import open_replay
from game.flightlog.replay.resume import resume
from game.flightlog.replay.verify import verify
from game.flightlog.shelf.fork import find_parent, fork
from game.flightlog.shelf.library import summary
from game.level import loading
from game.level.schema import Level
from game.room import Room
from tests.flightlog.relinking import relinked
from tests.level import mutate as levels

LIMIT_S = 10
"""Processor time after which a log counts as a hang, s."""
GOLDEN = Path(__file__).parents[1] / "golden"
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, 5e-324, 10**30, -(10**400), 2**63, 120, 1209600,
    "", " ", "0", "inf", "nan", "\x00", "\x1b[2J", "\u202e", "\ud7ff", "x" * 5000, "[bold]",
    [], [[]], {}, {"": None}, [None] * 3, {"tick": -1},
)  # fmt: skip
"""Values that a field of a log does not have."""

Lines = list[Any]
"""The values of a log's lines."""


@cache
def bases() -> tuple[bytes, ...]:
    """Sound logs: mostly short flights of small levels; and logs of every version."""
    hop = loading.load(levels.SHORT_HOP)
    suit_up = loading.tree_of(loading.find("suit-up")).data()
    small = loading.resolved(_without_failures(suit_up), "suit-up")
    short = [_flown(hop, 5), _flown(hop, 60), _flown(small, 3)]
    short += [_forked(short[0]), _foreign(short[2])]
    kept = [
        *GOLDEN.glob("format-1/*.jsonl"),
        *GOLDEN.glob("physics-[12]/suit-up-*.jsonl"),
        GOLDEN / "suit-up-director.jsonl",
    ]
    whole = [path.read_bytes() for path in sorted(kept)]
    first_out = (GOLDEN / "first-out-cadet.jsonl").read_bytes().splitlines(keepends=True)
    return (*(short * 8), _flown(small, 60), *whole, b"".join(first_out[:60]))


def _without_failures(data: dict[str, Any]) -> dict[str, Any]:
    """A level that is read in a fifth of the time."""
    return {key: value for key, value in data.items() if key not in ("failures", "happenings")}


def _flown(level: Level, minutes: float) -> bytes:
    """The log of a flight by the autopilot, left after so many minutes or at its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flown.jsonl"
        with start(level, 3, "specialist", path) as flight:
            pilot = Autopilot(flight.mission)
            while flight.mission.outcome is None and flight.mission.time < minutes * 60:
                for order in pilot.orders():
                    flight.order(order)
                flight.step()
        return path.read_bytes()


def _forked(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        parent, path = Path(folder) / "parent.jsonl", Path(folder) / "forked.jsonl"
        parent.write_bytes(data)
        fork(read(parent), 300, path)
        return path.read_bytes()


def _foreign(data: bytes) -> bytes:
    return relinked(data, lambda one: one | {"physics": 1} if isinstance(one, dict) else one)


def mutated(seed: int) -> bytes:
    """A log with one to three things changed."""
    draw = random.Random(seed)
    data = draw.choice(bases())
    for _ in range(draw.randint(1, 3)):
        data = draw.choice(KINDS)(data, draw)
    return data


def _bytes_changed(data: bytes, draw: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 50))):
        if made:
            made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def _cut(data: bytes, draw: random.Random) -> bytes:
    first, last = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[:first] if draw.random() < 0.5 else data[:first] + data[last:]


def _lines_moved(data: bytes, draw: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    how = draw.choice(("cut", "swap", "double", "shuffle", "junk"))
    if how == "cut":
        del lines[one]
    elif how == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif how == "double":
        lines.insert(other, lines[one])
    elif how == "shuffle":
        draw.shuffle(lines)
    else:
        junk = (b"\n", b"\r\n", b"#\n", b"# 00:00:10 note\n", b"\xff\n", b"[" * 9000 + b"\n")
        lines.insert(one, draw.choice(junk))
    made = b"".join(lines)
    return _put_right(made) if draw.random() < 0.5 else made


def _values_changed(data: bytes, draw: random.Random) -> bytes:
    return _rewritten(data, draw, _any_value)


def _any_value(lines: Lines, draw: random.Random) -> None:
    if not lines:
        return
    line = lines[draw.choice((0, *range(2, len(lines))))]
    spots = list(_places(line)) if isinstance(line, dict | list) else []
    if not spots:
        return
    owner, key = draw.choice(spots)
    if draw.random() < 0.2 and isinstance(owner, dict):
        del owner[key]
    elif type(owner[key]) in (int, float) and draw.random() < 0.5:
        owner[key] += draw.choice((-120, -1, 1, 120, 10800))
    else:
        owner[key] = copy.deepcopy(draw.choice(ODD))


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _orders_changed(data: bytes, draw: random.Random) -> bytes:
    return _rewritten(data, draw, _other_orders)


def _other_orders(lines: Lines, draw: random.Random) -> None:
    known = levels.bases()[0]
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(2, len(lines)) if len(lines) > 2 else 0
        line = lines[at] if at else None
        if not (isinstance(line, list) and len(line) == 3):
            continue
        order = levels._order(known, draw) if draw.random() < 0.8 else draw.choice(ODD)
        if line[1] == "order":
            line[2] = order
        else:
            lines.insert(at + 1, [line[0], "order", order])


def _level_changed(data: bytes, draw: random.Random) -> bytes:
    return _rewritten(data, draw, _other_level)


def _other_level(lines: Lines, draw: random.Random) -> None:
    """Change the level, and often the digest in the header with it."""
    if len(lines) < 2 or not isinstance(lines[1], list) or not lines[1]:
        return
    with contextlib.suppress(ValueError, TypeError):
        lines[1][-1] = unpacked(lines[1][-1])
    level = lines[1][-1]
    if not isinstance(level, dict):
        return
    for _ in range(draw.randint(1, 3)):
        spots = list(_places(level))
        if not spots:
            return
        owner, key = draw.choice(spots)
        if draw.random() < 0.3:
            owner[key] = copy.deepcopy(draw.choice(ODD))
        else:
            with contextlib.suppress(Exception):  # a level that is odd already gives no words
                levels._change(owner, key, level, draw)
    if draw.random() < 0.8 and isinstance(lines[0], dict):
        with contextlib.suppress(ValueError):
            lines[0]["level_digest"] = loading.digest_of(level)


def _packed_otherwise(data: bytes, draw: random.Random) -> bytes:
    """Another text in place of the level or a keyframe: of a stranger, and perhaps very long."""
    texts = (b"", b"{}", b"[]", b"[" * 50_000, b"null", b"0" * 5_000_000, b"\xff\xfe", b'"x"')
    made = b64encode(gzip.compress(draw.choice(texts), mtime=0)).decode()
    other = draw.choice((made, made[:-4], made[: len(made) // 2], "=", "\u20ac"))

    def change(lines: Lines, draw: random.Random) -> None:
        for line in lines:
            if isinstance(line, list) and len(line) == 3 and line[1] in PACKED:
                line[2] = other

    return _rewritten(data, draw, change)


def _rewritten(
    data: bytes, draw: random.Random, change: Callable[[Lines, random.Random], None]
) -> bytes:
    """``data`` with the values of its lines changed, if it can still be read as lines of JSON."""
    lines = _values(data)
    if lines is None:
        return data
    change(lines, draw)
    try:
        made = b"".join(encode(line) for line in lines)
    except ValueError:
        return data
    return _put_right(made) if draw.random() < 0.7 else made


def _values(data: bytes) -> Lines | None:
    try:
        return [json.loads(line) for line in data.splitlines()]
    except (ValueError, RecursionError):
        return None


def _put_right(data: bytes) -> bytes:
    """``data`` with its chain holding again, where its lines still have one."""
    try:
        return relinked(data, lambda line: line)
    except (ValueError, TypeError, IndexError, RecursionError):
        return data


KINDS = (
    _bytes_changed, _cut, _lines_moved,
    _values_changed, _values_changed, _orders_changed, _level_changed, _packed_otherwise,
)  # fmt: skip


class Hang(Exception):
    """A log that is not done with in time."""


def used(path: Path, seed: int) -> str:
    """Do to the log at ``path`` what the program does: how far it went, or what went wrong."""
    draw = random.Random(seed)
    summary(path)
    try:
        verdict = verify(path)
        log = read(path)
    except FlightLogError as bad:
        return _told(str(bad), "refused")
    how = _told(verdict.sentence, "holds" if verdict.ok else "does not hold")
    find_parent(log, path.parent)
    for use in draw.sample((_watched, _flown_on, _taken_over, _noted), 2):
        try:
            use(path, log.last_tick, draw)
        except FlightLogError as bad:
            how = _told(str(bad), how)
    return how


def _told(sentence: str, how: str) -> str:
    """``how``, or what is wrong with a sentence for the player."""
    sound = sentence.isprintable() and 10 < len(sentence) < 1000 and sentence.endswith(".")
    return how if sound else f"no sentence: {sentence!r}"


def _watched(path: Path, last: int, draw: random.Random) -> None:
    replay = open_replay(path)
    for _ in range(3):
        _looked_at(replay.goto(draw.randint(-5, last + 5)))
        replay.step()
        replay.next_mark(backward=draw.random() < 0.5)
    replay.scout(0.05)
    assert isinstance(replay.marks, tuple)
    assert replay.trouble is None or replay.trouble.isprintable()
    _looked_at(replay.at(last // 2))


def _looked_at(room: Room) -> None:
    """Ask for all that a screen shows."""
    _ = [room.telemetry[name] for name in room.channels]
    for _ in (*room.crew, *room.checklists, *room.plan, *room.options, *room.alarms,
              *room.objectives, *room.questions, *room.standing, *room.events):  # fmt: skip
        pass
    _ = room.margin, room.outcome, room.telemetry.stale


def _flown_on(path: Path, last: int, draw: random.Random) -> None:
    with resume(path) as flight:
        _flown_a_while(flight, draw)
    verdict = verify(path)
    if not verdict.ok:
        raise AssertionError(f"flown on, and then: {verdict.sentence}")


def _flown_a_while(flight: Flight, draw: random.Random) -> None:
    for _ in range(draw.choice((1, 130, 260))):
        if flight.mission.outcome is None:
            flight.order(levels._order(levels.bases()[0], draw))
            flight.step()


def _taken_over(path: Path, last: int, draw: random.Random) -> None:
    made = path.with_name("fork.jsonl")
    made.unlink(missing_ok=True)
    fork(read(path), draw.randint(-1, last + 1), made)
    assert verify(made).ok


def _noted(path: Path, last: int, draw: random.Random) -> None:
    tick = draw.randint(0, last)
    before = path.read_bytes().splitlines(keepends=True)
    added = notes.add(path, tick, "a note")
    notes.remove(path, next(one for one in added if (one.tick, one.text) == (tick, "a note")))
    assert path.read_bytes().splitlines(keepends=True) == before


def _alarm(number: int, frame: FrameType | None) -> None:
    raise Hang


def tried(seed: int) -> tuple[int, str, float, int]:
    """What became of the log with this seed, the processor time, s, and most memory so far, kB."""
    data = mutated(seed)
    begun = time.process_time()
    signal.signal(signal.SIGPROF, _alarm)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.jsonl"
        path.write_bytes(data)
        try:
            what = used(path, seed)
        except Hang:
            what = f"no end within {LIMIT_S} s: {traceback.format_exc(limit=-3)}"
        except Exception:
            what = traceback.format_exc(limit=-4)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seed, what, time.process_time() - begun, most


GOOD = ("refused", "does not hold", "holds")


def main() -> int:
    """Try many logs, and tell of each that is not dealt with."""
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--logs", type=int, default=1000, help="how many")
    made.add_argument("--seed", type=int, default=1, help="the first seed")
    made.add_argument("--jobs", type=int, default=1, help="how many processes")
    options = made.parse_args()
    seeds = range(options.seed, options.seed + options.logs)
    begun, wrong, longest = time.monotonic(), 0, 0.0
    counts, memory = dict.fromkeys(GOOD, 0), [0] * 4
    with Pool(options.jobs) as pool:
        attempts = pool.imap_unordered(tried, seeds, chunksize=20)
        for done, (seed, what, took, most) in enumerate(attempts):
            longest = max(longest, took)
            quarter = done * 4 // options.logs
            memory[quarter] = max(memory[quarter], most // 1024)
            if what in counts:
                counts[what] += 1
            else:
                wrong += 1
                print(f"seed {seed}: {what}", flush=True)
            if done % 5000 == 4999:
                print(f"{done + 1}: {counts}, {wrong} wrong, at most {longest:.1f} s", flush=True)
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    print(f"{options.logs} logs in {time.monotonic() - begun:.0f} s: {told}, {wrong} wrong; the "
          f"longest {longest:.1f} s; most memory by quarters {memory} MB")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
