"""Who of the demo's patients comes to which meeting, and what is written of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from mdt_app.demo import next_case, show_case
from mdt_app.demo.afterwards import say_what_became
from mdt_app.demo.boards import BOARDS, BREAST, DIGESTIVE, LUNG, BoardPlan, make_boards, meeting_day
from mdt_app.demo.breast_cases import BREAST_CASES
from mdt_app.demo.chart import Chart
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.digestive_cases import DIGESTIVE_CASES
from mdt_app.demo.directory import enter_people
from mdt_app.demo.dutch_case import DUTCH
from mdt_app.demo.earlier import EARLIER, KNEW
from mdt_app.demo.french_case import FRENCH
from mdt_app.demo.german_case import GERMAN
from mdt_app.demo.home import name_a_team, write_care_team, write_home
from mdt_app.demo.late_digestive_cases import LATE_DIGESTIVE_CASES
from mdt_app.demo.late_lung_cases import LATE_LUNG_CASES
from mdt_app.demo.lung_cases import LUNG_CASES
from mdt_app.demo.measures import write_disease, write_measures
from mdt_app.demo.meetings import Agendas, hold_all
from mdt_app.demo.minutes import Agenda, Item, Seat
from mdt_app.demo.names import SPREAD, a_name
from mdt_app.demo.numbers import HOSPITAL_NUMBER, address, niss, phone
from mdt_app.demo.planning import write_planning
from mdt_app.demo.profile import Person, Profile, Talk
from mdt_app.demo.requesting import ask
from mdt_app.demo.worked import TURN, Worked, write_worked
from mdt_app.domain import national_number
from mdt_app.domain.facts import Kind
from mdt_app.operations.people import AddPatient

CASES: dict[str, tuple[Profile, ...]] = {
    LUNG.key: LUNG_CASES + LATE_LUNG_CASES,
    DIGESTIVE.key: DIGESTIVE_CASES + LATE_DIGESTIVE_CASES,
    BREAST.key: BREAST_CASES,
}
ORDER = (LUNG, LUNG, DIGESTIVE, BREAST, LUNG, DIGESTIVE, LUNG, BREAST, DIGESTIVE, LUNG, BREAST, DIGESTIVE)
GP_OF = {
    "nl": ("gp-a", "gp-b", "gp-e", "gp-f", "gp-i"),
    "fr": ("gp-j", "gp-h"),
    "de": ("gp-j",),
    "tr": ("gp-b",),
    "pl": ("gp-f",),
    "ar": ("gp-e", "gp-h"),
    "rif": ("gp-e",),
}
WORKED: tuple[Worked, ...] = (DUTCH, FRENCH, GERMAN)
"""Each with its own board, whose language it is typed in."""

LEAST = 24
"""Fewer patients than these are of the three English boards alone."""

BEGAN = 1700
"""Days before today on which the directory and the boards were entered: before every diagnosis of the demo."""


def write_programme(clerk: Clerk, patients: int) -> None:
    """The directory, the boards, that many patients, and every meeting that speaks of them."""
    began = clerk.today - timedelta(days=BEGAN)
    worked = WORKED if patients >= LEAST else ()
    plans = (*BOARDS, *(one.plan for one in worked))
    enter_people(clerk, began)
    make_boards(clerk, began, plans)
    programme = Programme(clerk, plans)
    for number in range(patients - len(worked)):
        if number == 0:
            programme.add_show_case()
        elif number == 1:
            programme.add_next_case()
        else:
            programme.add(ORDER[number % len(ORDER)])
    for case in worked:
        programme.add_worked(case)
    hold_all(clerk, programme.agendas)
    ask(clerk, programme.agendas)
    say_what_became(clerk, programme.agendas)


class Programme:
    """Hands out names, numbers, profiles and meetings, one patient after the other."""

    def __init__(self, clerk: Clerk, plans: Sequence[BoardPlan]) -> None:
        self.clerk = clerk
        self.random = Random(clerk.seed)
        self.agendas: Agendas = {
            (plan.key, turn): Agenda(plan=plan, turn=turn)
            for plan in plans
            for turn in range(-plan.closed, plan.coming)
        }
        self._names: set[tuple[str, str]] = set()
        self._born: Counter[tuple[date, str]] = Counter()
        self._of_board: Counter[str] = Counter()
        self._count = 0

    def add_show_case(self) -> None:
        person = self._person(show_case.NAME, "female", show_case.BORN, "nl", show_case.GP)
        chart = self._chart(LUNG, -1, person, since=522)
        show_case.write_show_case(chart, person)
        self._list(LUNG, -1, person, show_case.TALK, triage="complex", table=show_case.TABLE)

    def add_next_case(self) -> None:
        person = self._person(next_case.NAME, "female", next_case.BORN, "nl", next_case.GP)
        chart = self._chart(LUNG, 0, person, since=357)
        next_case.write_next_case(chart, person)
        self._list(LUNG, 0, person, next_case.TALK, triage="complex", table=next_case.TABLE)

    def add_worked(self, case: Worked) -> None:
        person = self._person(case.name, case.sex, case.born, case.language, case.gp)
        chart = self._chart(case.plan, TURN, person, since=case.since + 1, lives=case.address)
        write_worked(chart, person, case)
        self._list(case.plan, TURN, person, case.talk, triage="complex", table=case.table)

    def add(self, plan: BoardPlan) -> None:
        """The board's next profile happens to somebody."""
        profiles = CASES[plan.key]
        index = self._of_board[plan.key]
        self._of_board[plan.key] += 1
        profile = profiles[index % len(profiles)]
        turn = turn_of(plan, profile, index)
        person = self._somebody(profile, meeting_day(plan, self.clerk.today, turn))
        self._write(plan, turn, person, profile)
        self._list_profile(plan, turn, person, profile)

    def _write(self, plan: BoardPlan, turn: int, person: Person, profile: Profile) -> None:
        lives = () if "no-address" in profile.needs else None
        chart = self._chart(plan, turn, person, since=profile.since + 1, lives=lives)
        random = Random(f"{self.clerk.seed}/{person.key}")
        write_disease(chart, profile, random)
        write_measures(chart, profile, self._count, random)
        write_care_team(chart, person, profile, plan.chair)
        if turn < 0:
            name_a_team(chart, person, profile)
        write_home(chart, person, profile, self._count, random)
        write_planning(chart, profile, self._count, plan.chair)

    def _list_profile(self, plan: BoardPlan, turn: int, person: Person, profile: Profile) -> None:
        phase = profile.phase if profile.treated else "early"
        talks = EARLIER[phase]
        possible = earlier_turns(plan, turn, profile)
        if possible and profile.triage != "standard":
            past = min(possible, key=lambda one: len(self.agendas[plan.key, one].items))
            talk = profile.earlier or talks[self._count % len(talks)]
            self._list(plan, past, person, replace(talk, fields=KNEW[phase] | talk.fields))
        progressed = any(then.kind == Kind.PROGRESSION and then.days < 30 for then in profile.then)
        item = self._list(plan, turn, person, profile.talk, triage=profile.triage)
        item.decided = "deferred" not in profile.needs
        item.standard = profile.triage == "standard"
        item.gp_writes = "gp-writes" in profile.needs
        item.gp_joins = "gp-joins" in profile.needs or (
            progressed and self._count % 2 == 0 and not item.gp_writes
        )

    def _list(
        self,
        plan: BoardPlan,
        turn: int,
        person: Person,
        talk: Talk,
        *,
        triage: str = "discuss",
        table: tuple[Seat, ...] = (),
    ) -> Item:
        agenda = self.agendas[plan.key, turn]
        key = f"{person.key}/{turn}"
        item = Item(key=key, person=person, talk=talk, triage=triage, table=table, index=self._count)
        agenda.items.append(item)
        return item

    def _chart(
        self, plan: BoardPlan, turn: int, person: Person, *, since: int, lives: tuple[str, ...] | None = None
    ) -> Chart:
        anchor = meeting_day(plan, self.clerk.today, turn)
        chart = Chart(self.clerk, person.key, person.patient_id, anchor, since)
        self.clerk.act(
            AddPatient,
            moment(chart.opened, "08:00"),
            patient_id=person.patient_id,
            family=person.family,
            given=person.given,
            birth_date=person.born,
            sex=person.sex,
            address=address(self._count) if lives is None else lives,
            phone=phone(6000 + self._count),
            identifiers=self._numbers(person),
        )
        return chart

    def _numbers(self, person: Person) -> tuple[tuple[str, str], ...]:
        turn = self._born[person.born, person.sex]
        self._born[person.born, person.sex] += 1
        hospital = f"{4_710_000 + 37 * self._count}"
        return (national_number.SYSTEM, niss(person.born, person.sex, turn)), (HOSPITAL_NUMBER, hospital)

    def _somebody(self, profile: Profile, on: date) -> Person:
        language = profile.language or self.random.choice(SPREAD)
        sex = profile.sex or self.random.choice(("female", "male"))
        name = a_name(self.random, language, sex, self._names)
        years = profile.age + self.random.randint(-2, 2)
        born = date(on.year - years, self.random.randint(1, 12), self.random.randint(1, 28))
        no_gp = "no-gp" in profile.needs
        doctors = GP_OF[language]
        return self._person(name, sex, born, language, "" if no_gp else doctors[self._count % len(doctors)])

    def _person(self, name: tuple[str, str], sex: str, born: date, language: str, gp: str) -> Person:
        self._count += 1
        self._names.add(name)
        key = f"patient/{self._count}"
        return Person(
            key=key,
            patient_id=self.clerk.id(key),
            given=name[0],
            family=name[1],
            sex=sex,
            born=born,
            language=language,
            gp=gp,
        )


def turn_of(plan: BoardPlan, profile: Profile, index: int) -> int:
    """At which meeting this profile is spoken of: mostly the next one, some at the last, repeats further back."""
    if "died" in profile.needs:
        return -3
    if "deferred" in profile.needs:
        return -1
    if index >= len(CASES[plan.key]):
        return -2 - index % (plan.closed - 1)
    every = 12 if plan is DIGESTIVE else 4
    return -1 if index % every == 3 else 0


def earlier_turns(plan: BoardPlan, turn: int, profile: Profile) -> list[int]:
    """Past meetings, two or more turns before, that lie after the diagnosis and before the newest progression."""
    progressed = max(
        (then.days for then in profile.then if then.kind == Kind.PROGRESSION and then.days < 35), default=0
    )
    return [
        past
        for past in range(-plan.closed, turn - 1)
        if progressed < 7 * plan.weeks * (turn - past) < profile.since - 3
    ]
