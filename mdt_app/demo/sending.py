"""The day after a meeting its letters are reviewed, issued and sent; some still wait, and one had to be corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from mdt_app.demo import show_case
from mdt_app.demo.boards import LUNG, meeting_id, workday
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.german_case import GERMAN
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.contents import LetterContent, PatientContent
from mdt_app.domain.letters.dispatch import address_by, way_of
from mdt_app.domain.letters.letter import Letter, Silence
from mdt_app.domain.payloads import Allergy
from mdt_app.domain.people import CareLevel
from mdt_app.operations.agenda import PlanMeeting
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import Command
from mdt_app.operations.dispatching import Due, SendLetter, due_list
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import (
    CorrectLetter,
    IssueLetter,
    Press,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    WithdrawLetter,
)
from mdt_app.operations.work import OpenReader

DESK = "demo-letters"
HOUR = "16:00"
SENT, REVIEWED = 2, 3
"""So many cases of the newest meeting are out, and after so many the others are still to be reviewed."""

SHOWN = show_case.NAME[1]
"""Of this patient all four letters are still drafts."""

UNSENT = GERMAN.name[1]
"""Of this patient all four letters are reviewed; nobody has issued them, and they are late."""

CORRECTED = -2
"""The thoracic meeting of which one GP letter went out twice."""

ALLERGY = Allergy(text="Ciprofloxacin", reaction="rash")
CHANGED = "The allergy to ciprofloxacin was missing."
MISTAKEN = "The dose looked wrong."
WITHDRAWN = "The dose was right: the pharmacy confirmed it."
REMARK = "The night number of home care is missing: ask the practice."


@dataclass
class Desk:
    """A reviewer and a secretary at work, with the clock of that day."""

    clerk: Clerk
    write: Callable[[Command], Any]
    open_reader: OpenReader
    press: Press
    number: int = 0
    clock: datetime = datetime.min.replace(tzinfo=UTC)

    def act(self, kind: type[Command], /, **said: Any) -> None:
        self.number += 1
        self.clock += timedelta(seconds=5)
        id = self.clerk.id(f"letters/{self.number}")
        self.write(kind(id=id, actor=self.clerk.actor, desk=DESK, number=self.number, at=self.clock, **said))

    def pauses(self, planned: Iterable[Command]) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """When somebody sits down to letters, and what is done then."""
        corrected = meeting_id(self.clerk, LUNG, CORRECTED)
        for at, meeting, newest in afternoons(self.clerk, planned):
            yield at, partial(self.work, meeting, at, newest)
            if meeting == corrected:
                again = moment(workday(at.date() + timedelta(days=1)), "10:00")
                yield again, partial(self.correct, meeting, again)

    def work(self, meeting: str, at: datetime, newest: bool) -> None:
        """One meeting's letters on one afternoon; what lacks something stays a draft."""
        self.clock = at
        lines = [one for one in self._lines(meeting) if one.patient.family != SHOWN]
        cases = list(dict.fromkeys(one.letter.listing_id for one in lines))
        for place, listing_id in enumerate(cases):
            mine = [one for one in lines if one.letter.listing_id == listing_id]
            if newest and place >= REVIEWED:
                continue
            reviewed = self._review(listing_id, [one.letter for one in mine])
            if mine[0].patient.family == UNSENT:
                continue
            if not newest or place < SENT:
                self._send(reviewed)
            elif reviewed:
                self.act(ReturnLetter, letter_id=reviewed[0].id, remark=REMARK)

    def correct(self, meeting: str, at: datetime) -> None:
        """A GP rings: an allergy was missing. The letter goes out again, and says what changed.

        Of another letter a correction was begun, and withdrawn once somebody had asked.
        """
        self.clock = at
        sent = [one.letter for one in self._lines(meeting) if one.is_out]
        to_gp = [one for one in sent if one.level == CareLevel.PRIMARY]
        for old in to_gp[:1]:
            self.act(
                RecordFact,
                fact_id=self.clerk.id("fact/missing-allergy"),
                patient_id=old.patient_id,
                kind=Kind.ALLERGY,
                payload=ALLERGY,
                true_from=at.date(),
            )
            new_id = self.clerk.id("letters/corrected")
            self.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id, changed=CHANGED)
            with self.open_reader() as reader:
                new = reader.get(Letter, new_id)
            self._send(self._review(new.listing_id, [new]))
        for old in to_gp[1:2]:
            new_id = self.clerk.id("letters/withdrawn")
            self.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id, changed=MISTAKEN)
            self.act(WithdrawLetter, letter_id=new_id, reason=WITHDRAWN)

    def _lines(self, meeting: str) -> tuple[Due, ...]:
        with self.open_reader() as reader:
            return due_list(reader, self.press.guidance, meeting)

    def _review(self, listing_id: str, letters: Iterable[Letter]) -> list[Letter]:
        """Those of one case that lack nothing; that one of them is reviewed changes none of the others."""
        done = []
        with self.open_reader() as reader:
            record = self.press.record(reader, listing_id, self.clock.date())
        for letter in letters:
            if _asked_not_to_write(self.press.content_now(record, letter)):
                self.act(SetLetter, letter_id=letter.id, silence=Silence.SAID)
                letter = replace(letter, silence=Silence.SAID)
            try:
                self.act(ReviewLetter, letter_id=letter.id, seen=self.press.fingerprint(record, letter))
            except Refused:
                continue
            done.append(letter)
        return done

    def _send(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            try:
                self.act(IssueLetter, letter_id=letter.id)
            except Refused:
                continue
            how = way_of(letter.recipient)
            self.act(
                SendLetter,
                dispatch_id=self.clerk.id(f"dispatch/{letter.id}"),
                letter_id=letter.id,
                to_name=letter.recipient.name,
                address=address_by(letter.recipient, how),
                how=how,
            )


def _asked_not_to_write(content: LetterContent) -> bool:
    return isinstance(content, PatientContent) and content.asked_not_to_write


def afternoons(clerk: Clerk, planned: Iterable[Command]) -> list[tuple[datetime, str, bool]]:
    """(when, meeting id, whether it is the newest of its board) of every meeting whose next afternoon is over."""
    planned = tuple(planned)
    board_of = {one.meeting_id: one.board_id for one in planned if isinstance(one, PlanMeeting)}
    closed = [one for one in planned if isinstance(one, CloseMeeting)]
    newest = {board_of[one.meeting_id]: one.meeting_id for one in closed}
    found = []
    for one in closed:
        at = moment(workday(one.at.date() + timedelta(days=1)), HOUR)
        if at < moment(clerk.today, "00:00"):
            found.append((at, one.meeting_id, newest[board_of[one.meeting_id]] == one.meeting_id))
    return found
