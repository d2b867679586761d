"""Titles and offices, with their qualifier, what they are of, and who holds them."""

from dataclasses import replace

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
from secondsource.stages.annotate.furniture import furniture
from secondsource.stages.annotate.names_lists import fold, word_set
from secondsource.stages.annotate.role_holders import Holders
from secondsource.stages.annotate.role_mentions import resolve
from secondsource.stages.annotate.title_phrases import Phrase, Phrases
from secondsource.stages.annotate.titles import WORDS


def mark_roles(annotated: AnnotatedReport) -> tuple[Role, ...]:
    """Every title of the body in text order, with its holder where the report says who that is."""
    parse, names = annotated.parse, annotated.get(NAMES)
    phrases = Phrases(parse, names)
    holders = Holders(phrases)
    found: list[tuple[Phrase, Name | None]] = []
    stated: list[Role] = []
    no_news = furniture(annotated)
    for index, sentence in enumerate(annotated.get(SENTENCES)):
        if index in no_news:
            continue
        inside = list(phrases.within(sentence))
        found += holders.of(inside, sentence)
        stated += holders.stated_by_verbs(sentence)
    marked = [_role(phrases, phrase, holder) for phrase, holder in found]
    resolved = resolve(marked, [_apart(phrases, phrase) for phrase, _ in found], names)
    kept = (role for role in resolved if _is_office(role, parse.text))
    return tuple(sorted((*kept, *stated)))


def _apart(phrases: Phrases, phrase: Phrase) -> Phrase:
    """A phrase with a name set behind it, which tells who is meant: nobody named elsewhere."""
    parse, at = phrases.parse, phrase.after
    named = parse.tags[at + 1 : at + 2] == ("NNP",) and parse.word(at) == ","
    return replace(phrase, opener="") if named else phrase


def _is_office(role: Role, text: str) -> bool:
    """Whether it is surely an office: "the wing" and "a chair" are one only with a name to them."""
    if role.holder is not None or (role.of and not role.of.islower()):
        return True
    ambiguous = word_set(WORDS, "ambiguous")
    return not any(word in ambiguous for word in (role.title, *fold(role.within(text)).split()))


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
