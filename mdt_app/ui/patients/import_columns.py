"""Where a worklist's headers are not known, a person says once which column is what, by header and first values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mdt_app.domain.incoming import IncomingColumn
from mdt_app.domain.plain_text import one_line
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Pane, reveal, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients.words import tr

NAMES, TELLING = ("family", "name"), ("birth_date", "hospital_number", "national_number")
FIRST = ("family", "given", "name", "birth_date", "hospital_number", "national_number", "question")
LETTERS, LONGEST_HEADER, LONGEST_VALUE = 56, 40, 24


def is_enough(fields: Iterable[str]) -> bool:
    """Whether with these fields each row is somebody: a name, and a birth date or a number."""
    said = set(fields)
    return bool(said & set(NAMES)) and bool(said & set(TELLING))


def field_words() -> dict[str, str]:
    """Every field that a column can be, in words; the needed ones first."""
    return {
        "family": tr("Family name"), "given": tr("Given name"), "name": tr("Whole name: family, given"),
        "birth_date": tr("Birth date"), "hospital_number": tr("Hospital number"),
        "national_number": tr("National number"), "question": tr("Question to the board"),
        "sex": tr("Sex"), "language": tr("Language"), "phone": tr("Phone"), "address": tr("Whole address"),
        "street": tr("Street and number"), "postcode": tr("Postcode"), "town": tr("Town"),
        "diagnosis": tr("Diagnosis"), "diagnosis_code": tr("ICD-10 code"), "diagnosis_date": tr("Day of diagnosis"),
        "stage": tr("Stage, TNM"), "metastases": tr("Metastases"), "ecog": tr("ECOG"),
        "asked_by": tr("Asked by"), "place": tr("Board"), "gp_name": tr("GP"), "gp_phone": tr("Phone of the GP"),
        "date": tr("Day of the list"),
    }  # fmt: skip


class ColumnsForm(Pane):
    """A row for each field. Emits `said(fields)`, one for each column in order ("" is not used), or `left()`."""

    said = Signal(tuple)
    left = Signal()

    def __init__(self, columns: Sequence[IncomingColumn], parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._columns = tuple(columns)
        self.choices: dict[str, Choice] = {}
        self._more: list[QWidget] = []
        self.problem = InlineMessage("")
        self.more = LinkButton(self.tr("More fields"), "chevron-down")
        self.keep = Button(self.tr("Read the file so"))
        self.leave = Button(self.tr("Leave it as it is"))
        self._lay_out()
        self.more.clicked.connect(self._show_more)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.left)

    def say(self, problem: str) -> None:
        """What is wrong with the choices, or nothing."""
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _lay_out(self) -> None:
        self.box.addWidget(Label(self.tr("Which column is what?"), "section"))
        asked = self.tr(
            "A name is needed, and a birth date or a number. The answer is kept at this desk for every list "
            "with the same headers."
        )
        self.box.addWidget(Label(asked, "small", wrap=True))
        self.box.addWidget(self.problem)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)  # the free room, so that the choices stay beside their words
        for at, (field, words) in enumerate(field_words().items()):
            self._add_row(grid, at, field, words)
        self.box.addLayout(grid)
        self.box.addLayout(row(self.more, None))
        self.box.addLayout(row(self.keep, self.leave, None))
        self.problem.hide()
        for part in self._more:
            part.hide()

    def _add_row(self, grid: QGridLayout, at: int, field: str, words: str) -> None:
        column = next((str(n) for n, one in enumerate(self._columns) if one.field == field), "")
        choice = Choice(self._offered(), column, name=words)
        choice.give_way(LETTERS)
        label = Label(words, "body")
        self.choices[field] = choice
        for place, part in enumerate((label, choice)):
            grid.addWidget(part, at, place)
        if field not in FIRST and not column:
            self._more += [label, choice]

    def _offered(self) -> list[tuple[str, str]]:
        offered = ((str(n), _said(one)) for n, one in enumerate(self._columns))
        return [("", self.tr("not in this list")), *offered]

    def _show_more(self) -> None:
        for part in self._more:
            part.show()
        self.more.hide()
        if self._more:
            self._more[1].setFocus()

    def _keep(self) -> None:
        words = field_words()
        fields = [""] * len(self._columns)
        for field, choice in self.choices.items():
            if not (key := choice.current()):
                continue
            if fields[int(key)]:
                taken = self.tr("“{column}” is chosen twice: for {one} and for {other}.")
                column = self._columns[int(key)].header
                self._refuse(
                    field, taken.format(column=column, one=words[fields[int(key)]], other=words[field])
                )
                return
            fields[int(key)] = field
        if not set(fields) & set(NAMES):
            self._refuse("family", self.tr("Choose the column with the family name, or with the whole name."))
        elif not is_enough(fields):
            self._refuse(
                "birth_date",
                self.tr("Choose a column with the birth date or a number, to tell people apart."),
            )
        else:
            self.say("")
            self.said.emit(tuple(fields))

    def _refuse(self, field: str, problem: str) -> None:
        self.say(problem)
        self.choices[field].setFocus()
        reveal(self.problem)


def _said(column: IncomingColumn) -> str:
    """A column by its header and first values."""
    header = _short(column.header, LONGEST_HEADER)
    values = ", ".join(_short(one, LONGEST_VALUE) for one in column.values)
    return f"{header}: {values}" if values else header


def _short(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
