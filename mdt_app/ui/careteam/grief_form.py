"""After a death the family is called or written to, and told where help is; what was done is entered with its day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mdt_app.domain.carers import BEREAVEMENT
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import ElementEntry
from mdt_app.operations.care import Care
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.fields import Field, TextArea
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class GriefForm(KeepingForm):
    """Call, card, local help; with whom, and what was said."""

    def __init__(self) -> None:
        super().__init__(words.tr("After the death"), words.tr("Keep"))
        self.latest = Label("", "secondary", wrap=True)
        self.day.setAccessibleName(words.tr("Day"))
        self.call = CheckRow(words.tr("Called the family"))
        self.card = CheckRow(words.tr("Sent a card"))
        self.help = CheckRow(words.tr("Told them where help in grief is near them"))
        self.whom = Field(name=words.tr("With whom"))
        self.note = TextArea(
            words.tr("How they are, what they asked"), name=words.tr("Note"), rows=2, grows=True
        )
        self.inner.addWidget(self.latest)
        for box in (self.call, self.card, self.help):
            self.inner.addWidget(box)
        for field in (self.whom, self.day, self.note):
            self.labelled(field)
        self.close_with_key()

    def begin(self, care: Care, key: str, today: date, now: datetime) -> None:
        """Ask what was done for the family."""
        self.start(today, now)
        due = care.grief.due
        self.latest.set_text(words.tr("Latest day: {day}").format(day=said_day(due, today)) if due else "")
        self.latest.setVisible(due is not None)
        for box in (self.call, self.card, self.help):
            box.setChecked(False)
        names = [one.carer.name for one in care.carers or ()]
        self.whom.set_text(names[0] if len(names) == 1 else "")
        self.note.set_text("")
        self.first = self.call

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        if not (self.call.isChecked() or self.card.isChecked()):
            raise ValueError(words.tr("Say whether the family was called or a card was sent."))
        done = [
            words.tr("called") if self.call.isChecked() else "",
            words.tr("card sent") if self.card.isChecked() else "",
            words.tr("told where help is") if self.help.isChecked() else "",
            self.whom.text().strip(),
            self.note.text().strip(),
        ]
        note = ", ".join(part for part in done if part)
        entry = ElementEntry(element=BEREAVEMENT, status="done", note=note)
        return {"facts": (Said(kind=Kind.ELEMENT, payload=entry),)}

    def kept_words(self) -> str:
        """What is said after keeping."""
        return words.tr("Kept: bereavement follow-up.")
