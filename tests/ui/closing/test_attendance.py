"""After the meeting everybody's part stands by level of care, and goes onto one list that is known to be made."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Board
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.operations.attendance import MarkContribution, MarkPresent
from mdt_app.operations.attendance_kept import KeepAttendanceList, is_kept
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson
from mdt_app.ui.closing.attendance_part import AttendancePart


def held(desk: Bench) -> str:
    """A meeting with one case: a GP on the phone, an oncologist without a number, a psychologist who wrote."""
    meeting = desk.team.meeting(desk.team.board(), date(2026, 9, 10))
    listing = desk.team.listed(meeting)
    desk.team.write(listing, "Go on")
    for family, discipline, level, number, presence in (
        ("Benali", "gp", "primary", "19999035140", Presence.PHONE),
        ("Maes", "oncology", "secondary", "", Presence.ON_SITE),
        ("Karaçay", "psycho-oncology", "secondary", "1", Presence.ABSENT),
    ):
        id = new_id()
        desk.team.act(
            AddPerson,
            person_id=id,
            family=family,
            discipline=discipline,
            level=level,
            professional_number=number,
        )
        desk.team.act(MarkPresent, listing_id=listing, person_id=id, presence=presence)
    desk.team.act(
        MarkContribution, listing_id=listing, person_id=id, contribution=Contribution.WRITTEN, text="afraid"
    )
    return meeting


def shown(desk: Bench, meeting: str) -> AttendancePart:
    part = desk.show(AttendancePart)
    part.show_meeting(meeting)
    desk.settle()
    return part


def cells(part: AttendancePart) -> list[str]:
    row = part.model.row_at(0)
    assert row is not None
    return [part.model.cell_of(row, number).spoken() for number in range(len(part.model.columns))]


def test_presence_and_contribution_stand_in_columns_of_their_own(desk: Bench) -> None:
    part = shown(desk, held(desk))
    said = cells(part)
    assert said[1] == "Benali"
    assert said[2] == "Maes, absent: Karaçay"
    assert said[3] == "–"
    assert said[4] == "written input, Karaçay"
    assert [one.title for one in part.model.columns][-1] == "Contributed"


def test_who_has_no_number_is_named(desk: Bench) -> None:
    part = shown(desk, held(desk))
    assert part.no_number.isVisible()
    assert part.names.whole_text() == "Maes"


def test_saving_the_list_of_a_closed_meeting_is_recorded_with_who_and_when(
    desk: Bench, tmp_path: Path
) -> None:
    meeting = held(desk)
    part = shown(desk, meeting)
    part.save(tmp_path / "open.pdf")
    desk.settle(8)
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        assert not is_kept(reader, meeting)
    desk.team.close(meeting)
    desk.settle()
    assert part.made.whole_text() == "not made yet"
    part.signatures.setChecked(True)
    part.save(tmp_path / "list.pdf")
    desk.settle(12)
    assert desk.said[-1][0].endswith("list.pdf.")
    assert part.made.whole_text().endswith("by Lore Hermans")
    text = PdfReader(io.BytesIO((tmp_path / "list.pdf").read_bytes())).pages[0].extract_text()
    assert "Signature" in text


def test_the_list_counts_as_sent_once_somebody_says_to_whom(desk: Bench, tmp_path: Path) -> None:
    meeting = held(desk)
    desk.team.close(meeting)
    part = shown(desk, meeting)
    assert part.sent.isHidden()
    part.save(tmp_path / "list.pdf")
    desk.settle(12)
    assert "sent to" not in part.made.whole_text()
    part.sent.click()
    part.to_whom.setText("the accounts office")
    desk.qtbot.keyClick(part.to_whom, Qt.Key.Key_Return)
    desk.settle(8)
    assert ", sent to the accounts office 1 Oct" in part.made.whole_text()
    assert part.to_whom.isHidden()


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_recorded(desk: Bench, tmp_path: Path) -> None:
    meeting = held(desk)
    desk.team.close(meeting)
    part = shown(desk, meeting)
    part.save(tmp_path / "nowhere" / "list.pdf")
    desk.settle(8)
    assert desk.said[-1][2] is True
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        assert not is_kept(reader, meeting)


def test_the_belgian_column_stands_only_where_the_board_has_it_on(desk: Bench) -> None:
    meeting = held(desk)
    part = shown(desk, meeting)
    assert len(part.model.columns) == 5
    command = desk.team.command(KeepAttendanceList, meeting_id=meeting)
    with desk.guard.preparing(), desk.team.database.open_work(command) as work:
        work.put(replace(work.find(Board)[0], moc=True))
        work.commit()
    desk.settle()
    assert part.model.columns[-1].title == "MOC"
    assert cells(part)[-1] == "MOC, kind not said, nobody asked for it; 1 of 4 specialists"
