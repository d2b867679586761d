"""Who says what stands between quotation marks: the cue of each quotation and its source."""

from dataclasses import replace

from secondsource.records.parse import Parse
from secondsource.stages.annotate.cue_words import (
    NOMINAL,
    according,
    attribution,
    is_according,
    is_cue,
    is_quiet,
    looks_like_cue,
    phrase_head,
)
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import Attribution
from secondsource.stages.annotate.speech_words import speech_nouns

TIGHT_REACH = 30
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN"})
RELATIVE = frozenset({"relcl", "acl", "amod"})
ASIDE = frozenset({",", "-", "–", "—", "―", "--", "(", ")", ";"})
DASHES = frozenset({"-", "–", "—", "―", "--", "~"})


def cues(marked: MarkedText) -> list[Attribution | None]:
    """The attribution of every quotation of `marked`, None where its sentence has none."""
    found: list[Attribution | None] = []
    for index in range(len(marked.quotations)):
        found.append(_cue(marked, index, found))
    return found


def _cue(marked: MarkedText, index: int, earlier: list[Attribution | None]) -> Attribution | None:
    before, after = marked.before(index), marked.after(index)
    tight = _tight_after(marked, index, after)
    if tight and not before:
        return tight
    front = _in_front(marked, index, before)
    if tight and not (front and _outdoes(marked, index, front, tight)):
        return tight
    if front:
        return front
    if before and index and marked.inside[before.start - 1] == index - 1:
        return _elliptical(marked, before, earlier[index - 1])
    return _loose_after(marked, index, after)


def _outdoes(marked: MarkedText, index: int, front: Attribution, tight: Attribution) -> bool:
    """Whether the cue in front of a quotation has it, though a cue follows it as well."""
    parse, before = marked.parse, marked.before(index)
    if tight.source is not None and parse.poses[tight.source] != "PRON":
        vague = front.source is not None and parse.poses[front.source] == "PRON"
        apart = parse.word(before[-1]) == "," and before[-1] - front.last > 1
        if parse.word(front.first) == ":" or vague or apart:
            return False
    return front.loud and _leads_in(marked, index, before)


def _elliptical(
    marked: MarkedText, before: range, earlier: Attribution | None
) -> Attribution | None:
    """The cue before, with another source where one is set off: `…; Mr Voss, “…”`."""
    parse = marked.parse
    names = [at for at in before if parse.poses[at] == "PROPN"]
    if earlier is None or not names or parse.word(before[-1]) not in (",", ":"):
        return earlier
    return replace(earlier, source=phrase_head(parse, names[0], set(before)))


def _leads_in(marked: MarkedText, index: int, before: range) -> bool:
    """Whether the words in front of a quotation open it: "she said:", "and added," or a cue.

    A quotation that begins with a small letter goes on with the sentence in front of it.
    """
    last = marked.parse.word(before[-1])
    small = marked.inner(index).lstrip()[:1].islower()
    return last in (",", ":") or is_cue(marked, before[-1]) or small


def _tight_after(marked: MarkedText, index: int, after: range) -> Attribution | None:
    """The cue of `“…,” she said`, of `“…,” said the minister` and of `“…” – Ann Lee`."""
    tokens = list(after[:TIGHT_REACH])
    comma = bool(tokens) and marked.parse.word(tokens[0]) in ASIDE
    dash = marked.follow(index) in DASHES
    while tokens and marked.parse.word(tokens[0]) in ASIDE:
        tokens.pop(0)
    if not tokens or not (comma or dash or _is_left_open(marked, index, tokens[0])):
        return None
    if is_according(marked.parse, tokens[0]):
        return according(marked.parse, tokens[0])
    if looks_like_cue(marked, tokens[0]):
        return attribution(marked, tokens[0], tokens)
    found = _subject_first(marked, tokens)
    return found or (_signature(marked, tokens) if dash else None)


def _is_left_open(marked: MarkedText, index: int, following: int) -> bool:
    last = marked.inner(index).rstrip()[-1:]
    if last in ",?!…—–-;:":
        return True
    word = marked.parse.word(following)
    return word[0].islower() and (last == "." or is_cue(marked, following))


