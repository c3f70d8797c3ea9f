"""Scores over time have their part of the patient's page, on the page's day, and what leaves the program is logged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from ui.patients.conftest import PatientDesk

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Assessment
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.patients.patient_screen import PatientScreen


@pytest.fixture
def patient(desk: PatientDesk) -> str:
    """A patient whose pain was scored twice."""
    made = str(desk.team.patient())
    for day, pain in ((date(2026, 7, 1), 3.0), (date(2026, 8, 1), 8.0)):
        score = Assessment(instrument="esas-r", answers=(("pain", pain), ("nausea", None)))
        desk.team.act(
            RecordFact, fact_id=new_id(), patient_id=made, kind=Kind.ASSESSMENT, payload=score, true_from=day
        )
    return made


def at_trends(desk: PatientDesk, patient: str) -> PatientScreen:
    screen = desk.page(f"{patient}/trends")
    desk.until(lambda: screen.trends.plot is not None)
    return screen


def test_the_page_opens_at_its_trends(desk: PatientDesk, patient: str) -> None:
    screen = at_trends(desk, patient)
    assert screen.parts.current() == "trends"
    assert screen.trends.isVisible()
    assert "2 of 2. Pain 8 severe" in screen.trends.readout.whole_text()
    assert "Peeters" in screen.trends._whose.name


def test_turning_the_page_back_turns_the_trends_back(desk: PatientDesk, patient: str) -> None:
    screen = at_trends(desk, patient)
    screen.turn_to(date(2026, 7, 15))
    desk.settle()
    desk.until(lambda: "1 of 1. Pain 3" in screen.trends.readout.whole_text())


def test_what_is_due_makes_room_for_the_trends_until_it_is_asked_for(desk: PatientDesk, patient: str) -> None:
    screen = at_trends(desk, patient)
    assert not screen.checks.isVisible()
    screen.header.edit.click()
    assert screen.forms.identity.isVisible()
    screen.forms.identity.closed.emit()
    assert not screen.forms.identity.isVisible()
    screen.parts.segment("overview").click()
    assert screen.checks.isVisible()


def test_without_scores_the_page_asks_for_some(desk: PatientDesk) -> None:
    patient = str(desk.team.patient())
    screen = desk.page(f"{patient}/trends")
    desk.until(lambda: screen.trends.nothing.isVisible())
    asked: list[str] = []
    screen.scores_asked.connect(asked.append)
    assert screen.trends.nothing.button is not None
    screen.trends.nothing.button.click()
    assert asked == [patient]


def test_a_copied_picture_stands_in_the_log_of_reads(desk: PatientDesk, patient: str) -> None:
    screen = at_trends(desk, patient)
    screen.trends.copy.click()
    desk.settle()
    with desk.guard.preparing(), desk.team.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT patient_id, what FROM read_log WHERE what LIKE 'trends%'"))
        assert [tuple(row) for row in rows] == [(patient, "trends, picture")]
