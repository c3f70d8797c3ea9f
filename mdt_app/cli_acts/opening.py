"""Which database, as whom, and with which password: asked in one place."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from mdt_app import application, paths
from mdt_app.application import Application
from mdt_app.domain.errors import Refused


def where(arguments: argparse.Namespace) -> str:
    """The database that the command line names: --database, MDT_DATABASE, else the user's own file."""
    return arguments.database or os.environ.get("MDT_DATABASE") or str(paths.default_database())


def user(arguments: argparse.Namespace) -> str:
    return arguments.user or os.environ.get("MDT_USER") or ""


def password_for(name: str) -> str:
    """MDT_PASSWORD, or asked at a terminal; never from an argument."""
    given = os.environ.get("MDT_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"No password for {name}: set MDT_PASSWORD, or run this at a terminal.")
    return getpass.getpass(f"Password of {name}: ")


def opened(arguments: argparse.Namespace) -> Application:
    return application.open_existing(where(arguments), user(arguments), password_for)


def opened_or_made(arguments: argparse.Namespace) -> Application:
    """For import: a local file that is not there is made, its recovery key shown once."""
    place = where(arguments)
    if application.is_server(place) or Path(place).exists():
        return opened(arguments)
    name = user(arguments) or "owner"
    made = application.create(place, name, password_for(name))
    print(
        f"Made {place} for {name}. Recovery key, to print and lock away: {made.recovery_key}", file=sys.stderr
    )
    return made
