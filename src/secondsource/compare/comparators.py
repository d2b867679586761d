"""The table of comparators of statements, in the order in which they are asked."""

from collections.abc import Callable

from secondsource.compare.claims import Statement
from secondsource.compare.date import compare_dates
from secondsource.compare.deed import compare_deeds_told
from secondsource.compare.difference import Difference
from secondsource.compare.matter import Matter
from secondsource.compare.number import compare_numbers
from secondsource.compare.object import compare_objects
from secondsource.compare.outcome import compare_outcomes
from secondsource.compare.person import compare_persons
from secondsource.compare.place import compare_places
from secondsource.compare.status import compare_statuses

Comparator = Callable[[Statement, Statement, Matter], Difference | None]

# The more telling a difference, the earlier it is asked; one difference a pair is enough.
COMPARATORS: tuple[Comparator, ...] = (
    compare_numbers,
    compare_outcomes,
    compare_statuses,
    compare_dates,
    compare_places,
    compare_persons,
    compare_objects,
    compare_deeds_told,
)


def difference(a: Statement, b: Statement, matter: Matter) -> Difference | None:
    """The first difference that a comparator finds between two statements of one matter."""
    found = (compare(a, b, matter) for compare in COMPARATORS)
    return next((one for one in found if one is not None), None)
