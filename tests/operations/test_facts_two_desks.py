"""What one desk corrects while another acts on the same record is seen by it or comes after it, on both engines."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from operations.test_letter_mended import DAY, MG, ML, record

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import LetterState
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.facts import RecordFact, record_fact
from mdt_app.operations.letter_life import IssueLetter
from mdt_app.operations.letter_mended import mended_of
from mdt_app.operations.work import Change, Work

HOLD = 0.4
"""Seconds that a correction is written and not yet committed."""


class Slow:
    """A unit of work that takes its time before it commits, once `written` is set."""

    def __init__(self, work: Work, written: threading.Event) -> None:
        self._work, self._written = work, written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def commit(self) -> tuple[Change, ...]:
        self._written.set()
        time.sleep(HOLD)
        return self._work.commit()


def correction(case: Decided, wrong: str) -> Command:
    command: Command = case.team.command(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.MEDICATION, payload=ML, true_from=DAY,
        replaces=wrong,
    )  # fmt: skip
    return command


@contextmanager
def corrected_meanwhile(case: Decided, wrong: str) -> Iterator[None]:
    """Another desk has written a correction and commits it soon."""
    written, team = threading.Event(), case.team
    command = correction(case, wrong)

    @contextmanager
    def slow_work(command: Command) -> Iterator[Any]:
        with team.database.open_work(command) as work:
            yield Slow(work, written)

    desk = threading.Thread(target=lambda: record_fact(command, slow_work, {}))  # type: ignore[arg-type]
    desk.start()
    assert written.wait(10)
    yield
    desk.join()


def refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refused:
        return str(refused)
    return ""


def test_of_two_desks_that_correct_one_fact_the_second_hears_of_the_first(both: Team) -> None:
    case = decided(both)
    wrong = record(case, MG)
    with corrected_meanwhile(case, wrong):
        heard = refusal(lambda: both.carry_out(correction(case, wrong)))
    assert heard.startswith("This was corrected meanwhile by")
    with both.database.reader() as reader:
        assert (
            len([one for one in reader.facts([case.patient_id])[case.patient_id] if one.replaces == wrong])
            == 1
        )


def test_a_letter_that_is_issued_while_an_error_in_it_is_mended_waits_for_that(both: Team) -> None:
    case = decided(both)
    wrong = record(case, MG)
    case.review()
    with corrected_meanwhile(case, wrong):
        heard = refusal(case.issue_reviewed)
    assert "changed since it was reviewed" in heard
    assert case.letter().state == LetterState.REVIEWED


def test_what_is_mended_while_a_letter_is_printed_comes_after_it_and_marks_it(both: Team) -> None:
    case = decided(both)
    wrong = record(case, MG)
    letter = case.review()
    command = correction(case, wrong)
    mending = threading.Thread(target=lambda: both.carry_out(command))

    class Printing:
        """A press during whose printing another desk corrects what is printed."""

        def __getattr__(self, name: str) -> Any:
            return getattr(press(), name)

        def printed(self, *asked: Any) -> Any:
            mending.start()
            mending.join(HOLD)
            return press().printed(*asked)

    issue = both.command(IssueLetter, letter_id=letter.id)
    carry_out(issue, both.database.open_work, None, {}, Printing)  # type: ignore[arg-type]
    mending.join()
    with both.database.reader() as reader:
        assert set(mended_of(reader, press().guidance, case.patient_id)) == {letter.id}
