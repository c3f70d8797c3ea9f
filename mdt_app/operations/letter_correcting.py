"""Letters that carry the same error are corrected together: the drafts of all are begun, or that of none."""

from __future__ import annotations

from collections.abc import Sequence

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import GONE, Letter
from mdt_app.operations.letters import addressed_now, letter_to_change
from mdt_app.operations.work import Work


def begin_corrections(work: Work, wanted: Sequence[tuple[str, str]], changed: str) -> None:
    """Put the newer version of each letter, `wanted` being (letter id, id of the new one).

    Raises `Refused`, where one cannot be begun, for all of them, and names each that cannot.
    """
    problems = []
    # Two desks that want some of the same letters take them in the same order, so that neither waits for the other.
    for letter_id, new_id in sorted(wanted):
        try:
            work.put(_begun(work, letter_id, new_id, changed))
        except Refused as problem:
            problems.append(str(problem))
    if problems:
        none = ["No correction was begun."] if len(wanted) > 1 else []
        raise Refused(" ".join([*dict.fromkeys(problems), *none]))


def _begun(work: Work, letter_id: str, new_id: str, changed: str) -> Letter:
    """A newer version of an issued letter, to whoever holds its level of care by now."""
    letter, at = letter_to_change(work, letter_id), work.command.at
    before = work.find(Letter, replaces=letter.id)
    for one in before:
        if one.state not in GONE:
            raise Refused(f"{letter.number} version {one.version} is already begun. Finish or withdraw it.")
    given = max((one.version for one in before), default=0)
    return addressed_now(work, letter.next_version(new_id, changed, at, given=given), at.date())
