"""The Meet picture rebuilt from the kit alone, with invented people: what the kit must reach."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, CheckRow, LinkButton, PrimaryButton
from mdt_app.ui.common.charts import Span, Trend, TrendChart
from mdt_app.ui.common.chips import Chip
from mdt_app.ui.common.clock import CaseClock
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.fields import Field, OtherCaret, TextArea
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, Section, column, row
from mdt_app.ui.common.header import MeetingHeader
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.common.messages import IconView, InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label, SectionTitle

DISCUSSION = """CT 7 Oct: new lesions in liver segments VI and VII. MRI of the brain 2 Sep: no metastases. \
In bed more than half of the day for two weeks, 6 kg lost since July. Pain 8 in the right flank with oxycodone \
2 × 20 mg, four breakthrough doses a day.
GP: her daughter Lieve sleeps in the house since Sunday and is worn out. Anna said to the GP: not another drip \
just for the sake of it.
Palliative team: patch, home visit possible on Monday; nerve block if it stays
Third line: response under 10 in 100; no treatment was named as an option
Plan"""
AGENDA = (
    ("13:48", "Claessens, Rita", "", "check"),
    ("13:52", "Maes, Jozef", "", "check"),
    ("13:56", "Nijs, Liesbet", "deferred", ""),
    ("14:00", "Peeters, Anna", "", ""),
    ("14:06", "El Khattabi, Fatiha", "GP", ""),
    ("14:12", "Özkan, Emine", "GP", ""),
    ("14:16", "Van den Bossche, Marie-Thérèse", "", ""),
    ("14:20", "Küpper-Schmitz, Hannelore", "GP", ""),
    ("14:24", "Śliwiński, Andrzej", "", ""),
    ("14:28", "D’Hondt, Wim", "", ""),
    ("14:32", "Lefèvre, Noël", "", "video"),
    ("14:36", "N’Diaye-Willems, Awa", "", ""),
    ("14:38", "Vermeulen, Godelieve", "", ""),
    ("14:40", "Jørgensen, Pia", "", "video"),
    ("14:44", "Çelik, Hüseyin", "", ""),
    ("14:48", "De Smedt, Raf", "", ""),
    ("14:52", "Wauters, Ömer", "", ""),
    ("14:56", "Haddad, Yasmine", "GP", ""),
)
RECOMMENDATIONS = (
    ("Supportive care at home, with home team", "E. Vandenbroucke", "Mon 20 Oct", "–", False),
    ("Oxycodone to fentanyl patch, laxative", "Dr. Dejonckheere", "Fri 17 Oct", "–", False),
    ("Coeliac plexus block", "Dr. Özdemir", "Fri 24 Oct", "if pain still 7 or more", False),
    ("Gemcitabine weekly, CT after 2 cycles", "Dr. Claes", "Thu 30 Oct", "if ECOG 2 and she wishes", True),
    ("Talk with Anna and Lieve about aims", "Dr. Claes, GP", "Fri 17 Oct", "–", False),
)


def meet_screen() -> QWidget:
    """The whole workspace of Meet."""
    screen = QWidget()
    box = QVBoxLayout(screen)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    header = MeetingHeader()
    header.set_meeting("Thoracic oncology board", "Thu 16 Oct, 13:00, room Maas 2")
    header.steps.set_current("meet", ["prepare"])
    header.add_state(Status(Shape.DONE, "Quorum met"), Button("Projector on", "projector"))
    box.addWidget(header)
    box.addWidget(Split((agenda(), 0), (case(), 1), (panel(), 0)), 1)
    return screen


def agenda() -> QWidget:
    """Clock, list, footer."""
    pane = Pane("desk")
    pane.set_width(232)
    clock = CaseClock()
    clock.show_time(192, 6, "Case 15 of 38", "4 min late")
    pane.box.addWidget(clock)
    pane.box.addWidget(Line())
    earlier = LinkButton("11 earlier", "chevron-right")
    earlier.look = Button.look.__class__(None, None, "text2", "sunk")
    pane.box.addLayout(row(12, earlier, None))
    pane.box.addWidget(Line())
    listing = SideList(name="Agenda")
    listing.set_rows(
        [
            SideRow(
                n,
                name,
                lead=time,
                right=right,
                right_icon=icon,
                quiet=n < 3,
                name=True,
                extra="GP on the phone",
                extra_icon="phone",
            )
            for n, (time, name, right, icon) in enumerate(AGENDA)
        ]
    )
    listing.choose(3)
    pane.box.addWidget(listing, 1)
    foot = Pane("desk", across=True, margins=(12, 12, 12, 12), spacing=8)
    back = Button(icon="chevron-left", name="Previous case")
    for part in (back, PrimaryButton("Next case", hint="Ctrl+↓")):
        foot.box.addWidget(part)
    foot.box.addStretch(1)
    pane.box.addWidget(Line())
    pane.box.addWidget(foot)
    return pane


def case() -> QWidget:
    """Identity, question, discussion, decision, recommendations, patient strip."""
    pane = Pane("surface")
    top = Pane("surface", margins=(24, 11, 24, 12), spacing=4)
    middle = ScrollPanel(margins=(24, 0, 24, 8))
    code = Button("Code status: DNR 2")
    code.look = Button.look.__class__("surface", "text", "text", "sunk", strong=True)
    top.box.addLayout(
        row(
            Label("Peeters, Anna", "title", name=True),
            Label("12-03-1951, 74 years  ·  51.03.12-998.00  ·  Dutch", "secondary", elide=True),
            None,
            code,
            spacing=16,
        )
    )
    top.box.addWidget(
        Label(
            "Lung adenocarcinoma cT4 N2 M1b. ECOG 3. Second line, docetaxel, since May; progression 7 Oct. COPD.",
            elide=True,
        )
    )
    middle.box.addWidget(SectionTitle("Question", "Alt+Q", "asked by Dr. Claes, 13 Oct"))
    middle.box.addSpacing(2)
    middle.box.addWidget(
        Field(
            name="Question",
            role="question",
            text="Third line or best supportive care? Can her pain be treated at home?",
        )
    )
    middle.box.addSpacing(8)
    said = SectionTitle("Discussion", "Alt+D")
    chips = []
    for words, there in (
        ("Physical", True),
        ("Comorbidity", True),
        ("Psychological", False),
        ("Social", True),
        ("Patient’s view", True),
    ):
        chips.append(Chip(words, there, boxed=False, missing="not said"))
    said.add(Flow(chips, spacing=8, right=True))
    middle.box.addWidget(said)
    text = TextArea(name="Discussion", rows=7)
    text.set_text(DISCUSSION)
    text.set_others(
        [
            OtherCaret(DISCUSSION.index("stays") + 5, "Els Vandenbroucke", "p1"),
            OtherCaret(DISCUSSION.index("option") + 6, "Ümit Aydın", "p2"),
        ]
    )
    text.setObjectName("discussion")
    middle.box.addWidget(text, 1)
    middle.box.addSpacing(12)
    middle.box.addWidget(SectionTitle("Decision", "Alt+E", "no dissent"))
    middle.box.addSpacing(2)
    decision = TextArea(name="Decision", rows=2, grows=True)
    decision.set_text(
        "Comfort first: care at home with the palliative home team, pain treated this week. "
        "Gemcitabine only if she recovers to ECOG 2 and still wants it."
    )
    middle.box.addWidget(decision)
    middle.box.addSpacing(8)
    middle.box.addWidget(recommendations())
    middle.box.addLayout(row(LinkButton("Add recommendation", "plus", "Alt+R"), None))
    pane.box.addWidget(top)
    pane.box.addWidget(middle, 1)
    pane.box.addWidget(Line())
    pane.box.addWidget(strip())
    return pane


def recommendations() -> QWidget:
    """The table of recommendations."""
    columns = [
        Column(
            "What",
            lambda one: Cell(
                one[0], two_lines=True, marks=(Mark(Shape.TRIANGLE, "prompt"),) if one[4] else ()
            ),
            300,
            stretch=True,
        ),
        Column("Who", lambda one: Cell(one[1]), 136),
        Column("When", lambda one: Cell(one[2]), 96),
        Column("If", lambda one: Cell(one[3]), 188),
    ]
    table = TableView(
        ColumnsModel(columns, RECOMMENDATIONS),
        name="Recommendations",
        row_height=32,
        header_height=24,
        flush=True,
    )
    table.fit_rows()
    return table


def strip() -> QWidget:
    """What the patient knows and wants, and who tells."""
    pane = Pane("pane", across=True, margins=(24, 8, 24, 8), spacing=24)
    pane.set_height(56)
    for title, words in (
        ("Anna knows", "The cancer has grown"),
        ("Anna wants", "“Home when the baby comes in December”"),
        ("Told by", "Dr. Claes, GP on phone, Fri 17 Oct"),
    ):
        pane.box.addLayout(column(Label(title, "small"), Label(words, elide=True), spacing=2))
    pane.box.addStretch(1)
    return pane


def panel() -> QWidget:
    """The palliative care panel."""
    pane = Pane("pane")
    pane.set_width(368)
    scroll = ScrollPanel(margins=(16, 0, 16, 0))
    for section in (care_team(), criteria(), due(), symptoms(), shared(), prompt()):
        scroll.box.addWidget(section)
    scroll.box.addStretch(1)
    pane.box.addWidget(scroll)
    return pane


def care_team() -> QWidget:
    """Who holds which level, and how they are here."""
    section = Section(spacing=0)
    section.box.addWidget(SectionTitle("Care team, presence", "Alt+P", "6 on site, 2 video, 1 phone"))
    people = (
        ("Primary", "Dr. H. Dejonckheere, GP", "phone", "phone 14:02"),
        ("Secondary", "Dr. K. Claes, oncology", "place", "on site"),
        ("Tertiary", "", "place", "Vandenbroucke on site"),
        ("Wrote", "B. Öztürk, psychologist", "written", "read aloud"),
    )
    for level, who, icon, how in people:
        label = Label(level, "small")
        label.setFixedWidth(themes.current().px(64))
        holder = Label(who, elide=True) if who else Status(Shape.TRIANGLE, "none yet")
        line = QWidget()
        line.setFixedHeight(themes.current().px(28))
        line.setLayout(row(label, holder, None, IconView(icon, 14), Label(how, "small"), spacing=6))
        section.box.addWidget(line)
    return section


def criteria() -> QWidget:
    """Suggested criteria and the clinician's decision."""
    section = Section(spacing=0)
    title = SectionTitle("Criteria", right="of 11")
    title.set_note("2 suggested", "act", strong=True)
    section.box.addWidget(title)
    for name, why in (("Severe physical symptom", "pain 8, 14 Oct"), ("Progression in 2nd line", "CT 7 Oct")):
        link = LinkButton("Why?")
        status = Status(Shape.DIAMOND, name, strong=True, plain=True)
        section.box.addLayout(row(status, None, Label(why, "small"), link, spacing=4))
        section.box.addWidget(
            SegmentedButton(
                (("refer", "Refer"), ("later", "Later"), ("no", "Not now"), ("care", "Under care")),
                name=name,
                stretch=True,
            )
        )
        section.box.addSpacing(2)
    return section


