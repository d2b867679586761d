"""The days that have a name: fixed dates, nth weekdays, and what hangs on Easter."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from secondsource.stages.annotate.data_rows import data_rows, forms


def holiday(name: str, year: int) -> date:
    """The day of a holiday of time_holidays.txt in a year."""
    rule = _rules()[" ".join(name.lower().replace("’", "'").split())]
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.removeprefix("easter")))
    if rule.startswith("nth"):
        in_month, on, count = rule.split()[1:]
        nth, _, after = count.partition("+")
        return nth_weekday(year, int(in_month), int(on), int(nth)) + timedelta(int(after or 0))
    month, day = (int(part) for part in rule.split("-"))
    return date(year, month, day)


@cache
def _rules() -> dict[str, str]:
    return {form: rule for named, rule in data_rows("time_holidays.txt") for form in forms(named)}


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday = 0) of a month, counted from its end where `nth` is below 0."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)
