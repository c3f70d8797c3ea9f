"""What is done about one person is one command, said in words, and taken back by the one that was before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.agenda import zone_of
from mdt_app.domain.attendance import Presence
from mdt_app.domain.file_names import safe_name
from mdt_app.domain.inviting import Answer
from mdt_app.operations.invitations import (
    AnswerInvitations,
    DropInvitation,
    InvitePerson,
    KeepInput,
    RecordSent,
    RestoreInvitation,
    SaySent,
)
from mdt_app.operations.invitations_view import PeopleView, PersonCase, PersonRow, input_form
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.invitations import words
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)")


def ask_file(parent: QWidget, title: str, name: str) -> str:
    """Where the user wants the form; "" for nowhere."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return chosen


class PersonActs(QObject):
    """Writes for a screen that shows what `view()` gives; `choose_file` asks for a place.

    Signals: `said(words, undo, wrong)`, `refused(error)`, `came(person id)` once somebody is invited by hand.
    """

    said = Signal(str, object, bool)
    refused = Signal(object)
    came = Signal(str)

    def __init__(
        self, tasks: Tasks, services: Services, owner: QWidget, view: Callable[[], PeopleView | None]
    ) -> None:
        super().__init__(owner)
        self._tasks, self._services, self._owner, self._view = tasks, services, owner, view
        self.choose_file: Callable[[QWidget, str, str], str] = ask_file

    def answer(self, row: PersonRow, key: str, text: str) -> None:
        """Keep one answer for all cases of a person; undo brings each case's own back."""
        answer = Answer(key)
        proposed, rest = self._time(text) if answer is Answer.PROPOSES else (None, text)
        said = f"{row.name}: {words.answer(answer)}."
        self._write(
            AnswerInvitations, said, lambda: self._answers_back(row), meeting_id=self._meeting(),
            person_id=row.key, listing_ids=row.listing_ids, answer=answer, text=rest, proposed=proposed,
        )  # fmt: skip

    def mode(self, row: PersonRow, how: str) -> None:
        """How somebody comes; who says how he comes, comes."""
        mode = Presence(how)
        answer = row.answer if row.answer is Answer.PROPOSES else Answer.ACCEPTS
        first = row.cases[0].invited
        said = self.tr("{name} comes: {how}.").format(name=row.name, how=words.mode(mode))
        self._write(
            AnswerInvitations, said, lambda: self._answers_back(row), meeting_id=self._meeting(),
            person_id=row.key, listing_ids=row.listing_ids, answer=answer, text=first.answer_text,
            proposed=first.proposed, mode=mode,
        )  # fmt: skip

    def _answers_back(self, row: PersonRow) -> None:
        for one in row.cases:
            mode = one.invited.mode
            self._write(
                AnswerInvitations, self.tr("Taken back."), None, meeting_id=self._meeting(), person_id=row.key,
                listing_ids=(one.row.listing.id,), answer=one.invited.answer, text=one.invited.answer_text,
                proposed=one.invited.proposed,
                mode=Presence(mode) if mode in tuple(Presence) else Presence.UNKNOWN,
            )  # fmt: skip

    def drop(self, row: PersonRow, listing_id: str, reason: str) -> None:
        """Take somebody off a case."""
        case = _case(row, listing_id)
        said = self.tr("{name} is not invited to {patient}.").format(
            name=row.name, patient=case.row.patient.name
        )
        back = partial(self._put_back, row.key, case)
        self._write(DropInvitation, said, back, listing_id=listing_id, person_id=row.key, reason=reason)

    def _put_back(self, person_id: str, case: PersonCase) -> None:
        said, id = self.tr("Taken back."), case.row.listing.id
        if case.invited.by_hand:
            reason = case.invited.reason
            self._write(InvitePerson, said, None, listing_id=id, person_id=person_id, reason=reason)
        else:
            self._write(RestoreInvitation, said, None, listing_id=id, person_id=person_id)

    def restore(self, row: PersonRow, listing_id: str) -> None:
        """Let facts and rules alone say again whether somebody comes to a case."""
        case = _case(row, listing_id)
        again = partial(self.drop, row, listing_id, case.invited.reason)
        said = self.tr("{name} is invited again.").format(name=row.name)
        self._write(RestoreInvitation, said, again, listing_id=listing_id, person_id=row.key)

    def invite(self, person_id: str, listing_id: str, reason: str, mode: str) -> None:
        """Invite by hand."""

        def back() -> None:
            self._write(
                RestoreInvitation, self.tr("Taken back."), None, listing_id=listing_id, person_id=person_id
            )

        self._write(
            InvitePerson, self.tr("Invited."), back, lambda: self.came.emit(person_id),
            listing_id=listing_id, person_id=person_id, reason=reason, mode=Presence(mode),
        )  # fmt: skip

    def keep_input(self, row: PersonRow, listing_id: str, text: str) -> None:
        """What the form says becomes a contribution."""
        said = self.tr("The input of {name} is kept.").format(name=row.name)
        self._write(KeepInput, said, None, listing_id=listing_id, person_id=row.key, text=text)

    def told_by_phone(self, rows: Sequence[PersonRow]) -> None:
        """They were rung, and that is kept."""
        for row in rows:
            said = self.tr("{name} was told by telephone.").format(name=row.name)
            self._write(RecordSent, said, None, entry=row.telling.entry, how="phone")

    def sent(self, rows: Sequence[PersonRow]) -> None:
        """What was written for them was sent."""
        meeting_id = self._meeting()
        for row in rows:
            before = row.entry.how if row.entry else ""
            back = partial(
                self._write, SaySent, self.tr("Taken back."), None,
                meeting_id=meeting_id, person_id=row.key, how=before,
            )  # fmt: skip
            said = self.tr("The invitation of {name} was sent.").format(name=row.name)
            if len(rows) > 1:
                said = self.tr("{count} invitations were sent.").format(count=len(rows))
            self._write(
                SaySent, said, back if len(rows) == 1 else None, meeting_id=meeting_id, person_id=row.key
            )

    def print_form(self, row: PersonRow, listing_id: str) -> None:
        """The form for one case as PDF."""
        view = self._view()
        if view is None:
            return
        form = input_form(view, row, _case(row, listing_id), self._services.demo)
        name = safe_name("input", form.case, row.name, suffix=".pdf")
        chosen = self.choose_file(self._owner, self.tr("Form for written input"), name)
        if not chosen:
            return

        def act(_: Job) -> Path:
            return save_pdf(Path(chosen), self._services.invitations.form(form))

        self._tasks.work(
            self._owner, act,
            lambda file: self.said.emit(self.tr("The form is in {file}.").format(file=file), None, False),
            failed=lambda explained: self.said.emit(explained.words, None, True),
        )  # fmt: skip

    def _meeting(self) -> str:
        view = self._view()
        return view.meeting.id if view else ""

    def _time(self, text: str) -> tuple[datetime | None, str]:
        """A time of day on the meeting's day, or the words as they are."""
        found, view = TIME.fullmatch(text.strip()), self._view()
        if found is None or view is None:
            return None, text
        at = view.meeting.starts_at.astimezone(zone_of(view.board))
        hour, minute = (int(part) for part in found.groups())
        return at.replace(hour=hour, minute=minute, second=0, microsecond=0), ""

    def _write(
        self, kind: type, said: str, undo: Callable[[], None] | None, after: Callable[[], None] | None = None,
        **payload: Any,
    ) -> None:  # fmt: skip
        def done(_: object) -> None:
            self.said.emit(said, undo, False)
            if after is not None:
                after()

        command = self._services.command(kind, **payload)
        self._tasks.write(command, done, self.refused.emit, self._owner)


def _case(row: PersonRow, listing_id: str) -> PersonCase:
    return next(one for one in (*row.cases, *row.dropped) if one.row.listing.id == listing_id)
