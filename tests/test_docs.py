"""The documents: what is made from the code is up to date, and every decision is in the index."""

from __future__ import annotations

import re

import pytest

from tests.rooms import DRAWING, ROOT, drawn

DOCS = ROOT / "docs"


def test_the_drawing_of_the_rooms_is_up_to_date() -> None:
    assert DRAWING.read_text("utf-8") == drawn(), "run: python -m tests.rooms"


def test_every_decision_is_in_the_index_once_with_date_and_status() -> None:
    index = (DOCS / "decisions" / "index.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| \[.+\]\((.+)\) \| \d{4}-\d\d-\d\d \| (.+) \|$", index, re.M)
    assert [name for _, name, _ in rows] == sorted(
        path.name for path in (DOCS / "decisions").glob("0*.md")
    )
    for number, name, status in rows:
        assert int(number) == int(name[:4])
        assert status.startswith(("holds", "replaced by ")), name


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_what_a_page_at_the_top_links_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_page_is_in_the_navigation_or_is_a_decision() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2]
    paths = (path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    pages = [page for page in paths if not page.startswith("decisions/0")]
    assert [page for page in sorted(pages) if page not in nav] == []
