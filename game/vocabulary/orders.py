"""The catalogue of orders: everything that can be ordered, in words.

A key, a click, the command bar, a script, a level's checklist, a replay and the autopilot
all use these texts. :func:`parse` makes an :class:`Order` of a text, :func:`complete` offers
what could come next, and both work from the catalogue alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from game.vocabulary import units
from game.vocabulary.channels import paired
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.wording import quoted


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an order.

    ``kind`` is ``choice`` (one of ``choices``), ``crew``, ``checklist``, ``alarm`` (or ``all``),
    ``raised`` (an alarm), ``question`` and ``answer`` (of those that are open), ``flag`` (a name that the level makes up), ``pair`` (a channel with two transducers), ``duration``, ``number`` or
    ``rest`` (all the remaining text).
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    optional: bool = False
    least: float = 0.0
    most: float = float("inf")
    """Bounds of a duration, s."""


@dataclass(frozen=True, slots=True)
class OrderWord:
    """An order word.

    ``by`` is ``flight`` for what the flight director may order at any time, ``crew`` for manual
    acts that only a step of a checklist may name, ``both`` for either.
    """

    word: str
    arguments: tuple[Argument, ...]
    by: str
    what: str
    why: str
    example: str
    spoken: bool = True
    """Whether it is said on the voice loop; not, where another event says it better."""
    aboard: bool = True
    """Whether somebody on board must hear it, so that it needs the signal."""
    standing: bool = True
    """Whether the crew can carry it out alone, so that a standing order may give it."""
    palette: bool = False
    """Whether it stands in the console's palette."""
    called: bool = False
    """Whether it is a call to one of the crew, who hears it, reads it back and then does it. What
    the ground can do by command is done at once."""
    instead: str = ""
    """What a step of a checklist has in its place; empty if a step may give it."""

    @property
    def usage(self) -> str:
        """The order's form: ``flow CREW off|low|normal|high|purge``."""
        return " ".join([self.word, *(_usage(a) for a in self.arguments)])


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was understood: word, arguments, and whole text in the catalogue's spelling.

    Durations are kept as text and parsed where they are used.
    """

    word: str
    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        """The order as it stands in a flight log."""
        return " ".join((self.word, *self.arguments))


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a mission gives to orders: its crew, checklists and raised alarms."""

    crew: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """What may be answered by its name."""
    answers: tuple[str, ...] = ("yes", "no")


class NotUnderstood(ValueError):
    """A text that is no order.

    ``message`` says what is wrong and ``hint`` what to write in its place; ``word`` is which word
    of the text is wrong, from 0. ``missing`` is the kind (``crew``, ``checklist`` or ``alarm``)
    and the name that does not exist, if that is the cause.
    """

    def __init__(
        self, message: str, hint: str = "", word: int = 0, missing: tuple[str, str] = ("", "")
    ) -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.message = message
        self.hint = hint
        self.word = word
        self.missing = missing


def _usage(argument: Argument) -> str:
    text = "|".join(argument.choices) if argument.choices else argument.name.upper()
    return f"[{text}]" if argument.optional else text


RINGING = ("ack", "shelve", "unshelve")
"""Orders about how alarms ring, which change nothing on board."""
POSITIONS = ("eclss", "eva", "surgeon", "gnc", "capcom")
"""Who in the room can be asked."""
ROOM = tuple(position.upper() for position in POSITIONS)
"""The positions as they are called on the voice loop."""
GROUND = (*ROOM, "CORE", "FLIGHT")
"""Speakers on the ground, who can speak while the signal is lost."""
_CREW = Argument("crew", "crew")
_REST = Argument("time", "duration", optional=True, least=1.0, most=4 * 3600.0)
_SHELF = Argument("time", "duration", least=60.0, most=3600.0)
_LIST = Argument("checklist", "checklist")
_ANY_LIST = Argument("checklist", "checklist", optional=True)

_SIDE = Argument("place", "choice", ("before", "after"), optional=True)


def _choice(*choices: str) -> Argument:
    return Argument("setting", "choice", choices)


