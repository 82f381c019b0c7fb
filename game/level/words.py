"""The words of a level: names of people, checklists and channels, conditions, orders and effects.

Each has to be one that exists and reads; what does not has a path in the level and an offset into
the text there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from game.level.fields import OutOfRange
from game.level.findings import Finding
from game.level.form import Path
from game.level.schema import Level, within
from game.vocabulary import channels, conditions, effects, grammar, orders, units
from game.vocabulary.nearest import did_you_mean, nearest

RESERVED = frozenset(
    {"all", "any", "core", "none"}
    | {c.name.split(".")[0] for c in channels.CATALOGUE if not c.name.startswith("{")}
)
"""What nobody of the crew may be called: the names of channels begin with these words."""

HOLDER = re.compile(r"\{(\w*)\}")
_SOMEBODY = re.compile(r"(?<![\w.-])\{\w+\}(?=\.)")
"""A place-holder that stands for somebody, as in ``{who}.suit.pressure``."""
_HERE = {
    "who": "in a step that somebody of the crew does",
    "crew": "in a checklist with for, or in a rule that has it in its condition",
    "pick": "in a fault with pick",
}


def nobody(
    who: str, level: Level, path: Path, offset: int = 0, more: Sequence[str] = ()
) -> Finding:
    """The finding of a name that nobody of the crew has."""
    known = (*level.crew, *more)
    return Finding(
        "LEVEL-404",
        path,
        f"nobody is called '{who}'",
        did_you_mean(who, known) or f"there is {', '.join(known)}",
        offset,
        missing=("crew", who),
    )


def fill(text: str, names: Mapping[str, str]) -> tuple[str, Callable[[int], int]]:
    """``text`` with its place-holders filled.

    Also returns a function from an index in that to one in ``text``.
    """
    out: list[str] = []
    jumps: list[tuple[int, int, int]] = []
    at = length = 0
    for found in HOLDER.finditer(text):
        if found[1] not in names:
            continue
        value = names[found[1]]
        out += [text[at : found.start()], value]
        length += found.start() - at
        jumps.append((length, length + len(value), found.start()))
        length += len(value)
        at = found.end()
    out.append(text[at:])

    def back(index: int) -> int:
        shift = 0
        for start, end, origin in jumps:
            if index < start:
                break
            if index < end:
                return origin
            hole = text.index("}", origin) + 1
            shift = hole - end
        return index + shift

    return "".join(out), back


def asking(level: Level) -> tuple[str, ...]:
    """What may ask the player something: questions, and checklists with a step that asks."""
    lists = dict.fromkeys(
        name
        for name, checklist in level.checklists.items()
        if any(step.ask for _, step in within(checklist.steps))
    )
    return (*level.questions, *lists)


class Words:
    """What the words of a level may be, and which of them something uses."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.lists = level.checklists
        every = channels.expand(level.crew, self.lists, level.known_marks)
        self.known = every
        """What the author may read: hidden channels too."""
        self.channels = {
            name: one for name, one in every.items() if not name.startswith(channels.HIDDEN)
        }
        alarms = [*level.rules, *(f"{rule}-{who}" for rule in level.rules for who in level.crew)]
        self.names = orders.Names(
            tuple(level.crew), tuple(self.lists), tuple(alarms), asking(level)
        )
        self.used: set[tuple[str, str]] = set()
        """The crew members and checklists that something names, by their kind."""
        self.sound: set[tuple[str, str]] = set()
        """Filled conditions, and orders by whom, that were found right: most stand often."""
        self._alike: set[tuple[object, ...]] = set()
        """Conditions that are right of one of the crew, and so of all: their channels are alike."""

    def channel(
        self, text: str, path: Path, names: dict[str, str], offset: int = 0
    ) -> Iterator[Finding]:
        """What is wrong with the name of a channel."""
        name, _ = fill(text, names)
        if found := HOLDER.search(name):
            yield holder(found[1], path, offset + found.start(), names)
        elif name not in self.channels:
            hint = did_you_mean(name, list(self.channels))
            missing = self._owner(name)
            message = f"'{name[:60]}' is not a channel"
            yield Finding("LEVEL-415", path, message, hint, offset, missing=missing)
        elif name == text:
            self._uses([name])

    def _owner(self, channel: str) -> tuple[str, str]:
        """Who or which checklist is missing, if a channel's name would be right but for them."""
        head, _, rest = channel.partition(".")
        if head == "checklist":
            return ("checklist", rest)
        if head in channels.OWN:
            return ("", "")
        known = any(name.endswith(f".{rest}") for name in self.channels)
        return ("crew", head) if known and head not in RESERVED else ("", "")

    def _uses(self, channels: Iterable[str]) -> None:
        """Remember whom and which checklists these channels belong to."""
        for name in channels:
            head, _, rest = name.partition(".")
            if head == "step":
                rest = rest.partition(".")[0]
            kind = "checklist" if head in ("checklist", "step") else "crew"
            self.used.add((kind, rest if kind == "checklist" else head))

    def checklist(
        self, text: str, path: Path, names: dict[str, str] | None = None, offset: int = 0
    ) -> Iterator[Finding]:
        """What is wrong with the name of a checklist."""
        name, _ = fill(text, names or {})
        if name in self.lists:
            self.used.add(("checklist", name))
            return
        if found := HOLDER.search(name):
            yield holder(found[1], path, offset, names or {})
            return
        made = [full for full in self.lists if full.startswith(f"{name}-")]
        if made:
            hint = f"it was made for each: {', '.join(made)}"
        else:
            hint = made_for(name, self.level) or did_you_mean(name, list(self.lists))
            hint = hint or f"there is {', '.join(self.lists)}"
        message = f"no checklist is called '{name}'"
        yield Finding("LEVEL-405", path, message, hint, offset, missing=("checklist", name))

    def text(self, text: str, path: Path, names: Mapping[str, str]) -> Iterator[Finding]:
        """What is wrong with the place-holders of a text."""
        for found in HOLDER.finditer(text):
            if found[1] not in names:
                yield holder(found[1], path, found.start(), names)

    def condition(
        self, text: str, path: Path, names: Mapping[str, str], *, author: bool = False
    ) -> Iterator[Finding]:
        """What is wrong with a condition, or with one of the ``author``, who knows everything."""
        known = self.known if author else self.channels
        wrong = next(self.text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        alike = self._of_somebody(text, names, author)
        if alike in self._alike:
            return
        filled, back = fill(text, names)
        if ("", filled) in self.sound:
            return
        try:
            conditions.check(filled, known)
            if "{who}" in text:  # It will stand in parentheses, once for each.
                conditions.check(f"({filled})", known)
        except grammar.BadCondition as bad:
            yield self._unread(bad, path, back(bad.column - 1))
        else:
            if not author:
                self.sound.add(("", filled))
            if alike:
                self._alike.add(alike)
            if "{" not in text and "all." not in text:
                self._uses(conditions.channels_of(filled, known))

    def _of_somebody(
        self, text: str, names: Mapping[str, str], author: bool
    ) -> tuple[object, ...] | None:
        """The same for all of the crew of whom a condition is alike; None for other conditions.

        With the lengths of their names, since a condition may become too long.
        """
        if not names or "{" not in text or HOLDER.search(_SOMEBODY.sub("", text)):
            return None
        if not all(who in self.level.crew for who in names.values()):
            return None
        return author, text, *map(len, names.values())

    def _unread(self, bad: grammar.BadCondition, path: Path, offset: int) -> Finding:
        missing = self._owner(bad.missing)
        if bad.missing in self.known:
            message = f"nobody in the mission knows '{bad.missing}'"
            hint = "only faults, objectives, questions, voice, lessons and the end may depend on it"
            return Finding("LEVEL-401", path, message, hint, offset)
        hint = f"write checklist.{bad.missing} == done" if bad.missing in self.lists else bad.hint
        return Finding("LEVEL-401", path, bad.message, hint, offset, missing=missing)

    def orders_of(
        self, texts: Sequence[str], path: Path, names: Mapping[str, str], by: str = "crew"
    ) -> Iterator[Finding]:
        """What is wrong with orders."""
        for at, text in enumerate(texts):
            yield from self.order(text, (*path, at), names, by)

    def order(self, text: str, path: Path, names: Mapping[str, str], by: str) -> Iterator[Finding]:
        """What is wrong with an order ``by`` the flight director, the crew or an answer."""
        wrong = next(self.text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        filled, back = fill(text, names)
        if (by, filled) in self.sound:
            return
        try:
            order = orders.parse(filled, self.names, by="crew" if by == "answer" else by)
        except orders.NotUnderstood as bad:
            word = filled.split()[0].lower() if filled.strip() else ""
            if by != "crew" and word in orders.BY_WORD and orders.BY_WORD[word].by == "crew":
                hint = "put it into a checklist, and run that"
                message = f"{word} is an act of a step, not an order"
                yield Finding("LEVEL-402", path, message, hint, back(0))
                return
            kind, name = bad.missing
            hint = made_for(name, self.level) if kind == "checklist" else ""
            yield _no_order(bad, path, filled, back, hint)
            return
        entry = orders.BY_WORD[order.word]
        if by == "crew" and entry.instead:
            yield Finding(
                "LEVEL-402",
                path,
                f"{order.word} is the flight director's to give, not a step's",
                entry.instead,
            )
            return
        for argument, value in zip(entry.arguments, order.arguments, strict=False):
            if argument.kind in ("crew", "checklist") and value in text.lower():
                self.used.add((argument.kind, value))
        if order.word != "when":
            self.sound.add((by, filled))
            return
        condition, do, rest = order.arguments[0].partition(" do ")
        if not do:
            yield Finding("LEVEL-402", path, "a standing order is written when CONDITION do ORDER")
            return
        at = filled.lower().find("when") + 5
        try:
            conditions.check(condition, self.channels)
            orders.parse(rest, self.names, by="flight")
        except grammar.BadCondition as bad:
            yield self._unread(bad, path, back(at + bad.column - 1))
        except orders.NotUnderstood as bad:
            yield Finding("LEVEL-402", path, bad.message, bad.hint, missing=bad.missing)

    def _transducer(self, name: str, path: Path, offset: int) -> Iterator[Finding]:
        """A channel, or the second of its two transducers."""
        channel = name.removesuffix(channels.SECOND)
        pair = f"{channel}.pair" in self.channels
        yield from self.channel(channel if pair else name, path, {}, offset)

    def effect(self, text: str, path: Path, names: dict[str, str]) -> Iterator[Finding]:
        """What is wrong with the words of an effect."""
        wrong = next(self.text(text, path, names), None)
        if wrong is not None:
            yield wrong
            return
        filled, back = fill(text, names)
        words = filled.split()
        row = effects.BY_WORD.get(words[0]) if words else None
        if row is None:
            word = words[0] if words else ""
            every = "; ".join(each.usage for each in effects.CATALOGUE)
            hint = did_you_mean(word, list(effects.BY_WORD)) or f"there is {every}"
            yield Finding("LEVEL-411", path, f"no effect is called '{word}'", hint)
            return
        given = words[1:]
        measured = bool(row.arguments) and row.arguments[-1].kind == "quantity"
        if len(given) < len(row.arguments) or (len(given) > len(row.arguments) and not measured):
            yield Finding("LEVEL-411", path, f"this effect is written {row.usage}", row.example)
            return
        starts = [back(found.start()) for found in re.finditer(r"\S+", filled)]
        for at, argument in enumerate(row.arguments, 1):
            if argument.kind == "crew" and words[at] not in self.level.crew:
                yield nobody(words[at], self.level, path, starts[at])
            elif argument.kind == "crew":
                if words[at] in text:
                    self.used.add(("crew", words[at]))
            elif argument.kind == "channel":
                yield from self._transducer(words[at], path, starts[at])
            elif argument.kind == "choice":
                if words[at] not in argument.choices:
                    every = ", ".join(argument.choices)
                    hint = did_you_mean(words[at], list(argument.choices)) or f"there is {every}"
                    message = f"no {argument.name} is called '{words[at]}'"
                    yield Finding("LEVEL-411", path, message, hint, starts[at])
            else:
                bad = _amount(" ".join(words[at:]), argument)
                if bad is not None:
                    code = "LEVEL-305" if isinstance(bad, OutOfRange) else "LEVEL-304"
                    yield Finding(code, path, bad.message, bad.hint, starts[at])


def _amount(text: str, argument: effects.Argument) -> units.BadQuantity | None:
    """What is wrong with a quantity of an effect, if anything is."""
    try:
        value = units.parse(text[: grammar.MAX_QUANTITY], argument.dimension)
    except units.BadQuantity as bad:
        return bad
    if argument.least <= value <= argument.most:
        return None
    least, most = (units.tidy(each, argument.dimension) for each in (argument.least, argument.most))
    percent = argument.dimension == "ratio" and text.replace(".", "").isdigit()
    hint = f"did you mean {text} %?" if percent else f"{least} to {most}"
    return OutOfRange(f"'{text}' is out of range", hint)


def made_for(name: str, level: Level) -> str:
    """The hint for the name of a checklist that is made, but not for this one of the crew."""
    for base, checklist in level.procedures.items():
        who = name.removeprefix(f"{base}-")
        if checklist.for_ and who in level.crew and who != name:
            people = ", ".join(checklist.for_)
            return f"it is made for {people}: add {who} to its for, or to a role of its part"
    return ""


def _no_order(
    bad: orders.NotUnderstood,
    path: Path,
    filled: str,
    back: Callable[[int], int],
    hint: str = "",
) -> Finding:
    starts = [found.start() for found in re.finditer(r"\S+", filled)]
    offset = back(starts[bad.word]) if bad.word < len(starts) else 0
    return Finding("LEVEL-402", path, bad.message, hint or bad.hint, offset, missing=bad.missing)


def holder(name: str, path: Path, offset: int, names: Mapping[str, str]) -> Finding:
    """The finding of a place-holder that means nothing at ``path``."""
    hint = _HERE.get(name, "")
    if hint:
        hint = f"it stands for somebody only {hint}"
    elif names:
        here = ", ".join("{" + each + "}" for each in names)
        meant = nearest(name, [*names, *_HERE])
        hint = f"did you mean {{{meant}}}?" if meant else f"there is {here}"
    elif meant := nearest(name, list(_HERE)):
        hint = f"did you mean {{{meant}}}?"
    return Finding("LEVEL-403", path, f"{{{name}}} means nothing here", hint, offset)
