"""Finds what a figure counts or measures, and the period it is for, from the parse around it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from secondsource.records.evidence import Span
from secondsource.records.parse import Parse
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.figures import DURATIONS, Figure

AGE_AFTER = re.compile(r"(?:[\s-]olds?\b|[\s-]of[\s-]age\b|\s?yo\b)")
AGES_AFTER = re.compile(
    r"\s+(?:and|or|to)\s+\w+(?:\s|-)(?:years?|months?|weeks?|days?)[\s-]olds?\b"
)
AGE_BEFORE = re.compile(
    r"\b(?:aged?(?:\s+between)?|(?:wo)?man\s+of|boy\s+of|girl\s+of|age\s+of)\s+$", re.I
)
AGES_BEFORE = re.compile(
    r"\b(?:aged?|ages)\s+(?:[\w-]+,?\s+(?:and|to|or)\s+|between\s+\w+\s+and\s+)$", re.I
)
# ", 46," after a name: the age of who bears it.
BESIDE_NAME = re.compile(r"\b[A-Z][\w'’-]*\)?,\s$")
BESIDE_END = re.compile(r"\s*[,;).]|\s*$")
CLOSED = re.compile(r"\s*[,;).:”\"’]|\s*$|\s+(?:and|who|has|was|is|said|told|from|of|died)\b")
OLDEST = 120
# "This one", "no one": a pronoun and no figure.
PRONOUN = re.compile(
    r"\b(?:this|that|which|the|no|any|each|every|some|as|if|how|where|when)\s+$", re.I
)
HYPHEN = re.compile(r"[-\u2010\u2011](?!odd\b|plus\b|some\b|ish\b)[a-z]{3,}")
ONE_DAY = re.compile(r"(?:^|[.,;:–—“”\"‘’]\s*|\n)one day$", re.I)
WITHIN = re.compile(r"\b(?:within|to)\s+$", re.I)
PUTTING = {"put", "estimate", "place", "give", "say", "report", "set", "tell", "count"}
WALK = 8  # tokens from a figure to its noun
SKIPPED_BEFORE_OF = {
    "the",
    "its",
    "his",
    "her",
    "their",
    "those",
    "these",
    "our",
    "my",
    "all",
    "your",
}
MODIFIERS = {"ADJ", "ADV", "NOUN", "PROPN", "NUM"}
TOTALS = {"number", "total", "figure", "count", "sum"}
# Words that a noun phrase does not run on into: "212 people Monday", "12 people today".
TIMELY = {"DATE", "TIME"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The lemma of what a figure counts, the end of its words, and a unit if that follows."""

    of: str
    end: int
    unit: str = ""


def counted_after(parse: Parse, figure: Figure, sentence: Span, known: str) -> Counted | None:
    """What a figure counts; `known` is what an earlier figure counted, for "the other two".

    None for a "one" that counts nothing ("one another", "one day").
    """
    age = _age(parse.text, figure)
    if age is not None:
        return age
    if (
        figure.unit == "day"
        and figure.words
        and ONE_DAY.search(parse.text, max(0, figure.start - 3), figure.end)
    ):
        return None
    if (
        figure.words
        and figure.low == figure.high == 1
        and PRONOUN.search(parse.text, max(0, figure.start - 10), figure.start)
    ):
        return None
    token = bisect_left(parse.starts, figure.end)
    limit = bisect_left(parse.starts, sentence.end)
    noun = _noun(parse, figure, token, limit)
    if figure.unit:
        return _measured(parse, figure, noun, token, limit)
    if noun is not None:
        return _of_noun(parse, figure, noun)
    if figure.words and figure.low == figure.high <= 1:
        return None
    return _without_noun(parse, figure, token, limit, known)


def _age(text: str, figure: Figure) -> Counted | None:
    if figure.unit in DURATIONS:
        after = AGE_AFTER.match(text, figure.end)
        shared = AGES_AFTER.match(text, figure.end)
        beside = figure.unit == "year" and _beside_name(text, figure)
        if not (after or shared or beside):
            return None
        return Counted("age", after.end() if after else figure.end)
    if figure.unit or figure.high > OLDEST or figure.vague:
        return None
    before = text[max(0, figure.start - 24) : figure.start]
    if AGES_AFTER.match(text, figure.end) and not re.search(r"\d,?\s+$", before):
        return Counted("age", figure.end, "year")
    closed = CLOSED.match(text, figure.end)
    if (AGE_BEFORE.search(before) or AGES_BEFORE.search(before)) and closed:
        return Counted("age", figure.end, "year")
    if figure.bare and figure.low >= 1 and _beside_name(text, figure):
        return Counted("age", figure.end, "year")
    return None


