"""Names of people, organisations and places, each with the fullest form its report uses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from secondsource.records.layers import (
    NAMES,
    PARSE,
    SENTENCES,
    AnnotatedReport,
    Name,
    NameKind,
    Sentence,
)
from secondsource.records.parse import Parse
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.names_entities import Form, Words, decide, link
from secondsource.stages.annotate.names_kinds import Votes, add, votes, words_votes
from secondsource.stages.annotate.names_mentions import Mention, mentions
from secondsource.stages.annotate.names_text import Text

SHORT = 4  # up to so many letters full capitals may be an abbreviation


def mark_names(annotated: AnnotatedReport) -> tuple[Name, ...]:
    """Every name of the body in text order, and of the title those that the body has too."""
    parse, sentences = annotated.parse, annotated.get(SENTENCES)
    read = (*_datelines(annotated), *sentences)
    text = Text(parse, read)
    forms = _forms(text, read)
    full = link(forms)
    kinds = _kinds(forms, full)
    entities = {
        words: _recased(entity, kinds[words])
        for words, entity in _entities(forms, full, parse).items()
    }
    marked = [
        _name(parse, mention, kinds[full[words]], entities[full[words]])
        for words, form in forms.items()
        for mention in form.mentions
    ]
    return tuple(sorted(marked))


def _datelines(annotated: AnnotatedReport) -> Iterator[Sentence]:
    """What stands between title and first sentence of the body, which is no part of either."""
    parse, sentences = annotated.parse, annotated.get(SENTENCES)
    title, text = annotated.report.title, annotated.report.text
    body = len(title) if title and text.startswith(title) else 0
    for first, last in parse.sentences:
        if not sentences or first >= sentences[0].first:
            return
        if parse.starts[first] >= body:
            yield Sentence(parse.starts[first], parse.ends[last - 1], first, last, -1)


def _forms(text: Text, sentences: Iterable[Sentence]) -> dict[Words, Form]:
    forms: dict[Words, Form] = {}
    headlines = []
    for sentence in sentences:
        found = list(mentions(text, sentence))
        if text.is_headline(sentence):
            headlines += found
            continue
        for mention in found:
            form = forms.setdefault(mention.words, Form(mention.words))
            form.mentions.append(mention)
            add(form.votes, votes(mention, text))
    for mention in headlines:
        if mention.words in forms:
            forms[mention.words].mentions.append(mention)
    return forms


def _kinds(forms: dict[Words, Form], full: dict[Words, Words]) -> dict[Words, NameKind]:
    """The kind of each entity: the votes of all mentions of all its forms."""
    total: dict[Words, Votes] = defaultdict(lambda: defaultdict(float))
    for words, form in forms.items():
        add(total[full[words]], form.votes)
    for words in total:
        add(total[words], words_votes(words))
    return {words: decide(found) for words, found in total.items()}


def _entities(forms: dict[Words, Form], full: dict[Words, Words], parse: Parse) -> dict[Words, str]:
    """How each entity is written: as most often, not in full capitals if the text has a choice."""
    written: dict[Words, str] = {}
    for words in set(full.values()):
        spelled = Counter(_written(parse, mention) for mention in forms[words].mentions)
        written[words] = max(
            spelled,
            key=lambda form: (not _shouted(form), not form.isascii(), spelled[form], form),
        )
    return written


def _recased(entity: str, kind: NameKind) -> str:
    """A place or a person that the report writes in full capitals only, in small ones."""
    if kind in {NameKind.PLACE, NameKind.PERSON} and entity.isupper() and len(entity) > SHORT:
        return entity.title()
    return entity


def _shouted(form: str) -> bool:
    return form.isupper() and len(form) > 1


def _written(parse: Parse, mention: Mention) -> str:
    return parse.text[parse.starts[mention.first] : parse.ends[mention.last - 1]]


def _name(parse: Parse, mention: Mention, kind: NameKind, entity: str) -> Name:
    start, end = parse.starts[mention.first], parse.ends[mention.last - 1]
    return Name(start, end, parse.text[start:end], kind, entity)


ANNOTATE_NAMES = Annotator(NAMES, "1", mark_names, reads=frozenset({PARSE, SENTENCES}))
