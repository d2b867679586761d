"""The verdict on one sentence of a draft: typed reasons first, then how far the reports say it."""

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from secondsource.abilities import Entailer
from secondsource.records.evidence import Maker, Passage
from secondsource.records.finding import Finding, Verdict
from secondsource.records.story import Alignment, Kind, Relation
from secondsource.stages.check.objections import (
    MOST_EVIDENCE,
    Near,
    quoted,
    wrong_office,
    wrong_statement,
)
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.said import Objection, Said
from secondsource.stages.check.slots import (
    slipped_number,
    wrong_kind,
    wrong_number,
    wrong_time,
    wrong_whole,
)

MAKER = Maker("secondsource/check", "1")
# Weights of words and of entailment beside likeness in meaning, and the support from which a
# sentence counts as said: rounded from a logistic regression on 110 sentences of ten drafts.
KNOWN, ENTAILED, ENOUGH = 0.65, 0.4, 0.95
WEIGHED = 3  # of the nearest passages, so many are weighed for entailment
NEAR_QUOTE = 55.0  # rapidfuzz ratio from which another quote is worth showing
# "Related sources: Source 1, Source 2" leads nowhere.
UNTRACEABLE = re.compile(r"\b(?:source|report|article|link|reference)s?\s*#?\d", re.IGNORECASE)
NEARLY_AS_GOOD = 0.75  # share of the best passage's score from which another is evidence too


class Judge:
    """Weighs sentences of a draft against the reports."""

    def __init__(self, pool: Pool, alignments: Sequence[Alignment], entailer: Entailer) -> None:
        self._pool = pool
        self._entailer = entailer
        self._disputed = _disputed_passages(alignments)
        self._origin_of = {
            report: origin.id
            for alignment in alignments
            for origin in alignment.origins
            for report in origin.report_ids
        }

    def judge(self, said: Said) -> Finding:
        """The finding for one sentence."""
        candidates = self._pool.nearest(said.vector, said.lemmas)
        passages, misquoted = quoted(said, self._pool)
        matches = [
            self._pool.matches(statement, said.meanings[k], said.bare[k])
            for k, statement in enumerate(said.statements)
        ]
        objection = misquoted or self._objection(said, candidates, matches)
        if objection is not None:
            return self._finding(
                said, Verdict.CONTRADICTED, objection.evidence, objection.note, objection.kind
            )
        if passages is None:
            return self._finding(said, Verdict.NOT_FOUND, (), self._nearest_quote(said))
        if UNTRACEABLE.search(said.text):
            note = "names sources that cannot be traced to a report"
            return self._finding(said, Verdict.NOT_FOUND, (), note)
        unnamed = self._pool.unnamed(said.names)
        if unnamed is not None and not passages:
            return self._finding(said, Verdict.NOT_FOUND, (), f"no report names {unnamed}")
        if not passages and self._support(said, candidates, matches) < ENOUGH:
            note = f"nearest: “{candidates[0].text}”" if candidates else "nothing comes near"
            return self._finding(said, Verdict.NOT_FOUND, (), note)
        evidence = (*passages, *_best(candidates))[:MOST_EVIDENCE]
        return self._finding(said, Verdict.SUPPORTED, evidence, self._said_by(evidence))

    def _objection(
        self, said: Said, candidates: list[Candidate], matches: Sequence[Near]
    ) -> Objection | None:
        return (
            wrong_office(said, self._pool)
            or wrong_statement(said, matches)
            or wrong_number(said, candidates, self._pool)
            or slipped_number(said, candidates, self._pool)
            or wrong_time(said, candidates, self._pool)
            or wrong_whole(said, candidates)
            or wrong_kind(said, candidates, self._pool)
        )

    def _support(self, said: Said, candidates: list[Candidate], matches: Sequence[Near]) -> float:
        """How far the reports say it: by the nearest passage's meaning, by words, by entailment.

        A draft's sentence may be merged from several: words count wherever they stand, and the
        nearest passages are weighed together.
        """
        if not candidates:
            return 0.0
        premise = " ".join(candidate.text for candidate in candidates[:WEIGHED])
        (judgement,) = self._entailer.weigh([(premise, said.text)])
        whole = max(candidate.meaning for candidate in candidates)
        best = max(whole, _by_statement(matches))
        return best + KNOWN * self._pool.known(said.lemmas) + ENTAILED * judgement.entails

    def _said_by(self, evidence: Sequence[Passage]) -> str:
        origins = {self._origin_of[passage.report_id] for passage in evidence}
        return f"said by {len(origins)} independent origin{'s' if len(origins) > 1 else ''}"

    def _nearest_quote(self, said: Said) -> str:
        """That a quote stands in no report, and the one that comes nearest."""
        theirs = [
            (fuzz.ratio(s.words, t.words), t) for s in said.speeches for t in self._pool.speeches
        ]
        score, speech = max(theirs, key=lambda pair: pair[0], default=(0.0, None))
        if speech is None or score < NEAR_QUOTE:
            return "no report has these words as a quote"
        return f"no report has these words as a quote; nearest: {speech.claim.text}"

    def _finding(
        self,
        said: Said,
        verdict: Verdict,
        evidence: tuple[Passage, ...],
        note: str,
        kind: Kind | None = None,
    ) -> Finding:
        unique = tuple(dict.fromkeys(evidence))
        contested = verdict is Verdict.SUPPORTED and any(self._is_disputed(p) for p in unique)
        span = said.sentence
        return Finding(span.start, span.end, verdict, kind, contested, unique, note, MAKER)

    def _is_disputed(self, passage: Passage) -> bool:
        return any(passage.span.overlaps(other.span) for other in self._disputed[passage.report_id])


def _by_statement(matches: Sequence[Near]) -> float:
    """Likeness of a sentence's statements to the nearest of the reports', on average.

    A short sentence is little like a long one that says it in passing.
    """
    if not matches:
        return 0.0
    nearest = [max((matter.meaning for _, matter in near), default=0.0) for near in matches]
    return sum(nearest) / len(nearest)


def _best(candidates: Sequence[Candidate]) -> tuple[Passage, ...]:
    """The best passage, and others nearly as good."""
    if not candidates:
        return ()
    least = NEARLY_AS_GOOD * candidates[0].score
    return tuple(c.passage for c in candidates if c.score >= least)


def _disputed_passages(alignments: Sequence[Alignment]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for alignment in alignments:
        passage = {claim.id: claim.said_in for claim in alignment.claims}
        for point in alignment.points:
            if point.relation is Relation.CONFLICT:
                for side in point.sides:
                    for claim_id in side.claim_ids:
                        found[passage[claim_id].report_id].append(passage[claim_id])
    return found
