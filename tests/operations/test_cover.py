"""The team's cover day and night is a fact of its board, reviewed each year, and no patient repeats it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from operations.kit import Team
from ui.meeting_window import guidance

from mdt_app.domain import checklist
from mdt_app.domain.agenda import Board, Letterhead
from mdt_app.domain.facts import Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.payloads import Answer, ElementEntry
from mdt_app.domain.record import Record
from mdt_app.domain.states import ElementState, Status
from mdt_app.domain.worklist import Waits, waits
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.surroundings import surroundings_of

DAY = date(2026, 10, 15)
HEAD = Letterhead(day_phone="09 1", night_phone="09 2", cover="Lung team", cover_reviewed=date(2026, 3, 1))


def dying(team: Team, head: Letterhead) -> tuple[str, str]:
    """A patient in the last phase of life on an agenda of a board with that letterhead; (patient, board)."""
    board = team.board(letterhead=head)
    patient = team.patient()
    team.listed(team.meeting(board), patient_id=patient)
    say(team, patient, Kind.END_OF_LIFE_PHASE, Answer(value=True))
    return patient, board


def say(team: Team, patient: str, kind: Kind, payload: Any) -> None:
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=kind, payload=payload, true_from=date(2026, 10, 1)
    )  # fmt: skip


def around(team: Team, patient: str, known_on: date | None = None) -> Surroundings:
    with team.database.reader() as reader:
        return surroundings_of(reader, [patient], known_on)[patient]


def element(team: Team, patient: str, id: str, day: date = DAY) -> ElementState:
    with team.database.reader() as reader:
        record = Record(reader.facts([patient])[patient], day)
    states = checklist.evaluate(record, guidance(), around(team, patient))
    return next(one for one in states if one.id == id)


def rewrite(team: Team, board_id: str, head: Letterhead) -> None:
    board: Board = team.get(Board, board_id)
    team.act(
        MakeBoard, board_id=board.id, name=board.name, prefix=board.prefix, quorum=board.quorum,
        rhythm=board.rhythm, letterhead=head,
    )  # fmt: skip


def test_a_cover_that_was_reviewed_within_the_year_settles_every_patient_of_the_board(both: Team) -> None:
    patient, _ = dying(both, HEAD)
    assert element(both, patient, "EOL-1").status is Status.DONE
    assert element(both, patient, "EOL-1", date(2027, 3, 2)).status is Status.DUE


def test_a_team_without_a_named_cover_is_due_and_a_row_in_the_work_list(both: Team) -> None:
    patient, board = dying(both, replace(HEAD, cover=""))
    assert element(both, patient, "EOL-1").status is Status.DUE
    with both.database.reader() as reader:
        record = Record(reader.facts([patient])[patient], DAY)
    found = waits(record, guidance(), around(both, patient))
    assert Waits.NO_COVER in {one.kind for one in found}
    rewrite(both, board, HEAD)
    assert element(both, patient, "EOL-1").status is Status.DONE


def test_a_review_of_the_cover_is_no_change_of_the_numbers_that_patients_were_given(both: Team) -> None:
    patient, board = dying(both, replace(HEAD, cover_reviewed=None))
    say(both, patient, Kind.ELEMENT, ElementEntry(element="SYM-3", status="done"))
    rewrite(both, board, HEAD)
    assert element(both, patient, "SYM-3").status is Status.DONE
    rewrite(both, board, replace(HEAD, night_phone="09 3"))
    assert around(both, patient).contact_changes != ()


def test_a_review_that_was_still_to_come_was_not_known_then(both: Team) -> None:
    patient, _ = dying(both, replace(HEAD, cover_reviewed=date(2026, 10, 3)))
    assert around(both, patient, date(2026, 10, 2)).covers == ()
    assert [one.reviewed for one in around(both, patient, date(2026, 10, 4)).covers] == [date(2026, 10, 3)]


def test_the_numbers_of_the_board_are_the_teams(both: Team) -> None:
    patient, _ = dying(both, HEAD)
    found = around(both, patient)
    assert (found.day_phone, found.night_phone) == ("09 1", "09 2")