CATALOGUE: tuple[OrderWord, ...] = (
    OrderWord("run", (_LIST,), "both", "Start a checklist.",
              "Work is done by checklists; several can run side by side.", "run donning"),
    OrderWord("go", (_ANY_LIST,), "flight",
              "Give GO to the step that waits for it.",
              "Critical steps wait for you: look at the telemetry first.", "go", standing=False,
              instead="a critical step waits for GO by itself"),
    OrderWord("hold", (_ANY_LIST,), "both", "Hold a checklist after the step in hand.",
              "Buys time to think. Oxygen flows on.", "hold egress-ev1"),
    OrderWord("continue", (_ANY_LIST,), "flight", "Resume a held checklist.",
              "A step that failed holds its checklist until you say how to go on.", "continue",
              instead="take it out: a step that is done goes on by itself"),
    OrderWord("repeat", (_ANY_LIST,), "flight", "Do the last step again.",
              "When telemetry does not show what was reported.", "repeat leak-check",
              instead="write on_fail: retry"),
    OrderWord("skip", (_ANY_LIST,), "flight", "Leave out the step in hand.",
              "It costs points, and whatever the step was there for.", "skip",
              instead="write only_if for a step that may be left out"),
    OrderWord("step", (_ANY_LIST,), "flight", "Do one step of a checklist, then hold.",
              "For going slowly where it matters.", "step hatch-close",
              instead="take it out: steps follow each other by themselves"),
    OrderWord("stop", (_LIST,), "both", "Stop a checklist for good.",
              "Whatever it did stays done.", "stop mobility-ev1"),
    OrderWord("plan", (_choice("add", "drop", "move"), _LIST, _SIDE, _ANY_LIST), "flight",
              "Add optional work to the flight plan, drop it, or move an item.",
              "The plan is yours: the margin shows at once what an item costs.",
              "plan add photographs after egress-ev1", aboard=False, standing=False,
              instead="take it out: the flight plan is the player's"),
    OrderWord("poll", (), "both", "Poll the room for GO or NO-GO.",
              "EVA, ECLSS, SURGEON, GNC and CAPCOM each answer for what they watch.", "poll", palette=True),
    OrderWord("yes", (), "flight", "Answer yes to the oldest open question.",
              "Questions wait only so long.", "yes", spoken=False, standing=False,
              instead="take it out: questions are the player's to answer"),
    OrderWord("answer", (Argument("question", "question"), Argument("answer", "answer")), "flight",
              "Answer an open question by its name: yes, no, or one of the answers of a step.",
              "A step that asks waits for you.", "answer mal-water-ev1 sit",
              spoken=False, standing=False,
              instead="take it out: questions are the player's to answer"),
    OrderWord("watch", (_LIST, Argument("time", "duration", least=1.0, most=4 * 3600.0)), "flight",
              "Choose how long what a checklist watches now is watched, from its beginning.",
              "A longer check is surer: noise averages out. It costs time and oxygen.",
              "watch mal-cabin-leak 3 min", standing=False,
              instead="write for: and a time"),
    OrderWord("no", (), "flight", "Answer no to the oldest open question.",
              "Questions wait only so long.", "no", spoken=False, standing=False,
              instead="take it out: questions are the player's to answer"),
    OrderWord("flow", (_CREW, _choice("off", "low", "normal", "high", "purge")), "both",
              "Set the oxygen flow into a suit.",
              "More flow cools, dries and clears CO2, and shortens everybody's time.",
              "flow ev1 high"),
    OrderWord("suit", (_CREW, _choice("vent", "low", "press")), "both",
              "Set a suit's pressure control.",
              "Pressurised is 35.2 kPa above the cabin, low 25.5 kPa, vent the cabin's own pressure.",
              "suit ev1 press"),
    OrderWord("emergency", (_CREW, _choice("on", "off")), "both",
              "Open or shut a suit's emergency oxygen bottle.",
              "Minutes of oxygen without the umbilical.", "emergency ev1 on"),
    OrderWord("visor", (_CREW, _choice("open", "closed")), "both",
              "Have a crew member open or close the visor.",
              "Open, they breathe the cabin.", "visor plt closed", called=True),
    OrderWord("extinguish", (_CREW,), "both",
              "Have a crew member use the fire extinguisher.",
              "It puts out a small fire and knocks a large one down, three times in all.",
              "extinguish plt", called=True),
    OrderWord("leakcheck", (_CREW,), "both",
              "Have a suit isolated for a minute and its pressure watched.",
              "Finds a lock that only looks closed.", "leakcheck ev2", called=True),
    OrderWord("relock", (_CREW,), "both",
              "Have a crew member open, clean and lock gloves and visor again.",
              "The cure for a failed leak check, with the suit not pressurised.", "relock ev2", called=True),
    OrderWord("pace", (_CREW, _choice("slow", "normal", "fast")), "flight",
              "Tell a crew member how hard to work.",
              "Slow is longer, cooler and drier.", "pace ev1 slow", called=True),
    OrderWord("rest", (_CREW, _REST), "flight",
              "Have a crew member rest before the next step.",
              "Heart, heat and humidity come down.", "rest ev1 2 min", called=True),
    OrderWord("health", (_CREW,), "flight", "Quick health check: ask how they feel.",
              "People notice what no sensor shows.", "health ev1", called=True),
    OrderWord("talk", (_CREW,), "flight", "Have CAPCOM talk to a crew member.",
              "A calm voice brings breath and heart down.", "talk ev1", called=True),
    OrderWord("ingress", (_CREW,), "flight", "Call a crew member in, now.",
              "Whatever they were doing is stopped.", "ingress ev1", called=True),
    OrderWord("vent", (_choice("closed", "open", "full"),), "both", "Move the cabin vent valve.",
              "The way to vacuum. Check the suits first.", "vent open"),
    OrderWord("repress", (_choice("off", "n2", "o2", "air", "emergency"),), "both",
              "Feed gas into the cabin.",
              "Into a closed cabin only: what the tanks lose does not come back.", "repress n2"),
    OrderWord("relief", (_choice("low", "high"),), "both", "Set the cabin relief valve.",
              "Low holds 8.75 psi; a repress to 14 psi needs high.", "relief high"),
    OrderWord("hatch", (_choice("open", "closed"),), "flight",
              "Have the nearest crew member open or close and latch the hatch.",
              "For when no checklist fits.", "hatch closed", called=True),
    OrderWord("tank", (_choice("both", "a", "b"),), "both", "Choose the oxygen tanks that feed.",
              "To keep one from a leak in the other's line.", "tank b"),
    OrderWord("select", (Argument("channel", "pair"), _choice("a", "b")), "both",
              "Put one of a channel's two transducers on the display.",
              "Where they disagree one is wrong, and alarms and standing orders act on the one "
              "that is selected.", "select ev1.suit.pressure b", spoken=False),
    OrderWord("ask", (Argument("position", "choice", POSITIONS),
                      Argument("alarm", "raised", optional=True)), "flight",
              "Ask a position of the room what it suspects, of an alarm or at all.",
              "It names the suspects, how sure it is, and the test that would tell. It takes 20 s, "
              "knows no more than telemetry, and can be wrong.", "ask eclss",
              aboard=False, standing=False,
              instead="take it out: the room is the player's to ask"),
    OrderWord("when", (Argument("condition do order", "rest"),), "flight",
              "Leave a standing order: a condition, the word do, and an order.",
              "The crew carries it out without you, also while the signal is lost.",
              "when ev1.suit.pressure < 4.5 psi do abort", spoken=False, standing=False),
    OrderWord("forget", (Argument("number", "number"),), "flight", "Take a standing order back.",
              "They act once, but they act.", "forget 1", spoken=False, aboard=False, standing=False,
              instead="take it out: standing orders are the player's to take back"),
    OrderWord("ack", (Argument("alarm", "alarm"),), "flight",
              "Acknowledge an alarm, or all of them.",
              "So that the next one stands out.", "ack all", spoken=False, aboard=False, standing=False,
              instead="take it out: alarms are the player's to acknowledge"),
    OrderWord("shelve", (Argument("alarm", "raised"), _SHELF), "flight",
              "Keep a caution or an advisory from ringing for so long.",
              "A nuisance that you know of hides what you do not know of. It rings afterwards if it "
              "still holds. Warnings and emergencies are never shelved.", "shelve fog-ev2 10 min",
              spoken=False, aboard=False, standing=False,
              instead="take it out: alarms are the player's to shelve"),
    OrderWord("unshelve", (), "flight", "Let all shelved alarms ring again.",
              "", "unshelve", spoken=False, aboard=False, standing=False,
              instead="take it out: alarms are the player's to shelve"),
    OrderWord("terminate", (), "both", "End the EVA early: everybody in, by the checklist.",
              "One failure from losing life support; a slow leak; pain.", "terminate", palette=True),
    OrderWord("abort", (), "both", "Back to pressure at once: in, hatch closed, emergency repress.",
              "One suit's failure is everyone's: there is no airlock.", "abort", palette=True),
    OrderWord("don", (_CREW,), "crew", "Put gloves on and connect the umbilical.",
              "", "don ev1"),
    OrderWord("seal", (_CREW,), "crew", "Lock gloves and umbilical.",
              "", "seal ev2"),
    OrderWord("untangle", (_CREW,), "crew", "Look along an umbilical and clear its kinks.",
              "", "untangle ev1"),
    OrderWord("snag", (_CREW,), "crew", "Catch an umbilical on something: for slips.",
              "", "snag ev1"),
    OrderWord("drop", (_CREW,), "crew", "Let go of a tool: for slips.",
              "", "drop ev1"),
    OrderWord("spare", (_CREW,), "crew", "Give a crew member the spare tool.",
              "", "spare ev1"),
    OrderWord("calm", (_CREW,), "crew", "Bring down the stress of a crew member.",
              "", "calm ev1"),
    OrderWord("relay", (_CREW,), "crew", "Pass on by hand signals what a crew member can't hear.",
              "", "relay ev1"),
    OrderWord("isolate", (_CREW,), "crew", "Shut a suit's inlet and outlet and start the clock.",
              "", "isolate ev1"),
    OrderWord("judge", (_CREW,), "crew", "Read the leak check's result and go back to pressure.",
              "", "judge ev1"),
    OrderWord("move", (_CREW, _choice("seat", "cabin", "hatch", "outside")), "crew",
              "Move to another place.", "", "move ev1 outside"),
    OrderWord("unlatch", (), "crew", "Release all hatch latches.", "", "unlatch"),
    OrderWord("swing", (_choice("open", "closed"),), "crew", "Swing the hatch.", "", "swing open"),
    OrderWord("latch", (Argument("number", "number", optional=True),), "crew",
              "Engage one hatch latch, or all.", "", "latch 2"),
    OrderWord("clean", (), "crew", "Wipe the hatch seal.", "", "clean"),
    OrderWord("reseat", (), "crew", "Push the hatch seal home.", "", "reseat"),
    OrderWord("gear", (), "crew", "Work the hatch by its manual gear.", "", "gear"),
    OrderWord("sealcheck", (_choice("start", "judge"),), "crew",
              "Start or judge the check of the hatch seal.", "", "sealcheck start"),
    OrderWord("flag", (Argument("name", "flag"), _choice("on", "off")), "crew",
              "Set a flag of the level, which conditions can ask for.", "", "flag seal-seen on",
              spoken=False, aboard=False, standing=False),
    OrderWord("done", (), "both", "Declare the EVA over.",
              "When the cabin is verified. The room cheers, or does not.", "done", standing=False, palette=True),
)  # fmt: skip
"""Every order word, those of the flight director first."""

