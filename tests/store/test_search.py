"""Search finds a patient by the beginning of each word, accents and punctuation aside. Both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from store.kit import KEY, Kept, identifier, patient, with_owner

from mdt_app.store.database import Database
from mdt_app.store.search import fold, terms_of

PEOPLE = (
    patient(1, family="Lefèvre", given="Marie-Claire", birth_date=date(1950, 3, 12)),
    patient(2, family="Łukasiewicz", given="Jan", birth_date=date(1961, 11, 2)),
    patient(3, family="Großmann", given="Søren", birth_date=None),
    patient(4, family="O'Brien", given="Zoë", birth_date=date(1950, 12, 3)),
    patient(5, family="100% _real_", given='"Star*"', birth_date=date(1999, 9, 9)),
    patient(6, family="Nguyễn", given="Thị Hồng", birth_date=date(1970, 1, 1)),
    patient(7, family="محمد", given="علي", birth_date=date(1980, 1, 1)),
    patient(8, family="Jansen", given="Janine", birth_date=date(1950, 3, 1)),
)
NUMBERS = (identifier(1, "50.03.12-123.45"), identifier(2, "MRN-000123"), identifier(6, "H/77 (old)"))


@pytest.fixture
def peopled(kept: Kept) -> Kept:
    kept.put(*PEOPLE, *NUMBERS)
    return kept


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The same people in a file that these tests only read."""
    kept = Kept(with_owner(Database.create(tmp_path_factory.mktemp("people") / "people.mdt", KEY)))
    kept.put(*PEOPLE, *NUMBERS)
    yield kept
    kept.database.close()


def found(kept: Kept, text: str, limit: int = 50) -> list[int]:
    with kept.database.reader() as reader:
        return [int(id.removeprefix("patient-")) for id in reader.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lefevre", [1]),
        ("LEFÈV", [1]),
        ("claire lef", [1]),
        ("marie-claire", [1]),
        ("Marie-Claire Lefèvre", [1]),
        ("lukasiewicz", [2]),
        ("Łuk", [2]),
        ("grossm", [3]),
        ("großmann sor", [3]),
        ("soren", [3]),
        ("o'brien", [4]),
        ("brien zoe", [4]),
        ("nguyen thi hong", [6]),
        ("محم", [7]),
        ("100%", [5]),
        ("_real_", [5]),
        ('"star*"', [5]),
        ("1950-03-12", [1]),
        ("12-03-1950", [1]),
        ("12/03/1950", [1]),
        ("1950", [8, 1, 4]),
        ("1950 lef", [1]),
        ("50.03.12", [1]),
        ("50031212345", [1]),
        ("mrn-000", [2]),
        ("000123", [2]),
        ("MRN000123 jan", [2]),
        ("h/77", [6]),
        ("jan", [2, 8]),
        ("jan jansen", [8]),
        ("lefevre jan", []),
        ("nobody", []),
        ("", []),
        ("   ", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ('"', []),
        ("*", []),
        ("\x00", []),
        ("'; DROP TABLE patient; --", []),
        ("\U0010ffff", []),
    ],
)
def test_what_is_typed_finds_who_is_meant(people: Kept, text: str, expected: list[int]) -> None:
    assert sorted(found(people, text)) == sorted(expected)


def test_both_engines_find_the_same_in_the_same_order(local: Kept, served: Kept) -> None:
    for kept in (local, served):
        kept.put(*PEOPLE, *NUMBERS)
    texts = [
        "j",
        "l",
        "jan",
        "1950",
        "ma",
        "m",
        "Łu",
        "100%",
        "'",
        "marie cl",
        "\x00",
        "a\x00b",
        "ng thi",
        "\ud83d",
    ]
    assert [found(local, text) for text in texts] == [found(served, text) for text in texts]


def test_results_come_in_order_of_their_words_each_patient_once(peopled: Kept) -> None:
    assert found(peopled, "jan") == [2, 8]
    assert found(peopled, "jan", limit=1) == [2]
    assert found(peopled, "jan", limit=0) == []


def test_a_changed_name_is_found_and_the_old_one_is_not(peopled: Kept) -> None:
    peopled.put(replace(PEOPLE[0], family="Newname"))
    assert found(peopled, "newn") == [1]
    assert found(peopled, "lefev") == []
    assert found(peopled, "50031212345 newname") == [1]


def test_a_number_that_comes_later_is_found(peopled: Kept) -> None:
    peopled.put(identifier(3, "7-777-77"))
    assert found(peopled, "777777 gross") == [3]
    assert found(peopled, "7-777") == [3]


def test_many_words_and_long_ones_do_no_harm(peopled: Kept) -> None:
    peopled.put(patient(9, family="x" * 5000, given=" ".join(f"w{number}" for number in range(200))))
    assert found(peopled, "x" * 5000) == [9]
    assert found(peopled, " ".join(["jan"] * 500)) == [2, 8]


def test_a_patient_has_one_term_for_each_word() -> None:
    assert terms_of(("De Smet", "An"), None, ()) == {"de smet an", "smet de an", "an de smet"}
    assert terms_of((), date(1950, 3, 12), ()) == {"19500312 12031950", "12031950 19500312"}


def test_folding_takes_marks_away_and_writes_letters_out() -> None:
    assert fold("ÀÉÎÕÜ ŁØĐßÆ İıŞ ﬁ") == "aeiou lodssae iis fi"
