"""One entity for all forms of a name in one report: surnames, short forms, acronyms, spellings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from secondsource.records.layers import NameKind
from secondsource.stages.annotate.names_kinds import Votes, add, words_votes
from secondsource.stages.annotate.names_lists import countries, is_ordinary, word_set
from secondsource.stages.annotate.names_mentions import Mention
from secondsource.stages.annotate.names_text import KINDS

PERSON, ORGANISATION = NameKind.PERSON, NameKind.ORGANISATION
PLACE, OTHER = NameKind.PLACE, NameKind.OTHER
Words = tuple[str, ...]
GENERATIONS = frozenset({"jr", "sr", "junior", "senior"})
# Last words of titles by marriage or birth: an office before the bare surname is another's.
CONSORTS = frozenset({"lady", "queen", "princess", "duchess"})


@dataclass(slots=True)
class Form:
    """One folded form of a name: its mentions in text order and what they say of its kind."""

    words: Words
    mentions: list[Mention] = field(default_factory=list)
    votes: Votes = field(default_factory=lambda: defaultdict(float))

    @property
    def kind(self) -> NameKind:
        """The kind that this form's own mentions vote for."""
        total = words_votes(self.words)
        add(total, self.votes)
        return decide(total)

    @property
    def titles(self) -> frozenset[str]:
        """The titles and forms of address that stand before the mentions."""
        return frozenset(mention.title for mention in self.mentions) - {""}

    @property
    def titled(self) -> bool:
        """Whether a title or a form of address stands before one of the mentions."""
        return any(mention.title for mention in self.mentions)


def decide(votes: Votes) -> NameKind:
    """The kind with most votes; OTHER if none has any."""
    best = max((PERSON, PLACE, ORGANISATION, OTHER), key=lambda kind: votes[kind])
    return best if votes[best] > 0 else OTHER


def link(forms: dict[Words, Form]) -> dict[Words, Words]:
    """Each form -> the fullest form of the same entity."""
    full: dict[Words, Words] = {}
    people = [form for form in forms.values() if len(form.words) > 1 and form.kind is PERSON]
    others = [form for form in forms.values() if len(form.words) > 1 and form.kind is not PERSON]
    _link_people(forms, people, full)
    _link_places(forms, full)
    _link_parts(forms, others, full)
    _link_acronyms(forms, others, full)
    return {words: _root(words, full) for words in forms}


def _root(words: Words, full: dict[Words, Words]) -> Words:
    seen = set()
    while words in full and words not in seen:
        seen.add(words)
        words = full[words]
    return words


def _link_people(
    forms: dict[Words, Form], people: Sequence[Form], full: dict[Words, Words]
) -> None:
    by_word: dict[str, list[Form]] = defaultdict(list)
    for person in people:
        for word in dict.fromkeys(person.words):
            by_word[word].append(person)
    for form in forms.values():
        candidates = [
            person
            for person in by_word.get(form.words[0], []) + by_word.get(form.words[-1], [])
            if len(person.words) > len(form.words) and _can_shorten(form, person)
        ]
        if target := _only(form, candidates):
            full[form.words] = target.words


def _can_shorten(form: Form, person: Form) -> bool:
    """Whether `form` can stand for the longer name: its end, its start, or words of it."""
    words, whole = form.words, person.words
    if len(words) == 1 and person.titles & CONSORTS and form.titles - person.titles:
        return False  # "President Moss" is not "first lady Ada Moss"
    if len(words) > 1 and whole[-1].rstrip(".") in GENERATIONS and words[-1] != whole[-1]:
        return False  # the father, where both are named
    if whole[-len(words) :] == words:
        return len(words) > 1 or form.kind is not PLACE or form.titled or _is_short_of(form)
    if len(words) > 1:
        ends = words[0] == whole[0] and words[-1] == whole[-1] and _in_order(words, whole)
        return ends or whole[: len(words)] == words
    return form.kind is PERSON and words[0] in whole


def _is_short_of(form: Form) -> bool:
    """A place that is also a surname here: only what the text itself says of it counts."""
    return form.words not in {(name,) for name in countries().names} and form.votes[PLACE] < 3


def _in_order(words: Words, whole: Words) -> bool:
    rest = iter(whole)
    return all(any(word == other or _initial(other, word) for other in rest) for word in words)


def _initial(other: str, word: str) -> bool:
    return len(word) == 2 and word[1] == "." and other.startswith(word[0])


def _only(form: Form, candidates: list[Form]) -> Form | None:
    """The one person that a short form can mean; of several, the one whose surname it is."""
    candidates = list({c.words: c for c in candidates}.values())
    if len(candidates) > 1:
        candidates = [c for c in candidates if c.words[-1] == form.words[-1]] or candidates
    if len(candidates) > 1:
        longest = max(candidates, key=lambda c: len(c.words))
        if all(c is longest or _in_order(c.words, longest.words) for c in candidates):
            return longest
        return None
    return candidates[0] if candidates else None


def _link_places(forms: dict[Words, Form], full: dict[Words, Words]) -> None:
    """Other names of a country used in one report are one entity."""
    by_country: dict[str, list[Words]] = defaultdict(list)
    for words in forms:
        if country := countries().names.get(" ".join(words)):
            by_country[country].append(words)
    for same in by_country.values():
        fullest = max(same, key=lambda words: (len("".join(words)), words))
        full.update((words, fullest) for words in same if words != fullest)


def _link_parts(forms: dict[Words, Form], others: Sequence[Form], full: dict[Words, Words]) -> None:
    ends: dict[Words, list[Form]] = defaultdict(list)
    for other in others:
        for size in range(1, len(other.words)):
            ends[other.words[:size]].append(other)
            ends[other.words[-size:]].append(other)
    for form in forms.values():
        if form.words in full or " ".join(form.words) in countries().names:
            continue
        candidates = [other for other in ends.get(form.words, []) if _is_part(form, other)]
        distinct = {other.words: other for other in candidates}
        if len(distinct) == 1:
            full[form.words] = next(iter(distinct))


def _is_part(form: Form, other: Form) -> bool:
    """Whether an organisation or a place may be called by this part of its name."""
    kind = other.kind
    if kind is PLACE:
        rest = other.words[: -len(form.words)]
        heads = other.words[-len(form.words) :] == form.words
        return heads and form.kind is not PERSON and set(rest) <= word_set(KINDS, "place first") - {
            "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
        }  # fmt: skip
    if kind is not ORGANISATION or form.titled:
        return False
    begins = other.words[: len(form.words)] == form.words
    if begins and len(form.words) == 1 and is_ordinary(form.words[0]):
        return False  # "House" is not "House Democrats"
    return form.kind is not PLACE or form.votes[PLACE] < 2


def _link_acronyms(
    forms: dict[Words, Form], others: Sequence[Form], full: dict[Words, Words]
) -> None:
    by_initials: dict[str, list[Words]] = defaultdict(list)
    for other in (form for form in others if form.kind is not PLACE):
        for initials in {_initials(other.words), "".join(word[0] for word in other.words)}:
            by_initials[initials].append(other.words)
    for words in forms:
        short = "".join(words).replace(".", "")
        meant = by_initials.get(short, []) if len(words) == 1 else []
        if " ".join(words) in countries().names:
            continue
        if words not in full and len(meant) == 1 and 1 < len(short) < 8:
            full[words] = meant[0]


def _initials(words: Iterable[str]) -> str:
    small = word_set(KINDS, "link") | word_set(KINDS, "particle")
    return "".join(word[0] for word in words if word not in small)
