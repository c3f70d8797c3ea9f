"""The keys stay where somebody writes, and go to the next place when what held them is gone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget


def writes_elsewhere(page: QWidget) -> bool:
    """Whether words stand where the keys are, outside a page: in the jump field, while the page is being read."""
    now = page.window().focusWidget()
    if now is None or not now.isVisible() or page.isAncestorOf(now):
        return False
    if isinstance(now, QLineEdit):
        return bool(now.text())
    return isinstance(now, QPlainTextEdit | QTextEdit)


def holds(part: QWidget) -> bool:
    """Whether the keys are in a part of the window."""
    now = part.window().focusWidget()
    return now is not None and (now is part or part.isAncestorOf(now))


def go_on(part: QWidget) -> None:
    """Give the keys to what stands below a part that has nothing to press any more, once everything has its place."""
    QTimer.singleShot(0, part, partial(_go_below, part))


def _go_below(part: QWidget) -> None:
    page = _page_of(part)
    places = [
        (one.mapTo(page, QPoint(0, 0)), one)
        for one in page.findChildren(QWidget)
        if _can_be_reached(one, part)
    ]
    order = sorted(places, key=lambda found: (found[0].y(), found[0].x()))
    end = part.mapTo(page, part.rect().bottomLeft()).y()
    after = [one for at, one in order if at.y() >= end] or [one for _, one in reversed(order)]
    if after:
        after[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _page_of(part: QWidget) -> QWidget:
    """What scrolls together with the part, else the window."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    inside = above.widget() if isinstance(above, QScrollArea) else None
    return inside or part.window()


def _can_be_reached(one: QWidget, part: QWidget) -> bool:
    by_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(one, QScrollArea)
    return by_tab and one.isVisible() and one.isEnabled() and not part.isAncestorOf(one)
