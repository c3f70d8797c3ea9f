"""A hospital may set cut-offs and bands of an instrument; they fit its scale and each other, or are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mdt_app.content.figures import crossing_bands
from mdt_app.content.local_section import Section
from mdt_app.domain.guidance import Instrument, Item, Total

BANDS = ("look", "severe")
NAMES = (*BANDS, "cut_off")


def rescored(instrument: Instrument, section: Section) -> Instrument:
    """The instrument with other bands and another cut-off wherever it has any. Raises ContentError."""
    for name in section.changes:
        if shipped(instrument, name) is None:
            raise section.wrong(f'"{name}" is no figure of {instrument.id} that can be changed', name)
    bands = {name: section.band(name, value) for name, value in section.changes.items() if name in BANDS}
    items = tuple(_banded(item, section, bands) for item in instrument.items)
    totals = tuple(_cut(total, instrument, section) for total in instrument.totals)
    return replace(instrument, items=items, totals=totals)


def shipped(instrument: Instrument, name: str) -> object:
    """The figure of that name that rules read in an instrument: its first, None where it has none."""
    if name == "cut_off":
        return next((one.cut_off for one in instrument.totals if one.cut_off is not None), None)
    read = (one for one in instrument.items if (one.symptom or one.free) and name in BANDS)
    return next((getattr(one, name) for one in read if getattr(one, name) is not None), None)


def _banded(item: Item, section: Section, bands: Mapping[str, tuple[int, int]]) -> Item:
    changed = {name: band for name, band in bands.items() if getattr(item, name) is not None}
    look, severe = changed.get("look", item.look), changed.get("severe", item.severe)
    key, why = crossing_bands((item.minimum, item.maximum), look, severe)
    if changed and why:
        raise section.wrong(why, key if key in changed else next(iter(changed)))
    return replace(item, look=look, severe=severe)


def _cut(total: Total, instrument: Instrument, section: Section) -> Total:
    if total.cut_off is None or "cut_off" not in section.changes:
        return total
    cut_off = section.figure("cut_off", section.changes["cut_off"])
    highest = sum(item.maximum for item in instrument.items if item.code in total.items)
    if not 0 < cut_off <= highest:
        raise section.wrong(f'"cut_off" lies between 1 and {highest}', "cut_off")
    return replace(total, cut_off=cut_off)
