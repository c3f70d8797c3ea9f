"""What the demo's patients say about themselves: short, invented, and never twice the same person's."""

from __future__ import annotations

GOALS = (
    "I want to see the cherry trees once more from my own bed",
    "Home when the baby comes in December",
    "To sing with the choir at Christmas, even sitting down",
    "To finish the henhouse with my grandson",
    "I want to sort the photographs while I still know the names",
    "A week at the sea with my sister",
    "To go on with my evening class until the summer",
    "Fishing on Sunday, that is all",
    "To cook for everybody once more",
    "My daughter’s wedding in May",
    "To walk the dog myself",
    "To keep the shop open until my son takes over",
)
FEARS = (
    "Pain at night, when nobody is there",
    "To be a burden to the children",
    "To suffocate",
    "The nursing home more than death",
    "That they stop telling me the truth",
    "Money; the house is not paid off",
    "To lose my mind before my body",
    "The next scan more than the treatment",
)
KNOWS = {
    "early": "It is cancer, and cure is the aim",
    "adjuvant": "The cancer was removed and may come back",
    "first": "The cancer can be slowed, not cured",
    "later": "The cancer has grown in spite of treatment",
    "end": "Time is short",
}
TELLING = (
    "Wants to hear everything, also bad news, sitting down and with somebody of the family",
    "Wants the main points only, and to ask the rest himself or herself",
    "Wants bad news from the GP, at home",
)
DECIDING = (
    "Decides alone, family is told afterwards",
    "Decides with the partner",
    "Wants the doctor’s advice first, then decides with the children",
)
MANNER = (
    "Slowly and without foreign words",
    "On paper as well, to read again",
    "By phone is fine, letters are not read",
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
