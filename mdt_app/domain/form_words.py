"""What stands around an instrument's own words is said in one language at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """What stands around an instrument's own words where a patient reads them, on paper and on a screen."""

    name: str
    patient: str
    born: str
    no_birth_date: str
    day: str
    time: str
    answered_by: str
    alone: str
    helped: str
    carer: str
    professional: str
    page: str
    how_to: str
    welcome: str
    not_you: str
    not_you_carer: str
    start: str
    back: str
    next: str
    finish: str
    skip: str
    skipped: str
    progress: str
    left_open: str
    go_back: str
    give_back: str
    thanks: str
    thanks_more: str
    not_kept: str
