"""A batch of letters goes out whole, once each, and goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from sqlalchemy import update

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import LetterPart
from mdt_app.letter_export import Exported, export
from mdt_app.letters.joining import marks_in
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_batch import Item, Options, items
from mdt_app.store import tables

LEVELS = ("primary", "secondary", "patient")
Step = Callable[[int, int], bool]


@pytest.fixture
def case(tmp_path: Path) -> Decided:
    (tmp_path / "database").mkdir()
    case = decided(Team.at(tmp_path / "database"))
    for level in LEVELS:
        case.issue(level)
    return case


def due_now(case: Decided) -> tuple[Item, ...]:
    with case.team.database.reader() as reader:
        return items(due_list(reader, press().guidance, case.meeting_id))


def run(
    case: Decided,
    folder: Path,
    step: Step = lambda done, of: True,
    due: tuple[Item, ...] | None = None,
    **options: Any,
) -> Exported:
    team = case.team
    due = due_now(case) if due is None else due

    def part(letter_id: str, what: str) -> bytes:
        with team.database.reader() as reader:
            return reader.letter_file(letter_id, what)

    return export(due, folder, Options(**options), part, team.command, team.carry_out, step)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_each_letter_that_is_due_becomes_one_file_and_one_sending(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(case, out)
    assert len(done.written) == 3
    assert names(out) == sorted(path.name for path in done.written)
    sent = case.team.find(Dispatch)
    assert sorted(one.file for one in sent) == names(out)
    assert {one.how for one in sent} == {Way.POST}
    for one in sent:
        with case.team.database.reader() as reader:
            assert (out / one.file).read_bytes() == reader.letter_file(one.letter_id, LetterPart.PDF)


def test_what_is_out_is_not_sent_again(case: Decided, tmp_path: Path) -> None:
    run(case, tmp_path / "out")
    again = run(case, tmp_path / "again")
    assert again == Exported()
    assert len(case.team.find(Dispatch)) == 3


def test_a_batch_that_was_stopped_goes_on_with_the_rest(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(case, out, step=lambda done, of: done < 1)
    assert (len(first.written), first.left) == (1, 2)
    second = run(case, out)
    assert (len(second.written), second.there, second.left) == (2, 0, 0)
    assert len(names(out)) == len(case.team.find(Dispatch)) == 3


def test_a_file_without_its_record_is_found_and_recorded(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed = case.team.carry_out
    case.team.carry_out = raising  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out)
    case.team.carry_out = killed  # type: ignore[method-assign]
    assert (len(names(out)), case.team.find(Dispatch)) == (1, ())
    done = run(case, out)
    assert (len(done.written), done.there) == (2, 1)
    assert len(names(out)) == len(case.team.find(Dispatch)) == 3


def raising(command: object) -> Any:
    raise KeyboardInterrupt


def test_half_written_files_of_a_killed_batch_are_swept_and_others_left(
    case: Decided, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".0123456789abcdef.part").write_bytes(b"half")
    (out / ".somebody-elses.part").write_bytes(b"whole")
    run(case, out)
    assert len(names(out)) == 4
    assert (out / ".somebody-elses.part").exists()


def test_another_file_of_the_same_name_is_never_overwritten(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(case, tmp_path / "elsewhere", step=lambda done, of: False)
    out.mkdir()
    (out / "LUNG-2026-0001-P1-v1-primary.pdf").write_bytes(b"a note of somebody")
    done = run(case, out)
    assert len(done.refused) == 1
    assert "is another file" in done.refused[0]
    assert (out / "LUNG-2026-0001-P1-v1-primary.pdf").read_bytes() == b"a note of somebody"
    assert len(case.team.find(Dispatch)) == 2


def test_a_letter_that_another_desk_corrected_meanwhile_does_not_go_out(
    case: Decided, tmp_path: Path
) -> None:
    due = due_now(case)
    case.correct()
    case.issue()
    done = run(case, tmp_path / "out", due=due)
    (sentence,) = done.refused
    assert "is superseded; take the newer version" in sentence
    assert names(tmp_path / "out") == sorted(path.name for path in done.written)
    assert len(done.written) == len(case.team.find(Dispatch)) == 2


def test_a_print_file_whose_letters_are_not_all_recorded_is_found_and_no_letter_is_printed_twice(
    case: Decided, tmp_path: Path
) -> None:
    out, kept = tmp_path / "out", case.team.carry_out

    def once(command: Any) -> Any:
        return raising(command) if case.team.find(Dispatch) else kept(command)

    case.team.carry_out = once  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out, one_file=True)
    case.team.carry_out = kept  # type: ignore[method-assign]
    assert (len(names(out)), len(case.team.find(Dispatch))) == (1, 1)
    assert run(case, out, one_file=True) == Exported(there=1)
    (name,) = names(out)
    assert [one.file for one in case.team.find(Dispatch)] == [name] * 3


def test_a_letter_corrected_meanwhile_stands_in_no_print_file(case: Decided, tmp_path: Path) -> None:
    due = due_now(case)
    case.correct()
    case.issue()
    done = run(case, tmp_path / "out", due=due, one_file=True)
    (sentence,) = done.refused
    assert "P1: P1 version 1 is superseded; take the newer version" in sentence
    (path,) = done.written
    assert len(case.team.find(Dispatch)) == 2
    assert len(marks_in(path)) == 2


def test_a_damaged_letter_is_named_and_keeps_no_other_from_the_print_file(
    case: Decided, tmp_path: Path
) -> None:
    damaged = case.letter().id
    with case.team.database.engine.begin() as connection:
        connection.execute(
            update(tables.letter_file)
            .where(tables.letter_file.c.letter_id == damaged, tables.letter_file.c.part == LetterPart.PDF)
            .values(content=b"%PDF another")
        )
    done = run(case, tmp_path / "out", one_file=True)
    (sentence,) = done.refused
    assert "P1: The stored letter is not the one that was issued" in sentence
    assert [one.letter_id for one in case.team.find(Dispatch)].count(damaged) == 0
    assert len(marks_in(done.written[0])) == len(case.team.find(Dispatch)) == 2


def test_two_desks_with_the_same_list_send_each_letter_once(case: Decided, tmp_path: Path) -> None:
    due = due_now(case)
    run(case, tmp_path / "one", due=due)
    done = run(case, tmp_path / "other", due=due)
    assert len(done.refused) == 3
    assert all("already, sent by owner" in one for one in done.refused)
    assert names(tmp_path / "other") == []
    assert len(case.team.find(Dispatch)) == 3


def test_a_folder_that_cannot_be_written_is_refused_in_words(case: Decided, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Refused, match="cannot be written to"):
        run(case, tmp_path / "out")
    assert case.team.find(Dispatch) == ()


def test_one_print_file_holds_all_letters_in_the_order_of_the_envelopes(
    case: Decided, tmp_path: Path
) -> None:
    done = run(case, tmp_path / "out", one_file=True)
    (path,) = done.written
    recipients = [one.to_name for one in case.team.find(Dispatch, order=("id",))]
    assert recipients == sorted(recipients, key=str.casefold)
    with pikepdf.open(path) as document:
        titles = len(document.pages)
    assert titles >= 3
    assert {one.file for one in case.team.find(Dispatch)} == {path.name}


def test_printed_on_both_sides_each_letter_begins_a_new_sheet(case: Decided, tmp_path: Path) -> None:
    (path,) = run(case, tmp_path / "out", one_file=True, both_sides=True).written
    with pikepdf.open(path) as document:
        assert len(document.pages) % 2 == 0


def test_a_locked_letter_opens_with_its_password_alone_and_is_known_again(
    case: Decided, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    case.team.carry_out, kept = raising, case.team.carry_out  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out, password="palliatief 2026")
    case.team.carry_out = kept  # type: ignore[method-assign]
    done = run(case, out, password="palliatief 2026")
    assert (len(done.written), done.there) == (2, 1)
    for path in out.iterdir():
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        pikepdf.open(BytesIO(path.read_bytes()), password="palliatief 2026").close()


def test_a_short_password_is_refused_before_anything_is_sent(case: Decided, tmp_path: Path) -> None:
    done = run(case, tmp_path / "out", password="short")
    assert all("at least 8" in one for one in done.refused)
    assert case.team.find(Dispatch) == ()


def test_each_recipient_may_have_a_folder(case: Decided, tmp_path: Path) -> None:
    run(case, tmp_path / "out", folders=True)
    assert len({name.partition("/")[0] for name in names(tmp_path / "out")}) == 3


def test_no_file_and_no_folder_names_the_patient(case: Decided, tmp_path: Path) -> None:
    patient = case.letter("patient").recipient.family
    run(case, tmp_path / "out", folders=True, pattern="{recipient}-{case}-{letter}-{version}")
    assert len(names(tmp_path / "out")) == 3
    assert patient == "Colpaert"
    assert all(patient not in name for name in names(tmp_path / "out"))


def test_who_had_an_older_version_gets_the_newer_one_in_an_envelope_of_its_own(
    case: Decided, tmp_path: Path
) -> None:
    team, old = case.team, case.letter()
    for name in (old.recipient.name, "Dr. An Other"):
        said = {"letter_id": old.id, "to_name": name, "address": old.recipient.lines, "how": Way.POST}
        team.act(SendLetter, dispatch_id=new_id(), **said)
    case.correct()
    new = case.issue()
    for options in ({}, {"one_file": True}):
        done = run(case, tmp_path / "out", **options)
        assert [one for one in done.refused if "Dr. An Other had an older version" in one]
    sent = [one.to_name for one in team.find(Dispatch, letter_id=new.id)]
    assert sent == [new.recipient.name]


def test_a_letter_of_a_meeting_that_was_closed_anew_is_looked_at_before_it_goes(
    case: Decided, tmp_path: Path
) -> None:
    case.team.reopen(case.meeting_id)
    case.team.close(case.meeting_id)
    done = run(case, tmp_path / "out")
    assert len(done.refused) == 3
    assert all("opened and closed again" in one for one in done.refused)
    assert (names(tmp_path / "out"), case.team.find(Dispatch)) == ([], ())
