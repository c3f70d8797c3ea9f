"""Who a patient is, is written field by field over what was seen; when another wrote meanwhile, a person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.errors import Conflict
from mdt_app.domain.people import Patient
from mdt_app.operations.fields import SetField
from mdt_app.operations.work import Change
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import explain
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.patients.words import full_day, sex
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class IdentityForm(SideForm):
    """Family and given name, birth date, sex, address, phone; each is kept when it is left."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services) -> None:
        super().__init__(self.tr("Who the patient is"))
        self._tasks, self._services = tasks, services
        self._patient: Patient | None = None
        self._versions: dict[str, int] = {}
        self.fields = {
            "family": Field(name=self.tr("Family name")),
            "given": Field(name=self.tr("Given name")),
            "birth_date": Field("12-03-1951", name=self.tr("Birth date")),
            "address": Field(name=self.tr("Address, lines parted by ;")),
            "phone": Field(name=self.tr("Phone")),
        }
        sexes = [
            ("", self.tr("not said")),
            *((one, sex(one)) for one in ("female", "male", "other", "unknown")),
        ]
        self.sex = Choice(sexes, name=self.tr("Sex"))
        self.first = self.fields["family"]
        self.clash = ClashBox()
        self._lay_out()
        self.sex.chosen.connect(lambda key: self._keep("sex", key))
        for name, field in self.fields.items():
            field.editingFinished.connect(lambda name=name: self._typed(name))

    def typed(self) -> bool:
        """Whether a field holds what could not be kept: each is kept when it is left."""
        return self._patient is not None and any(
            field.text().strip() != _as_text(getattr(self._patient, name))
            for name, field in self.fields.items()
        )

    def begin(self, patient: Patient, versions: Mapping[str, int], field: str = "") -> None:
        """Show the fields, afresh; the keys go to `field`, else to the first."""
        self._patient = None
        self.say("")
        self.clash.hide()
        self.show_patient(patient, versions)
        self.first = self.fields.get(field, self.fields["family"])
        self.first.setFocus()

    def show_patient(self, patient: Patient, versions: Mapping[str, int]) -> None:
        """The stored values, read again; a field where somebody types keeps what is typed."""
        before = self._patient
        self._patient = patient
        for name, field in self.fields.items():
            shown = _as_text(getattr(before, name)) if before is not None else field.text()
            if before is None or (field.text() == shown and not self._clashes(name)):
                field.set_text(_as_text(getattr(patient, name)))
                self._versions[name] = versions.get(name, 0)
        self.sex.set_current(patient.sex)
        self._versions["sex"] = versions.get("sex", 0)

    def _clashes(self, name: str) -> bool:
        return not self.clash.isHidden() and self.clash.field == name

    def _typed(self, name: str) -> None:
        if self._patient is None or self._clashes(name):
            return
        field = self.fields[name]
        try:
            value = _value(name, field.text(), self._services.today())
        except ValueError:
            field.set_wrong(True)
            self.say(self.tr("Write the birth date as 12-03-1951."))
            return
        if name == "family" and not value:
            field.set_wrong(True)
            self.say(self.tr("A patient needs a family name."))
            return
        field.set_wrong(False)
        self.say("")
        if value != getattr(self._patient, name):
            self._keep(name, value)

    def _keep(self, name: str, value: Any, base: int | None = None) -> None:
        if self._patient is None:
            return
        fetched, patient_id = getattr(self._patient, name), self._patient.id
        version = self._versions.get(name, 0) if base is None else base
        command = self._services.command(
            SetField, entity="patient", entity_id=patient_id, field=name, value=value, base_version=version
        )

        def done(_: tuple[Change, ...]) -> None:
            self._versions[name] = version + 1

        self._tasks.write(command, done, lambda error: self._failed(name, fetched, value, error), self)

    def _failed(self, name: str, fetched: Any, value: Any, error: Exception) -> None:
        if not isinstance(error, Conflict):
            self.say(explain(error).words)
            return
        words = self.fields[name].accessibleName() if name in self.fields else self.sex.accessibleName()
        self.clash.show_clash(
            name, words, (_as_text(fetched), _as_text(value), _as_text(error.stored)),
            mine=lambda: self._keep(name, value, error.version),
            theirs=lambda: self._take(name, error),
        )  # fmt: skip

    def _take(self, name: str, error: Conflict) -> None:
        self._versions[name] = error.version
        if name in self.fields:
            self.fields[name].set_text(_as_text(error.stored))
        else:
            self.sex.set_current(str(error.stored))

    def _lay_out(self) -> None:
        def cell(field: QWidget) -> Any:
            return column(Label(field.accessibleName(), "small"), field, spacing=2)

        fields = self.fields
        self.inner.addLayout(cell(fields["family"]))
        self.inner.addLayout(cell(fields["given"]))
        self.inner.addLayout(row(cell(fields["birth_date"]), cell(self.sex), spacing=8))
        self.inner.addLayout(cell(fields["address"]))
        self.inner.addLayout(cell(fields["phone"]))
        self.inner.addWidget(self.clash)
        self.inner.addWidget(Label(self.tr("Each field is kept when you leave it."), "small", wrap=True))
        self.finish()


class ClashBox(QWidget):
    """As fetched, as typed, as stored, and the two ways on; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.field = ""
        self.message = InlineMessage("")
        self.mine, self.theirs = Button(self.tr("Keep mine")), Button(self.tr("Keep theirs"))
        self.setLayout(column(self.message, row(self.mine, self.theirs, None), spacing=8))
        self._acts: dict[QObject, Any] = {}
        self.mine.clicked.connect(lambda: self._choose(self.mine))
        self.theirs.clicked.connect(lambda: self._choose(self.theirs))
        self.hide()

    def show_clash(
        self, field: str, name: str, values: tuple[str, str, str], *, mine: Any, theirs: Any
    ) -> None:
        """Show the three values; `mine` and `theirs` are called without arguments."""
        self.field = field
        self._acts = {self.mine: mine, self.theirs: theirs}
        title = self.tr("{field}: changed elsewhere while you wrote.").format(field=name)
        said = (self.tr("As fetched: {v}"), self.tr("As typed: {v}"), self.tr("As stored: {v}"))
        nothing = self.tr("(empty)")
        self.message.set_text(
            title, "\n".join(one.format(v=v or nothing) for one, v in zip(said, values, strict=True))
        )
        self.show()

    def _choose(self, button: Button) -> None:
        self.hide()
        self.field = ""
        self._acts[button]()


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    if isinstance(value, date):
        return full_day(value)
    return str(value or "")


def _value(name: str, text: str, today: date) -> Any:
    """The field's value. Raises ValueError where a day cannot be read."""
    if name == "address":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if name == "birth_date":
        found = parse_day(text, date(1, 1, 1))
        if found is not None and (found.year < 1800 or found > today):
            raise ValueError(text)
        return found
    return text.strip()
