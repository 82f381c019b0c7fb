"""The command line. Each command imports what it needs when it runs, and nothing before.

Results go to standard output, everything else to standard error. Exit status: 0 well; 1 the
check, verification or mission failed; 2 the call or a file was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import textwrap
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.flightlog.script import ScriptLine
    from game.flightlog.writer import Flight
    from game.level.schema import Level

WELL, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
MAX_SEED = 2**63 - 1
WIDTH = 78
"""Columns of tables and paragraphs."""


class CallError(Exception):
    """The call or a file was wrong; the message says what, for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Raises SystemExit for help and wrong usage, as argparse does, and nothing else.
    """
    saves: str | None = None
    try:
        options = _parser().parse_args(arguments)
        saves = options.saves
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read our output has gone, as head does; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _told(error, saves)
    return status


def _told(error: Exception, saves: str | None) -> int:
    """Tell what went wrong, and return the exit status for it."""
    from game.flightlog.lines import FlightLogError

    if isinstance(error, CallError | FlightLogError):
        _say(str(error))
        return WRONG
    _say(
        f"Something broke that should not ({type(error).__name__}): the report is in "
        f"{_crash_report(error, saves)}, and flights are safe in their logs."
    )
    return FAILED


def _crash_report(error: Exception, saves: str | None) -> str:
    """Write what developers need to a file, and return its name."""
    from game import __version__
    from game.flightlog.folder import saves_folder

    text = f"no-airlock {__version__}, Python {sys.version}\n\n"
    text += "".join(traceback.format_exception(error))
    for folder in (saves_folder(saves), Path(tempfile.gettempdir())):
        path = folder / f"crash-{os.getpid()}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return str(path)
    return "no file, because none could be written"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


# Flying


def _title(options: argparse.Namespace) -> int:
    return _console(options)


def _play(options: argparse.Namespace) -> int:
    level = _level(_level_path(options.level))
    return _console(options, level=level, seed=options.seed, difficulty=options.difficulty)


def _resume(options: argparse.Namespace) -> int:
    from game.flightlog import folder, script, writer

    saves = folder.saves_folder(options.saves)
    path = folder.find_log(options.log, saves) if options.log else folder.latest_unfinished(saves)
    if not (options.script or options.autopilot):
        return _console(options, resume=path)
    with writer.resume(path) as flight:
        lines = _script(options, flight.mission.level)
        return _fly_on(flight, options, script.still_to_give(lines, flight.mission))


def _replay(options: argparse.Namespace) -> int:
    from game.flightlog import folder

    path = folder.find_log(options.log, folder.saves_folder(options.saves))
    return _console(options, replay=path, at=options.at, speed=options.speed)


def _console(options: argparse.Namespace, **start: Any) -> int:
    """Open the console, with ``start`` for where it begins."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CallError("The console needs a terminal; no-airlock fly LEVEL flies without one.")
    from game.console.app import play
    from game.flightlog.folder import saves_folder

    return play(saves=saves_folder(options.saves), **start)


def _fly(options: argparse.Namespace) -> int:
    from game.flightlog import writer

    level = _level(_level_path(options.level))
    lines = _script(options, level)
    path = Path(options.log) if options.log else None
    with writer.start(level, options.seed, options.difficulty, path) as flight:
        return _fly_on(flight, options, lines)


def _script(options: argparse.Namespace, level: Level) -> tuple[ScriptLine, ...]:
    if options.script is None:
        return ()
    from game.flightlog.script import ScriptError, read_script
    from game.vocabulary.orders import Names

    names = Names(tuple(level.crew), tuple(level.checklists))
    try:
        return read_script(Path(options.script), names)
    except ScriptError as bad:
        raise CallError(str(bad)) from None


