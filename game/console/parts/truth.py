"""The truth beside telemetry, in a replay."""

from __future__ import annotations

from dataclasses import replace

from game.console.keys import Key, Row
from game.console.screens.desk import DeskScreen, Part
from game.console.screens.dialogs import Choice, PickScreen
from game.display.panels.truth import PANEL, truth
from game.display.view import Look


class Truth(Part):
    """Shows what the ground did not see, and hides it again."""

    KEYS = (
        Row(
            "x  X",
            "the truth beside telemetry; all of it in a list",
            (
                Key("replay.truth", "x", "truth", "truth", "The truth beside telemetry"),
                Key("replay.all", "X", "all", "all of it", "All that was hidden"),
            ),
            "truth", 240, "x",
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen)
        self._on = False
        self._slot = screen.need.slot
        """What stood where the truth stands now."""

    def look(self, look: Look) -> Look:
        """With what was hidden, while it is asked for."""
        return replace(look, truth=self._on)

    def action_truth(self) -> None:
        """Show the truth beside telemetry, or hide it again."""
        screen = self.screen
        if self._on and screen.need.slot == PANEL.id:
            self._on = False
            screen.turn_to(self._slot)
            screen.say("What the ground saw, and no more.", "dim")
        else:
            self._on = True
            self._slot = screen.need.slot
            screen.turn_to(PANEL.id)
            said = "The truth. ◌ was not seen by the ground. {replay.truth} hides it again."
            screen.tell(truth(screen.room).none or said)
        screen.show()

    def action_all(self) -> None:
        """List all that the ground did not see, and every reading that was not true."""
        found = truth(self.screen.room)
        picks = [Choice("", f"{one.met} {one.text}", f"event:{one.event}") for one in found.unseen]
        picks += [
            Choice("", one.label, f"channel:{one.channel}",
                   f"{one.true} ≠ {one.seen}   {one.why}")
            for one in found.apart
        ]  # fmt: skip
        if not picks:
            none = "Telemetry says what is so, and nothing is hidden."
            self.say(found.none or none, "dim")
            return

        def then(target: str | None) -> None:
            if target:
                self.screen.choose(target)

        title = "The truth ≠ what telemetry said"
        self.screen.app.push_screen(PickScreen(title, picks), then)
