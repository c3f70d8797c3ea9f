"""What advanced disease calls for is unknown while it is open whether the disease is advanced (ACP, REF)."""

from __future__ import annotations

from datetime import timedelta

from mdt_app.domain.dates import Moment, after, moment
from mdt_app.domain.evidence import evidence, fact_phrase
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Finding, Rule, View, moments, since, unsettled
from mdt_app.domain.payloads import Acp, Referral, Score
from mdt_app.domain.record import Known, survival_days
from mdt_app.domain.scores import answered
from mdt_app.domain.states import Status

DAYS_A_MONTH = 30.4375
LET_BE = {"declined": Status.DECLINED, "not-applicable": Status.NOT_APPLICABLE}
COMPLETE = frozenset({"completed", "documented"})


def _unless_advanced(view: View, settled: Fact | None) -> Finding | None:
    """The finding where advanced disease is not recorded, else None."""
    advanced = view.record.advanced
    if advanced.known is Known.YES:
        return None
    if advanced.known is Known.UNKNOWN:
        why = "Signs of advanced disease, but nobody has said whether it is advanced or incurable."
        return Finding(status=Status.UNKNOWN, why=why, evidence=evidence(advanced.signs))
    if settled is not None:
        why = f"Done on {settled.true_from}, before any advanced disease."
        return Finding(status=Status.DONE, why=why, evidence=evidence([settled]), settled=settled)
    return Finding(status=Status.NOT_DUE, why="No advanced or incurable disease is recorded.")


def _advanced(view: View) -> list[Fact]:
    known = view.record.advanced.since
    return [] if known is None else [known]


def _state(fact: Fact) -> str:
    return fact.payload.state if isinstance(fact.payload, Acp) else ""


def acp_begun(view: View) -> Finding:
    """Due from the day of advanced disease until a conversation about readiness since (ACP-1)."""
    about = [fact for item in view.words("items") for fact in view.record.acp_items(item)]
    talks = [fact for fact in about if _state(fact) not in LET_BE]
    early = _unless_advanced(view, talks[-1] if talks else None)
    if early is not None:
        return early
    triggers = _advanced(view)
    refused = [fact for fact in about if _state(fact) in LET_BE]
    still = unsettled(moments(triggers), talks)
    if still and refused and _still_refused(refused[-1], view):
        last = refused[-1]
        why = f"Readiness {_state(last).replace('-', ' ')} on {last.true_from}."
        return Finding(
            status=LET_BE[_state(last)],
            why=why,
            evidence=evidence([last]),
            settled=last,
            triggers=moments(triggers),
        )
    return since(triggers, talks, at_first=Status.DUE)


def _still_refused(refusal: Fact, view: View) -> bool:
    newer = [*_advanced(view), *view.record.clinical_changes]
    return not any(after(moment(fact), moment(refusal)) for fact in newer)


def acp_items_settled(view: View) -> Finding:
    """Due while advanced and one of the items is not completed and documented, declined or not applicable (ACP-2)."""
    items = view.words("items")
    about = [fact for item in items for fact in view.record.acp_items(item)]
    missing = [item for item in items if not _item_settled(item, view)]
    newest = max(about, key=lambda fact: fact.true_from, default=None)
    if not missing and newest is not None:
        why = f"All {len(items)} items are settled, the last on {newest.true_from}."
        return Finding(
            status=Status.DONE,
            why=why,
            evidence=evidence(about),
            settled=newest,
            triggers=moments(_advanced(view)),
        )
    early = _unless_advanced(view, None)
    if early is not None:
        return early
    why = f"Not settled: {', '.join(_spelled(item) for item in missing)}."
    shown = evidence([*_advanced(view), *about])
    return Finding(status=Status.DUE, why=why, evidence=shown, triggers=moments(_advanced(view)))


def _spelled(item: str) -> str:
    return "out-of-hospital DNR" if item == "out-of-hospital-dnr" else item.replace("-", " ")


def _item_settled(item: str, view: View) -> bool:
    facts = view.record.acp_items(item)
    if {_state(fact) for fact in facts} >= COMPLETE:
        return True
    return any(_state(fact) in LET_BE and _still_refused(fact, view) for fact in facts)


def entered_since_advanced(view: View) -> Finding:
    """Due from the day of advanced disease until an entry since (REF-1)."""
    told = view.done()
    return _unless_advanced(view, told[-1] if told else None) or since(
        _advanced(view), told, at_first=Status.DUE
    )


def criteria_reviewed(view: View) -> Finding:
    """Due with no review since the last case or assessment, and at the latest so many days after the last (REF-2)."""
    record = view.record
    reviews = sorted([*record.of(Kind.CRITERIA_REVIEW), *view.done()], key=lambda fact: fact.true_from)
    filled = [
        fact for fact, _, instrument in answered(record, view.guidance) if instrument.subject == "patient"
    ]
    cases = [*view.surroundings.cases, *(fact.true_from for fact in record.of(Kind.CASE))]
    called = [*moments(filled), *(Moment(day) for day in cases if day <= record.on)]
    called.sort(key=lambda trigger: trigger.day)
    if reviews:
        return _since_review(view, reviews, called, filled[-1:])
    return Finding(
        status=Status.DUE,
        why="The criteria were never reviewed.",
        due=view.last_day(called[0].day) if called else None,
        evidence=evidence(filled[-1:]),
        triggers=tuple(called),
    )


