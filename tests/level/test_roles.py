"""Parts fit any crew: a level says who takes the roles of a part."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from game.autopilot import Autopilot
from game.level import form, loading, roles
from game.level.fields import ConditionText, OrderText
from game.level.mistakes import LevelMistakes, Mistake
from game.level.schema import Level
from game.mission import Mission
from tests.level import plain

PLAN = "plan: [donning, purge, pressurise, leak-check]\nend: checklist.leak-check == done\n"
PEOPLE = ("ev1", "ev2", "plt", "med")
HEAD = """id: own
title: Own
summary: s
briefing: b
minutes: 9
objectives:
  checked: {title: x, when: all.suit.leak_check == passed, points: 100, required: true}
"""


def crew(*people: str) -> str:
    rows = (f"  {who}: {{name: N, role: {who.upper()}, seat: {at}}}\n"
            for at, who in enumerate(people, 1))  # fmt: skip
    return "crew:\n" + "".join(rows)


def made(tmp_path: Path, use: str, people: str, more: str = PLAN) -> Level:
    path = tmp_path / "own.yaml"
    path.write_text(f"use: {use}\n{HEAD}{people}{more}", encoding="utf-8")
    return loading.load(path)


def flown(level: Level) -> str:
    mission = Mission(level)
    pilot = Autopilot(mission)
    while mission.outcome is None:
        for order in pilot.orders():
            mission.order(order)
        mission.step()
    return mission.outcome.kind


@pytest.mark.parametrize(
    ("use", "people"),
    [
        ("[{suits: {ev1: lead, ev2: ~, plt: pilot, med: ~}}]", ("lead", "pilot")),
        ("[{suits: {ev1: lead, ev2: lead, plt: pilot, med: pilot}}]", ("lead", "pilot")),
        ("[{suits: {ev1: a, ev2: b, plt: c, med: [d, e]}}]", ("a", "b", "c", "d", "e")),
        ("[{suits: {ev1: med, ev2: plt, plt: ev2, med: ev1}}]", ("ev1", "ev2", "plt", "med")),
        ("[{suits: {ev2: ~, plt: ~, med: ~}}]", ("ev1",)),
    ],
)
def test_the_suits_fit_any_crew(tmp_path: Path, use: str, people: tuple[str, ...]) -> None:
    level = made(tmp_path, use, crew(*people))
    assert {name for name in level.checklists if name.startswith("suit-check-")} == {
        f"suit-check-{who}" for who in people
    }
    assert flown(level) == "success"


def test_a_whole_spacewalk_fits_other_people(tmp_path: Path) -> None:
    roles = "{ev1: lead, ev2: second, plt: pilot, med: [doc, guest]}"
    use = f"[{{suits: {roles}}}, {{spacewalk: {roles}}}, limits]"
    text = plain.text()
    orbit = text[text.index("supply:") : text.index("faults:")]
    orbit = orbit.replace("gress-ev1", "gress-lead")
    end = "end: checklist.safing == done and cabin.pressure > 8 psi\n"
    more = orbit.replace("gress-ev2", "gress-second").replace("14 kg", "18 kg") + end
    level = made(tmp_path, use, crew("lead", "second", "pilot", "doc", "guest"), more)
    steps = [step for each in level.checklists.values() for step in each.steps]
    assert any(step.text == "LEAD in, to the seat" for step in steps)
    assert not any("ev1" in order for step in steps for order in (*step.do, *step.begin))
    assert flown(level) in ("success", "home")


@pytest.mark.parametrize(
    ("roles", "people"),
    [
        ("{ev1: lead, ev2: ~, plt: pilot, med: doc}", ("lead", "pilot", "doc")),
        ("{ev1: lead, ev2: wing, plt: pilot, med: pilot}", ("lead", "wing", "pilot")),
        ("{ev1: lead, ev2: ~, plt: ~, med: [pilot, doc]}", ("lead", "pilot", "doc")),
        ("{ev1: lead, ev2: ~, plt: [pilot, doc], med: ~}", ("lead", "pilot", "doc")),
        ("{ev1: plt, ev2: med, plt: ev1, med: ev2}", ("ev1", "ev2", "plt", "med")),
        ("{ev2: ~, plt: ~, med: plt}", ("ev1", "plt")),
    ],
)
def test_the_failures_fit_any_crew(tmp_path: Path, roles: str, people: tuple[str, ...]) -> None:
    level = made(
        tmp_path,
        f"[{{suits: {roles}}}, {{failures: {roles}}}]",
        crew(*people),
    )
    for who in people:
        assert any(name == f"mal-headset-{who}" for name in level.checklists)


def test_who_takes_the_role_of_another_acts_for_that_role_alone(tmp_path: Path) -> None:
    part = """roles: [ev1, ev2]
