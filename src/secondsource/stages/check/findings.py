"""The judgements on the claims of a sentence as one finding: the worst of them is its verdict."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from secondsource.records.evidence import Maker, Span
from secondsource.records.finding import Finding, Part, Verdict
from secondsource.stages.check.claims import DraftClaim
from secondsource.stages.check.judgement import MOST_EVIDENCE, WORSE, Judgement

MAKER = Maker("secondsource/check", "2")


def finding(sentence: Span, claims: Sequence[DraftClaim], judged: Sequence[Judgement]) -> Finding:
    """The finding for a sentence from the judgements on its claims, which become its parts."""
    whole = _whole(judged)
    return Finding(
        start=sentence.start,
        end=sentence.end,
        verdict=whole.verdict,
        kind=whole.kind,
        contested=whole.contested,
        evidence=whole.evidence,
        note=whole.note,
        maker=MAKER,
        against=whole.against,
        nearest=whole.nearest,
        parts=tuple(_part(claim, one) for claim, one in zip(claims, judged, strict=True)),
    )


def _whole(judged: Sequence[Judgement]) -> Judgement:
    """The first of the worst judgements; of a supported sentence, all put together."""
    worst = max(judged, key=lambda one: WORSE[one.verdict])
    if worst.verdict is not Verdict.SUPPORTED or len(judged) == 1:
        return worst
    contested = [one for one in judged if one.contested]
    against = tuple(dict.fromkeys(p for one in contested for p in one.against))
    backing = [[p for p in one.evidence if p not in against] for one in judged]
    in_turn = dict.fromkeys(p for some in zip_longest(*backing) for p in some if p is not None)
    kept = tuple(in_turn)[: max(MOST_EVIDENCE, len(judged))]
    # The claim that rests on fewest origins says how well the sentence is backed.
    note = min(judged, key=lambda one: (not one.contested, one.origins)).note
    return replace(worst, evidence=(*kept, *against), against=against, note=note)


def _part(claim: DraftClaim, one: Judgement) -> Part:
    return Part(
        start=claim.span.start,
        end=claim.span.end,
        verdict=one.verdict,
        kind=one.kind,
        contested=one.contested,
        evidence=one.evidence,
        against=one.against,
        nearest=one.nearest,
        note=one.note,
    )
