"""The demo's three boards, and on which days each of them met and will meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.directory import EVERYONE, HOSPITAL, NIGHT, person_id
from mdt_app.domain.agenda import Letterhead, QuorumRule, Rhythm
from mdt_app.operations.agenda import MakeBoard, PlanMeeting, SeatMember

REVIEWED = 120
"""Days before today on which the cover by day and by night was last looked at: it is owed every year."""
COMMON = ("rt", "radio", "patho", "pall", "pall-nurse", "psy", "social")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPlan:
    """A board of the demo: `chair`, `coordinator`: keys of the directory; `closed`: meetings already held, `coming`:
    those that are planned; `head`: its letterhead, where that is not in English."""

    key: str
    name: str
    unit: str
    patient_unit: str
    place: str
    clock: str
    weeks: int
    minutes: int
    closed: int
    chair: str
    coordinator: str
    members: tuple[str, ...]
    quorum: tuple[QuorumRule, ...]
    standards: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    common: tuple[str, ...] = COMMON
    coming: int = 2
    head: Letterhead | None = None

    @property
    def seats(self) -> tuple[str, ...]:
        return (self.chair, *self.members, self.coordinator, *self.common)


def _quorum(*disciplines: str) -> tuple[QuorumRule, ...]:
    return (QuorumRule(discipline="", minimum=4), *(QuorumRule(discipline=one) for one in disciplines))


LUNG = BoardPlan(
    key="LUNG",
    name="Thoracic oncology board",
    unit="Thoracic oncology",
    patient_unit="Your lung cancer team",
    place="Room Maas 2",
    clock="13:00",
    weeks=1,
    minutes=6,
    closed=6,
    chair="onc-lung",
    coordinator="nurse-lung",
    members=("pulmo", "surg-lung", "nuclear"),
    quorum=_quorum("oncology", "radiotherapy", "radiology", "pathology", "palliative"),
    standards=("Follow-up after resection, stage I", "Adjuvant treatment after resection, stage II"),
    asks=("imaging", "pathology", "assessment"),
)
DIGESTIVE = BoardPlan(
    key="GI",
    name="Digestive oncology board",
    unit="Digestive oncology",
    patient_unit="Your digestive cancer team",
    place="Room Leie 1",
    clock="12:30",
    weeks=1,
    minutes=6,
    closed=5,
    chair="onc-gi",
    coordinator="nurse-gi",
    members=("gastro", "surg-gi", "diet"),
    quorum=_quorum("oncology", "surgery", "radiology", "pathology"),
    standards=("Yearly follow-up of a low-risk stromal tumour", "Resection of a polyp with clear margins"),
)
BREAST = BoardPlan(
    key="GYN",
    name="Breast and gynaecological oncology board",
    unit="Breast and gynaecological oncology",
    patient_unit="Your cancer team",
    place="Room Schelde 4",
    clock="08:30",
    weeks=2,
    minutes=7,
    closed=3,
    coming=1,
    chair="onc-breast",
    coordinator="nurse-breast",
    members=("gyn", "surg-breast"),
    quorum=_quorum("oncology", "surgery", "radiology"),
    standards=("Radiotherapy after lumpectomy for in-situ carcinoma",),
)
BOARDS = (LUNG, DIGESTIVE, BREAST)


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def next_day(plan: BoardPlan, today: date) -> date:
    """The day of the board's next meeting: the digestive board always meets today."""
    if plan is DIGESTIVE:
        return today
    return workday(today + timedelta(days=2 if plan is LUNG else 6))


def meeting_day(plan: BoardPlan, today: date, turn: int) -> date:
    """The day of the meeting `turn` turns from the next one: 0 the next, -1 the last closed one."""
    return next_day(plan, today) + timedelta(weeks=plan.weeks * turn)


def meeting_id(clerk: Clerk, plan: BoardPlan, turn: int) -> str:
    return clerk.id(f"meeting/{plan.key}/{turn}")


def board_id(clerk: Clerk, plan: BoardPlan) -> str:
    return clerk.id(f"board/{plan.key}")


def letterhead(plan: BoardPlan, reviewed: date) -> Letterhead:
    """The board's own; its cover by day and by night was `reviewed` on that day."""
    if plan.head is not None:
        return replace(plan.head, cover_reviewed=reviewed)
    coordinator = EVERYONE[plan.coordinator]
    return Letterhead(
        hospital=HOSPITAL,
        unit=plan.unit,
        patient_unit=plan.patient_unit,
        address=("Kliniekdreef 1", "9999 Amberdal"),
        contact=f"{coordinator.name}, nurse",
        day_phone=coordinator.phone,
        day_hours="Monday to Friday, 8:30–17:00",
        night_phone=NIGHT,
        night_who="The cancer doctor on duty",
        doctor_line=NIGHT,
        cover=f"{plan.unit} by day, the cancer doctor on duty at night, support team De Haven for advice",
        cover_reviewed=reviewed,
    )


def make_boards(clerk: Clerk, day: date, plans: Sequence[BoardPlan]) -> None:
    """Every board with its members; the cover was looked at again this year. The breast board gets its rhythm only
    yesterday, so that a case had to wait."""
    for plan in plans:
        make_board(clerk, plan, day, None if plan is BREAST else rhythm(plan, clerk.today))
        for key in plan.seats:
            clerk.act(
                SeatMember,
                moment(day, "09:30"),
                membership_id=clerk.id(f"seat/{plan.key}/{key}"),
                board_id=board_id(clerk, plan),
                person_id=person_id(clerk, key),
                chair=key == plan.chair,
            )
    reviewed = clerk.today - timedelta(days=REVIEWED)
    for plan in plans:
        make_board(clerk, plan, reviewed, None if plan is BREAST else rhythm(plan, clerk.today))
    make_board(clerk, BREAST, clerk.today - timedelta(days=1), rhythm(BREAST, clerk.today), reviewed)


def make_board(
    clerk: Clerk, plan: BoardPlan, day: date, meets: Rhythm | None, reviewed: date | None = None
) -> None:
    clerk.act(
        MakeBoard,
        moment(day, "09:00"),
        board_id=board_id(clerk, plan),
        name=plan.name,
        prefix=plan.key,
        quorum=plan.quorum,
        rhythm=meets,
        place=plan.place,
        video_link=f"https://video.example.org/{plan.key.lower()}-board",
        minutes=plan.minutes,
        letterhead=letterhead(plan, reviewed or day),
        standards=plan.standards,
        asks=plan.asks,
    )


def rhythm(plan: BoardPlan, today: date) -> Rhythm:
    return Rhythm(weekday=next_day(plan, today).weekday(), time=plan.clock, weeks=plan.weeks)


def plan_meeting(clerk: Clerk, plan: BoardPlan, turn: int) -> None:
    """A meeting is planned four weeks ahead; the breast board's next one only yesterday, with its new rhythm."""
    day = meeting_day(plan, clerk.today, turn)
    lead = 1 if plan is BREAST and turn == 0 else 28
    planned = min(day - timedelta(days=lead), clerk.today - timedelta(days=1))
    clerk.act(
        PlanMeeting,
        moment(planned, "09:10"),
        meeting_id=meeting_id(clerk, plan, turn),
        board_id=board_id(clerk, plan),
        starts_at=moment(day, plan.clock),
    )
