"""Whether the words around a token put it into the past or the future, read off the parse."""

from functools import cache

from secondsource.records.parse import Parse
from secondsource.stages.annotate.data_rows import data_rows
from secondsource.stages.annotate.time_anchor import Tense

STEPS = 12  # no sane path from a time to its verb is longer
NOUNS = {"NOUN", "PROPN", "NUM"}
REPORTING = {"let", "say", "report", "tell", "add", "show", "think", "believe", "know", "mean"}


@cache
def _words(kind: str) -> frozenset[str]:
    found = [words for row_kind, words in data_rows("time_future.txt") if row_kind == kind]
    return frozenset(word.strip() for words in found for word in words.split(","))


def tense_at(parse: Parse, token: int) -> Tense:
    """The tense of what governs `token`.

    A time that belongs to a noun ("an election in September", said of a past call for one) is
    not bound to the tense of the verb above that noun, unless that lies ahead as a whole.
    """
    through_noun = False
    node = token
    for _ in range(STEPS):
        above = parse.heads[node]
        if above == node:
            return Tense.UNKNOWN
        node = above
        if parse.word(node).lower() == "through" and parse.deps[node] == "prep":
            return Tense.UNKNOWN  # "kept it open through June 12"
        if parse.poses[node] in ("VERB", "AUX"):
            tense = _tense_of(parse, node)
            return tense if tense is Tense.FUTURE or not through_noun else Tense.UNKNOWN
        through_noun |= parse.poses[node] in NOUNS and parse.lemmas[node] not in _TIME_NOUNS
    return Tense.UNKNOWN


_WILL = {"will", "'ll", "’ll", "wo", "shall"}
_TIME_NOUNS = {
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "midnight",
    "a.m.",
    "p.m.",
    "day",
}


def _tense_of(parse: Parse, verb: int, depth: int = 0) -> Tense:
    helpers = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
    words = {parse.word(c).lower() for c in helpers}
    if words & _words("aux"):
        # "Would not have stopped Sunday's attack" speaks of the past, "will have ended" does not.
        return Tense.PAST if "have" in words and not words & _WILL else Tense.FUTURE
    if "to" in words:
        return Tense.PAST if "have" in words else _infinitive(parse, verb, depth)
    if any(parse.tags[c] == "VBD" for c in helpers) or parse.tags[verb] == "VBD":
        # "Was scheduled for June 12" does not tell on which side of today that is.
        planned = parse.tags[verb] == "VBN" and parse.lemmas[verb].lower() in _words("head")
        return Tense.UNKNOWN if planned else Tense.PAST
    if any(parse.lemmas[c] == "have" for c in helpers):
        return Tense.PAST
    if parse.tags[verb] in ("VBN", "VBG"):
        return _participle(parse, verb, bool(helpers), depth)
    if parse.tags[verb] in ("VBZ", "VBP") and parse.lemmas[verb] not in REPORTING:
        return Tense.PRESENT
    return Tense.UNKNOWN


def _infinitive(parse: Parse, verb: int, depth: int) -> Tense:
    """ "due to open" lies ahead, "managed to open" behind, "had to open" behind."""
    above = parse.heads[verb]
    if above == verb or depth > 3:
        return Tense.FUTURE
    lemma = parse.lemmas[above].lower()
    if lemma == "have" and parse.tags[above] == "VBD":
        return Tense.PAST
    if lemma in _words("head") or parse.poses[above] not in ("VERB", "AUX"):
        return Tense.FUTURE
    return _tense_of(parse, above, depth + 1)


def _participle(parse: Parse, verb: int, helped: bool, depth: int) -> Tense:
    """ "is expected on Monday", "is arriving on Monday"; without a helper, the tense above it."""
    if parse.lemmas[verb].lower() in _words("head") or (helped and parse.tags[verb] == "VBG"):
        return Tense.FUTURE
    above = parse.heads[verb]
    if any(parse.tags[c] in ("VBZ", "VBP") for c in parse.children[verb]):
        return Tense.PRESENT
    if above == verb or depth > 3 or parse.poses[above] not in ("VERB", "AUX"):
        return Tense.PAST if parse.tags[verb] == "VBN" else Tense.UNKNOWN
    return _tense_of(parse, above, depth + 1)


def lasts_until(parse: Parse, token: int) -> bool:
    """Whether the token ends a state under an "until": "was shut until Friday"."""
    lead = next((a for a in parse.ancestors(token) if parse.lemmas[a] in ("until", "till")), None)
    if lead is None or parse.poses[token] == "VERB":
        return False
    verb = parse.heads[lead]
    return verb < lead and (parse.tags[verb] != "VBD" or parse.lemmas[verb] == "be")
