"""What a board was asked about a patient some weeks before, by phase of care."""

from __future__ import annotations

from mdt_app.demo.profile import Advice, Talk

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
            plain="watch",
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
            plain="watch",
        ),
    ),
    "first": (
        Talk(
            question="Scan: growth or scar?",
            asked_by="radio",
            discussion="Compared with the scan before. No new lesion.",
            decision="No growth for sure. Treatment as it is, scan again in some weeks.",
            advice=(
                Advice(what="Scan again", who="radio", days=28, kind="reassessment"),
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
            advice=(Advice(what="Lower dose from the next cycle", who="chair", days=14, kind="systemic"),),
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
                Advice(what="Scan brought forward", who="radio", days=12, kind="reassessment"),
                Advice(what="Advice of the palliative team", who="pall", days=7, kind="supportive"),
            ),
            plain="comfort",
        ),
        Talk(
            question="Second line: is it still in balance?",
            asked_by="chair",
            discussion="Scores worse than two months ago. Family sees it, the patient does not speak of it.",
            decision="Two more cycles, then a scan, with a talk about aims before.",
            advice=(
                Advice(what="Talk about aims and likely course", who="chair", days=6, kind="talk"),
                Advice(what="Two cycles, then scan", who="chair", days=42, kind="systemic"),
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
            decision="Last scan left out; care for comfort comes first.",
            advice=(Advice(what="Talk with patient and family", who="chair", days=4, kind="talk"),),
            plain="comfort",
        ),
    ),
}
