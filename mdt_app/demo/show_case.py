"""The case whose four letters wait as drafts: everything that a letter can say is on her record."""

from __future__ import annotations

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
    value,
)
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Acp,
    Allergy,
    Answer,
    Assessment,
    Carer,
    Encounter,
    Event,
    Faith,
    Language,
    PatientWords,
    Prognosis,
    Score,
    Trace,
    Transition,
)

NAME = ("Renée", "Haegeman")
BORN = date(1958, 5, 9)
GP = "gp-a"

HISTORY = (
    spread(521, "bone"),
    spread(521, "adrenal"),
    report(515, "Molecular panel", "PD-L1 20 %; no change of EGFR, ALK, ROS1, KRAS G12C"),
    line(500, 1, "carboplatin, pemetrexed, pembrolizumab", 269),
    grown(245, "CT: adrenal lesion and lung"),
    image(237, "MRI brain", "clear"),
    line(224, 2, "docetaxel, 9 cycles", 56),
    grown(10, "CT: liver, T9"),
    spread(10, "liver"),
    image(8, "MRI spine", "T9, no cord compression"),
    problem(400, "Chronic kidney disease, stage 3", "N18.3"),
    value(7, "Weight", "54", "kg", "vital signs"),
    value(7, "eGFR", "48", "mL/min/1.73 m²"),
    value(7, "Haemoglobin", "10.6", "g/dL"),
    takes(210, "Paracetamol", "1 g, 3 times daily", "N02BE01"),
    takes(98, "Macrogol", "2 sachets daily", "A06AD15"),
    takes(98, "Oxycodone, prolonged release", "20 mg twice daily", "N02AA05"),
    takes(98, "Oxycodone, immediate release", "5 mg if needed", "N02AA05"),
    takes(140, "Ibuprofen", "400 mg if needed", "M01AE01"),
    takes(7, "Oxycodone, prolonged release", "30 mg twice daily", "N02AA05", was="20 mg", change="changed",
          reason="pain 8"),
    takes(7, "Oxycodone, immediate release", "10 mg if needed, 4 h apart", "N02AA05", was="5 mg",
          change="changed", reason="pain 8"),
    takes(7, "Ibuprofen", "", "M01AE01", was="400 mg if needed", change="stopped", reason="eGFR 48"),
    takes(0, "Dexamethasone", "8 mg in the morning, 5 days", "H02AB02", change="new",
          reason="pain flare"),
)  # fmt: skip

VISITS = (98, 70, 42, 14, 7)
SCORES: dict[str, tuple[float | None, ...]] = {
    "pain": (3, 4, 5, 7, 8),
    "tiredness": (4, 5, 5, 6, 6),
    "drowsiness": (1, 2, 2, 2, 3),
    "nausea": (3, 1, 1, 1, 1),
    "appetite": (3, 3, 4, 4, 5),
    "dyspnoea": (2, 3, 3, 4, 4),
    "depression": (2, 3, None, 4, 4),
    "anxiety": (4, 4, 4, 6, 7),
    "wellbeing": (4, 5, 5, 6, 6),
}

WORDS = (
    ("not-wanted", "No figures about time", "Lieselot D’Hooghe"),
    ("goals", "To dance at my granddaughter’s party", "Lieselot D’Hooghe"),
    ("fears", "Pain at night, not being able to walk, being a burden to my husband", "Lieselot D’Hooghe"),
    ("told", "Growth, no cure, months rather than years", "Prof. Dr Małgorzata Zielińska"),
    ("telling", "Wants to hear everything but figures, with her husband beside her", "Lieselot D’Hooghe"),
    ("deciding", "Decides herself, with her husband present", "Lieselot D’Hooghe"),
    ("communication", "Slowly, and on paper to read again", "Lieselot D’Hooghe"),
)

