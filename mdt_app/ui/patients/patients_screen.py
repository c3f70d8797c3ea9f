"""A patient is found as one types, and entered once: whoever looks the same is shown before a second one is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.national_number import as_printed, digits_of
from mdt_app.domain.people import Patient, age
from mdt_app.operations.listings import patient_rows
from mdt_app.operations.rows import PatientRow
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.agenda.new_patient import NewPatientForm
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, Button, PrimaryButton
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, row
from mdt_app.ui.common.marks import Tone
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label
from mdt_app.ui.live import LiveView
from mdt_app.ui.patients import words
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

SIDE, SHOWN, DEBOUNCE_MS = 400, 100, 60


class PatientsScreen(LiveView):
    """Search field, table, and the form for a new patient beside it. Signals: `go(place, id)`, `said(...)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._known = 0
        self.query = Field(self.tr("Name, birth date or number"), name=self.tr("Find a patient"))
        self.count = Label("", "small", elide=True)
        self.load = Button(self.tr("Import files…"), "import", shortcut="Ctrl+I")
        self.add = PrimaryButton(self.tr("New patient"), shortcut="Ctrl+N")
        self.model = ColumnsModel(self._columns(), same=lambda one: one.id)
        self.table = TableView(self.model, name=self.tr("Patients"))
        self.form = NewPatientForm(tasks, services)
        self.form.take_words = self.tr("Looks like {name}, {day}; open")
        self.side = Pane("pane")
        self.pages = QStackedWidget()
        self._soon_found = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Typing finds at once."""
        self.query.setFocus()
        self.query.selectAll()

    def patient_id(self) -> str:
        """Who is chosen in the list."""
        row = self.table.current_row()
        return row.id if isinstance(row, PatientRow) else ""

    def concerns(self, change: Change) -> bool:
        """Only who patients are."""
        return change.entity in ("patient", "identifier")

    def refresh(self) -> None:
        """Look up what is typed."""
        text = self.query.text()

        def read(reader: Reader) -> tuple[tuple[PatientRow, ...], int]:
            return patient_rows(reader, text, SHOWN), reader.count(Patient)

        self.tasks.read(self, read, lambda found: self._show(text, *found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form."""
        if event.key() == Qt.Key.Key_Escape and not self.side.isHidden():
            self._close_form()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrows go into the table."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        ):
            self._enter_table()
            return True
        return super().eventFilter(watched, event)

    def _show(self, text: str, rows: Sequence[PatientRow], known: int) -> None:
        if text != self.query.text():
            return
        self._known = known
        self.model.set_rows(rows)
        if not known:
            self.pages.setCurrentWidget(self.nobody)
        else:
            self.pages.setCurrentWidget(self.table if rows else self.not_found)
        self._say_count(len(rows), known)

    def _say_count(self, shown: int, known: int) -> None:
        if shown >= SHOWN:
            self.count.set_text(self.tr("the first {n} of {all}; type to find").format(n=shown, all=known))
        elif self.query.text().strip():
            self.count.set_text(self.tr("{n} of {all} patients").format(n=shown, all=known))
        else:
            self.count.set_text(self.tr("{all} patients").format(all=known) if known else "")

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            if self.table.current_row() is None:
                first = self.model.shown_rows()[0]
                self.table.choose(first.id if isinstance(first, PatientRow) else None)

    def _open_first(self) -> None:
        rows = self.model.shown_rows()
        if len(rows) == 1 and isinstance(rows[0], PatientRow):
            self.go.emit("patient", rows[0].id)
        else:
            self._enter_table()

    def _new(self) -> None:
        self.side.show()
        self.form.begin(self.query.text().strip())

    def _close_form(self) -> None:
        self.side.hide()
        self.query.setFocus()

    def _entered(self, patient_id: str, _name: str) -> None:
        self.side.hide()
        self.go.emit("patient", patient_id)

    def _columns(self) -> Sequence[Column[PatientRow]]:
        on = self._services.today()

        def born(one: PatientRow) -> Cell:
            years = self.tr("{n} years").format(n=age(one.birth_date, on)) if one.birth_date else ""
            below = ", ".join(part for part in (years, words.sex(one.sex)) if part)
            if one.birth_date is None:
                return Cell(self.tr("not recorded"), below, tone=Tone.LOOK)
            return Cell(words.full_day(one.birth_date), below)

        return (
            Column(self.tr("Name"), lambda one: Cell(one.name, strong=True, name=True), 360, stretch=True,
                   key=lambda one: one.name.casefold()),
            Column(self.tr("Born"), born, 150, key=lambda one: str(one.birth_date or "")),
            Column(self.tr("National number"), lambda one: Cell(as_printed(_first(one)) or "–"), 150, key=_first),
            Column(self.tr("Other numbers"), lambda one: Cell(", ".join(_others(one)) or "–"), 150,
                   stretch=True, under=2),
        )  # fmt: skip

    def _lay_out(self) -> None:
        bar = Pane("surface", margins=(16, 12, 16, 12))
        self.query.setMinimumWidth(themes.current().px(180))
        self.query.setMaximumWidth(themes.current().px(360))
        title = Label(self.tr("Patients"), "title")
        head = row(title, 16, self.query, self.count, None, self.load, self.add, spacing=8)
        head.setStretch(2, 4)
        bar.box.addLayout(head)
        self.nobody = EmptyState(
            self.tr("No patients yet"),
            self.tr("Import a file from your hospital (FHIR, CSV or XLSX), or enter a patient by hand."),
            self.tr("Import files…"), "patients",
        )  # fmt: skip
        self.not_found = EmptyState(
            self.tr("Nobody found"),
            self.tr("Check the spelling, or try the birth date or a number. Nobody of that name may be known yet."),
            self.tr("Enter a new patient"), "search",
        )  # fmt: skip
        for page in (self.table, self.nobody, self.not_found):
            self.pages.addWidget(page)
        left = Pane("surface")
        for part in (bar, Line(), self.pages):
            left.box.addWidget(part, 1 if part is self.pages else 0)
        self._lay_out_side()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Split((left, 1), (self.side, 0)))
        self.side.hide()
        may = self._services.account.may
        self.add.setVisible(may(Right.PREPARE))
        self.load.setVisible(may(Right.IMPORT))

    def _lay_out_side(self) -> None:
        self.side.set_width(SIDE)
        close = BareButton(icon="close", name=self.tr("Close (Esc)"))
        close.clicked.connect(self._close_form)
        head = row(Label(self.tr("New patient"), "title"), None, close)
        head.setContentsMargins(16, 12, 8, 4)
        panel = ScrollPanel(margins=(16, 4, 16, 16))
        panel.box.addWidget(self.form)
        self.side.box.addLayout(head)
        self.side.box.addWidget(panel, 1)

    def _connect(self) -> None:
        self.query.textEdited.connect(lambda _: self._soon_found.start())
        self._soon_found.timeout.connect(self.stale)
        self.query.returnPressed.connect(self._open_first)
        self.query.installEventFilter(self)
        self.table.opened.connect(lambda one: self.go.emit("patient", one.id))
        self.add.clicked.connect(self._new)
        self.load.clicked.connect(lambda: self.go.emit("import", ""))
        self.nobody.acted.connect(lambda: self.go.emit("import", ""))
        self.not_found.acted.connect(self._new)
        self.form.entered.connect(self._entered)


def _first(one: PatientRow) -> str:
    """The national number, told by its eleven digits; "" where there is none."""
    return next((value for value in one.identifiers if digits_of(value)), "")


def _others(one: PatientRow) -> tuple[str, ...]:
    return tuple(value for value in one.identifiers if value != _first(one))
