"""The case of a man from Flanders, typed in Dutch by his team; his letters are in Dutch."""

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
    key="MOCLONG",
    name="MOC thoraxoncologie",
    unit="Thoraxoncologie",
    patient_unit="Uw team voor longkanker",
    place="Zaal Maas 1",
    clock="12:00",
    weeks=2,
    minutes=8,
    closed=1,
    coming=0,
    chair="onc-nl",
    coordinator="nurse-nl",
    members=(),
    common=("rt", "radio", "patho", "pall"),
    quorum=(QuorumRule(discipline="", minimum=4), QuorumRule(discipline="oncology")),
    head=Letterhead(
        hospital="Algemeen Ziekenhuis Sint-Aurelia",
        unit="Thoraxoncologie",
        patient_unit="Uw team voor longkanker",
        address=("Kliniekdreef 1", "9999 Amberdal"),
        contact="Joke Stragier, verpleegkundige",
        day_phone="09 000 13 11",
        day_hours="ma–vr, 8.30–17 uur",
        night_phone="09 000 13 00",
        night_who="De oncoloog van wacht",
        doctor_line="09 000 13 10",
        cover="Thoraxoncologie overdag, de oncoloog van wacht ’s nachts",
        language="nl",
    ),
)

TALK = Talk(
    question="Progressie na docetaxel, pijn 7 in de linkerheup: is een derde lijn zinvol, en wat helpt hem nu?",
    asked_by="chair",
    discussion="CT: tumor gegroeid, nieuw letsel in de linkerheup, geen breukgevaar. ECOG van 1 naar 2.\n"
    "Huisarts (telefoon): hij stapt nog tot in de tuin, zijn vrouw doet het huishouden.\n"
    "Palliatieve thuiszorg kan volgende week starten.",
    decision="Eerst de pijn.",
    advice=(
        Advice(what="Nu geen derdelijnschemotherapie", who="chair", days=0,
               plain="U krijgt nu geen nieuwe chemotherapie."),
        Advice(what="Bestraling van de linkerheup, één keer 8 Gy", who="rt", days=12, kind="radiotherapy",
               plain="U krijgt één bestraling. U gaat dezelfde dag naar huis."),
        Advice(what="Palliatieve thuiszorg, eerste bezoek", who="team-nl", days=9, kind="referral",
               plain="Het thuiszorgteam komt bij u thuis. Daarna komt het zo vaak als nodig is."),
        Advice(what="Nagaan of de hogere dosis morfine helpt, en hoe de stoelgang is", who="gp", days=10,
               plain="Uw huisarts vraagt of de pijnstillers helpen."),
        Advice(what="DNR-code bespreken; vertegenwoordiger op papier zetten", who="gp", days=19, kind="talk",
               plain="Uw huisarts praat met u over zorg bij een noodgeval."),
        Advice(what="Opnieuw bekijken: pijn, ECOG, doelen", who="chair", days=35, kind="reassessment",
               reason="het effect van de bestraling is dan duidelijk",
               plain="U ziet dokter Vanhoutte. We kijken hoe het met u gaat."),
    ),
    fields={
        "reasons": "ECOG van 1 naar 2 in twee maanden. Van een derde lijn is weinig winst te verwachten, wel "
        "vermoeidheid. De pijn in de heup weegt nu het zwaarst.",
        "options": "Gemcitabine; bestraling in vijf keer; alleen pijnstillers; geen behandeling van de tumor",
        "knows": "de kanker is gegroeid en niet te genezen",
        "wants": "thuis zijn, en overdag in de tuin kunnen zitten",
        "told_by": "dr. Vanhoutte, met zijn vrouw erbij",
        "physical": "said",
        "comorbidity": "said",
        "psychological": "said",
        "social": "said",
        "patient_view": "said",
        "scores_used": "said",
        "plain_short": "Nu geen nieuwe chemotherapie.\nEén bestraling tegen de pijn in uw heup.\n"
        "Hulp thuis van het palliatief team.",
        "plain_disease": "De kanker is gegroeid. Hij zit nu ook in uw linkerheup. De laatste chemotherapie werkt niet "
        "meer. We kunnen de kanker niet genezen. Nieuwe chemotherapie zou nu weinig helpen. U zou er wel moe van "
        "worden.",
        "plain_feel": "De bestraling is tegen de pijn. Na enkele weken kunt u het verschil voelen. De eerste dagen "
        "kan de pijn erger zijn. Daar krijgt u medicijnen tegen. Blijf uw pijnstillers nemen. Het team helpt u ook als "
        "u zich zorgen maakt.",
        "plain_length": "U krijgt één bestraling. U gaat dezelfde dag naar huis. Het thuiszorgteam komt zo vaak "
        "als nodig is.",
        "plain_again": "Over enkele weken ziet u dokter Vanhoutte. Dan weten we of de bestraling helpt. Dan praten we "
        "ook opnieuw over behandeling. Gaat het slechter? Dan kijken we vroeger.",
        "plain_open": "Of chemotherapie u later nog kan helpen.",
        "red_flags": "plotse hevige pijn in heup of been\nzwakke of verdoofde benen\nveel korter van adem dan anders\n"
        "koorts van 38 °C of meer",
        "be_ready_for": "Breuk van de heup: plotse pijn, kan niet meer steunen\n"
        "Opflakkering van de pijn in de dagen na de bestraling\nKortademigheid met paniek\nVerstopping door morfine",
    },
)  # fmt: skip

