"""The short procedures that orders to one crew member start: no level needs to write them.

They are data, as a level's own checklists are. ``{who}`` stands for the crew member's id, in a
title ``{role}`` for what they are called. A name is an order's word, with what varies: where the
way in begins, what the visor or hatch is to be, how the suit was set.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from game.level.schema import Checklist, Step

REST_EFFORT = {"seat": 105.0}
"""Metabolic rate at rest, W, by place (BVAD)."""
STANDING_EFFORT = 150.0
"""Metabolic rate at rest where there is no seat, W [R]."""


def _list(title: str, *steps: Step) -> Checklist:
    return Checklist(title=title, steps=steps)


def _step(text: str, takes: str, **more: object) -> Step:
    return Step.of({"text": text, "takes": takes, **more})


_RELOCK = (
    _step(
        "Suit to cabin pressure", "5 s", only_if="{who}.suit.mode != vent",
        do=("suit {who} vent",), expect="{who}.suit.delta < 1 kPa", within="60 s",
    ),
    _step("Open, wipe and lock gloves and visor", "90 s", do=("seal {who}",), effort="170 W"),
    _step("Visor closed", "5 s", do=("visor {who} closed",)),
)  # fmt: skip
_PRESS = _step("Suit to pressure", "5 s", do=("suit {who} press",))
_LOCKED = _step("Report", "2 s", say="Gloves and visor locked again. Check me.")
_WAY_IN = (
    _step("Back to the hatch", "45 s", effort="300 W", do=("move {who} hatch",)),
    _step("In through the hatch", "20 s", effort="300 W", do=("move {who} cabin",)),
    _step("To the seat", "25 s", effort="300 W", do=("move {who} seat",)),
    _step("Report", "2 s", say="I'm in."),
)
"""45 s to the hatch, 20 s through it, 25 s to the seat [R]."""

PROCEDURES: dict[str, Checklist] = {
    "visor open": _list(
        "Visor open, {role}",
        _step(
            "Open the visor", "8 s", do=("visor {who} open",),
            expect="{who}.suit.visor == open", say="Visor open.",
        ),
    ),
    "visor closed": _list(
        "Visor closed, {role}",
        _step(
            "Close the visor", "8 s", do=("visor {who} closed",),
            expect="{who}.suit.visor == closed", say="Visor closed.",
        ),
    ),
    "extinguish": _list(
        "Extinguisher, {role}",
        _step("Extinguisher at the base of the fire", "12 s", do=("extinguish {who}",),
              effort="260 W", say="Extinguisher used."),
    ),
    "leakcheck": _list(
        "Leak check, {role}",
        _step("Isolate the suit", "5 s", do=("isolate {who}",), effort="110 W"),
        _step("Hold still and watch the suit's pressure", "60 s", effort="110 W"),
        _step(
            "Read the result", "5 s", do=("judge {who}",),
            expect="{who}.suit.leak_check == passed", within="5 s", effort="110 W",
            say="Leak check passed.",
        ),
    ),
    "relock vent": _list("Relock, {role}", *_RELOCK, _LOCKED),
    "relock press": _list("Relock, {role}", *_RELOCK, _PRESS, _LOCKED),
    "rest": _list("Rest, {role}", _step("Rest", "120 s", say="Rested. Ready.")),
    "health": _list("Health check, {role}", _step("Say how you feel", "10 s", effort="125 W")),
    "ingress outside": _list("Ingress, {role}", *_WAY_IN),
    "ingress hatch": _list("Ingress, {role}", *_WAY_IN[1:]),
    "ingress cabin": _list("Ingress, {role}", *_WAY_IN[2:]),
    "hatch open": _list(
        "Hatch open",
        _step("Release the latches", "30 s", effort="350 W", do=("unlatch",)),
        _step(
            "Swing the hatch open", "30 s", effort="450 W",
            do=("swing open",), expect="hatch.position == open", say="Hatch is open.",
        ),
    ),
    "hatch closed": _list(
        "Hatch closed",
        _step(
            "Swing the hatch closed", "20 s", effort="350 W",
            do=("swing closed",), expect="hatch.position == closed",
        ),
        _step("Engage the latches", "30 s", effort="450 W", do=("latch",),
              say="Hatch closed and latched."),
    ),
}  # fmt: skip


def build(job: list[str], roles: Mapping[str, str]) -> Checklist:
    """The procedure of ``job``, made for whom it names (:func:`game.ops.procedures.jobs.job`)."""
    return _built(tuple(job), roles[job[1]])


@lru_cache(maxsize=256)
def _built(job: tuple[str, ...], role: str) -> Checklist:
    who = job[1]
    found = next(PROCEDURES[name] for name in _names(job) if name in PROCEDURES)
    steps = tuple(_made_for(step, who) for step in found.steps)
    if job[0] == "rest":
        effort = REST_EFFORT.get(job[3], STANDING_EFFORT)
        steps = (steps[0].changed(takes=float(job[2]), effort=effort),)
    return found.changed(title=found.title.replace("{role}", role), steps=steps)


def _names(job: tuple[str, ...]) -> tuple[str, str]:
    """The names under which the procedure may stand: with what varies, and without."""
    return f"{job[0]} {job[2]}" if len(job) > 2 else job[0], job[0]


def _made_for(step: Step, who: str) -> Step:
    def filled(text: str | None) -> str | None:
        return text.replace("{who}", who) if text else text

    return step.changed(
        who=who,
        do=tuple(text.replace("{who}", who) for text in step.do),
        expect=filled(step.expect),
        only_if=filled(step.only_if),
    )
