"""What the demo's patients say about themselves: short, invented, and never twice the same person's."""

from __future__ import annotations

GOALS = (
    "“I want to see the cherry trees once more from my own bed.”",
    "“Home when the baby comes in December.”",
    "“To sing with the choir at Christmas, even sitting down.”",
    "“To finish the henhouse with my grandson.”",
    "“I want to sort the photographs while I still know the names.”",
    "“A week at the sea with my sister.”",
    "“To go on teaching until the summer.”",
    "“Fishing on Sunday, that is all.”",
    "“To cook for everybody once more.”",
    "“My daughter’s wedding in May.”",
    "“To walk the dog myself.”",
    "“To keep the shop open until my son takes over.”",
)
FEARS = (
    "Fears pain at night, when nobody is there.",
    "Fears to be a burden to the children.",
    "Fears to suffocate.",
    "Fears the nursing home more than death.",
    "Fears that the others will stop telling the truth.",
    "Fears for money, the house is not paid off.",
    "Fears to lose the mind before the body.",
    "Fears the next scan more than the treatment.",
)
KNOWS = {
    "early": "Knows that it is cancer and that cure is the aim.",
    "adjuvant": "Knows that the cancer was removed and may come back.",
    "first": "Knows that the cancer can be slowed, not cured.",
    "later": "Knows that the cancer has grown in spite of treatment.",
    "end": "Knows that time is short, and says so.",
}
TELLING = (
    "Wants to hear everything, also bad news, sitting down and with somebody of the family.",
    "Wants the main points only, and to ask the rest himself or herself.",
    "Wants bad news from the GP, at home.",
)
DECIDING = (
    "Decides alone, family is told afterwards.",
    "Decides with the partner.",
    "Wants the doctor’s advice first, then decides with the children.",
)
MANNER = (
    "Slowly and without foreign words.",
    "On paper as well, to read again.",
    "By phone is fine, letters are not read.",
)
FAITHS = (
    "Catholic, not practising",
    "Catholic, wants a visit of the priest",
    "Protestant",
    "Humanist",
    "Orthodox",
)
MUSLIM = "Muslim; prays, and wants to be asked about food and washing"
CARERS = {
    "female": (("husband", "male"), ("daughter", "female"), ("sister", "female"), ("son", "male")),
    "male": (("wife", "female"), ("son", "male"), ("daughter", "female"), ("brother", "male")),
}
