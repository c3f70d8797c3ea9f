"""Words that somebody typed and nobody kept are known by their fields: what is set from data is not typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

ASKED = ("unsaved", "is_touched")
"""What a part is asked by that knows itself whether words or answers in it are not kept."""


def typed_in(form: QWidget) -> bool:
    """Whether a form that keeps its fields together is open and holds something typed."""
    if form.isHidden():
        return False
    lines, areas = form.findChildren(QLineEdit), form.findChildren(QTextEdit)
    return any(one.isModified() and one.text() for one in lines) or any(
        one.document().isModified() and one.toPlainText() for one in areas
    )


def unkept_in(window: QWidget) -> bool:
    """Whether any part of a window holds words or answers that are not kept."""
    for part in window.findChildren(QWidget):
        asked = (getattr(part, name, None) for name in ASKED)
        if any(callable(one) and one() for one in asked):
            return True
    return False
