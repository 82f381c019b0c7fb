"""The form of a file: frozen records, read from plain data with all that is wrong, written again.

    class Tank(Record):
        \"\"\"A tank of one gas.\"\"\"

        mass: Mass = field("Gas in it at mission start.")
        full: bool = field("Whether it was filled.", default=True)

    tank = Tank.of({"mass": "19 kg"})      # Malformed, with all that is wrong
    tank.changed(mass=18.0).written()      # {"mass": "18.0 kg", "full": True}

Nothing is turned into what it is not: a number in quotes is a text. Types are read when a record is
first read or written, so that a class costs nothing until then.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    Self,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

Path = tuple[str | int, ...]
"""Where in a file: names of fields and keys, and indices in lists."""

NEEDED: Any = object()
"""The default of a field that has none."""


DEEPEST = 100
"""Longest path of a record that is read: a log from a stranger must not reach the stack. Files end
before, at :data:`game.level.reading.MAX_DEPTH`."""

Kind = Literal[
    "missing", "unknown",  # a field
    "name",  # a key of a map
    "text", "whole", "number", "truth", "list", "map", "fields", "either",  # a type
    "choice", "pattern", "short", "long", "least", "above", "most", "infinite", "value",
    "deep",
]  # fmt: skip
"""What may be wrong. ``value`` is what a mark's own function says."""


class Wrong(NamedTuple):
    """Something that can't be read, and why; ``about`` is what would be right, or the error."""

    path: Path
    kind: Kind
    value: Any = None
    about: Any = None


Read = Callable[[Any, Path, list[Wrong]], Any]
"""Reads a value at a path, and adds to the list what is wrong with it."""


def _refused(found: list[Wrong], path: Path, kind: Kind, value: Any, about: Any = None) -> Any:
    """Nothing, in place of a value that can't be read."""
    found.append(Wrong(path, kind, value, about))
    return None


