"""A fact is corrected beside the page, part by part; what stood before stays on record, and nothing is kept unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from mdt_app.domain.corrected import disputed
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Payload
from mdt_app.domain.plausible import Life, impossible, life_of
from mdt_app.operations.talks import wrong_statement
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import explain
from mdt_app.ui.patients import words
from mdt_app.ui.patients.fact_fields import ENDING, Part, Sort, parts_of
from mdt_app.ui.patients.fact_writing import Corrected, FactWriter
from mdt_app.ui.patients.part_entry import PartEntry
from mdt_app.ui.patients.reading import PatientPage
from mdt_app.ui.patients.side_form import SideForm
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

FROM, UNTIL, CODE, NAMES = "true_from", "true_to", "code", ("text", "name")


class FactForm(SideForm):
    """Signal: `said(words, undo, wrong)`. `begin` asks for one fact."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services) -> None:
        super().__init__("")
        self._guidance: Guidance = services.guidance
        self._services = services
        self.writer = FactWriter(tasks, services, self)
        self.writer.said.connect(self.said)
        self._fact: Fact | None = None
        self._life = Life()
        self._disputed = self._code_stays = False
        self.entries: dict[str, PartEntry] = {}
        self.before = Label("", "secondary", wrap=True)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(8)
        self.keep = Button(self.tr("Save correction"), hint="Ctrl+Enter", shortcut="Ctrl+Return")
        self.keep.clicked.connect(self._keep)
        self._lay_out()

    def begin(self, fact: Fact, page: PatientPage) -> None:
        """Ask what is right in the place of a fact."""
        facts = tuple(page.facts.values())
        self._fact, self._code_stays = fact, False
        self._life = life_of(page.view.patient.birth_date, facts, but_not=fact.id)
        self._disputed = disputed(fact, page.facts) is not None
        self.title.set_text(self.tr("Correct: {kind}").format(kind=words.fact_kind(fact.kind)))
        said, source = words.fact_line(fact, self._guidance), words.source(fact.source)
        now = self.tr("On record: {said}, {day}, {source}. It stays there as what was corrected.")
        self.before.set_text(now.format(said=said, day=words.fact_days(fact), source=source))
        self._ask(fact, self._services.today())
        self.begin_typing()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def unkept_words(self) -> str:
        """What keeps it, and what leaves it."""
        return self.tr("Not saved yet. Ctrl+Enter saves it; Escape once more leaves it.")

    def _ask(self, fact: Fact, today: date) -> None:
        frames.empty(self.parts)
        ahead = fact.true_from > today
        entries = [
            PartEntry(part, getattr(fact.payload, part.name), today, ahead=True) for part in parts_of(fact)
        ]
        begins = self.tr("True from") if fact.kind in ENDING or fact.true_to else self.tr("Day")
        entries.append(
            PartEntry(Part(FROM, begins, Sort.DAY, needed=True), fact.true_from, today, ahead=ahead)
        )
        if fact.kind in ENDING or fact.true_to is not None:
            until = Part(UNTIL, self.tr("True until, empty while it goes on"), Sort.DAY)
            entries.append(PartEntry(until, fact.true_to, today, ahead=True))
        for entry in entries:
            self.parts.addWidget(entry)
            entry.show()
        self.entries = {entry.part.name: entry for entry in entries}
        self.first = entries[0].field

    def _keep(self) -> None:
        fact = self._fact
        for entry in self.entries.values():
            entry.say("", take_keys=False)
        self.say("")
        values = self._values()
        if fact is None or values is None:
            return
        right = self._corrected(fact, values)
        if self._wrong_in(fact, right):
            return
        same = Corrected(payload=fact.payload, true_from=fact.true_from, true_to=fact.true_to)
        if right == same and not self._disputed:
            self.say(
                self.tr("Nothing differs from what is on record. Write what is right, or leave with Escape.")
            )
            return
        self.keep.setEnabled(False)
        self.writer.correct(fact, right, self._done, self._failed)

    def _done(self) -> None:
        self.keep.setEnabled(True)
        self._begun = None
        self.closed.emit()

    def _failed(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self.say(explain(error).words)

    def _values(self) -> dict[str, Any] | None:
        """What is written in every part; None where one of them, the first, says what is wrong."""
        found: dict[str, Any] = {}
        wrong: list[tuple[PartEntry, str]] = []
        for name, entry in self.entries.items():
            try:
                found[name] = entry.value()
            except ValueError as problem:
                wrong.append((entry, str(problem)))
        for entry, sentence in reversed(wrong):
            entry.say(sentence)
        return None if wrong else found

    def _corrected(self, fact: Fact, values: dict[str, Any]) -> Corrected:
        begins, ends = values.pop(FROM), values.pop(UNTIL, fact.true_to)
        if CODE in values and not values[CODE] and hasattr(fact.payload, "system"):
            values["system"] = ""
        payload: Payload = replace(fact.payload, **values)
        return Corrected(payload=payload, true_from=begins, true_to=ends)

    def _wrong_in(self, fact: Fact, right: Corrected) -> bool:
        """Say what cannot be, at the part that it is about."""
        at_days, at_first = self.entries[FROM], next(iter(self.entries.values()))
        if right.true_to is not None and right.true_to < right.true_from:
            self.entries[UNTIL].say(self.tr("It cannot end before it begins."))
            return True
        said = replace(
            fact, payload=fact.payload, true_from=right.true_from, true_to=right.true_to, at=None,
        )  # fmt: skip
        if sentence := impossible(said, self._life):
            at_days.say(sentence)
            return True
        sentence = impossible(replace(said, payload=right.payload), self._life) or wrong_statement(
            right.payload
        )
        if sentence:
            at_first.say(sentence)
            return True
        return self._code_is_old(fact, right)

    def _code_is_old(self, fact: Fact, right: Corrected) -> bool:
        """A code beside new words says the old thing wherever it is read; it stays only where that is meant."""
        code = getattr(right.payload, CODE, "")
        same_code = CODE in self.entries and code and code == getattr(fact.payload, CODE)
        renamed = any(_text(right.payload, name) != _text(fact.payload, name) for name in NAMES)
        if not (same_code and renamed) or self._code_stays:
            return False
        self._code_stays = True
        self.entries[CODE].say(
            self.tr(
                "This is the code of what stood there. Write the code of the new words or empty it; "
                "if it fits, save again."
            )
        )
        return True

    def _lay_out(self) -> None:
        self.inner.addWidget(self.before)
        self.inner.addLayout(self.parts)
        self.inner.addStretch(1)
        foot = Pane("surface", margins=(16, 8, 16, 8), spacing=8)
        foot.box.addWidget(self.wrong)
        foot.box.addLayout(row(self.keep, None))
        self.wrong.hide()
        self.box.addWidget(Line())
        self.box.addWidget(foot)


def _text(payload: Payload, name: str) -> str:
    return " ".join(str(getattr(payload, name, "")).casefold().split())
