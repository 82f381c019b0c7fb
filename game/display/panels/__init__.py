"""The panels, each in a file of its own. A file here with a ``PANEL`` in it is a panel."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from game.display.panel import Band, Panel


def _rank(panel: Panel[Any]) -> tuple[bool, int, str]:
    """Bands come first."""
    return not isinstance(panel.place, Band), panel.place.order, panel.id


def _found() -> tuple[Panel[Any], ...]:
    modules = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__))
    panels = (module.PANEL for module in modules if hasattr(module, "PANEL"))
    return tuple(sorted(panels, key=_rank))


PANELS: tuple[Panel[Any], ...] = _found()
"""Every panel: the bands from the top, then those of the body in their order."""
