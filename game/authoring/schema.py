"""The JSON Schema of a level file, for editors: made from the same models that read it."""

from __future__ import annotations

import json
from typing import Any

from game.level.fields import Quantity
from game.level.schema import Level, Model

_USE = {
    "title": "Use",
    "description": "Parts that this level is made of: NAME is the file NAME.yaml in the level's "
    "own folder or in levels/common. Later ones go over earlier ones, the level over all.",
    "type": "array",
    "items": {"type": "string"},
    "maxItems": 50,
    "examples": [["capsule", "suits"]],
}


def json_schema() -> dict[str, Any]:
    """The schema as plain data, the same on every run."""
    made = Level.model_json_schema(by_alias=True)
    models = {model.__name__: model for model in Model.__subclasses__()}
    _write_defaults(made, Level)
    for name, definition in made["$defs"].items():
        _write_defaults(definition, models[name])
    required = made.pop("required")
    properties = made.pop("properties")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "No Airlock level",
        "description": "A level of the game No Airlock. Every number carries its unit.",
        **{key: value for key, value in made.items() if key not in ("title", "description")},
        "properties": {"use": _USE, **properties},
        # A level with parts may have any field from them.
        "if": {"not": {"required": ["use"]}},
        "then": {"required": required},
    }


def _write_defaults(definition: dict[str, Any], model: type[Model]) -> None:
    """Put a quantity's default as an author would write it, with its unit."""
    for name, field in model.model_fields.items():
        written = definition["properties"][field.alias or name]
        for mark in field.metadata:
            if isinstance(mark, Quantity) and isinstance(field.default, float):
                written["default"] = mark.write(field.default)


def json_schema_text() -> str:
    """The schema as the command ``schema`` prints it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False)
