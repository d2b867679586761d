"""Who said what: direct speech, each utterance once, with every report that carries it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondsource.compare.denied import is_unsaid
from secondsource.records.brief import Line, SaidLine, Section
from secondsource.records.evidence import Passage
from secondsource.records.layers import QUOTES, SENTENCES, AnnotatedReport, Quote
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.wording import ARTICLES

MOST_LINES = 16
# Shorter scraps of speech stay in the list of quotes but do not make a line.
FEWEST_WORDS = 4
PRONOUNS = frozenset({"he", "she", "they", "it"})
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one report has somebody say in one breath: pieces of one paragraph, one speaker."""

    report_id: str
    speaker: str | None
    pieces: tuple[Passage, ...]
    text: str
    guessed: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words, typography aside."""
        return tuple(WORD.findall(self.text.lower()))


def quotes(material: Material) -> tuple[SaidLine, ...]:
    """All direct speech, report by report, under the story's name of the speaker.

    Words that somebody did not say, by the report itself, have no speaker.
    """
    return tuple(
        SaidLine(
            Passage(one.report.id, quote.start, quote.end),
            None
            if is_unsaid(one.parse, quote.cue)
            else material.speaker(one.report.id, quote.speaker),
        )
        for one in material.reports
        for quote in one.get(QUOTES)
        if quote.direct
    )


def said(material: Material) -> list[Line]:
    """A line for each utterance, those of one speaker together, the most carried first."""
    groups = _same_words([u for one in material.reports for u in _utterances(one, material)])
    groups = [group for group in groups if len(group[0].words) >= FEWEST_WORDS]
    heard = {id(group): len(material.origins(_cites(group))) for group in groups}
    kept = sorted(groups, key=lambda group: -heard[id(group)])[:MOST_LINES]
    order = {_speakers(group): None for group in kept}
    ranked = sorted(kept, key=lambda group: list(order).index(_speakers(group)))
    return [_line(group, material) for group in ranked]


def _utterances(annotated: AnnotatedReport, material: Material) -> list[Utterance]:
    found: list[tuple[int, str | None, list[Quote]]] = []
    spoken = (
        q for q in annotated.get(QUOTES) if q.direct and not is_unsaid(annotated.parse, q.cue)
    )
    for quote in spoken:
        speaker = material.speaker(annotated.report.id, quote.speaker)
        paragraph = _paragraph(annotated, quote)
        if found and found[-1][:2] == (paragraph, speaker):
            found[-1][2].append(quote)
        else:
            found.append((paragraph, speaker, [quote]))
    return [_utterance(annotated, speaker, pieces) for _, speaker, pieces in found]


def _utterance(
    annotated: AnnotatedReport, speaker: str | None, pieces: Sequence[Quote]
) -> Utterance:
    report = annotated.report
    passages = tuple(Passage(report.id, piece.start, piece.end) for piece in pieces)
    text = _joined([" ".join(piece.within(report.text).split()) for piece in pieces])
    sources = [piece.source.within(report.text).lower() for piece in pieces if piece.source]
    guessed = bool(sources) and all(words in PRONOUNS for words in sources)
    return Utterance(report.id, speaker, passages, text, guessed)


def _joined(pieces: Sequence[str]) -> str:
    """Pieces of one utterance in a row: the comma before "she said" gives way to what followed."""
    text = pieces[0]
    for piece in pieces[1:]:
        link = ". " if piece[:1].isupper() else ", "
        text = text + " " if text.endswith((".", "!", "?", "\u2026")) else text.rstrip(",") + link
        text += piece
    return text


def _paragraph(annotated: AnnotatedReport, quote: Quote) -> int:
    after = (s.paragraph for s in annotated.get(SENTENCES) if s.end > quote.start)
    return next(after, -1)


def _same_words(utterances: Iterable[Utterance]) -> list[list[Utterance]]:
    """Utterances gathered by their words: the fullest wording first, parts of it after."""
    groups: list[list[Utterance]] = []
    for one in sorted(utterances, key=lambda u: -len(u.words)):
        home = next((group for group in groups if _within(one.words, group[0].words)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words stand in a row in the other's."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def _cites(group: Iterable[Utterance]) -> list[Passage]:
    return [piece for one in group for piece in one.pieces]


def _speakers(group: Iterable[Utterance]) -> str:
    """Who is named as the speaker, all of them where the reports disagree."""
    names = dict.fromkeys(one.speaker for one in group if one.speaker)
    return " / ".join(names)


def _line(group: list[Utterance], material: Material) -> Line:
    by: dict[str | None, list[str]] = {}
    # Whom "he said" means is a guess, which gives way to a report that names the speaker.
    sure = [one for one in group if not one.guessed] or group
    for one in sure:
        by.setdefault(one.speaker, []).append(one.report_id)
    named = {speaker: ids for speaker, ids in by.items() if speaker and _is_name(speaker)}
    named = named or {speaker: ids for speaker, ids in by.items() if speaker}
    if len(named) > 1:
        who = " / ".join(f"{name} ({material.outlets(ids)})" for name, ids in named.items())
    else:
        who = next(iter(named), "Speaker not named")
    text = group[0].text.rstrip(",")
    return Line(Section.SAID, f"{who}: \u201c{text}\u201d", material.in_order(_cites(group)))


def _is_name(speaker: str) -> bool:
    """Whether a speaker is named, not only described: "the diplomat" is no other person."""
    first = speaker.split()[0]
    return first[:1].isupper() and first.lower() not in ARTICLES
