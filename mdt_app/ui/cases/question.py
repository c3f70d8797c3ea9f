"""The question to the board is a line of its own size that wraps when it is long, and is never cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import TextArea


class QuestionArea(TextArea):
    """16/24, 40 high for one line; Enter goes on to what is said."""

    def __init__(self, placeholder: str, *, name: str) -> None:
        super().__init__(placeholder, name=name, rows=1, grows=True)
        self.document().setDocumentMargin(0)
        self._dress()

    def format_lines(self) -> None:
        """Lines of 24."""
        line = QTextBlockFormat()
        line.setLineHeight(
            themes.current().line_height(16), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(line)

    def sizeHint(self) -> QSize:
        """As high as its words."""
        theme = themes.current()
        high = max(theme.line_height(16), round(self.document().size().height()))
        return QSize(320, high + 16)

    def minimumSizeHint(self) -> QSize:
        """Narrower is higher."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Go on writing at the end."""
        self.setFocus()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        sheet = f"QTextEdit {{ font-size: {themes.current().px(16)}px; padding: 7px 11px; }}"
        sheet += "QTextEdit:focus { padding: 6px 10px; }"
        if self.styleSheet() != sheet:
            self._silent = True
            self.setStyleSheet(sheet)
            self.format_lines()
            self._silent = False
