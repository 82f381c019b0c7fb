"""Tests see the levels of the game alone, not those of the person that runs them."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["NO_AIRLOCK_SETTINGS"] = str(Path(__file__).with_name("no-settings-here"))
os.environ["NO_AIRLOCK_LEVELS"] = str(Path(__file__).with_name("no-levels-here"))
