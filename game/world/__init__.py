"""Things with state: cabin, hatch, supply, suits, bodies, sky, sensors, faults.

The world holds the truth. It knows nothing of checklists, alarms or players.
"""