class Malformed(ValueError):
    """Plain data that are no record: ``wrong`` is all that is wrong with them."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        self.wrong = tuple(wrong)
        first = self.wrong[0]
        super().__init__(f"{'.'.join(map(str, first.path))}: {first.kind}, {len(wrong)} in all")


@dataclass(frozen=True, slots=True)
class Text:
    """Marks a text field: its pattern, its length in characters, and how it is tidied before.

    ``tidy`` returns the text as it is kept, or raises ValueError with one sentence.
    """

    pattern: str = ""
    most: int | None = None
    least: int = 0
    tidy: Callable[[str], str] | None = None
    description: str = ""

    def reader(self) -> Read:
        """What reads such a text."""
        fits = re.compile(self.pattern).fullmatch if self.pattern else None

        def read(value: Any, path: Path, found: list[Wrong]) -> Any:
            if not isinstance(value, str):
                return _refused(found, path, "text", value)
            text = value
            if self.tidy is not None:
                try:
                    text = self.tidy(value)
                except ValueError as error:
                    return _refused(found, path, "value", value, error)
            if self.most is not None and len(text) > self.most:
                found.append(Wrong(path, "long", text, self.most))
            elif len(text) < self.least:
                found.append(Wrong(path, "short", text, self.least))
            elif fits is not None and not fits(text):
                found.append(Wrong(path, "pattern", text, self.pattern))
            return text

        return read

    def schema(self) -> dict[str, Any]:
        """How an editor sees such a field."""
        given = {
            "description": self.description, "pattern": self.pattern, "minLength": self.least,
            "maxLength": self.most,
        }  # fmt: skip
        return {"type": "string", **{key: each for key, each in given.items() if each}}


def _anything(value: Any, path: Path = (), found: Sequence[Wrong] = ()) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """What a record says of one of its fields.

    ``key`` is its name in a file; ``limits`` are pairs of a kind of :class:`Wrong` and the number;
    with ``or_true`` an author may write true for a record that says nothing more, and false for
    none. ``kind`` is its type, as it is annotated, by which it is read and written.
    """

    description: str = ""
    default: Any = NEEDED
    key: str = ""
    limits: tuple[tuple[Kind, float], ...] = ()
    or_true: bool = False
    kind: Any = Any
    read: Read = _anything
    write: Callable[[Any], Any] = _anything


def field(
    description: str,
    *,
    default: Any = NEEDED,
    key: str = "",
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    or_true: bool = False,
) -> Any:
    """A field of a :class:`Record`: what it is for, and what it may be."""
    limits: tuple[tuple[Kind, float | None], ...] = (
        ("least", ge), ("above", gt), ("most", le), ("short", min_length), ("long", max_length),
    )  # fmt: skip
    given = tuple((kind, limit) for kind, limit in limits if limit is not None)
    return Field(description, default, key, given, or_true)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record:
    """A frozen record. A subclass declares its fields, each with :func:`field`.

    All records share the defaults, maps too: like all else in a record, nobody may change them.
    """

    declared: ClassVar[dict[str, Field]]
    defaults: ClassVar[dict[str, Any]]
    known: ClassVar[dict[str, Field]]

    def __init_subclass__(cls) -> None:
        given = {name for name, each in cls.__dict__.items() if isinstance(each, Field)}
        if cls.__bases__ != (Record,) or given != set(cls.__annotations__):
            raise TypeError(f"{cls.__name__}: a record has only annotated names that are fields")
        cls.declared = {name: cls.__dict__[name] for name in cls.__annotations__}
        for name in cls.declared:
            delattr(cls, name)
        cls.defaults = {
            name: each.default for name, each in cls.declared.items() if each.default is not NEEDED
        }

    def __init__(self, **values: Any) -> None:
        """A record of values that are as they should be: SI, tuples, other records."""
        whole = self.defaults | values
        if whole.keys() != self.declared.keys():
            names = ", ".join(sorted(whole.keys() ^ self.declared.keys()))
            raise TypeError(f"{type(self).__name__}: {names} too much or missing")
        self.set(**whole)
        self.complete()

    def complete(self) -> None:
        """Set what follows from other fields. Nothing does by itself."""

    def set(self, **values: Any) -> None:
        """Set fields of a record that is being made: by its ``__dict__`` it would read slower."""
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: its fields alone, for what follows from them follows there again."""
        return _again, (type(self), [getattr(self, name) for name in self.declared])

    @classmethod
    def of(cls, data: Any) -> Self:
        """The record that plain data describe. Raises Malformed."""
        found: list[Wrong] = []
        made = cls.read(data, (), found)
        if made is None:
            raise Malformed(found)
        return made

    @classmethod
    def read(cls, data: Any, path: Path, found: list[Wrong]) -> Self | None:
        """The record that plain data at ``path`` describe; None if something was ``found``."""
        if not isinstance(data, dict):
            found.append(Wrong(path, "fields", data))
            return None
        if len(path) > DEEPEST:
            found.append(Wrong(path, "deep"))
            return None
        before, values = len(found), dict[str, Any]()
        own = fields(cls)
        for name, each in own.items():
            if each.key in data:
                values[name] = each.read(data[each.key], (*path, each.key), found)
            elif each.default is NEEDED:
                found.append(Wrong((*path, each.key), "missing"))
        if len(data) > len(values):
            keys = {each.key for each in own.values()}
            found += [Wrong((*path, key), "unknown") for key in data if key not in keys]
        return cls(**values) if len(found) == before else None

    def written(self) -> dict[str, Any]:
        """The same in JSON's types, as a file has it to the last bit; without what is None."""
        made = {}
        for name, each in fields(type(self)).items():
            value = getattr(self, name)
            if value is not None:
                made[each.key] = each.write(value)
        return made

    def changed(self, **values: Any) -> Self:
        """The same with other values in some fields."""
        return type(self)(**{name: getattr(self, name) for name in self.declared} | values)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.declared)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.declared))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.declared)
        return f"{type(self).__name__}({told})"

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: make a changed one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: make a changed one")


