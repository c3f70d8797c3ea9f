"""What a fact says is asked part by part, in the words of the page, each part in the way it can be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mdt_app.domain import payloads
from mdt_app.domain.facts import Fact, Kind
from mdt_app.ui.common.words import language
from mdt_app.ui.patients.words import topic, tr

Choices = Sequence[tuple[str, str]]
LANGUAGES = ("ar", "bg", "de", "en", "es", "fr", "it", "nl", "pl", "ro", "ru", "tr", "uk")
ENDING = frozenset(
    {
        *(Kind.DIAGNOSIS, Kind.METASTASIS, Kind.PROBLEM, Kind.MEDICATION, Kind.ALLERGY),
        *(Kind.TREATMENT_LINE, Kind.ENCOUNTER),
    }
)
"""What ends one day; everything else holds for its day, or until something newer is said."""


class Sort(StrEnum):
    """How a part is written."""

    LINE = "line"
    LINES = "lines"
    WHOLE = "whole number"
    AMOUNT = "amount"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes or no"


@dataclass(frozen=True)
class Part:
    """One part of a payload: `name` is its field, `needed` that it cannot be left empty."""

    name: str
    label: str
    sort: Sort = Sort.LINE
    choices: Choices = ()
    needed: bool = False


def parts_of(fact: Fact) -> tuple[Part, ...]:
    """The parts of a fact that can be written, () where it has a form of its own or none."""
    payload = fact.payload
    match payload:
        case payloads.Condition():
            return _condition(fact.kind)
        case payloads.Stage():
            return _stage()
        case payloads.Score():
            return (
                Part("value", "ECOG" if fact.kind is Kind.ECOG else tr("Karnofsky"), Sort.WHOLE, needed=True),
            )
        case payloads.Measurement():
            return (
                Part("name", tr("What was measured"), needed=True), Part("value", tr("Value"), needed=True),
                Part("unit", tr("Unit")), _code(),
            )  # fmt: skip
        case payloads.Named():
            return (
                Part("text", tr("What it is"), needed=True),
                Part("result", tr("Result"), Sort.LINES),
                _code(),
            )
        case payloads.Medication():
            return _medication()
        case payloads.Allergy():
            severities = (
                ("", tr("not said")), ("mild", tr("mild")), ("moderate", tr("moderate")), ("severe", tr("severe")),
                ("low", tr("low risk")), ("high", tr("high risk")), ("unable-to-assess", tr("cannot be told")),
            )  # fmt: skip
            return (
                Part("text", tr("Allergic to"), needed=True), Part("reaction", tr("Reaction")),
                Part("severity", tr("How severe"), Sort.CHOICE, severities), _code(),
            )  # fmt: skip
    return _happened(fact.kind, payload) or _said(payload)


def _happened(kind: Kind, payload: payloads.Payload) -> tuple[Part, ...]:
    match payload:
        case payloads.TreatmentLine():
            return (
                Part("number", tr("Line number"), Sort.WHOLE, needed=True), Part("text", tr("Treatment")),
                Part("kind", tr("Kind"), Sort.CHOICE, _treatments()),
                Part("intent", tr("Intent"), Sort.CHOICE, _intents()),
            )  # fmt: skip
        case payloads.Proposal():
            return (
                Part("text", tr("Treatment")), Part("kind", tr("Kind"), Sort.CHOICE, _treatments()),
                Part("intent", tr("Intent"), Sort.CHOICE, _intents()),
            )  # fmt: skip
        case payloads.Event():
            return (Part("text", tr("Note") if kind is Kind.DEATH else tr("What happened"), Sort.LINES),)
        case payloads.Encounter():
            return Part("text", tr("What it was")), Part("setting", tr("Where"), Sort.CHOICE, _settings())
        case payloads.Planned():
            return Part("day", tr("Planned for"), Sort.DAY, needed=True), Part("text", tr("What is planned"))
        case payloads.BoardCase():
            return (
                Part("board", tr("Tumour board")), Part("question", tr("Question"), Sort.LINES),
                Part("decided", tr("Decided"), Sort.YES_NO),
            )  # fmt: skip
        case payloads.Referral():
            return (Part("note", tr("Note"), Sort.LINES),)
    return ()


def _said(payload: payloads.Payload) -> tuple[Part, ...]:
    match payload:
        case payloads.Answer():
            named = (Part("carer", tr("Which carer")),) if payload.carer else ()
            return Part("value", tr("Answer"), Sort.YES_NO), *named, Part("note", tr("Note"), Sort.LINES)
        case payloads.Language():
            spoken = sorted(((code, language(code)) for code in LANGUAGES), key=lambda one: one[1])
            return (
                Part("code", tr("Language"), Sort.CHOICE, spoken), Part("preferred", tr("Preferred"), Sort.YES_NO)
            )  # fmt: skip
        case payloads.Faith():
            answers = (
                ("", tr("as written")), ("none", tr("none")), ("prefers-not-to-say", tr("prefers not to say")),
            )  # fmt: skip
            return Part("text", tr("Faith or outlook on life")), Part(
                "code", tr("Answer"), Sort.CHOICE, answers
            )
        case payloads.PatientWords():
            topics = [(key, topic(key)) for key in TOPICS]
            return (
                Part("topic", tr("About"), Sort.CHOICE, topics), Part("text", tr("Words"), Sort.LINES, needed=True),
                Part("by", tr("Said by")),
            )  # fmt: skip
        case payloads.Prognosis():
            return _prognosis()
        case payloads.WeighedOption():
            return (
                Part("text", tr("Option"), needed=True), Part("benefit", tr("What it may bring")),
                Part("benefit_chance", tr("Chance of that")), Part("harm", tr("What it may cost")),
                Part("harm_chance", tr("Chance of that harm")), Part("source", tr("Source of the chances")),
            )  # fmt: skip
        case payloads.SdmStep():
            return Part("note", tr("Note"), Sort.LINES), Part("family", tr("Who of the family took part"))
    return ()


TOPICS = ("knows", "wants", "not-wanted", "goals", "fears", "told", "communication", "deciding", "telling")


def _condition(kind: Kind) -> tuple[Part, ...]:
    name = {Kind.DIAGNOSIS: tr("Diagnosis"), Kind.METASTASIS: tr("Metastasis")}.get(kind, tr("Problem"))
    sides = (
        ("", tr("not said")), ("left", tr("left")), ("right", tr("right")), ("both sides", tr("both sides")),
        ("midline", tr("midline")),
    )  # fmt: skip
    statuses = (
        ("", tr("not said")), ("active", tr("active")), ("recurrence", tr("recurrence")), ("relapse", tr("relapse")),
        ("remission", tr("remission")), ("inactive", tr("inactive")), ("resolved", tr("resolved")),
    )  # fmt: skip
    rules = (
        ("", tr("nothing special")), ("delirium", tr("delirium")),
        ("cord-compression", tr("spinal cord compression")), ("cauda-equina", tr("cauda equina")),
    )  # fmt: skip
    where = {
        Kind.PROBLEM: (Part("site", tr("Where")), Part("concept", tr("Counts as"), Sort.CHOICE, rules)),
        Kind.METASTASIS: (
            Part("site", tr("Where")), Part("distant", tr("Distant"), Sort.YES_NO),
            Part("laterality", tr("Side"), Sort.CHOICE, sides),
        ),
        Kind.DIAGNOSIS: (
            Part("site", tr("Where")), Part("laterality", tr("Side"), Sort.CHOICE, sides),
            Part("morphology", tr("Histology")),
        ),
    }[kind]  # fmt: skip
    return (
        Part("text", name, needed=True), _code(), *where, Part("status", tr("State"), Sort.CHOICE, statuses),
        Part("confirmed", tr("Confirmed"), Sort.YES_NO),
    )  # fmt: skip


def _stage() -> tuple[Part, ...]:
    categories = (("T", "T"), ("N", "N"), ("M", "M"), ("stage", tr("stage")))
    prefixes = (
        ("", tr("none")), ("c", tr("c, clinical")), ("p", tr("p, pathological")), ("y", tr("y, after treatment")),
        ("yc", "yc"), ("yp", "yp"), ("r", tr("r, recurrence")), ("a", tr("a, autopsy")),
    )  # fmt: skip
    return (
        Part("category", tr("Category"), Sort.CHOICE, categories), Part("value", tr("Value"), needed=True),
        Part("prefix", tr("Prefix"), Sort.CHOICE, prefixes), Part("edition", tr("Edition")),
    )  # fmt: skip


def _medication() -> tuple[Part, ...]:
    changes = (
        ("", tr("no change")), ("new", tr("new")), ("changed", tr("changed")), ("stopped", tr("stopped")),
    )  # fmt: skip
    statuses = (
        ("", tr("not said")), ("active", tr("in use")), ("on-hold", tr("paused")), ("intended", tr("planned")),
        ("stopped", tr("stopped")), ("completed", tr("finished")), ("not-taken", tr("not taken")),
    )  # fmt: skip
    return (
        Part("text", tr("Medicine"), needed=True), Part("dose", tr("Dose")), Part("reason", tr("Reason")),
        Part("change", tr("Change"), Sort.CHOICE, changes), Part("previous_dose", tr("Dose before")),
        Part("status", tr("In use or not"), Sort.CHOICE, statuses), _code(),
    )  # fmt: skip


def _prognosis() -> tuple[Part, ...]:
    units = (
        ("", tr("no estimate")), ("d", tr("days")), ("wk", tr("weeks")), ("mo", tr("months")), ("a", tr("years")),
    )  # fmt: skip
    told = (
        ("", tr("not recorded")), ("yes", tr("told")), ("no", tr("not told")),
        ("does-not-wish", tr("does not wish to know")),
    )  # fmt: skip
    return (
        Part("amount", tr("Estimate of survival"), Sort.AMOUNT), Part("unit", tr("Unit"), Sort.CHOICE, units),
        Part("method", tr("Method")), Part("author", tr("Estimated by")),
        Part("told", tr("What the patient was told"), Sort.CHOICE, told),
        Part("told_words", tr("What was said"), Sort.LINES), Part("told_by", tr("Told by")),
    )  # fmt: skip


def _code() -> Part:
    return Part("code", tr("Code"))


def _treatments() -> Choices:
    return (
        ("", tr("not said")), ("systemic", tr("systemic")), ("radiotherapy", tr("radiotherapy")),
        ("surgery", tr("surgery")), ("supportive", tr("supportive")),
    )  # fmt: skip


def _intents() -> Choices:
    return (("", tr("not said")), ("curative", tr("curative")), ("palliative", tr("palliative")))


def _settings() -> Choices:
    return (
        ("", tr("not said")), ("clinic", tr("clinic")), ("ward", tr("ward")), ("home", tr("home")),
        ("phone", tr("phone")), ("palliative-unit", tr("palliative unit")), ("nursing-home", tr("nursing home")),
    )  # fmt: skip
