"""The page is printed off the GUI thread into a file that the user names; that it left the program is logged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.palliative.printed import palliative_content
from mdt_app.ui.palliative.words import tr
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

Say = Callable[[str, Callable[[], None] | None, bool], None]


def file_name(page: PalliativeView, short: bool) -> str:
    """ "Palliative view 2026-11-23.pdf": safe on every system and without any patient's name."""
    return f"{'Out of hours' if short else 'Palliative view'} {page.on}.pdf"


def ask_and_print(
    owner: QWidget, tasks: Tasks, services: Services, page: PalliativeView, short: bool, say: Say
) -> None:
    """Ask where, then write."""
    wanted = str(Path.home() / file_name(page, short))
    chosen, _ = QFileDialog.getSaveFileName(owner, tr("Print as PDF"), wanted, "PDF (*.pdf)")
    if chosen:
        print_page(owner, tasks, services, page, short, chosen, say)


def print_page(
    owner: QWidget,
    tasks: Tasks,
    services: Services,
    page: PalliativeView,
    short: bool,
    chosen: str,
    say: Say,
) -> None:
    """Render and write; what went wrong is said in words."""
    content = palliative_content(page, services, short=short)
    patient_id = page.page.patient.id

    def act(_: Job) -> Path:
        return save_pdf(Path(chosen), services.render_palliative(content))

    def done(written: Path) -> None:
        tasks.read(
            owner, lambda reader: reader.log_read(patient_id, "palliative view, printed"), lambda _: None
        )
        say(tr("The page is in {file}.").format(file=written), None, False)

    tasks.work(owner, act, done, failed=lambda explained: say(explained.words, None, True))
