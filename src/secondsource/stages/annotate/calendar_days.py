"""Spans of whole days as the calendar cuts them: months, seasons, years, weeks, weekends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from secondsource.records.layers import Precision


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days `[first, last)` with the grain at which they were named."""

    first: date
    last: date
    precision: Precision


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day + timedelta(1), Precision.DAY)


def month_days(year: int, month: int) -> Days:
    """A whole month; `month` may run past 12 or below 1, into other years."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Days(first, first + timedelta(monthrange(first.year, first.month)[1]), Precision.MONTH)


def season_days(year: int, month: int) -> Days:
    """The three months from `month` on; they may run into the next year."""
    return Days(month_days(year, month).first, month_days(year, month + 2).last, Precision.SEASON)


def year_days(year: int, years: int = 1) -> Days:
    """Whole years, the first of them `year`."""
    return Days(date(year, 1, 1), date(year + years, 1, 1), Precision.YEAR)


def edge_of(edge: str, days: Days) -> Days:
    """The half of a longer time that `edge` names ("early", "the end of"), the whole for "".

    "Early May" may be said of its twelfth day, "mid-May" too: halves overlap the middle half.
    """
    if not edge:
        return days
    first, middle, last = days.first, _middle(days), days.last
    quarter = timedelta((last - first).days // 4)
    finer = {Precision.YEAR: Precision.SEASON, Precision.SEASON: Precision.MONTH}
    precision = finer.get(days.precision, Precision.WEEK)
    if (last - first).days > 400:
        precision = Precision.YEAR
    if "mid" in edge:
        return Days(first + quarter, last - quarter, precision)
    if "late" in edge or "end" in edge:
        return Days(middle, last, precision)
    return Days(first, middle, precision)


def _middle(days: Days) -> date:
    """The day on which the second half begins: 1 July of a year, the 16th of a month."""
    if days.precision is Precision.YEAR and (days.last - days.first).days < 400:
        return date(days.first.year, 7, 1)
    return days.first + timedelta((days.last - days.first).days // 2)


def stepped(period: str, base: date, step: int) -> Days | None:
    """The period `step` after the one that holds `base`, as the calendar cuts them."""
    monday = base - timedelta(base.weekday())
    if period == "year":
        return year_days(base.year + step)
    if period == "decade":
        return year_days((base.year // 10 + step) * 10, 10)
    if period == "month":
        return month_days(base.year, base.month + step)
    if period == "week":
        first = monday + timedelta(7 * step)
        return Days(first, first + timedelta(7), Precision.WEEK)
    if period == "weekend":
        return weekend(monday, step)
    return one_day(base + timedelta(step)) if period in ("day", "night") else None


def weekend(monday: date, step: int) -> Days:
    """The weekend `step` weeks after the one that ends the week of `monday`."""
    first = monday + timedelta(5 + 7 * step)
    return Days(first, first + timedelta(2), Precision.DAY)


def shifted(base: date, steps: int, period: str) -> Days | None:
    """`steps` periods from a day on, at the grain that such a count leaves: a week is no day."""
    if period in ("day", "night"):
        return one_day(base + timedelta(steps))
    if period in ("week", "fortnight"):
        middle = base + timedelta(steps * (14 if period == "fortnight" else 7))
        return Days(middle - timedelta(1), middle + timedelta(2), Precision.WEEK)
    if period == "month":
        return month_days(base.year, base.month + steps)
    years = {"year": 1, "decade": 10, "century": 100}.get(period)
    return year_days(base.year + steps * years) if years else None
