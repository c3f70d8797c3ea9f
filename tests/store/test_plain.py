"""A local file read by plain SQL tells the same as it does through the library that both engines share."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlcipher3 import dbapi2
from store.kit import KEY, OWNER, Kept, patient, with_owner

from mdt_app.application import load_guidance
from mdt_app.demo.fill import fill
from mdt_app.domain.agenda import Listing
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import PAYLOADS, Fact, Kind
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import Patient, Person
from mdt_app.notes.text import MergeText
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.worklists import look_through
from mdt_app.planner.rhythm import next_start
from mdt_app.press import LetterPress
from mdt_app.store import local_file, tables
from mdt_app.store.asking import KeptReader
from mdt_app.store.corrections import Corrections
from mdt_app.store.database import Database
from mdt_app.store.failures import in_words
from mdt_app.store.local_connections import LocalConnection
from mdt_app.store.mapping import fact_row, mapping
from mdt_app.store.naming import Naming
from mdt_app.store.plain import PlainReader
from mdt_app.store.reader import StoreReader
from mdt_app.store.shapes import ENTITIES, Json, entity_of

DAY = date(2026, 3, 2)
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20
) | st.sampled_from(["null", "true", "1", "2026-03-02", '"', "'; DROP TABLE patient --", "[]"])
MOMENTS = st.datetimes(timezones=st.just(UTC))
FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
SIMPLE = {
    str: TEXTS,
    int: st.integers(-(2**31), 2**31),
    float: st.floats(-1e6, 1e6),
    bool: st.booleans(),
    bytes: st.binary(max_size=9),
    date: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    datetime: MOMENTS,
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field by its type."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if hint is type(None):
        return st.none()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if origin is types.UnionType:
        return st.one_of(*map(values, parts))
    if origin is tuple and parts[1:] == (...,):
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, parts))
    if origin is None:
        return made(hint)
    return st.dictionaries(values(parts[0]), values(parts[1]), max_size=2)


def made(kind: type[Any], /, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name not in given]
    return st.builds(kind, **given, **{name: values(hints[name]) for name in names})


@contextmanager
def both(path: Path, *rows: Any) -> Iterator[tuple[KeptReader, KeptReader]]:
    """The plain reader and the library's at the same moment, after rows that are never committed and so may refer to
    what is not there."""
    local = LocalConnection(local_file.connect(path, KEY))
    local.keyed.execute("BEGIN")
    with local.engine.connect() as connection, PlainReader(local, Naming(), Corrections()) as plain:
        for row in rows:
            connection.execute(inserting(row))
        yield plain, StoreReader(connection)
    assert local.keyed.in_transaction
    local.keyed.close()


def inserting(thing: Any) -> Any:
    if isinstance(thing, Fact):
        return insert(tables.fact).prefix_with("OR IGNORE").values(fact_row(thing))
    table, row = tables.TABLES[type(thing)], mapping(type(thing)).row(thing)
    return insert(table).prefix_with("OR IGNORE").values(row | {"field_versions": {"id": 3}})


def require_alike(readers: tuple[KeptReader, KeptReader], kind: type[Any]) -> tuple[Any, ...]:
    """Everything of a kind, in every order, by every field, by several values and by none. Gives all of it."""

    def asked(ask: Callable[[KeptReader], Any]) -> Any:
        plain, other = (ask(one) for one in readers)
        assert plain == other
        assert repr(plain) == repr(other)  # 1 is not True, and one zone not another
        return plain

    found: tuple[Any, ...] = asked(lambda one: one.find(kind))
    for thing in found[:3]:
        assert asked(lambda one, id=thing.id: one.get(kind, id)) == thing
        asked(lambda one, id=thing.id: one.versions(kind, id))
    for name, holds in mapping(kind).columns.items():
        for order in (name, f"-{name}"):
            asked(lambda one, order=order: one.find(kind, order=(order, "id"), limit=3))
        if name == "kind":
            continue  # no reader can be asked by a field of that name
        said = [] if holds is Json else [getattr(one, name) for one in found]
        for where in [*said[:2], said[:50], None]:
            asked(lambda one, name=name, where=where: one.find(kind, **{name: where}))
            asked(lambda one, name=name, where=where: one.count(kind, **{name: where}))
    return found


@pytest.mark.parametrize("kind", tables.TABLES)
@FEW
@given(data=st.data())
def test_whatever_is_kept_is_read_alike(
    kind: type[Any], data: st.DataObject, local: Kept, path: Path
) -> None:
    things = data.draw(st.lists(made(kind), max_size=3))
    with both(path, *things) as readers:
        found = require_alike(readers, kind)
    assert all(one == OWNER or one in things for one in found)


def test_everything_that_has_a_table_can_be_read() -> None:
    assert sorted(map(entity_of, tables.TABLES)) == sorted(ENTITIES)


def facts_of(kind: Kind) -> st.SearchStrategy[Fact]:
    return made(
        Fact, kind=st.just(kind), payload=made(PAYLOADS[kind]), patient_id=st.just("p"), true_to=st.none()
    )


@settings(FEW, max_examples=60)
@given(facts=st.lists(st.sampled_from(Kind).flatmap(facts_of), max_size=3))
def test_whatever_a_fact_says_is_read_alike(facts: list[Fact], local: Kept, path: Path) -> None:
    with both(path, *facts) as (plain, other):
        assert repr(plain.facts(("p", "nobody"))) == repr(other.facts(("p", "nobody")))
        assert set(plain.facts(("p",))["p"]) <= set(facts)
        assert plain.patients_naming("x") == other.patients_naming("x")


def test_a_whole_demo_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    filled(path)
    with both(path) as readers:
        for kind in tables.TABLES:
            require_alike(readers, kind)
        plain, other = readers
        for question in questions(plain):
            assert question(plain) == question(other)


def filled(path: Path) -> None:
    """A small demo, with what waits about its patients."""
    guidance = load_guidance()
    with closing(with_owner(Database.create(path, KEY, user=OWNER.user))) as database:
        fill(
            lambda command: carry_out(
                command, database.open_work, next_start, guidance.instruments, lambda: LetterPress(guidance)
            ),
            today=DAY,
            note_update=lambda words: MergeText().replace(0, 0, words),
            patients=12,
            actor=OWNER.user,
        )
        look_through(database.reader, database.keep_standings, guidance, DAY, "rules", step=lambda _: True)


def questions(reader: KeptReader) -> Iterator[Callable[[KeptReader], Any]]:
    """Every other question, about everything that is there."""
    patients = [one.id for one in reader.find(Patient)]
    listings = [one.id for one in reader.find(Listing)]
    yield lambda one: one.facts((*patients, "nobody"))
    yield lambda one: one.notes(listings)
    for id in listings:
        for name in ("discussion", "decision"):
            yield lambda one, id=id, name=name: (one.note(id, name), one.note_updates(id, name))
    for thing in reader.find(Case):
        yield lambda one, id=thing.id: (
            one.case_version(id),
            one.changes(case_id=id),
            one.changes(entity_id=id),
        )
    for id in patients:
        yield lambda one, id=id: one.changes(patient_id=id)
    for change in reader.changes(patient_id=patients[0]):
        yield lambda one, id=change.command_id: (one.carried_out(id), one.changes_of_command(id))
    for person in reader.find(Person):
        yield lambda one, id=person.id: set(one.patients_naming(id))
    yield lambda one: set(one.letters_still_due())
    yield lambda one: one.corrected_since_issuing()
    for letter in reader.find(Letter):
        yield lambda one, id=letter.id: one.facts_since_issuing(id)
    yield lambda one: [one.search(text) for text in ("a", "de", "van de", "1950", "nobody")]
    yield lambda one: one.waiting(DAY, "rules", patients[:3], 5)
    yield lambda one: one.waits_of(DAY, "rules", patients)
    yield lambda one: one.not_looked_through(date(2026, 3, 3), "rules", 20)
    yield lambda one: (one.carried_out("none"), one.note("none", "decision"), one.notes(()), one.facts(()))
    yield lambda one: (one.versions(Patient, "none"), one.remembered("id"), one.remembered("none"))


def test_a_reader_sees_one_moment_whatever_it_is_asked(talked: Kept) -> None:
    with talked.database.reader() as reader:
        before = reader.find(Patient), reader.search("dubois"), reader.changes(patient_id="patient-1")
        talked.put(patient(2), replace(patient(), family="Janssens"))
        assert reader.search("janssens") == ()
        after = reader.find(Patient), reader.search("dubois"), reader.changes(patient_id="patient-1")
        assert after == before
        assert reader.count(Patient) == 1
    with talked.database.reader() as reader:
        assert reader.count(Patient) == 2
        assert reader.search("janssens") == ("patient-1",)


def test_a_moment_given_up_leaves_its_connection_whole(local: Kept) -> None:
    for _ in range(20):
        with pytest.raises(Missing), local.database.reader() as reader:
            reader.get(Patient, str(reader.search("x")))
    local.put(patient())
    with local.database.reader() as reader:
        assert reader.search("dubois") == ("patient-1",)


def test_an_order_by_a_field_that_is_not_there_is_our_fault(kept: Kept) -> None:
    with kept.database.reader() as reader, pytest.raises(KeyError):
        reader.find(Patient, order=("nobody",))


def test_a_column_that_is_not_there_is_a_fault_and_not_its_name_as_a_text(local: Kept) -> None:
    local.put(patient())
    with local.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE patient RENAME COLUMN sex TO other"))
    with local.database.reader() as reader, pytest.raises(dbapi2.OperationalError, match="no such column"):
        reader.find(Patient)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (dbapi2.OperationalError("database is locked"), "keeps the database busy"),
        (dbapi2.OperationalError("database or disk is full"), "disk is full"),
        (dbapi2.DatabaseError("database disk image is malformed"), "damaged"),
        (dbapi2.DatabaseError("file is not a database"), "damaged"),
        (dbapi2.OperationalError("disk I/O error"), "does not answer"),
        (dbapi2.IntegrityError("UNIQUE constraint failed: case.number"), "under another id"),
    ],
)
def test_what_the_driver_says_is_put_in_words(error: Exception, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence), in_words():
        raise error


def test_a_file_that_somebody_keeps_to_himself_is_refused_in_words(
    local: Kept, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local.database.close()
    alone = local_file.connect(path, KEY)
    alone.execute("PRAGMA journal_mode = DELETE")
    monkeypatch.setattr(local_file, "BUSY_SECONDS", 0)
    alone.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="keeps the database busy"):
        Database.open(path, KEY)
    alone.close()


def test_a_page_damaged_while_the_file_is_open_is_refused_in_words(local: Kept, path: Path) -> None:
    local.put(*(patient(number, family=f"Family {number}") for number in range(200)))
    local.database.close()
    with closing(Database.open(path, KEY)) as database:
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(bytes(path.stat().st_size - 4096))
        with database.reader() as reader, pytest.raises(Refused, match="damaged"):
            reader.find(Patient, order=("family",))


def test_the_first_agenda_needs_no_library_of_both_engines(local: Kept, path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from mdt_app import application;"
        "from mdt_app.store.database import Database;"
        "from mdt_app.domain.people import Patient;"
        "database = Database.open(Path(sys.argv[1]), bytes(range(32)));"
        "reader = database.reader();"
        "opened = reader.__enter__(); opened.find(Patient); opened.facts(('x',)); reader.__exit__(None, None, None);"
        "print(database.demo, 'sqlalchemy' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, path], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
