"""A demo patient's facts lie on days before the meeting, and never after yesterday."""

from __future__ import annotations

from datetime import date, timedelta

from mdt_app.demo.clerk import Clerk, moment
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.operations.facts import DecideCriterion, MarkElement, RecordFact, SayStep


class Chart:
    """Writes one patient's facts. Days count back from `anchor`, the day of the patient's meeting.

    The chart was opened `since` days before it; what was true earlier was recorded then.
    """

    def __init__(self, clerk: Clerk, key: str, patient_id: str, anchor: date, since: int) -> None:
        self.clerk, self.key, self.patient_id, self.anchor = clerk, key, patient_id, anchor
        self.last = clerk.today - timedelta(days=1)
        self.opened = self.day(since)
        self._count = 0

    def day(self, days: int) -> date:
        """That many days before the meeting, at the latest yesterday."""
        return min(self.anchor - timedelta(days=days), self.last)

    def _kept(self, days: int) -> date | None:
        """The day of an act; None for what would follow the meeting and has not happened yet."""
        if days < 0 and self.anchor - timedelta(days=days) > self.last:
            return None
        return self.day(days)

    def fact(
        self, days: int, kind: Kind, payload: Payload, *, until: int | None = None, clock: str = "16:00"
    ) -> None:
        day = self._kept(days)
        if day is None:
            return
        self._count += 1
        self.clerk.act(
            RecordFact,
            moment(max(day, self.opened), clock),
            fact_id=self.clerk.id(f"fact/{self.key}/{self._count}"),
            patient_id=self.patient_id,
            kind=kind,
            payload=payload,
            true_from=day,
            true_to=None if until is None else max(day, self.day(until)),
        )

    def element(
        self,
        days: int,
        element: str,
        status: str = "done",
        note: str = "",
        until: int | None = None,
        clock: str = "16:30",
    ) -> None:
        """An entry on one of the 28 elements; `until` is days before the meeting too (negative: after it)."""
        day = self._kept(days)
        if day is None:
            return
        self.clerk.act(
            MarkElement,
            moment(day, clock),
            patient_id=self.patient_id,
            element=element,
            status=status,
            note=note,
            until=None if until is None else self.anchor - timedelta(days=until),
        )

    def step(self, days: int, step: str, note: str = "") -> None:
        """One of the four steps of shared decision making was taken."""
        day = self._kept(days)
        if day is not None:
            self.clerk.act(SayStep, moment(day, "16:40"), patient_id=self.patient_id, step=step, note=note)

    def criterion(
        self,
        days: int,
        criterion: str,
        decision: str,
        reason: str = "",
        until: int | None = None,
        clock: str = "16:50",
    ) -> None:
        """A clinician's answer to a suggested criterion."""
        day = self._kept(days)
        if day is None:
            return
        self.clerk.act(
            DecideCriterion,
            moment(day, clock),
            patient_id=self.patient_id,
            criterion=criterion,
            decision=decision,
            reason=reason,
            until=None if until is None else self.anchor - timedelta(days=until),
        )
