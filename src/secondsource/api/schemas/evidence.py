"""Passages, and who made what is told."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

WhenKnown = Annotated[datetime | None, Field(description="ISO 8601; null where it is not known.")]
Origins = Annotated[list[str], Field(description="Ids of independent origins.")]
Speaker = Annotated[
    str | None,
    Field(description="Who is quoted as saying it; null for the report's own voice, or unknown."),
]
Kind = Literal[
    "number", "date", "place", "person", "role", "attribution", "outcome", "object", "status"
]  # fmt: skip
OfKind = Annotated[
    Kind | None, Field(description="What a conflict, an update or a contradiction is about.")
]


class Told(BaseModel):
    """Any object of an answer. Later versions may tell more of it, and never less."""

    model_config = ConfigDict(frozen=True)


class MadeBy(Told):
    """What made this: a rule set or a model."""

    name: str
    version: str


class Passage(Told):
    """Characters [start, end) of one report, counted in Unicode code points of its text."""

    report: str = Field(description="The id of the report.")
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str = Field(min_length=1, description="The characters themselves.")


class CitedPassage(Passage):
    """A passage with whose it is: its report may have left the story since."""

    outlet: str
    url: str | None


class SetAside(Told):
    """An input that could not be read."""

    input: str
    reason: str = Field(description="In words, why, and what to do.")
