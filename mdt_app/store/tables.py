"""One table per thing of the domain, one column per field; every row about a person carries that patient's id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Membership
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.inviting import Availability, Entry, Invitation
from mdt_app.domain.letters.dispatch import Dispatch
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.needs import Need
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.requests import Request
from mdt_app.store.shapes import Json, bare, entity_of, held
from mdt_app.store.values import stamp

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment: timestamptz where the engine has it, else sortable ISO text in UTC."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.Text()
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        text = stamp(value)
        return value.astimezone(UTC) if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


JSON = sa.JSON(none_as_null=True)
TERM = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TYPES: dict[Any, Callable[[], TypeEngine[Any]]] = {
    str: sa.Text,
    int: sa.Integer,
    bool: sa.Boolean,
    date: sa.Date,
    datetime: Moment,
    Json: lambda: JSON,
}
PARENTS = {
    "patient_id": "patient",
    "case_id": "case",
    "board_id": "board",
    "meeting_id": "meeting",
    "listing_id": "listing",
    "letter_id": "letter",
    "person_id": "person",
}


def column(table: str, name: str, hint: Any, *, required: bool) -> sa.Column[Any]:
    if name == "id":
        return sa.Column("id", sa.Text, primary_key=True)
    parent = PARENTS.get(name, table)
    key = (
        [sa.ForeignKey(f"{parent}.id", deferrable=True, initially="DEFERRED")]
        if required and parent != table
        else []
    )
    return sa.Column(name, TYPES[held(hint)](), *key, nullable=bare(hint)[1])


def entity(kind: type[Any], *more: sa.Column[Any] | sa.Constraint | sa.Index) -> sa.Table:
    """The table of one kind of thing: its fields, and how often each was written."""
    name, hints = entity_of(kind), get_type_hints(kind)
    columns = [
        column(name, field.name, hints[field.name], required=field.default is MISSING)
        for field in fields(kind)
    ]
    return sa.Table(name, metadata, *columns, sa.Column("field_versions", JSON, nullable=False), *more)


VERSION = sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("0"))

TABLES: dict[type[Any], sa.Table] = {
    Person: entity(Person, sa.Index(None, "source_key")),
    Board: entity(Board),
    Membership: entity(Membership, sa.Index(None, "board_id")),
    Meeting: entity(Meeting, sa.Index(None, "board_id", "starts_at"), sa.Index(None, "starts_at")),
    Patient: entity(Patient, sa.Index(None, "birth_date")),
    Identifier: entity(Identifier, sa.UniqueConstraint("system", "value"), sa.Index(None, "patient_id")),
    Case: entity(
        Case, VERSION, sa.UniqueConstraint("number"), sa.Index(None, "patient_id"), sa.Index(None, "board_id", "state")
    ),
    Listing: entity(Listing, sa.Index(None, "meeting_id"), sa.Index(None, "case_id"), sa.Index(None, "patient_id")),
    Discussion: entity(
        Discussion, sa.Index(None, "listing_id"), sa.Index(None, "case_id"), sa.Index(None, "patient_id")
    ),
    Recommendation: entity(
        Recommendation, sa.Index(None, "listing_id"), sa.Index(None, "case_id"), sa.Index(None, "patient_id")
    ),
    Attendance: entity(
        Attendance,
        sa.UniqueConstraint("listing_id", "person_id"),
        sa.Index(None, "case_id"),
        sa.Index(None, "patient_id"),
        sa.Index(None, "person_id"),
    ),
    Letter: entity(
        Letter,
        sa.Index(None, "listing_id"),
        sa.Index(None, "case_id"),
        sa.Index(None, "patient_id"),
        sa.Index(None, "state"),
    ),
    Dispatch: entity(
        Dispatch, sa.Index(None, "letter_id"), sa.Index(None, "case_id"), sa.Index(None, "patient_id")
    ),
    Account: entity(Account, sa.UniqueConstraint("user")),
    Request: entity(
        Request, sa.UniqueConstraint("case_id"), sa.Index(None, "patient_id"), sa.Index(None, "board_id", "state")
    ),
    Need: entity(Need, sa.Index(None, "case_id"), sa.Index(None, "patient_id")),
    Invitation: entity(
        Invitation,
        sa.UniqueConstraint("listing_id", "person_id"),
        sa.Index(None, "case_id"),
        sa.Index(None, "patient_id"),
        sa.Index(None, "person_id"),
    ),
    Availability: entity(Availability, sa.UniqueConstraint("meeting_id", "person_id"), sa.Index(None, "person_id")),
    Entry: entity(Entry, sa.UniqueConstraint("meeting_id", "person_id"), sa.Index(None, "uid")),
}  # fmt: skip

case = TABLES[Case]
meeting = TABLES[Meeting]


def _text(name: str, *key: Any, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, *key, nullable=False, **more)


def _number(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, **more)


def _of(parent: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{parent}.id", deferrable=True, initially="DEFERRED")


fact = sa.Table(
    "fact",
    metadata,
    sa.Column("ordinal", SERIAL, primary_key=True, autoincrement=True),
    _text("id"),
    _text("patient_id", _of("patient")),
    _text("case_id"),
    _text("kind"),
    sa.Column("payload", JSON, nullable=False),
    sa.Column("true_from", sa.Date, nullable=False),
    sa.Column("true_to", sa.Date),
    sa.Column("at", Moment),
    sa.Column("recorded_at", Moment, nullable=False),
    _text("recorded_by"),
    _text("source"),
    _text("source_key"),
    _text("replaces"),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.UniqueConstraint("id"),
    sa.Index(None, "patient_id", "recorded_at"),
    # Only where source_key is not empty: the migration says so. Said here, each start would load both dialects.
    sa.Index("uq_fact_source", "patient_id", "source", "source_key", unique=True),
)

note = sa.Table(
    "note",
    metadata,
    _text("id", primary_key=True),
    _text("listing_id", _of("listing")),
    _text("name"),
    _text("case_id", _of("case")),
    _text("patient_id", _of("patient")),
    _text("text"),
    sa.Column("state", sa.LargeBinary, nullable=False),
    _number("updates"),
    sa.UniqueConstraint("listing_id", "name"),
    sa.Index(None, "case_id"),
    sa.Index(None, "patient_id"),
)

note_update = sa.Table(
    "note_update",
    metadata,
    _text("note_id", _of("note"), primary_key=True),
    _number("number", primary_key=True, autoincrement=False),
    _text("case_id", _of("case")),
    _text("patient_id", _of("patient")),
    sa.Column("content", sa.LargeBinary, nullable=False),
    _text("command_id", _of("command")),
    sa.Index(None, "patient_id"),
)

letter_file = sa.Table(
    "letter_file",
    metadata,
    _text("id", primary_key=True),
    _text("letter_id", _of("letter")),
    _text("part"),
    _text("case_id", _of("case")),
    _text("patient_id", _of("patient")),
    sa.Column("content", sa.LargeBinary, nullable=False),
    _text("sha256"),
    sa.UniqueConstraint("letter_id", "part"),
    sa.Index(None, "case_id"),
    sa.Index(None, "patient_id"),
)

command = sa.Table(
    "command",
    metadata,
    _text("id", primary_key=True),
    _text("desk"),
    _number("number"),
    _text("type"),
    sa.Column("payload", JSON),
    _text("actor"),
    sa.Column("at", Moment, nullable=False),
    _text("patient_id", server_default=""),
    sa.UniqueConstraint("desk", "number"),
    sa.Index(None, "patient_id"),
)

change = sa.Table(
    "change",
    metadata,
    _text("chain", primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _number("form"),
    _text("id"),
    _text("entity"),
    _text("entity_id"),
    _text("patient_id"),
    _text("case_id"),
    _text("board_id"),
    _text("command_id", _of("command")),
    _number("place"),
    _text("command"),
    _text("actor"),
    sa.Column("at", Moment, nullable=False),
    _number("version"),
    sa.Column("names", JSON, nullable=False),
    sa.Column("salt", sa.Text),
    sa.Column("contents", JSON),
    _text("commitment"),
    _text("prev"),
    _text("hash"),
    sa.UniqueConstraint("id"),
    sa.Index(None, "command_id"),
    sa.Index(None, "patient_id"),
    sa.Index(None, "case_id", "version"),
    sa.Index(None, "entity_id"),
)

chain_head = sa.Table(
    "chain_head",
    metadata,
    _text("chain", primary_key=True),
    _number("position"),
    _text("hash"),
    _number("sealed"),
)

seal = sa.Table(
    "seal",
    metadata,
    _number("number", primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("heads", JSON, nullable=False),
    _text("prev"),
    _text("hash"),
)

read_log = sa.Table(
    "read_log",
    metadata,
    _text("chain", primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _number("form"),
    _text("actor"),
    _text("patient_id"),
    _text("what"),
    sa.Column("at", Moment, nullable=False),
    _text("prev"),
    _text("hash"),
    sa.Index(None, "patient_id"),
)

patient_term = sa.Table(
    "patient_term",
    metadata,
    sa.Column("term", TERM, primary_key=True),
    _text("patient_id", _of("patient"), primary_key=True),
    sa.Index(None, "patient_id"),
    sqlite_with_rowid=False,
)

standing = sa.Table(
    "standing",
    metadata,
    _text("patient_id", _of("patient"), primary_key=True),
    sa.Column("on_day", sa.Date, nullable=False),
    _text("made_by"),
    _number("position"),
)

wait = sa.Table(
    "wait",
    metadata,
    _text("patient_id", _of("patient"), primary_key=True),
    _text("kind", primary_key=True),
    _text("subject", primary_key=True),
    sa.Column("since", sa.Date),
    sa.Column("latest", sa.Date),
    sa.Index(None, "kind"),
)

series = sa.Table("series", metadata, _text("prefix", primary_key=True), _number("number"))

meta = sa.Table("meta", metadata, _text("key", primary_key=True), _text("value"))
