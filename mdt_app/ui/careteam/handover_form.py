"""A handover says from where to where, who hands what to whom, why, and whether the receiver has confirmed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import LEVELS, Handover
from mdt_app.domain.payloads import Transition
from mdt_app.operations.care import Care
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.text import Label


class HandoverForm(KeepingForm):
    """`begin` with a handover corrects it, with "lead", "setting" or "to/<setting>" it starts from there."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__(words.tr("Handover"), words.tr("Keep handover"))
        self._guidance = guidance
        self._care: Care | None = None
        self._corrects: Handover | None = None
        self.day.setAccessibleName(words.tr("Day"))
        self.from_ = Choice((), "", name=words.tr("From"))
        self.to = Choice((), "", name=words.tr("To (who has the lead now, or where the patient is)"))
        self.giver = Field(words.tr("Who hands over"), name=words.tr("Handed over by"))
        self.receiver = Field(words.tr("Who receives"), name=words.tr("Handed over to"))
        what = words.tr("What is handed over")
        self.what = TextArea(words.tr("Tasks, prescriptions, follow-up"), name=what, rows=2, grows=True)
        self.reason = Field(name=words.tr("Reason"))
        self.confirmed = CheckRow(words.tr("The receiver has confirmed"))
        self.told_on = Field(name=words.tr("Confirmed on"))
        self.told_by = Field(name=words.tr("Confirmed by"))
        self._told = QWidget()
        self._lay_out()

    def begin(self, care: Care, key: str, today: date, now: datetime) -> None:
        """Ask for a new handover, or correct the one whose fact has the id `key`."""
        found = [one for one in care.team.handovers if one.fact.id == key]
        self._care, self._corrects = care, found[0] if found else None
        self.start(today, now, self._corrects.fact.true_from if self._corrects else None)
        self.title.set_text(words.tr("Correct handover") if found else words.tr("Handover"))
        move = found[0].move if found else self._first(care, key)
        self._offer(move)
        for field, text in (
            (self.giver, move.giver), (self.receiver, move.holder), (self.reason, move.reason),
            (self.told_by, move.confirmed_by),
            (self.told_on, words.full_day(move.confirmed_on or today) if move.confirmed or not found else ""),
        ):  # fmt: skip
            field.set_text(text)
            field.set_wrong(False)
        self.what.set_text(move.what)
        self.confirmed.setChecked(move.confirmed)
        self._show_confirmed(move.confirmed)
        self.first = self.to

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        if not self.to.current():
            self.to.setFocus()
            raise ValueError(words.tr("Say to which level or to which setting."))
        told = self.confirmed.isChecked()
        wrong = words.tr("Write the day of the confirmation as 20 Oct; it cannot lie ahead.")
        move = Transition(
            to=self.to.current(), from_=self.from_.current(), giver=self.giver.text().strip(),
            holder=self.receiver.text().strip(), what=self.what.text().strip(), reason=self.reason.text().strip(),
            confirmed=told, confirmed_by=self.told_by.text().strip() if told else "",
            confirmed_on=self.read(self.told_on, past_day, wrong) if told else None,
        )  # fmt: skip
        if move.confirmed_on is not None and move.confirmed_on < self._day():
            raise ValueError(words.tr("It cannot be confirmed before it was handed over."))
        corrects = self._corrects.fact if self._corrects else None
        return {"facts": (Said(kind=Kind.TRANSITION, payload=move, corrects=corrects),)}

    def kept_words(self) -> str:
        """What is said after keeping."""
        return (
            words.tr("Handover kept.")
            if self.confirmed.isChecked()
            else words.tr("Handover kept; not confirmed yet.")
        )

    def _day(self) -> date:
        return past_day(self.day.text(), self.today)

    def _first(self, care: Care, key: str) -> Transition:
        """What is likely, from where the patient is and who leads now."""
        here = care.team.place.setting.id if care.team.place else ""
        if key == "setting" or key.startswith("to/"):
            return Transition(to=key.removeprefix("to/") if key != "setting" else "", from_=here)
        return Transition(to="", from_=care.team.led_by, giver=self._holder(care.team.led_by))

    def _offer(self, move: Transition) -> None:
        known = [(one, words.level(one)) for one in LEVELS]
        known += [(one.id, words.setting(one.id, self._guidance)) for one in self._guidance.roles.settings]
        for choice, key, none in (
            (self.from_, move.from_, words.tr("not known")), (self.to, move.to, words.tr("to where?")),
        ):  # fmt: skip
            found = self._guidance.roles.setting(key)
            key = found.id if found else key
            other = [] if key in ("", *(one for one, _ in known)) else [(key, key)]
            choice.set_choices([("", none), *known, *other], key)

    def _holder(self, level: str) -> str:
        held = self._care.team.level(level).holder if self._care and level in LEVELS else None
        return held.name if held else ""

    def _named(self) -> None:
        """A level that is chosen brings its holder's name along, where none is typed."""
        for choice, field in ((self.from_, self.giver), (self.to, self.receiver)):
            if not field.text().strip():
                field.set_text(self._holder(choice.current()))

    def _show_confirmed(self, told: bool) -> None:
        self._told.setVisible(told)
        if told and not self.told_on.text().strip():
            self.told_on.set_text(words.full_day(self.today))
        if told and not self.told_by.text().strip():
            self.told_by.set_text(self.receiver.text().strip())

    def _lay_out(self) -> None:
        for choice in (self.from_, self.to):
            choice.give_way(12)
            choice.chosen.connect(lambda _: self._named())
        for field in (self.to, self.from_, self.day, self.giver, self.receiver, self.what, self.reason):
            self.labelled(field)
        self.inner.addWidget(self.confirmed)
        self.confirmed.toggled.connect(self._show_confirmed)
        told = [
            column(Label(one.accessibleName(), "small"), one, spacing=2)
            for one in (self.told_on, self.told_by)
        ]
        self._told.setLayout(column(*told, spacing=8))
        self.inner.addWidget(self._told)
        self.close_with_key()
