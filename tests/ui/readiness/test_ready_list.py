"""What a case needs is said beside the agenda, and what blocks it shows in its row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.payloads import Named
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.needs import AskNeed
from mdt_app.ui.agenda.prepare_screen import PrepareScreen

READY = "Ready"


@pytest.fixture
def listing(desk: Bench) -> str:
    return str(desk.team.listed(desk.team.meeting(desk.team.board()), "Claes"))


def opened(desk: Bench, listing: str) -> PrepareScreen:
    screen = desk.show(PrepareScreen)
    screen.show_meeting(desk.team.get(Listing, listing).meeting_id)
    desk.settle()
    desk.until(lambda: screen.case.question is not None)
    return screen


def cell(screen: PrepareScreen) -> str:
    column = [one.title for one in screen.model.columns].index(READY)
    return str(screen.model.data(screen.model.index(0, column), Qt.ItemDataRole.AccessibleTextRole))


def needed(desk: Bench, listing: str, **more: object) -> str:
    id = new_id()
    case_id = desk.team.get(Listing, listing).case_id
    desk.team.act(AskNeed, need_id=id, case_id=case_id, **({"what": "imaging", "wanted": "PET-CT"} | more))
    return id


def versions(desk: Bench, id: str) -> dict[str, int]:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        return dict(reader.versions(Need, id))


def test_enter_on_a_thing_opens_it_and_keeps_what_is_written(desk: Bench, listing: str) -> None:
    ready = opened(desk, listing).case.ready
    desk.qtbot.keyClick(ready.rows["imaging"], Qt.Key.Key_Return)
    desk.settle()
    ready.form.state.set_current("awaited")
    desk.qtbot.keyClicks(ready.form.wanted, "PET-CT")
    desk.qtbot.keyClicks(ready.form.owner, "Dr. Claes")
    desk.qtbot.keyClicks(ready.form.expected, "+3")
    ready.form.blocks.click()
    desk.qtbot.keyClick(ready.form.wanted, Qt.Key.Key_Return)
    desk.settle()
    [need] = desk.team.find(Need)
    assert (need.what, need.state, need.wanted, need.owner, need.blocks) == (
        "imaging", NeedState.AWAITED, "PET-CT", "Dr. Claes", True,
    )  # fmt: skip
    assert need.expected == date(2026, 10, 4)
    assert ready.opened() == ""


def test_what_blocks_is_said_in_the_row_of_the_case_and_never_stops_the_meeting(
    desk: Bench, listing: str
) -> None:
    needed(
        desk, listing, state=NeedState.AWAITED, owner="Dr. Claes", expected=date(2026, 10, 12), blocks=True
    )
    screen = opened(desk, listing)
    assert cell(screen).startswith("Imaging: blocks, awaited, PET-CT, by 12 Oct, Dr. Claes")
    assert cell(screen).endswith("blocked: imaging")
    assert screen.filters.start.isEnabled()


def test_writing_one_field_writes_that_field_alone(desk: Bench, listing: str) -> None:
    id = needed(desk, listing, owner="Dr. Claes")
    before = versions(desk, id)
    ready = opened(desk, listing).case.ready
    ready.open("imaging")
    desk.settle()
    ready.form.state.set_current("asked for")
    ready.form.keep.click()
    desk.settle()
    assert desk.team.get(Need, id).state == NeedState.ASKED
    assert versions(desk, id) == before | {"state": before.get("state", 0) + 1}


def test_what_arrived_is_offered_and_one_key_says_that_it_is_there(desk: Bench, listing: str) -> None:
    today = datetime.now(
        UTC
    ).date()  # a need's id tells the day on which it was written, by the machine's clock
    listing = desk.team.listed(
        desk.team.meeting(desk.team.board(name="Later", prefix="GI"), today + timedelta(7))
    )
    id = needed(desk, listing, state=NeedState.AWAITED, blocks=True)
    patient = desk.team.get(Listing, listing).patient_id
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.IMAGING, payload=Named(text="PET-CT, one node"),
        true_from=today,
    )  # fmt: skip
    ready = opened(desk, listing).case.ready
    ready.open("imaging")
    desk.settle()
    assert ready.form.facts.whole_text().endswith("PET-CT, one node")
    assert desk.team.get(Need, id).state == NeedState.AWAITED
    ready.form.there.click()
    desk.settle()
    assert desk.team.get(Need, id).state == NeedState.THERE


def test_a_need_is_taken_back_and_put_back(desk: Bench, listing: str) -> None:
    id = needed(desk, listing)
    ready = opened(desk, listing).case.ready
    ready.open("imaging")
    desk.settle()
    ready.form.remove.click()
    desk.settle()
    assert desk.team.get(Need, id).removed
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert not desk.team.get(Need, id).removed


def test_words_that_are_not_kept_stay_at_the_first_escape(desk: Bench, listing: str) -> None:
    ready = opened(desk, listing).case.ready
    ready.open("pathology")
    desk.settle()
    desk.qtbot.keyClicks(ready.form.wanted, "PD-L1")
    assert ready.unsaved()
    desk.qtbot.keyClick(ready.form.wanted, Qt.Key.Key_Escape)
    assert ready.opened() == "pathology"
    desk.qtbot.keyClick(ready.form.wanted, Qt.Key.Key_Escape)
    assert ready.opened() == ""


def test_a_form_that_is_open_stays_when_another_desk_changes_the_case(desk: Bench, listing: str) -> None:
    ready = opened(desk, listing).case.ready
    ready.open("pathology")
    desk.settle()
    desk.qtbot.keyClicks(ready.form.wanted, "PD-L1")
    needed(desk, listing, what="laboratory", wanted="Creatinine")
    desk.settle()
    desk.until(lambda: "laboratory" in ready.rows)
    assert (ready.opened(), ready.form.wanted.text()) == ("pathology", "PD-L1")


def test_a_wrong_day_is_said_in_one_sentence(desk: Bench, listing: str) -> None:
    ready = opened(desk, listing).case.ready
    ready.open("imaging")
    desk.settle()
    desk.qtbot.keyClicks(ready.form.expected, "soonish")
    ready.form.keep.click()
    assert ready.form.wrong.accessibleName().startswith("By when: write the day as")
    assert desk.team.find(Need) == ()
