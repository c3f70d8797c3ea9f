"""What waits about each patient, as computed; and whom a command is about, so that erasing reaches its words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing",
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_standing_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_standing")),
    )
    op.create_table(
        "wait",
        sa.Column("patient_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_wait_patient_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("patient_id", "kind", "subject", name=op.f("pk_wait")),
    )
    with op.batch_alter_table("command") as batch:
        batch.add_column(sa.Column("patient_id", sa.Text(), nullable=False, server_default=""))
        batch.create_index(batch.f("ix_command_patient_id"), ["patient_id"])
    with op.batch_alter_table("wait") as batch:
        batch.create_index(batch.f("ix_wait_kind"), ["kind"])
