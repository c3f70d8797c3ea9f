"""Whether a patient wants a letter is asked with the words for the patient, and the answer can be taken back."""

from __future__ import annotations

from ui.cases.meet_kit import Meet

from mdt_app.domain.facts import Kind


def test_a_patient_may_want_no_letter_before_the_meeting_is_closed(meet: Meet) -> None:
    pane = meet.open()
    meet.press("Alt+W")
    wish = pane.more.patient.wish
    assert wish is not None
    assert (wish.answers.current(), wish.said.whole_text()) == ("", "not asked; a letter is written")
    wish.answers.segment("no").click()
    meet.wait(lambda: wish.answers.current() == "no" and wish.said.whole_text().startswith("said on"))
    (fact,) = meet.facts(Kind.PATIENT_LETTER)
    assert fact.value is False
    wish.answers.segment("yes").click()
    meet.wait(lambda: [one.value for one in meet.facts(Kind.PATIENT_LETTER)] == [False, True])
    meet.wait(lambda: wish.answers.current() == "yes")
