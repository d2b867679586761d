"""A statement without the circumstances told at its end: "17 were hurt" of "17 were hurt as …".

What is left are the report's own words from the first on, and it says less, never something else:
only a plain affirmation is cut, and only what tells how, where or during what.
"""

from collections.abc import Iterator
from dataclasses import replace

from secondsource.records.evidence import Span
from secondsource.records.layers import TIMES, Polarity
from secondsource.records.parse import Parse
from secondsource.records.story import Claim
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.standing import root_of
from secondsource.stages.brief.wording import CLOSING, WORD, words_of

FEWEST_WORDS = 4
# How what can be left out hangs on what stays.
LOOSE = frozenset({"prep", "advcl", "appos", "relcl", "npadvmod", "mark", "acl"})


def shorter(material: Material, claim: Claim) -> Iterator[Claim]:
    """The claim without its last circumstance, without its last two …: the longest first.

    A claim that denies, limits or speaks of all is not cut: "few of them died in the fire".
    """
    at, root = claim.said_in, root_of(material, claim)
    annotated = material.by_id[at.report_id]
    whole = at.span.within(annotated.report.text)
    words = {word.lower() for word in WORD.findall(whole)}
    if root is None or claim.polarity is not Polarity.AFFIRMED or claim.text != whole:
        return
    if words & words_of("limits") or annotated.parse.lemmas[root] in ("be", "become", "remain"):
        return
    times = annotated.get(TIMES)
    for cut in _cuts(annotated.parse, at.span, root):
        left, gone = Span(at.start, cut), Span(cut, at.end)
        if any(gone.overlaps(time) for time in times) or _credits(gone, annotated.report.text):
            return
        text = left.within(annotated.report.text).rstrip(CLOSING)
        if len(WORD.findall(text)) < FEWEST_WORDS:
            return
        yield _cut_to(claim, left, text)


def _cut_to(claim: Claim, left: Span, text: str) -> Claim:
    """The claim with what of it stands in the part that is left; its passage stays whole."""
    heard = text.lower()
    return replace(
        claim,
        text=text,
        quantities=tuple(one for one in claim.quantities if left.contains(one)),
        people=tuple(name for name in claim.people if name.split()[-1].lower() in heard),
        places=tuple(name for name in claim.places if name.split()[-1].lower() in heard),
    )


def _credits(gone: Span, text: str) -> bool:
    """Whether what would go says who says so, or takes something back."""
    words = {word.lower() for word in WORD.findall(gone.within(text))}
    return bool(words & (words_of("speech") | words_of("keep")))


def _cuts(parse: Parse, span: Span, root: int) -> Iterator[int]:
    """Where a claim can end earlier, the latest place first."""
    inside = parse.tokens_in(span.start, span.end)
    words = [i for i in inside if WORD.search(parse.word(i))]
    ends = {words[-1]} if words else set()
    starts = {i: _reach(parse, i, inside) for i in words if i > root and parse.deps[i] in LOOSE}
    for first, last in sorted(starts.values(), reverse=True):
        before = [i for i in words if i < first]
        if last in ends and first > root and before and _may_go(parse, first):
            ends.add(before[-1])
            yield parse.starts[first]


def _reach(parse: Parse, top: int, inside: range) -> tuple[int, int]:
    """The first and the last word of what hangs on a word."""
    under = [i for i in parse.subtree(top) if WORD.search(parse.word(i)) and i in inside]
    return min(under), max(under)


def _may_go(parse: Parse, first: int) -> bool:
    return parse.word(first).lower() in words_of("circumstance") or parse.word(first - 1) == ","
