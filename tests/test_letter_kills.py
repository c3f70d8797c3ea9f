"""A batch of letters killed at any moment, or out of room, goes on: every letter once, whole, about one patient."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from letter_batch import (
    CASE_NUMBER,
    VERSION,
    Batch,
    batch,
    hashes,
    not_listed,
    on_disk,
    pages,
    sent_now,
    wrong_beside,
    wrong_while_going,
)
from letter_kills import Senders, digest, senders_of, wrong_when_done
from operations.kit import KEY, Team

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import LetterPart
from mdt_app.operations.letter_batch import Options
from mdt_app.sending.finishing import finish_lists
from mdt_app.store.database import Database

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked and killed here")
LETTERS, KILLS, SEED = 200, 20, 20261123
LARGEST = 300_000
"""Bytes: more than any letter, less than what the database writes for a batch."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with letters to send, and its meeting; nobody writes in it."""
    folder = tmp_path_factory.mktemp("issued")
    made = batch(Team.at(folder), LETTERS)
    made.team.database.close()
    return folder / "board.mdt", made.meeting_id


@pytest.fixture(scope="module")
def senders() -> Iterator[Senders]:
    with senders_of() as made:
        yield made


@pytest.fixture
def made(issued: tuple[Path, str], tmp_path: Path) -> Iterator[Batch]:
    path = tmp_path / "board.mdt"
    shutil.copy2(issued[0], path)
    team = Team(database=Database.open(path, KEY, user="owner", desk="desk-1"))
    yield Batch(team, issued[1])
    team.database.close()


def test_a_batch_that_is_killed_twenty_times_sends_each_letter_once_to_its_own_patient(
    made: Batch, senders: Senders, tmp_path: Path
) -> None:
    due, out, options = made.due(), tmp_path / "out", Options(how=Way.EHEALTH)
    wanted = hashes(due, options)
    assert len(wanted) == len(due) > LETTERS
    moments, reached = random.Random(SEED), []
    for _ in range(KILLS):
        letters = moments.randrange(2 * LETTERS // KILLS)
        senders.killed_after("step", letters, moments.uniform(0, 0.02), made, out, options)
        assert wrong_while_going(made, wanted, out) == []
        reached.append(len(sent_now(made)))
    assert len({one for one in reached if one < len(due)}) > KILLS / 2, "few kills hit the batch as it ran"
    assert senders.run(made, out, options)["refused"] == []
    assert wrong_when_done(made, due, out, options) == []


@pytest.mark.parametrize("one_file", [False, True])
def test_after_a_kill_every_sending_is_on_a_list_once_as_soon_as_this_desk_looks_again(
    made: Batch, senders: Senders, tmp_path: Path, one_file: bool
) -> None:
    """Killed at its last records and while it writes its list, too."""
    due, out, options = made.due(), tmp_path / "out", Options(how=Way.EHEALTH, one_file=one_file)
    moments, listed = random.Random(SEED), 0
    for letters in (3, 40, len(due) - 1, len(due)):
        senders.killed_after("sent", letters, moments.uniform(0, 0.3), made, out, options)
        listed += len(finish_lists(made.desk()).files)
        assert not_listed(made, out) == []
        assert wrong_beside(made, out) == []
        if not made.due():
            break
    assert listed > 1, "every kill left its list"
    assert finish_lists(made.desk()).files == ()


def test_a_print_file_that_is_killed_holds_each_letter_once_in_the_end(
    made: Batch, senders: Senders, tmp_path: Path
) -> None:
    due, out, options = made.due(), tmp_path / "out", Options(one_file=True, how=Way.EHEALTH)
    moments = random.Random(SEED)
    for _ in range(6):
        senders.killed_after("sent", moments.randrange(1, 30), moments.uniform(0, 0.01), made, out, options)
        assert wrong_while_going(made, {name: digest(one) for name, one in on_disk(out).items()}, out) == []
    assert senders.run(made, out, options)["refused"] == []
    assert made.due() == ()
    assert not_listed(made, out) == []
    (pdf,) = on_disk(out).values()
    feet = [(CASE_NUMBER.findall(page)[-1], VERSION.findall(page)[-1]) for page in pages(pdf)]
    single = [page for item in due for page in pages(made.part(item.letter.id, LetterPart.PDF))]
    assert feet == [(CASE_NUMBER.findall(page)[-1], VERSION.findall(page)[-1]) for page in single]


def test_a_disk_that_runs_full_is_said_once_and_the_batch_goes_on_where_there_is_room(
    made: Batch, senders: Senders, tmp_path: Path
) -> None:
    due, out, options = made.due(), tmp_path / "out", Options(how=Way.EHEALTH)
    with small_disk(out, "2m"):
        full = senders.run(made, out, options)
        assert re.fullmatch(
            r"LUNG-2026-\d{4} [PS]1: .+ cannot be written: No space left on device\.", *full["refused"]
        )
        assert 5 < full["written"] < len(due) == full["written"] + full["left"]
        assert wrong_while_going(made, hashes(due, options), out) == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(out)], check=True)
        rest = senders.run(made, out, options)
        assert (rest["refused"], rest["written"]) == ([], full["left"])
        assert wrong_when_done(made, due, out, options) == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("a disk can be made by the administrator alone")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_where_nothing_more_can_be_kept_the_batch_stops_in_words_and_goes_on_later(
    made: Batch, senders: Senders, tmp_path: Path
) -> None:
    """No file may grow past a size: the database comes to it first."""
    due, out, options = made.due(), tmp_path / "out", Options(how=Way.EHEALTH)
    stopped = senders.run(made, out, options, largest=LARGEST)
    (sentence,) = stopped["refused"]
    assert re.search("disk (is full|does not answer)", sentence)
    assert stopped["left"] > 0
    assert wrong_while_going(made, hashes(due, options), out) == []
    assert senders.run(made, out, options)["refused"] == []
    assert wrong_when_done(made, due, out, options) == []
