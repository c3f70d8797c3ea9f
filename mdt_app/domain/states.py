"""What the rules answer: every state names the dated facts that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.deviations import Deviation
from mdt_app.domain.facts import Fact


class Status(StrEnum):
    """The state of one of the 28 elements."""

    DUE = "due"
    DONE = "done"
    PLANNED = "planned"
    NOT_DUE = "not due"
    DECLINED = "declined"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


class CriterionStatus(StrEnum):
    """The state of one of the 11 criteria."""

    SUGGESTED = "suggested"
    NOT_MET = "not met"
    CANNOT_BE_EVALUATED = "cannot be evaluated"


class Remarked(StrEnum):
    """What is to be known of the facts that a criterion rests on."""

    LAPSED = "lapsed"
    PUT_OFF = "put off"
    STALE = "stale"
    CLASH = "clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark on a criterion; `day` is the one that passed, of the old estimate, or of the entries that differ."""

    kind: Remarked
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One fact that a state rests on, short enough for a list; `fact_id` leads to the fact itself."""

    kind: str
    date: date
    value: str
    fact_id: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementState:
    """Where one element stands for one patient on one day.

    `due` is the latest day, where there is one; `overdue` says that it has passed. `entry` is the clinician's entry
    that stands behind the status (done, declined, planned, not applicable), with who, when and note. `deviations` are
    the figures that this hospital changed and that bear on it; `why` says them.
    """

    id: str
    domain: str
    status: Status
    why: str
    due: date | None = None
    overdue: bool = False
    evidence: tuple[Evidence, ...] = ()
    warning: str = ""
    entry: Fact | None = None
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionState:
    """Where one criterion stands: the suggestion is computed, the decision (newest, or None) is a clinician's.

    `open` says that a clinician is asked: suggested, and no decision since the newest fact that suggests it. `remarks`
    are what `note` says, free of any language.
    """

    id: str
    state: CriterionStatus
    why: str
    facts: tuple[Evidence, ...] = ()
    decision: Fact | None = None
    open: bool = False
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptState:
    """Advice that applies now; `asks` is what would answer it, `override` the newest reason given for going on."""

    id: str
    text: str
    asks: tuple[str, ...] = ()
    facts: tuple[Evidence, ...] = ()
    strong: bool = False
    due: date | None = None
    overdue: bool = False
    override: Fact | None = None
    warning: str = ""
    deviations: tuple[Deviation, ...] = ()
