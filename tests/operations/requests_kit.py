"""A case asked of a board, for every test of requests and readiness."""

from __future__ import annotations

from typing import Any

from operations.kit import Team

from mdt_app.operations.commands import new_id
from mdt_app.operations.requests import SendRequest


def sent(team: Team, board_id: str, **more: Any) -> str:
    """A request for a new patient; gives the case's id."""
    id = new_id()
    said = {
        "patient_id": more.pop("patient_id", "") or team.patient(),
        "requester": "Dr. Samira Benali",
        "question": "Third line or best supportive care?",
    } | more
    team.act(SendRequest, case_id=id, board_id=board_id, **said)
    return id
