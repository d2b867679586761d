"""What kind of thing a noun names: "anti-aircraft missiles", "radar units"."""

from secondsource.records.evidence import Span
from secondsource.records.parse import Parse


def kinds_of_things(parse: Parse, span: Span) -> dict[str, frozenset[str]]:
    """For each common noun in the span, by lemma, the words that say of what kind it is.

    Those are nouns before it, hyphenated words and adjectives of origin; "large" or "new" say
    how a thing is, not which. Nouns without such a word are left out.
    """
    found: dict[str, frozenset[str]] = {}
    for i in parse.tokens_in(span.start, span.end):
        if parse.poses[i] != "NOUN":
            continue
        words = frozenset(
            _whole_word(parse, child) for child in parse.children[i] if _says_which(parse, child)
        )
        if words:
            lemma = parse.lemmas[i].lower()
            found[lemma] = found.get(lemma, frozenset()) | words
    return found


def _says_which(parse: Parse, i: int) -> bool:
    if parse.deps[i] not in ("compound", "amod", "nmod"):
        return False
    if parse.poses[i] == "NOUN" or "-" in _whole_word(parse, i):
        return True
    return parse.poses[i] == "ADJ" and parse.word(i)[:1].isupper() and not _begins(parse, i)


def _begins(parse: Parse, i: int) -> bool:
    return any(i == first for first, _ in parse.sentences)


def _whole_word(parse: Parse, i: int) -> str:
    """The word around token `i` as printed: "long-range" is three tokens."""
    start, end, text = parse.starts[i], parse.ends[i], parse.text
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-‐‑"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-‐‑"):
        end += 1
    return text[start:end].lower().replace("‑", "-").replace("‐", "-")
