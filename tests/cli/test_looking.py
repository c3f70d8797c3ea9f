"""Commands that look keep the contract's names: what a script reads today, it reads tomorrow."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import PATIENTS
from pypdf import PdfReader

PATIENT = {"id", "name", "birth_date", "identifiers"}
MEETING = {"id", "board", "starts_at", "state", "cases"}
CASE = {"id", "patient", "question", "position", "slot", "invited", "outcome"}
ELEMENT = {"id", "domain", "status", "due", "why", "evidence"}
CRITERION = {"id", "state", "facts", "decision"}
FACT = {"kind", "date", "value"}
STATUSES = {"due", "done", "planned", "not due", "declined", "not applicable", "unknown"}


def meetings(mdt: Run, state: str = "") -> list[dict[str, Any]]:
    found = mdt("--json", "meetings").json
    return [one for one in found if state in ("", one["state"])]


def test_patients_are_listed_with_all_their_numbers(demo: Path, mdt: Run) -> None:
    found = mdt("--json", "patients").json
    assert len(found) == PATIENTS
    for one in found:
        assert set(one) >= PATIENT
        assert date.fromisoformat(one["birth_date"])
        assert one["identifiers"]


def test_a_patient_is_found_by_name_birth_date_and_number(demo: Path, mdt: Run) -> None:
    one = mdt("--json", "patients").json[0]
    for text in (one["name"].split(",")[0], one["birth_date"], one["identifiers"][0]):
        found = mdt("--json", "patients", "--search", text)
        assert one in found.json, text
    assert mdt("--json", "patients", "--search", "nobody of this name").json == []


def test_meetings_come_in_order_of_their_start(demo: Path, mdt: Run) -> None:
    found = meetings(mdt)
    starts = [datetime.fromisoformat(one["starts_at"]) for one in found]
    assert starts == sorted(starts)
    assert all(one.utcoffset() is not None for one in starts)
    assert all(set(one) >= MEETING for one in found)
    assert {one["state"] for one in found} == {"planned", "open", "closed"}


def test_meetings_are_chosen_by_board_and_by_day_with_both_ends(demo: Path, mdt: Run) -> None:
    one = meetings(mdt, "closed")[0]
    day = one["starts_at"][:10]
    assert one in mdt("--json", "meetings", "--from", day, "--to", day, "--board", one["board"]).json
    of_board = mdt("--json", "meetings", "--board", one["board_id"]).json
    assert {one["board"] for one in of_board} == {one["board"]}
    assert mdt("--json", "meetings", "--to", "2001-01-01").json == []


def test_an_agenda_says_case_slot_people_and_outcome(demo: Path, mdt: Run) -> None:
    closed = [mdt("--json", "agenda", one["id"]).json for one in meetings(mdt, "closed") if one["cases"]]
    cases = [case for agenda in closed for case in agenda["cases"]]
    for case in cases:
        assert set(case) >= CASE
        assert set(case["patient"]) >= {"id", "name"}
        assert case["outcome"] in {"discussed", "deferred", "standard of care", "withdrawn"}
        if case["slot"]:
            assert datetime.fromisoformat(case["slot"]["from"]) < datetime.fromisoformat(case["slot"]["to"])
    people = [one for case in cases for one in case["invited"]]
    assert people
    assert all(set(one) >= {"person", "level", "mode", "why", "facts"} for one in people)
    for agenda in closed:
        assert [one["position"] for one in agenda["cases"]] == list(range(1, len(agenda["cases"]) + 1))


def test_an_agenda_is_printed_as_pdf_and_said_all_the_same(demo: Path, mdt: Run, tmp_path: Path) -> None:
    meeting = next(one for one in meetings(mdt, "planned") if one["cases"])
    ran = mdt("--json", "agenda", meeting["id"], "--pdf", tmp_path / "agenda.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "agenda.pdf").pages)
    assert ran.code == 0
    assert ran.json["meeting"] == meeting["id"]
    assert ran.json["cases"][0]["number"] in " ".join(text.split())
    assert "DEMO" in text


def test_a_page_that_cannot_be_written_is_named_and_the_agenda_still_said(demo: Path, mdt: Run) -> None:
    meeting = meetings(mdt)[0]["id"]
    for path, words in (
        (demo, "belongs to the database itself"),
        (demo.parent / "no" / "a.pdf", "cannot be written"),
    ):
        ran = mdt("--json", "agenda", meeting, "--pdf", path)
        assert ran.code == 1
        assert ran.json["meeting"] == meeting
        assert words in ran.err
    assert mdt("patients").code == 0


def test_the_checklist_has_28_elements_and_the_criteria_are_11(demo: Path, mdt: Run) -> None:
    for patient in mdt("--json", "patients").json[:3]:
        checklist = mdt("--json", "checklist", patient["id"]).json
        criteria = mdt("--json", "criteria", patient["id"]).json
        assert checklist["patient"] == criteria["patient"] == patient["id"]
        assert len(checklist["elements"]) == 28
        assert len(criteria["criteria"]) == 11
        for one in checklist["elements"]:
            assert set(one) >= ELEMENT
            assert one["status"] in STATUSES
            assert all(set(fact) >= FACT for fact in one["evidence"])
        for one in criteria["criteria"]:
            assert set(one) >= CRITERION
            assert one["state"] in {"suggested", "not met", "cannot be evaluated"}
            assert all(set(fact) >= FACT for fact in one["facts"])


def test_prompts_say_what_they_rest_on(demo: Path, mdt: Run) -> None:
    found = [
        one
        for patient in mdt("--json", "patients").json
        for one in mdt("--json", "prompts", patient["id"]).json
    ]
    assert found
    for one in found:
        assert set(one) >= {"id", "text", "facts"}
        assert all(set(fact) >= FACT for fact in one["facts"])


@pytest.mark.parametrize("command", ["checklist", "criteria", "prompts"])
def test_a_day_in_the_past_knows_nothing_of_what_came_later(demo: Path, mdt: Run, command: str) -> None:
    patient = mdt("--json", "patients").json[0]["id"]
    for options in (("--on", "1999-12-31"), ("--known-on", "1999-12-31")):
        document = mdt("--json", command, patient, *options).json
        said = (
            document
            if command == "prompts"
            else next(value for value in document.values() if isinstance(value, list))
        )
        assert all(not one.get("facts") and not one.get("evidence") for one in said), options


def test_the_day_asked_for_is_the_day_answered(demo: Path, mdt: Run) -> None:
    patient = mdt("--json", "patients").json[0]["id"]
    assert mdt("--json", "checklist", patient, "--on", "2040-01-31").json["on"] == "2040-01-31"
    later = mdt("--json", "checklist", patient, "--on", "2040-01-31").json["elements"]
    now = mdt("--json", "checklist", patient).json["elements"]
    assert [one["id"] for one in later] == [one["id"] for one in now]
    assert later != now


@pytest.mark.parametrize("command", ["patients", "meetings", "doctor"])
def test_without_json_there_are_lines_for_people(demo: Path, mdt: Run, command: str) -> None:
    ran = mdt(command)
    assert ran.code == 0
    assert not ran.out.startswith(("[", "{"))
    assert len(ran.out.splitlines()) > 3


def test_the_latest_day_stands_in_the_lines_for_people(demo: Path, mdt: Run) -> None:
    for patient in mdt("--json", "patients").json:
        elements = mdt("--json", "checklist", patient["id"]).json["elements"]
        said = mdt("checklist", patient["id"]).out
        assert "<" not in said
        assert all(one["due"] in said for one in elements if one["due"])
