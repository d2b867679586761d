"""Whether another origin tells the same deed in words of its own: who, what was done, how many.

A second ground of confirmation beside shared words. It asks for the parts of a statement that make
it what it is, every figure with what it counts, every name, and the verb or a word that reports
use for it, and looks for them in the one clause of the other, not in all that stands around it.
"""

from collections.abc import Iterator

from secondsource.compare.number import alike
from secondsource.compare.number_comparison import compare_quantities
from secondsource.compare.spelling import plain
from secondsource.compare.word_lists import families, opposed, verb_families
from secondsource.records.evidence import Passage
from secondsource.records.layers import Quantity
from secondsource.records.story import Claim
from secondsource.stages.brief.material import Material
from secondsource.stages.brief.standing import root_of
from secondsource.stages.brief.wording import STEM, WORD, stems, words_of

# The share of a statement's words, figures and verb that the other must tell.
TOLD = 0.5
# Without a figure in common more of the words must be.
TOLD_WITHOUT_FIGURE = 0.8
WEIGHT = 2  # of a figure, and of the verb
# Smaller counts are too common to tell that two statements mean the same matter.
TELLING = 3
# What stands for a noun of another sentence.
PRONOUNS = frozenset({"those", "they", "it", "he", "she", "who", "which", "that", "we"})
AGE = "age"
PERSONS = "persons"
# Families that tell what became of people, whom a report counts as "17 hurt" or "17 people hurt".
FATES = frozenset({"dead", "injured", "missing", "rescued", "evacuated", "arrested"})
# Families of people, whom a vaguer claim may just call people; the other way round says more.
PEOPLE = FATES | {"crowd", "travellers", "pupils", "workers", "patients", "customers", "soldiers",
                  "police", "members"}  # fmt: skip


