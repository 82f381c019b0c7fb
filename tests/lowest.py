"""The lowest versions of every library that pyproject.toml allows, as constraints for pip.

``python tests/lowest.py > lowest.txt && pip install -c lowest.txt -e '.[dev]'``
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*>=\s*(?P<version>[0-9][0-9.]*)\s*(,|$)")


def lowest(requirements: list[str]) -> list[str]:
    """Each of the ``requirements`` (``name>=low,<high``) at its lowest, as ``name==low``.

    Raises ``ValueError`` for one without a lower bound: it could be any version, ever.
    """
    found = []
    for requirement in requirements:
        match = BOUND.match(requirement)
        if match is None:
            raise ValueError(f"{requirement!r} says no lowest version: write name>=1.2,<2")
        found.append(f"{match['name']}=={match['version']}")
    return found


def main() -> None:
    """Print the constraints for what is needed to play and to test."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    sys.stdout.write("\n".join(lowest(wanted)) + "\n")


if __name__ == "__main__":
    main()
