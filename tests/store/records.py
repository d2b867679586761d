"""Made-up records to store: what they say does not matter, only that it comes back."""

from datetime import UTC, datetime, timedelta

import numpy as np

from secondsource.records.evidence import Maker
from secondsource.records.grouped import Glance, Grouped, Link
from secondsource.records.report import Report
from secondsource.records.story import Story

PUBLISHED = datetime(2025, 10, 16, 12, tzinfo=UTC)
NOON = datetime(2025, 10, 20, 12, tzinfo=UTC)
MAKER = Maker("test", "1")
HOUR = timedelta(hours=1)


def report(text: str, **fields: object) -> Report:
    """A report of `text`. Not that of `tests.build`: processes of their own need it at once."""
    return Report.from_text(text, **{"outlet": "The Post", "published": PUBLISHED, **fields})


def reports(many: int, *, start: int = 0) -> tuple[Report, ...]:
    """Reports of different outlets, an hour apart."""
    return tuple(
        report(
            f"The ferry {i} left Skarvøy at noon.",
            outlet=f"Outlet {i}",
            url=f"https://outlet{i}.example/ferry",
            published=PUBLISHED + i * HOUR,
        )
        for i in range(start, start + many)
    )


def glance(of: Report, *words: str, vector: tuple[float, ...] = (1.0, 0.0)) -> Glance:
    """A report at a glance that can be found by some words, the first weighing most."""
    keys = tuple((word, 1 / (place + 1)) for place, word in enumerate(words or ("ferry",)))
    packed = np.array(vector, "<f4").tobytes()
    return Glance(of.id, of.published, keys, packed, of.text.encode(), MAKER)


def story(id: str, *inside: Report, headline: str = "A ferry left", **fields: object) -> Story:
    """A story of some reports."""
    times = [one.published for one in inside if one.published]
    first, last = (min(times), max(times)) if times else (None, None)
    ids = tuple(one.id for one in inside)
    made = {"merged_into": None, "why": "they share the ferry", "maker": MAKER, **fields}
    return Story(id, headline, ids, first, last, **made)  # type: ignore[arg-type]


def link(a: Report, b: Report, value: float = 1.5) -> Link:
    """A link between two reports, whichever way round they come."""
    return Link(min(a.id, b.id), max(a.id, b.id), value)


def grouped(*stories: Story, of: tuple[Report, ...] = (), links: tuple[Link, ...] = ()) -> Grouped:
    """What grouping some reports gave, each with a glance."""
    return Grouped(tuple(glance(one) for one in of), links, stories)