procedures:
  both:
    title: Both
    steps:
      - text: Both
        simo:
          ev1: [{text: a, do: [move ev1 hatch]}]
          ev2: [{text: b, do: [move ev2 cabin]}]
"""
    (tmp_path / "pair.yaml").write_text(part, encoding="utf-8")
    use = "[suits, {pair: {ev1: ev2, ev2: ev1}}]"
    level = made(tmp_path, use, crew("ev1", "ev2", "plt", "med"))
    columns = level.checklists["both"].steps[0].simo
    assert columns is not None
    assert {who: steps[0].do for who, steps in columns.items()} == {
        "ev2": ("move ev2 hatch",),
        "ev1": ("move ev1 cabin",),
    }


def test_the_games_levels_need_no_binding() -> None:
    for path in loading.builtin():
        assert "roles" not in loading.tree_of(path).entries
        assert loading.load(path)


@pytest.mark.parametrize(
    ("use", "code", "words"),
    [
        ("[suits]", "LEVEL-207", "write {suits: {ev1: ID, ev2: ID, plt: ID, med: ID}}"),
        ("[{suits: {ev1: laed, ev2: ~, plt: pilot, med: ~}}]", "LEVEL-207", "did you mean lead?"),
        ("[{suits: {ev1: Lead, ev2: ~, plt: pilot, med: ~}}]", "LEVEL-207", "did you mean lead?"),
        ("[{suits: {ev3: lead}}]", "LEVEL-206", "did you mean ev"),
        ("[{suits: lead}]", "LEVEL-201", "{ev1: lead}"),
        ("[{siuts: {ev1: lead}}]", "LEVEL-203", "did you mean suits?"),
        ("[{suits: {}, crew: {}}]", "LEVEL-201", ""),
    ],
)
def test_a_binding_that_is_wrong_is_told_at_its_use(
    tmp_path: Path, use: str, code: str, words: str
) -> None:
    with pytest.raises(LevelMistakes) as caught:
        made(tmp_path, use, crew("lead", "pilot"))
    first = caught.value.mistakes[0]
    assert (first.code, first.line) == (code, 1), first.render()
    assert words in first.hint
    assert code != "LEVEL-207" or len(caught.value.mistakes) == 1, caught.value


@pytest.mark.parametrize(
    ("taker", "column"),
    [('""', 21), ("' '", 21), ("{a: lead}", 21), ("[[lead]]", 22), ("[pilot, {a: lead}]", 29)],
)
def test_what_can_take_no_role_is_told_where_it_stands(
    tmp_path: Path, taker: str, column: int
) -> None:
    use = f"[{{suits: {{ev1: {taker}, ev2: ~, plt: pilot, med: ~}}}}]"
    (only,) = wrong(tmp_path, use, crew("lead", "pilot"))
    assert (only.code, only.line, only.column) == ("LEVEL-303", 1, column), only.render()
    assert only.message == "a role is taken by one of the crew, a list of them, or ~ for nobody"


@pytest.mark.parametrize("nobody", ["~", "", "null", "[]", "[~]"])
def test_nobody_is_written_in_several_ways(tmp_path: Path, nobody: str) -> None:
    use = f"[{{suits: {{ev1: lead, ev2: {nobody}, plt: pilot, med: ~}}}}]"
    assert made(tmp_path, use, crew("lead", "pilot"))


def spacewalk(roles: str) -> str:
    return f"[{{suits: {roles}}}, {{spacewalk: {roles}}}, limits]"


@pytest.mark.parametrize(
    ("roles", "people"),
    [
        ("{med: ~}", ("ev1", "ev2", "plt")),
        ("{ev1: lead, ev2: pilot, plt: pilot, med: ~}", ("lead", "pilot")),
    ],
)
def test_a_spacewalk_needs_no_more_than_two(
    tmp_path: Path, roles: str, people: tuple[str, ...]
) -> None:
    assert "hatch-close" in made(tmp_path, spacewalk(roles), crew(*people)).checklists


def wrong(tmp_path: Path, use: str, people: str, more: str = PLAN) -> list[Mistake]:
    with pytest.raises(LevelMistakes) as caught:
        made(tmp_path, use, people, more)
    return caught.value.mistakes


@pytest.mark.parametrize("role", ["ev1", "ev2", "plt"])
def test_a_spacewalk_needs_who_goes_out_who_helps_and_who_flies(tmp_path: Path, role: str) -> None:
    people = crew(*(who for who in PEOPLE if who != role))
    (only,) = wrong(tmp_path, spacewalk(f"{{{role}: ~}}"), people)
    assert (only.code, only.line) == ("LEVEL-207", 1), only.render()
    assert only.message == f"spacewalk can't do without {role}"
    assert f"write {{spacewalk: {{{role}: ID}}}}" in only.hint


@pytest.mark.parametrize(
    "field", ["needs: ev1.place == hatch and ev2.place == hatch", "check: ev1"]
)
def test_a_role_that_nobody_takes_is_not_the_one_of_the_crew_who_is_called_so(
    tmp_path: Path, field: str
) -> None:
    part = f"procedures:\n  look:\n    title: Look\n    steps:\n    - {{text: Look, {field}}}\n"
    (tmp_path / "own-part.yaml").write_text(f"roles: [ev1, ev2]\n{part}", encoding="utf-8")
    use = "[suits, {own-part: {ev1: ~, ev2: ev1}}]"
    (only,) = wrong(tmp_path, use, crew(*PEOPLE))
    assert (only.code, only.line) == ("LEVEL-207", 1), only.render()
    assert only.message == "own-part can't do without ev1"
    taken_out = PLAN + "procedures: {look: ~}\n"
    assert made(tmp_path, use, crew(*PEOPLE), taken_out)
    assert made(tmp_path, use.replace("]", ", {own-part: {ev2: ev1}}]"), crew(*PEOPLE))


def test_a_role_of_a_part_within_a_part_is_not_the_one_of_the_outer_that_is_called_so(
    tmp_path: Path,
) -> None:
    part = "rules:\n  near: {when: ev1.place == hatch, text: near}\n"
    (tmp_path / "inner.yaml").write_text(f"roles: [ev1]\n{part}", encoding="utf-8")
    outer = "use: [{inner: {ev1: ~}}]\nroles: [ev1]\n"
    (tmp_path / "own-part.yaml").write_text(outer, encoding="utf-8")
    (only,) = wrong(tmp_path, "[suits, {own-part: {ev1: plt}}]", crew(*PEOPLE))
    assert (only.code, Path(only.file).name) == ("LEVEL-207", "own-part.yaml"), only.render()
    assert only.message == "inner can't do without ev1"


def test_every_field_of_one_condition_or_order_is_known_to_the_roles() -> None:
    singles: set[str] = set()
    records: list[type[form.Record]] = [Level]
    seen: set[type[form.Record]] = set()
    while records:
        record = records.pop()
        if record in seen:
            continue
        seen.add(record)
        for each in form.fields(record).values():
            kinds = list(form.alternatives(each.kind))
            if any(kind in (ConditionText, OrderText) for kind in kinds):
                singles.add(each.key)
            while kinds:
                kind = kinds.pop()
                if form.is_record(kind):
                    records.append(kind)
                else:
                    kinds += [inner for inner in get_args(kind) if inner is not Ellipsis]
    assert singles - {"do"} == roles.SINGLE - {"run", "on_fail", "check"}


def test_a_checklist_of_which_nothing_is_left_is_told_at_the_use(tmp_path: Path) -> None:
    part = "procedures:\n  look: {title: Look, steps: [{text: Look, who: med}]}\n"
    (tmp_path / "own-part.yaml").write_text(f"roles: [ev1, med]\n{part}", encoding="utf-8")
    (only,) = wrong(tmp_path, "[suits, {own-part: {med: ~}}]", crew(*PEOPLE))
    assert (only.code, only.line, only.column) == ("LEVEL-207", 1, 15), only.render()
    assert only.message == "own-part can't do without med"
    assert only.hint == "write {own-part: {med: ID}}: one of the crew may take several roles"


@pytest.mark.parametrize(
    ("roles", "people", "hint"),
    [
        ("{ev1: lead, ev2: ~, plt: ~, med: ~}", ("lead", "pilot"), "{ev2: pilot}"),
        ("{ev1: ~, ev2: lead, plt: lead, med: ~}", ("lead", "pilot"), "{ev1: pilot}"),
        ("{}", (*PEOPLE, "guest"), "{med: [med, guest]}"),
    ],
)
def test_who_takes_no_role_is_told_once(
    tmp_path: Path, roles: str, people: tuple[str, ...], hint: str
) -> None:
    suits = roles if "lead" in people else "{med: [med, guest]}"
    use = f"[{{suits: {suits}}}, {{failures: {roles}}}]"
    (only,) = wrong(tmp_path, use, crew(*people))
    assert (only.code, only.line) == ("LEVEL-209", 1), only.render()
    assert only.message == f"{people[-1]} of the crew takes no role of failures"
    assert f"write {{failures: {hint}}}" in only.hint


def test_several_who_take_no_role_are_told_together(tmp_path: Path) -> None:
    use = "[{suits: {med: [med, guest, chef]}}, failures]"
    (only,) = wrong(tmp_path, use, crew(*PEOPLE, "guest", "chef"))
    assert only.message == "guest, chef of the crew take no role of failures"


OWN = """rules:
  hot: {when: "ev2.suit.co2 > 9 mmHg", text: Hot}