_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
BY_WORD = {entry.word: entry for entry in CATALOGUE}


def parse(text: str, names: Names, *, by: str = "flight") -> Order:
    """The order that ``text`` says, as ``flight`` director or as a checklist for its ``crew``.

    Raises NotUnderstood with one sentence. Case and spacing do not matter, except in the
    rest of a standing order.
    """
    words = text.split()
    if not words:
        raise NotUnderstood("an order is needed, for example: flow ev1 high")
    entry = BY_WORD.get(words[0].lower())
    if entry is None or (by == "flight" and entry.by == "crew"):
        known = [e.word for e in CATALOGUE if by == "crew" or e.by != "crew"]
        raise NotUnderstood(f"no order is called {quoted(words[0])}", _meant(words[0], known))
    given = words[1:]
    arguments: list[str] = []
    for at, argument in enumerate(entry.arguments):
        last = at == len(entry.arguments) - 1
        if not given:
            if argument.optional:
                break
            raise NotUnderstood(
                f"{entry.word} needs {_article(argument)}: {entry.usage}, "
                f"for example: {entry.example}"
            )
        if last and argument.kind in ("rest", "duration"):
            value, given = " ".join(given), []
        else:
            value, given = given[0], given[1:]
        arguments.append(_checked(value, argument, names, entry, at + 1))
    if given:
        raise NotUnderstood(
            f"{quoted(' '.join(given))} is too much for {entry.word}: {entry.usage}",
            word=len(words) - len(given),
        )
    return Order(entry.word, tuple(arguments))


