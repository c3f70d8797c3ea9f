"""A filling is typed with one key for each answer, read back in words, and only then kept, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.assessments import ECOG, LONGEST_OTHER, Last, misfits
from mdt_app.domain.guidance import Instrument
from mdt_app.domain.payloads import Assessment
from mdt_app.ui.assessments.entry import NONE_KEYS, TEN_KEYS, Entry
from mdt_app.ui.assessments.entry_foot import EntryFoot
from mdt_app.ui.assessments.entry_head import EntryHead
from mdt_app.ui.assessments.entry_row import EntryRow
from mdt_app.ui.common import frames
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel
from mdt_app.ui.common.text import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is to be kept: the answers, the day, and the moment where the time is known."""

    assessment: Assessment
    day: date
    at: datetime | None


class EntryForm(Pane):
    """Emits `keep(Filled)`; `show_entry` begins a filling, `say` tells what is wrong."""

    keep = Signal(object)

    def __init__(self, jump_percent: int, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._jump_percent = jump_percent
        self.entry: Entry | None = None
        self._rows: list[EntryRow] = []
        self._locked = self._foot_inside = False
        self.head = EntryHead()
        self.other = Field(self.tr("Other problem, in a few words"))
        self.keys = Label("", "small", wrap=True)
        self.credit = Label("", "small", wrap=True)
        self.foot, self.foot_line = EntryFoot(), Line()
        self._lay_out()
        self._connect()

    def show_entry(
        self,
        instrument: Instrument,
        last: Mapping[str, Last],
        now: datetime,
        *,
        filled: Assessment | None = None,
        at: datetime | None = None,
        day: date | None = None,
        locked: bool = False,
    ) -> None:
        """Begin a filling now, or go on from `filled` of that day; `locked` only shows it."""
        answers = dict(filled.answers) if filled else None
        self.entry = Entry(instrument, last, answers, jump_percent=self._jump_percent)
        self._locked = locked
        self.head.begin(now, day, at, filled, "carer" if instrument.subject == "carer" else "")
        self.other.set_text(filled.other if filled else "")
        self.foot.right.setChecked(False)
        self.say("")
        self.credit.set_text(instrument.credit)
        self._make_rows(instrument)
        self._show_fields(instrument)
        self._show()

    def put_on_top(self, *parts: QWidget) -> None:
        """What stands over the filling scrolls with it, so that the rows have the room."""
        for place, part in enumerate(parts):
            self.panel.box.insertWidget(place, part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where what is read back would take half of the height, it scrolls with the rest."""
        super().resizeEvent(event)
        self._place_foot()

    def set_limits(self, earliest: date | None, latest: date | None) -> None:
        """The days between which something can have been measured: birth and death."""
        self.head.set_limits(earliest, latest)

    def begin(self) -> None:
        """Put the keys on the first item."""
        if self._rows and not self._locked:
            self._rows[0].scale.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_touched(self) -> bool:
        """Whether something was entered that is not kept."""
        return bool(self.entry and self.entry.answers) and not self._locked

    def say(self, text: str) -> None:
        """What is wrong, or nothing."""
        self.foot.say(text)

    def filled(self) -> Filled:
        """What stands in the form. Raises ValueError, in words, for what cannot be kept."""
        assert self.entry is not None
        day, at = self.head.moment()
        instrument = self.entry.instrument
        made = Assessment(
            instrument=instrument.id, answers=self.entry.in_order(), by=self.head.by.current(),
            setting=self.head.setting.current(), other=self.other.text().strip() if self._names_other() else "",
        )  # fmt: skip
        problems = misfits(made, instrument)
        if problems:
            raise ValueError(problems[0])
        return Filled(assessment=made, day=day, at=at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit typed past the last item is not lost in silence."""
        digit = self.entry.digit(event.text(), _shifted(event)) if self.entry else None
        if self.entry is None or digit is None or self._locked:
            super().keyPressEvent(event)
            return
        self.entry.beyond(digit)
        self._show()
        self.say(
            self.tr(
                "Every item has its answer; the {digit} was not taken. If you meant 10, go back and press X."
            ).format(digit=digit)
        )

    def _names_other(self) -> bool:
        entry = self.entry
        return entry is not None and any(
            item.free and entry.answers.get(item.code) is not None for item in entry.instrument.items
        )

    def _who_chosen(self, _: str) -> None:
        """What is read back says who answered."""
        if self.entry is not None:
            self._show()

    def _pressed(self, place: int, value: float | None) -> None:
        assert self.entry is not None
        self.entry.go(place)
        self.entry.put(value)
        self._after(go_on=False)

    def _key(self, place: int, event: QKeyEvent) -> None:
        """One key at one item: a digit, 10, not answered, back, up, down."""
        assert self.entry is not None
        self.entry.go(place)
        text, key = event.text().casefold(), event.key()
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        digit = self.entry.digit(text, _shifted(event))
        event.accept()
        if control:
            event.ignore()
        elif digit is not None:
            self._taken(self.entry.type(digit), str(digit))
        elif text and text in TEN_KEYS:
            self._taken(self.entry.ten(), "10")
        elif text and text in NONE_KEYS:
            self._put_none()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._back(key == Qt.Key.Key_Backspace)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        else:
            event.ignore()

    def _taken(self, taken: bool, typed: str) -> None:
        assert self.entry is not None
        item = self.entry.item
        if taken:
            self._after(go_on=True)
        else:
            text = self.tr("{typed} is not on this scale: {item} goes from {least} to {most}.")
            self.say(text.format(typed=typed, item=item.label, least=item.minimum, most=item.maximum))

    def _put_none(self) -> None:
        assert self.entry is not None
        if self.entry.instrument.id != ECOG:
            self.entry.put(None)
            self._after(go_on=True)

    def _back(self, step: bool) -> None:
        """Clear this entry; where there is none, go back one."""
        assert self.entry is not None
        if self.entry.item.code in self.entry.answers:
            self.entry.clear()
            self._after(go_on=False)
        elif step:
            self._step(-1)

    def _after(self, *, go_on: bool) -> None:
        self.foot.right.setChecked(False)
        self.say("")
        self._show()
        if go_on:
            self._step(1)

    def _step(self, by: int) -> None:
        """To the next item, or past the last one to what is read back."""
        assert self.entry is not None
        at = self.entry.at + by
        if at >= len(self._rows):
            if self._names_other() and not self.other.text():
                self.other.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.foot.begin()
            QTimer.singleShot(0, self, self._reveal)
        elif at >= 0:
            self.entry.go(at)
            self._rows[at].scale.setFocus(Qt.FocusReason.TabFocusReason)

    def _reveal(self) -> None:
        """What is read back is in sight, also where it scrolls with the rest."""
        now = self.window().focusWidget()
        if self._foot_inside and now is not None and self.panel.isAncestorOf(now):
            self.panel.ensureWidgetVisible(now)

    def _entered(self, place: int) -> None:
        if self.entry is not None:
            self.entry.go(place)
            self.panel.ensureWidgetVisible(self._rows[place], 0, themes.current().px(48))

    def _keep(self) -> None:
        if self.entry is None or self._locked or not self.foot.save.isEnabled():
            return
        try:
            made = self.filled()
        except ValueError as problem:
            self.say(str(problem))
            return
        self.say("")
        self.keep.emit(made)

    def _show(self) -> None:
        """Every row, what is read back, and what should be looked at."""
        entry = self.entry
        assert entry is not None
        doubts = {} if self._locked else {one.item.code: one for one in entry.doubts()}
        for one in self._rows:
            code = one.item.code
            one.show_answer(
                entry.answers.get(code),
                code in entry.answers,
                entry.last.get(code),
                doubts.get(code),
                self.head.now.date(),
            )
        self.other.setVisible(self._names_other())
        by, near = self.head.by.current(), self.head.now.date()
        self.foot.show_entry(entry, tuple(doubts.values()), near, by)
        self._place_foot()

    def _place_foot(self) -> None:
        inside = self.foot.heightForWidth(self.width()) > self.height() // 2
        if inside != self._foot_inside:
            self._foot_inside = inside
            (self.panel.box if inside else self.box).addWidget(self.foot)

    def _make_rows(self, instrument: Instrument) -> None:
        frames.empty(self.rows)
        is_ecog = instrument.id == ECOG
        self._rows = [EntryRow(item, unanswered=not is_ecog) for item in instrument.items]
        for place, one in enumerate(self._rows):
            self.rows.addWidget(one)
            one.scale.setEnabled(not self._locked)
            one.scale.taken.connect(lambda value, place=place: self._pressed(place, value))
            one.scale.keyed.connect(lambda event, place=place: self._key(place, event))
            one.scale.entered.connect(lambda place=place: self._entered(place))
        grades = enumerate(instrument.items[0].choices if is_ecog else ())
        for grade, meaning in grades:
            self.rows.addWidget(Label(f"{grade}  {meaning}", "secondary", wrap=True))

    def _show_fields(self, instrument: Instrument) -> None:
        is_ecog = instrument.id == ECOG
        self.head.set_kind(only_when=is_ecog, locked=self._locked)
        self.other.setReadOnly(self._locked)
        ten = any(item.allows(10) and item.maximum <= 10 for item in instrument.items)
        most = max(item.maximum for item in instrument.items)
        parts = [self.tr("0 to {most} sets the answer and goes on").format(most=min(most, 9))]
        parts += [self.tr("X or + is 10")] if ten else []
        parts += [self.tr("N: not answered")] if not is_ecog else []
        parts += [self.tr("Backspace clears, then goes back"), self.tr("↑ ↓ move")]
        self.keys.set_text("  ·  ".join(parts))
        self.keys.setVisible(not self._locked)
        self.foot.setVisible(not self._locked)
        self.foot_line.setVisible(not self._locked)

    def _lay_out(self) -> None:
        self.other.setMaxLength(LONGEST_OTHER)
        self.panel = ScrollPanel(margins=(24, 4, 24, 8), spacing=0)
        self.panel.box.addSpacing(4)
        self.panel.box.addWidget(self.head)
        self.panel.box.addSpacing(6)
        self.panel.box.addWidget(self.keys)
        self.panel.box.addSpacing(4)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.panel.box.addLayout(self.rows)
        self.panel.box.addWidget(self.other)
        self.panel.box.addSpacing(8)
        self.panel.box.addWidget(self.credit)
        self.panel.box.addStretch(1)
        self.box.addWidget(self.panel, 1)
        self.box.addWidget(self.foot_line)
        self.box.addWidget(self.foot)

    def _connect(self) -> None:
        self.foot.save.clicked.connect(self._keep)
        self.head.by.chosen.connect(self._who_chosen)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, self._keep, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )


def _shifted(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
