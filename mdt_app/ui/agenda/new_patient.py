"""A patient entered by hand is compared with those known; a likely double is shown and never merged."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.national_number import SYSTEM, check_holds, digits_of
from mdt_app.domain.people import HOSPITAL_NUMBER, Patient
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPatient, likenesses
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import column, empty
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import explain
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class NewPatientForm(QWidget):
    """Emits `entered(patient id, name)` once the patient is kept, or when a known one is taken instead."""

    entered = Signal(str, str)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self.family = Field(name=self.tr("Family name"))
        self.given = Field(name=self.tr("Given name"))
        self.birth = Field("12-03-1951", name=self.tr("Birth date"))
        self.sex = Choice(
            [("", self.tr("not said")), ("female", self.tr("female")), ("male", self.tr("male")),
             ("other", self.tr("other")), ("unknown", self.tr("unknown"))], name=self.tr("Sex"),
        )  # fmt: skip
        self.national = Field("51.03.12-012.47", name=self.tr("National number"))
        self.check = Status(Shape.TRIANGLE, self.tr("Check the digits of this number."), 12)
        self.take_words = self.tr("Take {name}, {day}")
        self.hospital = Field(name=self.tr("Hospital number"))
        self.address = TextArea(
            self.tr("Street and number, town"), name=self.tr("Address"), rows=2, grows=True
        )
        self.phone = Field(name=self.tr("Phone"))
        self.wrong = InlineMessage("")
        self.enter = Button(self.tr("Enter patient"))
        self._lay_out()
        self.enter.clicked.connect(self._compare)
        for field in self._fields():
            field.textEdited.connect(self._edited)

    def begin(self, name: str = "") -> None:
        """Empty the form; what was looked for is taken as the name."""
        family, _, given = name.partition(",") if "," in name else name.partition(" ")
        for field in self._fields():
            field.set_text("")
            field.set_wrong(False)
        if not any(one.isdigit() for one in name):
            self.family.set_text(family.strip())
            self.given.set_text(given.strip())
        self.address.set_text("")
        self.sex.set_current("")
        self._edited()
        self.family.setFocus()

    def _fields(self) -> tuple[Field, ...]:
        return self.family, self.given, self.birth, self.national, self.hospital, self.phone

    def _edited(self, *_: object) -> None:
        self.wrong.hide()
        self.check.setVisible(check_holds(self.national.text()) is False)
        empty(self.likely)
        self.enter.set_words(self.tr("Enter patient"))

    def _compare(self) -> None:
        """Look for patients alike before entering one."""
        born = self._born()
        if self.likely.count():
            self._enter(born)
            return
        if not self.family.text().strip():
            self._say(self.tr("A patient needs a family name."), self.family)
            return
        if self.birth.text().strip() and born is None:
            self._say(self.tr("Write the birth date as 12-03-1951."), self.birth)
            return
        names = self.family.text(), self.given.text()
        self._tasks.read(
            self, lambda reader: likenesses(reader, *names, born), lambda found: self._show(found, born)
        )

    def _show(self, found: tuple[Patient, ...], born: date | None) -> None:
        if not found:
            self._enter(born)
            return
        empty(self.likely)
        words = self.tr("Someone of this name and birth date is known already.")
        self.likely.addWidget(InlineMessage(words, self.tr("Is it the same person? Nothing is merged.")))
        for one in found:
            take = Button(self.take_words.format(name=one.name, day=f"{one.birth_date:%d-%m-%Y}"))
            take.clicked.connect(lambda _=False, one=one: self.entered.emit(one.id, one.name))
            self.likely.addWidget(take)
        self.enter.set_words(self.tr("Enter as another person"))

    def _enter(self, born: date | None) -> None:
        id = new_id()
        family, given = self.family.text().strip(), self.given.text().strip()
        command = self._services.command(
            AddPatient, patient_id=id, family=family, given=given, birth_date=born, sex=self.sex.current(),
            address=tuple(one.strip() for one in self.address.text().splitlines() if one.strip()),
            phone=self.phone.text().strip(), identifiers=self._identifiers(),
        )  # fmt: skip
        name = f"{family}, {given}" if given else family
        self._tasks.write(
            command,
            lambda _: self.entered.emit(id, name),
            lambda error: self._say(explain(error).words, None),
            self,
        )

    def _identifiers(self) -> tuple[tuple[str, str], ...]:
        national = self.national.text().strip()
        pairs = (
            (SYSTEM, digits_of(national) or national),
            (HOSPITAL_NUMBER, self.hospital.text().strip()),
        )
        return tuple((system, value) for system, value in pairs if value)

    def _born(self) -> date | None:
        try:
            return parse_day(self.birth.text(), date(1, 1, 1)) if self._has_year() else None
        except ValueError:
            return None

    def _has_year(self) -> bool:
        return re.search(r"\d{4}", self.birth.text()) is not None

    def _say(self, words: str, field: Field | None) -> None:
        self.wrong.set_text(words)
        self.wrong.show()
        if field is not None:
            field.set_wrong(True)
            field.setFocus()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        named = (
            (self.tr("Family name"), self.family), (self.tr("Given name"), self.given),
            (self.tr("Birth date"), self.birth), (self.tr("Sex"), self.sex),
            (self.tr("National number"), self.national), (self.tr("Hospital number"), self.hospital),
            (self.tr("Address"), self.address), (self.tr("Phone"), self.phone),
        )  # fmt: skip
        for words, field in named:
            box.addLayout(column(Label(words, "small"), field, spacing=2))
            if field is self.national:
                box.addWidget(self.check)
        self.check.hide()
        self.likely = column(spacing=4)
        box.addLayout(self.likely)
        box.addWidget(self.wrong)
        box.addWidget(self.enter)
        box.addStretch(1)
        self.wrong.hide()
