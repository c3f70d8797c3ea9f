"""A batch of letters goes out whole, once each, and goes on where it was stopped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from letter_batch import desk_of, pages
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, set_field
from sqlalchemy import update

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart
from mdt_app.letters.joining import marks_in
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_batch import Item, Options, items
from mdt_app.operations.letter_life import CorrectLetter
from mdt_app.sending.begun import notes_in
from mdt_app.sending.finishing import Finished, finish_lists
from mdt_app.sending.folder import Exported, export
from mdt_app.sending.lists import LIST
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
    due = due_now(case) if due is None else due
    return export(due, folder, Options(**options), desk_of(case.team), step)


def names(folder: Path) -> list[str]:
    """Of all files but the lists."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(one for one in found if not one.startswith(LIST))


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
    assert "another file of this name, which is left as it is" in done.refused[0]
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
    done = run(case, out, one_file=True)
    assert (done.written, done.there, done.refused, done.left) == ((), 2, (), 0)
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
    for path in (out / one for one in names(out)):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        pikepdf.open(BytesIO(path.read_bytes()), password="palliatief 2026").close()


def test_a_file_with_another_password_is_said_and_left_as_it_is(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    case.team.carry_out, kept = raising, case.team.carry_out  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out, password="palliatief 2026")
    case.team.carry_out = kept  # type: ignore[method-assign]
    (first,) = names(out)
    before = (out / first).read_bytes()
    for password in ("another one 2026", ""):
        done = run(case, out, step=lambda done, of: done < 1, password=password)
        assert "of this name, which is left as it is" in done.refused[0]
        assert (out / first).read_bytes() == before


def test_a_short_password_is_refused_before_anything_is_sent(case: Decided, tmp_path: Path) -> None:
    done = run(case, tmp_path / "out", password="short")
    assert all("at least 15" in one for one in done.refused)
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


def corrected(case: Decided, *others: tuple[str, Way, tuple[str, ...]]) -> Letter:
    """The GP's letter went out, to these others as well, and its newer version is issued."""
    team, old = case.team, case.letter()
    own = (old.recipient.name, Way.POST, old.recipient.lines)
    for name, how, address in (own, *others):
        said = {"letter_id": old.id, "to_name": name, "address": address, "how": how}
        team.act(SendLetter, dispatch_id=new_id(), **said)
    case.correct()
    return case.issue()


OTHER = ("Dr. An Other", Way.POST, ("Oude weg 1", "3600 Genk"))


def test_who_had_an_older_version_gets_the_newer_one_under_a_page_with_their_own_address(
    case: Decided, tmp_path: Path
) -> None:
    new, out = corrected(case, OTHER), tmp_path / "out"
    assert run(case, out).refused == ()
    sent = {one.to_name: one for one in case.team.find(Dispatch, letter_id=new.id)}
    assert sent.keys() == {new.recipient.name, "Dr. An Other"}
    other = sent["Dr. An Other"]
    assert (other.address, other.how, other.sha256) == (OTHER[2], Way.POST, new.sha256)
    assert sha256((out / other.file).read_bytes()).hexdigest() == new.sha256
    (sheet,) = pages((out / other.file.replace(".pdf", "-address.pdf")).read_bytes())
    for said in ("Oude weg 1", "3600 Genk", "Dr An Other", "You had version 1", "This is version 2"):
        assert said in sheet, said
    assert new.recipient.name.removeprefix("Dr. ") in sheet
    for secret in ("Colpaert", "Stop the chemotherapy", "the address", new.recipient.lines[0]):
        assert secret not in sheet.replace("shows the address", "").replace("their own address", ""), secret


@pytest.mark.parametrize(("both_sides", "blank"), [(False, 0), (True, 1)])
def test_in_a_print_file_the_page_with_the_address_lies_on_its_letter(
    case: Decided, tmp_path: Path, both_sides: bool, blank: int
) -> None:
    """Printed on both sides, it is a sheet of its own."""
    new = corrected(case, OTHER)
    due = tuple(one for one in due_now(case) if one.to.earlier)
    (path,) = run(case, tmp_path / "out", due=due, one_file=True, both_sides=both_sides).written
    found = pages(path.read_bytes())
    assert "Oude weg 1" in found[0]
    assert [one.strip() for one in found[1 : 1 + blank]] == [""] * blank
    assert f"letter {new.number} · version 2" in found[1 + blank]


def test_a_letter_whose_page_with_the_address_cannot_be_written_is_not_left_without_it(
    case: Decided, tmp_path: Path
) -> None:
    """Its own window shows the address of somebody else."""
    corrected(case, OTHER)
    due = tuple(one for one in due_now(case) if one.to.earlier)
    out, sheet = tmp_path / "out", "LUNG-2026-0001-P1-v2-primary-Dr-An-Other-address.pdf"
    out.mkdir()
    (out / sheet).write_bytes(b"of somebody else")
    done = run(case, out, due=due)
    assert (len(done.refused), done.written, names(out)) == (1, (), [sheet])
    assert (out / sheet).read_bytes() == b"of somebody else"


