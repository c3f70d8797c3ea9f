"""The address stands where a country's window envelope shows it, and nothing else where a sliding sheet can show it."""

from __future__ import annotations

from dataclasses import dataclass

COUNTRIES = ("be", "de", "fr", "lu", "nl")
"""Countries whose window envelopes are known, ISO 3166-1."""

USUAL = "be"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Millimetres on an A4 page, from its left and top edge.

    The address stands within `address` (left, top, right, bottom). `quiet` is all that shows in some position of the
    sheet: there is nothing else there. `sender` says that the sender's line stands over the address in small type, as
    the country wants it.
    """

    address: tuple[float, float, float, float] = (115, 48, 190, 69)
    quiet: tuple[float, float, float, float] = (95, 26, 210, 94)
    sender: bool = False

    @property
    def at_left(self) -> bool:
        """Whether the window is on the left, so that what stands beside the address stands on the right."""
        return self.address[0] < 105
