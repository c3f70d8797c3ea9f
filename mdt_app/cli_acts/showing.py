"""The window comes first: whatever is slow to load is loaded once it can be seen."""

from __future__ import annotations

import argparse
import builtins
import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from mdt_app.domain.errors import Refused

if TYPE_CHECKING:
    from mdt_app.application import Application
    from mdt_app.cli_acts.output import Output
    from mdt_app.window import Desktop

LOADING, LIVING = 250_000, 50_000
"""So many new things before garbage is looked for; what is loaded at the start stays, so looking then is lost time."""


def open_window(arguments: argparse.Namespace, output: Output) -> None:
    """Open the window on the database that the command line names."""
    show(None, arguments)


def show(app: Application | None, arguments: argparse.Namespace) -> None:
    """Run the window until it is closed, on an open database or on one still to be opened."""
    if sys.platform == "linux" and not _has_screen():
        raise Refused("There is no screen here. Use the commands without a window; `mdt --help` lists them.")
    gc.set_threshold(LOADING)
    load_qt()
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from mdt_app.window import Desktop

    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("mdt")
    desktop = Desktop(
        qt,
        where=getattr(arguments, "database", None),
        user=getattr(arguments, "user", None),
        application=app,
        quit_when_shown=getattr(arguments, "quit_when_shown", False),
        quit_when_ready=getattr(arguments, "quit_when_ready", False),
    )
    desktop.ready.connect(partial(_look_for_garbage, desktop), Qt.ConnectionType.SingleShotConnection)
    sys.excepthook = desktop.tell_fault
    desktop.start()
    qt.exec()
    sys.excepthook = sys.__excepthook__
    desktop.close()
    gc.freeze()  # what is left goes with the process; looking through it first would only keep the user waiting


def load_qt() -> None:
    """PySide puts an import of its own in the place of Python's, and reads the source of every module loaded after it
    in search of a spelling of names (`__feature__`) that is not used here; Python's own is put back."""
    own = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401

    builtins.__import__ = own


def _look_for_garbage(desktop: Desktop) -> None:
    """From now on, and not among what was loaded."""
    from mdt_app.ui.garbage import Garbage

    gc.freeze()
    gc.set_threshold(LIVING)
    Garbage(desktop)


def _has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
