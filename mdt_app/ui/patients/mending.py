"""Each fact is mended at one place: here, on a form of its own, or where the program wrote it; the box says which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdt_app.domain.facts import IMPORTED, Fact, Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.ui.patients.fact_fields import parts_of
from mdt_app.ui.patients.reading import PatientPage
from mdt_app.ui.patients.words import tr

TALK, HOLDER, CARER, HANDOVER, ASSESSMENTS = "talk", "holder", "carer", "handover", "assessments"
WRITTEN_HERE = frozenset({IMPORTED, "desk"})
"""Facts of these sources were written by a file or by hand; every other one the program left itself."""

ANSWERS = frozenset(
    {
        *(
            Kind.ELEMENT,
            Kind.CRITERION,
            Kind.OVERRIDE,
            Kind.REFERRAL,
            Kind.CRITERIA_REVIEW,
            Kind.PARTNER_CONTACT,
        ),
        *(Kind.LETTER_ISSUED, Kind.TEAM_COVER, Kind.INVITED_BY_HAND, Kind.DECISION, Kind.CASE),
    }
)
"""What somebody did in the program, recorded as it was done."""


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What the box offers for a fact: to `correct` or `withdraw` it here, or a `link` to the form `form` at `key`;
    `why` says where it is mended where that is not here."""

    correct: bool = False
    withdraw: bool = False
    why: str = ""
    link: str = ""
    form: str = ""
    key: str = ""


def after_of(fact: Fact, facts: Mapping[str, Fact]) -> Fact | None:
    """What took the place of a fact, or took it back."""
    return next((one for one in facts.values() if one.replaces == fact.id), None)


def mending(fact: Fact, page: PatientPage) -> Mending:
    """How a fact is mended."""
    if fact.withdrawn or after_of(fact, page.facts) is not None:
        return Mending()
    if fact.source not in WRITTEN_HERE or (fact.kind in ANSWERS and fact.source != IMPORTED):
        return Mending(why=_where(fact))
    own = _own_form(fact, page)
    if own is not None:
        return own
    return Mending(correct=bool(parts_of(fact)), withdraw=True)


def _own_form(fact: Fact, page: PatientPage) -> Mending | None:
    match fact.kind:
        case Kind.ASSESSMENT | Kind.ASSESSMENT_DRAFT:
            why = tr("Its answers are corrected in the patient’s assessments.")
            return Mending(withdraw=True, why=why, link=tr("Open assessments"), form=ASSESSMENTS)
        case Kind.ACP:
            talk = next(
                (one for one in page.planning.talks if any(fact.id == mine.id for mine in one.facts)), None
            )
            why = tr("It is part of a conversation, which is corrected as a whole.")
            link = tr("Correct the conversation…")
            return Mending(withdraw=True, why=why, link=link, form=TALK, key=talk.key) if talk else None
        case Kind.CARE_HOLDER if isinstance(fact.payload, CareHolder):
            level = "/".join(filter(None, (fact.payload.level, fact.payload.task)))
            why = tr("Whoever is named anew takes this place.")
            return Mending(withdraw=True, why=why, link=tr("Name holder…"), form=HOLDER, key=level)
        case Kind.CARER:
            known = any(one.fact.id == fact.id for one in page.care.carers or ())
            link = tr("Correct the carer…")
            return Mending(withdraw=True, link=link, form=CARER, key=fact.id) if known else None
        case Kind.TRANSITION:
            known = any(one.fact.id == fact.id for one in page.care.team.handovers)
            link = tr("Correct the handover…")
            return Mending(withdraw=True, link=link, form=HANDOVER, key=fact.id) if known else None
    return None


def _where(fact: Fact) -> str:
    """In a sentence, where what the program wrote is mended."""
    return {
        Kind.LETTER_ISSUED: tr("The program wrote this when a letter was issued. A letter is corrected in Letters."),
        Kind.DECISION: tr("The program wrote this when the meeting was closed. Open the meeting again to change it."),
        Kind.PARTNER_CONTACT: tr("The meeting left this when it was closed. Open the meeting again to change it."),
        Kind.CASE: tr("The program keeps this for a case of a board here. It is changed at the case."),
        Kind.TEAM_COVER: tr("The program keeps this from the board’s settings. It is changed there."),
        Kind.INVITED_BY_HAND: tr("This is changed among the meeting’s invitations."),
        Kind.CRITERION: tr("A clinician’s answer stays as it was given. A new answer is given under Criteria."),
        Kind.CRITERIA_REVIEW: tr("A clinician’s review stays as it was done. The criteria are reviewed anew."),
        Kind.REFERRAL: tr("This came of a clinician’s answer to a criterion. A new answer is given under Criteria."),
        Kind.OVERRIDE: tr("The reason for going on stays as it was given."),
        Kind.ELEMENT: tr("What was settled stays as it was recorded. The element is settled anew at the case."),
    }.get(fact.kind, tr("The program wrote this when it was done. It stays as it is."))  # fmt: skip
