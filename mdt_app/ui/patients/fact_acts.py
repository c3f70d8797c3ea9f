"""What the box of a fact asks for is done beside the page, or where that kind of fact has its own form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.ui.patients.fact_box import FactBox
from mdt_app.ui.patients.mending import ASSESSMENTS, TALK
from mdt_app.ui.patients.page_forms import PageForms
from mdt_app.ui.patients.reading import PatientPage
from mdt_app.ui.patients.words import fact_line


class FactActs(QObject):
    """`page` and `forms` give those of the patient who is shown.

    Signals: `talk_asked(form, key)`, `care_asked(form, key)`, `scores_asked()`.
    """

    talk_asked = Signal(str, str)
    care_asked = Signal(str, str)
    scores_asked = Signal()

    def __init__(
        self, box: FactBox, guidance: Guidance, page: Callable[[], PatientPage | None],
        forms: Callable[[], PageForms], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._guidance, self._page, self._forms, self._beside = guidance, page, forms, parent
        box.correct_asked.connect(self._correct)
        box.withdraw_asked.connect(self._withdraw)
        box.form_asked.connect(self._mend)

    def _fact(self, fact_id: str) -> Fact | None:
        page = self._page()
        return page.facts.get(fact_id) if page is not None else None

    def _correct(self, fact_id: str) -> None:
        page, fact, forms = self._page(), self._fact(fact_id), self._forms()
        if page is not None and fact is not None and forms.free():
            forms.correct(page, fact)

    def _withdraw(self, fact_id: str) -> None:
        fact = self._fact(fact_id)
        if fact is not None:
            text = fact_line(fact, self._guidance)
            self._forms().fact.writer.ask_withdraw(fact, text, self._beside).open()

    def _mend(self, form: str, key: str) -> None:
        if form == ASSESSMENTS:
            self.scores_asked.emit()
        else:
            (self.talk_asked if form == TALK else self.care_asked).emit(form, key)
