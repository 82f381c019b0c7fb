"""Equations: no state, no clock, no game. Every function is pure and says its source."""
