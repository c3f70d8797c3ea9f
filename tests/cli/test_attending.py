"""`mdt attendance` says who took part in a meeting as recorded, and prints the same."""

from __future__ import annotations

import io
from pathlib import Path

from cli.conftest import Run
from pypdf import PdfReader


def closed(mdt: Run) -> str:
    """The last closed meeting that has cases."""
    rows = [one for one in mdt("meetings", "--json").json if one["state"] == "closed" and one["cases"]]
    return str(rows[-1]["id"])


def test_the_list_tells_presence_and_contribution_apart_by_level(demo: Path, mdt: Run) -> None:
    said = mdt("attendance", closed(mdt), "--json").json
    assert said["closed"] is True
    assert said["cases"]
    for case in said["cases"]:
        assert [one["level"] for one in case["levels"]][:3] == ["primary", "secondary", "tertiary"]
        assert "moc" not in case
    parts = [part for case in said["cases"] for level in case["levels"] for part in level["present"]]
    assert parts
    assert {one["presence"] for one in parts} <= {"on site", "video", "phone"}
    people = {one["name"]: one for one in said["people"]}
    for one in parts:
        assert people[one["person"]]["present"] >= 1
    assert said["numbers_missing"] == [
        one["name"] for one in said["people"]
        if one["number"] is None and (one["present"] or one["contributed"])
    ]  # fmt: skip


def test_who_has_no_number_is_named_on_standard_error(demo: Path, mdt: Run) -> None:
    ran = mdt("attendance", closed(mdt))
    assert ran.code == 0
    assert "No professional number on file: " in ran.err


def test_the_paper_holds_every_case_of_the_list(demo: Path, mdt: Run, tmp_path: Path) -> None:
    meeting, file = closed(mdt), tmp_path / "list.pdf"
    said = mdt("attendance", meeting, "--pdf", file, "--signatures", "--json").json
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)
    assert all(one["number"] in text for one in said["cases"])
    assert "DEMO" in text
    assert "Signature" in text


def test_a_meeting_that_is_not_there_is_refused_in_one_sentence(demo: Path, mdt: Run) -> None:
    ran = mdt("attendance", "nowhere")
    assert ran.code == 1
    assert len(ran.sentences) == 1


def test_a_file_of_the_database_itself_is_not_written_over(demo: Path, mdt: Run) -> None:
    before = demo.read_bytes()
    ran = mdt("attendance", closed(mdt), "--pdf", demo)
    assert ran.code == 1
    assert "belongs to the database" in ran.err
    assert demo.read_bytes() == before
