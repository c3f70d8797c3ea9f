"""Writes the next migration from what the tables say and the newest one does not: `write_migration.py 0002 "what"`.

Read what it wrote before keeping it, and add its number to `KNOWN` in mdt_app/store/schema.py.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from mdt_app.store import schema, tables

HEAD = '''"""{what}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}
branch_labels = None
depends_on = None

MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
'''


def main(number: str, what: str) -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        before = sorted(one for one in schema.KNOWN if one < number)
        if before:
            schema.migrate(connection)
        context = MigrationContext.configure(connection)
        found = produce_migrations(context, tables.metadata).upgrade_ops
    assert found is not None
    body = render_python_code(found, render_as_batch=bool(before))
    body = body.replace("mdt_app.store.tables.Moment()", "MOMENT").replace(
        "sa.JSON(none_as_null=True)", "JSON"
    )
    body = re.sub(r"^ {0,4}# ###.*\n?", "", body, flags=re.MULTILINE)
    head = HEAD.format(what=what, number=number, before=repr(before[-1]) if before else "None")
    path = schema.MIGRATIONS / "versions" / f"v{number}.py"
    path.write_text(head + "    " + body.strip() + "\n", encoding="utf-8")
    print(Path(path))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
