"""What a board's request form asks for, its agreed standards of care and its Belgian kinds are its own settings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Board
from mdt_app.domain.requests import asks_of
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.readiness.words import things


class BoardAsks(QWidget):
    """Three of a board's settings; `values()` are fields of MakeBoard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asks = {what: CheckRow(said) for what, said in things()}
        self.standards = TextArea(
            self.tr("One in a line, such as: Follow-up after resection, stage I"),
            name=self.tr("Agreed standards of care, which may meet a case without discussion"), rows=2, grows=True,
        )  # fmt: skip
        asked = Label(
            self.tr("Beside question, what the patient knows and performance status:"), "small", wrap=True
        )
        self.moc = CheckRow(self.tr("Belgian kinds and codes (MOC/COM), shown as suggestions, never billed"))
        box = column(
            SectionTitle(self.tr("Its request form asks for")), asked,
            Flow(list(self.asks.values()), even=True, most=3),
            8, SectionTitle(self.tr("Standards of care")), Label(self.standards.accessibleName(), "small", wrap=True),
            self.standards, 8, self.moc, spacing=4,
        )  # fmt: skip
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)

    def show_board(self, board: Board | None) -> None:
        """A board's settings; a new one asks for what is usual."""
        asked = asks_of(board or Board(id="", board_id="", name="", prefix=""))
        for what, box in self.asks.items():
            box.setChecked(what in asked)
        self.standards.set_text("\n".join(board.standards) if board else "")
        self.moc.setChecked(board is not None and board.moc)

    def values(self) -> dict[str, object]:
        """What stands here."""
        lines = (" ".join(line.split()) for line in self.standards.text().splitlines())
        return {
            "asks": tuple(what for what, box in self.asks.items() if box.isChecked()),
            "standards": tuple(dict.fromkeys(line for line in lines if line)),
            "moc": self.moc.isChecked(),
        }
