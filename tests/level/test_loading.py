"""A level file becomes a Level, or a list of mistakes, each with its exact place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.level import loading
from game.level.codes import CODES
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel
from game.level.schema import Level
from tests.level import plain

SAMPLE = Path(__file__).with_name("short_hop.yaml").read_text(encoding="utf-8")
MARK = "‸"


def mistakes_of(path: Path) -> list[Mistake]:
    with pytest.raises(LevelMistakes) as caught:
        loading.load(path)
    return caught.value.mistakes


@pytest.fixture
def level_file(tmp_path: Path) -> Path:
    path = tmp_path / "short_hop.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def test_a_level_is_read(level_file: Path) -> None:
    level = loading.load(level_file)
    assert level.id == "short-hop"
    assert level.time_limit == 4800.0
    assert list(level.checklists) == ["suit-up-ev1", "suit-up-plt", "out", "back"]
    assert level.checklists["suit-up-plt"].steps[0].who == "plt"
    assert level.questions["rest"].default == "yes"
    assert level.crew["ev1"].life == "Used to be a violinist: plays still."
    assert level.briefing == "The cabin goes to vacuum, Ada looks out, and everybody comes home."


def test_a_resolved_level_is_the_same_level(level_file: Path) -> None:
    level = loading.load(level_file)
    text = json.dumps(loading.resolved_json(level))
    assert Level.of(json.loads(text)) == level
    assert loading.resolved(json.loads(text), "a log") == level
    digests = {loading.level_digest(each) for each in (level, Level.of(json.loads(text)))}
    assert len(digests) == 1
    level_file.write_text(text, encoding="utf-8")
    assert loading.load(level_file) == level


def test_the_digest_knows_every_change(level_file: Path) -> None:
    before = loading.level_digest(loading.load(level_file))
    level_file.write_text(SAMPLE.replace("takes: 40 s", "takes: 41 s"), encoding="utf-8")
    assert loading.level_digest(loading.load(level_file)) != before


PLACES = [
    # what stands in the sample; what is put there, with a mark where the mistake is; code; words
    ("id: short-hop", "id: ‸Short Hop", "LEVEL-307", "small letters"),
    ("title: Short Hop", "‸titel: Short Hop\ntitle: x", "LEVEL-301", "'titel'"),
    ("minutes: 5", "minutes: ‸five", "LEVEL-303", "a whole number"),
    ("minutes: 5", "minutes: ‸0", "LEVEL-305", "at least 1"),
    ("minutes: 5", "minutes: 5\n‸minutes: 6", "LEVEL-111", "second time"),
    ("difficulty: training", "difficulty: ‸traning", "LEVEL-306", "training, moderate, hard"),
    ("time_limit: 1 h 20 min", "time_limit: ‸80", "LEVEL-304", "no unit"),
    ("time_limit: 1 h 20 min", "time_limit: ‸80 psi", "LEVEL-304", "is a pressure"),
    ("time_limit: 1 h 20 min", "time_limit: ‸80 d", "LEVEL-305", "out of range"),
    ("seat: 1, life", "‸seet: 1, seat: 1, life", "LEVEL-301", "crew member ev1"),
    ("  plt:\n    name: Jon Marsh", "  ‸plt:\n    mass: 70 kg", "LEVEL-302", "'name'"),
    ("seat: 2", "seat: ‸1", "LEVEL-408", "ev1's already"),
    ("  plt:\n", "  ‸cabin: {name: C, role: C, seat: 9}\n  plt:\n", "LEVEL-412", "'cabin'"),
    ("for: [ev1, plt]", "for: [ev1, ‸ev3, plt]", "LEVEL-404", "'ev3'"),
    ("for: [ev1, plt]", "for: [ev1, plt, ‸ev1]", "LEVEL-407", "twice"),
    ("critical: true", "critical: ‸yes", "LEVEL-303", "true or false"),
    ("do: [vent open]", "do: ‸vent open", "LEVEL-303", "a list is needed"),
    ("do: [vent open]", "do: [vent ‸opne]", "LEVEL-402", "did you mean open"),
    ("do: [vent open]", 'do: ["flow ‸{whom} high"]', "LEVEL-403", "{whom}"),
    ("needs: all.suit.leak_check", "needs: ‸all.suit.leak_chek", "LEVEL-401", "not a channel"),
    ("needs: all.suit.leak_check == passed", "needs: all.suit.leak_check == ‸pased",
     "LEVEL-401", "did you mean passed"),
    ("needs: all.suit.leak_check == passed\n", "needs: >\n          all.suit.leak_check == passed"
     "\n          and cabin.pressure > ‸3 kg\n", "LEVEL-401", "is a pressure"),
    ('"{who}.suit.visor == closed"', '"{who}.suit.visor == ‸shut"', "LEVEL-401", "open, closed"),
    ("needs: all.suit.leak_check == passed\n        ", "", "LEVEL-413", "deadline does nothing"),
    ("on_fail: run back", "on_fail: run ‸bck", "LEVEL-405", "'bck'"),
    ("on_fail: run back", "on_fail: ‸give up", "LEVEL-307", "hold, retry"),
    ("check: plt", "check: ‸pilot", "LEVEL-404", "'pilot'"),
    ("check: plt", "who: plt", "LEVEL-111", "'who'"),
    ("          plt:\n", "          ‸plt2:\n", "LEVEL-404", "'plt2'"),
    ("plan: [suit-up-ev1, out]", "plan: [‸suit-up, out]", "LEVEL-405", "'suit-up'"),
    ("abort: back", "abort: ‸bakc", "LEVEL-405", "'bakc'"),
    ("{text: Fill the cabin,", "{id: x, run: ‸back, text: Fill the cabin,", "LEVEL-406", "back"),
    ("{text: Fill the cabin, do: [vent closed, repress n2]}",
     "{text: Fill, id: a}\n      - {text: Fill, id: ‸a}", "LEVEL-407", "called a"),
    ("class: warning", "class: ‸warn", "LEVEL-306", "caution"),
    ('suggest: ["flow', 'suggest: [‸"flaw', "LEVEL-402", "flaw"),
    ('when: "{crew}.suit.co2 > 15 mmHg"', 'when: "{crew}.suit.co2 > ‸15 kg"', "LEVEL-401", "kg"),
    ("order: vent open", "order: ‸latch", "LEVEL-402", "latch"),
    ('"unlock {pick}"', '"unlock ‸evv"', "LEVEL-404", "'evv'"),
    ('"unlock {pick}"', '‸"explode {pick}"', "LEVEL-411", "explode"),
    ('"unlock {pick}"', '"leak {pick} ‸3 kg"', "LEVEL-304", "area"),
    ('"unlock {pick}"', '"droop ‸o2.c 40 %"', "LEVEL-411", "did you mean o2.b"),
    ('"unlock {pick}"', '"drift o2.a.mass ‸-200 %"', "LEVEL-305", "-100 % to 100 %"),
    ('"unlock {pick}"', 'dead ‸cabin.presure', "LEVEL-415", "cabin.presure"),
    ("glove: {effect: \"unlock {pick}\", pick: [ev1], at: 12 min,",
     "‸glove: {effect: dirty-seal,", "LEVEL-410", "neither at nor when"),
    (", required: true", "", "LEVEL-409", "required"),
    ("end: checklist.back == done", "end: ‸&a checklist.back == done", "LEVEL-108", "anchors"),
    ("end: checklist.back == done", "end: ‸!!str checklist.back == done", "LEVEL-109", "tags"),
    ("end: checklist.back == done", "end: ‸*a", "LEVEL-108", "aliases"),
    ("plan: [", "cabin:\n  ‸<<: {volume: 9 m3}\nplan: [", "LEVEL-110", "merge"),
    ("plan: [", "cabin:\n‸\tvolume: 9 m3\nplan: [", "LEVEL-106", "tab"),
    ("plan: [", "‸---\nplan: [", "LEVEL-112", "document"),
    ("plan: [", "‸[a]: b\nplan: [", "LEVEL-114", "name"),
    ("summary: One", "summary: Note‸: One", "LEVEL-116", "colon"),
    ("summary: One", "summary: ‸\"One", "LEVEL-117", "quote"),
    ("summary: One", "summary: ‸@One", "LEVEL-105", "'@'"),
    ("summary: One", "summary: ‸\x07One", "LEVEL-107", "U+0007"),
    ("summary: One goes out and comes back in.", 'summary: ‸"\\x1b[2J"', "LEVEL-308", "U+001B"),
    ("day: Flight day 2\nsummary: One goes out and comes back in.",
     "summary: ‸|\n  one\n  two", "LEVEL-308", "one line"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), PLACES)
def test_a_mistake_has_its_exact_place(
    level_file: Path, old: str, new: str, code: str, words: str
) -> None:
    assert old in SAMPLE
    text = SAMPLE.replace(old, new, 1)
    at = text.find(MARK)
    level_file.write_text(text.replace(MARK, ""), encoding="utf-8")
    first, *others = mistakes_of(level_file)
    assert first.code == code, first.render()
    assert words in first.message + first.hint
    assert others == [], "\n".join(other.render() for other in others)
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        assert (first.line, first.column) == (line, column), first.render()


def test_every_mistake_is_told_at_once_and_in_order(level_file: Path) -> None:
    text = SAMPLE
    for old, new in (
        ("minutes: 5", "minutes: five"),
        ("takes: 40 s", "takes: 40 psi"),
        ("class: warning", "class: warn"),
        ("day: Flight day 2", "dya: Flight day 2"),
    ):
        text = text.replace(old, new)
    level_file.write_text(text, encoding="utf-8")
    found = mistakes_of(level_file)
    assert [each.code for each in found] == ["LEVEL-301", "LEVEL-303", "LEVEL-304", "LEVEL-306"]
    assert [each.line for each in found] == sorted(each.line for each in found)
    assert all(each.file == str(level_file) and each.code in CODES for each in found)


def test_every_missing_field_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("id: a\n", encoding="utf-8")
    told = " ".join(each.message for each in mistakes_of(path))
    assert all(f"'{key}'" in told for key in ("title", "crew", "procedures", "plan", "end"))


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "On", "NO", "y", "n"])
def test_on_off_yes_and_no_are_plain_words(level_file: Path, word: str) -> None:
    level_file.write_text(SAMPLE.replace("title: Short Hop", f"title: {word}"), encoding="utf-8")
    assert loading.load(level_file).title == word


@pytest.mark.parametrize(
    ("written", "code"), [("true", "LEVEL-303"), ("12", "LEVEL-303"), ("~", "LEVEL-303")]
)
def test_a_text_that_yaml_takes_for_something_else_is_told(
    level_file: Path, written: str, code: str
) -> None:
    level_file.write_text(SAMPLE.replace("title: Short Hop", f"title: {written}"))
    assert [each.code for each in mistakes_of(level_file)] == [code]


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n", "\r"), ("id:", "\ufeffid:")])
def test_line_ends_and_byte_order_mark_do_not_matter(
    level_file: Path, change: tuple[str, str]
) -> None:
    level_file.write_bytes(SAMPLE.replace("plan: [", "plan: [oot, ").replace(*change).encode())
    (only,) = mistakes_of(level_file)
    assert (only.line, only.column) == (SAMPLE[: SAMPLE.index("plan:")].count("\n") + 1, 8)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "LEVEL-104", 0, 0),
        (b"# nothing\n", "LEVEL-104", 0, 0),
        (b"- a\n- b\n", "LEVEL-113", 1, 1),
        (b"just words", "LEVEL-113", 1, 1),
        (b"id: a\ntitle: caf\xe9\n", "LEVEL-103", 2, 11),
        (b"\x89PNG\r\n", "LEVEL-103", 1, 1),
        ("id: a\ntitle: b".encode("utf-16"), "LEVEL-103", 1, 1),
        ("id: a\ntitle: b".encode("utf-16-le"), "LEVEL-103", 1, 1),
        (b"id: \x00", "LEVEL-107", 1, 5),
        ("id: a\u2028b".encode(), "LEVEL-107", 1, 6),
        (b"a: [" * 50, "LEVEL-115", 1, 81),
        (b"[" * 500_000, "LEVEL-115", 1, 41),
        (b"a: " + b"[" * 990 + b"'", "LEVEL-115", 1, 43),
        (b"a: '[[' # [\nb: " + b"{a: " * 900 + b"]", "LEVEL-115", 2, 160),
        (b"id: a\n" * 170_000, "LEVEL-102", 0, 0),
    ],
)
def test_what_is_no_level_gets_one_clear_sentence(
    tmp_path: Path, content: bytes, code: str, line: int, column: int
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    first = mistakes_of(path)[0]
    assert (first.code, first.line, first.column) == (code, line, column)
    assert first.render().replace("\n", "").isprintable()


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nope.yaml", tmp_path, tmp_path / ("x" * 300), Path("a\0b")):
        assert [each.code for each in mistakes_of(path)] == ["LEVEL-101"]


# Parts


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with the sample cut into a level and a part."""
    folder = tmp_path / "pack"
    folder.mkdir()
    head, tail = SAMPLE.split("crew:\n")
    (folder / "hop.yaml").write_text(f"use: [base]\n{head}", encoding="utf-8")
    (folder / "base.yaml").write_text(f"crew:\n{tail}", encoding="utf-8")
    return folder


