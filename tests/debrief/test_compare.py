"""Two missions of one level compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.debrief.compare import Comparison, as_text, compare, of_logs, with_parent
from game.debrief.differences import Row, later
from game.debrief.extremes import Extreme
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
from game.flightlog.replay.track import Milestone, Track, track
from game.flightlog.shelf import fork
from game.vocabulary.units import clock

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def good(plain_log: Path) -> Track:
    return track(plain_log)


@pytest.fixture(scope="module")
def lost(good: Track, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same mission taken over with EV1 outside, whose oxygen is then turned off."""
    path = tmp_path_factory.mktemp("saves") / "first-out-0002.jsonl"
    fork.fork(read(good.path), 5100, path)
    with resume(path) as flight:
        flight.order("flow ev1 off")
        while flight.mission.outcome is None:
            flight.step()
    return path


@pytest.fixture(scope="module")
def lost_track(lost: Path) -> Track:
    return track(lost)


def row(said: Comparison, what: str) -> Row:
    return next(one for one in said.rows if one.what == what)


def test_the_dead_come_first(good: Track, lost: Path, lost_track: Track) -> None:
    said = compare(lost_track, good, forked_at=5100)
    (dead,) = (m for m in lost_track.milestones if m.kind == "loss")
    at = clock(dead.met_s)
    assert said.said[0] == f"You lost EV1 at {at}; the other lost nobody."
    assert compare(good, lost_track).said[0] == f"You lost nobody; the other lost EV1 at {at}."
    both = compare(lost_track, replace(lost_track, path=Path("first-out-0009.jsonl")))
    assert both.said[0] == f"EV1 died in both: at {at}."


def test_it_says_where_they_parted(good: Track, lost_track: Track) -> None:
    said = compare(lost_track, good, forked_at=5100)
    following = next(m for m in good.milestones if m.kind == "order" and m.tick >= 5100)
    assert "Taken over from it at 00:42:30; both are one until then." in said.said
    told = next(one for one in said.said if one.startswith("The first orders that differ"))
    assert "“flow ev1 off” at 00:42:30" in told
    assert f"“{following.text}” at {clock(following.met_s)}" in told


def test_only_what_differs_has_a_row(good: Track, lost_track: Track) -> None:
    said = compare(lost_track, good, forked_at=5100)
    whats = [one.what for one in said.rows]
    assert "Cabin vent" not in whats and "EV1 outside" not in whats
    assert row(said, "EV2 outside").mine == "not met"
    met = next(one.met_tick for one in good.objectives if one.id == "second-out")
    assert met is not None and row(said, "EV2 outside").other == clock(met / 2)
    assert "Terminate EVA" not in whats
    assert any(
        one.startswith("Only the other ran ") and "Terminate EVA" in one for one in said.said
    )
    begun, done = (
        m.met_s for m in good.milestones if m.subject == "egress-ev1" and m.kind != "order"
    )
    assert row(said, "Outside, EV1").other == f"{clock(begun)}–{clock(done)}"
    assert row(said, "Outside, EV1").mine == f"{clock(begun)}–not done"
    used = next(one for one in said.rows if one.what.startswith("used since 00:42:30"))
    assert used.difference.endswith("less")


def test_the_same_mission_twice_has_no_differences(good: Track) -> None:
    said = compare(good, replace(good, path=Path("again.jsonl")))
    assert said.name == "again"
    assert said.said[0].endswith("yours at the same time.")
    assert said.said[-1] == "Every order is the same in both."
    assert not any(one.difference for one in said.rows)
    assert [one.what for one in said.rows][:3] == ["end", "score", "oxygen left"]


def test_differences_are_told_from_mine(good: Track) -> None:
    slow = [
        replace(m, tick=m.tick + 260) if m.subject == "safing" or m.kind == "outcome" else m
        for m in good.milestones
    ]
    assert good.outcome is not None
    other = replace(
        good,
        path=Path("slow.jsonl"),
        end_tick=good.end_tick + 260,
        outcome=replace(good.outcome, score=good.outcome.score - 10),
        milestones=(*slow, Milestone(500, "rule", "vent", "Flight rule: leak checks first")),
        oxygen_end=good.oxygen_end - 1.2,
    )
    said = compare(good, other)
    assert said.said[0] == (
        "Both came home with every required objective met, yours with 10 points more, 2:10 earlier."
    )
    assert row(said, "end").difference == "2:10 earlier"
    assert row(said, "Safing").difference == "2:10 earlier"
    assert row(said, "oxygen left").difference == "1.2 kg more"
    assert row(said, "flight rules broken").difference == "1 fewer"
    assert compare(other, good).said[0].endswith("yours with 10 points less, 2:10 later.")


def test_orders_that_change_nothing_or_only_their_moment(good: Track) -> None:
    first = next(m for m in good.milestones if m.kind == "order")
    others = tuple(m for m in good.milestones if m is not first)

    def last(milestones: tuple[Milestone, ...]) -> str:
        other = replace(good, milestones=tuple(sorted(milestones, key=lambda m: m.tick)))
        return next(s for s in compare(good, other).said if "order" in s)

    assert (first.tick, first.text) == (0, "run donning")
    assert last((Milestone(1, "order", "ack", "ack all"), *good.milestones)) == (
        "Every order is the same in both."
    )
    assert "the other “run donning” at 00:00:01" in last((replace(first, tick=2), *others))
    assert "the other “vent open” at 00:00:00" in last((replace(first, text="vent open"), *others))
    late = Milestone(good.end_tick, "order", "poll", "poll")
    assert "you gave no order more, the other “poll”" in last((*good.milestones, late))
    without = replace(good, milestones=tuple(m for m in good.milestones if m.kind != "order"))
    assert "the other none any more" in " ".join(compare(good, without).said)


