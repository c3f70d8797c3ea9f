"""One fictional case in full, Mrs Colpaërt's, and a patient with nothing on record: what the letters are tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.domain.agenda import Board, Letterhead, Listing, Meeting, Membership, Outcome, QuorumRule
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.cases import Case
from mdt_app.domain.checklist import evaluate as evaluate_checklist
from mdt_app.domain.criteria import evaluate as evaluate_criteria
from mdt_app.domain.decisions import Discussion, Recommendation, Said
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.letter import Letter, Recipient
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Assessment,
    CareHolder,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Event,
    Faith,
    Language,
    Measurement,
    Medication,
    Named,
    PatientWords,
    Payload,
    Prognosis,
    Referral,
    Score,
    SdmStep,
    Stage,
    Trace,
    TreatmentLine,
)
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.record import Record

ON = date(2026, 11, 13)
MEETING_AT = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
SLOT = (datetime(2026, 11, 12, 14, 20, tzinfo=UTC), datetime(2026, 11, 12, 14, 36, tzinfo=UTC))
SSIN = "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"
PATIENT = "patient-1"
ITEMS = (
    "pain",
    "anxiety",
    "tiredness",
    "wellbeing",
    "appetite",
    "dyspnoea",
    "depression",
    "drowsiness",
    "nausea",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def the_guidance() -> Guidance:
    return guidance_files.load(paths.resources())


class Facts:
    """Writes facts down with running ids."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, kind: Kind, on: str, payload: Payload, until: str = "", by: str = "lw") -> None:
        self.facts.append(
            Fact(
                id=f"fact-{len(self.facts):03}",
                patient_id=PATIENT,
                kind=kind,
                payload=payload,
                true_from=day(on),
                true_to=day(until) if until else None,
                recorded_at=datetime.combine(day(on), datetime.min.time(), UTC),
                recorded_by=by,
            )
        )


def esas(*scores: float | None) -> Assessment:
    return Assessment(instrument="esas-r", answers=tuple(zip(ITEMS, scores, strict=True)))


def colpaert_facts() -> tuple[Fact, ...]:
    facts = Facts()
    add = facts.add
    add(Kind.DIAGNOSIS, "2025-06-09", Condition(text="lung adenocarcinoma", code="C34.1", status="active"))
    for category, value, prefix in (("T", "2a", "c"), ("N", "2", ""), ("M", "1c", ""), ("stage", "IV", "")):
        add(Kind.STAGE, "2025-06-09", Stage(category=category, value=value, prefix=prefix))
    add(Kind.ADVANCED_DISEASE, "2025-06-09", Answer(value=True))
    add(Kind.METASTASIS, "2025-06-09", Condition(text="bone metastasis", site="bone (T9)", distant=True))
    add(
        Kind.METASTASIS, "2025-06-09", Condition(text="adrenal metastasis", site="left adrenal", distant=True)
    )
    add(Kind.METASTASIS, "2026-11-02", Condition(text="liver metastasis", site="liver", distant=True))
    add(Kind.PROBLEM, "2019-02-01", Condition(text="COPD", status="active"))
    add(Kind.TREATMENT_LINE, "2025-06-30", line(1, "carboplatin, pemetrexed, pembrolizumab"), "2026-02-16")
    add(Kind.PROGRESSION, "2026-03-12", Event(text=""))
    add(Kind.TREATMENT_LINE, "2026-04-02", line(2, "docetaxel, 9 cycles"), "2026-09-17")
    add(Kind.PROGRESSION, "2026-11-02", Event(text="on docetaxel: liver, T9"))
    add(Kind.IMAGING, "2026-03-20", Named(text="brain MRI", result="clear"))
    add(Kind.IMAGING, "2026-11-04", Named(text="spine MRI", result="T9, no cord compression"))
    for on, value in (("2026-06-04", 1), ("2026-09-17", 1), ("2026-11-05", 2)):
        add(Kind.ECOG, on, Score(value=value))
    for on, scores in (
        ("2026-08-06", esas(3, 4, 4, 4, 3, 2, 2, 1, 3)),
        ("2026-08-27", esas(4, 4, 5, 5, 3, 3, 3, 2, 1)),
        ("2026-09-17", esas(5, 4, 5, 5, 4, 3, None, 2, 1)),
        ("2026-10-22", esas(7, 6, 6, 6, 4, 4, 4, 2, 1)),
        ("2026-11-05", esas(8, 7, 6, 6, 5, 4, 4, 3, 1)),
    ):
        add(Kind.ASSESSMENT, on, scores)
    add(Kind.ASSESSMENT, "2026-11-05", Assessment(instrument="distress", answers=(("distress", 6),)))
    add_medication(facts)
    add_talks(facts)
    for name, value, unit in (
        ("eGFR", "52", "mL/min"),
        ("calcium", "2.41", "mmol/L"),
        ("Hb", "10.6", "g/dL"),
    ):
        add(Kind.MEASUREMENT, "2026-11-05", Measurement(name=name, value=value, unit=unit))
    return tuple(facts.facts)


