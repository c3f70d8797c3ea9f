"""Partners, carers and the team's cover: whoever was never asked about is unknown, not absent (COO, CAR, EOL)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdt_app.domain.carers import answer_about, lacking, name_of, says_yes
from mdt_app.domain.evidence import capitalised, evidence
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Finding, Rule, View, moments, since, unsettled
from mdt_app.domain.guidance import LEVEL_IDS
from mdt_app.domain.payloads import CareHolder, Encounter, Referral, Trace, Transition
from mdt_app.domain.record import Record
from mdt_app.domain.roles import Partner
from mdt_app.domain.scores import settling
from mdt_app.domain.states import Evidence, Status


def partners_informed(view: View) -> Finding:
    """Due with no GP named, or a partner without contact since the last change of plan (COO-1)."""
    record, entries = view.record, view.done()
    changes = record.of(Kind.PLAN_CHANGE)
    triggers = moments(changes)
    newest: list[Fact] = []
    behind, partners = [], _partners(view)
    for partner in partners:
        contacts = sorted([*_contacts(partner, record), *entries], key=lambda fact: fact.true_from)
        newest += contacts[-1:]
        behind += [] if contacts and not unsettled(triggers[-1:], contacts) else [partner.name.lower()]
    shown = evidence([*changes[-1:], *dict.fromkeys(entries + tuple(newest))])
    problems = [] if _gp(record) else ["no general practitioner is named"]
    if behind:
        since_when = f" since the change of plan on {changes[-1].true_from}" if changes else " yet"
        problems.append(f"no contact with {' and '.join(behind)}{since_when}")
    newest.sort(key=lambda fact: fact.true_from)
    if problems:
        why = f"{capitalised('; '.join(problems))}."
        settled = newest[0] if len(newest) == len(partners) and _gp(record) else None
        return Finding(status=Status.DUE, why=why, evidence=shown, triggers=triggers, settled=settled)
    last = newest[-1] if newest else None
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
        and not fact.payload.task
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
    """Due while a carer is known about whom the patient has not said whether the team may speak with them (CAR-1)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    record, carers = view.record, view.record.carers or ()
    said = {one.id: answer_about(record, Kind.CARER_PERMISSION, name_of(one)) for one in carers}
    shown = list(dict.fromkeys(one for one in said.values() if one is not None))
    newest = max(shown, key=lambda fact: fact.true_from, default=None)
    unasked = tuple(one for one in carers if said[one.id] is None)
    if unasked or newest is None:
        why = f"A carer is known{_named(unasked, record)}, and the patient has not said yet."
        shown_now = evidence(unasked)
        return Finding(
            status=Status.DUE, why=why, evidence=shown_now, triggers=moments(carers), settled=newest
        )
    outcome = {True: "allowed", False: "not allowed", None: "allowed for some"}
    answered = {says_yes(one) for one in shown}
    allowed = outcome[answered.pop() if len(answered) == 1 else None]
    why = f"Answered on {newest.true_from}: {allowed}."
    return Finding(
        status=Status.DONE, why=why, evidence=evidence(shown), settled=newest, triggers=moments(carers)
    )


