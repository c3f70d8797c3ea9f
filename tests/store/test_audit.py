"""Every change is chained, and no hand that alters the record goes unnoticed. Both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from store.kit import BOARD, MEETING, PERSON, START, Kept, case, discussion, listing, patient

from mdt_app.store.audit import seal, verify, walk
from mdt_app.store.chains import commitment


@pytest.fixture
def recorded(kept: Kept) -> Kept:
    """Two patients' chains, the board's and the directory's, sealed once, with more after the seal, and reads."""
    kept.put(BOARD, MEETING, PERSON, patient(), patient(2), case(), listing(), discussion())
    for words in ("one", "two", "three"):
        kept.put(discussion(dissent=words), patient(2, family=words))
    with kept.database.reader() as reader:
        reader.log_read("patient-1", "case screen")
        reader.log_read("patient-2", "case screen")
    seal(kept.database, START)
    kept.put(discussion(dissent="four"), patient(2, family="four"))
    kept.put(discussion(dissent="five"), patient(2, family="five"))
    return kept


def run(kept: Kept, *statements: str) -> None:
    with kept.database.engine.begin() as connection:
        alter(connection, *statements)


def alter(connection: Connection, *statements: str) -> None:
    """Alters the database as somebody with its key or the administrator's rights would."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    for statement in statements:
        connection.execute(text(statement))


def test_an_unaltered_record_is_intact(recorded: Kept) -> None:
    found = verify(recorded.database)
    with recorded.database.reader() as reader:
        assert found.changes == len(reader.changes()) > 10
    assert found.intact
    assert found.first_broken is None


def test_each_patient_has_a_chain_and_boards_and_the_directory_too(recorded: Kept) -> None:
    with recorded.database.reader() as reader:
        chains = {(one.patient_id, one.board_id if not one.patient_id else "") for one in reader.changes()}
    assert chains == {("patient-1", ""), ("patient-2", ""), ("", "board-1"), ("", "")}


ONE = "WHERE chain = 'patient-1' AND position = 3"
TAMPERINGS = {
    "a value edited": f"""UPDATE change SET contents = '{{"meeting_id": [null, "x"]}}' {ONE}""",
    "a value and its salt edited": f"""UPDATE change SET contents = '{{"a": [null, 1]}}', salt = '00' {ONE}""",
    "the actor edited": f"UPDATE change SET actor = 'somebody' {ONE}",
    "the moment edited": f"UPDATE change SET at = '2020-01-01T00:00:00.000000+00:00' {ONE}",
    "the command edited": f"UPDATE change SET command = 'Other' {ONE}",
    "the thing edited": f"UPDATE change SET entity_id = 'other' {ONE}",
    "the patient edited": f"UPDATE change SET patient_id = 'patient-2' {ONE}",
    "the case edited": f"UPDATE change SET case_id = 'case-9' {ONE}",
    "the case's version edited": f"UPDATE change SET version = 77 {ONE}",
    "the names edited": f"""UPDATE change SET names = '["x"]' {ONE}""",
    "the commitment edited": f"UPDATE change SET commitment = 'ab' {ONE}",
    "the values taken away": f"UPDATE change SET contents = NULL, salt = NULL {ONE}",
    "a change deleted in the middle": f"DELETE FROM change {ONE}",
    "the first change deleted": "DELETE FROM change WHERE chain = 'patient-1' AND position = 1",
    "the last change deleted": "DELETE FROM change WHERE chain = 'patient-1' AND position ="
    " (SELECT position FROM chain_head WHERE chain = 'patient-1')",
    "a whole chain deleted": "DELETE FROM change WHERE chain = 'patient-2'",
    "a whole chain deleted with its head": "DELETE FROM change WHERE chain = 'patient-2';"
    "DELETE FROM chain_head WHERE chain = 'patient-2'",
    "two changes swapped": "UPDATE change SET position = 99 WHERE chain = 'patient-1' AND position = 2;"
    "UPDATE change SET position = 2 WHERE chain = 'patient-1' AND position = 3;"
    "UPDATE change SET position = 3 WHERE chain = 'patient-1' AND position = 99",
    "a change moved to another chain": f"UPDATE change SET chain = 'elsewhere', position = 1 {ONE}",
    "cut back to before the seal, the head with it": "DELETE FROM change WHERE chain = 'patient-1' AND position > 2;"
    "UPDATE chain_head SET position = 2, hash = (SELECT hash FROM change WHERE chain = 'patient-1' AND position = 2)"
    " WHERE chain = 'patient-1'",
    "a head edited": "UPDATE chain_head SET hash = 'ab' WHERE chain = 'patient-1'",
    "a head deleted": "DELETE FROM chain_head WHERE chain = 'patient-1'",
    "a head invented": "INSERT INTO chain_head (chain, position, hash, sealed) VALUES ('ghost', 3, 'ab', 0)",
    "a read deleted": "DELETE FROM read_log WHERE position = 1",
    "the last read deleted with its head": "DELETE FROM read_log; DELETE FROM chain_head WHERE chain = 'reads:desk-1'",
    "a read given to another": "UPDATE read_log SET actor = 'other' WHERE position = 1",
    "a seal edited": "UPDATE seal SET heads = '[]'",
    "a seal's moment edited": "UPDATE seal SET at = '2020-01-01T00:00:00.000000+00:00'",
}


def test_every_tampering_is_noticed(recorded: Kept) -> None:
    unnoticed = []
    for name, statements in TAMPERINGS.items():
        with recorded.database.engine.connect() as connection:
            alter(connection, *statements.split(";"))
            found = walk(connection)
            connection.rollback()
        if found.intact or not found.first_broken:
            unnoticed.append(name)
    assert unnoticed == []
    assert verify(recorded.database).intact


def test_an_inserted_change_is_noticed(recorded: Kept) -> None:
    columns = (
        "form, id, entity, entity_id, patient_id, case_id, board_id, command_id, place, command, actor, at,"
    )
    columns += " version, names, salt, contents, commitment, prev, hash, chain, position"
    copied = columns.replace(" id,", " 'forged',").removesuffix(", position") + ", 99"
    run(
        recorded,
        f"INSERT INTO change ({columns}) SELECT {copied} FROM change WHERE chain = 'patient-1' AND position = 3",
    )
    assert not verify(recorded.database).intact


def test_the_first_broken_place_is_named(recorded: Kept) -> None:
    run(recorded, f"UPDATE change SET actor = 'somebody' {ONE}")
    assert verify(recorded.database).first_broken == "change 3 of chain patient-1: what it says was altered"


def test_a_chain_made_anew_after_an_edit_is_caught_by_its_seal(recorded: Kept) -> None:
    """Whoever can write the file can also compute hashes: the seal still knows the old ones."""
    from sqlalchemy import select, update

    from mdt_app.store import tables
    from mdt_app.store.chains import COVERED, link_hash

    change = tables.change
    with recorded.database.engine.begin() as connection:
        rows = connection.execute(
            select(change).where(change.c.chain == "patient-1").order_by(change.c.position)
        )
        prev = ""
        for row in [dict(row) for row in rows.mappings()]:
            row |= {"actor": "forger", "prev": prev}
            prev = row["hash"] = link_hash(row, COVERED)
            place = (change.c.chain == "patient-1") & (change.c.position == row["position"])
            connection.execute(update(change).where(place).values(**row))
        connection.execute(
            text("UPDATE chain_head SET hash = :hash WHERE chain = 'patient-1'"), {"hash": prev}
        )
    found = verify(recorded.database)
    assert not found.intact
    assert "seal" in str(found.first_broken)


def test_cutting_off_the_newest_seal_is_noticed_by_its_copy_outside(recorded: Kept) -> None:
    anchor = seal(recorded.database, START + timedelta(days=1))
    assert verify(recorded.database, anchor).intact
    run(
        recorded,
        "DELETE FROM seal WHERE number = 2",
        "UPDATE chain_head SET sealed = 0",
    )
    assert verify(recorded.database).intact
    assert not verify(recorded.database, anchor).intact


def test_sealing_twice_with_nothing_new_gives_the_same_seal(recorded: Kept) -> None:
    first = seal(recorded.database, START)
    assert first.startswith("2:")
    assert seal(recorded.database, START) == first


def test_erased_values_leave_the_chain_verifiable_when_the_erasure_is_on_record(recorded: Kept) -> None:
    with recorded.work() as work:
        work.erase("patient-2", "asked for")
        work.commit()
    assert verify(recorded.database).intact
    with recorded.database.reader() as reader:
        changes = reader.changes(patient_id="patient-2")
    assert {(field.old, field.new) for one in changes[:-1] for field in one.fields} == {(None, None)}
    assert changes[-1].entity == "erasure"
    assert len(changes) > 4


def test_erasing_reaches_the_words_of_the_commands_about_that_patient_alone(kept: Kept) -> None:
    kept.put(patient(family="Lefevre"))
    kept.put(patient(2, family="Goossens"))
    with kept.work() as work:
        work.erase("patient-2", "asked for")
        work.commit()
    query = text("SELECT patient_id, payload FROM command WHERE patient_id <> '' ORDER BY at")
    with kept.database.engine.connect() as connection:
        said = [(row.patient_id, row.payload is None) for row in connection.execute(query)]
    assert said == [("patient-1", False), ("patient-2", True), ("patient-2", False)]


def test_reads_are_a_stream_of_their_own(recorded: Kept) -> None:
    with recorded.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT chain, position, actor, patient_id, what FROM read_log")).all()
    assert [tuple(row) for row in rows] == [
        ("reads:desk-1", 1, "owner", "patient-1", "case screen"),
        ("reads:desk-1", 2, "owner", "patient-2", "case screen"),
    ]


def test_a_read_is_remembered_although_the_work_was_given_up(kept: Kept) -> None:
    with kept.work() as work:
        work.log_read("patient-1", "looked")
    with kept.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM read_log")) == 1


def test_a_commitment_does_not_tell_its_value() -> None:
    say: Callable[[str], str] = lambda salt: commitment(salt, {"ecog": [None, 4]})  # noqa: E731
    assert say("00" * 16) != say("01" * 16)
