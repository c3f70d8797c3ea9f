"""The main job without a window: pictures of every screen, the agendas and the four letters of every decided case."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app import application, paths
from mdt_app.application import Application
from mdt_app.cli_acts.files import write_letters
from mdt_app.cli_acts.opening import password_for
from mdt_app.cli_acts.output import write_whole
from mdt_app.demo_database import make_demo
from mdt_app.domain.agenda import Listing
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.listings import decided_ids, meeting_rows
from mdt_app.operations.rows import MeetingRow

if TYPE_CHECKING:
    from mdt_app.window import Desktop

DEMO_PASSWORD = "demonstration"
PATIENTS = 48
SIZE, AWAY = (1440, 900), (5000, 5000)  # AWAY: where the pointer lies over no control
PATIENCE = 20.0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m mdt_app.showcase", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--screens-only", action="store_true")
    arguments = parser.parse_args(argv)
    try:
        with _demo() as app:
            if not arguments.screens_only:
                _papers(app, arguments.folder)
            _pictures(app, arguments.folder if arguments.screens_only else arguments.folder / "screens")
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


@contextmanager
def _demo() -> Iterator[Application]:
    """The demo database that MDT_DATABASE names, else one made for this and thrown away."""
    named = os.environ.get("MDT_DATABASE")
    if named and Path(named).exists():
        app = application.open_existing(named, os.environ.get("MDT_USER", ""), password_for)
        try:
            yield app
        finally:
            app.close()
        return
    with tempfile.TemporaryDirectory(prefix="mdt-demo-") as folder:
        app, _ = make_demo(str(Path(folder) / "demo.db"), "demo", DEMO_PASSWORD, PATIENTS, seed=1)
        try:
            yield app
        finally:
            app.close()


def _papers(app: Application, folder: Path) -> None:
    """The agenda of every meeting with cases, and the letters of every decided case, in a folder per meeting."""
    with app.reader() as reader:
        meetings = [one for one in meeting_rows(reader) if one.cases]
    letters = 0
    for meeting in meetings:
        place = paths.make_private(folder / _folder_name(meeting))
        with app.reader() as reader:
            view = agenda_view(reader, app.guidance, meeting.id)
        write_whole(place / "agenda.pdf", app.render_agenda(view))
        letters += len(write_letters(app, meeting.id, place, _say))
    print(f"{len(meetings)} agendas and {letters} letters lie in {folder.resolve()}")


def _folder_name(meeting: MeetingRow) -> str:
    return safe_name(f"{meeting.starts_at:%Y-%m-%d}", meeting.board, suffix="")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _qt_says(_kind: object, _where: object, sentence: str) -> None:
    """Qt's own words, but for its regret that a picture is no window."""
    if not sentence.startswith("This plugin does not support"):
        _say(sentence)


def _pictures(app: Application, folder: Path) -> None:
    """A PNG of every screen, light and dark, as they look on a desk."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from mdt_app.window import Desktop

    qInstallMessageHandler(_qt_says)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    desktop = Desktop(qt, application=app)
    desktop.window.resize(*SIZE)
    desktop.start()
    QCursor.setPos(*AWAY)
    _settle(desktop)
    taken = 0
    for mode in ("light", "dark"):
        desktop.appearance.choose(mode, 1.0)
        for name, place, id in _stops(app):
            desktop.screens.go(place, id)
            _settle(desktop)
            desktop.window.grab().save(str(folder / f"{name}-{mode}.png"))
            taken += 1
    desktop.window.close()
    desktop.let_finish()
    print(f"{taken} pictures of the screens lie in {folder.resolve()}")


def _stops(app: Application) -> list[tuple[str, str, str]]:
    """(file name, place, id) of every screen, on the meetings and patients that show most."""
    with app.reader() as reader:
        meetings = meeting_rows(reader)
        coming = max((one for one in meetings if one.state != "closed"), key=lambda one: one.cases)
        closed = [one for one in meetings if one.state == "closed" and one.decided][-1]
        listings = reader.find(Listing, meeting_id=coming.id, order=("position",))
        decided = decided_ids(reader, listings)
    shown = next((one for one in listings if one.id in decided), listings[0])
    return [
        ("today", "today", ""),
        ("actions", "actions", ""),
        ("meetings", "meetings", ""),
        ("requests", "requests", ""),
        ("preparation", "preparation", f"{coming.id}/palliative"),
        ("prepare", "meeting", coming.id),
        ("invitations", "meeting", f"{coming.id}//people"),
        ("meet", "meeting", f"{coming.id}/{shown.id}/meet"),
        ("close", "meeting", f"{coming.id}//close"),
        ("letters", "meeting", f"{closed.id}//letters"),
        ("patients", "patients", ""),
        ("patient", "patient", shown.patient_id),
        ("care", "patient", f"{shown.patient_id}/care"),
        ("planning", "patient", f"{shown.patient_id}/planning"),
        ("timeline", "patient", f"{shown.patient_id}/timeline"),
        ("trends", "patient", f"{shown.patient_id}/trends"),
        ("assessments", "assessments", f"{shown.patient_id}/esas-r"),
        ("palliative", "palliative", shown.patient_id),
        ("out-of-hours", "palliative", f"{shown.patient_id}/night"),
        ("import", "import", ""),
        ("people", "people", ""),
        ("settings", "settings", ""),
    ]


def _settle(desktop: Desktop) -> None:
    """Let the window work until nothing is under way for a while."""
    from PySide6.QtWidgets import QApplication

    quiet, end = 0, time.monotonic() + PATIENCE
    while quiet < 25 and time.monotonic() < end:
        QApplication.processEvents()
        busy = desktop.tasks is None or desktop.tasks.busy
        quiet = 0 if busy else quiet + 1
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
