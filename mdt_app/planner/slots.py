"""Everyone is there within his hours and outside people wait least; what cannot be is said, and the nearest offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING

from mdt_app.domain.planning_checks import require_sound
from mdt_app.domain.planning_day import Planned, PlanningDay, Wish, WishKind
from mdt_app.domain.planning_effect import outside_waiting, plan_at, starts_in_order, unmet, waiting
from mdt_app.domain.planning_grid import Grid, grid_of

if TYPE_CHECKING:
    from mdt_app.planner.model import DayModel
    from mdt_app.planner.solving import Answer, Asking

SECONDS = 9.0
NEAREST_SHARE, COLLISION_SHARE, SPREAD_SECONDS = 0.5, 0.3, 1.5
"""Parts of the time left for the nearest plan and for naming what collides; seconds kept for the members' sake."""
SPREAD_EFFORT, PROOF_EFFORT = 0.2, 2.0
"""How long these may take in the solver's own measure, which is the same on every machine: seconds, a few."""
BROKEN = 10**5
"""What a broken wish costs, where a minute beside one costs 1."""


def _never() -> bool:
    return False


def plan_slots(
    day: PlanningDay,
    *,
    now: datetime,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: Callable[[], bool] = _never,
) -> Planned:
    """A plan of the day within `seconds`; `stop` is asked all the time and ends the work with what is found by then.

    Goals, each before the next: pins, breaks and one case at a time always; as many wishes as possible (`WishKind`),
    missed by as few minutes as possible; the least waiting of outside people (`Stay`); the least waiting of members
    and an early end. Where the order made by hand keeps all wishes, outside people never wait longer than in it. The
    same day and seed give the same plan, unless time ran out on the way. Refuses a day with a fault (`Refused`).
    """
    require_sound(day, now)
    grid = grid_of(day)
    if not day.cases:
        return Planned(plan=plan_at(grid, []), bound=0, best=True)
    # The solver is imported when something is planned: it costs more than a window.
    from mdt_app.planner.model import DayModel
    from mdt_app.planner.solving import Asking

    return _Planner(grid, DayModel(grid), Asking(seconds, stop, seed)).planned()


class _Planner:
    """Asks one model for one goal after the other; what is reached holds from then on."""

    def __init__(self, grid: Grid, model: DayModel, asking: Asking) -> None:
        self._grid, self._model, self._asking = grid, model, asking
        self._best = tuple(starts_in_order(grid, range(len(grid.minutes))))
        self._collides: tuple[Wish, ...] = ()
        self._undecided = False

    def planned(self) -> Planned:
        for wish, keeps in self._model.keeps.items():
            if wish.kind == WishKind.PIN:
                self._model.model.add(keeps == 1)
        if unmet(self._grid, self._best):
            self._keep_most_wishes()
        self._hold()
        bound = self._wait_least()
        self._come_together()
        waited = outside_waiting(self._grid, self._best)
        return Planned(
            plan=plan_at(self._grid, self._best),
            bound=min(bound, waited),
            best=waited <= bound,
            collides=self._collides,
            undecided=self._undecided,
            cancelled=self._asking.cancelled(),
        )

    def _keep_most_wishes(self) -> None:
        model = self._model
        broken = sum(BROKEN * (1 - keeps) for keeps in model.keeps.values())
        model.model.minimize(broken + sum(model.off.values()))
        model.hint(self._best)
        answer = self._asking.ask(model.model, model.starts, self._asking.left() * NEAREST_SHARE)
        self._take(answer.values)
        if not unmet(self._grid, self._best):
            return
        self._undecided = answer.bound < BROKEN
        if not self._undecided:
            from mdt_app.planner.collisions import colliding

            self._collides = colliding(self._grid, self._asking, COLLISION_SHARE)

    def _hold(self) -> None:
        """From here on a wish that is kept stays kept, and none is missed by more than now."""
        broken = set(unmet(self._grid, self._best))
        missed = self._missed_by(broken)
        held = {
            wish: missed.get(wish, 0) for wish in self._model.keeps if wish not in broken or wish in missed
        }
        self._model = type(self._model)(self._grid, held)

    def _missed_by(self, broken: set[Wish]) -> dict[Wish, int]:
        """By how many minutes the best starts miss each broken wish that they can miss by more or by less."""
        grid = self._grid
        cases = {case.id: number for number, case in enumerate(grid.day.cases)}
        people = {person.id: number for number, person in enumerate(grid.day.people)}
        found = {}
        for wish in broken:
            case = cases[wish.case_id]
            start, last = self._best[case], grid.end - grid.minutes[case]
            spans = [(0, last)] if wish.kind == WishKind.END else []
            if wish.kind == WishKind.WINDOW:
                spans = list(grid.starts(case, people[wish.person_id]) or ())
            if spans:
                found[wish] = min(max(since - start, start - until) for since, until in spans)
        return found

    def _wait_least(self) -> int:
        """The bound that the solver proves."""
        model = self._model
        waiting_now = outside_waiting(self._grid, self._best)
        model.model.add(model.outside_waiting() <= waiting_now)
        model.model.minimize(model.outside_waiting())
        model.hint(self._best)
        seconds = self._asking.left() - SPREAD_SECONDS
        proofs: list[Answer] = []
        beside = Thread(target=lambda: proofs.append(self._proof(seconds)), daemon=True)
        beside.start()
        answer = self._asking.ask(
            model.model, model.starts, seconds, enough=lambda: bool(proofs) and proofs[0].done
        )
        beside.join()
        proof = proofs[0]
        # Which of the two is ready first is chance, and must not choose the plan: the proof goes before.
        self._take(proof.values)
        if not proof.done:
            self._take(answer.values)
        return max(0, answer.bound, proof.bound)

    def _proof(self, seconds: float) -> Answer:
        """From the bound up, on the second processor: soon ready on most days, of no use on some."""
        model = self._model.model.clone()
        starts = [model.get_int_var_from_proto_index(one.index) for one in self._model.starts]
        return self._asking.ask(model, starts, seconds, effort=PROOF_EFFORT, proving=True)

    def _come_together(self) -> None:
        model = self._model
        model.model.add(model.outside_waiting() <= outside_waiting(self._grid, self._best))
        model.model.minimize(model.spread())
        model.hint(self._best)
        answer = self._asking.ask(model.model, model.starts, SPREAD_SECONDS, effort=SPREAD_EFFORT)
        self._take(answer.values)

    def _take(self, starts: tuple[int, ...] | None) -> None:
        if starts is not None:
            self._best = min(self._best, starts, key=self._rank)

    def _rank(self, starts: Sequence[int]) -> tuple[int, int, int]:
        grid = self._grid
        everybody = sum(waiting(grid, starts, person) for person, own in enumerate(grid.cases) if own)
        end = max(start + grid.minutes[case] for case, start in enumerate(starts))
        return len(unmet(grid, starts)), outside_waiting(grid, starts), everybody + end
