"""The JSON Schema says what the models say, and the reference names every field."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from game.authoring.schema import json_schema, json_schema_text
from game.level.checks import RESERVED
from game.level.mistakes import CODES
from game.level.schema import Level, Model

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
    names = {info.alias or name for name, info in Level.model_fields.items()}
    assert set(schema["properties"]) == names | {"use"}
    assert "required" not in schema
    assert "procedures" in schema["then"]["required"]
    assert json.loads(json_schema_text()) == schema


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
    models: tuple[type[Model], ...] = (Level, *Model.__subclasses__())
    for model in models:
        for name, info in model.model_fields.items():
            assert (info.alias or name) in told, f"{model.__name__}.{info.alias or name}"
    assert {"use", *RESERVED} <= told
    assert set(re.findall(r"LEVEL-\d+", REFERENCE)) <= set(CODES)
