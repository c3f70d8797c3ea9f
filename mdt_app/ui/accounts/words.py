"""A role is shown with what it may do, for nobody should have to guess what a tick gives away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.accounts import GUEST

OFFERED = ("coordinator", "clinician", "palliative", "secretary", "administrator", "auditor")
"""Not the owner, who is alone."""


def offered(on_server: bool) -> tuple[str, ...]:
    """The roles to choose from; on a server a guest's role could ask the engine itself for every other patient."""
    return OFFERED if on_server else (*OFFERED, GUEST)


def tr(text: str) -> str:
    """A text that the pages of accounts share, in the user's language."""
    return QCoreApplication.translate("accounts", text)


def demo_password() -> str:
    """The word that opens the demo, which everybody may know."""
    return tr("The demo’s password is “demonstration”, unless another was chosen.")


def role(key: str) -> str:
    """A role's name."""
    return {
        "owner": tr("owner"), "coordinator": tr("coordinator"), "clinician": tr("clinician"),
        "palliative": tr("palliative care"), "guest": tr("guest"), "secretary": tr("secretary"),
        "administrator": tr("administrator"), "auditor": tr("auditor"),
    }.get(key, key)  # fmt: skip


def role_may(key: str) -> str:
    """A role and what it may do."""
    may = {
        "coordinator": tr("plan, import, record, start and close meetings, letters"),
        "clinician": tr("plan, record, decide, start and close meetings, letters"),
        "palliative": tr("read, record, decide"), "secretary": tr("read, letters"),
        "administrator": tr("accounts and keys; sees no patient"),
        "auditor": tr("check the record of changes; sees no patient"),
        "guest": tr("read own patients only (GP, home care)"),
    }.get(key, "")  # fmt: skip
    name = role(key)
    return f"{name[:1].upper()}{name[1:]}: {may}"


def roles(keys: Iterable[str]) -> str:
    """Several roles in a row."""
    return ", ".join(map(role, keys))
