"""A shared text is sent with the key that changed it, and takes in what others write without moving the cursor."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from mdt_app.operations.decisions import WriteNote
from mdt_app.operations.texts import SharedText
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common.fields import TextArea

_AS_QT_SHOWS = str.maketrans("\u00a0\u2028\u2029\r\ufdd0\ufdd1\ufeff\ufffe", " \n\n\n\n\n\u2060\u2060")
"""Unit by unit, so that places agree; a byte order mark would be taken away where it comes first."""


class SharedArea(TextArea):
    """The discussion or the decision of a listing. One write is on its way at a time; further keys follow as one."""

    def __init__(
        self, acts: CaseActs, note: str, placeholder: str, *, name: str, rows: int, grows: bool = False
    ) -> None:
        super().__init__(placeholder, name=name, rows=rows, grows=grows)
        self._acts, self._note = acts, note
        self._shared: SharedText = acts.services.new_text(())
        self._taken = 0
        self._waiting: list[bytes] = []
        self._on_its_way = 0
        self.edited.connect(self._edited)

    def show_updates(self, updates: tuple[bytes, ...], editable: bool) -> None:
        """Take in every update not yet seen; one's own come back too, and change nothing."""
        self._collect()
        self.setReadOnly(not editable)
        for update in updates[self._taken :]:
            self._shared.apply(update)
        self._taken = len(updates)
        self._show(self._shared.text)
        if editable and self._waiting and not self._on_its_way:
            self._send()

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have."""
        return bool(self._waiting or self._on_its_way) or self.text() != self._said()

    def flush(self) -> None:
        """Send everything now (the text is about to be hidden)."""
        self._collect()
        while self._waiting:
            self._send()

    def _edited(self) -> None:
        if not self._on_its_way:
            self._collect()
            if self._waiting:
                self._send()

    def _send(self) -> None:
        update = self._waiting.pop(0)
        self._on_its_way += 1
        self._acts.write(
            WriteNote, lambda _changes: self._kept(), lambda error: self._failed(update, error),
            listing_id=self._acts.listing_id, name=self._note, update=update,
        )  # fmt: skip
        self._hold()

    def _kept(self) -> None:
        self._on_its_way -= 1
        self._edited()
        self._hold()

    def _hold(self) -> None:
        """Words that were refused are not kept."""
        self._acts.hold(self, bool(self._waiting) and not self._on_its_way)

    def _failed(self, update: bytes, error: Exception) -> None:
        self._on_its_way -= 1
        self._waiting.insert(0, update)
        self._acts.not_kept(error)
        self._hold()

    def _said(self) -> str:
        return self._shared.text.translate(_AS_QT_SHOWS)

    def _collect(self) -> None:
        """Turn what was typed since last time into one update."""
        before, now = self._said(), self.text()
        if before != now:
            start, removed, inserted = difference(before, now)
            update = self._shared.utf16_replace(units(before[:start]), units(removed), inserted)
            self._waiting.append(update)

    def _show(self, text: str) -> None:
        shown, text = self.text(), text.translate(_AS_QT_SHOWS)
        if shown == text:
            return
        start, removed, inserted = difference(shown, text)
        self._silent = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(shown[:start]))
        cursor.setPosition(units(shown[: start + len(removed)]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(inserted)
        self.format_lines()
        self.document().clearUndoRedoStacks()
        self._silent = False
        self.updateGeometry()


def difference(before: str, after: str) -> tuple[int, str, str]:
    """Where two texts part, what goes and what comes: the smallest single edit between them."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, before[start : len(before) - end], after[start : len(after) - end]


def units(text: str) -> int:
    """Length in UTF-16 units, as Qt and the merge document count."""
    return len(text.encode("utf-16-le")) // 2
