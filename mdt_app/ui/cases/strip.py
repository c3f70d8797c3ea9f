"""What the patient knows and wants, and who tells, stands under every case and is typed in place."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.cells import CellLine
from mdt_app.ui.cases.kept import KeptField
from mdt_app.ui.common import words
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.text import Label

TOPICS = {"knows": "knows", "wants": "wants", "told_by": "told"}
STRETCH = {"knows": 3, "wants": 6, "told_by": 4}


class PatientStrip(Pane):
    """Three fields of the discussion; what was said before stands in grey until somebody writes."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__("pane", across=True, margins=(20, 6, 20, 4), spacing=12)
        self._acts = acts
        self.fields: dict[str, KeptField] = {}
        self._titles: dict[str, Label] = {}
        for name in TOPICS:
            cell = CellLine(name=name)
            title = self._titles[name] = Label("", "small")
            title.setContentsMargins(5, 0, 0, 0)
            kept = self.fields[name] = KeptField(acts, "discussion", acts.listing_id, name, cell)
            holder = QWidget()
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(title)
            box.addWidget(kept)
            self.box.addWidget(holder, STRETCH[name])

    def show_view(self, view: CaseView) -> None:
        """What is stored."""
        given = view.patient.given.split()[0] if view.patient.given.split() else self.tr("Patient")
        titles = {
            "knows": self.tr("{name} knows").format(name=given), "wants": self.tr("{name} wants").format(name=given),
            "told_by": self.tr("Told by, on"),
        }  # fmt: skip
        for name, kept in self.fields.items():
            self._titles[name].set_text(titles[name])
            kept.editor.setAccessibleName(titles[name])
            kept.editor.setPlaceholderText(self._before(view, name))
            versions = view.discussion_versions
            kept.show_value(getattr(view.discussion, name), versions.get(name, 0), self._acts.editable)

    def _before(self, view: CaseView, name: str) -> str:
        for day, said in view.background.words:
            if said.topic == TOPICS[name]:
                return f"{words.said_day(day, view.meeting.starts_at.date())}: {said.text}"
        return self.tr("not recorded yet")
