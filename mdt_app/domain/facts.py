"""A clinical statement is one dated fact; correcting adds a fact that replaces it, and nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mdt_app.domain.payloads import (
    Acp,
    Allergy,
    Answer,
    Assessment,
    BoardCase,
    CareHolder,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Language,
    Measurement,
    Medication,
    Named,
    Override,
    PatientWords,
    Payload,
    Planned,
    Prognosis,
    Proposal,
    Referral,
    Score,
    SdmStep,
    Stage,
    Trace,
    Transition,
    TreatmentLine,
    WeighedOption,
)


class Kind(StrEnum):
    """What a fact is about. The values are those of interface.md's `urn:mdt:fact` where it names one."""

    DIAGNOSIS = "diagnosis"
    METASTASIS = "metastasis"
    PROBLEM = "problem"
    STAGE = "stage"
    ECOG = "ecog"
    KARNOFSKY = "karnofsky"
    MEASUREMENT = "measurement"
    PROCEDURE = "procedure"
    IMAGING = "imaging"
    REPORT = "report"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    ASSESSMENT = "assessment"
    ASSESSMENT_DRAFT = "assessment-draft"
    LANGUAGE = "language"
    DEATH = "death"

    ADVANCED_DISEASE = "advanced-disease"
    END_OF_LIFE_PHASE = "end-of-life-phase"
    REQUEST_HASTENED_DEATH = "request-hastened-death"
    SPIRITUAL_CRISIS = "spiritual-crisis"
    NEEDS_DECISION_HELP = "needs-decision-help"
    PATIENT_REQUEST = "patient-request"
    INTERPRETER_NEEDED = "interpreter-needed"
    REFERRAL_AGREED = "referral-agreed"
    PATIENT_LETTER = "patient-letter"
    CARER_ATTENDS = "carer-attends"
    CARER_PERMISSION = "carer-permission"
    REFERRAL_FIRST_CONTACT = "referral-first-contact"
    REFERRAL_FOLLOW_UP = "referral-follow-up"

    PROGRESSION = "progression"
    PLAN_CHANGE = "plan-change"
    DECISION = "decision"
    CASE = "case"
    MEDICATION_ADJUSTED = "medication-adjusted"
    INCIDENT = "incident"
    ENCOUNTER = "encounter"
    TREATMENT_LINE = "treatment-line"
    TREATMENT_PROPOSED = "treatment-proposed"
    DISCHARGE_HOME_PLANNED = "discharge-home-planned"

    PROGNOSIS = "prognosis"
    CARER = "carer"
    FAITH = "faith"
    SDM = "sdm"
    OPTION = "option"
    ACP = "acp"
    ELEMENT = "element"
    CRITERION = "criterion"
    REFERRAL = "referral"
    OVERRIDE = "override"
    TRANSITION = "transition"
    CARE_HOLDER = "care-holder"
    PATIENT_WORDS = "patient-words"

    LETTER_ISSUED = "letter-issued"
    PARTNER_CONTACT = "partner-contact"
    CRITERIA_REVIEW = "criteria-review"
    TEAM_COVER = "team-cover"
    INVITED_BY_HAND = "invited-by-hand"


