"""No Airlock: a mission-control game for the terminal.

Four suits, one hatch, no airlock. Its rooms, each of which may import only
those before it: vocabulary, physics, level, world, ops, mission, flightlog,
autopilot, debrief, authoring, console, cli.
"""

__version__ = "0.1.0"
