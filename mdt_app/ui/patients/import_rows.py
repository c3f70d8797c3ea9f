"""One row per file says in numbers what came of it; a sentence says why nothing did, and warnings open in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.incoming import IncomingColumn
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Line, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, elided
from mdt_app.ui.patients.import_columns import ColumnsForm
from mdt_app.ui.patients.words import tr

OPENED, WARNED, NAME_ROOM = 8, 50, 260


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What came of one file. `opened` are (patient id, name); `stopped` says that a person stopped it on the way.

    `columns` are a worklist's; it `asks` which is what where too few are known by name to read it.
    """

    path: Path
    format: str = ""
    patients: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""
    opened: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    columns: tuple[IncomingColumn, ...] = ()
    asks: bool = False

    def counted(self, state: str) -> FileResult:
        """The result with one more patient created, updated or unchanged."""
        return replace(self, **{state: getattr(self, state) + 1})


def format_name(key: str) -> str:
    """A format in words."""
    return {
        "fhir": tr("FHIR bundle"), "fhir-ndjson": tr("FHIR lines"), "csv": tr("CSV worklist"),
        "xlsx": tr("XLSX worklist"), "tumour-conference": tr("tumour conference registration"),
    }.get(key, tr("format not known"))  # fmt: skip


class FileRow(QWidget):
    """A file, waiting, being read or done; `result` is what came of it.

    Emits `open_asked(patient id)`, and `columns_said(fields)` with the field of each column of a worklist.
    """

    open_asked = Signal(str)
    columns_said = Signal(tuple)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.result: FileResult | None = None
        self.name = Label(path.name, "strong", elide=True)
        self.state = Status(Shape.DOT, self.tr("waits"), 14, quiet=True)
        self.detail = Label("", "small", wrap=True)
        self.error = InlineMessage("")
        self.warn = LinkButton("", low=True)
        self.warn.setCheckable(True)
        self.warnings = QWidget()
        self._lines = QVBoxLayout(self.warnings)
        self.links = Flow(spacing=8)
        self.columns = LinkButton(self.tr("Which column is what…"), low=True)
        self.form: ColumnsForm | None = None
        self._lay_out()
        self.warn.toggled.connect(self.warnings.setVisible)
        self.columns.clicked.connect(self._ask)

    def show_waiting(self) -> None:
        """The file is to be read, once more where it was read already."""
        self.result = None
        self._drop_form()
        self.state.set_state(Shape.DOT, self.tr("waits"), quiet=True)
        for part in (self.error, self.warn, self.warnings, self.links, self.columns):
            part.hide()
        self.warn.setChecked(False)
        self.detail.set_text("")

    def spoken(self) -> str:
        """The file and what came of it, in words."""
        return " ".join((self.path.name, self.state.word(), self.detail.whole_text()))

    def looks(self) -> int:
        """How much it asks for a person: 2 where nothing was taken in, 1 where something was remarked."""
        if self.result is None:
            return 0
        return 2 if self.result.error or self.result.asks else int(bool(self.result.warnings))

    def show_reading(self) -> None:
        """The file is being read."""
        self.state.set_state(Shape.HALF, self.tr("reading"), quiet=True)

    def show_result(self, result: FileResult) -> None:
        """What came of it."""
        self.result = result
        shape, word = self._state(result)
        self.state.set_state(shape, word, quiet=shape is Shape.DONE)
        self.error.set_text(result.error)
        self.error.setVisible(bool(result.error) and not result.asks)
        self.columns.setVisible(
            any(not one.field for one in result.columns) or bool(result.error and result.columns)
        )
        self.detail.set_text(", ".join((format_name(result.format), *_counts(result))))
        self._show_warnings(result.warnings)
        self._show_links(result.opened)
        if result.asks:
            self._ask()

    def _ask(self) -> None:
        """Ask which column is what, here in the row; with nothing said the file stays as it is."""
        if self.result is None or self.form is not None:
            return
        self.form = ColumnsForm(self.result.columns)
        self.form.said.connect(self.columns_said)
        self.form.left.connect(self._leave)
        self.columns.hide()
        self._box.insertWidget(self._box.indexOf(self.links) + 1, self.form)
        self.form.show()

    def _leave(self) -> None:
        self._drop_form()
        if self.result is not None:
            self.show_result(replace(self.result, asks=False))
            self.columns.setFocus()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _state(self, result: FileResult) -> tuple[Shape, str]:
        if result.asks:
            return Shape.TRIANGLE, self.tr("asks which column is what")
        if result.error:
            return Shape.TRIANGLE, self.tr("not read")
        if result.stopped:
            return Shape.HALF, self.tr("stopped")
        return Shape.DONE, self.tr("taken in")

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        count = len(warnings)
        said = self.tr("1 remark") if count == 1 else self.tr("{n} remarks").format(n=count)
        self.warn.set_words(said)
        self.warn.setVisible(bool(count))
        frames.empty(self._lines)
        for words in warnings[:WARNED]:
            self._lines.addWidget(Label(words, "small", wrap=True))
        if count > WARNED:
            more = self.tr("{n} more of the same kind").format(n=count - WARNED)
            self._lines.addWidget(Label(more, "small"))

    def _show_links(self, opened: Sequence[tuple[str, str]]) -> None:
        links: list[QWidget] = []
        for patient_id, name in opened[:OPENED]:
            words = self.tr("Open {name}").format(name=elided(name, NAME_ROOM))
            link = LinkButton(words, low=True)
            link.setAccessibleName(self.tr("Open {name}").format(name=name))
            link.clicked.connect(lambda _=False, id=patient_id: self.open_asked.emit(id))
            links.append(link)
        if len(opened) > OPENED:
            links.append(
                Label(self.tr("and {n} more under Patients").format(n=len(opened) - OPENED), "small")
            )
        self.links.set_widgets(links)
        self.links.setVisible(bool(links))

    def _lay_out(self) -> None:
        self._lines.setContentsMargins(16, 0, 0, 4)
        self._lines.setSpacing(4)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        head = row(self.name, self.state, spacing=16)
        head.setStretch(0, 1)
        below = row(self.detail, self.columns, self.warn, spacing=8)
        below.setStretch(0, 1)
        box.addLayout(head)
        box.addLayout(below)
        for part in (self.error, self.warnings, self.links):
            box.addWidget(part)
            part.hide()
        self.warn.hide()
        self.columns.hide()
        box.addSpacing(4)
        box.addWidget(Line())


def _counts(result: FileResult) -> list[str]:
    if result.error:
        return []
    said = [tr("1 patient") if result.patients == 1 else tr("{n} patients").format(n=result.patients)]
    for count, words in ((result.created, tr("{n} new")), (result.updated, tr("{n} brought up to date")),
                         (result.unchanged, tr("{n} unchanged"))):  # fmt: skip
        if count:
            said.append(words.format(n=count))
    return said
