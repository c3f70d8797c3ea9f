"""Faith, goals, language, telling and understanding: an answer of the patient settles, "none" included (SPI, COM)."""

from __future__ import annotations

from dataclasses import replace

from mdt_app.domain.dates import Moment, after, moment
from mdt_app.domain.evidence import evidence
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Finding, Rule, View, since, unsettled
from mdt_app.domain.payloads import BoardCase, Faith, Language, PatientWords, Trace
from mdt_app.domain.record import Record, is_confirmed
from mdt_app.domain.states import Status

TRIGGERS = ("clinical-change", "diagnosis", "progression", "plan-change", "incident")


PLANS = {
    Kind.TREATMENT_LINE: "start of treatment",
    Kind.PLAN_CHANGE: "plan change",
    Kind.DECISION: "decision",
}


def faith_recorded(view: View) -> Finding:
    """Due until answered; "none" and "prefers not to say" are answers (SPI-1)."""
    answers = [
        f
        for f in view.record.of(Kind.FAITH)
        if isinstance(f.payload, Faith) and (f.payload.text or f.payload.code)
    ]
    if not answers:
        return Finding(status=Status.DUE, why="No answer recorded yet.")
    newest = answers[-1]
    why = f"Recorded on {newest.true_from}."
    return Finding(status=Status.DONE, why=why, evidence=evidence([newest]), settled=newest)


def entered_since(view: View) -> Finding:
    """Due while one of the rule's triggers is newer than the last entry (SPI-2, COM-3, COM-4)."""
    called = [fact for name in view.words("triggers") for fact in _called_by(name, view.record)]
    ordered = sorted(called, key=lambda fact: fact.true_from)
    return since(ordered, view.done(), at_first=Status(view.words("at_first")[0]))


def _called_by(name: str, record: Record) -> tuple[Fact, ...]:
    if name == "clinical-change":
        return record.clinical_changes
    if name == "diagnosis":
        return tuple(fact for fact in record.of(Kind.DIAGNOSIS) if is_confirmed(fact))
    return record.of(Kind(name))


def preferences_recorded(view: View) -> Finding:
    """Due until there is an answer on each of the rule's topics (SPI-3, COM-1)."""
    missing, answers = [], []
    for topic in view.words("topics"):
        found = _answers(topic, view.record)
        answers += found[-1:]
        missing += [] if found else [topic]
    if missing:
        why = f"No answer yet on {' and '.join(missing)}."
        return Finding(status=Status.DUE, why=why, evidence=evidence(answers))
    newest = max(answers, key=lambda fact: fact.true_from)
    why = f"Answered, last on {newest.true_from}."
    return Finding(status=Status.DONE, why=why, evidence=evidence(answers), settled=newest)


def _answers(topic: str, record: Record) -> list[Fact]:
    if topic == "language":
        return [fact for fact in record.of(Kind.LANGUAGE) if record.stands(fact)]
    words = record.of(Kind.PATIENT_WORDS)
    return [fact for fact in words if isinstance(fact.payload, PatientWords) and fact.payload.topic == topic]


def interpreter_arranged(view: View) -> Finding:
    """Due where an interpreter is needed or the team does not speak the language; unknown while that is (SPI-4)."""
    languages = _languages(view.record)
    spoken = {_plain(code) for code in view.surroundings.team_languages or view.words("team_languages")}
    foreign = languages and not any(_plain(_code(fact)) in spoken for fact in languages)
    needed = (
        view.record.newest(Kind.INTERPRETER_NEEDED) if view.record.answer(Kind.INTERPRETER_NEEDED) else None
    )
    calling = [*(languages if foreign else ()), *([needed] if needed else ())]
    arranged = view.done()
    if calling or arranged:
        found = since(sorted(calling, key=lambda fact: fact.true_from), arranged, at_first=Status.NOT_DUE)
        return replace(found, why=_without_interpreter(languages)) if found.status is Status.DUE else found
    if not languages:
        return Finding(status=Status.UNKNOWN, why="The patient's language is not recorded.")
    why = "The team speaks the patient's language."
    return Finding(status=Status.NOT_DUE, why=why, evidence=evidence(languages))


