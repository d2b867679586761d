"""What an outlet changed in its report: statements gone, new and reworded, figures, the title."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from secondsource.compare.spelling import plain
from secondsource.records.brief import Figure
from secondsource.records.evidence import Passage, Span
from secondsource.records.report import Report

# Where a sentence may end: at its point, with what closes after it, or at the end of a line.
END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*(?=\s)|(?=\n)")
REWORDED = 55.0  # rapidfuzz ratio from which a new sentence stands in the place of an old one
# Comparing each new sentence with each old one takes the product; beyond this only the first are.
MOST_COMPARED = 400
FEWEST_WORDS = 5  # of a sentence in a version that was not read for what it states


@dataclass(frozen=True, slots=True)
class Draft:
    """A version of a report, with where its claims stand and its figures; None if it was not read.

    What no claim stands in ("Share this article") is furniture, and changes nothing.
    """

    report: Report
    claims: tuple[Span, ...] | None
    figures: tuple[Figure, ...]

    def words(self, passage: Passage) -> str:
        """The characters of a passage on one line."""
        return " ".join(passage.span.within(self.report.text).split())


@dataclass(frozen=True, slots=True)
class Revision:
    """What differs between two versions; a pair is the earlier passage or figure, then the later.

    `gone` and `new` are statements without a counterpart, `reworded` those with one, and `figures`
    those that another of the same measure stands in the place of.
    """

    title: tuple[str, str] | None
    figures: tuple[tuple[Figure, Figure], ...]
    reworded: tuple[tuple[Passage, Passage], ...]
    gone: tuple[Passage, ...]
    new: tuple[Passage, ...]

    def __bool__(self) -> bool:
        return bool(self.title or self.reworded or self.gone or self.new)


def revise(old: Draft, new: Draft) -> Revision:
    """What the outlet changed; typography, order and what states nothing are no changes."""
    before, after = _statements(old), _statements(new)
    gone = _without(old, before, Counter(_key(new, one) for one in after))
    added = _without(new, after, Counter(_key(old, one) for one in before))
    pairs = _paired(old, gone, new, added)
    taken = {passage for pair in pairs for passage in pair}
    return Revision(
        title=_title(old.report, new.report),
        figures=tuple(found for pair in pairs for found in _figures(old, new, pair)),
        reworded=tuple(pairs),
        gone=tuple(passage for passage in gone if passage not in taken),
        new=tuple(passage for passage in added if passage not in taken),
    )


def opening(report: Report) -> Passage:
    """The first sentence of a report."""
    first = next(_sentences(report.text, ()), Span(0, len(report.text)))
    return Passage(report.id, first.start, first.end)


def _title(old: Report, new: Report) -> tuple[str, str] | None:
    both = old.title and new.title
    return (old.title, new.title) if both and plain(old.title) != plain(new.title) else None


def _statements(draft: Draft) -> list[Passage]:
    """The sentences that state something, in text order."""
    claims = draft.claims or ()
    found = []
    for span in _sentences(draft.report.text, claims):
        words = len(span.within(draft.report.text).split())
        read = draft.claims is not None
        if any(span.overlaps(c) for c in claims) if read else words >= FEWEST_WORDS:
            found.append(Passage(draft.report.id, span.start, span.end))
    return found


def _sentences(text: str, claims: Sequence[Span]) -> Iterator[Span]:
    """The sentences of a text; a point inside a claim ("Mr. Lee") ends none."""
    inside = {at for claim in claims for at in range(claim.start + 1, claim.end)}
    start = 0
    for end in (*(found.end() for found in END.finditer(text)), len(text)):
        if end in inside:
            continue
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        if words.strip():
            yield Span(left, left + len(words.strip()))
        start = end


def _key(draft: Draft, passage: Passage) -> str:
    return plain(draft.words(passage).replace("\u201c", '"').replace("\u201d", '"'))


def _without(draft: Draft, passages: Iterable[Passage], known: Counter[str]) -> list[Passage]:
    """The passages that do not stand in the other version."""
    found = []
    for passage in passages:
        if known[key := _key(draft, passage)]:
            known[key] -= 1
        else:
            found.append(passage)
    return found


def _paired(
    old: Draft, gone: Sequence[Passage], new: Draft, added: Sequence[Passage]
) -> list[tuple[Passage, Passage]]:
    """Old sentences with the new ones in their place, the most alike first, in text order."""
    before = [(one, old.words(one)) for one in gone[:MOST_COMPARED]]
    after = [(one, new.words(one)) for one in added[:MOST_COMPARED]]
    likeness = [
        (fuzz.ratio(was, now, score_cutoff=REWORDED), one, other)
        for one, was in before
        for other, now in after
    ]
    found: dict[Passage, Passage] = {}
    for ratio, one, other in sorted(likeness, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if ratio and one not in found and other not in found.values():
            found[one] = other
    return sorted(found.items())


def _figures(
    old: Draft, new: Draft, pair: tuple[Passage, Passage]
) -> Iterator[tuple[Figure, Figure]]:
    """The figures of a sentence in whose place others of the same measure stand."""
    were, are = _inside(old, pair[0]), _inside(new, pair[1])
    left = [one for one in are if _value(one) not in {_value(was) for was in were}]
    for was in were:
        if _value(was) in {_value(one) for one in are}:
            continue
        now = next((one for one in left if _measure(one) == _measure(was)), None)
        if now is not None:
            left.remove(now)
            yield was, now


def _inside(draft: Draft, passage: Passage) -> list[Figure]:
    return [one for one in draft.figures if passage.span.contains(one.passage.span)]


def _value(figure: Figure) -> tuple[float, float, str, str]:
    return (figure.low, figure.high, figure.unit, figure.of)


def _measure(figure: Figure) -> tuple[str, str]:
    return (figure.unit, figure.of)
