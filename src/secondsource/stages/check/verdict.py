"""The verdict on each claim of a draft: typed reasons first, then how far the reports say it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from secondsource.abilities import Entailer
from secondsource.records.evidence import Passage
from secondsource.records.finding import Finding, Verdict
from secondsource.stages.check.claims import DraftClaim
from secondsource.stages.check.contest import Disputes
from secondsource.stages.check.copies import copied
from secondsource.stages.check.draft import DraftSentence
from secondsource.stages.check.findings import finding
from secondsource.stages.check.judgement import (
    MOST_EVIDENCE,
    Judgement,
    contradicted,
    not_found,
    supported,
)
from secondsource.stages.check.missing import not_said
from secondsource.stages.check.objections import Near, wrong_office, wrong_statement
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.quotes import judge_quotation
from secondsource.stages.check.said import Objection, Said
from secondsource.stages.check.search import Found, find
from secondsource.stages.check.slots import (
    other_count,
    slipped_number,
    wrong_kind,
    wrong_number,
    wrong_time,
    wrong_whole,
)
from secondsource.stages.check.support import CLAIM_ENOUGH, ENOUGH, Support

AT_ONCE = 20  # sentences whose pairs go to the entailment model in one call
# "Related sources: Source 1, Source 2" leads nowhere.
UNTRACEABLE = re.compile(r"\b(?:source|report|article|link|reference)s?\s*#?\d", re.IGNORECASE)
NEARLY_AS_GOOD = 0.75  # share of the best passage's score from which another is evidence too


class Judge:
    """Weighs sentences of a draft against the reports; `draft` is its text."""

    def __init__(self, pool: Pool, disputes: Disputes, entailer: Entailer, draft: str) -> None:
        self._pool = pool
        self._disputes = disputes
        self._entailer = entailer
        self._draft = draft

    def judge(
        self, sentences: Sequence[DraftSentence], progress: Callable[[int, int], None]
    ) -> Iterator[Finding]:
        """The finding for each sentence, in order; `progress` hears how many of them are done."""
        for at in range(0, len(sentences), AT_ONCE):
            some = sentences[at : at + AT_ONCE]
            for found in find(some, self._pool, self._entailer):
                yield self._finding(found)
            progress(at + len(some), len(sentences))

    def _finding(self, found: Found) -> Finding:
        claims = found.sentence.claims
        judged = {claim: self._objection(claim, found) for claim in claims}
        for claim in self._doubtful(found, judged):
            judged[claim] = not_said(
                claim, found.sentence.of(claim), found.support(claim), self._pool, self._draft
            )
        final = [one or self._supported(claim, found) for claim, one in judged.items()]
        return finding(found.sentence.said.sentence, claims, final)

    def _objection(self, claim: DraftClaim, found: Found) -> Judgement | None:
        """What speaks against a claim, or bears out its quoted words; None if nothing does."""
        said = found.sentence.of(claim)
        quoted = self._quoted(claim, found)
        if quoted is not None and quoted.verdict is not Verdict.SUPPORTED:
            return quoted
        if self._copied(claim, found) is not None:
            return self._supported(claim, found)
        reason = self._reason(said, found.nearest(claim), found.near(claim))
        if reason is not None:
            return contradicted(reason.note, reason.kind, reason.evidence)
        return quoted or self._nowhere(claim, said, found)

    def _nowhere(self, claim: DraftClaim, said: Said, found: Found) -> Judgement | None:
        """That a claim has a name, a figure or a time which stands in no report at all."""
        if UNTRACEABLE.search(said.text):
            return not_found("names sources that cannot be traced to a report")
        if self._pool.unnamed(said.names) or self._pool.unvalued(said.quantities, said.times):
            return not_said(claim, said, found.support(claim), self._pool, self._draft)
        return None

    def _quoted(self, claim: DraftClaim, found: Found) -> Judgement | None:
        if claim.quotation is None:
            return None
        near = self._pool.nearest(found.sentence.vector(claim), claim.lemmas)
        pool = self._pool
        judged = judge_quotation(claim.quotation, pool.speech, pool.holdings, near)
        return self._disputes.credited(judged) if judged is not None else None

    def _reason(
        self, said: Said, candidates: list[Candidate], matches: Sequence[Near]
    ) -> Objection | None:
        pool = self._pool
        return (
            wrong_office(said, pool)
            or wrong_statement(said, matches)
            or wrong_number(said, candidates, pool)
            or slipped_number(said, candidates, pool)
            or wrong_time(said, candidates, pool)
            or wrong_whole(said, candidates)
            or wrong_kind(said, candidates, pool)
            or other_count(said, candidates, pool)
        )

    def _doubtful(
        self, found: Found, judged: dict[DraftClaim, Judgement | None]
    ) -> list[DraftClaim]:
        """The claims that are said too little, as far as nothing else speaks for or against them.

        Where the sentence on the whole is said too little, that is its weakest claims.
        """
        score = {claim: found.support(claim).score for claim, one in judged.items() if one is None}
        if not score:
            return []
        alone = {claim: value for claim, value in score.items() if claim in found.claims}
        weak = [claim for claim, value in alone.items() if value < CLAIM_ENOUGH]
        if len(score) < len(judged) or found.whole.score >= ENOUGH:
            return weak
        least = min((alone or score).values())
        return [
            c for c, value in (alone or score).items() if value < CLAIM_ENOUGH or value == least
        ]

    def _copied(self, claim: DraftClaim, found: Found) -> Candidate | None:
        """The passage that has a claim word for word; what somebody said, with who said it."""
        if claim.quotation is not None:
            return None
        spoken = any(s.claim.speaker for s in found.sentence.of(claim).statements)
        around = found.sentence.said.sentence if spoken else claim.span
        return copied(around.within(self._draft), found.support(claim).candidates)

    def _supported(self, claim: DraftClaim, found: Found) -> Judgement:
        support = found.support(claim)
        said = found.sentence.of(claim)
        best = self._copied(claim, found) or self._telling(said, support.candidates)
        evidence = _evidence(support, best)
        origins = len(self._disputes.origins(evidence))
        note = f"said by {origins} independent origin{'s' if origins > 1 else ''}"
        judged = replace(supported(note, evidence), origins=origins)
        return self._disputes.contested(judged, said, found.near(claim))

    def _telling(self, said: Said, candidates: Sequence[Candidate]) -> Candidate:
        """The passage nearly as good as the best that has most of a claim's figures and times."""
        good = [c for c in candidates if c.score >= NEARLY_AS_GOOD * candidates[0].score]
        return max(good, key=lambda c: self._pool.fitting(c, said.quantities, said.times))


def _evidence(support: Support, best: Candidate) -> tuple[Passage, ...]:
    """The best passage, with those beside it that it needs, and others nearly as good."""
    least = NEARLY_AS_GOOD * support.candidates[0].score
    window = next((w for w in support.windows if w.index == best.index), None)
    beside = window.passages[1:] if window else ()
    good = [c.passage for c in support.candidates[:MOST_EVIDENCE] if c.score >= least]
    return tuple(dict.fromkeys((best.passage, *beside, *good)))[:MOST_EVIDENCE]
