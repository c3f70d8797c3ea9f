"""Letters reviewed, issued, corrected, signed and sent, with their stored bytes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("field_versions", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_dispatch_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_dispatch_letter_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_dispatch_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    with op.batch_alter_table("dispatch") as batch:
        batch.create_index(batch.f("ix_dispatch_case_id"), ["case_id"])
        batch.create_index(batch.f("ix_dispatch_letter_id"), ["letter_id"])
        batch.create_index(batch.f("ix_dispatch_patient_id"), ["patient_id"])

    op.create_table(
        "letter_file",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
            name=op.f("fk_letter_file_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_letter_file_letter_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_letter_file_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_file")),
        sa.UniqueConstraint("letter_id", "part", name=op.f("uq_letter_file_letter_id_part")),
    )
    with op.batch_alter_table("letter_file") as batch:
        batch.create_index(batch.f("ix_letter_file_case_id"), ["case_id"])
        batch.create_index(batch.f("ix_letter_file_patient_id"), ["patient_id"])

    with op.batch_alter_table("letter") as batch:
        batch.add_column(sa.Column("replaces", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("changed", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("remark", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("silence", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("large_print", sa.Boolean(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("reviewed_by", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("reviewed_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("reviewed_as", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("issued_by", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("issued_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("sha256", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("template", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("signed_by", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("signed_at", MOMENT, nullable=True))
        batch.create_index(batch.f("ix_letter_state"), ["state"])

    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("letters_by", sa.Text(), nullable=False, server_default=""))
