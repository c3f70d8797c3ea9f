"""A page that cannot be written is named; what stands on it is said all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mdt_app import application
from mdt_app.application import Application
from mdt_app.cli_acts.output import Output, write_whole
from mdt_app.domain.errors import Refused


def print_to(path: Path, app: Application, render: Callable[[], bytes], output: Output) -> None:
    """Write a page; a refusal is a problem of the command and does not end it."""
    try:
        application.require_apart(app.database, path)
        write_whole(path, render())
    except Refused as refusal:
        output.problem(str(refusal))
