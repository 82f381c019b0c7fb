"""The reference has every word there is, in docs/reference and in the terminal."""

from __future__ import annotations

import re

import pytest

from game.authoring import reference
from game.level.codes import CODES
from game.level.form import fields
from game.level.schema import records
from game.vocabulary import channels, effects, events, orders


def test_the_pages_are_up_to_date() -> None:
    pages = reference.pages()
    there = {path.name: path.read_text("utf-8") for path in reference.FOLDER.glob("*.md")}
    assert there == pages, "run: python -m game.authoring.reference"


def test_every_word_of_every_catalogue_is_in_it() -> None:
    words = {entry.word for group in reference.groups() for entry in group.entries}
    assert words >= {row.word for row in orders.CATALOGUE}
    assert words >= {row.name for row in channels.CATALOGUE}
    assert words >= {row.word for row in effects.CATALOGUE}
    assert words >= {row.id for row in events.CATALOGUE}
    assert words >= set(CODES)
    assert words >= {path.stem for path in reference.common_parts()}


def test_a_part_says_what_its_checklists_are_called_and_do() -> None:
    assert "egress-{crew}, ingress-{crew}, swap" in reference.explained("spacewalk", 400)
    told = reference.explained("egress", 78)
    assert "egress-{crew}" in told and "For: ev1, ev2" in told and "Part: spacewalk" in told
    assert "use: [failures]  faults" not in reference.explained("failures", 78)


def test_a_checklist_of_one_of_the_crew_is_explained_as_that_of_all() -> None:
    for word in ("suit-check-ev1", "Suit-Check-lead", "suit-check-{crew}"):
        assert reference.explained(word, 78) == reference.explained("suit-check", 78)
    assert reference.explained("vent-ev1", 78) == ""
    assert [group for group, _ in reference.words("suit-check-ev1")] == ["checklists"]


def test_every_field_says_what_it_is() -> None:
    for record in records():
        for field in fields(record).values():
            assert field.description, f"{record.__name__}.{field.key}"


@pytest.mark.parametrize("width", [40, 78])
def test_the_overview_fits_the_terminal(width: int) -> None:
    assert max(map(len, reference.overview(width).splitlines())) <= width + 2


def test_every_entry_fits_the_terminal() -> None:
    for group in reference.groups():
        for entry in group.entries:
            told = reference.explained(entry.word, 78)
            assert told.strip(), entry.word
        for line in reference.listing(group.name, 78).splitlines():
            assert len(line) <= 80 or re.match(r" {2}\S+", line), line


def test_a_misspelt_word_leads_to_the_right_one() -> None:
    for word, right in (
        ("chanels", "channels"), ("cabin.presure", "cabin.pressure"), ("gaer", "gear"),
        ("LEVEL-419x", "LEVEL-419"), ("bulg-seal", "bulge-seal"), ("ev1.suit.co3", "ev1.suit.co2"),
    ):  # fmt: skip
        assert reference.explained(word, 78) == ""
        assert reference.meant(word) == f"did you mean {right}?"
