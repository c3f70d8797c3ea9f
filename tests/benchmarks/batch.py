"""A thousand letters: printed with memory flat, sent out by desks that are killed, each page about one patient."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import letter_case
from figure import Figure
from letter_batch import Batch, batch, born, case_number, hashes, names, national, wrong_while_going
from letter_kills import senders_of, wrong_when_done
from operations.kit import Team

from mdt_app import paths
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.letters.render import render
from mdt_app.operations.letter_batch import Options

LETTERS, KILLS, SEED = 1_000, 20, 20261123
FIRST = 100
LEVELS = ("primary", "secondary", "tertiary", "patient")
LANGUAGES = ("en", "nl", "fr", "de")


def figures() -> Iterator[Figure]:
    yield memory()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MDT_HOME"] = str(folder / "user")
        made = batch(Team.at(folder), LETTERS)
        yield sent(made, folder)
        made.team.database.close()


def sent(made: Batch, folder: Path) -> Figure:
    """A batch killed at twenty moments and resumed, beside writing the same bytes; raises where anything is wrong."""
    due, out, options = made.due(), folder / "out", Options(folders=True, pattern="{day} {recipient}")
    wanted, dice = hashes(due, options), random.Random(SEED)
    with senders_of() as senders:
        for _ in range(KILLS):
            letters = dice.randrange(2 * len(due) // KILLS)
            senders.killed_after("step", letters, dice.uniform(0, 0.02), made, out, options)
            require(wrong_while_going(made, wanted, out))
        left = len(made.due())
        begun = time.perf_counter()
        require(senders.run(made, out, options)["refused"])
        took = time.perf_counter() - begun
    require(wrong_when_done(made, due, out, options))
    print(
        f"{len(due)} letters, killed {KILLS} times, {left} left then: every file, sending and page as it should be"
    )
    files = [one.read_bytes() for one in out.rglob("*.pdf")][:left]
    begun = time.perf_counter()
    for number, content in enumerate(files):
        paths.write_whole(folder / f"bare-{number}.pdf", content)
    floor = time.perf_counter() - begun
    return Figure(
        "letters sent out, recorded one by one",
        left / took,
        len(files) / floor,
        "writing the files alone",
        "/s",
    )


def require(wrong: list[str]) -> None:
    if wrong:
        raise AssertionError(wrong[:9])


def memory() -> Figure:
    """Resident memory after the first hundred letters and the most of the rest, four levels in four languages."""
    with tempfile.TemporaryDirectory() as folder:
        first, most = 0.0, 0.0
        for number, (given, family) in enumerate(islice(names(), LETTERS), start=1):
            pdf = printed(number, given, family)
            paths.write_whole(Path(folder) / f"{number}.pdf", pdf)
            if number == FIRST:
                first = resident()
            if number % FIRST == 0:
                most = max(most, resident())
    return Figure(f"memory after {LETTERS} letters", most, first, f"after {FIRST} letters", "MB", target=1.2)


def printed(number: int, given: str, family: str) -> bytes:
    one = letter_case.colpaert()
    record = replace(
        one,
        patient=born(f"patient-{number}", number, given, family),
        identifiers=(replace(one.identifiers[0], value=national(number)),),
        case=replace(one.case, number=case_number(number)),
    )
    language = LANGUAGES[number // len(LEVELS) % len(LANGUAGES)]
    letters = tuple(replace(letter, language=language) for letter in record.letters)
    content = compose(LEVELS[number % len(LEVELS)], replace(record, letters=letters))
    return render(content, letter_texts(content.shared.language))


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
