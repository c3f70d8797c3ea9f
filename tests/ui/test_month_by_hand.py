"""Four weekly meetings are run in the window alone, from the first request to the attendance list of the last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from icalendar import Calendar
from month_kit import words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.coordinator import Coordinator, coordinator

from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.attendance import Attendance, Presence
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.inviting import Answer, Availability, Invitation
from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.requests import Request, RequestState
from mdt_app.operations.read_back import Heard, heard
from mdt_app.ui.actions.actions_screen import ActionsScreen
from mdt_app.ui.agenda.prepare_screen import PrepareScreen
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.closing.close_screen import CloseScreen
from mdt_app.ui.common.hit_list import HitList
from mdt_app.ui.invitations.people_screen import PeopleScreen
from mdt_app.ui.meetings.meeting_screen import MeetingScreen
from mdt_app.ui.meetings.meetings_screen import MeetingsScreen
from mdt_app.ui.patients.patient_screen import PatientScreen
from mdt_app.ui.requests.requests_screen import RequestsScreen
from mdt_app.ui.today.today_screen import TodayScreen

FAMILIES = (
    ("Vandeputte", "Peeters", "Maes"),
    ("Willems", "Goossens", "Baert"),
    ("Mertens", "Claes", "Leclercq"),
    ("Renard", "Segers", "Thys"),
)
"""Of each week: whose disease has grown, and two others, the last of whom is not reached."""


@dataclass
class Held:
    """One week's meeting, and the listings that it reached in their order."""

    meeting_id: str
    reached: list[str] = field(default_factory=list)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_a_month_of_meetings_is_run_in_the_window_alone(
    qtbot: QtBot,
    qapp: QApplication,
    gui_guard: GuiThreadGuard,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    with coordinator(qtbot, qapp, gui_guard, monkeypatch, tmp_path) as one:
        weeks = [run(one, id, number) for number, id in enumerate(plan_the_month(one))]
        left_over = {each.case_id for week in weeks for each in one.agenda(week.meeting_id)}
        assert len(left_over) == sum(len(each) for each in FAMILIES)
        outcomes = [[each.outcome for each in one.agenda(week.meeting_id)] for week in weeks]
        assert [each.count(Outcome.DISCUSSED) for each in outcomes] == [2, 3, 3, 4]
        assert [each.count(Outcome.DEFERRED) for each in outcomes] == [1, 1, 1, 0]
        assert all(one.get(Case, id).state == CaseState.DECIDED for id in left_over)
        assert len(list(tmp_path.glob("Attendance*.pdf"))) == len(weeks)
    assert gui_guard.caught == []


def plan_the_month(one: Coordinator) -> list[str]:
    """Four meetings from the rhythm."""
    screen = one.go("Alt+2", MeetingsScreen)
    one.push(one.button("Plan meeting", screen))
    one.push(screen.form.several)
    one.pick(screen.series.count, "4")
    one.push(screen.series.plan)
    found = sorted(one.find(Meeting), key=lambda each: each.starts_at)
    assert len(found) == len(FAMILIES)
    return [each.id for each in found]


def run(one: Coordinator, meeting_id: str, number: int) -> Held:
    """One week: five days before, two days before, the meeting's own day, and the list after it."""
    held, start = Held(meeting_id), one.start_of(meeting_id)
    one.wait_until(start - timedelta(days=5, hours=3))
    if number:
        say_what_became_of_the_last(one)
    for family in FAMILIES[number]:
        refer(one, family, grown=family == FAMILIES[number][0])
        accept(one, meeting_id)
    one.wait_until(start - timedelta(days=2))
    prepare(one, meeting_id, whole=number == 0)
    invite(one, meeting_id)
    one.wait_until(start)
    meet(one, held, number)
    one.wait_until(start + timedelta(minutes=70))
    close(one, held)
    return held


def refer(one: Coordinator, family: str, *, grown: bool) -> None:
    """The patient is on file; the page asks a board, and the request is written with keys."""
    with one.guard.preparing():
        patient_id = one.desk.patient(family)
        if grown:
            one.desk.grown(patient_id)
    one.press("Ctrl+K")
    one.type(family)
    one.walk.qtbot.waitUntil(lambda: bool(one.walk.shown(HitList)), timeout=5000)
    one.tap(Qt.Key.Key_Return)
    one.push(one.see(PatientScreen).header.ask)
    form = one.see(RequestsScreen).form
    one.write(form.requester, one.desk_name("chair"))
    one.write(form.question, f"What next for {family}?")
    if grown:
        one.take(form.urgency, "2")
        one.write(form.knows, "That it has grown")
        one.take(form.ecog, "2")
        one.write(form.wanted["imaging"], "Review of the CT")
    one.press("Ctrl+Return")
    (case_id,) = [each.id for each in one.find(Request) if each.patient_id == patient_id]
    assert one.get(Request, case_id).state == RequestState.SENT


def accept(one: Coordinator, meeting_id: str) -> None:
    page = one.see(RequestsScreen).page
    assert page.seen is not None
    case_id = page.seen.row.request.id
    one.pick(page.answer.meeting, meeting_id)
    one.press("Ctrl+Return")
    assert one.get(Request, case_id).state == RequestState.ACCEPTED
    assert case_id in {each.case_id for each in one.agenda(meeting_id)}


def prepare(one: Coordinator, meeting_id: str, *, whole: bool) -> None:
    """From the list of meetings to its agenda; in the first week what is missing is asked for and comes."""
    screen = one.go("Alt+2", MeetingsScreen)
    one.walk_down(screen.table, lambda row: bool(row.row.id == meeting_id))
    one.tap(Qt.Key.Key_Return)
    agenda = one.see(PrepareScreen)
    if whole:
        ready = agenda.case.ready
        ready.rows["pathology"].setFocus()
        one.tap(Qt.Key.Key_Return)
        one.pick(ready.form.state, "asked for")
        one.write(ready.form.wanted, "PD-L1")
        one.tap(Qt.Key.Key_Return)
        (need,) = [each for each in one.find(Need) if each.what == "pathology"]
        assert (need.state, need.wanted) == (NeedState.ASKED, "PD-L1")
        one.tap(Qt.Key.Key_Return)
        one.pick(ready.form.state, "there")
        one.push(ready.form.keep)
        assert one.get(Need, need.id).state == NeedState.THERE


def invite(one: Coordinator, meeting_id: str) -> None:
    """When the GP can, planned times that keep it, entries for everybody, and answers by one key each."""
    agenda = one.see(PrepareScreen)
    one.press("Ctrl+T")
    hours = agenda.planning.side.hours
    one.walk_to(hours.list, one.desk.ids["gp"])
    one.tap(Qt.Key.Key_Return)
    one.type("until 13:20")
    one.tap(Qt.Key.Key_Return)
    one.pick(hours.person.field.mode, Presence.PHONE.value)
    (given,) = one.find(Availability, meeting_id=meeting_id)
    assert [each.mode for each in given.windows] == [Presence.PHONE]
    one.press("Ctrl+Shift+S")
    one.walk.qtbot.waitUntil(lambda: not agenda.planning.side.busy(), timeout=20_000)
    one.rest()
    assert agenda.planning.side.keep_plan.hasFocus()
    one.tap(Qt.Key.Key_Space)
    assert all(each.starts_at for each in one.agenda(meeting_id))
    one.press("Ctrl+U")
    people = one.see(PeopleScreen)
    tell(one, people)
    take_answers(one, people, meeting_id)
    one.tap(Qt.Key.Key_Escape)


def tell(one: Coordinator, people: PeopleScreen) -> None:
    """One calendar file for each person, without a patient's name; then nobody waits to be told."""
    one.push(people.bar.tell)
    one.push(people.strip.files)
    one.push(one.button("They were sent", people))
    new = [path for path in (one.folder / "entries").rglob("*.ics") if path not in one.entries]
    one.entries += new
    assert new
    for path in new:
        text = path.read_text(encoding="utf-8").replace("\n ", "")
        (event,) = Calendar.from_ical(text).events
        assert event["dtstart"].dt >= one.desk.at
        assert not [family for week in FAMILIES for family in week if family in text]
    view = people.view()
    assert view is not None
    assert view.to_tell == ()


def take_answers(one: Coordinator, people: PeopleScreen, meeting_id: str) -> None:
    for key, letter in (("gp", Qt.Key.Key_A), ("chair", Qt.Key.Key_A), ("radiologist", Qt.Key.Key_D)):
        id = one.desk.ids[key]
        one.walk_down(people.table, lambda row, id=id: bool(row.key == id))
        one.tap(letter)
    listings = {each.id for each in one.agenda(meeting_id)}
    found = [each for each in one.find(Invitation) if each.listing_id in listings]
    answers = {each.person_id: each.answer for each in found}
    assert answers[one.desk.ids["gp"]] == Answer.ACCEPTS
    assert answers[one.desk.ids["radiologist"]] == Answer.DECLINES


def meet(one: Coordinator, held: Held, number: int) -> None:
    """Everybody is marked, two cases are discussed, decided and read back; the last is not reached."""
    one.push(one.see(PrepareScreen).filters.start)
    screen = one.see(CaseScreen)
    one.press("Alt+L")
    one.type("e")
    for key, letter in (("chair", "c"), ("nurse", "o")):
        one.walk_to(screen.pane.everyone.list, one.desk.ids[key])
        one.type(letter)
    one.tap(Qt.Key.Key_Escape)
    listings = {each.id: each for each in one.agenda(held.meeting_id)}
    assert len(listings) == len(FAMILIES[number]) + (
        1 if number else 0
    )  # with who was not reached a week before
    last = number == len(FAMILIES) - 1
    for _ in range(len(listings) - (0 if last else 1)):
        if held.reached:
            one.press("Ctrl+Down")
        held.reached.append(discuss(one, screen))
    assert {each.family for each in one.patients(listings[id] for id in held.reached)} >= {
        FAMILIES[number][0]
    }
    assert one.get(Meeting, held.meeting_id).chair_id == one.desk.ids["chair"]


def discuss(one: Coordinator, screen: CaseScreen) -> str:
    """One case from its beginning to the decision read back; gives the listing's id."""
    assert screen.pane is not None
    listing_id = screen.pane.acts.listing_id
    if one.get(Listing, listing_id).began_at is None:
        one.press("F12")
    one.press("Alt+P")
    one.type("smedt")
    one.tap(Qt.Key.Key_Return, Qt.Key.Key_P, Qt.Key.Key_Escape)
    one.press("Alt+E")
    one.type("Comfort first, at home.")
    one.press("Alt+R")
    for words in ("Home visit", one.desk_name("gp"), "+7"):
        one.type(words)
        one.tap(Qt.Key.Key_Tab)
    one.press("Alt+V")
    one.later(6)
    (gp,) = one.find(Attendance, listing_id=listing_id, person_id=one.desk.ids["gp"])
    assert gp.presence == Presence.PHONE
    with one.guard.preparing(), one.desk.app.reader() as reader:
        assert heard(reader, [reader.get(Listing, listing_id)])[listing_id] == Heard.READ_BACK
    return listing_id


def close(one: Coordinator, held: Held) -> None:
    """Closed in one act; the attendance list is saved beside it."""
    one.press("Ctrl+3")
    screen = one.see(CloseScreen)
    one.push(screen.close_button)
    assert screen.dialog is not None
    one.push(screen.dialog.verb)
    one.come_back()
    assert screen.letters.hasFocus()
    assert one.get(Meeting, held.meeting_id).state == MeetingState.CLOSED
    outcomes = {each.id: each.outcome for each in one.agenda(held.meeting_id)}
    assert {outcomes[id] for id in held.reached} == {Outcome.DISCUSSED}
    before = set(one.folder.glob("*.pdf"))
    one.push(screen.attendance.print)
    (made,) = set(one.folder.glob("*.pdf")) - before
    said = words_of(made.read_bytes())
    for key, number in (("chair", "1-23450-67-890"), ("gp", "1-23455-67-890")):
        assert one.desk_name(key) in said
        assert number in said
    assert one.see(MeetingScreen).current_step() == "close"


def say_what_became_of_the_last(one: Coordinator) -> None:
    """Today leads to the actions; one key each."""
    one.push(one.go("Alt+1", TodayScreen).to_actions)
    screen = one.see(ActionsScreen)
    open_now = [each for each in one.find(Recommendation) if each.fate == Fate.OPEN]
    assert open_now
    screen.table.setFocus()
    for _ in open_now:
        one.type("d")
    assert not [each for each in one.find(Recommendation) if each.fate == Fate.OPEN]
