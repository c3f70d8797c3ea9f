"""The one place that turns an error into words: the world's faults are explained, our own are reported."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.errors import Conflict, Refused, whereabouts
from mdt_app.ui.common.words import said_dates

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explained:
    """What went wrong, in words for the user."""

    words: str


def explain(error: BaseException) -> Explained:
    if isinstance(error, Conflict | Refused):
        return Explained(said_dates(str(error)))
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        name = f" ({error.filename})" if error.filename else ""
        return Explained(
            _tr("The computer could not do this: %1%2.").replace("%1", reason).replace("%2", name)
        )
    log.error("fault of the program: %s", whereabouts(error))
    said = _tr("The program made a mistake (%1). Nothing was half kept; what you typed is still here.")
    return Explained(said.replace("%1", type(error).__name__))


def _tr(text: str) -> str:
    return QCoreApplication.translate("errors", text)
