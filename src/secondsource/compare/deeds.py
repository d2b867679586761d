"""Deeds: who did what to whom, in one form for active and passive, with how real it is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondsource.compare.predicates import (
    behind,
    is_deed,
    is_event_ahead,
    is_turned_round,
    light_noun,
    predicate_of,
    undergoers,
)
from secondsource.compare.things import Names, Thing, ThingReader
from secondsource.compare.traits import slots_of, traits_of
from secondsource.compare.truth import Mode, Truth, truth_of
from secondsource.compare.word_lists import verb_families
from secondsource.records.layers import QUANTITIES, AnnotatedReport, Quantity
from secondsource.records.parse import Parse

SUBJECTS = ("nsubjpass", "nsubj", "csubj", "expl")
DESCRIBING = frozenset({"acl", "relcl", "amod", "compound", "advcl", "appos", "nmod"})
RELATIVE = ("WDT", "WP")
# Verbs under these labels have the subject of the verb above them.
SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "acomp"})
FARTHEST = 6  # verbs up which a subject is sought
# "Accused him of hiding it": what follows is the object's deed.
OF_ANOTHER = frozenset({"of", "for", "from", "into", "with"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb with its arguments: `actors` did it, to `things`; `about` hang on prepositions.

    `verb` stands for its family, with what belongs to it ("turn down", "vote against"), `word` is
    as the text has it. `traits` and `slots` are as `traits_of` and `slots_of` give them; `figures`
    are those that stand nearest to this verb. `main` is false for what only describes something:
    "the sanctions imposed in May".
    """

    verb: str
    word: str
    truth: Truth
    actors: tuple[Thing, ...]
    things: tuple[Thing, ...]
    about: tuple[tuple[str, Thing], ...]
    traits: frozenset[tuple[str, str]]
    figures: tuple[Quantity, ...]
    slots: frozenset[tuple[str, str, str]]
    main: bool

    @property
    def theme(self) -> tuple[Thing, ...]:
        """To whom or what it happens: of "the price rose" the price."""
        return self.things or self.actors


def deeds(annotated: AnnotatedReport, names: Names) -> dict[int, Deed]:
    """The deeds of a report by the token of their verb."""
    reader = _Reader(annotated, names)
    parse = annotated.parse
    return {i: reader.deed(i) for i in range(len(parse)) if is_deed(parse, i)}


