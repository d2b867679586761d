"""How far a name goes on: past particles, hyphens, initials and the small words inside it."""

from secondsource.stages.annotate.names_lists import cities, is_ordinary, word_set
from secondsource.stages.annotate.names_text import HYPHENS, KINDS, Text, has_capital

LONGEST_LINK = 3  # "Foundation for the Protection"
SAINTS = frozenset({"st", "st.", "saint"})
STATES = frozenset(
    {"republic", "kingdom", "isle", "gulf", "bay", "strait", "cape", "city", "state"}
)


def run_end(text: Text, at: int, stop: int) -> int:
    """The end of the run of name words that starts at token `at`, `stop` at most."""
    end = at + 1
    while end < stop:
        reach = _next_part(text, at, end, stop)
        if reach == end:
            break
        end = reach
    return end


def _next_part(text: Text, at: int, end: int, stop: int) -> int:
    """How far the run goes on from `end`: behind the next word that belongs to it."""
    if _joined(text, end - 1, end) and text.words[end] in HYPHENS:
        whole = end + 1 < stop and _joined(text, end, end + 1)
        return end + 2 if whole and _hyphenated(text, end + 1) else end
    if text.is_numeral(end):
        return end + 1
    if text.is_core(end):
        return end if _break_before(text, end) else end + 1
    if text.folded[end] == "'s":
        if "".join((*text.folded[at:end], "'s")).replace(".", ". ", 1) in cities():
            return end + 1
        return end + 2 if end + 1 < stop and _owned(text, at, end) else end
    if text.folded[end] == "'" and end + 1 < stop and _owned(text, at, end):
        return end + 2  # "Workers' Federation"
    return _past_links(text, end, stop)


def _hyphenated(text: Text, i: int) -> bool:
    """Whether the word behind a hyphen is of the name: "Smith-Holt", "Jae-in", not "led"."""
    if text.is_core(i):
        return True
    short = len(text.words[i]) < 4 and not is_ordinary(text.folded[i])
    return short or (text.folded[i] == "in" and text.parse.entities[i] == "PERSON")


def _joined(text: Text, i: int, j: int) -> bool:
    return text.parse.ends[i] == text.parse.starts[j]


def _break_before(text: Text, i: int) -> bool:
    return "\n" in text.parse.text[text.parse.ends[i - 1] : text.parse.starts[i]]


def _owned(text: Text, at: int, end: int) -> bool:
    """Whether "X's" at `end` goes on as a name: "People's Party", "St. John's"."""
    if not text.is_core(end + 1):
        return False
    saint = text.folded[at] in SAINTS and end - at == 2
    return saint or text.folded[end - 1] in word_set(KINDS, "owner")


def _past_links(text: Text, end: int, stop: int) -> int:
    particles, links = word_set(KINDS, "particle"), word_set(KINDS, "link")
    reach = end
    while reach < stop and reach - end < LONGEST_LINK and text.folded[reach] in particles:
        reach += 1
    if end < reach < stop and text.is_core(reach) and not _break_before(text, reach):
        return reach + 1
    while reach < stop and reach - end < LONGEST_LINK and text.folded[reach] in links:
        reach += 1
    if reach == end or reach >= stop or not text.is_core(reach):
        return end
    return reach + 1 if _linked(text, end, reach) else end


def _linked(text: Text, end: int, reach: int) -> bool:
    """Whether the small words `[end, reach)` stand inside one name."""
    if text.folded[end] == "&":
        return True
    heads = (
        text.folded[end] in {"of", "for"}
        and text.folded[end - 1] in word_set(KINDS, "organisation first") | STATES
    )
    if text.parse.entities[end] == "PERSON" or _pair(text, end, reach):
        return heads
    return heads or text.one_entity(end - 1, reach)


def _pair(text: Text, end: int, reach: int) -> bool:
    """Whether "and" stands between two single words: two names rather than one."""
    alone = end < 2 or not has_capital(text.words[end - 2])
    ends = reach + 1 >= len(text.words) or not has_capital(text.words[reach + 1])
    return text.folded[end] == "and" and alone and ends
