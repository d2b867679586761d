"""Speech told in the reporter's words: which clause is whose content."""

from collections.abc import Iterator
from dataclasses import dataclass

from secondsource.records.parse import Parse
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import Attribution, noun_phrase, subject_of, verb_group
from secondsource.stages.annotate.speech_words import speech_nouns, speech_verbs

LEAST = 2  # tokens that a content has at least
EDGES = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})


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
    for cue in range(len(marked.parse)):
        if marked.inside[cue] == -1:
            found += _of_cue(marked, cue)
    return tuple(found)


def _of_cue(marked: MarkedText, cue: int) -> Iterator[Reported]:
    parse = marked.parse
    if parse.word(cue).lower() == "according" and parse.word(min(cue + 1, len(parse) - 1)) == "to":
        said, contents = _according(parse, cue)
    elif parse.poses[cue] in ("VERB", "AUX") and parse.lemmas[cue].lower() in speech_verbs():
        said, contents = _of_verb(parse, cue)
    elif parse.poses[cue] == "NOUN" and parse.lemmas[cue] in speech_nouns():
        said, contents = _of_noun(parse, cue)
    else:
        return
    if said is None:
        return
    for first, last in contents:
        trimmed = _trimmed(marked, first, last)
        if trimmed is not None:
            span = marked.span(*trimmed)
            yield Reported(span.start, span.end, said)


def _of_verb(parse: Parse, cue: int) -> tuple[Attribution | None, list[tuple[int, int]]]:
    source = subject_of(parse, cue)
    first, last = verb_group(parse, cue)
    said = Attribution(first, last, source)
    taken = {*range(first, last)}
    if source is not None:
        taken |= set(range(*noun_phrase(parse, source, without=cue)))
    content = _content(parse, cue)
    return said, _pieces(content, taken) if content else []


def _content(parse: Parse, cue: int) -> list[int] | None:
    frames = speech_verbs()[parse.lemmas[cue].lower()]
    for child in parse.children[cue]:
        dep = parse.deps[child]
        clause = dep == "ccomp" and "clause" in frames
        infinitive = dep in ("xcomp", "ccomp") and "to" in frames and _is_infinitive(parse, child)
        if clause or infinitive:
            return parse.subtree(child)
    if parse.deps[cue] == "parataxis" and "clause" in frames:
        mine = set(parse.subtree(cue))
        return [token for token in parse.subtree(parse.heads[cue]) if token not in mine]
    for child in parse.children[cue]:
        dep = parse.deps[child]
        if dep == "prep" and parse.word(child).lower() in frames:
            return parse.subtree(child)[1:]
        if dep == "dobj" and "np" in frames:
            return parse.subtree(child)
    return None


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.tags[child] == "TO" for child in parse.children[verb])


def _of_noun(parse: Parse, cue: int) -> tuple[Attribution | None, list[tuple[int, int]]]:
    clause = parse.child(cue, "acl", "ccomp")
    if clause is None or parse.child(clause, "mark") is None and not _is_infinitive(parse, clause):
        return None, []
    source = parse.child(cue, "poss")
    if source is None:
        for preposition in parse.children[cue]:
            if parse.word(preposition).lower() in ("by", "from", "of"):
                source = parse.child(preposition, "pobj")
    if source is None:
        return None, []
    return Attribution(cue, cue + 1, source), _pieces(parse.subtree(clause), set())


def _according(parse: Parse, cue: int) -> tuple[Attribution | None, list[tuple[int, int]]]:
    source = parse.child(cue + 1, "pobj")
    if source is None:
        return None, []
    first, last = noun_phrase(parse, source)
    taken = set(range(min(cue, first), last))
    above = next((a for a in parse.ancestors(cue) if parse.poses[a] in ("VERB", "AUX")), None)
    if above is None:
        above = list(parse.ancestors(cue))[-1] if parse.heads[cue] != cue else cue
    return Attribution(cue, cue + 2, source), _pieces(parse.subtree(above), taken)


def _pieces(tokens: list[int], taken: set[int]) -> list[tuple[int, int]]:
    """The content as token ranges: cut in two where the cue or source interrupts it."""
    left = [token for token in tokens if token not in taken]
    if not left:
        return []
    cuts = [t for t in taken if left[0] < t < left[-1]]
    if not cuts:
        return [(left[0], left[-1] + 1)]
    low, high = min(cuts), max(cuts)
    before = [t for t in left if t < low]
    after = [t for t in left if t > high]
    return [(part[0], part[-1] + 1) for part in (before, after) if part]


def _trimmed(marked: MarkedText, first: int, last: int) -> tuple[int, int] | None:
    """The range without punctuation at its edges; None for nothing, or a quotation alone."""
    parse = marked.parse
    while first < last and (parse.word(first) in EDGES or parse.poses[first] == "SPACE"):
        first += 1
    while last > first and (parse.word(last - 1) in EDGES or parse.poses[last - 1] == "SPACE"):
        last -= 1
    outside = [t for t in range(first, last) if marked.inside[t] == -1 and parse.word(t).isalnum()]
    return (first, last) if len(outside) >= LEAST else None
