"""Titles and offices, with their qualifier, what they are of, and who holds them."""

from secondsource.records.layers import (
    NAMES,
    PARSE,
    ROLES,
    SENTENCES,
    AnnotatedReport,
    Name,
    Role,
)
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.role_holders import Holders
from secondsource.stages.annotate.role_mentions import resolve
from secondsource.stages.annotate.title_phrases import Phrase, Phrases


def mark_roles(annotated: AnnotatedReport) -> tuple[Role, ...]:
    """Every title of the body in text order, with its holder where the report says who that is."""
    parse, names = annotated.parse, annotated.get(NAMES)
    phrases = Phrases(parse, names)
    holders = Holders(phrases)
    found: list[tuple[Phrase, Name | None]] = []
    stated: list[Role] = []
    for sentence in annotated.get(SENTENCES):
        inside = list(phrases.within(sentence))
        found += holders.of(inside, sentence)
        stated += holders.stated_by_verbs(sentence)
    marked = [_role(phrases, phrase, holder) for phrase, holder in found]
    resolved = resolve(marked, [phrase for phrase, _ in found], names)
    return tuple(sorted((*resolved, *stated)))


def _role(phrases: Phrases, phrase: Phrase, holder: Name | None) -> Role:
    parse = phrases.parse
    return Role(
        parse.starts[phrase.first],
        parse.ends[phrase.after - 1],
        phrase.title,
        phrase.qualifier,
        phrase.of,
        holder.entity if holder else None,
    )


ANNOTATE_ROLES = Annotator(ROLES, "1", mark_roles, reads=frozenset({PARSE, SENTENCES, NAMES}))
