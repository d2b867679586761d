"""What a name names: every mention votes, by its words and by what stands around it."""

from collections import defaultdict
from collections.abc import Sequence

from secondsource.records.layers import NameKind
from secondsource.stages.annotate.names_lists import (
    cities,
    countries,
    given_names,
    honorifics,
    is_ordinary,
    known_organisations,
    known_people,
    word_set,
)
from secondsource.stages.annotate.names_mentions import Mention
from secondsource.stages.annotate.names_text import KINDS, Text
from secondsource.stages.annotate.titles import title_words

Votes = defaultdict[NameKind, float]
PERSON, ORGANISATION = NameKind.PERSON, NameKind.ORGANISATION
PLACE, OTHER = NameKind.PLACE, NameKind.OTHER
LABELS = {
    "PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE,
    "PRODUCT": OTHER, "WORK_OF_ART": OTHER, "EVENT": OTHER, "LAW": OTHER, "LANGUAGE": OTHER,
    "NORP": ORGANISATION,
}  # fmt: skip
# Small words that no person has in a name.
SMALL = frozenset({"of", "and", "&", "in", "for", "the", "on", "to", "at", "with", "against"})
# A lone unfamiliar word is where a small model guesses; people are seldom named so.
LONE_WORD = {PERSON: 0.5, ORGANISATION: 0.8, PLACE: 0.6, OTHER: 0.6}
WHERE = frozenset({"in", "at", "near", "from", "outside", "around", "to", "across", "into", "off"})
SAYING = frozenset({"say", "tell", "add", "ask", "recall", "insist", "joke", "explain", "reply"})
TRADING = frozenset(
    {"operate", "employ", "recruit", "merge", "manufacture", "publish", "supply", "approve", "file"}
)
ACTING = frozenset({"walk", "sit", "smile", "die", "live", "laugh", "remember", "grow", "sleep"})


def votes(mention: Mention, text: Text) -> Votes:
    """What one mention says of the kind of its name."""
    found = words_votes(mention.words)
    _label_vote(found, mention, text)
    _before_votes(found, mention, text)
    _after_votes(found, mention, text)
    _syntax_votes(found, mention, text)
    return found


def add(votes: Votes, more: Votes) -> None:
    """Add up the votes of two."""
    for kind, vote in more.items():
        votes[kind] += vote


def words_votes(words: Sequence[str]) -> Votes:
    """What the words of a name say by themselves."""
    found: Votes = defaultdict(float)
    whole, last, first = " ".join(words), words[-1].rstrip("."), words[0]
    if whole in countries().names:
        found[PLACE] += 6
    elif whole in cities():
        found[PLACE] += 1.5 if len(words) == 1 else 3
    if whole in known_organisations():
        found[ORGANISATION] += 2.5 if len(words) == 1 else 4
    if whole in known_people():
        found[PERSON] += 2
    if len(words) > 1:
        _shape_votes(found, words, first, last)
    elif last in word_set(KINDS, "organisation last"):
        found[ORGANISATION] += 1.5
    return found


def _shape_votes(found: Votes, words: Sequence[str], first: str, last: str) -> None:
    surname = first in given_names() and last in word_set(KINDS, "surname too")
    for kind, name, at_last, at_first in (
        (ORGANISATION, "organisation", 0 if surname else 2.5, 1.5),
        (PLACE, "place", 0 if surname else 2.5, 1.2),
        (OTHER, "other", 0 if surname else 2.5, 2.5),
    ):
        found[kind] += at_last * (last in word_set(KINDS, f"{name} last"))
        found[kind] += at_first * (first in word_set(KINDS, f"{name} first"))
    if not SMALL.isdisjoint(words):
        found[PERSON] -= 4
    if first in word_set(KINDS, "foreign article"):
        found[PERSON] -= 1
    elif first in given_names():
        found[PERSON] += 1.4 if is_ordinary(last) else 2


def _label_vote(found: Votes, mention: Mention, text: Text) -> None:
    """The parser's label, worth more the more of the mention it covers."""
    labels = [text.parse.entities[i] for i in range(mention.first, mention.last)]
    for label, kind in LABELS.items():
        if share := labels.count(label) / len(labels):
            found[kind] += share * (1.2 if len(labels) > 1 else LONE_WORD[kind])


