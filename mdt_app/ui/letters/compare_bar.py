"""What differs from the version before is said in words, counted, and gone to by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.common.theme import LIGHT
from mdt_app.ui.letters.differences import Change
from mdt_app.ui.letters.paper import Kind, paint_mark

KEY, NEXT, BACK = "Alt+V", "F7", "Shift+F7"
PAD = 6
_translate = QCoreApplication.translate


class CompareBar(Pane):
    """Signals: `switched(bool)` by the user; `wanted(index)` of the change to go to."""

    switched = Signal(bool)
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", across=True, margins=(16, 8, 16, 8), spacing=8, parent=parent)
        self.set_height(48)
        self._current = -1
        self._changes: tuple[Change, ...] = ()
        self.switch = Button("", hint=KEY, shortcut=KEY)
        self.switch.setCheckable(True)
        self.count = Label("", "strong")
        self.list = Choice((), name=self.tr("Changes"))
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.back = Button(
            icon="chevron-up", name=self.tr("Previous change ({key})").format(key=BACK), shortcut=BACK
        )
        self.next = Button(
            icon="chevron-down", name=self.tr("Next change ({key})").format(key=NEXT), shortcut=NEXT
        )
        self._lay_out()
        self.switch.clicked.connect(lambda: self.switched.emit(self.switch.isChecked()))
        self.list.chosen.connect(lambda key: self.wanted.emit(int(key)))
        self.back.clicked.connect(lambda: self.wanted.emit(self._current - 1))
        self.next.clicked.connect(lambda: self.wanted.emit(self._current + 1))

    def show_switch(self, older: int, *, comparing: bool) -> None:
        """Offer to compare with version `older`; 0 is what was read last of this one."""
        said = self.tr("Compare with version {n}").format(n=older)
        self.switch.set_words(said if older else self.tr("Compare with what was read"))
        self.switch.setChecked(comparing)
        if not comparing:
            self.show_changes((), -1)

    def show_changes(self, changes: Sequence[Change], current: int) -> None:
        """What differs, and which of it somebody looks at; a new place is spoken, too."""
        comparing = self.switch.isChecked()
        several = comparing and bool(changes)
        if tuple(changes) != self._changes:
            self._changes = tuple(changes)
            self.list.set_choices(
                [(str(n), placed(one, n + 1, len(changes))) for n, one in enumerate(changes)]
            )
            self.list.setAccessibleDescription(all_said(changes))
        self.list.set_current(str(current))
        set_tip(self.list, self.list.currentText())
        self._current = current
        self.count.set_text(counted(len(changes)) if comparing else "")
        self.count.setVisible(comparing and not several)
        for part in (self.list, self.back, self.next):
            part.setVisible(several)
        self.back.setEnabled(several and current > 0)
        self.next.setEnabled(several and current < len(changes) - 1)

    def speak(self) -> None:
        """Say aloud, where somebody listens, which change is looked at."""
        words = self.list.currentText() or self.count.whole_text()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    def _lay_out(self) -> None:
        self.box.addWidget(self.switch)
        self.box.addWidget(self.count)
        self.box.addWidget(self.list, 1)
        self.box.addWidget(self.back)
        self.box.addWidget(self.next)
        self.box.addStretch(0)


class Legend(QWidget):
    """Which version a page is of, and in its own marks how it shows what differs."""

    def __init__(self, kind: Kind, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._words, self._version = kind, words, ""

    def set_version(self, version: str) -> None:
        """Name the version."""
        self._version = version
        self.setAccessibleName(f"{version}. {self._words}" if version else self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One small line."""
        theme = themes.current()
        metrics = QFontMetrics(theme.font(12, strong=True))
        width = metrics.horizontalAdvance(self._version) + metrics.horizontalAdvance(self._words)
        return QSize(width + 2 * 16 + 3 * PAD, theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """It may be cut where the page is narrower; the name keeps every word."""
        return QSize(0, themes.current().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The version, then the sample on a piece of white paper."""
        theme, painter = themes.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong, small = theme.font(12, strong=True), theme.font(12)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(16, 0, 0, 0), middle, self._version)
        left = 16 + QFontMetrics(strong).horizontalAdvance(self._version) + (2 * PAD if self._version else 0)
        metrics = QFontMetrics(small)
        high, wide = metrics.height(), metrics.horizontalAdvance(self._words)
        box = QRectF(left, (self.height() - high) / 2, wide + PAD, high)
        painter.fillRect(box, LIGHT.colour("surface"))
        paint_mark(painter, box.adjusted(0, 0, 0, -2), self._kind)
        painter.setFont(small)
        painter.setPen(LIGHT.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words)


def counted(number: int) -> str:
    """ "3 changes"."""
    if not number:
        return _translate("CompareBar", "No word differs")
    if number == 1:
        return _translate("CompareBar", "1 change")
    return _translate("CompareBar", "{n} changes").format(n=number)


def said(change: Change) -> str:
    """ "“stop” became “halt”"."""
    if change.removed and change.added:
        form = _translate("CompareBar", "“{old}” became “{new}”")
    elif change.removed:
        form = _translate("CompareBar", "“{old}” removed")
    else:
        form = _translate("CompareBar", "“{new}” added")
    return form.format(old=change.removed, new=change.added)


def placed(change: Change, number: int, of: int) -> str:
    """ "2/3: “stop” became “halt”", so short that the place is read in a narrow window, too."""
    form = _translate("CompareBar", "{n}/{all}: {change}")
    return form.format(n=number, all=of, change=said(change))


def all_said(changes: Sequence[Change]) -> str:
    """Every change in words, one a line."""
    lines = [f"{number}. {said(one)}" for number, one in enumerate(changes, start=1)]
    return "\n".join([counted(len(changes)), *lines])
