"""A small validator of JSON Schema: the words of 2020-12 that the schema of levels uses."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,),
    "null": (type(None),), "integer": (int,), "number": (int, float),
}  # fmt: skip
_KNOWN = frozenset(
    {"$schema", "$defs", "title", "description", "default", "examples", "type", "properties",
     "additionalProperties", "patternProperties", "propertyNames", "required", "items", "anyOf",
     "$ref", "enum", "const", "pattern", "minLength", "maxLength", "minItems", "maxItems",
     "minProperties", "maxProperties", "minimum", "maximum", "exclusiveMinimum", "if", "then",
     "not"}
)  # fmt: skip


def faults(value: Any, schema: Any, root: Any, path: str = "") -> list[str]:
    """What is wrong with ``value``, by places."""
    if schema is True:
        return []
    if schema is False:
        return [f"{path}: not allowed"]
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        found = faults(value, root["$defs"][name], root, path)
        return found + faults(value, {k: v for k, v in schema.items() if k != "$ref"}, root, path)
    found = _itself(value, schema, path)
    if "anyOf" in schema:
        tried = [faults(value, each, root, path) for each in schema["anyOf"]]
        if all(tried):
            found += tried[min(range(len(tried)), key=lambda at: len(tried[at]))]
    if "not" in schema and not faults(value, schema["not"], root, path):
        found.append(f"{path}: is what it must not be")
    if "if" in schema and not faults(value, schema["if"], root, path):
        found += faults(value, schema["then"], root, path)
    if isinstance(value, dict):
        found += _map(value, schema, root, path)
    if isinstance(value, list):
        for at, each in enumerate(value):
            found += faults(each, schema.get("items", True), root, f"{path}.{at}")
    return found


def _itself(value: Any, schema: dict[str, Any], path: str) -> list[str]:
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    found: list[str] = []
    if kinds and not any(_is(value, kind) for kind in kinds):
        found.append(f"{path}: {value!r} is not {' or '.join(kinds)}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is not one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{path}: {value!r} is not {schema['const']!r}")
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{path}: {value!r} does not match {schema['pattern']}")
        found += _size(len(value), schema, "Length", path)
    if isinstance(value, list):
        found += _size(len(value), schema, "Items", path)
    if isinstance(value, dict):
        found += _size(len(value), schema, "Properties", path)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            found.append(f"{path}: {value} is out of range")
        if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
            found.append(f"{path}: {value} is too small")
    return found


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


def _size(count: int, schema: dict[str, Any], what: str, path: str) -> list[str]:
    least, most = schema.get(f"min{what}", 0), schema.get(f"max{what}", count)
    return [] if least <= count <= most else [f"{path}: has {count} {what.lower()}"]


def _map(value: dict[str, Any], schema: dict[str, Any], root: Any, path: str) -> list[str]:
    found = [f"{path}: needs {name}" for name in schema.get("required", ()) if name not in value]
    for name, each in value.items():
        place = f"{path}.{name}"
        own = [schema["properties"][name]] if name in schema.get("properties", {}) else []
        patterns = schema.get("patternProperties", {})
        own += [inner for pattern, inner in patterns.items() if re.search(pattern, name)]
        for inner in own or [schema.get("additionalProperties", True)]:
            found += faults(each, inner, root, place)
        found += faults(name, schema.get("propertyNames", True), root, place)
    return found