def test_a_level_is_made_of_parts_and_wins_over_them(pack: Path) -> None:
    hop = pack / "hop.yaml"
    plain = loading.load(hop)
    own = "crew: {plt: {name: Tom Marsh}}\nrules: {co2: ~}\nplan: [out]\nquestions: ~\n"
    hop.write_text(hop.read_text() + own, encoding="utf-8")
    level = loading.load(hop)
    assert (plain.crew["plt"].name, level.crew["plt"].name) == ("Jon Marsh", "Tom Marsh")
    assert level.crew["plt"].seat == 2  # maps merge
    assert level.plan == ("out",)  # lists replace
    assert plain.rules and level.rules == {}  # null takes out
    assert plain.questions and level.questions == {}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_of_unicode_is_named(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(SAMPLE.encode(encoding))
    (only,) = mistakes_of(path)
    assert only.code == "LEVEL-103" and "UTF-16 or UTF-32" in only.message


def test_a_part_that_is_a_link_to_itself_is_told(pack: Path) -> None:
    (pack / "loop.yaml").symlink_to("loop.yaml")
    hop = pack / "hop.yaml"
    hop.write_text(hop.read_text(encoding="utf-8").replace("[base]", "[base, loop]"))
    assert [each.code for each in mistakes_of(hop)] == ["LEVEL-203"]


def test_later_parts_go_over_earlier_ones(pack: Path) -> None:
    (pack / "over.yaml").write_text("crew: {plt: {mass: 80 kg, seat: 7}}\n", encoding="utf-8")
    hop = pack / "hop.yaml"
    text = hop.read_text(encoding="utf-8")
    for use, seat in (("[base, over]", 7), ("[over, base]", 2)):
        hop.write_text(text.replace("[base]", use), encoding="utf-8")
        level = loading.load(hop)
        assert (level.crew["plt"].seat, level.crew["plt"].mass) == (seat, 80.0)


LISTED = """\
procedures:
  back:
    title: Back
    steps:
      - {id: look, who: core, text: Look, takes: 5 s, note: As ever}
      - if: hatch.position == open
        then: [{id: swing, who: ev1, text: Swing, takes: 9 s}]
        else: [{id: rest, who: ev1, text: Rest, takes: 9 s}]
      - {who: core, text: Nameless, takes: 5 s}
      - {id: last, who: core, text: Last, takes: 5 s}
"""


def with_changes(pack: Path, changes: str) -> Path:
    (pack / "listed.yaml").write_text(LISTED, encoding="utf-8")
    hop = pack / "hop.yaml"
    head = hop.read_text(encoding="utf-8").replace("[base]", "[base, listed]")
    hop.write_text(f"{head}procedures: {{back: {{steps: {changes}}}}}\n", encoding="utf-8")
    return hop


def test_single_steps_of_a_part_are_changed_by_their_ids(pack: Path) -> None:
    changes = "{last: ~, swing: {takes: 20 s}, look: {text: Stare, note: ~}}"
    back = loading.load(with_changes(pack, changes)).checklists["back"]
    assert [step.id or step.text for step in back.steps] == [
        "look",
        "If hatch.position == open",
        "Nameless",
    ]
    look, branch, _ = back.steps
    assert (back.title, look.text, look.takes, look.note, look.who) == (
        "Back", "Stare", 5.0, None, "core",
    )  # fmt: skip
    assert [(step.text, step.takes) for step in branch.then] == [("Swing", 20.0)]
    assert [(step.text, step.takes) for step in branch.else_] == [("Rest", 9.0)]


@pytest.mark.parametrize(
    ("changes", "code", "at", "hint"),
    [
        ("{swin: {takes: 20 s}}", "LEVEL-208", "swin", "did you mean swing?"),
        ("{qqqq: ~}", "LEVEL-208", "qqqq", "there is look, swing, rest, last"),
        ("{rest: {takes: soon}}", "LEVEL-304", "soon", "write for example '12 min'"),
        ("{rest: 20 s}", "LEVEL-303", "20 s", ""),
    ],
)
def test_a_change_of_no_step_is_told_at_its_place(
    pack: Path, changes: str, code: str, at: str, hint: str
) -> None:
    hop = with_changes(pack, changes)
    (only,) = mistakes_of(hop)
    line = hop.read_text(encoding="utf-8").splitlines()[only.line - 1]
    assert (only.file, only.code) == (str(hop), code), only.render()
    assert line[only.column - 1 :].startswith(at) and hint in only.hint, only.render()


@pytest.mark.parametrize(
    ("change", "what", "meant"),
    [
        ("procedures: {suit-chek: {steps: {isolate: {takes: 9 s}}}}", "checklist", "suit-check"),
        ("procedures: {suit-chek: ~}", "checklist", "suit-check"),
        ("procedures: {suit-chek: {}}", "checklist", "suit-check"),
        ("crew: {ev11: {mass: 80 kg}}", "crew member", "ev1"),
        ("rules: {hart: {lasts: 30 s}}", "rule", "heart"),
    ],
)
def test_a_change_of_what_no_part_brings_is_told_once(
    pack: Path, change: str, what: str, meant: str
) -> None:
    hop = pack / "hop.yaml"
    plan = "plan: [donning, purge, pressurise, leak-check]\nend: checklist.leak-check == done\n"
    goal = "objectives: {in: {title: In, when: any.place == seat, points: 100, required: true}}\n"
    head = "id: hop\ntitle: Hop\nsummary: s\nbriefing: b\nminutes: 9\n"
    hop.write_text(f"use: [crew, suits, limits]\n{head}{goal}{plan}{change}\n", encoding="utf-8")
    (only,) = mistakes_of(hop)
    column = change.index("{") + 2
    assert (only.code, only.line, only.column) == ("LEVEL-210", 10, column), only.render()
    assert what in only.message and only.hint == f"did you mean {meant}?", only.render()


def test_an_entry_with_nothing_in_it_is_not_taken_for_its_neighbour(pack: Path) -> None:
    hop = pack / "hop.yaml"
    with hop.open("a", encoding="utf-8") as file:
        file.write("rules:\n  heat-a:\n  heat-b: {when: cabin.pressure > 1 psi, text: Hot}\n")
    assert "LEVEL-303" in [each.code for each in mistakes_of(hop)]


@pytest.mark.parametrize("changes", ["{one: ~, two: ~}", "\n      one: ~\n      two: ~"])
def test_a_map_that_takes_out_every_step_is_told_where_it_stands(pack: Path, changes: str) -> None:
    steps = "[{id: one, text: One}, {id: two, text: Two}]"
    part = f"procedures: {{spare: {{title: Spare, steps: {steps}}}}}\n"
    (pack / "listed.yaml").write_text(part, encoding="utf-8")
    hop = pack / "hop.yaml"
    head = hop.read_text(encoding="utf-8").replace("[base]", "[base, listed]")
    text = f"{head}procedures:\n  spare:\n    steps: {changes}\n"
    hop.write_text(text, encoding="utf-8")
    (only,) = mistakes_of(hop)
    place = text.index("{one" if "{one" in changes else "one: ~")
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    assert (only.file, only.line, only.column) == (str(hop), line, column), only.render()
    assert (only.code, only.hint) == ("LEVEL-305", "spare: ~ takes the checklist of a part out")


def test_a_part_may_change_steps_that_another_brings(pack: Path) -> None:
    part = pack / "changes.yaml"
    part.write_text("procedures: {back: {steps: {look: {takes: 9 s}}}}\n", encoding="utf-8")
    assert loading.part_mistakes(part) == []
    hop = with_changes(pack, "{look: {takes: 9 s}}")
    hop.write_text(hop.read_text("utf-8").replace("listed]", "lsted]"), encoding="utf-8")
    (only,) = mistakes_of(hop)
    assert only.code == "LEVEL-203", only.render()


def test_a_mistake_in_a_part_names_the_part_and_the_level(pack: Path) -> None:
    base = pack / "base.yaml"
    base.write_text(base.read_text().replace("{crew}.suit.co2", "{crew}.suit.coo2"))
    (only,) = mistakes_of(pack / "hop.yaml")
    text = base.read_text()
    line = text[: text.index("coo2")].count("\n") + 1
    assert (only.file, only.line) == (str(base), line)
    assert only.used_by == (str(pack / "hop.yaml"),)
    assert f"used by {pack / 'hop.yaml'}" in only.render()


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ("[../secret]", "LEVEL-202"),
        ("[sub/../../secret]", "LEVEL-202"),
        ("[/etc/passwd]", "LEVEL-202"),
        ("['C:\\secret']", "LEVEL-202"),
        ("[~/secret]", "LEVEL-202"),
        ("[link]", "LEVEL-202"),
        ("[linked/secret]", "LEVEL-202"),
        ("['file:///etc/passwd']", "LEVEL-202"),
        ("[bse]", "LEVEL-203"),
        ("[hop]", "LEVEL-204"),
        ("[round]", "LEVEL-204"),
        ("base", "LEVEL-201"),
        ("[[base]]", "LEVEL-201"),
        ("{a: b}", "LEVEL-201"),
        ("", "LEVEL-201"),
    ],
)
def test_parts_come_from_inside_alone(pack: Path, use: str, code: str) -> None:
    (pack.parent / "secret.yaml").write_text("title: secret\n")
    (pack / "link.yaml").symlink_to(pack.parent / "secret.yaml")
    (pack / "linked").symlink_to(pack.parent)
    (pack / "round.yaml").write_text("use: [turn]\n")
    (pack / "turn.yaml").write_text("use: [round]\n")
    hop = pack / "hop.yaml"
    hop.write_text(hop.read_text().replace("use: [base]", f"use: {use}"), encoding="utf-8")
    found = mistakes_of(hop)
    assert [each.code for each in found] == [code], [each.render() for each in found]
    assert "title: secret" not in found[0].render()


