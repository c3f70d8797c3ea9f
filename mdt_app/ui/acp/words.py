"""What stands, what was only talked about and what is in doubt are each said in words of their own."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.acp import CODE_STATUS, READINESS, Standing, said
from mdt_app.domain.deciding import directed
from mdt_app.domain.fact_text import kind_words
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.domain.payloads import SDM_STEPS, Acp, Prognosis, Proposal
from mdt_app.domain.states import Evidence
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_day

STALE = Shape.TRIANGLE
A_YEAR = timedelta(days=365)
SHAPES = {
    "settled": Shape.DONE, "completed": Shape.HALF, "documented": Shape.HALF, "discussed": Shape.RING,
    "none": Shape.RING, "declined": Shape.DOT, "not-applicable": Shape.DOT,
}  # fmt: skip


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("acp", text)


def item(key: str) -> str:
    """An item of care planning by its name."""
    return {
        "readiness": tr("Readiness"), "code-status": tr("Code status"), "living-will": tr("Living will"),
        "advance-directive": tr("Advance directive"), "surrogate": tr("Representative"),
        "out-of-hospital-dnr": tr("DNR outside hospital"), "trusted-person": tr("Trusted person"),
    }.get(key, key)  # fmt: skip


def state(key: str) -> str:
    """How far an item is."""
    return {
        "none": tr("not raised"), "discussed": tr("only discussed"),
        "completed": tr("completed, not documented"), "documented": tr("documented, not completed"),
        "settled": tr("settled"), "declined": tr("declined"), "not-applicable": tr("not applicable"),
    }.get(key, key)  # fmt: skip


def reached(key: str) -> str:
    """The state that one entry says."""
    return {
        "discussed": tr("discussed"), "completed": tr("completed"), "documented": tr("documented"),
        "declined": tr("declined"), "not-applicable": tr("not applicable"),
    }.get(key, key)  # fmt: skip


def shape(found: Standing) -> Shape:
    """The mark before an item; of readiness a talk is all that is asked."""
    if found.item == READINESS and found.state == "discussed":
        return Shape.DONE
    return Shape.TRIANGLE if found.doubts else SHAPES[found.state]


def evidence(fact: Evidence, near: date | None = None) -> str:
    """ "ECOG 3, 19 Nov"."""
    kind = kind_words(Kind(fact.kind)) if fact.kind in tuple(Kind) else fact.kind
    parted = " " if kind.isupper() else ": "
    return f"{kind}{parted}{fact.value}, {said_day(fact.date, near)}"


def banner(found: Standing, near: date | None = None) -> str:
    """The code status in one line; where none is in force, that, and why."""
    value = found.value
    if found.doubts:
        newer = tr(" or ").join(_doubted(fact, fact in found.rivals) for fact in found.doubts)
        return tr("Code status in doubt: {value} or {newer}").format(value=value, newer=newer)
    if found.in_force:
        return tr("Code status: {value}").format(value=value or tr("documented"))
    if found.state in ("completed", "documented"):
        what = {"completed": tr("not documented yet"), "documented": tr("documented, not completed")}[
            found.state
        ]
        return tr("Code status not settled: {what}").format(what=", ".join(filter(None, (value, what))))
    if found.state == "none":
        return tr("No code status recorded")
    day = said_day(found.day, near) if found.day else ""
    return tr("No code status: {state} {day}").format(state=state(found.state), day=day).strip()


def short_banner(found: Standing) -> str:
    """The same where there is little room: what is missing, or the code itself, never less. Cut short, none of it
    reads as "no code"."""
    if found.state == "none":
        return tr("Code status: none recorded")
    if found.in_force and not found.doubts:
        return found.value or tr("Code documented")
    if found.doubts or found.state in ("completed", "documented"):
        return banner(found)
    return tr("Code status: none, {state}").format(state=state(found.state))


def banner_tip(found: Standing, wills: PatientWills) -> str:
    """The rest of it: plain words of the code, since when, by whom, where the paper lies, when to look again."""
    will = wills.named(found.value) if found.value and found.in_force else None
    lines = [will.words if will else "", state_line(found), *(doubt(fact, found) for fact in found.doubts)]
    if not found.in_force:
        lines.append(tr("No treatment limit is in force."))
    lines += [_again(fact) for fact in found.later if said(fact).state == "discussed"]
    return "\n".join(line for line in lines if line)


def state_line(found: Standing, near: date | None = None) -> str:
    """ "settled 10 Nov, Dr Maes, paper: in the hall, signed 3 Nov, again 10 Feb"."""
    payload = said(found.newest) if found.newest else Acp(item="", state="")
    talked = found.item == READINESS and found.state == "discussed"
    again = found.item in (READINESS, CODE_STATUS)
    parts = [
        (tr("talked about") if talked else state(found.state))
        + (f" {said_day(found.day, near)}" if found.day else ""),
        payload.by,
        tr("paper: {place}").format(place=found.place) if found.place else "",
        tr("signed {day}").format(day=said_day(found.document_day, near)) if found.document_day else "",
        tr("look again {day}").format(day=said_day(found.review, near)) if again and found.review else "",
    ]
    return ", ".join(part for part in parts if part)


def person(payload: Acp | Standing) -> str:
    """Name, relation, phone, as far as they are known."""
    if payload.name:
        return ", ".join(part for part in (payload.name, payload.relation, payload.phone) if part)
    return ", ".join(part for part in (payload.value, payload.phone) if part)


def past_day(text: str, today: date) -> date:
    """A day that has been, as typed; without its year the last one that was. Raises ValueError."""
    found = parse_day(text, today)
    if found is None:
        raise ValueError(text)
    if found > today and "+" not in text and any(map(str.isdigit, text)):
        before = parse_day(text, today - A_YEAR)
        found = before if before and (before.day, before.month) == (found.day, found.month) else found
    if found > today:
        raise ValueError(text)
    return found


def _doubt(fact: Fact, rival: bool, near: date | None) -> str:
    return f"{_doubted(fact, rival)} {said_day(fact.true_from, near)}"


def _doubted(fact: Fact, rival: bool) -> str:
    payload = said(fact)
    what = payload.value or payload.name
    return what if rival else " ".join(one for one in (what, reached(payload.state)) if one)


def _again(fact: Fact) -> str:
    words = tr("Spoken of again {day}: {what}")
    return words.format(day=said_day(fact.true_from), what=said(fact).value or reached("discussed"))


def quoted(text: str) -> str:
    """The patient's words in quotation marks, unless they stand in some already."""
    return text if not text or text[0] in "“\"„«'" else f"“{text}”"


