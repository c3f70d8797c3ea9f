"""A coordinator's desk at a board of its own, with a clock that the test sets and the command line beside it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from icalendar import Calendar

from mdt_app.application import Application
from mdt_app.cli import main
from mdt_app.domain.agenda import CallRule, Letterhead, Listing, Meeting, QuorumRule, Rhythm
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder, Payload
from mdt_app.domain.payloads import Event as Happened
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.planning_day import Planned
from mdt_app.domain.windows import Window
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import MakeBoard, SeatMember
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import WriteNote
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.hand_order import Standing, laid_out, standing_of
from mdt_app.operations.people import AddPatient, AddPerson
from mdt_app.operations.planning_slots import KeepPlan, places_of
from mdt_app.operations.planning_wishes import planning_view
from mdt_app.operations.rows import ListingRow
from mdt_app.planning import plan_slots

PASSWORD = "a long password"
BRUSSELS = ZoneInfo("Europe/Brussels")
BEGAN = datetime(2026, 10, 15, 9, tzinfo=BRUSSELS)
STANDARD = "Yearly follow-up after resection, stage I"
HEAD = Letterhead(
    hospital="St Elsewhere Hospital", unit="Oncology", contact="An Smits, nurse", day_phone="09 000 12 10"
)
PEOPLE = {
    "chair": ("Okafor", "oncology", "secondary"),
    "radiologist": ("Wouters", "radiology", "secondary"),
    "pathologist": ("Lemmens", "pathology", "secondary"),
    "palliative": ("Demir", "palliative", "tertiary"),
    "nurse": ("Hendrickx", "palliative", "tertiary"),
    "gp": ("De Smedt", "gp", "primary"),
    "social": ("Ysebaert", "social-work", "secondary"),
    "psychologist": ("Aerts", "psychology", "secondary"),
}
SEATED = ("chair", "radiologist", "pathologist", "palliative", "nurse")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command of the command line left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Desk:
    """`do` carries a command out at the desk's clock `at`; `mdt` runs one line of the command line."""

    app: Application
    folder: Path
    where: str
    at: datetime = BEGAN
    board_id: str = field(default_factory=new_id)
    ids: dict[str, str] = field(default_factory=dict)

    def do(self, kind: Any, /, **payload: Any) -> None:
        self.app.write(self.app.command(kind, **payload))

    def get(self, kind: type[Any], id: str) -> Any:
        with self.app.reader() as reader:
            return reader.get(kind, id)

    def find(self, kind: type[Any], **where: Any) -> tuple[Any, ...]:
        with self.app.reader() as reader:
            return reader.find(kind, **where)

    def mdt(self, *words: object) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
            patch.setenv("MDT_DATABASE", self.where)
            patch.setenv("MDT_USER", self.app.account.user)
            patch.setenv("MDT_PASSWORD", PASSWORD)
            code = main([str(one) for one in words])
        assert "Traceback" not in err.getvalue()
        return Said(code, out.getvalue(), err.getvalue())

    def name(self, key: str) -> str:
        name: str = self.get(Person, self.ids[key]).name
        return name

    def set_up(self) -> None:
        """The directory, and a board that meets on Wednesdays but not on a public holiday."""
        for number, (key, (family, discipline, level)) in enumerate(PEOPLE.items()):
            self.ids[key] = new_id()
            self.do(
                AddPerson, person_id=self.ids[key], family=family, given="Jo", title="Dr", discipline=discipline,
                level=level, phone=f"09 000 55 {number:02d}", email=f"{key}@example.org",
                professional_number=f"1-2345{number}-67-890",
            )  # fmt: skip
        self.do(
            MakeBoard, board_id=self.board_id, name="Thoracic oncology board", prefix="LUNG", letterhead=HEAD,
            quorum=(QuorumRule(discipline="oncology"), QuorumRule(discipline="", minimum=3)),
            rhythm=Rhythm(weekday=2, time="13:00", minutes=60, holidays="BE"), place="Room Maas 2", minutes=8,
            video_link="https://video.example.org/lung", calls=(CallRule(discipline="radiology"),),
            standards=(STANDARD,), asks=("imaging", "pathology"),
        )  # fmt: skip
        for key in SEATED:
            self.do(
                SeatMember, membership_id=new_id(), board_id=self.board_id, person_id=self.ids[key],
                chair=key == "chair",
            )  # fmt: skip

    def patient(self, family: str) -> str:
        """Somebody new with a GP and an oncologist in charge."""
        id = new_id()
        self.do(
            AddPatient, patient_id=id, family=family, given="Anna", birth_date=date(1950, 2, 3), sex="female"
        )
        for level, key in (("primary", "gp"), ("secondary", "chair")):
            holder = CareHolder(level=level, name=self.name(key), person_id=self.ids[key])
            self.fact(id, Kind.CARE_HOLDER, holder, days=90)
        return id

    def fact(self, patient_id: str, kind: Kind, payload: Payload, days: int = 2) -> None:
        """Something true since so many days."""
        since = self.at.date() - timedelta(days=days)
        self.do(
            RecordFact, fact_id=new_id(), patient_id=patient_id, kind=kind, payload=payload, true_from=since
        )

    def grown(self, patient_id: str) -> None:
        self.fact(patient_id, Kind.PROGRESSION, Happened(text="CT: liver"))

    def write_decision(self, listing_id: str, text: str) -> None:
        update = MergeText(()).replace(0, 0, text)
        self.do(WriteNote, listing_id=listing_id, name="decision", update=update)

    def row(self, meeting_id: str, listing_id: str) -> ListingRow:
        with self.app.reader() as reader:
            view = agenda_view(reader, self.app.guidance, meeting_id)
        return next(one for one in view.rows if one.listing.id == listing_id)

    def standing(self, meeting_id: str) -> Standing:
        with self.app.reader() as reader:
            return standing_of(planning_view(reader, self.app.guidance, meeting_id))

    def plan(self, standing: Standing) -> Planned:
        return plan_slots(standing.day, now=self.at, stop=lambda: False)

    def keep(self, standing: Standing, after: Sequence[Listing]) -> None:
        """Keep these places over the agenda that was seen."""
        agenda = standing.view.agenda
        self.do(
            KeepPlan, meeting_id=agenda.meeting.id, places=places_of(after),
            before=places_of(row.listing for row in agenda.rows),
        )  # fmt: skip

    def keep_plan(self, meeting_id: str) -> Planned:
        standing = self.standing(meeting_id)
        planned = self.plan(standing)
        self.keep(standing, laid_out(standing, planned.plan))
        return planned

    def window(self, meeting_id: str, since: int, until: int, **more: Any) -> Window:
        """From so many minutes after the meeting's start to so many."""
        start = self.get(Meeting, meeting_id).starts_at
        return Window(since=start + timedelta(minutes=since), until=start + timedelta(minutes=until), **more)

    def tell(self, meeting_id: str) -> dict[str, Told]:
        """Write who must hear something as files; each is read as a calendar program reads it. By name."""
        said = self.mdt("invitations", meeting_id, "--out", self.folder / "entries", "--json")
        assert said.code == 0
        return {one["person"]: Told.of(one) for one in said.json["invitations"]}

    def patients_of(self, meeting_id: str) -> tuple[Patient, ...]:
        listed = self.find(Listing, meeting_id=meeting_id)
        return tuple(self.get(Patient, one.patient_id) for one in listed)


