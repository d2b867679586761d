"""Things: who and what takes part in a deed, and whether two of them can be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondsource.compare.pronouns import HE_OR_SHE, person_before
from secondsource.compare.speech import same_person
from secondsource.compare.word_lists import converses, families, verb_families, words_of
from secondsource.records.evidence import Span
from secondsource.records.layers import NAMES, AnnotatedReport, Name, NameKind

INSIDE = frozenset({"relcl", "acl", "advcl", "punct", "cc", "conj", "appos", "parataxis"})
NOBODY = frozenset({"nobody", "none", "no-one", "no"})
IT_OR_THEY = frozenset({"it", "they", "them"})
HIM_OR_HER = frozenset({"him", "her"})
PLURAL = frozenset({"NNS", "NNPS"})
MEANING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})
SUBJECTS, OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj", "nsubjpass", "nsubj")
DEEPEST = 3  # "a number of them": them, the men, some of whom

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Thing:
    """Somebody or something that takes part in a deed.

    `head` is the lemma of its noun, "" for a pronoun that stands for one not known, "nobody" for
    nobody and none; `name` is its name in the story's form, "" if it has none; `kind` that of the
    name; `words` are the lemmas that describe it, `text` is the phrase as printed.
    """

    head: str
    name: str
    kind: NameKind | None
    words: frozenset[str]
    text: str
    plural: bool

    @property
    def known(self) -> bool:
        """Whether the text says who or what it is."""
        return bool(self.head or self.name)


class ThingReader:
    """Reads the things of one report."""

    def __init__(self, annotated: AnnotatedReport, names: Names) -> None:
        self._annotated, self._names = annotated, names
        self._parse = annotated.parse
        self.named: dict[int, Name] = {
            i: name
            for name in annotated.get(NAMES)
            for i in self._parse.tokens_in(name.start, name.end)
        }

    def things(self, *heads: int | None) -> tuple[Thing, ...]:
        """The things that tokens head, and those joined to them by "and"."""
        found: list[Thing] = []
        for head in heads:
            if head is not None:
                joined = (c for c in self._parse.children[head] if self._parse.deps[c] == "conj")
                found += (self.thing(head), *self.things(*joined))
        return tuple(found)

    def thing(self, head: int) -> Thing:
        """The thing that a token heads, or that the pronoun there takes up."""
        parse, head = self._parse, self._taken_up(head)
        inside = self._phrase(head)
        name, kind = self._name(head, inside)
        words = frozenset(parse.lemmas[i].lower() for i in inside if parse.poses[i] in MEANING)
        text = " ".join(parse.text[parse.starts[inside[0]] : parse.ends[inside[-1]]].split())
        noun = "" if parse.poses[head] in ("PRON", "DET") else parse.lemmas[head].lower()
        noun = "nobody" if parse.word(head).lower() in NOBODY else noun
        return Thing(noun, name, kind, words, text, parse.tags[head] in PLURAL)

    def _taken_up(self, head: int) -> int:
        for _ in range(DEEPEST):
            inner = self._shared_out(head)
            if inner is None and self._parse.word(head).lower() in IT_OR_THEY:
                inner = self._meant(head)
            if inner is None:
                break
            head = inner
        return head

    def _shared_out(self, head: int) -> int | None:
        """What "fourteen of the men", "most of the city" and "a number of homes" tell of."""
        parse = self._parse
        number = parse.poses[head] in ("NUM", "DET", "PRON")
        share = number or parse.lemmas[head].lower() in words_of("shares.txt")
        of = next((c for c in parse.children[head] if parse.lemmas[c] == "of"), None)
        return parse.child(of, "pobj") if share and of is not None else None

    def _meant(self, pronoun: int) -> int | None:
        """What "it" or "they" takes up in its sentence: for a subject the subject before."""
        parse = self._parse
        wanted = SUBJECTS if parse.deps[pronoun] in SUBJECTS else OBJECTS
        first = next((start for start, end in parse.sentences if start <= pronoun < end), 0)
        for at in range(pronoun - 1, first - 1, -1):
            own = parse.heads[at] == parse.heads[pronoun]
            if parse.deps[at] in wanted and not own and self._may_be_meant(at, pronoun):
                return at
        return None

    def _may_be_meant(self, at: int, pronoun: int) -> bool:
        """Whether number and nature fit: "it" is no person, "they" no single thing."""
        parse = self._parse
        plural = parse.word(pronoun).lower() != "it"
        named = self.named.get(at)
        person = named is not None and named.kind is NameKind.PERSON
        noun = parse.poses[at] in ("NOUN", "PROPN")
        return noun and (parse.tags[at] in PLURAL) == plural and not (person and not plural)

    def _phrase(self, head: int) -> list[int]:
        """The tokens of a phrase, without the clauses that hang on it."""
        found, todo = [], [head]
        while todo:
            at = todo.pop()
            found.append(at)
            todo += [c for c in self._parse.children[at] if self._parse.deps[c] not in INSIDE]
        return sorted(found)

    def _name(self, head: int, inside: list[int]) -> tuple[str, NameKind | None]:
        """The name of a thing and its kind: its own, the one beside it, whom a pronoun means."""
        parse, report = self._parse, self._annotated.report.id
        named = self.named.get(head) or self._name_beside(head, inside)
        if named is not None:
            return self._names.get((report, named.entity), named.entity), named.kind
        if parse.word(head).lower() in HE_OR_SHE | HIM_OR_HER:
            person = person_before(self._annotated, Span(parse.starts[head], parse.ends[head]))
            if person is not None:
                return self._names.get((report, person), person), NameKind.PERSON
        return "", None

    def _name_beside(self, head: int, inside: list[int]) -> Name | None:
        """ "The city of Marnow", "Marnow council"; "the mayor, Ann Lee"."""
        parse = self._parse
        if parse.lemmas[head].lower() in words_of("bodies.txt"):
            tokens = (i for i in inside if i > head or parse.deps[i] in ("compound", "amod"))
            return next((self.named[i] for i in tokens if i in self.named), None)
        beside = parse.child(head, "appos") if parse.poses[head] in ("NOUN", "PROPN") else None
        named = self.named.get(beside) if beside is not None else None
        return named if named is not None and named.kind is NameKind.PERSON else None


def alike(one: Sequence[Thing], other: Sequence[Thing]) -> bool | None:
    """Whether two arguments are the same, or share a part; None where that cannot be told."""
    found = [_same(x, y) for x in one for y in other]
    if True in found:
        return True
    return None if None in found or not found else False


def _same(one: Thing, other: Thing) -> bool | None:
    """Names decide, else nouns; other nouns may mean the same thing all the same."""
    if one.name and other.name:
        if one.name == other.name or same_person(one.name, other.name):
            return True
        return False if one.kind == other.kind else None
    if one.name or other.name:
        named, plain = (one, other) if one.name else (other, one)
        if plain.plural and named.kind is NameKind.PERSON:
            return None if named.words & plain.words else False  # "voters in Maren" and Maren
        return True if plain.head and plain.head in named.words else None
    if "nobody" in (one.head, other.head):
        return True
    nouns = noun_family(one.head), noun_family(other.head)
    same = nouns[0] == nouns[1] or frozenset(nouns) in converses()  # a sale is a takeover
    return True if same and one.head and other.head else None


def noun_family(head: str) -> str:
    """What stands for a noun and those that reports use for it: people, persons, residents."""
    return families().get(head) or verb_families().get(head, head)
