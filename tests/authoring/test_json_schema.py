"""The JSON Schema says what the models say, and the reference names every field."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import yaml

from game.authoring import starter
from game.authoring.schema import json_schema, json_schema_text
from game.campaign import FILE
from game.level import loading
from game.level.codes import CODES
from game.level.form import fields
from game.level.mistakes import Mistake
from game.level.reading import read
from game.level.schema import Difficulty, Level, records
from game.level.tree import Source
from game.level.words import RESERVED
from tests.authoring.valid import faults

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/levels.md").read_text(encoding="utf-8")


def test_it_is_the_same_on_every_run() -> None:
    code = "from game.authoring.schema import json_schema_text; print(json_schema_text())"
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True, encoding="utf-8",
        )  # fmt: skip
        assert made.stdout == json_schema_text() + "\n"


def test_it_has_a_title_a_dialect_and_every_field() -> None:
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["title"] == "No Airlock level"
    names = {field.key for field in fields(Level).values()}
    assert set(schema["properties"]) == names | {"use", "roles"}
    assert "required" not in schema
    assert "procedures" in schema["then"]["required"]
    assert json.loads(json_schema_text()) == schema


SCHEMA = json_schema()
CATALOGUE = ROOT / "tests" / "level" / "mistakes"
BASE = (CATALOGUE / "base.yaml").read_text(encoding="utf-8")


def marked(text: str) -> list[str]:
    """What an editor would mark in a file."""
    mistakes: list[Mistake] = []
    return faults(read(Source("a.yaml", text), mistakes).data(), SCHEMA, SCHEMA)


@pytest.mark.parametrize(
    "path",
    [
        *(each for each in loading.levels_folder().rglob("*.yaml") if each.name != FILE),
        starter.TEMPLATE,
        CATALOGUE / "base.yaml",
    ],
    ids=lambda path: path.stem,
)
def test_good_files_are_not_marked_as_wrong(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("id: NAME", "id: name")
    assert marked(text) == []


def test_overrides_and_what_is_taken_out_are_not_marked() -> None:
    text = (loading.levels_folder() / "first-out.yaml").read_text(encoding="utf-8")
    own = "rules: {co2: {lasts: 5 s}, heat: ~}\ncrew: {ev1: {age: 30}}\nterminate: ~\nsuit: ~\n"
    assert marked(text + own) == []
    assert marked("crew: {ev1: {age: 30}}\n") == []
    assert marked("id: a\ncrew: {ev1: {age: 30}}\n") != []


def test_a_map_that_changes_no_step_is_as_good_as_none(tmp_path: Path) -> None:
    text = (loading.levels_folder() / "first-out.yaml").read_text(encoding="utf-8")
    text = text.replace("procedures:\n", "procedures:\n  suit-check: {steps: {}}\n", 1)
    path = tmp_path / "first-out.yaml"
    path.write_text(text, encoding="utf-8")
    assert "suit-check: {steps: {}}" in text
    assert loading.load(path).checklists["suit-check-ev1"].steps
    assert marked(text) == []


def test_most_mistakes_of_form_are_marked_and_right_units_never() -> None:
    cases = yaml.safe_load((CATALOGUE / "fields.yaml").read_text(encoding="utf-8"))
    spoilt = [BASE.replace(each["old"], each["new"].replace("‸", ""), 1) for each in cases]
    found = sum(bool(marked(text)) for text in spoilt)
    assert found >= 0.85 * len(spoilt)
    for good in ("1 h 20 min", "90 s", "00:12:05", "1:30", "1.5e1 min", ".5 h"):
        assert marked(BASE.replace("takes: 40 s", f"takes: {good}")) == []
    for bad in ("90", "1 hour", "2 kg", "soon"):
        assert marked(BASE.replace("takes: 40 s", f"takes: {bad}")) != []


def test_quantities_have_units_in_their_defaults() -> None:
    cabin = json_schema()["$defs"]["Cabin"]["properties"]
    assert cabin["volume"]["default"] == "9.3 m3"
    assert cabin["volume"]["examples"] == ["9.3 m3"]
    for definition in json_schema()["$defs"].values():
        for field in definition["properties"].values():
            if field.get("type") == "string" and field.get("default") is not None:
                assert isinstance(field["default"], str)


def test_the_reference_names_every_field_and_every_code() -> None:
    told = set(re.findall(r"`([a-z_0-9]+)`", REFERENCE))
    for record in records():
        for field in fields(record).values():
            assert field.key in told, f"{record.__name__}.{field.key}"
    assert {"use", *RESERVED} <= told
    assert set(re.findall(r"LEVEL-\d+", REFERENCE)) <= set(CODES)


def test_the_reference_says_what_difficulties_there_are() -> None:
    told = set(re.findall(r"[a-z]+", REFERENCE))
    own = get_args(fields(Level)["difficulty"].kind)
    assert {*get_args(Difficulty), *own} <= told and len(own) == 3
