"""What changed in a story from one version of its brief to the next."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from secondsource.api.schemas.evidence import CitedPassage, Told


class Detail(Told):
    """One part of a change."""

    aspect: Literal["side", "was", "now", "gone", "new"]
    who: str = Field(description="The outlets, in words.")
    text: str = Field(description="What they say there.")
    cites: list[CitedPassage]


class Change(Told):
    """One thing that changed."""

    key: str = Field(description="The same for the same change told again.")
    kind: Literal[
        "disputed", "withdrawn", "corrected", "settled", "unconfirmed", "confirmed", "updated",
        "new", "merged", "report", "left",
    ]  # fmt: skip
    text: str = Field(description="In words.")
    subject: str = Field(description="The id of the point, report or story that it is about.")
    details: list[Detail]
    cites: list[CitedPassage]


class Version(Told):
    """One version of a brief, and what changed by it."""

    story: str
    number: int = Field(ge=1)
    written: datetime
    changes: list[Change] = Field(description="The weightiest first.")


class Changes(Told):
    """What versions of a story's brief changed, the oldest first."""

    schema_: Literal["secondsource/changes/1"] = Field(alias="schema")
    versions: list[Version]


class VersionAtAGlance(Told):
    """One version of a brief."""

    number: int = Field(ge=1)
    written: datetime
    changes: int = Field(ge=0, description="How much changed by it.")


class Versions(Told):
    """The versions of a story's brief, the oldest first."""

    story: str
    versions: list[VersionAtAGlance]
