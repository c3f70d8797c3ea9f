"""A guest sees the patients in the care of the guest's person, in every list and by every question. Both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from operations.kit import Team

from mdt_app.application import load_guidance
from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.letter import Letter, LetterPart, Recipient
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.accounts import ChangeRoles, MakeAccount
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.guest import GuestReader
from mdt_app.operations.letter_life import IssueLetter
from mdt_app.operations.listings import meeting_rows, patient_rows
from mdt_app.operations.looking import looking
from mdt_app.operations.people import AddPerson
from mdt_app.operations.views import patient_view
from mdt_app.operations.work import Reader
from mdt_app.operations.worklists import look_through, work_lists

ON = date(2026, 10, 15)


class Practice:
    """A board with one meeting, two patients listed there, and a family doctor with a guest's account."""

    def __init__(self, team: Team) -> None:
        self.team, self.doctor = team, new_id()
        team.act(AddPerson, person_id=self.doctor, family="Benali", given="Samira")
        self.account = Account(
            id="guest", user="samira", name="Dr. Samira Benali", roles=("guest",), person_id=self.doctor
        )
        self.board = team.board()
        self.meeting = team.meeting(self.board)
        self.own, self.other = team.patient("Aerts"), team.patient("Aerden")
        team.with_gp(self.own, person_id=self.doctor)
        team.with_gp(self.other, "Dr. Willem Bos", new_id())
        self.listings = {one: team.listed(self.meeting, patient_id=one) for one in (self.other, self.own)}

    def looking(self, on: date = ON):  # type: ignore[no-untyped-def]
        return looking(self.account, self.team.database.reader, on)

    def sees(self, on: date = ON) -> set[str]:
        with self.looking(on) as reader:
            return {one.id for one in reader.find(Patient)}


@pytest.fixture
def practice(both: Team) -> Practice:
    return Practice(both)


def test_lists_hold_the_own_patients_alone_and_the_directory_whole(practice: Practice) -> None:
    own, other = practice.own, practice.other
    with practice.looking() as reader:
        assert [one.id for one in patient_rows(reader)] == [own]
        assert [one.id for one in patient_rows(reader, "aer", limit=1)] == [own]
        assert reader.find(Patient, id=[other]) == ()
        assert reader.find(Listing, patient_id=other) == ()
        assert (reader.count(Patient), reader.count(Case, patient_id=other)) == (1, 0)
        assert [one.cases for one in meeting_rows(reader)] == [1]
        view = agenda_view(reader, load_guidance(), practice.meeting)
        assert [one.listing.patient_id for one in view.rows] == [own]
        assert reader.get(Board, practice.board)
        assert reader.count(Person) == 1
        assert patient_view(reader, load_guidance(), own, ON)
        assert set(reader.notes(list(practice.listings.values()))) == set()
        assert {one.patient_id for one in reader.changes()} == {"", own}


def test_who_comes_into_the_guests_care_is_seen_at_the_next_look_and_who_leaves_it_is_not(
    practice: Practice,
) -> None:
    assert practice.sees() == {practice.own}
    practice.team.with_gp(practice.other, person_id=practice.doctor)
    assert practice.sees() == {practice.own, practice.other}
    practice.team.with_gp(practice.own, "Dr. Willem Bos", new_id())
    assert practice.sees() == {practice.other}


def test_what_was_given_up_half_way_is_not_remembered(practice: Practice) -> None:
    database, team = practice.team.database, practice.team
    assert practice.sees() == {practice.own}
    said = CareHolder(level="primary", person_id=practice.doctor, name="Dr. Samira Benali")
    fact = Fact(
        id=new_id(), patient_id=practice.other, kind=Kind.CARE_HOLDER, payload=said, true_from=ON,
        recorded_at=team.clock, recorded_by="owner",
    )  # fmt: skip
    with database.open_work(team.command(AddPerson, person_id=new_id(), family="Nobody")) as work:
        assert work.add_fact(fact)
        assert practice.other in work.patients_naming(practice.doctor)
    with database.reader() as reader:
        assert reader.patients_naming(practice.doctor) == (practice.own,)
    team.with_gp(practice.other, person_id=practice.doctor)
    with database.reader() as reader:
        assert set(reader.patients_naming(practice.doctor)) == {practice.own, practice.other}


def test_another_patient_is_refused_in_words_by_every_question(practice: Practice) -> None:
    other, listing = practice.other, practice.listings[practice.other]
    case = practice.team.get(Listing, listing).case_id
    with practice.looking() as reader:
        for look in (
            lambda: reader.get(Patient, other),
            lambda: reader.facts([practice.own, other]),
            lambda: reader.note(listing, "decision"),
            lambda: reader.note_updates(listing, "decision"),
            lambda: reader.versions(Case, case),
            lambda: reader.case_version(case),
        ):
            with pytest.raises(Refused, match="it sees only patients in the care of its person"):
                look()


