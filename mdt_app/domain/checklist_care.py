"""Partners, carers and the team's cover: whoever was never asked about is unknown, not absent (COO, CAR, EOL)."""

from __future__ import annotations

from datetime import date, timedelta

from mdt_app.domain.dates import months_after
from mdt_app.domain.evidence import capitalised, evidence
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Finding, Rule, View, moments, since, unsettled
from mdt_app.domain.guidance import LEVEL_IDS, Partner
from mdt_app.domain.payloads import CareHolder, Encounter, Referral, Trace, Transition
from mdt_app.domain.record import Record
from mdt_app.domain.scores import settling
from mdt_app.domain.states import Status


def partners_informed(view: View) -> Finding:
    """Due with no GP named, or a partner without contact since the last change of plan (COO-1)."""
    record, entries = view.record, view.done()
    changes = record.of(Kind.PLAN_CHANGE)
    triggers = moments(changes)
    reached = list(entries)
    behind = []
    for partner in _partners(view):
        contacts = sorted([*_contacts(partner, record), *entries], key=lambda fact: fact.true_from)
        reached += contacts[-1:]
        behind += [] if contacts and not unsettled(triggers[-1:], contacts) else [partner.name.lower()]
    shown = evidence([*changes[-1:], *dict.fromkeys(reached)])
    problems = [] if _gp(record) else ["no general practitioner is named"]
    if behind:
        since_when = f" since the change of plan on {changes[-1].true_from}" if changes else " yet"
        problems.append(f"no contact with {' and '.join(behind)}{since_when}")
    last = max(reached, key=lambda fact: fact.true_from, default=None)
    if problems:
        why = f"{capitalised('; '.join(problems))}."
        return Finding(status=Status.DUE, why=why, evidence=shown, triggers=triggers)
    why = f"Every partner was reached, last on {last.true_from if last else record.on}."
    return Finding(status=Status.DONE, why=why, evidence=shown, settled=last, triggers=triggers)


def _gp(record: Record) -> Fact | None:
    """The newest standing fact that names who holds primary care."""
    named = [
        fact
        for fact in record.of(Kind.CARE_HOLDER)
        if isinstance(fact.payload, CareHolder)
        and fact.payload.level == "primary"
        and fact.payload.name.strip()
        and record.stands(fact)
    ]
    return named[-1] if named else None


def _partners(view: View) -> list[Partner]:
    setting = _setting(view.record)
    referred = {f.payload.to for f in view.record.of(Kind.REFERRAL) if isinstance(f.payload, Referral)}
    return [
        partner
        for partner in view.guidance.roles.partners
        if partner.always
        or setting in partner.settings
        or (partner.referral and partner.referral in referred)
    ]


def _setting(record: Record) -> str:
    """Where the patient was last known to be, in lower case; "" unknown."""
    places = []
    for fact in record.of(Kind.TRANSITION, Kind.ENCOUNTER):
        if isinstance(fact.payload, Transition) and fact.payload.to not in LEVEL_IDS:
            places.append(fact.payload.to)
        elif isinstance(fact.payload, Encounter) and fact.payload.setting:
            places.append(fact.payload.setting)
    return places[-1].strip().lower() if places else ""


def _contacts(partner: Partner, record: Record) -> list[Fact]:
    traces = record.of(Kind.PARTNER_CONTACT, Kind.LETTER_ISSUED)
    return [
        fact
        for fact in traces
        if isinstance(fact.payload, Trace)
        and {fact.payload.level.strip().lower(), fact.payload.partner.strip().lower()} & set(partner.contacts)
    ]


def _without_carer(view: View) -> Finding | None:
    """The finding where no carer is known, else None."""
    if view.record.carers is None:
        return Finding(status=Status.UNKNOWN, why="Nobody has asked whether there is a carer.")
    if not view.record.carers:
        said = evidence(view.record.of(Kind.CARER)[-1:])
        return Finding(status=Status.NOT_APPLICABLE, why="There is no carer.", evidence=said)
    return None


