"""The clock of a case is begun and ended by one key; what was recorded wrongly is typed anew beside it."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.agenda import Listing
from mdt_app.ui.cases.times import parse_span, said_span
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label


class CaseTimes(QWidget):
    """Emits `begun()`, `ended()` and `corrected(began, ended)` for the case that is shown. F12 begins or ends it."""

    begun = Signal()
    ended = Signal()
    corrected = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._near: datetime | None = None
        self._zone: tzinfo | None = None
        self._said = ""
        self.act = LinkButton("", hint="F12", low=True)
        self.times = LinkButton("", low=True)
        self.field = Field("13:07–13:12", name=self.tr("From when to when this case was discussed"))
        self.wrong = Label("", "small", tone="look", wrap=True)
        self.act.clicked.connect(self._act)
        self.times.clicked.connect(self._ask)
        self.field.returnPressed.connect(self._take)
        QShortcut(QKeySequence("F12"), self, self._act)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 0, 12, 4)
        box.setSpacing(4)
        box.addLayout(row(self.act, None, self.times, spacing=0))
        for part in (self.field, self.wrong):
            box.addWidget(part)
            part.hide()

    def show_listing(self, listing: Listing | None, near: datetime, zone: tzinfo, editable: bool) -> None:
        """The case that is shown, on the day of `near`; nothing to press where nothing may be recorded."""
        if listing is None or self._listing is None or listing.id != self._listing.id:
            self._leave()
        self._listing, self._near, self._zone = listing, near, zone
        self.setVisible(editable and listing is not None)
        if listing is None:
            return
        runs = listing.began_at is not None and listing.ended_at is None
        over = listing.ended_at is not None
        self.act.set_words(
            self.tr("End case") if runs else self.tr("Go on with it") if over else self.tr("Begin case")
        )
        said = said_span(listing.began_at, listing.ended_at, zone)
        self._said = said
        self.times.set_words(said or self.tr("Times"))
        self.times.setAccessibleName(self.tr("Correct the times {times}").format(times=said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the times as they are."""
        if event.key() == Qt.Key.Key_Escape and not self.field.isHidden():
            self._leave()
            self.times.setFocus()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        if self._listing is None or self.isHidden():
            return
        runs = self._listing.began_at is not None and self._listing.ended_at is None
        (self.ended if runs else self.begun).emit()

    def _ask(self) -> None:
        self.field.set_text(self._said)
        self.wrong.hide()
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _take(self) -> None:
        assert self._near is not None
        assert self._zone is not None
        try:
            since, until = parse_span(self.field.text(), self._near, self._zone)
        except ValueError:
            self.field.set_wrong(True)
            self.wrong.set_text(self.tr("Write it as 13:07–13:12, or nothing where it was not discussed."))
            self.wrong.show()
            return
        self._leave()
        self.times.setFocus()
        self.corrected.emit(since, until)

    def _leave(self) -> None:
        self.field.set_wrong(False)
        self.field.hide()
        self.wrong.hide()
