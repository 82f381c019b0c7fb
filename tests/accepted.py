"""Rows of text as somebody has accepted them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def check(path: Path, rows: Iterable[str]) -> None:
    """Compare with the accepted picture; NO_AIRLOCK_UPDATE_SNAPSHOTS=1 accepts the new one."""
    got = "\n".join(row.rstrip() for row in rows) + "\n"
    if os.environ.get("NO_AIRLOCK_UPDATE_SNAPSHOTS"):
        path.write_text(got, encoding="utf-8")
    assert path.exists(), f"{path.name} is new: look at it, then accept it"
    assert got == path.read_text(encoding="utf-8")
