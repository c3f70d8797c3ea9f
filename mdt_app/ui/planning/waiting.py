"""What people from outside wait at each case is a bar and a number: what was, what a move adds, what it saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from mdt_app.ui.common.cells import write
from mdt_app.ui.common.theme import Theme

BAR, FULL = 40, 11
"""Pixels of the longest bar, and the minutes that it stands for."""


@dataclass(frozen=True)
class Drawn:
    """What the rows show: minutes waited for each case, and while something is about to change, `after` and the starts
    that differ (before, after); `mover` is the case that is carried."""

    waits: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] | None = None
    shifts: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    mover: str = ""

    def minutes(self, listing_id: str) -> int | None:
        """Minutes waited at a case as it would be; None where nobody from outside is invited."""
        return (self.waits if self.after is None else self.after).get(listing_id)

    def longer(self, listing_id: str) -> bool:
        """Whether people would wait longer for this case than now."""
        return self.after is not None and self.after.get(listing_id, 0) > self.waits.get(listing_id, 0)


def paint_waiting(painter: QPainter, box: QRect, drawn: Drawn, listing_id: str, theme: Theme) -> None:
    """Bar and number in the middle of a cell; a dash where nobody from outside is invited."""
    from mdt_app.ui.planning.words import minutes

    now = drawn.minutes(listing_id)
    if now is None:
        write(painter, box, "–", theme, 14, False, "text2")
        return
    before, longer = drawn.waits.get(listing_id, 0), drawn.longer(listing_id)
    full, middle, high = theme.px(BAR), box.center().y(), theme.px(6)

    def wide(count: int) -> int:
        return round(full * min(count, FULL) / FULL)

    kept = wide(min(before, now))
    painter.fillRect(QRect(box.left(), middle - high // 2, kept, high), theme.colour("done"))
    if longer:
        added, thick = max(2, wide(now) - kept), high + theme.px(4)
        painter.fillRect(
            QRect(box.left() + kept, middle - thick // 2, added, thick), theme.colour("look_mark")
        )
    elif now < before:
        painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(box.left() + kept, middle - high // 2, wide(before) - kept, high - 1))
    rest = QRect(box.left() + full + theme.px(8), box.top(), box.width() - full - theme.px(8), box.height())
    token = "look" if longer else "accent" if now < before else "text2"
    write(painter, rest, minutes(now), theme, 14, longer or now < before, token)
