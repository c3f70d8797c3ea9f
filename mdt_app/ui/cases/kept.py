"""What is typed into a field is sent at once over the version that its writer saw, and stays under the cursor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mdt_app.domain.errors import Conflict
from mdt_app.operations.fields import SetField
from mdt_app.operations.work import Change
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.conflict import ConflictBox
from mdt_app.ui.common.fields import Field, TextArea

Editor = Field | TextArea


class FieldKeeper(QObject):
    """One field of one thing, bound to the editor that shows it. Signals: `conflict(Conflict)`, `settled()`.

    One write is on its way at a time; what is typed meanwhile follows as one.
    """

    conflict = Signal(object)
    settled = Signal()

    def __init__(self, acts: CaseActs, entity: str, entity_id: str, field: str, editor: Editor) -> None:
        super().__init__(editor)
        self._acts, self._editor = acts, editor
        self._place = {"entity": entity, "entity_id": entity_id, "field": field}
        self._base = 0
        self._stored: Any = None
        self._typed: Any = None
        self._last: Any = ""
        self._on_its_way = 0
        self._latest: tuple[Any, int] | None = None
        self.clash: Conflict | None = None
        typed = editor.textEdited if isinstance(editor, Field) else editor.edited
        typed.connect(lambda *_: self.typed(editor.text()))
        editor.installEventFilter(self)

    @property
    def words(self) -> str:
        """What stands in the editor."""
        return self._editor.text()

    @property
    def fetched(self) -> Any:
        """The value that the writer saw when he began."""
        return self._stored

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have."""
        return self._typed is not None or self._on_its_way > 0 or self.clash is not None

    def show(self, value: str, version: int) -> None:
        """The stored value, read again; a field with focus or unsaved words keeps its own, and sends them again."""
        if self.unsaved():
            if not self._on_its_way and not self._editor.isReadOnly():
                self.flush()
            return
        if value == self._editor.text() or self._stored is None or not self._editor.hasFocus():
            self._take(value, version)
        else:
            self._latest = (value, version)

    def typed(self, value: Any) -> None:
        """A person changed it. A change of form alone, a new size of letters for one, is none."""
        if value == self._last:
            return
        self._typed = self._last = value
        if self.clash is not None:
            self.conflict.emit(self.clash)
        elif not self._on_its_way:
            self._send()

    def flush(self) -> None:
        """Send what waits behind a write on its way (the field is about to be hidden)."""
        if self._typed is not None and self.clash is None:
            self._send()

    def keep_mine(self) -> None:
        """Write what was typed over what is stored."""
        clash, self.clash = self.clash, None
        if clash is not None:
            self._base = clash.version
            self._typed = self._editor.text() if self._typed is None else self._typed
            self._send()
            self.settled.emit()

    def take_stored(self) -> None:
        """Let the stored value stand; what was typed goes into the history before it, so that both are kept."""
        clash, self.clash = self.clash, None
        if clash is None:
            return
        mine, stored = self._editor.text(), str(clash.stored)
        self._typed, self._base = None, clash.version
        if mine != stored:
            self._write(mine)
        self._write(stored, ahead=mine != stored)
        self._last = stored
        self._editor.set_text(stored)
        self.settled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field brings what was written elsewhere meanwhile."""
        if event.type() == QEvent.Type.FocusOut and self._latest is not None:
            value, version = self._latest
            if not self.unsaved():
                self._take(value, version)
        return super().eventFilter(watched, event)

    def _take(self, value: str, version: int) -> None:
        self._base, self._stored, self._last, self._latest = version, value, value, None
        self._editor.set_text(value)

    def _send(self) -> None:
        value, self._typed = self._typed, None
        self._write(value, ahead=self._on_its_way > 0)

    def _write(self, value: Any, *, ahead: bool = False) -> None:
        self._on_its_way += 1
        self._acts.write(
            SetField, lambda changes: self._done(value, changes), lambda error: self._failed(value, error),
            **self._place, value=value, base_version=self._base + (1 if ahead else 0),
        )  # fmt: skip
        self._hold()

    def _done(self, value: Any, changes: tuple[Change, ...]) -> None:
        self._on_its_way -= 1
        self._base += 1 if changes else 0
        self._stored = value
        if self._typed is not None and not self._on_its_way:
            self._send()
        self._hold()

    def _hold(self) -> None:
        """Words in a conflict, or refused, are not kept."""
        refused = self._typed is not None and not self._on_its_way
        self._acts.hold(self, refused or self.clash is not None)

    def _failed(self, value: Any, error: Exception) -> None:
        self._on_its_way -= 1
        if isinstance(error, Conflict):
            self.clash = error
            self.conflict.emit(error)
        else:
            self._typed = value if self._typed is None else self._typed
            self._acts.not_kept(error)
        self._hold()


class KeptField(QWidget):
    """An editor that keeps what is typed, with the three values under it when somebody else wrote meanwhile."""

    def __init__(self, acts: CaseActs, entity: str, entity_id: str, field: str, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.keeper = FieldKeeper(acts, entity, entity_id, field, editor)
        self.box = ConflictBox()
        self.box.watch(self.keeper, editor.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(editor)
        layout.addWidget(self.box)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: str, version: int, editable: bool) -> None:
        """What is stored; read-only where nothing may be recorded."""
        self.editor.setReadOnly(not editable)
        self.keeper.show(value, version)
