"""The case of a woman from East Belgium, typed in German by her team; her letters are in German."""

from __future__ import annotations

from datetime import date

from mdt_app.demo.boards import BoardPlan
from mdt_app.demo.profile import (
    Advice,
    Talk,
    cancer,
    grown,
    image,
    line,
    problem,
    report,
    stage,
    takes,
    value,
)
from mdt_app.demo.worked import Worked, grows_in
from mdt_app.domain.agenda import Letterhead, QuorumRule
from mdt_app.domain.payloads import Carer, Event, Prognosis

BOARD = BoardPlan(
    key="BRUST",
    name="Tumorkonferenz Brustkrebs",
    unit="Brustzentrum",
    patient_unit="Ihr Team im Brustzentrum",
    place="Saal Weser",
    clock="13:30",
    weeks=2,
    minutes=8,
    closed=1,
    coming=0,
    chair="onc-de",
    coordinator="nurse-de",
    members=(),
    common=("rt", "radio", "patho", "pall"),
    quorum=(QuorumRule(discipline="", minimum=4), QuorumRule(discipline="oncology")),
    head=Letterhead(
        hospital="St.-Aurelia-Krankenhaus",
        unit="Brustzentrum",
        patient_unit="Ihr Team im Brustzentrum",
        address=("Klinikweg 2", "9995 Ambertal"),
        contact="Birgit Schröder, Krankenpflegerin",
        day_phone="09 000 13 31",
        day_hours="Mo.–Fr., 8:30–17 Uhr",
        night_phone="09 000 13 00",
        night_who="Der onkologische Bereitschaftsdienst",
        doctor_line="09 000 13 30",
        cover="Tagsüber das Brustzentrum, nachts der onkologische Bereitschaftsdienst",
        language="de",
    ),
)

TALK = Talk(
    question="Progress unter der zweiten Linie: Capecitabin als Tabletten, und wer hilft zu Hause?",
    asked_by="chair",
    discussion="CT: Leberherde größer, neuer Herd im Becken. ECOG unverändert 1, Schmerzen 7 im Becken.\n"
    "Hausarzt (Telefon): ihr Mann arbeitet in Schichten, jede zweite Woche ist sie nachts allein.\n"
    "Palliativteam: Hausbesuch in der nächsten Woche möglich.",
    decision="Tabletten statt Infusionen, weil sie selten ins Krankenhaus kommen möchte.",
    advice=(
        Advice(what="Capecitabin beginnen", who="chair", days=12, kind="systemic",
               plain="Sie beginnen mit neuen Tabletten gegen den Krebs."),
        Advice(what="Bestrahlung des Beckens, einmal 8 Gy", who="rt", days=14, kind="radiotherapy",
               plain="Sie werden einmal bestrahlt. Am selben Tag gehen Sie nach Hause."),
        Advice(what="Palliativteam, erster Hausbesuch", who="team-de", days=9, kind="referral",
               plain="Das Palliativteam besucht Sie zu Hause."),
        Advice(what="Wirkung der höheren Hydromorphon-Dosis und Stuhlgang prüfen", who="gp", days=10,
               plain="Ihr Hausarzt fragt, ob die Schmerzmittel helfen."),
        Advice(what="Gespräch über Wünsche im Notfall; Vertretung schriftlich festhalten", who="gp", days=21,
               kind="talk", plain="Ihr Hausarzt spricht mit Ihnen über Hilfe im Notfall."),
        Advice(what="CT nach drei Zyklen, dann neue Beurteilung", who="chair", days=75, kind="reassessment",
               reason="die Wirkung zeigt sich nach drei Zyklen",
               plain="Sie sehen Dr. Keutgen. Wir schauen, ob die Tabletten wirken."),
    ),
    fields={
        "reasons": "Guter Allgemeinzustand. Die Patientin wünscht Tabletten und wenige Fahrten. Die Schmerzen im "
        "Becken brauchen sofort Hilfe.",
        "options": "Andere Antihormontherapie; Chemotherapie als Infusion; nur Schmerzbehandlung; keine "
        "Tumorbehandlung",
        "knows": "der Krebs ist gewachsen und nicht heilbar",
        "wants": "wenige Fahrten ins Krankenhaus, viel Zeit zu Hause",
        "told_by": "Dr. Keutgen, im Beisein ihres Mannes",
        "physical": "said",
        "comorbidity": "said",
        "psychological": "said",
        "social": "said",
        "patient_view": "said",
        "scores_used": "said",
        "plain_short": "Neue Tabletten gegen den Krebs.\nEine Bestrahlung gegen die Schmerzen im Becken.\n"
        "Hilfe zu Hause vom Palliativteam.",
        "plain_disease": "Der Krebs ist gewachsen. Er ist auch in der Leber und in den Knochen. Die letzten Tabletten "
        "wirken nicht mehr. Heilen können wir den Krebs nicht. Die neuen Tabletten können ihn bremsen.",
        "plain_feel": "Sie können müde sein. Hände und Füße können rot werden und brennen. Dann rufen Sie uns an. Wir "
        "geben Ihnen etwas dagegen. Die Bestrahlung kann gegen die Schmerzen helfen. Das dauert einige Wochen. Nehmen "
        "Sie Ihre Schmerzmittel weiter ein.",
        "plain_length": "Die Tabletten nehmen Sie zwei Wochen lang. Danach haben Sie eine Woche Pause. Bestrahlt "
        "werden Sie nur einmal. Wir hören auf, wenn Ihnen die Tabletten mehr schaden als helfen.",
        "plain_again": "Nach neun Wochen machen wir wieder Bilder. Dann sehen wir, ob die Tabletten wirken. Wir "
        "sprechen mit Ihnen darüber. Geht es Ihnen schlechter? Dann sehen wir Sie früher.",
        "plain_open": "Was wir tun, wenn die Tabletten nicht wirken.",
        "red_flags": "Fieber von 38 °C oder mehr\nstarker Durchfall\nschwache oder taube Beine\n"
        "neue, starke Schmerzen",
        "be_ready_for": "Fieber unter Capecitabin\nBruch im Becken: plötzlicher Schmerz, kann das Bein nicht belasten\n"
        "Druck auf das Rückenmark: schwache Beine, Blase\nMehr Schmerzen in den Tagen nach der Bestrahlung",
    },
)  # fmt: skip

