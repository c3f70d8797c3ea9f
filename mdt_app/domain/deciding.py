"""Benefits and harms are weighed in absolute numbers that have a source; no treatment is one of the options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.fact_text import estimate_text
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import SDM_STEPS, Prognosis, Proposal, SdmStep, WeighedOption
from mdt_app.domain.prompts import since_proposal_before, standing_proposals
from mdt_app.domain.record import Record

_CHANCE = re.compile(r"\s*(\d{1,5})\s*(?:in|of|out of|/)\s*(\d{1,5})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What is decided on together: the `proposals` that stand, each step said for them, and the options weighed."""

    proposals: tuple[Fact, ...]
    steps: dict[str, Fact]
    options: tuple[Fact, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The steps that nobody has said yet."""
        return tuple(step for step in SDM_STEPS if step not in self.steps)

    @property
    def untreated(self) -> bool:
        """Whether no treatment was weighed as one of the options."""
        return any(isinstance(one.payload, WeighedOption) and one.payload.untreated for one in self.options)

    @property
    def family(self) -> tuple[str, ...]:
        """Who of the family took part, each named once."""
        named = [one.payload.family for one in self.steps.values() if isinstance(one.payload, SdmStep)]
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry on prognosis, newest first; `stale` says that it is an estimate to be asked for again."""

    fact: Fact
    prognosis: Prognosis
    stale: bool

    @property
    def day(self) -> date:
        return self.fact.true_from

    @property
    def text(self) -> str:
        """The estimate with its unit, or what was said where no number was given."""
        return estimate_text(self.prognosis)


def deciding(record: Record) -> Deciding:
    """Where deciding together stands on the record's day."""
    steps = {
        one.payload.step: one
        for one in since_proposal_before(record, Kind.SDM)
        if isinstance(one.payload, SdmStep)
    }
    options = {
        one.payload.text.casefold(): one
        for one in since_proposal_before(record, Kind.OPTION)
        if isinstance(one.payload, WeighedOption)
    }
    return Deciding(proposals=standing_proposals(record), steps=steps, options=tuple(options.values()))


def prognoses(record: Record, months: int) -> tuple[Told, ...]:
    """Every entry on prognosis, newest first; an estimate older than so many calendar months is stale."""
    return tuple(
        Told(
            fact=one,
            prognosis=one.payload,
            stale=one.payload.amount is not None and not record.is_fresh(one, months),
        )
        for one in reversed(record.of(Kind.PROGNOSIS))
        if isinstance(one.payload, Prognosis)
    )


def chance(text: str) -> str:
    """A chance as an absolute number, "6 in 10", whatever way it was typed. Raises ValueError for anything else."""
    found = _CHANCE.fullmatch(text)
    if found is None or not 0 <= int(found[1]) <= int(found[2]) or int(found[2]) == 0:
        raise ValueError(text)
    return f"{int(found[1])} in {int(found[2])}"


def wrong_option(option: WeighedOption) -> str:
    """Why an option cannot be kept as it is, in one sentence, else ""."""
    if not option.text.strip():
        return "Say which option it is."
    for given in (option.benefit_chance, option.harm_chance):
        try:
            if given and chance(given) != given:
                raise ValueError(given)
        except ValueError:
            return f'Write the chance "{given[:20]}" as an absolute number, such as 6 in 10.'
    if (option.benefit_chance or option.harm_chance) and not option.source.strip():
        return f"Say where the chances of {option.text} come from."
    return ""


def directed(proposal: Proposal) -> bool:
    """Whether a proposal is directed at the tumour: it is, unless it is said to be supportive."""
    return proposal.kind != "supportive"


def wrong_options(options: Sequence[WeighedOption]) -> str:
    """Why these options cannot be kept, in one sentence, else ""."""
    return next((wrong for one in options if (wrong := wrong_option(one))), "")
