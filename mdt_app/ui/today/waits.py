"""Each work list has a name, and each line on it says in a few words what waits and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import Handover
from mdt_app.domain.worklist import Wait, Waits
from mdt_app.ui.assessments.words import short_name
from mdt_app.ui.careteam.words import move
from mdt_app.ui.common.words import days, said_day

OF_CARE = frozenset({
    Waits.REFERRAL, Waits.AGREEMENT, Waits.NO_TERTIARY, Waits.TRANSITION, Waits.BEREAVEMENT, Waits.NO_COVER,
    Waits.NO_HOLDER, Waits.NO_ONCOLOGIST, Waits.NO_NIGHT, Waits.NO_BEREAVEMENT, Waits.FOLLOW_UP,
})  # fmt: skip
"""What is mended where the patient's care is shown."""

OF_RECORDERS = frozenset({Waits.ASSESSMENT_DRAFT})
"""What only somebody who may record can go on with."""

PLACES = {Waits.TRANSITION: "handover", Waits.BEREAVEMENT: "grief"}
PLACES |= dict.fromkeys((Waits.REFERRAL, Waits.AGREEMENT, Waits.FOLLOW_UP), "referral")


def title(kind: Waits) -> str:
    """The heading of a list."""
    return {
        Waits.CRITERIA: _tr("Criteria to decide"),
        Waits.ADVANCED: _tr("Advanced disease: yes or no?"),
        Waits.REFERRAL: _tr("Referred, no first contact yet"),
        Waits.AGREEMENT: _tr("Referred, not agreed with the patient yet"),
        Waits.NO_TERTIARY: _tr("Referred, nobody named in palliative care"),
        Waits.TRANSITION: _tr("Handovers not confirmed"),
        Waits.ASSESSMENT_DRAFT: _tr("Assessments begun, not reviewed"),
        Waits.BEREAVEMENT: _tr("Bereaved families to call"),
        Waits.NO_COVER: _tr("Last weeks, no day and night cover"),
        Waits.NO_HOLDER: _tr("No GP on file"),
        Waits.NO_ONCOLOGIST: _tr("No oncologist on file"),
        Waits.NO_NIGHT: _tr("No number for the night"),
        Waits.NO_BEREAVEMENT: _tr("Nobody holds bereavement care"),
        Waits.FOLLOW_UP: _tr("First contact, no follow-up yet"),
        Waits.OVERDUE: _tr("Elements overdue"),
        Waits.PROGNOSIS: _tr("Prognosis not talked about"),
        Waits.ACP_REVIEW: _tr("Care planning to be reviewed"),
        Waits.LAPSED: _tr("Lapsed, never decided"),
        Waits.DEATH_30_DAYS: _tr("Died within 30 days of treatment"),
    }[kind]


def words(kind: Waits, about: Sequence[Wait], today: date, guidance: Guidance) -> tuple[str, str]:
    """What stands at the right of a patient's line, and under the name; "" where the agenda says more."""
    if kind == Waits.ASSESSMENT_DRAFT:
        begun = [
            _tr("{name} begun on {day}").format(
                name=_instrument(one.subject, guidance), day=said_day(one.since, today)
            )
            for one in about
            if one.since is not None
        ]
        return _since(about, today), _tr("{begun}: go on").format(begun=", ".join(begun))
    if kind == Waits.CRITERIA:
        return _tr("{n} suggested").format(n=len(about)), ""
    if kind == Waits.OVERDUE:
        latest = min(one.latest for one in about if one.latest is not None)
        return str(len(about)), _tr("{elements}; the first was due by {day}").format(
            elements=", ".join(one.subject for one in about), day=said_day(latest, today)
        )
    if mended := _mended(kind):
        return "", mended
    if kind == Waits.ADVANCED:
        return "", _tr("stage IV or a distant metastasis, and nobody said")
    return _since(about, today), _by(about, today)


def handover(one: Handover, guidance: Guidance) -> str:
    """What Enter confirms: from where to where, and who received it."""
    return ", ".join(part for part in (move(one, guidance), one.move.holder) if part)


def hint(kind: Waits) -> str:
    """What the keys do on the lines of a list, where that is more than to open them."""
    return _tr("Enter: confirmed today, Shift+Enter: open") if kind == Waits.TRANSITION else ""


def _instrument(id: str, guidance: Guidance) -> str:
    known = guidance.instruments.get(id)
    return short_name(known) if known is not None else id


def _mended(kind: Waits) -> str:
    """What would end a gap in the care team, "" for another list."""
    return {
        Waits.NO_HOLDER: _tr("name a GP on the patient's page"),
        Waits.NO_ONCOLOGIST: _tr("name one on the patient's page"),
        Waits.NO_TERTIARY: _tr("name the team on the patient's page"),
        Waits.NO_NIGHT: _tr("neither a holder of care nor the board has one"),
        Waits.NO_BEREAVEMENT: _tr("name who calls and visits the family"),
        Waits.NO_COVER: _tr("name the cover under Settings, on the board's page"),
    }.get(kind, "")


def _since(about: Sequence[Wait], today: date) -> str:
    waited = [(today - one.since).days for one in about if one.since is not None]
    return days(max(waited)) if waited else ""


def _by(about: Sequence[Wait], today: date) -> str:
    latest = min((one.latest for one in about if one.latest is not None), default=None)
    if latest is None:
        return ""
    words = _tr("was due by {day}") if latest < today else _tr("by {day}")
    return words.format(day=said_day(latest, today))


def _tr(text: str) -> str:
    return QCoreApplication.translate("WorkLists", text)