def tells_same_deed(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether another claim says by itself what a claim says.

    That its figures, names and times are no vaguer, and that neither is denied, is for the caller
    to have seen.
    """
    if not _same_things_counted(material, claim, other):
        return False
    heard = frozenset(s for word in _words(material, other) for s in _senses(material, other, word))
    words = [w for w in _words(material, claim) if not _in_figure(material, claim, w)]
    told = [w for w in words if _senses(material, claim, w) & heard]
    return (
        _names_told(material, claim, heard)
        and _subject_told(material, claim, other, heard)
        and _verb_told(material, claim, other, told)
        and _enough(claim, words, told, _form(material, claim))
    )


def tells_another_deed(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether two claims cannot mean the same: contrary verbs, roles changed, other things counted.

    "Moss beat Lindt by 12 points" has every word of "Lindt beat Moss by 12 points".
    """
    contrary = opposed(_verb(material, claim), _verb(material, other))
    contrary = contrary or _limits(claim) != _limits(other)
    return (
        contrary
        or _is_turned_round(material, claim, other)
        or any(_of_other_things(material, claim, one, other) for one in claim.quantities)
    )


def _limits(claim: Claim) -> bool:
    """Whether a claim tells of few, or of what was about to happen: "few left", "almost fell"."""
    return bool(set(WORD.findall(claim.text.lower())) & words_of("scarcely"))


def _of_other_things(material: Material, claim: Claim, one: Quantity, other: Claim) -> bool:
    """Whether the other has the same figure, but of things that are named and are not these."""
    same = [two for two in other.quantities if two.low == one.low and two.unit == one.unit]
    named = one.of and not one.unit and same and all(two.of for two in same)
    heard = stems(material.context(other))
    return bool(named) and not (
        stems(one.of) & heard or any(_counts_same(material, claim, one, other, two) for two in same)
    )


def _enough(claim: Claim, words: list[str], told: list[str], verb: str) -> bool:
    subject = set(_stated(claim.subject))
    weights = {w: WEIGHT if w == verb else 1 for w in words if w not in subject or w == verb}
    figures = WEIGHT * len(claim.quantities)
    met = figures + sum(weights.get(word, 0) for word in told)
    bar = TOLD if any(_is_telling(one) for one in claim.quantities) else TOLD_WITHOUT_FIGURE
    return bool(told) and met >= bar * (figures + sum(weights.values()))


def _is_telling(figure: Quantity) -> bool:
    """Whether few matters of a story have the same figure; anybody's age goes with all he does."""
    return figure.of != AGE and (bool(figure.unit) or figure.low >= TELLING)


def _same_things_counted(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether each figure of a claim is told of the same thing in the other's own clause."""
    return all(
        any(_counts_same(material, claim, one, other, two) for two in other.quantities)
        for one in claim.quantities
    )


def _counts_same(
    material: Material, claim: Claim, one: Quantity, other: Claim, two: Quantity
) -> bool:
    mine, theirs = families().get(one.of, one.of), families().get(two.of, two.of)
    people = (mine == PERSONS and theirs in PEOPLE) or (mine in FATES and theirs == PERSONS)
    measured = bool(one.unit and two.unit) and (one.of == AGE) == (two.of == AGE)
    # "Four radars" and "four radar units".
    named = one.of in _figure_words(material, other, two) and not one.unit
    named = named or (two.of in _figure_words(material, claim, one) and not two.unit)
    same = alike(one, two) or people or measured or named
    return same and compare_quantities(one, two).fits is True


def _figure_words(material: Material, claim: Claim, figure: Quantity) -> frozenset[str]:
    """The words of a figure, as they stand and as lemmas."""
    text = material.by_id[claim.said_in.report_id].report.text
    words = {word.lower() for word in WORD.findall(figure.within(text))}
    lemmas = _lemmas(material, claim.said_in)
    return frozenset(words | {lemmas.get(word, word) for word in words})


def _names_told(material: Material, claim: Claim, heard: frozenset[str]) -> bool:
    """Whether every word with a capital that does not open the claim is told too, times aside."""
    named = (w for w in WORD.findall(claim.text)[1:] if w[:1].isupper() and stems(w))
    other = (w for w in named if not _in_figure(material, claim, w.lower()))
    return all(plain(word)[:STEM] in heard for word in other)


def _subject_told(material: Material, claim: Claim, other: Claim, heard: frozenset[str]) -> bool:
    """Whether the other speaks of whom the claim speaks, or of as many as its figure says."""
    words = [w.lower() for w in WORD.findall(claim.subject) if stems(w)]
    if any(_in_figure(material, claim, word) for word in words):
        return True
    head = _subject_word(material, claim)
    opening = WORD.findall(other.subject.lower())[:1]
    is_open = not opening or opening[0] in PRONOUNS
    if is_open and head and head[:1].islower() and any(map(_is_telling, claim.quantities)):
        return True
    if head.lower() in words and not is_open:
        words = [head.lower()]
    return any(_senses(material, claim, word) & heard for word in words)


def _subject_word(material: Material, claim: Claim) -> str:
    """The noun that a claim's verb is told of; "" if it has none."""
    root, parse = root_of(material, claim), material.by_id[claim.said_in.report_id].parse
    if root is None or claim.people:
        return ""
    at = parse.child(root, "nsubj", "nsubjpass")
    if at is None:
        return ""
    return parse.word(at) if parse.poses[at] == "PROPN" else parse.word(at).lower()


def _verb_told(material: Material, claim: Claim, other: Claim, told: list[str]) -> bool:
    """Whether the other has the verb, or both have one of giving, and something besides it."""
    form, subject = _form(material, claim), set(WORD.findall(claim.subject.lower()))
    giving = {_verb(material, claim), _verb(material, other)} <= words_of("giving")
    if form not in told and not giving:
        return False
    counted = any(_is_telling(one) and (one.of or one.unit) for one in claim.quantities)
    dated = bool(claim.times and claim.quantities)
    return counted or dated or bool(set(told) - subject - {form})


def _is_turned_round(material: Material, claim: Claim, other: Claim) -> bool:
    """Whether one has done what the other has undergone: "gave 400 euros", "was given 400"."""
    one, two = _verb(material, claim), _verb(material, other)
    if one != two and not {one, two} <= words_of("giving"):
        return False
    mine = {s for w in _stated(claim.subject) for s in _senses(material, claim, w)}
    theirs = {s for w in _stated(other.subject) for s in _senses(material, other, w)}
    if not mine or not theirs or other.subject.lower() in PRONOUNS:
        return False
    if _undergoes(material, claim) != _undergoes(material, other):
        return bool(mine & theirs)
    undergone = {s for w in _after_verb(material, other) for s in _senses(material, other, w)}
    return not mine & theirs and bool(mine & undergone)


def _after_verb(material: Material, claim: Claim) -> list[str]:
    root, parse = root_of(material, claim), material.by_id[claim.said_in.report_id].parse
    at = claim.said_in
    inside = parse.tokens_in(at.start, at.end)
    return [] if root is None else [parse.word(i).lower() for i in inside if i > root]


def _undergoes(material: Material, claim: Claim) -> bool:
    root, parse = root_of(material, claim), material.by_id[claim.said_in.report_id].parse
    if root is None:
        return False
    has = any(parse.lemmas[c].lower() == "have" for c in parse.children[root])
    return parse.child(root, "auxpass", "nsubjpass") is not None or (
        parse.tags[root] == "VBN" and not has
    )


def _stated(text: str) -> list[str]:
    return [word.strip("'\u2019-").lower() for word in WORD.findall(text) if stems(word)]


def _words(material: Material, claim: Claim) -> list[str]:
    """The telling words of a claim in lower case, its subject and the people it names included."""
    said = " ".join((claim.subject, claim.text, *claim.people, *claim.places))
    return list(dict.fromkeys(w.strip("'\u2019-").lower() for w in WORD.findall(said) if stems(w)))


def _in_figure(material: Material, claim: Claim, word: str) -> bool:
    """Whether a word is part of a figure or a time, which are compared as such."""
    text = material.by_id[claim.said_in.report_id].report.text
    return any(
        word in (w.lower() for w in WORD.findall(one.within(text)))
        for one in (*claim.quantities, *claim.times)
    )


def _senses(material: Material, claim: Claim, word: str) -> frozenset[str]:
    """What a word may be heard as: its first letters, and the families of words that it is of."""
    lemma = _lemmas(material, claim.said_in).get(word, word)
    found = {plain(word)[:STEM]}
    for form in (word, lemma):
        found |= {f"to {verb_families()[form]}"} if form in verb_families() else set()
        found |= {f"a {families()[form]}"} if form in families() else set()
    return frozenset(found)


def _lemmas(material: Material, at: Passage) -> dict[str, str]:
    return dict(_with_lemma(material, at))


def _with_lemma(material: Material, at: Passage) -> Iterator[tuple[str, str]]:
    parse = material.by_id[at.report_id].parse
    for i in parse.tokens_in(at.start, at.end):
        yield parse.word(i).lower(), parse.lemmas[i].lower()


def _verb(material: Material, claim: Claim) -> str:
    """The lemma of a claim's verb."""
    root = root_of(material, claim)
    parse = material.by_id[claim.said_in.report_id].parse
    return claim.predicate if root is None else parse.lemmas[root].lower()


def _form(material: Material, claim: Claim) -> str:
    """A claim's verb as it stands."""
    root = root_of(material, claim)
    parse = material.by_id[claim.said_in.report_id].parse
    return claim.predicate if root is None else parse.word(root).lower()
