"""Speech, direct and indirect, with who said it."""

import re
from dataclasses import dataclass, replace

from secondsource.records.evidence import Span
from secondsource.records.layers import NAMES, QUOTES, ROLES, SENTENCES, AnnotatedReport, Quote
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.direct_speech import cues
from secondsource.stages.annotate.indirect_speech import Reported, reported
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import Attribution, handed_on
from secondsource.stages.annotate.speakers import Speakers
from secondsource.stages.annotate.speech_words import title_words

SO_CALLED = re.compile(r"\bso[- ]called\s*\Z", re.IGNORECASE)
FRAGMENT_WORDS = 3  # a mid-sentence quotation of more words than these speaks without a cue
TITLE_WORDS = 8  # a name or title in marks has no more words than these


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as resolved, with where the text names the speaker and the cue."""

    speaker: str | None
    source: Span | None
    cue: Span | None


def mark_quotes(annotated: AnnotatedReport) -> tuple[Quote, ...]:
    """The direct and indirect speech of a report, in text order.

    Direct speech: what stands between marks, without names, titles and single words in marks
    that nobody is said to have spoken. A quotation without a cue of its own goes on with the
    speaker before it in its paragraph.
    """
    marked = MarkedText.of(annotated.parse)
    speakers = Speakers(marked, annotated.get(NAMES), annotated.get(ROLES))
    spoken = [
        *((marked.quotations[i].inner.start, i, cue) for i, cue in enumerate(cues(marked))),
        *((one.start, -1, one) for one in reported(marked)),
    ]
    found: list[Quote] = []
    for _, index, what in sorted(spoken, key=lambda item: item[:2]):
        if isinstance(what, Reported):
            quote: Quote | None = _indirect(marked, speakers, what)
        else:
            quote = _direct(marked, speakers, index, what, found)
        if quote is not None:
            found.append(quote)
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def _voice(marked: MarkedText, speakers: Speakers, said: Attribution) -> Voice:
    cue = marked.span(said.first, said.last)
    if said.source is None:
        return Voice(None, None, cue)
    return Voice(speakers.speaker(said.source), speakers.span(said.source, said.first), cue)


def _indirect(marked: MarkedText, speakers: Speakers, one: Reported) -> Quote:
    voice = _voice(marked, speakers, one.said)
    return Quote(one.start, one.end, False, voice.speaker, voice.source, voice.cue)


def _direct(
    marked: MarkedText,
    speakers: Speakers,
    index: int,
    cue: Attribution | None,
    found: list[Quote],
) -> Quote | None:
    if _is_title(marked, index, cue):
        return None
    inner = marked.quotations[index].inner
    if cue is not None and cue.source is not None:
        voice = _voice(marked, speakers, _first_hand(marked, speakers, cue))
    else:
        carried = _carried(marked, speakers, index, found)
        if carried is None:
            return None
        voice = carried
    return Quote(inner.start, inner.end, True, voice.speaker, voice.source, voice.cue)


def _first_hand(marked: MarkedText, speakers: Speakers, said: Attribution) -> Attribution:
    """The attribution to whom a paper or an agency quotes: it only hands the words on.

    A person who speaks, quoting another, says the words, too, and stays their speaker.
    """
    if said.source is None:
        return said
    found = handed_on(marked.parse, range(said.first, said.last), said.source)
    if found is None or marked.inside[found[0]] != -1 or not speakers.is_somebody(found[0]):
        return said
    quoted, only = found
    return replace(said, source=quoted) if only or not speakers.is_person(said.source) else said


def _is_title(marked: MarkedText, index: int, cue: Attribution | None) -> bool:
    """Whether the marks hold a name, a title or a term, not what somebody said."""
    words = marked.inner(index).split()
    before = marked.before(index)
    if len(words) > TITLE_WORDS or not (before or marked.after(index)):
        return False
    if SO_CALLED.search(marked.lead(index)):
        return True
    announced = title_words().get(marked.parse.lemmas[before[-1]].lower()) if before else None
    if announced == "always" or (announced and _is_capitalised(words)):
        return True
    if words[-1][-1] in ",.?!…" and not before:
        return False
    if _is_capitalised(words):
        return cue is None or (len(words) > 1 and bool(before))
    return cue is None and len(words) <= FRAGMENT_WORDS


def _is_capitalised(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3] or words
    return all(not word[0].isalpha() or word[0].isupper() for word in long)


def _carried(
    marked: MarkedText, speakers: Speakers, index: int, found: list[Quote]
) -> Voice | None:
    """The voice of a quotation without a cue: that before it, or whom the lead-in is about."""
    quotation = marked.quotations[index]
    start = quotation.outer.start
    last = found[-1] if found else None
    apart = marked.paragraph(start) - marked.paragraph(last.end) if last else 0
    if last and (quotation.reopened or not apart):
        return Voice(last.speaker, last.source, last.cue)
    first = marked.parse.tokens_in(start, len(marked.parse.text)).start
    if speaker := speakers.before(first):
        return Voice(speaker, None, None)
    if last and last.direct and apart == 1:
        return Voice(last.speaker, last.source, last.cue)
    return None if marked.before(index) else Voice(None, None, None)


ANNOTATE_QUOTES = Annotator(QUOTES, "2", mark_quotes, reads=frozenset({SENTENCES, NAMES, ROLES}))
