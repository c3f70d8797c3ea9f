"""After a record is erased its meeting, lists and letters are still shown, and say nothing of the patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from operations.kit import KEY, Team, press
from operations.letters_kit import Decided, decided
from sqlalchemy import func, select
from store.decrypted import plain_pages

from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.people import Patient
from mdt_app.operations.actions import open_actions
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.closing_view import closing_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.exporting import outgoing_patient
from mdt_app.operations.history import case_histories
from mdt_app.operations.letter_life import CorrectLetter, IssueLetter
from mdt_app.operations.letter_stages import Stage, desk_lines
from mdt_app.operations.listings import letter_rows, patient_rows
from mdt_app.operations.palliative_view import palliative_view
from mdt_app.operations.people import AddPatient
from mdt_app.operations.planning_wishes import planning_view
from mdt_app.operations.projected import projected_room
from mdt_app.operations.requests_view import asking_view, request_rows
from mdt_app.operations.today import today_view
from mdt_app.operations.views import case_view, patient_view
from mdt_app.operations.work import Reader
from mdt_app.operations.worklists import standings
from mdt_app.planner.rhythm import next_start
from mdt_app.store import tables
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems

OF_PATIENT = (
    "Colpaert",
    "Martine",
    "Dorpsstraat 2",
    "colpaert",
    "Stop the chemotherapy",
    "sudden pain in the back",
)
LEVELS = ("primary", "secondary", "patient")
WHY = "The patient asked for it."


@pytest.fixture
def erased(tmp_path: Path) -> Decided:
    """Of three issued letters one is sent and corrected, one sent, one not; then the patient's record was erased."""
    case = decided(Team.at(tmp_path))
    for level in LEVELS:
        case.issue(level)
    send(case, case.letter())
    send(case, case.letter("patient"))
    case.correct()
    case.issue()
    case.correct("secondary")
    erase(case)
    return case


def send(case: Decided, letter: Letter) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST, file=f"{letter.recipient.name}.pdf",
    )  # fmt: skip


def erase(case: Decided) -> tuple[str, ...]:
    with case.team.database.open_work(case.team.command(IssueLetter, letter_id="")) as work:
        named = work.erase(case.patient_id, WHY)
        work.commit()
    return named


def test_nothing_of_the_patient_is_in_the_file_any_more_and_the_record_holds(erased: Decided) -> None:
    path = erased.team.database.path
    assert path is not None
    whole = b"".join(plain_pages(path, KEY))
    assert [word for word in OF_PATIENT if word.encode() in whole] == []
    assert b"Thoracic oncology board" in whole
    assert verify(erased.team.database).intact
    assert problems(erased.team.database) == ()


def test_issued_letters_are_left_with_their_hash_and_drafts_are_gone(erased: Decided) -> None:
    found = erased.team.find(Letter, order=("number", "version"))
    assert [(one.number, one.version, one.state) for one in found] == [
        ("F1", 1, LetterState.ISSUED),
        ("P1", 1, LetterState.SUPERSEDED),
        ("P1", 2, LetterState.ISSUED),
        ("S1", 1, LetterState.ISSUED),
    ]
    assert all(len(one.sha256) == 64 for one in found)


Look = Callable[[Reader, Decided], Any]
LOOKS: dict[str, Look] = {
    "the letters of all boards": lambda reader, _: due_list(reader, press().guidance),
    "the letters of the meeting": lambda reader, case: due_list(reader, press().guidance, case.meeting_id),
    "the rows of letters": lambda reader, case: letter_rows(reader, case.meeting_id),
    "the patients": lambda reader, _: patient_rows(reader),
    "the agenda": lambda reader, case: agenda_view(reader, press().guidance, case.meeting_id),
    "the planning": lambda reader, case: planning_view(reader, press().guidance, case.meeting_id),
    "the closing": lambda reader, case: closing_view(reader, case.meeting_id, next_start),
    "the case": lambda reader, case: case_view(reader, press().guidance, case.listing_id),
    "the projected room": lambda reader, case: projected_room(
        reader, press().guidance, case.meeting_id, case.listing_id, case.team.clock.date()
    ),
    "the history": lambda reader, case: case_histories(reader, case.patient_id),
    "the actions": lambda reader, case: open_actions(reader, case.team.account, case.team.clock.date()),
    "the requests": lambda reader, case: request_rows(reader, case.team.account, case.team.clock.date()),
    "a new request": lambda reader, case: asking_view(
        reader, case.team.account, case.patient_id, case.team.clock.date()
    ),
    "the patient": lambda reader, case: patient_view(
        reader, press().guidance, case.patient_id, case.team.clock.date()
    ),
    "the palliative view": lambda reader, case: palliative_view(
        reader, press().guidance, case.patient_id, case.team.clock.date()
    ),
    "what waits": lambda reader, case: standings(reader, press().guidance, case.team.clock.date(), "1"),
    "today": lambda reader, case: today_view(
        reader, case.team.clock, "1", case.team.account, press().guidance
    ),
    "the record of letters": lambda reader, case: press().record(
        reader, case.listing_id, case.team.clock.date()
    ),
    "an export": lambda reader, case: outgoing_patient(reader, case.patient_id, case.team.clock),
}