DUTCH = Worked(
    language="nl",
    plan=BOARD,
    name=("Etienne", "Vanwalleghem"),
    sex="male",
    born=date(1953, 2, 11),
    address=("Populierendreef 8", "9998 Lindevoorde"),
    gp="gp-g",
    team="team-nl",
    reason="ernstige pijn, progressie na de tweede lijn",
    since=410,
    diagnosis=cancer("Adenocarcinoom van de long", "C34.3", "8140/3", "left"),
    stage=stage("cT3 N2 M1b IVA"),
    history=(
        report(405, "Longbiopsie", "adenocarcinoom; PD-L1 30 %, geen mutatie van EGFR, ALK of ROS1"),
        line(390, 1, "carboplatine, pemetrexed, pembrolizumab", 205),
        grown(203, "CT: long en bijnier"),
        grows_in(203, "adrenal", "Bijniermetastase", "C79.7"),
        line(190, 2, "docetaxel, 6 cycli", 40),
        grown(12, "CT: long, nieuw letsel in de linkerheup"),
        grows_in(12, "bone", "Botmetastase in de linkerheup", "C79.5"),
        image(12, "CT thorax en abdomen", "tumor gegroeid, nieuw letsel in de linkerheup"),
        problem(2900, "COPD", "J44.9"),
        value(8, "Gewicht", "63", "kg", "vital signs"),
        value(8, "Hemoglobine", "11,2", "g/dL"),
        takes(900, "Tiotropium", "1 inhalatie per dag", "R03BB04"),
        takes(120, "Paracetamol", "1 g, driemaal per dag", "N02BE01"),
        takes(60, "Morfine met vertraagde vrijstelling", "20 mg, tweemaal per dag", "N02AA01"),
        takes(60, "Macrogol", "1 zakje per dag", "A06AD15"),
        takes(8, "Morfine met vertraagde vrijstelling", "30 mg, tweemaal per dag", "N02AA01", was="20 mg",
              change="changed", reason="pijn 7"),
        takes(8, "Morfine, snelwerkend", "10 mg zo nodig, minstens 4 uur ertussen", "N02AA01", change="new",
              reason="doorbraakpijn"),
    ),
    adjusted=Event(text="morfine van 20 naar 30 mg, tweemaal per dag"),
    ecog=((200, 1), (60, 1), (8, 2)),
    visits=(96, 68, 40, 8),
    scores={
        "pain": (3, 4, 5, 7),
        "tiredness": (4, 4, 5, 6),
        "drowsiness": (1, 2, 2, 3),
        "nausea": (2, 1, 1, 1),
        "appetite": (2, 3, 3, 4),
        "dyspnoea": (3, 3, 4, 4),
        "depression": (2, None, 3, 3),
        "anxiety": (3, 3, 4, 4),
        "wellbeing": (4, 4, 5, 6),
    },
    seen_at="raadpleging",
    faith="Katholiek",
    carer=Carer(
        name="Jeannine Callens", relation="echtgenote", phone="09 000 51 61",
        note="70, doet het huishouden, rijdt niet met de auto",
    ),
    burden=4.0,
    words=(
        ("goals", "Het doopfeest van mijn achterkleinkind meemaken"),
        ("fears", "Dat mijn vrouw er alleen voor staat"),
        ("telling", "Wil alles horen, samen met zijn vrouw"),
        ("deciding", "Beslist zelf, na overleg met zijn vrouw"),
        ("communication", "Rustig, en ook op papier"),
    ),
    acp=(
        ("readiness", "wil er met zijn huisarts over praten"),
        ("surrogate", "zijn vrouw, nog niet op papier"),
    ),
    told=Prognosis(
        amount=5.0, unit="mo", method="clinicians’ estimate", told="yes", told_words="eerder maanden dan jaren",
        author="Dr Marijke Vanhoutte",
    ),
    talk=TALK,
)  # fmt: skip
