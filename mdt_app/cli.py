"""The same operations without a window: one JSON document, one sentence per problem, and never a traceback."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence

from mdt_app.cli_acts.output import Output
from mdt_app.cli_acts.parser import parser
from mdt_app.domain.errors import Refused

DONE, REFUSED = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line. Returns the exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    arguments = parser().parse_args(argv)
    output = Output(getattr(arguments, "json", False))
    try:
        _act(arguments)(arguments, output)
    except Refused as refusal:
        output.problem(str(refusal))
    except KeyboardInterrupt:
        output.problem("Stopped. Nothing was left half done.")
    except OSError as error:
        output.problem(f"The computer could not do this: {error.strerror or error} ({error.filename}).")
    except BrokenPipeError:
        return REFUSED
    except Exception as error:
        if os.environ.get("MDT_TRACEBACK"):
            raise
        kind = type(error).__name__
        output.problem(f"The program made a mistake ({kind}: {_short(error)}). Nothing was left half done.")
    return REFUSED if output.refused else DONE


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _act(arguments: argparse.Namespace) -> Callable[[argparse.Namespace, Output], None]:
    """What carries the command out; loaded only now, so that the window is not kept waiting for it."""
    if arguments.command is None:
        from mdt_app.cli_acts.showing import open_window

        return open_window
    from mdt_app.cli_acts.table import ACTS

    return ACTS[" ".join(filter(None, (arguments.command, getattr(arguments, "verb", ""))))]
