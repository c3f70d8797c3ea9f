"""A decision is its recommendations: each has an owner, a day and a condition, or shows that it has none yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import RemoveRecommendation
from mdt_app.operations.fields import SetField
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.cells import NameList, about
from mdt_app.ui.cases.recommendation_row import RecommendationHeader, RecommendationRow
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Line, row

TREATMENT_PROMPTS = {
    "ECOG-SACT": ("systemic",),
    "SURVIVAL-30D": ("systemic", "radiotherapy", "surgery"),
}


class Recommendations(QWidget):
    """The table of recommendations, typed in place. Alt+R adds one."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self._acts = acts
        self.rows: dict[str, RecommendationRow] = {}
        self._offered = NameList(self)
        self._new: set[str] = set()
        self._gone: set[str] = set()
        self.add = LinkButton(self.tr("Add recommendation"), "plus", "Alt+R")
        self.add.clicked.connect(self.begin)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(RecommendationHeader())
        box.addWidget(Line())
        box.addLayout(self._lines)
        box.addLayout(row(self.add, None))

    def show_view(self, view: CaseView) -> None:
        """The stored ones in order; a row in which somebody writes stays where it is."""
        stored = {one.recommendation.id: one for one in view.recommendations}
        self._new -= set(stored)
        self._gone &= set(stored)
        for id in [one for one in self.rows if one not in stored and one not in self._new]:
            if not self.rows[id].unsaved():
                self._drop(id)
        for id, one in stored.items():
            if id not in self._gone:
                shown = self.rows.get(id) or self._made(id)
                shown.show_row(one.recommendation, dict(one.versions), self._acts.editable)
        self.add.setVisible(self._acts.editable)
        self._show_prompts(view)
        self.show_people()

    def show_people(self) -> None:
        """Whom the owner fields offer: who is at the case first, then the directory."""
        at_case = {one.name: words.discipline(one.discipline) for one in self._acts.view.attendance}
        held = {
            one.name: words.discipline(one.role) or one.organisation
            for one in self._acts.view.background.holders.values()
        }
        ids = {one.name: one.id for one in self._acts.people}
        known = {one.name: about(one) for one in self._acts.people}
        first = dict.fromkeys([*at_case, *held, self.tr("Patient"), *known], "")
        self._offered.set_names(first | held | at_case | known)
        for shown in self.rows.values():
            shown.set_people(ids)

    def begin(self) -> None:
        """A new row, with the cursor in it; an empty one is used again."""
        if not self._acts.editable:
            return
        empty = next((one for one in self.rows.values() if one.draft), None)
        if empty is None:
            id = new_id()
            self._new.add(id)
            empty = self._made(id, draft=True)
            self.show_people()
        empty.what.setFocus()

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have."""
        return any(one.unsaved() for one in self.rows.values())

    def flush(self) -> None:
        """Send everything now."""
        for shown in self.rows.values():
            shown.flush()

    def _made(self, id: str, *, draft: bool = False) -> RecommendationRow:
        shown = self.rows[id] = RecommendationRow(self._acts, self._offered, id, draft=draft)
        shown.removed.connect(lambda: self._remove(id))
        self._lines.addWidget(shown)
        shown.show()
        return shown

    def _drop(self, id: str) -> None:
        shown = self.rows.pop(id)
        shown.hide()
        shown.deleteLater()

    def _remove(self, id: str) -> None:
        shown = self.rows[id]
        what, draft, version = shown.what.text(), shown.draft, shown.version("removed")
        self._new.discard(id)
        self._drop(id)
        self.add.setFocus()
        if not draft:
            self._gone.add(id)
            words = self.tr("Removed: {what}").format(what=what or self.tr("a recommendation"))
            undo = self._undo(id, version + 1)
            self._acts.write(
                RemoveRecommendation, lambda _: self._acts.say(words, undo), recommendation_id=id
            )

    def _undo(self, id: str, version: int) -> Callable[[], None]:
        def undo() -> None:
            self._gone.discard(id)
            self._acts.write(
                SetField,
                entity="recommendation",
                entity_id=id,
                field="removed",
                value=False,
                base_version=version,
            )

        return undo

    def _show_prompts(self, view: CaseView) -> None:
        texts: dict[str, str] = {}
        for prompt in view.prompts:
            for kind in TREATMENT_PROMPTS.get(prompt.id, ()) if prompt.override is None else ():
                texts.setdefault(kind, prompt.text)
        for one in view.recommendations:
            shown = self.rows.get(one.recommendation.id)
            if shown is not None:
                shown.show_prompt(texts.get(one.recommendation.kind, ""))
