"""What pydantic finds wrong in a level, in one sentence each, at its place in the model."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from game.level.fields import OutOfRange, Unprintable
from game.level.mistakes import MOST
from game.level.schema import Level
from game.vocabulary.nearest import did_you_mean, nearest
from game.vocabulary.units import BadQuantity
from game.vocabulary.wording import quoted

Path = tuple[str | int, ...]
"""Where in a level: names of fields and keys, and indices in lists."""

SIGNS = {"procedures": "steps", "crew": "seat"}
"""The field by which the entries of a map are known that stand in another."""
MOST_HINTS = 200
"""How many mistakes of one level get a did-you-mean: looking for one takes time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a path of a level.

    ``offset`` counts characters into the value's text; ``at_key`` means the path's last key,
    not its value. ``missing`` is the kind and the name of what does not exist (a field,
    somebody, a checklist), ``meant`` the field that was misspelt.
    """

    code: str
    path: Path
    message: str
    hint: str = ""
    offset: int = 0
    at_key: bool = False
    missing: tuple[str, str] = ("", "")
    meant: str = ""


def findings(error: ValidationError, data: Any, prefix: Path = ()) -> list[Finding]:
    """Every mistake that ``error`` tells of, about ``data`` (plain data) at ``prefix``."""
    found: dict[tuple[Path, str], Finding] = {}
    for detail in error.errors(include_url=False):
        if len(found) >= MOST:
            break
        path, alternative = _path(detail["loc"], data)
        value = _value(data, path)
        if _beside_the_point(detail, value, alternative):
            continue
        hints = len(found) < MOST_HINTS
        finding = _finding(detail, prefix + path, value, data, bool(alternative), hints)
        found.setdefault((finding.path, finding.message if finding.at_key else ""), finding)
    for at, each in found.items():
        if each.missing[0] == "field":
            _same_letters(found, at)
    misspelt = {(each.path[:-1], each.meant) for each in found.values() if each.meant}
    strays = [sign for name, sign in SIGNS.items() if ((), name) in _missing(found)]
    return [
        each
        for each in found.values()
        if (each.path, each.missing[1]) not in misspelt
        and not (each.code == "LEVEL-301" and _has(data, each.path[len(prefix) :], strays))
    ]


def _missing(found: dict[tuple[Path, str], Finding]) -> set[tuple[Path, str]]:
    """The places and names of the fields that are missing."""
    return {(each.path, each.missing[1]) for each in found.values() if each.missing[1]}


def _has(data: Any, path: Path, fields: list[str]) -> bool:
    """Whether a map at ``path`` has one of ``fields``: it belongs where a line is missing."""
    value = _value(data, path) if fields else None
    return isinstance(value, dict) and any(field in value for field in fields)


def _same_letters(found: dict[tuple[Path, str], Finding], missing: tuple[Path, str]) -> None:
    """Take a field of no known name for the missing one, if it has the same letters."""
    name = found[missing].missing[1]
    for at, each in found.items():
        unknown = each.code == "LEVEL-301" and not each.meant and each.path[:-1] == missing[0]
        if unknown and sorted(str(each.path[-1])) == sorted(name):
            found[at] = replace(each, meant=name, hint=f"did you mean {name}?")


def _path(location: Sequence[str | int], data: Any) -> tuple[Path, str]:
    """The part of a pydantic location that is in the data.

    Without the names of a union's alternatives. Also returns the name of the alternative, if
    there was one.
    """
    path: list[str | int] = []
    alternative = ""
    for at, item in enumerate(location):
        last = at == len(location) - 1
        if isinstance(data, dict) and isinstance(item, str) and (item in data or last):
            path.append(item)
            data = data.get(item)
        elif isinstance(data, list) and isinstance(item, int) and item < len(data):
            path.append(item)
            data = data[item]
        elif item == "[key]":
            path.append(item)
        else:
            alternative = str(item)
    return tuple(path), alternative


def _value(data: Any, path: Path) -> Any:
    for item in path:
        if item == "[key]":
            break
        data = data.get(item) if isinstance(data, dict) else data[item]
    return data


def _beside_the_point(detail: ErrorDetails, value: Any, alternative: str) -> bool:
    if detail["type"] == "too_short" and isinstance(detail["input"], list | dict | tuple):
        return bool(len(detail["input"]) >= detail["ctx"]["min_length"])
    if not alternative:
        return False
    is_list_form = alternative.startswith("tuple")
    return isinstance(value, list) != is_list_form and not (
        is_list_form and len(detail["loc"]) and isinstance(detail["loc"][-1], int)
    )


def _finding(
    detail: ErrorDetails, path: Path, value: Any, data: Any, alternative: bool, hints: bool
) -> Finding:
    kind = detail["type"]
    if path and path[-1] == "[key]":
        message, hint = _form(str(detail.get("ctx", {}).get("pattern", "")))
        hint = _as_name(str(path[-2])) or hint
        return Finding(
            "LEVEL-307", path[:-1], f"{quoted(str(path[-2]))} {message}", hint, at_key=True
        )
    if kind == "extra_forbidden":
        return _unknown(path, data, hints=hints)
    if kind == "missing":
        name = str(path[-1])
        message = f"{owner(path[:-1])} needs the field '{name}'"
        model = model_at(path[:-1])
        fields = model.model_fields.items() if model else ()
        told = [one.description for field, one in fields if name in (field, one.alias)]
        hint = f"{name}: {told[0]}" if told else ""
        return Finding("LEVEL-302", path[:-1], message, hint, at_key=True, missing=("field", name))
    if alternative and not isinstance(value, list) and path[-1] == "who":
        return Finding(
            "LEVEL-303" if not isinstance(value, str) else "LEVEL-307",
            path,
            f"who is a crew id, a list of them, all or core, not {_shown(value)}",
            _somebody(value, data),
        )
    if kind == "string_pattern_mismatch":
        return _misnamed(str(detail["ctx"]["pattern"]), path, value, data)
    code, message, hint = _worded(detail, path, value, hints=hints)
    if path[:1] == ("procedures",) and path[2:] == ("steps",):
        if isinstance(value, dict):
            hint = (
                "a map changes the steps of a part by their ids, and no part brings this "
                "checklist, or its steps have none"
            )
            return Finding(code, path, message, hint, missing=("checklist", str(path[1])))
        if value == []:
            hint = f"{path[1]}: ~ takes the checklist of a part out"
    return Finding(code, path, message, hint)


def _unknown(path: Path, data: Any, *, hints: bool) -> Finding:
    name = str(path[-1])
    fields = _fields(path[:-1])
    free = [each for each in fields if each not in _value(data, path[:-1])]
    near = (nearest(name, free) or nearest(name, fields)) if hints else ""
    if near:
        hint = f"did you mean {near}?"
    else:
        hint = f"its fields are {', '.join(fields)}" if fields else ""
    message = f"{quoted(name)} is not a field of {owner(path[:-1])}"
    meant = near if near in free else ""
    return Finding("LEVEL-301", path, message, hint, at_key=True, meant=meant)


def _misnamed(pattern: str, path: Path, value: Any, data: Any) -> Finding:
    """A name, date or choice that is not in the form that the field has."""
    message, hint = _form(pattern)
    text = str(value)
    if "retry" in pattern:
        words = ("hold", "retry", "continue", "abort")
        hint = did_you_mean(text, words) or did_you_mean(text.split(" ")[0], ("run",)) or hint
    elif "crew" in pattern:
        hint = _somebody(value, data) or hint
    elif "{}" in pattern:
        hint = did_you_mean(text, _names(data, "procedures")) or hint
    elif "-" in pattern and r"\d{4}" not in pattern:
        hint = _as_name(text) or hint
    if " - " in text:
        hint = "begin each - of a list in the same column"
    return Finding("LEVEL-307", path, f"{_shown(value)} {message}", hint)


def _as_name(text: str) -> str:
    """What a text would be as a name, as a hint; empty if nothing is left of it."""
    name = "-".join(re.findall("[a-z0-9]+", text.lower())).lstrip("0123456789-")[:40]
    return f"write for example {name}" if name and name != text else ""


def _somebody(value: Any, data: Any) -> str:
    """Who may be meant by a name that nobody has."""
    text = str(value)
    if text.startswith("{"):
        return did_you_mean(text, ("{crew}",))
    return did_you_mean(text, (*_names(data, "crew"), "all", "core", "{crew}"))


def _names(data: Any, field: str) -> list[str]:
    inside = data.get(field) if isinstance(data, dict) else None
    return list(inside) if isinstance(inside, dict) else []


_CONDITIONS = frozenset({"when", "until", "unless", "end", "needs", "only_if", "expect"})
_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}
_KINDS = {
    "string_type": ("a text", "put it in quotes"),
    "int_type": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
    "float_type": ("a number", ""),
    "bool_type": ("true or false", ""),
    "tuple_type": ("a list", "write [ONE, TWO], or lines that begin with -"),
    "dict_type": ("a map", "write lines of NAME: VALUE, indented further"),
    "model_type": ("a map of fields", "write lines of FIELD: VALUE, indented further"),
    "model_attributes_type": ("a map of fields", "write lines of FIELD: VALUE, indented further"),
}


def _worded(detail: ErrorDetails, path: Path, value: Any, *, hints: bool) -> tuple[str, str, str]:
    """Code, message and hint."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "string_type" and path[-1] in _CONDITIONS:
        what = f"a condition is needed here, not {_shown(value)}"
        return "LEVEL-303", what, "write for example cabin.pressure < 0.5 psi"
    if kind in ("int_from_float", "int_type") and isinstance(value, float) and abs(value) >= 1e15:
        return "LEVEL-305", "this number is far too large", _most(path)
    if kind in _KINDS:
        wanted, hint = _KINDS[kind]
        if kind == "bool_type" and str(value).lower() in ("true", "false"):
            hint = "take the quotes away"
        elif kind == "bool_type" and str(value).lower() in ("yes", "on", "no", "off", "y", "n"):
            hint = f"write {'true' if str(value).lower() in ('yes', 'on', 'y') else 'false'}"
        if kind == "string_type" and value is None:
            hint = "write one; null and ~ mean none, except in quotes"
        elif kind == "string_type" and isinstance(value, list | dict):
            hint = ""
        if kind.startswith("model_") and path[-1] == "optional":
            hint = "write true, or lines of FIELD: VALUE, indented further"
        elif kind.startswith("model_") and value is None and len(path) == 2:
            hint += "; ~ takes out what a part brings, and no part brings this"
        if kind == "tuple_type" and isinstance(value, str) and len(value) < 60:
            hint = f"write [{value}]"
        return "LEVEL-303", f"{wanted} is needed here, not {_shown(value)}", hint
    if kind == "value_error":
        cause = context["error"]
        code = "LEVEL-304"
        if isinstance(cause, OutOfRange):
            code = "LEVEL-305"
        elif isinstance(cause, Unprintable):
            code = "LEVEL-308"
        if isinstance(cause, BadQuantity):
            return code, cause.message, cause.hint
        return code, str(cause), ""
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        return (
            "LEVEL-306",
            f"one of {', '.join(choices)} is needed here, not {_shown(value)}",
            did_you_mean(str(value), choices) if hints else "",
        )
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        return "LEVEL-305", f"{words} {context[key]} is needed here, not {_shown(value)}", ""
    if kind in ("string_too_long", "too_long", "string_too_short", "too_short"):
        return "LEVEL-305", _length(kind, context, value), ""
    return "LEVEL-303", f"{_shown(value)} can't stand here", ""


