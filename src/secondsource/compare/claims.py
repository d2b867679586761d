"""Statements made comparable: the clauses of a report as claims that can be read alone."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from secondsource.compare.around import in_direct_speech, quote_of, speaker_named, speaker_of
from secondsource.compare.deeds import Deed, deeds
from secondsource.compare.pronouns import HE_OR_SHE, person_before
from secondsource.compare.word_lists import negatives
from secondsource.compare.wording import masked, readable
from secondsource.records.evidence import Passage, Span, spans_within
from secondsource.records.layers import (
    CLAUSES,
    NAMES,
    QUANTITIES,
    QUOTES,
    SENTENCES,
    TIMES,
    AnnotatedReport,
    Clause,
    Name,
    NameKind,
    Polarity,
    Quote,
)
from secondsource.records.parse import Parse
from secondsource.records.story import Claim

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Words of no name and no figure.
COMMON = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
# Verbs that say little: their object says what happened.
LIGHT = frozenset({"be", "have", "do", "say", "tell", "get", "go", "make", "take", "add", "will"})
SHORTEST = 3  # content words that a clause must have to be a statement of its own
UNDECIDED = frozenset({"decide", "consider", "debate", "discuss", "mull", "weigh", "vote"})
WHERE = frozenset(
    {"in", "at", "to", "near", "from", "behind", "outside", "inside", "around", "off", "into", "on"}
)

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with what comparators need of its text.

    `sentence` is the passage's sentence in full, `order` its number in the report; `lemmas` are the
    content words in lower case, `common` those that are no names and figures, `named` the names of
    any kind in their story form, `located` the places that the clause puts something in or takes
    it to; heads are lemmas. `affirms` counts words that deny by themselves ("declined"), `past`
    tells of something over, `pending` of something that has not happened yet; `direct` stands
    between quotation marks; `cues` are the predicate and the words beside it that turn its sense
    ("against", "in favour"); `deeds` are those that the clause tells of; `speaker_named` says
    whether the claim's speaker is known by name.
    """

    claim: Claim
    clause: Clause
    report_id: str
    published: datetime | None
    sentence: Span
    order: int
    lemmas: frozenset[str]
    common: frozenset[str]
    named: frozenset[str]
    located: frozenset[str]
    masked: str
    subject_head: str
    object_head: str
    affirms: bool
    past: bool
    pending: bool
    direct: bool
    cues: frozenset[str]
    deeds: tuple[Deed, ...]
    speaker_named: bool
    text: str

    def words(self, span: Span) -> str:
        """What the report says there, on one line."""
        return " ".join(span.within(self.text).split())


def statements(annotated: AnnotatedReport, names: Names) -> list[Statement]:
    """The statements of a report in text order; clauses that only name a speaker are left out."""
    led = [quote for quote in annotated.get(QUOTES) if quote.cue]
    told = _deeds_by_clause(annotated, names)
    found = []
    for clause in annotated.get(CLAUSES):
        lemmas = content_lemmas(annotated.parse, clause)
        if clause.object and not clause.contains(clause.object):
            lemmas |= content_lemmas(annotated.parse, clause.object)
        if len(lemmas) >= _fewest(clause) and not _only_introduces(annotated.parse, clause, led):
            made = tuple(told.get(clause.root, ()))
            found.append(_statement(annotated, names, clause, lemmas, made))
    return found


def _deeds_by_clause(annotated: AnnotatedReport, names: Names) -> dict[int, list[Deed]]:
    """The deeds that each clause tells of, by the clause's root."""
    roots = {clause.root for clause in annotated.get(CLAUSES)}
    found: dict[int, list[Deed]] = defaultdict(list)
    for verb, deed in deeds(annotated, names).items():
        above = (verb, *annotated.parse.ancestors(verb))
        root = next((at for at in above if at in roots), None)
        if root is not None:
            found[root].append(deed)
    return found