def test_several_lost_and_not_the_same(good: Track) -> None:
    def losing(*who: str) -> Track:
        lost = (Milestone(600 + 60 * at, "loss", one, one) for at, one in enumerate(who))
        return replace(good, milestones=tuple(sorted((*good.milestones, *lost), key=_when)))

    assert compare(losing("EV1", "EV2"), losing("MED")).said[0] == (
        "You lost EV1 and EV2, the first at 00:05:00; the other lost MED at 00:05:00."
    )
    assert compare(losing("EV1"), losing("EV2")).said[0] == (
        "You lost EV1 at 00:05:00; the other lost EV2 at 00:05:00."
    )


def _when(one: Milestone) -> int:
    return one.tick


def test_what_the_ends_can_not_tell_is_told_at_one_time(good: Track) -> None:
    """Oxygen left by missions that ended unlike; starts where a checklist is done in neither."""
    less = replace(good, outcome=None, oxygen_end=good.oxygen_end - 2.0)
    said = compare(good, less)
    assert row(said, "oxygen left").difference == ""
    assert row(said, f"oxygen at {clock(good.end_s)}").difference == "2.0 kg more"
    undone = tuple(m for m in good.milestones if (m.kind, m.subject) != ("done", "safing"))
    late = tuple(
        replace(m, tick=m.tick + 120) if (m.kind, m.subject) == ("started", "safing") else m
        for m in undone
    )
    said = compare(replace(good, milestones=undone), replace(good, milestones=late))
    assert row(said, "Safing").difference == "1:00 earlier"


def test_alarms_are_counted_by_their_class(good: Track) -> None:
    more = (Milestone(9, "alarm", "a", "A", s) for s in ("caution", "warning", "emergency"))
    said = compare(replace(good, milestones=(*more, *good.milestones)), good)
    assert row(said, "cautions").difference == "1 more"
    assert row(said, "warnings, emergencies").difference == "2 more"


def test_differences_of_time_in_words() -> None:
    assert later(2 * 3661, 0) == "1:01:01 later"
    assert later(0, 2 * 59 + 1) == "0:59 earlier"
    assert later(5, 5) == later(None, 5) == later(5, None) == ""


def test_values_that_came_close_in_neither_have_no_row(good: Track) -> None:
    mine, its = (Extreme("ev1", "suit.co2", at, 700.0, False) for at in (900.0, 950.0))
    said = compare(good, good, mine_close=(mine,), other_close=(its,))
    assert not any(one.what.endswith("worst") for one in said.rows)


def test_other_conditions_are_said(good: Track) -> None:
    said = compare(good, replace(good, seed=3, difficulty="cadet", level_digest="0"))
    assert any("seed 1 as specialist" in one and "seed 3 as cadet" in one for one in said.said)
    assert "The level was changed between the two." in said.said


def test_unfinished_missions_are_compared_as_far_as_they_go(good: Track) -> None:
    left = replace(good, outcome=None, end_tick=5000)
    assert "was left unfinished at 00:41:40" in compare(good, left).said[0]
    assert row(compare(good, left), "end").other == "00:41:40 unfinished"
    assert all(one.what != "score" for one in compare(good, left).rows)


def test_close_calls_of_those_who_lived(good: Track, lost_track: Track) -> None:
    mine = (Extreme("ev1", "suit.co2", 1300.0, 700.0, True),
            Extreme("ev2", "suit.co2", 1200.0, 900.0, True))  # fmt: skip
    its = (Extreme("ev1", "suit.co2", 20000.0, 800.0, True),
           Extreme("ev2", "suit.co2", 900.0, 800.0, False))  # fmt: skip
    said = compare(good, lost_track, mine_close=mine, other_close=its)
    close = [one for one in said.rows if one.what.endswith("worst")]
    assert [one.what for one in close] == ["EV2 CO2, worst"]
    assert close[0].mine == "9.0 mmHg, 00:15:00" and close[0].other == "6.8 mmHg, 00:13:20"


def test_plain_text_fits_and_is_plain(good: Track, lost_track: Track) -> None:
    for said in (compare(lost_track, good, forked_at=5100), compare(good, lost_track)):
        lines = as_text(said).split("\n")
        assert lines[0] == f"Beside {said.name}"
        assert all(len(line) <= 78 and line.isprintable() for line in lines)
        assert "yours" in as_text(said) and "the other" in as_text(said)


def test_another_level_is_refused(good: Track) -> None:
    with pytest.raises(FlightLogError, match="another level, Suit Up"):
        of_logs(good.path, GOLDEN / "suit-up-specialist.jsonl")


def test_a_flight_finds_its_parent_and_stands_beside_it(
    good: Track, lost: Path, tmp_path: Path
) -> None:
    parent = tmp_path / good.path.name
    parent.write_bytes(good.path.read_bytes())
    said = with_parent(lost, tmp_path)
    assert said is not None and said.name == good.name
    assert "Taken over from it at 00:42:30; both are one until then." in said.said
    parent.unlink()
    assert with_parent(lost, tmp_path) is None
    assert with_parent(good.path, tmp_path) is None
    assert with_parent(tmp_path / "none.jsonl", tmp_path) is None
