"""ECOG and distress take two keys where the patient is spoken about; what was taken is said before it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.assessments import ECOG, Last
from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance, Instrument
from mdt_app.domain.payloads import Assessment, Payload, Score
from mdt_app.operations.assessments import LastScores
from mdt_app.ui.assessments import words
from mdt_app.ui.assessments.entry import TEN_KEYS, Entry
from mdt_app.ui.assessments.scale import ScaleStrip
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label

DISTRESS = "distress"


class QuickScores(QWidget):
    """A line each for ECOG and distress. `taken(kind, payload, words)` once somebody keeps one; `more_asked()` leads
    to all instruments."""

    taken = Signal(object, object, str)
    more_asked = Signal()

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        known = [guidance.instruments[DISTRESS]] if DISTRESS in guidance.instruments else []
        percent = guidance.settings.jump_percent
        self.lines = {one.id: QuickLine(one, percent) for one in (words.ecog_instrument(), *known)}
        self.more = LinkButton(self.tr("All instruments…"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for line in self.lines.values():
            box.addWidget(line)
            line.taken.connect(self.taken)
        box.addLayout(row(self.more, None))
        self.more.clicked.connect(self.more_asked)

    def show_last(self, scores: LastScores) -> None:
        """What was measured last, and what waits for review; what is being typed stays."""
        for id, line in self.lines.items():
            line.show_last(scores.last.get(id, {}))
        waiting = self.tr("All instruments, {n} to review…").format(n=scores.waiting)
        self.more.set_words(waiting if scores.waiting else self.tr("All instruments…"))

    def begin(self) -> None:
        """Put the keys on the first line."""
        next(iter(self.lines.values())).strip.setFocus(Qt.FocusReason.OtherFocusReason)


class QuickLine(QWidget):
    """One number: a key or a press takes it, Enter or the button keeps it. Escape lets it go."""

    taken = Signal(object, object, str)

    def __init__(self, instrument: Instrument, jump_percent: int) -> None:
        super().__init__()
        self.entry = Entry(instrument, {}, jump_percent=jump_percent)
        (self.item,) = instrument.items
        self.strip = ScaleStrip(self.item, unanswered=False)
        self.title, self.last = Label(instrument.name, "strong"), Label("", "small")
        self.said = Label("", wrap=True)
        self.keep = Button(self.tr("Keep"), hint="Enter")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self.title, self.last, None, spacing=8))
        box.addWidget(self.strip)
        line = row(self.said, self.keep, spacing=8)
        line.setStretch(0, 1)
        self._below = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        self._below.setLayout(line)
        box.addWidget(self._below)
        self.strip.taken.connect(self._put)
        self.strip.keyed.connect(self._key)
        self.keep.clicked.connect(self._keep)
        self._show()

    def show_last(self, last: Mapping[str, Last]) -> None:
        """What was measured last."""
        self.entry.last = last
        self._show()

    def _put(self, value: float | None) -> None:
        self.entry.put(value)
        self._show()

    def _key(self, event: QKeyEvent) -> None:
        text = event.text().casefold()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        digit = self.entry.digit(text, shifted)
        has_any = bool(self.entry.answers)
        if digit == 0 and self.entry.answers.get(self.item.code) == 1 and self.item.allows(10):
            self.entry.beyond(0)
        elif digit is not None:
            self.entry.type(digit)
        elif text and text in TEN_KEYS:
            self.entry.ten()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and has_any:
            self._keep()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and has_any:
            self.entry.clear()
        else:
            return
        event.accept()
        self._show()

    def _keep(self) -> None:
        value = self.entry.answers.get(self.item.code)
        doubts = self.entry.doubts()
        if value is None or any(one.slip for one in doubts):
            return
        kind, payload = _fact(self.entry.instrument, self.item.code, value)
        said = f"{words.short_name(self.entry.instrument)}: {words.tr('{value} kept.').format(value=f'{value:g}')}"
        self.entry.clear()
        self._show()
        self.taken.emit(kind, payload, said)

    def _show(self) -> None:
        """What is chosen, in words, and how far it lies from the last time."""
        last = self.entry.last.get(self.item.code)
        has = self.item.code in self.entry.answers
        value = self.entry.answers.get(self.item.code)
        self.strip.set_value(value, has)
        self.strip.set_last(last)
        self.last.set_text(words.said_last(last, last.day) if last else words.tr("never before"))
        self._below.setVisible(has)
        if not has or value is None:
            return
        doubts = self.entry.doubts()
        slip = any(one.slip for one in doubts)
        parts = [f"{value:g}", self.item.choice(value), words.state(self.item, value)[1]]
        parts += [words.said_jump(one.jump, one.jump.day) for one in doubts if one.jump]
        slipped = words.tr("1, then 0: press 1 again, or X for 10")
        self.said.set_text(slipped if slip else ", ".join(one for one in parts if one))
        self.said.set_tone("look" if doubts else "")
        self.keep.setEnabled(not slip)


def _fact(instrument: Instrument, code: str, value: float) -> tuple[Kind, Payload]:
    """What is recorded: ECOG is a state of its own, every other number an assessment."""
    if instrument.id == ECOG:
        return Kind.ECOG, Score(value=int(value))
    return Kind.ASSESSMENT, Assessment(instrument=instrument.id, answers=((code, value),))
