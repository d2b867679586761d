"""Feeds that are followed, and how the desk was found."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from secondsource.api.bounds import LONGEST_LINE, Address, Given, Words
from secondsource.api.schemas.evidence import Told


class Feed(Told):
    """One feed, and how it fares."""

    url: str
    title: str = Field(description="As it calls itself.")
    outlet: str
    folder: str = Field(description="Where it stood in a list of feeds.")
    added: datetime
    next_poll: datetime | None = Field(description="When it is asked next; null if it is gone.")
    last_success: datetime | None
    failures: int = Field(ge=0, description="How often it failed since then.")
    problem: str = Field(description="What is wrong now; empty if nothing is.")
    gone: bool = Field(description="Whether its host says that it is gone for good.")


class Feeds(Told):
    """The feeds that are followed."""

    schema_: Literal["secondsource/feeds/1"] = Field(alias="schema")
    feeds: list[Feed]


class ToFollow(Given):
    """A feed to follow, or a page that names its feed."""

    url: Address
    outlet: Annotated[Words, Field(max_length=LONGEST_LINE)] = ""


class Condition(Told):
    """How one matter of the desk was found."""

    matter: str
    grade: Literal["good", "note", "warning", "bad"]
    found: str
    advice: str = Field(description="What to do; empty if nothing is to be done.")


class Health(Told):
    """How the desk was found."""

    schema_: Literal["secondsource/health/1"] = Field(alias="schema")
    conditions: list[Condition]