def _without_interpreter(languages: list[Fact]) -> str:
    spoken = f" (language: {', '.join(_code(fact) for fact in languages)})" if languages else ""
    return f"An interpreter is needed{spoken}, and none is arranged."


def _languages(record: Record) -> list[Fact]:
    standing = [fact for fact in record.of(Kind.LANGUAGE) if record.stands(fact)]
    preferred = [fact for fact in standing if isinstance(fact.payload, Language) and fact.payload.preferred]
    newest = preferred[-1].true_from if preferred else None
    return [fact for fact in preferred if fact.true_from == newest] or standing


def _code(fact: Fact) -> str:
    return fact.payload.code if isinstance(fact.payload, Language) else ""


def _plain(code: str) -> str:
    return code.replace("_", "-").split("-")[0].strip().lower()


def plan_given(view: View) -> Finding:
    """Due while a plan is newer than the last time it was both explained and given as a patient letter (COM-2)."""
    plans = _plans(view)
    triggers = tuple(when for when, _ in plans)
    letters = [fact for fact in view.record.of(Kind.LETTER_ISSUED) if _level(fact) == "patient"]
    explained = list(view.done())
    without_letter = unsettled(triggers, letters)
    without_words = unsettled(triggers, explained)
    both = evidence([*letters[-1:], *explained[-1:]])
    if not plans and not (letters and explained):
        return Finding(status=Status.NOT_DUE, why="No plan recorded yet.", evidence=both)
    if without_letter or without_words:
        open_day, what = max(
            (when.day, what) for when, what in plans if when in without_letter + without_words
        )
        missing = " and ".join(
            [*(["given on paper"] if without_letter else []), *(["explained"] if without_words else [])]
        )
        why = f"The plan ({what} on {open_day}) is not {missing} yet."
        given = _last_given(triggers, letters, explained)
        return Finding(status=Status.DUE, why=why, evidence=both, triggers=triggers, settled=given)
    last = max([letters[-1], explained[-1]], key=lambda fact: fact.true_from)
    why = f"Explained on {explained[-1].true_from}, given on paper on {letters[-1].true_from}."
    return Finding(status=Status.DONE, why=why, evidence=both, settled=last, triggers=triggers)


def _last_given(plans: tuple[Moment, ...], letters: list[Fact], explained: list[Fact]) -> Fact | None:
    """What completed the newest plan that was both explained and given on paper, or None."""
    completed = None
    for plan in plans:
        firsts = [
            next((f for f in facts if not after(plan, moment(f))), None) for facts in (letters, explained)
        ]
        both = [fact for fact in firsts if fact is not None]
        completed = max(both, key=lambda fact: fact.true_from) if len(both) == len(firsts) else completed
    return completed


def _plans(view: View) -> list[tuple[Moment, str]]:
    plans = [(moment(fact), PLANS[fact.kind]) for fact in view.record.of(*PLANS)]
    elsewhere = [fact for fact in view.record.of(Kind.CASE) if _is_decided(fact)]
    decided = [*view.surroundings.decisions, *(fact.true_from for fact in elsewhere)]
    plans += [(Moment(day), "decision") for day in decided if day <= view.record.on]
    return sorted(plans, key=lambda plan: plan[0].day)


def _is_decided(fact: Fact) -> bool:
    return isinstance(fact.payload, BoardCase) and fact.payload.decided


def _level(fact: Fact) -> str:
    return fact.payload.level if isinstance(fact.payload, Trace) else ""


RULES = {
    "faith-recorded": Rule(compute=faith_recorded),
    "entered-since": Rule(
        compute=entered_since, words={"triggers": TRIGGERS, "at_first": (Status.DUE, Status.NOT_DUE)}
    ),
    "preferences-recorded": Rule(
        compute=preferences_recorded, words={"topics": ("language", "communication", "telling", "deciding")}
    ),
    "interpreter-arranged": Rule(compute=interpreter_arranged, words={"team_languages": ()}),
    "plan-given": Rule(compute=plan_given),
}