def _fewest(clause: Clause) -> int:
    """How many content words make a statement: "No ransom was paid" says all that matters."""
    whole = clause.subject is not None and clause.contains(clause.subject)
    return SHORTEST - 1 if whole else SHORTEST


def content_lemmas(parse: Parse, span: Span, parts: frozenset[str] = CONTENT) -> frozenset[str]:
    """Lower-case lemmas of the words in a span that carry meaning, of the parts of speech given."""
    words = (
        parse.lemmas[i].lower()
        for i in parse.tokens_in(span.start, span.end)
        if parse.poses[i] in parts and parse.word(i).strip()
    )
    return frozenset(words) - LIGHT


def _only_introduces(parse: Parse, clause: Clause, quotes: list[Quote]) -> bool:
    """Whether a clause only leads to another: "the ministry said", "the governor let".

    "She called for a vote" has what is said in itself.
    """
    leads = parse.child(clause.root, "ccomp") is not None or any(
        quote.cue.start <= parse.starts[clause.root] < quote.cue.end and not clause.contains(quote)
        for quote in quotes
        if quote.cue
    )
    subject = clause.subject if clause.subject and clause.contains(clause.subject) else None
    rest = [
        i
        for i in parse.tokens_in(clause.start, clause.end)
        if parse.poses[i] in CONTENT
        and i != clause.root
        and not (subject and subject.start <= parse.starts[i] < subject.end)
    ]
    return leads and len(rest) < 2


def _statement(
    annotated: AnnotatedReport,
    names: Names,
    clause: Clause,
    lemmas: frozenset[str],
    made: tuple[Deed, ...],
) -> Statement:
    report, parse = annotated.report, annotated.parse
    here = list(spans_within(annotated.get(NAMES), clause))
    forms = {name: names.get((report.id, name.entity), name.entity) for name in here}
    sentence = annotated.get(SENTENCES)[clause.sentence]
    subject = _subject(annotated, names, clause)
    quote = quote_of(annotated, clause)
    source = quote.source if quote else None
    spoken_of = {n: f for n, f in forms.items() if not (source and source.contains(n))}
    return Statement(
        claim=_claim(annotated, clause, spoken_of, names, subject),
        clause=clause,
        report_id=report.id,
        published=report.published,
        sentence=Span(sentence.start, sentence.end),
        order=clause.sentence,
        lemmas=lemmas,
        common=content_lemmas(parse, clause, COMMON),
        named=frozenset(forms.values()) | ({subject} if subject in names.values() else set()),
        located=frozenset(f for n, f in forms.items() if _is_located(parse, n)),
        masked=masked(annotated, clause),
        subject_head=head_lemma(parse, clause.subject),
        object_head=head_lemma(parse, clause.object),
        affirms=_affirms(parse, clause),
        past=_is_past(parse, clause),
        pending=_is_pending(parse, clause),
        direct=in_direct_speech(annotated, clause),
        cues=_cues(parse, clause),
        deeds=made,
        speaker_named=speaker_named(annotated, quote),
        text=report.text,
    )


def _claim(
    annotated: AnnotatedReport,
    clause: Clause,
    forms: Mapping[Name, str],
    names: Names,
    subject: str,
) -> Claim:
    report = annotated.report
    return Claim(
        id=hashlib.sha256(f"{report.id}:{clause.start}:{clause.end}".encode()).hexdigest()[:12],
        said_in=Passage(report.id, clause.start, clause.end),
        text=readable(annotated, clause, subject),
        speaker=speaker_of(annotated, names, clause),
        polarity=clause.polarity,
        status=clause.status,
        subject=subject,
        predicate=clause.predicate,
        object=clause.object.within(report.text) if clause.object else "",
        quantities=tuple(spans_within(annotated.get(QUANTITIES), clause)),
        times=tuple(spans_within(annotated.get(TIMES), clause)),
        places=_of_kind(forms, NameKind.PLACE),
        people=_people(annotated, clause, forms, names),
    )


