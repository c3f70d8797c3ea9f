"""A desk that types into a case until it is killed, and says each time how much the screen has called kept.

A nursery: it loads everything once, then for each line "database listing meeting desk" on its input forks a desk and
prints its number; the desk prints "note-length field-length" whenever nothing is unsaved.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.domain.guidance import Guidance

os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stream(length: int, shift: int = 0) -> str:
    """What is typed: the same for the same length, so that any loss shows."""
    return "".join(LETTERS[(place + shift) * (place + 7) % 26] for place in range(length))


def nursery() -> None:
    load()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                desk(*line.split())
            finally:
                os._exit(1)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


def load() -> None:
    import PySide6.QtTest
    import sqlalchemy.orm
    from operations import kit

    import mdt_app.store.database
    import mdt_app.ui.cases.case_screen
    import mdt_app.window

    assert PySide6.QtTest
    assert sqlalchemy.orm
    assert kit
    assert mdt_app
    guidance()


@cache
def guidance() -> Guidance:
    from mdt_app.application import load_guidance

    return load_guidance()


def desk(path: str, listing: str, meeting: str, name: str) -> None:
    from operations.kit import KEY
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from mdt_app.application import Application
    from mdt_app.domain.accounts import Account
    from mdt_app.store.database import Database
    from mdt_app.ui.cases.case_screen import CaseScreen
    from mdt_app.ui.tasks import Tasks
    from mdt_app.window import services_of

    qt = QApplication([])
    database = Database.open(path, KEY, user="owner", desk=name)
    account = Account(id="account-1", user="owner", name="Lore Hermans", roles=("owner",))
    services = services_of(Application(database=database, account=account, guidance=guidance(), desk=name))
    tasks = Tasks(services)
    screen = CaseScreen(tasks, services)
    screen.resize(1368, 804)
    screen.show()
    screen.show_meeting(meeting, listing)

    def kept() -> None:
        pane = screen.pane
        if pane is not None and tasks.unsaved == 0:
            said = f"{len(pane.discussion.text())} {len(pane.strip.fields['wants'].editor.text())}\n"
            os.write(1, said.encode())

    def press() -> None:
        pane = screen.pane
        if pane is None or next(turns) % 14 > 5:
            return
        note, field = pane.discussion, pane.strip.fields["wants"].editor
        for editor, shift in ((note, 0), (field, 3)):
            place = len(editor.text())
            editor.moveCursor(QTextCursor.MoveOperation.End) if editor is note else editor.end(False)
            QTest.keyClicks(editor, stream(place + 1, shift)[place:])

    turns = count()
    # Heard in the next turn, as the top bar is painted then.
    tasks.saving.connect(lambda _: QTimer.singleShot(0, kept))
    timer = QTimer()
    timer.timeout.connect(press)
    QTimer.singleShot(150, lambda: timer.start(4))
    qt.exec()


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    nursery()
