"""Clauses: what a sentence says, one predication at a time, with polarity and status."""

from functools import cache

from secondsource.records.evidence import Span
from secondsource.records.layers import (
    CLAUSES,
    SENTENCES,
    AnnotatedReport,
    Clause,
    Polarity,
    Sentence,
    Status,
)
from secondsource.records.parse import Parse
from secondsource.stages.annotate.annotator import Annotator
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.furniture import furniture

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
OBJECTS = ("dobj", "attr", "oprd", "acomp", "dative")
# A verb under one of these says something of its own; under others it completes its head.
OWN_CLAUSE = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis", "relcl", "acl"})
FUTURE = frozenset({"will", "'ll", "shall", "wo", "’ll"})
CONDITIONAL = frozenset({"would", "could", "might", "may", "'d", "should", "’d"})
WHOLES = frozenset({"all", "every", "everyone", "everybody", "everything", "always", "only"})
PUNCTUATION = " ,;:–—-\"“”‘’'()"


def mark_clauses(annotated: AnnotatedReport) -> tuple[Clause, ...]:
    """The clauses of every sentence, in text order; a sentence without a verb is one clause.

    Sentences that are the page's furniture have none: they state nothing that was reported.
    """
    parse = annotated.parse
    found: list[Clause] = []
    no_news = furniture(annotated)
    for index, sentence in enumerate(annotated.get(SENTENCES)):
        if index in no_news:
            continue
        roots = [i for i in range(sentence.first, sentence.last) if _is_root(parse, i)]
        roots = roots or [_sentence_root(parse, sentence)]
        found += _clauses(parse, index, sentence, roots)
    return tuple(sorted(found))


def _is_root(parse: Parse, i: int) -> bool:
    dep = parse.deps[i]
    if dep not in OWN_CLAUSE or parse.poses[i] not in ("VERB", "AUX"):
        return False
    if dep == "conj":  # "argued and shouted" is one clause, "argued, and the hall shouted" is two
        return parse.poses[parse.heads[i]] in ("VERB", "AUX") and _carries(parse, i)
    if dep in ("acl", "advcl"):
        return _carries(parse, i) and _after_comma(parse, i)
    return dep != "relcl" or _after_comma(parse, i) or _has_own_subject(parse, i)


def _has_own_subject(parse: Parse, i: int) -> bool:
    """Whether somebody else acts in a relative clause: "the law that the senate passed"."""
    subject = parse.child(i, *SUBJECTS)
    return subject is not None and parse.poses[subject] in ("NOUN", "PROPN")


def _carries(parse: Parse, i: int) -> bool:
    """Whether the verb has a subject, an object or another complement of its own."""
    wanted = (*SUBJECTS, *OBJECTS, "prep", "xcomp", "ccomp", "agent", "npadvmod")
    return parse.child(i, *wanted) is not None


def _after_comma(parse: Parse, i: int) -> bool:
    first = parse.subtree(i)[0]
    marks = {",", ";", "–", "—", "-", "("}
    return first == 0 or parse.word(first - 1) in marks or parse.word(first) in marks


def _sentence_root(parse: Parse, sentence: Sentence) -> int:
    inside = range(sentence.first, sentence.last)
    return next((i for i in inside if parse.heads[i] == i), sentence.first)


def _clauses(parse: Parse, index: int, sentence: Sentence, roots: list[int]) -> list[Clause]:
    owner = {root: root for root in roots}
    found = []
    for root in roots:
        tokens = [i for i in _own_tokens(parse, root, owner) if i >= sentence.first]
        span = _trimmed(parse, tokens)
        if span is None:
            continue
        particle = parse.child(root, "prt")
        predicate = parse.lemmas[root].lower()
        found.append(
            Clause(
                span.start,
                span.end,
                root=root,
                predicate=f"{predicate} {parse.lemmas[particle].lower()}"
                if particle
                else predicate,
                subject=subject_of(parse, root),
                object=_object_of(parse, root),
                polarity=_polarity(parse, root, tokens),
                status=_status(parse, root),
                sentence=index,
            )
        )
    return found


def _own_tokens(parse: Parse, root: int, owner: dict[int, int]) -> list[int]:
    """The tokens under `root` that are not under another clause's root.

    Of ", a step that her predecessor had refused" nothing is left: "a step" alone says nothing.
    """
    found, todo = [], [root]
    while todo:
        at = todo.pop()
        found.append(at)
        todo += [
            child
            for child in parse.children[at]
            if child not in owner and not _is_carrier(parse, child, owner)
        ]
    return sorted(found)


def _is_carrier(parse: Parse, i: int, owner: dict[int, int]) -> bool:
    return parse.deps[i] in ("appos", "npadvmod") and any(
        child in owner and parse.deps[child] == "relcl" and _has_own_subject(parse, child)
        for child in parse.children[i]
    )


def _trimmed(parse: Parse, tokens: list[int]) -> Span | None:
    """The characters from the first to the last of the tokens, without joining words and marks."""
    kept = list(tokens)
    while kept and _joins(parse, kept[0]):
        kept.pop(0)
    while kept and (
        not parse.word(kept[-1]).strip(PUNCTUATION + ".!?…") or parse.poses[kept[-1]] == "CCONJ"
    ):
        kept.pop()
    return Span(parse.starts[kept[0]], parse.ends[kept[-1]]) if kept else None