def carer_permission(view: View) -> Finding:
    """Due while a carer is known and the patient has not said whether the team may speak with them (CAR-1)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    answers, carers = view.record.of(Kind.CARER_PERMISSION), view.record.carers or ()
    if not answers:
        why = "A carer is known, and the patient has not said yet."
        return Finding(status=Status.DUE, why=why, evidence=evidence(carers), triggers=moments(carers))
    newest = view.record.newest(Kind.CARER_PERMISSION) or answers[-1]
    allowed = "allowed" if view.record.answer(Kind.CARER_PERMISSION) else "not allowed"
    why = f"Answered on {newest.true_from}: {allowed}."
    return Finding(
        status=Status.DONE, why=why, evidence=evidence([newest]), settled=newest, triggers=moments(carers)
    )


def carer_distress(view: View) -> Finding:
    """Due once for a carer who comes along; unknown while it is not recorded whether they do (CAR-2)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    record, carers = view.record, view.record.carers or ()
    asked = sorted(
        [*settling(record, view.guidance, view.element.id), *view.done()], key=lambda fact: fact.true_from
    )
    coming = record.newest(Kind.CARER_ATTENDS)
    triggers = moments([*carers, *([coming] if coming else [])])
    if asked:
        why = f"Asked on {asked[-1].true_from}."
        return Finding(
            status=Status.DONE, why=why, evidence=evidence(asked[-1:]), settled=asked[-1], triggers=triggers
        )
    if coming is None:
        why = "It is not recorded whether the carer comes along."
        return Finding(status=Status.UNKNOWN, why=why, evidence=evidence(carers), triggers=triggers)
    if not record.answer(Kind.CARER_ATTENDS):
        why = "The carer does not come along to visits."
        return Finding(status=Status.NOT_DUE, why=why, evidence=evidence([coming]), triggers=triggers)
    why = "The carer comes along and has not been asked yet."
    return Finding(status=Status.DUE, why=why, evidence=evidence([*carers, coming]), triggers=triggers)


def carer_told(view: View) -> Finding:
    """Due until entered once for a known carer (CAR-3, CAR-4)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    carers, told = view.record.carers or (), view.done()
    if told:
        why = f"Done on {told[-1].true_from}."
        return Finding(
            status=Status.DONE,
            why=why,
            evidence=evidence(told[-1:]),
            settled=told[-1],
            triggers=moments(carers),
        )
    why = "A carer is known; not done yet."
    return Finding(status=Status.DUE, why=why, evidence=evidence(carers), triggers=moments(carers))


def bereavement(view: View) -> Finding:
    """Due from the death until an entry after it, within so many days (CAR-5)."""
    death = view.record.death
    if death is None:
        return Finding(status=Status.NOT_DUE, why="The patient is alive.")
    return since(
        [death], view.done(), at_first=Status.DUE, due=death.true_from + timedelta(days=view.number("days"))
    )


def team_cover(view: View) -> Finding:
    """Due in the end-of-life phase while the team's cover is missing or was not reviewed for so many months (EOL-1)."""
    traces = view.record.of(Kind.TEAM_COVER)
    reviews = [fact.true_from for fact in traces if view.record.stands(fact)]
    own = view.surroundings.team_cover
    reviews += [own] if own is not None and own <= view.record.on else []
    until = months_after(max(reviews), view.number("months")) if reviews else None
    phase = view.record.newest(Kind.END_OF_LIFE_PHASE) if view.record.answer(Kind.END_OF_LIFE_PHASE) else None
    called = [phase] if phase else []
    if until is not None and view.record.on <= until:
        why = f"The team's cover was reviewed on {max(reviews)}."
        last = traces[-1] if traces else None
        return Finding(
            status=Status.DONE,
            why=why,
            due=until,
            evidence=evidence(traces[-1:]),
            settled=last,
            triggers=moments(called),
        )
    if phase is None:
        return Finding(status=Status.NOT_DUE, why="The last phase of life is not recorded.")
    return Finding(
        status=Status.DUE,
        why=_uncovered(until),
        due=until,
        evidence=evidence(called),
        triggers=moments(called),
    )


def _uncovered(until: date | None) -> str:
    missing = "is not named" if until is None else f"was to be reviewed by {until}"
    return f"Last phase of life, and the team's day and night cover {missing}."


RULES = {
    "partners-informed": Rule(compute=partners_informed),
    "carer-permission": Rule(compute=carer_permission),
    "carer-distress": Rule(compute=carer_distress),
    "carer-told": Rule(compute=carer_told),
    "bereavement": Rule(compute=bereavement, numbers=("days",)),
    "team-cover": Rule(compute=team_cover, numbers=("months",)),
}