def fields(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by their names, in their order."""
    if "known" not in record.__dict__:
        record.known = _fields(record)
    return record.known


def _fields(record: type[Record]) -> dict[str, Field]:
    kinds = get_type_hints(record, include_extras=True)
    return {
        name: replace(
            told,
            key=told.key or name,
            kind=kinds[name],
            read=_limited(_reader(kinds[name]), told),
            write=_writer(kinds[name]),
        )
        for name, told in record.declared.items()
    }


def _again(record: type[Record], values: list[Any]) -> Record:
    made = object.__new__(record)
    made.set(**dict(zip(record.declared, values, strict=True)))
    return made


def alternatives(kind: Any) -> tuple[Any, ...]:
    """The types of which a value has one; ``None`` is not told of."""
    if get_origin(kind) not in (Union, UnionType):
        return (kind,)
    return tuple(each for each in get_args(kind) if each is not NoneType)


def is_record(kind: Any) -> bool:
    """Whether values of this type are records."""
    return isinstance(kind, type) and issubclass(kind, Record)


def marks(kind: Any) -> tuple[Any, ...]:
    """What a type is marked with, also behind ``| None``."""
    (first, *_) = alternatives(kind)
    return get_args(first)[1:] if get_origin(first) is Annotated else ()


# Writing


def _writer(kind: Any) -> Callable[[Any], Any]:
    """What gives a value of this type in JSON's types."""
    kind, *others = alternatives(kind)
    if others:
        return _text_or_list
    inside = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return getattr(inside[1], "write", _anything)
        case origin if origin is tuple:
            return partial(_each_written, _writer(inside[0]))
        case origin if origin is dict:
            return partial(_map_written, _writer(inside[1]))
    return _record_written if is_record(kind) else _anything


def _text_or_list(value: str | tuple[str, ...]) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else value


def _record_written(value: Record) -> dict[str, Any]:
    return value.written()


def _each_written(write: Callable[[Any], Any], value: tuple[Any, ...]) -> list[Any]:
    return [write(each) for each in value]


def _map_written(write: Callable[[Any], Any], value: dict[str, Any]) -> dict[str, Any]:
    return {key: write(each) for key, each in value.items()}


# Reading


def _reader(kind: Any) -> Read:
    inside = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            made: Read = inside[1].reader()
            return made
        case origin if origin is Literal:
            return partial(_choice, inside)
        case origin if origin in (Union, UnionType):
            several = [_reader(each) for each in alternatives(kind)]
            one = several[0] if len(several) == 1 else partial(_either, several)
            return partial(_or_none, one) if NoneType in inside else one
        case origin if origin is tuple and inside[1:] == (...,):
            return partial(_list, _reader(inside[0]))
        case origin if origin is dict:
            return partial(_map, _reader(inside[0]), _reader(inside[1]))
    if is_record(kind):
        own: Read = kind.read
        return own
    if kind not in _SIMPLE:
        raise TypeError(f"a record has no fields of the type {kind}")
    return _SIMPLE[kind]


def _choice(choices: tuple[Any, ...], value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, str) or value not in choices:
        found.append(Wrong(path, "choice", value, choices))
    return value


def _or_none(each: Read, value: Any, path: Path, found: list[Wrong]) -> Any:
    return None if value is None else each(value, path, found)


def _either(readers: list[Read], value: Any, path: Path, found: list[Wrong]) -> Any:
    """One of several types. What is wrong inside of one that fits is told of that one."""
    inside: list[Wrong] = []
    for each in readers:
        wrong: list[Wrong] = []
        made = each(value, path, wrong)
        if not wrong:
            return made
        inside = inside or [one for one in wrong if one.path != path]
    found += inside or [Wrong(path, "either", value)]
    return None


def _list(each: Read, value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, list | tuple):
        return _refused(found, path, "list", value)
    return tuple([each(item, (*path, at), found) for at, item in enumerate(value)])


def _map(name: Read, each: Read, value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, dict):
        return _refused(found, path, "map", value)
    made = {}
    for key, item in value.items():
        wrong: list[Wrong] = []
        name(key, (*path, key), wrong)
        found += [Wrong((*path, key), "name", key, one.about) for one in wrong]
        made[key] = each(item, (*path, key), found)
    return made


def _text(value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, str):
        found.append(Wrong(path, "text", value))
    return value


def _whole(value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        found.append(Wrong(path, "whole", value))
    return value


def _number(value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _refused(found, path, "number", value)
    try:
        number = float(value)
    except OverflowError:  # a whole number of more than 300 digits
        number = math.inf
    return number if math.isfinite(number) else _refused(found, path, "infinite", value)


def _truth(value: Any, path: Path, found: list[Wrong]) -> Any:
    if not isinstance(value, bool):
        found.append(Wrong(path, "truth", value))
    return value


_SIMPLE: dict[Any, Read] = {
    str: _text, int: _whole, float: _number, bool: _truth, Any: _anything,
}  # fmt: skip

_HOLDS: dict[Kind, Callable[[Any, float], bool]] = {
    "least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "most": lambda value, limit: value <= limit,
    "short": lambda value, limit: len(value) >= limit,
    "long": lambda value, limit: len(value) <= limit,
}


def _limited(read: Read, told: Field) -> Read:
    """The same with what the field asks for besides."""
    if not told.limits and not told.or_true:
        return read

    def limited(value: Any, path: Path, found: list[Wrong]) -> Any:
        before = len(found)
        if told.or_true and isinstance(value, bool):
            value = {} if value else None
        made = read(value, path, found)
        for kind, limit in told.limits:
            if made is not None and len(found) == before and not _HOLDS[kind](made, limit):
                found.append(Wrong(path, kind, value, limit))
        return made

    return limited
