"""No Airlock: a mission-control game for the terminal.

Four suits, one hatch, no airlock. Imports run one way through the rooms of this package:
docs/architecture.md draws them and says where to find what.
"""

__version__ = "0.1.0"
