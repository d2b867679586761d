"""Who asks, users and tokens, and the views that people keep."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from secondsource.api.bounds import LARGEST, LONGEST_LINE, SAYING, Given, Id, Moment, Words
from secondsource.api.schemas.evidence import Told

ScopeName = Literal["read", "check", "add", "order", "manage"]
Scopes = Annotated[list[ScopeName], Field(min_length=1, max_length=5)]
Name = Annotated[str, Field(min_length=1, max_length=64, pattern=SAYING)]
Password = Annotated[Words, Field(min_length=12, max_length=1_000)]
Line = Annotated[Words, Field(max_length=LONGEST_LINE)]


class Me(Told):
    """Who asks, and what they may do."""

    user: str = Field(description="Empty for the person alone at the desk.")
    name: str
    scopes: list[ScopeName]


class User(Told):
    """One person of a team."""

    id: str
    name: str
    scopes: list[ScopeName]
    added: datetime
    disabled: datetime | None = Field(description="Since when they may not enter; else null.")
    password: bool = Field(description="Whether they can sign in on a page.")


class Users(Told):
    """The users of a desk."""

    schema_: Literal["secondsource/users/1"] = Field(alias="schema")
    users: list[User]


class NewUser(Given):
    """A user to add; without a password they come in by tokens alone."""

    name: Name
    password: Password | None = None
    scopes: Scopes


class UserChange(Given):
    """What is to be otherwise about a user; what is left out stays."""

    scopes: Scopes | None = None
    disabled: bool | None = None
    password: Password | None = None


class Token(Told):
    """What a program shows to be let in, but for its secret."""

    id: str
    user: str
    name: str
    scopes: list[ScopeName]
    created: datetime
    expires: datetime | None
    revoked: datetime | None
    used: datetime | None = Field(description="When it was shown last, within a minute.")


class Tokens(Told):
    """The tokens of a desk."""

    schema_: Literal["secondsource/tokens/1"] = Field(alias="schema")
    tokens: list[Token]


class NewToken(Given):
    """A token to make."""

    name: Name
    user: Annotated[str, Field(max_length=64, pattern="^[0-9A-Za-z_-]*$")] = ""
    scopes: Scopes
    expires: Moment | None = None


class MadeToken(Token):
    """A new token."""

    secret: str | None = Field(
        description="What lets in, told this once; null where the answer is told again."
    )


class Filter(Told):
    """Which stories a view keeps."""

    text: str
    name: str
    outlet: str
    since: datetime | None
    until: datetime | None
    least_origins: int
    disputed: bool | None


class View(Told):
    """A filter that somebody keeps by a name."""

    id: str
    name: str
    filter: Filter


class Views(Told):
    """The views of who asks."""

    schema_: Literal["secondsource/views/1"] = Field(alias="schema")
    views: list[View]


class GivenFilter(Given):
    """Which stories to keep; what is left out is not looked at."""

    text: Line = ""
    name: Line = ""
    outlet: Line = ""
    since: Moment | None = None
    until: Moment | None = None
    least_origins: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    disputed: bool | None = None


class NewView(Given):
    """A filter to keep by a name, in place of the one that had it."""

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=SAYING)]
    filter: GivenFilter


class Chosen(Given):
    """Stories to merge."""

    stories: Annotated[list[Id], Field(min_length=2, max_length=50)]


class SplitOff(Given):
    """Reports that leave a story."""

    reports: Annotated[list[Id], Field(min_length=1, max_length=500)]