def line(number: int, text: str) -> TreatmentLine:
    return TreatmentLine(number=number, intent="palliative", kind="systemic", text=text)


def add_medication(facts: Facts) -> None:
    rows = (
        ("2026-11-05", "Oxycodone, prolonged release", "30 mg twice daily", "pain 8", "changed", "20 mg"),
        (
            "2026-11-05",
            "Oxycodone, immediate release",
            "10 mg if needed, 4 h apart",
            "pain 8",
            "changed",
            "5 mg",
        ),
        ("2026-11-12", "Dexamethasone", "8 mg in the morning, 5 days", "pain flare", "new", ""),
        ("2026-11-05", "Ibuprofen", "", "eGFR 52", "stopped", "400 mg"),
        ("2026-06-04", "Macrogol", "2 sachets daily", "", "", ""),
        ("2026-06-04", "Paracetamol", "1 g three times daily", "", "", ""),
        ("2026-06-04", "Denosumab", "every 4 weeks", "", "", ""),
    )
    for on, text, dose, reason, change, was in rows:
        status = "stopped" if change == "stopped" else "active"
        facts.add(
            Kind.MEDICATION,
            on,
            Medication(text=text, dose=dose, reason=reason, status=status, change=change, previous_dose=was),
        )


def add_talks(facts: Facts) -> None:
    add = facts.add
    told = Prognosis(told="yes", told_words="months rather than years")
    add(Kind.PROGNOSIS, "2026-11-05", told)
    add(Kind.PROGNOSIS, "2026-11-12", Prognosis(amount=4, unit="mo", method="clinicians’ estimate"))
    for topic, text in (
        ("knows", "the cancer has grown and cannot be cured"),
        ("not-wanted", "figures about time"),
        ("goals", "To be at home, and dance on 19 December"),
        ("fears", "Pain at night, and being a burden to my husband"),
    ):
        add(Kind.PATIENT_WORDS, "2026-11-05", PatientWords(topic=topic, text=text, by="Lieve De Smet"))
    add(Kind.REFERRAL, "2026-11-12", Referral(to="tertiary", criterion="N1"))
    add(Kind.REFERRAL_AGREED, "2026-11-13", Answer(value=True))
    for criterion in ("N1", "N2", "T2"):
        add(Kind.CRITERION, "2026-11-12", CriterionDecision(criterion=criterion, decision="refer"))
    add(Kind.CRITERIA_REVIEW, "2026-11-12", Trace(note="reviewed"))
    for kind in (Kind.REQUEST_HASTENED_DEATH, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST):
        add(kind, "2026-11-05", Answer(value=False))
    add(
        Kind.ACP,
        "2026-11-05",
        Acp(item="readiness", state="discussed", value="ready to talk, prefers her GP"),
    )
    add(
        Kind.ACP,
        "2026-11-05",
        Acp(item="surrogate", state="discussed", value="names her husband, not in writing"),
    )
    add(
        Kind.CARER,
        "2026-11-05",
        Carer(
            name="Jürgen Schmitz",
            relation="husband",
            phone="09 000 55 55",
            note="lives with her, no car at night",
        ),
    )
    add(Kind.CARER_PERMISSION, "2026-11-05", Answer(value=True))
    add(Kind.FAITH, "2025-06-12", Faith(text="Catholic, not practising"))
    add(Kind.LANGUAGE, "2025-06-12", Language(code="nl"))
    for step in ("choice", "options", "concerns"):
        add(Kind.SDM, "2026-11-05", SdmStep(step=step))
    for element in ("PSY-1", "COM-1", "SYM-3"):
        add(Kind.ELEMENT, "2025-06-12", ElementEntry(element=element, status="done"))
    add(Kind.ELEMENT, "2026-11-12", ElementEntry(element="SPI-2", status="planned", until=day("2026-11-26")))
    for level, name, person in (
        ("primary", "Dr Zoë Maes", "maes"),
        ("secondary", "Prof. Dr Łucja Wiśniewska", "wisniewska"),
        ("tertiary", "Palliative home-care team Amberdal", "home-team"),
    ):
        add(Kind.CARE_HOLDER, "2026-11-12", CareHolder(level=level, name=name, person_id=person))


