"""What the team remarks for itself leaves it on no paper, in no export, and in no view made for others."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from operations.kit import Team
from pypdf import PdfReader

from mdt_app.application import Application, load_guidance
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda import Listing
from mdt_app.domain.decisions import Discussion
from mdt_app.exchange.outgoing.bundle import bundle
from mdt_app.letters.attendance_list import render_attendance_list
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.attendance_list import attendance_list
from mdt_app.operations.exporting import outgoing_patient
from mdt_app.operations.fields import SetField
from mdt_app.operations.letter_records import letter_record

SECRET = "Kanarienvogel"
LEVELS = ("primary", "secondary", "tertiary", "patient")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team.at(tmp_path)
    yield made
    made.database.close()


def decided(team: Team) -> tuple[Application, str, str]:
    """A closed meeting with one decided case, about which the team remarked something."""
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.act(OpenMeeting, meeting_id=meeting)
    team.write(listing, "CT: new lesions.", "discussion")
    team.write(listing, "Comfort first.")
    for field in ("remarks", "reasons", "plain_short"):
        value = SECRET if field == "remarks" else "Stands on paper."
        team.act(SetField, entity="discussion", entity_id=listing, field=field, value=value, base_version=0)
    team.close(meeting)
    assert team.get(Discussion, listing).remarks == SECRET
    return (
        Application(database=team.database, account=team.account, guidance=load_guidance()), meeting, listing,
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_no_letter_says_what_the_team_keeps_to_itself(team: Team) -> None:
    app, _, listing = decided(team)
    with app.reader() as reader:
        record = letter_record(reader, app.guidance, listing, app.now().date())
    texts = {level: text_of(app.press.drawn(record, level)) for level in LEVELS}
    assert any("Comfort first" in one for one in texts.values())
    assert [level for level, text in texts.items() if SECRET in text] == []


def test_no_agenda_and_no_attendance_list_says_it(team: Team) -> None:
    app, meeting, _ = decided(team)
    with app.reader() as reader:
        agenda = agenda_view(reader, app.guidance, meeting)
        attended = attendance_list(reader, app.guidance, meeting)
    assert "Peeters" in text_of(app.render_agenda(agenda))
    assert SECRET not in text_of(app.render_agenda(agenda)) + repr(agenda)
    assert SECRET not in text_of(render_attendance_list(attended, letter_texts())) + repr(attended)


def test_no_export_says_it(team: Team) -> None:
    app, _, listing = decided(team)
    patient = team.get(Listing, listing).patient_id
    with app.reader() as reader:
        made = bundle(outgoing_patient(reader, patient, app.now()), app.now().date())
    assert b"Comfort first." in made.content
    assert SECRET.encode() not in made.content