def _checked(value: str, argument: Argument, names: Names, entry: OrderWord, word: int) -> str:
    if argument.kind == "rest":
        return value
    if argument.kind == "duration":
        try:
            seconds = units.parse(value, "duration")
        except units.BadQuantity as bad:
            raise NotUnderstood(f"{entry.word}: {bad}", word=word) from None
        if not argument.least <= seconds <= argument.most:
            least, most = units.show(argument.least, "s", 0), units.show(argument.most, "h", 0)
            raise NotUnderstood(
                f"{entry.word} takes {least} to {most}, not {quoted(value)}", word=word
            )
        return value
    if argument.kind == "number":
        if not (value.isascii() and value.isdigit() and len(value) < 6):
            raise NotUnderstood(f"{entry.word} needs a number, not {quoted(value)}", word=word)
        return str(int(value))
    if argument.kind == "flag":
        if not re.fullmatch(_SLUG, value.lower()) or len(value) > 40:
            hint = "small letters, digits and single hyphens, for example seal-seen"
            raise NotUnderstood(f"no flag can be called {quoted(value)}", hint, word)
        return value.lower()
    known = _known(argument, names)
    if value.lower() in known:
        return value.lower()
    what = {"crew": "nobody is called", "checklist": "no checklist is called",
            "alarm": "no alarm is called", "raised": "no alarm is called",
            "pair": "no two transducers are called", "question": "no open question is called",
            "answer": "no answer is called"}.get(argument.kind, f"{entry.word} does not take")  # fmt: skip
    missing = ("", "") if argument.kind == "choice" else (argument.kind, value.lower())
    raise NotUnderstood(f"{what} {quoted(value)}", _meant(value, known), word, missing)


