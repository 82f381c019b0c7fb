"""Flights flown again or played: seeking, verifying, following."""
