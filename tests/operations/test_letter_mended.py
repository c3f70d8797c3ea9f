"""An error that was mended in the record is marked on every letter that still carries it, and on no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, add_recommendation, decided, set_field
from operations.test_after_erasing import erase
from operations.test_letter_life import send

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import IMPORTED, Fact, Kind
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.mended import Mended, as_known, mendings
from mdt_app.domain.payloads import Answer, CareHolder, Event, Medication, Payload, Score
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_mended import mended_letters, mended_of
from mdt_app.store.reader import StoreReader
from mdt_app.store.work import StoreWork

DAY = date(2026, 10, 1)
ML = Medication(text="Oxycodone", dose="5 mg twice a day", status="active")
MG = replace(ML, dose="50 mg twice a day")


def record(
    case: Decided, payload: Payload, kind: Kind = Kind.MEDICATION, *, replaces: str = "", withdrawn: bool = False,
    day: date = DAY, until: date | None = None,
) -> str:  # fmt: skip
    """Somebody records a fact; gives its id."""
    id = new_id()
    case.team.act(
        RecordFact, fact_id=id, patient_id=case.patient_id, kind=kind, payload=payload, true_from=day,
        true_to=until, replaces=replaces, withdrawn=withdrawn,
    )  # fmt: skip
    return id


def marked(case: Decided, at_once: int = 25) -> dict[str, Mended]:
    with case.team.database.reader() as reader:
        return dict(mended_letters(reader, press().guidance, at_once).by_id)


def again(case: Decided) -> Decided:
    """The same patient, decided once more a week later."""
    team = case.team
    team.clock += timedelta(days=7)
    meeting = team.meeting(case.board_id, date(2026, 10, 22))
    listing = team.listed(meeting, patient_id=case.patient_id)
    add_recommendation(team, listing, case.gp_id)
    set_field(team, "discussion", listing, "red_flags", "fever above 38 °C")
    team.close(meeting)
    return replace(case, meeting_id=meeting, listing_id=listing)


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def test_a_dose_that_was_wrong_marks_the_letters_that_print_it_and_no_others(both: Team) -> None:
    case = decided(both)
    wrong = record(case, MG)
    gp, patients = case.issue(), case.issue("patient")
    assert marked(case) == {}
    right = record(case, ML, replaces=wrong)
    found = marked(case)
    assert set(found) == {gp.id}, "the patient's own letter names no dose"
    assert patients.id not in found
    (one,) = found[gp.id].mendings
    assert (one.then.id, one.now.id, one.now.recorded_by) == (wrong, right, "owner")


def test_what_was_taken_back_marks_the_letter_too(case: Decided) -> None:
    wrong = record(case, MG)
    letter = case.issue()
    record(case, MG, replaces=wrong, withdrawn=True)
    assert marked(case)[letter.id].mendings[0].now.withdrawn


def test_news_since_the_letter_is_no_error(case: Decided) -> None:
    record(case, ML)
    state = record(case, Score(value=1), Kind.ECOG)
    case.issue()
    record(case, Score(value=3), Kind.ECOG)
    record(case, Medication(text="Naloxone", dose="once", status="active"))
    record(case, Event(text="fell at home"), Kind.INCIDENT)
    assert marked(case) == {}
    record(case, Score(value=1), Kind.ECOG, replaces=state)
    assert marked(case) == {}, "the same words again correct nothing"


def test_an_end_that_came_after_the_letter_is_no_error(case: Decided) -> None:
    taken = record(case, ML)
    case.issue()
    record(case, ML, replaces=taken, until=case.team.clock.date() + timedelta(days=3))
    assert marked(case) == {}


def test_what_was_said_again_as_it_was_takes_the_mark_away(case: Decided) -> None:
    right = record(case, ML)
    letter = case.issue()
    slip = record(case, MG, replaces=right)
    assert letter.id in marked(case)
    record(case, ML, replaces=slip)
    assert marked(case) == {}


def test_a_correction_that_is_begun_takes_the_mark_and_one_that_is_issued_has_none(case: Decided) -> None:
    wrong = record(case, MG)
    case.issue()
    record(case, ML, replaces=wrong)
    assert len(marked(case)) == 1
    case.correct(changed="the dose of oxycodone")
    assert marked(case) == {}
    case.issue()
    assert marked(case) == {}


def test_an_older_letter_is_marked_until_a_newer_one_of_its_level_says_it_right(case: Decided) -> None:
    wrong = record(case, MG)
    first = case.issue()
    later = again(case)
    record(later, ML, replaces=wrong)
    assert set(marked(case)) == {first.id}, "last week's letter is all that the GP has"
    later.issue()
    assert marked(case) == {}, "the GP has it right by now"


def test_of_two_letters_with_the_same_error_the_newer_one_is_to_be_corrected(case: Decided) -> None:
    wrong = record(case, MG)
    case.issue()
    second = again(case).issue()
    record(case, ML, replaces=wrong)
    assert set(marked(case)) == {second.id}


def test_nobody_is_owed_the_letter_of_a_patient_who_has_died(case: Decided) -> None:
    wants = record(case, Answer(value=True), Kind.PATIENT_LETTER)
    carer = record(case, CareHolder(level="secondary", name="Dr. Wrong", role="oncology"), Kind.CARE_HOLDER)
    letter = case.issue("patient")
    right = CareHolder(level="secondary", name="Dr. Right", role="oncology")
    record(case, right, Kind.CARE_HOLDER, replaces=carer)
    assert letter.id in marked(case), "it names whom to call"
    record(case, Event(), Kind.DEATH, day=case.team.clock.date())
    assert letter.id not in marked(case)
    assert wants


def test_a_correction_counts_from_its_arrival_whatever_moment_its_source_names(both: Team) -> None:
    case = decided(both)
    wrong = record(case, MG)
    letter = case.issue()
    early = Fact(
        id=new_id(), patient_id=case.patient_id, kind=Kind.MEDICATION, payload=ML, true_from=DAY,
        recorded_at=case.team.clock - timedelta(days=3), recorded_by="Dr. Far", source=IMPORTED,
        source_key="far#1", replaces=wrong,
    )  # fmt: skip
    keep(case.team, early)
    assert set(marked(case)) == {letter.id}


def test_both_roads_to_the_rows_say_the_same_of_what_came_since(case: Decided) -> None:
    def alike() -> int:
        with case.team.database.engine.connect() as connection, case.team.database.reader() as reader:
            other = StoreReader(connection)
            found = reader.corrected_since_issuing()
            assert found == other.corrected_since_issuing()
            for one in case.team.find(Letter):
                assert reader.facts_since_issuing(one.id) == other.facts_since_issuing(one.id)
            return sum(map(len, found.values()))

    dose, state = record(case, MG), record(case, Score(value=4), Kind.ECOG)
    record(case, ML, replaces=dose)
    case.issue()
    assert alike() == 0, "it was corrected before"
    now = record(case, Score(value=1), Kind.ECOG, replaces=state)
    assert alike() == 1
    case.issue("secondary")
    record(case, Score(value=2), Kind.ECOG, replaces=now)
    assert alike() == 3, "two came after the first letter, one after the second"


def test_an_erased_patient_leaves_no_letter_to_be_corrected(case: Decided) -> None:
    wrong = record(case, MG)
    letter = case.issue()
    record(case, ML, replaces=wrong)
    assert letter.id in marked(case)
    erase(case)
    assert marked(case) == {}


def keep(team: Team, fact: Fact) -> None:
    """A fact as an import keeps it."""
    command = team.command(
        RecordFact, fact_id="", patient_id="", kind=fact.kind, payload=fact.payload, true_from=DAY
    )
    with team.database.open_work(command) as work:
        assert isinstance(work, StoreWork)
        work.add_fact(fact)
        work.commit()


def test_what_a_source_says_from_a_later_day_on_is_news() -> None:
    then, now = fact("a"), fact("b", replaces="a", payload=ML, source=IMPORTED)
    assert mendings((then, now), {"b"}, DAY)
    later = replace(now, true_from=DAY + timedelta(days=1))
    assert mendings((then, later), {"b"}, DAY) == ()
    assert mendings((then, replace(now, source="meeting")), {"b"}, DAY) == (), "the program's own notes"


def test_a_chain_of_corrections_is_one_error_and_brings_nothing_older_back() -> None:
    facts = (
        fact("a"), fact("b", replaces="a"), fact("c", replaces="b", payload=ML), fact("d", replaces="c", payload=MG),
    )  # fmt: skip
    (one,) = mendings(facts, {"c", "d"}, DAY)
    assert (one.then.id, one.now.id) == ("b", "d")
    put_right = as_known(facts, {"c", "d"}, (one,))
    assert [(each.id, each.replaces) for each in put_right] == [("a", ""), ("b", "a"), ("d", "b")]
    ring = (fact("a", replaces="b"), fact("b", replaces="a"))
    assert len(mendings(ring, {"b"}, DAY)) <= 1, "facts that replace each other end nothing"


def fact(
    id: str, replaces: str = "", payload: Payload = MG, source: str = "desk", kind: Kind = Kind.MEDICATION
) -> Fact:
    return Fact(
        id=id, patient_id="p", kind=kind, payload=payload, true_from=DAY, source=source, replaces=replaces,
        recorded_at=Team.clock, recorded_by="owner",
    )  # fmt: skip


def test_only_a_few_are_looked_at_in_one_reading_and_the_others_are_counted(case: Decided) -> None:
    wrong = record(case, MG)
    worse = record(case, Score(value=4), Kind.ECOG)
    case.issue()
    case.issue("secondary")
    record(case, ML, replaces=wrong)
    record(case, Score(value=1), Kind.ECOG, replaces=worse)
    with case.team.database.reader() as reader:
        assert mended_letters(reader, press().guidance, at_once=0).left == 2
        assert mended_letters(reader, press().guidance, at_once=1).left == 1
        found = mended_letters(reader, press().guidance, at_once=0)
        assert (found.left, len(found.by_id)) == (1, 1)
        assert len(mended_of(reader, press().guidance, case.patient_id)) == 2


def test_a_letter_that_carries_an_error_is_not_sent_with_many_others(case: Decided) -> None:
    wrong = record(case, MG)
    letter = case.issue()
    record(case, ML, replaces=wrong)
    with pytest.raises(Refused, match="differs from the record: medication was corrected on"):
        send_once(case, letter)
    send(case, letter)
    assert letter.id in marked(case), "who was given it by hand is owed the correction"


def send_once(case: Decided, letter: Letter) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST, once=True,
    )  # fmt: skip
