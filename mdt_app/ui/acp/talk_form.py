"""A conversation on care planning is entered on one form and kept with one key; correcting it keeps what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from mdt_app.domain import acp
from mdt_app.domain.acp import ITEMS, READINESS, TRUSTED, Conversation
from mdt_app.domain.payloads import Acp
from mdt_app.operations.acp import Planning
from mdt_app.operations.commands import new_id
from mdt_app.ui.acp.item_entry import ItemEntry
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common import words as common
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import Line, column, row
from mdt_app.ui.common.text import Label

LEVELS = ("primary", "secondary", "tertiary")


class TalkForm(KeepingForm):
    """Who spoke with whom, how ready the patient is, and each item that was raised; for a new one or to correct one."""

    def __init__(self) -> None:
        super().__init__("", self.tr("Keep conversation"))
        self._corrected: Conversation | None = None
        self.entries: dict[str, ItemEntry] = {}
        levels = [("", self.tr("level?")), *((one, common.level(one)) for one in LEVELS)]
        self.level = Choice(levels, "", name=self.tr("At which level"))
        self.by = Field(self.tr("Who led it"), name=self.tr("Led by"))
        self.present = Field(self.tr("Family, carers, colleagues"), name=self.tr("Who was there"))
        own = self.tr("In the patient’s words")
        self.ready = TextArea(own, name=self.tr("Ready to talk about it"), rows=1, grows=True)
        self.concerns = TextArea(own, name=self.tr("Concerns"), rows=1, grows=True)
        answers = (
            ("", self.tr("talked about")), ("declined", self.tr("declined to talk")),
            ("not-applicable", self.tr("not applicable")),
        )  # fmt: skip
        self.refused = Choice(answers, "", name=self.tr("Readiness"))
        self.review = Field(self.tr("20 Feb, +90"), name=self.tr("Look again on"))
        self._lay_out()

    def begin(self, plan: Planning, today: date, now: datetime, me: str, key: str = "") -> None:
        """A new conversation, or with `key` the one to be corrected."""
        talk = self._corrected = next((one for one in plan.talks if one.key == key), None)
        self.start(today, now, talk.day if talk else None)
        self.title.set_text(
            self.tr("Correct conversation") if talk else self.tr("Conversation on care planning")
        )
        self._make_entries(plan)
        self._show_head(talk, me)
        said = {one.item: one for one in talk.said} if talk else {}
        for item, entry in self.entries.items():
            entry.show_stands(plan.item(item))
            entry.show_said(said.get(item))
        ready = said.get(READINESS)
        self.ready.set_text(ready.value if ready else "")
        self.concerns.set_text(ready.concerns if ready else "")
        self.refused.set_current(ready.state if ready and ready.state != "discussed" else "")
        self.first = self.ready

    def kept_words(self) -> str:
        """What is said after keeping."""
        return self.tr("Conversation corrected.") if self._corrected else self.tr("Conversation kept.")

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        before = self._corrected
        shared = Acp(
            item="", state="", review=self._review(), talk=self._talk_id(), by=self.by.text().strip(),
            level=self.level.current(), present=self.present.text().strip(),
        )  # fmt: skip
        items = list(self._readiness(shared))
        for entry in self.entries.values():
            items += entry.said(shared, self.today)
        if not items:
            raise ValueError(self.tr("Say how ready the patient is, or raise one of the items."))
        if before is None:
            return {"items": tuple(items)}
        return {
            "items": tuple(items),
            "true_at": before.at,
            "corrects": tuple(one.id for one in before.facts),
        }

    def _show_head(self, talk: Conversation | None, me: str) -> None:
        self.by.set_text(talk.by if talk else me)
        self.level.set_current(talk.level if talk else "")
        self.present.set_text(talk.present if talk else "")
        review = talk.review if talk else None
        self.review.set_text(f"{review:%d-%m-%Y}" if review else "")
        self.review.set_wrong(False)

    def _make_entries(self, plan: Planning) -> None:
        """The entries are made for what is offered here: a country's codes, or none."""
        for entry in self.entries.values():
            entry.hide()
            entry.deleteLater()
        self.entries = {
            item: ItemEntry(item, plan.wills.offered(item, plan.on)) for item in (*ITEMS, TRUSTED)
        }
        for place, entry in enumerate(self.entries.values()):
            self._items.insertWidget(place, entry)
        order = [self.concerns, *self.entries.values(), self.review]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _review(self) -> date | None:
        if not self.review.text().strip():
            return None
        wrong = self.tr("Write the day to look again as 20 Feb or +90.")
        found: date | None = self.read(self.review, parse_day, wrong)
        return found

    def _talk_id(self) -> str:
        facts = self._corrected.facts if self._corrected else ()
        return next((found for one in facts if (found := acp.said(one).talk)), "") or new_id()

    def _readiness(self, shared: Acp) -> tuple[Acp, ...]:
        value, concerns = self.ready.text().strip(), self.concerns.text().strip()
        state = self.refused.current()
        if not (value or concerns or state):
            return ()
        return (replace(shared, item=READINESS, state=state or "discussed", value=value, concerns=concerns),)

    def _lay_out(self) -> None:
        days = row(_under(self.day), _under(self.review), spacing=8)
        who = row(_under(self.by), _under(self.level), spacing=8)
        for both in (days, who):
            both.setStretch(0, 1)
            self.inner.addLayout(both)
        self.labelled(self.present)
        self.inner.addWidget(Line())
        asked = row(Label(self.ready.accessibleName(), "small"), None, self.refused)
        self.inner.addLayout(column(asked, self.ready, spacing=2))
        self.labelled(self.concerns)
        self.inner.addWidget(Line())
        self._items = column(spacing=8)
        self.inner.addLayout(self._items)
        self.close_with_key()


def _under(field: Field | Choice) -> QVBoxLayout:
    return column(Label(field.accessibleName(), "small"), field, spacing=2)