def _subject_first(marked: MarkedText, tokens: list[int]) -> Attribution | None:
    parse = marked.parse
    if parse.poses[tokens[0]] not in NOMINAL:
        return None
    for at in tokens[1:]:
        if at == tokens[-1] - 1 and marked.parse.word(at + 1) == "." and looks_like_cue(marked, at):
            return attribution(marked, at, tokens)
        if parse.poses[at] not in ("VERB", "AUX") or parse.tags[at] not in FINITE:
            continue
        if parse.deps[at] in RELATIVE or parse.deps[at] in ("aux", "auxpass"):
            continue
        if is_cue(marked, at) or _follows_short_subject(marked, tokens, at):
            return attribution(marked, at, tokens)
        if parse.tags[at] in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _follows_short_subject(marked: MarkedText, tokens: list[int], verb: int) -> bool:
    subject = range(tokens[0], verb)
    return len(subject) <= 5 and all(marked.parse.poses[i] in NOMINAL for i in subject)


def _signature(marked: MarkedText, tokens: list[int]) -> Attribution | None:
    """The name set under a quotation after a dash; it is its own cue."""
    poses = marked.parse.poses
    named = poses[tokens[0]] == "PROPN" and not any(poses[at] == "VERB" for at in tokens)
    head = phrase_head(marked.parse, tokens[0], set(tokens))
    return Attribution(tokens[0], tokens[0] + 1, head) if named else None


def _in_front(marked: MarkedText, index: int, before: range) -> Attribution | None:
    """The cue of `she said: “…”`, of `called it “…”` and of `according to her, “…”`.

    Of several verbs the nearest that governs the quotation, utterances before thoughts.
    """
    parse, governors = marked.parse, marked.governors(index)
    found: list[tuple[tuple[bool, bool, bool, int], Attribution]] = []
    for at in reversed(before):
        if is_according(parse, at):
            return according(parse, at)
        governs = at in governors or at == before[-1]
        if is_cue(marked, at):
            said = attribution(marked, at, before)
            rank = (not said.loud, not governs, parse.deps[at] in RELATIVE, -at)
            found.append((rank, said))
        elif governs and parse.lemmas[at] in speech_nouns():
            noun = _noun_cue(marked, at)
            found += [((False, False, False, -at), noun)] if noun else []
    if (nearer := _colon_clause(marked, before)) is not None:
        return nearer
    best = min(found, key=lambda ranked: ranked[0], default=None)
    if best is not None and not best[0][0]:
        return best[1]
    return _colon(marked, before) or (best[1] if best else None)


def _colon_clause(marked: MarkedText, before: range) -> Attribution | None:
    """The cue of `He expects snow, while she was curt: “…”`: the nearest clause's subject."""
    parse = marked.parse
    if not before or parse.word(before[-1]) != ":":
        return None
    for at in reversed(before):
        subject = parse.child(at, "nsubj") if parse.poses[at] in ("VERB", "AUX") else None
        if subject is None or parse.deps[at] in ("ccomp", "relcl", "acl", "xcomp"):
            continue
        if is_cue(marked, at) or parse.poses[subject] not in ("PROPN", "NOUN", "PRON"):
            return None
        return Attribution(before[-1], before[-1] + 1, _owner(parse, subject))
    return None


def _owner(parse: Parse, noun: int) -> int:
    """Whose "answer" or "words" a noun of speech is; other nouns speak for themselves."""
    owner = parse.child(noun, "poss") if parse.lemmas[noun] in speech_nouns() else None
    return noun if owner is None else owner


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
    """The cue of `The minister: “…”` and of `In her own words: “…”`."""
    parse = marked.parse
    if not before or parse.word(before[-1]) != ":":
        return None
    nouns = [at for at in before if parse.poses[at] in ("PROPN", "NOUN", "PRON")]
    subjects = [at for at in nouns if parse.deps[at] == "nsubj"]
    if not nouns:
        return None
    head = _owner(parse, phrase_head(parse, (subjects[-1:] or nouns)[0], set(before)))
    return Attribution(before[-1], before[-1] + 1, head)


def _loose_after(marked: MarkedText, index: int, after: range) -> Attribution | None:
    """The cue of a fragment further ahead: `“…” was what they found, the judge said`."""
    parse = marked.parse
    last = marked.inner(index).rstrip()[-1:]
    if after and last in ".?!…" and not parse.word(after[0])[0].islower():
        return None
    for at in after:
        if is_according(parse, at):
            return according(parse, at)
        if is_cue(marked, at) and parse.deps[at] not in RELATIVE and not is_quiet(marked, at):
            found = attribution(marked, at, after)
            if found.source is not None:
                return found
    return None