def test_a_meeting_without_own_patients_is_not_shown_as_an_empty_one(practice: Practice) -> None:
    team = practice.team
    later = team.meeting(practice.board, date(2026, 10, 22))
    team.listed(later, patient_id=practice.other)
    with practice.looking() as reader:
        assert [one.id for one in meeting_rows(reader)] == [practice.meeting]
        assert reader.find(Meeting, id=later) == ()
        with pytest.raises(Refused, match="it sees only meetings with a patient in the care of its person"):
            agenda_view(reader, load_guidance(), later)


def test_a_guest_is_asked_everything_that_a_reader_can_be(practice: Practice) -> None:
    questions = {name for name in vars(Reader) if not name.startswith("_")}
    assert questions - {name for name in vars(GuestReader) if not name.startswith("_")} == set()


def test_work_lists_hold_and_count_the_own_patients_alone(practice: Practice) -> None:
    guidance, database = load_guidance(), practice.team.database
    assert (
        look_through(practice.looking, database.keep_standings, guidance, ON, "r", step=lambda _: True) == 1
    )
    assert look_through(database.reader, database.keep_standings, guidance, ON, "r", step=lambda _: True) == 1
    with practice.looking() as reader:
        lists = work_lists(reader, ON, "r")
        assert lists
        assert {(one.count, tuple(row.patient_id for row in one.rows)) for one in lists} == {
            (1, (practice.own,))
        }


def test_a_patient_is_seen_from_the_day_of_the_care_until_somebody_else_holds_it(practice: Practice) -> None:
    team, own = practice.team, practice.own
    assert practice.sees(date(2026, 1, 4)) == set()
    assert practice.sees() == {own}
    team.with_gp(own, "Dr. Willem Bos", since=ON)
    assert practice.sees(ON - timedelta(days=1)) == {own}
    assert practice.sees() == set()
    team.with_gp(own, person_id=practice.doctor, since=ON, task="symptoms")
    assert practice.sees() == {own}


def test_a_guest_of_no_person_sees_nobody_and_is_not_made(practice: Practice) -> None:
    team = practice.team
    reader = {"user": "els", "name": "", "roles": ("guest",)}
    with pytest.raises(Refused, match="this account names none"):
        team.act(MakeAccount, account_id=new_id(), **reader)
    els = new_id()
    team.act(MakeAccount, account_id=els, **(reader | {"roles": ("auditor",)}))
    with pytest.raises(Refused, match="this account names none"):
        team.act(ChangeRoles, account_id=els, roles=("guest", "auditor"))
    practice.account = Account(id=els, user="els", name="Els", roles=("guest",))
    assert practice.sees() == set()


def test_with_another_role_that_reads_a_guest_sees_all(practice: Practice) -> None:
    team = practice.team
    for roles, everybody in ((("guest", "auditor"), False), (("guest", "secretary"), True)):
        practice.account = Account(id="g", user="g", name="G", roles=roles, person_id=practice.doctor)
        assert (practice.sees() == {practice.own, practice.other}) is everybody
    assert team.find(Patient)


def test_a_guest_alone_writes_nothing_about_patients() -> None:
    """So that to limit what a guest reads is enough: whoever may write about patients reads them all."""
    alone = {Right.READ, Right.AUDIT, Right.ADMINISTER}
    assert RIGHTS["guest"] == {Right.READ}
    assert [role for role, rights in RIGHTS.items() if not rights <= alone and Right.READ not in rights] == []


def test_a_guest_reads_no_stored_letter_of_another_patient(practice: Practice) -> None:
    letters = {patient: kept_letter(practice, patient) for patient in (practice.own, practice.other)}
    with practice.looking() as reader:
        assert reader.letter_file(letters[practice.own], LetterPart.PDF) == b"%PDF"
        assert [one.id for one in reader.find(Letter)] == [letters[practice.own]]
        with pytest.raises(Refused, match="sees only patients"):
            reader.letter_file(letters[practice.other], LetterPart.PDF)


def kept_letter(practice: Practice, patient: str) -> str:
    """A letter about a patient with stored bytes; gives its id."""
    listing = practice.team.get(Listing, practice.listings[patient])
    letter = Letter(
        id=new_id(), case_id=listing.case_id, patient_id=patient, listing_id=listing.id, level="primary",
        number="P1", recipient=Recipient(name="Dr. Maes"),
    )  # fmt: skip
    with practice.team.database.open_work(practice.team.command(IssueLetter, letter_id=letter.id)) as work:
        work.put(letter)
        work.keep_letter_file(letter, LetterPart.PDF, b"%PDF")
        work.commit()
    return letter.id
