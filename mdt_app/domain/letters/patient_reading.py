"""Before a patient's letter goes, its reviewer is told how plain it is and which words need plain ones; no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mdt_app.domain.letters.contents import PatientContent
from mdt_app.domain.letters.glossary import Glossary, Hit, hits
from mdt_app.domain.letters.prose import fixed_prose, written_prose
from mdt_app.domain.letters.readability import BESIDE, FORMULAS, LIX, Sentence, Text, counted, sentences
from mdt_app.domain.letters.texts import LetterTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Our own figures: the least score by language, and of the words in a sentence the mean and the longest."""

    least: Mapping[str, float]
    mean_words: float
    most_words: int


class Miss(StrEnum):
    """What is not plain enough."""

    SCORE = "score"
    MEAN = "mean"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientReading:
    """How a patient's letter reads. `score` is the `formula`'s, None where there is none for the language or nothing is
    written; `least` its gate. `mean_words` is of all sentences, `longest` the one with most words, `too_long` those
    over the gate, the longest first; `beside` are other formulas by name. `hits` are only in what was written for this
    patient."""

    language: str
    formula: str
    score: float | None
    least: float | None
    mean_words: float | None
    longest: Sentence | None
    too_long: tuple[Sentence, ...]
    beside: tuple[tuple[str, float], ...]
    words: int
    misses: tuple[Miss, ...]
    hits: tuple[Hit, ...]
    gates: Gates

    @property
    def plain(self) -> bool | None:
        """Whether it keeps all gates; None where there is nothing to measure."""
        return None if self.mean_words is None else not self.misses


def patient_reading(
    content: PatientContent, texts: LetterTexts, gates: Gates, glossary: Glossary
) -> PatientReading:
    """What a reviewer is told of the letter in the language of its texts."""
    written = written_prose(content)
    return reading(
        (*fixed_prose(content, texts), *written),
        texts.language,
        gates,
        hits(written, glossary.of(texts.language), texts.language),
    )


def reading(
    parts: tuple[Text, ...], language: str, gates: Gates, found: tuple[Hit, ...] = ()
) -> PatientReading:
    """How these parts read together."""
    counts = counted(parts, language)
    name, formula = FORMULAS.get(language, ("", None))
    score = formula(counts) if formula is not None and counts is not None else None
    least = gates.least.get(language)
    inorder = sorted(sentences(parts), key=lambda one: -one.words)
    too_long = tuple(one for one in inorder if one.words > gates.most_words)
    mean = counts.mean_words if counts is not None else None
    missed = {
        Miss.SCORE: score is not None and least is not None and score < least,
        Miss.MEAN: mean is not None and mean > gates.mean_words,
        Miss.LONGEST: bool(too_long),
    }
    return PatientReading(
        language=language,
        formula=name,
        score=score,
        least=least,
        mean_words=mean,
        longest=inorder[0] if inorder else None,
        too_long=too_long,
        beside=tuple((other, rule(counts)) for other, rule in BESIDE.get(language, (LIX,))) if counts else (),
        words=counts.words if counts is not None else 0,
        misses=tuple(miss for miss, true in missed.items() if true),
        hits=found,
        gates=gates,
    )
