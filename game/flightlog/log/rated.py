"""How a mission was rated, in the last comment line of its log.

The words need the mission flown again, which a list has no time for, so who worked them out leaves
them as ``# rated: like pros`` behind the end: a debrief, or a flight without a screen for its
report. Comments are outside the chain: the log proves itself as before. A log of which nobody has
asked since how it went has no such line.
"""

from __future__ import annotations

from pathlib import Path

from game.flightlog.log.files import held, overwrite, read_bytes, why
from game.flightlog.log.format import FlightLogError, shown

MOST = 40
"""Characters of the words, at most."""
_START = b"# rated: "


def rated(tail: bytes) -> str:
    """The words in the comments that ``tail``, the end of a log, ends with; empty without."""
    for line in reversed(tail.splitlines()):
        if line.startswith(_START):
            return shown(line.removeprefix(_START).decode("utf-8", "replace").strip(), MOST)
        if not line.startswith(b"#"):
            break
    return ""


def keep(path: Path, words: str) -> None:
    """Write ``words`` behind the end of the log at ``path``, unless they are there already.

    Raises FlightLogError, and leaves the file as it was, when it can't be written or is being
    flown.
    """
    try:
        real = path.resolve(strict=True)
        with held(real, to_write=True):
            data = read_bytes(real)
            if words and data.endswith(b"\n") and rated(data) != words:
                flown = real.stat().st_mtime
                pieces = [data, _START, words.encode(), b"\n"]
                overwrite(real, pieces, confirmed=True, modified=flown)
    except (OSError, ValueError, RuntimeError) as bad:
        raise FlightLogError(
            f"The rating is not kept, as {shown(str(path), 200)} can't be written: {why(bad)}."
        ) from None
