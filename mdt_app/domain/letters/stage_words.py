"""A stage's group is said with the word of the letter's language, whichever word its source put before it."""

from __future__ import annotations

import re

STAGE_WORD = re.compile(r"^stag\w*\s+|^stad\w+\s+", re.I)
"""What may stand before a stage's group, in the four languages of the letters."""