PEOPLE = {
    person.id: person
    for person in (
        Person(
            id="maes",
            title="Dr",
            given="Zoë",
            family="Maes",
            sex="female",
            discipline="gp",
            phone="09 000 44 10",
        ),
        Person(
            id="wisniewska",
            title="Prof. Dr",
            given="Łucja",
            family="Wiśniewska",
            sex="female",
            discipline="oncology",
            phone="09 000 12 40",
        ),
        Person(
            id="claeys",
            title="Dr",
            given="Björn",
            family="Claeys",
            discipline="radiotherapy",
            phone="09 000 12 60",
        ),
        Person(
            id="benali",
            title="Dr",
            given="Aïcha",
            family="Benali",
            discipline="palliative",
            phone="09 000 12 80",
        ),
        Person(
            id="de-smet", given="Lieve", family="De Smet", discipline="oncology-nurse", phone="09 000 12 40"
        ),
        Person(id="ozturk", given="Inès", family="Öztürk", discipline="psycho-oncology"),
        Person(
            id="home-team",
            family="Palliative home-care team",
            discipline="palliative-home-care",
            phone="09 000 77 77",
        ),
    )
}


def recommendation(position: int, what: str, owner: str, due: str, **more: str) -> Recommendation:
    return Recommendation(
        id=f"rec-{position}",
        listing_id="listing-1",
        case_id="case-1",
        patient_id=PATIENT,
        position=position,
        what=what,
        owner_id=owner,
        owner=PEOPLE[owner].name if owner else "",
        due=day(due) if due else None,
        **more,
    )


RECOMMENDATIONS = (
    recommendation(
        1, "No third-line chemotherapy for now", "wisniewska", "2026-11-12", kind="systemic",
        condition="until asked again at 6", plain="No new chemotherapy for now",
    ),
    recommendation(
        2, "Radiotherapy to T9, 8 Gy once", "claeys", "2026-11-18", kind="radiotherapy",
        condition="if no cord compression", plain="Radiation at the hospital, once. You go home the same day.",
    ),
    recommendation(
        3, "Referral to the palliative home-care team", "benali", "2026-11-16", kind="referral",
        plain="The home-care team rings, and visits that week. Then as needed.",
    ),
    recommendation(
        4, "Joint consultation with palliative care", "home-team", "2026-11-26", kind="supportive",
        plain="Prof. Wiśniewska and Dr Benali (palliative care). Bring your husband.",
    ),
    recommendation(
        5, "discuss code status with her and tell us", "maes", "2026-11-25", kind="talk",
        plain="Dr Maes talks with you about care in an emergency.",
    ),
    recommendation(
        6, "Reassessment", "wisniewska", "2026-12-10", kind="reassessment",
        condition="sooner if worse", plain="You see Prof. Wiśniewska.",
        reason="by then the effect on pain and strength is known",
    ),
    recommendation(
        7, "check the new oxycodone dose and the bowels", "maes", "2026-11-18", kind="supportive",
        plain="Dr Maes asks about your pain.",
    ),
)  # fmt: skip

