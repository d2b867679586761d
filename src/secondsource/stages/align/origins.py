"""Who is independent of whom: the reports of a story by where their information comes from.

A report joins the origin of another when it reprints it, carries the same agency's copy, only
relays what the other reported, or comes from the same outlet. Each report has at most one source,
its strongest, so that a roundup of two independent reports does not make them one origin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from secondsource.records.evidence import Maker
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Origin
from secondsource.stages.align.credits import Credit, credit, is_agency, outlet_names
from secondsource.stages.align.origin_words import folded, words
from secondsource.stages.align.relays import Relay, find_relays, lead_names
from secondsource.stages.align.reprints import Overlap, Wording, candidates, overlap, wording

MAKER = Maker("secondsource/origins", "1")
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much wording makes a reprint: shares of shingles and sentences, and enough of them."""

    shingles: float
    sentences: float
    enough: int = 0

    def met(self, found: Overlap, share: float) -> bool:
        """Whether an overlap, with the borrower's share of sentences, is as much."""
        return (
            found.shingles >= self.shingles
            and share >= self.sentences
            and found.shared >= self.enough
        )


# Measured on 300 pairs of real reports of one event: independent ones stay under 0.15 of shingles
# and under 0.6 of sentences, but for those that quote the same document at length without marks.
REWRITE = Likeness(0.10, 0.65, enough=12)
COPY = Likeness(0.40, 0.50)
BARS = (REWRITE, COPY)
# Enough where the borrower itself credits the source, beside its own staff.
CREDITED = Likeness(0.05, 0.35)
# So much of a short report stands in a longer one that it is no source of its own, whoever was
# first.
CONTAINED = Likeness(0.45, 0.80)


@dataclass(frozen=True, slots=True)
class Link:
    """Report `borrower` has its information from `source`, or both from a third party."""

    strength: float
    source: int
    borrower: int
    why: str


def find_origins(reports: Sequence[AnnotatedReport]) -> tuple[Origin, ...]:
    """Every report in exactly one origin; the same for any order of the reports given."""
    ranked = sorted(reports, key=_rank)
    links = [*_same_outlet(ranked), *_credited(ranked), *_relayed(ranked), *_reprinted(ranked)]
    links.sort(key=lambda link: (-link.strength, link.source, link.borrower))
    families = _Families(len(ranked))
    for link in links:
        families.join(link)
    return tuple(_origin(ranked, members, families.why) for members in families.members())


def origin_of(origins: Sequence[Origin]) -> dict[str, str]:
    """The id of the origin of each report."""
    return {report_id: origin.id for origin in origins for report_id in origin.report_ids}


def independent(report_ids: Sequence[str], origins: Sequence[Origin]) -> tuple[str, ...]:
    """The ids of the origins behind some reports: as many as have said it independently."""
    of = origin_of(origins)
    return tuple(dict.fromkeys(of[report_id] for report_id in report_ids))


