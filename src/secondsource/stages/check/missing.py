"""What the reports do not have of a claim, in words that help to mend it."""

from collections.abc import Sequence

from secondsource.stages.check.claims import DraftClaim
from secondsource.stages.check.judgement import Judgement, not_found
from secondsource.stages.check.pool import Pool
from secondsource.stages.check.said import Said
from secondsource.stages.check.support import Support

MOST_NAMED = 3  # missing things that a note tells


def not_said(claim: DraftClaim, said: Said, support: Support, pool: Pool, draft: str) -> Judgement:
    """That the reports do not say a claim: what of it is missing, and what comes nearest.

    `said` is what was found in the claim, `draft` the whole text.
    """
    if not support.windows:
        return not_found("the reports have nothing near it")
    window = max(support.windows, key=lambda one: one.covered)
    missing = [(lemma, word) for lemma, word in claim.printed if lemma not in window.lemmas]
    nowhere = [word for lemma, word in missing if not pool.knows(lemma)]
    apart = [word for lemma, word in missing if pool.knows(lemma)]
    telling = _names_and_values(said, pool, draft)
    nowhere = [*telling, *(word for word in nowhere if word not in " ".join(telling))]
    return not_found(f"{_why(nowhere, apart)}; nearest: “{window.text}”", window.passages)


def _why(nowhere: Sequence[str], apart: Sequence[str]) -> str:
    if nowhere:
        return f"no report has {_listed(nowhere)}"
    if apart:
        return f"the reports have {_listed(apart)}, but not of this"
    return "the reports have these words, but do not say this"


def _names_and_values(said: Said, pool: Pool, draft: str) -> list[str]:
    """Names, figures and times of a claim, as printed, that no report has."""
    spans = [pool.unvalued([q], []) for q in said.quantities]
    spans += [pool.unvalued([], [t]) for t in said.times]
    names = [name for name in said.names if pool.unnamed([name])]
    return [*names, *(" ".join(span.within(draft).split()) for span in spans if span)]


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)][:MOST_NAMED]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
