"""A staging written freely ("cT2a N1 M0, stage IIIb", "4A", "ypT1") is read into its categories, or not at all."""

from __future__ import annotations

import re

from mdt_app.domain.payloads import Stage

_TNM = re.compile(r"(?<![A-Za-z])([ycpra]{0,3})([TNM])(is|[Xx]|\d[a-d]?\d?)(?![a-z])")
_STAGE_WORD = r"(?:stage|stages|stadium|stade|stadio|st\.?|uicc|ajcc|figo)"
_STAGE = re.compile(
    rf"(?:^|\b{_STAGE_WORD}[ :]*(?:group[ :]*)?)([cp]?)(IV|I{{1,3}}|[0-4])\s?([A-Da-d]?\d?)(?![\w])",
    re.IGNORECASE,
)
_ROMAN = {"0": "0", "1": "I", "2": "II", "3": "III", "4": "IV"}


def stages(words: str, prefix: str = "", edition: str = "") -> tuple[Stage, ...]:
    """Every category that the words name, a prefix holding until the next one; empty where they name none."""
    found = []
    running = prefix
    words = _apart(words)
    for own, category, value in _TNM.findall(words):
        running = own or running
        found.append(Stage(category=category, value=f"{category}{value}", prefix=running, edition=edition))
    group = stage_group(_TNM.sub(" ", words).strip(" ,;:/()-–"))
    if group:
        found.append(Stage(category="stage", value=group, prefix=running, edition=edition))
    return tuple(found)


def _apart(words: str) -> str:
    """Categories written together set apart: "cT4cN3cM0" reads as "cT4 cN3 cM0", "T1cN0" as "T1c N0"."""
    led = re.match(r"[cp](?=T)", words.strip())
    if led:
        words = re.sub(rf"(?<=[\dXx]){led[0]}(?=[NM][\dXx])", f" {led[0]}", words)
    return re.sub(r"(?<=[\dXxs])(?=[pry]{0,2}[TNM][\dXx])|(?<=\d[a-d])(?=[TNM][\dXx])", " ", words)


def stage_group(words: str) -> str:
    """The stage group in Roman numerals ("IVA"), from "IVa", "4A", "Stage 4A", "Stadium IIIb"; else ""."""
    found = _STAGE.search(words.strip())
    if not found:
        return ""
    numeral = found[2].upper()
    return _ROMAN.get(numeral, numeral) + found[3].upper()


def category_value(category: str, words: str) -> tuple[str, str]:
    """(prefix, value) of one category out of a code or display; ("", "") where the words do not name it."""
    if category == "stage":
        return "", stage_group(words)
    for prefix, letter, value in _TNM.findall(words):
        if letter == category:
            return prefix, f"{letter}{value}"
    bare = re.fullmatch(r"(is|[Xx]|\d[a-d]?\d?)", words.strip())
    return ("", f"{category}{bare[1]}") if bare else ("", "")
