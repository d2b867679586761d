"""Predicates: verbs by their family, with the words that make another verb of them."""

from collections.abc import Iterator

from secondsource.compare.word_lists import verb_families, words_of
from secondsource.records.parse import Parse

PARTICLES = frozenset({"ahead", "out", "off", "up", "down", "back", "away", "over", "through"})
# The parts of a clause that may belong to its verb, in the order in which they are tried.
PARTS = ("dobj", "oprd", "acomp", "attr", "prt", "prep", "agent", "xcomp", "ccomp")


def is_deed(parse: Parse, i: int) -> bool:
    """Whether a token is a verb that says something: no auxiliary."""
    return parse.poses[i] in ("VERB", "AUX") and parse.deps[i] not in ("aux", "auxpass")


def is_event_ahead(word: str) -> bool:
    """Whether a predicate, as `predicate_of` gives it, puts an event into the future."""
    return word in words_of("events_ahead.txt")


def is_turned_round(word: str) -> bool:
    """Whether the subject of a predicate undergoes the deed: "lost to" is "was beaten by"."""
    return word in words_of("turned_round.txt")


def predicate_of(parse: Parse, verb: int) -> tuple[str, str]:
    """The family of a verb, taken with the words that belong to it, and the verb as it stands.

    "Gave its blessing", "turned down" and "voted against" are words of their own in the table.
    """
    lemma, families = parse.lemmas[verb].lower(), verb_families()
    particle = _particle(parse, verb)
    for word in _forms(parse, verb, particle):
        if is_event_ahead(word):
            return families["happen"], word
        if word in families:
            return families[word], word
    if particle:
        return (f"{lemma} {particle}",) * 2
    return families.get(lemma, lemma), lemma


def _forms(parse: Parse, verb: int, particle: str) -> list[str]:
    """The verb with each word that may belong to it; "be" stands for the passive."""
    lemma = parse.lemmas[verb].lower()
    passive = parse.child(verb, "auxpass") is not None and parse.child(verb, "xcomp") is None
    forms = [f"be {lemma}"] if passive else []
    forms += [f"{lemma} {particle}"] if particle else []
    forms += [f"{lemma} so"] if parse.child(verb, "oprd") is not None else []
    adjective = parse.child(verb, "acomp")
    governs = adjective is not None and parse.child(adjective, "xcomp") is not None
    return forms + [
        f"{lemma} {parse.lemmas[c].lower()}"
        for dep in PARTS
        for c in parse.children[verb]
        if parse.deps[c] == dep and not (governs and c == adjective)  # "due to open" is no event
    ]


def _particle(parse: Parse, verb: int) -> str:
    """The little word that makes another verb of this one, "" for none: "walk out", "go ahead"."""
    for child in parse.children[verb]:
        lemma = parse.lemmas[child].lower()
        if parse.deps[child] == "prt" or (parse.deps[child] == "advmod" and lemma in PARTICLES):
            return lemma
    return ""


def light_noun(parse: Parse, verb: int, objects: list[int]) -> int | None:
    """The object that says what is done where the verb says little: "made an arrest"."""
    if parse.lemmas[verb].lower() not in words_of("light_verbs.txt"):
        return None
    return next((c for c in objects if parse.lemmas[c].lower() in verb_families()), None)


def behind(parse: Parse, verb: int, parts: list[str]) -> Iterator[int]:
    """What stands behind the words that are part of a verb: "voted against the sale".

    Behind a noun that is one, "to" leads to it: "gave its blessing to the sale".
    """
    noun = any(
        parse.deps[c] == "dobj" and parse.lemmas[c].lower() in parts for c in parse.children[verb]
    )
    leading = {*parts, "to"} if noun else {*parts}
    for child in parse.children[verb]:
        if parse.deps[child] in ("prep", "dative") and parse.lemmas[child].lower() in leading:
            inside = parse.child(child, "pobj")
            if inside is not None:
                yield inside


def undergoers(parse: Parse, noun: int) -> list[int]:
    """To what the deed that a noun names happens: "an inspection of the mill"."""
    inside = (
        parse.child(c, "pobj")
        for c in parse.children[noun]
        if parse.deps[c] == "prep" and parse.lemmas[c].lower() in ("of", "on", "to", "for")
    )
    return [token for token in inside if token is not None]
