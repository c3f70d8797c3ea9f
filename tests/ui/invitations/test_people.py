"""Who is invited is seen in one table, answered with one key, told in one act, and every act has its way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from ui.meeting_window import Bench, services_of

from mdt_app.domain.accounts import Account
from mdt_app.domain.attendance import Attendance, Contribution
from mdt_app.domain.facts import Kind
from mdt_app.domain.inviting import Answer, Entry, Invitation
from mdt_app.domain.payloads import Event
from mdt_app.operations.agenda import MoveListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPerson
from mdt_app.ui.invitations.people_screen import PeopleScreen
from mdt_app.ui.invitations.sending import send
from mdt_app.ui.meetings.meeting_screen import MeetingScreen
from mdt_app.ui.tasks import Job


@dataclass
class Round:
    """A meeting with a case that calls its GP, one without a GP on file, and one that calls nobody."""

    desk: Bench
    meeting: str
    listings: list[str]
    gp: str
    nurse: str

    def screen(self) -> PeopleScreen:
        made = self.desk.show(PeopleScreen)
        made.show_meeting(self.meeting)
        self.desk.settle()
        return made

    def kept(self) -> Invitation:
        (found,) = self.desk.team.find(Invitation, person_id=self.gp)
        assert isinstance(found, Invitation)
        return found


@pytest.fixture
def here(desk: Bench) -> Round:
    team, people = desk.team, [new_id(), new_id()]
    for id, family, given, email in zip(
        people, ("Benali", "Thys"), ("Samira", "Bram"), ("gp", "nurse"), strict=True
    ):
        team.act(
            AddPerson, person_id=id, family=family, given=given, title="Dr." if email == "gp" else "",
            email=f"{email}@example.org", discipline="gp" if email == "gp" else "home-nursing", level="primary",
        )  # fmt: skip
    meeting = team.meeting(team.board())
    patients = [team.patient(name) for name in ("Peeters", "Maes", "Nijs")]
    team.with_gp(patients[0], "Dr. Samira Benali", people[0])
    for patient in patients[:2]:
        team.act(
            RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(),
            true_from=date(2026, 9, 20),
        )  # fmt: skip
    listings = [team.listed(meeting, patient_id=patient) for patient in patients]
    return Round(desk, meeting, listings, people[0], people[1])


def cells(screen: PeopleScreen, place: int) -> list[str]:
    row = screen.model.row_at(place)
    return [screen.model.cell_of(row, number).spoken() for number in range(5)]  # type: ignore[arg-type]


def press(here: Round, screen: PeopleScreen, key: Qt.Key) -> None:
    screen.table.setFocus()
    here.desk.qtbot.keyClick(screen.table, key)
    here.desk.settle()


def test_each_person_is_one_row_and_who_is_missing_comes_first(here: Round) -> None:
    screen = here.screen()
    assert cells(screen, 0) == [
        "No GP on file, missing, primary care", "progression 20 Sept", "13:06, Maes, Anna", "–", "cannot be told",
    ]  # fmt: skip
    assert cells(screen, 1)[0] == "Dr. Samira Benali, primary care, GP"
    assert cells(screen, 1)[2:] == ["13:00, Peeters, Anna", "No answer", "Tell: new, not told yet"]
    assert screen.bar.tell.accessibleName() == "Send 1 invitation"


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        (Qt.Key.Key_A, Answer.ACCEPTS, "Comes"),
        (Qt.Key.Key_D, Answer.DECLINES, "Cannot come"),
        (Qt.Key.Key_W, Answer.WRITES, "Writes instead, input awaited"),
    ],
)
def test_an_answer_is_one_key_and_undo_takes_it_back(
    here: Round, key: Qt.Key, answer: Answer, said: str
) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, key)
    assert here.kept().answer is answer
    assert cells(screen, 1)[3] == said
    undo = here.desk.said[-1][1]
    assert callable(undo)
    undo()
    here.desk.settle()
    assert here.kept().answer is Answer.NONE


def test_how_somebody_comes_is_one_key_too(here: Round) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_T)
    assert (here.kept().answer, here.kept().mode) == ("accepts", "phone")
    assert cells(screen, 1)[3] == "Comes, phone"


def test_another_time_is_written_as_one_says_it(here: Round) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_P)
    assert screen.person.time.hasFocus()
    here.desk.qtbot.keyClicks(screen.person.time, "13:20")
    here.desk.qtbot.keyClick(screen.person.time, Qt.Key.Key_Return)
    here.desk.settle()
    assert here.kept().proposed == datetime(2026, 10, 15, 11, 20, tzinfo=UTC)
    assert cells(screen, 1)[3] == "Another time, 13:20"
    assert screen.table.hasFocus()


def test_an_answer_taken_in_the_panel_keeps_the_focus_at_the_answers(here: Round) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    here.desk.settle()
    screen.person.answers.segment(str(Answer.ACCEPTS)).setFocus()
    here.desk.qtbot.keyClick(screen.person.answers.segment(str(Answer.ACCEPTS)), Qt.Key.Key_Space)
    here.desk.settle()
    assert here.kept().answer is Answer.ACCEPTS
    assert screen.person.answers.segment(str(Answer.ACCEPTS)).hasFocus()


def test_what_is_being_typed_stays_when_something_changes_elsewhere(here: Round) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_P)
    here.desk.qtbot.keyClicks(screen.person.time, "after the")
    assert screen.unsaved()
    here.desk.team.act(MoveListing, listing_id=here.listings[0], position=3)
    here.desk.settle()
    assert screen.person.time.text() == "after the"
    assert cells(screen, 1)[2] == "13:12, Peeters, Anna"


def test_telling_says_how_many_first_and_writes_one_file_each(here: Round, tmp_path: Path) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path)
    screen.bar.tell.click()
    assert screen.strip.isVisible()
    assert "1 person hears something: 1 new." in screen.strip.message.accessibleName()
    assert not list(tmp_path.glob("*.ics"))
    screen.strip.files.click()
    here.desk.settle()
    (path,) = tmp_path.glob("*.ics")
    assert "Peeters" not in path.name + path.read_text(encoding="utf-8")
    assert str(Calendar.from_ical(path.read_bytes()).events[0]["attendee"]) == "mailto:gp@example.org"
    assert here.desk.said[-1][0] == f"1 invitation is in {tmp_path}."
    assert cells(screen, 1)[4].startswith("File written, 1 Oct")
    assert not screen.bar.tell.isEnabled()
    written = path.read_text(encoding="utf-8")
    path.unlink()
    screen.table.choose(here.gp)
    here.desk.settle()
    screen.person.rewrite.click()
    here.desk.settle()
    again = path.read_text(encoding="utf-8")
    assert [one for one in again.splitlines() if "SEQUENCE" in one] == [
        one for one in written.splitlines() if "SEQUENCE" in one
    ]
    assert cells(screen, 1)[4].startswith("File written, 1 Oct")


def test_what_was_written_counts_as_told_only_once_somebody_says_that_it_was_sent(
    here: Round, tmp_path: Path
) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path)
    screen.bar.tell.click()
    screen.strip.mails.click()
    here.desk.settle()
    assert cells(screen, 1)[3:] == ["No answer, only written", cells(screen, 1)[4]]
    assert cells(screen, 1)[4].startswith("Message written")
    assert "Nobody has it before you send it." in screen.strip.after.accessibleName()
    screen.strip.after.acted.emit()
    here.desk.settle()
    assert not screen.strip.isVisible()
    assert cells(screen, 1)[3].startswith("No answer, was told")
    assert cells(screen, 1)[4].startswith("Sent, sent 1 Oct")
    here.desk.said[-1][1]()  # type: ignore[operator]
    here.desk.settle()
    assert cells(screen, 1)[4].startswith("Message written")
    screen.table.choose(here.gp)
    here.desk.settle()
    screen.person.passed_on.click()
    here.desk.settle()
    assert cells(screen, 1)[4].startswith("Sent, sent 1 Oct")


def test_a_moved_case_is_told_again_with_what_is_different(here: Round, tmp_path: Path) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path)
    screen.bar.tell.click()
    screen.strip.mails.click()
    here.desk.settle()
    assert cells(screen, 1)[4].startswith("Message written, 1 Oct")
    here.desk.team.act(MoveListing, listing_id=here.listings[0], position=3)
    here.desk.settle()
    assert cells(screen, 1)[4].startswith("Tell: changed")
    screen.bar.tell.click()
    assert "1 changed" in screen.strip.message.accessibleName()
    screen.strip.phone.click()
    here.desk.settle()
    (entry,) = here.desk.team.find(Entry)
    assert (entry.sequence, entry.how) == (1, "phone")
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix in (".ics", ".eml")] == [".eml"]


def test_a_folder_that_cannot_be_written_is_said_and_nobody_counts_as_told(
    here: Round, tmp_path: Path
) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path / "gone")
    screen.bar.tell.click()
    screen.strip.files.click()
    here.desk.settle()
    words, _, wrong = here.desk.said[-1]
    assert wrong
    assert "Dr. Samira Benali: No such file or directory" in words
    assert here.desk.team.find(Entry) == ()


def test_answers_are_read_from_files_and_what_is_wrong_is_said(here: Round, tmp_path: Path) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path)
    screen.bar.tell.click()
    screen.strip.files.click()
    here.desk.settle()
    (path,) = tmp_path.glob("*.ics")
    reply = path.read_text(encoding="utf-8").replace("METHOD:REQUEST", "METHOD:REPLY")
    (tmp_path / "yes.ics").write_text(
        reply.replace("NEEDS-AC\n TION", "ACCEPTED").replace("NEEDS-ACTION", "ACCEPTED")
    )
    (tmp_path / "no.ics").write_text("nothing")
    screen.choose_files = lambda *_: [str(tmp_path / "yes.ics"), str(tmp_path / "no.ics")]
    screen.bar.read.click()
    here.desk.settle()
    assert here.kept().answer is Answer.ACCEPTS
    words, _, wrong = here.desk.said[-1]
    assert wrong
    assert words.startswith("1 answer was read. no.ics: no.ics holds no answer")


def test_somebody_is_dropped_with_a_reason_and_put_back(here: Round) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_Delete)
    (part,) = screen.person.cases
    assert part.reason.hasFocus()
    here.desk.qtbot.keyClicks(part.reason, "on leave")
    here.desk.qtbot.keyClick(part.reason, Qt.Key.Key_Return)
    here.desk.settle()
    assert (here.kept().dropped, here.kept().reason) == (True, "on leave")
    assert screen.table.hasFocus()
    here.desk.said[-1][1]()  # type: ignore[operator]
    here.desk.settle()
    assert not here.kept().dropped


def test_somebody_is_invited_by_hand_with_a_few_letters(here: Round) -> None:
    screen = here.screen()
    screen.bar.invite.click()
    form = screen.form
    form.who.setText("Bram Thys")
    here.desk.qtbot.keyClick(form.who, Qt.Key.Key_Return)
    assert form.problem.isVisible()
    here.desk.qtbot.keyClicks(form.reason, "knows the home")
    here.desk.qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    here.desk.settle()
    assert screen.side.currentWidget() is screen.person
    assert screen.person.key == here.nurse
    (row,) = here.desk.team.find(Invitation, person_id=here.nurse)
    assert (row.by_hand, row.reason, row.listing_id) == (True, "knows the home", here.listings[0])


def test_written_input_is_kept_at_its_case(here: Round, tmp_path: Path) -> None:
    screen = here.screen()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_W)
    (part,) = screen.person.cases
    screen.acts.choose_file = lambda *_: str(tmp_path / "form.pdf")
    part.page.click()
    here.desk.settle()
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
    here.desk.qtbot.keyClicks(part.input, "Wants to stay at home.")
    part.save.click()
    here.desk.settle()
    (kept,) = here.desk.team.find(Attendance, person_id=here.gp)
    assert (kept.contribution, kept.contribution_text) == (Contribution.WRITTEN, "Wants to stay at home.")
    assert cells(screen, 1)[3] == "Writes instead, input is there"


def test_going_on_with_tab_takes_the_only_person_whom_the_letters_fit(here: Round) -> None:
    screen = here.screen()
    screen.bar.invite.click()
    here.desk.settle()
    form = screen.form
    for typed, name, said in (
        ("tHY", "Bram Thys", ""),
        ("thys br", "Bram Thys", ""),
        ("Nobody", "Nobody", "Nobody in the directory is named “Nobody”."),
    ):
        form.problem.hide()
        form.who.setFocus()
        form.who.setText(typed)
        here.desk.qtbot.keyClick(form.who, Qt.Key.Key_Tab)
        assert form.who.text() == name
        assert (form.problem.isVisible(), form.problem.accessibleName() if said else "") == (bool(said), said)
        form.who.clear()


def test_filters_keep_those_who_wait_for_something(here: Round, tmp_path: Path) -> None:
    screen = here.screen()
    screen.choose_folder = lambda *_: str(tmp_path)

    def kept(key: str) -> int:
        screen.bar.segments.segment(key).click()
        return len(screen.model.shown_rows())

    assert [kept(key) for key in ("all", "due", "awaited", "changed", "missing")] == [2, 1, 0, 0, 1]
    kept("all")
    screen.bar.tell.click()
    screen.strip.files.click()
    here.desk.settle()
    assert [kept(key) for key in ("due", "awaited", "changed")] == [0, 1, 0]
    here.desk.team.act(MoveListing, listing_id=here.listings[0], position=3)
    here.desk.settle()
    assert [kept(key) for key in ("due", "changed")] == [1, 1]


def test_who_may_not_prepare_looks_and_changes_nothing(here: Round) -> None:
    reader = Account(id="account-2", user="els", name="Els", roles=("palliative",))
    services = services_of(here.desk.team, reader)  # type: ignore[arg-type]
    screen = here.desk.show(lambda tasks, _: PeopleScreen(tasks, services))
    screen.show_meeting(here.meeting)
    here.desk.settle()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_A)
    assert here.desk.team.find(Invitation) == ()
    assert not screen.bar.tell.isEnabled()
    assert not screen.bar.invite.isEnabled()


def test_a_closed_meeting_tells_nobody(here: Round) -> None:
    here.desk.team.close(here.meeting)
    screen = here.screen()
    assert screen.closed.isVisible()
    assert not screen.bar.tell.isEnabled()
    screen.table.choose(here.gp)
    press(here, screen, Qt.Key.Key_A)
    assert here.desk.team.find(Invitation) == ()


def test_people_open_beside_the_agenda_and_escape_goes_back(here: Round) -> None:
    meeting = here.desk.show(lambda tasks, services: MeetingScreen(tasks, services, {}))
    meeting.show_meeting(here.meeting)
    here.desk.settle()
    prepare = meeting.pages.currentWidget()
    prepare.filters.people.click()  # type: ignore[attr-defined]
    here.desk.settle()
    people = meeting.pages.currentWidget()
    assert isinstance(people, PeopleScreen)
    assert meeting.current_step() == "prepare"
    here.desk.qtbot.keyClick(people.table, Qt.Key.Key_Escape)
    assert meeting.pages.currentWidget() is prepare


@pytest.mark.parametrize(("width", "narrow"), [(1368, False), (1093, True)])
def test_a_narrow_window_cuts_no_column(here: Round, width: int, narrow: bool) -> None:
    screen = here.desk.show(PeopleScreen, width)
    screen.show_meeting(here.meeting)
    here.desk.settle()
    assert screen.columns.narrow == narrow
    assert screen.table.horizontalScrollBar().maximum() == 0


def test_a_batch_that_is_stopped_writes_nothing_more(here: Round, tmp_path: Path) -> None:
    view = here.screen().view()
    assert view is not None
    job = Job(lambda *_: None)
    job.cancel()
    sent = send(here.desk.tasks, here.desk.services, view, view.to_tell, tmp_path, mail=False)(job)
    assert (sent.written, sent.failed, sent.stopped) == ((), (), 1)


def test_a_meeting_closed_elsewhere_meanwhile_leaves_no_file_and_nobody_told(
    here: Round, tmp_path: Path
) -> None:
    view = here.screen().view()
    assert view is not None
    here.desk.team.close(here.meeting)
    job = Job(lambda *_: None)
    sent = send(here.desk.tasks, here.desk.services, view, view.to_tell, tmp_path, mail=False)(job)
    assert sent.written == ()
    assert "This meeting is closed" in sent.failed[0]
    assert not list(tmp_path.glob("*.ics"))
    assert here.desk.team.find(Entry) == ()
