"""Effects: each row is whole, and says where it shows."""

from __future__ import annotations

import pytest

from game.vocabulary import effects, events, orders
from game.vocabulary.channels import expand
from game.vocabulary.effects import Effect

CHANNELS = expand(("ev1", "ev2"), ("vent",))


@pytest.mark.parametrize("effect", effects.CATALOGUE, ids=lambda effect: effect.word)
def test_an_effect_is_told_shows_and_says_what_undoes_it(effect: Effect) -> None:
    word, *given = effect.example.split()
    assert word == effect.word and len(given) >= len(effect.arguments)
    assert events.EFFECTS[word].hidden, "the ground must find it out"
    for pattern in effects.shown_on(effect, given):
        assert any(effects.moves(pattern, name) for name in CHANNELS), pattern
    for order in effect.fixed_by:
        assert order in orders.BY_WORD


def test_whom_it_happens_to() -> None:
    def subject(text: str) -> str:
        word, *given = text.split()
        return effects.subject_of(effects.BY_WORD[word], given)

    assert subject("leak ev2 3 mm2") == "ev2"
    assert subject("hull 5 mm2") == "cabin"
    assert subject("stuck ev1.suit.pressure") == "ev1"
    assert subject("dead cabin.pressure") == "cabin"
    assert subject("jam-hatch") == "hatch"
