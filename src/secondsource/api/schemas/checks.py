"""Checks: a draft, what it is checked against, the findings, and what editors make of them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from secondsource.api.bounds import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ADDRESSES,
    MOST_STORIES,
    SAYING,
    Address,
    Given,
    Id,
    Moment,
    Words,
)
from secondsource.api.schemas.evidence import MadeBy, OfKind, Passage, SetAside, Told
from secondsource.api.schemas.stories import Origin, ToldReport

MOST_FILES = 50
LONGEST_TITLE = 200
LONGEST_NOTE = 10_000
BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
State = Literal["open", "accepted", "dismissed"]
Judgement = Literal["supported", "contradicted", "not_found"]
Line = Annotated[Words, Field(max_length=LONGEST_LINE)]
Body = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=SAYING)]


class GivenText(Given):
    """A text to check against, with what is known of it."""

    text: Body
    title: Line = ""
    outlet: Line = ""
    url: Address | None = None
    published: Moment | None = None


class GivenFile(Given):
    """A file to check against: its name, which says how to read it, and its bytes."""

    name: Annotated[Words, Field(min_length=1, max_length=255)]
    data: Annotated[str, Field(pattern=BASE64, description="Its bytes in Base64.")]


class GivenAgainst(Given):
    """What a draft is checked against: at least one of these."""

    stories: Annotated[list[Id], Field(max_length=MOST_STORIES)] = []
    addresses: Annotated[list[Address], Field(max_length=MOST_ADDRESSES)] = []
    texts: Annotated[list[GivenText], Field(max_length=MOST_FILES)] = []
    files: Annotated[list[GivenFile], Field(max_length=MOST_FILES)] = []


class ToCheck(Given):
    """A draft to check."""

    draft: Body
    title: Annotated[
        Words, Field(max_length=LONGEST_TITLE, description="Its first line if empty.")
    ] = ""
    against: GivenAgainst


class ToRemark(Given):
    """What an editor makes of a finding."""

    state: State
    note: Annotated[Words, Field(max_length=LONGEST_NOTE)] = ""


class Judged(Told):
    """What the reports say of characters [start, end) of the draft."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str
    verdict: Judgement
    kind: OfKind
    contested: bool = Field(description="Whether the reports disagree among themselves.")
    evidence: list[Passage] = Field(description="The passages that decide it.")
    against: list[Passage] = Field(description="Those of them that say otherwise.")
    nearest: list[Passage] = Field(description="Where nothing was found: what comes nearest.")
    note: str = Field(description="In words, why.")


class Finding(Judged):
    """What the reports say of a sentence; `parts` are its claims."""

    parts: list[Judged]
    maker: MadeBy


class Related(Passage):
    """A passage that an annotation rests on."""

    line: int = Field(ge=1)
    column: int = Field(ge=1)
    stand: Literal["evidence", "against", "nearest"]


class Annotation(Told):
    """What needs attention, as review tools show it."""

    finding: int = Field(ge=0, description="The index of its finding.")
    rule: str
    level: Literal["error", "warning", "note"]
    start_line: int = Field(ge=1)
    start_column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)
    text: str
    message: str
    related: list[Related]


class Remark(Told):
    """What an editor made of a finding."""

    finding: int = Field(ge=0, description="The index of the finding.")
    state: State
    note: str
    user: str
    at: datetime


class CheckSummary(Told):
    """A check in a list."""

    id: str
    user: str
    title: str
    checked: bool = Field(description="Whether the findings are there.")
    created: datetime
    changed: datetime


class Checks(Told):
    """A page of checks, the newest first."""

    schema_: Literal["secondsource/checks/1"] = Field(alias="schema")
    checks: list[CheckSummary]
    after: str | None = Field(description="Where the next page begins; null at the end.")


class Check(Told):
    """A checked draft, as `secondsource check --json` has it, with its remarks."""

    schema_: Literal["secondsource/check/1"] = Field(alias="schema")
    id: str
    user: str
    title: str
    draft: str
    created: datetime
    changed: datetime
    reports: list[ToldReport]
    origins: list[Origin]
    findings: list[Finding]
    annotations: list[Annotation]
    set_aside: list[SetAside]
    remarks: list[Remark]