def carer_distress(view: View) -> Finding:
    """Due once for each carer who comes along; unknown while it is not recorded whether they do (CAR-2)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    record, carers = view.record, view.record.carers or ()
    asked = sorted(
        [*settling(record, view.guidance, view.element.id), *view.done()], key=lambda fact: fact.true_from
    )
    coming = {one.id: answer_about(record, Kind.CARER_ATTENDS, name_of(one)) for one in carers}
    said = list(dict.fromkeys(one for one in coming.values() if one is not None))
    triggers = moments([*carers, *said])
    left = lacking(tuple(asked), record)
    attending = tuple(one for one in left if says_yes(coming[one.id]))
    if attending:
        why = f"The carer{_named(attending, record)} comes along and has not been asked yet."
        shown = evidence([*attending, *(one for one in said if says_yes(one))])
        return Finding(
            status=Status.DUE,
            why=why,
            evidence=shown,
            triggers=triggers,
            settled=asked[-1] if asked else None,
        )
    unknown = tuple(one for one in left if coming[one.id] is None)
    if unknown:
        why = f"It is not recorded whether the carer{_named(unknown, record)} comes along."
        return Finding(status=Status.UNKNOWN, why=why, evidence=evidence(unknown), triggers=triggers)
    if asked:
        why = f"Asked on {asked[-1].true_from}."
        return Finding(
            status=Status.DONE, why=why, evidence=evidence(asked[-1:]), settled=asked[-1], triggers=triggers
        )
    why = "The carer does not come along to visits."
    return Finding(status=Status.NOT_DUE, why=why, evidence=evidence(said), triggers=triggers)


def carer_told(view: View) -> Finding:
    """Due until entered once for each known carer (CAR-3, CAR-4)."""
    alone = _without_carer(view)
    if alone is not None:
        return alone
    carers, told = view.record.carers or (), view.done()
    left = lacking(told, view.record)
    if not left:
        why = f"Done on {told[-1].true_from}."
        return Finding(
            status=Status.DONE,
            why=why,
            evidence=evidence(told[-1:]),
            settled=told[-1],
            triggers=moments(carers),
        )
    why = f"A carer is known{_named(left, view.record)}; not done yet."
    return Finding(
        status=Status.DUE, why=why, evidence=evidence(left), triggers=moments(carers),
        settled=told[-1] if told else None,
    )  # fmt: skip


def _named(some: tuple[Fact, ...], record: Record) -> str:
    """Who is meant, where it is not all of them: " (Luc Maes)"."""
    names = dict.fromkeys(name_of(one) for one in some)
    return f" ({', '.join(names)})" if len(some) < len(record.carers or ()) else ""


def bereavement(view: View) -> Finding:
    """Due from the death until an entry after it, within so many days (CAR-5)."""
    death = view.record.death
    if death is None:
        return Finding(status=Status.NOT_DUE, why="The patient is alive.")
    return since([death], view.done(), at_first=Status.DUE, due=view.last_day(death.true_from))


def team_cover(view: View) -> Finding:
    """Due in the end-of-life phase while the team's cover is missing or was not reviewed for so many months (EOL-1)."""
    record = view.record
    traces = [fact for fact in record.of(Kind.TEAM_COVER) if record.stands(fact)]
    reviews = [*evidence(traces), *_covers(view)]
    newest = max(reviews, key=lambda one: one.date, default=None)
    until = view.last_day(newest.date) if newest else None
    phase = record.newest(Kind.END_OF_LIFE_PHASE) if record.answer(Kind.END_OF_LIFE_PHASE) else None
    called = [phase] if phase else []
    if newest is not None and until is not None and record.on <= until:
        return Finding(
            status=Status.DONE,
            why=f"The team's cover was reviewed on {newest.date}.",
            due=until,
            evidence=(newest,),
            settled=traces[-1] if traces else None,
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


def _covers(view: View) -> Iterator[Evidence]:
    """What the teams themselves name, up to the day; no fact of the patient says it."""
    for cover in view.surroundings.covers:
        if cover.reviewed <= view.record.on:
            yield Evidence(kind=Kind.TEAM_COVER, date=cover.reviewed, value=cover.words, fact_id="")


def _uncovered(until: date | None) -> str:
    missing = "is not named" if until is None else f"was to be reviewed by {until}"
    return f"Last phase of life, and the team's day and night cover {missing}."


RULES = {
    "partners-informed": Rule(compute=partners_informed),
    "carer-permission": Rule(compute=carer_permission),
    "carer-distress": Rule(compute=carer_distress),
    "carer-told": Rule(compute=carer_told),
    "bereavement": Rule(compute=bereavement, numbers=("days",), window="days"),
    "team-cover": Rule(compute=team_cover, numbers=("months",), window="months"),
}