def _fly_on(flight: Flight, options: argparse.Namespace, lines: Sequence[ScriptLine]) -> int:
    """Fly to the end without a screen, and tell how it went."""
    from game.debrief import report
    from game.flightlog.script import fly_script
    from game.level.mistakes import clean

    refused: list[str] = []

    def tell(line: ScriptLine, why: str) -> None:
        refused.append(why)
        _say(f"{options.script}:{line.line}: {clean(line.text)}: refused: {clean(why)}")

    if options.autopilot:
        from game.autopilot import fly

        fly(flight)
    else:
        fly_script(flight, lines, tell)
    flight.close()
    if flight.trouble:
        _say(f"The end of this flight is missing in its log. {flight.trouble}")
    mission = flight.mission
    said = report.debrief(mission)
    if options.json:
        _print_json(report.as_object(said) | {
            "level": mission.level.id,
            "seed": mission.seed,
            "difficulty": mission.difficulty,
            "refused_orders": len(refused),
            "log": str(flight.path) if flight.path else None,
        })  # fmt: skip
    else:
        print(report.as_text(said, mission.level.title))
        if flight.path:
            print(f"\nThe flight log is {flight.path}.")
    return WELL if said.kind == "success" and not flight.trouble else FAILED


# Levels


def _level_path(name: str) -> Path:
    from game.level.loading import find
    from game.level.mistakes import UnknownLevel

    try:
        return find(name)
    except UnknownLevel as bad:
        raise CallError(_sentence(str(bad))) from None


def _level(path: Path) -> Level:
    """The level in the file; a player hears one calm line of what is wrong with it."""
    from game.level.loading import load
    from game.level.mistakes import LevelMistakes

    try:
        return load(path)
    except LevelMistakes as bad:
        from game.authoring.check import calm_line

        raise CallError(calm_line(bad.mistakes)) from None


