"""Four letters say different things of one decision; what each says is one frozen value, free of any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.attendance import Presence, Quorum
from mdt_app.domain.decisions import Said
from mdt_app.domain.letters.after_death import Death
from mdt_app.domain.letters.letter import Silence
from mdt_app.domain.letters.parts import (
    CarePlanning,
    CarerLine,
    Changed,
    Clause,
    CriterionAnswer,
    CriterionRow,
    Disease,
    Holder,
    MedicationList,
    Responsibility,
    ScoreChange,
    Seen,
    Series,
    Shared,
    State,
    Told,
)
from mdt_app.domain.payloads import WeighedOption


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """One of the 28: `day` is when it was settled, `due` the latest day it is owed."""

    id: str
    domain: str
    status: str
    day: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryContent:
    """For the GP, one page. `joined` is how the recipient was present, `slot` when; `asks` are at most four, the most
    urgent, and `later_asks` the others; `decided` is the rest, and `decision_text` the sentences of the decision that
    no recommendation says; `reasons` are the criteria for which palliative care is asked; `red_flags` are the signs of
    this disease, written as noun phrases; `shortened` names what was left away to keep the page: wants, doses, events.
    Of a patient who died `death` says what is left, and only what a board that knew of the death decided is asked."""

    shared: Shared
    outcome: Outcome
    joined: Presence
    slot: tuple[datetime, datetime] | None
    diagnosis: str
    stage: str
    decided: tuple[Clause, ...]
    decision_text: str
    changed: Changed
    asks: tuple[Clause, ...]
    later_asks: tuple[Clause, ...]
    told: Told
    medication: MedicationList
    red_flags: tuple[str, ...]
    care_planning: CarePlanning
    shortened: tuple[str, ...] = ()
    reasons: tuple[CriterionRow, ...] = ()
    death: Death | None = None
    again_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondaryContent:
    """For the oncology team: the whole record of the decision. `asks` are the team's own after a death, where the
    board knew of it: nothing else is left of the table that says who does what."""

    shared: Shared
    outcome: Outcome
    slot: tuple[datetime, datetime] | None
    question: str
    asked_by: str
    asked_on: date | None
    decided: tuple[Clause, ...]
    decision_text: str
    reasons: str
    options: str
    weighed: tuple[WeighedOption, ...]
    dissent: str
    sdm: tuple[tuple[str, date | None, str], ...]
    told: Told
    disease: Disease
    state: State
    care_planning: CarePlanning
    said: tuple[tuple[str, Said], ...]
    scores_used: Said
    attendance: tuple[Seen, ...]
    quorum: Quorum
    quorum_rules: int
    criteria: tuple[CriterionRow, ...]
    answers: tuple[CriterionAnswer, ...]
    reviewed_on: date | None
    elements: tuple[ElementRow, ...]
    asker_sex: str = ""
    death: Death | None = None
    again_on: date | None = None
    asks: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TertiaryContent:
    """For the palliative team; page 1 alone allows the first call, `phone` is the patient's own. `referred` says that
    somebody decided to refer."""

    shared: Shared
    referred: bool
    asks: tuple[Clause, ...]
    gp: Holder | None
    gp_joined: Presence
    criteria: tuple[CriterionRow, ...]
    answers: tuple[CriterionAnswer, ...]
    told: Told
    symptoms: tuple[Series, ...]
    instrument: str
    instrument_id: str
    state: State
    medication: MedicationList
    disease: Disease
    decided: tuple[Clause, ...]
    decision_text: str
    be_ready_for: tuple[str, ...]
    carers: tuple[CarerLine, ...]
    no_carer: bool
    carer_permission: bool | None
    carer_distress: ScoreChange | None
    care_planning: CarePlanning
    wishes: Responsibility | None
    faith: str
    languages: tuple[str, ...]
    phone: str = ""
    death: Death | None = None
    outcome: Outcome = Outcome.DISCUSSED
    again_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientContent:
    """For patient and family: four parts of COM-2 in plain words, and no figure of survival or national number.

    A part not written yet is ""; `talks_to` is who will speak about wishes for an emergency where they are open;
    `asked_not_to_write` says that the patient wished no word on the time that is left, `silence` whether the letter
    says so. `large` is large print; `again_on` is when a case without a decision comes back.
    `palliative` says that palliative care is near, or named: then it is explained.
    """

    shared: Shared
    outcome: Outcome
    gp: Holder | None
    gp_joined: Presence
    short: tuple[str, ...]
    disease: str
    feel: str
    length: str
    again: str
    days: tuple[Clause, ...]
    unwritten: tuple[int, ...]
    open: tuple[str, ...]
    wishes_open: bool
    talks_to: Holder | None
    asked_not_to_write: bool
    red_flags: tuple[str, ...]
    silence: Silence = Silence.UNDECIDED
    large: bool = False
    again_on: date | None = None
    palliative: bool = True

    @property
    def says_left_out(self) -> bool:
        """Whether the letter says that something was left out at the patient's wish."""
        return self.asked_not_to_write and self.silence != Silence.KEPT


LetterContent = PrimaryContent | SecondaryContent | TertiaryContent | PatientContent
