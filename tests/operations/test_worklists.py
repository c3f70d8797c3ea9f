"""What is kept of the work lists is what computing them anew would give, and nothing older counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from operations.kit import Team
from ui.meeting_window import guidance

from mdt_app.domain.agenda import Meeting
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Answer, Condition, Event, Transition, TreatmentLine
from mdt_app.domain.people import Patient
from mdt_app.domain.record import Record
from mdt_app.domain.worklist import Waits, waits
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.worklists import look_through, standings, work_lists

DAY = date(2026, 10, 15)
RULES = "rules-1"


def looked(team: Team, day: date = DAY, rules: str = RULES) -> int:
    """Look through everybody; gives how many had to be."""
    keep = team.database.keep_standings
    return look_through(team.database.reader, keep, guidance(), day, rules, step=lambda _: True)


def kept(team: Team, day: date = DAY, rules: str = RULES) -> dict[str, Any]:
    with team.database.reader() as reader:
        return dict(reader.waits_of(day, rules, [one.id for one in reader.find(Patient)]))


def computed(team: Team, *patients: str, day: date = DAY) -> dict[str, Any]:
    """What waits, computed now from the facts."""
    with team.database.reader() as reader:
        facts, around = reader.facts(patients), surroundings_of(reader, patients)
    found = {id: waits(Record(facts[id], day), guidance(), around[id]) for id in patients}
    return {
        id: tuple(sorted(waiting, key=lambda one: (one.kind.value, one.subject)))
        for id, waiting in found.items()
        if waiting
    }


def say(team: Team, patient_id: str, kind: Kind, payload: Any, day: str = "2026-10-01", **more: Any) -> None:
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient_id, kind=kind, payload=payload,
        true_from=date.fromisoformat(day), **more,
    )  # fmt: skip


def test_what_is_kept_is_what_computing_anew_gives(both: Team) -> None:
    anna, jan = both.patient("Peeters"), both.patient("Maes")
    say(both, anna, Kind.REQUEST_HASTENED_DEATH, Answer(value=True))
    say(both, jan, Kind.TRANSITION, Transition(to="home"))
    both.with_gp(jan)
    assert looked(both) == 2
    assert kept(both) == computed(both, anna, jan)
    lists = {one.kind for about in kept(both).values() for one in about}
    assert {Waits.CRITERIA, Waits.NO_HOLDER, Waits.TRANSITION} <= lists


def test_a_new_fact_makes_only_that_patients_standing_stale(both: Team) -> None:
    anna, jan = both.patient("Peeters"), both.patient("Maes")
    looked(both)
    both.with_gp(anna)
    assert anna not in kept(both)
    assert jan in kept(both)
    assert looked(both) == 1
    assert kept(both) == computed(both, anna, jan)


def test_another_day_and_other_rules_begin_anew(both: Team) -> None:
    both.patient()
    assert (looked(both), looked(both)) == (1, 0)
    assert looked(both, DAY + timedelta(days=1)) == 1
    assert kept(both) == {}
    assert looked(both, DAY + timedelta(days=1), "rules-2") == 1


def test_what_was_computed_from_an_older_record_does_not_count(both: Team) -> None:
    anna = both.patient()
    with both.database.reader() as reader:
        before = standings(reader, guidance(), DAY, RULES)
    both.with_gp(anna)
    both.database.keep_standings(DAY, RULES, before)
    assert kept(both) == {}
    assert looked(both) == 1


def test_a_meeting_that_moves_takes_its_patients_standings_along(both: Team) -> None:
    meeting = both.meeting(both.board())
    anna, jan = both.patient("Peeters"), both.patient("Maes")
    both.listed(meeting, patient_id=anna)
    looked(both)
    with both.database.open_work(both.command(CloseMeeting, meeting_id=meeting)) as work:
        planned = work.get(Meeting, meeting)
        work.put(replace(planned, starts_at=planned.starts_at + timedelta(days=30)))
        work.commit()
    assert looked(both) == 1
    assert kept(both) == computed(both, anna, jan)


def test_a_list_shows_first_who_is_on_an_agenda_and_then_who_waits_longest(both: Team) -> None:
    late, later, listed = both.patient("Late"), both.patient("Later"), both.patient("Listed")
    for patient, day in ((late, "2026-09-01"), (later, "2026-09-02"), (listed, "2026-09-03")):
        say(both, patient, Kind.TRANSITION, Transition(to="home"), day)
    looked(both)
    with both.database.reader() as reader:
        found = work_lists(reader, DAY, RULES, [listed], shown=2)
    handovers = next(one for one in found if one.kind is Waits.TRANSITION)
    assert [row.patient_id for row in handovers.rows] == [listed, late]
    assert handovers.count == 3


def test_looking_through_stops_when_it_is_told_and_goes_on_where_it_stopped(both: Team) -> None:
    both.patient()
    keep = both.database.keep_standings
    assert look_through(both.database.reader, keep, guidance(), DAY, RULES, step=lambda _: False) == 0
    assert looked(both) == 1


def test_a_death_soon_after_systemic_treatment_is_listed_and_its_family_waits_for_a_call(both: Team) -> None:
    anna = both.patient()
    line = TreatmentLine(number=2, intent="palliative", kind="systemic")
    say(both, anna, Kind.TREATMENT_LINE, line, "2026-08-01", true_to=date(2026, 9, 20))
    say(both, anna, Kind.DEATH, Event(), "2026-10-10")
    looked(both)
    lists = {one.kind for one in kept(both)[anna]}
    assert lists == {Waits.BEREAVEMENT, Waits.NO_BEREAVEMENT, Waits.DEATH_30_DAYS}


def test_a_metastasis_without_a_word_on_advanced_disease_is_a_row(both: Team) -> None:
    anna = both.patient()
    both.with_gp(anna)
    say(both, anna, Kind.METASTASIS, Condition(text="liver metastasis", site="liver", distant=True))
    looked(both)
    assert Waits.ADVANCED in {one.kind for one in kept(both)[anna]}
    say(both, anna, Kind.ADVANCED_DISEASE, Answer(value=False))
    looked(both)
    assert Waits.ADVANCED not in {one.kind for one in kept(both).get(anna, ())}


def test_who_no_longer_counts_takes_no_place_on_a_list(both: Team) -> None:
    first, second, third = both.patient("First"), both.patient("Second"), both.patient("Third")
    for patient, day in ((first, "2026-09-01"), (second, "2026-09-02"), (third, "2026-09-03")):
        say(both, patient, Kind.TRANSITION, Transition(to="home"), day)
    looked(both)
    both.with_gp(first)
    with both.database.reader() as reader:
        found = work_lists(reader, DAY, RULES, [first], shown=2)
    handovers = next(one for one in found if one.kind is Waits.TRANSITION)
    assert ([row.patient_id for row in handovers.rows], handovers.count) == ([second, third], 2)
    with both.database.reader() as reader:
        assert work_lists(reader, DAY, "rules-2") == ()
