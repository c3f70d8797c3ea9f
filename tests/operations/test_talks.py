"""A conversation is kept in one go; correcting it replaces what changed, takes back what is gone, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from operations.kit import Team
from ui.meeting_window import guidance

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp, Event, Prognosis, Proposal, SdmStep, WeighedOption
from mdt_app.operations.acp import Planning, read_planning
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.talks import KeepTalk

DAY = date(2026, 9, 1)
READY = Acp(
    item="readiness", state="discussed", value="“Yes, now.”", concerns="“The tubes.”", talk="t", by="Dr Maes"
)
DNR = Acp(
    item="code-status", state="completed", value="DNR 2", codes=("dnr2",), place="in the hall", talk="t"
)
KEPT = replace(DNR, state="documented")


def keep(team: Team, patient: str, **said: Any) -> list[str]:
    """Keep a conversation; gives the ids of its facts that stand."""
    changes = team.act(KeepTalk, patient_id=patient, **({"day": DAY} | said))
    gone = {
        one.entity_id for one in changes for value in one.fields if value.name == "withdrawn" and value.new
    }
    return [one.entity_id for one in changes if one.entity == "fact" and one.entity_id not in gone]


def plan(team: Team, patient: str, on: date = date(2026, 12, 1)) -> Planning:
    with team.database.reader() as reader:
        return read_planning(reader, guidance(), patient, on)


def facts(team: Team, patient: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient])[patient]


def test_one_conversation_is_several_facts_of_one_moment(both: Team) -> None:
    patient = both.patient()
    keep(both, patient, items=(READY, DNR, KEPT))
    found = plan(both, patient)
    assert (found.code.value, found.code.state, found.code.place) == ("DNR 2", "settled", "in the hall")
    (talk,) = found.talks
    assert (talk.by, [one.item for one in talk.said]) == ("Dr Maes", ["readiness", "code-status"])


def test_a_correction_replaces_what_changed_and_takes_back_what_is_gone(both: Team) -> None:
    patient = both.patient()
    ids = keep(both, patient, items=(READY, DNR, KEPT))
    again = replace(DNR, value="DNR 1", codes=("dnr1",))
    keep(both, patient, items=(READY, again), corrects=tuple(ids))
    found = plan(both, patient)
    assert (found.code.value, found.code.state) == ("DNR 1", "completed")
    before = found.before[found.code.facts[0].id]
    assert [one.payload for one in before] == [DNR]
    assert [one.payload for one in facts(both, patient)][:3] == [READY, DNR, KEPT]
    assert len(facts(both, patient)) == 5, "what did not change is not written again"


def test_taking_a_conversation_back_leaves_it_on_record(both: Team) -> None:
    patient = both.patient()
    ids = keep(both, patient, items=(DNR, KEPT))
    keep(both, patient, corrects=tuple(ids))
    assert plan(both, patient).talks == ()
    assert len(facts(both, patient)) == 4


def test_a_conversation_that_another_desk_corrected_or_took_back_meanwhile_is_not_corrected_again(
    both: Team,
) -> None:
    patient = both.patient()
    ids = keep(both, patient, items=(DNR,))
    keep(both, patient, corrects=tuple(ids))
    with pytest.raises(Refused, match="This was withdrawn meanwhile by"):
        keep(both, patient, items=(replace(DNR, value="DNR 1", codes=("dnr1",)),), corrects=tuple(ids))
    assert plan(both, patient).talks == ()


def test_steps_options_and_the_proposal_are_kept_together_and_count_for_it(both: Team) -> None:
    patient = both.patient()
    keep(both, patient, steps=(SdmStep(step="choice"),))
    third = WeighedOption(text="Third line", benefit="shrinks", benefit_chance="1 in 10", source="trial X")
    nothing = WeighedOption(text="No treatment", benefit="more days at home", untreated=True)
    keep(
        both, patient, day=date(2026, 9, 8), proposals=(Proposal(text="Third line", intent="palliative"),),
        steps=(SdmStep(step="options", family="her daughter"),), options=(third, nothing),
    )  # fmt: skip
    found = plan(both, patient).deciding
    assert [one.payload for one in found.options] == [third, nothing]
    assert found.untreated
    assert found.family == ("her daughter",)
    assert found.missing == ("concerns", "partnership"), (
        "no proposal stood before, so the first step counts too"
    )


def test_an_estimate_of_three_months_and_a_day_is_stale(both: Team) -> None:
    patient = both.patient()
    keep(both, patient, prognoses=(Prognosis(amount=4, unit="mo", method="clinical", author="Dr Maes"),))
    assert [one.stale for one in plan(both, patient, date(2026, 12, 1)).prognoses] == [False]
    assert [one.stale for one in plan(both, patient, date(2026, 12, 2)).prognoses] == [True]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Nothing is said yet"),
        ({"items": (replace(DNR, value=""),)}, "what the code status is"),
        ({"items": (Acp(item="surrogate", state="documented"),)}, "Name the person"),
        ({"items": (DNR, replace(DNR, value="DNR 1"))}, "said twice"),
        ({"options": (WeighedOption(text="x", benefit_chance="60 %", source="y"),)}, "absolute number"),
        ({"options": (WeighedOption(text="x", benefit_chance="7 in 5", source="y"),)}, "absolute number"),
        ({"options": (WeighedOption(text="x", benefit_chance="6 in 10"),)}, "where the chances"),
        ({"prognoses": (Prognosis(),)}, "Give an estimate"),
        ({"prognoses": (Prognosis(amount=3, unit="moons"),)}, "days, weeks, months or years"),
        ({"proposals": (Proposal(kind="systemic"),)}, "what is proposed"),
        ({"items": (DNR,), "day": date(1940, 1, 1)}, "before the patient was born"),
        ({"items": (DNR,), "corrects": ("nobody",)}, "not on this patient's record"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence_and_leaves_nothing(
    both: Team, said: dict[str, Any], why: str
) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match=why):
        keep(both, patient, **said)
    assert facts(both, patient) == ()


def test_nothing_is_talked_about_after_a_death(both: Team) -> None:
    patient = both.patient()
    both.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.DEATH, payload=Event(), true_from=DAY
    )
    with pytest.raises(Refused, match="died on 2026-09-01"):
        keep(both, patient, items=(DNR,), day=date(2026, 9, 2))


def test_belgian_codes_are_offered_where_a_board_or_a_number_is_belgian(both: Team) -> None:
    patient = both.patient()
    assert plan(both, patient).wills.offered("code-status", DAY) == ()
    both.board()
    offered = [one.name for one in plan(both, patient).wills.offered("code-status", DAY)]
    assert offered == ["DNR 0", "DNR 1", "DNR 2", "DNR 3", "Comfort care only"]
    assert plan(both, patient).wills.offered("code-status", date(2020, 1, 1)) == ()
