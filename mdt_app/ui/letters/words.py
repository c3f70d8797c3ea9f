"""A letter is named by whom it goes to; levels, states and ages are said in words, never as codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.letters.checks import Check, Lacking
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.wanted import NoLetter
from mdt_app.domain.people import CareLevel

HOURS_SAID = 48


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
    }.get(LetterState(key), key)  # fmt: skip


def waiting(since: datetime | None, now: datetime) -> str:
    """How long a letter waits: "20 min", "18 h", from two days on "3 d"."""
    if since is None:
        return ""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return tr("{n} min").format(n=minutes)
    hours = minutes // 60
    return tr("{n} h").format(n=hours) if hours < HOURS_SAID else tr("{n} d").format(n=hours // 24)


def lacking(check: Check | None) -> str:
    """What keeps a draft from being sent, in a few words; its address stands in the recipient's place."""
    if check is None:
        return ""
    kinds = [one.kind for one in check.lacks]
    long = tr("runs to {n} pages") if check.pages > 1 else tr("too many words")
    said = {
        Lacking.PRINT: (tr("cannot be printed"), 0), Lacking.LENGTH: (long, check.pages),
        Lacking.PART: (tr("{n} to write"), kinds.count(Lacking.PART)),
        Lacking.PHONE: (tr("phone missing"), 0),
    }  # fmt: skip
    return ", ".join(text.format(n=count) for kind, (text, count) in said.items() if kind in kinds)


def none(why: NoLetter) -> str:
    """Why there is no letter, in a word or two."""
    return tr("patient died") if why.died else tr("wants no letter")


def is_unprintable(check: Check | None) -> bool:
    """Whether a letter is known to be one that cannot be printed."""
    return check is not None and any(one.kind == Lacking.PRINT for one in check.lacks)


def save(count: int) -> str:
    """What the button does, with its number: "Save 12 PDFs…"."""
    if not count:
        return tr("Save PDFs…")
    return tr("Save 1 PDF…") if count == 1 else tr("Save {n} PDFs…").format(n=count)


def left_out(none: Sequence[str], unprintable: int, filtered: int) -> str:
    """Which letters are not saved with the others and why: "Not saved: 2 (wants no letter), 1 (cannot be printed)."."""
    found = Counter(none)
    if unprintable:
        found[tr("cannot be printed")] = unprintable
    if filtered:
        found[tr("not in this list now")] = filtered
    said = ", ".join(tr("{n} ({why})").format(n=count, why=why) for why, count in found.items())
    return tr("Not saved: {which}.").format(which=said) if said else ""


def missing(said: str) -> str:
    """What is not on file, with a capital, as it stands in the recipient's place."""
    return said[:1].upper() + said[1:]
