"""What can be wrong in a level file: each mistake with a stable code, its place and its cure.

Codes are promises: a code keeps its meaning, and a code that went out of use is not used again.
Hundreds say where to look: 1 the file as text and YAML, 2 parts it uses, 3 fields and their
values, 4 what the level means as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

MOST = 1000
"""Most mistakes of one kind of check that are told at once: more is not a level."""

EXCERPT_CELLS = 100
"""Widest excerpt, in terminal cells."""


class Entry(NamedTuple):
    """A kind of mistake, as ``explain`` shows it."""

    title: str
    why: str
    cure: str
    """An example, before and after or after alone."""


CODES: dict[str, Entry] = {
    "LEVEL-101": Entry(
        "The file can't be read",
        "There is no such file, it is not a plain file, or it may not be opened.",
        "Check the path and the file's permissions.",
    ),
    "LEVEL-102": Entry(
        "The file is too large",
        "A level is text written by hand; over 1 MB it is something else.",
        "Split what levels share into parts, and name them under use.",
    ),
    "LEVEL-103": Entry(
        "The file is not UTF-8 text",
        "Levels are UTF-8. Another encoding, or a file that is no text, can't be shown safely.",
        "Save the file as UTF-8 in your editor.",
    ),
    "LEVEL-104": Entry(
        "The file is empty",
        "There is nothing in it but perhaps comments.",
        "no-airlock new NAME writes a level to begin with.",
    ),
    "LEVEL-105": Entry(
        "This is not YAML",
        "Indentation, commas or brackets do not fit together here or just above.",
        "steps:\n  - text: Close the visor\n    takes: 20 s",
    ),
    "LEVEL-106": Entry(
        "A tab",
        "YAML does not take tabs where it counts spaces.",
        "Use two spaces for each level of indentation.",
    ),
    "LEVEL-107": Entry(
        "A character that can't stand in a level",
        "Control characters and invisible line breaks could disturb a terminal.",
        "Delete the character.",
    ),
    "LEVEL-108": Entry(
        "An anchor or alias",
        "Names with & and * are not part of the YAML that levels use.",
        "Write it out, or put what is shared into a part and name it under use.\n"
        "A text that begins with & or * goes in quotes: '*see note*'",
    ),
    "LEVEL-109": Entry(
        "A tag",
        "Words with ! that say what type a value has are not needed: the field says it.",
        "Take the tag out. A text that begins with ! goes in quotes: '!danger'",
    ),
    "LEVEL-110": Entry(
        "A merge key",
        "<< is not part of YAML 1.2.",
        "Put what is shared into a part and name it under use.",
    ),
    "LEVEL-111": Entry(
        "A key that stands twice",
        "The second would silently replace the first.",
        "Keep one of them, or give the second its own name.",
    ),
    "LEVEL-112": Entry(
        "More than one document",
        "A file holds one level. A line of --- or ... begins another document.",
        "Take out the line.",
    ),
    "LEVEL-113": Entry(
        "Not a level at all",
        "A level, like a part, is a map of fields.",
        "id: first-out\ntitle: First Out",
    ),
    "LEVEL-114": Entry(
        "A key that is no name",
        "Keys are plain words.",
        "cabin:\n  pressure: 8.65 psi",
    ),
    "LEVEL-115": Entry(
        "Nested too deep",
        "No level needs that many brackets within brackets.",
        "Take some out.",
    ),
    "LEVEL-116": Entry(
        "A colon that YAML takes for a field",
        "A colon and a space within a text without quotes begin a new field for YAML; so does "
        "a line that is indented further than its field.",
        'text: "Wait: the cabin first"',
    ),
    "LEVEL-117": Entry(
        "A quote or bracket that is not closed",
        "What was opened here has no end.",
        'text: "Visor closed"\nrelays: [west, central]',
    ),
    "LEVEL-118": Entry(
        "A place-holder without quotes",
        "Braces without quotes are a map for YAML, so a text that begins with one is read as "
        "something else.",
        'who: "{crew}"\ntext: "{crew} goes out"',
    ),
    "LEVEL-201": Entry(
        "use is not a list of names",
        "use names the parts that a level is made of.",
        "use: [capsule, suits]",
    ),
    "LEVEL-202": Entry(
        "A part outside",
        "Parts come from the level's own folder and from common alone, so that a level from a "
        "stranger can't read anything else.",
        "Copy the part into the level's own folder.",
    ),
    "LEVEL-203": Entry(
        "No such part",
        "A part NAME is the file NAME.yaml in the level's own folder or in common.",
        "use: [capsule]",
    ),
    "LEVEL-204": Entry(
        "Parts that use each other",
        "A part uses itself, perhaps by way of others.",
        "Take one of the names out of its use.",
    ),
    "LEVEL-205": Entry(
        "Too many parts",
        "A level may be made of at most 50 parts.",
        "Join some of them.",
    ),
    "LEVEL-301": Entry(
        "A field that does not exist",
        "A misspelt field would silently do nothing.",
        "The reference in docs/levels.md lists every field.",
    ),
    "LEVEL-302": Entry(
        "A field that is missing",
        "There is no sensible default for it.",
        "crew:\n  ev1:\n    name: Ada Okafor\n    role: EV1\n    seat: 1",
    ),
    "LEVEL-303": Entry(
        "A value of the wrong kind",
        "A text where a list belongs, a list where a number belongs, and the like. Truth is "
        "written true or false; on, off, yes and no are plain words.",
        "do: [flow ev1 high]\ncritical: true",
    ),
    "LEVEL-304": Entry(
        "A quantity that can't be read",
        "Numbers carry their units, and the unit must measure what the field holds.",
        "pressure: 8.65 psi\ntakes: 1 min 30 s",
    ),
    "LEVEL-305": Entry(
        "A value out of range",
        "Too small, too large, too short or too long.",
        "The message says what the limits are.",
    ),
    "LEVEL-306": Entry(
        "Not one of the choices",
        "The field takes certain words only.",
        "difficulty: moderate",
    ),
    "LEVEL-307": Entry(
        "A name that is not in the right form",
        "Names that orders and conditions use are small letters, digits and single hyphens.",
        "procedures:\n  leak-check:",
    ),
    "LEVEL-308": Entry(
        "A text that can't be shown",
        "Control characters, invisible characters, or a line break where one line is needed.",
        "Take the character out; for a long line use > in place of |.",
    ),
    "LEVEL-401": Entry(
        "A condition that can't be read",
        "A condition compares channels with quantities or words, joined by and, or, not "
        "and parentheses.",
        "when: cabin.pressure < 0.5 psi and hatch.position == closed",
    ),
    "LEVEL-402": Entry(
        "An order that is not understood",
        "Actions are orders in words, as the flight director would give them, or acts of hands.",
        "do: [flow ev1 high, visor ev1 closed]",
    ),
    "LEVEL-403": Entry(
        "A place-holder that means nothing here",
        "{who} is each who of a step, {crew} each of a checklist's for or each crew member in a "
        "rule that has it in its condition, {pick} the one whom a fault picked.",
        "for: [ev1, ev2]\nsteps:\n  - {who: '{crew}', text: 'Lock gloves, {crew}'}",
    ),
    "LEVEL-404": Entry(
        "Nobody of that name",
        "Crew members are called by their ids under crew.",
        "who: ev1",
    ),
    "LEVEL-405": Entry(
        "No such checklist",
        "Checklists are the entries of procedures; one with for is called NAME-CREW.",
        "plan: [donning, leak-check-ev1]",
    ),
    "LEVEL-406": Entry(
        "Checklists that run each other",
        "Each waits for the other: none could ever end.",
        "Take one run out.",
    ),
    "LEVEL-407": Entry(
        "A name that stands twice",
        "Step ids within a checklist, names in for, who and simo, and checklists made by for "
        "must differ.",
        "Rename one of them.",
    ),
    "LEVEL-408": Entry(
        "Two people on one seat",
        "Everybody has a seat of their own.",
        "seat: 2",
    ),
    "LEVEL-409": Entry(
        "Nothing must be achieved",
        "Without a required objective every mission would be a success.",
        "objectives:\n  home: {title: All home, when: ..., required: true}",
    ),
    "LEVEL-410": Entry(
        "A fault that never happens",
        "A fault needs at, a time, or when, a condition.",
        "at: 12 min",
    ),
    "LEVEL-411": Entry(
        "A fault's effect that is not understood",
        "Effects are unlock CREW, leak CREW AREA, hull AREA, dirty-seal, stuck CHANNEL and "
        "dead CHANNEL.",
        "effect: leak ev1 3 mm2",
    ),
    "LEVEL-412": Entry(
        "A crew id that means something else",
        "Crew ids stand in the names of channels beside cabin, hatch and the like.",
        "crew:\n  ev1:",
    ),
    "LEVEL-413": Entry(
        "A field without the one it belongs to",
        "It would silently do nothing.",
        "needs: hatch.position == open\ndeadline: 2 min",
    ),
    "LEVEL-414": Entry(
        "simo within simo",
        "Columns of steps can't hold columns of steps.",
        "Make the inner steps a checklist, and run it.",
    ),
    "LEVEL-415": Entry(
        "No such channel",
        "The field names one channel.",
        "channel: '{crew}.suit.co2'",
    ),
}
"""Every code, in order."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. ``line`` and ``column`` are 1-based, 0 where there is no place in a file.

    ``message`` is one sentence; ``hint`` says what to write in its place, or is empty.
    ``excerpt`` is the line, safe to show, and ``caret`` how many cells stand before the place.
    ``used_by`` names the files that led to this one, nearest first.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    excerpt: str = ""
    hint: str = ""
    caret: int = 0
    used_by: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """``file:line:column``, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def render(self) -> str:
        """The mistake as lines of plain text, without control characters."""
        lines = [f"{self.place}: {self.code} {self.message}"]
        number = str(self.line)
        if self.excerpt:
            lines.append(f"  {number} | {self.excerpt}")
            lines.append(f"  {' ' * len(number)} | {' ' * self.caret}^")
        if self.hint:
            lines.append(f"  {self.hint}")
        lines.extend(f"  used by {file}" for file in self.used_by)
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The mistake as an object for machines."""
        entry: dict[str, object] = {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }
        if self.hint:
            entry["hint"] = self.hint
        if self.excerpt:
            entry["excerpt"] = self.excerpt
        if self.used_by:
            entry["used_by"] = list(self.used_by)
        return entry


