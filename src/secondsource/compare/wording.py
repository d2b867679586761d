"""Wording: a clause as words that can be read alone, or without its values."""

from secondsource.compare.denied import with_denial
from secondsource.compare.pronouns import HE_OR_SHE, person_before
from secondsource.records.evidence import Span
from secondsource.records.layers import NAMES, TIMES, AnnotatedReport, Clause, Name, NameKind

JOINERS = frozenset({"that", "and", "but", "though", "although", "whereas", "while"})
RELATIVES = frozenset({"which", "who", "that", "and", "where", "whom"})


def masked(annotated: AnnotatedReport, clause: Clause) -> str:
    """The clause without names, figures and times: what it says whatever the values."""
    text, parts, at = annotated.report.text, [], clause.start
    slots = [(name.start, name.end, _stand_in(name)) for name in annotated.get(NAMES)]
    slots += [(time.start, time.end, "sometime") for time in annotated.get(TIMES)]
    for start, end, word in sorted(slots):
        if at <= start and end <= clause.end:
            parts += [text[at:start], word]
            at = end
    return " ".join("".join((*parts, text[at : clause.end])).split())


def _stand_in(name: Name) -> str:
    if name.kind is NameKind.PLACE:
        return "somewhere"
    return "someone" if name.kind is NameKind.PERSON else "it"


def readable(annotated: AnnotatedReport, clause: Clause, subject: str) -> str:
    """The clause with its subject spelt out, and with what denies it, on one line."""
    text = annotated.report.text
    told = with_denial(annotated.parse, clause, clause.root)
    if (told.start, told.end) != (clause.start, clause.end):
        return _with_name(annotated, told)
    words = _without_joiner(" ".join(clause.within(text).split()))
    outside = clause.object is not None and clause.object.end <= clause.start
    if outside and clause.object and clause.subject and clause.contains(clause.subject):
        # "that the senate passed": add what was passed
        return f"{_without_relative(words)} ({' '.join(clause.object.within(text).split())})"
    if not subject or clause.subject is None:
        return words
    if not clause.contains(clause.subject):
        apart = not clause.overlaps(clause.subject)
        return f"{subject} {_without_relative(words)}" if apart else words
    own = clause.subject.within(text)
    if own != subject:
        before = text[clause.start : clause.subject.start]
        after = text[clause.subject.end : clause.end]
        return " ".join(f"{before}{subject}{after}".split())
    return words


def _with_name(annotated: AnnotatedReport, told: Span) -> str:
    """The words, "she denied that" with the name of whom it means."""
    text = annotated.report.text
    words = " ".join(told.within(text).split())
    if words.count("“") > words.count("”") and text[told.end : told.end + 1] == "”":
        words += "”"
    first, _, rest = words.partition(" ")
    if first.lower() not in HE_OR_SHE:
        return words
    person = person_before(annotated, Span(told.start, told.start + len(first)))
    return f"{person} {rest}" if person else words


def _without_joiner(words: str) -> str:
    """The words without the conjunction that joins their clause to another."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in JOINERS and rest else words


def _without_relative(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in RELATIVES else words
