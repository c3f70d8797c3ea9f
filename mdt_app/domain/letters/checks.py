"""A letter is issued only when a reviewer has filled what no record can say, and knows what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.letters.contents import LetterContent, PatientContent, PrimaryContent, TertiaryContent
from mdt_app.domain.letters.facts import estimate, told
from mdt_app.domain.letters.letter import Silence
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import clauses, niss
from mdt_app.domain.letters.telling import outlook_untold, untold
from mdt_app.domain.letters.typed_language import in_another_language
from mdt_app.domain.letters.unsaid import Covered, said_elsewhere
from mdt_app.domain.letters.wanted import NoLetter
from mdt_app.domain.people import CareLevel

PARTS = {
    "short": "our advice in short",
    "disease": "what we expect for the disease",
    "feel": "how the patient will feel",
    "length": "how long and how often",
    "again": "when we look again, and why",
}
MOST_PAGES = {CareLevel.PRIMARY: 1, CareLevel.SECONDARY: 2, CareLevel.TERTIARY: 2, CareLevel.PATIENT: 2}
MOST_LARGE_PAGES = 6
"""Of the patient's letter in large print: type of 16 points takes more than twice the room of 11."""

MOST_WORDS = {"fr": 374}
"""Of the GP's letter, above the table of responsibilities, where a language says the same in more words than usual:
these letters' own sentences take a tenth more of them in French."""

USUAL_WORDS = 340
"""About 75 s of reading."""

UNDECIDED = (
    "Decide whether the letter says that something was left out at the patient's wish; family read it, too."
)
SHORTENED = {
    "wants": "what the patient wants; the hopes are printed",
    "doses": "the doses of medicines that did not change",
    "events": "some of what changed; the letter says how many",
    "knows": "what the patient knows; what was told is printed",
}


class Lacking(StrEnum):
    """Kinds of what keeps a letter from being sent."""

    ADDRESS = "address"
    PART = "part"
    PHONE = "phone"
    LENGTH = "length"
    CHOICE = "choice"
    PRINT = "print"
    LANGUAGE = "language"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that keeps a letter from being sent, as a sentence."""

    kind: Lacking
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a letter is as printed. `words` are a GP's letter's above the table, `shortened` keys of `SHORTENED`."""

    pages: int
    words: int = 0
    shortened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a reviewer is told of one letter: what it lacks, its pages (0 where it cannot be printed), and what was
    shortened to keep its page. `none` is why nobody gets it; then nothing is lacking. `remarks` are sentences that keep
    no letter back."""

    lacks: tuple[Lack, ...]
    pages: int = 0
    shortened: tuple[str, ...] = ()
    none: NoLetter | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something recorded that a letter does not say: `what` in words, and its day."""

    what: str
    day: date | None


def checked(
    content: LetterContent, one: LetterRecord, length: Length | None = None, unprintable: str = ""
) -> Check:
    """All that a reviewer is told: `length` is how it prints, `unprintable` why it does not."""
    lacks, remark = unfilled(content), in_another_language(content)
    remarks = (remark,) if remark else ()
    if isinstance(content, PatientContent):
        lacks += tuple(lack(Lacking.PRINT, sentence) for sentence in forbidden(content, one))
        lacks += (lack(Lacking.LANGUAGE, remark),) if remark else ()
        lacks += (lack(Lacking.TOLD, why),) if (why := untold(one)) else ()
        remarks = (outlook,) if (outlook := outlook_untold(one)) else ()
    if length is not None:
        lacks += too_long(content.shared.level, length, content.shared.language, is_large(content))
    if unprintable:
        lacks += (lack(Lacking.PRINT, unprintable),)
    if length is None:
        return Check(lacks=lacks, remarks=remarks)
    return Check(lacks=lacks, pages=length.pages, shortened=length.shortened, remarks=remarks)


