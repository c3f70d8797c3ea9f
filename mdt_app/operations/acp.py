"""Everything that was talked about with a patient stands on one page, on one day, with what it replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mdt_app.domain.accounts import Account
from mdt_app.domain.acp import ITEMS, READINESS, TRUSTED, Conversation, Standing, conversations, standing
from mdt_app.domain.agenda import Board, zone_of
from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.deciding import Deciding, Told, deciding, prognoses
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.domain.payloads import Carer
from mdt_app.domain.people import Identifier
from mdt_app.domain.record import Record
from mdt_app.operations.work import Reader

TALKED_OF = (Kind.ACP, Kind.PROGNOSIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """One patient's conversations on a day.

    `items` are the five in their order; `before` leads from a fact's id to those that it replaced, newest first;
    `wills` is a country's list where it is offered here, else one without codes; `names` are the accounts' names.
    """

    patient_id: str
    on: date
    readiness: Standing
    items: tuple[Standing, ...]
    trusted: Standing
    talks: tuple[Conversation, ...]
    prognoses: tuple[Told, ...]
    deciding: Deciding
    clashes: tuple[str, ...] = ()
    carers: tuple[Carer, ...] = ()
    wills: PatientWills = field(default_factory=PatientWills)
    before: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> Standing:
        """Where the code status stands."""
        return self.items[0]

    def item(self, name: str) -> Standing:
        """Where readiness, one of the five, or the trusted person stands."""
        every = (self.readiness, *self.items, self.trusted)
        return next((one for one in every if one.item == name), Standing(item=name))


def read_planning(reader: Reader, guidance: Guidance, patient_id: str, on: date) -> Planning:
    """A patient's conversations as on a day."""
    facts = reader.facts([patient_id])[patient_id]
    names = {one.user: one.name for one in reader.find(Account)}
    return planning(reader, guidance, patient_id, Record(facts, on), names)


def planning(
    reader: Reader, guidance: Guidance, patient_id: str, record: Record, names: Mapping[str, str]
) -> Planning:
    """The same of a record that was read already."""
    clashing = [one for one in conflicts(record) if any(fact.kind in TALKED_OF for fact in one.facts)]
    carers = [one.payload for one in record.carers or () if isinstance(one.payload, Carer)]
    return Planning(
        patient_id=patient_id,
        on=record.on,
        readiness=standing(record, READINESS),
        items=tuple(standing(record, item) for item in ITEMS),
        trusted=standing(record, TRUSTED),
        talks=conversations(record),
        prognoses=prognoses(record, guidance.settings.measure_months),
        deciding=deciding(record),
        clashes=tuple(one.sentence() for one in clashing),
        carers=tuple(carers),
        wills=_wills(reader, guidance, patient_id),
        before=_replaced(record.facts),
        names=names,
    )


def _wills(reader: Reader, guidance: Guidance, patient_id: str) -> PatientWills:
    zones = [zone_of(one).key for one in reader.find(Board)]
    systems = [one.system for one in reader.find(Identifier, patient_id=patient_id)]
    known = guidance.patient_wills
    return known if known.fits(zones, systems) else PatientWills()


def _replaced(facts: tuple[Fact, ...]) -> Mapping[str, tuple[Fact, ...]]:
    """What each correction of a conversation took the place of, and what that had taken the place of."""
    by_id = {one.id: one for one in facts}
    found: dict[str, tuple[Fact, ...]] = {}
    for one in facts:
        chain, now = [], one
        while now.replaces in by_id and by_id[now.replaces] not in chain:
            now = by_id[now.replaces]
            chain.append(now)
        if chain and one.kind in TALKED_OF:
            found[one.id] = tuple(chain)
    return found
