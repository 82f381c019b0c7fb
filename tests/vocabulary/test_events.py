"""Events: one catalogue says what each kind means, and nothing else can happen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from game.vocabulary import effects, events
from game.vocabulary.channels import expand
from game.vocabulary.events import EventKind, EventLog, Value, text_of

GAME = Path(__file__).parents[2] / "game"
ROLES = {"ev1": "EV1", "plt": "PLT"}
CHANNELS = expand(tuple(ROLES), ("vent",))


def filled(kind: EventKind) -> dict[str, Value]:
    """Data of the form that ``kind`` asks for."""
    return {
        datum.name: "plt" if datum.unit == "crew" else 300.0 if datum.unit else f"<{datum.name}>"
        for datum in kind.data
    }


@pytest.mark.parametrize("kind", events.CATALOGUE, ids=lambda kind: kind.id)
def test_every_kind_reads_as_a_sentence_of_its_own_data(kind: EventKind) -> None:
    text = text_of(kind, "ev1", filled(kind), ROLES)
    assert text and "{" not in text
    for datum in kind.data:
        if f"{{{datum.name}}}" in kind.text and not datum.unit:
            assert f"<{datum.name}>" in text
    if kind.over:
        assert text_of(kind, "ev1", {}, ROLES, over=True) != text


@pytest.mark.parametrize("kind", events.CATALOGUE, ids=lambda kind: kind.id)
def test_what_a_kind_moves_is_a_channel(kind: EventKind) -> None:
    for pattern in kind.shows:
        filled_in = pattern.format(
            crew="ev1", subject="vent", channel="ev1.suit.flow", tank="o2.a", gas="o2"
        )
        assert any(effects.moves(filled_in, name) for name in CHANNELS), pattern


def test_an_undeclared_kind_can_not_be_written() -> None:
    log = EventLog()
    with pytest.raises(AttributeError):
        log.add("suit.on_fire", "ev1")  # type: ignore[arg-type]
    assert not log.events


def test_a_datum_that_the_row_names_can_not_be_left_out() -> None:
    log = EventLog(roles=ROLES)
    with pytest.raises(KeyError, match="pressure"):
        log.add(events.SUIT_PRESSURE, "ev1")
    assert not log.events


def test_what_passes_is_routine_and_still_hidden() -> None:
    log = EventLog(roles=ROLES)
    low = log.add(events.SUIT_PRESSURE, "ev1", (-1,), {"pressure": 24_500.0})
    log.add(events.SUIT_PRESSURE, "ev1", (low,), over=True)
    first, second = log.events
    assert first.text == "EV1 suit pressure low: 24.5 kPa" and first.causes == ()
    assert second.text == "EV1 suit pressure recovered" and second.causes == (low,)
    assert (first.severity, second.severity) == ("warning", "routine")
    assert first.hidden and second.hidden


def test_an_event_of_another_game_means_nothing_here() -> None:
    strange = events.Event(1, 5, "suit.sings", "ev1", "EV1's suit sings")
    assert not (strange.row.mark or strange.row.spoken or strange.row.wakes)
    assert strange.word("text") == "EV1's suit sings"


def test_nobody_else_names_a_kind_of_event() -> None:
    """Kinds are named by their rows alone, so a list of them elsewhere can't fall behind.

    Ids that channels or columns of a table have too are left out.
    """
    dotted = {kind.id for kind in events.CATALOGUE if "." in kind.id}
    channels = {name.partition(".")[2] for name in CHANNELS} | set(CHANNELS)
    named = [
        f"{path.relative_to(GAME)}:{node.lineno}: {node.value}"
        for path in GAME.rglob("*.py")
        if path != GAME / "vocabulary" / "events.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in dotted - channels
    ]
    assert not named
