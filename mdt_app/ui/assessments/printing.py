"""A form is printed off the GUI thread into the file that the user chose; its name names no patient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.assessments import FormContent
from mdt_app.ui.assessments.words import tr
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

Say = Callable[[str, object, bool], None]


def file_name(content: FormContent) -> str:
    """ "Form esas-r en.pdf"."""
    return f"Form {content.instrument.id} {content.language}.pdf"


def ask_file(parent: QWidget, name: str) -> str:
    """Where the user wants the file; "" for nowhere."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, tr("Print the form as PDF"), str(Path.home() / name), "PDF (*.pdf)"
    )
    return chosen


def print_form(
    owner: QWidget, tasks: Tasks, services: Services, content: FormContent, chosen: str, say: Say
) -> None:
    """Render and write; what went wrong is said in words."""

    def act(_: Job) -> Path:
        return save_pdf(Path(chosen), services.render_form(content))

    def done(written: Path) -> None:
        say(tr("The form is in {file}.").format(file=written), None, False)

    tasks.work(owner, act, done, failed=lambda explained: say(explained.words, None, True))
