"""Every widget of the kit on one page, with long names and every state."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common.buttons import BareButton, Button, CheckRow, LinkButton, PrimaryButton
from mdt_app.ui.common.chips import Chip
from mdt_app.ui.common.columns import Band, Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import Pane, ScrollPanel, Section, column, row
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status, Tone
from mdt_app.ui.common.messages import EmptyState, IconView, InlineMessage, ProgressRow
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.theme import Theme

READY = {"d": Mark(Shape.DONE, "there"), "h": Mark(Shape.HALF, "old"), "r": Mark(Shape.RING, "missing")}


@dataclass(frozen=True)
class Line:
    """A row of the agenda picture."""

    number: int
    slot: str
    name: str
    born: str
    question: str
    triage: str
    ready: str
    people: str
    why: str
    icon: str
    waiting: int
    moved: str = ""
    window: bool = False


LINES = (
    Line(
        13,
        "13:52",
        "Maes, Jozef",
        "02-05-1947, 78",
        "Surgery or radiotherapy with FEV1 41 %, 18 mm nodule?",
        "Discuss",
        "ddddd",
        "board only",
        "",
        "",
        0,
    ),
    Line(
        14,
        "13:56",
        "Nijs, Liesbet",
        "19-11-1960, 64",
        "Rebiopsy after progression on osimertinib?",
        "Discuss",
        "ddhdd",
        "board only",
        "",
        "",
        0,
    ),
    Band(
        "GP phone window 14:00–14:30",
        "4 GPs are called in turn; each is told only the time of the own case",
        "phone",
    ),
    Line(
        15,
        "14:00",
        "Peeters, Anna",
        "12-03-1951, 74",
        "Third line or best supportive care? Pain at home?",
        "Complex",
        "ddddd",
        "GP Dejonckheere comes",
        "why: progression 7 Oct",
        "phone",
        2,
        window=True,
    ),
    Line(
        16,
        "14:12",
        "Özkan, Emine",
        "30-01-1963, 62",
        "Pembrolizumab again after pneumonitis grade 2?",
        "Discuss",
        "ddddd",
        "GP Thys comes",
        "why: goes home 18 Oct",
        "phone",
        7,
        "14:06",
        True,
    ),
    Line(
        17,
        "14:16",
        "Van den Bossche, Marie-Thérèse",
        "08-09-1949, 76",
        "Whole-brain radiotherapy or support alone?",
        "Complex",
        "ddddr",
        "Palliative team, video",
        "why: brain metastases",
        "video",
        9,
        "14:10",
        True,
    ),
    Line(
        18,
        "14:20",
        "Küpper-Schmitz von Hohenstein, Hannelore",
        "04-06-1955, 70",
        "Schmerzmittelunverträglichkeit: Rotation oder Nervenblockade?",
        "Complex",
        "ddddd",
        "GP Göbbels comes",
        "why: progression 30 Sep",
        "phone",
        8,
        "14:14",
        True,
    ),
    Line(
        19,
        "14:28",
        "<b>D’Hondt</b>, <img src=x>",
        "11-12-1971, 53",
        "Adjuvant immunotherapy despite neuropathy?",
        "Discuss",
        "ddddr",
        "board only",
        "",
        "",
        0,
    ),
    Line(
        20,
        "14:32",
        "Lefèvre, Noël",
        "25-12-1953, 71",
        "Restart after treatment break; who follows him in Liège?",
        "Discuss",
        "ddddd",
        "Referrer Jamar, video",
        "why: asked for second opinion",
        "video",
        4,
    ),
)


def paint_waiting(painter: QPainter, box: QRect, line: Line, theme: Theme) -> None:
    """A bar of 40 px for 11 minutes, then the number."""
    long = line.waiting >= 7
    wide = round(theme.px(40) * min(line.waiting, 11) / 11)
    if line.waiting:
        painter.fillRect(
            QRect(box.left(), box.center().y() - 3, wide, 6), theme.colour("look_mark" if long else "done")
        )
    painter.setFont(theme.font(14, long))
    painter.setPen(theme.colour("look" if long else "text2"))
    words = f"{line.waiting} min" if line.waiting else "–"
    painter.drawText(box.adjusted(theme.px(44) if line.waiting else 0, 0, 0, 0), 0x0080, words)


def agenda_table() -> TableView:
    """The Prepare table."""
    columns: list[Column[Line]] = [
        Column("", lambda one: Cell(icon="grip"), 32, hint="Drag to move"),
        Column("No.", lambda one: Cell(str(one.number)), 36, key=lambda one: one.number),
        Column(
            "Slot",
            lambda one: Cell(
                one.slot,
                "4 min",
                struck=one.moved,
                strong=bool(one.moved),
                tone=Tone.LOOK if one.moved else Tone.PLAIN,
            ),
            112,
            key=lambda one: one.slot,
        ),
        Column(
            "Patient",
            lambda one: Cell(one.name, one.born, strong=True, name=True),
            196,
            key=lambda one: one.name.casefold(),
        ),
        Column("Question", lambda one: Cell(one.question, two_lines=True, small=True), 180, stretch=True),
        Column(
            "Triage",
            lambda one: Cell(one.triage, small=True, strong=one.triage == "Complex"),
            72,
            key=lambda one: one.triage,
        ),
        Column("Ready", ready_cell, 92, key=lambda one: one.ready),
        Column(
            "People, and why",
            lambda one: Cell(one.people, one.why, icon=one.icon, tone=Tone.PLAIN if one.why else Tone.SECOND),
            200,
        ),
        Column(
            "Waiting",
            lambda one: Cell(f"{one.waiting} min"),
            104,
            key=lambda one: one.waiting,
            paint=paint_waiting,
        ),
    ]
    model = ColumnsModel(columns, LINES, edge=lambda one: one.window, same=lambda one: one.number)
    return TableView(model, name="Agenda", movable=True)


def ready_cell(line: Line) -> Cell:
    """Five dots and words."""
    missing = sum(one != "d" for one in line.ready)
    words = f"{missing} to do" if missing else "ready"
    return Cell(
        "",
        words,
        marks=tuple(READY[one] for one in line.ready),
        second_tone=Tone.LOOK if missing else Tone.SECOND,
    )


def controls() -> QWidget:
    """Buttons, fields, states, messages."""
    panel = ScrollPanel(margins=(16, 8, 16, 8))
    buttons = Section(spacing=8)
    buttons.box.addWidget(SectionTitle("Buttons", "Alt+B", "one filled per screen"))
    off = Button("Not now, offline")
    off.setEnabled(False)
    chosen = Button("Changes shown")
    chosen.setCheckable(True)
    chosen.setChecked(True)
    buttons.box.addLayout(row(PrimaryButton("Close meeting", hint="Ctrl+↵"), Button("Plan slots"), off, None))
    buttons.box.addLayout(
        row(
            chosen,
            LinkButton("Add case", "plus"),
            BareButton(icon="close", name="Close"),
            Button(icon="print", name="Print"),
            None,
        )
    )
    buttons.box.addLayout(
        row(
            SegmentedButton(
                (("a", "All 38"), ("n", "Not ready 6"), ("g", "GP invited 5"), ("s", "Standard 9")),
                "a",
                name="Filter",
            ),
            None,
        )
    )
    buttons.box.addLayout(
        row(
            CheckRow("Symptoms measured"),
            CheckRow("Medication effect", mark=Mark(Shape.DIAMOND, "overdue")),
            None,
        )
    )
    buttons.box.addLayout(
        row(
            Chip("Choice", True), Chip("Benefit, harm"), Chip("Social", boxed=False, missing="not said"), None
        )
    )
    panel.box.addWidget(buttons)
    states = Section(spacing=8)
    states.box.addLayout(
        row(
            Status(Shape.DONE, "there"),
            Status(Shape.HALF, "old or partly"),
            Status(Shape.RING, "missing"),
            None,
            spacing=16,
        )
    )
    states.box.addLayout(
        row(
            Status(Shape.TRIANGLE, "no pathologist yet"),
            Status(Shape.DIAMOND, "overdue since 3 Oct"),
            Status(Shape.RING, "not yet", quiet=True),
            None,
            spacing=16,
        )
    )
    panel.box.addWidget(states)
    fields = Section(spacing=8)
    wrong = Field("12-03-1951", name="Born", text="31-02-1951")
    wrong.set_wrong(True)
    fields.box.addLayout(
        row(
            Field("Name or number", name="Find"),
            Choice((("nl", "Dutch"), ("fr", "French")), "nl", name="Language"),
            wrong,
        )
    )
    area = TextArea("Remark for the author, needed to send it back", name="Remark", rows=2, grows=True)
    fields.box.addWidget(area)
    panel.box.addWidget(fields)
    messages = Section(spacing=8, last=True)
    messages.box.addWidget(
        InlineMessage(
            "Changed since version 1", "Home visit moved from 21 to 22 Oct", right="Dr. Claes, 08:05"
        )
    )
    messages.box.addWidget(
        InlineMessage(
            "Worklist March.csv, line 14, “born”: 31-02-1951 is no date. The other 22 patients were imported.",
            act="Show line",
        )
    )
    messages.box.addWidget(
        InlineMessage(
            "Pain 8 with breakthrough doses", "Suggested: severe physical symptom", level="act", act="Why?"
        )
    )
    messages.box.addWidget(
        InlineMessage(
            "Offline: what you type is kept here", "It is sent when the server is back.", level="info"
        )
    )
    work = ProgressRow("Issuing 26 reviewed letters", "Stop the other 9")
    work.set_progress(17, 26, "17 issued, about 20 s left", held=1)
    messages.box.addWidget(work)
    panel.box.addWidget(messages)
    panel.box.addStretch(1)
    return panel


def side() -> QWidget:
    """A list with groups and two-line rows."""
    pane = Pane("desk")
    pane.set_width(352)
    listing = SideList(name="Letters")
    listing.set_rows(
        [
            SideGroup("Back with a remark", "1"),
            SideRow(
                1,
                "Mme Awa N’Diaye-Willems",
                "N’Diaye-Willems, Awa",
                right="20 h",
                second_icon="patients",
                second_right="patient · FR · post",
            ),
            SideGroup("To review", "11"),
            SideRow(
                2,
                "Dr. Jürgen Göbbels, GP",
                "Küpper-Schmitz, H.",
                right="18 h",
                second_icon="level-1",
                second_right="primary · DE · eHealthBox",
            ),
            SideRow(
                3,
                "Häusliches Palliativteam Venn",
                "Küpper-Schmitz, H.",
                right="18 h",
                second_icon="level-3",
                second_right="tertiary · DE · eHealthBox",
            ),
            SideRow(
                4,
                "No GP on file",
                "Śliwiński, Andrzej",
                right="19 h",
                mark=Mark(Shape.TRIANGLE, "late"),
                second_right="add a GP",
            ),
            SideRow(
                5,
                "Dr. Katrien Claes, oncology and palliative medicine, Genk",
                "Peeters, Anna",
                right="19 h",
                second_icon="level-2",
                second_right="secondary · NL · eHealthBox",
            ),
        ]
    )
    listing.choose(2)
    pane.box.addWidget(listing)
    return pane


def all_icons() -> QWidget:
    """Every icon with its name."""
    pane = Pane("surface", margins=(16, 16, 16, 16))
    grid = QGridLayout()
    for place, name in enumerate(icons.names()):
        grid.addLayout(row(IconView(name, 20), Label(name, "small"), None), place // 8, place % 8)
    pane.box.addLayout(grid)
    pane.box.addStretch(1)
    return pane


def gallery_screen() -> QWidget:
    """All of it."""
    screen = QWidget()
    box = QVBoxLayout(screen)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    table = Pane("surface")
    view = agenda_table()
    table.box.addWidget(view)
    view.choose(16)
    table.setFixedHeight(430)
    box.addWidget(table)
    empty = Pane("surface")
    empty.box.addWidget(
        EmptyState(
            "No letters are due",
            "Letters appear here when a meeting is closed. The next one is Thursday 16 October.",
            "Open the meeting",
            "letters",
        )
    )
    types = Pane("pane", margins=(16, 16, 16, 16))
    types.box.addLayout(
        column(
            *(
                Label(f"{role}: Śliwiński Nguyễn İbrahim Ștefan", role)
                for role in ("title", "heading", "lead", "body", "strong", "secondary", "small", "hint")
            ),
            None,
        )
    )
    box.addWidget(Split((controls(), 3), (side(), 0), (empty, 1)), 1)
    return screen
