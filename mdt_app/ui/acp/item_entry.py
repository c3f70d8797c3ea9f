"""One item of a conversation: how far it came, what was said, where the paper lies; not raised, it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.acp import CODE_STATUS, PEOPLE, READINESS, Standing
from mdt_app.domain.patient_wills import Will
from mdt_app.domain.payloads import Acp
from mdt_app.ui.acp import words
from mdt_app.ui.common.buttons import CheckRow, LinkButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label

SETTLED = "settled"
SAYING = ("completed", SETTLED)
REACHED = {SETTLED: ("completed", "documented")}


class ItemEntry(QWidget):
    """Emits `edited()`. `said()` gives the facts of what was entered; raises ValueError in a sentence."""

    edited = Signal()

    def __init__(self, item: str, wills: tuple[Will, ...] = ()) -> None:
        super().__init__()
        self.item = item
        self._wills = wills
        self._found = Standing(item=item)
        self.state = Choice(states(), "", name=words.item(item))
        self.stands = Label("", "small", wrap=True)
        self.value = Field(self._asks(), name=words.tr("{item}: what").format(item=words.item(item)))
        self.plain = Label("", "small", wrap=True)
        self.name = Field(words.tr("Name"), name=self._named(words.tr("name")))
        self.relation = Field(words.tr("Relation"), name=self._named(words.tr("relation")))
        self.phone = Field(words.tr("Phone"), name=self._named(words.tr("phone")))
        self.place = Field(
            words.tr("Where the paper lies"), name=self._named(words.tr("where the paper lies"))
        )
        self.signed = Field(words.tr("Signed on"), name=self._named(words.tr("signed on")))
        self.note = Field(words.tr("Note"), name=self._named(words.tr("note")))
        self.codes = {one.code: CheckRow(one.name) for one in wills}
        self.more = LinkButton(low=True)
        self._lay_out()
        self._connect()
        self._show_parts()

    def show_stands(self, found: Standing) -> None:
        """What stands of the item before this conversation."""
        self._found = found
        value = words.person(found) if self.item in PEOPLE else found.value
        parts = [value, words.state_line(found)] if found.state != "none" else []
        self.stands.set_text(
            words.tr("Now: {what}").format(what=", ".join(filter(None, parts))) if parts else ""
        )
        self.stands.setVisible(bool(parts))

    def show_said(self, reached: Acp | None) -> None:
        """What was entered in a conversation that is corrected; None where the item was not raised."""
        key = "" if reached is None else SETTLED if reached.state == "documented" else reached.state
        self.state.set_current(key)
        self._fill(reached or Acp(item=self.item, state=""))
        self._show_parts()

    def said(self, talk: Acp, today: date) -> tuple[Acp, ...]:
        """The facts to keep; `talk` holds what all items of the conversation share."""
        key = self.state.current()
        if not key:
            return ()
        entered = replace(self._entered(), talk=talk.talk, by=talk.by, level=talk.level, present=talk.present)
        entered = replace(entered, review=talk.review)
        if key in SAYING:
            entered = replace(entered, place=self.place.text().strip(), document_day=self._signed(today))
        return tuple(replace(entered, state=one) for one in REACHED.get(key, (key,)))

    def _entered(self) -> Acp:
        """What stands in the fields."""
        note = self.note.text().strip()
        if self.item not in PEOPLE:
            codes = tuple(code for code, box in self.codes.items() if box.isChecked())
            return Acp(item=self.item, state="", value=self.value.text().strip(), codes=codes, note=note)
        name, relation = self.name.text().strip(), self.relation.text().strip()
        value = ", ".join(part for part in (name, relation) if part)
        phone = self.phone.text().strip()
        return Acp(
            item=self.item, state="", value=value, name=name, relation=relation, phone=phone, note=note
        )

    def _signed(self, today: date) -> date | None:
        text = self.signed.text().strip()
        if not text:
            return None
        try:
            return words.past_day(text, today)
        except ValueError:
            self.signed.set_wrong(True)
            raise ValueError(
                words.tr("{item}: write the day of signing as 20 Oct or 20/10/2026.").format(
                    item=words.item(self.item)
                )
            ) from None

    def _taken(self, key: str) -> None:
        """Settling begins with what stands already; nothing that is typed is lost."""
        empty = not self.value.text() and not self.name.text()
        if key in SAYING and empty and self._found.newest is not None:
            self._fill(self._found.newest.payload)
        self._show_parts()
        self.edited.emit()

    def _fill(self, said: object) -> None:
        payload = said if isinstance(said, Acp) else Acp(item=self.item, state="")
        self.value.set_text(payload.value)
        self.name.set_text(payload.name or (payload.value if self.item in PEOPLE else ""))
        for field, text in (
            (self.relation, payload.relation), (self.phone, payload.phone), (self.place, payload.place),
            (self.note, payload.note),
            (self.signed, f"{payload.document_day:%d-%m-%Y}" if payload.document_day else ""),
        ):  # fmt: skip
            field.set_text(text)
            field.set_wrong(False)
        for will in self._wills:
            named = self.item == CODE_STATUS and payload.value.casefold() == will.name.casefold()
            self.codes[will.code].setChecked(will.code in payload.codes or named)
        self._show_plain()

    def _ticked(self, code: str) -> None:
        """A code that is ticked stands in the words too; of code statuses there is one."""
        one = self.codes[code]
        if self.item == CODE_STATUS and one.isChecked():
            for other, box in self.codes.items():
                box.setChecked(other == code)
        names = {will.name for will in self._wills}
        kept = [part.strip() for part in self.value.text().split(",") if part.strip()]
        own = [part for part in kept if part not in names]
        chosen = [will.name for will in self._wills if self.codes[will.code].isChecked()]
        self.value.set_text(", ".join([*chosen, *([] if self.item == CODE_STATUS and chosen else own)]))
        self._show_plain()
        self.edited.emit()

    def _typed(self) -> None:
        """Words that name a code tick it, and others take the tick of a code status away."""
        if self.item == CODE_STATUS:
            text = self.value.text().strip()
            for will in self._wills:
                self.codes[will.code].setChecked(text.casefold() == will.name.casefold())
        self._show_plain()
        self.edited.emit()

    def _show_plain(self) -> None:
        said = [will.words for will in self._wills if self.codes[will.code].isChecked()]
        self.plain.set_text(" ".join(dict.fromkeys(said)))
        self.plain.setVisible(bool(said) and self._is_raised())
        count = sum(box.isChecked() for box in self.codes.values())
        self.more.set_words(
            words.tr("Belgian codes ({count})").format(count=count) if count else words.tr("Belgian codes")
        )

    def _is_raised(self) -> bool:
        return bool(self.state.current())

    def _show_parts(self) -> None:
        key, people = self.state.current(), self.item in PEOPLE
        saying = key in SAYING
        valued = saying or key == "discussed"
        self.value.setVisible(valued and not people)
        self._person.setVisible(valued and people)
        for part in (self.place, self.signed):
            part.setVisible(saying)
        self.note.setVisible(self._is_raised())
        self.more.setVisible(bool(self.codes) and valued and self.item != CODE_STATUS)
        shown = self.item == CODE_STATUS or any(box.isChecked() for box in self.codes.values())
        self._codes.setVisible(bool(self.codes) and valued and shown)
        self._show_plain()

    def _asks(self) -> str:
        return {CODE_STATUS: words.tr("Which status, in words"), READINESS: ""}.get(
            self.item, words.tr("What was said")
        )

    def _named(self, what: str) -> str:
        return f"{words.item(self.item)}: {what}"

    def _connect(self) -> None:
        self.state.chosen.connect(self._taken)
        self.value.textEdited.connect(lambda _: self._typed())
        for field in (self.name, self.relation, self.phone, self.place, self.signed, self.note):
            field.textEdited.connect(lambda _: self.edited.emit())
        for code, box in self.codes.items():
            box.clicked.connect(lambda _=False, code=code: self._ticked(code))
        self.more.clicked.connect(lambda: self._codes.setVisible(self._codes.isHidden()))

    def _lay_out(self) -> None:
        self.state.give_way(21)
        head = row(Label(words.item(self.item), wrap=True), self.state, spacing=8)
        head.setStretch(0, 1)
        self._person = QWidget()
        self._person.setLayout(column(self.name, row(self.relation, self.phone, spacing=4), spacing=4))
        self._codes = Flow(list(self.codes.values()), even=True, most=2, spacing=4)
        paper = row(self.place, self.signed, spacing=4)
        paper.setStretch(0, 2)
        paper.setStretch(1, 1)
        parts = (self._person, self._codes, self.value, self.plain, row(self.more, None), paper, self.note)
        self.setLayout(column(head, self.stands, *parts, spacing=4))
        self.stands.hide()


def states() -> tuple[tuple[str, str], ...]:
    """How far an item may come in one conversation; what settles it is completed and documented."""
    return (
        ("", words.tr("not raised")),
        ("discussed", words.tr("Discussed")),
        ("completed", words.tr("Completed")),
        (SETTLED, words.tr("Completed, documented")),
        ("declined", words.tr("Declined")),
        ("not-applicable", words.tr("Not applicable")),
    )
