"""What became of earlier recommendations: carried out, changed or not, with reasons; of some nobody said it yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mdt_app.demo.boards import meeting_day, workday
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.meetings import Agendas
from mdt_app.demo.minutes import Agenda, Item
from mdt_app.domain.decisions import Fate
from mdt_app.operations.fates import MarkFate

SINCE = -2
"""The newest meeting whose recommendations were asked after."""

FATES: tuple[dict[str, Any] | None, ...] = (
    {"fate": Fate.CARRIED_OUT},
    {
        "fate": Fate.CHANGED,
        "code": "patient-choice",
        "note": "Two weeks later, after a wedding in the family",
    },
    {"fate": Fate.CARRIED_OUT, "note": "Sooner than planned"},
    {"fate": Fate.NOT_DONE, "code": "patient-choice", "note": "Would rather stay at home"},
    {"fate": Fate.CARRIED_OUT},
    None,
    {"fate": Fate.NOT_DONE, "code": "deterioration"},
)
"""By turn; None is nobody having said."""


def say_what_became(clerk: Clerk, agendas: Agendas) -> None:
    """Every board's earlier advice, in order of its meetings."""
    turn = 0
    for (_, number), agenda in sorted(agendas.items()):
        for item in agenda.items if number <= SINCE else ():
            if item.decided and not item.standard:
                turn = _of_item(clerk, agenda, item, turn)


def _of_item(clerk: Clerk, agenda: Agenda, item: Item, turn: int) -> int:
    """The turn that comes after this item's."""
    held = meeting_day(agenda.plan, clerk.today, agenda.turn)
    last = clerk.today - timedelta(days=1)
    for place, advice in enumerate(item.talk.advice):
        if advice.days is None:
            continue
        due = workday(held + timedelta(days=max(1, advice.days)))
        fate = FATES[turn % len(FATES)]
        turn += 1
        if fate is not None and due <= last:
            recommendation_id = clerk.id(f"recommendation/{item.key}/{place}")
            clerk.act(MarkFate, moment(due, "17:30"), recommendation_id=recommendation_id, on=due, **fate)
    return turn
