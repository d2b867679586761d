"""Speech against PolNeAR's dev articles: is it found, and is it given to the right source?

The gold data (`attributions/dev.jsonl.gz`) has 94 American news articles of 2016 in which people
marked the source, cue and content of attributions: of speech, but also of belief, wish and
intention ("wants", "supports"), which our layer leaves alone. Definitions:

- *Direct units, gold*: each stretch between quotation marks (taken from the text by the regular
  expression `BETWEEN_MARKS`) that lies for at least half of its characters in the content of one
  attribution. *Ours*: each direct `Quote`, widened by its marks.
- *Attributions, ours*: quotes that share a cue in the text are one attribution, their spans its
  content. Content spans are compared without punctuation at their edges, and pieces joined
  where no letter parts them.
- *Pairing*: pairs of a gold and one of our units are taken greedily, largest overlap in characters
  first, each unit at most once. `overlap` counts pairs with any overlap, `exact` pairs whose
  spans are the same; F1 is over gold and our units. For attributions the pairing is by content
  (content rows) or by source (source rows), so each row stands alone.
- *Right source*: of the gold direct units with a source, the share whose paired unit has a `source`
  span that overlaps the gold one; where our span is another mention of the speaker, also if
  the speaker's entity and the gold source share a capitalised word.
- *Names*: of the gold attributions whose source holds a capitalised name, the share whose paired
  attribution (by content) has a speaker that shares such a word with it.
"""

import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.table import Row
from secondsource.models.spacy_parser import SpacyParser
from secondsource.records.evidence import Span
from secondsource.records.layers import QUOTES, Quote
from secondsource.records.report import Report
from secondsource.stages.annotate import annotate

SHARED = Path(__file__).parents[2] / "shared"
DEV = Path("data/attributions/dev.jsonl.gz")
BETWEEN_MARKS = re.compile(r"[“\"][^“”\"\n]+[”\"]|''[^\n]+?''")
EDGES = " \t\n\u00a0“”\"'‘’.,;:?!-–—"
CAPITALISED = re.compile(r"\b(?!(?:The|She|They|Its|His|Her|That|This|Some)\b)[A-Z]\w{2,}")

Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, gold or ours: pieces of content, of source, and the speaker's name."""

    content: Pieces
    source: Pieces
    speaker: str


@dataclass(slots=True)
class Tally:
    """Counts of units that go into an F1."""

    gold: int = 0
    ours: int = 0
    overlap: int = 0
    exact: int = 0

    def rows(self, measure: str) -> Iterator[Row]:
        """The overlap and the exact F1."""
        note = f"{self.gold} gold, {self.ours} ours"
        for kind, hits in (("overlap", self.overlap), ("exact", self.exact)):
            total = self.gold + self.ours
            yield Row(f"{measure}, {kind} F1", 2 * hits / total if total else 0.0, note=note)


