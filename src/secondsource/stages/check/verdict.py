"""The verdict on one sentence of a draft: typed reasons first, then how far the reports say it."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from secondsource.abilities import Entailer
from secondsource.compare.claims import Statement
from secondsource.compare.comparators import difference
from secondsource.compare.matter import LOWEST, WORDS_WEIGHT, Matter
from secondsource.compare.office import compare_offices
from secondsource.compare.speech import compare_speakers, same_words
from secondsource.records.evidence import Maker, Passage
from secondsource.records.finding import Finding, Verdict
from secondsource.records.story import Alignment, Kind, Relation
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.said import Objection, Said
from secondsource.stages.check.slots import wrong_number, wrong_time

MAKER = Maker("secondsource/check", "1")
ENOUGH = 0.78  # support from which a sentence counts as said by the reports
MOST_EVIDENCE = 3
# A draft is about the story: that its statement speaks to one of the reports' is likely.
PRIOR = 0.05
LOOKED_AT = 4  # statements of the reports compared with each statement of the draft


class Judge:
    """Weighs sentences of a draft against the reports."""

    def __init__(self, pool: Pool, alignments: Sequence[Alignment], entailer: Entailer) -> None:
        self._pool = pool
        self._entailer = entailer
        self._disputed = _disputed_passages(alignments)

    def judge(self, said: Said) -> Finding:
        """The finding for one sentence."""
        candidates = self._pool.nearest(said.vector, said.lemmas)
        quoted, objection = self._quotes(said)
        objection = (
            objection
            or self._offices(said)
            or self._statements(said)
            or wrong_number(said, candidates, self._pool)
            or wrong_time(said, candidates, self._pool)
        )
        if objection is not None:
            return self._finding(
                said, Verdict.CONTRADICTED, objection.evidence, objection.note, objection.kind
            )
        if quoted is None:
            return self._finding(
                said, Verdict.NOT_FOUND, (), "no report has these words as a quote"
            )
        support = self._support(said, candidates)
        if support < ENOUGH and not quoted:
            note = f"nearest: “{candidates[0].text}”" if candidates else "nothing comes near"
            return self._finding(said, Verdict.NOT_FOUND, (), note)
        evidence = (*quoted, *_best(candidates))[:MOST_EVIDENCE]
        return self._finding(said, Verdict.SUPPORTED, evidence, "the reports say so")

    def _support(self, said: Said, candidates: list[Candidate]) -> float:
        """How far the reports say it: likeness of the best passage, and words found anywhere."""
        best = max((candidate.meaning for candidate in candidates), default=0.0)
        return best + 0.5 * self._pool.known(said.lemmas)

    def _quotes(self, said: Said) -> tuple[tuple[Passage, ...] | None, Objection | None]:
        """Passages with the draft's quoted words (None if a quote is nowhere), or an objection."""
        found: list[Passage] = []
        for speech in said.speeches:
            same = [s for s in self._pool.speeches if same_words(s.words, speech.words)]
            if not same:
                return None, None
            differences = [compare_speakers(speech, s) for s in same]
            if all(d is not None for d in differences):
                passages = tuple(s.claim.said_in for s in same)[:MOST_EVIDENCE]
                note = differences[0].reason if differences[0] else ""
                return (), Objection(Kind.ATTRIBUTION, passages, note)
            found += [s.claim.said_in for s, d in zip(same, differences, strict=True) if d is None]
        return tuple(found), None

    def _offices(self, said: Said) -> Objection | None:
        """An objection if the reports that give the person an office all give another."""
        for holding in said.holdings:
            theirs = [h for h in self._pool.holdings if h.person == holding.person]
            differing = [(h, d) for h in theirs if (d := compare_offices(holding, h)) is not None]
            agreeing = [
                h
                for h in theirs
                if h.role.title == holding.role.title and h.role.qualifier == holding.role.qualifier
            ]
            if differing and not agreeing:
                passages = tuple(h.claim.said_in for h, _ in differing)[:MOST_EVIDENCE]
                return Objection(Kind.ROLE, passages, differing[0][1].reason)
        return None

    def _statements(self, said: Said) -> Objection | None:
        """The closest typed difference that no other passage as close makes good."""
        for statement, vector in zip(said.statements, said.statement_vectors, strict=True):
            near = self._near(statement, vector)
            found = [(s, m, difference(statement, s, m)) for s, m in near]
            against = [(s, m, d) for s, m, d in found if d is not None]
            if not against:
                continue
            closest, matter, why = max(against, key=lambda item: item[1].score)
            backed = any(d is None and m.score > matter.score + 0.05 for _, m, d in found)
            if why is not None and not backed:
                passages = tuple(s.claim.said_in for s, _, d in against if d and d.kind == why.kind)
                return Objection(why.kind, passages[:MOST_EVIDENCE], why.reason)
        return None

    def _near(
        self, statement: Statement, vector: NDArray[np.float32]
    ) -> list[tuple[Statement, Matter]]:
        if not self._pool.statements:
            return []
        meanings = self._pool.statement_vectors @ vector
        words = np.array([self._overlap(statement, s) for s in self._pool.statements])
        scores = meanings + WORDS_WEIGHT * words
        best = np.argsort(-scores)[:LOOKED_AT]
        return [
            (
                self._pool.statements[i],
                Matter(0, int(i), float(scores[i]) + PRIOR, float(meanings[i]), rank == 0, 0),
            )
            for rank, i in enumerate(best)
            if scores[i] >= LOWEST
        ]

    def _overlap(self, a: Statement, b: Statement) -> float:
        rarity = self._pool.rarity
        shared = sum(rarity(w) ** 2 for w in a.lemmas & b.lemmas)
        whole = sum(rarity(w) ** 2 for w in a.lemmas) * sum(rarity(w) ** 2 for w in b.lemmas)
        return float(shared / whole**0.5) if whole > 0 else 0.0

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


def _best(candidates: Sequence[Candidate]) -> tuple[Passage, ...]:
    """The best passage, and others nearly as good."""
    if not candidates:
        return ()
    top = candidates[0].score
    return tuple(c.passage for c in candidates if c.score >= 0.75 * top)


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
