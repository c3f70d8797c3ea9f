"""What was typed is read back in words before it is kept, and what should be looked at again holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt

from mdt_app.domain.assessments import ECOG, totals
from mdt_app.domain.fact_text import number
from mdt_app.ui.assessments import words
from mdt_app.ui.assessments.entry import Doubt, Entry
from mdt_app.ui.common.buttons import CheckRow, PrimaryButton
from mdt_app.ui.common.frames import Pane, column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label


class EntryFoot(Pane):
    """The sentence, the doubts with a box to tick, what is wrong, and the button that keeps."""

    def __init__(self) -> None:
        super().__init__("pane", margins=(24, 8, 24, 10), spacing=6)
        self.said = Label("", wrap=True)
        self.doubts = InlineMessage("")
        self.right = CheckRow(self.tr("I have looked: these values are right"))
        self.save = PrimaryButton(self.tr("Keep"), hint="Ctrl+Enter")
        self.wrong = InlineMessage("")
        self._has_any = self._in_doubt = False
        end = row(self.said, self.save, spacing=16)
        end.setStretch(0, 1)
        end.setAlignment(self.save, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(column(self.wrong, self.doubts, self.right, end, spacing=6))
        self.wrong.hide()
        self.right.toggled.connect(lambda _: self._show_save())

    def show_entry(self, entry: Entry, doubts: Sequence[Doubt], near: date, by: str) -> None:
        """What is read back, and what should be looked at."""
        self.said.set_text(self._read_back(entry, by))
        said = [words.said_doubt(one.item, one.value, one.jump, slip=one.slip, near=near) for one in doubts]
        self.doubts.set_text(self.tr("Look again before keeping: {items}").format(items="; ".join(said)))
        self._has_any, self._in_doubt = bool(entry.answers), bool(doubts)
        self.doubts.setVisible(self._in_doubt)
        self.right.setVisible(self._in_doubt)
        self._show_save()

    def say(self, text: str) -> None:
        """What is wrong, or nothing."""
        self.wrong.set_text(text)
        self.wrong.setVisible(bool(text))

    def begin(self) -> None:
        """Put the keys on what comes next: the box to tick, else the button."""
        (self.right if self._in_doubt else self.save).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_save(self) -> None:
        self.save.setEnabled(self._has_any and (not self._in_doubt or self.right.isChecked()))

    def _read_back(self, entry: Entry, by: str) -> str:
        """All answers in one sentence, the totals, who answered where that is not said, and what has no entry."""
        if not entry.answers:
            return self.tr("Nothing entered yet. It is read back here before it is kept.")
        instrument, answers = entry.instrument, entry.answers
        given = [item for item in instrument.items if item.code in answers]
        parts = [", ".join(words.read_back(instrument, item, answers[item.code]) for item in given) + "."]
        if len(instrument.items) > 1:
            sums = totals(answers, instrument)
            parts += [f"{one.name}: {_sum(sums[one.id])}." for one in instrument.totals]
        if instrument.id != ECOG and not by:
            parts.append(self.tr("Who answered: not said."))
        missing = [item.label for item in instrument.items if item.code not in answers]
        if missing:
            parts.append(self.tr("No entry: {items}.").format(items=", ".join(missing)))
        return " ".join(parts)


def _sum(value: float | None) -> str:
    return words.tr("not complete") if value is None else number(value)
