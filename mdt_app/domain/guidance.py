"""What the paper says, as values: the rules read their words and numbers here and never carry them themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.domain.deviations import Deviation
    from mdt_app.domain.elements import Domain, Element, Prompt
    from mdt_app.domain.fates import FateReason
    from mdt_app.domain.form_words import FormWords
    from mdt_app.domain.further import Further
    from mdt_app.domain.letters.envelope import Envelope
    from mdt_app.domain.moc import Moc
    from mdt_app.domain.patient_wills import PatientWills
    from mdt_app.domain.roles import Roles

ELEMENT_IDS = (
    *("SYM-1", "SYM-2", "SYM-3", "SYM-4", "PSY-1", "PSY-2", "PSY-3", "SPI-1", "SPI-2", "SPI-3", "SPI-4"),
    *("COM-1", "COM-2", "COM-3", "COM-4", "ACP-1", "ACP-2", "COO-1", "REF-1", "REF-2", "REF-3", "REF-4"),
    *("CAR-1", "CAR-2", "CAR-3", "CAR-4", "CAR-5", "EOL-1"),
)
DOMAIN_COUNT = 9
CRITERION_IDS = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "T1", "T2")
PROMPT_IDS = ("ECOG-SACT", "SURVIVAL-30D", "PROGNOSIS", "SDM", "ACP-REVIEW", "PROM-USED")
SYMPTOMS = ("pain", "tiredness", "drowsiness", "nausea", "appetite", "dyspnoea", "depression", "anxiety")
PARTNER_IDS = ("primary", "hospice", "hospital", "nursing-home")
LEVEL_IDS = ("primary", "secondary", "tertiary", "patient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One of the 11 criteria of Figure 3; `rule`, `numbers`, `words` and `own` as for an element."""

    id: str
    name: str
    explanation: str
    source: str
    rule: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of an instrument: whole steps from `minimum` to `maximum`.

    `symptom` is the code under which the criteria know it ("" where no criterion reads it). A value within `look`
    calls for a look, one within `severe` is severe (both ends included); None where nothing is stated. `definition`
    explains the label as the form does; `choices` are the words of each value, from the least; a `free` item asks
    for a problem that the patient names.
    """

    code: str
    label: str
    minimum: int
    maximum: int
    low: str = ""
    high: str = ""
    symptom: str = ""
    look: tuple[int, int] | None = None
    severe: tuple[int, int] | None = None
    definition: str = ""
    choices: tuple[str, ...] = ()
    free: bool = False

    def allows(self, value: float | None) -> bool:
        """Whether the value is an answer on this scale."""
        return value is not None and self.minimum <= value <= self.maximum

    def choice(self, value: float) -> str:
        """The word of a value where each value has one, else ""."""
        place = round(value) - self.minimum
        return self.choices[place] if self.allows(value) and place < len(self.choices) else ""

    def is_severe(self, value: float) -> bool:
        """Whether the instrument's file states this value as severe."""
        return self.severe is not None and self.severe[0] <= value <= self.severe[1]

    def calls_for_look(self, value: float) -> bool:
        """Whether the value asks for a closer look; a severe one does as well."""
        looks = self.look is not None and self.look[0] <= value <= self.look[1]
        return looks or self.is_severe(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A score of an instrument: the sum of its items, and from where on it calls for action."""

    id: str
    name: str
    items: tuple[str, ...]
    cut_off: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """An item's words in one more language."""

    label: str
    low: str = ""
    high: str = ""
    definition: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """An instrument's words in one more language, by item code; `source` says whose translation it is."""

    language: str
    source: str
    instruction: str
    items: Mapping[str, ItemWords]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire: who answers it (`subject` patient or carer), which elements it settles, under which licence.

    Its own words are in the first of `languages`; each further language has its `wordings`. `one_at_a_time` says that
    the licence lets a screen show one question at a time; else the form stands as published, whole.
    """

    id: str
    name: str
    subject: str
    settles: tuple[str, ...]
    instruction: str
    languages: tuple[str, ...]
    official_wording: bool
    licence: str
    credit: str
    source: str
    items: tuple[Item, ...]
    totals: tuple[Total, ...] = ()
    one_at_a_time: bool = False
    wordings: tuple[Wording, ...] = ()

    def item(self, code: str) -> Item | None:
        """The item with this code, or None."""
        return next((item for item in self.items if item.code == code), None)

    def worded(self, language: str) -> Instrument | None:
        """The instrument in the words of a language (BCP 47; "nl" serves "nl-BE"); None where it has none."""
        wanted = (language.casefold(), language.casefold().partition("-")[0])
        for tag in wanted if language else ():
            if tag == self.languages[0].casefold():
                return self
            for wording in self.wordings:
                if tag == wording.language.casefold():
                    return _in_words(self, wording)
        return None


def _in_words(instrument: Instrument, wording: Wording) -> Instrument:
    def item(one: Item) -> Item:
        words = wording.items[one.code]
        return replace(
            one,
            label=words.label,
            low=words.low,
            high=words.high,
            definition=words.definition,
            choices=words.choices,
        )

    return replace(
        instrument,
        name=wording.name or instrument.name,
        instruction=wording.instruction,
        items=tuple(item(one) for one in instrument.items),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Numbers that rules share; `own` names those which are ours, `source` says where they all come from.

    Hours are 0 to 23, `weekend_from` is 1 (Monday) to 7, `jump_percent` a part of a scale; what each is for stands
    beside it in the content.
    """

    measure_months: int
    planned_days: int
    last_weeks_days: int
    night_from: int
    night_until: int
    weekend_from: int
    follow_up_days: int
    death_days: int
    review_days: int
    jump_percent: int
    news_points: int
    news_months: int
    call_minutes: int
    letter_days: int
    own: tuple[str, ...]
    source: str

    def is_night(self, at: datetime) -> bool:
        """Whether it is an hour of the night or a day of the weekend, when the day numbers do not answer."""
        return at.isoweekday() >= self.weekend_from or not self.night_until <= at.hour < self.night_from


SETTING_NAMES = tuple(one.name for one in fields(Settings) if one.name not in ("own", "source"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """All of it. What an agenda is computed from is read at once; `further` reads the rest when first asked, and
    raises `Refused` in words where that is wrong.

    `left_out` says in a sentence each which instrument files could not be used. `deviations` are the figures that
    this hospital changed; `local_problem` says why none was, where its file is wrong.
    """

    settings: Settings
    criteria: tuple[Criterion, ...]
    instruments: Mapping[str, Instrument]
    further: Callable[[], Further] = field(compare=False, repr=False)
    left_out: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    local_problem: str = ""

    @property
    def domains(self) -> tuple[Domain, ...]:
        return self.further().domains

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.further().elements

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return self.further().prompts

    @property
    def roles(self) -> Roles:
        return self.further().roles

    @property
    def form_words(self) -> Mapping[str, FormWords]:
        """By language."""
        return self.further().form_words

    @property
    def patient_wills(self) -> PatientWills:
        """A country's codes."""
        return self.further().patient_wills

    @property
    def fate_reasons(self) -> tuple[FateReason, ...]:
        """Why a recommendation was not carried out."""
        return self.further().fate_reasons

    @property
    def moc(self) -> Moc:
        """The Belgian kinds and codes."""
        return self.further().moc

    @property
    def envelopes(self) -> Mapping[str, Envelope]:
        """Window envelopes by country."""
        return self.further().envelopes

    def element(self, element_id: str) -> Element:
        """The element with this id. Raises KeyError where there is none."""
        return {element.id: element for element in self.elements}[element_id]

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id. Raises KeyError where there is none."""
        return {criterion.id: criterion for criterion in self.criteria}[criterion_id]
