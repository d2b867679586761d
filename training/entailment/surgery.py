"""Cutting and joining sentences along their parse, so that what comes out still reads well."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

TIDYING = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" +([,.;:!?])"), r"\1"),
    (re.compile(r"^[\s,;:–—-]+"), ""),
    (re.compile(r"(?:,\s*)+,"), ","),
    (re.compile(r"[\s,;:–—-]+([.!?])"), r"\1"),
)
LEAST_WORDS = 5
UNSAFE_MARKS = frozenset({"if", "unless", "until", "before", "whether", "that", "lest"})
WEAK_PREPOSITIONS = frozenset({"without", "except", "despite", "than", "of", "unlike", "but"})
PLACE_OR_TIME = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def tidy(text: str) -> str:
    """The text with single spaces, no stray commas, a capital at the start and a full stop."""
    for pattern, new in TIDYING:
        text = pattern.sub(new, text)
    text = text.strip(" ,;:-–—")
    if text and text[-1] not in ".!?”\"'":
        text += "."
    return text[:1].upper() + text[1:]


def exchanged(doc: "Doc", tokens: Collection["Token"], new: str) -> str:
    """The text with the run of `tokens` replaced by `new`."""
    first, last = min(one.i for one in tokens), max(one.i for one in tokens)
    start = doc[first].idx
    end = doc[last].idx + len(doc[last])
    return tidy(doc.text[:start] + new + doc.text[end:])


def kept(tokens: Iterable["Token"], drop: Collection["Token"] = ()) -> str:
    """The words of `tokens` in order, without those to drop."""
    gone = {one.i for one in drop}
    # A space for what is dropped, or the word before a dropped comma would run into the next.
    return "".join(" " if one.i in gone else one.text_with_ws for one in tokens)


def subtree(token: "Token") -> list["Token"]:
    """The token with all that hangs on it, in order."""
    return list(token.subtree)


def balanced(text: str) -> bool:
    """Whether quotation marks and brackets are closed."""
    return (
        text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
        and text.count("(") == text.count(")")
    )


def subject_of(verb: "Token") -> "Token | None":
    """The subject of a verb, if it has one of its own."""
    return next((one for one in verb.children if one.dep_ in ("nsubj", "nsubjpass")), None)


def droppable(sentence: "Span | Doc") -> list[list["Token"]]:
    """Adjuncts that a statement is still true without: their tokens, with a comma after them."""
    return [_with_commas(subtree(token)) for token in sentence if _is_adjunct(token)]


def _with_commas(words: list["Token"]) -> list["Token"]:
    """A part set off by two commas goes with both."""
    first, last = words[0], words[-1]
    if first.i == 0 or last.i + 1 >= len(first.doc):
        return words
    before, after = first.nbor(-1), last.nbor(1)
    return [before, *words, after] if before.text == after.text == "," else words


def _is_adjunct(token: "Token") -> bool:
    test = ADJUNCTS.get(token.dep_)
    return bool(test and not _denied(token.head) and test(token))


def _denied(verb: "Token") -> bool:
    return any(one.dep_ == "neg" or one.lower_ in ("only", "never", "no") for one in verb.subtree)


def _after_comma(token: "Token") -> bool:
    first = token.left_edge
    return first.i > first.sent.start and first.nbor(-1).text in (",", "—", "–")


def _leads(token: "Token") -> bool:
    last = token.right_edge
    return (
        token.left_edge.i == token.sent.start
        and last.i + 1 < token.sent.end
        and (last.nbor(1).text == ",")
    )


def _plain_preposition(token: "Token") -> bool:
    if token.lower_ in WEAK_PREPOSITIONS or token.head.pos_ not in ("VERB", "AUX"):
        return False
    placed = any(one.ent_type_ in PLACE_OR_TIME for one in token.subtree)
    return _leads(token) or _after_comma(token) or (placed and len(subtree(token)) <= 7)


def _plain_clause(token: "Token") -> bool:
    marks = {one.lower_ for one in token.children if one.dep_ in ("mark", "advmod")}
    return not marks & UNSAFE_MARKS and (_leads(token) or _after_comma(token))


ADJUNCTS: dict[str, Callable[["Token"], bool]] = {
    "prep": _plain_preposition,
    "advcl": _plain_clause,
    "relcl": _after_comma,
    "appos": _after_comma,
    "advmod": _leads,
    "npadvmod": lambda token: token.ent_type_ in ("DATE", "TIME"),
}
