"""What a figure counts that has no noun of its own: "five of the injured", "38 were hurt"."""

import re
from functools import cache

from secondsource.records.parse import Parse
from secondsource.stages.annotate.counted_nouns import lemma_of, name_of, noun_of_phrase
from secondsource.stages.annotate.counted_thing import Counted
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figure import Figure

PUTTING = {"put", "estimate", "place", "give", "say", "report", "set", "tell", "count"}
PLURAL = ("NNS", "NNPS")
TOTALS = {"number", "total", "figure", "count", "sum", "maximum", "minimum", "average"}
# "126 votes to 108": what stands against a figure counts the same.
COUNTERPART = re.compile(r"[a-z]\s+(?:to|against)\s+$")


def without_noun(parse: Parse, figure: Figure, token: int, limit: int, known: str) -> Counted:
    """What a figure with no noun after it counts; `known` is what an earlier one counted."""
    if token < limit and parse.word(token).lower() == "of":
        return _some_of(parse, figure, token, limit, known)
    if COUNTERPART.search(parse.text, max(0, figure.start - 12), figure.start):
        return Counted(known, figure.end)
    if token < limit and (parse.tags[token] in ("JJ", "VBN")):
        return Counted(_participle(parse.word(token)), parse.ends[token])
    tokens = parse.tokens_in(figure.number.start, figure.end)
    if not tokens:
        return Counted("", figure.end)
    of = known if _definite(parse, tokens[-1]) else _by_verb(parse, tokens[-1])
    return Counted(of, figure.end)


@cache
def _bare_participles() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("number_bare_participles.txt"))


def _participle(word: str) -> str:
    return "" if word.lower() in _bare_participles() else word.lower()


def _some_of(parse: Parse, figure: Figure, token: int, limit: int, known: str) -> Counted:
    """ "five of the injured" covers its noun, "five of the seven coaches" leaves it to "seven"."""
    noun = noun_of_phrase(parse, token, limit)
    if noun is None:  # "three of them are Danes" counts Danes, "three of them" those before
        return Counted(_said_to_be(parse, figure) or known, figure.end)
    whole = any(parse.poses[t] == "NUM" or parse.tags[t] == "POS" for t in range(token, noun))
    return Counted(name_of(parse, noun), figure.end if whole else parse.ends[noun])


def _said_to_be(parse: Parse, figure: Figure) -> str:
    """What those counted are said to be, "" if nothing."""
    tokens = parse.tokens_in(figure.number.start, figure.end)
    verb = parse.heads[tokens[-1]] if tokens else 0
    if not tokens or parse.deps[tokens[-1]] != "nsubj" or parse.poses[verb] != "AUX":
        return ""
    noun = parse.child(verb, "attr")
    return lemma_of(parse, noun) if noun is not None and parse.tags[noun] in PLURAL else ""


def _definite(parse: Parse, number: int) -> bool:
    words = [parse.word(t).lower() for t in range(max(0, number - 2), number)]
    return bool(words) and words[-1] in ("the", "other", "others", "remaining", "these", "those")


def _by_verb(parse: Parse, number: int) -> str:
    """ "38 were injured" counts the injured, "the toll rose to 38" the toll, "a limit of 38" it."""
    head, dep = parse.heads[number], parse.deps[number]
    if dep in ("nsubj", "nsubjpass"):
        return _by_predicate(parse, head, dep == "nsubjpass")
    if dep == "pobj" and parse.word(head).lower() == "of":
        noun = parse.heads[head]
        return _total_of(parse, noun) if parse.poses[noun] == "NOUN" else ""
    if dep == "pobj" and parse.word(head).lower() == "by":
        return ""  # by how much, not of what
    if dep == "pobj":
        head = parse.heads[head]
    if parse.poses[head] not in ("VERB", "AUX"):
        return ""
    putting = parse.lemmas[head] in PUTTING
    roles = ("dobj",) if putting else ("dobj", "nsubjpass", "nsubj")
    measured = parse.child(head, *roles) if dep == "pobj" else parse.child(head, "nsubj")
    if measured is None or measured == number or parse.poses[measured] != "NOUN":
        return ""
    return _total_of(parse, measured)


def _by_predicate(parse: Parse, verb: int, passive: bool) -> str:
    if passive:
        return _participle(parse.word(verb))
    if parse.poses[verb] == "AUX":
        state = parse.child(verb, "acomp")
        return _participle(parse.word(state)) if state is not None else ""
    return lemma_of(parse, verb) if parse.poses[verb] == "VERB" else ""


def _total_of(parse: Parse, noun: int) -> str:
    """ "the number of flights" counts flights; a bare "total" nothing."""
    if parse.lemmas[noun] not in TOTALS:
        return lemma_of(parse, noun)
    of = parse.child(noun, "prep")
    inner = parse.child(of, "pobj") if of is not None else None
    return lemma_of(parse, inner) if inner is not None and parse.poses[inner] == "NOUN" else ""
