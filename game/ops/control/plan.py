"""The flight plan as the player has it: optional checklists come and go, and change places."""

from __future__ import annotations

from game.ops.context import OpsContext
from game.ops.procedures.runners import Runners
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order


class FlightPlan:
    """Orders ``plan add``, ``plan drop`` and ``plan move``.

    What the level plans is required: it stays, and keeps its order. What the level calls
    optional is the player's. What has begun stands where it is.
    """

    def __init__(self, context: OpsContext, runners: Runners) -> None:
        self._context = context
        self._runners = runners

    def refusal(self, order: Order) -> str | None:
        """Why the plan can't be changed so, or None."""
        what, name, *where = order.arguments
        title = self._title(name)
        planned = name in self._context.plan
        if name not in self._context.checklists:
            return f"{name} is not a checklist of this flight"
        if len(where) == 1:
            return f"plan {what} {name} {where[0]} needs the checklist that it is to be {where[0]}"
        if what == "drop" and where:
            return f"plan drop {name} is enough: it says nothing of a place"
        if what == "move" and not where:
            return f"say where {title} is to go: plan move {name} before … or after …"
        if what == "add":
            if planned:
                return f"{title} is in the flight plan already"
            if not self._optional(name):
                return f"{title} is not optional work: give run {name} when you want it"
        elif not planned:
            return f"{title} is not in the flight plan"
        if self._runners.get(name) is not None:
            return f"{title} has begun already"
        if what == "drop" and not self._optional(name):
            return f"{title} is required: only optional work can be dropped"
        return self._no_place(name, *where) if where else None

    def _no_place(self, name: str, side: str, other: str) -> str | None:
        """Why ``name`` can't stand ``side`` (before or after) of ``other``, or None."""
        if other == name:
            return f"{self._title(name)} can't stand {side} itself"
        if other not in self._context.plan:
            return f"{self._title(other)} is not in the flight plan"
        made = self._placed(name, side, other)
        at = made.index(name)
        begun = [one for one in made[at + 1 :] if self._runners.get(one) is not None]
        if begun:
            return f"{self._title(begun[-1])} has begun already, so nothing can come before it"
        if not self._optional(name):
            required = [one for one in self._context.level.plan if not self._optional(one)]
            if [one for one in made if one in required] != required:
                return f"{self._title(name)} is required, and required work keeps its order"
        return None

    def change(self, order: Order, cause: int, log: EventLog) -> None:
        """Change the plan, and say so on the loop."""
        what, name, *where = order.arguments
        plan = [one for one in self._context.plan if one != name]
        if what == "add" and not where:
            plan.insert(self._place(name, plan), name)
        elif what != "drop":
            plan = self._placed(name, *where)
        self._context.state.plan = plan
        self._context.tell(
            log,
            events.PLAN_CHANGED,
            name,
            (cause,),
            {"title": self._title(name), "change": _DONE[what], "plan": " ".join(plan)},
        )

    def _placed(self, name: str, side: str, other: str) -> list[str]:
        plan = [one for one in self._context.plan if one != name]
        plan.insert(plan.index(other) + (side == "after"), name)
        return plan

    def _place(self, name: str, plan: list[str]) -> int:
        """Where the level would have it, or next: in any case after all that have begun."""
        begun = [at for at, one in enumerate(plan) if self._runners.get(one) is not None]
        first = begun[-1] + 1 if begun else 0
        option = self._context.checklists[name].optional
        after = option.after if option is not None else None
        return max(first, plan.index(after) + 1) if after in plan else first

    def _optional(self, name: str) -> bool:
        return self._context.checklists[name].optional is not None

    def _title(self, name: str) -> str:
        return self._context.titles.get(name, name)


_DONE = {"add": "added", "drop": "dropped", "move": "moved"}
