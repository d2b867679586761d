"""What every view of an answer shows, laid out once: numbered sources, sections, headline figures.

Nothing is judged here: an entry is a line of the brief, a contrast is a point with its sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from secondsource.records.brief import Account, Line, Section
from secondsource.records.evidence import Passage
from secondsource.records.report import Report
from secondsource.records.story import Claim, Kind, Origin, Point, Relation, Side

TITLES = {
    Section.CONFIRMED: "Confirmed by independent origins",
    Section.DISPUTED: "Disputed",
    Section.CHANGED: "What changed over time",
    Section.SINGLE: "Only one source",
    Section.SAID: "Who said what",
    Section.FIGURES: "Figures",
    Section.TIMELINE: "Timeline",
    Section.SOURCES: "Sources",
}

KIND_WORDS = {
    Kind.NUMBER: "figures differ",
    Kind.DATE: "times differ",
    Kind.PLACE: "places differ",
    Kind.PERSON: "different people",
    Kind.ROLE: "roles differ",
    Kind.ATTRIBUTION: "credited to different speakers",
    Kind.OUTCOME: "outcomes differ",
    Kind.OBJECT: "different things",
    Kind.STATUS: "stages differ",
}

CONTRASTED = frozenset({Section.DISPUTED, Section.CHANGED})
# Their lines lead with a speaker, a figure or a time, and a colon.
LED = frozenset({Section.SAID, Section.FIGURES, Section.TIMELINE})
_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Source:
    """A report with the number that citations use; `note` says why it is no second source."""

    number: int
    report: Report
    origin_id: str
    note: str

    @property
    def name(self) -> str:
        """The outlet, or what else the report can be called by."""
        return self.report.outlet or self.report.ref or f"Report {self.number}"


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a contrast: its value, how many independent origins, the claims behind it.

    Claims in the same words, as a reprint has them, stand together: they are quoted once.
    """

    value: str
    origins: int
    sayings: tuple[tuple[Claim, ...], ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the side."""
        return tuple(claim for saying in self.sayings for claim in saying)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the brief; with `columns` where its point sets sides against each other.

    `lead` is the speaker, figure or time that `text` starts with, if it does. `label` says what
    a conflict is about; `origins` counts the independent ones, 0 if not told.
    """

    lead: str
    text: str
    cites: tuple[Passage, ...]
    label: str
    origins: int
    reasons: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure at the head of a view: "5", "reports"."""

    number: int
    noun: str

    def __str__(self) -> str:
        return f"{self.number} {self.noun}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A story, ready to be shown."""

    id: str
    headline: str
    dates: str
    figures: tuple[Count, ...]
    sections: tuple[tuple[Section, tuple[Entry, ...]], ...]
    sources: tuple[Source, ...]
    written: datetime

    def source(self, passage: Passage) -> Source:
        """The source that a passage is in."""
        return next(one for one in self.sources if one.report.id == passage.report_id)


def sheet(account: Account, *, first: int = 1) -> Sheet:
    """The story of `account`, its reports numbered from `first` in their own order."""
    origins = account.alignment.origins
    return Sheet(
        id=account.story.id,
        headline=account.story.headline,
        dates=_dates(account.story.first, account.story.last),
        figures=_story_figures(account),
        sections=_sections(account),
        sources=sources(account.reports, origins, first=first),
        written=account.brief.written,
    )


def sources(
    reports: Sequence[Report], origins: Iterable[Origin], *, first: int = 1
) -> tuple[Source, ...]:
    """The reports numbered from `first`; one that no origin names is an origin of its own."""
    notes: dict[str, tuple[str, str]] = {}
    for origin in origins:
        # `how` speaks of the reports after the first, in their order.
        for report_id, note in zip(origin.report_ids, ("", *origin.how), strict=False):
            notes.setdefault(report_id, (origin.id, note))
        for report_id in origin.report_ids:
            notes.setdefault(report_id, (origin.id, ""))
    return tuple(
        Source(number, report, *notes.get(report.id, (report.id, "")))
        for number, report in enumerate(reports, start=first)
    )


def by_origin(known: Iterable[Source]) -> tuple[tuple[Source, ...], ...]:
    """The sources in groups that are not independent of each other, in order of first number."""
    groups: dict[str, list[Source]] = {}
    for source in known:
        groups.setdefault(source.origin_id, []).append(source)
    return tuple(tuple(group) for group in groups.values())


def report_figures(reports: Sequence[Report], origins: Sequence[Origin]) -> tuple[Count, Count]:
    """How many reports there are, and from how many independent origins."""
    independent = len(by_origin(sources(reports, origins)))
    return count(len(reports), "report"), count(independent, "independent origin")


def credit(source: Source, claim: Claim) -> str:
    """Who says it: "The Post, quoting police (no second source)"."""
    quoting = f", quoting {claim.speaker}" if claim.speaker else ""
    return f"{source.name}{quoting}{' (no second source)' if source.note else ''}"


def counted(number: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return str(count(number, noun))


def day(when: datetime | None) -> str:
    """ "12 March 2025", or nothing."""
    return f"{when.day} {when:%B %Y}" if when else ""


def count(number: int, noun: str) -> Count:
    """A figure with its noun, in the plural where it is not one."""
    return Count(number, noun if number == 1 else _plural(noun))


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"


def _dates(first: datetime | None, last: datetime | None) -> str:
    ends = [day(when) for when in (first, last) if when]
    return " to ".join(dict.fromkeys(ends))


def _story_figures(account: Account) -> tuple[Count, ...]:
    relations = Counter(point.relation for point in account.alignment.points)
    disputed, changed = relations[Relation.CONFLICT], relations[Relation.UPDATE]
    return (
        *report_figures(account.reports, account.alignment.origins),
        count(disputed, "disputed point"),
        *([Count(changed, "changed over time")] if changed else []),
    )


def _sections(account: Account) -> tuple[tuple[Section, tuple[Entry, ...]], ...]:
    lines, known = account.brief.lines, _Known(account)
    told = [
        (section, _entries(known, [line for line in lines if line.section is section]))
        for section in Section
        if section is not Section.SOURCES  # told from the reports themselves, so that none is lost
    ]
    return tuple((section, entries) for section, entries in told if entries)


class _Known:
    """What is looked up for each line of an account, gone through once."""

    def __init__(self, account: Account) -> None:
        self.points = {point.id: point for point in account.alignment.points}
        self.claims = {claim.id: claim for claim in account.alignment.claims}
        self.texts = {report.id: report.text for report in account.reports}
        self.places = {report.id: at for at, report in enumerate(account.reports)}
        self.dates = {report.id: report.published or _UNDATED for report in account.reports}
        self.origins = origins_by_report(account)


def origins_by_report(account: Account) -> dict[str, str]:
    """The id of the origin of each report, by the report's id."""
    return {i: origin.id for origin in account.alignment.origins for i in origin.report_ids}


def _entries(known: _Known, lines: Iterable[Line]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    contrasted: set[str] = set()
    for line in lines:
        point = known.points.get(line.point_id or "")
        if point and line.section in CONTRASTED:
            # A contrast shows all sides of its point, however many lines tell of it.
            if point.id not in contrasted:
                entries.append(_contrast(line, point, known))
            contrasted.add(point.id)
        else:
            entries.append(_plain(line, point, heard(line.cites, known.origins)))
    return tuple(entries)


def heard(cites: Iterable[Passage], origins: Mapping[str, str]) -> int:
    """How many independent origins some passages are of; `origins` as `origins_by_report`."""
    return len({origins.get(cite.report_id, cite.report_id) for cite in cites})


def _plain(line: Line, point: Point | None, origins: int) -> Entry:
    lead, colon, text = line.text.partition(": ") if line.section in LED else ("", "", "")
    return Entry(
        lead=lead if colon else "",
        text=text if colon else line.text,
        cites=line.cites,
        label="",
        origins=origins if point else 0,
        reasons=(),
        columns=(),
    )


def _contrast(line: Line, point: Point, known: _Known) -> Entry:
    columns = [_column(side, known) for side in point.sides]
    if line.section is Section.CHANGED:
        dates = known.dates
        columns.sort(key=lambda column: min(dates[c.said_in.report_id] for c in column.claims))
    return Entry(
        lead="",
        text=point.subject or line.text,
        cites=line.cites,
        label=KIND_WORDS[point.kind] if point.kind and line.section is Section.DISPUTED else "",
        origins=point.origins,
        reasons=tuple(dict.fromkeys(point.reasons)),
        columns=tuple(columns),
    )


def _column(side: Side, known: _Known) -> Column:
    claims, places = known.claims, known.places
    # A passage is quoted once, however many claims were read from it.
    once = {claims[i].said_in: claims[i] for i in side.claim_ids}
    sayings: dict[str, list[Claim]] = {}
    for claim in sorted(
        once.values(), key=lambda c: (places[c.said_in.report_id], c.said_in.start)
    ):
        words = claim.said_in.span.within(known.texts[claim.said_in.report_id])
        sayings.setdefault(" ".join(words.split()), []).append(claim)
    return Column(
        value=side.value[:1].upper() + side.value[1:],
        origins=len(side.origins),
        sayings=tuple(map(tuple, sayings.values())),
    )
