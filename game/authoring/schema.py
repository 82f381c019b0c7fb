"""The JSON Schema of a level file, for editors: made from the same fields that read it."""

from __future__ import annotations

import inspect
import json
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from game.level.form import NEEDED, Field, Record, fields
from game.level.schema import records

_USE = {
    "title": "Use",
    "description": "Parts that this level is made of: NAME is the file NAME.yaml in the level's "
    "own folder or in levels/common. Later ones go over earlier ones, the level over all.",
    "type": "array",
    "items": {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "description": "A part, and who of the crew takes its roles.",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [
                            {"type": "string"},
                            {"type": "null"},
                            {"type": "array", "items": {"type": "string"}},
                        ]
                    },
                },
                "minProperties": 1,
                "maxProperties": 1,
            },
        ]
    },
    "maxItems": 50,
    "examples": [["capsule", "suits"]],
}
_ROLES = {
    "title": "Roles",
    "description": "In a part: the names that it gives to people, whom a level binds to its crew.",
    "type": "array",
    "items": {"type": "string"},
    "examples": [["ev1", "ev2", "plt", "med"]],
}


_MERGED = frozenset(
    {"Orbit", "Cabin", "Hatch", "Supply", "Tank", "Suit", "Flows", "CrewMember", "Checklist",
     "Rule", "FlightRule", "Failure", "Fault", "Objective", "Question"}
)  # fmt: skip
"""What stands in maps, and so may come in pieces from several files: the level's own over those
of its parts. The entries of lists are always whole, but for steps: a map changes them by id."""


def json_schema() -> dict[str, Any]:
    """The schema as plain data, the same on every run.

    A file with an id and without parts has to be whole. Any other, a part or a level that uses
    some, may have single fields of things, and null for what a part brought.
    """
    whole, *inside = records()
    made = _of_record(whole)
    made["$defs"] = {each.__name__: _of_record(each) for each in inside}
    step = made["$defs"]["Step"]  # a text is needed where nothing else says what it does
    step["anyOf"] = [{"required": [field]} for field in ("text", "if", "ask", "watch")]
    needed = {name: made["$defs"][name].pop("required", []) for name in sorted(_MERGED)}
    required = made.pop("required")
    properties = made.pop("properties")
    for name in sorted(_MERGED):
        fields = made["$defs"][name]["properties"]
        made["$defs"][name]["properties"] = {key: _or_null(each) for key, each in fields.items()}
    _let_steps_be_changed(made["$defs"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "No Airlock level",
        "description": "A level of the game No Airlock, or a part of one. Every number carries its "
        "unit.",
        **{key: value for key, value in made.items() if key != "description"},
        "properties": {
            "use": _USE,
            "roles": _ROLES,
            **{key: _or_null(each) for key, each in properties.items()},
        },
        "if": {"required": ["id"], "not": {"required": ["use"]}},
        "then": {"required": required, "properties": _whole(properties, needed)},
    }


def _let_steps_be_changed(defined: dict[str, Any]) -> None:
    """A map in place of a list of steps has changes of those that a part brought, by their ids."""
    step = defined["Step"]
    defined["StepChange"] = {
        **{key: each for key, each in step.items() if key not in ("required", "anyOf")},
        "description": "What is other in a step of a part.",
        "properties": {key: _or_null(each) for key, each in step["properties"].items()},
    }
    change = {"anyOf": [{"$ref": "#/$defs/StepChange"}, {"type": "null"}]}
    changes = {"type": "object", "additionalProperties": change}
    defined["Checklist"]["properties"]["steps"]["anyOf"].append(changes)


_TOLD = ("description", "default", "examples")
"""What an editor shows of a field."""


def _or_null(field: dict[str, Any]) -> dict[str, Any]:
    """The same field, which may also be null; its entries too, if it is a map of names."""
    patterns = field.get("patternProperties")
    if patterns:
        entries = {key: {"anyOf": [each, {"type": "null"}]} for key, each in patterns.items()}
        field = {**field, "patternProperties": entries, "additionalProperties": False}
        field.pop("minProperties", None)
    told = {key: each for key, each in field.items() if key in _TOLD}
    rest = {key: each for key, each in field.items() if key not in _TOLD}
    return {**told, "anyOf": [rest, {"type": "null"}]}


def _whole(properties: dict[str, Any], needed: dict[str, list[str]]) -> dict[str, Any]:
    """What has to be there in each map of a level that is in one file."""
    found: dict[str, Any] = {}
    for name, field in properties.items():
        patterns = field.get("patternProperties", {})
        defined = [str(each.get("$ref", "")).rpartition("/")[2] for each in patterns.values()]
        if defined and needed.get(defined[0]):
            found[name] = {"additionalProperties": {"required": needed[defined[0]]}}
    return found


def _of_record(record: type[Record]) -> dict[str, Any]:
    """What a record may say."""
    own = fields(record).values()
    required = [each.key for each in own if each.default is NEEDED]
    return {
        "description": inspect.cleandoc(record.__doc__ or ""),
        "type": "object",
        "properties": {each.key: _of_field(each) for each in own},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _of_field(field: Field) -> dict[str, Any]:
    written = _of_kind(field.kind)
    if field.or_true:
        written["anyOf"].append({"type": "boolean"})
    counts = "Items" if written.get("type") == "array" else "Properties"
    words = {
        "least": "minimum", "above": "exclusiveMinimum", "most": "maximum",
        "short": f"min{counts}", "long": f"max{counts}",
    }  # fmt: skip
    written |= {words[kind]: limit for kind, limit in field.limits}
    if field.description:
        written["description"] = field.description
    if field.default is not NEEDED and field.default is not None:
        written["default"] = field.write(field.default)
    return written


_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _of_kind(kind: Any) -> dict[str, Any]:
    """What a value of a type looks like, with what the type is marked with."""
    inside = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return dict(inside[1].schema())
        case origin if origin is Literal:
            return {"enum": list(inside), "type": "string"}
        case origin if origin in (Union, UnionType):
            return {"anyOf": [_of_kind(each) for each in inside]}
        case origin if origin is tuple:
            return {"type": "array", "items": _of_kind(inside[0])}
        case origin if origin is dict:
            return {"type": "object", **_of_names(_of_kind(inside[0]), _of_kind(inside[1]))}
    if kind is NoneType:
        return {"type": "null"}
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _of_names(name: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """What a map of names to values looks like."""
    pattern = name.pop("pattern", None)
    del name["type"]
    if pattern is None:
        return {"additionalProperties": value}
    return {"patternProperties": {pattern: value}, "propertyNames": name}


def json_schema_text() -> str:
    """The schema as the command ``schema`` prints it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False)
