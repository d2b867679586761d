"""How changes are put into words."""

from collections.abc import Iterable

from secondsource.records.change import ChangeKind
from secondsource.records.evidence import Passage
from secondsource.records.report import Report

# What stands above the changes of one kind.
HEADINGS = {
    ChangeKind.DISPUTED: "Newly disputed",
    ChangeKind.WITHDRAWN: "Withdrawn by the outlet",
    ChangeKind.CORRECTED: "Corrected by the outlet",
    ChangeKind.SETTLED: "No longer disputed",
    ChangeKind.UNCONFIRMED: "No longer confirmed",
    ChangeKind.CONFIRMED: "Newly confirmed",
    ChangeKind.UPDATED: "Superseded by a later report",
    ChangeKind.NEW: "New from one source",
    ChangeKind.MERGED: "Stories merged",
    ChangeKind.REPORT: "New reports",
    ChangeKind.LEFT: "No longer part of the story",
}
HANGING = ",;:\u2014\u2013- "
LONGEST = 160  # characters of a statement that are quoted inside a line


def listed(words: Iterable[str]) -> str:
    """Words in a row, each once: "a", "a and b", "a, b and c"."""
    unique = list(dict.fromkeys(words))
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def open_end(text: str) -> str:
    """A line to which more is to be said: without its full stop."""
    return text.removesuffix(".") if not text.endswith("..") else text


def quoted(text: str) -> str:
    """A text between quotation marks, on one line and cut at a word where it is long."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0].rstrip(HANGING) + " \u2026"
    return f"\u201c{words}\u201d"


def named(report: Report) -> str:
    """A report by outlet and title, as far as it has them."""
    return f"{report.label}, \u201c{report.title}\u201d" if report.title else report.label


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def characters(report: Report, passage: Passage) -> str:
    """The characters of a passage on one line."""
    return " ".join(passage.span.within(report.text).split())