DISCUSSION = Discussion(
    id="listing-1",
    listing_id="listing-1",
    case_id="case-1",
    patient_id=PATIENT,
    physical=Said.SAID,
    comorbidity=Said.NOT_SAID,
    psychological=Said.SAID,
    social=Said.SAID,
    patient_view=Said.SAID,
    scores_used=Said.SAID,
    reasons="ECOG fell from 1 to 2 within 7 weeks; little benefit is expected of a third line. Main burden is T9 pain.",
    options="gemcitabine; phase I trial (excluded, ECOG); radiotherapy 5 × 4 Gy; no tumour-directed treatment",
    dissent="none",
    told_by="Prof. Wiśniewska",
    plain_short="No new chemotherapy for now.\nOne radiation treatment for your back pain.\n"
    "Help from the home-care team.",
    plain_disease="The cancer has grown. It is now also in your liver. The last chemotherapy no longer works. "
    "We cannot cure the cancer. New chemotherapy would help little now. It would make you more tired.",
    plain_feel="The radiation is for the pain. In the first days it can get worse. You get tablets against that. "
    "You may be tired for some days. Keep taking your pain medicine.",
    plain_length="The radiation takes one visit. The home-care team comes as often as you need.",
    plain_again="You see Prof. Wiśniewska on Thursday 10 December. By then we know if the radiation has helped, "
    "and how strong you are. Then we talk about treatment again. If you feel worse, we look sooner.",
    plain_open="If chemotherapy can help you later.",
    red_flags="weak or numb legs\nno control of bladder or bowel\npain that stays strong after two extra tablets\n"
    "fever of 38 °C or more",
    be_ready_for="Cord compression at T9: weak or numb legs, bladder, belt-like pain\nPain flare 18–22 Nov\n"
    "Opioid toxicity (eGFR 52, liver)\nFalls: steep stairs, bedroom upstairs",
)  # fmt: skip

LETTERHEAD = Letterhead(
    hospital="St Aurelia General Hospital",
    unit="Thoracic oncology",
    patient_unit="Your lung cancer team",
    address=("Kliniekdreef 1", "9999 Amberdal"),
    contact="Lieve De Smet, oncology nurse",
    day_phone="09 000 12 40",
    day_hours="Monday to Friday, 8:30–17:00",
    night_phone="09 000 12 00",
    night_who="The cancer doctor on duty",
    doctor_line="09 000 12 00",
)

BOARD = Board(
    id="board-1",
    board_id="board-1",
    name="Lung tumour board",
    prefix="LUNG",
    quorum=(QuorumRule(discipline="", minimum=4), QuorumRule(discipline="oncology")),
    letterhead=LETTERHEAD,
)

MEMBERS = tuple(
    Membership(
        id=f"seat-{person}",
        board_id="board-1",
        person_id=person,
        discipline=PEOPLE[person].discipline,
        chair=chair,
    )
    for person, chair in (
        ("wisniewska", True),
        ("claeys", False),
        ("benali", False),
        ("de-smet", False),
        ("ozturk", False),
    )
)


def attendance(person: str, presence: Presence, contribution: Contribution = Contribution.NONE) -> Attendance:
    return Attendance(
        id=f"att-{person}",
        listing_id="listing-1",
        case_id="case-1",
        patient_id=PATIENT,
        person_id=person,
        discipline=PEOPLE[person].discipline,
        presence=presence,
        contribution=contribution,
    )


ATTENDANCES = (
    attendance("wisniewska", Presence.ON_SITE),
    attendance("claeys", Presence.ON_SITE),
    attendance("benali", Presence.VIDEO),
    attendance("maes", Presence.PHONE),
    attendance("de-smet", Presence.ON_SITE),
    attendance("ozturk", Presence.ABSENT, Contribution.WRITTEN),
    attendance("home-team", Presence.NOT_INVITED, Contribution.INFORMED),
)


def letter(level: str, number: str, recipient: Recipient) -> Letter:
    return Letter(
        id=f"letter-{number}",
        case_id="case-1",
        patient_id=PATIENT,
        listing_id="listing-1",
        level=level,
        number=number,
        recipient=recipient,
    )


LETTERS = (
    letter("primary", "P1", Recipient(
        name="Dr Zoë Maes", family="Maes", title="Dr", sex="female",
        lines=("Huisartsenpraktijk De Linde", "Lindeplein 4", "9999 Amberdal"))),
    letter("secondary", "S1", Recipient(
        name="Oncology team, thoracic oncology", lines=("Prof. Dr Łucja Wiśniewska", "Internal post 3.12"))),
    letter("tertiary", "T1", Recipient(
        name="Palliative home-care team Amberdal",
        lines=("Dr Hélène Géradin, Nele Österbeck", "Beukenlaan 12", "9999 Amberdal"))),
    letter("patient", "F1", Recipient(
        name="Mrs Marie-Thérèse Colpaërt", family="Colpaërt", sex="female",
        lines=("Meidoornlaan 27 bus 3", "9999 Amberdal"))),
)  # fmt: skip


