"""An answer is kept only where it lies on its scale; beside it always stands what was answered last, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.form_words import FormWords
from mdt_app.domain.guidance import Instrument, Item
from mdt_app.domain.payloads import ANSWERED_BY, SETTINGS, Assessment, Score
from mdt_app.domain.record import Record, rivals

ECOG = "ecog"
ECOG_GRADES, KARNOFSKY_GRADES = (0, 5), (0, 100)
LONGEST_OTHER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The newest answer to an item: one value, or several of one day that differ and that no time orders."""

    values: tuple[float, ...]
    day: date
    fact_id: str

    @property
    def value(self) -> float | None:
        """The value, where the day has but one."""
        return self.values[0] if len(self.values) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A big change against the last answer: `points` above (below: negative) the value of `day`."""

    points: float
    value: float
    day: date


def last_answers(record: Record, instrument: Instrument, but_not: str = "") -> Mapping[str, Last]:
    """The newest answer to each item; the fact `but_not` (one being corrected) is passed over."""
    answers: dict[str, list[tuple[Fact, float]]] = {}
    for fact in record.of(Kind.ASSESSMENT):
        filled = fact.payload
        if not isinstance(filled, Assessment) or filled.instrument != instrument.id or fact.id == but_not:
            continue
        for code, value in filled.answers:
            item = instrument.item(code)
            if item is not None and value is not None and item.allows(value):
                answers.setdefault(code, []).append((fact, value))
    return {code: _last(given) for code, given in answers.items()}


def last_ecog(record: Record, but_not: str = "") -> Last | None:
    """The newest ECOG, None where it was never recorded."""
    facts = [fact for fact in record.of(Kind.ECOG) if fact.id != but_not and isinstance(fact.payload, Score)]
    given = [(fact, float(fact.payload.value)) for fact in facts if isinstance(fact.payload, Score)]
    return _last(given) if given else None


def _last(given: Sequence[tuple[Fact, float]]) -> Last:
    newest = rivals([fact for fact, _ in given])
    by_id = {fact.id: value for fact, value in given}
    values = tuple(dict.fromkeys(by_id[fact.id] for fact in newest))
    return Last(values=values, day=newest[-1].true_from, fact_id=newest[-1].id)


def jump(item: Item, value: float | None, last: Last | None, percent: int) -> Jump | None:
    """The change against the last answer where it is this part of the scale or more, else None."""
    if value is None or last is None:
        return None
    before = max(last.values, key=lambda one: abs(value - one))
    if abs(value - before) * 100 < percent * (item.maximum - item.minimum):
        return None
    return Jump(points=value - before, value=before, day=last.day)


def misfits(filled: Assessment, instrument: Instrument) -> tuple[str, ...]:
    """What cannot be kept as it is, in sentences: answers off the scale, unknown items, nothing at all."""
    found = [_misfit(code, value, instrument.item(code)) for code, value in filled.answers]
    if not filled.answers:
        found.append("Nothing was entered yet.")
    codes = [code for code, _ in filled.answers]
    if len(set(codes)) < len(codes):
        found.append("One item is there twice.")
    if filled.by and filled.by not in ANSWERED_BY:
        found.append(f'"{filled.by[:40]}" does not say who answered.')
    if filled.setting and filled.setting not in SETTINGS:
        found.append(f'"{filled.setting[:40]}" is no setting.')
    if len(filled.other) > LONGEST_OTHER:
        found.append(f"The other problem is longer than {LONGEST_OTHER} letters.")
    return tuple(one for one in found if one)


def _misfit(code: str, value: float | None, item: Item | None) -> str:
    """At a desk a value is one of the steps, too; a file may say what lies between two."""
    if item is None:
        return f'"{code[:40]}" is no item of this instrument.'
    stepped = value is None or not item.allows(value) or value == int(value)
    return off_item(item, value, stepped)


def off_item(item: Item, value: float | None, stepped: bool = True) -> str:
    """Why a value is no answer to an item, naming the item and its range, else ""; missing stays missing."""
    if value is None or (item.allows(value) and stepped):
        return ""
    return f"{item.label}: {value:g} is not on its scale, {item.minimum} to {item.maximum}."


def totals(answers: Mapping[str, float | None], instrument: Instrument) -> Mapping[str, float | None]:
    """Each total of the instrument by id; None while an item of it has no answer."""
    found: dict[str, float | None] = {}
    for total in instrument.totals:
        values = [answers.get(code) for code in total.items]
        known = [value for value in values if value is not None]
        found[total.id] = sum(known) if len(known) == len(values) else None
    return found


def off_scale(kind: Kind, value: int) -> str:
    """Why a whole-number state cannot be, in a sentence, else ""."""
    least, most = {Kind.ECOG: ECOG_GRADES, Kind.KARNOFSKY: KARNOFSKY_GRADES}.get(kind, (value, value))
    if least <= value <= most:
        return ""
    name = "ECOG" if kind is Kind.ECOG else "Karnofsky"
    return f"{name} {value} is not on its scale, {least} to {most}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContent:
    """A form to print: the instrument in the words that the patient reads, who it is for, and the words around it."""

    instrument: Instrument
    language: str
    words: FormWords
    patient: str
    birth_date: date | None
    day: date
    demo: bool = False


def in_language(
    instrument: Instrument, language: str, words: Mapping[str, FormWords]
) -> tuple[Instrument, FormWords] | None:
    """An instrument and the words around it for a reader of that language; None where it has no wording in it.

    The words around are ours: in English where we have none in that language.
    """
    worded = instrument.worded(language)
    if worded is None:
        return None
    return worded, words.get(language.casefold().partition("-")[0], words["en"])


def answered(filled: Assessment) -> int:
    """How many items have an answer."""
    return sum(value is not None for _, value in filled.answers)


def with_answer(filled: Assessment, code: str, value: float | None) -> Assessment:
    """The assessment with one answer given, or changed, in the order in which the items were answered."""
    rest = [(one, before) for one, before in filled.answers if one != code]
    return replace(filled, answers=(*rest, (code, value)))
