"""What a patient reads as running words and points: no table, no phone number, no address, no heading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.parts import Holder
from mdt_app.domain.letters.readability import Text
from mdt_app.domain.letters.texts import LetterTexts, PatientWordsOf
from mdt_app.domain.phrases import Phrase

FIXED = "fixed"
"""The words of the language, the same in every letter."""

PARTS = ("changed", "short", "disease", "feel", "length", "days", "again", "open", "red_flags")
"""What people write for one patient, in the order of the letter."""

UNKNOWN = "–"


def written_prose(content: PatientContent) -> tuple[Text, ...]:
    """The texts that were written for this patient, part by part; parts not written yet are left out."""
    lines: dict[str, Iterable[str]] = {
        "changed": (content.shared.changed,) if content.shared.version > 1 else (),
        "short": content.short,
        "disease": (content.disease,),
        "feel": (content.feel,),
        "length": (content.length,),
        "days": (one.plain for one in content.days),
        "again": (content.again,),
        "open": content.open,
        "red_flags": content.red_flags,
    }
    return tuple(Text(part, line) for part in PARTS for line in lines[part] if line.strip())


def fixed_prose(content: PatientContent, texts: LetterTexts) -> tuple[Text, ...]:
    """The sentences of the language that this letter holds; names and days filled in, near enough to be counted."""
    words, sex = texts.patient, content.shared.patient.sex
    gp = _name(content.gp)
    who = _name(content.talks_to)
    day = _day(content.shared.meeting_at.date(), texts)
    said = [
        *([words.decided_again] if content.shared.later is not None else []),
        *([words.replaces] if content.shared.version > 1 else []),
        words.opening,
        *([words.gp_joined] if content.gp is not None and content.gp_joined.live else []),
        *stand(content, words),
        *(
            [words.wishes_open if content.talks_to else words.wishes_open_nobody]
            if content.wishes_open
            else []
        ),
        *([] if content.open or content.wishes_open else [words.nothing_open]),
        *([words.not_to_write] if content.says_left_out else []),
        *(explained(content, words) if content.palliative else ()),
        words.emergency,
    ]
    return tuple(
        Text(FIXED, _filled(one, sex, {"gp": gp, "who": who, "day": day, "changed": ""})) for one in said
    )


def explained(content: PatientContent, words: PatientWordsOf) -> tuple[Phrase, ...]:
    """What palliative care is and is not."""
    end = words.end_of_care if content.gp is not None else words.end_of_care_nobody
    return (*words.palliative.values(), *words.not_palliative.values(), end)


def stand(content: PatientContent, words: PatientWordsOf) -> tuple[Phrase, ...]:
    """Whether there is advice, or when there will be."""
    if content.outcome != Outcome.DEFERRED:
        return (words.you_decide,)
    return (words.deferred_until if content.again_on else words.deferred, words.you_decide_later)


def _name(holder: Holder | None) -> str:
    return (holder.short or holder.name) if holder is not None else UNKNOWN


def _day(day: date, texts: LetterTexts) -> str:
    return texts.dates.short.text(day=str(day.day), month=texts.dates.months[str(day.month)].text())


def _filled(phrase: Phrase, sex: str, values: dict[str, str]) -> str:
    return phrase.text(sex, **{gap: values.get(gap, UNKNOWN) for gap in phrase.gaps})
