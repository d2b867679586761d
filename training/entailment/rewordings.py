"""What follows from a sentence: shorter, turned, cut out of it, or in other words.

The first kind (`CUTS`) works on the parse and changes how the sentence is built; the second
(`TOUCHES`) exchanges a word, a figure or a date and fits on any text.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from training.entailment import wordnet
from training.entailment.bank import Bank, synonyms
from training.entailment.surgery import (
    LEAST_WORDS,
    balanced,
    droppable,
    exchanged,
    kept,
    subject_of,
    subtree,
    tidy,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Cut = Callable[["Span", random.Random], str | None]
Touch = Callable[["Doc", Bank, random.Random], str | None]
SPEECH = frozenset({"say", "tell", "add", "state", "announce", "report", "note", "write"})
OWN_WORDS = re.compile(r"\b(?:I|we|you|my|our|your|me|us|I'm|we're)\b", re.IGNORECASE)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
IDLE_VERBS = frozenset({"be", "have", "do", "say", "make", "get", "go", "take", "tell"})
ARTICLE = re.compile(r"\b([Aa])n? $")
SHORT_MONTH = re.compile(r"\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.? (\d{1,2})\b")
MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})\b(?!\d)")
SPELLINGS = (
    ("United States", "U.S."), ("U.S.", "US"), ("United Kingdom", "U.K."), (" percent", "%"),
    ("%", " percent"), ("European Union", "EU"), ("United Nations", "U.N."),
    ("does not", "doesn't"), ("did not", "didn't"), ("is not", "isn't"), ("was not", "wasn't"),
    ("will not", "won't"), ("n't", " not"), (" million", "m"), ("Representatives", "Reps."),
)  # fmt: skip


def drop_one(sentence: "Span", chance: random.Random) -> str | None:
    """Without one adjunct."""
    parts = droppable(sentence)
    return _without(sentence, chance.choice(parts)) if parts else None


def drop_all(sentence: "Span", _chance: random.Random) -> str | None:
    """Without any of its adjuncts: the core of the statement."""
    parts = droppable(sentence)
    return _without(sentence, [one for part in parts for one in part]) if len(parts) > 1 else None


def _without(sentence: "Span", tokens: Sequence["Token"]) -> str | None:
    gone = {one.i for one in tokens}
    if sentence.root.i in gone or len(sentence) - len(gone) < LEAST_WORDS:
        return None
    return tidy(kept(sentence, tokens))


def apposition(sentence: "Span", chance: random.Random) -> str | None:
    """'X, the mayor of Y, …' gives 'X is the mayor of Y.'"""
    found = []
    for token in sentence:
        words = subtree(token)
        if token.dep_ == "appos" and token.pos_ == "NOUN" and 3 <= len(words) <= 15:
            name = next((one for one in sentence.ents if token.head in one), None)
            if name is not None and name.label_ in ("PERSON", "ORG", "GPE"):
                found.append(tidy(f"{name.text} is {kept(words)}"))
    return chance.choice(found) if found else None


def relative_clause(sentence: "Span", chance: random.Random) -> str | None:
    """'X, who did Y, …' gives 'X did Y.'"""
    found = []
    for token in sentence:
        subject = subject_of(token) if token.dep_ == "relcl" else None
        if subject is not None and subject.lower_ in ("who", "which"):
            name = next((one.text for one in sentence.ents if token.head in one), None)
            rest = kept(subtree(token), [subject])
            if name and len(rest.split()) >= 3:
                found.append(tidy(f"{name} {rest}"))
    return chance.choice(found) if found else None


def half(sentence: "Span", chance: random.Random) -> str | None:
    """'X did A and did B' gives 'X did A.' or 'X did B.'"""
    root = sentence.root
    joined = next((one for one in root.children if one.dep_ == "conj" and one.i > root.i), None)
    subject = subject_of(root)
    if joined is None or subject is None or joined.tag_ != root.tag_:
        return None
    words = subtree(joined)
    if chance.random() < 0.5:
        links = [one for one in root.children if one.dep_ == "cc" and one.i < joined.i]
        return _without(sentence, [*words, *links])
    first = "" if subject_of(joined) is not None else kept(subtree(subject))
    return tidy(first + kept(words)) if len(words) >= 4 else None


def speech_turned(sentence: "Span", chance: random.Random) -> str | None:
    """'P, X said' gives 'X said that P', 'According to X, P'; a tenth of the time plain 'P'."""
    root = sentence.root
    content = next((one for one in root.children if one.dep_ == "ccomp"), None)
    subject = subject_of(root)
    if root.lemma_ not in SPEECH or content is None or subject is None:
        return None
    words = subtree(content)
    if root in words or subject in words or OWN_WORDS.search(kept(words)):
        return None
    said = kept([one for one in words if one.dep_ != "mark" or one.head != content])
    said = said.strip(" ,.\"“”'")
    who = kept(subtree(subject)).strip(" ,")
    if any(mark in said for mark in '"“”'):
        return None
    lowered = said if words[0].ent_type_ else said[:1].lower() + said[1:]
    forms = (f"{who} said that {lowered}", f"According to {who}, {lowered}", f"{said}, {who} said")
    return tidy(said if chance.random() < 0.1 else chance.choice(forms))


def passive(sentence: "Span", _chance: random.Random) -> str | None:
    """'X damaged Y' gives 'Y was damaged by X', for verbs whose forms of the past are one."""
    root, subject = sentence.root, subject_of(sentence.root)
    what = next((one for one in root.children if one.dep_ == "dobj"), None)
    regular = root.tag_ == "VBD" and root.lower_.endswith("ed")
    if not regular or subject is None or what is None or subject.pos_ == "PRON":
        return None
    helpers = {"aux", "neg", "cc", "conj", "auxpass", "prt"}
    if what.pos_ == "PRON" or any(one.dep_ in helpers for one in root.children):
        return None
    after = [one for one in sentence if one.i > what.right_edge.i]
    verb = "were" if what.tag_ in ("NNS", "NNPS") else "was"
    by = kept(subtree(subject)).strip(" ,")
    body = f"{kept(subtree(what)).strip()} {verb} {root.text} by {by} {kept(after)}"
    return tidy(body)


CUTS: dict[str, Cut] = {
    "drop one": drop_one,
    "drop all": drop_all,
    "apposition": apposition,
    "relative clause": relative_clause,
    "half": half,
    "speech turned": speech_turned,
    "passive": passive,
}


def cut(sentence: "Span", chance: random.Random) -> tuple[str, str] | None:
    """One way in which the sentence can be cut or turned, and what comes out."""
    for name in chance.sample(sorted(CUTS), len(CUTS)):
        text = CUTS[name](sentence, chance)
        if text and balanced(text) and len(text.split()) >= 4 and text != tidy(sentence.text):
            return name, text
    return None


def number_spelled(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """Small numbers in words instead of figures, or the other way."""
    found = [one for one in doc if one.lower_ in SMALL[2:] or one.text in map(str, range(2, 21))]
    found = [one for one in found if one.ent_type_ == "CARDINAL"]
    if not found:
        return None
    token = chance.choice(found)
    new = SMALL[int(token.text)] if token.is_digit else str(SMALL.index(token.lower_))
    return exchanged(doc, [token], new)


def rounded(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """1,213 as 'about 1,200' or 'more than 1,200'."""
    for token in doc:
        text = token.text.replace(",", "")
        if token.ent_type_ in ("CARDINAL", "QUANTITY") and text.isdigit() and len(text) >= 3:
            unit = 10 ** (len(text) - 2)
            low = int(text) // unit * unit
            if low == int(text) or (token.i and doc[token.i - 1].lower_ in ("than", "about")):
                return None
            near = round(int(text) / unit) * unit
            new = chance.choice((f"about {near:,}", f"more than {low:,}", f"at least {low:,}"))
            return exchanged(doc, [token], new)
    return None


def date_written(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """'Oct. 4' as 'October 4' or '4 October'."""
    text = SHORT_MONTH.sub(
        lambda m: next(one for one in MONTHS if one.startswith(m[1][:3])) + " " + m[2], doc.text
    )
    if chance.random() < 0.5:
        text = MONTH_DAY.sub(r"\2 \1", text)
    return text if text != doc.text else None


def spelled_otherwise(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """Another usual spelling of a short form."""
    for one, other in chance.sample(SPELLINGS, len(SPELLINGS)):
        if one in doc.text:
            return tidy(doc.text.replace(one, other))
    return None


def synonym(doc: "Doc", bank: Bank, chance: random.Random) -> str | None:
    """One word or more by others of the same meaning in the same form."""
    found = [(token, new) for token in doc if (new := _same_in_meaning(token, bank, chance))]
    if not found:
        return None
    most = chance.choice((1, 1, 2, 3, 4))
    text = doc.text
    for token, new in sorted(chance.sample(found, min(most, len(found))), reverse=True):
        text = _put(text, token, new)
    return tidy(text)


def _same_in_meaning(token: "Token", bank: Bank, chance: random.Random) -> str | None:
    if token.ent_type_ or token.lemma_ in IDLE_VERBS:
        return None
    kind = {"VERB": "V", "NOUN": "N"}.get(token.pos_)
    if kind is None:
        plain = synonyms().get(("W", token.lower_))
        if plain or token.pos_ not in ("ADJ", "ADV"):
            return plain
    listed = synonyms().get((kind or "W", token.lemma_.lower()))
    others = [listed] if listed else []
    others += wordnet.synonyms(token.lemma_.lower(), token.pos_)
    forms = [form for one in others if (form := bank.form(one, token.tag_))]
    return chance.choice(forms) if forms else None


def _put(text: str, token: "Token", new: str) -> str:
    """The text with a word exchanged, and the article before it made to fit."""
    before, after = text[: token.idx], text[token.idx + len(token) :]
    new = new if token.is_lower else new.capitalize()
    vowel = new[0].lower() in "aeiou"
    if ARTICLE.search(before) and vowel != (token.lower_[0] in "aeiou"):
        before = ARTICLE.sub(lambda m: m[1] + ("n " if vowel else " "), before)
    return before + new + after


def surname_alone(doc: "Doc", _bank: Bank, chance: random.Random) -> str | None:
    """A person by the last name alone."""
    full = [one for one in doc.ents if one.label_ == "PERSON" and 2 <= len(one) <= 3]
    full = [one for one in full if one[-1].text[0].isupper() and one[-1].is_alpha]
    if not full:
        return None
    name = chance.choice(full)
    return exchanged(doc, list(name), name[-1].text)


TOUCHES: dict[str, Touch] = {
    "number spelled": number_spelled,
    "rounded": rounded,
    "date written": date_written,
    "spelled otherwise": spelled_otherwise,
    "synonym": synonym,
    "surname alone": surname_alone,
}


def touch(doc: "Doc", bank: Bank, chance: random.Random) -> tuple[str, str] | None:
    """One word, figure or date written otherwise, and how."""
    for name in chance.sample(sorted(TOUCHES), len(TOUCHES)):
        text = TOUCHES[name](doc, bank, chance)
        if text:
            return name, text
    return None
