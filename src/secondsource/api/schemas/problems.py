"""What is answered instead, where something is wrong: RFC 9457."""

from pydantic import Field

from secondsource.api.schemas.evidence import Told


class Wrong(Told):
    """One thing that is wrong with what was given: in the body, or in a parameter."""

    detail: str
    pointer: str = Field("", description="Where in the body: a JSON pointer.")
    in_: str = Field("", alias="in", description="Where the parameter is.")
    name: str = Field("", description="Which parameter.")


class Problem(Told):
    """What is wrong, and what to do about it."""

    type: str = Field(description="What sort of problem it is.")
    title: str = Field(description="The name of the status.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong with this request, and what to do.")
    instance: str = Field(description="This request, by its id in the desk's journal.")
    errors: list[Wrong] = Field([], description="Each thing that is wrong with what was given.")