def _people(
    annotated: AnnotatedReport, clause: Clause, forms: Mapping[Name, str], names: Names
) -> tuple[str, ...]:
    """The people named in a clause, and the one whom a pronoun means: "she", "it was he who"."""
    found = _of_kind(forms, NameKind.PERSON)
    text = annotated.report.text
    spans = [span for span in (clause.subject, clause.object) if span is not None]
    pronoun = next((span for span in spans if span.within(text).lower() in HE_OR_SHE), None)
    if pronoun is None or (pronoun is clause.object and clause.predicate != "be"):
        return found
    person = person_before(annotated, pronoun)
    if person is None:
        return found
    meant = names.get((annotated.report.id, person), person)
    return found if meant in found else (*found, meant)


def _of_kind(forms: Mapping[Name, str], kind: NameKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for name, form in forms.items() if name.kind == kind))


def _is_located(parse: Parse, name: Name) -> bool:
    """Whether the name stands under a preposition of place; people are never places."""
    if name.kind not in (NameKind.PLACE, NameKind.OTHER):
        return False
    inside = parse.tokens_in(name.start, name.end)
    return any(
        parse.deps[i] == "pobj" and parse.lemmas[parse.heads[i]].lower() in WHERE for i in inside
    )


def _affirms(parse: Parse, clause: Clause) -> bool:
    """Whether the clause says that something is so, words that deny by themselves counted in."""
    near = (clause.root, *parse.children[clause.root])
    own = sum(parse.lemmas[i].lower() in negatives() for i in near if parse.deps[i] != "advcl")
    return (clause.polarity == Polarity.AFFIRMED) == (own % 2 == 0)


def _cues(parse: Parse, clause: Clause) -> frozenset[str]:
    found = {clause.predicate, parse.lemmas[clause.root].lower()}
    for child in parse.children[clause.root]:
        if parse.deps[child] in ("prt", "prep", "acomp", "oprd", "attr", "advmod"):
            found.add(parse.lemmas[child].lower())
        if parse.deps[child] == "prep" and parse.lemmas[child].lower() == "in":
            inside = parse.child(child, "pobj")
            found |= {parse.lemmas[inside].lower()} if inside is not None else set()
    return frozenset(found)


def _is_past(parse: Parse, clause: Clause) -> bool:
    """Whether the clause tells of something over: a past tense, or a perfect."""
    aux = {parse.word(c).lower() for c in parse.children[clause.root] if "aux" in parse.deps[c]}
    return parse.tags[clause.root] == "VBD" or bool(aux & {"was", "were", "has", "have", "had"})


def _is_pending(parse: Parse, clause: Clause) -> bool:
    """Whether the clause says that something is still to come: "not yet", "as of Thursday"."""
    words = {parse.word(i).lower() for i in parse.tokens_in(clause.start, clause.end)}
    aux = {parse.word(c).lower() for c in parse.children[clause.root] if parse.deps[c] == "aux"}
    open_yet = bool(words & {"yet", "still", "pending", "far", "until"}) or {"as", "of"} <= words
    if "whether" in words and clause.predicate in UNDECIDED:
        return True
    negated = any(parse.deps[child] == "neg" for child in parse.children[clause.root])
    perfect = negated and bool(aux & {"has", "have"})
    return clause.polarity == Polarity.DENIED and (open_yet or perfect)


def _subject(annotated: AnnotatedReport, names: Names, clause: Clause) -> str:
    """The subject in words: a name in its story form, "he" and "she" as the person meant."""
    if clause.subject is None:
        return ""
    text = clause.subject.within(annotated.report.text)
    person = person_before(annotated, clause.subject) if text.lower() in HE_OR_SHE else None
    return names.get((annotated.report.id, person), person) if person else text


def head_lemma(parse: Parse, span: Span | None) -> str:
    """The lemma of the word in a span that the others depend on, "" for none."""
    if span is None:
        return ""
    inside = parse.tokens_in(span.start, span.end)
    heads = (parse.lemmas[i].lower() for i in inside if parse.heads[i] not in inside)
    return next(heads, "")
