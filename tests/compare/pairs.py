"""Two short reports read side by side: what comparators of statements are given."""

from datetime import timedelta

from secondsource.compare.claims import Statement, statements
from secondsource.compare.comparators import Comparator
from secondsource.compare.difference import Difference
from secondsource.compare.identity import unify
from secondsource.compare.matter import Matter, matters
from secondsource.records.story import Relation
from tests.build import PUBLISHED, annotated, encoder

Pair = tuple[Statement, Statement, Matter]


def said(text: str) -> list[Statement]:
    """The statements of one report."""
    read = annotated(text)
    return statements(read, unify([read]))


def only(text: str) -> Statement:
    """The statement of a report that makes a single one."""
    (found,) = said(text)
    return found


def pairs(first: str, second: str, *, hours: float = 0) -> list[Pair]:
    """Statements of two outlets that may speak to one matter; the second reports `hours` later."""
    read = [
        annotated(first, outlet="The Post"),
        annotated(second, outlet="The Herald", published=PUBLISHED + timedelta(hours=hours)),
    ]
    names = unify(read)
    every = [statement for one in read for statement in statements(one, names)]
    return [(every[m.a], every[m.b], m) for m in matters(every, encoder())]


def differences(
    compare: Comparator, first: str, second: str, *, hours: float = 0
) -> list[Difference]:
    """What a comparator finds between two reports."""
    found = (compare(*pair) for pair in pairs(first, second, hours=hours))
    return [one for one in found if one is not None]


def relations(compare: Comparator, first: str, second: str, *, hours: float = 0) -> set[Relation]:
    """Conflict, update, or nothing."""
    return {one.relation for one in differences(compare, first, second, hours=hours)}
