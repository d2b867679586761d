"""Reports as they are kept, and as they are given."""

from typing import Annotated, Literal

from pydantic import Field

from secondsource.api.bounds import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ADDRESSES,
    MOST_REPORTS,
    SAYING,
    Address,
    Given,
    Moment,
    Words,
)
from secondsource.api.schemas.evidence import Passage, Told, WhenKnown


class Report(Told):
    """A report without its text."""

    id: str
    ref: str = Field(description="The caller's own name for the report.")
    outlet: str
    url: str | None
    title: str
    byline: str | None
    published: WhenKnown
    fetched: WhenKnown
    language: str
    replaces: str | None = Field(description="The id of the report that this one corrects.")


class Reports(Told):
    """A page of reports."""

    schema_: Literal["secondsource/reports/1"] = Field(alias="schema")
    reports: list[Report]
    after: str | None = Field(description="Where the next page begins; null at the end.")


class WholeReport(Report):
    """A report with its text, unaltered, and the story that it is in."""

    schema_: Literal["secondsource/report/1"] = Field(alias="schema")
    text: str = Field(description="All offsets count its Unicode code points.")
    story: str | None = Field(description="The id of its story; null before it is grouped.")


class PassageOf(Passage):
    """Some characters of a report, with those around them."""

    schema_: Literal["secondsource/passage/1"] = Field(alias="schema")
    before: str = Field(description="Up to 200 characters that stand before it.")
    after: str = Field(description="Up to 200 characters that stand behind it.")
    length: int = Field(ge=1, description="How many code points the whole text has.")


Line = Annotated[Words, Field(max_length=LONGEST_LINE)]


class GivenReport(Given):
    """A report to take in, as a line of our JSONL input has it."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=SAYING)]
    id: Annotated[Line, Field(description="Your own name for it: it becomes `ref`.")] = ""
    outlet: Line = ""
    url: Address | None = None
    title: Line = ""
    byline: Line | None = None
    published: Moment | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "en"


class ToAdd(Given):
    """Reports, and addresses of pages, feeds, sitemaps and lists of feeds."""

    reports: Annotated[list[GivenReport], Field(max_length=MOST_REPORTS)] = []
    addresses: Annotated[list[Address], Field(max_length=MOST_ADDRESSES)] = []
    outlet: Annotated[Line, Field(description="Who published all of it; found if empty.")] = ""
