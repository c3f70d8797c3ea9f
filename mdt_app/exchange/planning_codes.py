"""Prognosis, shared decisions and care planning are read as they were said; a code that is not known is refused."""

from __future__ import annotations

from mdt_app.domain.payloads import SDM_STEPS, Acp, Prognosis, SdmStep, WeighedOption
from mdt_app.exchange.fact_parts import Parts, Unreadable
from mdt_app.exchange.values import number, table, text

_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("wk", "week", "weeks"), "wk"),
    **dict.fromkeys(("mo", "month", "months"), "mo"),
    **dict.fromkeys(("a", "year", "years"), "a"),
}


def prognosis(parts: Parts) -> Prognosis:
    quantity = table(parts.data.get("valueQuantity"))
    estimate = number(quantity.get("value"))
    unit = _UNITS.get(text(quantity.get("code")), "") or _UNITS.get(text(quantity.get("unit")), "")
    told = parts.one_of("told", "yes", "no", "does-not-wish", needed=False)
    if quantity and (estimate is None or estimate < 0 or not unit):
        raise Unreadable("valueQuantity needs a number and one of the units d, wk, mo, a")
    if not quantity and not told:
        raise Unreadable("valueQuantity is missing")
    return Prognosis(
        amount=None if estimate is None else float(estimate),
        unit=unit,
        method=parts.words("method"),
        told=told,
        told_words=parts.words("told-words"),
        author=parts.words("author"),
        told_by=parts.words("told-by"),
    )


def sdm(parts: Parts) -> SdmStep:
    return SdmStep(step=parts.one_of("step", *SDM_STEPS), note=parts.note, family=parts.words("family"))


def option(parts: Parts) -> WeighedOption:
    if not parts.own_words:
        raise Unreadable("valueString, the option, is missing")
    return WeighedOption(
        text=parts.own_words,
        benefit=parts.words("benefit"),
        benefit_chance=parts.words("benefit-chance"),
        harm=parts.words("harm"),
        harm_chance=parts.words("harm-chance"),
        source=parts.words("source"),
        untreated=parts.flag("untreated"),
    )


_ACP_ITEMS = (
    "readiness",
    "code-status",
    "living-will",
    "advance-directive",
    "surrogate",
    "out-of-hospital-dnr",
    "trusted-person",
)
_ACP_STATES = ("discussed", "completed", "documented", "declined", "not-applicable")


def acp(parts: Parts) -> Acp:
    return Acp(
        item=parts.one_of("item", *_ACP_ITEMS),
        state=parts.one_of("state", *_ACP_STATES),
        value=parts.words("value") or parts.own_words,
        note=parts.note,
        review=parts.day("review"),
        codes=tuple(parts.words("codes").split()),
        place=parts.words("place"),
        document_day=parts.day("document-day"),
        name=parts.words("name"),
        relation=parts.words("relation"),
        phone=parts.words("phone"),
        concerns=parts.words("concerns"),
        talk=parts.words("talk"),
        by=parts.words("by"),
        level=parts.words("level"),
        present=parts.words("present"),
    )
