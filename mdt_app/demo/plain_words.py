"""What patients are told after the board: the four parts of COM-2 in plain words, without figures."""

from __future__ import annotations

AGAIN = "You see your cancer doctor again soon. By then we know more. If you feel worse, we look sooner."

PLAIN: dict[str, dict[str, str]] = {
    "cure-surgery": {
        "plain_short": "An operation to take the cancer away.\nA talk before you decide.",
        "plain_disease": "The aim is to cure the cancer. The operation takes it away.",
        "plain_feel": "You will be tired for some weeks. You get good medicine for pain.",
        "plain_length": "You stay some days in hospital. At home you need help in the first weeks.",
        "plain_again": "We look at what was taken out. Then we tell you if more treatment is wise.",
        "reasons": "Operation offers the best chance of cure at a risk that is acceptable.",
        "options": "Operation; radiotherapy; no treatment",
    },
    "cure-radiation": {
        "plain_short": "Radiation to treat the cancer.\nA talk before you decide.",
        "plain_disease": "The aim is to cure the cancer. Radiation treats it in its place.",
        "plain_feel": "You may be tired. It can be sore for some time where the radiation goes in.",
        "plain_length": "You come to the hospital on the days that we plan with you. Each visit is short.",
        "plain_again": "A scan follows after some weeks. Then we see what the radiation did.",
        "reasons": "Radiotherapy has a chance of cure and fits the other illnesses.",
        "options": "Radiotherapy; operation; no treatment",
    },
    "adjuvant": {
        "plain_short": "The cancer was taken away.\nExtra treatment lowers the risk that it returns.",
        "plain_disease": "No cancer can be seen now. The extra treatment lowers the risk that it comes back.",
        "plain_feel": "You may be tired and feel sick on some days. There is medicine against that.",
        "plain_length": "The treatment is given in rounds, with rest between them. You go home the same day.",
        "plain_again": "Before each round we ask how you are. We stop if it does you more harm than good.",
        "reasons": "Risk of recurrence against lasting side effects; the patient's work and hands count.",
        "options": "Adjuvant treatment; shorter treatment; control only",
    },
    "slow-medicine": {
        "plain_short": "Treatment to slow the cancer.\nWe check soon if it helps you.",
        "plain_disease": "The cancer cannot be cured. Treatment can slow it and can make it smaller.",
        "plain_feel": "If the cancer gets smaller, you may feel better. Treatment can also make you tired.",
        "plain_length": "You get the treatment as long as it does you more good than harm.",
        "plain_again": "A scan shows if it works. We ask you each time if it is still worth it for you.",
        "reasons": "Benefit likely with a burden that the patient accepts after the talk.",
        "options": "Systemic treatment; local treatment; support alone",
    },
    "relief-radiation": {
        "plain_short": "Radiation against your complaints.\nHelp at home is arranged.",
        "plain_disease": "The radiation is for your complaints. It does not cure the cancer.",
        "plain_feel": "It takes some days or weeks before you feel the effect. In the first days it can get worse.",
        "plain_length": "You need few visits. You go home the same day if you can.",
        "plain_again": "We call you to ask if it helps. Then we decide with you what comes next.",
        "reasons": "Relief is likely and the burden is small; no tumour-directed gain is expected.",
        "options": "Short radiotherapy; medicines alone; no treatment",
    },
    "comfort": {
        "plain_short": "No new cancer treatment now.\nGood care for your complaints.\nHelp for you and family at home.",
        "plain_disease": "The cancer has grown. New treatment against it would help little and make you more tired.",
        "plain_feel": "We treat your complaints with care, every day. You should feel more comfortable.",
        "plain_length": "The care goes on for as long as you need it. People come to you where they can.",
        "plain_again": "We ask you often how you are. We change the care when your needs change.",
        "reasons": "More tumour-directed treatment would cost more than it gives; comfort is the patient's aim.",
        "options": "Another line; support alone; joint care with the palliative team",
    },
    "support": {
        "plain_short": "More help against your complaints.\nWe look again soon how you are.",
        "plain_disease": "The cancer cannot be cured. Now we treat what troubles you most.",
        "plain_feel": "You should feel better within days or weeks. Tell us what still troubles you.",
        "plain_length": "You get this help for as long as you need it.",
        "plain_again": AGAIN,
        "reasons": "Complaints weigh most now; help against them can begin at once.",
        "options": "Support now; another scan first; no change",
    },
    "tests": {
        "plain_short": "First some more tests.\nThen we plan the treatment with you.",
        "plain_disease": "We must know more about the cancer before we can advise you.",
        "plain_feel": "The tests may tire you. Waiting can make you worry; tell us if it does.",
        "plain_length": "The tests take some days. We plan them close together.",
        "plain_again": "When the results are there, we talk about you again. Then we call you.",
        "reasons": "The results decide between two ways.",
        "options": "Treatment at once; tests first",
    },
    "watch": {
        "plain_short": "No treatment at once.\nWe look again on a fixed day.",
        "plain_disease": "There is time. Waiting with good checks is safe for now.",
        "plain_feel": "You keep your strength. Waiting can make you worry; tell us if it does.",
        "plain_length": "You come for a check on a fixed day. In between you live as you like.",
        "plain_again": AGAIN,
        "reasons": "Two ways are close in what they give; the patient's own wishes decide.",
        "options": "Treatment now; watching closely",
    },
}

PLAIN_KINDS = {
    "systemic": "Treatment with medicine against the cancer.",
    "radiotherapy": "Radiation at the hospital.",
    "surgery": "Operation at the hospital.",
    "supportive": "Treatment against your complaints.",
    "referral": "The palliative care team gets to know you.",
    "talk": "A talk with you about what matters to you.",
    "reassessment": "We look again how you are.",
}
"""A line for the patient by kind of recommendation; what is of no kind is left for the reviewer to write."""

RED_FLAGS = {
    "LUNG": "much shorter of breath than usual\ncoughing up blood\nweak or numb legs\nfever of 38 °C or more",
    "GI": "vomiting for a whole day\na swollen belly, no stool or wind\nblack stools or blood\nfever of 38 °C or more",
    "GYN": "fever of 38 °C or more\na swollen, painful leg\nheavy bleeding\nnew headache with vomiting",
}
READY_FOR = {
    "LUNG": "Breathlessness with panic\nCoughing up blood\nConfusion",
    "GI": "Bowel obstruction\nBleeding\nJaundice with fever",
    "GYN": "Bowel obstruction\nPain crisis\nBleeding",
}
