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

FIRST_USER = "owner"


def where(arguments: argparse.Namespace) -> str:
    """The database that the command line names: --database, MDT_DATABASE, else the user's own file."""
    return arguments.database or os.environ.get("MDT_DATABASE") or str(paths.default_database())


def shown(place: str) -> str:
    """The place without a password in it."""
    scheme, separator, rest = place.partition("://")
    if not separator:
        return place
    name, at, address = rest.rpartition("@")
    return f"{scheme}://{name.partition(':')[0]}{at}{address}"


def user(arguments: argparse.Namespace) -> str:
    return arguments.user or os.environ.get("MDT_USER") or ""


def password_for(name: str) -> str:
    """MDT_PASSWORD, or asked at a terminal; never from an argument. Raises `Refused` where nobody can be asked."""
    given = os.environ.get("MDT_PASSWORD")
    if given is not None:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refused(f"No password for {name}: set MDT_PASSWORD, or run this at a terminal.")
    try:
        return getpass.getpass(f"Password of {name}: ")
    except EOFError:
        raise Refused(f"No password for {name} was typed.") from None


def new_password_for(name: str) -> str:
    """The same for an account that is about to be made: what is typed is typed twice."""
    first = password_for(name)
    if os.environ.get("MDT_PASSWORD") is None and password_for(f"{name}, once more") != first:
        raise Refused("The two passwords differ. Nothing was made.")
    return first


def opened(arguments: argparse.Namespace) -> Application:
    return application.open_existing(where(arguments), user(arguments), password_for)


def is_there(arguments: argparse.Namespace) -> bool:
    """Whether there is something at the place to open; a server always counts as there."""
    place = where(arguments)
    return application.is_server(place) or Path(place).exists()


def made(arguments: argparse.Namespace) -> Application:
    """A new local file with its first account."""
    name = user(arguments) or FIRST_USER
    return application.create(where(arguments), name, new_password_for(name))