class _Families:
    """Trees of reports under their sources, one parent each."""

    def __init__(self, size: int) -> None:
        self._head = list(range(size))
        self._has_source = [False] * size
        self.why: dict[int, str] = {}

    def join(self, link: Link) -> None:
        """Put the borrower under the source, unless it has one or they are one family already."""
        if self._has_source[link.borrower] or self.same(link.source, link.borrower):
            return
        self._has_source[link.borrower] = True
        self._head[self.head(link.borrower)] = self.head(link.source)
        self.why[link.borrower] = link.why

    def head(self, i: int) -> int:
        """The report at the top of the tree of report `i`."""
        while self._head[i] != i:
            i = self._head[i]
        return i

    def same(self, i: int, j: int) -> bool:
        """Whether two reports are of one family."""
        return self.head(i) == self.head(j)

    def members(self) -> list[list[int]]:
        """The families, each in order, by their first member."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._head)):
            found.setdefault(self.head(i), []).append(i)
        return sorted(found.values())


def _rank(annotated: AnnotatedReport) -> tuple[bool, datetime, str]:
    """Agencies first, then by time: of two like texts the first is taken for the source."""
    report = annotated.report
    return (not is_agency(annotated), report.published or LATEST, report.id)


def _origin(ranked: Sequence[AnnotatedReport], members: list[int], why: dict[int, str]) -> Origin:
    first = next((i for i in members if i not in why), members[0])
    rest = [i for i in members if i != first]
    ids = tuple(ranked[i].report.id for i in (first, *rest))
    return Origin(f"o-{ids[0]}", ids, tuple(why[i] for i in rest), MAKER)


def _same_outlet(ranked: Sequence[AnnotatedReport]) -> Iterator[Link]:
    """Two reports of one outlet are one voice, unless the outlet is a platform for all."""
    platforms = {folded(name) for name in words("platforms")}
    first: dict[str, int] = {}
    for i, annotated in enumerate(ranked):
        name = folded(annotated.report.outlet)
        if not name or name in platforms or name.startswith("source "):
            continue
        source = first.setdefault(name, i)
        if source != i:
            yield Link(4.0, source, i, f"{annotated.report.label} published both")


def _credited(ranked: Sequence[AnnotatedReport]) -> Iterator[Link]:
    """Reports that credit nobody but an agency carry its copy, whatever they made of it."""
    credits = [credit(annotated) for annotated in ranked]
    names = [outlet_names(annotated) for annotated in ranked]
    carriers: dict[str, int] = {}
    for i, annotated in enumerate(ranked):
        if not credits[i].whole:
            continue
        for name in sorted(credits[i].names):
            source = next((j for j, known in enumerate(names) if name in known and j != i), None)
            if source is not None:
                why = f"{annotated.report.label} carries {ranked[source].report.label}"
                yield Link(3.0, source, i, why)
            elif (other := carriers.setdefault(name, i)) != i:
                why = (
                    f"{annotated.report.label} credits {name}, as {ranked[other].report.label} does"
                )
                yield Link(3.0, other, i, why)


def _relayed(ranked: Sequence[AnnotatedReport]) -> Iterator[Link]:
    first: dict[str, int] = {}
    for relay in find_relays(ranked):
        source = relay.source
        if source is None:
            source = first.setdefault(relay.name, relay.relay)
        if source != relay.relay:
            yield Link(2.0, source, relay.relay, _relay_words(ranked, relay, source))


def _relay_words(ranked: Sequence[AnnotatedReport], relay: Relay, source: int) -> str:
    label = ranked[relay.relay].report.label
    counted = (
        f"names it at once and has {relay.covered:.0%} of its sentences from there"
        if relay.covered
        else f"{relay.credited} of its {relay.total} sentences credit somebody else's report"
    )
    if relay.source is None:
        return f"{label} relays {relay.name}, as {ranked[source].report.label} does: {counted}"
    return f"{label} relays {ranked[source].report.label}: {counted}"


def _reprinted(ranked: Sequence[AnnotatedReport]) -> Iterator[Link]:
    wordings = [wording(annotated) for annotated in ranked]
    credits = [credit(annotated) for annotated in ranked]
    families = _Families(len(ranked))
    for _, i, j in candidates(wordings):
        if families.same(i, j):
            continue
        source, borrower = i, j
        credited = _credits(ranked, credits, j, i)
        if not credited and _credits(ranked, credits, i, j):
            source, borrower, credited = j, i, True
        if link := _reprint(ranked, wordings, (source, borrower), credited):
            families.join(link)
            yield link


def _credits(
    ranked: Sequence[AnnotatedReport], credits: Sequence[Credit], borrower: int, source: int
) -> bool:
    """Whether a report owns up to having text from another, or both to having it from a third."""
    given, other = credits[borrower], ranked[source]
    return (
        bool(given.names & outlet_names(other))
        or bool(given.names & credits[source].names)
        or (given.unnamed and is_agency(other))
        or lead_names(ranked[borrower], other)
    )


def _reprint(
    ranked: Sequence[AnnotatedReport],
    wordings: Sequence[Wording],
    pair: tuple[int, int],
    credited: bool,
) -> Link | None:
    source, borrower = pair
    least = min(bar.shingles for bar in ((CREDITED, *BARS) if credited else BARS))
    found = overlap(wordings[source], wordings[borrower], at_least=least)
    share = _borrowed(found, (ranked[source], ranked[borrower]), credited)
    if share is None:
        return None
    why = (
        f"{ranked[borrower].report.label} reprints {ranked[source].report.label}: "
        f"{share:.0%} of its own sentences"
    )
    return Link(1 + found.shingles, source, borrower, why)


def _borrowed(
    found: Overlap, pair: tuple[AnnotatedReport, AnnotatedReport], credited: bool
) -> float | None:
    """The share of its sentences that the borrower has from the source, if that is a reprint."""
    dated = all(annotated.report.published for annotated in pair)
    share = found.second if dated or credited else max(found.first, found.second)
    if any(bar.met(found, share) for bar in ((CREDITED, *BARS) if credited else BARS)):
        return share
    most = max(found.first, found.second)
    return most if CONTAINED.met(found, most) else None