def _before_votes(found: Votes, mention: Mention, text: Text) -> None:
    before = mention.first - 1
    if before < 0:
        return
    word = text.folded[before]
    if mention.title:
        found[PERSON] += 4 if mention.title in honorifics() else 2.5
    elif kind := _noun_kind(word):
        found[kind] += 2.5
    elif (place := _where(mention, text)) in WHERE:
        found[PLACE] += 0.6 if place in {"to", "from"} else 1.0
    elif word == "the" and not _is_modifier(mention, text):
        found[PERSON] -= 2
        found[ORGANISATION] += 0.5
    elif word == "of" and before:
        _owner_vote(found, text.parse.lemmas[before - 1].lower())


def _noun_kind(noun: str) -> NameKind | None:
    """The kind of what a common noun beside a name says it is."""
    if noun in title_words() or noun in word_set(KINDS, "person noun"):
        return PERSON
    if noun in word_set(KINDS, "organisation noun"):
        return ORGANISATION
    return PLACE if noun in word_set(KINDS, "place noun") else None


def _where(mention: Mention, text: Text) -> str:
    """The preposition that the name, with an adjective or so before it, depends on."""
    parse, last = text.parse, mention.last - 1
    if parse.deps[last] == "pobj" and mention.first - parse.heads[last] <= 2:
        return text.folded[parse.heads[last]]
    word = text.folded[mention.first - 1]
    return "" if text.folded[max(0, mention.first - 2)] == "according" else word


def _after_votes(found: Votes, mention: Mention, text: Text) -> None:
    words, folded, at = text.words, text.folded, mention.last
    if at + 1 >= len(words) or words[at] not in {",", "(", "'s", "’s", "–", "—"}:
        return
    after = folded[at + 1]
    if words[at] in {"'s", "’s"}:
        _owner_vote(found, text.parse.lemmas[text.parse.heads[at - 1]].lower())
    elif after.isdigit() and 5 < int(after) < 110 and len(after) < 4:
        found[PERSON] += 3
    elif after in {"who", "whose", "whom"}:
        # "a collector in Oslo, who": the clause may be about somebody before the place.
        found[PERSON] += 0.4 if _where(mention, text) in WHERE else 2
    elif after == "which":
        found[PERSON] -= 2
    elif after in countries().names and words[at] == ",":
        found[PLACE] += 1.5
    else:
        _apposition_vote(found, at + 1, text)


def _owner_vote(found: Votes, owned: str) -> None:
    """What owning this noun says: "X's board", "the death of X", "the city of X"."""
    if owned in word_set(KINDS, "place noun"):
        found[PLACE] += 3
    elif owned in word_set(KINDS, "person part"):
        found[PERSON] += 1
    elif owned in word_set(KINDS, "organisation part"):
        found[PERSON] -= 0.5
        found[ORGANISATION] += 1


def _apposition_vote(found: Votes, at: int, text: Text) -> None:
    """ ", the finance minister": the first noun that could head what stands in apposition."""
    opener = text.folded[at]
    if opener not in {"the", "a", "an", "his", "her", "its"} and _noun_kind(opener) is None:
        return
    for i in range(at, min(at + 8, len(text.words))):
        if text.words[i] in {",", ".", ")", "who", "that", "which", "of", "in"} and i > at:
            return
        word, tag = text.folded[i], text.parse.tags[i]
        if tag in {"NN", "NNP"} and text.parse.deps[i] not in {"compound", "poss"}:
            if kind := _noun_kind(word):
                found[kind] += 2
            return


def _is_modifier(mention: Mention, text: Text) -> bool:
    """Whether the name stands before a common noun as a part of its phrase."""
    parse, last = text.parse, mention.last - 1
    head = parse.heads[last]
    return parse.deps[last] == "compound" and head > last and parse.tags[head] in {"NN", "NNS"}


def _syntax_votes(found: Votes, mention: Mention, text: Text) -> None:
    parse, last = text.parse, mention.last - 1
    head = parse.heads[last]
    lemma = parse.lemmas[head].lower()
    if parse.deps[last] == "nsubj" and lemma in SAYING:
        content = parse.child(head, "ccomp")
        subject = parse.child(content, "nsubj") if content is not None else None
        itself = subject is not None and text.folded[subject] == "it"
        found[ORGANISATION if itself else PERSON] += 1 if itself else 0.5
    elif parse.deps[last] == "nsubj" and lemma in ACTING:
        found[PERSON] += 1
    elif _is_modifier(mention, text):
        found[PERSON] -= 0.7
    elif parse.deps[last] == "nsubj" and lemma in TRADING:
        found[ORGANISATION] += 1
    if parse.tags[last] == "NNPS":
        found[ORGANISATION] += 0.5
    if len(mention.words) == 1 and text.words[last].isupper() and 1 < len(mention.words[0]) < 7:
        found[ORGANISATION] += 1
        found[PERSON] -= 0.7