PAYLOADS: dict[Kind, type[Payload]] = {
    Kind.DIAGNOSIS: Condition,
    Kind.METASTASIS: Condition,
    Kind.PROBLEM: Condition,
    Kind.STAGE: Stage,
    Kind.ECOG: Score,
    Kind.KARNOFSKY: Score,
    Kind.MEASUREMENT: Measurement,
    Kind.PROCEDURE: Named,
    Kind.IMAGING: Named,
    Kind.REPORT: Named,
    Kind.MEDICATION: Medication,
    Kind.ALLERGY: Allergy,
    Kind.ASSESSMENT: Assessment,
    Kind.ASSESSMENT_DRAFT: Assessment,
    Kind.LANGUAGE: Language,
    Kind.DEATH: Event,
    Kind.ADVANCED_DISEASE: Answer,
    Kind.END_OF_LIFE_PHASE: Answer,
    Kind.REQUEST_HASTENED_DEATH: Answer,
    Kind.SPIRITUAL_CRISIS: Answer,
    Kind.NEEDS_DECISION_HELP: Answer,
    Kind.PATIENT_REQUEST: Answer,
    Kind.INTERPRETER_NEEDED: Answer,
    Kind.REFERRAL_AGREED: Answer,
    Kind.PATIENT_LETTER: Answer,
    Kind.CARER_ATTENDS: Answer,
    Kind.CARER_PERMISSION: Answer,
    Kind.REFERRAL_FIRST_CONTACT: Answer,
    Kind.REFERRAL_FOLLOW_UP: Event,
    Kind.PROGRESSION: Event,
    Kind.PLAN_CHANGE: Event,
    Kind.DECISION: Event,
    Kind.CASE: BoardCase,
    Kind.MEDICATION_ADJUSTED: Event,
    Kind.INCIDENT: Event,
    Kind.ENCOUNTER: Encounter,
    Kind.TREATMENT_LINE: TreatmentLine,
    Kind.TREATMENT_PROPOSED: Proposal,
    Kind.DISCHARGE_HOME_PLANNED: Planned,
    Kind.PROGNOSIS: Prognosis,
    Kind.CARER: Carer,
    Kind.FAITH: Faith,
    Kind.SDM: SdmStep,
    Kind.OPTION: WeighedOption,
    Kind.ACP: Acp,
    Kind.ELEMENT: ElementEntry,
    Kind.CRITERION: CriterionDecision,
    Kind.REFERRAL: Referral,
    Kind.OVERRIDE: Override,
    Kind.TRANSITION: Transition,
    Kind.CARE_HOLDER: CareHolder,
    Kind.PATIENT_WORDS: PatientWords,
    Kind.LETTER_ISSUED: Trace,
    Kind.PARTNER_CONTACT: Trace,
    Kind.CRITERIA_REVIEW: Trace,
    Kind.TEAM_COVER: Trace,
    Kind.INVITED_BY_HAND: Trace,
}


IMPORTED = "import"
"""The source of a fact that a file brought; the account that then carried out the import only read it in."""

READ_IN = "import of {source}, read in by {reader}"
"""Who recorded a fact whose file names no author."""


def read_in_by(source: str, reader: str) -> str:
    """`READ_IN` of a file, without its folders, or of a system."""
    name = re.split(r"[\\/]", source.rstrip("\\/"))[-1]
    return READ_IN.format(source=name or "a file", reader=reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One dated clinical statement about one patient.

    `true_from` is the day it became true where it was said; `at` the instant of that day when the source knows it.
    `source_key` is unique per patient and source, so that reading the same source twice adds nothing.
    `recorded_by` is an account's user name; of what a file brought its author there, else `READ_IN`.
    `replaces` is the id of the fact that this one corrects; `withdrawn` takes that one back without another value.
    """

    id: str
    patient_id: str
    kind: Kind
    payload: Payload
    true_from: date
    recorded_at: datetime
    recorded_by: str
    at: datetime | None = None
    true_to: date | None = None
    source: str = ""
    source_key: str = ""
    replaces: str = ""
    withdrawn: bool = False
    case_id: str = ""

    def recorder(self, names: Mapping[str, str]) -> str:
        """Who stands for it, as a screen says it; `names` are the people behind the accounts.

        The person at the desk; of what a file brought its own author, else what was read in, and by whom.
        """
        account = names.get(self.recorded_by)
        if account is None:
            return self.recorded_by
        return READ_IN.format(source="a file", reader=account) if self.source == IMPORTED else account

    def author(self, names: Mapping[str, str]) -> str:
        """The name of who recorded it, "" where nobody is named: what was only read in is nobody's word here."""
        if self.source != IMPORTED:
            return names.get(self.recorded_by, "")
        begins = READ_IN.partition("{")[0]
        named = self.recorded_by not in names and not self.recorded_by.startswith(begins)
        return self.recorded_by if named else ""

    def __post_init__(self) -> None:
        if not isinstance(self.payload, PAYLOADS[self.kind]):
            raise TypeError(f"a {self.kind} fact carries {PAYLOADS[self.kind].__name__}")
        if self.true_to is not None and self.true_to < self.true_from:
            raise ValueError("a fact cannot end before it begins")
