"""What came on record after a letter was issued is told by the order of arrival, not by the day that a source names."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.store import tables
from mdt_app.store.corrections import FROM_LETTER
from mdt_app.store.tables import TABLES

LETTER_ID = "letter_id"


@cache
def corrections() -> Select[Any]:
    """(letter id, fact id) of each issued letter and each fact that corrects another and came after the letter."""
    letter, came = TABLES[Letter], tables.fact.alias()
    return (
        _letters_with(came)
        .where(letter.c.state == LetterState.ISSUED.value, came.c.replaces != "")
        .order_by(letter.c.id, came.c.ordinal)
    )


@cache
def arrivals() -> Select[Any]:
    """(letter id, fact id, what that corrects) of each fact that came after one letter was issued."""
    letter, came = TABLES[Letter], tables.fact.alias()
    asked = bindparam(LETTER_ID, type_=letter.c.id.type)
    found = _letters_with(came).add_columns(came.c.replaces.label("replaces"))
    return found.where(letter.c.id == asked).order_by(came.c.ordinal)


def _letters_with(came: Any) -> Select[Any]:
    """Each letter that left a fact, beside the facts of its patient that were written after that one."""
    letter, left = TABLES[Letter], tables.fact.alias()
    of_letter: ColumnElement[bool] = and_(
        left.c.patient_id == letter.c.patient_id,
        left.c.source == FROM_LETTER,
        left.c.source_key == letter.c.id,
        left.c.source_key != "",
    )
    later = and_(came.c.patient_id == letter.c.patient_id, came.c.ordinal > left.c.ordinal)
    joined = letter.join(left, of_letter).join(came, later)
    return select(letter.c.id.label(LETTER_ID), came.c.id.label("fact_id")).select_from(joined)
