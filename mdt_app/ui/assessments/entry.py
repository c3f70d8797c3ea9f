"""One key gives one answer and goes on; what may be a slip of the keys is held until somebody says that it is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdt_app.domain.assessments import Jump, Last, jump
from mdt_app.domain.guidance import Instrument, Item

TEN_KEYS, NONE_KEYS = "x+=*", "n"
ONE_KEY_MOST = 10
AZERTY = dict(zip("&é\"'(§è!çà", (1, 2, 3, 4, 5, 6, 7, 8, 9, 0), strict=True))
"""The top row of a Belgian keyboard without Shift; on no other layout do these come without Shift but one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An answer to look at again: a big change (`jump`), or a 1 with a 0 right after it, as 10 would be typed."""

    item: Item
    value: float
    jump: Jump | None = None
    slip: bool = False


class Entry:
    """The answers of one filling, and the item at which it stands; an item without an entry is in no `answers`."""

    def __init__(
        self,
        instrument: Instrument,
        last: Mapping[str, Last],
        answers: Mapping[str, float | None] | None = None,
        *,
        jump_percent: int,
    ) -> None:
        self.instrument, self.last, self._jump_percent = instrument, last, jump_percent
        self.answers: dict[str, float | None] = dict(answers or {})
        self.at = 0
        self._slips: set[str] = set()
        self._typed_one = -1

    @property
    def item(self) -> Item:
        """The item at which it stands."""
        return self.instrument.items[self.at]

    @property
    def is_last(self) -> bool:
        return self.at == len(self.instrument.items) - 1

    def digit(self, text: str, shifted: bool = False) -> int | None:
        """The digit that a key means, None where it means none."""
        if len(text) == 1 and text in "0123456789":
            return int(text)
        return None if shifted else AZERTY.get(text)

    def type(self, digit: int) -> bool:
        """A digit for the item; False, and nothing changed, where its scale has no such value."""
        if not self.item.allows(digit):
            self._typed_one = -1
            return False
        came_from = self._typed_one
        self.put(digit)
        if digit == 0 and came_from >= 0 and came_from == self.at - 1:
            self._slips.add(self.instrument.items[came_from].code)
        self._typed_one = self.at if digit == 1 and self.item.allows(ONE_KEY_MOST) else -1
        return True

    def beyond(self, digit: int) -> None:
        """A digit typed when all items have theirs: a 0 after a 1 may have been meant as a 10."""
        if digit == 0 and self._typed_one == self.at:
            self._slips.add(self.item.code)
        self._typed_one = -1

    def ten(self) -> bool:
        """A 10 for the item; False where its scale does not reach it."""
        allowed = self.item.allows(ONE_KEY_MOST)
        if allowed:
            self.put(ONE_KEY_MOST)
        return allowed

    def put(self, value: float | None) -> None:
        """An answer, or None: asked and not answered."""
        self._slips.discard(self.item.code)
        self._typed_one = -1
        self.answers[self.item.code] = value

    def clear(self) -> None:
        """Take the entry of the item away."""
        self.answers.pop(self.item.code, None)
        self._slips.discard(self.item.code)
        self._typed_one = -1

    def go(self, at: int) -> None:
        """Stand at another item."""
        self.at = min(max(at, 0), len(self.instrument.items) - 1)

    def doubts(self) -> tuple[Doubt, ...]:
        """What should be looked at again before it is kept, in the order of the items."""
        found = []
        for item in self.instrument.items:
            value = self.answers.get(item.code)
            far = jump(item, value, self.last.get(item.code), self._jump_percent)
            if value is not None and (far or item.code in self._slips):
                found.append(Doubt(item=item, value=value, jump=far, slip=item.code in self._slips))
        return tuple(found)

    def in_order(self) -> tuple[tuple[str, float | None], ...]:
        """The answers in the order of the items."""
        codes = [item.code for item in self.instrument.items]
        return tuple((code, self.answers[code]) for code in codes if code in self.answers)
