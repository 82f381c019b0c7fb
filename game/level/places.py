"""What stands where in a level: the record, and the field, at a path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from game.level.form import Field, Path, Record, alternatives, fields, is_record
from game.level.schema import Level


def record_at(path: Path, whole: type[Record] = Level) -> type[Record] | None:
    """The record that stands at ``path`` of a ``whole``, if there is one."""
    here: list[Any] = [whole]
    for item in path:
        here = [inner for each in here for inner in _inside(each, item)]
    return next((each for kind in here for each in alternatives(kind) if is_record(each)), None)


def field_at(path: Path, whole: type[Record] = Level) -> Field | None:
    """What a record says of its field at ``path``; None if it has no such field."""
    record = record_at(path[:-1], whole)
    own = fields(record).values() if record else ()
    return next((each for each in own if each.key == path[-1]), None)


def keys_at(path: Path, whole: type[Record] = Level) -> list[str]:
    """The keys that a map of fields may have at ``path``; none where no record stands."""
    record = record_at(path, whole)
    keys = [each.key for each in fields(record).values()] if record else []
    return ["use", *keys] if record is Level else keys


def owner(path: Path, whole: type[Record] = Level) -> str:
    """What the thing at ``path`` is called in a sentence: ``a step``, ``crew member ev1``."""
    record = record_at(path, whole)
    noun = re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__).lower() if record else "place"
    noun = {"say": "line of voice", "trial": "test"}.get(noun, noun)
    if path and isinstance(path[-1], str):
        return noun if path[-1] == noun else f"{noun} {path[-1]}"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _inside(kind: Any, item: str | int) -> Iterator[Any]:
    """The types that ``item`` of a value of this type may have."""
    for each in alternatives(kind):
        if get_origin(each) is Annotated:
            yield from _inside(get_args(each)[0], item)
        elif get_origin(each) is dict:
            yield get_args(each)[1]
        elif get_origin(each) is tuple:
            yield get_args(each)[0]
        elif is_record(each):
            yield from (field.kind for field in fields(each).values() if field.key == item)
