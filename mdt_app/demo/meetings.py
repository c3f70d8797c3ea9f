"""Past meetings are held and closed, today's is open and half done, the next ones are prepared."""

from __future__ import annotations

from datetime import timedelta

from mdt_app.demo.boards import BREAST, DIGESTIVE, LUNG, plan_meeting
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.minutes import Agenda, Item, Minutes
from mdt_app.demo.room import in_the_room, name_the_chair
from mdt_app.operations.agenda import MoveListing, OpenMeeting

Agendas = dict[tuple[str, int], Agenda]
DECIDED_TODAY = 4
FIRST_HOUR = "00:05"
"""Today's acts lie in the night, so that the demo never speaks of a time that is still to come."""


def hold_all(clerk: Clerk, agendas: Agendas) -> None:
    """Every meeting with cases, and every one to come."""
    for agenda in agendas.values():
        if agenda.turn < 0 and not agenda.items:
            continue
        plan_meeting(clerk, agenda.plan, agenda.turn)
        if agenda.plan.key == "LUNG" and agenda.turn == 0:
            _put_in_the_middle(agenda)
        minutes = Minutes(clerk, agenda)
        minutes.list_all()
        if agenda.turn < 0:
            minutes.hold()
            if agenda.plan is LUNG and agenda.turn == -1:
                in_the_room(minutes)
        elif agenda.turn == 0 and agenda.plan is DIGESTIVE:
            hold_half(clerk, minutes)
        elif agenda.turn == 0 and agenda.plan is not BREAST:
            name_the_chair(minutes, moment(clerk.today - timedelta(days=1), "18:29"))
            prepare(clerk, minutes)


def _put_in_the_middle(agenda: Agenda) -> None:
    """The worked case is the fourth of the agenda and not its first."""
    if len(agenda.items) > 4:
        agenda.items.insert(3, agenda.items.pop(0))


def prepare(clerk: Clerk, minutes: Minutes) -> None:
    """Who announced to come or wrote; the pathologist has not answered yet. One discussion is half typed."""
    at = moment(clerk.today - timedelta(days=1), "18:30")
    minutes.mark_board(at, leave_out=("patho",))
    for item in minutes.agenda.items:
        minutes.guests(item, at + timedelta(minutes=2))
        if item.table:
            _type_ahead(minutes, item)


def _type_ahead(minutes: Minutes, item: Item) -> None:
    at = moment(minutes.clerk.today - timedelta(days=1), "18:40")
    minutes.note(item, "discussion", item.talk.discussion, at)
    minutes.note(item, "decision", item.talk.decision, at + timedelta(minutes=1))
    for name, value in item.talk.fields.items():
        minutes.write(item, name, value, at + timedelta(minutes=2))
    for number, advice in enumerate(item.talk.advice):
        minutes.recommend(item, number, advice, at + timedelta(minutes=3, seconds=number))


def hold_half(clerk: Clerk, minutes: Minutes) -> None:
    """Open since the first hour of today: some cases are decided, one is being spoken of, the others wait."""
    at = moment(clerk.today, FIRST_HOUR)
    clerk.act(OpenMeeting, at, meeting_id=minutes.meeting_id)
    talked = [item for item in minutes.agenda.items if not item.standard][: DECIDED_TODAY + 1]
    for place, item in enumerate(talked, start=1):
        clerk.act(MoveListing, at + timedelta(seconds=place), listing_id=item.listing_id, position=place)
    minutes.mark_board(at + timedelta(seconds=10))
    for place, item in enumerate(talked):
        item.decided = place < DECIDED_TODAY
        minutes.record(item, at + timedelta(minutes=1 + minutes.plan.minutes * place))
