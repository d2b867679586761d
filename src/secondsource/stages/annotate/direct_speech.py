"""Who says what stands between quotation marks: the cue of each quotation and its source."""

from collections.abc import Iterable

from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import Attribution, subject_of, verb_group
from secondsource.stages.annotate.speech_words import speech_nouns, speech_verbs

TIGHT_REACH = 30
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"})
RELATIVE = frozenset({"relcl", "acl", "amod"})
NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
ASIDE = frozenset({",", "-", "–", "—", "--", "(", ")", ";"})


def cues(marked: MarkedText) -> list[Attribution | None]:
    """The attribution of every quotation of `marked`, None where its sentence has none."""
    found: list[Attribution | None] = []
    for index in range(len(marked.quotations)):
        found.append(_cue(marked, index, found))
    return found


def _cue(marked: MarkedText, index: int, earlier: list[Attribution | None]) -> Attribution | None:
    before, after = marked.before(index), marked.after(index)
    tight = _tight_after(marked, index, after)
    if tight and (not before or not _leads_in(marked, before)):
        return tight
    if (found := _in_front(marked, before)) is not None:
        return found
    if tight:
        return tight
    if (
        before
        and index
        and marked.inside[before.start - 1] == index - 1
        and not _verbs(marked, before)
    ):
        return earlier[index - 1]
    return _loose_after(marked, after)


def _leads_in(marked: MarkedText, before: range) -> bool:
    """Whether the words in front of a quotation open it: "she said:", "and added," or a cue."""
    last = marked.parse.word(before[-1])
    return (last in (",", ":") or _is_cue(marked, before[-1])) and bool(_verbs(marked, before))


def _verbs(marked: MarkedText, tokens: Iterable[int]) -> list[int]:
    return [i for i in tokens if _is_cue(marked, i)]


def _is_cue(marked: MarkedText, i: int) -> bool:
    parse = marked.parse
    if parse.poses[i] not in ("VERB", "AUX", "NOUN") or parse.tags[i] not in FINITE:
        return False
    return parse.lemmas[i].lower() in speech_verbs()


def _tight_after(marked: MarkedText, index: int, after: range) -> Attribution | None:
    """The cue of `“…,” she said` and `“…,” said the minister`."""
    tokens = list(after[:TIGHT_REACH])
    comma = bool(tokens) and marked.parse.word(tokens[0]) in ASIDE
    while tokens and marked.parse.word(tokens[0]) in ASIDE:
        tokens.pop(0)
    if not tokens or not (comma or _is_left_open(marked, index, tokens[0])):
        return None
    if _is_according(marked, tokens[0]):
        return _according(marked, tokens[0])
    if marked.parse.poses[tokens[0]] in ("VERB", "AUX") and _is_cue(marked, tokens[0]):
        return _attribution(marked, tokens[0], tokens)
    return _subject_first(marked, tokens)


def _is_left_open(marked: MarkedText, index: int, following: int) -> bool:
    last = marked.quotations[index].inner.within(marked.parse.text).rstrip()[-1:]
    if last in ",?!…—–-;:":
        return True
    word = marked.parse.word(following)
    return word[0].islower() and (last == "." or _is_cue(marked, following))


def _subject_first(marked: MarkedText, tokens: list[int]) -> Attribution | None:
    parse = marked.parse
    for at in tokens[1:]:
        if parse.poses[at] not in ("VERB", "AUX") or parse.tags[at] not in (
            "VBD",
            "VBZ",
            "VBP",
            "VB",
            "VBN",
        ):
            continue
        if parse.deps[at] in RELATIVE or parse.deps[at] in ("aux", "auxpass"):
            continue
        if _is_cue(marked, at) or _follows_short_subject(marked, tokens, at):
            return _attribution(marked, at, tokens)
        if parse.tags[at] in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _follows_short_subject(marked: MarkedText, tokens: list[int], verb: int) -> bool:
    subject = range(tokens[0], verb)
    return len(subject) <= 5 and all(marked.parse.poses[i] in NOMINAL for i in subject)


