"""A decided case whose letters lack nothing, so that they can be reviewed, issued and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from operations.kit import Team, press

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import CareHolder
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.operations.letter_life import (
    CorrectLetter,
    IssueLetter,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    WithdrawLetter,
)
from mdt_app.operations.letters import TakeUpLetter
from mdt_app.operations.people import AddPerson

HEAD = Letterhead(
    hospital="AZ Voorbeeld",
    unit="Oncology",
    address=("Kerkstraat 1", "3500 Hasselt"),
    day_phone="011 30 90 00",
    night_phone="011 30 91 11",
)
PLAIN = {
    "knows": "the cancer has grown",
    "plain_short": "We advise to stop the chemotherapy.",
    "plain_disease": "The cancer has grown.",
    "plain_feel": "You may feel less sick.",
    "plain_length": "There is no treatment by drip.",
    "plain_again": "We see you on 3 November.",
    "red_flags": "fever above 38 °C\nsudden pain in the back",
}


LATER_DAY = date(2026, 11, 5)
"""Of the meeting at which the same patient is decided on again."""


@dataclass(frozen=True)
class SignedBy:
    """Reads one name in whatever is signed."""

    name: str

    def signer(self, signed: bytes, at: datetime) -> str:
        return self.name


@dataclass
class Decided:
    """A closed meeting with one decided case; `letter(level)` gives its newest letter."""

    team: Team
    board_id: str
    meeting_id: str
    listing_id: str
    patient_id: str
    gp_id: str

    def letter(self, level: str = "primary") -> Letter:
        found = self.team.find(Letter, listing_id=self.listing_id, level=level)
        return max((one for one in found if one.state != LetterState.WITHDRAWN), key=lambda one: one.version)

    def correct(self, level: str = "primary", changed: str = "the address") -> Letter:
        """A newer version of a letter is begun, because the GP has moved."""
        old = self.letter(level)
        set_field(self.team, "person", self.gp_id, "address", ["Nieuwstraat 9", f"{3600 + old.version} Genk"])
        self.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed=changed)
        return self.letter(level)

    def record(self) -> LetterRecord:
        with self.team.database.reader() as reader:
            return press().record(reader, self.listing_id, self.team.clock.date())

    def review(self, level: str = "primary") -> Letter:
        letter = self.letter(level)
        self.team.act(ReviewLetter, letter_id=letter.id, seen=press().fingerprint(self.record(), letter))
        return self.letter(level)

    def issue(self, level: str = "primary") -> Letter:
        self.review(level)
        return self.issue_reviewed(level)

    def issue_reviewed(self, level: str = "primary") -> Letter:
        self.team.act(IssueLetter, letter_id=self.letter(level).id)
        return self.letter(level)


def decided(team: Team, prefix: str = "LUNG", *, tertiary: bool = True) -> Decided:
    """Everybody has an address and a phone, and the patient's words are written; `tertiary`: with a palliative team."""
    board_id = new_id()
    team.act(MakeBoard, board_id=board_id, name="Thoracic oncology board", prefix=prefix, letterhead=HEAD)
    meeting_id = team.meeting(board_id)
    patient_id = team.patient("Colpaert", "Martine", sex="female", address=("Dorpsstraat 2", "3500 Hasselt"))
    listing_id = team.listed(meeting_id, patient_id=patient_id)
    levels = ("primary", "secondary", *(["tertiary"] if tertiary else []))
    people = {level: holder(team, patient_id, level) for level in levels}
    add_recommendation(team, listing_id, people["primary"])
    for name, words in PLAIN.items():
        set_field(team, "discussion", listing_id, name, words)
    team.close(meeting_id)
    return Decided(team, board_id, meeting_id, listing_id, patient_id, people["primary"])


def decide_again(case: Decided, *, close: bool = True, day: date = LATER_DAY) -> str:
    """The patient is decided on at a later meeting of the same board; gives its id."""
    team = case.team
    meeting_id = team.meeting(case.board_id, day)
    listing_id = team.listed(meeting_id, patient_id=case.patient_id)
    add_recommendation(team, listing_id, case.gp_id)
    for name, words in PLAIN.items():
        set_field(team, "discussion", listing_id, name, words)
    team.clock = max(team.clock, team.clock.replace(year=day.year, month=day.month, day=day.day, hour=15))
    if close:
        team.close(meeting_id)
    return meeting_id


def holder(team: Team, patient_id: str, level: str) -> str:
    """Somebody who holds a level of care, in the directory with address and phone; gives the id."""
    person_id = new_id()
    role = {"primary": "gp", "secondary": "oncology", "tertiary": "palliative"}[level]
    team.act(
        AddPerson, person_id=person_id, family=f"De {role.title()}", given="Lieve", title="Dr.",
        discipline=role, level=level, phone="011 22 33 44", address=("Molenweg 3", "3500 Hasselt"),
    )  # fmt: skip
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.CARE_HOLDER,
        payload=CareHolder(level=level, name=f"Dr. Lieve De {role.title()}", role=role, person_id=person_id),
        true_from=team.clock.date(),
    )  # fmt: skip
    return person_id


def add_recommendation(team: Team, listing_id: str, owner_id: str) -> None:
    team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing_id, what="Stop the chemotherapy",
        owner_id=owner_id, plain="We stop the chemotherapy",
    )  # fmt: skip


def set_field(team: Team, entity: str, id: str, field: str, value: object) -> None:
    """Write one field as it stands now."""
    with team.database.reader() as reader:
        version = reader.versions(EDITABLE[entity][0], id).get(field, 0)
    team.act(SetField, entity=entity, entity_id=id, field=field, value=value, base_version=version)


def of_the_letters(team: Team) -> Iterator[Command]:
    """Every command of a letter's life, one after the other, on a decided case of its own."""
    case = decided(team, "THOR")
    letter = case.letter()
    yield team.command(SetLetter, letter_id=letter.id, language="en")
    seen = press().fingerprint(case.record(), case.letter())
    yield team.command(ReviewLetter, letter_id=letter.id, seen=seen)
    yield team.command(ReturnLetter, letter_id=letter.id, remark="The dose is missing.")
    case.review()
    yield team.command(IssueLetter, letter_id=letter.id)
    yield team.command(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST,
    )  # fmt: skip
    yield team.command(CorrectLetter, letter_id=letter.id, new_letter_id=new_id(), changed="the dose")
    yield team.command(WithdrawLetter, letter_id=case.letter().id, reason="The dose was right.")
    decide_again(case)
    older = case.letter("patient").id
    team.act(WithdrawLetter, letter_id=older, reason="The newer letter is enough.")
    yield team.command(TakeUpLetter, letter_id=older, new_letter_id=new_id())
