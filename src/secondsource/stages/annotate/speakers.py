"""Who a source is: from the words of a source to the name of its holder in the report."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from itertools import accumulate

from secondsource.compare.word_lists import parties
from secondsource.records.evidence import Span
from secondsource.records.layers import Name, NameKind, Role
from secondsource.stages.annotate.gender_hints import gender_hint, plain
from secondsource.stages.annotate.marked_text import MarkedText
from secondsource.stages.annotate.sources import PUNCTUATION, SUBJECTS, core, noun_phrase
from secondsource.stages.annotate.speech_words import genders, person_words

HE_SHE = {"he": "m", "him": "m", "his": "m", "himself": "m"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
IT_THEY = {"it": False, "its": False, "they": True, "them": True, "their": True}
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
REACH = 6  # sentences back in which a pronoun seeks its person
NEAR = 1  # sentences back in which "the cardiologist" takes up a name


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody spoken of outside quotations: a name, or the words that stand for a person."""

    who: str
    token: int
    sentence: int
    subject: bool
    named: bool


@dataclass(frozen=True, slots=True)
class LastSpeaker:
    """Who spoke last, in which sentence, and whether that is several."""

    who: str
    sentence: int
    plural: bool


@dataclass(slots=True)
class Speakers:
    """Resolves the sources of one report in text order, remembering who spoke last."""

    marked: MarkedText
    names: tuple[Name, ...]
    roles: tuple[Role, ...]
    sentence_of: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    things: list[int] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    resolved: dict[int, str] = field(default_factory=dict)
    last: LastSpeaker | None = None

    def __post_init__(self) -> None:
        self.sentence_of = list(accumulate(self.marked.breaks))
        parse, inside = self.marked.parse, self.marked.inside
        name_at = self._people_by_token()
        for token in range(len(parse)):
            if inside[token] != -1:
                continue
            if token in name_at:
                self._mention(name_at[token].entity, token, named=True)
            elif parse.deps[token] in SUBJECTS and self._stands_for_person(token):
                who = self._named(token) or self._by_role(token)
                kin = (owner := parse.child(token, "poss")) and parse.poses[owner] == "PRON"
                if who or not kin:  # "her sister" is seldom whom the next "she" means
                    self._mention(who or self._words(token), token, named=False)
            elif parse.deps[token] in SUBJECTS and parse.tags[token].startswith("NN"):
                self.things.append(token)

    def speaker(self, source: int) -> str:
        """The entity of the name that token `source` heads the words for, else those words."""
        if source in self.resolved:
            return self.resolved[source]
        found = self._known(source) or self._pronoun(source) or self._words(source)
        self.resolved[source] = found
        plural = self.marked.parse.tags[source] in PLURAL_TAGS
        plural = IT_THEY.get(self.marked.parse.word(source).lower(), plural)
        self.last = LastSpeaker(found, self.sentence_of[source], plural)
        if self._stands_for_person(source):
            mention = Mention(found, source, self.sentence_of[source], True, False)
            insort(self.mentions, mention, key=lambda known: known.token)
        return found

    def is_person(self, source: int) -> bool:
        """Whether the words that token `source` heads stand for one person, not for a medium."""
        first, last = noun_phrase(self.marked.parse, source)
        start, end = self.marked.parse.starts[first], self.marked.parse.ends[last - 1]
        people = [n for n in self._names_in(start, end) if n.kind is NameKind.PERSON]
        at = self.marked.parse.starts[source]
        named = any(n.start <= at < n.end or self._is_beside(n, source) for n in people)
        word = self.marked.parse.word(source).lower()
        return named or word in HE_SHE or self._stands_for_person(source)

    def is_somebody(self, token: int) -> bool:
        """Whether a noun is somebody who can be quoted: a name, a person, a party that speaks."""
        lemma = self.marked.parse.lemmas[token].lower()
        named = self.marked.parse.poses[token] == "PROPN"
        return named or self._stands_for_person(token) or lemma in parties()

    def before(self, token: int) -> str | None:
        """The person whom the sentence before `token` is about, where there is one."""
        sentence = self.sentence_of[max(0, token - 1)]
        near = self._mentions_before(token, reach=NEAR)
        here = [m for m in near if m.sentence == sentence]
        subjects = [m for m in here if m.subject]
        return (subjects or here)[0].who if here else None

    def span(self, source: int, cue: int) -> Span:
        """Where the source stands, without marks and white space at its edges."""
        first, last = noun_phrase(self.marked.parse, source, without=cue)
        left, right = source, source
        while left > first and self._goes_with(left - 1, source):
            left -= 1
        while right + 1 < last and self._goes_with(right + 1, source):
            right += 1
        while right > source and self.marked.parse.word(right) in PUNCTUATION:
            right -= 1
        return self.marked.span(left, right + 1)

    def _goes_with(self, token: int, source: int) -> bool:
        same = self.marked.inside[token] == self.marked.inside[source]
        return same and self.marked.parse.poses[token] != "SPACE"

    def _people_by_token(self) -> dict[int, Name]:
        parse, found = self.marked.parse, {}
        for name in self.names:
            tokens = parse.tokens_in(name.start, name.end)
            if name.kind is NameKind.PERSON and tokens:
                found[tokens[-1]] = name
                before = range(tokens[0] - 1, max(-1, tokens[0] - 3), -1)
                words = tuple(parse.word(i) for i in before)
                if hint := gender_hint(name.entity, words):
                    self.gender.setdefault(name.entity, hint)
        return found

    def _mention(self, who: str, token: int, *, named: bool) -> None:
        parse = self.marked.parse
        head = token
        while parse.deps[head] in ("compound", "appos", "flat") and parse.heads[head] != head:
            head = parse.heads[head]
        subject = parse.deps[head] in SUBJECTS
        self.mentions.append(Mention(who, token, self.sentence_of[token], subject, named))
        word = plain(parse.word(head))
        if word in genders():
            self.gender.setdefault(who, genders()[word])

    def _stands_for_person(self, token: int) -> bool:
        parse = self.marked.parse
        return parse.tags[token] == "NN" and is_person_word(parse.lemmas[token].lower())

    def _known(self, source: int) -> str | None:
        """Whom the words name, whose office they are, or whom they take up again."""
        return self._named(source) or self._by_role(source) or self._taken_up(source)

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
        head = parse.starts[source]
        at_head = [n for n in names if n.start <= head < n.end]
        people = [n for n in at_head if n.kind is NameKind.PERSON]
        beside = [n for n in names if n.kind is NameKind.PERSON and self._is_beside(n, source)]
        chosen = people or beside or at_head
        return chosen[0].entity if chosen else None

    def _is_beside(self, name: Name, source: int) -> bool:
        """Whether a name is set beside the head of a phrase: "the mayor, Ann Lee", "mayor Lee"."""
        parse = self.marked.parse
        return any(
            parse.deps[i] in ("appos", "compound", "nmod") and parse.heads[i] == source
            for i in parse.tokens_in(name.start, name.end)
        )

    def _by_role(self, source: int) -> str | None:
        at = self.marked.parse.starts[source]
        return next((r.holder for r in self.roles if r.start <= at < r.end), None)

    def _taken_up(self, source: int) -> str | None:
        """The person whom a noun such as "the cardiologist" takes up from the sentence before."""
        first, _ = core(self.marked.parse, source)
        if self.marked.parse.word(first).lower() != "the" or not self._stands_for_person(source):
            return None
        word = self.marked.parse.lemmas[source].lower()
        found = self._recent(source, genders().get(plain(word)), reach=NEAR, named=True)
        held = [r.title for r in self.roles if r.holder == found and r.holder]
        fits = not held or any(word in title.split() for title in held)
        return found if fits or person_words().get(word) == "any" else None

    def _pronoun(self, source: int) -> str | None:
        word = self.marked.parse.word(source).lower()
        last = self.last
        if last and self.sentence_of[source] - last.sentence > NEAR + 1:
            last = None
        if word in HE_SHE:
            found = self._recent(source, HE_SHE[word], reach=REACH, named=False)
            return found or (last.who if last and not last.plural else None)
        if word not in IT_THEY:
            return None
        if last and last.plural == IT_THEY[word] and last.who not in self.gender:
            return last.who
        return self._thing(source, plural=IT_THEY[word])

    def _thing(self, source: int, *, plural: bool) -> str | None:
        """What "it" or "they" takes up where that has not spoken yet: a subject just before."""
        parse = self.marked.parse
        for token in reversed(self.things[: bisect_left(self.things, source)]):
            if self.sentence_of[source] - self.sentence_of[token] > NEAR:
                break
            if (parse.tags[token] in PLURAL_TAGS) == plural:
                return self._named(token) or self._words(token)
        return None

    def _recent(self, token: int, gender: str | None, *, reach: int, named: bool) -> str | None:
        """The likeliest person before `token`: near, subject of a sentence, the last to speak."""
        sentence = self.sentence_of[token]
        best: tuple[float, str] | None = None
        for mention in self._mentions_before(token, reach):
            known = self.gender.get(mention.who)
            if (gender and known and known != gender) or (named and not mention.named):
                continue
            # Who stands in the sentence that "he said" closes is spoken about more than speaking.
            score = -float(sentence - mention.sentence or 1.5) + 1.5 * mention.subject
            score += self.last is not None and mention.who == self.last.who
            score += 0.75 * (known is not None and known == gender) + 0.5 * mention.named
            if best is None or score >= best[0]:
                best = (score, mention.who)
        return best[1] if best else None

    def _mentions_before(self, token: int, reach: int) -> list[Mention]:
        end = bisect_left(self.mentions, token, key=lambda mention: mention.token)
        first = self.sentence_of[token] - reach
        start = bisect_left(self.mentions, first, hi=end, key=lambda mention: mention.sentence)
        return self.mentions[start:end]

    def _words(self, source: int) -> str:
        first, last = core(self.marked.parse, source)
        return self.marked.span(first, last).within(self.marked.parse.text)


def is_person_word(lemma: str) -> bool:
    """Whether a noun stands for a person."""
    return lemma in person_words() or lemma.endswith(("man", "woman", "ist", "person"))