def due() -> QWidget:
    """What is due now."""
    section = Section(spacing=0)
    title = SectionTitle("Due now  6 of 28", right="Alt+U")
    title.set_note("1 overdue", "act")
    title.add(LinkButton("All 28"))
    section.box.addWidget(title)
    words = (
        "Symptoms explained",
        "Criteria reviewed",
        "Medication effect",
        "Hospice referral",
        "Understanding asked",
        "Carer’s distress",
    )
    overdue = Mark(Shape.DIAMOND, "overdue")
    section.box.addWidget(
        Flow(
            [CheckRow(one, mark=overdue if one == "Medication effect" else None) for one in words],
            spacing=0,
            even=True,
            most=2,
        )
    )
    return section


def symptoms() -> QWidget:
    """Trends over the treatment timeline."""
    section = Section(spacing=2)
    section.box.addWidget(SectionTitle("Symptoms", note="0–10, shaded 7–10, dashed: progression"))
    chart = TrendChart()
    days = [
        date(2024, 11, 20),
        date(2025, 1, 15),
        date(2025, 3, 10),
        date(2025, 5, 1),
        date(2025, 7, 1),
        date(2025, 9, 1),
        date(2025, 10, 14),
    ]
    chart.set_trends(
        [
            Trend("Pain", tuple(zip(days, (2, 3, 2, 3, 5, 5, 8), strict=True))),
            Trend("Tiredness", tuple(zip(days, (4, 5, 5, 4, 5, 6, 6), strict=True))),
            Trend("Dyspnoea", tuple(zip(days, (4, 3, 2, None, 3, 4, 3), strict=True))),
        ],
        [
            Span("1st line", date(2024, 11, 20), date(2025, 4, 20)),
            Span("2nd: docetaxel", date(2025, 5, 6), date(2025, 10, 7)),
        ],
        [date(2025, 4, 22), date(2025, 10, 7)],
        [(days[0], "Nov 2024"), (date(2025, 5, 1), "May"), (days[-1], "14 Oct")],
    )
    section.box.addWidget(chart)
    return section


def shared() -> QWidget:
    """The four parts of the shared decision."""
    section = Section(spacing=2)
    section.box.addWidget(SectionTitle("Shared decision", note="2 of 4 said"))
    chips = (Chip("Choice", True), Chip("Benefit, harm"), Chip("Concerns", True), Chip("Together"))
    section.box.addWidget(Flow(chips))
    return section


def prompt() -> QWidget:
    """A prompt: advice, never a block."""
    section = Section(last=True)
    section.box.addWidget(
        InlineMessage(
            "ECOG 3, chemotherapy proposed",
            "Still to say: aims and likely outcome, with Anna",
            act="Override",
        )
    )
    return section
