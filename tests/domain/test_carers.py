"""Each carer is asked for himself, and a carer whom nobody asked about is unknown, never a no."""

from __future__ import annotations

from domain.histories import answer, carer, elements, fact, guidance, record

from mdt_app.domain.carers import carers, permission
from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Answer, Assessment, ElementEntry
from mdt_app.domain.states import Status

ON = "2026-11-20"
LUC, MIA = carer("2026-11-01", "Luc"), carer("2026-11-02", "Mia")


def about(name: str, kind: Kind, value: bool = True, on: str = "2026-11-05") -> Fact:
    return fact(on, kind, Answer(value=value, carer=name))


def score(name: str, value: float) -> Fact:
    answers = (("distress", value),)
    return fact(
        "2026-11-06", Kind.ASSESSMENT, Assessment(instrument="carer-distress", answers=answers, carer=name)
    )


def told(element: str, name: str) -> Fact:
    return fact("2026-11-07", Kind.ELEMENT, ElementEntry(element=element, status="done", carer=name))


def test_a_patient_about_whose_carers_nobody_asked_has_unknown_carers_and_not_none() -> None:
    assert carers(record(ON), guidance()) is None
    assert carers(record(ON, carer("2026-11-01", none=True)), guidance()) == ()


def test_what_one_carer_was_asked_is_not_said_of_another() -> None:
    seen = record(ON, LUC, MIA, about("Luc", Kind.CARER_PERMISSION), score("Luc", 10.0), told("CAR-3", "Mia"))
    luc, mia = carers(seen, guidance()) or ()
    assert (luc.permission is None, mia.permission is None) == (False, True)
    assert (luc.distress is None, mia.distress is None) == (False, True)
    assert (luc.informed is None, mia.informed is None) == (True, False)


def test_an_answer_that_names_no_carer_holds_for_all_of_them() -> None:
    seen = record(ON, LUC, MIA, answer("2026-11-05", Kind.CARER_PERMISSION))
    assert all(one.permission is not None for one in carers(seen, guidance()) or ())
    assert elements(seen)["CAR-1"].status is Status.DONE


def test_permission_is_due_until_it_was_asked_about_each_carer() -> None:
    first = record(ON, LUC, MIA, about("Luc", Kind.CARER_PERMISSION))
    assert elements(first)["CAR-1"].status is Status.DUE
    assert "Mia" in elements(first)["CAR-1"].why
    both = record(ON, *first.facts, about("Mia", Kind.CARER_PERMISSION, value=False))
    assert elements(both)["CAR-1"].status is Status.DONE
    assert "allowed for some" in elements(both)["CAR-1"].why


def test_letters_may_not_say_allowed_while_one_carer_is_shut_out_or_was_not_asked() -> None:
    first = record(ON, LUC, MIA, about("Luc", Kind.CARER_PERMISSION))
    assert permission(first) is None
    assert permission(record(ON, *first.facts, about("Mia", Kind.CARER_PERMISSION, value=False))) is False
    assert permission(record(ON, *first.facts, about("Mia", Kind.CARER_PERMISSION))) is True


def test_distress_is_due_for_the_carer_who_comes_along_and_was_not_asked() -> None:
    seen = record(
        ON, LUC, MIA, about("Luc", Kind.CARER_ATTENDS), about("Mia", Kind.CARER_ATTENDS, value=False)
    )
    assert elements(seen)["CAR-2"].status is Status.DUE
    assert elements(record(ON, *seen.facts, score("Mia", 3.0)))["CAR-2"].status is Status.DUE
    assert elements(record(ON, *seen.facts, score("Luc", 3.0)))["CAR-2"].status is Status.DONE


def test_contacts_are_given_to_each_carer() -> None:
    seen = record(ON, LUC, MIA, told("CAR-3", "Luc"))
    assert elements(seen)["CAR-3"].status is Status.DUE
    assert elements(record(ON, *seen.facts, told("CAR-3", "Mia")))["CAR-3"].status is Status.DONE


def test_different_answers_about_two_carers_on_one_day_contradict_nothing() -> None:
    seen = record(
        ON, LUC, MIA, about("Luc", Kind.CARER_PERMISSION), about("Mia", Kind.CARER_PERMISSION, value=False)
    )
    assert conflicts(seen) == ()
    again = about("Luc", Kind.CARER_PERMISSION, value=False)
    assert len(conflicts(record(ON, *seen.facts, again))) == 1