def test_every_list_is_still_shown_and_says_nothing_of_the_patient(erased: Decided) -> None:
    for name, look in LOOKS.items():
        with erased.team.database.reader() as reader:
            shown = repr(look(reader, erased))
        assert [word for word in OF_PATIENT if word in shown] == [], name


def test_no_letter_is_due_any_more(erased: Decided) -> None:
    with erased.team.database.reader() as reader:
        assert reader.letters_still_due() == ()
        assert [one for one in due_list(reader, press().guidance, erased.meeting_id) if one.due] == []


def test_a_letter_that_was_erased_unsent_stands_on_no_list_of_work(erased: Decided) -> None:
    with erased.team.database.reader() as reader:
        listed = desk_lines(reader, press().guidance, erased.meeting_id)
        todays = desk_lines(reader, press().guidance, newest=0)
    assert [(one.due.letter.number, one.stage) for one in listed] == [("F1", Stage.OUT)]
    assert todays == ()


def test_nothing_waits_about_a_patient_whose_record_was_erased(erased: Decided) -> None:
    day = erased.team.clock.date() + timedelta(days=200)
    with erased.team.database.reader() as reader:
        (standing,) = standings(reader, press().guidance, day, "1")
    assert (standing.patient_id, standing.waits) == (erased.patient_id, ())


def test_a_letter_that_was_erased_is_not_sent(erased: Decided) -> None:
    with pytest.raises(Refused, match="Say to whom S1 was sent"):
        send(erased, erased.letter("secondary"))


@pytest.mark.parametrize(("family", "given", "number"), [("Zorro", "Zoe", "2026"), ("Ha", "Mo", "998877")])
def test_what_is_said_of_others_stays_where_a_number_or_a_name_only_happens_to_stand_in_it(
    tmp_path: Path, family: str, given: str, number: str
) -> None:
    case = decided(Team.at(tmp_path))
    patient_id = new_id()
    case.team.act(
        AddPatient, patient_id=patient_id, family=family, given=given, identifiers=(("urn:mrn", number),)
    )
    before = kept_commands(case)
    with case.team.database.open_work(case.team.command(IssueLetter, letter_id="")) as work:
        named = work.erase(patient_id, WHY)
        work.commit()
    assert kept_commands(case) == before - 1 + 1, "his own went, the erasure came"
    assert any("command may still name the patient in payload" in one for one in named)


def kept_commands(case: Decided) -> int:
    query = select(func.count()).where(tables.command.c.payload.is_not(None))
    with case.team.database.engine.connect() as connection:
        return int(connection.scalar(query) or 0)


def test_the_name_says_that_the_record_was_erased(erased: Decided) -> None:
    assert erased.team.get(Patient, erased.patient_id).name == "(erased on 2026-10-01)"


def test_a_case_under_way_keeps_the_record(tmp_path: Path) -> None:
    case = decided(Team.at(tmp_path))
    found = case.team.find(Case, patient_id=case.patient_id)[0]
    with case.team.database.open_work(case.team.command(IssueLetter, letter_id="")) as work:
        work.put(replace(found, state=CaseState.OPEN))
        with pytest.raises(Refused, match=f"{found.number} is still under way"):
            work.erase(case.patient_id, WHY)


@pytest.mark.parametrize("level", LEVELS)
def test_no_letter_of_an_erased_record_is_corrected(erased: Decided, level: str) -> None:
    before = erased.team.find(Letter)
    (letter,) = erased.team.find(Letter, level=level, state=LetterState.ISSUED)
    with pytest.raises(Refused, match="was erased: nothing is left that could be corrected"):
        erased.team.act(CorrectLetter, letter_id=letter.id, new_letter_id=new_id(), changed="the dose")
    assert erased.team.find(Letter) == before
