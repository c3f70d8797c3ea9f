"""A number stands with its names, and each name leads to its case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.operations.closing_rows import ClosingCase
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.common.theme import current


class OutcomeRow(QWidget):
    """ "3  Decided: 12 letters become drafts" and the names. Emits `opened(listing id)`, or the patient's id.

    A `look` row stands for something to mend: a triangle instead of the large number.
    """

    opened = Signal(str)

    def __init__(
        self, title: str, what: str, cases: Sequence[ClosingCase], *, by_patient: bool = False, look: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.count = len(cases)
        self.names = tuple(one.name for one in cases)
        number = Label(str(self.count), "title", tone="" if cases else "quiet")
        number.setFixedWidth(current().px(40))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head: QWidget = Status(Shape.TRIANGLE, title) if look else Label(title, "section", wrap=True)
        head.setContentsMargins(4, 0, 0, 0)
        words = column(head, spacing=0)
        self._cases, self._by_patient = tuple(cases), by_patient
        self._flow = Flow(spacing=4)
        if cases:
            said = Label(what, "secondary", wrap=True)
            said.setContentsMargins(4, 0, 0, 0)
            words.addWidget(said)
            words.addSpacing(4)
            words.addWidget(self._flow)
            self.show_names(lambda cases: cases)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8 if not look else 0, 0, 8)
        line.setSpacing(12)
        if not look:
            line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setAccessibleName(f"{title}: {self.count}. {what if cases else ''}")

    def show_names(self, arranged: Callable[[Sequence[ClosingCase]], Sequence[ClosingCase]]) -> None:
        """Show those names that are asked for, in the order asked for; the number stays that of all."""
        self._flow.set_widgets([self._link(one, self._by_patient) for one in arranged(self._cases)])

    def _link(self, one: ClosingCase, by_patient: bool) -> LinkButton:
        link = LinkButton(f"{one.name}: {one.standard}" if one.standard else one.name)
        where = self.tr("already on a later agenda") if one.placed else ""
        set_tip(link, ", ".join(part for part in (one.number, where) if part))
        link.clicked.connect(lambda: self.opened.emit(one.patient_id if by_patient else one.listing_id))
        return link
