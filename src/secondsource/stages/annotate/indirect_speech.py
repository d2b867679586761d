"""Speech told in the reporter's words: which clause is whose content."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondsource.records.parse import Parse
from secondsource.stages.annotate.cue_words import according, is_according, is_cue
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import (
    SUBJECTS,
    Attribution,
    is_passive,
    noun_phrase,
    subject_of,
    verb_group,
)
from secondsource.stages.annotate.speech_words import speech_nouns, speech_verbs

SENTENCE_REACH = 120  # tokens on either side of a cue that its sentence may have
LEAST = 2  # words outside quotation marks that a content has at least
EDGES = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})
SETS_OFF = frozenset({",", "-", "–", "—", "--", "”", '"', "''", "’", "'", "»"})
FALLBACK_REACH = 8  # tokens after a verb of speech in which a "that" opens its content
CUES = frozenset({"VERB", "AUX", "NOUN", "ADP"})  # "according" is an ADP now and then
TURNS = frozenset({"while", "whereas"})
BARE = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"})
TWO_PLACED = frozenset({"person", "np", "quiet", "to"})

Tokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reported:
    """A content, characters `[start, end)`, and what makes it somebody's."""

    start: int
    end: int
    said: Attribution


def reported(marked: MarkedText) -> tuple[Reported, ...]:
    """Every content of indirect speech outside quotation marks, in the order of the cues.

    A content interrupted by its own cue ("the plan, he said, will work") comes in two pieces.
    """
    found: list[Reported] = []
    for cue, pos in enumerate(marked.parse.poses):
        if pos in CUES and marked.inside[cue] == -1:
            found += _of_cue(marked, cue, found[-1].said if found else None)
    return tuple(found)


def _of_cue(marked: MarkedText, cue: int, before: Attribution | None) -> Iterator[Reported]:
    said, contents = _read(marked, cue)
    if said is not None and before is not None and _goes_on(marked, cue):
        said = replace(said, source=before.source)
    if said is None or said.source is None:
        return
    for first, last in contents:
        trimmed = _trimmed(marked, first, last)
        if trimmed is not None:
            span = marked.span(*trimmed)
            yield Reported(span.start, span.end, said)


def _read(marked: MarkedText, cue: int) -> tuple[Attribution | None, list[Tokens]]:
    parse = marked.parse
    if is_according(parse, cue):
        return _according(marked, cue)
    if is_cue(marked, cue):
        return _of_verb(marked, cue)
    if parse.poses[cue] == "NOUN" and parse.lemmas[cue] in speech_nouns():
        return _of_noun(parse, cue)
    return None, []


def _of_verb(marked: MarkedText, cue: int) -> tuple[Attribution | None, list[Tokens]]:
    parse = marked.parse
    first, last = verb_group(parse, cue)
    source = subject_of(parse, cue)
    unseen = source is None and first and not is_passive(parse, cue)
    if unseen and parse.word(first - 1)[:1].isupper():
        source = first - 1  # a name that the parser took for another word
    said = Attribution(first, last, source)
    if source is None:
        return said, _unparsed(marked, last, frozenset({"clause"}), _goes_on(marked, cue))
    block = [*range(first, last), *range(*noun_phrase(parse, source, without=cue))]
    frames = speech_verbs()[parse.lemmas[cue].lower()]
    if "clause" in frames:
        found = _clause_after(marked, cue, last) or _clause_before(marked, cue, block)
        if found:
            return said, found
    return said, _complement(parse, cue, frames) or _unparsed(marked, last, frames, source < cue)


def _clause_after(marked: MarkedText, cue: int, last: int) -> list[Tokens]:
    parse = marked.parse
    for child in parse.children[cue]:
        if child > cue and parse.deps[child] == "ccomp":
            tree = [token for token in parse.subtree(child) if token >= last]
            if parse.child(child, *SUBJECTS, "expl") is None and parse.poses[last] in BARE:
                tree.insert(0, last)  # its subject was taken for the object of the verb of speech
            end = next((t - 1 for t in tree[1:] if _leaves(marked, t)), tree[-1] + 1)
            return [(tree[0], end)] if parse.word(last) not in EDGES else []
    return []


def _leaves(marked: MarkedText, token: int) -> bool:
    """Whether the reporter speaks again from `token`: "…, while his deputy …"."""
    parse = marked.parse
    turns = parse.word(token).lower() in TURNS and parse.word(token - 1) == ","
    return (turns and marked.inside[token] == -1) or _goes_on(marked, token)


def _goes_on(marked: MarkedText, cue: int) -> bool:
    """Whether a cue takes over the speaker before it: "… and warned that …".

    Parsers like to hang such a verb on the content before it, as if that were its subject's doing.
    """
    parse = marked.parse
    return (
        0 < cue < len(parse) - 1
        and parse.word(cue - 1).lower() in ("and", "but")
        and parse.word(cue + 1).lower() == "that"
        and marked.inside[cue] == -1
        and is_cue(marked, cue)
    )


def _clause_before(marked: MarkedText, cue: int, block: list[int]) -> list[Tokens]:
    """The content of "The road is shut, the police said", also where it goes on after the cue."""
    parse = marked.parse
    start, end = _block_start(parse, block, cue), max(block) + 1
    if start == 0 or parse.word(start - 1) not in SETS_OFF or marked.breaks[start]:
        return []
    tree = _clause_around(marked, cue, start, end)
    mine = {*block, *(parse.subtree(cue) if parse.deps[cue] == "parataxis" else ())}
    return _around(marked, [token for token in tree if token not in mine], start, end)


