"""Who a verb of speech is said of: its source in the grammar of the sentence."""

from dataclasses import dataclass
from itertools import pairwise

from secondsource.records.parse import Parse
from secondsource.stages.annotate.speech_words import speech_nouns

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset({"who", "which", "that", "whom"})
REPORTED_AS = frozenset({"quote", "cite", "report", "record", "describe"})
QUOTING = frozenset({"quote", "cite"})
AS_SAYING = frozenset({("as", "saying"), ("as", "telling"), ("as", "having")})
PUNCTUATION = frozenset({",", ":", ";", "-", "–", "—", "--", ".", "(", ")"})
HANGS_ON = ("relcl", "acl", "appos", "advcl", "parataxis", "dep", "ccomp")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue, tokens `[first, last)`, and the head token of its source, None where none is said.

    `loud` is false for a cue that reports a thought, a finding or a wish, not an utterance.
    """

    first: int
    last: int
    source: int | None
    loud: bool = True


def subject_of(parse: Parse, verb: int) -> int | None:
    """The token that heads who does `verb`, sought up the verbs that it shares a subject with."""
    for at in _chain(parse, verb):
        if (quoted := _quoted_as(parse, at)) is not None:
            return quoted
        if is_passive(parse, at):
            return _agent(parse, at)
        subject = parse.child(at, *SUBJECTS)
        if subject is not None:
            return _antecedent(parse, at, subject)
        if parse.deps[at] == "acl" and parse.poses[parse.heads[at]] in ("NOUN", "PROPN", "PRON"):
            return _author(parse, parse.heads[at])
    return None


def _author(parse: Parse, noun: int) -> int:
    """Who "issued a statement saying …": for other nouns than those of speech the noun itself."""
    if parse.lemmas[noun] not in speech_nouns():
        return noun
    verb = parse.heads[noun] if parse.deps[noun] in ("dobj", "pobj") else noun
    if parse.deps[verb] == "prep":
        verb = parse.heads[verb]
    subject = parse.child(verb, *SUBJECTS) if verb != noun else None
    return subject if subject is not None else (parse.child(noun, "poss") or noun)


def _chain(parse: Parse, verb: int) -> list[int]:
    chain = [verb]
    while parse.deps[chain[-1]] in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "aux"):
        head = parse.heads[chain[-1]]
        if len(chain) > 6:
            break
        chain.append(head)
    return [at for at in chain if parse.poses[at] in ("VERB", "AUX", "NOUN")] or [verb]


def _antecedent(parse: Parse, verb: int, subject: int) -> int:
    if parse.word(subject).lower() in RELATIVES and parse.deps[verb] == "relcl":
        return parse.heads[verb]
    return subject


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether what is said of the subject is done to it: "was told", "asked by the judge"."""
    if parse.child(verb, "nsubjpass", "auxpass") is not None:
        return True
    bare = parse.tags[verb] == "VBN" and parse.child(verb, "aux", "nsubj") is None
    return bare and parse.deps[verb] in ("acl", "advcl")


def _agent(parse: Parse, verb: int) -> int | None:
    by = parse.child(verb, "agent")
    return parse.child(by, "pobj") if by is not None else None


def _quoted_as(parse: Parse, verb: int) -> int | None:
    """Whom "the paper quotes her as saying" or "he was quoted as saying" makes the speaker."""
    quoting = verb if parse.lemmas[verb] in REPORTED_AS else _quoting_before(parse, verb)
    if quoting is None:
        return None
    nearby = [parse.word(at).lower() for at in range(quoting + 1, min(len(parse), quoting + 15))]
    if not any(pair in AS_SAYING for pair in pairwise(nearby)):
        return None
    quoted = parse.child(quoting, "nsubjpass", "dobj", "nsubj")
    return parse.child(quoting, "dobj") or quoted


def handed_on(parse: Parse, cue: range, source: int) -> tuple[int, bool] | None:
    """Whose words a source hands on: "Norra said, quoting Jon Ekdal", "Norra quoted Jon Ekdal:".

    The token that heads who is quoted, and whether that is all that the source does, as in the
    second; None where nobody is quoted.
    """
    verbs = [at for at in cue if parse.poses[at] in ("VERB", "AUX")]
    near = (*verbs, source, parse.heads[source], *(parse.heads[at] for at in verbs))
    for at in (*near, *(child for one in near for child in parse.children[one])):
        quoted = parse.child(at, "dobj") if parse.lemmas[at] in QUOTING else None
        if quoted is not None and quoted != source:
            return quoted, parse.tags[at] != "VBG"
    return None


def _quoting_before(parse: Parse, verb: int) -> int | None:
    if parse.lemmas[verb] != "say" or verb == 0 or parse.word(verb - 1).lower() != "as":
        return None
    before = range(verb - 2, max(-1, verb - 14), -1)
    return next((at for at in before if parse.lemmas[at] in REPORTED_AS), None)


def noun_phrase(parse: Parse, head: int, *, without: int | None = None) -> tuple[int, int]:
    """Tokens `[first, last)` of the phrase under `head`, with what is set beside it.

    Grown from `head` over touching tokens of its subtree; never across the token `without`.
    """
    tree = set(parse.subtree(head))
    if without is not None:
        tree -= {without, *(_below(parse, without) if without in tree else ())}
        tree.add(head)
    first = last = head
    while first - 1 in tree:
        first -= 1
    while last + 1 in tree:
        last += 1
    while last > head and parse.word(last) in PUNCTUATION:
        last -= 1
    while first < head and parse.word(first) in PUNCTUATION:
        first += 1
    return first, last + 1


def _below(parse: Parse, token: int) -> list[int]:
    return [one for one in parse.subtree(token) if one != token]


def core(parse: Parse, head: int) -> tuple[int, int]:
    """Tokens of the phrase under `head` alone: no apposition, no relative clause."""
    first, last = noun_phrase(parse, head)
    for token in range(head + 1, last):
        hangs = parse.deps[token] in HANGS_ON and parse.heads[token] == head
        if hangs or parse.word(token) in PUNCTUATION:
            stop = parse.subtree(token)[0] if hangs else token
            last = max(head + 1, min(stop, token))
            break
    return first, last


def verb_group(parse: Parse, verb: int) -> tuple[int, int]:
    """Tokens of a verb with the auxiliaries, negation and adverbs that touch it."""
    first = verb
    while first > 0 and parse.heads[first - 1] == verb and parse.deps[first - 1] in (
        "aux", "auxpass", "neg", "advmod",
    ):  # fmt: skip
        first -= 1
    last = verb + 1
    if last < len(parse) and parse.heads[last] == verb and parse.deps[last] == "prt":
        last += 1
    return first, last
