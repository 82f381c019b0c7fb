"""The commands, their options, and the function that runs each."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from game.cli import completion, opening

if TYPE_CHECKING:
    from datetime import date

MAX_SEED = 2**63 - 1
MOST_SEEDS = 10000

Run = Callable[[argparse.Namespace], int]
Command = Callable[[str, Run, str], argparse.ArgumentParser]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser(command: str = "") -> argparse.ArgumentParser:
    """The parser of a call; ``run`` of its result is the function to call, for the exit status.

    For a call that begins with the name of a ``command`` it has that command and few others: all
    of them take 13 ms.
    """
    from game import __version__

    made = argparse.ArgumentParser(
        prog="no-airlock",
        description="Four suits, one hatch, no airlock: a mission-control game for the terminal.",
        epilog="Without a command it opens the title screen.",
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=f"no-airlock {__version__}")
    made.add_argument(
        "--saves", metavar="DIR", help="folder of the flight logs (else NO_AIRLOCK_SAVES says)"
    )
    made.add_argument(
        "--levels",
        dest="own_levels",
        metavar="DIR",
        help="folder of your own levels (else NO_AIRLOCK_LEVELS says)",
    )
    made.add_argument("--config", metavar="FILE", help="file of the settings of the console")
    made.add_argument(
        "--ascii", action="store_true", help="draw in plain signs, for fonts without braille"
    )
    made.add_argument(
        "--print-completion",
        action=completion.PrintCompletion,
        choices=completion.SHELLS,
        default=argparse.SUPPRESS,
        help="print what completes the words of a call in this shell",
    )
    made.add_argument(
        "--print-names",
        action=completion.PrintNames,
        choices=("levels", "logs"),
        default=argparse.SUPPRESS,
        help=argparse.SUPPRESS,
    )
    made.set_defaults(run=opening.title)
    commands = made.add_subparsers(title="commands", metavar="COMMAND")

    made_of = [group for group, names in _GROUPS.items() if command in names] or _GROUPS
    for group in made_of:
        group(partial(_command, commands))
    return made


def _command(commands: Commands, name: str, run: Run, text: str) -> argparse.ArgumentParser:
    """The parser of a command, from its name, its function, and its help."""
    made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    made.set_defaults(run=run)
    made.add_argument(
        "--saves", metavar="DIR", default=argparse.SUPPRESS, help="folder of the flight logs"
    )
    made.add_argument(
        "--levels",
        dest="own_levels",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder of your own levels",
    )
    made.add_argument(
        "--config",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="file of the settings of the console",
    )
    made.add_argument(
        "--ascii",
        action="store_true",
        default=argparse.SUPPRESS,
        help="draw in plain signs, for fonts without braille",
    )
    return made


def _flying(command: Command) -> None:
    from game.cli import campaign, flying, serve

    play = command("play", flying.play, "fly a level in the console")
    play.add_argument(
        "level",
        metavar="LEVEL",
        nargs="?",
        help="name of a built-in level, or a path (the ghost's)",
    )
    _settings(play, None, None)
    _ghost(play)
    _plain(play)
    served = command("serve", serve.serve, "serve the game to browsers")
    served.add_argument(
        "--host", default=serve.HOST, metavar="HOST", help="the address to serve at (this machine)"
    )
    served.add_argument(
        "--port", type=_port, default=serve.PORT, metavar="N", help="the port (8000)"
    )
    fly = command("fly", flying.fly, "fly without a screen")
    _flown(fly)
    _headless(fly)
    fly.add_argument("--seeds", metavar="1-20", type=_seeds, help="fly each of them: a table")
    fly.add_argument("--log", metavar="FILE", help="write a flight log")
    fly.add_argument("--force", action="store_true", help="overwrite FILE")
    today = command("today", flying.today, "fly the mission of the day, the same for everybody")
    today.add_argument("--day", metavar="DATE", type=_day, help="another day: 2026-11-25")
    _headless(today)
    days = command("campaign", campaign.campaign, "resume a campaign, or begin one")
    days.add_argument("name", metavar="NAME", nargs="?", help="its name; the latest by default")
    days.add_argument("--of", metavar="CAMPAIGN", help="what to begin (five-days)")
    days.add_argument("--seed", type=_seed, help="of a new one: it decides every chance (1)")
    days.add_argument(
        "--difficulty", choices=("cadet", "specialist", "director"), help="of a new one"
    )
    days.add_argument(
        "--mission", metavar="N", type=_mission, help="take it up at this mission again: a branch"
    )
    days.add_argument("--show", action="store_true", help="show where it stands, and fly nothing")
    _headless(days)
    resume = command("resume", flying.resume, "resume an unfinished mission")
    resume.add_argument("log", metavar="LOG", nargs="?", help="a log; the latest by default")
    _headless(resume)
    _ghost(resume)
    _plain(resume)
    replay = command("replay", flying.replay, "watch a saved mission")
    _log(replay)
    _plain(replay)
    replay.add_argument("--at", metavar="TIME", type=_met, help="begin at hh:mm:ss")
    replay.add_argument("--speed", metavar="N", type=_speed, help="times real time")


def _logs(command: Command) -> None:
    from game.cli import logs, saves

    _saves(command("saves", saves.listing, "list what has been flown, or rename, delete, import"))
    verify = command("verify", logs.verify, "fly logs again and prove them the same")
    verify.add_argument("logs", metavar="LOG", nargs="+", help="a log, or a folder of them")
    verify.add_argument("--json", action="store_true", help="print a list of objects")
    told = command("debrief", logs.debrief, "tell how a mission went, and why")
    _log(told)
    told.add_argument("--json", action="store_true", help="print it as one object")
    fork = command("fork", logs.fork, "begin a new log as another was up to a moment")
    _log(fork)
    fork.add_argument(
        "--at", metavar="TIME", type=_met, required=True, help="the moment to go on from, hh:mm:ss"
    )
    fork.add_argument("--to", metavar="FILE", help="the new log (else a free name of the folder)")
    fork.add_argument("--json", action="store_true", help="print the result as one object")
    export = command("export", logs.export, "make a film, a report, a picture or a table of a log")
    _log(export)
    export.add_argument(
        "--to", metavar="FILE", required=True, help="ends in .cast, .html, .svg, .csv or .md"
    )
    export.add_argument("--at", metavar="TIME", type=_met, help="moment of an .svg (the end)")
    export.add_argument("--size", metavar="120x40", help="columns and rows of an .svg or .cast")
    export.add_argument("--speed", metavar="N", type=_speed, help="speed of a .cast (30)")
    export.add_argument("--from", dest="start", metavar="TIME", type=_met, help=".cast and .csv")
    export.add_argument("--until", metavar="TIME", type=_met, help=".cast and .csv")
    export.add_argument("--every", metavar="TIME", type=_met, help="between rows of a .csv (1 s)")
    export.add_argument("--truth", action="store_true", help="true values too, in a .csv")
    export.add_argument("--json", action="store_true", help="print the result as one object")
    export.add_argument("--force", action="store_true", help="overwrite FILE")


def _saves(listing: argparse.ArgumentParser) -> None:
    from game.cli import saves

    listing.add_argument("--json", action="store_true", help="print a list of objects")
    commands = listing.add_subparsers(title="commands", metavar="COMMAND")
    command = partial(_command, commands)
    rename = command("rename", saves.rename, "give a log another name")
    _log(rename)
    rename.add_argument("name", metavar="NAME", help="letters, digits, . _ and -")
    delete = command("delete", saves.delete, "delete logs; asks before each")
    delete.add_argument("logs", metavar="LOG", nargs="+", help="a log of the folder, by its name")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    bring_in = command("import", saves.bring_in, "copy logs from anywhere into the folder")
    bring_in.add_argument("files", metavar="FILE", nargs="+", help="a flight log")


def _levels(command: Command) -> None:
    from game.cli import levels

    listed = command("levels", levels.levels, "list what there is to fly")
    listed.add_argument("--json", action="store_true", help="print a list of objects")
    new = command("new", levels.new, "write a level to begin with")
    new.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    new.add_argument("--to", metavar="DIR", help="folder to write it to (else your own levels)")
    new.add_argument("--pack", action="store_true", help="in a folder of its own, with a part")
    check = command("check", levels.check, "find every mistake in levels")
    check.add_argument("paths", metavar="PATH", nargs="+", help="a level, or a folder of them")
    check.add_argument("--json", action="store_true", help="print a list of objects")
    check.add_argument("--fly", action="store_true", help="fly the tests of levels, too")
    check.add_argument("--strict", action="store_true", help="count warnings as mistakes")


def _balance(command: Command) -> None:
    from game.cli import balance

    made = command("balance", balance.balance, "fly levels over many seeds, and count")
    made.add_argument("levels", metavar="LEVEL", nargs="+", help="name of a level, or a path")
    made.add_argument("--runs", metavar="N", type=_runs, default=100, help="seeds to fly (100)")
    made.add_argument(
        "--first-seed", metavar="N", type=_seed, default=1, help="the first of them (1)"
    )
    made.add_argument(
        "--director", metavar="NAME", action="append", help="who flies; all of them by default"
    )
    made.add_argument(
        "--difficulty", choices=("cadet", "specialist", "director"), default="specialist"
    )
    made.add_argument(
        "--sim", action="store_true", help="let the Simulation Supervisor draw what goes wrong"
    )
    made.add_argument(
        "--early", action="store_true", help="stop a level as soon as its answer is clear"
    )
    made.add_argument("--dask", metavar="ADDRESS", help="fly on this Dask cluster")
    made.add_argument("--json", action="store_true", help="print a list of objects")


def _words(command: Command) -> None:
    from game.cli import levels

    command("schema", levels.schema, "print the JSON Schema of levels, for editors")
    explain = command("explain", levels.explain, "explain words of levels, or list them all")
    explain.add_argument(
        "words", metavar="WORD", nargs="*", help="an order, channel, effect, event, field or code"
    )
    explain.add_argument("--json", action="store_true", help="print a list of objects")


_GROUPS: dict[Callable[[Command], None], tuple[str, ...]] = {
    _flying: ("play", "serve", "fly", "today", "campaign", "resume", "replay"),
    _logs: ("saves", "verify", "debrief", "fork", "export"),
    _levels: ("levels", "new", "check"),
    _balance: ("balance",),
    _words: ("schema", "explain"),
}
"""The commands that each of these adds, in the order of the help."""


def _runs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0):
        raise argparse.ArgumentTypeError("the number of seeds is from 1 to 999999")
    return int(text)


def _log(made: argparse.ArgumentParser) -> None:
    made.add_argument("log", metavar="LOG", help="a log, by name or path")


def _flown(made: argparse.ArgumentParser) -> None:
    made.add_argument("level", metavar="LEVEL", help="name of a built-in level, or a path")
    _settings(made, 1, "specialist")


def _settings(made: argparse.ArgumentParser, seed: int | None, difficulty: str | None) -> None:
    made.add_argument(
        "--seed", type=_seed, default=seed, help="a number that decides every chance (1)"
    )
    made.add_argument(
        "--difficulty", choices=("cadet", "specialist", "director"), default=difficulty
    )
    made.add_argument(
        "--sim", action="store_true", help="let the Simulation Supervisor draw what goes wrong"
    )


def _ghost(made: argparse.ArgumentParser) -> None:
    made.add_argument("--ghost", metavar="LOG", help="an earlier flight, shown beside this one")


def _plain(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--plain", action="store_true", help="lines in and out: for screen readers and pipes"
    )


def _headless(made: argparse.ArgumentParser) -> None:
    made.add_argument("--script", metavar="FILE", help="give orders: lines of when, and what")
    made.add_argument("--autopilot", action="store_true", help="fly by the book, besides")
    made.add_argument("--json", action="store_true", help="print the result as one object")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MAX_SEED):
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {MAX_SEED}")
    return int(text)


def _mission(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:4]) < 1000):
        raise argparse.ArgumentTypeError("a mission is a number from 1 to 999")
    return int(text)


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day: write for example 2026-11-25"
        ) from None


def _seeds(text: str) -> range:
    first, dash, last = text.partition("-")
    seeds = range(_seed(first), _seed(last if dash else first) + 1)
    if not 0 < seeds.stop - seeds.start <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(
            f"seeds are from the lower to the higher, at most {MOST_SEEDS}: 1-20"
        )
    return seeds


def _met(text: str) -> float:
    from game.vocabulary.units import BadQuantity, parse

    try:
        return parse(text, "duration")
    except BadQuantity as bad:
        raise argparse.ArgumentTypeError(str(bad)) from None


def _speed(text: str) -> float:
    try:
        speed = float(text.removesuffix("x")) if text.isascii() else 0.0
    except ValueError:
        speed = 0.0
    if not 0.25 <= speed <= 600.0:
        raise argparse.ArgumentTypeError("a speed is a number from 0.25 to 600")
    return speed
