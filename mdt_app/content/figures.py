"""A figure that no rule can use - out of bounds, not whole, or crossing another - is refused where it is written."""

from __future__ import annotations

from collections.abc import Mapping

YEARS_IN_MONTHS, YEARS_IN_DAYS = 120, 3650
BOUNDS = {
    "months": (1, YEARS_IN_MONTHS),
    "days": (1, YEARS_IN_DAYS),
    "warn_days": (0, 365),
    "survival_months": (1, YEARS_IN_MONTHS),
    "ecog_from": (0, 5),
    "ecog_to": (0, 5),
    "line_from": (1, 20),
    "measure_months": (1, YEARS_IN_MONTHS),
    "planned_days": (1, 365),
    "last_weeks_days": (1, 365),
    "night_from": (1, 23),
    "night_until": (0, 22),
    "weekend_from": (1, 7),
    "follow_up_days": (1, 365),
    "death_days": (1, 365),
    "review_days": (1, YEARS_IN_DAYS),
    "jump_percent": (1, 100),
    "news_points": (1, 100),
    "news_months": (1, YEARS_IN_MONTHS),
    "call_minutes": (1, 30),
    "letter_days": (0, 30),
    "decline_months": (0, YEARS_IN_MONTHS),
}
SHORTEST_MONTH = 28


def wrong_figure(name: str, value: object) -> str:
    """Why a figure cannot be used, or "" where it can."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f'"{name}" should be a number'
    if value < 0:
        return f'"{name}" cannot be below 0'
    if value != int(value):
        return f'"{name}" should be a whole number'
    lowest, highest = BOUNDS.get(name, (0, YEARS_IN_DAYS))
    if not lowest <= value <= highest:
        return f'"{name}" lies between {lowest} and {highest}'
    return ""


def crossing(numbers: Mapping[str, float]) -> tuple[str, str]:
    """(name, why) of the first figure that runs into another, else two empty texts."""
    if numbers.get("ecog_from", 0) > numbers.get("ecog_to", 5):
        return "ecog_from", "the thresholds overlap: ecog_from lies above ecog_to"
    window = numbers.get("days", numbers.get("months", 0) * SHORTEST_MONTH)
    if "warn_days" in numbers and numbers["warn_days"] >= window:
        return "warn_days", "the warning would stand from the first day on"
    if numbers.get("night_until", 0) >= numbers.get("night_from", 24):
        return "night_until", "the night would never end: night_until lies before night_from"
    return "", ""


def crossing_bands(
    scale: tuple[int, int], look: tuple[int, int] | None, severe: tuple[int, int] | None
) -> tuple[str, str]:
    """(name, why) of the first band that does not fit its scale or the other band, else two empty texts."""
    for name, band in (("look", look), ("severe", severe)):
        if band is not None and not scale[0] <= band[0] <= band[1] <= scale[1]:
            return name, f"{name} {list(band)} lies outside the scale"
    if look is not None and severe is not None and not (look[1] < severe[0] or severe[1] < look[0]):
        return "severe", "look and severe overlap"
    if look is not None and severe is not None and look[1] + 1 != severe[0] and severe[1] + 1 != look[0]:
        return "severe", "the values between look and severe belong to neither"
    return "", ""
