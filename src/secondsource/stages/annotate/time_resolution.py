"""Which days a phrase of time means, told on the day a report was published."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from secondsource.records.layers import Precision
from secondsource.stages.annotate.calendar_days import (
    Days,
    edge_of,
    month_days,
    one_day,
    season_days,
    shifted,
    stepped,
    weekend,
    year_days,
)
from secondsource.stages.annotate.data_rows import data_rows, forms
from secondsource.stages.annotate.holidays import holiday, nth_weekday
from secondsource.stages.annotate.number_words import find_numerals
from secondsource.stages.annotate.time_anchor import AHEAD, Anchor, Tense
from secondsource.stages.annotate.time_phrases import ORDINALS, Phrase, calendar_number

WORDS_BACK = {"last", "past", "previous", "preceding"}
WORDS_ON = {"next", "following", "coming"}
SOON = 45  # days within which a holiday to come may be meant by words in the past tense
YEAR_STEPS = {"last": -1, "this": 0, "next": 1}


def resolve_days(phrase: Phrase, anchor: Anchor) -> Days | None:
    """The days that a phrase of grain `DAYS` means; None where it cannot be known."""
    try:
        return _RULES[phrase.rule](phrase.pieces, anchor)
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None


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
    if year := _named_year(pieces, anchor):
        return one_day(date(year, month, day))
    if anchor.today is None:
        return None
    weekday = pieces.get("weekday")
    if weekday is not None and (chosen := _by_weekday(month, day, weekday, anchor.today)):
        return one_day(chosen)
    return _nearest(
        anchor, [_safe_date(anchor.today.year + step, month, day) for step in (-1, 0, 1)]
    )


def _named_year(pieces: dict[str, str], anchor: Anchor) -> int | None:
    if "year" in pieces:
        return int(pieces["year"])
    if "which_year" in pieces and anchor.today:
        return anchor.today.year + YEAR_STEPS[pieces["which_year"].lower()]
    return None


def _leading_number(written: str) -> int:
    found = re.match(r"\d+", written)
    if found is None:
        raise ValueError(f"no number leads {written!r}")
    return int(found[0])


def _safe_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _by_weekday(month: int, day: int, weekday: str, today: date) -> date | None:
    """The year near today's in which the date falls on the weekday named with it."""
    years = sorted(range(today.year - 1, today.year + 2), key=lambda year: abs(year - today.year))
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


