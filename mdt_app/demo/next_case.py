"""The case in the middle of the thoracic board's next agenda, with its discussion half typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mdt_app.demo.chart import Chart
from mdt_app.demo.home import hold
from mdt_app.demo.minutes import Seat
from mdt_app.demo.profile import (
    Advice,
    Person,
    Talk,
    cancer,
    grown,
    image,
    line,
    problem,
    report,
    spread,
    stage,
    takes,
)
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Assessment,
    Carer,
    Encounter,
    Event,
    Faith,
    Language,
    PatientWords,
    Prognosis,
    Proposal,
    Score,
    Trace,
    WeighedOption,
)

NAME = ("Anneke", "Mertens")
BORN = date(1951, 4, 17)
GP = "gp-b"
DOCTOR = "Dr Hüseyin Aydoğan"
WEIGHED = (
    WeighedOption(
        text="gemcitabine weekly, palliative", benefit="may slow the cancer for some time",
        harm="tired and ill for days, every week to the hospital",
    ),
    WeighedOption(
        text="No treatment directed at the tumour", benefit="days at home, pain treated there",
        harm="the cancer goes on growing", untreated=True,
    ),
)  # fmt: skip

HISTORY = (
    spread(355, "liver"),
    report(350, "Biopsy of the lung", "adenocarcinoma; PD-L1 5 %, no driver change"),
    line(340, 1, "carboplatin, pemetrexed, pembrolizumab", 186),
    grown(184, "CT: lung and liver"),
    line(165, 2, "docetaxel"),
    image(47, "MRI brain", "no metastases"),
    grown(9, "CT: new liver lesions in segments VI and VII"),
    image(9, "CT chest and abdomen", "new lesions in liver segments VI and VII"),
    problem(3300, "COPD", "J44.9"),
    takes(1200, "Tiotropium", "1 inhalation daily", "R03BB04"),
    takes(70, "Oxycodone, prolonged release", "10 mg twice daily", "N02AA05"),
    takes(70, "Macrogol", "1 sachet daily", "A06AD15"),
    takes(16, "Oxycodone, prolonged release", "20 mg twice daily", "N02AA05", was="10 mg",
          change="changed", reason="pain in the right flank"),
    takes(16, "Oxycodone, immediate release", "5 mg if needed, about four a day", "N02AA05", change="new",
          reason="pain in the right flank"),
)  # fmt: skip

VISITS = (330, 270, 205, 140, 85, 30, 6)
SCORES: dict[str, tuple[float | None, ...]] = {
    "pain": (2, 3, 2, 3, 5, 5, 8),
    "tiredness": (4, 5, 5, 4, 5, 6, 6),
    "drowsiness": (1, 1, 2, 2, 2, 3, 3),
    "nausea": (1, 3, 2, 1, 2, 2, 2),
    "appetite": (2, 3, 3, 3, 4, 5, 6),
    "dyspnoea": (4, 3, 2, 3, 3, 4, 3),
    "depression": (2, 2, None, 3, 3, 4, 4),
    "anxiety": (5, 4, 4, 3, 4, 4, 5),
    "wellbeing": (4, 4, 4, 4, 5, 5, 6),
}

TALK = Talk(
    question="Third line, or care for comfort alone? Can her pain be treated at home?",
    asked_by="chair",
    discussion="CT: new lesions in liver segments VI and VII. MRI of the brain: no metastases. In bed more than half "
    "of the day for two weeks, 6 kg lost since summer. Pain 8 in the right flank with oxycodone 20 mg twice daily, "
    "four extra doses a day.\n"
    "GP: her daughter sleeps in the house since Sunday and is worn out. She said to the GP: not another drip just for "
    "the sake of it.\n"
    "Palliative team: change of opioid, home visit possible on Monday; nerve block if the pain stays.\n"
    "Third line: a response is unlikely at this strength; no treatment was named as an option.\n"
    "Plan",
    decision="Comfort first: care at home with the palliative home-care team, pain treated this week. Gemcitabine only "
    "if she recovers to ECOG 2 and still wants it.",
    advice=(
        Advice(what="Supportive care at home, with the home team", who="home", days=4, kind="supportive"),
        Advice(what="Oxycodone to a patch, laxative goes on", who="gp", days=1, kind="supportive"),
        Advice(what="Coeliac plexus block", who="pall", days=8, condition="if pain is still 7 or more"),
        Advice(what="Gemcitabine weekly, CT after 2 cycles", who="chair", days=14, kind="systemic",
               condition="if ECOG 2 and she wishes"),
        Advice(what="Talk with her and her daughter about aims", who="chair", days=1, kind="talk"),
    ),
    fields={
        "physical": "said",
        "comorbidity": "said",
        "psychological": "not said",
        "social": "said",
        "patient_view": "said",
        "knows": "The cancer has grown",
        "wants": "“Home when the baby comes in December”",
        "told_by": "Prof. Zielińska, GP on the phone",
    },
)  # fmt: skip

TABLE = (
    Seat(key="gp-b", presence=Presence.PHONE),
    Seat(
        key="psy",
        contribution=Contribution.WRITTEN,
        text="Low mood, no wish to die; worried about her daughter.",
    ),
)


def write_next_case(chart: Chart, person: Person) -> None:
    """Her record up to yesterday."""
    chart.fact(356, Kind.DIAGNOSIS, cancer("Lung adenocarcinoma", "C34.1", "8140/3", "left"))
    for one in stage("cT4 N2 M1c IVB"):
        chart.fact(355, Kind.STAGE, one)
    chart.fact(355, Kind.ADVANCED_DISEASE, Answer(value=True))
    for then in HISTORY:
        chart.fact(then.days, then.kind, then.payload, until=then.until)
    chart.fact(16, Kind.MEDICATION_ADJUSTED, Event(text="oxycodone 10 to 20 mg twice daily"))
    _measures(chart)
    _people(chart, person)
    _planning(chart)


def _measures(chart: Chart) -> None:
    for days, score in ((340, 1), (165, 1), (60, 2), (6, 3)):
        chart.fact(days, Kind.ECOG, Score(value=score), clock="14:00")
    for turn, days in enumerate(VISITS):
        answers = tuple((item, points[turn]) for item, points in SCORES.items())
        chart.fact(days, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), clock="09:30")
    distress = Assessment(instrument="distress", answers=(("distress", 5.0),))
    chart.fact(30, Kind.ASSESSMENT, distress, clock="09:35")
    chart.fact(6, Kind.ENCOUNTER, Encounter(setting="outpatient clinic"))


def _people(chart: Chart, person: Person) -> None:
    hold(chart, 356, person.gp, "primary")
    hold(chart, 355, "onc-lung", "secondary")
    chart.fact(355, Kind.LANGUAGE, Language(code="en"))
    chart.fact(350, Kind.FAITH, Faith(code="none"))
    daughter = Carer(
        name="Lieve Mertens", relation="daughter", phone="09 000 51 42", note="sleeps in the house"
    )
    chart.fact(340, Kind.CARER, daughter)
    chart.fact(6, Kind.CARER_PERMISSION, Answer(value=True))
    chart.fact(6, Kind.CARER_ATTENDS, Answer(value=True))
    chart.fact(6, Kind.PARTNER_CONTACT, Trace(level="primary", partner="primary", note="GP called"))
    for topic, text in (
        ("knows", "The cancer has grown"),
        ("wants", "Not another drip just for the sake of it"),
        ("goals", "Home when the baby comes in December"),
        ("fears", "That my daughter breaks down"),
        ("telling", "Everything, with her daughter there"),
        ("deciding", "Decides herself"),
        ("communication", "Speaks softly; hears badly on the left"),
    ):
        chart.fact(
            6,
            Kind.PATIENT_WORDS,
            PatientWords(topic=topic, text=text, by=DOCTOR),
            clock="11:00",
        )


def _conversations(chart: Chart) -> None:
    """Two talks at the GP's: how ready she is, then the code status and who decides when she cannot."""
    first = Acp(
        item="readiness", state="discussed", value="Ready, and she began it herself", by=DOCTOR, level="primary",
        present="her daughter Lieve", concerns="That they go on and on with machines", talk="at-home-1",
    )  # fmt: skip
    chart.fact(40, Kind.ACP, first)
    second = replace(first, value="", concerns="", talk="at-home-2", place="yellow folder in the hall")
    for state in ("completed", "documented"):
        status = replace(second, item="code-status", state=state, value="DNR 2", codes=("dnr2",))
        chart.fact(15, Kind.ACP, status)
        surrogate = replace(
            second, item="surrogate", state=state, value="Lieve Mertens, daughter, in writing",
            name="Lieve Mertens", relation="daughter", phone="09 000 51 42",
        )  # fmt: skip
        chart.fact(15, Kind.ACP, surrogate)


def _planning(chart: Chart) -> None:
    told = Prognosis(
        amount=3.0, unit="mo", method="clinicians’ estimate", told="yes", told_words="months, not years",
        author="Prof. Dr Małgorzata Zielińska", told_by=DOCTOR,
    )  # fmt: skip
    chart.fact(20, Kind.PROGNOSIS, told)
    _conversations(chart)
    chart.fact(
        5, Kind.TREATMENT_PROPOSED, Proposal(kind="systemic", intent="palliative", text="gemcitabine weekly")
    )
    for option in WEIGHED:
        chart.fact(4, Kind.OPTION, option)
    for step in ("choice", "concerns"):
        chart.step(4, step)
    for kind in (Kind.REQUEST_HASTENED_DEATH, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST):
        chart.fact(6, kind, Answer(value=False))
    chart.element(350, "PSY-1", note="widow, daughter in town")
    chart.element(340, "SYM-3", note="card with numbers given")
    chart.element(6, "SPI-2", note="birth of the grandchild weighed beside the likely course")
    chart.element(6, "CAR-4", note="list of help in town")
