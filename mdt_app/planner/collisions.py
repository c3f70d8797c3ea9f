"""Where no plan keeps all wishes, a few that cannot be kept together are named, fewer the longer it may look."""

from __future__ import annotations

from collections.abc import Sequence

from mdt_app.domain.planning_day import Wish, WishKind
from mdt_app.domain.planning_grid import Grid, kept_starts
from mdt_app.planner.model import DayModel
from mdt_app.planner.solving import Asking

TRY_SECONDS = 1.0


def colliding(grid: Grid, asking: Asking, share: float) -> tuple[Wish, ...]:
    """Wishes that no plan keeps all, each needed for that as far as `share` of the time left was enough to tell."""
    model = DayModel(grid)
    until = asking.left() * (1 - share)
    wishes = _first_guess(grid, model)
    parts = 2
    while parts <= 2 * len(wishes) and asking.left() > until:
        size = max(1, -(-len(wishes) // parts))
        shorter = next(
            (
                rest
                for at in range(0, len(wishes), size)
                if asking.left() > until
                for rest in [wishes[:at] + wishes[at + size :]]
                if rest and _cannot_be(grid, rest, asking)
            ),
            None,
        )
        if shorter is None and size == 1:
            break
        wishes, parts = (shorter, max(2, parts - 1)) if shorter is not None else (wishes, parts * 2)
    return _said(wishes)


def _first_guess(grid: Grid, model: DayModel) -> list[Wish]:
    """The wishes of one case alone, where those already collide; else all."""
    for case, one in enumerate(grid.day.cases):
        if not kept_starts(grid, case):
            own = [wish for wish in model.keeps if wish.case_id == one.id and wish.kind != WishKind.URGENCY]
            pins = [wish for wish in model.keeps if wish.kind == WishKind.PIN and wish.case_id != one.id]
            return own + pins
    return list(model.keeps)


def _cannot_be(grid: Grid, wishes: Sequence[Wish], asking: Asking) -> bool:
    """Whether it is proved that no plan keeps these wishes."""
    model = DayModel(grid)
    for wish in wishes:
        model.model.add(model.keeps[wish] == 1)
    answer = asking.ask(model.model, (), TRY_SECONDS)
    return answer.done and answer.values is None


def _said(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """The meeting's end is one wish, however many cases it is that run past it."""
    ends = {Wish(kind=WishKind.END) for wish in wishes if wish.kind == WishKind.END}
    return tuple(sorted({wish for wish in wishes if wish.kind != WishKind.END} | ends))
