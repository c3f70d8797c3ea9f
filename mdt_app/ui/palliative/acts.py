"""On the palliative view everything is written about the patient alone, and nothing on a page that is turned back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from mdt_app.domain.accounts import Right
from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class PalliativeActs(PatientActs):
    """What may be done on the page that is shown; `page` is None until one was read."""

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(tasks, services, parent)
        self.page: PalliativeView | None = None
        self.now = True

    def show_page(self, page: PalliativeView, now: bool) -> None:
        """The page that is shown; `now` says that it is today's, as known today."""
        self.page, self.now, self.names = page, now, page.names

    @property
    def patient_id(self) -> str:
        """Who it is about."""
        return self.page.page.patient.id if self.page is not None else ""

    @property
    def on(self) -> date:
        """The page's day."""
        return self.page.on if self.page is not None else self.services.today()

    @property
    def editable(self) -> bool:
        """Whether this account may record on this page."""
        return self.now and self.page is not None and self.services.account.may(Right.RECORD)
