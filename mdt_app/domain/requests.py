"""A case comes to a board by a request with a name under it, and the board answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum

from mdt_app.domain.agenda import Board
from mdt_app.domain.errors import Refused
from mdt_app.domain.needs import THINGS


class RequestState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


OPEN = (RequestState.SENT, RequestState.DEFERRED)
ANSWERS = (RequestState.ACCEPTED, RequestState.RETURNED, RequestState.DEFERRED)
USUAL = ("imaging", "pathology")
"""What a board's form asks for that says nothing of it."""


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
        """What the board says to it. Raises `Refused` where nothing is open, or the answer lacks its words or day."""
        if self.state not in OPEN:
            raise Refused(f"This request is {self.state}; it needs no answer.")
        if state not in ANSWERS:
            raise Refused("A request is accepted, returned with a question, or deferred to a day.")
        if state != RequestState.ACCEPTED and not answer.strip():
            asked = "the question" if state == RequestState.RETURNED else "a reason"
            raise Refused(f"Write {asked} for whom sent the request.")
        if state == RequestState.DEFERRED and (until is None or until <= at.date()):
            raise Refused("Say until which day the request is deferred; the day lies ahead.")
        kept = until if state == RequestState.DEFERRED else None
        return replace(self, state=state, answer=answer.strip(), answered_by=by, answered_at=at, until=kept)

    def withdrawn(self, by: str, at: datetime, reason: str) -> Request:
        """Taken back by whom asked. Raises `Refused` once the case was accepted, and without a reason."""
        if self.state not in (*OPEN, RequestState.RETURNED):
            raise Refused(
                "The board has accepted this case; take it off the agenda instead."
                if self.state == RequestState.ACCEPTED
                else "This request is withdrawn already."
            )
        if not reason.strip():
            raise Refused("Withdrawing a request takes a reason.")
        return replace(
            self,
            state=RequestState.WITHDRAWN,
            answer=reason.strip(),
            answered_by=by,
            answered_at=at,
            until=None,
        )

    def to_answer(self, on: date) -> bool:
        """Whether the board is asked on that day: sent, or deferred to a day that has come."""
        if self.state == RequestState.DEFERRED:
            return self.until is None or self.until <= on
        return self.state == RequestState.SENT

    def sent_again(self, on: date) -> Request:
        """A returned or withdrawn request, completed and sent again; what was answered stays in its history."""
        if self.state not in (RequestState.RETURNED, RequestState.WITHDRAWN):
            raise Refused(f"This request is {self.state}; only a returned one is sent again.")
        return replace(
            self, state=RequestState.SENT, sent_on=on, answer="", answered_by="", answered_at=None, until=None
        )


def asks_of(board: Board) -> tuple[str, ...]:
    """What the request form of a board asks for, in the order of the preparation lists."""
    wanted = board.asks or USUAL
    return tuple(one for one in THINGS if one in wanted)


def in_order(requests: Iterable[Request]) -> tuple[Request, ...]:
    """As a board answers them: the more urgent first, then by the day they are wanted, then by the day they came."""
    return tuple(
        sorted(
            requests,
            key=lambda one: (-one.urgency, one.wanted_by or date.max, one.sent_on or date.max, one.id),
        )
    )