def _clause_around(marked: MarkedText, cue: int, start: int, end: int) -> list[int]:
    """The tokens of the clause that the cue is set into or after."""
    parse = marked.parse
    if parse.deps[cue] == "parataxis":
        return parse.subtree(parse.heads[cue])
    clause = next((c for c in parse.children[cue] if c < start and parse.deps[c] == "ccomp"), None)
    if clause is not None:
        return parse.subtree(clause)
    first = _sentence_start(marked, start - 1)
    subordinate = parse.child(cue, "advcl", "dobj", "prep") is not None
    if subordinate or end >= len(parse) or parse.word(end) not in (",", "."):
        return []
    return [*range(first, start), *range(end, _sentence_end(marked, end))]


def _block_start(parse: Parse, block: list[int], cue: int) -> int:
    """The first token of the run of source and cue that touches the cue, commas between them."""
    near, start = set(block), cue
    while start - 1 in near or (start - 2 in near and parse.word(start - 1) in SETS_OFF):
        start -= 1
    return start


def _around(marked: MarkedText, tree: list[int], start: int, end: int) -> list[Tokens]:
    """The part of a clause before its cue and, where the cue stands inside it, that after."""
    parse, pieces = marked.parse, []
    before = [token for token in tree if token < start]
    if before:
        first = before[0]
        for token in range(start - 1, first, -1):
            if parse.word(token) == ";" or marked.breaks[token]:
                first = token
                break
        pieces.append((first, start))
    after = [token for token in tree if token >= end]
    if after and before and parse.word(min(end, len(parse) - 1)) == ",":
        pieces.append((after[0], after[-1] + 1))
    return pieces


def _complement(parse: Parse, cue: int, frames: frozenset[str]) -> list[Tokens]:
    """The infinitive, object or prepositional phrase that is the content of a verb."""
    for child in parse.children[cue]:
        dep = parse.deps[child]
        tree = parse.subtree(child)
        if child < cue:
            continue
        if dep in ("xcomp", "ccomp") and "to" in frames and _is_infinitive(parse, child):
            return [(tree[0], tree[-1] + 1)]
        if dep in ("prep", "advcl", "ccomp") and parse.word(tree[0]).lower() in frames:
            return [(tree[1], tree[-1] + 1)] if len(tree) > 1 else []
        if dep == "dobj" and "np" in frames:
            return [(tree[0], tree[-1] + 1)]
    return []


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.tags[child] == "TO" for child in parse.children[verb])


def _unparsed(
    marked: MarkedText, last: int, frames: frozenset[str], subject_first: bool
) -> list[Tokens]:
    """The rest of the sentence, where the parser did not hang it on the verb that opens it."""
    parse = marked.parse
    if "clause" not in frames or not subject_first:
        return []
    end = _sentence_end(marked, last)
    for token in range(last, min(end, last + FALLBACK_REACH)):
        if parse.word(token).lower() == "that" and parse.tags[token] in ("IN", "DT"):
            return [(token, end)]
        if parse.poses[token] in ("VERB", "AUX", "PUNCT"):
            break
    bare = last < end and parse.poses[last] in BARE and not frames & TWO_PLACED
    verbal = any(parse.poses[token] in ("VERB", "AUX") for token in range(last, end))
    return [(last, end)] if bare and verbal else []


def _of_noun(parse: Parse, cue: int) -> tuple[Attribution | None, list[Tokens]]:
    clause = parse.child(cue, "acl", "ccomp")
    if clause is None or (
        parse.child(clause, "mark") is None and not _is_infinitive(parse, clause)
    ):
        return None, []
    source = parse.child(cue, "poss")
    if source is None:
        for preposition in parse.children[cue]:
            if parse.word(preposition).lower() in ("by", "from", "of"):
                source = parse.child(preposition, "pobj")
    tree = parse.subtree(clause)
    return Attribution(cue, cue + 1, source), [(tree[0], tree[-1] + 1)]


def _according(marked: MarkedText, cue: int) -> tuple[Attribution | None, list[Tokens]]:
    """The sentence around "according to …": what follows where it opens it, else what precedes."""
    parse = marked.parse
    said = according(parse, cue)
    if said.source is None:
        return None, []
    end = noun_phrase(parse, said.source)[1]
    first, last = _sentence_start(marked, cue), _sentence_end(marked, end)
    pieces = [(first, cue)] if cue - first > LEAST else []
    if not pieces or parse.word(min(end, len(parse) - 1)) == ",":
        pieces += [(end, last)] if last - end > LEAST else []
    return said, pieces


def _sentence_start(marked: MarkedText, token: int) -> int:
    least = max(0, token - SENTENCE_REACH)
    while token > least and not marked.breaks[token] and marked.parse.word(token - 1) != ";":
        token -= 1
    return token


def _sentence_end(marked: MarkedText, token: int) -> int:
    most = min(len(marked.parse), token + SENTENCE_REACH)
    while token < most and not marked.breaks[token] and marked.parse.word(token) != ";":
        token += 1
    return token


def _trimmed(marked: MarkedText, first: int, last: int) -> Tokens | None:
    """The range without punctuation at its edges; None for nothing, or a quotation alone.

    A quotation that the range cuts belongs to it as a whole.
    """
    parse = marked.parse
    while last < len(parse) and marked.inside[last - 1] == marked.inside[last] != -1:
        last += 1
    while first > 0 and marked.inside[first - 1] == marked.inside[first] != -1:
        first -= 1
    while first < last and _is_edge(marked, first):
        first += 1
    while last > first and _is_edge(marked, last - 1):
        last -= 1
    outside = [t for t in range(first, last) if marked.inside[t] == -1 and parse.word(t).isalnum()]
    return (first, last) if len(outside) >= LEAST else None


def _is_edge(marked: MarkedText, token: int) -> bool:
    in_marks = marked.inside[token] != -1
    return not in_marks and (
        marked.parse.word(token) in EDGES or marked.parse.poses[token] == "SPACE"
    )
