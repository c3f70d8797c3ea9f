"""A window is a time within which somebody can come, and how he comes then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.attendance import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From `since` to `until` (aware), and how the person comes then."""

    since: datetime
    until: datetime
    mode: Presence = Presence.UNKNOWN
