"""All that a brief is told from, looked up by id: reports, claims, names, origins."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from secondsource.records.evidence import Passage, Span
from secondsource.records.layers import (
    CLAUSES,
    QUOTES,
    SENTENCES,
    AnnotatedReport,
    Quote,
    Sentence,
)
from secondsource.records.story import Alignment, Claim, Origin, Point, Relation, Story
from secondsource.stages.brief.wording import WORD, stems

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True)
class Material:
    """A story with its reports, in order of publication, and what aligning them gave."""

    story: Story
    reports: tuple[AnnotatedReport, ...]
    alignment: Alignment

    @cached_property
    def by_id(self) -> dict[str, AnnotatedReport]:
        """The reports."""
        return {one.report.id: one for one in self.reports}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each report in the story's order."""
        return {one.report.id: i for i, one in enumerate(self.reports)}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims."""
        return {claim.id: claim for claim in self.alignment.claims}

    @cached_property
    def said_in(self) -> dict[str, list[Claim]]:
        """The claims of each report, the shortest passages first."""
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.alignment.claims, key=lambda c: c.said_in.end - c.said_in.start):
            found.setdefault(claim.said_in.report_id, []).append(claim)
        return found

    def around(self, at: Passage) -> Iterator[Claim]:
        """The claims whose passage has a place in it, the shortest passages first."""
        for claim in self.said_in.get(at.report_id, ()):
            # Numbers, not spans: a long report asks this of thousands of claims, time and again.
            if claim.said_in.start <= at.start and at.end <= claim.said_in.end:
                yield claim

    @cached_property
    def roots(self) -> dict[Passage, int]:
        """The token of the verb of each clause, by its passage; of several the first."""
        found: dict[Passage, int] = {}
        for one in self.reports:
            for clause in one.get(CLAUSES):
                found.setdefault(Passage(one.report.id, clause.start, clause.end), clause.root)
        return found

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        """Where the sentences of each report end."""
        return {one.report.id: [s.end for s in one.get(SENTENCES)] for one in self.reports}

    @cached_property
    def _speech(self) -> dict[str, "_DirectSpeech"]:
        """The direct speech of each report."""
        return {one.report.id: _DirectSpeech.of(one) for one in self.reports}

    @cached_property
    def origin_of(self) -> dict[str, Origin]:
        """The origin of each report."""
        return {i: origin for origin in self.alignment.origins for i in origin.report_ids}

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """The story's form of each name of a report."""
        return {(report, entity): form for report, entity, form in self.alignment.names}

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """In how many reports each stem stands."""
        return Counter(stem for one in self.reports for stem in stems(one.report.text))

    def centrality(self, claim: Claim) -> float:
        """From 0 to 1: the mean share of the other reports in which a claim's words stand."""
        words = stems(claim.text)
        others = max(1, len(self.reports) - 1)
        heard = sum(max(0, self.spoken_of[stem] - 1) for stem in words)
        return heard / (others * len(words)) if words else 0.0

    def points(self, relation: Relation) -> tuple[Point, ...]:
        """The points of one relation, in the order in which they were aligned."""
        return tuple(point for point in self.alignment.points if point.relation is relation)

    def claims_of(self, claim_ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids."""
        return tuple(self.claims[i] for i in claim_ids if i in self.claims)

    def origins(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        """The ids of the independent origins of some passages."""
        found = (self.origin_of.get(one.report_id) for one in passages)
        return tuple(dict.fromkeys(origin.id for origin in found if origin))

    def in_order(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """Passages without repeats, by report in the story's order, then by place in the text."""
        return tuple(sorted(set(passages), key=lambda p: (self.place[p.report_id], p.start, p.end)))

    def speaker(self, report_id: str, speaker: str | None) -> str | None:
        """A speaker in the story's form of the name."""
        return self.names.get((report_id, speaker), speaker) if speaker else None

    def outlets(self, report_ids: Iterable[str]) -> str:
        """The outlets of some reports, each once."""
        labels = (self.by_id[i].report.label for i in report_ids if i in self.by_id)
        return ", ".join(dict.fromkeys(labels))

    def words(self, passage: Passage) -> str:
        """The characters of a passage on one line."""
        return " ".join(passage.span.within(self.by_id[passage.report_id].report.text).split())

    def context(self, claim: Claim) -> str:
        """The text of a claim and the sentence in which it stands."""
        found = self.sentence_at(claim.said_in)
        text = self.by_id[claim.said_in.report_id].report.text
        return f"{claim.text} {found[1].within(text)}" if found else claim.text

    def is_in_own_words(self, claim: Claim) -> bool:
        """Whether every word of a claim's text stands in its sentence: nothing was put together."""
        found = self.sentence_at(claim.said_in)
        text = self.by_id[claim.said_in.report_id].report.text
        start, end = claim.said_in.start, claim.said_in.end
        if found:
            start, end = min(start, found[1].start), max(end, found[1].end)
        return set(WORD.findall(claim.text.lower())) <= set(WORD.findall(text[start:end].lower()))

    def is_speech(self, claim: Claim) -> bool:
        """Whether a claim is direct speech, or says who spoke which words."""
        quoted = claim.predicate == "say" and "\u201c" in claim.text
        return quoted or self.in_direct_speech(claim.said_in)

    def sentence_at(self, passage: Passage) -> tuple[int, Sentence] | None:
        """The sentence in which a passage starts, with its number in the report."""
        ends = self._ends[passage.report_id]
        i = bisect_right(ends, passage.start)
        return (i, self.by_id[passage.report_id].get(SENTENCES)[i]) if i < len(ends) else None

    def in_direct_speech(self, passage: Passage) -> bool:
        """Whether a passage is mostly words between quotation marks."""
        inside = self._speech[passage.report_id].shared(passage.span)
        return 2 * inside > passage.end - passage.start


@dataclass(frozen=True, slots=True)
class _DirectSpeech:
    """The direct quotes of a report by where they start, and how far those up to each reach."""

    quotes: list[Quote]
    starts: list[int]
    reach: list[int]

    @classmethod
    def of(cls, annotated: AnnotatedReport) -> "_DirectSpeech":
        """Those of one report."""
        quotes = sorted((q for q in annotated.get(QUOTES) if q.direct), key=lambda q: q.start)
        reach = accumulate((q.end for q in quotes), max)
        return cls(quotes, [q.start for q in quotes], list(reach))

    def shared(self, span: Span) -> int:
        """How many characters of a span are direct speech."""
        first = bisect_right(self.reach, span.start)
        near = self.quotes[first : bisect_left(self.starts, span.end)]
        return sum(shared(span, quote) for quote in near)


def shared(one: Span, other: Span) -> int:
    """How many characters two spans have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