class _Reader:
    """Reads the deeds of one report."""

    def __init__(self, annotated: AnnotatedReport, names: Names) -> None:
        self._parse = annotated.parse
        self._reader = ThingReader(annotated, names)
        self._figures: dict[int, list[Quantity]] = defaultdict(list)
        for quantity in annotated.get(QUANTITIES):
            self._figures[self._verb_over(quantity)].append(quantity)

    def _verb_over(self, quantity: Quantity) -> int:
        """The verb nearest above a figure, -1 for none."""
        parse = self._parse
        for i in parse.tokens_in(quantity.start, quantity.end):
            return next((at for at in parse.ancestors(i) if is_deed(parse, at)), -1)
        return -1

    def deed(self, verb: int) -> Deed:
        """The deed of a verb."""
        parse, things = self._parse, self._reader.things
        passive = _is_passive(parse, verb)
        subject = subject_of(parse, verb, passive=passive)
        agent = parse.child(verb, "agent")
        by = parse.child(agent, "pobj") if agent is not None else None
        name, word, objects = self._predicate(verb)
        truth = truth_of(parse, verb)
        parts = things(by if passive else subject), things(subject) if passive else things(*objects)
        actors, undergo = reversed(parts) if is_turned_round(word) else parts
        return Deed(
            verb=name,
            word=word,
            truth=replace(truth, mode=Mode.AHEAD) if is_event_ahead(word) else truth,
            actors=actors,
            things=undergo,
            about=tuple(self._about(verb)),
            traits=frozenset(traits_of(parse, verb)),
            figures=tuple(self._figures.get(verb, ())),
            slots=frozenset(slots_of(parse, verb, self._reader.named, passive=passive)),
            main=parse.deps[verb] not in DESCRIBING,
        )

    def _predicate(self, verb: int) -> tuple[str, str, list[int]]:
        """The verb by its family and as it stands, and the objects that are no part of it."""
        parse = self._parse
        name, word = predicate_of(parse, verb)
        objects = [c for c in parse.children[verb] if _is_object(parse, verb, c)]
        if _lacks_object(parse, verb):
            objects = [parse.heads[verb]]
        parts = word.split()[1:]
        objects = [c for c in objects if parse.lemmas[c].lower() not in parts]
        objects = objects or [*behind(parse, verb, parts)]
        light = light_noun(parse, verb, objects) if not parts else None
        if light is None:
            return name, word, objects
        word = parse.lemmas[light].lower()  # "gave the referee a shove"
        rest = [c for c in objects if c != light] or undergoers(parse, light)
        return verb_families()[word], word, rest

    def _about(self, verb: int) -> Iterator[tuple[str, Thing]]:
        """The things behind the verb's prepositions, each after its preposition."""
        parse = self._parse
        for child in parse.children[verb]:
            if parse.deps[child] in ("prep", "dative"):
                inside = parse.child(child, "pobj")
                word = parse.lemmas[child].lower() if inside is not None else "to"
                own = child if parse.deps[child] == "dative" else None
                for thing in self._reader.things(inside if inside is not None else own):
                    yield word, thing
                if inside is not None:
                    yield from self._named_below(inside)

    def _named_below(self, noun: int) -> Iterator[tuple[str, Thing]]:
        """Names that hang on a noun by a preposition: "for approval in Bolivia"."""
        parse = self._parse
        for child in parse.children[noun]:
            inside = parse.child(child, "pobj") if parse.deps[child] == "prep" else None
            if inside is not None and inside in self._reader.named:
                yield parse.lemmas[child].lower(), self._reader.thing(inside)


def _is_passive(parse: Parse, verb: int) -> bool:
    if parse.child(verb, "nsubjpass", "auxpass") is not None:
        return True
    return parse.deps[verb] == "acl" and parse.tags[verb] == "VBN"


def subject_of(parse: Parse, verb: int, *, passive: bool) -> int | None:
    """The head of a verb's subject: its own, of the verb above, or what the verb describes."""
    at = verb
    for _ in range(FARTHEST):
        found = parse.child(at, *SUBJECTS)
        if found is not None:
            relative = parse.tags[found] in RELATIVE and parse.deps[at] == "relcl"
            return parse.heads[at] if relative else found
        if parse.deps[at] == "acl" and (passive or parse.tags[at] == "VBG"):
            return parse.heads[at]
        if (other := _object_above(parse, at)) is not None:
            return other
        if parse.deps[at] not in SHARING:
            return None
        at = parse.heads[at]
    return None


def _object_above(parse: Parse, verb: int) -> int | None:
    """The object that does the deed: "told him to go", "accused him of hiding it"."""
    head = parse.heads[verb]
    if parse.deps[verb] == "xcomp":
        return parse.child(head, "dobj")
    if parse.deps[verb] == "pcomp" and parse.lemmas[head].lower() in OF_ANOTHER:
        return parse.child(parse.heads[head], "dobj", "nsubjpass")
    return None


def _is_object(parse: Parse, verb: int, child: int) -> bool:
    dep = parse.deps[child]
    if dep in ("dative", "ccomp"):  # a name taken for a clause is an object
        return parse.poses[child] in ("NOUN", "PROPN", "PRON")
    return dep in ("dobj", "oprd") or (dep == "attr" and parse.poses[verb] == "AUX")


def _lacks_object(parse: Parse, verb: int) -> bool:
    """Whether the verb's object is the noun that it describes: "the law that they passed"."""
    if parse.deps[verb] != "relcl" or parse.poses[parse.heads[verb]] not in ("NOUN", "PROPN"):
        return False
    subject, object_ = parse.child(verb, "nsubj"), parse.child(verb, "dobj")
    own = subject is not None and parse.tags[subject] not in RELATIVE
    return own and (object_ is None or parse.tags[object_] in RELATIVE)