def test_who_had_it_by_e_mail_gets_the_newer_version_there(case: Decided, tmp_path: Path) -> None:
    new = corrected(case, ("Dr. An Other", Way.MAIL, ("an@other.example",)))
    assert run(case, tmp_path / "out").refused == ()
    (other,) = case.team.find(Dispatch, letter_id=new.id, to_name="Dr. An Other")
    assert (other.how, other.address) == (Way.MAIL, ("an@other.example",))
    assert not list((tmp_path / "out").glob("*-address.pdf"))


def test_who_had_it_by_e_mail_has_no_address_for_the_post(case: Decided, tmp_path: Path) -> None:
    corrected(case, ("Dr. An Other", Way.MAIL, ("an@other.example",)))
    done = run(case, tmp_path / "out", how=Way.POST)
    (sentence,) = done.refused
    assert "no postal address of Dr. An Other to go to. Write it in the directory" in sentence


def test_a_letter_of_a_meeting_that_was_closed_anew_is_looked_at_before_it_goes(
    case: Decided, tmp_path: Path
) -> None:
    case.team.reopen(case.meeting_id)
    case.team.close(case.meeting_id)
    done = run(case, tmp_path / "out")
    assert len(done.refused) == 3
    assert all("opened and closed again" in one for one in done.refused)
    assert (names(tmp_path / "out"), case.team.find(Dispatch)) == ([], ())


def lists(folder: Path) -> list[str]:
    """What each list of a folder says, oldest first."""
    found = sorted(folder.glob(f"{LIST}-*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    return [" ".join(" ".join(pages(path.read_bytes())).split()) for path in found]


def test_a_list_lies_beside_the_letters_and_says_who_got_what_where(case: Decided, tmp_path: Path) -> None:
    done = run(case, tmp_path / "out")
    assert done.list_file in list((tmp_path / "out").iterdir())
    (said,) = lists(tmp_path / "out")
    assert "3 letters are recorded as sent. Sent by Lore Hermans." in said
    assert "By post (3)" in said
    for one in case.team.find(Dispatch):
        assert one.file in said.replace(" ", "") or one.file in said
    gp = case.letter().recipient
    assert f"{gp.name} {', '.join(gp.lines)}" in said


def test_the_list_names_no_patient(case: Decided, tmp_path: Path) -> None:
    run(case, tmp_path / "out")
    (said,) = lists(tmp_path / "out")
    assert "patient LUNG-2026-0001 the address on the letter" in said
    for secret in ("Colpaert", "Martine", "Dorpsstraat", "chemotherapy"):
        assert secret not in said, secret


def test_a_batch_of_which_nothing_went_out_leaves_no_list(case: Decided, tmp_path: Path) -> None:
    done = run(case, tmp_path / "out", how=Way.MAIL)
    assert (len(done.refused), done.list_file) == (3, None)
    assert list((tmp_path / "out").iterdir()) == []


def refusing(case: Decided, name: str) -> Callable[[Any], Any]:
    kept = case.team.carry_out

    def act(command: Any) -> Any:
        if command.to_name == name:
            raise Refused(f"{name} went on holiday.")
        return kept(command)

    return act


def test_a_patient_is_named_nowhere_under_an_older_name_either(case: Decided, tmp_path: Path) -> None:
    old, married = case.letter("patient"), "Mrs Martine Janssens"
    said = {"letter_id": old.id, "to_name": married, "address": ("Dorpsstraat 2",), "how": Way.POST}
    case.team.act(SendLetter, dispatch_id=new_id(), **said)
    set_field(case.team, "patient", case.patient_id, "address", ["Nieuwstraat 9", "3600 Genk"])
    case.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="the address")
    case.issue("patient")
    assert run(case, tmp_path / "out", folders=True).refused == ()
    found = names(tmp_path / "out")
    assert any(one.endswith("-address.pdf") for one in found)
    (listed,) = lists(tmp_path / "out")
    assert [one for one in (*found, listed) if "Janssens" in one or "Dorpsstraat" in one] == []


def test_a_refusal_stands_on_the_list_of_those_that_went_out(case: Decided, tmp_path: Path) -> None:
    name = case.letter("patient").recipient.name
    case.team.carry_out, kept = refusing(case, name), case.team.carry_out  # type: ignore[method-assign]
    run(case, tmp_path / "out")
    case.team.carry_out = kept  # type: ignore[method-assign]
    (said,) = lists(tmp_path / "out")
    assert "2 letters are recorded as sent." in said
    assert "Not sent (recorded nowhere, and still due)" in said
    assert "LUNG-2026-0001 F1 patient LUNG-2026-0001 went on holiday." in said
    assert "Colpaert" not in said


def test_the_list_of_a_batch_that_went_on_names_what_the_killed_one_sent_and_no_letter_twice(
    case: Decided, tmp_path: Path
) -> None:
    out, kept = tmp_path / "out", case.team.carry_out

    def once(command: Any) -> Any:
        return raising(command) if case.team.find(Dispatch) else kept(command)

    case.team.carry_out = once  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out)
    case.team.carry_out = kept  # type: ignore[method-assign]
    assert lists(out) == []
    run(case, out)
    (said,) = lists(out)
    assert "3 letters are recorded as sent." in said
    case.correct()
    case.issue()
    run(case, out)
    assert "1 letter is recorded as sent." in lists(out)[1]
    assert "version 2" in lists(out)[1]