TALK = Talk(
    question="Progression on second line with pain 8 of 10: is a third line of use, and what helps her now?",
    asked_by="chair",
    discussion="CT: new liver lesions, T9 larger. MRI: no epidural disease. ECOG from 1 to 2 within seven weeks.\n"
    "Pain 8 with oxycodone 20 mg twice daily, raised a week ago. Wakes at night, walks indoors.\n"
    "GP: her husband does all the care and does not drive in the dark. She told the GP that she wants no more drips.\n"
    "Palliative team: home team can start next week. Psychologist (written): anxiety 7, sleeps badly, wants to talk.\n"
    "Third line: little to gain now, tiredness likely. Radiotherapy to T9 for the pain.",
    decision="Pain relief first.",
    advice=(
        Advice(what="No third-line chemotherapy for now", who="chair", days=0, plain="No new chemotherapy for now."),
        Advice(what="Radiotherapy to T9, 8 Gy once", who="rt", days=6, kind="radiotherapy",
               plain="Radiation at the hospital, once. You go home the same day."),
        Advice(what="Palliative home-care team, first call", who="home", days=2, kind="referral",
               plain="The home-care team rings, and visits within a week. Then as needed."),
        Advice(what="Check the effect of the new oxycodone dose, and the bowels", who="gp", days=6,
               plain="Your family doctor asks if the new pain medicine works."),
        Advice(what="Discuss code status; have her representative put in writing", who="gp", days=13, kind="talk",
               plain="Your family doctor talks with you about care in an emergency."),
        Advice(what="Prescribe opioids at home; the home-care team advises on the dose", who="gp",
               plain="Your family doctor prescribes the pain medicine."),
        Advice(what="Joint consultation", who="pall", days=14,
               plain="Your cancer doctor and Dr El Ouazzani see you together. Bring your husband."),
        Advice(what="Reassessment: pain, ECOG, aims", who="chair", days=28, kind="reassessment",
               condition="sooner if worse",
               reason="by then the radiation has worked",
               plain="You see Prof. Zielińska. We look at your pain and at how strong you are."),
    ),
    fields={
        "reasons": "ECOG fell from 1 to 2 within seven weeks; main burden is the pain at T9; little to gain from a "
        "third line now, tiredness likely. Pain response after one fraction: at least 6 in 10 (67 % of 1,321, Saito "
        "et al., Adv Radiat Oncol 2019;4:706–715).",
        "options": "Gemcitabine; phase I trial (excluded by ECOG); radiotherapy in five fractions; no tumour-directed "
        "treatment",
        "knows": "The cancer has grown and cannot be cured",
        "wants": "To be at home, and to sleep through",
        "told_by": "Prof. Zielińska, by phone",
        "physical": "said",
        "comorbidity": "not said",
        "psychological": "said",
        "social": "said",
        "patient_view": "said",
        "scores_used": "said",
        "plain_short": "No new chemotherapy for now.\nOne radiation treatment for your back pain.\n"
        "Help from the palliative home-care team.",
        "plain_disease": "The cancer has grown. It is now also in your liver. The last chemotherapy no longer works. "
        "We cannot cure the cancer. New chemotherapy would help little now. It would make you more tired. "
        "The radiation is for the pain. It does not stop the cancer.",
        "plain_feel": "Radiation helps 6 in 10 people or more. Their pain gets less within some weeks. In the first "
        "days it can get worse. You get tablets against that. You may be tired for some days. Keep taking your pain "
        "medicine. The home-care team also helps you with worry.",
        "plain_length": "You have one radiation treatment. You go home the same day. The home-care team visits as "
        "often as you need it.",
        "plain_again": "You see Prof. Zielińska in four weeks. By then we know if the radiation has helped, and how "
        "strong you are. Then we talk about treatment again. If you feel worse, we look sooner.",
        "plain_open": "If chemotherapy can help you later.",
        "red_flags": "weak or numb legs\nnew trouble passing urine or stool\n"
        "strong pain after two extra tablets\nfever of 38 °C or more",
        "be_ready_for": "Cord compression at T9: weak or numb legs, bladder, pain like a belt; ring the same hour\n"
        "Flare of pain in the days after radiation\nToo much opioid: eGFR 48, liver lesions\n"
        "Falls: steep stairs, bedroom upstairs",
    },
)  # fmt: skip

TABLE = (
    Seat(key="gp-a", presence=Presence.PHONE),
    Seat(
        key="psy",
        presence=Presence.ABSENT,
        contribution=Contribution.WRITTEN,
        text="Anxiety 7; wants to talk.",
    ),
    Seat(key="social", presence=Presence.ABSENT),
    Seat(key="surg-lung", presence=Presence.NOT_INVITED),
    Seat(
        key="home",
        presence=Presence.NOT_INVITED,
        contribution=Contribution.INFORMED,
        text="By phone, next day.",
    ),
)


def write_show_case(chart: Chart, person: Person) -> None:
    """Her whole record: before the meeting, on its day, and the day after."""
    chart.fact(521, Kind.DIAGNOSIS, cancer("Lung adenocarcinoma", "C34.1", "8140/3", "right"))
    for one in stage("cT2a N2 M1c IVB"):
        chart.fact(521, Kind.STAGE, one)
    chart.fact(521, Kind.ADVANCED_DISEASE, Answer(value=True))
    for then in HISTORY:
        clock = "13:40" if then.days == 0 else "16:00"
        chart.fact(then.days, then.kind, then.payload, until=then.until, clock=clock)
    chart.fact(7, Kind.MEDICATION_ADJUSTED, Event(text="oxycodone 20 to 30 mg twice daily"))
    chart.fact(520, Kind.ALLERGY, Allergy(text="Penicillin", reaction="rash"))
    _measures(chart)
    _people(chart, person)
    _talks(chart)
    _meeting_day(chart)


