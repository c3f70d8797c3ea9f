"""Window envelopes are read for every country that is known, each with its source, or refused with line and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mdt_app.content.checked import exactly, sourced
from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.letters.envelope import COUNTRIES, Envelope

Zone = tuple[float, float, float, float]
OWN = ("address", "quiet", "sender")
WIDTH, HIGHEST, LOWEST = 210.0, 26.0, 99.0
"""Of the page, under the letterhead, and of the first fold."""

LEAST_WIDE, LEAST_HIGH = 60.0, 20.0
"""Millimetres for an address of five lines in type of 10 points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One [[envelope]] as it stands in the file."""

    id: str
    address: Zone
    quiet: Zone
    sender: bool
    source: str
    own: tuple[str, ...] = ()


def load_envelopes(path: Path) -> Mapping[str, Envelope]:
    """The window envelopes by country. Raises ContentError."""
    file = read(path)
    file.only("envelope")
    rows = file.made(Row, "envelope")
    exactly(file, "envelope", rows, COUNTRIES)
    sourced(file, "envelope", rows)
    for index, row in enumerate(rows):
        _require_zones(file, index, row)
    return {row.id: Envelope(address=row.address, quiet=row.quiet, sender=row.sender) for row in rows}


def _require_zones(file: TomlFile, index: int, row: Row) -> None:
    for name in row.own:
        if name not in OWN:
            raise file.wrong(f'"{name}" is none of {", ".join(OWN)}', "envelope", index, "own")
    left, top, right, bottom = row.address
    if right - left < LEAST_WIDE or bottom - top < LEAST_HIGH:
        raise file.wrong(
            f"an address needs {LEAST_WIDE:g} x {LEAST_HIGH:g} mm at least", "envelope", index, "address"
        )
    quiet = row.quiet
    if not (quiet[0] <= left and quiet[1] <= top and right <= quiet[2] and bottom <= quiet[3]):
        raise file.wrong("the address lies within the quiet zone", "envelope", index, "quiet")
    if not (quiet[0] >= 0 and quiet[1] >= HIGHEST and quiet[2] <= WIDTH and quiet[3] <= LOWEST):
        raise file.wrong(
            f"the zone lies on the page, from {HIGHEST:g} to {LOWEST:g} mm from its top",
            "envelope", index, "quiet",
        )  # fmt: skip
    beside = quiet[0] if left > WIDTH / 2 else WIDTH - quiet[2]
    if beside < 95:
        raise file.wrong("beside the zone there is no room for the references", "envelope", index, "quiet")
