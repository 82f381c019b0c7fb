"""The sky over the ship: where it is, who hears it, whether the Sun shines.

All of it follows from the orbit and the time alone, so there is no state to step: passages
are found ahead on a coarse grid, refined to the half second, and kept for all missions that
fly the same orbit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from math import inf

from game.level.schema import Orbit
from game.physics import orbit as orbits
from game.physics.constants import DEGREE
from game.physics.orbit import Elements, Vector

GRID_S = 20.0
"""Step of the search for passages: shorter gaps than this may be missed."""
CHUNK_S = 1800.0
"""How much is searched at once."""
HORIZON_S = 6.0 * 3600.0
"""How far ahead a passage is looked for before the answer is: not in sight."""
TRACK_S = 5.0
"""Step of the ground track."""
TRACK_KEPT = 4096
"""Steps of the ground track that are kept: nearly six hours."""
NO_LINK = ""

Passage = tuple[float, str]
"""From when on (s), and what from then on: the name of a link, or day or night."""
Window = tuple[float, float, str]
"""From when to when (s), and what in between."""


def elements_of(plan: Orbit) -> Elements:
    """The elements of a level's orbit at its epoch."""
    return orbits.elements_of_heights(
        plan.perigee,
        plan.apogee,
        plan.inclination * DEGREE,
        plan.node * DEGREE,
        plan.perigee_argument * DEGREE,
        plan.mean_anomaly * DEGREE,
    )


class Sky:
    """Signal, sunlight and ground track of one orbit, by mission time in seconds."""

    def __init__(self, plan: Orbit) -> None:
        self._position = orbits.Propagator(elements_of(plan)).position
        self._julian = orbits.julian_date(plan.epoch)
        self._gmst = orbits.gmst(self._julian)
        self._sun = orbits.sun_direction(self._julian)
        self._relays = tuple(
            (name, orbits.relay_position(orbits.RELAYS[name] * DEGREE)) for name in plan.relays
        )
        self._stations = tuple(
            (place.name, orbits.surface(place.latitude * DEGREE, place.longitude * DEGREE))
            for place in (orbits.STATIONS if plan.stations else ())
        )
        self._mask = plan.mask * DEGREE
        self._searched = 0.0
        start = self._position(0.0)
        self._links: list[Passage] = [(0.0, self._link_at(0.0, start))]
        self._lights: list[Passage] = [(0.0, self._light_at(start))]
        self._contact = self._light = (0.0, 0.0, "")
        self._track = lru_cache(maxsize=TRACK_KEPT)(self._point)
        """A step of the ground track costs 14 us, and all missions on this orbit fly over it."""
        self._step, self._below = -1, (0.0, 0.0, 0.0)

    def signal(self, time: float) -> bool:
        """Whether the ground has contact."""
        return self.passages(time)[0][2] != NO_LINK

    def link(self, time: float) -> str:
        """Through whom at the start of this contact; empty without contact."""
        return self.passages(time)[0][2]

    def sunlit(self, time: float) -> bool:
        """Whether the Sun shines on the ship."""
        return self.passages(time)[1][2] == "day"

    def signal_time(self, time: float) -> float:
        """Seconds to the next loss of signal, or to acquisition while it is lost."""
        return self.left(time)[0]

    def light_time(self, time: float) -> float:
        """Seconds to sunset by day, to sunrise by night."""
        return self.left(time)[1]

    def left(self, time: float) -> tuple[float, float]:
        """Seconds to the next change of the signal and of the light, both at once."""
        contact, light = self.passages(time)
        heard, lit = contact[1] - time, light[1] - time
        return heard if heard < HORIZON_S else HORIZON_S, lit if lit < HORIZON_S else HORIZON_S

    def passages(self, time: float) -> tuple[Window, Window]:
        """What ``time`` falls into: of links, whose empty name is no contact, and of day and night.

        They are asked for twice a second, and change twice an hour.
        """
        contact, light = self._contact, self._light
        if not contact[0] <= time < contact[1]:
            contact = self._window(self._links, time)
            if contact[1] < inf:
                self._contact = contact
        if not light[0] <= time < light[1]:
            light = self._window(self._lights, time)
            if light[1] < inf:
                self._light = light
        return contact, light

    def subpoint(self, time: float) -> tuple[float, float, float]:
        """Latitude and longitude below the ship (degrees) and its height (m), every 5 s."""
        step = int(time / TRACK_S)
        if step != self._step:
            self._step, self._below = step, self._track(step)
        return self._below

    def _point(self, step: int) -> tuple[float, float, float]:
        at = step * TRACK_S
        point = orbits.subpoint(self._position(at), orbits.gmst_at(self._gmst, at))
        return point.latitude / DEGREE, point.longitude / DEGREE, point.height

    def _window(self, passages: list[Passage], time: float) -> Window:
        """The passage that ``time`` falls into; without an end when none is in sight.

        What the answer says must not depend on how far somebody else has searched.
        """
        at = bisect_right(passages, time, key=_start)
        while at == len(passages) and self._searched <= time + HORIZON_S:
            self._search()
            at = bisect_right(passages, time, key=_start)
        end = passages[at][0] if at < len(passages) else inf
        start, what = passages[at - 1]
        return start, end, what

    def _search(self) -> None:
        start, end = self._searched, self._searched + CHUNK_S
        steps = int(CHUNK_S / GRID_S)
        link, light = self._links[-1][1], self._lights[-1][1]
        before = start
        for step in range(1, steps + 1):
            after = start + step * GRID_S
            position = self._position(after)
            new_link, new_light = self._link_at(after, position), self._light_at(position)
            if (new_link == NO_LINK) != (link == NO_LINK):
                self._links.append((self._edge(before, after, self._heard), new_link))
                link = new_link
            if new_light != light:
                self._lights.append((self._edge(before, after, self._lit), new_light))
                light = new_light
            before = after
        self._searched = end

    def _edge(self, before: float, after: float, test: Callable[[float], bool]) -> float:
        """When ``test`` changes between two times, to the half second."""
        first = test(before)
        while after - before > 0.5:
            middle = (before + after) * 0.5
            if test(middle) == first:
                before = middle
            else:
                after = middle
        return after

    def _heard(self, time: float) -> bool:
        return self._link_at(time, self._position(time)) != NO_LINK

    def _lit(self, time: float) -> bool:
        return self._light_at(self._position(time)) == "day"

    def _link_at(self, time: float, position: Vector) -> str:
        turned = orbits.spun(position, orbits.gmst_at(self._gmst, time))
        for name, relay in self._relays:
            if orbits.line_of_sight(turned, relay):
                return f"relay {name}"
        for station, place in self._stations:
            if orbits.heard(place, turned, self._mask):
                return station
        return NO_LINK

    def _light_at(self, position: Vector) -> str:
        return "night" if orbits.in_shadow(position, self._sun) else "day"


def _start(passage: Passage) -> float:
    return passage[0]


@lru_cache(maxsize=16)
def sky_of(plan: Orbit) -> Sky:
    """The sky of an orbit, shared by all missions that fly it."""
    return Sky(plan)