def _since_review(view: View, reviews: list[Fact], called: list[Moment], newest: list[Fact]) -> Finding:
    """Whether the last review still counts: nothing newer calls for one, and its days are not over."""
    last, on = reviews[-1], view.record.on
    until = view.last_day(last.true_from)
    newer = unsettled(called, reviews)
    if newer or on > until:
        cause = f"a case or assessment of {newer[-1].day} is newer" if newer else f"owed again after {until}"
        return Finding(
            status=Status.DUE,
            why=f"Last reviewed on {last.true_from}; {cause}.",
            due=until,
            evidence=evidence([last, *newest]),
            settled=last,
            triggers=tuple(called),
        )
    soon = on >= until - timedelta(days=view.number("warn_days"))
    return Finding(
        status=Status.DONE,
        why=f"Reviewed on {last.true_from}.",
        due=until,
        evidence=evidence([last]),
        settled=last,
        triggers=tuple(called),
        warning=f"To be reviewed again by {until}." if soon else "",
    )


def hospice_referral(view: View) -> Finding:
    """Due when advanced and the newest prognosis or ECOG meets its threshold, until a hospice referral (REF-3)."""
    referred = [f for f in view.record.of(Kind.REFERRAL) if _to(f) in view.words("referrals")]
    if referred:
        why = f"Referred on {referred[-1].true_from}."
        return Finding(status=Status.DONE, why=why, evidence=evidence(referred[-1:]), settled=referred[-1])
    early = _unless_advanced(view, None)
    if early is not None:
        return early
    meeting, recorded = _hospice_measures(view)
    triggers = moments([*_advanced(view), *meeting])
    shown = evidence([*_advanced(view), *(meeting or recorded)])
    if meeting:
        why = f"Advanced disease, {' and '.join(fact_phrase(fact) for fact in meeting)}; no referral yet."
        return Finding(status=Status.DUE, why=why, evidence=shown, triggers=triggers)
    if recorded:
        why = "Advanced disease, but neither prognosis nor ECOG calls for it."
        return Finding(status=Status.NOT_DUE, why=why, evidence=shown, triggers=triggers)
    why = "Advanced disease, but no prognosis and no ECOG of the last months."
    return Finding(status=Status.UNKNOWN, why=why, evidence=shown, triggers=triggers)


def _hospice_measures(view: View) -> tuple[list[Fact], list[Fact]]:
    """The newest measures that meet their threshold, and all of the newest that count."""
    months = view.guidance.settings.measure_months
    meeting = [f for f in (view.record.estimate(), view.record.ecog()) if f is not None and _calls(f, view)]
    counted = [f for f in (view.record.estimate(), view.record.ecog()) if f is not None and f not in meeting]
    return meeting, meeting + [fact for fact in counted if view.record.is_fresh(fact, months)]


def _calls(fact: Fact, view: View) -> bool:
    if isinstance(fact.payload, Score):
        return view.number("ecog_from") <= fact.payload.value <= view.number("ecog_to")
    days = survival_days(fact)
    return days is not None and days <= view.number("survival_months") * DAYS_A_MONTH


def _to(fact: Fact) -> str:
    return fact.payload.to if isinstance(fact.payload, Referral) else ""


def referral_agreed(view: View) -> Finding:
    """Due while a referral is newer than the last answer of patient or family (REF-4)."""
    referrals, answers = view.record.referrals, view.record.of(Kind.REFERRAL_AGREED)
    if not referrals:
        return Finding(status=Status.NOT_DUE, why="No referral is recorded.")
    found = since(referrals, answers, at_first=Status.NOT_DUE)
    if found.status is Status.DONE and view.record.answer(Kind.REFERRAL_AGREED) is False:
        return Finding(
            status=Status.DONE,
            why=found.why,
            evidence=found.evidence,
            settled=found.settled,
            triggers=found.triggers,
            warning="Patient or family did not agree to the referral.",
        )
    return found


RULES = {
    "acp-begun": Rule(compute=acp_begun, words={"items": ("readiness",)}),
    "acp-items-settled": Rule(
        compute=acp_items_settled,
        words={
            "items": ("code-status", "living-will", "advance-directive", "surrogate", "out-of-hospital-dnr")
        },
    ),
    "entered-since-advanced": Rule(compute=entered_since_advanced),
    "criteria-reviewed": Rule(compute=criteria_reviewed, numbers=("days", "warn_days"), window="days"),
    "hospice-referral": Rule(
        compute=hospice_referral,
        numbers=("survival_months", "ecog_from", "ecog_to"),
        words={"referrals": ("hospice",)},
        shared=("measure_months",),
    ),
    "referral-agreed": Rule(compute=referral_agreed),
}
