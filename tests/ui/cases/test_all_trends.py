"""From the three trends beside a case one key leads to all of them."""

from __future__ import annotations

from ui.cases.meet_kit import Meet

from mdt_app.domain.agenda import Listing


def test_one_key_leads_from_the_case_to_all_trends_of_the_patient(meet: Meet) -> None:
    pane = meet.open()
    went: list[tuple[str, str]] = []
    meet.screen.go.connect(lambda *where: went.append(where))
    assert pane.symptoms.all.isVisibleTo(pane)
    meet.press("Alt+T")
    pane.symptoms.all.click()
    with meet.guard.preparing():
        patient_id = meet.team.get(Listing, meet.listings[0]).patient_id
    assert went == [("patient", f"{patient_id}/trends")] * 2