def test_a_batch_that_was_killed_after_its_last_record_is_listed_by_the_next(
    case: Decided, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("mdt_app.sending.folder.write_list", killed)
        with pytest.raises(KeyboardInterrupt):
            run(case, out)
    assert len(case.team.find(Dispatch)) == 3
    case.team.clock += timedelta(days=1)
    done = run(case, out)
    assert done.list_file is not None
    assert "3 letters are recorded as sent." in lists(out)[0]
    assert lists(out)[0].count("recorded on 1 Oct") == 3


def test_a_list_claims_no_letter_that_is_only_a_file(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    case.team.carry_out, kept = raising, case.team.carry_out  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        run(case, out)
    case.team.carry_out = kept  # type: ignore[method-assign]
    (unrecorded,) = names(out)
    rest = tuple(one for one in due_now(case) if one.letter.number not in unrecorded)
    run(case, out, due=rest)
    (said,) = lists(out)
    assert "2 letters are recorded as sent." in said
    assert unrecorded not in said


def test_a_list_claims_no_file_that_is_another_than_the_one_that_was_sent(
    case: Decided, tmp_path: Path
) -> None:
    run(case, tmp_path / "one", step=lambda done, of: done < 1)
    (file,) = names(tmp_path / "one")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / file).write_bytes(b"%PDF another")
    run(case, tmp_path / "out")
    (said,) = lists(tmp_path / "out")
    assert "2 letters are recorded as sent." in said
    assert file not in said


def test_the_list_of_a_print_file_names_it_once_and_counts_sheets(case: Decided, tmp_path: Path) -> None:
    corrected(case, OTHER)
    (path,) = run(case, tmp_path / "out", one_file=True, both_sides=True).written
    (said,) = lists(tmp_path / "out")
    assert said.count(path.name) == 1
    assert "under an address sheet" in said
    with pikepdf.open(path) as document:
        assert f" {len(document.pages) // 2} sheets printed on both sides" in said


def test_letters_in_a_locked_print_file_are_all_on_the_list(
    case: Decided, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the next batch, which makes up for a list that is not there, does not know the password."""
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("mdt_app.sending.folder.write_list", lambda *_: None)
        run(case, out, one_file=True, password="palliatief 2026")
    run(case, out)
    assert "3 letters are recorded as sent." in lists(out)[0]


def test_a_print_file_is_named_by_its_day_and_counts_no_letters(case: Decided, tmp_path: Path) -> None:
    (path,) = run(case, tmp_path / "out", one_file=True).written
    day = case.team.clock.astimezone().date().isoformat()
    assert re.fullmatch(rf"print-{day}-[0-9a-f]{{6}}\.pdf", path.name)


def test_however_long_a_pattern_is_each_letter_has_its_own_file(case: Decided, tmp_path: Path) -> None:
    corrected(case, OTHER)
    done = run(case, tmp_path / "out", pattern="x" * 120 + "{recipient}{case}{letter}{version}")
    assert done.refused == ()
    found = [one for one in names(tmp_path / "out") if not one.endswith("-address.pdf")]
    assert len(found) == len(case.team.find(Dispatch)) - 2 == 4
    assert all(re.search(r"LUNG-2026-0001-[PSF]1-v[12]", one) for one in found)


@pytest.mark.parametrize(
    ("how", "address"),
    [(Way.MAIL, ()), (Way.MAIL, ("Molenweg 3",)), (Way.POST, ()), (Way.POST, (" ",)), (Way.POST, ("a@b.example",))],
)  # fmt: skip
def test_a_sending_that_goes_nowhere_is_refused_and_says_where_to_write_the_address(
    case: Decided, how: Way, address: tuple[str, ...]
) -> None:
    letter = case.letter()
    with pytest.raises(Refused, match=r"P1 has no (e-mail|postal) address of Dr\. .+ in the directory"):
        case.team.act(
            SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name, address=address,
            how=how,
        )  # fmt: skip
    patient = case.letter("patient")
    with pytest.raises(Refused, match="with the patient’s own data"):
        case.team.act(
            SendLetter, dispatch_id=new_id(), letter_id=patient.id, to_name=patient.recipient.name, address=address,
            how=how,
        )  # fmt: skip
    assert case.team.find(Dispatch) == ()


def stopped_before_its_list(case: Decided, out: Path, **options: Any) -> None:
    """A batch that is killed between its last record and its list."""

    def killed(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("mdt_app.sending.folder.write_list", killed)
        with pytest.raises(KeyboardInterrupt):
            run(case, out, **options)
    assert len(case.team.find(Dispatch)) == 3
    assert lists(out) == []


@pytest.mark.parametrize(
    "options", [{}, {"one_file": True}, {"password": "palliatief 2026"}, {"folders": True}], ids=str
)
def test_a_batch_without_its_list_gets_it_at_the_next_start_and_never_twice(
    case: Decided, tmp_path: Path, options: dict[str, Any]
) -> None:
    out = tmp_path / "out"
    stopped_before_its_list(case, out, **options)
    (made,) = finish_lists(desk_of(case.team)).files
    assert made.parent == out
    assert "3 letters are recorded as sent." in lists(out)[0]
    assert ("opens with the password" in lists(out)[0]) == ("password" in options)
    assert finish_lists(desk_of(case.team)).files == ()
    run(case, out)
    assert len(lists(out)) == 1
    assert notes_in(paths.begun_batches()) == []


def test_a_folder_that_is_not_there_gets_its_list_when_it_is_back(case: Decided, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stopped_before_its_list(case, out)
    out.rename(tmp_path / "drawer")
    assert finish_lists(desk_of(case.team)) == Finished()
    (tmp_path / "drawer").rename(out)
    assert len(finish_lists(desk_of(case.team)).files) == len(lists(out)) == 1


def test_a_batch_of_another_database_is_left_to_that(case: Decided, tmp_path: Path) -> None:
    stopped_before_its_list(case, tmp_path / "out")
    other = replace(desk_of(case.team), database="another")
    assert finish_lists(other) == Finished()
    assert len(finish_lists(desk_of(case.team)).files) == 1


def test_a_batch_that_runs_in_another_window_is_left_alone(case: Decided, tmp_path: Path) -> None:
    out, seen = tmp_path / "out", []

    def step(done: int, of: int) -> bool:
        if done == 2:
            assert len(case.team.find(Dispatch)) == 2
            seen.append(finish_lists(desk_of(case.team)))
        return True

    run(case, out, step=step)
    assert seen == [Finished()]
    assert len(lists(out)) == 1
    assert notes_in(paths.begun_batches()) == []


def test_a_list_that_found_no_room_is_written_when_there_is(
    case: Decided, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Any:
        raise Refused("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("mdt_app.sending.lists.keep_list", full)
        assert run(case, tmp_path / "out").refused == ("The disk is full.",)
        assert finish_lists(desk_of(case.team)).refused == ("The disk is full.",)
    assert len(finish_lists(desk_of(case.team)).files) == 1


def test_a_desk_that_can_keep_no_note_sends_all_the_same(case: Decided, tmp_path: Path) -> None:
    paths.begun_batches().parent.mkdir(parents=True, exist_ok=True)
    paths.begun_batches().write_text("a file where the folder should be")
    assert len(run(case, tmp_path / "out").written) == 3
    assert len(lists(tmp_path / "out")) == 1


def test_a_mistyped_folder_is_not_made_with_all_above_it(case: Decided, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        run(case, tmp_path / "lettres" / "out")
    assert not (tmp_path / "lettres").exists()
    assert case.team.find(Dispatch) == ()


def test_a_print_file_says_the_count_of_the_letters_that_are_in_it(case: Decided, tmp_path: Path) -> None:
    due = due_now(case)
    case.correct()
    case.issue()
    done = run(case, tmp_path / "out", due=due, one_file=True)
    (path,) = done.written
    assert done.joined == len(marks_in(path)) == 2
    assert "3" not in path.name.removesuffix(".pdf").split("-")


def test_a_corrected_letter_stands_on_the_list_with_what_it_replaces(case: Decided, tmp_path: Path) -> None:
    corrected(case)
    run(case, tmp_path / "out")
    assert "version 2, replaces version 1" in lists(tmp_path / "out")[0]


def test_by_ehealthbox_the_list_gives_the_number_and_no_street(case: Decided, tmp_path: Path) -> None:
    set_field(case.team, "person", case.gp_id, "number", "1-23456-78-901")
    run(case, tmp_path / "out", how=Way.EHEALTH)
    said = lists(tmp_path / "out")[0]
    assert "RIZIV/INAMI number 1-23456-78-901" in said
    assert "no RIZIV/INAMI number in the directory" in said
    assert [one for one in case.letter().recipient.lines if one in said] == []
