"""Finds the noun that a figure stands before, by the parser's head or by the words that follow."""

import re

from secondsource.records.parse import Parse
from secondsource.stages.annotate.figure import Figure

HYPHEN = re.compile(r"[-\u2010\u2011](?!odd\b|plus\b|some\b|ish\b)[a-z]{3,}")
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
# Words that a noun phrase does not run on into: "212 people Monday".
TIMELY = {"DATE", "TIME"}


def noun_ahead(parse: Parse, figure: Figure, token: int, limit: int) -> int | None:
    """The token of the noun that a figure stands before, by the parser, else by the words on."""
    if not figure.unit and HYPHEN.match(parse.text, figure.end):
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
        parse.poses[t] in MODIFIERS or parse.tags[t] in ("VBN", "VBG", "HYPH", "POS")
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


def lemma_of(parse: Parse, token: int) -> str:
    """The lemma of a noun in lower case, a plural name without its "s"."""
    lemma = parse.lemmas[token].lower()
    return lemma.removesuffix("s") if parse.tags[token] == "NNPS" else lemma


def noun_of_phrase(parse: Parse, token: int, limit: int) -> int | None:
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


def name_of(parse: Parse, token: int) -> str:
    """The lemma of a noun; an adjective or participle that stands for one is kept as written."""
    noun = parse.poses[token] in ("NOUN", "PROPN")
    return lemma_of(parse, token) if noun else parse.word(token).lower()
