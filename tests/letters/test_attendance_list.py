"""The printed attendance list holds everybody and every case as recorded, whatever was left out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.content.moc import load_moc
from mdt_app.domain.attendance import Contribution, Presence, Quorum
from mdt_app.domain.attendance_list import AttendanceList, Attender, CaseAttendance, Part, by_level
from mdt_app.domain.moc import Here, moc_case
from mdt_app.letters.attendance_list import render_attendance_list
from mdt_app.paths import resources

START = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)


def part(name: str, level: str, presence: Presence = Presence.ON_SITE, **more: object) -> Part:
    return Part(person_id=name, name=name, level=level, presence=presence, **more)  # type: ignore[arg-type]


def attender(name: str, **more: object) -> Attender:
    said: dict[str, object] = {
        "person_id": name, "name": name, "discipline": "oncology", "level": "secondary",
        "organisation": "St Aurelia General Hospital", "number": "19999010140", "member": True, "chair": False,
        "present": 1, "contributed": 0, "absent": 0, "invited": 0, "ways": (Presence.ON_SITE,),
    }  # fmt: skip
    return Attender(**(said | more))  # type: ignore[arg-type]


def case(number: int) -> CaseAttendance:
    people = (
        part("Dr Maes", "secondary"),
        part("Dr Benali", "primary", Presence.PHONE),
        part("Dr Karaçay", "secondary", Presence.ABSENT, contribution=Contribution.WRITTEN),
        Part(person_id="", name="", level="tertiary", invited=True),
    )
    return CaseAttendance(
        listing_id=str(number), case_id=str(number), position=number, number=f"LUNG-2026-{number:04}",
        patient=f"Colpaërt-{number}, Marie-Thérèse", birth_date=date(1958, 3, 14), outcome="discussed",
        slot=(START, START + timedelta(minutes=6)), began=None, ended=None, levels=by_level(people),
    )  # fmt: skip


def content(count: int = 1, **more: object) -> AttendanceList:
    said: dict[str, object] = {
        "meeting_id": "m", "board": "Lung tumour board", "hospital": "St Aurelia General Hospital",
        "starts_at": START, "began": None, "ended": None, "place": "Room Maas 2", "video_link": "",
        "closed": True, "chair": "Dr Maes", "moderator": "", "quorum": Quorum(met=True, missing=(), present=2),
        "people": (attender("Dr Maes", chair=True), attender("Dr Benali", number="")),
        "cases": tuple(case(number) for number in range(1, count + 1)),
    }  # fmt: skip
    return AttendanceList(**(said | more))  # type: ignore[arg-type]


def pages(made: AttendanceList) -> list[str]:
    reader = PdfReader(io.BytesIO(render_attendance_list(made, letter_texts())))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(made: AttendanceList) -> str:
    return " ".join(pages(made))


def test_every_case_stands_once_in_order_over_all_pages() -> None:
    found = text(content(30))
    places = [found.index(f"LUNG-2026-{number:04}") for number in range(1, 31)]
    assert places == sorted(places)
    assert found.count("Dr Benali (phone)") == 30


def test_each_page_says_the_day_and_its_number() -> None:
    found = pages(content(30))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert "Thursday 12 November 2026, 14:00" in page
        assert f"page {number} of {len(found)}" in page


def test_presence_contribution_and_absence_stand_in_their_own_words() -> None:
    found = text(content())
    assert "Dr Karaçay (written input)" in found
    assert "Dr Karaçay: absent" in found
    assert "invited, but nobody is named" in found


def test_a_number_that_is_not_on_file_is_said_and_named() -> None:
    found = text(content())
    assert "none on file" in found
    assert "No professional number on file: Dr Benali." in found
    assert "No professional number" not in text(content(people=(attender("Dr Maes"),)))


def test_what_was_not_noted_is_said_and_not_left_blank() -> None:
    found = text(
        content(chair="", quorum=Quorum(met=False, missing=(("pathology", 1),), present=1), closed=False)
    )
    assert "Chair: nobody named" in found
    assert "Quorum not met, missing: pathology (1)." in found
    assert "begin and end of the cases were not recorded" in found
    assert "this list may still change" in found
    assert "not recorded" in found


def test_times_are_printed_where_they_were_noted() -> None:
    person = attender("Dr Maes", joined=START, left=START + timedelta(minutes=30))
    found = text(content(people=(person,), began=START, ended=START + timedelta(minutes=50)))
    assert "from 14:00 to 14:50" in found
    assert "14:00 – 14:30" in found


def test_a_column_to_sign_in_is_there_only_where_it_is_wanted() -> None:
    assert "Signature" not in text(content())
    assert "Signature" in text(content(signatures=True))


def test_a_demo_says_so_on_every_page() -> None:
    assert all("DEMO" in page for page in pages(content(30, demo=True)))
    assert "DEMO" not in text(content())


def test_a_meeting_without_cases_and_people_says_so() -> None:
    assert "No case stands on this meeting’s agenda." in text(content(0, people=()))


def test_a_name_that_the_font_lacks_costs_nobody_the_list() -> None:
    odd = replace(case(1), patient="田中 花子")
    found = text(content(cases=(odd, case(2))))
    assert "look at the screen" in found
    assert "LUNG-2026-0002" in found


def test_belgian_codes_are_called_suggestions() -> None:
    moc = load_moc(resources() / "content" / "moc.toml")
    people = [
        Here(name=f"Dr {one}", discipline=one, presence=Presence.ON_SITE)
        for one in ("oncology", "surgery", "radiology", "pathology")
    ]
    made = moc_case(moc, "first", "Dr Benali", "gp", people, START.date())
    lacking = moc_case(moc, "", "", "", people[:2], START.date())
    cases = (replace(case(1), moc=made), replace(case(2), moc=lacking))
    found = text(content(cases=cases, moc=True))
    assert "suggestions only: nothing is billed from here" in found
    assert "350372-350383" in found
    assert "4 of at least 4" in found
    assert "2 more are off until somebody has checked them." in found
    assert "350232" not in found
    assert "the kind is not said; nobody is named as having asked for it; too few specialists" in found
    assert "MOC" not in text(content())


def test_hostile_names_stay_words() -> None:
    hostile = '<b>Maes</b> & "x" {board} *bold* ' + "W" * 300
    found = text(content(people=(attender(hostile),), chair=hostile, place=hostile))
    assert "<b>Maes</b>" in found
    assert "{board} *bold*" in found


def test_a_woman_doctor_keeps_her_title_and_who_is_not_known_has_the_neutral_one() -> None:
    made = content(chair="Dr Maes", sexes={"Dr Maes": "female", "Dr Benali": "male"}, language="fr")
    reader = PdfReader(io.BytesIO(render_attendance_list(made, letter_texts("fr"))))
    found = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Dr Maes" not in found
    assert found.count("Dre Maes") >= 3
    assert "Dr Benali" in found
    assert "Dr Karaçay" in found


def test_each_code_of_the_nomenclature_has_its_name_in_every_language() -> None:
    codes = {code.ambulatory: code.name for code in load_moc(resources() / "content" / "moc.toml").codes}
    for language in ("en", "nl", "fr", "de"):
        names = letter_texts(language).attendance_list.moc_names
        assert set(names) == set(codes)
    assert {number: name.text() for number, name in letter_texts().attendance_list.moc_names.items()} == codes
