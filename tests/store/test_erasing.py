"""After an erasure no row or byte says anything of the patient, and what happened still stands. Both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from sqlalchemy import text
from store.decrypted import plain_pages
from store.kit import (
    BOARD,
    KEY,
    MEETING,
    OWNER,
    PERSON,
    START,
    Desk,
    Kept,
    case,
    discussion,
    identifier,
    listing,
    patient,
)  # fmt: skip

from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.errors import Conflict, Missing, Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.inviting import Invitation
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient
from mdt_app.domain.needs import Need
from mdt_app.domain.payloads import Trace
from mdt_app.domain.people import Identifier, Patient
from mdt_app.domain.requests import Request
from mdt_app.domain.worklist import Wait, Waits
from mdt_app.notes.text import MergeText
from mdt_app.operations.work import Standing
from mdt_app.store import erasing, tables
from mdt_app.store.audit import seal, verify
from mdt_app.store.checks import problems
from mdt_app.store.database import Database
from mdt_app.store.erasing import APART, STAYS

WORD = "Zwaluwstaart"
NUMBER = "50031212345"
SAID = (WORD, WORD.casefold(), NUMBER, "0470 99 88 77", "Vogelstraat 7", "1950-03-12", "19500312")
WHY = "The patient asked for it; the time for keeping is over."
OTHERS = {
    "id",
    "patient_id",
    "case_id",
    "board_id",
    "meeting_id",
    "listing_id",
    "letter_id",
    "person_id",
    "owner_id",
}
OF_STAFF_OR_FORM = OTHERS | {
    *(
        "requester_id",
        "carried_from",
        "replaces",
        "number",
        "language",
        "level",
        "discipline",
        "template",
        "sha256",
    ),
    *("reviewed_by", "issued_by", "signed_by", "by", "moc_kind", "triage", "mode", "system", "fate_code"),
}
ABOUT = {"case_id": "case-1", "patient_id": "patient-1"}
AT_TABLE = ABOUT | {"listing_id": "listing-1"}
LETTER = Letter(
    id="letter-1", **AT_TABLE, level="primary", number="P1", state=LetterState.ISSUED, issued_by="anna",
    issued_at=START, sha256=sha256(WORD.encode()).hexdigest(),
    recipient=Recipient(name=WORD, lines=(WORD,), family=WORD, mail=f"{WORD}@example.org"),
)  # fmt: skip
DRAFT = replace(LETTER, id="letter-2", number="S1", state=LetterState.DRAFT, issued_by="", sha256="")
SENT = Dispatch(
    id="dispatch-1", **ABOUT, letter_id="letter-1", to_name=WORD, address=(WORD, "Vogelstraat 7"), how=Way.POST,
    at=START, by="anna", sha256=LETTER.sha256, file=f"P1 {WORD}.pdf",
)  # fmt: skip
WRITTEN = (
    patient(family=WORD, given=WORD, sex="female", address=("Vogelstraat 7", "3500 Hasselt"), phone="0470 99 88 77"),
    replace(identifier(1, NUMBER), id="number-1"),
    replace(case(), state=CaseState.DECIDED),
    listing(),
    discussion(),
    Recommendation(id="r-1", **AT_TABLE, position=1, what=WORD),
    Attendance(id="a-1", **AT_TABLE, person_id="person-1", discipline="oncology"),
    Invitation(id="i-1", **AT_TABLE, person_id="person-1"),
    Request(id="case-1", **ABOUT, board_id="board-1", requester=WORD),
    Need(id="n-1", **ABOUT, what="imaging"),
    LETTER,
    DRAFT,
    SENT,
)  # fmt: skip


def filled(thing: Any) -> Any:
    """The thing with the word in every text that is neither an id nor said of staff."""
    hints = get_type_hints(type(thing))
    mine = [one.name for one in fields(thing) if hints[one.name] is str and one.name not in OF_STAFF_OR_FORM]
    said = {name: getattr(thing, name) for name in mine}
    return replace(
        thing, **{name: value if value in SAID else f"{WORD} {name}" for name, value in said.items()}
    )


def fact(id: str = "fact-1", patient_id: str = "patient-1") -> Fact:
    return Fact(
        id=id, patient_id=patient_id, kind=Kind.LETTER_ISSUED, payload=Trace(level="primary", partner=WORD, note=WORD),
        true_from=date(2026, 3, 1), recorded_at=START, recorded_by="anna", source=WORD, source_key=f"{id}-{NUMBER}",
    )  # fmt: skip


@pytest.fixture
def told(kept: Kept) -> Kept:
    return tell(kept)


def tell(kept: Kept) -> Kept:
    """A patient of whom everything is said that can be, beside another."""
    kept.put(BOARD, replace(MEETING, state=MeetingState.CLOSED), PERSON)
    kept.put(*map(filled, WRITTEN))
    kept.put(patient(2, family="Goossens", birth_date=date(1961, 5, 6)))
    with kept.database.open_work(kept.desk.command(words=f"{NUMBER} typed, and nothing changed")) as work:
        work.commit()
    words = MergeText([])
    with kept.work() as work:
        work.add_fact(fact())
        work.add_fact(
            replace(fact("fact-2", "patient-2"), payload=Trace(level="primary"), source="", source_key="")
        )
        work.append_note("listing-1", "discussion", words.replace(0, 0, WORD))
        work.append_note("listing-1", "discussion", words.replace(0, len(WORD), ""))
        work.append_note("listing-1", "decision", MergeText([]).replace(0, 0, WORD))
        for part in (LetterPart.CONTENT, LetterPart.PDF):
            work.keep_letter_file(LETTER, part, WORD.encode())
        work.keep_letter_file(DRAFT, "read-ab", WORD.encode())
        work.log_read("patient-1", "letters")
        work.commit()
    waits = (Wait(kind=next(iter(Waits)), subject=WORD, since=None, latest=None),)
    kept.database.keep_standings(
        date(2026, 3, 2), "1", [Standing(patient_id="patient-1", position=9, waits=waits)]
    )
    seal(kept.database, START)
    return kept


def erase(kept: Kept, patient_id: str = "patient-1", why: str = WHY) -> tuple[str, ...]:
    with kept.work() as work:
        found = work.erase(patient_id, why)
        work.commit()
    return found


def rows(database: Database) -> Iterator[tuple[str, str]]:
    """Each table's name with each of its rows, as the engine writes it out."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            for name in tables.metadata.tables:
                for row in connection.execute(text(f'SELECT CAST(t AS text) FROM "{name}" AS t')):
                    yield name, row[0]
            for row in connection.execute(text("SELECT tablename, CAST(s AS text) FROM pg_stats AS s")):
                yield f"statistics of {row[0]}", row[1]
        else:
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
            for name in names:
                for row in connection.execute(text(f'SELECT * FROM "{name}"')):
                    yield name, repr(tuple(row))


