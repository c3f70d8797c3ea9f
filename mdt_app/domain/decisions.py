"""A decision is recommendations with owner, day and condition; what was not said is shown as not said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.payloads import Proposal


class Said(StrEnum):
    """Whether an aspect was spoken of; "" means that nobody has ticked anything yet."""

    NOTHING = ""
    SAID = "said"
    NOT_SAID = "not said"
    NOT_KNOWN = "not known"


ASPECTS = ("physical", "comorbidity", "psychological", "social", "patient_view")
PLAIN_PARTS = ("plain_disease", "plain_feel", "plain_length", "plain_again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """What was recorded at a listing beside the two shared texts (discussion and decision, kept as notes).

    `physical` ... `patient_view` are the five aspects of clinical-model section 5. `plain_*` are the four parts of
    COM-2 in words for the patient; `plain_short` our advice in short, one line each; `plain_open` what is not decided.
    `red_flags` are lines too. `remarks` are the team's own: on no letter and on no projector. `id` is the listing's id.
    """

    id: str
    listing_id: str
    case_id: str
    patient_id: str
    physical: Said = Said.NOTHING
    comorbidity: Said = Said.NOTHING
    psychological: Said = Said.NOTHING
    social: Said = Said.NOTHING
    patient_view: Said = Said.NOTHING
    scores_used: Said = Said.NOTHING
    dissent: str = ""
    reasons: str = ""
    options: str = ""
    knows: str = ""
    wants: str = ""
    told_by: str = ""
    plain_short: str = ""
    plain_disease: str = ""
    plain_feel: str = ""
    plain_length: str = ""
    plain_again: str = ""
    plain_open: str = ""
    red_flags: str = ""
    be_ready_for: str = ""
    remarks: str = ""


class Fate(StrEnum):
    """What became of a recommendation; OPEN is nobody having said yet."""

    OPEN = ""
    CARRIED_OUT = "carried out"
    CHANGED = "changed"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One thing to be done: what, who, by when, and on which condition ("if ... then").

    `owner_id` names a person of the directory where known, `owner` is the name as written. `kind` is "", systemic,
    radiotherapy, surgery, supportive, referral, talk or reassessment; `plain` is the same for the patient.
    `fate` says what became of it, with a coded reason (`fate_code`), since when and in whose words.
    """

    id: str
    listing_id: str
    case_id: str
    patient_id: str
    position: int
    what: str = ""
    owner_id: str = ""
    owner: str = ""
    due: date | None = None
    condition: str = ""
    reason: str = ""
    kind: str = ""
    plain: str = ""
    removed: bool = False
    fate: Fate = Fate.OPEN
    fate_code: str = ""
    fate_note: str = ""
    fate_on: date | None = None


def is_decided(decision_text: str, recommendations: tuple[Recommendation, ...]) -> bool:
    """A listing is decided when its decision says something or at least one recommendation stands."""
    return bool(decision_text.strip()) or any(one.what.strip() and not one.removed for one in recommendations)


TREATMENTS = ("systemic", "radiotherapy", "surgery", "supportive")


def proposed(recommendation: Recommendation) -> Proposal | None:
    """The treatment that a recommendation puts forward; None where it is something else."""
    if recommendation.removed or recommendation.kind not in TREATMENTS:
        return None
    return Proposal(kind=recommendation.kind, text=recommendation.what)
