"""What a letter says is computed from the record, and what is missing stays missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import letter_case
import pytest

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.facts import Kind
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.brief import versions
from mdt_app.domain.letters.checks import Length, forbidden, left_out, too_long, unfilled
from mdt_app.domain.letters.compose import compose, lines
from mdt_app.domain.letters.contents import PatientContent, PrimaryContent, SecondaryContent, TertiaryContent
from mdt_app.domain.letters.facts import since
from mdt_app.domain.letters.parts import Span
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import acp_line, responsibilities
from mdt_app.domain.payloads import (
    Acp,
    Assessment,
    CareHolder,
    Condition,
    Event,
    Medication,
    Named,
    Prognosis,
    SdmStep,
    Trace,
    WeighedOption,
)


def primary(one: LetterRecord) -> PrimaryContent:
    content = compose("primary", one)
    assert isinstance(content, PrimaryContent)
    return content


def secondary(one: LetterRecord) -> SecondaryContent:
    content = compose("secondary", one)
    assert isinstance(content, SecondaryContent)
    return content


def tertiary(one: LetterRecord) -> TertiaryContent:
    content = compose("tertiary", one)
    assert isinstance(content, TertiaryContent)
    return content


def patient(one: LetterRecord) -> PatientContent:
    content = compose("patient", one)
    assert isinstance(content, PatientContent)
    return content


def record_with(*facts: tuple[Kind, str, object]) -> LetterRecord:
    written = letter_case.Facts()
    for kind, on, payload in facts:
        written.add(kind, on, payload)  # type: ignore[arg-type]
    return letter_case.letter_record(tuple(written.facts))


def test_a_letter_of_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="quaternary"):
        compose("quaternary", letter_case.colpaert())


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), "none"),
        (("discussed",), "discussed"),
        (("discussed", "completed"), "completed"),
        (("completed", "documented"), "settled"),
        (("discussed", "declined"), "declined"),
        (("not-applicable",), "not-applicable"),
        (("declined", "discussed"), "discussed"),
    ],
)
def test_an_item_is_settled_only_once_completed_and_documented(
    states: tuple[str, ...], expected: str
) -> None:
    rows = [
        (Kind.ACP, f"2026-11-{day:02}", Acp(item="code-status", state=state))
        for day, state in enumerate(states, 1)
    ]
    assert acp_line(record_with(*rows), "code-status").state == expected


def test_a_settled_status_keeps_its_own_words_and_names_what_puts_it_in_doubt() -> None:
    def row(day: int, state: str, value: str = "") -> tuple[Kind, str, Acp]:
        return Kind.ACP, f"2026-11-{day:02}", Acp(item="code-status", state=state, value=value)

    settled = (row(1, "completed", "DNR 2"), row(1, "documented", "DNR 2"))
    talked = acp_line(record_with(*settled, row(5, "discussed", "perhaps everything")), "code-status")
    assert (talked.value, talked.day, talked.doubt) == ("DNR 2", date(2026, 11, 1), "")
    refused = acp_line(record_with(*settled, row(5, "declined")), "code-status")
    assert (refused.state, refused.value, refused.doubt) == ("settled", "DNR 2", "declined")
    rival = acp_line(
        record_with(*settled, row(1, "completed", "DNR 1"), row(1, "documented", "DNR 1")), "code-status"
    )
    assert {rival.value, rival.doubt_value} == {"DNR 1", "DNR 2"}
    assert rival.doubt == "settled"


def test_the_gp_is_asked_only_what_the_gp_owns_most_urgent_first() -> None:
    content = primary(letter_case.colpaert())
    assert [ask.number for ask in content.asks] == [7, 5]
    assert {clause.number for clause in content.decided} == {1, 2, 3, 4, 6}


def test_more_than_four_asks_are_counted_and_still_decided() -> None:
    content = primary(letter_case.crowded())
    assert len(content.asks) == 4
    assert len(content.later_asks) == 9
    assert len(content.asks) + len(content.later_asks) + len(content.decided) == 40


def test_the_hospital_reads_the_decisions_own_words_whole() -> None:
    one = replace(letter_case.colpaert(), decision_text="No third-line chemotherapy for now. Comfort first.")
    assert primary(one).decision_text == "Comfort first."
    assert secondary(one).decision_text == one.decision_text
    assert tertiary(one).decision_text == one.decision_text


def test_a_decision_without_recommendations_stands_in_its_own_words() -> None:
    one = replace(letter_case.colpaert(), decision_text="Comfort first.", recommendations=())
    assert primary(one).decision_text == "Comfort first."
    assert left_out(one, "primary") == ()


def test_a_shorter_letter_keeps_what_matters_and_counts_what_it_leaves_away() -> None:
    content = primary(letter_case.long_story())
    *_, shortest = versions(content)
    assert shortest.shortened == ("doses", "events", "knows")
    assert [event.kind for event in shortest.changed.events] == ["progression", "metastasis"]
    assert shortest.changed.more == content.changed.more + len(content.changed.events) - 2
    assert all(row.dose == "" for row in shortest.medication.unchanged)
    for kept in ("decided", "asks", "later_asks", "red_flags", "care_planning"):
        assert getattr(shortest, kept) == getattr(content, kept)
    assert shortest.medication.changed == content.medication.changed
    assert shortest.told == replace(content.told, knows=())


def test_what_the_patient_wants_goes_only_where_hopes_are_said() -> None:
    one = letter_case.colpaert()
    assert one.discussion is not None
    content = primary(replace(one, discussion=replace(one.discussion, wants="to know what comes next")))
    *_, shortest = versions(content)
    assert (content.told.wants != (), shortest.told.wants) == (True, ())
    *_, hopeless = versions(replace(content, told=replace(content.told, goals=())))
    assert hopeless.told.wants == content.told.wants


@pytest.mark.parametrize(
    ("level", "pages", "words", "said"),
    [
        ("primary", 1, 340, ""),
        ("primary", 2, 300, "runs to 2 pages; it may have 1 page"),
        ("primary", 1, 341, "341 words"),
        ("secondary", 2, 0, ""),
        ("tertiary", 3, 0, "runs to 3 pages; it may have 2 pages"),
        ("patient", 2, 0, ""),
    ],
)
def test_a_letter_over_its_length_is_said_in_words(level: str, pages: int, words: int, said: str) -> None:
    found = [lack.sentence for lack in too_long(level, Length(pages=pages, words=words))]
    assert (len(found) == 1 and said in found[0]) if said else found == []


def test_a_recommendation_against_a_treatment_is_no_treatment_under_way() -> None:
    tasks = [row.task for row in responsibilities(letter_case.colpaert())]
    assert "radiotherapy" in tasks
    assert "systemic" not in tasks


def test_a_referral_hands_symptoms_over_on_its_day() -> None:
    row = next(row for row in responsibilities(letter_case.colpaert()) if row.task == "symptoms")
    assert row.holder is not None
    assert row.later is not None
    assert (row.holder.short, row.later.short) == ("Dr Maes", "Palliative home-care team")
    assert (row.span, row.day) == (Span.HANDOVER, date(2026, 11, 16))


def test_a_task_that_nobody_holds_has_no_holder() -> None:
    assert all(row.holder is None for row in responsibilities(letter_case.empty()))


def test_open_wishes_are_not_settled_in_the_table() -> None:
    row = next(row for row in responsibilities(letter_case.colpaert()) if row.task == "emergency-wishes")
    assert row.settled is False
    assert row.day == date(2026, 11, 25)


def test_news_begins_after_the_last_letter_to_this_recipient() -> None:
    one = record_with((Kind.LETTER_ISSUED, "2026-10-01", Trace(level="primary")))
    assert since(one, "primary") == date(2026, 10, 1)
    assert since(one, "tertiary") == date(2026, 8, 12)
    assert since(replace(one, last_case_on=date(2026, 9, 9)), "tertiary") == date(2026, 9, 9)


def test_only_what_is_new_counts_as_changed() -> None:
    content = primary(letter_case.colpaert())
    assert [(event.kind, event.day) for event in content.changed.events] == [
        ("progression", date(2026, 11, 2)),
        ("imaging", date(2026, 11, 4)),
    ]
    assert content.changed.ecog is not None
    assert (content.changed.ecog.old, content.changed.ecog.new) == (1, 2)
    assert [(score.item, score.old, score.new) for score in content.changed.scores] == [
        ("pain", 7, 8),
        ("anxiety", 6, 7),
    ]


def test_an_event_in_the_words_of_one_that_matters_more_is_said_once() -> None:
    one = record_with(
        (Kind.IMAGING, "2026-11-02", Named(text="CT", result="new liver metastases")),
        (Kind.PROGRESSION, "2026-11-02", Event(text="CT: new liver metastases, T9")),
        (Kind.METASTASIS, "2026-11-02", Condition(text="brain metastasis", site="brain", status="active")),
        (Kind.IMAGING, "2026-11-03", Named(text="MRI", result="T9")),
    )
    assert [(event.kind, event.text, event.result) for event in primary(one).changed.events] == [
        ("progression", "CT: new liver metastases, T9", ""),
        ("metastasis", "brain metastasis", ""),
        ("imaging", "MRI", "T9"),
    ]


def test_of_one_medicine_the_newest_statement_counts() -> None:
    one = record_with(
        (Kind.MEDICATION, "2026-01-01", Medication(text="Morphine", dose="10 mg", status="active")),
        (Kind.MEDICATION, "2026-02-01", Medication(text="morphine", dose="20 mg", status="active")),
        (Kind.MEDICATION, "2026-02-01", Medication(text="Ibuprofen", status="stopped", change="stopped")),
    )
    medication = primary(one).medication
    assert [(row.text, row.dose) for row in medication.unchanged] == [("morphine", "20 mg")]
    assert medication.opioid


@pytest.mark.parametrize(
    ("name", "opioid"),
    [
        ("Morfine met vertraagde vrijstelling", True),
        ("Hydromorfon", True),
        ("Codeïne", True),
        ("Buprenorfine pleister", True),
        ("Codéine", True),
        ("Buprénorphine", True),
        ("Méthadone", True),
        ("Péthidine", True),
        ("Piritramide", True),
        ("Oxycodon", True),
        ("Apomorfine", False),
        ("Metformine", False),
        ("Paracetamol", False),
    ],
)
def test_an_opioid_is_known_by_its_name_in_the_languages_of_the_house(name: str, opioid: bool) -> None:
    one = record_with((Kind.MEDICATION, "2026-01-01", Medication(text=name, status="active")))
    assert primary(one).medication.opioid is opioid


def test_an_instruments_unanswered_item_stays_unanswered() -> None:
    series = {one.item: one for one in tertiary(letter_case.colpaert()).symptoms}
    assert series["depression"].points[2] == (date(2026, 9, 17), None)
    assert series["pain"].severe_from == 7
    assert series["wellbeing"].severe_from is None


def test_a_carers_distress_is_never_read_as_the_patients() -> None:
    one = record_with(
        (Kind.ASSESSMENT, "2026-11-05", Assessment(instrument="distress", answers=(("distress", 6.0),))),
        (
            Kind.ASSESSMENT,
            "2026-11-06",
            Assessment(instrument="carer-distress", answers=(("distress", 9.0),)),
        ),
    )
    assert [score.new for score in secondary(one).state.scores] == [6]
    assert [score.new for score in primary(one).changed.scores if score.severe] == []
    distress = tertiary(one).carer_distress
    assert distress is not None
    assert distress.new == 9


def test_the_patient_letter_holds_no_number_and_no_estimate_at_all() -> None:
    said = repr(patient(letter_case.colpaert()))
    assert "58.03.14" not in said
    assert "estimate" not in said
    assert "months rather" not in said


def test_the_patient_letter_lists_every_day_that_of_the_meeting_too() -> None:
    one = letter_case.colpaert()
    days = [clause.due for clause in patient(one).days]
    assert days == sorted(clause.due for clause in secondary(one).decided if clause.due)
    assert days[0] == one.meeting_at.date()


def test_a_day_that_is_past_stands_in_its_place_and_is_never_left_out() -> None:
    one = replace(letter_case.colpaert(), on=date(2026, 11, 20))
    said = patient(one).days
    assert [row.number for row in said] == [row.number for row in patient(letter_case.colpaert()).days]
    days = [row.due for row in said if row.due]
    assert days == sorted(days)
    past = [row.due for row in said if row.past]
    assert past
    assert one.meeting_at.date() not in past


def test_a_part_not_written_yet_is_named_before_issue() -> None:
    one = letter_case.colpaert()
    assert unfilled(patient(one)) == ()
    assert one.discussion is not None
    without = replace(one, discussion=replace(one.discussion, plain_feel="", red_flags=""))
    found = [lack.sentence for lack in unfilled(patient(without))]
    assert "The patient letter does not say yet: how the patient will feel." in found
    assert len(found) == 2


def test_a_recipient_without_address_is_named_before_issue() -> None:
    assert any("no recipient named" in lack.sentence for lack in unfilled(primary(letter_case.empty())))


def test_a_national_number_typed_into_a_text_for_the_patient_is_found() -> None:
    one = letter_case.colpaert()
    assert forbidden(patient(one), one) == ()
    assert one.discussion is not None
    typed = replace(one, discussion=replace(one.discussion, plain_again="Bring 58.03.14-998.15 with you."))
    assert forbidden(patient(typed), typed)


def test_the_reviewer_sees_what_the_patient_letter_keeps_silent_about() -> None:
    assert [(one.what, one.day) for one in left_out(letter_case.colpaert(), "patient")] == [
        ("survival estimate", date(2026, 11, 12)),
        ("words used about the prognosis", date(2026, 11, 5)),
    ]


def test_who_does_not_wish_to_know_is_not_told() -> None:
    one = record_with((Kind.PROGNOSIS, "2026-11-05", Prognosis(told="does-not-wish")))
    assert patient(one).asked_not_to_write
    assert primary(one).told.told == "does-not-wish"


def test_everyone_at_the_board_is_listed_marked_or_not() -> None:
    one = replace(letter_case.colpaert(), attendances=())
    content = secondary(one)
    assert len(content.attendance) == len(one.members)
    assert all(not seen.presence for seen in content.attendance)


def test_all_criteria_and_elements_are_in_the_record_of_the_decision() -> None:
    content = secondary(letter_case.colpaert())
    assert len(content.criteria) == 11
    assert len(content.elements) == 28


def test_an_oncologist_without_a_number_is_reached_at_the_boards() -> None:
    one = record_with((Kind.CARE_HOLDER, "2026-11-01", CareHolder(level="secondary", name="Dr A")))
    board = replace(one.board, letterhead=Letterhead(day_phone="09 1"))
    row = responsibilities(replace(one, board=board))[0]
    assert row.holder is not None
    assert row.holder.phone == "09 1"


def test_a_letter_to_nobody_is_no_copy() -> None:
    one = record_with((Kind.CARE_HOLDER, "2026-11-01", CareHolder(level="primary", name="Dr B")))
    assert [copy.level for copy in primary(one).shared.copies] == ["primary", "secondary", "patient"]


def test_lines_lose_the_dashes_that_people_write_before_them() -> None:
    assert lines("- weak legs\n\n • fever\n") == ("weak legs", "fever")


def test_a_visit_of_the_palliative_team_is_the_day_on_which_it_takes_over() -> None:
    case = letter_case.colpaert()
    referral = next(one for one in case.recommendations if one.kind == "referral")
    team = holders(case.record)["tertiary"]
    visit = replace(referral, kind="", owner_id=team.person_id, owner=team.name, what="First visit at home")
    told = replace(
        case, recommendations=tuple(visit if one is referral else one for one in case.recommendations)
    )
    days = {row.day for row in responsibilities(told) if row.later is not None}
    assert days == {referral.due}


def test_the_record_names_the_options_weighed_and_who_of_the_family_took_part() -> None:
    option = WeighedOption(
        text="No treatment", benefit="days at home", benefit_chance="6 in 10", source="a trial"
    )
    one = record_with(
        (Kind.SDM, "2026-11-10", SdmStep(step="choice", note="by phone", family="her son")),
        (Kind.OPTION, "2026-11-10", option),
    )
    content = secondary(one)
    assert content.weighed == (option,)
    assert content.sdm[0] == ("choice", date(2026, 11, 10), "by phone, her son")
