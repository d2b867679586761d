"""What an input says about its report, checked and completed: a `ReportInfo` or a reason."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from secondsource.errors import BadInput
from secondsource.records.report import ReportInfo
from secondsource.stages.ingest.published import read_published

STANDARD_INPUT = "-"
LEADING_NUMBER = re.compile(r"\A\d+\s*[-_.)]?\s*(?=[^\W\d])")
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][\w-]*)?")
HOST = re.compile(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
SURROGATE = re.compile("[\ud800-\udfff]")
THREE_LETTERS = {"eng": "en"}


def info_of(name: str, says: Mapping[str, object], default: ReportInfo) -> ReportInfo:
    """`default` with what `says` adds under the names of `ReportInfo`; other names are ignored.

    `BadInput` for a value of the wrong kind: a wrong date in silence would be a wrong conflict.
    """
    given = {key: _string(name, key, says[key]) for key in _READ if says.get(key) is not None}
    known = {key: value for key, value in given.items() if value}
    published = default.published
    if when := known.pop("published", None):
        try:
            published = read_published(when)
        except ValueError as error:
            raise BadInput(name, f"'published' cannot be read: {error}") from error
    if "outlet" not in known and (host := _host(known.get("url", ""))):
        known["outlet"] = host
    return replace(
        default,
        published=published,
        language=_language(known.pop("language", "")) or default.language,
        **known,  # type: ignore[arg-type]
    )


def of_file(name: str) -> ReportInfo:
    """What the name of a file says: it is the ref; the outlet is its stem less a leading number."""
    # A name that is no UTF-8 comes with halves of characters: the text is not at fault.
    path = PurePath(SURROGATE.sub("\ufffd", name))
    outlet = "" if name == STANDARD_INPUT else LEADING_NUMBER.sub("", path.stem)
    return ReportInfo(ref=path.name, outlet=outlet)


_READ = ("ref", "outlet", "url", "title", "byline", "published", "language")


def _language(value: str) -> str:
    found = LANGUAGE.fullmatch(value)
    code = found[1].lower() if found else ""
    return THREE_LETTERS.get(code, code)


def _host(url: str) -> str:
    found = HOST.match(url)
    return found[1].lower() if found else ""


def _string(name: str, key: str, value: object) -> str:
    if key == "ref" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise BadInput(name, f"{'id' if key == 'ref' else key!r} must be a string, got {kind}")
    return value.strip()