def _levels(options: argparse.Namespace) -> int:
    from game.level.loading import builtin

    levels = [(path, _level(path)) for path in builtin()]
    if options.json:
        _print_json([
            {"id": level.id, "title": level.title, "day": level.day, "minutes": level.minutes,
             "difficulty": level.difficulty, "path": str(path)}
            for path, level in levels
        ])  # fmt: skip
        return WELL
    rows = [
        (level.id, level.title, f"{level.minutes} min", level.difficulty) for _, level in levels
    ]
    _table(("level", "title", "play", "difficulty"), rows)
    return WELL


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows of short texts in columns, at most WIDTH wide; the second column gives way."""
    from game.level.mistakes import cells

    widths = [max(cells(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    over = sum(widths) + 2 * (len(widths) - 1) - WIDTH
    widths[1] = max(8, widths[1] - max(0, over))
    for row in (heads, *rows):
        texts = [
            text if cells(text) <= width else text[: width - 1] + "…"
            for text, width in zip(row, widths, strict=True)
        ]
        columns = [
            text + " " * (width - cells(text)) for text, width in zip(texts, widths, strict=True)
        ]
        print("  ".join(columns).rstrip())


def _check(options: argparse.Namespace) -> int:
    from game.authoring.check import check_main

    text, status = check_main(options.paths, options.json)
    if status == WRONG and not options.json:
        raise CallError(_sentence(text))
    print(text)
    return status


def _schema(options: argparse.Namespace) -> int:
    from game.authoring.schema import json_schema_text

    print(json_schema_text())
    return WELL


def _explain(options: argparse.Namespace) -> int:
    word = options.word
    for explained in (_explain_code(word), _explain_order(word), _explain_channel(word)):
        if explained:
            print(explained)
            return WELL
    raise CallError(
        _sentence(f"There is no channel, order or code {_quoted(word)}{_nearest(word)}")
    )


def _explain_code(word: str) -> str:
    from game.level.mistakes import CODES

    entry = CODES.get(word.upper())
    if entry is None:
        return ""
    cure = textwrap.indent(entry.cure, "    ")
    return f"{word.upper()}: {entry.title}\n\n{_filled(entry.why)}\n\nThe cure:\n\n{cure}"


def _explain_order(word: str) -> str:
    from game.vocabulary.orders import BY_WORD

    entry = BY_WORD.get(word.lower())
    if entry is None:
        return ""
    by = "\n\nOnly a checklist's step can tell it." if entry.by == "crew" else ""
    why = f"\n{_filled(entry.why)}" if entry.why else ""
    return f"{entry.usage}\n\n{_filled(entry.what)}{why}\n\nFor example: {entry.example}{by}"


def _explain_channel(word: str) -> str:
    from game.vocabulary.channels import describe

    entry = describe(word)
    if entry is None:
        return ""
    unit = f"in {entry.shown}" if entry.shown else ", ".join(entry.words) or "a number"
    return "\n".join(
        (
            _filled(f"{word} ({entry.label}), {unit}"),
            "",
            _filled(entry.what),
            "",
            _filled(f"Why it matters: {entry.why}"),
            _filled(f"Normal: {entry.normal}"),
            _filled(f"Source: {entry.source}"),
        )
    )


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH)


def _quoted(word: str) -> str:
    from game.level.mistakes import clean

    return f"'{clean(word[:60])}'"


def _nearest(word: str) -> str:
    import difflib

    from game.level.mistakes import CODES
    from game.vocabulary.channels import CATALOGUE
    from game.vocabulary.orders import BY_WORD

    names = [*CODES, *BY_WORD, *(c.name.replace("{crew}", "ev1") for c in CATALOGUE)]
    near = difflib.get_close_matches(word[:60], names, 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""


# Flight logs


def _saves(options: argparse.Namespace) -> int:
    from game.flightlog.folder import list_saves, saves_folder
    from game.vocabulary.units import clock

    folder = saves_folder(options.saves)
    saves = list_saves(folder)
    if options.json:
        _print_json([
            {"path": str(save.path), "level": save.level, "title": save.title, "seed": save.seed,
             "difficulty": save.difficulty, "mission_elapsed_s": save.met_s,
             "outcome": save.outcome, "score": save.score, "finished": save.outcome is not None,
             "broken": save.broken}
            for save in saves
        ])  # fmt: skip
        return WELL
    if not saves:
        _say(f"No flight was saved in {folder} yet.")
        return WELL
    rows = [
        (save.path.stem, f"broken: {save.broken}", "", "", "")
        if save.broken
        else (save.path.stem, save.title, clock(save.met_s), save.outcome or "unfinished",
              "" if save.score is None else str(save.score))
        for save in saves
    ]  # fmt: skip
    _table(("log", "mission", "MET", "outcome", "score"), rows)
    return WELL


def _verify(options: argparse.Namespace) -> int:
    from game.flightlog.folder import find_log, saves_folder
    from game.flightlog.verify import verify

    folder = saves_folder(options.saves)
    verdicts = [verify(find_log(log, folder)) for log in options.logs]
    for verdict in verdicts:
        print(verdict.sentence)
    return WELL if all(verdict.ok for verdict in verdicts) else FAILED


def _export(options: argparse.Namespace) -> int:
    from game.console.export import Wanted, export
    from game.debrief.export.files import ExportError
    from game.flightlog.folder import find_log, saves_folder

    log = find_log(options.log, saves_folder(options.saves))
    wanted = Wanted(
        options.at, options.size, options.speed, options.start, options.until, options.every,
        options.truth,
    )  # fmt: skip
    try:
        size = export(log, Path(options.to), wanted, force=options.force)
    except ExportError as bad:
        raise CallError(str(bad)) from None
    _say(f"Wrote {options.to}, {max(1, size // 1000)} kB.")
    return WELL


# The parser


def _parser() -> argparse.ArgumentParser:
    from game import __version__

    parser = argparse.ArgumentParser(
        prog="no-airlock",
        description="Four suits, one hatch, no airlock: a mission-control game for the terminal.",
        epilog="Without a command it opens the title screen.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"no-airlock {__version__}")
    parser.add_argument(
        "--saves", metavar="DIR", help="folder of the flight logs (else NO_AIRLOCK_SAVES says)"
    )
    parser.set_defaults(run=_title)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        made.set_defaults(run=run)
        made.add_argument(
            "--saves", metavar="DIR", default=argparse.SUPPRESS, help="folder of the flight logs"
        )
        return made

    def flown(made: argparse.ArgumentParser) -> None:
        made.add_argument("level", metavar="LEVEL", help="name of a built-in level, or a path")
        made.add_argument(
            "--seed", type=_seed, default=1, help="a number that decides every chance (1)"
        )
        made.add_argument(
            "--difficulty", choices=("cadet", "specialist", "director"), default="specialist"
        )

    def headless(made: argparse.ArgumentParser) -> None:
        who = made.add_mutually_exclusive_group()
        who.add_argument("--script", metavar="FILE", help="fly by lines of: MET order")
        who.add_argument("--autopilot", action="store_true", help="fly by the book")
        made.add_argument("--json", action="store_true", help="print the result as one object")

    flown(command("play", _play, "fly a level in the console"))
    listed = command("levels", _levels, "list what there is to fly")
    listed.add_argument("--json", action="store_true", help="print a list of objects")
    fly = command("fly", _fly, "fly without a screen")
    flown(fly)
    headless(fly)
    fly.add_argument("--log", metavar="FILE", help="write a flight log")
    saves = command("saves", _saves, "list what has been flown")
    saves.add_argument("--json", action="store_true", help="print a list of objects")
    resume = command("resume", _resume, "go on with an unfinished mission")
    resume.add_argument("log", metavar="LOG", nargs="?", help="a log; the latest by default")
    headless(resume)
    replay = command("replay", _replay, "watch a saved mission")
    replay.add_argument("log", metavar="LOG", help="a log, by name or path")
    replay.add_argument("--at", metavar="TIME", type=_met, help="begin at hh:mm:ss")
    replay.add_argument("--speed", metavar="N", type=_speed, help="times real time")
    verify = command("verify", _verify, "fly logs again and prove them the same")
    verify.add_argument("logs", metavar="LOG", nargs="+", help="a log, by name or path")
    export = command("export", _export, "make a film, a report, a picture or a table of a log")
    export.add_argument("log", metavar="LOG", help="a log, by name or path")
    export.add_argument(
        "--to", metavar="FILE", required=True, help="ends in .cast, .html, .svg, .csv or .md"
    )
    export.add_argument("--at", metavar="TIME", type=_met, help="moment of an .svg (the end)")
    export.add_argument("--size", metavar="120x40", help="columns and rows of an .svg or .cast")
    export.add_argument("--speed", metavar="N", type=_speed, help="speed of a .cast (30)")
    export.add_argument("--from", dest="start", metavar="TIME", type=_met, help=".cast and .csv")
    export.add_argument("--until", metavar="TIME", type=_met, help=".cast and .csv")
    export.add_argument("--every", metavar="TIME", type=_met, help="between rows of a .csv (1 s)")
    export.add_argument("--truth", action="store_true", help="a .csv with what was really so, too")
    export.add_argument("--force", action="store_true", help="overwrite FILE")
    check = command("check", _check, "find every mistake in levels")
    check.add_argument("paths", metavar="PATH", nargs="+", help="a level, or a folder of them")
    check.add_argument("--json", action="store_true", help="print a list of objects")
    command("schema", _schema, "print the JSON Schema of levels, for editors")
    explain = command("explain", _explain, "explain a channel, an order or a mistake's code")
    explain.add_argument("word", metavar="CODE|CHANNEL|ORDER")
    return parser


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MAX_SEED):
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {MAX_SEED}")
    return int(text)


def _met(text: str) -> float:
    from game.vocabulary.units import BadQuantity, parse

    try:
        return parse(text, "duration")
    except BadQuantity as bad:
        raise argparse.ArgumentTypeError(str(bad)) from None


def _speed(text: str) -> float:
    try:
        speed = float(text.removesuffix("x"))
    except ValueError:
        speed = 0.0
    if not 0.25 <= speed <= 600.0:
        raise argparse.ArgumentTypeError("a speed is a number from 0.25 to 600")
    return speed
