"""Many rows are read some at a time, so that a check of a large database needs little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select

BATCH = 500


def batches(connection: Connection, query: Select[Any], key: Any) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a query in order of a text key, which is its `id`, some at a time."""
    after = ""
    while rows := connection.execute(query.where(key > after).order_by(key).limit(BATCH)).all():
        yield rows
        after = rows[-1].id