def _beside_name(text: str, figure: Figure) -> bool:
    """Whether a figure stands between commas after a capitalised word: an age, in news style."""
    before = BESIDE_NAME.search(text, max(0, figure.start - 24), figure.start)
    return before is not None and BESIDE_END.match(text, figure.end) is not None


def _noun(parse: Parse, figure: Figure, token: int, limit: int) -> int | None:
    """The token of the noun that a figure stands before, by the parser, else by the words on."""
    if HYPHEN.match(parse.text, figure.end):
        return token + (parse.tags[token] == "HYPH") if token + 1 < limit else None
    tokens = parse.tokens_in(figure.number.start, figure.end)
    for t in tokens:
        head = parse.heads[t]
        ahead = token <= head < min(token + WALK, limit)
        if parse.deps[t] == "nummod" and ahead and _runs_to(parse, token, head):
            return _run_end(parse, head, limit)
    return _walk(parse, token, limit)


def _runs_to(parse: Parse, token: int, head: int) -> bool:
    return all(
        parse.poses[t] in MODIFIERS or parse.tags[t] in ("VBN", "VBG", "HYPH", "CC", ",", "POS")
        for t in range(token, head)
    )


def _walk(parse: Parse, token: int, limit: int) -> int | None:
    """The last noun of the run of modifiers and nouns that begins at `token`."""
    at = token
    while at < min(token + WALK, limit) and _modifies(parse, at):
        at += 1
    if at < limit and parse.poses[at] in ("NOUN", "PROPN") and not _timely(parse, at):
        return _run_end(parse, at, limit)
    return None


def _modifies(parse: Parse, at: int) -> bool:
    return parse.tags[at] in ("JJ", "JJR", "JJS", "HYPH", "RB", "RBR", "RBS") or (
        parse.tags[at] in ("VBN", "VBG") and parse.deps[at] == "amod"
    )


def _timely(parse: Parse, at: int) -> bool:
    """Whether a token begins a time, on which no noun phrase runs: "212 people Monday"."""
    return parse.entities[at] in TIMELY and parse.poses[at] == "PROPN"


def _run_end(parse: Parse, at: int, limit: int) -> int:
    while (
        at + 1 < limit
        and parse.poses[at + 1] in ("NOUN", "PROPN")
        and not _timely(parse, at + 1)
        and parse.deps[at] in ("compound", "nmod", "amod")
        and parse.heads[at] > at
    ):
        at += 1
    return at


def _lemma(parse: Parse, token: int) -> str:
    lemma = parse.lemmas[token].lower()
    return lemma.removesuffix("s") if parse.tags[token] == "NNPS" else lemma


@cache
def _idle_nouns() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("number_idle_nouns.txt"))


def _of_noun(parse: Parse, figure: Figure, noun: int) -> Counted | None:
    lemma = _lemma(parse, noun)
    idle = lemma in _idle_nouns() or parse.tags[noun] in ("NNS", "NNPS")
    if figure.words and figure.high == 1 and idle:
        return None
    return Counted(lemma, parse.ends[noun])


def _measured(parse: Parse, figure: Figure, noun: int | None, token: int, limit: int) -> Counted:
    """What a measure is of: "40 tonnes of sugar", "8 percent of patients", "a 60-day course"."""
    if token < limit and parse.word(token).lower() in ("of", "worth"):
        if WITHIN.search(parse.text, max(0, figure.start - 8), figure.start):
            return Counted("", figure.end)  # "within seven miles of the port": away from it
        found = _of_phrase(parse, token, limit)
        return Counted(_name_of(parse, found) if found is not None else "", figure.end)
    direct = noun is not None and _hyphened(parse, figure)
    return Counted(_lemma(parse, noun) if noun is not None and direct else "", figure.end)


def _hyphened(parse: Parse, figure: Figure) -> bool:
    """Whether a measure stands as a modifier before its noun ("a 60-day course")."""
    written = parse.text[figure.number.end : figure.end]
    return written.startswith(("-", "\u2010", "\u2011")) or figure.money or figure.unit == "percent"


def _of_phrase(parse: Parse, token: int, limit: int) -> int | None:
    """The noun of an "of" phrase at `token`, past articles and a further figure."""
    found = parse.child(token, "pobj")
    if found is not None and found < limit:
        stands = parse.poses[found] in ("NOUN", "PROPN", "ADJ") or parse.tags[found] == "VBN"
        return found if stands and not _timely(parse, found) else None
    at = token
    while at < limit and parse.word(at).lower() in ("of", "worth"):
        at += 1
    while at < limit and (parse.word(at).lower() in SKIPPED_BEFORE_OF or parse.poses[at] == "NUM"):
        at += 1
    return _walk(parse, at, limit)


