"""State as plain data, by field name: dataclasses out to dicts and back.

Keyframes and digests are made from the fields themselves, so that no field can be forgotten.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: Any) -> Any:
    """``value`` as JSON-able data: a dataclass becomes a dict by field name, NaN becomes None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: dump(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [dump(item) for item in value]
    if value != value:
        return None
    return value


def load(kind: type[T], data: Any) -> T:
    """The value of type ``kind`` that :func:`dump` made ``data`` of."""
    return _load(kind, data)  # type: ignore[no-any-return]


def _load(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _load(hints[name], data[name]) for name in _names(kind)})
    origin, args = get_origin(kind), get_args(kind)
    if origin is dict:
        return {key: _load(args[1], item) for key, item in data.items()}
    if origin is list:
        return [_load(args[0], item) for item in data]
    if origin is tuple:
        inner = [args[0]] * len(data) if args[-1] is Ellipsis else list(args)
        return tuple(_load(k, item) for k, item in zip(inner, data, strict=True))
    if data is not None and args and type(None) in args:
        return _load(next(a for a in args if a is not type(None)), data)
    return data


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def digest(data: Any) -> str:
    """blake2b-128 of ``data`` in canonical JSON; floats count with every bit."""
    text = json.dumps(data, separators=(",", ":"), sort_keys=True, ensure_ascii=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()
