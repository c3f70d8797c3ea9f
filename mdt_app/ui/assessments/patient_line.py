"""Whose answers these are stands on top and never scrolls, with the code status."""

from __future__ import annotations

from mdt_app.domain.patient_wills import PatientWills
from mdt_app.operations.assessments import AssessmentsView
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import BareButton
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.text import Label


class PatientLine(Pane):
    """Name, birth date, language, code status; `back` leads to the patient's page."""

    def __init__(self, wills: PatientWills) -> None:
        super().__init__("pane", margins=(12, 8, 24, 8), spacing=0)
        self.back = BareButton(icon="chevron-left", name=self.tr("Patient page"))
        self.name = Label("", "title", name=True)
        self.facts = Label("", "secondary", elide=True)
        self.code = CodeStatusBanner(wills)
        line = row(self.back, self.name, self.facts, self.code, spacing=12)
        line.setStretch(2, 1)
        self.box.addLayout(line)

    def show_patient(self, view: AssessmentsView) -> None:
        """Who it is."""
        back = view.background
        self.name.set_text(view.patient.name)
        spoken = said.language(back.language) if back.language else self.tr("language not recorded")
        died = self.tr("died {day}").format(day=f"{back.dead:%d-%m-%Y}") if back.dead else ""
        parts = (said.born(view.patient.birth_date, view.on), spoken, died)
        self.facts.set_text("  ·  ".join(part for part in parts if part))
        self.code.show_status(back.code, view.on)
