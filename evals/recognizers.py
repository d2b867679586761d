"""Figures and times against the English specifications of Recognizers-Text (MIT).

The specifications (`dates/recognizers-text-english.tar.gz`) were written for assistants that take
orders ("set an alarm for eight forty"); many of their inputs are no news. Used are the files that
say what a text *means*, one for each thing that reporters tell: `DateParser`, `HolidayParser`,
`TimeParser`, `DateTimeParser`, `DatePeriodParser`, `DurationParser`, `NumberModel`, `PercentModel`,
`CurrencyModel`, `DimensionModel`, `TemperatureModel` and `AgeModel`, with every case in them, also
those their own Python version does not support. Left out:

- whole files: the extractors and merged models (they repeat these cases), the modes for calendars,
  tasks and experiments, repetition (`Set…`), zones, ordinals, phone-like and ranged models, and
  the periods of the clock: our layer marks both ends of "from 5 to 7", not the span between;
- single results that have no value to compare: "now" (`PRESENT_REF`), a unit without a number, a
  season (they give no days), and periods told by two ends (a `Timex` in brackets), as above;
- powers ("1.1^23") and fractions that are parts of nothing ("a hundred trillionths", "twenty over
  three"): news tells shares of a whole, which our layer marks with their whole.

A result passes if one of our items overlaps its span and has its value (`VALUES`, below); where the
specification resolves a date to the past and to the future, either is right. A case without any
result passes if we mark nothing of the kind. The value is the share of results that pass.
"""

import io
import json
import re
import sys
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from evals.table import Row
from secondsource.compare.number_comparison import unit_of
from secondsource.models.spacy_parser import SpacyParser
from secondsource.records.evidence import Span
from secondsource.records.layers import QUANTITIES, TIMES, AnnotatedReport, Quantity, Time
from secondsource.records.report import Report
from secondsource.stages.annotate import annotate
from secondsource.stages.annotate.units import unit_after

SHARED = Path(__file__).parents[2] / "shared"
SPECS = Path("data/dates/recognizers-text-english.tar.gz")
NOON = "2016-11-07T12:00:00"
DAY = timedelta(days=1)
SEASON = re.compile(r"-(?:SP|SU|FA|WI)$")
TEMPERATURES = {"C", "F", "K"}
CLOSE = 1e-6  # relative difference of floating point values that are one

