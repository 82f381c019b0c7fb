"""The room that is displayed; see :mod:`game.room`."""

from game.room import Room as Room
from game.room import Session as Session
from game.room import Telemetry as Telemetry