def unfilled(content: LetterContent) -> tuple[Lack, ...]:
    """What somebody must still write or name before this letter can be issued."""
    missing = content.shared.recipient.missing
    found = [lack(Lacking.ADDRESS, f"The recipient's address is not complete: {missing}.")] if missing else []
    found += [lack(Lacking.PHONE, f"No phone is on file for {name}.") for name in unreachable(content)]
    alive = content.shared.patient.died is None
    if isinstance(content, PrimaryContent) and alive and not content.red_flags:
        found.append(
            lack(
                Lacking.PART,
                "The signs for which the GP should call are not written yet; they come from the patient's letter.",
            )
        )
    if isinstance(content, TertiaryContent) and alive and not (content.told.goals or content.told.fears):
        found.append(lack(Lacking.PART, "The patient's goals and fears are not recorded yet."))
    if isinstance(content, PatientContent):
        found += unwritten(content)
    return tuple(found)


def lack(kind: Lacking, sentence: str) -> Lack:
    return Lack(kind=kind, sentence=sentence)


def most_words(language: str) -> int:
    """How many words a GP's letter may have above its table."""
    return MOST_WORDS.get(language, USUAL_WORDS)


def is_large(content: LetterContent) -> bool:
    """Whether the letter is in large print; only the patient's ever is."""
    return isinstance(content, PatientContent) and content.large


def too_long(level: str, length: Length, language: str = "en", large: bool = False) -> tuple[Lack, ...]:
    """Whether a letter passes its limit: of pages, and for the GP of words."""
    most = MOST_LARGE_PAGES if large else MOST_PAGES[CareLevel(level)]
    if length.pages > most:
        pages = "1 page" if most == 1 else f"{most} pages"
        return (
            lack(
                Lacking.LENGTH,
                f"The letter runs to {length.pages} pages; it may have {pages}. Shorten its texts.",
            ),
        )
    if length.words > (enough := most_words(language)):
        return (
            lack(
                Lacking.LENGTH,
                f"The letter has {length.words} words above the table; {enough} are enough. Shorten its texts.",
            ),
        )
    return ()


def unreachable(content: LetterContent) -> list[str]:
    """Everyone in the table of responsibilities without a number to ring."""
    people = [
        one for row in content.shared.responsibilities for one in (row.holder, row.later) if one is not None
    ]
    return list(dict.fromkeys(one.name for one in people if not one.phone))


def unwritten(content: PatientContent) -> list[Lack]:
    empty = [words for part, words in PARTS.items() if not getattr(content, part)]
    found = [f"The patient letter does not say yet: {words}." for words in empty]
    found += [
        f"Recommendation {number} has no plain words for the patient yet." for number in content.unwritten
    ]
    if not content.red_flags:
        found.append("The signs for which the patient should call at once are not written yet.")
    lacks = [lack(Lacking.PART, sentence) for sentence in found]
    if content.asked_not_to_write and content.silence == Silence.UNDECIDED:
        lacks.append(lack(Lacking.CHOICE, UNDECIDED))
    head = content.shared.letterhead
    if not head.day_phone or not head.night_phone:
        lacks.append(lack(Lacking.PHONE, "The board's letterhead lacks its day or its night number."))
    return lacks


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


def left_out(one: LetterRecord, level: str) -> tuple[LeftOut, ...]:
    """What a letter keeps silent about, for the reviewer to see."""
    if level == CareLevel.PRIMARY:
        covered = said_elsewhere(one.decision_text, clauses(one))
        return tuple(LeftOut(what=covering(sentence), day=None) for sentence in covered)
    return silent_to_patient(one) if level == CareLevel.PATIENT else ()


def covering(one: Covered) -> str:
    by = f"recommendation {one.by} says it" if one.by else "it stands there twice"
    return f"from the decision’s text: “{one.sentence}”; {by}"


def silent_to_patient(one: LetterRecord) -> tuple[LeftOut, ...]:
    found, said = [], told(one)
    if (prognosis := estimate(one)) is not None:
        found.append(LeftOut(what="survival estimate", day=prognosis.day))
    if said.words:
        found.append(LeftOut(what="words used about the prognosis", day=said.day))
    if said.told == "does-not-wish":
        found.append(LeftOut(what="prognosis, which the patient does not wish to hear", day=said.day))
    return tuple(found)
