"""The demo is filled through the same commands as real work, in a database marked as made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mdt_app import application
from mdt_app.application import Application

if TYPE_CHECKING:
    from mdt_app.demo.fill import DemoSummary


def make_demo(
    where: str,
    user: str,
    password: str,
    patients: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Application, DemoSummary]:
    """A new database with the demo in it, open. Raises `Refused`; what was begun is taken away then."""
    from mdt_app.demo.fill import fill
    from mdt_app.notes.text import MergeText

    app = application.create(where, user, password)
    try:
        app.database.mark_demo()
        filled = fill(
            app.write,
            today=app.now().date(),
            patients=patients,
            seed=seed,
            actor=user,
            note_update=lambda text: MergeText().replace(0, 0, text),
            progress=progress,
        )
    except BaseException:
        app.close()
        application.discard(where)
        raise
    return app, filled
