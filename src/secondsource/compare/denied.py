"""What a sentence takes back of a clause in it: "the board denied that …", "…, which he denies".

A clause shown without these words would assert what the report does not.
"""

from collections.abc import Iterator

from secondsource.compare.truth import VERBAL, denials_beside, truth_of
from secondsource.compare.word_lists import words_of
from secondsource.records.evidence import Span
from secondsource.records.parse import Parse

# How a clause hangs on the words that may take it back, with the nouns and prepositions between.
UNDER = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass", "conj"})
OF_NOUN = frozenset({"acl", "relcl"})  # "the claim that …", as parsers have it
BETWEEN = frozenset({"attr", "acomp", "dobj", "pobj", "prep", "oprd", "nsubj", "nsubjpass"})
PREDICATES = frozenset({"attr", "acomp", "oprd"})


def with_denial(parse: Parse, clause: Span, root: int) -> Span:
    """The clause with all that takes it back, from the first such word's phrase on; else as it is.

    `root` is the token of its verb.
    """
    start, end = clause.start, clause.end
    for governor in _governors(parse, root):
        if takes_back(parse, governor):
            inside = _without_marks(parse, parse.subtree(governor))
            start = min(start, parse.starts[inside[0]])
    for last in _taken_back_after(parse, root, end):
        end = max(end, last)
    return Span(start, end)


def is_taken_back(parse: Parse, clause: Span, root: int) -> bool:
    """Whether its sentence denies or doubts a clause, in words outside it or around its verb."""
    under = any(takes_back(parse, governor) for governor in _governors(parse, root))
    return under or any(True for _ in _taken_back_after(parse, root, clause.end))


def is_unsaid(parse: Parse, cue: Span | None) -> bool:
    """Whether the verb that makes words speech says that they were not: "denied telling them"."""
    if cue is None:
        return False
    verbs = (i for i in parse.tokens_in(cue.start, cue.end) if parse.poses[i] == "VERB")
    verb = next(verbs, None)
    return verb is not None and truth_of(parse, verb).denied


def takes_back(parse: Parse, governor: int) -> bool:
    """Whether what a verb governs is denied or doubted by it, or by a word beside it."""
    if denials_beside(parse, governor) or _is_disclaimer(parse, governor):
        return True
    children = parse.children[governor]
    return any(parse.deps[c] in PREDICATES and _is_disclaimer(parse, c) for c in children)


def _governors(parse: Parse, root: int) -> Iterator[int]:
    """The verbs and nouns that say a clause, nearest first; not one that it is joined to."""
    at, nouns = root, False
    while parse.heads[at] != at:
        dep = parse.deps[at]
        if dep in OF_NOUN and parse.child(at, "mark") is not None:
            nouns = True  # what is said of the claim is said of its content
        elif dep not in UNDER and not (nouns and dep in BETWEEN):
            return
        # What stands before "…, the mayor said" or a semicolon is no part of what follows.
        apart = dep == "conj" or (dep == "ccomp" and at < parse.heads[at])
        at = parse.heads[at]
        if not apart:
            yield at


def _is_disclaimer(parse: Parse, token: int) -> bool:
    lemma = parse.lemmas[token].lower()
    if parse.poses[token] not in VERBAL:
        return lemma in words_of("falsehoods.txt")
    particle = parse.child(token, "prt")
    phrase = f"{lemma} {parse.lemmas[particle].lower()}" if particle is not None else lemma
    return phrase in words_of("disclaimers.txt")


def _taken_back_after(parse: Parse, root: int, end: int) -> Iterator[int]:
    """Where relative clauses behind a clause end that deny it: "…, a charge that she rejects"."""
    for at in parse.subtree(root):
        if at < root or parse.deps[at] != "relcl" or not _is_disclaimer(parse, at):
            continue
        object_ = parse.child(at, "dobj")
        own = object_ is not None and parse.tags[object_] not in ("WDT", "WP")
        inside = parse.subtree(at)
        if not own and inside and parse.starts[inside[0]] >= end:
            yield parse.ends[inside[-1]]


def _without_marks(parse: Parse, tokens: list[int]) -> list[int]:
    """The tokens without punctuation and white space at their edges."""
    kept = list(tokens)
    while len(kept) > 1 and not parse.word(kept[0]).strip(" ,;:–—-."):
        kept.pop(0)
    while len(kept) > 1 and not parse.word(kept[-1]).strip(" ,;:–—-."):
        kept.pop()
    return kept
