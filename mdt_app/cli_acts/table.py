"""Each command of the contract has one function that carries it out."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from mdt_app.cli_acts import attending, files, inviting, keeping, looking, preparing, sending
from mdt_app.cli_acts.output import Output

ACTS: dict[str, Callable[[argparse.Namespace, Output], None]] = {
    "demo": files.demo,
    "import": files.take_in,
    "patients": looking.patients,
    "meetings": looking.meetings,
    "agenda": looking.agenda,
    "attendance": attending.attendance,
    "preparation": preparing.preparation,
    "checklist": looking.checklist,
    "criteria": looking.criteria,
    "prompts": looking.prompts,
    "letters": files.letters,
    "invitations": inviting.invitations,
    "replies": inviting.replies,
    "export": sending.export,
    "audit verify": keeping.audit_verify,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "database init": keeping.database_init,
    "database upgrade": keeping.database_upgrade,
    "database check": keeping.database_check,
    "doctor": keeping.doctor,
}
