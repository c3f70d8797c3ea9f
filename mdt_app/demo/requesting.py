"""Some cases are only asked of a board yet, and some of the next meeting still wait for what they need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from mdt_app.demo import show_case
from mdt_app.demo.boards import BOARDS, LUNG, board_id, meeting_day, meeting_id
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.directory import EVERYONE, person_id
from mdt_app.demo.meetings import Agendas
from mdt_app.demo.minutes import Item
from mdt_app.demo.profile import Person
from mdt_app.domain.needs import NeedState, Wanted
from mdt_app.domain.requests import RequestState
from mdt_app.operations.needs import AskNeed
from mdt_app.operations.requests import AnswerRequest, SendRequest, WithdrawRequest

OF_THE_DEAD = -3
"""The turn at which those are spoken of who died since."""

ASKED: tuple[dict[str, Any], ...] = (
    {
        "by": "pulmo",
        "question": "Biopsy of the rib shows too little: blood test for a resistance, or another site?",
        "knows": "The cancer has grown a little; a test shows which tablets come next",
        "urgency": 2,
        "ecog": 1,
        "imaging": "Review of the chest CT: which lesion can be reached",
    },
    {
        "by": "onc-lung",
        "question": "Second line, or best supportive care with the team at home?",
        "knows": "",
        "urgency": 1,
        "ecog": None,
        "pathology": "PD-L1 on the last biopsy",
    },
    {
        "by": "surg-lung",
        "question": "Follow-up after resection: 4 mm beside the scar, control or PET-CT?",
        "knows": "That something small was seen",
        "urgency": 0,
        "ecog": 0,
        "imaging": "Compare with the CT of half a year ago",
    },
    {
        "by": "pall",
        "question": "Low mood and tiredness at home: what else can be tried, and where?",
        "knows": "",
        "urgency": 1,
        "ecog": None,
    },
    {
        "by": "radio",
        "question": "Nodule of 4 mm in the lung: metastasis or scar?",
        "knows": "",
        "urgency": 0,
        "ecog": 1,
    },
)
"""One is sent, one returned, one deferred, one accepted for the meeting after the next and one withdrawn."""

NEEDED: tuple[dict[str, Any], ...] = (
    {
        "what": "imaging",
        "wanted": "PET-CT, to compare with the CT of last month",
        "state": NeedState.AWAITED,
        "by": "radio",
        "before": 1,
        "blocks": True,
    },
    {
        "what": "pathology",
        "wanted": "PD-L1 on the resection",
        "state": NeedState.ASKED,
        "by": "patho",
        "before": 2,
    },
    {"what": "preferences", "wanted": "Where she wants to be cared for", "by": "nurse-lung", "before": 1},
    {"what": "other", "wanted": "An interpreter for the talk afterwards", "by": "social", "before": 0},
)


def ask(clerk: Clerk, agendas: Agendas) -> None:
    """Requests of the last days, and what cases of the next meeting need."""
    for number, (said, person) in enumerate(zip(ASKED, _not_listed(agendas), strict=False)):
        _send(clerk, number, said, person)
    coming = [one for one in agendas[LUNG.key, 0].items if not one.standard]
    for number, (said, item) in enumerate(zip(NEEDED, coming[1:], strict=False)):
        _need(clerk, number, said, item)


def _not_listed(agendas: Agendas) -> Iterator[Person]:
    """Patients who are on no agenda to come and alive, the thoracic board's own first."""
    left_out = {
        one.person.key
        for (_, turn), agenda in agendas.items()
        for one in agenda.items
        if turn in (OF_THE_DEAD, 0, 1)
    }
    past = sorted(agendas.items(), key=lambda one: (one[0][0] != LUNG.key, one[0][0], -one[0][1]))
    found = {
        one.person.key: one.person
        for (_, turn), agenda in past
        for one in agenda.items
        if turn < 0 and turn != OF_THE_DEAD and agenda.plan in BOARDS
    }
    for key, person in found.items():
        if key not in left_out and (person.given, person.family) != show_case.NAME:
            yield person


def _send(clerk: Clerk, number: int, said: dict[str, Any], person: Person) -> None:
    sent = moment(clerk.today - timedelta(days=3), f"17:{10 + number}")
    case_id = clerk.id(f"asked/{number}")
    wanted = tuple(
        Wanted(id=clerk.id(f"asked/{number}/{what}"), what=what, wanted=said[what])
        for what in ("imaging", "pathology")
        if what in said
    )
    clerk.act(
        SendRequest,
        sent,
        case_id=case_id,
        patient_id=person.patient_id,
        board_id=board_id(clerk, LUNG),
        requester=EVERYONE[said["by"]].name,
        requester_id=person_id(clerk, said["by"]),
        question=said["question"],
        knows=said["knows"],
        urgency=said["urgency"],
        ecog=said["ecog"],
        wanted_by=meeting_day(LUNG, clerk.today, 0) if number == 0 else None,
        wanted=wanted,
    )
    _answer(clerk, number, case_id)


def _answer(clerk: Clerk, number: int, case_id: str) -> None:
    answered = moment(clerk.today - timedelta(days=2), f"09:{10 + number}")
    if number == 1:
        clerk.act(
            AnswerRequest,
            answered,
            case_id=case_id,
            state=RequestState.RETURNED,
            answer="What does the patient know, and how is the performance status now?",
        )
    elif number == 2:
        clerk.act(
            AnswerRequest,
            answered,
            case_id=case_id,
            state=RequestState.DEFERRED,
            answer="First the CT that is planned next week",
            until=clerk.today + timedelta(days=9),
        )
    elif number == 3:
        clerk.act(
            AnswerRequest,
            answered,
            case_id=case_id,
            state=RequestState.ACCEPTED,
            meeting_id=meeting_id(clerk, LUNG, 1),
            listing_id=clerk.id(f"asked/{number}/listing"),
        )
    elif number == 4:
        clerk.act(
            WithdrawRequest,
            answered,
            case_id=case_id,
            reason="It was there on the CT of last year already, unchanged",
        )


def _need(clerk: Clerk, number: int, said: dict[str, Any], item: Item) -> None:
    clerk.act(
        AskNeed,
        moment(clerk.today - timedelta(days=1), f"19:{10 + number}"),
        need_id=clerk.id(f"need/{number}"),
        case_id=clerk.id(f"case/{item.key}"),
        what=said["what"],
        wanted=said["wanted"],
        state=said.get("state", NeedState.MISSING),
        owner_id=person_id(clerk, said["by"]),
        expected=meeting_day(LUNG, clerk.today, 0) - timedelta(days=said["before"]),
        blocks=said.get("blocks", False),
    )
