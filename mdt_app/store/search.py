"""There is one search: every word begins a name, a number or the birth date of the patient, accents aside.

Each patient has one term per word: that word, then all his other words. A word is found as a prefix of terms in
their order (one range of a B-tree), and the further words are looked for in the rest of the same term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, literal, select

from mdt_app.domain.people import Identifier, Patient
from mdt_app.domain.plain_letters import PLAIN_LETTERS
from mdt_app.store.tables import TABLES, patient_term

WRITTEN_OUT = str.maketrans(PLAIN_LETTERS)
NO_WORD = re.compile(r"[\W_]+")
HIGHEST = "\U0010ffff"
LONGEST_WORD, MOST_WORDS = 60, 24
MANY, SOON = 2000, 4000


def fold(text: str) -> str:
    """Lower case without accents, the few letters that carry no removable mark written out."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.translate(WRITTEN_OUT)


def words_of(text: str) -> list[str]:
    """The words as they are looked for: what holds a digit loses its punctuation, other text breaks at it."""
    found: list[str] = []
    for piece in fold(text).split():
        if any(character.isdigit() for character in piece):
            found.append(NO_WORD.sub("", piece))
        else:
            found.extend(NO_WORD.split(piece))
    return [word[:LONGEST_WORD] for word in found if word]


def terms_of(names: Iterable[str], birth_date: date | None, numbers: Iterable[str]) -> set[str]:
    """What is kept of one patient: for each word, that word followed by all the others."""
    words = [word for name in names for word in words_of(name)]
    if birth_date:
        words += [birth_date.strftime("%Y%m%d"), birth_date.strftime("%d%m%Y")]
    for number in numbers:
        parts = NO_WORD.split(fold(number))
        words += ["".join(parts), *(part for part in parts if len(part) > 3)]
    words = list(dict.fromkeys(word[:LONGEST_WORD] for word in words if word))[:MOST_WORDS]
    return {" ".join([word, *words[:place], *words[place + 1 :]]) for place, word in enumerate(words)}


def keep_terms(connection: Connection, patient_id: str) -> None:
    """Makes the terms of one patient anew from his row and numbers."""
    patients, identifiers = TABLES[Patient], TABLES[Identifier]
    who = connection.execute(select(patients).where(patients.c.id == patient_id)).mappings().first()
    if who is None:
        return
    numbers = connection.scalars(
        select(identifiers.c.value).where(identifiers.c.patient_id == patient_id)
    ).all()
    terms = terms_of((who["family"], who["given"]), who["birth_date"], numbers)
    connection.execute(delete(patient_term).where(patient_term.c.patient_id == patient_id))
    if terms:
        connection.execute(
            insert(patient_term), [{"term": term, "patient_id": patient_id} for term in sorted(terms)]
        )


def find_patients(connection: Connection, text: str, limit: int) -> tuple[str, ...]:
    """Ids of the patients who match every word, in the order of their terms; nothing for an empty text."""
    words = list(dict.fromkeys(words_of(text)))
    if not words or limit < 1:
        return ()
    leading, many = rarest(connection, words)
    if many:
        found = first_common(connection, words, limit)
        if found:
            return found
    query = matching(connection, leading, words)
    wanted = limit * 2  # a patient whose two names begin alike comes twice
    while True:
        ids = [str(one) for one in connection.scalars(query.limit(wanted))]
        found = tuple(dict.fromkeys(ids))
        if len(found) >= limit or len(ids) < wanted:
            return found[:limit]
        wanted *= 4


def first_common(connection: Connection, words: Sequence[str], limit: int) -> tuple[str, ...]:
    """Where all words are common, one of their ranges begins with enough patients soon; none where none does.

    Terms go on with the patient's other words in order, so that in the other ranges they may all stand at the end.
    """
    for word in sorted(words, key=len, reverse=True):
        query = matching(connection, word, words, SOON).limit(limit * 2)
        found = tuple(dict.fromkeys(str(one) for one in connection.scalars(query)))
        if len(found) >= limit:
            return found[:limit]
    return ()


def beginning(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return patient_term.c.term >= word, patient_term.c.term < word + HIGHEST


def rarest(connection: Connection, words: Sequence[str]) -> tuple[str, bool]:
    """The word that fewest terms begin with, so that the range to walk is short, and whether even they are `MANY`."""
    if len(words) == 1:
        return words[0], False

    def how_many(word: str) -> int:
        some = select(literal(1)).where(*beginning(word)).limit(MANY).subquery()
        return connection.scalar(select(func.count()).select_from(some)) or 0

    fewest, _, word = min((how_many(word), -len(word), word) for word in words)
    return word, fewest >= MANY


def matching(connection: Connection, leading: str, words: Sequence[str], soon: int = 0) -> Select[tuple[str]]:
    """Patients in the order of the terms that begin with `leading`, of the first `soon` terms alone where given."""
    place: Any = func.strpos if connection.dialect.name == "postgresql" else func.instr
    terms = select(patient_term.c.term, patient_term.c.patient_id).where(*beginning(leading))
    walked = terms.order_by(patient_term.c.term).limit(soon).subquery() if soon else terms.subquery()
    rest = [place(walked.c.term, f" {word}") > 0 for word in words if word != leading]
    return select(walked.c.patient_id).where(*rest).order_by(walked.c.term)