GERMAN = Worked(
    language="de",
    plan=BOARD,
    name=("Renate", "Schmetz"),
    sex="female",
    born=date(1961, 3, 19),
    address=("Am Weiher 33", "9995 Ambertal"),
    gp="gp-d",
    team="team-de",
    reason="starke Schmerzen, Progress unter der zweiten Linie",
    since=900,
    diagnosis=cancer("Mammakarzinom, hormonrezeptorpositiv, metastasiert", "C50.9", "8500/3", "right"),
    stage=stage("cT2 N1 M1 IV"),
    history=(
        grows_in(895, "bone", "Knochenmetastasen", "C79.5"),
        report(893, "Biopsie der Brust", "ER 90 %, PR 40 %, HER2 negativ, Grad 2"),
        line(880, 1, "Letrozol, Palbociclib", 265),
        grown(262, "CT: Leber"),
        grows_in(262, "liver", "Lebermetastasen", "C78.7"),
        line(250, 2, "Fulvestrant, Alpelisib", 18),
        grown(15, "CT: Leber, neuer Herd im Becken"),
        image(15, "CT Thorax und Abdomen", "Leberherde größer, neuer Herd im Becken"),
        problem(2400, "Bluthochdruck", "I10"),
        value(9, "Gewicht", "66", "kg", "vital signs"),
        value(9, "Kalzium", "2,4", "mmol/L"),
        takes(2400, "Amlodipin", "5 mg täglich", "C08CA01"),
        takes(850, "Denosumab", "120 mg alle 4 Wochen", "M05BX04"),
        takes(100, "Paracetamol", "1 g dreimal täglich", "N02BE01"),
        takes(60, "Hydromorphon, retardiert", "4 mg zweimal täglich", "N02AA03"),
        takes(60, "Macrogol", "1 Beutel täglich", "A06AD15"),
        takes(9, "Hydromorphon, retardiert", "4 mg morgens, 8 mg abends", "N02AA03", was="4 mg zweimal täglich",
              change="changed", reason="Schmerzen 7"),
        takes(9, "Hydromorphon, schnell wirksam", "1,3 mg bei Bedarf, mindestens 4 Stunden Abstand", "N02AA03",
              change="new", reason="Schmerzspitzen"),
    ),
    adjusted=Event(text="Hydromorphon abends von 4 auf 8 mg"),
    ecog=((260, 1), (65, 1), (9, 1)),
    visits=(93, 64, 36, 9),
    scores={
        "pain": (3, 4, 5, 7),
        "tiredness": (4, 4, 5, 5),
        "drowsiness": (1, 1, 2, 3),
        "nausea": (2, 2, 1, 1),
        "appetite": (2, 2, 2, 3),
        "dyspnoea": (1, 1, 1, 2),
        "depression": (2, 3, 3, 4),
        "anxiety": (4, 4, None, 6),
        "wellbeing": (3, 4, 4, 5),
    },
    seen_at="Sprechstunde",
    faith="Katholisch",
    carer=Carer(
        name="Werner Schmetz", relation="Ehemann", phone="09 000 51 63",
        note="arbeitet in Schichten, jede zweite Woche nachts",
    ),
    burden=6.0,
    words=(
        ("goals", "Im Sommer noch einmal ans Meer, mit meiner Schwester"),
        ("fears", "Nachts allein zu sein, wenn die Schmerzen kommen"),
        ("telling", "Möchte alles hören, zusammen mit ihrem Mann"),
        ("deciding", "Entscheidet selbst, bespricht es vorher mit ihrem Mann"),
        ("communication", "In Ruhe, und auch auf Papier"),
    ),
    acp=(
        ("readiness", "bereit zum Gespräch, am liebsten mit dem Hausarzt"),
        ("surrogate", "ihr Mann, noch nicht schriftlich"),
    ),
    told=Prognosis(
        amount=9.0, unit="mo", method="clinicians’ estimate", told="yes", told_words="eher Monate als Jahre",
        author="Dr Ulrich Keutgen",
    ),
    talk=TALK,
)  # fmt: skip
