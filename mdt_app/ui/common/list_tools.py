"""Every list can be narrowed by typing and put in another order; the order in which it came is always one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.text import literal, set_tip

LEAST = 96
T = TypeVar("T")


class SortButton(BareButton):
    """An icon that opens a menu of orders, (key, words), the first being the one in which the rows come.

    Emits `chosen(key)`; its name and tip say the order that is chosen.
    """

    chosen = Signal(str)

    def __init__(self, orders: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(icon="sort", name=orders[0][1], parent=parent)
        self._orders = tuple(orders)
        self._current = orders[0][0]
        self._say()
        self.clicked.connect(self._open)

    def current(self) -> str:
        """The key of the order."""
        return self._current

    def menu_of_orders(self) -> QMenu:
        """The orders, the present one ticked."""
        menu = QMenu(self)
        for key, words in self._orders:
            act = menu.addAction(literal(words))
            act.setCheckable(True)
            act.setChecked(key == self._current)
            act.triggered.connect(lambda _=False, key=key: self.choose(key))
        return menu

    def choose(self, key: str) -> None:
        """Take an order, as the user does."""
        self._current = key
        self._say()
        self.chosen.emit(key)

    def _open(self) -> None:
        menu = self.menu_of_orders()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _say(self) -> None:
        words = self.tr("Order: {order}").format(order=dict(self._orders)[self._current])
        self.setAccessibleName(words)
        set_tip(self, words)


class ListTools(QWidget):
    """A field to narrow a list and a button to order it. Emits `changed()`.

    `fits(words, ...)` says whether a row with these words is wanted, `order()` gives the key chosen. With `folds` only
    `button`, which stands where the list's owner puts it, is seen at first; it and `shortcut` open the rest, and
    Escape puts everything back.
    """

    changed = Signal()

    def __init__(
        self, placeholder: str, orders: Sequence[tuple[str, str]], *, name: str = "", folds: bool = False,
        shortcut: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._folds, self._given = folds, orders[0][0]
        self._view: QAbstractItemView | None = None
        self.query = Field(placeholder, name=name or placeholder)
        self.query.setMinimumWidth(themes.current().px(LEAST))
        self.sort = SortButton(orders)
        keys = f" ({shortcut})" if shortcut else ""
        self.button = BareButton(icon="filter", name=self.tr("Filter and sort: {list}").format(
            list=name or placeholder) + keys)  # fmt: skip
        self.button.setCheckable(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.query, 1)
        box.addWidget(self.sort)
        self.query.installEventFilter(self)
        self.query.textEdited.connect(lambda _: self.changed.emit())
        self.sort.chosen.connect(lambda _: self.changed.emit())
        self.button.toggled.connect(self._unfold)
        if shortcut:
            made = QShortcut(QKeySequence(shortcut), self.button)
            made.activated.connect(self.begin)
        if folds:
            self.hide()

    def begin(self) -> None:
        """Go to the field."""
        if self._folds:
            self.button.setChecked(True)
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query.selectAll()

    def lead_to(self, view: QAbstractItemView) -> None:
        """Enter and the down arrow go from the field into this list."""
        self._view = view

    def fits(self, *words: str) -> bool:
        """Whether every word that is typed stands in these words, whatever its case."""
        text = " ".join(words).casefold()
        return all(one in text for one in self.query.text().casefold().split())

    def order(self) -> str:
        """The key of the order."""
        return self.sort.current()

    def at_work(self) -> bool:
        """Whether the list is narrowed or stands in another order than its own."""
        return bool(self.query.text().strip()) or self.order() != self._given

    def take_over(self, other: ListTools) -> None:
        """Be as other tools are, silently; the focus stays where it is."""
        self._be(other.query.text(), other.order(), other.button.isChecked())

    def forget(self) -> None:
        """Be as at first, silently: what was looked for in one list hides nothing of the next."""
        self._be("", self._given, False)

    def _be(self, query: str, order: str, opened: bool) -> None:
        self.query.set_text(query)
        blocked = self.sort.blockSignals(True), self.button.blockSignals(True)
        self.sort.choose(order)
        self.button.setChecked(opened)
        self.sort.blockSignals(blocked[0])
        self.button.blockSignals(blocked[1])
        self.setVisible(not self._folds or opened)

    def clear(self) -> None:
        """Show everything, in the order in which it came."""
        self.query.set_text("")
        if self.order() != self._given:
            self.sort.choose(self._given)
        else:
            self.changed.emit()

    def arranged(
        self, rows: Sequence[T], words: Callable[[T], str], keys: Mapping[str, Callable[[T], Any]]
    ) -> list[T]:
        """The rows that fit, in the order chosen; an order without a key leaves them as they came."""
        found = [one for one in rows if self.fits(words(one))]
        key = keys.get(self.order())
        return sorted(found, key=key) if key else found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the field puts everything back; Enter and Down go on into the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self._folds or self.at_work()):
            self._put_back()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._view is not None:
            self._view.setFocus()
            if isinstance(self._view, SideList) and self._view.current_key() is None:
                self._view.step(1)
            return True
        return super().eventFilter(watched, event)

    def _put_back(self) -> None:
        if self._folds:
            self.button.setChecked(False)
            self.button.setFocus()
        else:
            self.clear()

    def _unfold(self, on: bool) -> None:
        self.setVisible(on)
        if on:
            self.query.setFocus()
        elif self.at_work():
            self.clear()


def inset(*parts: QWidget, side: int = 16) -> QVBoxLayout:
    """The tools above a list that goes from edge to edge."""
    box = column(*parts, spacing=4)
    box.setContentsMargins(side, 0, side, 4)
    return box


def first_words(row: SideRow) -> str:
    """What a row is sorted by under its name."""
    return row.first.casefold()


def arranged_groups(
    tools: ListTools, rows: Sequence[SideRow | SideGroup], keys: Mapping[str, Callable[[SideRow], Any]]
) -> list[SideRow | SideGroup]:
    """Rows under their group headers, narrowed and ordered within each group; a group that is empty then goes."""
    arranged: list[SideRow | SideGroup] = []
    heads: list[tuple[SideGroup | None, list[SideRow]]] = [(None, [])]
    for row in rows:
        if isinstance(row, SideGroup):
            heads.append((row, []))
        else:
            heads[-1][1].append(row)
    for head, members in heads:
        found = tools.arranged(members, SideRow.spoken, keys)
        if head is not None and (found or not members):
            arranged.append(head)
        arranged += found
    return arranged
