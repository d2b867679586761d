"""Tolls: more dead, injured or arrested than any report counts."""

from collections.abc import Iterator, Sequence

from secondsource.compare.claims import Statement
from secondsource.compare.number import FATES, PEOPLE, fate_of
from secondsource.compare.number_comparison import compare_quantities, describe
from secondsource.compare.word_lists import families
from secondsource.records.layers import Quantity
from secondsource.records.story import Kind
from secondsource.stages.check.said import Objection, Said


def beyond_every_toll(said: Said, told: Sequence[Statement]) -> Objection | None:
    """An objection if a sentence counts more of one fate than each of the reports' statements.

    Fewer may be a part of them: "twelve men died" where fourteen people did.
    """
    for mine, fate in _tolls(said.statements):
        theirs = [(s, q) for s in told for q in s.claim.quantities if fate == _toll(s, q)]
        if not theirs or any(_reaches(q, mine) for _, q in theirs):
            continue
        statement, most = max(theirs, key=lambda item: item[1].high)
        note = f"no report counts more than {describe(most)}"
        return Objection(Kind.NUMBER, (statement.claim.said_in,), note)
    return None


def _tolls(statements: Sequence[Statement]) -> Iterator[tuple[Quantity, str]]:
    for statement in statements:
        for quantity in statement.claim.quantities:
            if fate := _toll(statement, quantity):
                yield quantity, fate


def _toll(statement: Statement, quantity: Quantity) -> str:
    """The fate of those whom a count of people counts, "" for other figures."""
    family = families().get(quantity.of, quantity.of)
    people = not quantity.unit and family in FATES | PEOPLE
    return fate_of(statement, quantity) if people else ""


def _reaches(theirs: Quantity, mine: Quantity) -> bool:
    return theirs.high >= mine.low or compare_quantities(mine, theirs).fits is not False
