"""What the columns of a list mean is said once, and the next list with the same headers is read so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mdt_app import columns_kept, paths
from mdt_app.domain.errors import Refused
from mdt_app.exchange.reading import read_columns

LIST = "Pat_A,Pat_B,Remark\nPeeters,1/4/1950,Operate?\n"


@pytest.fixture
def worklist(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_of_unknown_columns_is_read_once_they_are_said_and_so_is_the_next(worklist: Path) -> None:
    assert columns_kept.read_file(worklist).error
    columns_kept.keep(read_columns(worklist), ("family", "birth_date", "question"))
    (one,) = columns_kept.read_file(worklist).patients
    assert (one.family, one.question) == ("Peeters", "Operate?")
    following = worklist.with_name("next.csv")
    following.write_text(LIST.replace("Peeters", "Maes"), encoding="utf-8")
    assert columns_kept.read_file(following).patients[0].family == "Maes"


def test_another_list_is_asked_anew_and_the_first_one_stays_known(worklist: Path) -> None:
    columns_kept.keep(read_columns(worklist), ("family", "birth_date", ""))
    other = worklist.with_name("other.csv")
    other.write_text(LIST.replace("Remark", "Note"), encoding="utf-8")
    assert columns_kept.read_file(other).error
    columns_kept.keep(read_columns(other), ("family", "birth_date", "question"))
    assert columns_kept.read_file(other).patients[0].question == "Operate?"
    assert columns_kept.read_file(worklist).patients[0].question == ""


def test_no_word_of_the_list_is_kept_for_it_may_have_no_header_row(worklist: Path) -> None:
    worklist.write_text("Peeters;1/4/1950\nMaes;2/4/1950\n", encoding="utf-8")
    columns_kept.keep(read_columns(worklist), ("family", "birth_date"))
    kept = paths.user_data() / "columns.json"
    assert "Peeters" not in kept.read_text()
    if sys.platform != "win32":
        assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"format": 2}', '{"format": 1, "lists": 3}', '{"format": 1, "lists": {"x": 1}}']
)
def test_a_damaged_memory_is_no_memory(worklist: Path, user_folder: Path, content: str) -> None:
    user_folder.mkdir()
    (user_folder / "columns.json").write_text(content)
    assert columns_kept.read_file(worklist).error
    columns_kept.keep(read_columns(worklist), ("family", "birth_date", ""))
    assert columns_kept.read_file(worklist).patients


def test_where_nothing_can_be_kept_that_is_said(worklist: Path, user_folder: Path) -> None:
    (user_folder / "columns.json").mkdir(parents=True)
    with pytest.raises(Refused, match="cannot be kept"):
        columns_kept.keep(read_columns(worklist), ("family", "birth_date", ""))


def test_asked_again_the_columns_are_as_they_were_said(worklist: Path) -> None:
    columns_kept.keep(read_columns(worklist), ("family", "birth_date", ""))
    assert [one.field for one in columns_kept.read_columns(worklist)] == ["family", "birth_date", ""]
