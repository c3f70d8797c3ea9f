"""A letter is named by whom it goes to; levels, states and ages are said in words, never as codes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.people import CareLevel


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("letters", text)


def level(key: str) -> str:
    """A level of care as it stands beside a letter: "primary"; the patient's side is "patient"."""
    return {
        CareLevel.PRIMARY: tr("primary"), CareLevel.SECONDARY: tr("secondary"),
        CareLevel.TERTIARY: tr("tertiary"), CareLevel.PATIENT: tr("patient"),
    }.get(CareLevel(key), key)  # fmt: skip


def level_icon(key: str) -> str:
    """Bars for the three levels, a person for the patient."""
    icons = {CareLevel.PRIMARY: "level-1", CareLevel.SECONDARY: "level-2", CareLevel.TERTIARY: "level-3"}
    return icons.get(CareLevel(key), "patients")


def state(key: str) -> str:
    """Draft, reviewed, issued or superseded."""
    return {
        LetterState.DRAFT: tr("draft"), LetterState.REVIEWED: tr("reviewed"),
        LetterState.ISSUED: tr("issued"), LetterState.SUPERSEDED: tr("superseded"),
        LetterState.WITHDRAWN: tr("withdrawn"),
    }.get(LetterState(key), key)  # fmt: skip


def missing(said: str) -> str:
    """What is not on file, with a capital, as it stands in the recipient's place."""
    return said[:1].upper() + said[1:]