Case = dict[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One specification file and when an item of ours has the value of one of its results."""

    measure: str
    file: str
    items: Callable[[AnnotatedReport], Sequence[Time] | Sequence[Quantity]]
    has_value: Callable[[Any, Result], bool]


def measure(shared: Path) -> tuple[Row, ...]:
    """One row a kind; none where the shared data is missing."""
    if not (shared / SPECS).is_file():
        return ()
    specs = _specs(shared / SPECS)
    parser = SpacyParser()
    return tuple(_row(kind, specs[kind.file], parser) for kind in VALUES)


def _specs(path: Path) -> dict[str, list[Case]]:
    found = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            if name.suffix == ".json" and name.parent.name == "English":
                raw = archive.extractfile(member)
                found[name.stem] = json.load(io.TextIOWrapper(raw or io.BytesIO(), "utf-8-sig"))
    return found


def _row(kind: Kind, cases: list[Case], parser: SpacyParser) -> Row:
    reports = [_report(case) for case in cases]
    passed = total = left_out = 0
    for case, read in zip(cases, annotate(reports, parser), strict=True):
        kept = [result for result in case["Results"] if _has_value(result)]
        left_out += len(case["Results"]) - len(kept)
        for verdict in _verdicts(kind, case, kept, read):
            passed += verdict
            total += 1
    note = f"{passed} of {total} results" + (f", {left_out} left out" if left_out else "")
    return Row(f"recognizers {kind.measure}", passed / total if total else 0.0, note=note)


def _report(case: Case) -> Report:
    told = case.get("Context", {}).get("ReferenceDateTime", NOON)
    published = datetime.fromisoformat(told[:19]).replace(tzinfo=UTC)
    return Report.from_text(case["Input"], published=published)


def _has_value(result: Result) -> bool:
    value = _value(result)
    timex = str(value.get("Timex", value.get("timex", "")))
    empty = value.get("value", "") in (None, "null", "not resolved")
    abstract = value.get("subtype") in ("power", "fraction")
    season = bool(SEASON.search(timex)) and "startDate" not in value.get("FutureResolution", {})
    vague = timex == "PRESENT_REF" or timex.startswith("(")
    return not (empty or abstract or season or vague)


def _value(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = result.get("Resolution") or result.get("Value") or {}
    return found


def _verdicts(kind: Kind, case: Case, kept: list[Result], read: AnnotatedReport) -> Iterator[bool]:
    items = kind.items(read)
    if not case["Results"]:
        yield not any(kind.has_value(item, {}) for item in items)
    for result in kept:
        yield any(item.overlaps(_span(result)) and kind.has_value(item, result) for item in items)


def _span(result: Result) -> Span:
    end = result["Start"] + result["Length"] if "Length" in result else result["End"] + 1
    return Span(result["Start"], end)


def _resolutions(result: Result, key: str) -> set[str]:
    value = _value(result)
    sides = (value.get("FutureResolution", {}), value.get("PastResolution", {}))
    return {side[key] for side in sides if side.get(key)}


def _is_date(time: Time, result: Result) -> bool:
    day = time.last - time.first == DAY
    return day and (not result or time.first.date().isoformat() in _resolutions(result, "date"))


def _is_time(time: Time, result: Result) -> bool:
    """Whether ours begins then; our midnight reaches into both days, so theirs may end it."""
    short = time.last - time.first < DAY
    said = {clock[:5] for clock in _resolutions(result, "time")}
    ours = {time.first.strftime("%H:%M"), (time.last - timedelta(minutes=1)).strftime("%H:%M")}
    exact = time.last - time.first <= timedelta(minutes=2)
    begins = time.first.strftime("%H:%M") in said
    return short and (not result or begins or (exact and bool(ours & said)))


def _is_moment(time: Time, result: Result) -> bool:
    said = {moment[:16] for moment in _resolutions(result, "dateTime")}
    return not result or time.first.strftime("%Y-%m-%d %H:%M") in said


def _is_period(time: Time, result: Result) -> bool:
    starts, ends = _resolutions(result, "startDate"), _resolutions(result, "endDate")
    first, last = time.first.date().isoformat(), time.last.date().isoformat()
    return time.last - time.first > DAY and (not result or (first in starts and last in ends))


def _near(value: float, written: str) -> bool:
    wanted = float(written.rstrip("%").replace(",", ""))
    return abs(value - wanted) <= CLOSE * max(1.0, abs(wanted))


def _is_number(figure: Quantity, result: Result) -> bool:
    """Whether the value is theirs, whatever is counted; a bare number where there is no result."""
    if not result:
        return figure.unit == ""
    return figure.low == figure.high and _near(figure.low, _value(result)["value"])


def _is_percent(figure: Quantity, result: Result) -> bool:
    return figure.unit == "percent" and (not result or _near(figure.low, _value(result)["value"]))


def _is_money(figure: Quantity, result: Result) -> bool:
    code = figure.unit
    money = code == "cent" or (len(code) == 3 and code.isupper())
    if not result or not money:
        return money
    wanted = _value(result)
    return wanted.get("isoCurrency", code) == code and _near(figure.low, wanted["value"])


def _is_measure(figure: Quantity, result: Result) -> bool:
    if not result:
        other = figure.of == "age" or figure.unit in TEMPERATURES or _is_money(figure, {})
        return bool(figure.unit) and not other
    wanted = _value(result)
    return figure.unit == _unit(wanted["unit"]) and _near(figure.low, wanted["value"])


def _is_temperature(figure: Quantity, result: Result) -> bool:
    return _is_measure(figure, result) if result else figure.unit in TEMPERATURES


def _unit(name: str) -> str:
    """Our name of a unit of theirs; theirs where we know none, which then fails."""
    if name in ("C", "F", "K"):
        return name
    found = unit_after(f" {name}", 0, digits=False)
    return found.unit if found else name


def _is_age(figure: Quantity, result: Result) -> bool:
    age = figure.of == "age"
    return age and (not result or _near(figure.low, _value(result)["value"]))


def _is_duration(figure: Quantity, result: Result) -> bool:
    unit = unit_of(figure.unit)
    if unit.dimension != "duration" or not result:
        return unit.dimension == "duration"
    # They count months as 30 and years as 365 days.
    factor = {"month": 2_592_000.0, "year": 31_536_000.0}.get(figure.unit, unit.factor)
    return any(_near(figure.low * factor, said) for said in _resolutions(result, "duration"))


def _times(read: AnnotatedReport) -> Sequence[Time]:
    return read.get(TIMES)


def _quantities(read: AnnotatedReport) -> Sequence[Quantity]:
    return read.get(QUANTITIES)


VALUES: tuple[Kind, ...] = (
    Kind("date", "DateParser", _times, _is_date),
    Kind("holiday", "HolidayParser", _times, _is_date),
    Kind("time", "TimeParser", _times, _is_time),
    Kind("date and time", "DateTimeParser", _times, _is_moment),
    Kind("period", "DatePeriodParser", _times, _is_period),
    Kind("duration", "DurationParser", _quantities, _is_duration),
    Kind("number", "NumberModel", _quantities, _is_number),
    Kind("percentage", "PercentModel", _quantities, _is_percent),
    Kind("currency", "CurrencyModel", _quantities, _is_money),
    Kind("dimension", "DimensionModel", _quantities, _is_measure),
    Kind("temperature", "TemperatureModel", _quantities, _is_temperature),
    Kind("age", "AgeModel", _quantities, _is_age),
)


if __name__ == "__main__":
    from evals.table import show

    rows = measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    show(rows, title="Figures and times on the Recognizers-Text specifications")
