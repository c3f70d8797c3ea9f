"""A carer is asked for himself: who, may we speak with them, do they come along, how heavy it is, what was given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal

from mdt_app.domain.assessments import Last
from mdt_app.domain.carers import CONTACTS, RESOURCES, CarerState, says_yes
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Answer, Assessment, Carer, ElementEntry, Payload
from mdt_app.operations.care import Care
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.assessments.quick import QuickLine
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.saying import Said
from mdt_app.ui.common.buttons import CheckRow, LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.segments import SegmentedButton

INSTRUMENT = "carer-distress"


class CarerForm(KeepingForm):
    """`scored(kind, payload, words)` keeps a distress score at once, `ended(fact)` says who is no carer any more."""

    scored = Signal(object, object, str)
    ended = Signal(object)

    def __init__(self, guidance: Guidance) -> None:
        super().__init__(words.tr("Carer"), words.tr("Keep carer"))
        self._state: CarerState | None = None
        self.day.setAccessibleName(words.tr("Asked on"))
        self.name = Field(name=words.tr("Name"))
        self.relation = Field(words.tr("husband, daughter, neighbour"), name=words.tr("Relation"))
        self.phone = Field(name=words.tr("Phone"))
        self.note = Field(name=words.tr("Note"))
        answers = (("", words.tr("Not asked")), ("yes", words.tr("Yes")), ("no", words.tr("No")))
        self.permission = SegmentedButton(answers, "", name=words.tr("May we speak with them?"))
        self.attends = SegmentedButton(answers, "", name=words.tr("Do they come along to visits?"))
        self.informed = CheckRow(words.tr("Has the day and night numbers"))
        self.resources = CheckRow(words.tr("Was told where carers find help"))
        self.end = LinkButton(words.tr("No longer a carer"), low=True)
        known = guidance.instruments.get(INSTRUMENT)
        asked = known is not None and len(known.items) == 1
        self.distress = QuickLine(known, guidance.settings.jump_percent) if known and asked else None
        self._lay_out()

    def begin(self, care: Care, key: str, today: date, now: datetime) -> None:
        """Ask about a new carer, or about the one whose fact has the id `key`."""
        self.start(today, now)
        found = [one for one in care.carers or () if one.fact.id == key]
        state = self._state = found[0] if found else None
        carer = state.carer if state else Carer()
        self.title.set_text(carer.name or words.tr("New carer"))
        for field, text in (
            (self.name, carer.name), (self.relation, carer.relation), (self.phone, carer.phone),
            (self.note, carer.note),
        ):  # fmt: skip
            field.set_text(text)
            field.set_wrong(False)
        self.permission.set_current(_key(state.permission if state else None))
        self.attends.set_current(_key(state.attends if state else None))
        self.informed.setChecked(bool(state and state.informed))
        self.resources.setChecked(bool(state and state.resources))
        self.end.setVisible(state is not None)
        if self.distress is not None:
            self.distress.setVisible(state is not None)
            self.distress.show_last(_last(state.distress if state else None))
        self.first = self.name

    def payload(self) -> dict[str, Any]:
        """What is to be kept: only what is new or other than before. Raises ValueError in a sentence."""
        name = self.name.text().strip()
        if not name:
            self.name.set_wrong(True)
            self.name.setFocus()
            raise ValueError(words.tr("Write the carer's name."))
        facts = (*self._who(name), *self._answers(name), *self._given(name))
        if not facts:
            raise ValueError(words.tr("Nothing has changed."))
        return {"facts": facts}

    def kept_words(self) -> str:
        """What is said after keeping."""
        return words.tr("Carer kept: {name}").format(name=self.name.text().strip())

    def _who(self, name: str) -> tuple[Said, ...]:
        carer = Carer(
            name=name, relation=self.relation.text().strip(), phone=self.phone.text().strip(),
            note=self.note.text().strip(),
        )  # fmt: skip
        if self._state is not None and self._state.carer == carer:
            return ()
        before = self._state.fact if self._state else None
        return (
            Said(kind=Kind.CARER, payload=carer, corrects=before, day=before.true_from if before else None),
        )

    def _renamed(self, name: str) -> bool:
        return self._state is None or self._state.carer.name != name

    def _answers(self, name: str) -> tuple[Said, ...]:
        """Under a new name every answer is said again, for it would be about nobody."""
        asked = (
            (Kind.CARER_PERMISSION, self.permission, self._state.permission if self._state else None),
            (Kind.CARER_ATTENDS, self.attends, self._state.attends if self._state else None),
        )
        found: list[Said] = []
        for kind, segments, before in asked:
            said = segments.current()
            if said and (self._renamed(name) or _key(before) != said):
                found.append(Said(kind=kind, payload=Answer(value=said == "yes", carer=name)))
        return tuple(found)

    def _given(self, name: str) -> tuple[Said, ...]:
        given = (
            (CONTACTS, self.informed, self._state.informed if self._state else None),
            (RESOURCES, self.resources, self._state.resources if self._state else None),
        )
        return tuple(
            Said(kind=Kind.ELEMENT, payload=_done(element, name))
            for element, box, before in given
            if box.isChecked() and (before is None or self._renamed(name))
        )

    def _end(self) -> None:
        if self._state is not None:
            self.ended.emit(self._state.fact)

    def _score(self, kind: Kind, payload: Payload, said: str) -> None:
        self.scored.emit(kind, payload, said)

    def carer_name(self) -> str:
        """Whom the form is about, as recorded."""
        return self._state.carer.name if self._state else ""

    def _lay_out(self) -> None:
        for field in (self.name, self.relation, self.phone, self.note):
            self.labelled(field)
        for segments in (self.permission, self.attends):
            self.labelled(segments)
        for box in (self.informed, self.resources):
            self.inner.addWidget(box)
        self.labelled(self.day)
        if self.distress is not None:
            self.inner.addWidget(self.distress)
            self.distress.taken.connect(self._score)
        self.inner.addLayout(row(self.end, None))
        self.end.clicked.connect(self._end)
        self.close_with_key()


def _key(fact: Fact | None) -> str:
    """An answer as a key: "" where nobody asked."""
    return {True: "yes", False: "no", None: ""}[says_yes(fact)]


def _last(fact: Fact | None) -> dict[str, Last]:
    """What was answered last, by item."""
    if fact is None or not isinstance(fact.payload, Assessment):
        return {}
    return {
        code: Last(values=(value,), day=fact.true_from, fact_id=fact.id)
        for code, value in fact.payload.answers
        if value is not None
    }


def _done(element: str, name: str) -> ElementEntry:
    return ElementEntry(element=element, status="done", carer=name)