plan: [donning, purge, pressurise, suit-check-lead, leek-check]
end: checklist.suit-check-lead == done
"""


@pytest.mark.parametrize(
    ("use", "codes"),
    [
        ("[{suits: {ev1: lead, plt: ~, med: ~}}]", ["LEVEL-207", "LEVEL-401", "LEVEL-405"]),
        ("[{suits: {ev1: lead, ev2: ~, plt: ~, med: ~}}]", ["LEVEL-401", "LEVEL-405"]),
        ("[suits]", ["LEVEL-207", "LEVEL-401", "LEVEL-405"]),
    ],
)
def test_who_is_named_in_a_levels_own_lines_is_told_there(
    tmp_path: Path, use: str, codes: list[str]
) -> None:
    assert [each.code for each in wrong(tmp_path, use, crew("lead"), OWN)] == codes


def test_a_role_that_a_part_passes_on_is_told_where_it_is_taken(tmp_path: Path) -> None:
    part = "use: [{spacewalk: {ev1: out, ev2: aid, plt: aid, med: ~}}]\nroles: [out, aid]\n"
    (tmp_path / "own-part.yaml").write_text(part, encoding="utf-8")
    use = "[{suits: {ev2: ~, plt: ~, med: ~}}, limits, {own-part: {out: ev1, aid: %s}}]"
    for taker, code in (("~", "LEVEL-207"), ("gone", "LEVEL-207")):
        (only,) = wrong(tmp_path, use % taker, crew("ev1"))
        assert (only.code, only.line) == (code, 1), only.render()
        assert only.message.startswith("own-part")


@pytest.mark.parametrize(
    ("passed", "hint"),
    [
        ("{ev1: out, ev2: ~, plt: out, med: out}", "{ev2: guest}"),
        ("{ev1: out, ev2: out, plt: out, med: [out]}", "{med: [ev1, guest]}"),
    ],
)
def test_who_takes_no_role_of_a_part_within_a_part_is_told_by_name(
    tmp_path: Path, passed: str, hint: str
) -> None:
    part = f"use: [{{malfunctions: {passed}}}]\nroles: [out, aid]\n"
    (tmp_path / "own-part.yaml").write_text(part, encoding="utf-8")
    suits = "{suits: {ev2: ~, plt: ~, med: guest}}"
    use = f"[{suits}, {{own-part: {{out: ev1, aid: guest}}}}]"
    (only,) = wrong(tmp_path, use, crew("ev1", "guest"))
    assert (only.code, only.line, Path(only.file).name) == ("LEVEL-209", 1, "own-part.yaml")
    assert only.message == "guest of the crew takes no role of malfunctions"
    assert f"write {{malfunctions: {hint}}}" in only.hint


def with_part(tmp_path: Path, part: str, roles: str) -> Level:
    (tmp_path / "own-part.yaml").write_text(f"roles: [ev1, med]\n{part}", encoding="utf-8")
    return made(tmp_path, f"[suits, {{own-part: {roles}}}]", crew(*PEOPLE))


@pytest.mark.parametrize(
    ("roles", "names"),
    [
        ("{ev1: plt, med: ~}", set()),
        ("{ev1: ~, med: plt}", set()),
        ("{med: plt}", {"near-ev1-plt"}),
        ("{ev1: [ev1, ev2], med: plt}", {"near-ev1-plt", "near-ev2-plt"}),
    ],
)
def test_a_key_of_two_roles_is_there_for_those_who_take_both(
    tmp_path: Path, roles: str, names: set[str]
) -> None:
    part = "rules:\n  near-ev1-med: {when: hatch.position == open, class: advisory, text: near}\n"
    level = with_part(tmp_path, part, roles)
    assert {name for name in level.rules if name.startswith("near")} == names


@pytest.mark.parametrize("parts", [("failures", "malfunctions"), ("malfunctions", "failures")])
def test_a_part_that_another_uses_is_bound_in_either_order(
    tmp_path: Path, parts: tuple[str, str]
) -> None:
    roles = "{ev1: lead, ev2: ~, plt: pilot, med: doc}"
    use = ", ".join(f"{{{part}: {roles}}}" for part in ("suits", *parts))
    level = made(tmp_path, f"[{use}]", crew("lead", "pilot", "doc"))
    assert "mal-headset-lead" in level.checklists


@pytest.mark.parametrize("parts", [("failures", "malfunctions"), ("malfunctions", "failures")])
def test_a_part_that_another_brings_with_others_in_its_roles_is_told_at_its_use(
    tmp_path: Path, parts: tuple[str, str]
) -> None:
    takers = {
        "failures": "{ev1: lead, ev2: pilot, plt: pilot, med: pilot}",
        "malfunctions": "{ev1: pilot, ev2: pilot, plt: lead, med: ~}",
    }
    bound = [f"{{{part}: {takers[part]}}}" for part in parts]
    use = f"[{{suits: {takers['failures']}}}, {', '.join(bound)}]"
    (only,) = wrong(tmp_path, use, crew("lead", "pilot"))
    assert (only.code, only.line, only.column) == ("LEVEL-407", 1, 6 + use.index("malf"))
    assert only.message == "failures brings malfunctions already, with others in its roles"
    assert "take it out of use" in only.hint


@pytest.mark.parametrize(("taker", "code"), [("pilot", "LEVEL-407"), ("lead", "LEVEL-209")])
def test_who_takes_no_role_of_a_part_that_another_brings_is_told_once(
    tmp_path: Path, taker: str, code: str
) -> None:
    roles = "{ev1: lead, ev2: pilot, plt: pilot, med: pilot}"
    again = f"{{malfunctions: {{ev1: {taker}, ev2: ~, plt: ~, med: ~}}}}"
    use = f"[{{suits: {roles}}}, {{failures: {roles}}}, {again}]"
    (only,) = wrong(tmp_path, use, crew("lead", "pilot"))
    assert (only.code, only.line, only.column) == (code, 1, 6 + use.index("malf")), only.render()


def test_a_misspelt_checklist_of_a_part_around_another_is_told_itself(tmp_path: Path) -> None:
    part = """use: [{malfunctions: {ev1: out, ev2: ~, plt: ~, med: ~}}]
