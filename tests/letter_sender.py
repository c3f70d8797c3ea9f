"""A desk that sends a batch of letters out until it is done or killed.

A nursery: it loads everything once, then for each line, JSON with "database", "meeting", "folder", "options" and the
most bytes of one "file" (0: any), on its input forks a desk and prints its number; the desk says "begun", "step" for
each letter that it turns to, "sent" once a sending is recorded, and at the end as JSON what came of it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def nursery() -> None:
    import sqlalchemy.orm
    from operations import kit

    import mdt_app.sending.folder
    import mdt_app.store.database

    assert sqlalchemy.orm
    assert mdt_app
    kit.press()
    kit.instruments()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                send_out(**json.loads(line))
            finally:
                os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


def send_out(database: str, meeting: str, folder: str, options: dict[str, Any], file: int, home: str) -> None:
    os.environ["MDT_HOME"] = home
    from letter_batch import Batch
    from operations.kit import KEY, Team

    from mdt_app.domain.errors import Refused
    from mdt_app.domain.letters.dispatch import Way
    from mdt_app.operations.letter_batch import Options
    from mdt_app.sending.folder import export
    from mdt_app.store.database import Database

    desk = f"desk-{os.getpid()}"
    team = Team(database=Database.open(Path(database), KEY, user="owner", desk=desk), desk=desk)
    made = Batch(team, meeting)
    due = made.due()
    say({"begun": len(due)})
    if file:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (file, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        done = export(
            due,
            Path(folder),
            Options(**options | {"how": Way(options["how"]) if options["how"] else None}),
            made.desk(told(team.carry_out)),
            step,
        )
    except Refused as refusal:
        say({"refused": [str(refusal)]})
    except BaseException as error:
        say({"broken": repr(error)})
    else:
        say({"written": len(done.written), "there": done.there, "refused": done.refused, "left": done.left})


def told(send: Callable[[Any], object]) -> Callable[[Any], object]:
    numbers = count(1)

    def sent(command: Any) -> object:
        done = send(command)
        say({"sent": next(numbers)})
        return done

    return sent


def step(done: int, of: int) -> bool:
    say({"step": done})
    return True


def say(what: object) -> None:
    """And give whoever listens a moment to kill this desk."""
    os.write(1, f"{json.dumps(what)}\n".encode())
    time.sleep(0.002)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    nursery()