def _most(path: Path) -> str:
    """The largest number that the field at ``path`` takes, as a hint."""
    model = model_at(path[:-1])
    info = model.model_fields.get(str(path[-1])) if model else None
    most = [mark.le for mark in (info.metadata if info else ()) if hasattr(mark, "le")]
    return f"at most {most[0]}" if most else ""


def _length(kind: str, context: dict[str, Any], value: Any) -> str:
    what = "characters" if isinstance(value, str) else "entries"
    if kind.endswith("long"):
        return f"this has {len(value)} {what}: {context['max_length']} is the most"
    return f"at least {context['min_length']} is needed here" if value else "this is empty"


def _form(pattern: str) -> tuple[str, str]:
    """What is wrong with a text that does not match ``pattern``, and what would be right."""
    if "retry" in pattern:
        return "is none of hold, retry, continue, abort, or run and a checklist", ""
    if r"\d{4}" in pattern:
        return "is no date and time in UTC", "write for example 2024-09-12 10:08"
    if "crew" in pattern or pattern == "^[a-z][a-z0-9]*$":
        return "is no crew id: small letters and digits, up to 12", "write for example ev1"
    return "is no name: small letters, digits and single hyphens", "write for example leak-check"


def _annotations(annotation: Any, item: str | int) -> Iterator[Any]:
    """The types that ``item`` of a value of this type may have."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _annotations(get_args(annotation)[0], item)
    elif origin in (Union, types.UnionType):
        for alternative in get_args(annotation):
            yield from _annotations(alternative, item)
    elif origin is dict:
        yield get_args(annotation)[1]
    elif origin is tuple:
        yield get_args(annotation)[0]
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if item in (name, info.alias):
                yield info.annotation


def model_at(path: Path) -> type[BaseModel] | None:
    """The model of what stands at ``path``, if it is a map of fields."""
    here: list[Any] = [Level]
    for item in path:
        here = [inner for each in here for inner in _annotations(each, item)]
    models = [each for each in here if isinstance(each, type) and issubclass(each, BaseModel)]
    return models[0] if models else None


def _fields(path: Path) -> list[str]:
    model = model_at(path)
    if model is None:
        return []
    names = [info.alias or name for name, info in model.model_fields.items()]
    return ["use", *names] if model is Level else names


def owner(path: Path) -> str:
    """What the thing at ``path`` is called in a sentence: ``a step``, ``crew member ev1``."""
    model = model_at(path)
    noun = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower() if model else "place"
    noun = {"say": "line of voice", "trial": "test"}.get(noun, noun)
    if path and isinstance(path[-1], str):
        return noun if path[-1] == noun else f"{noun} {path[-1]}"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return quoted(str(value)) if isinstance(value, str) else f"the number {value}"