def measure(shared: Path) -> tuple[Row, ...]:
    """The rows on the dev articles; none where the shared data is missing."""
    if not (shared / DEV).is_file():
        return ()
    tallies: dict[str, Tally] = defaultdict(Tally)
    rates: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with gzip.open(shared / DEV, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    reports = [Report.from_text(article["text"]) for article in articles]
    for article, read in zip(articles, annotate(reports, SpacyParser()), strict=True):
        _score(article, read.get(QUOTES), tallies, rates)
    return tuple(_rows(tallies, rates))


def _rows(tallies: dict[str, Tally], rates: dict[str, list[int]]) -> Iterator[Row]:
    for name in ("direct content", "all content", "all source"):
        yield from tallies[name].rows(f"quotes {name}")
    for name in ("direct right source", "speaker named"):
        hits, total = rates[name]
        yield Row(f"quotes {name}", hits / total if total else 0.0, note=f"{hits} of {total}")


def _score(
    article: dict[str, Any],
    quotes: Sequence[Quote],
    tallies: dict[str, Tally],
    rates: dict[str, list[int]],
) -> None:
    text = article["text"]
    gold = [_gold(one, text) for one in article["attributions"]]
    ours = _grouped(quotes, text)
    units, found = _direct_units(gold, text), _our_units(quotes)
    pairs = _paired([one.content for one in units], [one.content for one in found])
    _count(tallies["direct content"], units, found, pairs, text)
    for one, other in _sourced(units, found, pairs):
        rates["direct right source"][0] += other is not None and _same_source(one, other)
        rates["direct right source"][1] += 1
    pairs = _paired([one.content for one in gold], [one.content for one in ours])
    _count(tallies["all content"], gold, ours, pairs, text)
    for one, other in _sourced(gold, ours, pairs):
        if CAPITALISED.search(one.speaker):
            rates["speaker named"][0] += other is not None and _share_name(one, other)
            rates["speaker named"][1] += 1
    _count_sources(tallies["all source"], gold, ours, text)


def _count_sources(tally: Tally, gold: list[Said], ours: list[Said], text: str) -> None:
    mine = [Said(one.source, (), "") for one in gold if one.source]
    theirs = [Said(one.source, (), "") for one in ours if one.source]
    pairs = _paired([one.content for one in mine], [one.content for one in theirs])
    _count(tally, mine, theirs, pairs, text)


def _gold(one: dict[str, Any], text: str) -> Said:
    content = tuple(Span(start, end) for start, end in one.get("content", ()))
    source = tuple(Span(start, end) for start, end in one.get("source", ()))
    return Said(content, source, " ".join(span.within(text) for span in source))


def _grouped(quotes: Iterable[Quote], text: str) -> list[Said]:
    groups: dict[Any, list[Quote]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        groups[quote.cue or number].append(quote)
    return [
        Said(
            tuple(Span(quote.start, quote.end) for quote in group),
            (group[0].source,) if group[0].source else (),
            group[0].speaker or "",
        )
        for group in groups.values()
    ]


def _direct_units(gold: Iterable[Said], text: str) -> list[Said]:
    units = []
    attributions = list(gold)
    for match in BETWEEN_MARKS.finditer(text):
        unit = Span(*match.span())
        best = max(attributions, key=lambda one: _shared((unit,), one.content), default=None)
        if best is not None and 2 * _shared((unit,), best.content) >= unit.end - unit.start:
            units.append(Said((unit,), best.source, best.speaker))
    return units


def _our_units(quotes: Iterable[Quote]) -> list[Said]:
    return [
        Said((Span(q.start, q.end),), (q.source,) if q.source else (), q.speaker or "")
        for q in quotes
        if q.direct
    ]


def _shared(one: Pieces, other: Pieces) -> int:
    """The number of characters that two sets of pieces have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _paired(gold: Sequence[Pieces], ours: Sequence[Pieces]) -> list[tuple[int, int]]:
    """Pairs of indices, largest overlap first, each index at most once."""
    overlaps = [
        (shared, -i, -j)
        for i, one in enumerate(gold)
        for j, other in enumerate(ours)
        if (shared := _shared(one, other))
    ]
    pairs, left, right = [], set(), set()
    for _, i, j in sorted(overlaps, reverse=True):
        if -i not in left and -j not in right:
            pairs.append((-i, -j))
            left.add(-i)
            right.add(-j)
    return pairs


def _count(
    tally: Tally, gold: list[Said], ours: list[Said], pairs: list[tuple[int, int]], text: str
) -> None:
    tally.gold += len(gold)
    tally.ours += len(ours)
    tally.overlap += len(pairs)
    tally.exact += sum(
        _bare(gold[i].content, text) == _bare(ours[j].content, text) for i, j in pairs
    )


def _bare(pieces: Pieces, text: str) -> list[tuple[int, int]]:
    """The pieces in order, joined where no letter parts them, edges without punctuation."""
    joined: list[tuple[int, int]] = []
    for span in sorted(pieces):
        if joined and not any(map(str.isalnum, text[joined[-1][1] : span.start])):
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.end))
        else:
            joined.append((span.start, span.end))
    bare = []
    for start, end in joined:
        words = text[start:end]
        start += len(words) - len(words.lstrip(EDGES))
        bare.append((start, start + len(words.strip(EDGES))))
    return bare


def _sourced(
    gold: Sequence[Said], ours: Sequence[Said], pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[Said, Said | None]]:
    """Each gold unit that has a source, with ours that is paired with it."""
    partner = dict(pairs)
    for i, one in enumerate(gold):
        if one.source:
            yield one, ours[partner[i]] if i in partner else None


def _same_source(gold: Said, ours: Said) -> bool:
    return _shared(gold.source, ours.source) > 0 or _share_name(gold, ours)


def _share_name(gold: Said, ours: Said) -> bool:
    return bool({*CAPITALISED.findall(gold.speaker)} & {*CAPITALISED.findall(ours.speaker)})


def main() -> None:
    """Print the rows."""
    for row in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED):
        print(f"{row.measure:40} {row.value:.3f}  {row.note}")


if __name__ == "__main__":
    main()
