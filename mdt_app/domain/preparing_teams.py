"""Which teams prepare for a meeting, and what each of them is asked for."""

from __future__ import annotations

from mdt_app.domain.errors import Refused

TEAMS: dict[str, tuple[str, ...]] = {
    "radiology": ("imaging",),
    "pathology": ("pathology",),
    "palliative": ("assessment", "preferences"),
}
"""Who prepares, and of what he is asked (`needs.THINGS`)."""


def require_team(team: str) -> str:
    """The team's own word. Raises `Refused` for another."""
    if team not in TEAMS:
        raise Refused(f'There is no preparation list for "{team[:30]}"; there are {", ".join(TEAMS)}.')
    return team
