"""What stands near the sentences of a draft and their claims, and how far it bears them out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from secondsource.abilities import Entailer
from secondsource.stages.check.claims import DraftClaim
from secondsource.stages.check.draft import DraftSentence
from secondsource.stages.check.objections import Near
from secondsource.stages.check.pool import Candidate, Pool
from secondsource.stages.check.support import Asked, Looked, Support, look, put_together, weigh


@dataclass(frozen=True, slots=True)
class Found:
    """What was found near a sentence: for it and each claim that stands alone, how far it is said.

    `matches` has for each statement of the sentence the nearest of the reports.
    """

    sentence: DraftSentence
    matches: list[Near]
    whole: Support
    claims: Mapping[DraftClaim, Support]

    def support(self, claim: DraftClaim) -> Support:
        """The support of a claim; of one that says too little, that of the sentence."""
        return self.claims.get(claim, self.whole)

    def nearest(self, claim: DraftClaim) -> list[Candidate]:
        """The passages beside a claim; beside the sentence, if the same one is the nearest.

        "It was at four" is little like what it is about; the rest of the sentence is more so.
        """
        own, whole = self.support(claim).candidates, self.whole.candidates
        same = bool(own and whole) and own[0].index == whole[0].index
        return whole if same else own

    def near(self, claim: DraftClaim) -> list[Near]:
        """What is nearest to each statement of a claim."""
        return [self.matches[row] for row in self.sentence.rows(claim)]


def find(sentences: Sequence[DraftSentence], pool: Pool, entailer: Entailer) -> Iterator[Found]:
    """What is found near each sentence, in order, all of it weighed in one call."""
    searches = [_search(one, pool) for one in sentences]
    every = [looked for _, whole, claims in searches for looked in (whole, *claims.values())]
    supports = iter(weigh(every, pool, entailer))
    for sentence, (matches, _, claims) in zip(sentences, searches, strict=True):
        whole = next(supports)
        own = {claim: next(supports) for claim in claims}
        yield Found(sentence, matches, put_together(whole, list(own.values()), pool), own)


def _search(
    sentence: DraftSentence, pool: Pool
) -> tuple[list[Near], Looked, dict[DraftClaim, Looked]]:
    said = sentence.said
    matches: list[Near] = [
        pool.matches(statement, said.meanings[k], said.bare[k])
        for k, statement in enumerate(said.statements)
    ]
    claims = {}
    for k, claim in enumerate(sentence.claims):
        if claim.statement is not None and claim.stands_alone and len(sentence.claims) > 1:
            # A statement is read with the clauses inside it, which the claim leaves to others.
            alone = claim.text == said.statements[claim.statement].claim.text
            near = [matches[claim.statement]] if alone else []
            asked = Asked(claim.text, claim.lemmas, sentence.vectors[k], near)
            claims[claim] = look(asked, pool)
    return matches, look(Asked(said.text, said.lemmas, said.vector, matches), pool), claims
