"""A flight director by the book, who flies through the same door as a player."""

from game.autopilot.pilot import Autopilot, fly

__all__ = ["Autopilot", "fly"]
