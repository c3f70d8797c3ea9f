"""Reasons, dissent and the patient's own plain words open below the recommendations, and feed the letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.kept import KeptField
from mdt_app.ui.cases.letter_wish import LetterWish
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.messages import IconView
from mdt_app.ui.common.text import Label

PARTS = ("plain_disease", "plain_feel", "plain_length", "plain_again")


class Drawer(QWidget):
    """Fields of the discussion under one title that opens and closes; whoever places it joins `key` to `press`."""

    def __init__(
        self, acts: CaseActs, title: str, key: str, fields: tuple[tuple[str, str, str], ...], *, wish: bool = False,
        note: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._acts, self._title, self._wanted, self._note = acts, title, fields, note
        self._asks_wish, self.key = wish, key
        self.wish: LetterWish | None = None
        self.link = LinkButton(title, "chevron-right", key)
        self.link.setCheckable(True)
        self.fields: dict[str, KeptField] = {}
        self.lacking = Label("", "small", wrap=True)
        self.lacking.setContentsMargins(8, 0, 0, 4)
        self.lacking.hide()
        self.link.toggled.connect(self._toggle)
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """What is stored."""
        for name, kept in self.fields.items():
            value, version = getattr(view.discussion, name), view.discussion_versions.get(name, 0)
            kept.show_value(value, version, self._acts.editable)
        if self.wish is not None:
            day = view.meeting.starts_at.date()
            self.wish.show_answer(view.background.letter, day, self._acts.editable)
        self.link.set_words(f"{self._title}{self._count(view)}")

    def begin(self) -> None:
        """Open, and go to the first empty field."""
        self.link.setChecked(True)
        empty = (one for one in self.fields.values() if not one.editor.text().strip())
        next(empty, next(iter(self.fields.values()))).editor.setFocus()

    def _make(self) -> None:
        """The fields, when they are first wanted."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (name, words, hint) in enumerate(self._wanted):
            area = TextArea(hint, name=words, rows=1, grows=True)
            self.fields[name] = KeptField(self._acts, "discussion", self._acts.listing_id, name, area)
            label = Label(words, "small", wrap=True)
            label.setFixedWidth(themes.current().px(112))
            grid.addWidget(label, number, 0)
            grid.addWidget(self.fields[name], number, 1)
        if self._note:
            said = row(IconView("lock", 14), Label(self._note, "small", wrap=True), spacing=4)
            said.setStretch(1, 1)
            grid.addLayout(said, len(self._wanted), 1)
        if self._asks_wish:
            self.wish = LetterWish(self._acts)
            grid.addWidget(
                Label(self.wish.answers.accessibleName(), "small", wrap=True), len(self._wanted), 0
            )
            grid.addWidget(self.wish, len(self._wanted), 1)
        self.show_view(self._acts.view)

    def _count(self, view: CaseView) -> str:
        """How far it is written; of what the patient should be told, what is missing has a line of its own."""
        filled = [name for name, _, _ in self._wanted if getattr(view.discussion, name).strip()]
        if not any(name in PARTS for name, _, _ in self._wanted):
            return f"  {len(filled)}" if filled else ""
        missing = [name for name in PARTS if name not in filled]
        begun = 0 < len(missing) < len(PARTS)
        self.lacking.set_text(self._lacking(missing))
        self.lacking.setVisible(begun)
        return "" if begun else "  " + (self.tr("not written") if missing else self.tr("written"))

    def _lacking(self, missing: Sequence[str]) -> str:
        names = {
            "plain_disease": self.tr("the disease"), "plain_feel": self.tr("how you may feel"),
            "plain_length": self.tr("how long, how often"), "plain_again": self.tr("looking again"),
        }  # fmt: skip
        lacks = ", ".join(names[one] for one in missing)
        return self.tr("For the patient, not written yet: {parts}").format(parts=lacks)

    def press(self) -> None:
        """Open or close it, as its key does."""
        if self.link.isChecked():
            self.link.setChecked(False)
            self.link.setFocus()
        else:
            self.begin()

    def _toggle(self, opened: bool) -> None:
        if opened and not self.fields:
            self._make()
        self.setVisible(opened)
        if opened and self.link.hasFocus():
            self.begin()


class MoreWords(QWidget):
    """The four drawers with their titles in one line."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self.weighed = Drawer(acts, self.tr("Reasons and options"), "Alt+O", self._weighed())
        self.dissent = Drawer(acts, self.tr("Dissent"), "Alt+N", self._dissent())
        self.patient = Drawer(acts, self.tr("For the patient"), "Alt+W", self._patient(), wish=True)
        stays = self.tr("Stays in the team: not on the projector, in no letter, agenda or export.")
        self.own = Drawer(acts, self.tr("Own remarks"), "Alt+K", self._own(), note=stays)
        self.drawers = (self.weighed, self.dissent, self.patient, self.own)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Flow([one.link for one in self.drawers], spacing=16))
        for drawer in self.drawers:
            box.addWidget(drawer.lacking)
            box.addWidget(drawer)

    def show_view(self, view: CaseView) -> None:
        """What is stored."""
        for drawer in self.drawers:
            drawer.show_view(view)

    def kept_fields(self) -> list[KeptField]:
        """Every field in the drawers."""
        return [field for drawer in self.drawers for field in drawer.fields.values()]

    def _weighed(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("reasons", self.tr("Reasons"), self.tr("Why this was decided")),
            ("options", self.tr("Options weighed"), self.tr("What else was weighed, no treatment included")),
            ("be_ready_for", self.tr("Be ready for"), self.tr("What may come, and what to do then")),
        )

    def _dissent(self) -> tuple[tuple[str, str, str], ...]:
        return (("dissent", self.tr("Dissent"), self.tr("Who saw it otherwise, and why")),)

    def _own(self) -> tuple[tuple[str, str, str], ...]:
        """The team's own words stay in the team."""
        return (("remarks", self.tr("For the team alone"), self.tr("What the team keeps to itself")),)

    def _patient(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("plain_short", self.tr("Our advice in short"), self.tr("One line each, as one would say it")),
            (
                "plain_disease",
                self.tr("The disease"),
                self.tr("What the treatment can do against the disease"),
            ),
            ("plain_feel", self.tr("How you may feel"), self.tr("What it does to symptoms and daily life")),
            (
                "plain_length",
                self.tr("How long, how often"),
                self.tr("How long the treatment lasts, how often you come"),
            ),
            ("plain_again", self.tr("Looking again"), self.tr("When and why we look again at how it goes")),
            ("plain_open", self.tr("Not decided yet"), self.tr("What is still open")),
            ("red_flags", self.tr("Call at once when"), self.tr("One sign in each line")),
        )
