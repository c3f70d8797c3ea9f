"""A phone number, a day and a dose with its unit are one thing each: a part of one is said and rung by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAP = r"[ \u00a0\u202f]"
_MONTHS = (
    # English and what other languages share with it
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    # Dutch
    "|januari|februari|maart|mei|juni|juli|augustus|oktober|okt"
    # French
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|janv|févr|avr|juil|déc"
    # German
    "|januar|februar|märz|dezember|dez"
)
_DAY = rf"\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s+(?:{_MONTHS})\b\.?(?:\s+\d{{4}}\b)?"
_PHONE = (
    rf"(?:\+\d{{1,3}}{_GAP}?(?:\(0\))?{_GAP}?|0)\d{{1,4}}(?:(?:{_GAP}|[./-])(?!0\d\d\b)\d{{1,8}}\b){{1,4}}"
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = "mg|µg|μg|mcg|kg|g|ml|dl|l|ie|iu|ui|mmol|mval|meq|mosm|gy|msv|mbq|mm|cm|°c|h"
_DOSE = (
    rf"{_NUMBER}(?:\s*[–-]\s*{_NUMBER})?\s+(?:{_UNIT})(?!\w)[²³]?"
    rf"(?:\s?/\s?(?:{_NUMBER}{_GAP})?[^\W\d]+[²³]?)?|{_NUMBER}\s+%"
)
_TOKEN = re.compile(rf"[^\w\s+]*(?:{_DAY}|{_PHONE}|{_DOSE})(?!\w)\S*|\S+", re.IGNORECASE)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Each word of a text with its place, in order; what is one thing is one word, as on paper in en, nl, fr and de."""
    return _TOKEN.finditer(text)
