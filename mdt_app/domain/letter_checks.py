"""A letter is issued only when a reviewer has filled what no record can say, and knows what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.letter_contents import LetterContent, PatientContent, PrimaryContent, TertiaryContent
from mdt_app.domain.letter_facts import estimate, told
from mdt_app.domain.letter_record import LetterRecord
from mdt_app.domain.letter_shared import niss

PARTS = {
    "short": "our advice in short",
    "disease": "what we expect for the disease",
    "feel": "how the patient will feel",
    "length": "how long and how often",
    "again": "when we look again, and why",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something recorded that the patient letter does not say: `what` in words, and its day."""

    what: str
    day: date | None


def unfilled(content: LetterContent) -> tuple[str, ...]:
    """What somebody must still write or name before this letter can be issued, one sentence each."""
    missing = content.shared.recipient.missing
    found = [f"The recipient's address is not complete: {missing}."] if missing else []
    found += [f"No phone is on file for {name}." for name in unreachable(content)]
    if isinstance(content, PrimaryContent) and not content.red_flags:
        found.append(
            "The signs for which the GP should call are not written yet; they come from the patient's letter."
        )
    if isinstance(content, TertiaryContent) and not (content.told.goals or content.told.fears):
        found.append("The patient's goals and fears are not recorded yet.")
    if isinstance(content, PatientContent):
        found += unwritten(content)
    return tuple(found)


def unreachable(content: LetterContent) -> list[str]:
    """Everyone in the table of responsibilities without a number to ring."""
    people = [
        one for row in content.shared.responsibilities for one in (row.holder, row.later) if one is not None
    ]
    return list(dict.fromkeys(one.name for one in people if not one.phone))


def unwritten(content: PatientContent) -> list[str]:
    empty = [words for part, words in PARTS.items() if not getattr(content, part)]
    found = [f"The patient letter does not say yet: {words}." for words in empty]
    found += [
        f"Recommendation {number} has no plain words for the patient yet." for number in content.unwritten
    ]
    if not content.red_flags:
        found.append("The signs for which the patient should call at once are not written yet.")
    head = content.shared.letterhead
    if not head.day_phone or not head.night_phone:
        found.append("The board's letterhead lacks its day or its night number.")
    return found


def forbidden(content: PatientContent, one: LetterRecord) -> tuple[str, ...]:
    """What the texts written for the patient must not hold, one sentence each: the national number."""
    digits = "".join(letter for letter in niss(one) if letter.isdigit())
    texts = (*content.short, content.disease, content.feel, content.length, content.again, *content.open)
    plain = "".join(
        letter for letter in "|".join((*texts, *content.red_flags)) if letter.isdigit() or letter == "|"
    )
    return (
        ("A text for the patient holds the national number. Take it out.",)
        if digits and digits in plain
        else ()
    )


def left_out(one: LetterRecord) -> tuple[LeftOut, ...]:
    """What the patient letter keeps silent about, for the reviewer to see."""
    found, said = [], told(one)
    if (prognosis := estimate(one)) is not None:
        found.append(LeftOut(what="survival estimate", day=prognosis.day))
    if said.words:
        found.append(LeftOut(what="words used about the prognosis", day=said.day))
    if said.told == "does-not-wish":
        found.append(LeftOut(what="prognosis, which the patient does not wish to hear", day=said.day))
    return tuple(found)
