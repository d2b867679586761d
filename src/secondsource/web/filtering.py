"""What a list of stories is asked for: an address to a filter and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from secondsource.records.summary import StoryFilter

DISPUTED = {"": None, "yes": True, "no": False}
LONGEST = 500  # characters of a field
DAY_LESS_ONE = timedelta(days=1) - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter as fields of a form hold it, and what is wrong with them, by field."""

    fields: Mapping[str, str]
    filter: StoryFilter
    wrong: Mapping[str, str]

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it: the fields that are set."""
        return {name: value for name, value in self.fields.items() if value}

    @property
    def further(self) -> int:
        """How many fields are set besides the text."""
        return len(self.query) - ("q" in self.query)


FIELDS = ("q", "name", "outlet", "since", "until", "origins", "disputed")


def wanted(given: Mapping[str, str]) -> Wanted:
    """What the fields ask for; one that cannot be read is told of, and asks for nothing."""
    fields = {name: given.get(name, "").strip()[:LONGEST] for name in FIELDS}
    wrong: dict[str, str] = {}
    days = {name: _day(fields[name], name, wrong) for name in ("since", "until")}
    until = days["until"]
    asked = StoryFilter(
        text=fields["q"],
        name=fields["name"],
        outlet=fields["outlet"],
        since=days["since"],
        until=until + DAY_LESS_ONE if until else None,
        least_origins=_count(fields["origins"], wrong),
        disputed=DISPUTED.get(fields["disputed"]),
    )
    return Wanted(fields, asked, wrong)


def fields_of(asked: StoryFilter) -> dict[str, str]:
    """The fields that ask for a filter: what the address of a saved view says."""
    disputed = {kept: word for word, kept in DISPUTED.items()}[asked.disputed]
    told = {
        "q": asked.text,
        "name": asked.name,
        "outlet": asked.outlet,
        "since": asked.since.date().isoformat() if asked.since else "",
        "until": asked.until.date().isoformat() if asked.until else "",
        "origins": str(asked.least_origins or ""),
        "disputed": disputed,
    }
    return {name: value for name, value in told.items() if value}


def _day(text: str, name: str, wrong: dict[str, str]) -> datetime | None:
    """The first moment of a day."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), tzinfo=UTC)
    except ValueError:
        wrong[name] = "is no day: write it as 2026-03-14"
        return None


def _count(text: str, wrong: dict[str, str]) -> int:
    if not text:
        return 0
    if text.isascii() and text.isdecimal() and len(text) < 6:
        return int(text)
    wrong["origins"] = "is no number: write it in figures"
    return 0
