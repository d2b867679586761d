"""Who a source is: from the words of a source to the name of its holder in the report."""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate

from secondsource.records.layers import Name, NameKind, Role
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import SUBJECTS, core, noun_phrase
from secondsource.stages.annotate.speech_words import genders, person_words

HE_SHE = {"he": "m", "him": "m", "she": "f", "her": "f"}
REACH = 6  # sentences back in which a pronoun seeks a person before taking any
FEMININE_SURNAMES = ("ova", "eva", "ska", "skaya", "skaia", "aya", "ieva", "dóttir", "dottir")
MASCULINE_SURNAMES = ("ov", "ev", "sky", "skyy", "skiy", "enko's", "sson")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named outside quotations, at a token of a sentence."""

    entity: str
    token: int
    sentence: int
    subject: bool


@dataclass(slots=True)
class Speakers:
    """Resolves sources of one report, remembering who spoke last."""

    marked: MarkedText
    names: tuple[Name, ...]
    roles: tuple[Role, ...]
    mentions: list[Mention] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    last: str | None = None

    def __post_init__(self) -> None:
        sentence_of = self.sentence_of = list(accumulate(self.marked.breaks))
        for name in self.names:
            tokens = self.marked.parse.tokens_in(name.start, name.end)
            if name.kind is not NameKind.PERSON or not tokens:
                continue
            self._learn_gender(name, tokens)
            if self.marked.inside[tokens[0]] == -1:
                subject = any(self.marked.parse.deps[i] in SUBJECTS for i in tokens)
                self.mentions.append(
                    Mention(name.entity, tokens[0], sentence_of[tokens[0]], subject)
                )

    def speaker(self, source: int) -> str | None:
        """The entity that token `source` heads the words for, else those words."""
        found = self._named(source) or self._by_role(source) or self._taken_up(source)
        return found or self._words(source)

    def before(self, token: int) -> str | None:
        """The person whom the sentence before `token` is about, where there is one."""
        sentence = self.sentence_of[max(0, token - 1)]
        here = [m for m in self.mentions if m.token < token and m.sentence == sentence]
        subjects = [m for m in here if m.subject]
        return (subjects or here)[0].entity if here else None

    def _learn_gender(self, name: Name, tokens: range) -> None:
        parse = self.marked.parse
        known = genders()
        near = [i for i in range(max(0, tokens[0] - 2), tokens[0]) if parse.ends[i] <= name.start]
        words = [parse.word(i).lower().rstrip(".") for i in reversed(near)]
        words += [part.lower() for part in name.entity.split()[:1]]
        hint = next((known[word] for word in words if word in known), None)
        hint = hint or _surname_gender(name.entity)
        if hint:
            self.gender.setdefault(name.entity, hint)

    def _names_in(self, start: int, end: int) -> list[Name]:
        at = bisect_left(self.names, start, key=lambda name: name.start)
        found = []
        while at < len(self.names) and self.names[at].start < end:
            found.append(self.names[at])
            at += 1
        return found

    def _named(self, source: int) -> str | None:
        """The name that the source is, or that stands beside it in the same phrase."""
        parse = self.marked.parse
        first, last = noun_phrase(parse, source)
        names = self._names_in(parse.starts[first], parse.ends[last - 1])
        if not names:
            return None
        head = parse.starts[source]
        at_head = [n for n in names if n.start <= head < n.end]
        people = [n for n in at_head if n.kind is NameKind.PERSON]
        beside = [n for n in names if n.kind is NameKind.PERSON and self._is_beside(n, source)]
        for choice in (people, beside, at_head):
            if choice:
                return choice[0].entity
        return None

    def _is_beside(self, name: Name, source: int) -> bool:
        """Whether a name is set beside the head of a phrase: "the mayor, Ann Lee", "mayor Lee"."""
        parse = self.marked.parse
        return any(
            parse.deps[i] in ("appos", "compound", "nmod") and parse.heads[i] == source
            for i in parse.tokens_in(name.start, name.end)
        )

    def _by_role(self, source: int) -> str | None:
        at = self.marked.parse.starts[source]
        for role in self.roles:
            if role.start <= at < role.end:
                return role.holder
        return None

    def _taken_up(self, source: int) -> str | None:
        """The person that a pronoun, or a noun such as "the cardiologist", takes up again."""
        parse = self.marked.parse
        word = parse.word(source).lower()
        if word in HE_SHE:
            return self._recent(source, HE_SHE[word])
        if word in ("it", "they"):
            return None
        first, _ = core(parse, source)
        definite = parse.word(first).lower() == "the" and parse.tags[source] == "NN"
        if definite and is_person_word(parse.lemmas[source].lower()):
            return self._recent(source, genders().get(word), reach=1)
        return None

    def _recent(self, token: int, gender: str | None, reach: int = REACH) -> str | None:
        sentence = self.sentence_of[token]
        best: tuple[float, str] | None = None
        for mention in self.mentions:
            if mention.token >= token:
                break
            back = sentence - mention.sentence
            known = self.gender.get(mention.entity)
            if back > reach or (gender and known and known != gender):
                continue
            # Who stands in the sentence that "he said" closes is spoken about more than speaking.
            score = -(back or 1.5) + 1.5 * mention.subject + 1.0 * (mention.entity == self.last)
            score += 0.75 * (known == gender) + mention.token / len(self.marked.parse)
            if best is None or score >= best[0]:
                best = (score, mention.entity)
        return best[1] if best else None

    def _words(self, source: int) -> str:
        first, last = core(self.marked.parse, source)
        return self.marked.span(first, last).within(self.marked.parse.text)


def is_person_word(lemma: str) -> bool:
    """Whether a noun stands for a person."""
    return lemma in person_words() or lemma.endswith(("man", "woman", "ist", "person"))


def _surname_gender(entity: str) -> str | None:
    surname = entity.lower().split()[-1] if entity else ""
    if surname.endswith(FEMININE_SURNAMES):
        return "f"
    return "m" if surname.endswith(MASCULINE_SURNAMES) else None