def doubt(fact: Fact, found: Standing, near: date | None = None) -> str:
    """What puts a settled value in question."""
    return tr("But: {what}. Ask which holds.").format(what=_doubt(fact, fact in found.rivals, near))


def reached_line(payload: Acp) -> str:
    """One item of a conversation: "Code status: DNR 2, documented, paper: in the hall"."""
    if payload.item == "readiness":
        concerns = tr("concerns: {what}").format(what=quoted(payload.concerns)) if payload.concerns else ""
        parts = [
            quoted(payload.value),
            concerns,
            "" if payload.state == "discussed" else reached(payload.state),
        ]
    else:
        what = person(payload) if payload.name else payload.value
        paper = tr("paper: {place}").format(place=payload.place) if payload.place else ""
        parts = [what, reached(payload.state), paper]
    return f"{item(payload.item)}: {', '.join(part for part in (*parts, payload.note) if part)}"


def told(payload: Prognosis) -> str:
    """What the patient was told, by whom."""
    answer = {
        "yes": tr("Told"), "no": tr("Not told"), "does-not-wish": tr("Does not wish to know"),
    }.get(payload.told, "")  # fmt: skip
    by = tr("by {who}").format(who=payload.told_by) if payload.told_by else ""
    said_of = f"{answer}: {quoted(payload.told_words)}" if answer and payload.told_words else answer
    return ", ".join(part for part in (said_of or quoted(payload.told_words), by) if part)


def proposal(fact: Fact, near: date | None = None) -> str:
    """What is proposed, with what intent, and whether it is directed at the tumour."""
    said_of = fact.payload
    assert isinstance(said_of, Proposal)
    aim = tr("directed at the tumour") if directed(said_of) else tr("not directed at the tumour")
    intent = said_of.intent or tr("intent not said")
    return f"{said_of.text or said_of.kind}, {intent}, {aim}, {said_day(fact.true_from, near)}"


def steps() -> tuple[tuple[str, str], ...]:
    """The four steps by their names."""
    names = (tr("Choice"), tr("Benefit, harm"), tr("Concerns"), tr("Together"))
    return tuple(zip(SDM_STEPS, names, strict=True))
