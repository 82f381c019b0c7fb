"""The game in a browser: a server that gives every visitor a game and a folder of their own."""

from __future__ import annotations

import argparse
import importlib
import ipaddress
import os
import shlex
import sys
from typing import Any

from game.cli.answer import WELL, CallError, say
from game.cli.opening import VISITORS

HOST, PORT = "127.0.0.1", 8000


def serve(options: argparse.Namespace) -> int:
    """Serve the game to browsers until it is interrupted."""
    from game.flightlog.shelf.library import saves_folder

    try:
        module: Any = importlib.import_module("textual_serve.server")
    except ModuleNotFoundError:
        raise CallError(
            "serve needs one more package: python -m pip install 'no-airlock[serve]'."
        ) from None
    folder = saves_folder(options.saves)
    os.environ[VISITORS] = str(folder)
    if not loopback(options.host):
        say(f"Everybody who reaches {options.host}, port {options.port}, can play: --host says so.")
    command = shlex.join([sys.executable, "-m", "game"])
    server = module.Server(command, host=options.host, port=options.port, title="No Airlock")
    try:
        server.serve()
    except OSError as bad:  # one port for two, one that is not for us, or a host that is not ours
        raise CallError(
            f"{options.host}, port {options.port}, can't be served: {_why(bad)}. --port and --host "
            "name another."
        ) from None
    return WELL


def _why(bad: OSError) -> str:
    """The reason alone: asyncio says the address in it once more."""
    number = bad.errno or 0
    return (os.strerror(number) if number > 0 else str(bad.strerror)).lower()


def loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
