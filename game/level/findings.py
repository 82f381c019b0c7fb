"""What is wrong with the form of a level, in one sentence each, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from game.level.fields import OutOfRange, Unprintable
from game.level.form import NEEDED, Path, Record, Wrong, fields
from game.level.mistakes import MOST
from game.level.places import field_at, keys_at, owner, record_at
from game.level.schema import Level
from game.vocabulary.nearest import did_you_mean, nearest
from game.vocabulary.units import BadQuantity
from game.vocabulary.wording import quoted

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


def findings(
    wrong: Iterable[Wrong],
    data: Any,
    whole: type[Record] = Level,
    prefix: Path = (),
    brought: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Finding]:
    """Every mistake in ``data``, which are a ``whole``, or what stands at ``prefix`` of one.

    ``brought`` are the names that parts bring, by the map in which they stand.
    """
    found: dict[tuple[Path, str], Finding] = {}
    for each in wrong:
        if len(found) >= MOST:
            break
        hints = len(found) < MOST_HINTS
        finding = _finding(each, whole, prefix, data, hints)
        found.setdefault((finding.path, finding.message if finding.at_key else ""), finding)
    for at, finding in found.items():
        if finding.missing[0] == "field":
            _same_letters(found, at)
            _elsewhere(found, at, whole)
    misspelt = {(each.path[:-1], each.meant) for each in found.values() if each.meant}
    astray = {each.path: each for each in _astray(found.values(), whole, data, brought)}
    moved = [*found.values(), *astray.values()]
    misspelt |= {((), each.meant) for each in moved if each.meant and each.meant == each.path[-1]}
    strays = [sign for name, sign in SIGNS.items() if ((), name) in _missing(found)]
    return [
        *astray.values(),
        *(
            each
            for each in found.values()
            if each.path[:2] not in astray
            and (each.path, each.missing[1]) not in misspelt
            and not (each.code == "LEVEL-301" and _has(data, each.path[len(prefix) :], strays))
        ),
    ]


def _astray(
    found: Iterable[Finding], whole: type[Record], data: Any, brought: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """Entries that can't be meant as such, each once in place of all that is wrong with them.

    They are fields of the level that are indented too far, or could only change what a part
    brings, and have nearly the name of that.
    """
    fields_of_level = keys_at((), whole) if whole is Level else []
    for path in dict.fromkeys(each.path[:2] for each in found if len(each.path) > 1):
        record, (field, name) = record_at(path, whole), (str(each) for each in path)
        if record is None or not isinstance(_value(data, path[:1]), dict):
            continue
        if not _only_changes(_value(data, path), record):
            continue
        if name in fields_of_level and name not in data and _value(data, path) is not None:
            message = f"{name} stands in {field} here, and is a field of the level"
            hint = "write it without indentation"
            yield Finding("LEVEL-301", path, message, hint, at_key=True, meant=name)
        elif hint := did_you_mean(name, brought.get(field, ())):
            message = f"there is no {owner(path, whole)} to change or to take out"
            yield Finding("LEVEL-210", path, message, hint, at_key=True)


def _only_changes(entry: Any, record: type[Record]) -> bool:
    """Whether an entry has nothing of what it needs by itself."""
    needed = [each.key for each in fields(record).values() if each.default is NEEDED]
    if not isinstance(entry, dict):
        return True
    given = [name for name in needed if name in entry]
    return bool(needed) and all(name == "steps" and isinstance(entry[name], dict) for name in given)


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


def _elsewhere(
    found: dict[tuple[Path, str], Finding], missing: tuple[Path, str], whole: type[Record]
) -> None:
    """Take a field that stands where none is known for the missing one, if it is called so."""
    there, name = found[missing].path, found[missing].missing[1]
    for at, each in found.items():
        if each.code != "LEVEL-301" or each.path[-1] != name or each.meant:
            continue
        if not there and len(each.path) > 1 and name not in ("id", "title"):
            hint = "it is a field of the level: write it without indentation"
            found[at] = replace(each, meant=name, hint=hint)
        elif there and len(each.path) == 1:
            hint = f"{owner(there, whole)} needs it: indent it, and what stands below it, further"
            found[at] = replace(each, hint=hint)


def _value(data: Any, path: Path) -> Any:
    for item in path:
        data = data.get(item) if isinstance(data, dict) else data[item]
    return data


def _finding(wrong: Wrong, whole: type[Record], prefix: Path, data: Any, hints: bool) -> Finding:
    path, value = prefix + wrong.path, wrong.value
    match wrong.kind:
        case "name":
            message, hint = _form(str(wrong.about))
            hint = _as_name(str(value)) or hint
            return Finding("LEVEL-307", path, f"{quoted(str(value))} {message}", hint, at_key=True)
        case "unknown":
            beside = _value(data, wrong.path[:-1])
            return _unknown(path, beside, whole, hints=hints)
        case "missing":
            name = str(path[-1])
            message = f"{owner(path[:-1], whole)} needs the field '{name}'"
            told = field_at(path, whole)
            hint = f"{name}: {told.description}" if told else ""
            return Finding(
                "LEVEL-302", path[:-1], message, hint, at_key=True, missing=("field", name)
            )
        case "either":
            message = f"who is a crew id, a list of them, all or core, not {_shown(value)}"
            code = "LEVEL-303" if not isinstance(value, str) else "LEVEL-307"
            return Finding(code, path, message, _people(value, data) or _somebody(value, data))
        case "pattern":
            return _misnamed(str(wrong.about), path, value, data)
    code, message, hint = _worded(wrong, path, whole, data, hints=hints)
    if path[:1] == ("procedures",) and path[2:] == ("steps",):
        if isinstance(value, dict):
            if not _by_ids(value, path, whole):
                return Finding(code, path, message, _EACH)
            hint = (
                "a map changes the steps of a part by their ids, and no part brings this "
                "checklist, or its steps have none"
            )
            return Finding(code, path, message, hint, missing=("checklist", str(path[1])))
        if value == []:
            hint = f"{path[1]}: ~ takes the checklist of a part out"
    return Finding(code, path, message, hint)


def _by_ids(steps: dict[str, Any], path: Path, whole: type[Record]) -> bool:
    """Whether a map in place of a list of steps may have their ids: not their fields or numbers."""
    known = keys_at((*path, 0), whole)
    return not any(
        name.isdigit() or (name in known and not isinstance(each, dict | None))
        for name, each in steps.items()
    )


def _unknown(path: Path, beside: dict[str, Any], whole: type[Record], *, hints: bool) -> Finding:
    name = str(path[-1])
    known = keys_at(path[:-1], whole)
    free = [each for each in known if each not in beside]
    near = (nearest(name, free) or nearest(name, known)) if hints else ""
    if near:
        hint = f"did you mean {near}?"
    else:
        hint = f"its fields are {', '.join(known)}" if known else ""
    message = f"{quoted(name)} is not a field of {owner(path[:-1], whole)}"
    meant = near if near in free else ""
    return Finding("LEVEL-301", path, message, hint, at_key=True, meant=meant)


def _misnamed(pattern: str, path: Path, value: Any, data: Any) -> Finding:
    """A name, date or choice that is not in the form that the field has."""
    message, hint = _form(pattern)
    text = str(value)
    lists = _names(data, "procedures")
    if "retry" in pattern:
        words = ("hold", "retry", "continue", "abort")
        first = text.split(" ")[0]
        hint = did_you_mean(text, words) or hint
        if first != "run":
            hint = did_you_mean(first, ("run",)) or hint
        if text in lists or text == "run":
            hint = f"write run {text if text in lists else next(iter(lists), 'NAME')}"
    elif text.removeprefix("run ") in lists:
        hint = f"write {text.removeprefix('run ')}"
    elif "crew" in pattern:
        hint = _somebody(value, data) or hint
    elif "{}" in pattern:
        hint = did_you_mean(text, lists) or hint
    elif "-" in pattern and r"\d{" not in pattern:
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


def _people(value: Any, data: Any) -> str:
    """Several names in one text, as the list that they should be."""
    names = [name for name in re.split(r",\s*|\s+and\s+|\s+", str(value)) if name]
    known = {*_names(data, "crew"), "{crew}"}
    return f"write [{', '.join(names)}]" if 1 < len(names) < 9 and known.issuperset(names) else ""


def _names(data: Any, field: str) -> list[str]:
    inside = data.get(field) if isinstance(data, dict) else None
    return list(inside) if isinstance(inside, dict) else []


_CONDITIONS = frozenset({"when", "until", "unless", "end", "needs", "only_if", "expect"})
_EACH = "write lines that begin with -, each of FIELD: VALUE"
_LIMITS = {"least": "at least", "above": "more than", "most": "at most"}
_TYPES = {
    "text": ("a text", "put it in quotes"),
    "whole": ("a whole number", ""),
    "number": ("a number", ""),
    "truth": ("true or false", ""),
    "list": ("a list", "write [ONE, TWO], or lines that begin with -"),
    "map": ("a map", "write lines of NAME: VALUE, indented further"),
    "fields": ("a map of fields", "write lines of FIELD: VALUE, indented further"),
}


def _worded(
    wrong: Wrong, path: Path, whole: type[Record], data: Any, *, hints: bool
) -> tuple[str, str, str]:
    """Code, message and hint."""
    kind, value, about = wrong.kind, wrong.value, wrong.about
    if kind == "text" and path[-1] in _CONDITIONS:
        what = f"a condition is needed here, not {_shown(value)}"
        each = value if isinstance(value, list) else ()
        joined = " and ".join(map(str, each))
        example = joined if 0 < len(joined) < 80 else "for example cabin.pressure < 0.5 psi"
        return "LEVEL-303", what, f"write {example}"
    if kind == "whole" and isinstance(value, float) and abs(value) >= 1e15:
        return "LEVEL-305", "this number is far too large", _most(path, whole)
    if kind in _TYPES:
        wanted, hint = _TYPES[kind]
        what = f"{wanted} is needed here, not {_shown(value)}"
        return "LEVEL-303", what, _other_type(kind, value, path, whole, data) or hint
    if kind == "value":
        code = "LEVEL-304"
        if isinstance(about, OutOfRange):
            code = "LEVEL-305"
        elif isinstance(about, Unprintable):
            code = "LEVEL-308"
        if isinstance(about, BadQuantity):
            return code, about.message, about.hint
        return code, str(about), ""
    if kind == "choice":
        what = f"one of {', '.join(about)} is needed here, not {_shown(value)}"
        if isinstance(value, bool) and "yes" in about:
            return "LEVEL-306", what, f"write {'yes' if value else 'no'}"
        return "LEVEL-306", what, did_you_mean(str(value), about) if hints else ""
    if kind in _LIMITS:
        what = f"{_LIMITS[kind]} {about} is needed here, not {_shown(value)}"
        return "LEVEL-305", what, ""
    if kind == "deep":
        return "LEVEL-305", "this is nested too deep", ""
    if kind == "infinite":
        return "LEVEL-305", "a number that has an end is needed here", ""
    return "LEVEL-305", _length(kind, about, value), ""


def _other_type(kind: str, value: Any, path: Path, whole: type[Record], data: Any) -> str:
    """How to mend a value of another type; empty where only what is usual can be said."""
    match kind:
        case "truth":
            return _as_truth(value)
        case "whole" | "number":
            return _as_number(value, kind) or _range(path, whole)
        case "text" if value is None:
            return "write one; null and ~ mean none, except in quotes"
        case "text" if isinstance(value, list | dict):
            return _as_text(value)
        case "list" if isinstance(value, str) and len(value) < 60:
            return _as_list(value, path, whole, data)
        case "list" if isinstance(value, dict) and record_at((*path, 0), whole) is not None:
            return _EACH
        case "map" | "fields" if isinstance(value, list):
            return f"write lines of {'NAME' if kind == 'map' else 'FIELD'}: VALUE, without -"
        case "fields":
            return _askeys_at(value, path, whole)
    return ""


def _as_truth(value: Any) -> str:
    text = str(value).lower()
    if text in ("true", "false"):
        return "take the quotes away"
    if text in ("yes", "on", "no", "off", "y", "n", "1", "0"):
        return f"write {'true' if text in ('yes', 'on', 'y', '1') else 'false'}"
    return ""


def _as_number(value: Any, kind: str) -> str:
    """The number with which a text begins, without quotes and unit."""
    found = re.match(r"[-+]?\d{1,9}([.,]\d{1,9})?(?!\d)", str(value))
    if not found or not isinstance(value, str | float):
        return ""
    number = float(found[0].replace(",", "."))
    if kind == "whole" and number != int(number):
        return ""
    return f"write {number:g}"


def _as_text(value: Any) -> str:
    """A text in a list by itself, or that a colon made a map of."""
    one = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
    if one and len(value[0]) < 60:
        return f"write {value[0]}"
    if isinstance(value, dict) and len(value) == 1:
        return "put a text that has a colon in it in quotes"
    return ""


def _as_list(value: str, path: Path, whole: type[Record], data: Any) -> str:
    """A text as a list: names that stand there one after the other are its entries."""
    if record_at((*path, 0), whole) is not None:
        return _EACH
    people, known = _names(data, "crew"), _names(data, "procedures")
    names = re.split(r"[,\s]+", value)
    if value == "all" and people and path[-1] in ("for", "pick"):
        names = people
    elif not all(name.startswith((*people, *known)) for name in names):
        names = re.split(r",\s*", value)
    return f"write [{', '.join(_in_brackets(name) for name in names)}]"


def _askeys_at(value: Any, path: Path, whole: type[Record]) -> str:
    usual = "write lines of FIELD: VALUE, indented further"
    if path[-1] == "optional":
        return usual.replace("write", "write true, or")
    if value is None and len(path) == 2:
        return usual + "; ~ takes out what a part brings, and no part brings this"
    known, record = keys_at(path, whole), record_at(path, whole)
    needs = (
        {each.key for each in fields(record).values() if each.default is NEEDED}
        if record
        else set()
    )
    if isinstance(value, str) and len(value) < 60 and (needs == {"text"} or "takes" in known):
        return f"write {{text: {_in_brackets(value)}}}"
    return f"{usual}; its fields are {', '.join(known)}" if 0 < len(known) < 9 else usual


def _in_brackets(text: str) -> str:
    """A text as it stands within brackets, in quotes if it has to be."""
    plain = re.fullmatch(r"[A-Za-z][^{}\[\],:#'\"]*", text)
    mark = "'" if '"' in text else '"'
    return text if plain else f"{mark}{text}{mark}"


def _range(path: Path, whole: type[Record]) -> str:
    """The numbers that the field at ``path`` takes, as a hint."""
    told = field_at(path, whole)
    limits = dict(told.limits) if told else {}
    both = "least" in limits and "most" in limits
    return f"{limits['least']:g} to {limits['most']:g}" if both else ""


def _most(path: Path, whole: type[Record]) -> str:
    """The largest number that the field at ``path`` takes, as a hint."""
    told = field_at(path, whole)
    most = dict(told.limits).get("most") if told else None
    return "" if most is None else f"at most {most}"


def _length(kind: str, limit: int, value: Any) -> str:
    what = "characters" if isinstance(value, str) else "entries"
    if kind == "long":
        return f"this has {len(value)} {what}: {limit} is the most"
    return f"at least {limit} is needed here" if value else "this is empty"


def _form(pattern: str) -> tuple[str, str]:
    """What is wrong with a text that does not match ``pattern``, and what would be right."""
    if "retry" in pattern:
        return "is none of hold, retry, continue, abort, or run and a checklist", ""
    if r"\d{1,6}" in pattern:
        return "is no seed, and no two with a hyphen", "write for example 1-3"
    if r"\d{4}" in pattern:
        return "is no date and time in UTC", "write for example 2024-09-12 10:08"
    if "crew" in pattern or pattern == "^[a-z][a-z0-9]*$":
        return "is no crew id: small letters and digits, up to 12", "write for example ev1"
    return "is no name: small letters, digits and single hyphens", "write for example leak-check"


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
