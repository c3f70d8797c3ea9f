"""No letter is the first to tell a patient: that somebody spoke with him is on record before his letter goes."""

from __future__ import annotations

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.facts import sayings, told
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Prognosis

HEARD = ("yes", "does-not-wish")
"""Answers to a talk about the outlook that only who was spoken with gives."""

NOBODY_SAID = (
    "Nobody recorded yet what the patient knows or was told. "
    "Record it, so that the letter is not the first to say it."
)
NOT_TOLD = "It is recorded that the patient was not told of the outlook yet: see that the letter does not say it first."


def is_told(one: LetterRecord) -> bool:
    """Whether anybody recorded a talk: what the patient knows or was told, who told it at this case, or the answer."""
    said = told(one)
    at_this_case = one.discussion is not None and one.discussion.told_by.strip()
    talks = one.record.of(Kind.PROGNOSIS)
    heard = any(isinstance(talk.payload, Prognosis) and talk.payload.told in HEARD for talk in talks)
    return bool(at_this_case or said.knows or heard or sayings(one, "told"))


def untold(one: LetterRecord) -> str:
    """Why the patient's letter has to wait, as a sentence; "" where somebody was spoken with."""
    return "" if is_told(one) else NOBODY_SAID


def outlook_untold(one: LetterRecord) -> str:
    """What a reviewer is told where the newest answer is that the outlook was not told yet; else ""."""
    return NOT_TOLD if told(one).told == "no" else ""
