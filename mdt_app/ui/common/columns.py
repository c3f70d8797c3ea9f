"""Columns are data: a table is a list of column specs over frozen rows, sorted and filtered in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from mdt_app.ui.common.marks import Mark, Tone
from mdt_app.ui.common.text import tip
from mdt_app.ui.common.theme import Theme

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
SEEN = Qt.ItemFlag.ItemIsEnabled
CHOSEN = SEEN | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Cell:
    """What one cell shows: a line of 14/20, under it a line of 12/16, an icon or marks before the words.

    `two_lines` gives a first text too long for one line two lines of 12/16 (with `small`, always). `struck` is an old
    value shown struck through before the first line. `name` marks "Family, Given".
    """

    first: str = ""
    second: str = ""
    icon: str = ""
    marks: tuple[Mark, ...] = ()
    tone: Tone = Tone.PLAIN
    second_tone: Tone = Tone.SECOND
    strong: bool = False
    small: bool = False
    struck: str = ""
    name: bool = False
    tip: str = ""
    two_lines: bool = False

    def spoken(self) -> str:
        """The cell in words, for screen readers and tool tips."""
        parts = [self.first, *(mark.word for mark in self.marks), self.second]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Band:
    """A row across the whole table, 24 px high: a title, a remark after it, an icon before it."""

    title: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: how a row looks in it, what it is sorted by, how wide it is (px at 100 %; stretch takes the rest).

    `paint(painter, box, row, theme)` draws a cell that words cannot (a bar); `cell` still gives its words. `under` is
    the number of the column under whose words this one goes where there is no room for both.
    """

    title: str
    cell: Callable[[Row], Cell]
    width: int = 120
    stretch: bool = False
    key: Callable[[Row], Any] | None = None
    right: bool = False
    paint: Callable[[QPainter, QRect, Row, Theme], None] | None = None
    hint: str = ""
    under: int = -1


@dataclass(frozen=True)
class Order:
    """What a table is sorted by: a column's number, or -1 for the order in which the rows came."""

    column: int = -1
    descending: bool = False


@dataclass
class _Shown(Generic[Row]):
    """All rows given, and which of them are shown in which order."""

    given: list[Row | Band] = field(default_factory=list)
    rows: list[Row | Band] = field(default_factory=list)
    order: Order = Order()
    keep: Callable[[Row], bool] | None = None
    query: str = ""


class ColumnsModel(QAbstractTableModel, Generic[Row]):
    """Rows in columns. Never edited in place: give it new rows, and it keeps order, filter and query."""

    def __init__(
        self, columns: Sequence[Column[Row]], rows: Sequence[Row | Band] = (), *,
        edge: Callable[[Row], bool] | None = None, same: Callable[[Row], object] | None = None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.columns = tuple(columns)
        self._folded: frozenset[int] = frozenset()
        self._edge = edge
        self._same = same
        self._shown: _Shown[Row] = _Shown()
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row | Band]) -> None:
        """Show other rows. A row that stays the same by `same` keeps its selection in TableView."""
        self._shown.given = list(rows)
        self._banded = any(isinstance(row, Band) for row in rows)
        self._arrange()

    def set_filter(self, keep: Callable[[Row], bool] | None) -> None:
        """Show only rows for which `keep` is true; None shows all."""
        self._shown.keep = keep
        self._arrange()

    def set_query(self, words: str) -> None:
        """Show only rows in whose cells every word occurs, whatever its case."""
        self._shown.query = words
        self._arrange()

    def fold(self, folded: frozenset[int]) -> None:
        """Put the first words of these columns before the second line of the columns that they go under."""
        self._folded = folded

    def cell_of(self, row: Row, number: int) -> Cell:
        """One cell, with the words of those columns that are folded under it."""
        cell = self.columns[number].cell(row)
        guests = [
            self.columns[one].cell(row) for one in sorted(self._folded) if self.columns[one].under == number
        ]
        if not guests:
            return cell
        tone = next(
            (one.tone for one in guests if one.tone not in (Tone.PLAIN, Tone.SECOND)), cell.second_tone
        )
        said = ", ".join(part for part in (*(one.first for one in guests), cell.second) if part)
        return replace(cell, second=said, second_tone=tone, tip=cell.tip or cell.spoken())

    def row_at(self, place: int) -> Row | Band | None:
        """The row shown at a place, or None outside the table."""
        return self._shown.rows[place] if 0 <= place < len(self._shown.rows) else None

    def shown_rows(self) -> tuple[Row | Band, ...]:
        """The rows in the order in which they are shown."""
        return tuple(self._shown.rows)

    def has_bands(self) -> bool:
        """True where bands lie among the rows."""
        return self._banded

    def place_of(self, identity: object) -> int:
        """Where the row with this identity (see `same`) is shown, or -1."""
        for place, row in enumerate(self._shown.rows):
            if not isinstance(row, Band) and self.identity(row) == identity:
                return place
        return -1

    def identity(self, row: Row) -> object:
        """What makes a row the same row after a change: `same(row)`, else the row itself."""
        return self._same(row) if self._same else row

    def has_edge(self, place: int) -> bool:
        """True where an accent edge marks the row as part of a group."""
        row = self.row_at(place)
        if isinstance(row, Band):
            following = self.row_at(place + 1)
            return following is not None and not isinstance(following, Band) and self.has_edge(place + 1)
        return row is not None and self._edge is not None and self._edge(row)

    def order(self) -> Order:
        """What the rows are sorted by now."""
        return self._shown.order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column's key; -1 restores the given order. Columns without a key are left alone."""
        if column >= 0 and self.columns[column].key is None:
            return
        self._shown.order = Order(column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: AnyIndex = NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell as words, as tool tip or as spoken text."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role not in _TEXT_ROLES:
            return None
        number = index.column()
        cell = Cell(row.title, row.detail, row.icon) if isinstance(row, Band) else self.cell_of(row, number)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.first
        return tip(cell.tip or cell.spoken()) if role == Qt.ItemDataRole.ToolTipRole else cell.spoken()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.hint)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title or column.hint
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every row but a band can be selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return SEEN if isinstance(self.row_at(index.row()), Band) else CHOSEN

    def _arrange(self) -> None:
        self.beginResetModel()
        shown = self._shown
        rows = shown.given
        if shown.keep is not None or shown.query.split():
            rows = [row for row in rows if not isinstance(row, Band) and self._wanted(row)]
        elif shown.order.column >= 0 and self._banded:
            rows = [row for row in rows if not isinstance(row, Band)]
        key: Callable[[Any], Any] | None = (
            self.columns[shown.order.column].key if shown.order.column >= 0 else None
        )
        shown.rows = sorted(rows, key=key, reverse=shown.order.descending) if key else list(rows)
        self.endResetModel()

    def _wanted(self, row: Row) -> bool:
        if self._shown.keep is not None and not self._shown.keep(row):
            return False
        words = self._shown.query.casefold().split()
        if not words:
            return True
        text = " ".join(
            f"{cell.first} {cell.second}" for cell in (one.cell(row) for one in self.columns)
        ).casefold()
        return all(word in text for word in words)


_TEXT_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.AccessibleDescriptionRole),
    }
)  # fmt: skip
