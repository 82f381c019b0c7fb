"""Exports are read back: as a table, as Markdown, as a page; and text in a log stays text."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.debrief.export import drawing
from game.debrief.export.files import ExportError, check_free, write
from game.debrief.export.flown import open_log, tick_of
from game.debrief.export.notes import notes
from game.debrief.export.page import page
from game.debrief.export.story import Story, story
from game.debrief.export.table import rows, table
from game.debrief.export.text import cell, markdown, markup
from game.debrief.limits import limits_of
from game.debrief.report import as_text
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.notes import add
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.log.writer import start
from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary.channels import expand
from game.vocabulary.units import UNITS, convert
from game.vocabulary.wording import plain
from tests.flightlog.hopping import ORDERS, fly, hop, record
from tests.flightlog.relinking import foreign

HOSTILE = '=1+<script>alert("x")</script>| **b** [a](https://e.example/) `c` & #h'


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> FlightLog:
    path = tmp_path_factory.mktemp("flown") / "hop.jsonl"
    record(path)
    return open_log(path)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlightLog:
    path = tmp_path_factory.mktemp("flown") / "hostile.jsonl"
    step = {"who": "ev1", "text": HOSTILE, "takes": "20 s", "say": HOSTILE}
    level = hop(
        title=HOSTILE,
        crew={"ev1": {"name": HOSTILE, "role": "<b>EV1", "seat": 1}},
        procedures={"wait": {"title": HOSTILE, "steps": [step]}},
        objectives={"done": {"title": HOSTILE, "when": "checklist.wait == done", "required": True}},
    )
    record(path, level=level)
    return open_log(path)


def told(log: FlightLog) -> Story:
    return _told(log.path)


@cache
def _told(path: Path) -> Story:
    return story(open_log(path))


def read_table(log: FlightLog, **more: object) -> tuple[list[str], list[list[str]]]:
    text = "".join(table(rows(log, **more)))  # type: ignore[arg-type]
    head, *body = csv.reader(io.StringIO(text, newline=""))
    return head, body


# The table


def test_columns_are_the_catalogue_with_units(log: FlightLog) -> None:
    head, body = read_table(log)
    assert head[:3] == ["mission.clock", "mission.time [s]", "telemetry.age [s]"]
    channels = expand(log.level.crew, log.level.checklists)
    assert len(head) == 3 + len(channels)
    assert {"cabin.pressure [kPa]", "ev1.suit.co2 [mmHg]", "ev1.place"} <= set(head)
    assert set(re.findall(r"\[(.+)\]$", "\n".join(head), re.MULTILINE)) <= set(UNITS)
    assert all(len(row) == len(head) for row in body)
    assert len(body) == log.last_tick // 2 + 1 + log.last_tick % 2


def test_values_are_what_the_ground_saw_then(log: FlightLog) -> None:
    head, body = read_table(log)
    mission = Mission(log.level, seed=log.header.seed)
    waiting = list(reversed(ORDERS))
    for row in body:
        tick = round(float(row[1]) * 2)
        while True:
            while waiting and waiting[-1][0] == mission.tick:
                mission.order(waiting.pop()[1])
            if mission.tick == tick:
                break
            mission.step()
        for name, channel in mission.channels.items():
            at = head.index(f"{name} [{channel.shown}]" if channel.shown else name)
            seen = mission.telemetry[name]
            if isinstance(seen, str):
                assert row[at] == seen
            elif math.isnan(seen):
                assert row[at] == ""
            else:
                shown = convert(seen, channel.shown) if channel.shown else seen
                assert float(row[at]) == pytest.approx(shown, rel=1e-6, abs=1e-6)


def test_a_part_of_it_at_other_times(log: FlightLog) -> None:
    _, body = read_table(log, every_s=10.0, first=40, last=101)
    assert [float(row[1]) for row in body] == [20.0, 30.0, 40.0, 50.0, 50.5]


def test_truth_stands_behind(log: FlightLog) -> None:
    head, body = read_table(log, truth=True, every_s=30.0)
    at = head.index("truth.cabin.pressure [kPa]")
    assert all(0.0 < float(row[at]) < 120.0 for row in body)
    seen = head.index("cabin.pressure [kPa]")
    assert [float(row[at]) for row in body] == pytest.approx(
        [float(row[seen]) for row in body], abs=1.0
    )
    assert len(head) == 3 + 2 * (at - seen)


def test_at_loss_of_signal_it_is_old_and_says_so(tmp_path: Path) -> None:
    dark = hop(orbit={"relays": ["west"], "stations": False}, time_limit="30 min")
    with start(dark, 7, "specialist", tmp_path / "dark.jsonl") as flight:
        fly(flight, 2700, ORDERS[:1])
    log = open_log(tmp_path / "dark.jsonl")
    head, body = read_table(log, first=2400)
    heart = head.index("ev1.heart_rate [1/min]")
    held = {row[heart] for row in body if float(row[2]) > 0}
    assert len(held) == 1
    assert float(body[-1][2]) > 20.0
    (silence,) = told(log).silences
    assert silence.start_s + float(body[-1][2]) == pytest.approx(silence.end_s, abs=1.5)
    assert 'class="silence"' in page(told(log))


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    made = cell(text)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert made.isprintable() or not made


# The page


class _Page(HTMLParser):
    """Checks the nesting, and gathers what a browser would act on."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert value is not None
            if name == "id":
                self.ids.append(value)
            elif name == "aria-labelledby":
                self.refers += value.split()
            elif name in ("src", "href", "xlink:href", "srcset", "data", "action", "style"):
                self.loads.append(value)
            elif name.startswith("on"):
                self.handlers.append(name)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_page(text: str) -> _Page:
    made = _Page()
    made.feed(text)
    made.close()
    assert made.open == []
    return made


