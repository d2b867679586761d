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
- *Speech*: the same over attributions of speech alone. Recall counts gold attributions whose cue
  has a verb of utterance (`UTTERANCE`); precision all of ours, against all gold ones.
- *Speaker named*: of the pairs (by content) whose gold source holds a name, the share in which our
  speaker shares a capitalised word with it.
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
UTTERANCE = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?|according to"
    r"|wr(?:ite|ites|ote|iting|itten)|ask(?:s|ed|ing)?|announc\w+|argu\w+|explain\w*|not(?:es|ed|ing)"
    r"|claim(?:s|ed|ing)?|den(?:y|ies|ied|ying)|warn\w*|report(?:s|ed|ing)?|declar\w+|stat(?:es|ed|ing)"
    r"|insist\w*|suggest\w*|admit\w*|acknowledg\w+|promis\w+|vow\w*|repl(?:y|ies|ied)|respond\w*"
    r"|tweet\w*|recall(?:s|ed|ing)?|remark\w*|conclud\w+|continued|confirm\w*|alleg\w+|testif\w+"
    r"|predict\w*|urg(?:e|es|ed|ing)|pledg\w+|conced\w+|complain\w*|describ\w+|observ\w+|contend\w*"
    r"|maintain\w*|assert\w*|stress\w*|emphasi\w+|point\w* out|mention\w*)\b",
    re.IGNORECASE,
)
EDGES = " \t\n\u00a0“”\"'‘’.,;:?!-–—"
CAPITALISED = re.compile(r"\b(?!(?:The|She|They|Its|His|Her|That|This|Some)\b)[A-Z]\w{2,}")

Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, gold or ours: pieces of content and source, the speaker's name, the cue."""

    content: Pieces
    source: Pieces
    speaker: str
    cue: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of units that go into an F1."""

    gold: int = 0
    ours: int = 0
    overlap: int = 0
    exact: int = 0

    def rows(self, measure: str, *, target: float | None = None) -> Iterator[Row]:
        """The overlap F1, held to `target`, and the exact F1."""
        note = f"{self.gold} gold, {self.ours} ours"
        total = self.gold + self.ours
        overlap, exact = (2 * hits / total if total else 0.0 for hits in (self.overlap, self.exact))
        yield Row(f"{measure}, overlap F1", overlap, target=target, note=note)
        yield Row(f"{measure}, exact F1", exact, note=note)


@dataclass(slots=True)
class SpeechTally:
    """Counts for speech alone, where recall and precision have different gold sets."""

    gold: int = 0
    ours: int = 0
    found: tuple[int, int] = (0, 0)
    right: tuple[int, int] = (0, 0)

    def rows(self) -> Iterator[Row]:
        """The overlap and the exact F1."""
        for kind, found, right in zip(("overlap", "exact"), self.found, self.right, strict=True):
            recall, precision = found / max(1, self.gold), right / max(1, self.ours)
            f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
            note = f"recall {recall:.3f} of {self.gold}, precision {precision:.3f} of {self.ours}"
            yield Row(f"quotes speech content, {kind} F1", f1, note=note)


@dataclass(slots=True)
class Figures:
    """All that is counted over the articles."""

    tallies: dict[str, Tally]
    rates: dict[str, list[int]]
    speech: SpeechTally

    @classmethod
    def empty(cls) -> "Figures":
        """Nothing counted yet."""
        return cls(defaultdict(Tally), defaultdict(lambda: [0, 0]), SpeechTally())

    def rows(self) -> Iterator[Row]:
        """The rows of the table."""
        yield from self.tallies["direct content"].rows("quotes direct content", target=0.9)
        yield _rate("quotes direct right source", self.rates["direct"], target=0.7)
        yield from self.speech.rows()
        yield from self.tallies["all content"].rows("quotes all content")
        yield from self.tallies["all source"].rows("quotes all source")
        yield _rate("quotes speaker named", self.rates["named"])


def _rate(measure: str, counts: list[int], *, target: float | None = None) -> Row:
    hits, total = counts
    return Row(measure, hits / total if total else 0.0, target=target, note=f"{hits} of {total}")


def measure(shared: Path) -> tuple[Row, ...]:
    """The rows on the dev articles; none where the shared data is missing."""
    if not (shared / DEV).is_file():
        return ()
    figures = Figures.empty()
    with gzip.open(shared / DEV, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    reports = [Report.from_text(article["text"]) for article in articles]
    for article, read in zip(articles, annotate(reports, SpacyParser()), strict=True):
        score(article, read.get(QUOTES), figures)
    return tuple(figures.rows())


def score(article: dict[str, Any], quotes: Sequence[Quote], figures: Figures) -> None:
    """Count one article."""
    text = article["text"]
    gold = [_gold(one, text) for one in article["attributions"]]
    _score_direct(gold, quotes, figures, text)
    ours = _grouped(quotes, text)
    pairs = _paired([one.content for one in gold], [one.content for one in ours])
    _count(figures.tallies["all content"], gold, ours, pairs, text)
    _count_speech(figures.speech, gold, ours, pairs, text)
    for i, j in pairs:
        if CAPITALISED.search(gold[i].speaker):
            figures.rates["named"][0] += _share_name(gold[i], ours[j])
            figures.rates["named"][1] += 1
    _count_sources(figures.tallies["all source"], gold, ours, text)


def _score_direct(gold: list[Said], quotes: Sequence[Quote], figures: Figures, text: str) -> None:
    units, found = _direct_units(gold, text), _our_units(quotes)
    pairs = _paired([one.content for one in units], [one.content for one in found])
    _count(figures.tallies["direct content"], units, found, pairs, text)
    partner = dict(pairs)
    for i, one in enumerate(units):
        if one.source:
            figures.rates["direct"][0] += i in partner and _same_source(one, found[partner[i]])
            figures.rates["direct"][1] += 1


def _count_speech(
    tally: SpeechTally,
    gold: list[Said],
    ours: list[Said],
    pairs: list[tuple[int, int]],
    text: str,
) -> None:
    spoken = [bool(one.content and UTTERANCE.search(one.cue)) for one in gold]
    same = [(i, _bare(gold[i].content, text) == _bare(ours[j].content, text)) for i, j in pairs]
    tally.gold += sum(spoken)
    tally.ours += len(ours)
    tally.found = (
        tally.found[0] + sum(spoken[i] for i, _ in same),
        tally.found[1] + sum(spoken[i] and exact for i, exact in same),
    )
    tally.right = (
        tally.right[0] + len(same),
        tally.right[1] + sum(exact for _, exact in same),
    )


def _count_sources(tally: Tally, gold: list[Said], ours: list[Said], text: str) -> None:
    mine = [Said(one.source, (), "") for one in gold if one.source]
    theirs = [Said(one.source, (), "") for one in ours if one.source]
    pairs = _paired([one.content for one in mine], [one.content for one in theirs])
    _count(tally, mine, theirs, pairs, text)


def _gold(one: dict[str, Any], text: str) -> Said:
    content = tuple(Span(start, end) for start, end in one.get("content", ()))
    source = tuple(Span(start, end) for start, end in one.get("source", ()))
    cue = " ".join(text[start:end] for start, end in one.get("cue", ()))
    return Said(content, source, " ".join(span.within(text) for span in source), cue)


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
