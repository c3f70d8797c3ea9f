"""A conversation is kept in one go, fact by fact; correcting it adds facts that replace, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.acp import COMPLETE, PEOPLE, STATES
from mdt_app.domain.deciding import wrong_options
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import (
    SDM_STEPS,
    Acp,
    Answer,
    Faith,
    Language,
    PatientWords,
    Payload,
    Prognosis,
    Proposal,
    SdmStep,
    WeighedOption,
)
from mdt_app.domain.people import Patient
from mdt_app.domain.plausible import Life, impossible, life_of
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.facts import require_standing
from mdt_app.operations.work import Change, OpenWork, Work

TOPICS = ("knows", "wants", "not-wanted", "goals", "fears", "communication", "telling", "deciding")
KINDS: dict[type[Payload], Kind] = {
    Acp: Kind.ACP,
    SdmStep: Kind.SDM,
    WeighedOption: Kind.OPTION,
    Proposal: Kind.TREATMENT_PROPOSED,
    Prognosis: Kind.PROGNOSIS,
    PatientWords: Kind.PATIENT_WORDS,
    Faith: Kind.FAITH,
    Language: Kind.LANGUAGE,
    Answer: Kind.INTERPRETER_NEEDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTalk(Command):
    """What was said in one conversation on `day`: care planning, prognosis, deciding together, or what matters.

    `interpreter` says whether one is needed.
    `corrects` are the ids of the facts that this takes the place of; one that says the same is left as it is, and
    one for which nothing is said any more is taken back.
    """

    offline: ClassVar[bool] = True
    patient_id: str
    day: date
    true_at: datetime | None = None
    case_id: str = ""
    items: tuple[Acp, ...] = ()
    steps: tuple[SdmStep, ...] = ()
    options: tuple[WeighedOption, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    prognoses: tuple[Prognosis, ...] = ()
    words: tuple[PatientWords, ...] = ()
    faith: Faith | None = None
    language: Language | None = None
    interpreter: Answer | None = None
    corrects: tuple[str, ...] = ()

    def said(self) -> Iterator[Payload]:
        """Everything that becomes a fact."""
        yield from self.proposals
        yield from self.items
        yield from self.steps
        yield from self.options
        yield from self.prognoses
        yield from self.words
        yield from (one for one in (self.faith, self.language, self.interpreter) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One payload as it is to be checked."""

    kind: Kind
    payload: Payload
    true_from: date
    true_to: date | None = None


def keep_talk(command: KeepTalk, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` in one sentence for what cannot be kept."""
    said = list(command.said())
    _require_sayable(command, said)
    with open_work(command) as work:
        work.require(Right.RECORD)
        if command.corrects:
            work.lock_patient(command.patient_id)
        patient = work.get(Patient, command.patient_id)
        facts = {one.id: one for one in work.facts([patient.id])[patient.id]}
        for id in command.corrects:
            require_standing(work, tuple(facts.values()), id)
        _require_possible(command, said, life_of(patient.birth_date, facts.values()))
        _keep(work, command, said, [facts[id] for id in command.corrects])
        return work.commit()


def _keep(work: Work, command: KeepTalk, said: list[Payload], before: list[Fact]) -> None:
    """Replace, add and take back, one fact each."""
    old = {_place(one.payload): one for one in before}
    for payload in said:
        replaced = old.pop(_place(payload), None)
        if replaced is None or not _says(replaced, payload, command):
            work.add_fact(_fact(command, payload, replaced.id if replaced else ""))
    for gone in old.values():
        work.add_fact(_fact(command, gone.payload, gone.id, withdrawn=True, day=gone.true_from))


def _says(fact: Fact, payload: Payload, command: KeepTalk) -> bool:
    return fact.payload == payload and fact.true_from == command.day


def _place(payload: Payload) -> tuple[str, ...]:
    """What makes a statement the same one, corrected."""
    match payload:
        case Acp(item=item, state=state):
            return "acp", item, state
        case SdmStep(step=step):
            return "sdm", step
        case WeighedOption(text=text):
            return "option", text.casefold()
        case Proposal(text=text):
            return "proposal", text.casefold()
        case PatientWords(topic=topic, text=text):
            return "words", topic, text.casefold()
        case _:
            return (type(payload).__name__,)


def _fact(
    command: KeepTalk, payload: Payload, replaces: str, *, withdrawn: bool = False, day: date | None = None
) -> Fact:
    fact_id = new_id()
    return Fact(
        id=fact_id,
        patient_id=command.patient_id,
        case_id=command.case_id,
        kind=KINDS[type(payload)],
        payload=payload,
        true_from=day or command.day,
        at=command.true_at if day is None else None,
        recorded_at=command.at,
        recorded_by=command.actor,
        source="desk",
        source_key=fact_id,
        replaces=replaces,
        withdrawn=withdrawn,
    )


def _require_sayable(command: KeepTalk, said: list[Payload]) -> None:
    if not said and not command.corrects:
        raise Refused("Nothing is said yet; record at least one thing.")
    places = [_place(one) for one in said]
    if len(set(places)) < len(places):
        raise Refused("One thing is said twice in this conversation; say it once.")
    if wrong := wrong_options(command.options):
        raise Refused(wrong)
    for payload in said:
        if wrong := wrong_statement(payload):
            raise Refused(wrong)


def wrong_statement(payload: Payload) -> str:
    """Why one statement of a conversation cannot be kept as it is, in one sentence, else ""."""
    match payload:
        case Acp():
            return wrong_item(payload)
        case SdmStep(step=step) if step not in SDM_STEPS:
            return "The steps are choice, options, concerns and partnership."
        case Prognosis(amount=None, told=""):
            return "Give an estimate, or say what the patient was told."
        case PatientWords(topic=topic, text=text) if topic not in TOPICS or not text.strip():
            return "Write the patient's words under what they are about."
        case Proposal(text=text) if not text.strip():
            return "Say what is proposed."
        case Faith(text="", code=""):
            return "Write the faith, or say that there is none."
    return ""


def wrong_item(item: Acp) -> str:
    """Why an item of care planning cannot be kept as it is, in one sentence, else ""."""
    if item.state not in STATES:
        return "An item is discussed, completed, documented, declined or not applicable."
    if item.item == "code-status" and item.state in COMPLETE and not item.value.strip():
        return "Say what the code status is."
    if item.item in PEOPLE and item.state in COMPLETE and not (item.name.strip() or item.value.strip()):
        return "Name the person."
    return ""


def _require_possible(command: KeepTalk, said: list[Payload], life: Life) -> None:
    for payload in said:
        statement = _Statement(kind=KINDS[type(payload)], payload=payload, true_from=command.day)
        if wrong := impossible(statement, life):
            raise Refused(wrong)
    if said and life.died is not None and command.day > life.died:
        raise Refused(f"The patient died on {life.died}; nothing was talked about after that day.")
