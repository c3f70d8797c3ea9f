"""What a letter says of a death is read from the record: its day, its source, and what the living are still owed."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.agenda import zone_of
from mdt_app.domain.carers import permission
from mdt_app.domain.decisions import Fate
from mdt_app.domain.letters.after_death import Death
from mdt_app.domain.letters.grief import MISTAKE, element_of, grief_duties, in_grief
from mdt_app.domain.letters.knowing import knew_of_death
from mdt_app.domain.letters.named import named_holder
from mdt_app.domain.letters.parts import CarerLine, Clause, Span
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import clause, standing
from mdt_app.domain.payloads import Carer, Event
from mdt_app.domain.states import Status


def death_of(one: LetterRecord, level: str) -> Death | None:
    """The death, and what is still to be done; None while nobody recorded one."""
    fact = one.record.death
    if fact is None:
        return None
    who = named_holder(one, fact.author(one.names))
    row = next(iter(in_grief(one)), None)
    mistake = element_of(one, MISTAKE)
    return Death(
        day=fact.true_from,
        recorded=fact.recorded_at.astimezone(zone_of(one.board)).date(),
        place=fact.payload.text.strip() if isinstance(fact.payload, Event) else "",
        by=who if who.name else None,
        mine=any(duty.level == level for duty in grief_duties(one)),
        grief=row.day if row and row.span is Span.BY else None,
        grief_done=row.day if row and row.span is Span.DONE else None,
        mistake=mistake is not None and mistake.status is Status.DUE,
        cancelled=cancelled(one, fact.true_from),
        carers=carer_lines(one),
        no_carer=one.record.carers == (),
        permission=permission(one.record),
        knew=knew_of_death(one),
    )


def cancelled(one: LetterRecord, died: date) -> tuple[Clause, ...]:
    """What had been set for after the death, and of which nobody has said yet what became of it; nothing where those
    who decided knew of the death."""
    if knew_of_death(one):
        return ()
    return tuple(
        clause(one, number, rec)
        for number, rec in enumerate(standing(one), start=1)
        if rec.due is not None and rec.due > died and rec.fate is Fate.OPEN
    )


def carer_lines(one: LetterRecord) -> tuple[CarerLine, ...]:
    """The carers known, each with the day on which they were named."""
    return tuple(
        CarerLine(
            name=fact.payload.name,
            relation=fact.payload.relation,
            phone=fact.payload.phone,
            note=fact.payload.note,
            day=fact.true_from,
        )
        for fact in one.record.carers or ()
        if isinstance(fact.payload, Carer)
    )
