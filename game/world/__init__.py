"""Things with state: cabin, hatch, supply, suits, bodies, sky, sensors, faults.

The world holds the truth. It knows nothing of checklists, alarms or players. From the bottom up:

- ``gas``, ``layout``, ``record``: amounts of gas, the slots of a frame, state as plain data
- ``body``, ``cabin``, ``hatch``, ``sky``, ``suit``, ``supply``, ``transducers``: one thing each
- ``state``: all of them together, and the look-ups that everything above needs
- ``instruments`` read it, ``effects`` change it for the worse
- ``actions`` carry out orders, ``faults`` let effects happen, ``observations`` report what changed,
  ``capability`` says what somebody can do
- ``world``: all of it, stepped through time
"""
