"""Completion in a shell: ``no-airlock --print-completion bash``, and the names it asks for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHELLS = ("bash", "zsh", "tcsh")
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
"""Names that no shell reads as more than a word: others are not offered."""

_BASH = """
_no_airlock_levels() {
  compgen -W "$(no-airlock --print-names levels 2>/dev/null)" -- "$1"
  compgen -f -- "$1"
}
_no_airlock_logs() {
  compgen -W "$(no-airlock --print-names logs 2>/dev/null)" -- "$1"
  compgen -f -- "$1"
}
"""
_ZSH = """
_no_airlock_levels() {
  local -a names
  names=(${(f)"$(no-airlock --print-names levels 2>/dev/null)"})
  compadd -a names
  _files
}
_no_airlock_logs() {
  local -a names
  names=(${(f)"$(no-airlock --print-names logs 2>/dev/null)"})
  compadd -a names
  _files
}
"""
_COMPLETED = {
    "level": "levels",
    "levels": "levels",
    "log": "logs",
    "logs": "logs",
    "ghost": "logs",
}
"""What completes an argument, by its name."""
_FILES = ("files", "paths", "script", "to", "config")
_FOLDERS = ("saves", "own_levels")


class PrintCompletion(argparse.Action):
    """Prints what a shell reads to complete the words of a call."""

    def __call__(
        self, parser: argparse.ArgumentParser, _: Any, values: Any, __: Any = None
    ) -> None:
        """Print it, and end."""
        import shtab

        _mark(parser)
        print(shtab.complete(parser, values, preamble={"bash": _BASH, "zsh": _ZSH, "tcsh": ""}))  # type: ignore[arg-type]
        parser.exit()


class PrintNames(argparse.Action):
    """Prints the names of levels or of logs, one a line."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: Any, values: Any, __: Any = None
    ) -> None:
        """Print them, and end."""
        found = _levels() if values == "levels" else _logs(getattr(namespace, "saves", None))
        for name in found:
            if SAFE.fullmatch(name):
                print(name)
        parser.exit()


def _levels() -> Sequence[str]:
    from game.level.folders import game_levels, own_levels

    return [*sorted(game_levels()), *sorted(own_levels())]


def _logs(saves: str | None) -> Sequence[str]:
    from game.flightlog.shelf.library import logs_in, saves_folder

    folder: Path = saves_folder(saves)
    return [path.stem for path in logs_in(folder)] if folder.is_dir() else []


def _mark(parser: argparse.ArgumentParser) -> None:
    """Tell shtab what completes each argument of ``parser`` and of its commands."""
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _mark(command)
        elif action.dest in _COMPLETED:
            name = f"_no_airlock_{_COMPLETED[action.dest]}"
            action.complete = {"bash": name, "zsh": name, "tcsh": "f:*"}  # type: ignore[attr-defined]
        elif action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
