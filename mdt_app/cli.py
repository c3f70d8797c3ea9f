"""The same operations without a window: one JSON document, one sentence per problem, and never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from mdt_app.cli_acts.output import Output
from mdt_app.cli_acts.parser import parser
from mdt_app.domain.errors import Refused, whereabouts

DONE, REFUSED = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line. Returns the exit code: 0 done, 1 refused or failed; wrong usage exits with 2."""
    given = sys.argv[1:] if argv is None else argv
    arguments = parser(given).parse_args(given)
    output = Output(getattr(arguments, "json", False))
    try:
        _carry_out(arguments, output)
        output.finish()
    except BrokenPipeError:
        _stop_writing()
        return REFUSED
    except OSError as error:
        _stop_writing()
        output.problem(f"The answer cannot be written: {error.strerror or error}.")
    return REFUSED if output.refused else DONE


def _carry_out(arguments: argparse.Namespace, output: Output) -> None:
    """Run the command; whatever stops it becomes one sentence."""
    try:
        _act(arguments)(arguments, output)
    except Refused as refusal:
        output.problem(str(refusal))
    except KeyboardInterrupt:
        output.problem("Stopped. Nothing was left half done.")
    except BrokenPipeError:
        raise
    except OSError as error:
        about = f" ({error.filename})" if error.filename else ""
        output.problem(f"The computer could not do this: {error.strerror or error}{about}.")
    except Exception as error:
        if os.environ.get("MDT_TRACEBACK"):
            raise
        output.problem(f"The program made a mistake ({whereabouts(error)}); please report it.")


def _stop_writing() -> None:
    """Nobody reads on: what is still to be written goes nowhere, so that leaving does not fail as well."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _act(arguments: argparse.Namespace) -> Callable[[argparse.Namespace, Output], None]:
    """What carries the command out; loaded only now, so that the window is not kept waiting for it."""
    if arguments.command is None:
        from mdt_app.cli_acts.showing import open_window

        return open_window
    from mdt_app.cli_acts.table import ACTS

    return ACTS[" ".join(filter(None, (arguments.command, getattr(arguments, "verb", ""))))]
