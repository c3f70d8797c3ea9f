"""`mdt preparation` says what each team prepares, in the contract's way: one document, one sentence per problem."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cli.conftest import Run
from pypdf import PdfReader

CASE = {"listing", "patient", "number", "position", "slot", "question", "asked_by", "wanted", "on_record"}


def planned(mdt: Run) -> str:
    found: list[dict[str, Any]] = mdt("--json", "meetings").json
    return str(next(one["id"] for one in found if one["state"] == "planned" and one["cases"]))


def test_each_team_gets_one_document_and_the_same_on_paper(demo: Path, mdt: Run, tmp_path: Path) -> None:
    for team in ("radiology", "pathology", "palliative"):
        paper = tmp_path / f"{team}.pdf"
        ran = mdt("--json", "preparation", planned(mdt), "--for", team, "--pdf", str(paper))
        assert ran.code == 0
        assert ran.json["for"] == team
        assert all(set(one) >= CASE for one in ran.json["cases"])
        text = " ".join(page.extract_text() for page in PdfReader(paper).pages)
        assert all(one["number"] in text for one in ran.json["cases"])


def test_a_meeting_that_is_not_there_is_one_sentence(demo: Path, mdt: Run) -> None:
    ran = mdt("--json", "preparation", "nothing", "--for", "radiology")
    assert (ran.code, len(ran.sentences)) == (1, 1)


def test_the_database_itself_is_never_written_over(demo: Path, mdt: Run) -> None:
    before = demo.read_bytes()
    ran = mdt("preparation", planned(mdt), "--for", "radiology", "--pdf", str(demo))
    assert ran.code == 1
    assert "belongs to the database" in ran.sentences[0]
    assert demo.read_bytes()[:16] == before[:16]
