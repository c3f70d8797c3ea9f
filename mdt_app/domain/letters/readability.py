"""How plain a text is, is measured by a formula made for its language, named; the figure is a floor, no proof.

Numbers count as words, and not among the syllables, as Flesch advised. Sentences end at . ! ? … and at each line's end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mdt_app.domain.letters.syllables import syllables

LONG_WORD = 6
"""A word of more letters is long, to Björnsson and to Bamberger and Vanecek."""

SAYS = re.compile(r"[^\W_]")
LETTERS = re.compile(r"[^\W\d_]")
ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*[^\S\n]+(?=\S)|\n")
TITLE = re.compile(
    r"\b(?:dr|prof|mr|mrs|ms|mme|mlle|mevr|dhr|hr|fr|st|ste|bv|o\.a|e\.g|i\.e|ex|env|z\.b|bzw|ca|inkl|evtl|[zdp])\.$",
    re.IGNORECASE,
)
INITIAL = re.compile(r"\b[^\W\d_a-zäöüéèà]\.$")
BEFORE_NUMBER = re.compile(
    r"\b(?:nr|no|tel|ma|di|wo|do|vr|za|zo|lun|mar|mer|jeu|ven|sam|dim|mo|mi|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\.$",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\b\d{1,2}\.$")
GERMAN_MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
LOOKED_BACK = 12
"""Characters before a full stop in which an abbreviation can stand."""


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a letter in running words; `where` names the part."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` as many as it has."""

    where: str
    text: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the formulas read. `worded` are the words with a letter in them; `syllables`, `single` (of one syllable) and
    `many` (of three or more) are counted among these, `long` (more than six letters) too."""

    sentences: int
    words: int
    worded: int
    syllables: int
    single: int
    many: int
    long: int

    @property
    def mean_words(self) -> float:
        """Words in a sentence."""
        return self.words / self.sentences

    @property
    def mean_syllables(self) -> float:
        """Syllables in a word."""
        return self.syllables / self.worded

    def share(self, count: int) -> float:
        """Per cent of the words with a letter."""
        return 100 * count / self.worded


def flesch(counts: Counts) -> float:
    """Reading Ease, English. Flesch, R. (1948), A new readability yardstick, J. Applied Psychology 32(3)."""
    return 206.835 - 1.015 * counts.mean_words - 84.6 * counts.mean_syllables


def flesch_kincaid(counts: Counts) -> float:
    """School grade, English. Kincaid, J. P. et al. (1975), Research Branch Report 8-75, US Navy."""
    return 0.39 * counts.mean_words + 11.8 * counts.mean_syllables - 15.59


def flesch_douma(counts: Counts) -> float:
    """Flesch for Dutch. Douma, W. H. (1960), De leesbaarheid van landbouwbladen, Wageningen."""
    return 206.84 - 0.93 * counts.mean_words - 77 * counts.mean_syllables


def kandel_moles(counts: Counts) -> float:
    """Flesch for French. Kandel, L. and Moles, A. (1958), Application de l'indice de Flesch à la langue française."""
    return 207 - 1.015 * counts.mean_words - 73.6 * counts.mean_syllables


def amstad(counts: Counts) -> float:
    """Flesch for German. Amstad, T. (1978), Wie verständlich sind unsere Zeitungen?, Zürich."""
    return 180 - counts.mean_words - 58.5 * counts.mean_syllables


def wiener(counts: Counts) -> float:
    """First new Wiener Sachtextformel, a school grade. Bamberger, R. and Vanecek, E. (1984), Lesen - Verstehen -
    Lernen - Schreiben, Wien."""
    return (
        0.1935 * counts.share(counts.many)
        + 0.1672 * counts.mean_words
        + 0.1297 * counts.share(counts.long)
        - 0.0327 * counts.share(counts.single)
        - 0.875
    )


def lix(counts: Counts) -> float:
    """For any language; below 25 very easy. Björnsson, C. H. (1968), Läsbarhet, Stockholm."""
    return counts.mean_words + counts.share(counts.long)


Formula = Callable[[Counts], float]
FORMULAS: Mapping[str, tuple[str, Formula]] = {
    "en": ("Flesch Reading Ease", flesch),
    "nl": ("Flesch-Douma", flesch_douma),
    "fr": ("Kandel-Moles", kandel_moles),
    "de": ("Amstad", amstad),
}
"""Language -> the formula that its gate is for, by name; higher is plainer, up to about 100."""

LIX = ("LIX", lix)
BESIDE: Mapping[str, tuple[tuple[str, Formula], ...]] = {
    "en": (("Flesch-Kincaid grade", flesch_kincaid), LIX),
    "de": (("Wiener Sachtextformel 1", wiener), LIX),
}
"""What is told beside it; lower is plainer."""


def sentences(parts: Iterable[Text]) -> tuple[Sentence, ...]:
    """The sentences of all parts in their order, those without a word left out."""
    return tuple(
        Sentence(part.where, text, count)
        for part in parts
        for text in _split(part.text)
        if (count := len(_words(text)))
    )


def counted(parts: Iterable[Text], language: str) -> Counts | None:
    """What the formulas read of these parts; None where there is not one word of letters."""
    found = sentences(parts)
    words = [word for sentence in found for word in _words(sentence.text)]
    worded = [word for word in words if LETTERS.search(word)]
    if not worded:
        return None
    each = [syllables(word, language) for word in worded]
    return Counts(
        sentences=len(found),
        words=len(words),
        worded=len(worded),
        syllables=sum(each),
        single=each.count(1),
        many=sum(one > 2 for one in each),
        long=sum(len(LETTERS.findall(word)) > LONG_WORD for word in worded),
    )


def _words(text: str) -> list[str]:
    return [word for word in text.split() if SAYS.search(word)]


def _split(text: str) -> Iterable[str]:
    start = 0
    for end in ENDS.finditer(text):
        if end[0] == "\n" or not _goes_on(
            text[max(start, end.start() - LOOKED_BACK) : end.start()], text, end.end()
        ):
            yield text[start : end.start()].strip()
            start = end.end()
    yield text[start:].strip()


def _goes_on(before: str, text: str, after: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a German day of the month."""
    if TITLE.search(before) or INITIAL.search(before):
        return True
    if ORDINAL.search(before):
        return text.startswith(GERMAN_MONTHS, after)
    return BEFORE_NUMBER.search(before) is not None and text[after].isdigit()