def test_parts_may_lie_in_folders_below_and_use_parts(pack: Path) -> None:
    (pack / "sub").mkdir()
    (pack / "base.yaml").rename(pack / "sub" / "base.yaml")
    (pack / "more.yaml").write_text("use: [sub/base]\n", encoding="utf-8")
    hop = pack / "hop.yaml"
    hop.write_text(hop.read_text().replace("[base]", "[more, sub/base.yaml]"), encoding="utf-8")
    assert loading.load(hop).id == "short-hop"


def test_parts_that_double_cost_no_more_than_their_number(pack: Path) -> None:
    for at in range(40):
        below = f"use: [p{at + 1}, p{at + 1}]\n" if at < 39 else "use: [base]\n"
        (pack / f"p{at}.yaml").write_text(below, encoding="utf-8")
    hop = pack / "hop.yaml"
    hop.write_text(hop.read_text().replace("[base]", "[p0, p0]"), encoding="utf-8")
    assert loading.load(hop).id == "short-hop"


# Finding


def test_an_unknown_level_is_told_with_what_there_is(tmp_path: Path) -> None:
    for name in ("frist-out", "nope", "", "a\0b", "x" * 5000, "no/such.yaml", "\x1b[2J", "."):
        with pytest.raises(UnknownLevel) as caught:
            loading.find(name)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 400
    with pytest.raises(UnknownLevel, match="did you mean first-out"):
        loading.find("frist-out")
    (tmp_path / "a.yaml").touch()
    with pytest.raises(UnknownLevel, match=r"is a folder.*a\.yaml"):
        loading.find(str(tmp_path))


