"""The case of a French-speaking woman, typed in French by her team; her letters are in French."""

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
    key="COMDIG",
    name="Oncologie digestive",
    unit="Oncologie digestive",
    patient_unit="Votre équipe d’oncologie digestive",
    place="Salle Églantine",
    clock="12:30",
    weeks=2,
    minutes=8,
    closed=1,
    coming=0,
    chair="onc-fr",
    coordinator="nurse-fr",
    members=(),
    common=("surg-gi", "radio", "patho", "pall"),
    quorum=(QuorumRule(discipline="", minimum=4), QuorumRule(discipline="oncology")),
    head=Letterhead(
        hospital="Hôpital Sainte-Aurélie",
        unit="Oncologie digestive",
        patient_unit="Votre équipe d’oncologie digestive",
        address=("Rue de l’Écluse 2", "9996 Val-d’Ambre"),
        contact="Aurore Thirion, infirmière",
        day_phone="09 000 13 21",
        day_hours="lun.–ven., 8 h 30–17 h",
        night_phone="09 000 13 00",
        night_who="Le médecin de garde en oncologie",
        doctor_line="09 000 13 20",
        cover="L’oncologie digestive le jour, le médecin de garde en oncologie la nuit",
        language="fr",
    ),
)

TALK = Talk(
    question="Progression au foie sous FOLFOX : deuxième ligne ou pause, et quelle aide à domicile ?",
    asked_by="chair",
    discussion="Scanner : lésions du foie plus grandes, deux nouvelles. ECOG de 0 à 1.\n"
    "Médecin traitant (par téléphone) : elle vit seule, sa fille passe tous les soirs. Douleur sous les côtes.\n"
    "Équipe de soutien : première visite possible la semaine prochaine.",
    decision="Une deuxième ligne, à dose réduite comme elle le demande.",
    advice=(
        Advice(what="FOLFIRI à dose réduite, toutes les deux semaines", who="chair", days=12, kind="systemic",
               plain="Vous commencez un nouveau traitement, à dose plus faible."),
        Advice(what="Équipe de soutien, première visite à domicile", who="team-fr", days=9, kind="referral",
               plain="L’équipe de soutien vient chez vous. Elle vous aide contre la douleur."),
        Advice(what="Contrôler l’effet de l’oxycodone et le transit", who="gp", days=10,
               plain="Votre médecin traitant demande si les antidouleurs aident."),
        Advice(what="Adapter le traitement du diabète pendant la chimiothérapie", who="gp", days=17,
               plain="Votre médecin traitant surveille votre diabète."),
        Advice(what="Parler des souhaits en cas d’urgence ; désigner un mandataire par écrit", who="gp", days=24,
               kind="talk", plain="Votre médecin traitant parle avec vous de vos souhaits."),
        Advice(what="Scanner, puis nouvelle évaluation", who="chair", days=70, kind="reassessment",
               reason="l’effet se voit après quatre cures",
               plain="Vous voyez la docteure Lambiotte. Nous regardons si le traitement aide."),
    ),
    fields={
        "reasons": "Bon état général, mais elle craint la fatigue. Une dose réduite garde une chance de freiner la "
        "maladie. La douleur sous les côtes demande une aide dès maintenant.",
        "options": "FOLFIRI à pleine dose ; pause avec soins de support ; aucun traitement de la tumeur",
        "knows": "le cancer a grandi dans le foie et ne peut pas être guéri",
        "wants": "garder des forces pour son jardin",
        "told_by": "la docteure Lambiotte, avec sa fille",
        "physical": "said",
        "comorbidity": "said",
        "psychological": "said",
        "social": "said",
        "patient_view": "said",
        "scores_used": "said",
        "plain_short": "Un nouveau traitement pour freiner le cancer.\n"
        "Une dose plus faible, comme vous l’avez demandé.\nUne équipe de soutien vient chez vous.",
        "plain_disease": "Le cancer a grandi dans le foie. Le premier traitement ne marche plus. Le nouveau traitement "
        "peut freiner le cancer. Il ne peut pas le guérir. Nous ne savons pas encore s’il va vous aider.",
        "plain_feel": "Vous pouvez être fatiguée pendant quelques jours. Vous pouvez avoir mal au ventre ou de "
        "la diarrhée. Vous recevez des médicaments contre cela. Vos cheveux peuvent tomber. L’équipe de soutien vous "
        "aide contre la douleur.",
        "plain_length": "Vous venez un jour toutes les deux semaines. Vous rentrez chez vous avec une petite pompe. "
        "Une infirmière l’enlève deux jours plus tard. Nous arrêtons si le traitement vous fatigue trop.",
        "plain_again": "Après quatre cures, vous passez un scanner. Nous voyons alors si le traitement aide. Nous en "
        "parlons avec vous. Si vous allez moins bien, nous le faisons plus tôt.",
        "plain_open": "Une pause après quatre cures.",
        "red_flags": "fièvre de 38 °C ou plus\ndiarrhée pendant plus d’un jour\nvomissements qui ne s’arrêtent pas\n"
        "peau ou yeux jaunes",
        "be_ready_for": "Fièvre pendant la chimiothérapie : à voir dans l’heure\n"
        "Jaunisse par obstruction des voies biliaires\nDouleur du foie qui augmente\nDéshydratation par la diarrhée",
    },
)  # fmt: skip