class LevelMistakes(Exception):
    """A level that can't be flown, with all its mistakes (at least one), in their order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda m: (m.file, m.line, m.column, m.code))
        super().__init__("\n".join(mistake.render() for mistake in self.mistakes))


class UnknownLevel(Exception):
    """No level is called so; the text says what there is."""


def mistake(
    code: str,
    file: str,
    message: str,
    *,
    line: int = 0,
    column: int = 0,
    source: str = "",
    hint: str = "",
    used_by: tuple[str, ...] = (),
) -> Mistake:
    """A mistake with all its texts made safe. ``source`` is the line it stands in."""
    excerpt, caret = excerpt_of(source, column)
    return Mistake(
        code=code,
        file=clean(file),
        line=line,
        column=column,
        message=clean(message),
        excerpt=excerpt,
        hint=clean(hint),
        caret=caret,
        used_by=tuple(clean(each) for each in used_by),
    )


def clean(text: str) -> str:
    """``text`` on one line, with every character that could steer a terminal replaced."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else "�" for c in text)


def excerpt_of(source: str, column: int) -> tuple[str, int]:
    """The part of a line around the 1-based ``column``, safe to show, and how many terminal
    cells stand before the column. A tab is shown as one space."""
    at = max(0, min(column - 1, len(source)))
    begin = max(0, at - 2 * EXCERPT_CELLS)  # of a very long line, only what can be near
    end = min(len(source), at + 2 * EXCERPT_CELLS)
    line = clean(source[begin:end].rstrip() if end == len(source) else source[begin:end])
    if not line.strip():
        return "", 0
    at = min(at - begin, len(line))
    before, after = begin > 0, end < len(source)
    begin, end = 0, len(line)
    if before or after or cells(line) > EXCERPT_CELLS:
        begin = max(0, at - EXCERPT_CELLS // 2)
        while begin < at and cells(line[begin:at]) > EXCERPT_CELLS // 2:
            begin += 1
        room = EXCERPT_CELLS - 2 - cells(line[begin:at])
        end = at
        while end < len(line) and room >= _cells(line[end]):
            room -= _cells(line[end])
            end += 1
    head = "…" if before or begin else ""
    tail = "…" if after or end < len(line) else ""
    return head + line[begin:end] + tail, cells(head + line[begin:at])


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(c) for c in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
