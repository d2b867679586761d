"""What of a run of capitals is a name: without titles and peoples, apart where two names meet."""

from collections.abc import Iterator

from secondsource.stages.annotate.names_lists import (
    cities,
    countries,
    given_names,
    honorifics,
    is_ordinary,
    word_set,
)
from secondsource.stages.annotate.names_text import ADDRESSES, HYPHENS, KINDS, Text, is_title
from secondsource.stages.annotate.titles import title_words, titles

TITLE_LEADS = frozenset(
    {"former", "acting", "interim", "deputy", "vice", "prime", "chief", "first", "senior"}
    | {"attorney", "foreign", "supreme", "majority", "minority", "press", "lead", "special"}
)
STANDINGS = frozenset({"acting", "former", "incoming", "outgoing", "interim", "ex", "then"})


def pieces(text: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names of one run: without titles and peoples, apart where two names meet."""
    if _is_body(text, last - 1) and last - first > 1:
        yield _without_honorific(text, first, last), last
        return
    cut = _title_cut(text, first, last)
    if cut is not None:
        start, after = cut
        yield from _plain_pieces(text, first, start)
        yield from _plain_pieces(text, after, last)
    else:
        yield from _plain_pieces(text, first, last)


def _is_body(text: Text, i: int) -> bool:
    word = text.folded[i].rstrip(".")
    return word in word_set(KINDS, "organisation last") | word_set(KINDS, "place last")


def _without_honorific(text: Text, first: int, last: int) -> int:
    while first < last - 1 and text.folded[first].rstrip(".") in {"mr", "mrs", "ms", "dr"}:
        first += 1
    return first


def _title_cut(text: Text, first: int, last: int) -> tuple[int, int] | None:
    """Start of the title in a run and the first token behind it; None if it has none."""
    for end in range(last, first, -1):
        if not is_title(text.folded[end - 1].rstrip(".")) or _is_given(text, first, end, last):
            continue
        if _is_surname(text, first, end, last):
            continue
        start = end - 1
        office = text.folded[start] in {"minister", "secretary"}
        while start > first and _belongs_to_title(text, start - 1, office):
            start -= 1
        return start, end
    return None


def _is_surname(text: Text, first: int, end: int, last: int) -> bool:
    """Whether the report knows a person by this title as a surname ("Mr Bishop")."""
    word = text.folded[end - 1]
    if end < last or word not in text.surnames:
        return False
    before = text.folded[end - 2].rstrip(".") if end > 1 else ""
    return end - first == 1 and before not in {"the", "a"} or before in ADDRESSES


def _belongs_to_title(text: Text, i: int, office: bool) -> bool:
    """Whether a word before a title is part of it: "Deputy", "Chief", "Finance"."""
    word = text.folded[i]
    if word in countries().names or word in countries().peoples:
        return False
    if is_title(word) or word in TITLE_LEADS:
        return True
    return office and is_ordinary(word) and word not in given_names()


def _is_given(text: Text, first: int, end: int, last: int) -> bool:
    """Whether what looks like a title is a given name or a surname ("Stephen King")."""
    word = text.folded[end - 1]
    if end - 1 == first:
        return (
            last - first == 2
            and word in word_set(KINDS, "given title")
            and (word in given_names() and text.parse.entities[first] == "PERSON")
        )
    leads = text.folded[first]
    if leads not in given_names() or leads in countries().names or is_title(leads):
        return False
    if end == last:
        return True
    if text.folded[end - 1].endswith(".") or text.folded[end] in given_names():
        return False  # "Virginia Gov. Ann Lee", "Charlotte Mayor Ann Lee"
    return not is_ordinary(leads) and leads not in cities()


def _plain_pieces(text: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    first, last = _trim(text, first, last)
    if first >= last:
        return
    for i in range(first + 1, last):
        if _two_names_meet(text, i, first, last):
            yield from _plain_pieces(text, first, i)
            yield from _plain_pieces(text, i, last)
            return
    yield first, last


def _trim(text: Text, first: int, last: int) -> tuple[int, int]:
    peoples, adjectives = countries().peoples, word_set(KINDS, "adjective")
    while first < last and _drops_first(text, first, last):
        first += 1
    while last > first and not _ends_name(text, last - 1):
        last -= 1
    whole = " ".join(text.folded[first:last])
    return (last, last) if whole in adjectives or whole in peoples else (first, last)


def _ends_name(text: Text, i: int) -> bool:
    """Whether a name can end with token `i`: "St. John's" and "Jae-in" end with a small word."""
    small = text.folded[i] == "'s" or text.folded[i - 1] in HYPHENS
    return small or text.is_core(i) or text.is_numeral(i)


def _drops_first(text: Text, first: int, last: int) -> bool:
    word = text.folded[first]
    title = " ".join(text.folded[max(0, first - 2) : first + 1])
    if not text.is_core(first) or title in titles():  # "Chief of Staff"
        return True
    if last - first > 1 and word in STANDINGS:
        return True
    if last - first < 2 or word not in countries().peoples:
        return False
    if " ".join(text.folded[first : first + 2]) in countries().names:
        return False
    return not text.one_entity(first, last - 1)


def _two_names_meet(text: Text, i: int, first: int, last: int) -> bool:
    labels = text.parse.entities
    if not (text.parse.begins[i] and labels[i] and labels[i - 1]) or labels[i] == labels[i - 1]:
        return False
    if text.words[i - 1] in HYPHENS or text.words[i] in HYPHENS:
        return False
    # "Georgios Stavrou" is one person even where the parser sees a place and a company.
    leads = text.folded[first]
    return not (last - first == 2 and leads in given_names() and leads not in cities())


def is_label(text: Text, first: int, last: int) -> bool:
    """Whether it is no name but "Level IV", "of Transport", "D-Mass.", a lone "Mr."."""
    words = [word.rstrip(".") for word in text.folded[first:last] if word not in HYPHENS]
    if len(words) == 2 and words[0] in {"d", "r", "i"} or all(w in honorifics() for w in words):
        return True
    if not all(is_ordinary(word) for word in text.folded[first:last] if word not in HYPHENS):
        return False
    after = text.folded[last] if last < len(text.words) else ""
    if after in title_words() and text.words[last].islower():
        department = after in {"minister", "secretary"}
        alone = last - first == 1 and first in text.starts
        return department or (alone and not text.inside.issuperset(words))
    if last - first == 1 and text.is_numbered(first):
        return text.folded[first] not in text.inside
    lead = text.folded[max(0, first - 3) : first]
    lead = lead[:-1] if lead[-1:] == ["the"] else lead[1:]
    return lead[-1:] in (["of"], ["for"]) and lead[0] in {"minister", "secretary", "ministers"}
