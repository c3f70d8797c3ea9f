"""What a form of care keeps is one or more facts; each can be taken back, and what it corrected is said again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A fact to keep: `corrects` is the one whose place it takes, `day` its own day where that is not the form's."""

    kind: Kind
    payload: Payload
    corrects: Fact | None = None
    day: date | None = None
    until: date | None = None