def letter_record(facts: tuple[Fact, ...], **more: object) -> LetterRecord:
    on = more.get("on", ON)
    assert isinstance(on, date)
    guidance, record = the_guidance(), Record(facts, on)
    values: dict[str, object] = {
        "on": ON,
        "patient": Patient(
            id=PATIENT,
            patient_id=PATIENT,
            family="Colpaërt",
            given="Marie-Thérèse",
            birth_date=date(1958, 3, 14),
            sex="female",
        ),
        "identifiers": (Identifier(id="id-1", patient_id=PATIENT, system=SSIN, value="58031499815"),),
        "board": BOARD,
        "members": MEMBERS,
        "meeting": Meeting(id="meeting-1", board_id="board-1", starts_at=MEETING_AT),
        "meeting_at": MEETING_AT,
        "case": Case(
            id="case-1",
            case_id="case-1",
            patient_id=PATIENT,
            board_id="board-1",
            number="LUNG-2026-0417",
            question="Progression on second line with pain 8 of 10: is third-line systemic treatment of use, "
            "and what helps now?",
            asked_by="Prof. Wiśniewska",
            asked_on=date(2026, 11, 9),
        ),
        "listing": Listing(
            id="listing-1",
            meeting_id="meeting-1",
            case_id="case-1",
            patient_id=PATIENT,
            position=3,
            outcome=Outcome.DISCUSSED,
        ),
        "slot": SLOT,
        "discussion": DISCUSSION,
        "discussion_text": "",
        "decision_text": "",
        "recommendations": RECOMMENDATIONS,
        "attendances": ATTENDANCES,
        "people": PEOPLE,
        "record": record,
        "elements": evaluate_checklist(record, guidance),
        "criteria": evaluate_criteria(record, guidance),
        "guidance": guidance,
        "letters": LETTERS,
        "names": {"lw": "Prof. Wiśniewska"},
    }
    return LetterRecord(**{**values, **more})  # type: ignore[arg-type]


def colpaert() -> LetterRecord:
    return letter_record(colpaert_facts())


def empty() -> LetterRecord:
    """A patient with nothing on record, a board without a letterhead, a case without a question."""
    one = letter_record(())
    return replace(
        one,
        patient=Patient(id=PATIENT, patient_id=PATIENT, family="Nemo"),
        identifiers=(),
        board=Board(id="board-1", board_id="board-1", name="Board", prefix="B"),
        members=(),
        case=replace(one.case, question="", asked_by="", asked_on=None),
        listing=replace(one.listing, outcome=Outcome.LISTED),
        slot=None,
        discussion=None,
        recommendations=(),
        attendances=(),
        letters=(),
        names={},
    )


def long_story() -> LetterRecord:
    """Much happened since the last letter: more than a page for the GP can hold."""
    facts = Facts()
    facts.facts += colpaert_facts()
    facts.add(
        Kind.METASTASIS, "2026-11-06", Condition(text="brain metastasis, 9 mm", site="brain", distant=True)
    )
    for number in range(1, 6):
        text = f"event {number}, which takes a good many words to tell so that it fills a line of the letter"
        facts.add(Kind.PLAN_CHANGE, f"2026-10-{number:02}", Event(text=text))
        facts.add(Kind.PROBLEM, f"2026-10-{number + 10:02}", Condition(text=text, status="active"))
    return letter_record(tuple(facts.facts))


def crowded() -> LetterRecord:
    """Forty recommendations, and a name of 300 characters."""
    one = colpaert()
    many = tuple(
        recommendation(
            number, f"Recommendation {number}: a talk and a blood test at home, with a call to the ward afterwards",
            ("maes", "wisniewska", "home-team")[number % 3], "2026-11-20", condition="if she agrees",
            plain=f"Step {number} of your care.",
        )
        for number in range(1, 41)
    )  # fmt: skip
    long_name = "Van den Berghe-" * 20
    return replace(one, recommendations=many, patient=replace(one.patient, family=long_name))