def test_the_page_needs_nothing_from_anywhere(log: FlightLog) -> None:
    text = page(told(log))
    read = read_page(text)
    assert "default-src 'none'" in text
    assert "http:" not in text.replace("http-equiv", "") and "https:" not in text
    assert "@import" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatched"}
    assert read.loads == ["data:,"]
    assert not read.handlers
    assert not read.tags & {"script", "iframe", "img", "object", "a", "form"}


def test_the_page_can_be_read_aloud(log: FlightLog) -> None:
    text = page(told(log))
    read = read_page(text)
    assert len(set(read.ids)) == len(read.ids)
    assert set(read.refers) <= set(read.ids)
    pictures = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(pictures) >= 7
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        if root.get("aria-hidden") != "true":
            assert root.get("role") == "img"
            assert root.findtext("title") and root.findtext("desc")


def test_the_page_has_every_order_and_objective(log: FlightLog) -> None:
    read = read_page(page(told(log)))
    said = "\n".join(read.texts)
    for _, order in log.orders:
        assert order in said
    for one in told(log).said.objectives:
        assert one.title in said
    assert "Høp" in said


def test_lines_stay_within_their_plots(log: FlightLog) -> None:
    text = page(told(log))
    paths = re.findall(r'<path class="line[^"]*" d="(M[^"]+)"><title>', text)
    assert paths
    for path in paths:
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path):
            assert 0 <= float(x) <= 540 and 0 <= float(y) <= 236


def test_text_of_a_level_is_text(hostile: FlightLog) -> None:
    text = page(told(hostile))
    read = read_page(text)
    assert not read.tags & {"script", "a"}
    assert "<script" not in text and "<b>EV1" not in text
    assert '<script>alert("x")</script>' in "".join(read.texts)


def test_a_log_of_no_time_at_all_has_a_page_too(tmp_path: Path) -> None:
    record(tmp_path / "none.jsonl", until=0)
    made = told(open_log(tmp_path / "none.jsonl"))
    assert made.said.kind == "unfinished"
    read_page(page(made))
    assert notes(made).startswith("# Høp: Unfinished")


