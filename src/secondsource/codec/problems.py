"""What went wrong with a request, as RFC 9457 has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.codec.answers import Json


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with what was given.

    `pointer` leads to it in a body (RFC 6901, "#" the whole of it); elsewhere it is "", and
    `place` says which of path, query, header and cookie has the parameter `name`.
    """

    detail: str
    pointer: str = ""
    place: str = ""
    name: str = ""


def problem_to_json(
    *, status: int, title: str, detail: str, request_id: str, wrong: Iterable[Wrong] = ()
) -> Json:
    """A problem; `type` is the one that says no more than the status does."""
    told: Json = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:uuid:{request_id}",
    }
    errors = [_wrong(one) for one in wrong]
    return {**told, "errors": errors} if errors else told


def _wrong(one: Wrong) -> Json:
    if one.pointer:
        return {"detail": one.detail, "pointer": one.pointer}
    return {"detail": one.detail, "in": one.place, "name": one.name}