def _name_of(parse: Parse, token: int) -> str:
    """The lemma of a noun; an adjective or participle that stands for one is kept as written."""
    noun = parse.poses[token] in ("NOUN", "PROPN")
    return _lemma(parse, token) if noun else parse.word(token).lower()


def _without_noun(parse: Parse, figure: Figure, token: int, limit: int, known: str) -> Counted:
    if token < limit and parse.word(token).lower() == "of":
        return _some_of(parse, figure, token, limit, known)
    if COUNTERPART.search(parse.text, max(0, figure.start - 12), figure.start):
        return Counted(known, figure.end)
    if token < limit and (parse.poses[token] == "ADJ" or parse.tags[token] == "VBN"):
        return Counted(_participle(parse.word(token)), parse.ends[token])
    tokens = parse.tokens_in(figure.number.start, figure.end)
    if not tokens:
        return Counted("", figure.end)
    of = known if _definite(parse, tokens[-1]) else _by_verb(parse, tokens[-1])
    return Counted(of, figure.end)


# "126 votes to 108": what stands against a figure counts the same.
COUNTERPART = re.compile(r"[a-z]\s+(?:to|against)\s+$")


@cache
def _bare_participles() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("number_bare_participles.txt"))


def _participle(word: str) -> str:
    return "" if word.lower() in _bare_participles() else word.lower()


def _some_of(parse: Parse, figure: Figure, token: int, limit: int, known: str) -> Counted:
    """ "five of the injured" covers its noun, "five of the seven coaches" leaves it to "seven"."""
    noun = _of_phrase(parse, token, limit)
    if noun is None:
        return Counted(known, figure.end)
    whole = any(parse.poses[t] == "NUM" or parse.tags[t] == "POS" for t in range(token, noun))
    return Counted(_name_of(parse, noun), figure.end if whole else parse.ends[noun])


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
    if dep == "pobj":
        head = parse.heads[head]
    if parse.poses[head] not in ("VERB", "AUX"):
        return ""
    putting = parse.lemmas[head] in PUTTING
    roles = ("dobj",) if putting else ("dobj", "nsubjpass", "nsubj")
    noun = parse.child(head, *roles) if dep == "pobj" else parse.child(head, "nsubj")
    if noun is None or noun == number or parse.poses[noun] != "NOUN":
        return ""
    return _total_of(parse, noun)


def _by_predicate(parse: Parse, verb: int, passive: bool) -> str:
    if passive:
        return _participle(parse.word(verb))
    if parse.poses[verb] == "AUX":
        state = parse.child(verb, "acomp")
        return _participle(parse.word(state)) if state is not None else ""
    return _lemma(parse, verb) if parse.poses[verb] == "VERB" else ""


def _total_of(parse: Parse, noun: int) -> str:
    """ "the number of flights" counts flights; a bare "total" nothing."""
    if parse.lemmas[noun] not in TOTALS:
        return _lemma(parse, noun)
    of = parse.child(noun, "prep")
    inner = parse.child(of, "pobj") if of is not None else None
    return _lemma(parse, inner) if inner is not None and parse.poses[inner] == "NOUN" else ""


@cache
def _period() -> tuple[re.Pattern[str], re.Pattern[str]]:
    periods = "|".join(row[0] for row in data_rows("units_periods.txt"))
    plain = re.compile(
        rf"\s+(?:an?|per|each|every)\s+(?P<per>{periods}|capita)\b(?!\s+(?:ago|later|earlier|before))"
        rf"|\s?/\s?(?P<short>{periods})\b", re.I,
    )  # fmt: skip
    money = re.compile(
        r"\s+(?:per|an?)\s+(?P<per>[a-z]{3,})\b(?!\s+(?:ago|later|earlier|before|[a-z]{4,}))"
    )
    return plain, money


def period_after(text: str, at: int, *, money: bool, unit: str) -> tuple[str, int]:
    """The period or share that a figure ending at `at` is for ("a month"), and where its words end."""
    plain, priced = _period()
    found = plain.match(text, at)
    if found is not None:
        return (found["per"] or found["short"]).lower(), found.end()
    found = priced.match(text, at) if money else None
    if found is not None:
        return found["per"].lower(), found.end()
    each = re.compile(r"\s+per\s+(?P<per>[\d,]+(?:\s+[a-z]+)?|[a-z]+)\b").match(text, at)
    if each is not None and unit not in ("percent",):
        return each["per"].lower(), each.end()
    return "", at
