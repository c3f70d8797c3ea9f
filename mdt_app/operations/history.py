"""What became of a patient's earlier cases: every listing in order, and the fate of each recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.requests import Request
from mdt_app.operations.closing_view import recorded_at
from mdt_app.operations.fates import SETTLED
from mdt_app.operations.held import all_as_held
from mdt_app.operations.settling import Settled
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOn:
    """A case on one agenda: on which day, what came of it there, and why where somebody said.

    `settled` tells a case that was talked about without a decision from one that was not reached. `carried` says that
    it came from an earlier agenda.
    """

    listing_id: str
    meeting_id: str
    on: date
    closed: bool
    outcome: Outcome
    settled: Settled
    carried: bool
    because: str = ""

    @property
    def place(self) -> str:
        return f"{self.meeting_id}/{self.listing_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHistory:
    """One case over all its agendas, oldest first, and what was decided, each with what became of it."""

    case: Case
    board: str
    listed: tuple[ListedOn, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def last_on(self) -> date:
        """The day of its newest agenda, for an order; a case on none comes last."""
        return self.listed[-1].on if self.listed else date.min


def case_histories(reader: Reader, patient_id: str, until: date = date.max) -> tuple[CaseHistory, ...]:
    """A patient's cases as on the day `until`, the newest first; what became of something later is not known yet."""
    cases = reader.find(Case, patient_id=patient_id, order=("number",))
    listings = reader.find(Listing, patient_id=patient_id, order=("id",))
    boards = {one.id: one for one in reader.find(Board)}
    listed = _listed(reader, listings, boards)
    requests = {one.case_id: one for one in reader.find(Request, patient_id=patient_id)}
    wanted = reader.find(Recommendation, patient_id=patient_id, removed=False, order=("position",))
    found = []
    for case in cases:
        shown = [one for one in listed.get(case.id, ()) if one.on <= until]
        decided = {one.listing_id for one in shown if one.outcome in SETTLED}
        found.append(
            CaseHistory(
                case=case,
                board=boards[case.board_id].name,
                listed=tuple(_because(one, requests.get(case.id)) for one in shown),
                recommendations=tuple(
                    _as_on(one, until) for one in wanted if one.listing_id in decided and one.what.strip()
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: one.last_on, reverse=True))


def before(histories: Iterable[CaseHistory], listing_id: str) -> tuple[CaseHistory, ...]:
    """What came before one listing: its case's other agendas up to that day, and the cases decided by then.

    Of the listing itself only what became of its recommendations is kept. Without anything to tell, ().
    """
    histories = tuple(histories)
    of_case = [listed for one in histories for listed in one.listed]
    here = next((one for one in of_case if one.listing_id == listing_id), None)
    if here is None:
        return ()
    found = []
    for one in histories:
        listed = tuple(day for day in one.listed if day.on <= here.on and day.listing_id != listing_id)
        known = {day.listing_id for day in listed} | {listing_id}
        recommendations = tuple(each for each in one.recommendations if each.listing_id in known)
        if listed or recommendations:
            found.append(replace(one, listed=listed, recommendations=recommendations))
    return tuple(found)


def _as_on(one: Recommendation, day: date) -> Recommendation:
    """As known on a day: what was marked for a later day is still open."""
    if one.fate_on is None or one.fate_on <= day:
        return one
    return replace(one, fate=Fate.OPEN, fate_code="", fate_note="", fate_on=None)


def _listed(
    reader: Reader, listings: tuple[Listing, ...], boards: dict[str, Board]
) -> dict[str, list[ListedOn]]:
    """Case id -> its listings by the day on which their meeting was or will be held."""
    meetings = reader.find(Meeting, id=sorted({one.meeting_id for one in listings}))
    held, recorded = all_as_held(reader, meetings, boards), recorded_at(reader, listings)
    found: dict[str, list[ListedOn]] = {}
    for one in sorted(listings, key=lambda listing: held[listing.meeting_id].starts_at):
        meeting = held[one.meeting_id]
        found.setdefault(one.case_id, []).append(
            ListedOn(
                listing_id=one.id,
                meeting_id=meeting.id,
                on=meeting.starts_at.date(),
                closed=meeting.state == MeetingState.CLOSED,
                outcome=one.outcome,
                settled=recorded.settled(one),
                carried=bool(one.carried_from),
                because=one.standard,
            )
        )
    return found


def _because(one: ListedOn, request: Request | None) -> ListedOn:
    """Taken off by what the board answered to the request, where it did."""
    if one.outcome != Outcome.WITHDRAWN or one.because or request is None or not request.answer:
        return one
    return replace(one, because=request.answer)