def _known(argument: Argument, names: Names) -> Sequence[str]:
    return {
        "crew": names.crew,
        "checklist": names.checklists,
        "alarm": (*names.alarms, "all"),
        "raised": names.alarms,
        "pair": paired(names.crew),
        "question": names.questions,
        "answer": names.answers,
        "choice": argument.choices,
    }[argument.kind]


def _meant(word: str, known: Sequence[str]) -> str:
    near = did_you_mean(word, known)
    return near or (f"there is {', '.join(known)}" if 0 < len(known) <= 40 else "")


def _article(argument: Argument) -> str:
    if argument.choices:
        return "one of " + ", ".join(argument.choices)
    return {"crew": "a crew member", "checklist": "a checklist", "alarm": "an alarm, or all",
            "raised": "an alarm", "question": "an open question", "answer": "its answer", "pair": "a channel with two transducers", "duration": "a time", "number": "a number"}.get(argument.kind, argument.name)  # fmt: skip


def complete(text: str, names: Names) -> list[str]:
    """Texts that go on from ``text``, each a whole order up to the word being typed."""
    words = text.split()
    typing = "" if text.endswith(" ") or not words else words.pop()
    if not words:
        return [e.word for e in CATALOGUE if e.by != "crew" and e.word.startswith(typing.lower())]
    entry = BY_WORD.get(words[0].lower())
    at = len(words) - 1
    if entry is None or entry.by == "crew" or at >= len(entry.arguments):
        return []
    argument = entry.arguments[at]
    if argument.kind in ("rest", "duration", "number", "flag"):
        return []
    head = " ".join(words)
    return [f"{head} {word}" for word in _known(argument, names) if word.startswith(typing.lower())]
