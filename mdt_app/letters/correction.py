"""A letter says before all else that a newer decision goes first, which letter it replaces, and what is different."""

from __future__ import annotations

from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.people import CareLevel
from mdt_app.domain.phrases import Line
from mdt_app.letters.wording import Item, Say, sentence


def correction(shared: Shared, say: Say) -> Line:
    """The line at the head of a corrected version, to a patient in plain words; () of a first version."""
    if shared.version < 2:
        return ()
    words = say.texts.patient if shared.level == CareLevel.PATIENT else say.texts.common
    day = say.full_day(shared.replaces_on) if shared.replaces_on else ""
    phrase = words.replaces if day else words.replaces_undated
    version, before = str(shared.version), str(shared.replaces or shared.version - 1)
    values: dict[str, Item] = {
        "version": version,
        "before": before,
        "day": day,
        "changed": sentence(shared.changed),
    }
    return phrase.line(say.sex, **{gap: values[gap] for gap in phrase.gaps})


def decided_again(shared: Shared, say: Say) -> Line:
    """That a later meeting decided anew, to a patient in plain words; () while this is the newest decision."""
    if shared.later is None:
        return ()
    words = say.texts.patient if shared.level == CareLevel.PATIENT else say.texts.common
    values = {"day": say.full_day(shared.later.day), "board": shared.later.board}
    phrase = words.decided_again
    return phrase.line(say.sex, **{gap: values[gap] for gap in phrase.gaps})
