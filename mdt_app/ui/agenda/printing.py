"""An agenda is printed off the GUI thread into a file with a safe name that the user may change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.agenda import zone_of
from mdt_app.operations.rows import AgendaView
from mdt_app.ui.common.pdf_file import pdf_name, save_pdf
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

Say = Callable[[str, object, bool], None]


def file_name(view: AgendaView) -> str:
    """ "Agenda Thoracic oncology board 2026-10-15.pdf", its day being the board's."""
    day = view.meeting.starts_at.astimezone(zone_of(view.board)).date()
    return pdf_name("Agenda", view.board.name, day)


def ask_file(parent: QWidget, name: str) -> str:
    """Where the user wants the file; "" for nowhere."""
    title = QCoreApplication.translate("agenda", "Print the agenda as PDF")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return chosen


def print_agenda(
    owner: QWidget, tasks: Tasks, services: Services, view: AgendaView, chosen: str, say: Say
) -> None:
    """Render and write; what went wrong is said in words."""

    def act(_: Job) -> Path:
        return save_pdf(Path(chosen), services.render_agenda(view))

    def done(written: Path) -> None:
        say(
            QCoreApplication.translate("agenda", "The agenda is in {file}.").format(file=written), None, False
        )

    tasks.work(owner, act, done, failed=lambda explained: say(explained.words, None, True))
