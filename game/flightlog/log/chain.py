"""The chain of a flight log: proof that no byte before a checkpoint was changed.

Each checkpoint says ``chain``, a digest of all lines before it, which finds any change, and
``sums``, a short sum of each line since the last checkpoint, which places it at its line.
Comments are not part of the chain.
"""

from __future__ import annotations

from binascii import crc_hqx
from dataclasses import replace
from hashlib import blake2b

from game.flightlog.log.format import FlightLogError, Record, shown
from game.flightlog.log.reader import Damage, FlightLog, content


class Chain:
    """The running digest over a log's lines, and the sums of those since the last stamp."""

    __slots__ = ("_all", "_sums")

    def __init__(self) -> None:
        self._all = blake2b(digest_size=16)
        self._sums: list[str] = []

    def add(self, line: bytes) -> None:
        """Take in a line, its line end included."""
        self._all.update(line)
        self._sums.append(line_sum(line))

    def stamp(self) -> dict[str, str]:
        """What a checkpoint says of all lines before it, and of each one since the last."""
        sums, self._sums = "".join(self._sums), []
        return {"chain": self._all.hexdigest(), "sums": sums}


def line_sum(line: bytes) -> str:
    """Sixteen bits that differ for any two lines that differ in one byte (CRC-16)."""
    return f"{crc_hqx(line, 0xFFFF):04x}"


def chain_of(log: FlightLog) -> tuple[Chain, Damage | None]:
    """The chain after the readable lines of ``log``, and the first line that it proves changed."""
    chain = Chain()
    since: list[tuple[int, bytes]] = []
    readable = (*log.records, *log.beyond)
    stamped = {record.number: record for record in readable if record.kind in ("check", "end")}
    last = log.beyond[-1].number if log.beyond else log.whole
    for number, line in content(log.lines[:last]):
        record = stamped.get(number)
        if record is not None:
            damage = _compare(record, chain.stamp(), since)
            if damage is not None:
                return chain, damage
            since = []
        chain.add(line)
        since.append((number, line))
    return chain, None


def damage_of(log: FlightLog) -> Damage | None:
    """The line of ``log`` that is damaged; an end that was only cut short is no damage."""
    changed = chain_of(log)[1]
    if changed is None and log.damage is not None and not log.damage.torn:
        return log.damage
    return changed


def sound_part(log: FlightLog, so: str) -> tuple[FlightLog, Damage | None]:
    """``log`` as far as its checkpoints prove its lines, and the damage that comes after.

    An undamaged log is whole. Raises FlightLogError when the damage comes before anything was
    flown; ``so`` says what comes of it.
    """
    damage = damage_of(log)
    if damage is None:
        return log, None
    before = [one for one in log.records if one.kind == "check" and one.number < damage.line]
    if not before or not before[-1].tick:
        refuse_damaged(log, so)
    last = before[-1].number
    records = tuple(one for one in log.records if one.number <= last)
    return replace(
        log, records=records, lines=log.lines[:last], damage=None, goes_on=False, beyond=()
    ), damage


def refuse_damaged(log: FlightLog, so: str) -> None:
    """Raise FlightLogError when a line of ``log`` is damaged; ``so`` says what comes of it."""
    damage = damage_of(log)
    if damage is not None:
        raise FlightLogError(
            f"{shown(log.path.name)}, line {damage.line} {damage.why}: {so}.", damage.line
        )


def _compare(
    record: Record, stamp: dict[str, str], since: list[tuple[int, bytes]]
) -> Damage | None:
    same_chain = record.value["chain"] == stamp["chain"]
    same_sums = record.value["sums"] == stamp["sums"]
    if same_chain and same_sums:
        return None
    if same_chain or same_sums:
        return Damage(record.number, "was changed after it was written")
    return _place(record, since)


def _place(record: Record, since: list[tuple[int, bytes]]) -> Damage:
    """The first of the lines since the last checkpoint that is not the one that was written."""
    said = record.value["sums"]
    wanted = [said[at : at + 4] for at in range(0, len(said), 4)]
    found = [line_sum(line) for _, line in since]
    same = 0
    while same < min(len(wanted), len(found)) and wanted[same] == found[same]:
        same += 1
    if len(wanted) == len(found):
        return Damage(since[same][0], "was changed after it was written")
    after = len(found) - len(wanted) + 1
    if not wanted:
        return Damage(record.number, "was changed after it was written")
    if same == 0 and after > 1 and found[after:] == wanted[1:]:
        numbers = [*(number for number, _ in since), record.number]
        return Damage(numbers[after], "comes without the checkpoint before it: it was taken out")
    if len(wanted) < len(found):
        return Damage(since[same][0], "was put in after the flight")
    first = since[same - 1][0] + 1 if same else since[0][0]
    return Damage(first, "does not follow the line before it: something was taken out")
