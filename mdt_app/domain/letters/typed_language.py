"""What people typed is taken for another language than its letter's only where the commonest small words say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from mdt_app.domain.letters.contents import (
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letters.prose import written_prose
from mdt_app.domain.letters.unsaid import word_set

NAMES = {"de": "German", "en": "English", "fr": "French", "nl": "Dutch"}
SMALL_WORDS = {
    "de": word_set(
        "aber auch auf bei das dem den der des die durch ein eine er für gegen haben hat ich ihr ihnen ihre im "
        "ist kann können mit nach nicht noch oder sich sie sind über um und uns vom von wenn wie wir wird zu zum "
        "zur"
    ),
    "en": word_set(
        "about after also and any are at be but by can for from get has have her his if is it no not of on or our "
        "she that the their then they this to us we what when will who with you your"
    ),
    "fr": word_set(
        "au aussi aux avec ce cela chez dans de des du elle est et être il la le les leur mais ne nous on ont ou "
        "par pas peut plus pour qui que sa sans se ses si son sur un une vous votre vos"
    ),
    "nl": word_set(
        "aan als bij dan dat de die dit door een en er heeft hem het hij hoe in is kan komt maar met moet naar "
        "niet nog nu of om ook op te tot u uit uw van voor wat we weer wij wilt ze zich zijn"
    ),
}
"""The commonest words of each language of letters [own]."""

SHARED = {word for word, count in Counter(chain(*SMALL_WORDS.values())).items() if count > 1}
"""Words of two of these languages tell nothing: "de", "die", "is"."""

LEAST, TIMES = 8, 3
"""Another language is clear from so many of its small words on, and so many times those of any other language [own]."""

WORD = re.compile(r"[^\W\d_]+")


def another_language(texts: Iterable[str], language: str) -> str:
    """The language in which these texts surely are, "" where that is the letter's own or is not clear."""
    words = Counter(WORD.findall(" ".join(texts).casefold()))
    counts = {one: sum(words[word] for word in known - SHARED) for one, known in SMALL_WORDS.items()}
    first, second = sorted(counts, key=lambda one: counts[one], reverse=True)[:2]
    clear = counts[first] >= LEAST and counts[first] >= TIMES * counts[second]
    return first if clear and first != language else ""


def in_another_language(content: LetterContent) -> str:
    """What a reviewer is told of a letter whose typed texts are in another language; "" where none is clear."""
    own = content.shared.language
    found = another_language(typed(content), own)
    if not found:
        return ""
    what = (
        "The texts for the patient" if isinstance(content, PatientContent) else "The texts typed of this case"
    )
    return f"{what} look like {NAMES[found]}; the letter is in {NAMES.get(own, own)}."


def typed(content: LetterContent) -> tuple[str, ...]:
    """What people typed of this case and the letter prints, in whole words."""
    match content:
        case PatientContent():
            return tuple(one.text for one in written_prose(content))
        case PrimaryContent():
            rows = (*content.decided, *content.asks, *content.later_asks)
            texts = (content.decision_text, *content.red_flags)
        case SecondaryContent():
            rows = content.decided
            texts = (
                content.question,
                content.decision_text,
                content.reasons,
                content.options,
                content.dissent,
            )
        case TertiaryContent():
            rows = (*content.decided, *content.asks)
            texts = (content.decision_text, *content.be_ready_for)
    said = (*content.told.knows, *content.told.wants, *content.told.goals, *content.told.fears)
    return (*texts, *(part for row in rows for part in (row.what, row.reason)), *(one.text for one in said))
