"""Which days a phrase of time means, told on the day a report was published."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from secondsource.records.layers import Precision
from secondsource.stages.annotate.data_rows import data_rows, forms
from secondsource.stages.annotate.number_words import find_numerals
from secondsource.stages.annotate.time_phrases import ORDINALS, Phrase, calendar_number


class Tense(StrEnum):
    """Where the text puts what it says of a time."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days `[first, last)` with the grain at which they were named."""

    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is told against: the day of publication, the tense, the day spoken of before."""

    today: date | None
    tense: Tense
    spoken_of: date | None = None


# "Meets on Monday" looks ahead as "will meet" does; "dates from May 3" looks either way.
AHEAD = (Tense.PRESENT, Tense.FUTURE)
WORDS_BACK = {"last", "past", "previous", "preceding"}
WORDS_ON = {"next", "following", "coming"}
PERIOD_PRECISION = {
    "day": Precision.DAY,
    "night": Precision.DAY,
    "weekend": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "decade": Precision.YEAR,
    "centur": Precision.YEAR,
}


def resolve_days(phrase: Phrase, anchor: Anchor) -> Days | None:
    """The days that a phrase of grain `DAYS` means; None where it cannot be known."""
    try:
        return _RULES[phrase.rule](phrase.pieces, anchor)
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day + timedelta(1), Precision.DAY)


def _iso(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return one_day(date(int(pieces["year"]), int(pieces["nmonth"]), int(pieces["day"])))


def _slashed(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    """Only where the order of day and month is plain: a wrong date is worse than none."""
    a, b, year = int(pieces["a"]), int(pieces["b"]), int(pieces["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if a > 12 >= b or a == b:
        return one_day(date(year, b, a))
    return one_day(date(year, a, b)) if b > 12 >= a else None


def _date(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = calendar_number("month", pieces["month"])
    if "ordinal" in pieces:
        day = ORDINALS.index(pieces["ordinal"].lower()) + 1
    else:
        day = _leading_number(pieces["day"])
    if "year" in pieces:
        return one_day(date(int(pieces["year"]), month, day))
    if anchor.today is None:
        return None
    weekday = pieces.get("weekday")
    if weekday is not None and (chosen := _by_weekday(month, day, weekday, anchor.today)):
        return one_day(chosen)
    return _nearest(
        anchor, [_safe_date(anchor.today.year + step, month, day) for step in (-1, 0, 1)]
    )


def _leading_number(written: str) -> int:
    found = re.match(r"\d+", written)
    if found is None:
        raise ValueError(f"no number leads {written!r}")
    return int(found[0])


def _safe_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _by_weekday(month: int, day: int, weekday: str, today: date) -> date | None:
    """The year near today's in which the date falls on the weekday named with it."""
    years = sorted(range(today.year - 3, today.year + 4), key=lambda year: abs(year - today.year))
    for year in years:
        when = _safe_date(year, month, day)
        if when is not None and when.weekday() == calendar_number("weekday", weekday):
            return when
    return None


def _nearest(anchor: Anchor, candidates: list[date | None], length: int = 1) -> Days | None:
    today = anchor.today
    known = [when for when in candidates if when is not None]
    if today is None or not known:
        return None
    if anchor.tense is Tense.PAST:
        known = [when for when in known if when <= today] or known
    if anchor.tense is Tense.FUTURE:
        known = [when for when in known if when + timedelta(length) > today] or known
    return one_day(min(known, key=lambda when: abs((when - today).days)))