roles: [out, aid]
procedures:
  look: {title: Look, steps: [{text: Look, run: mal-haedset-aid}, {text: Go, run: mal-pain-aid}]}
"""
    (tmp_path / "own-part.yaml").write_text(part, encoding="utf-8")
    suits = "{suits: {ev2: ~, plt: ~, med: guest}}"
    use = f"[{suits}, {{own-part: {{out: ev1, aid: guest}}}}]"
    found = wrong(tmp_path, use, crew("ev1", "guest"))
    assert [(each.code, each.line) for each in found] == [("LEVEL-209", 1), ("LEVEL-405", 4)]
    assert "mal-haedset-guest" in found[1].message


STRETCH = """procedures:
  stretch:
    title: Stretch
    for: [med]
    steps: [{text: Stretch, who: "{crew}", takes: 5 s}]
"""


@pytest.mark.parametrize(
    ("more", "roles", "names"),
    [
        ("", "{med: ~}", set()),
        ("", "{med: plt}", {"stretch-plt"}),
        ("  stretch-ev1: {title: Own, steps: [{text: Own}]}\n", "{med: ev1}", {"stretch-ev1"}),
    ],
)
def test_a_checklist_for_nobody_is_left_out(
    tmp_path: Path, more: str, roles: str, names: set[str]
) -> None:
    level = with_part(tmp_path, STRETCH + more, roles)
    assert {name for name in level.checklists if name.startswith("stretch")} == names


def test_a_checklist_that_a_part_makes_once_stays(tmp_path: Path) -> None:
    level = with_part(
        tmp_path, STRETCH.replace("[med]", "[]").replace('"{crew}"', "core"), "{med: ~}"
    )
    assert "stretch" in level.checklists


def test_a_step_that_somebody_else_does_is_kept_whatever_it_orders(tmp_path: Path) -> None:
    part = """procedures:
  look:
    title: Look
    steps:
      - {text: One, who: plt, do: flow med high}
      - {text: Two, who: med, do: [flow med low]}
"""
    with pytest.raises(LevelMistakes) as caught:
        with_part(tmp_path, part, "{med: ~}")
    (only,) = caught.value.mistakes
    assert (only.code, only.line) == ("LEVEL-303", 6), only.render()


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("crew:", "crewx:", ["LEVEL-207", "LEVEL-301"]),
        ("{name: N, role: LEAD, seat: 1}", "12", ["LEVEL-303"]),
    ],
)
def test_a_crew_that_cannot_be_read_is_not_told_in_every_part(
    tmp_path: Path, old: str, new: str, codes: list[str]
) -> None:
    roles = "{ev1: lead, ev2: ~, plt: ~, med: ~}" if len(codes) == 1 else "{ev1: ~}"
    use = f"[{{suits: {{ev1: lead, ev2: ~, plt: ~, med: ~}}}}, {{failures: {roles}}}]"
    people = crew("lead").replace(old, new)
    assert [each.code for each in wrong(tmp_path, use, people)] == codes