def _measures(chart: Chart) -> None:
    for days, score in ((200, 1), (56, 1), (7, 2)):
        chart.fact(days, Kind.ECOG, Score(value=score), clock="14:00")
    for turn, days in enumerate(VISITS):
        answers = tuple((item, points[turn]) for item, points in SCORES.items())
        chart.fact(days, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), clock="09:30")
        chart.fact(days, Kind.ENCOUNTER, Encounter(setting="outpatient clinic"), clock="09:00")
    distress = Assessment(instrument="distress", answers=(("distress", 6.0),))
    chart.fact(7, Kind.ASSESSMENT, distress, clock="09:35")


def _people(chart: Chart, person: Person) -> None:
    hold(chart, 521, person.gp, "primary")
    hold(chart, 520, "onc-lung", "secondary")
    chart.fact(520, Kind.LANGUAGE, Language(code="en"))
    chart.fact(515, Kind.FAITH, Faith(text="Catholic, not practising"))
    husband = Carer(
        name="Jürgen Thönnes", relation="husband", phone="09 000 51 27",
        note="71, lives with her, does all care, does not drive at night",
    )  # fmt: skip
    daughter = Carer(
        name="Noémie Thönnes", relation="daughter", phone="09 000 51 28", note="at weekends, lives 60 km away"
    )
    chart.fact(500, Kind.CARER, husband)
    chart.fact(500, Kind.CARER, daughter, clock="16:05")
    chart.fact(7, Kind.CARER_PERMISSION, Answer(value=True))
    chart.fact(7, Kind.CARER_ATTENDS, Answer(value=True, carer=husband.name))
    chart.fact(7, Kind.CARER_ATTENDS, Answer(value=False, carer=daughter.name))
    tired = Assessment(instrument="carer-distress", answers=(("distress", 5.0),), carer=husband.name)
    chart.fact(7, Kind.ASSESSMENT, tired, clock="10:15")


def _talks(chart: Chart) -> None:
    for number, (topic, text, by) in enumerate(WORDS):
        words = PatientWords(topic=topic, text=text, by=by)
        chart.fact(7, Kind.PATIENT_WORDS, words, clock=f"11:{number:02d}")
    told = Prognosis(told="yes", told_words="months rather than years")
    chart.fact(7, Kind.PROGNOSIS, told, clock="11:30")
    for kind in (Kind.REQUEST_HASTENED_DEATH, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST):
        chart.fact(7, kind, Answer(value=False))
    chart.fact(7, Kind.ACP, Acp(item="readiness", state="discussed", value="ready to talk, prefers her GP"))
    chart.fact(7, Kind.ACP, Acp(item="surrogate", state="discussed", value="her husband, not in writing"))
    for step in ("choice", "options", "concerns"):
        chart.step(7, step, "with her husband")
    chart.element(517, "PSY-1", note="house, money, family asked")
    chart.element(222, "SYM-3", note="card with day and night numbers")
    chart.fact(56, Kind.LETTER_ISSUED, Trace(level="primary", partner="primary", note="after docetaxel"))


def _meeting_day(chart: Chart) -> None:
    """What the meeting itself led to; the palliative home-care team is named before it closes."""
    estimate = Prognosis(amount=4.0, unit="mo", method="clinicians’ estimate")
    chart.fact(0, Kind.PROGNOSIS, estimate, clock="13:45")
    for criterion in ("N1", "N2", "T2"):
        chart.criterion(0, criterion, "refer", clock="13:46")
    hold_home = Transition(
        from_="secondary", to="tertiary", holder="Palliative home-care team Amberdal",
        reason="pain and anxiety severe, progression on second line", giver="Prof. Dr Małgorzata Zielińska",
        what="pain, anxiety, support for her husband",
    )  # fmt: skip
    hold(chart, 0, "home", "tertiary")
    chart.fact(0, Kind.TRANSITION, hold_home, clock="13:47")
    for element, who in (
        ("PSY-3", "psychologist"),
        ("SPI-2", "Dr El Ouazzani"),
        ("COM-3", "Prof. Zielińska"),
    ):
        chart.element(0, element, "planned", note=who, until=-14, clock="13:50")
    chart.fact(-1, Kind.REFERRAL_AGREED, Answer(value=True, note="by phone, with her husband"), clock="10:30")
