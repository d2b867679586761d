"""How real a deed is by the words that govern it: done, ahead, only possible, or denied."""

from dataclasses import dataclass, replace
from enum import StrEnum

from secondsource.compare.word_lists import governors, words_of
from secondsource.records.parse import Parse

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "must", "ought"})
WOULD = frozenset({"would", "'d", "’d"})
OPENERS = frozenset({"if", "unless", "whether", "should", "until", "till", "before"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative", "npadvmod", "expl"})
VERBAL = ("VERB", "AUX")
# Verbs that make even what is told in a clause with a tense of its own no more than possible.
UNREAL = frozenset(
    {"want", "wish", "hope", "demand", "request", "require", "recommend", "suggest", "propose"}
    | {"fear", "doubt", "insist", "ask", "urge", "advise", "imagine", "consider", "pray", "worry"}
)
DEEPEST = 6  # verbs that govern one another: "said they planned to try to ask"


class Mode(StrEnum):
    """How far a deed has come, by its verb."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a text says of a deed: how far it has come, and whether it is `denied`."""

    mode: Mode
    denied: bool


def truth_of(parse: Parse, verb: int, depth: int = 0) -> Truth:
    """Whether the deed of a verb is told as done, going on, ahead or possible, and if denied.

    A verb in another's complement is as real as that lets it be: "failed to sign" is a denial
    of "signed", "plans to sign" is ahead, "was able to sign" is done.
    """
    if _shares_auxiliary(parse, verb) and depth <= DEEPEST:
        first = truth_of(parse, parse.heads[verb], depth + 1)
        return replace(first, denied=first.denied != (denials_beside(parse, verb) % 2 == 1))
    own = _own(parse, verb)
    if _under(parse, verb, OPENERS):
        return replace(own, mode=Mode.OPEN)
    link = _governor(parse, verb)
    if link is None or depth > DEEPEST:
        return own
    governor, effect = link
    finite = _is_finite(parse, verb)
    if effect == "open" and finite and parse.lemmas[governor].lower() not in UNREAL:
        effect = "so"
    above = truth_of(parse, governor, depth + 1)
    return _governed(own, above, effect, finite=finite)


def _governed(own: Truth, above: Truth, effect: str, *, finite: bool) -> Truth:
    """The truth of a deed under a governor whose own truth is `above`."""
    open_above = above.mode in (Mode.AHEAD, Mode.OPEN)
    if effect in ("not", "undo"):
        if above.denied:
            real = effect == "undo" and not open_above
            return Truth(above.mode if real else Mode.OPEN, own.denied)
        return Truth(own.mode if finite else above.mode, not own.denied)
    if effect in ("open", "now"):
        return Truth(Mode.OPEN if effect == "open" or open_above else Mode.NOW, own.denied)
    if effect == "ahead":
        done = own.mode is Mode.PAST and finite
        return Truth(Mode.PAST if done else Mode.AHEAD, own.denied != above.denied)
    if finite:  # "said that he signed"; what somebody did not say may be so or not
        return replace(own, mode=Mode.OPEN) if above.denied else own
    mode = own.mode if own.mode is Mode.PAST else above.mode
    return Truth(mode, own.denied != above.denied)


def _governor(parse: Parse, verb: int) -> tuple[int, str] | None:
    """The verb above a complement, with what it and the words between say of the deed."""
    at, dep = parse.heads[verb], parse.deps[verb]
    if dep not in COMPLEMENTS and not _hangs_on_noun(parse, verb):
        return None
    if dep == "ccomp" and verb < at and parse.poses[at] in VERBAL:
        return at, "so"  # "the bridge was shut, police said"; or two sentences with a semicolon
    preposition = ""
    if parse.poses[at] == "ADP" or parse.deps[at] == "prep":
        preposition, at = parse.lemmas[at].lower(), parse.heads[at]
        if preposition == "without":
            return _verb_above(parse, at), "not"
    special = _special(parse, at, verb)
    effect = special or _effect(parse, at, preposition)
    if effect is None:
        noun = parse.poses[at] == "NOUN" and dep != "ccomp"  # "the cost of mending it"
        gerund = parse.tags[verb] == "VBG" and not noun
        effect = "so" if dep == "ccomp" or gerund else "open"
    return _verb_above(parse, at), effect


def _shares_auxiliary(parse: Parse, verb: int) -> bool:
    """Whether the verb is joined to another whose auxiliaries are its, too: "may sign and pay"."""
    head = parse.heads[verb]
    return (
        parse.deps[verb] == "conj"
        and parse.poses[head] in VERBAL
        and parse.tags[verb] == parse.tags[head]
        and parse.tags[verb] in ("VB", "VBN", "VBG")
        and parse.child(verb, "aux", "auxpass", "nsubj", "nsubjpass") is None
    )


def _hangs_on_noun(parse: Parse, verb: int) -> bool:
    """ "the plan to sign", "due to open": an infinitive that a noun or adjective governs."""
    return (
        parse.deps[verb] in ("acl", "relcl", "advcl")
        and parse.tags[verb] in ("VB", "VBN")
        and any(parse.word(c).lower() == "to" for c in parse.children[verb])
        and (
            parse.poses[parse.heads[verb]] in ("NOUN", "ADJ")
            and parse.lemmas[parse.heads[verb]].lower() in governors()
        )
    )


def _special(parse: Parse, governor: int, verb: int) -> str | None:
    """ "is to meet", "has yet to meet", "had to leave", "was unable to leave"."""
    lemma = parse.lemmas[governor].lower()
    beside = {parse.lemmas[c].lower() for c in parse.children[governor]}
    beside |= {parse.lemmas[c].lower() for c in parse.children[verb]}
    to = any(parse.word(c).lower() == "to" for c in parse.children[verb])
    if not to:
        return "not" if lemma == "stop" and "short" in beside else None
    if lemma == "have":
        past = parse.tags[governor] in ("VBD", "VBN")
        return "not" if "yet" in beside else ("so" if past else "open")
    if lemma == "be" or (lemma == "go" and parse.tags[governor] == "VBG"):
        adjective = parse.child(governor, "acomp")
        if adjective is not None and parse.heads[verb] == governor:
            return governors().get(parse.lemmas[adjective].lower(), "open")
        return "not" if "yet" in beside else "ahead"
    return None


def _effect(parse: Parse, governor: int, preposition: str) -> str | None:
    """What the table says of a governor, with its particle or preposition first."""
    lemma = parse.lemmas[governor].lower()
    particle = parse.child(governor, "prt")
    keys = [f"{lemma} {preposition}"] if preposition else []
    if particle is not None:
        keys.append(f"{lemma} {parse.lemmas[particle].lower()}")
    return next((governors()[key] for key in (*keys, lemma) if key in governors()), None)


def _verb_above(parse: Parse, at: int) -> int:
    """The verb that a noun or adjective stands under, itself if it is one."""
    for _ in range(DEEPEST):
        if parse.poses[at] in VERBAL or parse.heads[at] == at:
            break
        at = parse.heads[at]
    return at


def _own(parse: Parse, verb: int) -> Truth:
    """What a verb and its auxiliaries say, without the verbs above it."""
    words = {parse.word(c).lower() for c in parse.children[verb] if "aux" in parse.deps[c]}
    denied = denials_beside(parse, verb) % 2 == 1
    if words & FUTURE:
        return Truth(Mode.AHEAD, denied)
    if "could" in words and not denied and "have" not in words and _in_the_past(parse, verb):
        return Truth(Mode.NOW, denied)
    if words & POSSIBLE:
        if denied and words & {"could", "can", "ca"} and "have" not in words:
            return Truth(Mode.PAST if "could" in words else Mode.NOW, True)
        return Truth(Mode.OPEN, denied)
    if words & WOULD:
        if denied and parse.tags[verb] == "VB" and not _reported(parse, verb):
            return Truth(Mode.PAST, True)  # "would not hand it over" is a refusal
        return Truth(Mode.AHEAD if "have" not in words else Mode.OPEN, denied)
    return Truth(_tense(parse, verb, words), denied)


def _in_the_past(parse: Parse, verb: int) -> bool:
    """Whether the sentence tells of the past: there "could" may be "was able to" and did."""
    first, last = next(s for s in parse.sentences if s[0] <= verb < s[1])
    told = (parse.lemmas[i].lower() for i in range(first, last) if parse.tags[i] == "VBD")
    return any(lemma not in words_of("tellings.txt") for lemma in told)


def _reported(parse: Parse, verb: int) -> bool:
    return parse.deps[verb] == "ccomp"


def _tense(parse: Parse, verb: int, words: set[str]) -> Mode:
    if words & {"has", "have", "had", "did", "'ve", "’ve"}:
        return Mode.PAST
    if parse.tags[verb] == "VBD" or (parse.tags[verb] == "VBN" and words & {"was", "were", "got"}):
        return Mode.PAST
    if parse.tags[verb] == "VBN" and not words:
        return Mode.PAST
    return Mode.NOW


def denials_beside(parse: Parse, verb: int) -> int:
    """Words beside the verb, or in front of its arguments, that deny it."""
    found = 0
    for child in parse.children[verb]:
        lemma = parse.lemmas[child].lower()
        if (
            parse.deps[child] == "neg"
            or lemma in words_of("denials.txt")
            or parse.word(child).lower() == "longer"
            and any(parse.word(c).lower() == "no" for c in parse.children[child])
        ):
            found += 1
        elif parse.deps[child] in ("acomp", "oprd"):
            found += parse.child(child, "neg") is not None  # "found not guilty"
        elif parse.deps[child] in ARGUMENTS:
            found += any(parse.word(c).lower() in ("no", "neither") for c in parse.children[child])
    return found


def _under(parse: Parse, verb: int, marks: frozenset[str]) -> bool:
    children = parse.children[verb]
    return any(parse.deps[c] == "mark" and parse.word(c).lower() in marks for c in children)


def _is_finite(parse: Parse, verb: int) -> bool:
    """Whether a verb has a tense of its own: not "to sign", "signing"."""
    if any(parse.word(c).lower() == "to" for c in parse.children[verb] if "aux" in parse.deps[c]):
        return any(parse.word(c).lower() == "have" for c in parse.children[verb])
    own = parse.child(verb, "nsubj", "nsubjpass", "expl") is not None
    return own and (parse.tags[verb] not in ("VB", "VBG") or parse.child(verb, "aux") is not None)