def test_the_games_own_levels_are_in_order_and_sound() -> None:
    levels = [loading.load(path) for path in loading.builtin()]
    assert levels
    order = ["training", "moderate", "hard"]
    top = loading.levels_folder()
    ranks = [
        (path.parent != top, path.parent.name, order.index(level.difficulty), level.minutes)
        for path, level in zip(loading.builtin(), levels, strict=True)
        if level.shelf != "Five Days"  # its campaign says their order
    ]
    assert ranks == sorted(ranks)
    for path, level in zip(loading.builtin(), levels, strict=True):
        assert loading.find(level.id) == path


def test_loading_needs_no_console() -> None:
    code = (
        "import sys, game.level.loading, game.authoring.check, game.authoring.schema; "
        "sys.exit(any(name in sys.modules for name in ('textual', 'rich')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Strangers

LINES = SAMPLE.split("\n")
PIECES = st.sampled_from(
    [": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "<<: ", "|\n", ">", "'", '"', "\t", "#",
     "\x00", "\x1b[2J", "%YAML 9\n", "---\n", "...\n", "? ", "{crew}", "{who}", "{x}", "null",
     "1e400", "99999999999999999999", "0x10", ".nan", "\u202e", "é", "🚀", "use: [a]\n",
     "use: [..]\n", "simo: {ev1: []}\n", "\\ud800", "9:99:99", "@", "`", "-", "who: all\n"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The sample, spoilt in a few places."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["cut", "twice", "insert", "swap", "indent", "clip"]))
        line = lines[at]
        column = draw(st.integers(0, max(len(line), 0)))
        if how == "cut":
            lines[at] = ""
        elif how == "twice":
            lines.insert(at, line)
        elif how == "insert":
            lines[at] = line[:column] + draw(PIECES) + line[column:]
        elif how == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "indent":
            lines[at] = " " * draw(st.integers(1, 4)) + line
        else:
            lines[at] = line[:column]
    return "\n".join(lines)


def survives(path: Path, content: bytes) -> None:
    """Loading gives a level or LevelMistakes, nothing else, and what is shown is safe."""
    path.write_bytes(content)
    try:
        level = loading.load(path)
    except LevelMistakes as error:
        assert error.mistakes
        for each in error.mistakes:
            assert each.code in CODES
            assert each.render().replace("\n", "").isprintable()
    else:
        assert loading.resolved(loading.resolved_json(level), "log") == level


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        mutated().map(str.encode),
        st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces).encode()),
        st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=300),
    )
)
def test_files_from_strangers_are_levels_or_mistakes(tmp_path: Path, content: bytes) -> None:
    survives(tmp_path / "a.yaml", content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(JSON, st.sampled_from(sorted(Level.declared)), JSON)
def test_resolved_levels_from_strangers_are_levels_or_mistakes(
    anything: object, key: str, value: object
) -> None:
    for data in (anything, {key: value}):
        with pytest.raises(LevelMistakes) as caught:
            loading.resolved(data, "a log")
        assert str(caught.value).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("{if: cabin.o2 < 1 kPa}", "if does nothing without then or else"),
        ("{if: cabin.o2 < 1 kpa, then: [{text: A}]}", "kpa"),
        ("{if: cabin.o2 < 1 kPa, then: [{text: A}], run: back}", "a step has run or if, not both"),
        ("{text: A, else: [{text: B}]}", "else does nothing without if or watch"),
        ("{if: cabin.o2 < 1 kPa, then: [{text: A, do: [opn]}]}", "no order is called 'opn'"),
        ("{ask: Where}", "ask needs answers to choose from"),
        ("{ask: A, answers: {b: {text: B, then: [{text: '{x}'}]}}}", "{x} means nothing here"),
        ("{ask: A, answers: {b: {text: B}}, wait: 9 s, default: c}", "no answer is called 'c'"),
        ("{ask: A, answers: {b: {text: B}}, default: b}", "default does nothing without wait"),
        ("{text: A, for: 9 s}", "for does nothing without watch"),
        ("{watch: flag.ok == on}", "'flag.ok' is not a channel"),
    ],
)
def test_what_is_wrong_with_branches(step: str, says: str, tmp_path: Path) -> None:
    old = "plan: ["
    text = SAMPLE.replace(
        old, f"  branchy:\n    title: Branchy\n    steps:\n      - {step}\n{old}", 1
    )
    file = tmp_path / "branchy.yaml"
    file.write_text(text, "utf-8")
    found = [str(each) for each in mistakes_of(file)]
    assert any(says in each for each in found), found


def test_a_line_that_a_long_role_makes_too_long_is_cut() -> None:
    made = plain.level().written()
    made["crew"]["ev1"]["role"] = "R" * 150
    made["procedures"]["egress"]["steps"][1]["call"] = "{crew}, go. " * 12 + "{crew}"
    lines = [step.call for step in Level.of(made).checklists["egress-ev1"].steps]
    assert any(line is not None and len(line) == 200 and line.endswith("…") for line in lines)
