"""The mission-control console: a Textual application over the mission door.

It reads telemetry and views, sends orders in words, and holds no state of the simulation.
"""