def found_in(database: Database) -> dict[str, list[str]]:
    """Which tables hold which of the patient's words; bytes of a merge document hold them as they are."""
    found: dict[str, list[str]] = {}
    for name, row in rows(database):
        hexed = row.replace("\\\\x", "")
        for word in SAID:
            if word in row or word.encode().hex() in hexed:
                found.setdefault(name, []).append(word)
    return found


def test_before_it_is_erased_the_word_stands_in_every_table_about_patients(told: Kept) -> None:
    """Or the test below would prove nothing."""
    about = {name for name, table in tables.metadata.tables.items() if "patient_id" in table.c}
    assert about - set(found_in(told.database)) == {"read_log", "standing"}


def test_after_an_erasure_no_row_of_any_table_says_anything_of_the_patient(told: Kept) -> None:
    assert erase(told) == ()
    assert found_in(told.database) == {}
    assert verify(told.database).intact
    assert problems(told.database) == ()


def test_of_what_is_not_a_word_only_form_and_moments_stay(told: Kept) -> None:
    erase(told)
    with told.database.reader() as reader:
        assert reader.get(Patient, "patient-1") == Patient(
            id="patient-1", patient_id="patient-1", family="(erased on 2026-03-02)"
        )
        assert reader.get(Case, "case-1").question == ""
        assert reader.find(Identifier) == ()
        assert reader.facts(["patient-1"]) == {"patient-1": ()}
        assert reader.search("zwaluw") == ()
        assert reader.search("erased") == ("patient-1",)


def test_an_issued_letter_leaves_its_hash_and_what_became_of_it(told: Kept) -> None:
    erase(told)
    with told.database.reader() as reader:
        (letter,), (sent,) = reader.find(Letter), reader.find(Dispatch)
        assert (letter.number, letter.state, letter.sha256) == ("P1", LetterState.ISSUED, LETTER.sha256)
        assert (letter.issued_by, letter.issued_at) == ("anna", START)
        assert letter.recipient == Recipient(name="")
        assert (sent.how, sent.at, sent.by, sent.sha256) == (Way.POST, START, "anna", LETTER.sha256)
        assert (sent.to_name, sent.address, sent.file) == ("", (), "")
        with pytest.raises(Missing, match="was erased with the patient's record"):
            reader.letter_file("letter-1", LetterPart.PDF)


def test_the_record_says_that_it_was_erased_when_by_whom_and_why(told: Kept) -> None:
    erase(told)
    with told.database.reader() as reader:
        last = reader.changes(patient_id="patient-1")[-1]
        earlier = reader.changes(patient_id="patient-1")[:-1]
    assert (last.entity, last.actor) == ("erasure", OWNER.user)
    assert {one.name: one.new for one in last.fields}["why"] == WHY
    assert {(field.old, field.new) for one in earlier for field in one.fields} == {(None, None)}


def test_erasing_again_keeps_what_the_first_time_said(told: Kept) -> None:
    erase(told)
    assert erase(told, why="Once more.") == ()
    with told.database.reader() as reader:
        whys = [
            field.new
            for one in reader.changes(patient_id="patient-1")
            for field in one.fields
            if field.name == "why"
        ]
    assert whys == [WHY, "Once more."]
    assert verify(told.database).intact


