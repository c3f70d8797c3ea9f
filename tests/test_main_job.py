"""The whole main job, from an empty database and the shipped example file to four letters with the right names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.agenda import Letterhead, Listing, Meeting, QuorumRule, Rhythm
from mdt_app.domain.attendance import Attendance, Presence
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.checks import MOST_PAGES, Lacking
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import CareLevel, Patient, Person
from mdt_app.exchange.reading import read_file
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import MakeBoard, OpenMeeting, PlanMeeting
from mdt_app.operations.attendance import MarkPresent
from mdt_app.operations.closing import CloseMeeting, ReopenMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, WriteNote
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.importing import Imported
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.people import AddPatient
from mdt_app.operations.views import case_view

EXAMPLES = Path(__file__).parent.parent / "examples"
NOW = datetime(2026, 11, 19, 12, tzinfo=UTC)
GP, ONCOLOGIST, TEAM = "Dr Jonas De Smedt", "Dr Nkechi Okafor-Peeters", "Palliative home-care team Amberdal"
HEAD = Letterhead(
    hospital="St Elsewhere Hospital", unit="Oncology", patient_unit="Day clinic 3",
    address=("Hospital Street 1", "9999 Amberdal"), contact="An Smits, nurse", day_phone="09 000 12 10",
    day_hours="8:30 to 17:00", night_who="Nurse on call", night_phone="09 000 12 99", doctor_line="09 000 12 00",
)  # fmt: skip
PLAIN = {
    "plain_short": "No more chemotherapy.\nRadiation for your back.",
    "plain_disease": "The cancer has grown.",
    "plain_feel": "The radiation should ease the pain.",
    "plain_length": "One radiation, on one day.",
    "plain_again": "We call you after two weeks.",
    "red_flags": "sudden weakness in your legs",
}


class Desk:
    """One account at a new database. `do` carries a command out; `one` finds the only thing of a kind."""

    def __init__(self, app: Application) -> None:
        self.app = app

    def do(self, kind: Any, /, **payload: Any) -> None:
        self.app.write(self.app.command(kind, **payload))

    def all(self, kind: type[Any], **where: Any) -> tuple[Any, ...]:
        with self.app.reader() as reader:
            return reader.find(kind, **where)

    def one(self, kind: type[Any], **where: Any) -> Any:
        (found,) = self.all(kind, **where)
        return found

    def person(self, name: str) -> Person:
        found: list[Person] = [one for one in self.all(Person) if one.name == name]
        assert len(found) == 1
        return found[0]

    def take_in(self, name: str, meeting_id: str) -> list[Imported]:
        file = read_file(EXAMPLES / name)
        assert file.error == ""
        return [self.app.take_in(file.path, one, meeting_id) for one in file.patients]

    def printed(self, level: str, listing_id: str) -> str:
        """A letter's text, its lines run together."""
        with self.app.reader() as reader:
            record = letter_record(reader, self.app.guidance, listing_id, NOW.date(), False)
        document = pypdfium2.PdfDocument(self.app.press.drawn(record, level))
        try:
            pages = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
        assert all("Vandeputte" in page for page in pages)
        return " ".join("\n".join(pages).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(Application, "now", lambda _: NOW.astimezone())
    with application.create(str(tmp_path / "boards.db"), "sofie", "a long password") as app:
        yield Desk(app)


@pytest.fixture
def meeting_id(desk: Desk) -> str:
    """A board that meets on Thursdays, and its first meeting with the example's patients listed."""
    board_id, meeting_id = new_id(), new_id()
    desk.do(
        MakeBoard, board_id=board_id, name="Thoracic oncology board", prefix="LUNG",
        quorum=(QuorumRule(discipline="oncology"), QuorumRule(discipline="", minimum=2)),
        rhythm=Rhythm(weekday=3, time="13:00", weeks=1, minutes=90), letterhead=HEAD,
    )  # fmt: skip
    desk.do(PlanMeeting, meeting_id=meeting_id, board_id=board_id, starts_at=NOW)
    for name in ("one-patient.json", "worklist.csv"):
        desk.take_in(name, meeting_id)
    return meeting_id


def decided(desk: Desk, meeting_id: str) -> str:
    """The example's patient discussed and decided at an open meeting; gives the listing's id."""
    patient = desk.one(Patient, family="Vandeputte")
    listing_id: str = desk.one(Listing, patient_id=patient.id).id
    desk.do(OpenMeeting, meeting_id=meeting_id)
    for name, how in ((GP, Presence.PHONE), (ONCOLOGIST, Presence.ON_SITE)):
        desk.do(MarkPresent, listing_id=listing_id, person_id=desk.person(name).id, presence=how)
    team = CareHolder(level="tertiary", name=TEAM, person_id=desk.person(TEAM).id)
    desk.do(
        RecordFact, fact_id=new_id(), patient_id=patient.id, kind=Kind.CARE_HOLDER, payload=team,
        true_from=NOW.date(),
    )  # fmt: skip
    desk.do(DecideCriterion, patient_id=patient.id, criterion="N1", decision="refer")
    update = MergeText(()).replace(0, 0, "No third-line chemotherapy. Comfort first.")
    desk.do(WriteNote, listing_id=listing_id, name="decision", update=update)
    for what, owner, day in (
        ("Radiotherapy of T8", ONCOLOGIST, 30), ("First home visit", TEAM, 24), ("Raise oxycodone", GP, 23),
    ):  # fmt: skip
        desk.do(
            AddRecommendation, recommendation_id=new_id(), listing_id=listing_id, what=what, owner=owner,
            owner_id=desk.person(owner).id, due=date(2026, 11, day), plain=f"In plain words: {what}.",
        )  # fmt: skip
    for field, words in PLAIN.items():
        desk.do(SetField, entity="discussion", entity_id=listing_id, field=field, value=words, base_version=0)
    return listing_id


def test_from_an_empty_database_and_the_example_file_to_four_letters(desk: Desk, meeting_id: str) -> None:
    assert desk.app.recovery_key
    listing_id = decided(desk, meeting_id)
    desk.do(CloseMeeting, meeting_id=meeting_id)
    assert desk.one(Case, number="LUNG-2026-0001").asked_on == date(2026, 11, 12)
    letters = {one.level: one.recipient for one in desk.all(Letter)}
    assert {level: one.name for level, one in letters.items()} == {
        "primary": GP, "secondary": ONCOLOGIST, "tertiary": TEAM, "patient": "Mrs Agnes Vandeputte",
    }  # fmt: skip
    assert [one.missing for one in letters.values()] == ["", "", "", ""]
    primary = desk.printed("primary", listing_id)
    assert "Kouterplein 8" in primary
    said = "No third-line chemotherapy. Comfort first. Radiotherapy of T8 30 Nov. First home visit 24 Nov."
    assert said in primary
    assert "by 23 Nov Raise oxycodone" in primary
    assert "sofie" not in primary
    secondary = desk.printed("secondary", listing_id)
    assert "Quorum met" in secondary
    assert "No third-line chemotherapy." in secondary
    assert f"phone {GP}" in secondary
    tertiary = desk.printed("tertiary", listing_id)
    assert "First home visit, by Tuesday 24 November." in tertiary
    assert "Her GP, Dr De Smedt, took part (phone)." in tertiary.replace("Jonas ", "")
    assert "No third-line chemotherapy." in tertiary
    patient = desk.printed("patient", listing_id)
    assert "Geachte mevrouw Vandeputte" in patient  # her own language, whatever the desk speaks
    assert "In plain words: Radiotherapy of T8." in patient
    for text in (primary, secondary, tertiary, patient):
        assert "not written yet" not in text


MORE_ADVICE: tuple[tuple[str, str, date, dict[str, str]], ...] = (
    ("No third-line chemotherapy for now", ONCOLOGIST, date(2026, 11, 19), {"condition": "asked again if stronger"}),
    ("Joint consultation of oncology and palliative care", TEAM, date(2026, 12, 3), {"kind": "supportive"}),
    ("Discuss code status and representative with her", GP, date(2026, 12, 1), {"kind": "talk"}),
    ("Reassessment: pain, ECOG, aims", ONCOLOGIST, date(2026, 12, 17),
     {"kind": "reassessment", "reason": "the effect of radiotherapy is known by then"}),
)  # fmt: skip


def test_the_examples_letter_to_the_gp_holds_one_page_with_seven_recommendations(
    desk: Desk, meeting_id: str
) -> None:
    listing_id = decided(desk, meeting_id)
    for what, owner, due, more in MORE_ADVICE:
        desk.do(
            AddRecommendation, recommendation_id=new_id(), listing_id=listing_id, what=what, owner=owner,
            owner_id=desk.person(owner).id, due=due, plain=what, **more,
        )  # fmt: skip
    desk.do(CloseMeeting, meeting_id=meeting_id)
    with desk.app.reader() as reader:
        record = letter_record(reader, desk.app.guidance, listing_id, NOW.date(), False)
    for letter in record.letters:
        check = desk.app.press.check(record, letter)
        written_in_english = [one.kind for one in check.lacks]  # in the patient's letter, which is in Dutch
        assert written_in_english == ([Lacking.LANGUAGE] if letter.level == CareLevel.PATIENT else [])
        assert check.pages <= MOST_PAGES[CareLevel(letter.level)]
    text = desk.printed("primary", listing_id)
    for what, *_ in MORE_ADVICE:
        assert what in text


def test_who_holds_the_care_is_the_person_who_is_marked_at_the_meeting(desk: Desk, meeting_id: str) -> None:
    listing_id = decided(desk, meeting_id)
    with desk.app.reader() as reader:
        view = case_view(reader, desk.app.guidance, listing_id)
    here = {one.person_id: one.presence for one in view.attendance}
    holders = view.background.holders
    assert here[holders["primary"].person_id] == Presence.PHONE
    assert here[holders["secondary"].person_id] == Presence.ON_SITE
    assert len([one for one in desk.all(Person) if one.name == GP]) == 1


def test_the_examples_read_twice_change_nothing(desk: Desk, meeting_id: str) -> None:
    kinds = (Patient, Person, Case, Listing, Attendance)
    before = [desk.all(kind) for kind in kinds]
    for name in ("one-patient.json", "worklist.csv"):
        assert {one.state for one in desk.take_in(name, meeting_id)} == {"unchanged"}
    assert [desk.all(kind) for kind in kinds] == before


def test_what_was_not_discussed_waits_on_the_next_meeting_and_reopening_leaves_it(
    desk: Desk, meeting_id: str
) -> None:
    desk.do(AddPatient, patient_id=new_id(), family="Peeters", given="Anna")
    decided(desk, meeting_id)
    desk.do(CloseMeeting, meeting_id=meeting_id)
    desk.do(ReopenMeeting, meeting_id=meeting_id, reason="the dose was wrong")
    desk.do(CloseMeeting, meeting_id=meeting_id)
    (following,) = [one for one in desk.all(Meeting) if one.id != meeting_id]
    assert following.starts_at.date() == date(2026, 11, 26)
    assert len(desk.all(Listing, meeting_id=following.id)) == 3
    assert len(desk.all(Letter)) == 4