def _dates(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    last = _date(pieces, anchor)
    if last is None:
        return None
    first = last.first.replace(day=_leading_number(pieces["from"]))
    return Days(first, last.last, Precision.DAY) if first < last.last else None


def month_days(year: int, month: int) -> Days:
    """A whole month; `month` may run past 12 or below 1, into other years."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Days(first, first + timedelta(monthrange(first.year, first.month)[1]), Precision.MONTH)


def _month(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = calendar_number("month", pieces["month"])
    year = _year_of(pieces, anchor, [month_days(y, month) for y in _years_around(anchor)])
    return _edge(pieces, month_days(year, month)) if year is not None else None


def _years_around(anchor: Anchor) -> tuple[int, ...]:
    return tuple(anchor.today.year + step for step in (-1, 0, 1)) if anchor.today else ()


def _year_of(pieces: dict[str, str], anchor: Anchor, candidates: list[Days]) -> int | None:
    """The year of a month or season: named, by "last" and "next", or the nearest that fits."""
    if "year" in pieces:
        return int(pieces["year"])
    today = anchor.today
    if today is None:
        return None
    if "which_year" in pieces:
        return today.year + {"last": -1, "this": 0, "next": 1}[pieces["which_year"].lower()]
    return _fitting(pieces.get("which", "").lower(), anchor, today, candidates).first.year


def _fitting(which: str, anchor: Anchor, today: date, candidates: list[Days]) -> Days:
    fits = candidates
    if which in WORDS_BACK:
        fits = [days for days in candidates if days.last <= today]
    elif which in WORDS_ON:
        fits = [days for days in candidates if days.first > today]
    elif which:
        fits = [days for days in candidates if days.first.year == today.year]
    elif anchor.tense is Tense.PAST:
        fits = [days for days in candidates if days.first <= today]
    elif anchor.tense is Tense.FUTURE:
        fits = [days for days in candidates if days.last > today]
    return min(fits or candidates, key=lambda days: _distance(days, today))


def _distance(days: Days, today: date) -> int:
    return max((days.first - today).days, (today - days.last).days, 0)


def _season(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = calendar_number("season", pieces["season"])
    candidates = [_season_days(year, month) for year in _years_around(anchor)]
    year = _year_of(pieces, anchor, candidates)
    return _edge(pieces, _season_days(year, month)) if year is not None else None


def _season_days(year: int, month: int) -> Days:
    return Days(month_days(year, month).first, month_days(year, month + 2).last, Precision.SEASON)


def _year(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return _edge(pieces, year_days(int(pieces["year"])))


def year_days(year: int, years: int = 1) -> Days:
    """Whole years, the first of them `year`."""
    return Days(date(year, 1, 1), date(year + years, 1, 1), Precision.YEAR)


def _decade(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return _edge(pieces, year_days(int(pieces["decade"]), 10))


def _edge(pieces: dict[str, str], days: Days) -> Days:
    """The early, middle or late third of a longer time, where the phrase names one."""
    edge = pieces.get("edge", "").lower()
    if not edge:
        return days
    third = timedelta((days.last - days.first).days // 3 + 1)
    finer = {Precision.YEAR: Precision.SEASON, Precision.SEASON: Precision.MONTH}
    precision = finer.get(days.precision, Precision.WEEK)
    if (days.last - days.first).days > 400:
        precision = Precision.YEAR
    if "early" in edge or "start" in edge or "beginning" in edge:
        return Days(days.first, days.first + third, precision)
    if "mid" in edge:
        return Days(days.first + third - timedelta(1), days.last - third + timedelta(1), precision)
    return Days(days.last - third, days.last, precision)


def _weekday(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    today, weekday = anchor.today, calendar_number("weekday", pieces["weekday"])
    which = (pieces.get("which_week") or pieces.get("which") or "").lower()
    monday = today - timedelta(today.weekday())
    if which in ("last", "past", "previous", "preceding"):
        return one_day(monday + timedelta(weekday - 7))
    if which == "next":
        return one_day(monday + timedelta(weekday + 7))
    if which in ("this", "same", "current"):
        return one_day(monday + timedelta(weekday))
    if which in ("following", "coming") or anchor.tense in AHEAD:
        return one_day(today + timedelta((weekday - today.weekday()) % 7))
    return one_day(today - timedelta((today.weekday() - weekday) % 7))


def _relative(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    word = re.sub(r"\s+", " ", pieces["word"].lower())
    steps = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }
    return one_day(anchor.today + timedelta(steps.get(word, 0)))


def _today(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return one_day(anchor.today) if anchor.today else None


def _period(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    which = pieces.get("which", "this").lower()
    base = anchor.today
    if which in ("that", "same", "following", "previous", "preceding"):
        base = anchor.spoken_of or anchor.today
    if base is None:
        return None
    step = -1 if which in WORDS_BACK else 1 if which in WORDS_ON else 0
    days = _stepped(pieces["period"].lower(), base, step, which)
    return _edge(pieces, days) if days else None


def _stepped(period: str, base: date, step: int, which: str) -> Days | None:
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
        return _weekend(monday, base, step)
    return one_day(base + timedelta(step)) if period in ("day", "night") else None


def _weekend(monday: date, base: date, step: int) -> Days:
    """ "Last weekend" told on a Sunday is still the one before; told on a Monday, the one just over."""
    first = monday + timedelta(5 + 7 * step)
    return Days(first, first + timedelta(2), Precision.DAY)


def _over_weekend(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    ahead = anchor.tense is Tense.FUTURE or anchor.today.weekday() >= 5
    monday = anchor.today - timedelta(anchor.today.weekday())
    return _weekend(monday, anchor.today, 0 if ahead else -1)


def _offset(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    way = re.sub(r"\s+", " ", pieces["way"].lower())
    from_now = way in ("ago", "from now", "hence", "time")
    base = anchor.today if from_now else anchor.spoken_of
    if base is None:
        return None
    period = pieces["period"].lower()
    if not from_now and period in ("month", "year", "decade", "centur"):
        return None  # so long after what is seldom said in words that can be found
    back = way in ("ago", "earlier", "before", "previously")
    return _shifted(base, _count(pieces["count"]), period, -1 if back else 1)


def _count(written: str) -> float:
    if written.lower() in ("a", "an"):
        return 1.0
    return next(find_numerals(written, 0, len(written))).low


def _shifted(base: date, count: float, period: str, sign: int) -> Days | None:
    steps = int(count) * sign
    if period in ("day", "night"):
        return one_day(base + timedelta(steps))
    if period in ("week", "fortnight"):
        middle = base + timedelta(steps * (14 if period == "fortnight" else 7))
        return Days(middle - timedelta(1), middle + timedelta(2), Precision.WEEK)
    if period == "month":
        return month_days(base.year, base.month + steps)
    years = {"year": 1, "decade": 10, "centur": 100}.get(period)
    return year_days(base.year + steps * years) if years else None


def _beside(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.spoken_of is None:
        return None
    step = 1 if pieces["way"].lower() == "after" else -1
    return _stepped(pieces["period"].lower(), anchor.spoken_of, step, "")


def _day_of_month(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    day = _leading_number(pieces["day"])
    firsts = [month_days(anchor.today.year, anchor.today.month + step).first for step in (-1, 0, 1)]
    return _nearest(anchor, [_safe_date(first.year, first.month, day) for first in firsts])


def _holiday(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    rule = _holiday_rules()[pieces["holiday"].lower().replace("’", "'")]
    candidates = [one_day(holiday(rule, year)) for year in _years_around(anchor)]
    if "year" in pieces:
        return one_day(holiday(rule, int(pieces["year"])))
    if anchor.today is None:
        return None
    # "Ten days before Christmas" in the past tense may well be told before Christmas.
    tense = Tense.UNKNOWN if anchor.tense is Tense.PAST else anchor.tense
    return _fitting(
        pieces.get("which", "").lower(), replace(anchor, tense=tense), anchor.today, candidates
    )


@cache
def _holiday_rules() -> dict[str, str]:
    return {form: rule for named, rule in data_rows("time_holidays.txt") for form in forms(named)}


def holiday(rule: str, year: int) -> date:
    """The day of a rule of time_holidays.txt in a year."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule.removeprefix("easter")))
    if rule.startswith("nth"):
        month, weekday, nth = (int(part) for part in rule.split()[1:])
        return _nth_weekday(year, month, weekday, nth)
    month, day = (int(part) for part in rule.split("-"))
    return date(year, month, day)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = month_days(year, month).last - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
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


_RULES: dict[str, Callable[[dict[str, str], Anchor], Days | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "date": _date,
    "dates": _dates,
    "month": _month,
    "season": _season,
    "year": _year,
    "decade": _decade,
    "weekday": _weekday,
    "relative": _relative,
    "today_part": _today,
    "period": _period,
    "weekend": _over_weekend,
    "offset": _offset,
    "beside": _beside,
    "day_of_month": _day_of_month,
    "holiday": _holiday,
}
