"""Claims, quotes and figures as tables in CSV (RFC 4180), safe to open in a spreadsheet.

A cell that a spreadsheet could take for a formula begins with an apostrophe; so does one that
begins with an apostrophe anyway. Who takes one apostrophe off the start of each cell that has it
reads what was there.
"""

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from secondsource.export.safe import on_page
from secondsource.records.brief import Account, Figure
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Claim, Point, Side

Cell = str | int | float
Row = tuple[Cell, ...]

# What every table begins with: where the words stand, and whose they are.
PASSAGE = (
    "story", "headline", "report", "ref", "outlet", "url", "published", "origin", "start", "end",
    "text",
)  # fmt: skip
CLAIMS = (
    *PASSAGE, "reading", "speaker", "polarity", "status", "point", "relation", "kind", "subject",
    "side", "origins",
)  # fmt: skip
QUOTES = (*PASSAGE, "speaker")
FIGURES = (*PASSAGE, "low", "high", "unit", "of")

BYTE_ORDER_MARK = "\ufeff"  # without it, some spreadsheets take UTF-8 for an older encoding
_STARTS_FORMULA = frozenset("=+-@\u2212")
# Some programs begin to read where white space and marks without width end, some at a tab or line.
_PASSED_OVER = ("Cc", "Cf", "Zl", "Zp", "Zs")
_OUTER = re.compile(r"\A['\t\r\n]")


def claims_csv(accounts: Iterable[Account], *, bom: bool = False) -> Iterator[str]:
    """A row for each claim and each point that it speaks to, in the order of the points.

    A claim that speaks to none comes last, with the fields of the point empty.
    """
    return _table(CLAIMS, (row for account in accounts for row in _claims(account)), bom=bom)


def quotes_csv(accounts: Iterable[Account], *, bom: bool = False) -> Iterator[str]:
    """A row for each passage of direct speech; `speaker` is empty where it cannot be told."""
    return _table(QUOTES, (row for account in accounts for row in _quotes(account)), bom=bom)


def figures_csv(accounts: Iterable[Account], *, bom: bool = False) -> Iterator[str]:
    """A row for each figure; `low` and `high` differ for a range, empty if beyond all numbers."""
    return _table(FIGURES, (row for account in accounts for row in _figures(account)), bom=bom)


def defused(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if _OUTER.match(text) or _is_formula(text) else text


def _is_formula(text: str) -> bool:
    first = next((c for c in text if unicodedata.category(c) not in _PASSED_OVER), "")
    # Wide, small and raised forms of the signs count: a spreadsheet may fold them.
    return unicodedata.normalize("NFKC", first)[:1] in _STARTS_FORMULA


class _Line:
    """Takes what the writer of the standard library writes and gives it back."""

    def write(self, text: str) -> str:
        return text


def _table(columns: Sequence[str], rows: Iterable[Row], *, bom: bool) -> Iterator[str]:
    writer = csv.writer(_Line(), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    yield (BYTE_ORDER_MARK if bom else "") + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Cell) -> Cell:
    return defused(on_page(value)) if isinstance(value, str) else value


class _Places:
    """Where the passages of one story stand."""

    def __init__(self, account: Account) -> None:
        self._story = account.story
        self._reports = {report.id: report for report in account.reports}
        self._origins: dict[str, str] = {}
        for origin in account.alignment.origins:
            for report_id in origin.report_ids:
                self._origins.setdefault(report_id, origin.id)

    def row(self, passage: Passage) -> Row:
        """The cells of `PASSAGE`."""
        report = self._reports[passage.report_id]
        return (
            self._story.id,
            self._story.headline,
            report.id,
            report.ref,
            report.outlet,
            report.url or "",
            _published(report),
            self._origins.get(report.id, report.id),
            passage.start,
            passage.end,
            passage.span.within(report.text),
        )


def _claims(account: Account) -> Iterator[Row]:
    places = _Places(account)
    claims = {claim.id: claim for claim in account.alignment.claims}
    told: set[str] = set()
    for point in account.alignment.points:
        for side in point.sides:
            told.update(side.claim_ids)
            for claim_id in side.claim_ids:
                yield _claim(claims[claim_id], places, _standing(point, side))
    for claim in claims.values():
        if claim.id not in told:
            yield _claim(claim, places, ("",) * 6)


def _claim(claim: Claim, places: _Places, standing: Row) -> Row:
    said = (claim.text, claim.speaker or "", claim.polarity.value, claim.status.value)
    return (*places.row(claim.said_in), *said, *standing)


def _standing(point: Point, side: Side) -> Row:
    kind = point.kind.value if point.kind else ""
    return (
        point.id, point.relation.value, kind, point.subject, side.value, len(side.origins),
    )  # fmt: skip


def _quotes(account: Account) -> Iterator[Row]:
    places = _Places(account)
    for said in account.quotes:
        yield (*places.row(said.passage), said.speaker or "")


def _figures(account: Account) -> Iterator[Row]:
    places = _Places(account)
    for one in account.figures:
        yield (*places.row(one.passage), *_ends(one), one.unit, one.of)


def _ends(figure: Figure) -> tuple[Cell, Cell]:
    if not (math.isfinite(figure.low) and math.isfinite(figure.high)):
        return "", ""
    return _number(figure.low), _number(figure.high)


def _number(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _published(report: Report) -> str:
    return report.published.isoformat() if report.published else ""