@dataclass(frozen=True, slots=True)
class Told:
    """One written entry: where it lies, as `icalendar` reads it."""

    path: Path
    calendar: Any
    event: Any
    state: str

    @classmethod
    def of(cls, one: dict[str, Any]) -> Told:
        calendar = Calendar.from_ical(Path(one["path"]).read_bytes())
        (event,) = calendar.events
        assert (str(event["uid"]), event["sequence"]) == (one["uid"], one["sequence"])
        assert str(calendar["method"]) == one["method"]
        return cls(Path(one["path"]), calendar, event, one["state"])

    @property
    def start(self) -> datetime:
        """When its person is to be there."""
        at: datetime = self.event["dtstart"].dt
        return at

    @property
    def text(self) -> str:
        """The whole file, its folded lines run together."""
        return str(self.path.read_bytes(), "utf-8").replace("\r\n ", "")

    def answer(self, folder: Path, said: str, *, later: int = 0) -> Path:
        """What the person's calendar program sends back: `said`, or another time so many minutes later."""
        calendar = Calendar.from_ical(self.path.read_bytes())
        event: Any = calendar.events[0]
        calendar["method"] = "COUNTER" if later else "REPLY"
        event["attendee"].params["PARTSTAT"] = said
        event["dtstart"].dt += timedelta(minutes=later)
        path = folder / f"{said.lower()}-{self.path.stem}.ics"
        path.write_bytes(calendar.to_ical())
        return path


def words_of(pdf: bytes) -> str:
    """A PDF's text, its lines run together."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).replace("\N{NO-BREAK SPACE}", " ").split())
