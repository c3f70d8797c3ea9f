"""What is hidden takes no place in a line of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from mdt_app.ui.common.flow import Flow


class ShownFlow(Flow):
    """A flow that leaves out what is hidden."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__(widgets, spacing=8)

    def refit(self) -> None:
        """Something was shown or hidden."""
        self.setVisible(any(not one.isHidden() for one in self._widgets))
        self._place()
        self.updateGeometry()

    def _boxes(self, room: int) -> list[QRect]:
        every, self._widgets = self._widgets, [one for one in self._widgets if not one.isHidden()]
        try:
            boxes = dict(zip(self._widgets, super()._boxes(room), strict=True))
        finally:
            self._widgets = every
        return [boxes.get(one, QRect(0, 0, 0, 0)) for one in every]