def _joins(parse: Parse, i: int) -> bool:
    return not parse.word(i).strip(PUNCTUATION + ".!?…") or parse.deps[i] == "cc"


def subject_of(parse: Parse, root: int) -> Span | None:
    """The subject of a verb: its own, that of the verb it is joined to, or what it modifies."""
    at = root
    while True:
        subject = parse.child(at, *SUBJECTS)
        if subject is not None and parse.tags[subject] not in ("WDT", "WP"):
            return _phrase(parse, subject)
        if parse.deps[at] in ("relcl", "acl"):
            return _phrase(parse, parse.heads[at], stop=at)
        if parse.deps[at] not in ("conj", "advcl", "xcomp") or parse.heads[at] == at:
            return None
        at = parse.heads[at]


def _object_of(parse: Parse, root: int) -> Span | None:
    """The object of a verb; that of "the law that the senate passed" is what it modifies."""
    direct = parse.child(root, *OBJECTS)
    relative = direct is None or parse.tags[direct] in ("WDT", "WP")
    if relative and parse.deps[root] == "relcl" and _has_own_subject(parse, root):
        return _phrase(parse, parse.heads[root], stop=root)
    if direct is not None:
        return _phrase(parse, direct)
    inner = parse.child(root, "xcomp")
    if inner is not None:
        return _object_of(parse, inner)
    preposition = parse.child(root, "prep", "agent")
    inside = parse.child(preposition, "pobj") if preposition is not None else None
    return _phrase(parse, inside) if inside is not None else None


def _phrase(parse: Parse, head: int, stop: int | None = None) -> Span:
    """A noun phrase without the clauses that hang on it."""
    found, todo = [], [head]
    while todo:
        at = todo.pop()
        found.append(at)
        todo += [
            child
            for child in parse.children[at]
            if child != stop
            and parse.deps[child] not in ("relcl", "acl", "advcl", "punct", "cc", "conj")
        ]
    found.sort()
    return Span(parse.starts[found[0]], parse.ends[found[-1]])


def _polarity(parse: Parse, root: int, tokens: list[int]) -> Polarity:
    """Denied by an odd number of denials: "nobody failed to sign" affirms."""
    words = _denials()
    denials = sum(
        parse.deps[i] == "neg" or words.get(parse.lemmas[i].lower()) == "word"
        for i in tokens
        if _bears_on(parse, i, root)
    )
    denials += sum(
        words.get(parse.lemmas[verb].lower()) == "verb" for verb in _governors(parse, root)
    )
    denials += (
        words.get(parse.lemmas[root].lower()) == "verb"
        and parse.child(root, "xcomp", "pcomp") is not None
    )
    return Polarity.DENIED if denials % 2 else Polarity.AFFIRMED


def _bears_on(parse: Parse, i: int, root: int) -> bool:
    """Whether a word stands near enough to the verb to deny it: beside it, or in a noun phrase.

    In "could look on but not sign" the denial is the second verb's.
    """
    head = parse.heads[i]
    if parse.lemmas[head].lower() in WHOLES:
        return False  # "not all of them left": some did
    return head == root or (parse.heads[head] == root and parse.poses[head] not in ("VERB", "AUX"))


def _governors(parse: Parse, root: int) -> list[int]:
    """The verbs whose complement this clause is ("denied that", "pledged to")."""
    found, at = [], root
    while parse.deps[at] in ("ccomp", "xcomp", "pcomp") and parse.heads[at] != at:
        at = parse.heads[at]
        found.append(at)
    return found


def _status(parse: Parse, root: int) -> Status:
    words = _status_words()
    auxiliaries = {parse.word(c).lower() for c in parse.children[root] if parse.deps[c] == "aux"}
    if auxiliaries & FUTURE:
        return Status.PLANNED
    if auxiliaries & CONDITIONAL:
        return Status.CONDITIONAL
    own = words.get(parse.lemmas[root].lower())
    inner = parse.child(root, "xcomp", "acomp")
    if own is not None and inner is not None:
        return own
    if own is Status.REFUSED or own is Status.PROMISED:
        return own
    if inner is not None and parse.lemmas[inner].lower() in words:
        return words[parse.lemmas[inner].lower()]
    if _is_to(parse, root, inner):
        return Status.PLANNED
    governor = next(iter(_governors(parse, root)), None)
    if governor is not None and parse.lemmas[governor].lower() in words:
        return words[parse.lemmas[governor].lower()]
    return Status.CONDITIONAL if _under_if(parse, root) else Status.DONE


def _is_to(parse: Parse, root: int, inner: int | None) -> bool:
    """ "is to meet", "are to be built", "is going to meet"."""
    if inner is None:
        return False
    to = parse.child(inner, "aux")
    is_to = to is not None and parse.word(to).lower() == "to"
    return is_to and parse.lemmas[root] in ("be", "go") and parse.tags[root] != "VBN"


def _under_if(parse: Parse, root: int) -> bool:
    mark = parse.child(root, "mark")
    return mark is not None and parse.word(mark).lower() in ("if", "unless", "should")


@cache
def _status_words() -> dict[str, Status]:
    return {word: Status(status) for word, status in data_rows("clause_status.txt")}


@cache
def _denials() -> dict[str, str]:
    return {row[0]: row[1] for row in data_rows("clause_denial.txt")}


ANNOTATE_CLAUSES = Annotator(CLAUSES, "2", mark_clauses, reads=frozenset({SENTENCES}))