def test_limits_are_those_of_the_rules() -> None:
    level = load_named("first-out")
    channels = expand(level.crew, level.checklists)
    limits = {(one.channel, one.severity): one for one in limits_of(level, channels)}
    co2 = limits["ev1.suit.co2", "caution"]
    assert (co2.above, co2.only) == (True, "")
    assert convert(co2.value, "mmHg") == pytest.approx(15.0)
    rich = limits["cabin.o2_fraction", "caution"]
    assert "cabin.pressure" in rich.only
    assert limits["cabin.pressure", "caution"].only, "a vent or a fill that is too slow"


# The Markdown


def test_markdown_tells_the_debrief(log: FlightLog) -> None:
    text = notes(told(log))
    assert text.startswith("# Høp: ")
    assert "## Objectives" in text and "## Orders given" in text
    table_rows = [line for line in text.splitlines() if line.startswith("| 00:")]
    orders = [row.split(" | ")[1].rstrip(" |") for row in table_rows[-len(log.orders) :]]
    assert [re.sub(r"\\(.)", r"\1", order) for order in orders] == [o for _, o in log.orders]


def test_close_calls_have_one_heading_in_the_page_and_in_lines(log: FlightLog) -> None:
    flown = told(log)
    assert flown.said.kind != "lost"
    close = replace(flown, said=replace(flown.said, nearly=("A glove.",), nearly_s=(1.0,)))
    assert f"## {close.danger}\n" in notes(close)
    assert close.danger in as_text(close.said, "Høp")


def test_nothing_in_a_log_is_markdown(hostile: FlightLog) -> None:
    text = notes(told(hostile))
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\]\(", text) and "://" not in text
    title = text.splitlines()[0]
    assert not re.search(r"(?<!\\)[`*_\[\]<>|]", title)


def test_control_characters_are_left_out() -> None:
    assert plain("a\x1b[31m\x9b1m\u202eb\nc\td\ud800\x00") == "a[31m1mb c d"


@given(st.text())
def test_escaped_text_reads_back(text: str) -> None:
    made = markdown(text)
    assert "\n" not in made
    assert re.sub(r"\\([\W_])", r"\1", made) == plain(text).strip()
    assert not re.match(r"[#+=:-]|\d{1,9}[.)]", made)
    assert not re.search(r"[<>\"']", markup(text))


# Where it goes, and what can't be


def test_a_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    to = tmp_path / "a.md"
    assert write(to, ["one ", "é"], force=False) == 6
    assert to.read_text(encoding="utf-8") == "one é"
    with pytest.raises(ExportError, match="is there already: --force overwrites it"):
        write(to, ["two"], force=False)
    assert to.read_text(encoding="utf-8") == "one é"
    write(to, ["two"], force=True)
    assert to.read_text() == "two"
    assert list(tmp_path.iterdir()) == [to]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> object:
        yield "half"
        raise FlightLogError("no further")

    with pytest.raises(FlightLogError):
        write(tmp_path / "a.csv", pieces(), force=False)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_not_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="There is no folder"):
        check_free(tmp_path / "none" / "a.md", force=False)
    with pytest.raises(ExportError, match="is a folder"):
        check_free(tmp_path, force=True)
    with pytest.raises(ExportError):
        check_free(tmp_path / ("x" * 300), force=False)
    with pytest.raises(ExportError):
        check_free(tmp_path / "a\0.md", force=False)


def test_a_broken_log_is_refused_in_a_sentence(tmp_path: Path) -> None:
    data = record(tmp_path / "a.jsonl")
    lines = data.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if b"flow ev1 high" in line)
    changed = tmp_path / "b.jsonl"
    changed.write_bytes(data.replace(b"flow ev1 high", b"flow ev1 low", 1))
    with pytest.raises(FlightLogError, match=rf"b\.jsonl, line {at + 1} .* can't be exported"):
        open_log(changed)
    cut = tmp_path / "c.jsonl"
    cut.write_bytes(data[: data.index(b'[240,"check"') + 30])
    assert notes(story(open_log(cut))).startswith("# Høp: Unfinished")


