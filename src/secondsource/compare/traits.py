"""Traits and places: how the things of a deed are described, and where each noun stands."""

from collections.abc import Container, Iterator

from secondsource.compare.predicates import is_deed
from secondsource.records.parse import Parse

SAID_OF = "="  # stands for the thing in what a clause says it is
LEFT_OUT = ("punct", "appos")


def traits_of(parse: Parse, verb: int) -> Iterator[tuple[str, str]]:
    """Describing words below a verb, each after what it describes: ("medal", "first").

    What a thing is called, found or described as stands after "=": ("=", "reckless").
    """
    todo = [verb]
    while todo:
        at = todo.pop()
        for child in parse.children[at]:
            if parse.poses[child] == "VERB" or parse.deps[child] in LEFT_OUT:
                continue
            todo.append(child)
            if parse.deps[child] in ("amod", "advmod", "acomp", "npadvmod"):
                yield parse.lemmas[at].lower(), parse.lemmas[child].lower()
            if at == verb and (said := _said_of(parse, child)) is not None:
                yield SAID_OF, parse.lemmas[said].lower()


def _said_of(parse: Parse, child: int) -> int | None:
    if parse.deps[child] in ("oprd", "acomp"):
        return child
    if parse.deps[child] == "prep" and parse.lemmas[child].lower() == "as":
        return parse.child(child, "amod", "pobj", "acomp", "advmod")
    return None


def slots_of(
    parse: Parse, verb: int, named: Container[int], *, passive: bool
) -> Iterator[tuple[str, str, str]]:
    """Where each common noun below a verb stands: (noun above it, its part, the noun).

    The noun above is "" for the verb; the part is "actor", "thing", a preposition or a label of
    the parse; tokens in `named` are names and left out.
    """
    todo = [(child, "") for child in parse.children[verb]]
    while todo:
        at, above = todo.pop()
        if is_deed(parse, at) or parse.deps[at] in LEFT_OUT:
            continue
        noun = parse.poses[at] == "NOUN" and at not in named
        if noun:
            yield above, _part(parse, at, passive=passive), parse.lemmas[at].lower()
        word = parse.lemmas[at].lower() if noun else above
        todo += [(c, above if parse.deps[c] == "conj" else word) for c in parse.children[at]]


def _part(parse: Parse, at: int, *, passive: bool) -> str:
    """What part a noun plays; one joined to another plays the other's."""
    while parse.deps[at] == "conj" and parse.heads[at] != at:
        at = parse.heads[at]
    dep, head = parse.deps[at], parse.heads[at]
    if dep == "pobj":
        return "actor" if parse.deps[head] == "agent" else parse.lemmas[head].lower()
    if dep in ("nsubj", "csubj"):
        return "thing" if passive else "actor"
    return "thing" if dep in ("dobj", "nsubjpass", "oprd") else dep
