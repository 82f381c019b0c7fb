"""The reference of everything that a level may say, made from the catalogues themselves.

    python -m game.authoring.reference

writes docs/reference; a test says whether what is there is up to date. ``no-airlock explain``
tells the same in the terminal.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from game.level import loading, tree
from game.level.codes import CODES, WARNINGS
from game.level.fields import Quantity
from game.level.form import NEEDED, Field, Record, fields, marks
from game.level.schema import records
from game.vocabulary import channels, effects, events, orders, units
from game.vocabulary.channels import Channel
from game.vocabulary.nearest import did_you_mean

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the reference.

    How it is written, what it is in one line, and the rest as headings and paragraphs.
    """

    word: str
    usage: str
    what: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind. ``name`` is what ``explain`` calls it."""

    name: str
    title: str
    about: str
    entries: tuple[Entry, ...]
    table: tuple[tuple[str, ...], ...] = ()
    """Rows to print before the entries on the page, the first of them the heads."""


@cache
def groups() -> tuple[Group, ...]:
    """Everything there is, by kind."""
    return (
        Group(
            "orders", "Orders",
            "What the flight director can order at any time, and steps, answers and rules too.",
            tuple(_order(each) for each in orders.CATALOGUE if each.by != "crew"),
        ),
        Group(
            "acts", "Acts",
            "What the crew does: only the steps of checklists can name them.",
            tuple(_order(each) for each in orders.CATALOGUE if each.by == "crew"),
        ),
        Group(
            "channels", "Channels",
            "What can be read of a mission, and what conditions compare. {crew} stands for each "
            "crew id, and all or any for everybody or anybody; {checklist} for each checklist.",
            tuple(_channel(each) for each in channels.CATALOGUE),
        ),
        Group(
            "effects", "Effects", "What faults and failures do to the world.",
            tuple(_effect(each) for each in effects.CATALOGUE),
        ),
        Group(
            "failures", "Failures",
            "What the part failures has: faults may name them. {who} is whom they happen to.",
            tuple(_failures()), tuple(_table_of_failures()),
        ),
        Group(
            "parts", "Parts", "What comes with the game for levels to use.",
            tuple(_part(path) for path in common_parts()),
        ),
        Group(
            "checklists", "Checklists",
            "What the checklists of the parts do, step by step. One with {crew} in its name is "
            "made for each of those it is for. A step's id is in brackets.",
            tuple(_checklists()),
        ),
        Group("fields", "Fields", "What a level is made of, map by map.", tuple(_fields())),
        Group(
            "units", "Units", "How quantities are written: a number and one of these.",
            tuple(
                Entry(kind, kind, ", ".join(units.units_of(kind)) or "a bare number",
                      (("For example", units.example(kind)),))
                for kind in units.SI_UNIT
            ),
        ),
        Group(
            "events", "Events", "What can happen in a mission, as logs and the debrief tell it.",
            tuple(_event(each) for each in events.CATALOGUE),
        ),
        Group(
            "mistakes", "Mistakes", "What keeps a level from being flown.",
            tuple(_code(code) for code in CODES if not code.startswith(WARNINGS)),
        ),
        Group(
            "warnings", "Warnings", "What makes no sense in a level that can be flown.",
            tuple(_code(code) for code in CODES if code.startswith(WARNINGS)),
        ),
    )  # fmt: skip


def _order(row: orders.OrderWord) -> Entry:
    who = {
        "flight": "the flight director",
        "crew": "a checklist's step alone",
        "both": "the flight director, a step",
    }
    more = [("Why", row.why)] if row.why else []
    more += [("By", who[row.by]), ("For example", row.example)]
    return Entry(row.word, row.usage, row.what, tuple(more))


def _channel(row: Channel) -> Entry:
    kind = ", ".join(row.words) if row.words else f"{row.dimension}, shown in {row.shown or '1'}"
    more = (
        ("Values", kind),
        ("Why it matters", row.why),
        ("Normal", row.normal),
        ("Source", row.source),
    )
    return Entry(row.name, row.name, row.what, more)


def _range(one: effects.Argument) -> str:
    if one.choices:
        return f"{one.name}: {', '.join(one.choices)}"
    least, most = (units.tidy(each, one.dimension) for each in (one.least, one.most))
    return f"{one.name}: {least} to {most}"


def _effect(row: effects.Effect) -> Entry:
    ranges = [_range(one) for one in row.arguments if one.kind in ("quantity", "choice")]
    fixes = ", ".join(row.fixed_by) or "nothing on board"
    more = [("Range", "; ".join(ranges))] if ranges else []
    more += [
        ("Shows on", ", ".join(row.shows)), ("Undone by", fixes), ("For example", row.example)
    ]  # fmt: skip
    return Entry(row.word, row.usage, row.what, tuple(more))


def _event(row: events.EventKind) -> Entry:
    hidden = (("Seen", "in the debrief alone"),) if row.hidden else ()
    return Entry(row.id, row.id, row.what, (("Reads", row.text), ("Of", row.subject), *hidden))


def _code(code: str) -> Entry:
    row = CODES[code]
    return Entry(code, code, row.title, (("Why", row.why), ("The fix", row.fix)))


def common_parts() -> list[Path]:
    """The parts that come with the game."""
    return sorted((loading.levels_folder() / "common").glob("*.yaml"))


def _failures() -> Iterable[Entry]:
    root = loading.tree_of(loading.levels_folder() / "common" / "failures.yaml").data()
    for name, row in root["failures"].items():
        more = [("Effects", "; ".join(row["effects"]))]
        more += [("Sign", f"{each['text']} ({each['when']})") for each in row.get("signs", ())]
        more += [("Twins", ", ".join(row["twins"]))] if row.get("twins") else []
        more += [("Test", f"{each['do']}: {each['tells']}") for each in row.get("tests", ())]
        more += [("Answer", f"{each['do']}: {each['text']}") for each in row.get("answers", ())]
        more += [("Wrong", f"{each['do']}: {each['tells']}") for each in row.get("wrong", ())]
        more += [("Unanswered", row["unanswered"])] if row.get("unanswered") else []
        more += [("Answer within", row["answer_within"])] if row.get("answer_within") else []
        more += [("Unfair", "there is no time to answer it")] if row.get("unfair") else []
        yield Entry(name, name, row["title"], tuple(more))


def _table_of_failures() -> Iterable[tuple[str, ...]]:
    root = loading.tree_of(loading.levels_folder() / "common" / "failures.yaml").data()
    yield ("failure", "first sign", "twins", "what tells them apart", "best answer", "wrong answer",
           "within")  # fmt: skip
    for name, row in root["failures"].items():
        tests = "; ".join(f"{each['do']}: {each['tells']}" for each in row.get("tests", ()))
        best = "{do}: {text}".format_map(row["answers"][0])
        wrong = "; ".join(f"{each['do']}: {each['tells']}" for each in row.get("wrong", ()))
        within = row.get("answer_within", "no time" if row.get("unfair") else "")
        twins = ", ".join(row.get("twins", ()))
        yield (name, row["signs"][0]["text"], twins, tests, best, wrong, within)


def _part(path: Path) -> Entry:
    root = loading.tree_of(path)
    first = re.split(r"\n#?\n", root.source.text)[0]
    about = " ".join(line.lstrip("# ") for line in first.splitlines())
    more: list[tuple[str, str]] = []
    for field, (_, node) in root.entries.items():
        if field == "procedures" and isinstance(node, tree.Mapping):
            more.append((field, ", ".join(_made(name, row) for name, row in node.data().items())))
        elif isinstance(node, tree.Mapping):
            more.append((field, ", ".join(node.entries)))
        else:
            more.append((field, str(node.data())))
    return Entry(path.stem, f"use: [{path.stem}]", about, tuple(more))


def _made(name: str, checklist: dict[str, Any]) -> str:
    """What a checklist is called where it is run."""
    return f"{name}-{{crew}}" if "for" in checklist else name


def _checklists() -> Iterable[Entry]:
    for path in common_parts():
        _, node = loading.tree_of(path).entries.get("procedures", (None, None))
        for name, (key, value) in node.entries.items() if isinstance(node, tree.Mapping) else ():
            if key.source.name != str(path):  # of a part that this part uses
                continue
            row = value.data()
            more = (
                ("Part", path.stem),
                ("For", ", ".join(row.get("for", ()))),
                ("Steps", "\n".join(_steps(row["steps"]))),
            )
            yield Entry(name, _made(name, row), row["title"], more)


def _steps(rows: Iterable[dict[str, Any]], who: str = "core", inset: str = "") -> Iterable[str]:
    """A line for each step, with those of its columns and branches below it."""
    for row in rows:
        people = row.get("who", who)
        kind = next((each for each in ("ask", "if", "watch") if each in row), "text")
        text = row.get("text") or f"{kind} {row[kind]}"
        named = f" [{row['id']}]" if "id" in row else ""
        yield f"{inset}{people if isinstance(people, str) else ', '.join(people)}: {text}{named}"
        below = inset + "  "
        for column, steps in row.get("simo", {}).items():
            yield from _steps(steps, column, below)
        for branch in ("then", "else"):
            if branch in row:
                yield f"{below}{branch}"
                yield from _steps(row[branch], who, below + "  ")
        for answer, reply in row.get("answers", {}).items():
            yield f"{below}{answer}"
            yield from _steps(reply.get("then", ()), who, below + "  ")


def _fields() -> Iterable[Entry]:
    for record in records():
        doc = " ".join((record.__doc__ or "").split())
        more = []
        for each in fields(record).values():
            needed = "needed" if each.default is NEEDED else _default(each)
            more.append((each.key, f"{each.description} ({needed})"))
        yield Entry(record.__name__.lower(), _spaced(record.__name__), doc, tuple(more))


def _default(field: Field) -> str:
    """What a field is if nothing is said, as an author would write it."""
    value = field.default
    for mark in marks(field.kind):
        if isinstance(mark, Quantity) and isinstance(value, float):
            return f"else {units.tidy(value, mark.dimension)}"
    if isinstance(value, Record) or value in (None, (), "", {}):
        return "optional"
    if isinstance(value, tuple):
        return "optional" if isinstance(value[0], Record) else f"else {', '.join(map(str, value))}"
    return f"else {str(value).lower() if isinstance(value, bool) else value}"


def _spaced(name: str) -> str:
    return "".join(
        f" {c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(name)
    )


# In the terminal


def overview(width: int) -> str:
    """Every word of every group, for ``explain`` without one."""
    from textwrap import fill

    blocks = []
    for group in groups():
        words = [each.word for each in group.entries]
        about = fill(f"{group.title} ({len(words)}): {group.about}", width)
        blocks.append(f"{about}\n{_columns(words, width)}")
    last = "no-airlock explain WORD tells more of one; explain channels, of a whole group."
    blocks.append(fill(last, width))
    return "\n\n".join(blocks)


def listing(name: str, width: int) -> str:
    """One group, with a line for each entry; empty if no group is called so."""
    from textwrap import fill

    for group in groups():
        if name.lower() in (group.name, group.title.lower()):
            wide = min(34, max(len(each.usage) for each in group.entries))
            rows = [_row(each, wide, width) for each in group.entries]
            return "\n".join([fill(f"{group.title}: {group.about}", width), "", *rows])
    return ""


def _row(entry: Entry, wide: int, width: int) -> str:
    from textwrap import wrap

    lines = wrap(entry.what, max(20, width - wide - 4)) or [""]
    head = f"  {entry.usage:{wide}}"
    if len(entry.usage) > wide:
        lines, head = ["", *lines], f"  {entry.usage}"
    blank = " " * (wide + 2)
    return "\n".join([f"{head}  {lines[0]}".rstrip(), *(f"{blank}  {line}" for line in lines[1:])])


def _columns(words: list[str], width: int) -> str:
    from textwrap import fill

    return fill(", ".join(words), width, initial_indent="  ", subsequent_indent="  ",
                break_on_hyphens=False)  # fmt: skip


def explained(word: str, width: int) -> str:
    """All there is to tell of a word, of whatever kind it is; empty if it is nothing."""
    from textwrap import fill

    found = find(word)
    blocks = []
    for entry in found:
        usage = f"{word}: {entry.usage}" if "." in word else entry.usage
        lines = [usage, "", fill(entry.what, width)]
        for head, text in entry.more:
            if "\n" in text:
                lines += ["", f"{head}:", "", *(f"    {line}" for line in text.splitlines())]
            elif text:
                lines.append(fill(f"{head}: {text}", width, subsequent_indent="  "))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def find(word: str) -> list[Entry]:
    """The entries that a word names.

    A full name of a channel (``ev1.suit.co2``) or of a checklist (``suit-check-ev1``) too.
    """
    low = word.lower()
    described = channels.describe(low)
    names = {low, described.name if described else low}
    every = [(group, entry) for group in groups() for entry in group.entries]
    made = f"{low.rpartition('-')[0]}-{{crew}}"
    return (
        [entry for _, entry in every if entry.word.lower() in names]
        or [one for group in groups() if group.name == "fields" for one in _of_field(group, low)]
        or [entry for _, entry in every if entry.usage == made]
    )


def _of_field(group: Group, name: str) -> Iterable[Entry]:
    for entry in group.entries:
        for field, told in entry.more:
            if field == name:
                yield Entry(name, f"{name}, of {entry.usage}", told)


def words(word: str | None) -> list[tuple[str, Entry]]:
    """(group, entry) of what ``word`` names: a group, or entries; of everything for None."""
    every = [(group, entry) for group in groups() for entry in group.entries]
    if word is not None:
        named = [one for one in every if word.lower() in (one[0].name, one[0].title.lower())]
        entries = find(word)
        whole = [one for one in every if one[1] in entries]
        fields = [(group, one) for group in groups() if group.name == "fields" for one in entries]
        every = named or whole or fields
    return [(group.name, entry) for group, entry in every]


def meant(word: str) -> str:
    """``did you mean WORD?`` for a word that there is not, or an empty text."""
    known = [entry.word.replace("{crew}", "ev1") for group in groups() for entry in group.entries]
    return did_you_mean(word, [*known, *(group.name for group in groups())])


# As pages


def pages() -> dict[str, str]:
    """The pages of docs/reference by their file names."""
    made = {f"{group.name}.md": _page(group) for group in groups()}
    index = [
        "# Reference\n",
        "Made from the game's own catalogues by `python -m game.authoring.reference`; "
        "`no-airlock explain WORD` tells the same in the terminal.\n",
        "| page | entries | what |", "|---|---|---|",
    ]  # fmt: skip
    for group in groups():
        index.append(f"| [{group.title}]({group.name}.md) | {len(group.entries)} | {group.about} |")
    return {"index.md": "\n".join(index) + "\n", **made}


def _page(group: Group) -> str:
    lines = [f"# {group.title}\n", f"{group.about}\n"]
    if group.table:
        rows = [f"| {' | '.join(map(_escaped, row))} |" for row in group.table]
        lines += [rows[0], "|---" * len(group.table[0]) + "|", *rows[1:], ""]
    for entry in group.entries:
        lines += [f"## `{entry.usage}`\n", f"{_escaped(entry.what)}\n"]
        for head, text in entry.more:
            if "\n" in text:
                lines += [f"- {head}:\n", "    ```yaml",
                          *(f"    {line}" for line in text.splitlines()), "    ```"]  # fmt: skip
            elif text:
                lines.append(f"- {head}: {_escaped(text)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|").replace("_", "\\_")


def main() -> int:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
