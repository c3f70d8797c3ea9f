"""What was corrected while a batch runs is found before a page of the letter leaves the house."""

from __future__ import annotations

from pathlib import Path

from letter_batch import desk_of
from operations.kit import Team, press
from operations.letters_kit import decided
from operations.test_letter_mended import MG, ML, record

from mdt_app.domain.letters.dispatch import Dispatch
from mdt_app.operations.dispatching import due_list
from mdt_app.operations.letter_batch import Options, items
from mdt_app.sending.folder import export


def test_a_letter_that_was_mended_meanwhile_is_written_nowhere_and_said(tmp_path: Path) -> None:
    case = decided(Team.at(tmp_path))
    wrong = record(case, MG)
    case.issue()
    case.issue("patient")
    with case.team.database.reader() as reader:
        found = items(due_list(reader, press().guidance, case.meeting_id))
    record(case, ML, replaces=wrong)
    out = export(found, tmp_path / "out", Options(), desk_of(case.team), lambda *_: True)
    (said,) = out.refused
    assert "P1 differs from the record: medication was corrected on" in said
    assert not [one for one in (tmp_path / "out").rglob("*.pdf") if "P1" in one.name]
    assert [one.letter_id for one in case.team.find(Dispatch)] == [case.letter("patient").id]