FRENCH = Worked(
    language="fr",
    plan=BOARD,
    name=("Marie-Claire", "Hennuy"),
    sex="female",
    born=date(1956, 8, 30),
    address=("Chemin des Églantines 21", "9996 Val-d’Ambre"),
    gp="gp-c",
    team="team-fr",
    reason="douleur forte, progression, vit seule",
    since=300,
    diagnosis=cancer("Adénocarcinome du côlon sigmoïde", "C18.7", "8140/3"),
    stage=stage("cT3 N1 M1a IVA"),
    history=(
        grows_in(298, "liver", "Métastases hépatiques", "C78.7"),
        report(295, "Biopsie du foie", "adénocarcinome, RAS muté"),
        line(280, 1, "FOLFOX, bévacizumab", 20),
        grown(14, "Scanner : foie, deux nouvelles lésions"),
        image(14, "Scanner thoraco-abdominal", "lésions du foie plus grandes, deux nouvelles lésions"),
        problem(1600, "Diabète de type 2", "E11.9"),
        problem(60, "Doigts engourdis après l’oxaliplatine", "G62.0"),
        value(9, "Poids", "58", "kg", "vital signs"),
        value(9, "Bilirubine", "0,8", "mg/dL"),
        takes(1600, "Metformine", "850 mg, deux fois par jour", "A10BA02"),
        takes(90, "Paracétamol", "1 g, trois fois par jour", "N02BE01"),
        takes(9, "Oxycodone à libération prolongée", "10 mg, deux fois par jour", "N02AA05", change="new",
              reason="douleur 7 sous les côtes"),
        takes(9, "Oxycodone à libération immédiate", "5 mg si besoin, au moins 4 h entre deux prises", "N02AA05",
              change="new", reason="accès de douleur"),
        takes(9, "Macrogol", "1 sachet par jour", "A06AD15", change="new", reason="oxycodone"),
    ),
    adjusted=Event(text="oxycodone commencée"),
    ecog=((280, 0), (70, 0), (9, 1)),
    visits=(98, 65, 37, 9),
    scores={
        "pain": (1, 2, 4, 7),
        "tiredness": (3, 4, 4, 5),
        "drowsiness": (1, 1, 2, 2),
        "nausea": (3, 2, 2, 2),
        "appetite": (2, 2, 3, 4),
        "dyspnoea": (0, 1, 1, 1),
        "depression": (1, 2, None, 3),
        "anxiety": (4, 3, 4, 6),
        "wellbeing": (3, 3, 4, 5),
    },
    seen_at="consultation",
    faith="Catholique, non pratiquante",
    carer=Carer(
        name="Isabelle Marchal", relation="fille", phone="09 000 51 62",
        note="passe tous les soirs, travaille la journée",
    ),
    burden=5.0,
    words=(
        ("goals", "Être à la communion de ma petite-fille, en mai"),
        ("fears", "Ne plus pouvoir rester seule chez moi"),
        ("telling", "Veut tout entendre, avec sa fille"),
        ("deciding", "Décide elle-même, après avoir parlé avec sa fille"),
        ("communication", "Lentement, et aussi sur papier"),
    ),
    acp=(
        ("readiness", "prête à en parler, plutôt avec son médecin traitant"),
        ("surrogate", "sa fille, pas encore par écrit"),
    ),
    told=Prognosis(
        amount=10.0, unit="mo", method="clinicians’ estimate", told="yes", told_words="des mois plutôt que des années",
        author="Dr Bénédicte Lambiotte",
    ),
    talk=TALK,
)  # fmt: skip