def _month(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = calendar_number("month", pieces["month"])
    year = _year_of(pieces, anchor, [month_days(y, month) for y in _years_around(anchor)])
    return (
        edge_of(pieces.get("edge", "").lower(), month_days(year, month))
        if year is not None
        else None
    )


def _years_around(anchor: Anchor) -> tuple[int, ...]:
    return tuple(anchor.today.year + step for step in (-1, 0, 1)) if anchor.today else ()


def _year_of(pieces: dict[str, str], anchor: Anchor, candidates: list[Days]) -> int | None:
    """The year of a month or season: named, by "last" and "next", or the nearest that fits."""
    year, today = _named_year(pieces, anchor), anchor.today
    if year is not None or today is None:
        return year
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


def _which_month(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    """ "This month", "next month"."""
    return _period({"which": pieces["which"], "period": "month"}, anchor)


def _day_of_which(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = _which_month(pieces, anchor)
    if month is None:
        return None
    return one_day(month.first.replace(day=_leading_number(pieces["day"])))


NTHS = ("last", "first", "second", "third", "fourth")


def _nth_week(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    """The first seven days of a month, the next seven, or its last seven."""
    days = _month(pieces, anchor) if "month" in pieces else _which_month(pieces, anchor)
    if days is None:
        return None
    nth = NTHS.index(pieces["nth"].lower())
    first = days.first + timedelta(7 * (nth - 1)) if nth else days.last - timedelta(7)
    return Days(first, first + timedelta(7), Precision.WEEK)


def _nth_weekday(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    days = _month(pieces, anchor) if "month" in pieces else _which_month(pieces, anchor)
    if days is None:
        return None
    nth = NTHS.index(pieces["nth"].lower()) or -1
    weekday = calendar_number("weekday", pieces["weekday"])
    return one_day(nth_weekday(days.first.year, days.first.month, weekday, nth))


def _season(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    month = calendar_number("season", pieces["season"])
    candidates = [season_days(year, month) for year in _years_around(anchor)]
    year = _year_of(pieces, anchor, candidates)
    return (
        edge_of(pieces.get("edge", "").lower(), season_days(year, month))
        if year is not None
        else None
    )


def _year(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return edge_of(pieces.get("edge", "").lower(), year_days(int(pieces["year"])))


def _years(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    """ "1950-53", "2019/20"."""
    first, last = pieces["year"], pieces["last_year"]
    span = int(first[: -len(last)] + last) - int(first) + 1
    return year_days(int(first), span) if 1 < span < 100 else None


def _decade(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    return edge_of(pieces.get("edge", "").lower(), year_days(int(pieces["decade"]), 10))


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
    if pieces["period"].lower().endswith("s"):
        return None  # "in the coming days", "the past years": how many is not said
    which = pieces.get("which", "this").lower()
    base = anchor.today
    if which in ("that", "same", "following", "previous", "preceding"):
        base = anchor.spoken_of or anchor.today
    if base is None:
        return None
    step = -1 if which in WORDS_BACK else 1 if which in WORDS_ON else 0
    days = stepped(_period_of(pieces), base, step)
    return edge_of(pieces.get("edge", "").lower(), days) if days else None


def _period_of(pieces: dict[str, str]) -> str:
    return next(
        period for named, period in data_rows("time_periods.txt")
        if pieces["period"].lower() in forms(named)
    )  # fmt: skip


def _over_weekend(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    ahead = anchor.tense is Tense.FUTURE or anchor.today.weekday() >= 5
    monday = anchor.today - timedelta(anchor.today.weekday())
    return weekend(monday, 0 if ahead else -1)


def _offset(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    way = re.sub(r"\s+", " ", pieces["way"].lower())
    from_now = way in ("ago", "from now", "hence", "time")
    base = anchor.today if from_now else anchor.spoken_of
    if base is None:
        return None
    period = _period_of(pieces)
    if not from_now and period in ("month", "year", "decade", "century"):
        return None  # so long after what is seldom said in words that can be found
    back = way in ("ago", "earlier", "before", "previously")
    return shifted(base, int(_count(pieces["count"])) * (-1 if back else 1), period)


def _count(written: str) -> float:
    if written.lower() in ("a", "an"):
        return 1.0
    return next(find_numerals(written, 0, len(written))).low


def _beside(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.spoken_of is None:
        return None
    step = 1 if pieces["way"].lower() == "after" else -1
    return stepped(_period_of(pieces), anchor.spoken_of, step)


def _day_of_month(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    if anchor.today is None:
        return None
    day = _leading_number(pieces["day"])
    firsts = [month_days(anchor.today.year, anchor.today.month + step).first for step in (-1, 0, 1)]
    days = [_safe_date(first.year, first.month, day) for first in firsts]
    if weekday := pieces.get("weekday"):
        number = calendar_number("weekday", weekday)
        days = [day for day in days if day and day.weekday() == number] or days
    return _nearest(anchor, days)


def _holiday(pieces: dict[str, str], anchor: Anchor) -> Days | None:
    name = pieces["holiday"]
    if year := _named_year(pieces, anchor):
        return one_day(holiday(name, year))
    candidates = [one_day(holiday(name, year)) for year in _years_around(anchor)]
    if anchor.today is None:
        return None
    # "Ten days before Christmas", though it is told as past, may be told before Christmas.
    near = [d for d in candidates if (d.first - anchor.today).days <= SOON]
    tense = Tense.UNKNOWN if anchor.tense is Tense.PAST else anchor.tense
    told = replace(anchor, tense=tense)
    which = pieces.get("which", "").lower()
    past = anchor.tense is Tense.PAST and not which
    return _fitting(which, told, anchor.today, near if past else candidates)


_RULES: dict[str, Callable[[dict[str, str], Anchor], Days | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "date": _date,
    "dates": _dates,
    "month": _month,
    "season": _season,
    "year": _year,
    "years": _years,
    "nth_weekday": _nth_weekday,
    "nth_week": _nth_week,
    "decade": _decade,
    "weekday": _weekday,
    "relative": _relative,
    "today_part": _today,
    "period": _period,
    "weekend": _over_weekend,
    "offset": _offset,
    "beside": _beside,
    "day_of_month": _day_of_month,
    "weekday_day": _day_of_month,
    "day_of_which": _day_of_which,
    "holiday": _holiday,
}
