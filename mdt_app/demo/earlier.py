"""What a board was asked about a patient some weeks before, by phase of care."""

from __future__ import annotations

from mdt_app.demo.profile import Advice, Talk

KNEW = {
    "early": {"knows": "It is cancer; more must be known before the plan"},
    "adjuvant": {"knows": "The cancer was taken out"},
    "first": {"knows": "The cancer can be slowed, not cured"},
    "later": {"knows": "The cancer cannot be cured"},
    "end": {"knows": "The cancer cannot be cured"},
}
"""What a patient of each phase knew then: no letter went out before somebody had told."""

RESPONSE = Talk(
    question="How do we judge the response to the treatment so far?",
    asked_by="radio",
    discussion="Treatment was borne well. Pictures decide what comes next.",
    decision="Imaging of the response, then back to the board.",
    advice=(
        Advice(
            what="Imaging of the response",
            who="radio",
            days=10,
            plain="Pictures, to see how well the treatment worked.",
        ),
    ),
    plain="tests",
    fields={
        "knows": "Pictures will show how well the treatment worked",
        "plain_disease": "We want to see how well the treatment worked. Then we can advise you.",
    },
)
"""Of a patient who was treated before anything was taken out."""

EARLIER: dict[str, tuple[Talk, ...]] = {
    "early": (
        Talk(
            question="Which staging is still needed?",
            asked_by="radio",
            discussion="Imaging seen. One more step decides between the two ways.",
            decision="Staging to be completed, then back to the board.",
            advice=(
                Advice(
                    what="Complete staging",
                    who="chair",
                    days=10,
                    plain="One more examination.",
                ),
            ),
            plain="tests",
        ),
    ),
    "adjuvant": (
        Talk(
            question="Result of the operation: which check-ups, and who follows?",
            asked_by="patho",
            discussion="Report read out. Wound is healing.",
            decision="Final report awaited, then the question of further treatment.",
            advice=(
                Advice(
                    what="Final report and new listing",
                    who="coordinator",
                    days=14,
                    plain="We wait for the last report. Then we speak again.",
                ),
            ),
            plain="tests",
            fields={
                "plain_short": "We wait for the last report.\nThen we talk with you about more treatment.",
                "plain_disease": "The cancer was taken away. The report tells us more about it.",
                "plain_feel": "You will be tired for some weeks. You get good medicine for pain.",
                "plain_length": "The report takes some days.",
            },
        ),
    ),
    "first": (
        Talk(
            question="Scan: growth or scar?",
            asked_by="radio",
            discussion="Compared with the scan before. No new lesion.",
            decision="No growth for sure. Treatment as it is, scan again in some weeks.",
            advice=(
                Advice(what="Scan again", who="radio", days=28, kind="reassessment", plain="A new scan."),
                Advice(
                    what="Symptom scores at each visit",
                    who="coordinator",
                    days=14,
                    plain="We ask at each visit how you feel.",
                ),
            ),
            plain="slow-medicine",
        ),
        Talk(
            question="Side effects between two cycles: lower the dose or pause?",
            asked_by="coordinator",
            discussion="Scores were read out; tiredness leads. The patient would rather pause than stop.",
            decision="One cycle later, lower dose after that.",
            advice=(
                Advice(
                    what="Lower dose from the next cycle",
                    who="chair",
                    days=14,
                    kind="systemic",
                    plain="A lower dose, so that you are less tired.",
                ),
            ),
            plain="slow-medicine",
        ),
    ),
    "later": (
        Talk(
            question="Complaints between two scans: what can be done now?",
            asked_by="coordinator",
            discussion="Weight and strength going down. Scan is planned.",
            decision="Support now, scan brought forward; palliative team asked for advice.",
            advice=(
                Advice(
                    what="Scan brought forward",
                    who="radio",
                    days=12,
                    kind="reassessment",
                    plain="Your scan comes sooner.",
                ),
                Advice(
                    what="Advice of the palliative team",
                    who="pall",
                    days=7,
                    kind="supportive",
                    plain="The palliative care team helps with your complaints.",
                ),
            ),
            plain="support",
        ),
        Talk(
            question="Treatment between two scans: is it still in balance?",
            asked_by="chair",
            discussion="Scores worse than two months ago. Family sees it, the patient does not speak of it.",
            decision="Two more cycles, then a scan, with a talk about aims before.",
            advice=(
                Advice(what="Talk about aims and likely course", who="chair", days=6, kind="talk"),
                Advice(
                    what="Two cycles, then scan",
                    who="chair",
                    days=42,
                    kind="systemic",
                    plain="Two more rounds of treatment, then a scan.",
                ),
            ),
            plain="slow-medicine",
            fields={"dissent": "The palliative team would stop now."},
        ),
    ),
    "end": (
        Talk(
            question="How much of the treatment still serves the patient?",
            asked_by="pall",
            discussion="More days in bed than out. The board agrees that time is short.",
            decision="Treatment goes on until the next scan only; a talk about aims comes first.",
            advice=(
                Advice(what="Talk with patient and family", who="chair", days=4, kind="talk"),
                Advice(
                    what="Scan, then the board again",
                    who="chair",
                    days=14,
                    kind="reassessment",
                    plain="A new scan.",
                ),
            ),
            plain="slow-medicine",
        ),
    ),
}
