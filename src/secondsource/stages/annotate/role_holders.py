"""Who holds an office, as the sentence that names it says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondsource.records.layers import Name, NameKind, Role, Sentence
from secondsource.stages.annotate.names_lists import honorifics, sections, word_set
from secondsource.stages.annotate.title_phrases import OFFICES, Phrase, Phrases
from secondsource.stages.annotate.titles import WORDS

Held = tuple[Phrase, Name | None]
COMMAS = frozenset({",", "(", "–", "—", "-", ":"})
CLOSERS = frozenset({",", ".", ";", ")", "–", "—", "-", "!", "?", "and", "or", "'s", ":"})
BEING = frozenset({"be", "become", "remain"})
OBJECTS = frozenset({"dobj", "oprd", "attr"})
CHOOSING = frozenset({"appoint", "choose", "elect", "name", "nominate", "promote", "reappoint"})
SERVING = frozenset({"serve", "act", "work"})
MODALS = frozenset({"will", "would", "could", "may", "might", "should", "can", "must", "wo"})


class Holders:
    """Binds the title phrases of a sentence to the people in it."""

    def __init__(self, phrases: Phrases) -> None:
        self.nouns, self.parse = phrases.nouns, phrases.parse
        self.folded = phrases.folded

    def of(self, inside: Sequence[Phrase], sentence: Sentence) -> list[Held]:
        """Each phrase with its holder, or None where the sentence does not say."""
        held = [self._held(phrase, sentence) for phrase in inside]
        # "founder and chief executive of X": one holder, and one office's body, for both.
        for i in range(len(held) - 2, -1, -1):
            if held[i][1] is None and self._coordinated(held[i][0], held[i + 1][0]):
                held[i] = (held[i][0], held[i + 1][1])
        for i in range(1, len(held)):
            if held[i][1] is None and self._coordinated(held[i - 1][0], held[i][0]):
                held[i] = (held[i][0], held[i - 1][1])
        return [(phrase, name) for phrase, name in held if name or not self._owns_office(phrase)]

    def _owns_office(self, phrase: Phrase) -> bool:
        """Whether the text speaks of "the prosecutor's office" rather than of the prosecutor."""
        owned = self.folded[phrase.last : phrase.last + 1] in (["'s"],)
        return owned and self.folded[phrase.last + 1] in OFFICES

    def _coordinated(self, left: Phrase, right: Phrase) -> bool:
        joins = self.folded[left.after : right.first]
        return joins in (["and"], ["&"], [",", "and"]) and right.opener not in {"the", "'s"}

    def _held(self, phrase: Phrase, sentence: Sentence) -> Held:
        beside = (
            self.person_at(phrase.after, sentence)
            or self._after_comma(phrase, sentence)
            or self._before_comma(phrase, sentence)
        )
        verb = self._verb(phrase) if beside is None else None
        if verb is None:
            return phrase, beside
        holder, lemma = self._subject(verb), self.parse.lemmas[verb].lower()
        # "named in the report as spokeswoman" tells who she is, not that she was appointed.
        told = lemma == "name" and self._object(verb) is None
        if holder is not None and not phrase.qualifier and not told:
            phrase = replace(phrase, qualifier=_standing(lemma))
        return phrase, holder

    def person_at(self, i: int, sentence: Sentence) -> Name | None:
        """The person named from token `i` on, past an age or a form of address."""
        if self.folded[i + 1 : i + 5] == ["-", "year", "-", "old"]:
            i += 5
        while i < sentence.last and self.folded[i].rstrip(".") in honorifics():
            if i in self.nouns.name_at:
                break
            i += 1
        name = self.nouns.name_at.get(i) if i < sentence.last else None
        return name if name is not None and name.kind is NameKind.PERSON else None

    def _after_comma(self, phrase: Phrase, sentence: Sentence) -> Name | None:
        """As in "The finance minister, Ann Lee, said"."""
        at = phrase.after
        if at >= sentence.last or self.folded[at] not in {",", "–", "—", ":", "("}:
            return None
        name = self.person_at(at + 1, sentence)
        if name is None or (phrase.opener in {"a", "an"} and " " not in name.text):
            return None
        end = self.nouns.tokens[name].stop
        closed = end >= sentence.last or self.folded[end] in CLOSERS
        return name if closed else None

    def _before_comma(self, phrase: Phrase, sentence: Sentence) -> Name | None:
        """As in "Ann Lee, 58, the finance minister"; "Ann Lee, who is the finance minister"."""
        at = phrase.first - 1
        while at > sentence.first and self._opens(at):
            at -= 1
        if at <= sentence.first or self.folded[at] not in COMMAS:
            return None
        at -= 1
        if self.folded[at].isdigit() and self.folded[at - 1] == ",":
            at -= 2
        name = self.nouns.name_at.get(at)
        return name if name is not None and name.kind is NameKind.PERSON else None

    def _opens(self, i: int) -> bool:
        """Whether token `i` belongs to what leads up to a title: article, owner, "who is"."""
        word, tag = self.folded[i], self.parse.tags[i]
        if tag in {"DT", "PRP$", "POS", "RB"} or word in {"who", "is", "was", "as", "then", "also"}:
            return True
        owned = self.folded[i + 1] == "'s" or self.parse.tags[i + 1] == "POS"
        return (owned or self._in_owner(i)) and word not in COMMAS

    def _in_owner(self, i: int) -> bool:
        """Inside "the port authority" of "the port authority's chairman"."""
        name = self.nouns.name_at.get(i)
        if name is not None:
            return name.kind is not NameKind.PERSON
        return self.parse.tags[i] in {"NN", "NNS", "NNP", "JJ"} and self.parse.deps[i] in {
            "poss", "compound", "amod", "nmod",
        }  # fmt: skip

    def _verb(self, phrase: Phrase) -> int | None:
        """The verb that gives somebody the office: "is the mayor", "was sworn in as mayor"."""
        head = phrase.head
        verb, dep = self.parse.heads[head], self.parse.deps[head]
        if dep == "pobj" and self.folded[verb] == "as":
            verb = self.parse.heads[verb]
            known = word_set(WORDS, "appoint") | word_set(WORDS, "resign")
        elif dep in {"attr", "oprd", "dobj", "appos", "npadvmod"}:
            known = BEING | word_set(WORDS, "appoint")
        else:
            return None
        stated = self.parse.lemmas[verb].lower() in known and self._is_stated(verb)
        return verb if stated else None

    def _is_stated(self, verb: int) -> bool:
        """Whether a verb states what is: neither denied nor possible."""
        children = self.parse.children[verb]
        return not any(self.parse.deps[c] == "neg" or self.folded[c] in MODALS for c in children)

    def _subject(self, verb: int) -> Name | None:
        """The person whom the verb says something of, through "who" if need be."""
        subject = self._object(verb)
        if subject is None:
            subject = self.parse.child(verb, "nsubjpass")
        if subject is None and self._says_of_subject(verb):
            subject = self.parse.child(verb, "nsubj")
        if subject is None and self.parse.deps[verb] == "acl":
            subject = self.parse.heads[verb]
        if subject is None:
            return None
        if self.folded[subject] in {"who", "which", "that"}:
            subject = self.parse.heads[verb]
        return self.nouns.name_at[subject] if self.nouns.is_person(subject) else None

    def _object(self, verb: int) -> int | None:
        """The person whom somebody makes or unmakes something: "named Ann Lee as judge"."""
        lemma = self.parse.lemmas[verb].lower()
        if lemma not in word_set(WORDS, "appoint") | word_set(WORDS, "resign"):
            return None
        objects = (c for c in self.parse.children[verb] if self.parse.deps[c] in OBJECTS)
        return next((c for c in objects if self.nouns.is_person(c)), None)

    def _says_of_subject(self, verb: int) -> bool:
        """Whether the subject holds the office, not whoever chooses or dismisses the holder."""
        lemma = self.parse.lemmas[verb].lower()
        return lemma not in word_set(WORDS, "appoint") or lemma in SERVING

    def stated_by_verbs(self, sentence: Sentence) -> Iterator[Role]:
        """Offices that a verb states: "who chairs the board", "in charge of the port"."""
        titles = verb_titles()
        for i in range(sentence.first, sentence.last):
            if self.parse.tags[i] in {"VBZ", "VBP"} and self.parse.lemmas[i].lower() in titles:
                yield from self._stated(i, titles[self.parse.lemmas[i].lower()], sentence)
            elif self.folded[i : i + 3] == ["in", "charge", "of"]:
                yield from self._in_charge(i, sentence)

    def _stated(self, verb: int, title: str, sentence: Sentence) -> Iterator[Role]:
        holder = self._subject(verb)
        thing = self.parse.child(verb, "dobj")
        if holder is None or thing is None or not self._is_body(thing):
            return
        end = self.nouns.end_of(verb + 1, sentence.last)
        if end > verb + 1:
            yield self._role(verb, end, title, holder)

    def _is_body(self, i: int) -> bool:
        """Whether something can be led: a named body, or a noun for one."""
        name = self.nouns.name_at.get(i)
        if name is not None:
            return name.kind is NameKind.ORGANISATION
        lemma = self.parse.lemmas[i].lower()
        return lemma in word_set("names_kinds.txt", "organisation noun") or lemma in word_set(
            "names_kinds.txt", "organisation last"
        )

    def _in_charge(self, at: int, sentence: Sentence) -> Iterator[Role]:
        before = self.folded[max(sentence.first, at - 2) : at]
        if before not in (["who", "is"], [",", "who", "is"]) and before[-1:] not in (["is"], [","]):
            return
        start = at - 1
        while start > sentence.first and self.folded[start] in {"is", "was", "who", ","}:
            start -= 1
        holder = self.nouns.name_at.get(start)
        end = self.nouns.end_of(at + 3, sentence.last)
        if holder is not None and holder.kind is NameKind.PERSON and end > at + 3:
            yield self._role(at, end, "head", holder, of_at=at + 3)

    def _role(self, first: int, end: int, title: str, holder: Name, of_at: int = 0) -> Role:
        of = self.nouns.named(of_at or first + 1, end)
        start, stop = self.parse.starts[first], self.parse.ends[end - 1]
        return Role(start, stop, title, "", of, holder.entity)


def _standing(verb: str) -> str:
    """How somebody stands to the office that a verb gives or takes."""
    if verb in word_set(WORDS, "resign"):
        return "outgoing"
    return "designate" if verb in CHOOSING else ""


def verb_titles() -> dict[str, str]:
    """Verbs that state an office, with the title of who does it."""
    pairs = (line.split(":") for line in sections(WORDS)["verb"])
    return {verb.strip(): title.strip() for verb, title in pairs}
