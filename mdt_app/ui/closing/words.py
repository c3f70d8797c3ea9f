"""What closing will do is said in numbers, each with the place where the cases go."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.operations.closing_rows import ClosingView
from mdt_app.ui.common.words import cases
from mdt_app.ui.meetings.words import lacking, said_start


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("closing", text)


def where_to(view: ClosingView, now: datetime) -> str:
    """Where undecided cases go: the meeting planned, the one made from the rhythm, or the waiting list."""
    if view.next_at is None:
        return tr("no next meeting is planned and the board has no rhythm: they wait in the list")
    start = said_start(view.next_at, zone_of(view.board), now)
    if view.next_is_new:
        return tr("to {day}, made from the board’s rhythm").format(day=start)
    return tr("to the meeting of {day}").format(day=start)


def held_early(view: ClosingView, now: datetime) -> str:
    """That a meeting was held before the day for which it was planned; "" where it was not."""
    zone = zone_of(view.board)
    held, planned = view.meeting.starts_at.astimezone(zone), view.planned_at.astimezone(zone)
    if held.date() >= planned.date():
        return ""
    said = tr("Planned for {planned}, held on {held}.")
    return said.format(planned=said_start(planned, zone, now), held=said_start(held, zone, now))


def facts(view: ClosingView, now: datetime) -> list[str]:
    """What the dialog says before a meeting is closed, one sentence for each thing that will happen."""
    said = [tr("This meeting was never started.")] if view.meeting.state == MeetingState.PLANNED else []
    if view.decided:
        letters = tr("{cases} decided: frozen, with {count} letters as drafts.")
        said.append(letters.format(cases=cases(len(view.decided)), count=view.letters))
    else:
        said.append(tr("No case is decided; no letter will be made."))
    undecided = [*view.talked, *view.carried]
    homeless = [one for one in undecided if not one.placed]
    if homeless:
        said.append(
            tr("{cases} undecided: {where}.").format(cases=cases(len(homeless)), where=where_to(view, now))
        )
    if len(undecided) > len(homeless):
        placed = len(undecided) - len(homeless)
        said.append(tr("{cases} undecided, on a later agenda already.").format(cases=cases(placed)))
    if view.standard:
        said.append(
            tr("{cases} met by standard of care, without letters.").format(cases=cases(len(view.standard)))
        )
    if view.withdrawn:
        said.append(tr("{cases} taken off.").format(cases=cases(len(view.withdrawn))))
    if not view.quorum.met:
        said.append(tr("Quorum was not met: {missing}.").format(missing=lacking(view.quorum.missing)))
    if view.no_gp:
        said.append(tr("{cases} decided without a GP on file.").format(cases=cases(len(view.no_gp))))
    said.append(tr("Attendance is frozen. Reopening takes a reason and leaves a trace."))
    return said
