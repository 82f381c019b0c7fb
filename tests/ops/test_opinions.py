"""What the room suspects: from telemetry alone, about even until a test tells, at times wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.level.schema import Level
from game.mission import Mission
from game.ops.control.opinions import answer
from game.ops.control.suspects import Check, Known, Suspect, positions_of, ranked
from game.vocabulary.events import VOICE
from game.vocabulary.orders import Names, complete
from tests.level import plain
from tests.ops.flying import accepted, fly, level, of, refused

FLOW, GAUGE = "ev1.suit.flow > 6 kg/h", "ev1.suit.flow.pair == disagree"
SELECT = Check("select ev1.suit.flow b", "ev1.suit.flow < 6 kg/h", 60, "the other says what is so")
HOLE = Suspect(
    "hole-ev1", "ev1", "EV1", "Hole in the suit", ((FLOW, "the suit takes more"),),
    frozenset({"gauge-ev1"}), (), "terminate", "terminate: a hole does not close",
    ("ev1.suit.flow",),
    ("eclss", "eva"), {},
)  # fmt: skip
BAD_GAUGE = replace(
    HOLE, id="gauge-ev1", title="Flow transducer wrong", twins=frozenset({"hole-ev1"}),
    tests=(SELECT,), answer="", help="",
)  # fmt: skip
OTHER = replace(
    HOLE, id="other", who="", role="", title="Other", signs=(("cabin.co2 > 9 mmHg", "CO2"),),
    twins=frozenset(),
)  # fmt: skip
ALL = (HOLE, BAD_GAUGE, OTHER)


def shares(known: Known) -> dict[str, float]:
    return {one.id: round(share, 2) for share, one in ranked(ALL, known)}


def test_without_a_sign_nobody_is_suspected() -> None:
    known = Known(100, {}, {})
    assert ranked(ALL, known) == []
    assert answer("eclss", [], known) == ""


def test_twins_are_about_even_until_the_test_tells_either_way() -> None:
    before = Known(100, {FLOW: 90}, {})
    assert shares(before) == {"hole-ev1": 0.5, "gauge-ev1": 0.5}
    said = answer("eclss", ranked(ALL, before), before)
    assert "about even" in said and "select ev1.suit.flow b" in said
    for result, right in ((True, "gauge-ev1"), (False, "hole-ev1")):
        after = replace(before, tried={SELECT.key: result})
        assert next(iter(shares(after))) == right
        assert shares(after)[right] > 0.9
    assert "a hole does not close" in answer("eclss", ranked(ALL, after), after)


def test_what_is_feared_comes_first_until_the_test_tells_either_way() -> None:
    feared = (replace(HOLE, feared=2.0), BAD_GAUGE)
    before = Known(100, {FLOW: 90}, {})
    assert [one.id for _, one in ranked(feared, before)] == ["hole-ev1", "gauge-ev1"]
    said = answer("eclss", ranked(feared, before), before)
    assert said.startswith("EV1: hole in the suit, most likely; it could be flow transducer wrong")
    after = replace(before, tried={SELECT.key: True})
    share, first = ranked(feared, after)[0]
    assert first.id == "gauge-ev1" and share > 0.85


def test_who_may_move_what_the_newest_sign_is_read_on_is_suspected_too() -> None:
    """A needle that drifts shows first; that it drifts on is no proof of what would show later."""
    wet, wetter = "ev1.suit.humidity > 60 %", "ev1.suit.humidity > 82 %"
    drift = replace(
        BAD_GAUGE, id="drift-ev1", signs=((wet, "it climbs"),), shows=("ev1.suit.humidity",),
        twins=frozenset(), read={wet: "ev1.suit.humidity"},
    )  # fmt: skip
    kink = replace(
        HOLE, id="kink-ev1", signs=((FLOW, "less comes"), (wetter, "the visor fogs")),
        twins=frozenset(), read={FLOW: "ev1.suit.flow", wetter: "ev1.suit.humidity"},
    )  # fmt: skip
    known = Known(400, {wet: 100, wetter: 300}, {})
    assert [one.id for _, one in ranked((kink, drift), known)] == ["drift-ev1", "kink-ev1"]


def test_a_sign_that_is_overdue_speaks_against_a_suspect() -> None:
    slow = replace(BAD_GAUGE, signs=(*HOLE.signs, (GAUGE, "they disagree")))
    early, late = Known(100, {FLOW: 90}, {}), Known(2000, {FLOW: 90}, {})
    there = Known(2000, {FLOW: 90, GAUGE: 95}, {})
    found = [{one.id: share for share, one in ranked((HOLE, slow), known)}["gauge-ev1"]
             for known in (there, early, late)]  # fmt: skip
    assert found[0] > 0.8 > found[1] > found[2]


def test_a_position_sends_on_what_is_not_its_own() -> None:
    known = Known(100, {FLOW: 90}, {})
    assert answer("surgeon", ranked(ALL, known), known) == "nothing of ours; ask ECLSS"
    assert positions_of(["ev1.heart_rate"], ("ev1",)) == ("surgeon",)
    assert positions_of(["cabin.pressure"], ("ev1",)) == ("eclss",)
    assert positions_of(["orbit.light"], ("ev1",)) == ("gnc",)


# In a mission

FAILURES: dict[str, Any] = {
    "valve": {
        "title": "Valve of the cabin leaks", "effects": ["hull 30 mm2"], "twins": ["gauge"],
        "signs": [{"when": "cabin.pressure < 8.5 psi", "text": "the cabin falls"}],
    },
    "gauge": {
        "title": "Cabin transducer drifts", "effects": ["drift cabin.pressure -3 %"],
        "twins": ["valve"],
        "signs": [{"when": "cabin.pressure < 8.5 psi", "text": "the cabin falls"}],
        "tests": [{"do": "select cabin.pressure b", "then": "cabin.pressure > 8.5 psi",
                   "tells": "the other transducer tells"}],
    },
}  # fmt: skip
RULES = {
    "thin": {"when": "cabin.pressure < 8.5 psi", "class": "caution", "text": "cabin pressure low"}
}


def made(failure: str = "", difficulty: Any = "specialist", **parts: Any) -> Mission:
    """A mission in which ``failure`` happens at 10 s, in a cabin that is closed."""
    faults = {"trouble": {"failure": failure, "at": "10 s"}} if failure else {}
    flown: Level = level(**{"failures": FAILURES, "rules": RULES, "faults": faults} | parts)
    return Mission(flown, seed=2, difficulty=difficulty)


def said_by(mission: Mission, who: str) -> list[str]:
    return [one.text for one in mission.events if one.kind == VOICE.id and one.subject == who]


def asked(mission: Mission, order: str = "ask eclss") -> str:
    """What is answered, 20 s later and not before."""
    cause, speaker = accepted(mission, order), order.split()[1].upper()
    before = len(said_by(mission, speaker))
    fly(mission, 19)
    assert len(said_by(mission, speaker)) == before
    fly(mission, 3)
    (answered,) = [one for one in mission.events if one.subject == speaker and cause in one.causes]
    return answered.text


def test_what_is_seen_is_told_with_what_it_goes_on_from() -> None:
    signs = [{"when": "cabin.pressure < 8.5 psi", "text": "the cabin falls"},
             {"when": "cabin.pressure < 8.4 psi", "text": "and goes on falling"}]  # fmt: skip
    valve = {**FAILURES["valve"], "signs": signs, "effects": ["hull 60 mm2"]}
    gauge = {**FAILURES["gauge"], "signs": signs}
    mission = made("valve", failures={"valve": valve, "gauge": gauge})
    fly(mission, 200)
    assert "We see: the cabin falls, and goes on falling." in asked(mission)


def test_who_sees_nothing_says_so_with_failures_and_without() -> None:
    assert asked(made()) == "We see nothing that we know."
    mission = made(failures={})
    assert asked(mission, "ask gnc") == "We see nothing that we know."
    assert asked(mission, "ask gnc") == "Still nothing that we know."
    assert asked(mission) == "We see nothing that we know.", "who is asked first says it whole"


def test_the_same_telemetry_gives_the_same_answer_whatever_is_true() -> None:
    told = []
    for failure in ("valve", "gauge"):
        mission = made(failure)
        fly(mission, 200)
        told.append(asked(mission))
    assert told[0] == told[1]
    assert "about even" in told[0] and "select cabin.pressure b" in told[0]


def test_after_its_test_the_right_one_leads() -> None:
    for failure, title in (("valve", "Valve of the cabin"), ("gauge", "Cabin transducer")):
        mission = made(failure)
        fly(mission, 200)
        accepted(mission, "select cabin.pressure b")
        fly(mission, 60)
        told = asked(mission)
        assert told.startswith(f"{title} ") and "all but sure" in told
        again = asked(mission)
        assert again.startswith("As before: ") and again.endswith("all but sure."), again
        assert len(of(list(mission.events), "opinion")) == 2, "what it suspects is noted each time"


def test_a_record_remembers_signs_tests_and_questions() -> None:
    mission = made("gauge")
    fly(mission, 200)
    accepted(mission, "select cabin.pressure b")
    fly(mission, 45)
    accepted(mission, "ask eclss thin")
    again = Mission.restore(mission.level, 2, "specialist", mission.state())
    for each in (mission, again):
        fly(each, 30)
    assert said_by(mission, "ECLSS")[-1] == said_by(again, "ECLSS")[-1]
    assert mission.digest() == again.digest()


def test_cadets_are_told_unasked_and_others_are_not() -> None:
    for difficulty, lines in (("cadet", 1), ("specialist", 0), ("director", 0)):
        mission = made("valve", difficulty)
        fly(mission, 240)
        assert of(list(mission.events), "alarm.raised")
        assert len(said_by(mission, "ECLSS")) == lines


def test_the_room_can_be_asked_without_a_signal_and_says_how_old_its_data_are() -> None:
    mission = made("valve", orbit={"relays": [], "stations": True})
    fly(mission, 60)
    while not (mission.telemetry.stale and mission.telemetry.age_s > 60.0):
        fly(mission, 10)
        assert mission.time < 12000
    told = asked(mission)
    assert mission.telemetry.stale
    assert "That is on data" in told and told.endswith("s old.")


def test_bad_questions_are_refused_in_one_sentence() -> None:
    mission = made()
    assert "ask does not take 'fido'" in refused(mission, "ask fido")
    assert "no alarm is called 'thin'" in refused(mission, "ask eclss thin")
    accepted(mission, "ask eclss")
    assert refused(mission, "ask eclss") == "ECLSS is thinking about it already"
    assert complete("ask eclss co", Names(alarms=("co2-ev1",))) == ["ask eclss co2-ev1"]


def test_a_pair_that_disagrees_is_an_advisory_of_the_built_in_levels() -> None:
    first_out = plain.level()
    data = first_out.written()
    data["faults"] = {
        "trouble": {"effect": "drift cabin.pressure 2 %", "at": "1 min", "text": "It drifts"}
    }
    mission = Mission(Level.of(data), seed=1)
    fly(mission, 200)
    (raised,) = [one for one in of(list(mission.events), "alarm.raised") if "disagree" in one.text]
    assert raised.severity == "advisory"
    assert raised.text == "cabin pressure: transducers disagree"


def test_what_nobody_asked_for_is_not_said_twice() -> None:
    thinner = {**RULES["thin"], "when": "cabin.pressure < 8.4 psi", "text": "cabin thinner"}
    mission = made("valve", "cadet", rules={**RULES, "thinner": thinner})
    fly(mission, 400)
    assert len(of(list(mission.events), "alarm.raised")) == 2
    assert len(said_by(mission, "ECLSS")) == 1


def test_a_person_is_named_once() -> None:
    known = Known(100, {FLOW: 90}, {})
    said = answer("eva", ranked(ALL, known), known)
    assert said.startswith("EV1: flow transducer wrong or hole in the suit, about even.")


def test_a_sign_that_must_last_counts_only_when_it_has() -> None:
    thinner = {"when": "cabin.pressure < 8.45 psi", "text": "and stays", "lasts": "100 s"}
    gauge = FAILURES["gauge"] | {"signs": [*FAILURES["gauge"]["signs"], thinner], "twins": []}
    mission = made("gauge", failures={"gauge": gauge})
    opinions, seen = mission._ops._opinions, mission._ops.state.opinion
    while "cabin.pressure < 8.45 psi" not in seen.first:
        fly(mission, 10)
    assert "cabin.pressure < 8.45 psi" not in opinions.signs
    fly(mission, 90)
    assert "cabin.pressure < 8.45 psi" not in opinions.signs
    fly(mission, 30)
    assert "cabin.pressure < 8.45 psi" in opinions.signs


def test_twins_of_which_no_sign_shows_are_not_spared_what_is_overdue() -> None:
    seen = replace(HOLE, signs=(*HOLE.signs, (GAUGE, "later"), ("x > 3", "last")))
    unseen = replace(BAD_GAUGE, signs=(("x > 1", "one"), ("x > 2", "two")))
    late = Known(2000, {FLOW: 90}, {})
    assert ranked((seen, unseen), late)[0][1].id == seen.id
