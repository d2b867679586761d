"""What does not follow any more: one thing of a true statement changed, or something added."""

import random
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from training.entailment import wordnet
from training.entailment.bank import FROM_THE_PASSAGE, Bank, lines
from training.entailment.pairs import NOT_ENTAILED
from training.entailment.rewordings import MONTHS, SMALL, SPEECH
from training.entailment.surgery import exchanged, kept, subject_of, subtree, tidy

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Change = Callable[["Doc", Bank, random.Random], str | None]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
YEAR = range(1900, 2031)
INTENDING = ("plan", "want", "hope", "vow", "promise", "intend", "expect")
REFUSALS = ("refused to", "failed to", "declined to")
PLANS = ("plans to", "is expected to", "may", "wants to", "threatened to", "promised to")
OPENERS = ("Nobody said", "A spokesman denied")
UNLIKE_SPEAKERS = (
    "a spokesman for the police", "the mayor", "a neighbour", "the finance minister", "a witness",
    "the company", "an opposition leader", "the judge", "a former adviser", "the White House",
)  # fmt: skip


def number(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """Another figure: of the passage rather, else one of the same size."""
    found = [one for one in doc if _is_number(one)]
    if not found:
        return None
    token = chance.choice(found)
    near = [one for one in bank.near_figures if one not in doc.text and _alike(one, token.text)]
    if near and chance.random() < FROM_THE_PASSAGE:
        return exchanged(doc, [token], chance.choice(near))
    new = _other_number(token.text, chance)
    return exchanged(doc, [token], new) if new else None


def _is_number(token: "Token") -> bool:
    if token.ent_type_ in ("", "PERSON", "ORG", "GPE"):
        return False
    return bool(FIGURE.fullmatch(token.text)) or token.lower_ in SMALL[2:]


def _alike(one: str, other: str) -> bool:
    """Whether two figures are written in the same manner and neither or both may be a year."""
    years = (text.isdigit() and int(text) in YEAR for text in (one, other))
    return one.isalpha() == other.isalpha() and len(set(years)) == 1


def _other_number(text: str, chance: random.Random) -> str | None:
    if text.lower() in SMALL:
        here = SMALL.index(text.lower())
        other = SMALL[chance.choice([one for one in range(2, 20) if one != here])]
        return other if text.islower() else other.capitalize()
    value = float(text.replace(",", ""))
    places = len(text.partition(".")[2])
    if value in YEAR and "," not in text and not places:
        return str(int(value) + chance.choice((-11, -4, -3, -2, -1, 1, 2, 3, 10)))
    factor = chance.choice((0.1, 0.3, 0.5, 0.7, 0.8, 1.2, 1.4, 1.6, 2, 3, 10))
    new = f"{value * factor:,.{places}f}" if "," in text else f"{value * factor:.{places}f}"
    if new == text:
        new = f"{value + chance.choice((1, 2, 3)):.{places}f}"
    return new


def date(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """Another weekday or month."""
    found = [one for one in doc if one.text in DAYS or (one.text in MONTHS and one.text != "May")]
    if not found:
        return None
    token = chance.choice(found)
    others = DAYS if token.text in DAYS else MONTHS
    return exchanged(doc, [token], chance.choice([one for one in others if one != token.text]))


def name_changer(kind: str) -> Change:
    """A change of one name of a kind."""

    def change(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
        found = [one for one in doc.ents if one.label_ == kind and one[-1].is_alpha]
        if not found:
            return None
        name = chance.choice(found)
        new = bank.other_name(name, chance)
        return exchanged(doc, list(name), new) if new else None

    return change


@cache
def _offices() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in lines("offices.txt"))


def role(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """Another office or family tie."""
    found = [
        (start, office, chance.choice([one for one in group if one != office]))
        for group in _offices()
        for office in group
        if (start := _place_of(office, doc.text)) is not None
    ]
    if not found:
        return None
    start, office, new = max(found, key=lambda one: len(one[1]))
    new = new.title() if doc.text[start].isupper() and new.islower() else new
    return tidy(doc.text[:start] + new + doc.text[start + len(office) :])


def _place_of(words: str, text: str) -> int | None:
    found = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE)
    return found.start() if found else None


def speaker(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """The same words from somebody else."""
    verbs = [one for one in doc if one.lemma_ in SPEECH and subject_of(one) is not None]
    if not verbs:
        return None
    subject = subject_of(chance.choice(verbs))
    assert subject is not None
    words = subtree(subject)
    near = [
        one.text
        for one in doc.ents
        if one.label_ in ("PERSON", "ORG") and not any(token in words for token in one)
    ]
    near += [one for kind in ("PERSON", "ORG") for one in bank.near_names.get(kind, ())]
    known = [one for one, _ in bank.names["PERSON"].most_common(300)]
    new = chance.choice(near or (*UNLIKE_SPEAKERS, *chance.sample(known, min(10, len(known)))))
    if new.lower() in kept(words).lower():
        return None
    at_start = words[0].i == 0
    return exchanged(doc, words, new[:1].upper() + new[1:] if at_start else new)


def negation(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """Denied where it was asserted, asserted where it was denied."""
    verbs = [one for one in doc if one.dep_ in ("ROOT", "ccomp", "conj") and one.pos_ in VERBAL]
    chance.shuffle(verbs)
    for verb in verbs:
        helpers = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
        denied = [one for one in verb.children if one.dep_ == "neg"]
        if denied:
            return exchanged(doc, denied[:1], "") if denied[0].lower_ == "not" else None
        if helpers:
            first = helpers[0]
            if first.lower_ != "to":
                return exchanged(doc, [first], f"{first.text} not")
        elif verb.lemma_ == "be" and verb.lower_ in ("is", "was", "are", "were"):
            return exchanged(doc, [verb], f"{verb.text} not")
        elif verb.tag_ in DO:
            return exchanged(doc, [verb], f"{DO[verb.tag_]} not {verb.lemma_}")
    return None


VERBAL = ("VERB", "AUX")
DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}


def refused(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """What was done was refused or failed."""
    return _before_verb(doc, REFUSALS, chance)


def planned(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """What was done is only planned, threatened or possible."""
    return _before_verb(doc, PLANS, chance)


def _before_verb(doc: "Doc", phrases: tuple[str, ...], chance: random.Random) -> str | None:
    verbs = [
        one
        for one in doc
        if one.tag_ == "VBD"
        and one.dep_ in ("ROOT", "ccomp", "conj")
        and one.lemma_ not in (*SPEECH, "be", "have")
        and not any(child.dep_ in ("aux", "neg", "auxpass") for child in one.children)
    ]
    if not verbs:
        return None
    verb = chance.choice(verbs)
    return exchanged(doc, [verb], f"{chance.choice(phrases)} {verb.lemma_}")


def done(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """What is planned, expected or possible has been done."""
    for verb in doc:
        helper = next((one for one in verb.children if one.dep_ == "aux"), None)
        if verb.tag_ != "VB" or helper is None:
            continue
        past = bank.form(verb.lemma_, "VBD")
        words = list(doc[helper.i : verb.i + 1])
        if past is None or len(words) > 3 or any(one.dep_ == "neg" for one in words):
            continue
        if helper.lower_ in ("will", "would", "could", "may", "might", "should"):
            return exchanged(doc, words, past)
        if helper.lower_ == "to" and helper.i == verb.head.i + 1 and verb.head.lemma_ in INTENDING:
            return exchanged(doc, [verb.head, *words], past)
    return None


@cache
def _turns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines("turns.txt"):
        one, other = line.split("|")
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def turned(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """One word by its opposite, or a unit by another."""
    text = doc.text
    found = [
        (one, at)
        for one in _turns()
        if (at := re.search(rf"(?<![\w'-]){re.escape(one)}(?![\w'-])", text)) is not None
    ]
    if not found:
        return None
    one, at = chance.choice(found)
    return tidy(text[: at.start()] + chance.choice(_turns()[one]) + text[at.end() :])


def reversed_roles(doc: "Doc", _bank: Bank, _chance: random.Random) -> str | None:
    """'X sued Y' as 'Y sued X'."""
    for verb in doc:
        subject = subject_of(verb)
        what = next((one for one in verb.children if one.dep_ in ("dobj", "pobj")), None)
        if subject is None or what is None or verb.lemma_ in ("be", "have", "meet"):
            continue
        named = [one for one in (subject, what) if one.ent_type_ in ("PERSON", "ORG", "GPE")]
        if len(named) == 2 and subject.right_edge.i < what.left_edge.i:
            first, second = kept(subtree(subject)).strip(), kept(subtree(what)).strip()
            start, end = subject.left_edge.idx, what.right_edge.idx + len(what.right_edge)
            middle = doc.text[subject.right_edge.idx + len(subject.right_edge) : what.left_edge.idx]
            return tidy(doc.text[:start] + second + middle + first + doc.text[end:])
    return None


def word(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """One noun, verb or adjective by a neighbour in meaning."""
    found = [one for one in doc if bank.alike.get((one.lower_, one.tag_)) and not one.ent_type_]
    if not found:
        return None
    token = chance.choice(found)
    new = bank.other_word(token, chance)
    return exchanged(doc, [token], new if token.is_lower else new.capitalize()) if new else None


def antonym(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """One word by its opposite."""
    found = []
    for token in doc:
        others = () if token.ent_type_ else wordnet.antonyms(token.lemma_.lower(), token.pos_)
        forms = [form for one in others if (form := bank.form(one, token.tag_))]
        if forms:
            found.append((token, chance.choice(forms)))
    if not found:
        return None
    token, new = chance.choice(found)
    return exchanged(doc, [token], new if token.is_lower else new.capitalize())


def modifier_added(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """A noun with an adjective that nobody gave it."""
    found = [
        one
        for one in doc
        if one.pos_ == "NOUN"
        and not any(child.dep_ in ("amod", "compound", "poss", "nummod") for child in one.children)
        and one.dep_ != "compound"
        and len(bank.modifiers.get(one.lemma_, ())) >= 3
    ]
    if not found:
        return None
    token = chance.choice(found)
    new = chance.choice([one for one, _ in bank.modifiers[token.lemma_].most_common(25)])
    before = doc[token.i - 1] if token.i else None
    if before is not None and before.lower_ in ("a", "an"):
        article = "an" if new[0] in "aeiou" else "a"
        article = article if before.is_lower else article.capitalize()
        return exchanged(doc, [before, token], f"{article} {new} {token.text}")
    return exchanged(doc, [token], f"{new} {token.text}")


def adjunct_added(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """A time, place, reason or company that nobody told of."""
    if not bank.adjuncts:
        return None
    text = doc.text.rstrip(" .")
    if text[-1:] in "\"”!?'":
        return None
    return tidy(f"{text} {chance.choice(bank.adjuncts)}")


CHANGES: dict[str, tuple[Change, str, float]] = {
    "number": (number, "contradiction", 3),
    "date": (date, "contradiction", 2),
    "place": (name_changer("GPE"), "contradiction", 2),
    "person": (name_changer("PERSON"), "contradiction", 3),
    "organisation": (name_changer("ORG"), "contradiction", 1),
    "nation": (name_changer("NORP"), "contradiction", 0.7),
    "role": (role, "contradiction", 3),
    "speaker": (speaker, "contradiction", 2.5),
    "negation": (negation, "contradiction", 1.6),
    "refused": (refused, "contradiction", 0.8),
    "planned": (planned, NOT_ENTAILED, 1.3),
    "done": (done, NOT_ENTAILED, 1.5),
    "turned": (turned, "contradiction", 3),
    "antonym": (antonym, "contradiction", 3),
    "reversed": (reversed_roles, NOT_ENTAILED, 4),
    "word": (word, NOT_ENTAILED, 3),
    "modifier added": (modifier_added, "neutral", 1.5),
    "adjunct added": (adjunct_added, "neutral", 1.5),
}


def change(doc: "Doc", bank: Bank, chance: random.Random) -> tuple[str, str, str] | None:
    """One change that the text allows: its name, what comes out, and the label."""
    names = sorted(CHANGES, key=lambda name: chance.random() ** (1 / CHANGES[name][2]))
    for name in reversed(names):
        make, label, _ = CHANGES[name]
        text = make(doc, bank, chance)
        if text and text != tidy(doc.text):
            return name, text, label
    return None
