"""One recommendation is one row in which every word is typed in place: what, who, when, if, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.conditions import as_condition
from mdt_app.domain.decisions import Recommendation
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fields import SetField
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.cells import CellArea, CellChoice, CellLine, NameList, Names
from mdt_app.ui.cases.conflict import ConflictBox
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.cases.kept import FieldKeeper
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import BareButton, LinkButton
from mdt_app.ui.common.fields import Field, TextArea
from mdt_app.ui.common.frames import Line, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, set_tip

WHAT_SHARE, IF_SHARE, WIDE_FROM = 9, 4, 560
LEAST, MOST = 48, 16_777_215
SHARES = ((WHAT_SHARE, 0), (0, 5), (0, 4), (IF_SHARE, 5), (0, 4), (0, 0))
WHO, WHEN, KIND, MORE = 136, 96, 92, 32


class RecommendationRow(QWidget):
    """Emits `removed()` when the user takes it away. A row from Alt+R reaches the store with its first letter."""

    removed = Signal()

    def __init__(
        self, acts: CaseActs, offered: NameList, recommendation_id: str, *, draft: bool = False
    ) -> None:
        super().__init__()
        self._acts, self._offered, self.id, self.draft = acts, offered, recommendation_id, draft
        self._due: date | None = None
        self._wide: bool | None = None
        self._ids: Mapping[str, str] = {}
        self._owner_id, self._versions = "", dict[str, int]()
        self.prompt = Status(Shape.TRIANGLE, "")
        self.what = CellArea(self.tr("What is to be done"), name=self.tr("What"))
        self.who = CellLine(self.tr("Who"), name=self.tr("Who"))
        self.when = CellLine(self.tr("Day"), name=self.tr("When: 20 Oct, 20/10, +7"))
        self.condition = CellArea(self.tr("e.g. if worse"), name=self.tr("On which condition"))
        self.kind = CellChoice(kinds(), name=self.tr("Kind"))
        self.more = BareButton(icon="more", name=self.tr("Reason, words for the patient, remove"))
        self.more.setCheckable(True)
        self.reason = Field(name=self.tr("Reason"))
        self.plain = Field(name=self.tr("For the patient, in plain words"))
        self.remove = LinkButton(self.tr("Remove"), icon="close", hint=self.tr("Ctrl+Del"))
        self.wrong_day = Status(
            Shape.TRIANGLE, self.tr("Write the day as 20 Oct, 20/10, +7 or 2026-10-20."), 12
        )
        self.conflict = ConflictBox()
        self.keepers = {name: self._keeper(name, editor) for name, editor in self._editors().items()}
        self._lay_out()
        self._connect()

    def show_row(self, one: Recommendation, versions: dict[str, int], editable: bool) -> None:
        """What is stored; cells with unsaved words keep theirs."""
        self.draft = False
        self._versions = versions
        shown = one if editable else replace(one, condition=as_condition(one.condition))
        for name, editor in self._editors().items():
            editor.setReadOnly(not editable)
            self.keepers[name].show(getattr(shown, name), versions.get(name, 0))
        self._owner_id = one.owner_id
        self._show_due(one.due)
        self.when.setReadOnly(not editable)
        self.kind.setEnabled(editable)
        self.kind.set_current(one.kind)
        self.remove.setVisible(editable)

    def show_prompt(self, sentence: str) -> None:
        """A triangle before the words where a prompt looks at this treatment."""
        self.prompt.setVisible(bool(sentence))
        self.prompt.setAccessibleName(sentence)
        set_tip(self.prompt, sentence)

    def set_people(self, ids: Mapping[str, str]) -> None:
        """Whose names of the directory mean whom."""
        self._ids = ids

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have."""
        pending_day = self.when.text() != self._said_due()
        return pending_day or any(one.unsaved() for one in self.keepers.values())

    def flush(self) -> None:
        """Send everything now."""
        self._take_day()
        for keeper in self.keepers.values():
            keeper.flush()

    def version(self, name: str) -> int:
        """How often a field of it was written."""
        return self._versions.get(name, 0)

    def _editors(self) -> dict[str, Field | TextArea]:
        return {
            "what": self.what,
            "owner": self.who,
            "condition": self.condition,
            "reason": self.reason,
            "plain": self.plain,
        }

    def _keeper(self, name: str, editor: Field | TextArea) -> FieldKeeper:
        typed = editor.textEdited if isinstance(editor, Field) else editor.edited
        typed.connect(self._begin)
        keeper = FieldKeeper(self._acts, "recommendation", self.id, name, editor)
        self.conflict.watch(keeper, editor.accessibleName())
        return keeper

    def _begin(self) -> None:
        """The first letter of a new row makes the recommendation; its fields follow."""
        if self.draft:
            self.draft = False
            self._acts.write(AddRecommendation, recommendation_id=self.id, listing_id=self._acts.listing_id)

    def _connect(self) -> None:
        self._names = Names(self.who, self._offered)
        self._names.taken.connect(self._take_name)
        self.who.textEdited.connect(self._name_typed)
        self.when.editingFinished.connect(self._take_day)
        self.kind.chosen.connect(lambda key: self._set("kind", key))
        self.more.toggled.connect(self._details.setVisible)
        self.remove.clicked.connect(self.removed)
        self.removed.connect(lambda: self._acts.hold(self.when, held=False))
        QShortcut(
            QKeySequence("Ctrl+Del"),
            self,
            self.removed.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _take_name(self, name: str) -> None:
        self.who.set_text(name)
        self.keepers["owner"].typed(name)
        self._name_typed(name)

    def _name_typed(self, name: str) -> None:
        known = self._ids.get(name, "")
        if known != self._owner_id:
            self._owner_id = known
            self._set("owner_id", known)

    def _set(self, name: str, value: object) -> None:
        """Write a field that is chosen and not typed."""
        self._begin()
        base = self._versions.get(name, 0)
        self._versions[name] = base + 1
        self._acts.write(
            SetField, entity="recommendation", entity_id=self.id, field=name, value=value, base_version=base
        )

    def _take_day(self) -> None:
        """Keep the day that is written; words that are no day stay, marked, and are not called kept."""
        if self.when.isReadOnly():
            return
        try:
            due = self._typed_day()
        except ValueError:
            self._mark_day(wrong=True)
            return
        changed = due != self._due
        self._due = due
        self.when.set_text(self._said_due())
        self._mark_day(wrong=False)
        if changed:
            self._set("due", due)

    def _typed_day(self) -> date | None:
        if self.when.text() == self._said_due():
            return self._due
        return parse_day(self.when.text(), self._acts.on)

    def _mark_day(self, *, wrong: bool) -> None:
        self.when.set_wrong(wrong)
        self.wrong_day.setVisible(wrong)
        self._acts.hold(self.when, wrong)

    def _show_due(self, due: date | None) -> None:
        if self.when.text() == self._said_due() and not self.when.hasFocus():
            self._due = due
            self.when.set_text(self._said_due())

    def _said_due(self) -> str:
        return words.said_day(self._due, self._acts.on, weekday=True) if self._due else ""

    def _lay_out(self) -> None:
        self.more.setFixedWidth(themes.current().px(MORE))
        self._first = QWidget()
        first = row(self.prompt, self.what, spacing=2)
        self._first.setLayout(first)
        self._cells = QGridLayout()
        self._cells.setSpacing(0)
        self.prompt.hide()
        self.wrong_day.hide()
        self._details = self._made_details()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._cells)
        for part in (self.wrong_day, self.conflict, self._details, Line()):
            box.addWidget(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the words stand on a line of their own and the rest below."""
        super().resizeEvent(event)
        wide = is_wide(event.size().width())
        if wide != self._wide:
            self._wide = wide
            self._place(wide)

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._wide is not None:
            self.more.setFixedWidth(themes.current().px(MORE))
            self._wide = is_wide(self.width())
            self._place(self._wide)

    def _place(self, wide: bool) -> None:
        grid = self._cells
        parts = (self._first, self.who, self.when, self.condition, self.kind, self.more)
        for part in parts:
            grid.removeWidget(part)
        if wide:
            for column, part in enumerate(parts):
                grid.addWidget(part, 0, column)
        else:
            grid.addWidget(self._first, 0, 0, 1, 5)
            grid.addWidget(self.more, 0, 5)
            for column, part in enumerate((self.who, self.when, self.condition, self.kind), start=1):
                grid.addWidget(part, 1, column)
        for cell, width in ((self.who, WHO), (self.when, WHEN), (self.kind, KIND)):
            cell.setMinimumWidth(themes.current().px(width if wide else LEAST))
            cell.setMaximumWidth(themes.current().px(width) if wide else MOST)
        for column, (at_wide, at_narrow) in enumerate(SHARES):
            grid.setColumnStretch(column, at_wide if wide else at_narrow)

    def _made_details(self) -> QWidget:
        details = QWidget()
        grid = QGridLayout(details)
        grid.setContentsMargins(4, 4, 4, 8)
        grid.setVerticalSpacing(4)
        for number, field in enumerate((self.reason, self.plain)):
            grid.addWidget(Label(field.accessibleName(), "small"), number, 0)
            grid.addWidget(field, number, 1)
        grid.addLayout(row(None, self.remove), 2, 1)
        grid.setColumnStretch(1, 1)
        details.hide()
        return details


class RecommendationHeader(QWidget):
    """The words over the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[Label, int] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        heads = (
            (self.tr("What"), 0, WHAT_SHARE),
            (self.tr("Who"), WHO, 0),
            (self.tr("When"), WHEN, 0),
            (self.tr("Condition"), 0, IF_SHARE),
            (self.tr("Kind"), KIND, 0),
            ("", MORE, 0),
        )
        for text, wide, stretch in heads:
            label = Label(text, "small")
            label.setContentsMargins(5, 0, 0, 0)
            label.setMinimumWidth(60)
            self._labels[label] = wide
            line.addWidget(label, stretch)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, only the first word stands."""
        super().resizeEvent(event)
        for label in list(self._labels)[1:]:
            label.setVisible(is_wide(event.size().width()))

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale: other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and "_labels" in self.__dict__:
            self._measure()

    def _measure(self) -> None:
        px = themes.current().px
        for label, wide in self._labels.items():
            if wide:
                label.setFixedWidth(px(wide))
        self.setFixedHeight(px(24))

    def minimumSizeHint(self) -> QSize:
        """Gives way."""
        return QSize(60, themes.current().px(24))


def is_wide(room: int) -> bool:
    """Whether the columns fit side by side."""
    return room >= themes.current().px(WIDE_FROM)


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of recommendation with their words, none first."""
    return (
        ("", words.tr("kind?")),
        ("systemic", words.tr("systemic")),
        ("radiotherapy", words.tr("radiotherapy")),
        ("surgery", words.tr("surgery")),
        ("supportive", words.tr("supportive")),
        ("referral", words.tr("referral")),
        ("talk", words.tr("talk")),
        ("reassessment", words.tr("reassessment")),
    )
