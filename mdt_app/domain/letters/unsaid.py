"""The GP reads each sentence of a decision that no printed recommendation says in full; in doubt, it is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mdt_app.domain.letters.parts import Clause

END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
BULLET = re.compile(r"^\s*[-•*–—]\s+")
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=(\S+))")
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+|[<>≤≥=+%]|[,;:.!?()\n–—]")
BREAKS = frozenset(",;:.!?()\n–—")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = word_set(
    "a an the of and is are be will to for with in by we he she it this that "
    "de het een en van te wij ze le la les du un une et est der das den ein eine und von ist"
)
"""Short words that tell nothing by themselves, in the four languages of the letters; "die" is an English verb too."""

AGAINST = word_set(
    "no not nor none never neither without stop stops stopped cannot geen niet nooit noch zonder stoppen "
    "pas ne non ni sans jamais aucun aucune arreter kein keine keinen keiner nicht nie ohne absetzen"
)
"""Words that turn what stands beside them into its opposite, accents folded."""

ABBREVIATED = word_set(
    "dr prof mr mrs ms mme mlle st resp approx ca vs no nr incl excl min max evtl ggf bzw bv e.g i.e z.b"
)
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_STEMS = word_set("jan feb fev mar maa apr avr may mei mai jun jui jul aug aou sep oct okt nov dec dez")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A sentence that is not printed again, and the number of the recommendation that says it; 0 where the text
    itself says it twice."""

    sentence: str
    by: int


def unsaid(text: str, rows: tuple[Clause, ...]) -> str:
    """The sentences of a decision's text that stand in no recommendation, each once and with its full stop."""
    return " ".join(ended(sentence) for sentence, by in weighed(text, rows) if by is None)


def said_elsewhere(text: str, rows: tuple[Clause, ...]) -> tuple[Covered, ...]:
    """The sentences that `unsaid` leaves out, with what says them."""
    return tuple(Covered(sentence=one, by=by) for one, by in weighed(text, rows) if by is not None)


def weighed(text: str, rows: tuple[Clause, ...]) -> Iterator[tuple[str, int | None]]:
    """Each sentence, and which recommendation covers it: None where it has to be printed."""
    known = [(row.number, telling(said_of(row)) | day_words(row)) for row in rows]
    before: set[str] = set()
    for sentence in sentences(text):
        plain = " ".join(folded(sentence).split())
        if plain in before:
            yield sentence, 0
            continue
        before.add(plain)
        yield sentence, next((number for number, words in known if is_covered(sentence, words)), None)


def is_covered(sentence: str, words: frozenset[str]) -> bool:
    """Whether all telling words of a sentence, and there are some, are among these; a list's number does not count."""
    mine = telling(without_number(sentence))
    return bool(mine) and mine <= words


def said_of(row: Clause) -> str:
    """What a GP's letter prints of a recommendation, and who does it; a reason only where it is printed."""
    owner = (row.owner.name, row.owner.short) if row.owner else ()
    reason = (row.reason,) if row.kind == "reassessment" else ()
    return "\n".join((row.what, row.condition, *reason, *owner))


def day_words(row: Clause) -> frozenset[str]:
    """A recommendation's day as people write it: 25, 11, november, nov, 2026."""
    if row.due is None:
        return frozenset()
    month = MONTHS[row.due.month - 1]
    numbers = (row.due.day, row.due.month, row.due.year)
    return frozenset((month, month[:3], *map(str, numbers), *(f"{number:02}" for number in numbers[:2])))


def telling(text: str) -> frozenset[str]:
    """The words that say something, accents folded; those of a clause that is against something bear its sign."""
    found: set[str] = set()
    clause: list[str] = []
    for place, one in enumerate([*(match[0] for match in WORD.finditer(text)), "\n"]):
        if one not in BREAKS:
            word = folded(one).replace(",", ".")
            tells = word not in FUNCTION or (place > 0 and not one.islower())
            clause += [word] if tells else []
            continue
        against = any(word in AGAINST for word in clause)
        found |= {f"not {word}" for word in clause} if against else set(clause)
        clause = []
    return frozenset(found)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text: its lines, each parted where one surely ends; without the dash or dot before a line."""
    for line in text.splitlines():
        start, line = 0, BULLET.sub("", line).strip()
        for match in END.finditer(line):
            if ends(line, match):
                yield line[start : match.end()].strip()
                start = match.end()
        if line[start:].strip(" -–—•*.…"):
            yield line[start:].strip()


def ends(line: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends here: what follows is no small letter, and what stands before no abbreviation."""
    before = line[: match.start()].split()[-1:] or [""]
    word = before[0].lstrip("(\"'“‘«[").casefold()
    is_number_of_list = line[: match.start()].strip().isdigit()
    is_short = word in ABBREVIATED or (len(word) == 1 and word.isalpha())
    return not (is_number_of_list or is_short or line[match.end() : match.end() + 1].islower())


def without_number(sentence: str) -> str:
    """Without a list's "2." before it; "2. November" is a day and stays."""
    match = NUMBERED.match(sentence)
    if match is None or folded(match[1])[:3] in MONTH_STEMS:
        return sentence
    return sentence[match.end() :]


def ended(sentence: str) -> str:
    return (
        sentence if sentence.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", ":", ";")) else f"{sentence}."
    )


def folded(text: str) -> str:
    """In small letters without accents: "Bestrahlung", "arrêt" and "ARRET" compare alike."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