def _attribution(marked: MarkedText, cue: int, zone: Iterable[int]) -> Attribution:
    """A cue with its grammatical subject, or with the noun phrase beside it in the zone."""
    tokens = set(zone)
    first, last = verb_group(marked.parse, cue)
    subject = subject_of(marked.parse, cue)
    if subject is None or marked.inside[subject] != -1:
        subject = _beside(marked, cue, tokens)
    return Attribution(first, last, subject)


def _beside(marked: MarkedText, cue: int, zone: set[int]) -> int | None:
    """The head of the noun phrase right after the cue, else of the one right before it."""
    parse = marked.parse
    for start, step in ((cue + 1, 1), (cue - 1, -1)):
        at = start
        while at in zone and parse.poses[at] in ("ADV", "AUX", "PART"):
            at += step
        if at in zone and parse.poses[at] in NOMINAL:
            return _phrase_head(marked, at, zone)
    return None


def _phrase_head(marked: MarkedText, at: int, zone: set[int]) -> int:
    parse = marked.parse
    while (
        parse.deps[at] in ("compound", "det", "amod", "poss", "nmod", "nummod", "case")
        and parse.heads[at] in zone
        and parse.poses[parse.heads[at]] in NOMINAL
    ):
        at = parse.heads[at]
    return at


def _in_front(marked: MarkedText, before: range) -> Attribution | None:
    """The cue of `she said: “…”`, of `called it “…”` and of `according to her, “…”`."""
    parse = marked.parse
    for at in reversed(before):
        if _is_according(marked, at):
            return _according(marked, at)
        if _is_cue(marked, at) and parse.deps[at] not in ("amod", "compound"):
            return _attribution(marked, at, before)
        if parse.lemmas[at] in speech_nouns() and (noun := _noun_cue(marked, at)) is not None:
            return noun
    return _colon(marked, before)


def _noun_cue(marked: MarkedText, at: int) -> Attribution | None:
    """The cue of `the ministry's description of it as “…”`."""
    parse = marked.parse
    owner = parse.child(at, "poss")
    if owner is None:
        for preposition in parse.children[at]:
            if parse.word(preposition).lower() in ("by", "from"):
                owner = parse.child(preposition, "pobj")
    return Attribution(at, at + 1, owner) if owner is not None else None


def _colon(marked: MarkedText, before: range) -> Attribution | None:
    """The cue of `The minister: “…”` and of `She held up a sign: “…”`."""
    parse = marked.parse
    if not before or parse.word(before[-1]) != ":":
        return None
    for at in before:
        is_verb = parse.poses[at] in ("VERB", "AUX") and parse.deps[at] not in RELATIVE
        if is_verb and parse.child(at, "nsubj", "nsubjpass") is not None:
            return Attribution(before[-1], before[-1] + 1, subject_of(parse, at))
    nouns = [at for at in before if parse.poses[at] in ("PROPN", "NOUN", "PRON")]
    if not nouns:
        return None
    return Attribution(before[-1], before[-1] + 1, _phrase_head(marked, nouns[0], set(before)))


def _is_according(marked: MarkedText, at: int) -> bool:
    parse = marked.parse
    return (
        parse.word(at).lower() == "according"
        and at + 2 < len(parse)
        and parse.word(at + 1).lower() == "to"
    )


def _according(marked: MarkedText, at: int) -> Attribution:
    parse = marked.parse
    source = parse.child(at + 1, "pobj")
    if source is None:
        source = _phrase_head(marked, at + 2, set(range(at + 2, min(len(parse), at + 12))))
    return Attribution(at, at + 2, source)


def _loose_after(marked: MarkedText, after: range) -> Attribution | None:
    """The cue of a fragment further ahead: `“…” was what they found, the judge said`."""
    parse = marked.parse
    for at in after:
        if _is_according(marked, at):
            return _according(marked, at)
        if _is_cue(marked, at) and parse.deps[at] not in RELATIVE:
            found = _attribution(marked, at, after)
            if found.source is not None:
                return found
    return None
