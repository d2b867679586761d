"""Whether a claim can stand as a line: whole, said as a fact, and of whom it says it is."""

from itertools import islice

from secondsource.compare.denied import is_taken_back
from secondsource.records.evidence import Passage, Span
from secondsource.records.layers import QUOTES
from secondsource.records.parse import Parse
from secondsource.records.story import Claim
from secondsource.stages.brief.material import FINITE, Material
from secondsource.stages.brief.wording import words_of

COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp", "dobj", "pobj", "attr", "acomp", "oprd"})
# What a clause hangs on when the sentence does not say it as a fact by itself.
UNDER = frozenset({"ccomp", "xcomp", "pcomp", "prep", "acomp", "advmod", "pobj"})
# Tags of words that need another after them.
OPEN = frozenset({"IN", "DT", "PRP$", "CC", "WDT", "WP", "WP$", "TO", "PDT"})


def is_sound(material: Material, claim: Claim) -> bool:
    """Whether nothing of a claim is missing, put in from a guess, or left open by its sentence."""
    return not (
        is_cut_off(material, claim)
        or is_borrowed(material, claim)
        or is_unasserted(material, claim)
        or is_patched(material, claim)
    )


def is_resolved_afar(material: Material, claim: Claim) -> bool:
    """Whether its subject was put in from another sentence for a pronoun: a guess."""
    found = material.sentence_at(claim.said_in)
    if not claim.subject or found is None:
        return False
    text = material.by_id[claim.said_in.report_id].report.text
    until = max(found[1].end, claim.said_in.end)
    return claim.subject.split()[-1].lower() not in text[found[1].start : until].lower()


def is_borrowed(material: Material, claim: Claim) -> bool:
    """Whether its subject was put in and is who speaks: "police said he ran and [police] hid".

    What is joined to a verb inside speech belongs to that verb's subject, which a parser mistakes
    for the speaker.
    """
    annotated = material.by_id[claim.said_in.report_id]
    found = material.sentence_at(claim.said_in)
    if not claim.subject or found is None or claim.subject in material.words(claim.said_in):
        return False
    last = claim.subject.split()[-1].lower()
    sources = [q.source for q in annotated.get(QUOTES) if q.source and found[1].contains(q.source)]
    return any(last in source.within(annotated.report.text).lower() for source in sources)


def is_patched(material: Material, claim: Claim) -> bool:
    """Whether words in brackets were put behind it that its passage does not have."""
    return claim.text.endswith(")") and not material.words(claim.said_in).endswith(")")


def is_unasserted(material: Material, claim: Claim) -> bool:
    """Whether its sentence leaves it open: "it is unclear whether", "stopped short of saying"."""
    root = root_of(material, claim)
    if root is None:
        return False
    parse, open_words = material.by_id[claim.said_in.report_id].parse, words_of("open")
    marks = {parse.word(child).lower() for child in parse.children[root]}
    if marks & words_of("open marks") or is_taken_back(parse, claim.said_in.span, root):
        return True
    while parse.deps[root] in UNDER and parse.heads[root] != root:
        root = parse.heads[root]
        beside = {parse.lemmas[child].lower() for child in parse.children[root]}
        denied = any(parse.deps[child] == "neg" for child in parse.children[root])
        if denied or parse.lemmas[root].lower() in open_words or beside & open_words:
            return True
    return False


def is_denied_at(material: Material, at: Passage) -> bool:
    """Whether what is told at a place is denied or left open by the sentence that it stands in."""
    nearest = next(material.around(at), None)
    return nearest is not None and is_unasserted(material, nearest)


def is_cut_off(material: Material, claim: Claim) -> bool:
    """Whether a claim has no finite verb, begins with it, or its object or verb comes after."""
    passage = claim.said_in
    parse = material.by_id[passage.report_id].parse
    inside = parse.tokens_in(passage.start, passage.end)
    if not any(parse.tags[i] in FINITE for i in inside):
        return True
    first = claim.text.split()[0]
    if any(parse.tags[i] in FINITE and parse.word(i).lower() == first.lower() for i in inside[:2]):
        return True
    return (
        _only_introduces(material, claim)
        or _is_open_at_end(parse, passage.span)
        or _goes_on(material, parse, passage)
    )


def _only_introduces(material: Material, claim: Claim) -> bool:
    """Whether a claim tells that somebody spoke and not what: "she told reporters on Friday"."""
    root = root_of(material, claim)
    if root is None:
        return False
    parse, at = material.by_id[claim.said_in.report_id].parse, claim.said_in
    said = (c for c in parse.children[root] if parse.deps[c] == "ccomp")
    told = any(at.start <= parse.starts[c] < at.end for c in said)
    return parse.lemmas[root].lower() in words_of("saying") and not told


def root_of(material: Material, claim: Claim) -> int | None:
    """The token of a claim's verb."""
    return material.roots.get(claim.said_in)


def _is_open_at_end(parse: Parse, span: Span) -> bool:
    """Whether the last words ask for others that are not there: "after admitting", "wanted to"."""
    inside = [i for i in parse.tokens_in(span.start, span.end) if parse.word(i).strip('.,\u201d" ')]
    if not inside:
        return True
    last = inside[-1]
    if parse.tags[last] in OPEN:
        return True
    after = (c for c in parse.children[last] if c > last and parse.deps[c] in COMPLEMENTS)
    speaks = parse.lemmas[last].lower() in words_of("speech") and parse.poses[last] == "VERB"
    return next(after, None) is not None or (speaks and parse.tags[last] != "VBN")


def _goes_on(material: Material, parse: Parse, passage: Passage) -> bool:
    """Whether its sentence has the verb of the claim only after the passage."""
    found = material.sentence_at(passage)
    after = parse.tokens_in(passage.end, found[1].end if found else passage.end)
    words = list(islice((i for i in after if parse.word(i).strip()), 2))
    if words and parse.tags[words[0]] == "WP":
        return True
    follow = next((i for i in words if parse.word(i) not in (",", "\u2013", "\u2014")), None)
    return (
        follow is not None
        and parse.tags[follow] in FINITE
        and parse.word(follow).lower() not in words_of("speech")
    )
