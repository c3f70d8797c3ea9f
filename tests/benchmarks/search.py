"""Search as you type over a million made-up patients, beside the bare range of the same index."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from figure import Figure, part
from kept import KEY, database

from mdt_app.store.database import Database
from mdt_app.store.local_file import connect
from mdt_app.store.search import HIGHEST, terms_of, words_of

PATIENTS = int(os.environ.get("MDT_BENCHMARK_PATIENTS", "1000000"))
FAMILIES = """Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Smedt Dubois Lambert Dupont Martin
Simon Laurent Leroy Lefèvre Müller Nguyễn Özdemir García Rossi Kowalski Şahin Benali Hassan Lejeune Denis Gérard"""
GIVEN = """Marie Jean Anne Luc Zoë Sophie Pierre Paul Élise Noémie Ahmed Fatima Mehmet Piotr Giulia José Thị Hồng Lotte
Emma Louis Arthur Jules Camille Chloé Léa Hugo Victor Louise Juliette"""
SYLLABLES = (
    "ba be bi bo da de ka ke la le li lo ma me mo na ne no pe ra re ri ro sa se si ta te ti va ve vi xa ze"
)
RANGE = "SELECT patient_id FROM patient_term WHERE term >= ? AND term < ? ORDER BY term LIMIT 50"


def figures() -> Iterator[Figure]:
    many = database(f"patients-{PATIENTS}", fill, Path(__file__))
    bare = connect(many.path, KEY)
    try:
        with many.reader() as reader:
            for name, texts in typed(random.Random(99)).items():
                ours = each(texts, reader.search)
                floor = each(texts, lambda text: bare.execute(RANGE, bounds(text)).fetchall())
                yield Figure(
                    f"search {PATIENTS:,} patients, {name}, p95", part(ours, 0.95), part(floor, 0.95),
                    "one bare range of the index, longest word", target=10, absolute=True,
                )  # fmt: skip
    finally:
        bare.close()
        many.close()


def each(texts: list[str], act: Callable[[str], object]) -> list[float]:
    took = []
    for text in texts:
        began = time.perf_counter()
        act(text)
        took.append(time.perf_counter() - began)
    return took


def bounds(text: str) -> tuple[str, str]:
    word = max(words_of(text), key=len)
    return word, word + HIGHEST


def fill(made: Database) -> None:
    with made.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany("INSERT INTO patient_term VALUES (?, ?)", sorted(terms(random.Random(7))))
        cursor.execute("COMMIT")


def terms(chance: random.Random) -> Iterator[tuple[str, str]]:
    for number in range(PATIENTS):
        born = date(chance.randint(1925, 2008), chance.randint(1, 12), chance.randint(1, 28))
        value = f"{born:%y.%m.%d}-{chance.randint(1, 997):03}.{chance.randint(0, 97):02}"
        for term in terms_of((family(chance), chance.choice(GIVEN.split())), born, (value,)):
            yield term, f"01a206f5-6607-7c85-a32c-{number:012x}"


def family(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(FAMILIES.split())
    return "".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 4))).title()


def typed(chance: random.Random) -> dict[str, list[str]]:
    """What people type, by kind: every prefix of 300 names, two words, numbers, birth dates."""
    names = [(family(chance), chance.choice(GIVEN.split())) for _ in range(300)]
    days = [(chance.randint(1, 28), chance.randint(1, 12), chance.randint(1925, 2008)) for _ in names]
    return {
        "prefixes": [name[:length] for name, _ in names for length in range(1, min(6, len(name)) + 1)],
        "two words": [
            f"{one[:cut]} {other[:more]}" for one, other in names for cut, more in ((3, 1), (1, 3), (9, 9))
        ],
        "numbers": [f"{y % 100:02}.{m:02}.{d:02}"[: 4 + d % 5] for d, m, y in days],
        "birth dates": [f"{d:02}-{m:02}-{y}" for d, m, y in days] + [f"{y}-{m:02}" for _, m, y in days],
    }
