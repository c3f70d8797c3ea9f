"""Letters are made of these frozen values, free of any language: what is not known is None or empty, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.letters.envelope import Envelope
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import LetterState, Recipient
from mdt_app.domain.letters.wanted import NoLetter
from mdt_app.domain.states import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientBlock:
    """Who the letter is about. `title` is left to the language; `niss` is "" in a patient letter and when unknown."""

    family: str
    given: str
    sex: str
    birth_date: date | None
    age: int | None
    died: date | None = None
    niss: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Someone who answers for a task or wrote a line: `discipline` is a key of the roles, `phone` may be ""."""

    name: str
    short: str = ""
    discipline: str = ""
    phone: str = ""
    family: str = ""
    sex: str = ""


class Span(StrEnum):
    """How a day of the table is said."""

    THROUGHOUT = "throughout"
    ON = "on"
    FROM = "from"
    BY = "by"
    DONE = "done"
    HANDOVER = "handover"
    TALK = "talk"
    NO_DAY = "no day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One row: who is in charge of `task` (an id of the content, `name` its English name), nobody being no `holder`;
    `later` takes over on `day`, which is `past` where it lies behind when the letter is written. `settled` is None
    where the question does not arise; False prints as not settled."""

    task: str
    name: str
    holder: Holder | None
    later: Holder | None = None
    span: Span = Span.THROUGHOUT
    day: date | None = None
    settled: bool | None = None
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another letter of the same decision; `nobody` says that its recipient is not named yet."""

    number: str
    level: str
    name: str
    sex: str = ""
    nobody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Head, foot, recipient and table of one letter. `issued_on` is the day printed; `meeting_at` in the board's own
    time; `signed_by` is "" until somebody signed; `no_letter` is why the patient gets none; `to_be_signed` keeps a
    place for the signature. A corrected letter says what `changed` since the version number `replaces`,
    issued on `replaces_on`; 0 for a first one, and where an older program did not keep it. `later` is what was decided
    anew since."""

    level: str
    language: str
    letterhead: Letterhead
    board: str
    case_number: str
    meeting_at: datetime
    patient: PatientBlock
    recipient: Recipient
    number: str
    version: int
    state: LetterState
    issued_on: date
    demo: bool
    signer: Holder | None
    responsibilities: tuple[Responsibility, ...]
    copies: tuple[Copy, ...]
    signed_by: str = ""
    no_letter: NoLetter | None = None
    to_be_signed: bool = False
    envelope: Envelope = Envelope()
    replaces: int = 0
    replaces_on: date | None = None
    changed: str = ""
    later: Later | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A recommendation as a letter says it; `past` where its day lies behind when the letter is written."""

    number: int
    what: str
    owner: Holder | None
    due: date | None
    condition: str
    reason: str
    kind: str
    plain: str
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """An item's newest score with its day; `old` is None where it was never scored before."""

    item: str
    new: float
    day: date
    label: str = ""
    instrument: str = ""
    instrument_id: str = ""
    severe: bool = False
    old: float | None = None
    old_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened, of a fact's `kind`; `result` is what an examination showed. Of a treatment line,
    `number` and the `treatment` it is (a key of the line kinds, where it has no words of its own)."""

    kind: str
    day: date
    text: str
    number: int = 0
    treatment: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What is new after the day `since`: the last letter to this recipient, else the last case, else three months.
    `more` counts the events before those shown."""

    since: date
    events: tuple[Change, ...]
    more: int
    ecog: ScoreChange | None
    scores: tuple[ScoreChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words of patient or family, or about them."""

    text: str
    by: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A survival estimate as recorded: unit d, wk, mo, a; `sex` is its author's. For professionals only."""

    amount: float
    unit: str
    method: str
    by: str
    day: date
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the patient was told, by whom, and wants to know. `told` is "", yes, no or does-not-wish; `agreed` answers
    REF-4."""

    told: str
    day: date | None
    words: str
    teller: Holder | None = None
    estimate: Estimate | None
    knows: tuple[Saying, ...]
    wants: tuple[Saying, ...]
    not_wanted: tuple[Saying, ...]
    goals: tuple[Saying, ...]
    fears: tuple[Saying, ...]
    agreed: bool | None
    agreed_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationRow:
    text: str
    dose: str
    previous_dose: str
    change: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyLine:
    """`severity` is a key of the severities, or as recorded."""

    text: str
    reaction: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationList:
    """`opioid` is True where an unchanged or changed medicine is known to be one; `allergies` is () where none is."""

    changed: tuple[MedicationRow, ...]
    unchanged: tuple[MedicationRow, ...]
    opioid: bool
    allergies: tuple[AllergyLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcpLine:
    """One advance-care-planning item. `state` is none, discussed, completed, documented, settled, declined or
    not-applicable; `doubt` is the state of what puts a settled value in question, "" where nothing does."""

    item: str
    state: str
    value: str = ""
    note: str = ""
    day: date | None = None
    review: date | None = None
    doubt: str = ""
    doubt_value: str = ""
    doubt_day: date | None = None

    @property
    def open(self) -> bool:
        return self.state in ("none", "discussed", "completed", "documented")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlanning:
    """Readiness and the five items of ACP-2."""

    readiness: AcpLine
    items: tuple[AcpLine, ...]

    @property
    def settled(self) -> bool:
        return not any(item.open for item in self.items)

    def item(self, name: str) -> AcpLine:
        return next(item for item in self.items if item.item == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A text from its day on; `stage` is a stage's group, "IV", `result` what an examination showed."""

    text: str
    day: date
    stage: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measurement, value and unit as the source wrote them."""

    name: str
    value: str
    unit: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A line of treatment; `number` 0 where it was not numbered."""

    number: int
    kind: str
    text: str
    intent: str
    day: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disease:
    """Diagnosis, stage, spread and treatment, each with its day; `advanced` is None while never answered."""

    diagnoses: tuple[Dated, ...]
    stages: tuple[Dated, ...]
    metastases: tuple[Dated, ...]
    problems: tuple[Dated, ...]
    imaging: tuple[Dated, ...]
    lines: tuple[Treatment, ...]
    progressions: tuple[Dated, ...]
    measurements: tuple[Measured, ...]
    advanced: bool | None
    advanced_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Newest ECOG (with the one before) and every item of the newest assessments."""

    ecog: ScoreChange | None
    scores: tuple[ScoreChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One person at this case: presence and contribution apart."""

    name: str
    discipline: str
    presence: Presence
    contribution: Contribution
    chair: bool = False
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSaid:
    """A fact that a criterion rests on: `text` is what its source wrote, `number` a score, a line's number or an amount
    of time. `code` is a key of the words: of the item scored, of yes or no, of a line's intent, of a unit of time."""

    kind: str
    day: date
    text: str = ""
    number: float | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """One of the 11, with the facts that the rule named, and what is to be known of them."""

    id: str
    state: str
    facts: tuple[FactSaid, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAnswer:
    """What a clinician, of `sex`, decided on suggested criteria."""

    criteria: tuple[str, ...]
    decision: str
    day: date
    by: str
    reason: str = ""
    until: date | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Scores of one item by day; None is asked and not answered. `most` is the top of the scale."""

    item: str
    label: str
    severe_from: int | None
    most: int
    points: tuple[tuple[date, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarerLine:
    name: str
    relation: str
    phone: str
    note: str
    day: date
