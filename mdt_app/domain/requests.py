"""A case comes to a board by a request with a name under it, and the board answers it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum

from mdt_app.domain.errors import Refused


class RequestState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Urgency(IntEnum):
    """Higher comes first on the agenda (`DayCase.urgency`)."""

    ROUTINE = 0
    SOON = 1
    URGENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One case asked of one board; `id` is the case's id.

    Nothing clinical: ECOG and what the patient knows are facts, what is wanted of radiology and pathology are `Need`s,
    the question is the case's. `answer` is what the board wrote back (the question of a returned request, the reason of
    a deferred one), `until` the day to which it was deferred.
    """

    id: str
    case_id: str
    patient_id: str
    board_id: str
    requester: str
    requester_id: str = ""
    sent_on: date | None = None
    urgency: int = Urgency.ROUTINE
    wanted_by: date | None = None
    state: RequestState = RequestState.SENT
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    until: date | None = None

    def answered(
        self, state: RequestState, by: str, at: datetime, answer: str = "", until: date | None = None
    ) -> Request:
        """What the board says to it. Raises `Refused` where nothing is open, or the answer lacks its words."""
        if self.state not in (RequestState.SENT, RequestState.DEFERRED):
            raise Refused(f"This request is {self.state}; it needs no answer.")
        if state in (RequestState.RETURNED, RequestState.DEFERRED) and not answer.strip():
            asked = "the question" if state == RequestState.RETURNED else "a reason"
            raise Refused(f"Write {asked} for whom sent the request.")
        return replace(
            self, state=state, answer=answer.strip(), answered_by=by, answered_at=at, until=until
        )

    def sent_again(self, on: date) -> Request:
        """A returned or withdrawn request, completed and sent again; what was answered stays in its history."""
        if self.state not in (RequestState.RETURNED, RequestState.WITHDRAWN):
            raise Refused(f"This request is {self.state}; only a returned one is sent again.")
        return replace(
            self, state=RequestState.SENT, sent_on=on, answer="", answered_by="", answered_at=None, until=None
        )
