"""Who cares for a demo patient, at home and at each level of care; some were never asked, and that shows."""

from __future__ import annotations

from random import Random

from mdt_app.demo.chart import Chart
from mdt_app.demo.directory import EVERYONE, person_id
from mdt_app.demo.names import ORIGINS
from mdt_app.demo.numbers import phone
from mdt_app.demo.profile import Person, Profile
from mdt_app.demo.words import CARERS, DECIDING, FAITHS, FEARS, GOALS, KNOWS, MANNER, MUSLIM, TELLING
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.language import written_in
from mdt_app.domain.payloads import (
    Answer,
    Assessment,
    CareHolder,
    Carer,
    Faith,
    Language,
    PatientWords,
    Transition,
)

BOARDS_OWN = "en"
MUSLIM_SPEAKERS = ("tr", "ar", "rif")
PARTNERS, CHILDREN = ("husband", "wife"), ("son", "daughter")
GROWN_CHILDREN = 55
"""Age from which a patient has children who may care."""


def hold(chart: Chart, days: int, key: str, level: str) -> None:
    """That person or team of the directory holds a level of care from that day on."""
    one = EVERYONE[key]
    holder = CareHolder(
        level=level,
        name=one.name,
        person_id=person_id(chart.clerk, key),
        role=one.discipline,
        organisation=one.organisation,
        phone=one.phone,
        night_phone=one.night,
        address=one.address,
    )
    chart.fact(days, Kind.CARE_HOLDER, holder, clock="10:00")


def write_care_team(chart: Chart, person: Person, profile: Profile, chair: str) -> None:
    """A holder for each level that has one, and the last transition."""
    if person.gp:
        hold(chart, profile.since, person.gp, "primary")
    hold(chart, profile.since - 1, chair, "secondary")
    if "tertiary" in profile.needs:
        team = team_of(person, profile)
        hold(chart, 12, team, "tertiary")
        move = Transition(
            from_="secondary", to="tertiary", holder=EVERYONE[team].name, reason="complaints hard to control",
            confirmed=chart.key[-1] in "02468",
        )  # fmt: skip
        chart.fact(12, Kind.TRANSITION, move)
    if "ward" in profile.needs:
        chart.fact(
            5,
            Kind.TRANSITION,
            Transition(from_="home", to="ward", holder=EVERYONE[chair].name, confirmed=True),
        )


def team_of(person: Person, profile: Profile) -> str:
    if "hospice" in profile.needs:
        return "unit"
    return "home-fr" if person.language == "fr" else "home"


def name_a_team(chart: Chart, person: Person, profile: Profile) -> None:
    """Whom a meeting refers gets a team before it closes."""
    if "tertiary" not in profile.needs and refers(profile):
        hold(chart, 0, team_of(person, profile), "tertiary")


def refers(profile: Profile) -> bool:
    return any(one.kind == "referral" for one in profile.talk.advice)


def write_language(chart: Chart, person: Person, days: int) -> None:
    """The language at home; who speaks one of those that letters are written in reads the hospital's own, English."""
    reads = written_in(person.language)
    if reads and reads != BOARDS_OWN:
        chart.fact(days, Kind.LANGUAGE, Language(code=person.language, preferred=False))
        chart.fact(days, Kind.LANGUAGE, Language(code=BOARDS_OWN))
    else:
        chart.fact(days, Kind.LANGUAGE, Language(code=person.language))


def write_home(chart: Chart, person: Person, profile: Profile, index: int, random: Random) -> None:
    """Language, faith, carers and the patient's own words."""
    write_language(chart, person, profile.since - 1)
    if "no-letter" in profile.needs:
        chart.fact(5, Kind.PATIENT_LETTER, Answer(value=False))
    if "interpreter" in profile.needs:
        chart.fact(profile.since - 1, Kind.INTERPRETER_NEEDED, Answer(value=True))
        if index % 2:
            chart.element(6, "SPI-4", note="interpreter booked for the talk after the meeting")
    if index % 5 != 4:
        chart.fact(min(30, profile.since - 2), Kind.FAITH, _faith(person, index))
    write_carers(chart, person, profile, index)
    handed_over = "tertiary" in profile.needs or refers(profile)
    if handed_over or ("view-missing" not in profile.needs and index % 6 != 5):
        write_words(chart, profile, index, random)


def _faith(person: Person, index: int) -> Faith:
    if person.language in MUSLIM_SPEAKERS:
        return Faith(text=MUSLIM)
    if index % 4 == 3:
        return Faith(code="none" if index % 8 == 3 else "prefers-not-to-say")
    return Faith(text=FAITHS[index % len(FAITHS)])


def write_carers(chart: Chart, person: Person, profile: Profile, index: int) -> None:
    """Known carer with or without permission and distress, no carer, or never asked."""
    mode = 4 if "no-carer" in profile.needs else 3 if "never-asked-carer" in profile.needs else index % 6
    mode = index % 3 if profile.carer else mode
    day = min(25, profile.since - 2)
    if mode == 3:
        return
    if mode == 4:
        chart.fact(day, Kind.CARER, Carer(none=True))
        return
    relation, sex = _relation(chart, person, profile, index)
    origin = ORIGINS[person.language]
    names = [one for one in (origin.women if sex == "female" else origin.men) if one != person.given]
    given = names[index % len(names)]
    family = origin.families[index % 5] if relation in PARTNERS else person.family
    carer = Carer(
        name=f"{given} {family}", relation=relation, phone=phone(5100 + index % 90), note="lives nearby"
    )
    chart.fact(day, Kind.CARER, carer)
    if mode != 1:
        chart.fact(day, Kind.CARER_PERMISSION, Answer(value=mode != 5))
        chart.fact(day, Kind.CARER_ATTENDS, Answer(value=mode != 5))
    if mode == 0:
        tired = Assessment(instrument="carer-distress", answers=(("distress", float(4 + index % 4)),))
        chart.fact(8, Kind.ASSESSMENT, tired, clock="10:15")
        chart.element(8, "CAR-3", note="day and night numbers on a card")


def _relation(chart: Chart, person: Person, profile: Profile, index: int) -> tuple[str, str]:
    """Who that is, and of which sex; the children of younger patients are children."""
    known: tuple[tuple[str, str], ...] = CARERS[person.sex]
    if profile.carer:
        return next(one for one in known if one[0] == profile.carer)
    if chart.anchor.year - person.born.year < GROWN_CHILDREN:
        known = tuple(one for one in known if one[0] not in CHILDREN)
    return known[index % len(known)]


def write_words(chart: Chart, profile: Profile, index: int, random: Random) -> None:
    """What the patient knows, wants, hopes and fears, and how he or she wishes to be told."""

    def say(days: int, topic: str, text: str, by: str = "oncology nurse") -> None:
        chart.fact(days, Kind.PATIENT_WORDS, PatientWords(topic=topic, text=text, by=by), clock="11:00")

    early = min(28, profile.since - 2)
    say(7, "knows", profile.knows or KNOWS[profile.phase])
    say(7, "goals", GOALS[index % len(GOALS)])
    if index % 3:
        say(7, "fears", FEARS[index % len(FEARS)])
    if index % 4 != 3:
        say(early, "telling", TELLING[index % len(TELLING)])
        say(early, "deciding", DECIDING[index % len(DECIDING)])
        say(early, "communication", MANNER[index % len(MANNER)])
    if "no-figures" in profile.needs or random.random() < 0.15:
        say(7, "not-wanted", "No figures about time.")
