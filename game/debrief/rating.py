"""How a mission went in a word or two, by rules that are all in this file.

A success is *lucky* when the truth came closer to harm than the ground could see, *by the skin*
when somebody came close for all to see, was hurt, or the reserve of oxygen is gone, *like pros*
from 90 points, else *solid*. Who brings everybody home without what was required has *called it
off*; by the skin and lucky go before. Losses have words of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.debrief.extremes import Extreme

PROS = 90
"""Points from which a success without a close call is one of pros."""
WORDS = {"home": "called off", "timeout": "out of time", "lost": "never forgotten"}


def rating(kind: str, score: int, hurt: bool, reserve_kept: bool, near: Sequence[Extreme]) -> str:
    """The words for a mission that ended so; empty for one that has not.

    ``near`` are the extremes of the mission, flown again.
    """
    if kind in ("success", "home"):
        if any(one.close and not one.seen for one in near):
            return "lucky"
        if hurt or not reserve_kept or any(one.close for one in near):
            return "by the skin"
    if kind == "success":
        return "like pros" if score >= PROS else "solid"
    return WORDS.get(kind, "")


def because(words: str, hurt: bool, reserve_kept: bool, near: Sequence[Extreme]) -> str:
    """Why it was by the skin, or lucky, in a few words; empty for any other rating."""
    if words == "lucky":
        unseen = nearest([one for one in near if one.close and not one.seen])
        return "" if unseen is None else f"{_close(unseen)}, and the ground could not see it"
    if words != "by the skin":
        return ""
    seen = nearest([one for one in near if one.close])
    if seen is not None:
        return _close(seen)
    return "not everybody is unhurt" if hurt else "the reserve of oxygen was not kept"


def _close(one: Extreme) -> str:
    return f"{one.crew.upper()} came close: {one.text}"


def nearest(near: Sequence[Extreme]) -> Extreme | None:
    """What came nearest to harm, of all values of all people; None when nothing is known."""
    return max(near, key=lambda one: one.nearness, default=None)
