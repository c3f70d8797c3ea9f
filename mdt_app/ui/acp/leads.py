"""Every prompt and every element that a conversation settles leads to the form of that conversation."""

from __future__ import annotations

PROMPT_LEADS = {
    "ACP-REVIEW": "talk", "PROGNOSIS": "prognosis", "SURVIVAL-30D": "prognosis", "SDM": "deciding",
    "ECOG-SACT": "deciding",
}  # fmt: skip
"""Which form settles a prompt."""

ELEMENT_LEADS = {
    "ACP-1": "talk", "ACP-2": "talk", "SPI-1": "words", "SPI-3": "words", "SPI-4": "words", "COM-1": "words",
}  # fmt: skip
"""Which form holds the answers that settle an element, or say whether it is called for."""