def test_a_log_of_other_physics_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    head, *rest = record(path).splitlines(keepends=True)
    path.write_bytes(head.replace(b'"physics":', b'"physics":9') + b"".join(rest))
    with pytest.raises(FlightLogError) as refused:
        story(open_log(path))
    assert "\n" not in str(refused.value)


def test_times_outside_the_log(log: FlightLog) -> None:
    assert tick_of(log, None, "--at") is None
    assert tick_of(log, 10.0, "--at") == 20
    for seconds in (-1.0, 1e6, 1e300):
        with pytest.raises(ExportError, match="--at must be a time within the log"):
            tick_of(log, seconds, "--at")


def test_the_same_log_gives_the_same_bytes(log: FlightLog) -> None:
    again = open_log(log.path)
    assert page(story(again)) == page(told(log))
    assert list(table(rows(again))) == list(table(rows(log)))


# Drawing

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(numbers, numbers)
@example(0.0, 5e-324)
def test_ticks_reach_around_the_values(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = drawing.round_ticks(low, high)
    assert 2 <= len(ticks) <= 8
    step = ticks[1] - ticks[0]
    if high - low > 1e-6:
        assert ticks[0] <= low + step * 1e-6 and ticks[-1] >= high - step * 1e-6


@pytest.mark.parametrize(
    ("low", "high", "decimals"), [(88.0, 100.0, 1), (0.0, 100.0, 0), (0.0, 0.01, 3), (0.0, 9e5, 0)]
)
def test_ticks_are_written_as_they_are(low: float, high: float, decimals: int) -> None:
    ticks = drawing.round_ticks(low, high)
    assert drawing.decimals_of(ticks) == decimals
    assert [float(f"{tick:.{decimals}f}") for tick in ticks] == pytest.approx(list(ticks))


@given(st.floats(0.5, 2e6))
def test_time_ticks_are_few(end: float) -> None:
    ticks = drawing.time_ticks(end, 8)
    assert ticks[0] == 0.0 and ticks[-1] <= end
    assert len(ticks) <= 8 or end > 8 * 86400


def test_a_gap_lifts_the_pen_and_a_lone_point_is_seen() -> None:
    points = [(0.0, 5.0), (1.0, 5.0), (2.0, 5.0), (3.0, math.nan), (4.0, 7.0)]
    assert drawing.line(points) == "M0 5L2 5M4 7L4 7"
    assert drawing.line([]) == ""


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 100)), min_size=1))
def test_a_line_keeps_its_ends_and_its_reach(points: list[tuple[float, float]]) -> None:
    points.sort(key=lambda one: one[0])
    made = [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", drawing.line(points))]
    ys = [y for _, y in points]
    assert min(y for _, y in made) == pytest.approx(min(ys), abs=0.8)
    assert max(y for _, y in made) == pytest.approx(max(ys), abs=0.8)


def test_a_log_of_other_physics_gives_the_table_that_it_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path)
    own = list(rows(read(path), every_s=60.0))
    other = read(foreign(path, path.read_bytes()))
    recorded = list(rows(other, every_s=60.0))
    assert recorded[0] == own[0]
    assert [row[:3] for row in recorded] == [row[:3] for row in own]
    at = own[0].index("cabin.pressure [kPa]")
    for was, now in zip(own[1:], recorded[1:], strict=True):
        assert float(now[at]) == pytest.approx(float(was[at]), abs=0.051)
    with pytest.raises(ExportError, match="--truth needs a flight"):
        list(rows(other, truth=True))


def test_notes_stand_in_the_debrief_and_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "noted.jsonl"
    record(path)
    add(path, 121, "look <b>here</b> *now*")
    add(path, 60, "")
    told_again = story(open_log(path))
    written = notes(told_again)
    assert "## Notes\n\n- 00:00:30 bookmark\n- 00:01:00 look " in written
    assert "\\<b\\>here" in written and "\\*now\\*" in written
    report = page(told_again)
    assert "<h3>Notes</h3>" in report and "look &lt;b&gt;here&lt;/b&gt; *now*" in report
