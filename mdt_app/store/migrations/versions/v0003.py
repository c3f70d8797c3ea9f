"""Requests, needs, invitations and what happens in the room; what became of a recommendation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "availability",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("windows", JSON, nullable=False),
        sa.Column("arrives_at", MOMENT, nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"],
            ["board.id"],
            name=op.f("fk_availability_board_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_availability_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_availability_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_availability_meeting_id_person_id")),
    )
    with op.batch_alter_table("availability") as batch:
        batch.create_index(batch.f("ix_availability_person_id"), ["person_id"])

    op.create_table(
        "entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("board_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("slots", JSON, nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_entry_board_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_entry_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_entry_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_entry_meeting_id_person_id")),
    )
    with op.batch_alter_table("entry") as batch:
        batch.create_index(batch.f("ix_entry_uid"), ["uid"])

    op.create_table(
        "need",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("expected", sa.Date(), nullable=True),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_need_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_need_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    with op.batch_alter_table("need") as batch:
        batch.create_index(batch.f("ix_need_case_id"), ["case_id"])
        batch.create_index(batch.f("ix_need_patient_id"), ["patient_id"])

    op.create_table(
        "request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("board_id", sa.Text(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("requester_id", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"],
            ["board.id"],
            name=op.f("fk_request_board_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_request_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_request_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("case_id", name=op.f("uq_request_case_id")),
    )
    with op.batch_alter_table("request") as batch:
        batch.create_index(batch.f("ix_request_board_id_state"), ["board_id", "state"])
        batch.create_index(batch.f("ix_request_patient_id"), ["patient_id"])

    op.create_table(
        "invitation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("listing_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("proposed", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
            name=op.f("fk_invitation_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_invitation_listing_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_invitation_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_invitation_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("listing_id", "person_id", name=op.f("uq_invitation_listing_id_person_id")),
    )
    with op.batch_alter_table("invitation") as batch:
        batch.create_index(batch.f("ix_invitation_case_id"), ["case_id"])
        batch.create_index(batch.f("ix_invitation_patient_id"), ["patient_id"])
        batch.create_index(batch.f("ix_invitation_person_id"), ["person_id"])

    with op.batch_alter_table("attendance") as batch:
        batch.add_column(sa.Column("joined_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("left_at", MOMENT, nullable=True))

    with op.batch_alter_table("board") as batch:
        batch.add_column(sa.Column("calls", JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("standards", JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("asks", JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("moc", sa.Boolean(), nullable=False, server_default="0"))

    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("moc_kind", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("discussion") as batch:
        batch.add_column(sa.Column("remarks", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("listing") as batch:
        batch.add_column(sa.Column("starts_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("pinned", sa.Boolean(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("standard", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("began_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("ended_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("read_back_at", MOMENT, nullable=True))

    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("opened_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("chair_id", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("moderator_id", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("breaks", JSON, nullable=False, server_default="[]"))

    with op.batch_alter_table("recommendation") as batch:
        batch.add_column(sa.Column("fate", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("fate_code", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("fate_note", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("fate_on", sa.Date(), nullable=True))
