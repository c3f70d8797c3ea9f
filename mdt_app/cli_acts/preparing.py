"""Commands that say what a team prepares for a meeting."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from mdt_app import papers
from mdt_app.cli_acts.opening import opened
from mdt_app.cli_acts.output import Output
from mdt_app.cli_acts.printing import print_to
from mdt_app.domain.preparation_content import PreparationCase
from mdt_app.operations.preparation import preparation as preparation_of


def preparation(arguments: argparse.Namespace, output: Output) -> None:
    """What radiology, pathology or the palliative team prepares for one meeting, printed with --pdf."""
    with opened(arguments) as app:
        with app.reader() as reader:
            content = preparation_of(reader, app.guidance, arguments.meeting, arguments.team, app.demo)
        if arguments.pdf:
            print_to(arguments.pdf, app, partial(papers.render_preparation, content), output)
    lines = [f"{one.position:>2}  {one.patient}: {_said(one)}" for one in content.cases]
    lines += [f"{content.rest} other cases ask nothing."] if content.rest and lines else []
    output.show(
        {
            "meeting": arguments.meeting,
            "for": content.team,
            "cases": [_case(one) for one in content.cases],
            "others": content.rest,
        },
        lines or [f"No case of this meeting asks anything of {content.team}."],
    )


def _said(one: PreparationCase) -> str:
    wanted = [f"{line.text or line.what} ({line.state})" for line in one.lines]
    return "; ".join([*one.called, *wanted])


def _case(one: PreparationCase) -> dict[str, Any]:
    return {
        "listing": one.listing_id,
        "patient": {"id": one.patient_id, "name": one.patient},
        "number": one.number,
        "position": one.position,
        "slot": {"from": one.slot[0].isoformat(), "to": one.slot[1].isoformat()} if one.slot else None,
        "question": one.question,
        "asked_by": one.asked_by or None,
        "wanted": [
            {
                "what": line.what,
                "text": line.text or None,
                "state": line.state,
                "owner": line.owner or None,
                "expected": line.expected,
                "blocks": line.blocks,
            }
            for line in one.lines
        ],
        "on_record": [{"date": day, "value": text} for day, text in one.known],
        "called": list(one.called),
        "scores": [{"date": day, "value": text} for day, text in one.scores],
        "due": [{"what": text, "overdue": late} for text, late in one.due],
    }
