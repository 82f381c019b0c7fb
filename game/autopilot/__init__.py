"""A flight director by the book, who gives orders as a player does."""

from game.autopilot.pilot import Autopilot, fly

__all__ = ["Autopilot", "fly"]