def test_who_is_not_erased_keeps_everything(told: Kept) -> None:
    erase(told)
    with told.database.reader() as reader:
        assert reader.get(Patient, "patient-2").family == "Goossens"
        assert reader.search("goossens") == ("patient-2",)
        assert len(reader.facts(["patient-2"])["patient-2"]) == 1
        assert reader.changes(entity_id="patient-2")[0].fields[0].new is not None


def test_a_desk_that_read_before_does_not_write_upon_what_was_erased(told: Kept) -> None:
    if told.database.path:
        with told.database.reader() as reader:
            before = reader.versions(Patient, "patient-1")["phone"]
        erase(told)
        with told.database.reader() as reader:
            assert reader.versions(Patient, "patient-1")["phone"] == before + 1
        return
    with told.database.open_work(Desk("desk-2").command()) as late:
        seen = late.get(Patient, "patient-1")
        with told.database.open_work(told.desk.command()) as work:
            erasing.erase(work._connection, "patient-1", START)
            work._connection.commit()
        with pytest.raises(Conflict):
            late.put(replace(seen, phone="0499"))


def test_a_patient_with_a_case_under_way_is_not_erased(told: Kept) -> None:
    told.put(replace(case(), state=CaseState.OPEN))
    with pytest.raises(Refused, match="LUNG-1 is still under way"):
        erase(told)
    with pytest.raises(Refused, match="Say why"):
        erase(told, "patient-2", " ")
    with pytest.raises(Missing):
        erase(told, "patient-9")
    assert WORD in found_in(told.database)["patient"]


def test_an_erasure_given_up_erases_nothing(told: Kept) -> None:
    with told.work() as work:
        work.erase("patient-1", WHY)
    assert "letter_file" in found_in(told.database)
    assert verify(told.database).intact


def test_where_others_may_still_name_the_patient_is_said(told: Kept) -> None:
    told.put(
        replace(MEETING, state=MeetingState.CLOSED, reopened_because=f"The stage of Mr {WORD} was wrong")
    )
    told.put(replace(PERSON, address=("care of", f"{NUMBER} {WORD}")))
    assert set(erase(told)) >= {
        "1 rows of meeting may still name the patient in reopened_because. Look at them.",
        "1 rows of person may still name the patient in address. Look at them.",
    }


def test_a_later_fact_never_takes_the_number_of_one_that_was_erased(told: Kept) -> None:
    with told.work() as work:
        work.add_fact(fact("fact-3"))
        work.commit()
    highest = text("SELECT max(ordinal) FROM fact")
    with told.database.engine.connect() as connection:
        before = connection.scalar(highest)
    erase(told)
    with told.work() as work:
        work.add_fact(fact("fact-4", "patient-2"))
        work.commit()
    with told.database.engine.connect() as connection:
        assert connection.scalar(highest) > before
    with told.database.reader() as reader:
        assert [one.id for one in reader.facts(["patient-2"])["patient-2"]] == ["fact-2", "fact-4"]


def test_every_column_about_a_patient_is_one_that_stays_or_one_that_goes() -> None:
    """A name in the list that is no column is a slip that would leave the real one erased unseen."""
    for name, columns in STAYS.items():
        assert set(columns) <= set(tables.metadata.tables[name].c.keys())
    assert set(STAYS) | set(APART) <= set(tables.metadata.tables)


def bytes_of(path: Path) -> bytes:
    return b"".join(plain_pages(path, KEY))


def test_no_page_of_the_file_or_of_its_log_holds_what_was_erased(path: Path, local: Kept) -> None:
    kept = tell(local)
    assert {word for word in SAID if word.encode() in bytes_of(path)} == set(SAID)
    erase(kept)
    assert {word for word in SAID if word.encode() in bytes_of(path)} == set()
    assert b"Goossens" in bytes_of(path)


def test_bytes_that_a_reader_keeps_in_the_log_are_told_of_and_go_the_next_time(
    path: Path, local: Kept
) -> None:
    kept = tell(local)
    with kept.database.reader() as reader:
        reader.get(Patient, "patient-2")
        with pytest.raises(Refused, match="is erased, but its bytes may still be in the file"):
            erase(kept)
    assert found_in(kept.database) == {}
    erase(kept)
    assert {word for word in SAID if word.encode() in bytes_of(path)} == set()


def test_no_file_of_the_server_holds_what_was_erased(served: Kept) -> None:
    erase(tell(served))
    query = text(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'mdt'::regnamespace AND c.relkind IN ('r', 'i')"
        " AND position(CAST(:word AS bytea) IN pg_read_binary_file(pg_relation_filepath(c.oid))) > 0"
    )
    with served.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))
        held = {
            word: connection.scalars(query, {"word": word.encode()}).all() for word in (*SAID, "Goossens")
        }
    assert held.pop("Goossens")
    assert set(map(tuple, held.values())) == {()}
