"""Words that announce speech, and the phrase beside them that names who speaks."""

from collections.abc import Iterable

from secondsource.records.parse import Parse
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import Attribution, is_passive, subject_of, verb_group
from secondsource.stages.annotate.speech_words import speech_verbs

VERBAL = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"})
NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
INNER = ("compound", "det", "amod", "poss", "nmod", "nummod", "case")
TIMES = frozenset({"DATE", "TIME"})


def is_cue(marked: MarkedText, i: int) -> bool:
    """Whether token `i` is a verb of speech."""
    parse = marked.parse
    if parse.poses[i] not in ("VERB", "AUX") or parse.tags[i] not in VERBAL:
        return False
    return parse.lemmas[i].lower() in speech_verbs() and parse.deps[i] not in ("amod", "compound")


def looks_like_cue(marked: MarkedText, i: int) -> bool:
    """Whether token `i` has the form of a verb of speech, whatever the parser takes it for.

    For places where hardly anything but such a verb can stand, as after `“…,”`.
    """
    word = marked.parse.word(i)
    return is_cue(marked, i) or (word.islower() and any(f in speech_verbs() for f in _stems(word)))


def _stems(word: str) -> tuple[str, ...]:
    if word.endswith("ied"):
        return (word[:-3] + "y",)
    if word.endswith("ed"):
        return (word[:-1], word[:-2], word[:-3])
    return (word[:-1],) if word.endswith("s") else (word,) if word in ("read", "put") else ()


def is_quiet(marked: MarkedText, cue: int) -> bool:
    """Whether a cue reports a thought, a finding or a wish rather than an utterance."""
    return "quiet" in speech_verbs().get(marked.parse.lemmas[cue].lower(), ())


def is_according(parse: Parse, at: int) -> bool:
    """Whether "according to" begins at token `at`."""
    if parse.lemmas[at].lower() not in ("accord", "according") or at + 2 >= len(parse):
        return False
    return parse.word(at).lower() == "according" and parse.word(at + 1).lower() == "to"


def according(parse: Parse, at: int) -> Attribution:
    """The attribution of the "according to" that begins at token `at`."""
    source = parse.child(at + 1, "pobj")
    if source is None:
        source = phrase_head(parse, at + 2, set(range(at + 2, min(len(parse), at + 12))))
    return Attribution(at, at + 2, source)


def attribution(marked: MarkedText, cue: int, zone: Iterable[int]) -> Attribution:
    """A cue with its grammatical subject, or with the noun phrase beside it in the zone."""
    parse = marked.parse
    first, last = verb_group(parse, cue)
    subject = subject_of(parse, cue)
    if subject is None or marked.inside[subject] != -1 or parse.entities[subject] in TIMES:
        subject = None if is_passive(parse, cue) else _beside(parse, cue, {*zone} - {cue})
    return Attribution(first, last, subject, loud=subject is not None and not is_quiet(marked, cue))


def _beside(parse: Parse, cue: int, zone: set[int]) -> int | None:
    """The head of the noun phrase right after the cue, else of the one right before it."""
    for start, step in ((cue + 1, 1), (cue - 1, -1)):
        at = start
        while at in zone and parse.poses[at] in ("ADV", "AUX", "PART"):
            at += step
        if at in zone and parse.poses[at] in NOMINAL and parse.entities[at] not in TIMES:
            return phrase_head(parse, at, zone)
    if cue - 1 in zone and parse.word(cue - 1)[:1].isupper():  # a name taken for another word
        return cue - 1
    named = [at for at in sorted(zone) if at < cue and parse.poses[at] in NOMINAL]
    return phrase_head(parse, named[0], zone) if named else None


def phrase_head(parse: Parse, at: int, zone: set[int]) -> int:
    """The head of the noun phrase that token `at` is part of, as far as it lies in the zone."""
    while (
        parse.deps[at] in INNER
        and parse.heads[at] in zone
        and parse.poses[parse.heads[at]] in NOMINAL
    ):
        at = parse.heads[at]
    return at
