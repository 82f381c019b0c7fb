"""Flying on from a moment of a replay."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from game.console.keys import Key, Row
from game.console.screens.desk import DeskScreen, Part
from game.console.screens.dialogs import Choice, ChoiceScreen
from game.display.text import clean
from game.flightlog.log.notes import met
from game.flightlog.replay.watched import Watched
from game.vocabulary.wording import few


class _TakesOver(Protocol):
    def take_over(self, path: Path, tick: int) -> None: ...


class TakeOver(Part):
    """Begins a new flight where the replay stands."""

    KEYS = (
        Row(
            "f",
            "fly on from here: a new flight, with this one as its ghost",
            (Key("replay.fly", "f", "fly", "fly from here", "A new flight from here"),),
            "fly on", 310,
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, replay: Watched) -> None:
        super().__init__(screen)
        self.replay = replay

    def action_fly(self) -> None:
        """Fly on from this moment in a new flight, after asking once."""
        room = self.screen.room
        if not self.replay.proved:
            self.say(
                "Another version of the game flew this: it can be watched, not flown on.", "refused"
            )
            return
        if room.outcome is not None:
            self.tell(
                "The mission has ended here: go back first, then {replay.fly} flies on.", "refused"
            )
            return
        path, tick = self.replay.path, room.tick

        def then(answer: str | None) -> None:
            if answer in ("fly", "before"):
                cast(_TakesOver, self.screen.app).take_over(path, tick - (answer == "before"))

        said = (
            f"A new flight begins at {met(tick)}, just as this one stood then, and this one flies "
            "beside it as its ghost. The saved flight stays as it is."
        )
        choices = [Choice("f", "Fly from here", "fly"), Choice("s", "Stay", "stay")]
        given = [text for at, text in self.replay.orders if at == tick]
        if given and tick > 0:
            said += f" What was ordered at this moment is in it already: {clean(few(given))}."
            what = "that order" if len(given) == 1 else "those orders"
            choices.insert(1, Choice("b", f"Fly from just before {what}", "before"))
        self.screen.app.push_screen(ChoiceScreen("Fly on from here?", said, choices), then)
