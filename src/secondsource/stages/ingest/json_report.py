"""JSON to reports: one report object, a list of them, or an object with such a list, `reports`."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from secondsource.errors import BadInput
from secondsource.records.brief import SetAside
from secondsource.records.report import Report, ReportInfo
from secondsource.stages.ingest.admission import admit
from secondsource.stages.ingest.encoding import decode
from secondsource.stages.ingest.info import info_of, of_file

SCHEMA = "'text' and any of id, outlet, url, title, byline, published, language"


def read_json(name: str, data: bytes) -> Iterator[Report | SetAside]:
    """The reports of a `.json` file; an item that is none is set aside by its number."""
    found = loaded(name, decode(name, data))
    items = found.get("reports", found) if isinstance(found, dict) else found
    if isinstance(items, dict):
        yield report_of(name, items, of_file(name))
    elif isinstance(items, list):
        yield from _listed(name, items)
    else:
        raise BadInput(name, f"it holds no report: a report is an object with {SCHEMA}")


def loaded(name: str, text: str) -> Any:
    """The value that `text` is JSON of."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput(name, f"it is not JSON ({error.msg} at {where}): mend it there") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(name, "its JSON has a number too long or lists too deep") from error


def report_of(name: str, item: object, default: ReportInfo) -> Report:
    """The report that a JSON object is; its `id` becomes the ref, unknown fields are ignored.

    The text is kept to the character, as the caller's own offsets into it must hold.
    """
    if not isinstance(item, dict):
        raise BadInput(name, f"it is no report: a report is an object with {SCHEMA}")
    text = item.get("text")
    if not isinstance(text, str):
        missing = "has no 'text'" if text is None else "'text' is not a string"
        raise BadInput(name, f"the report {missing}: give the article's text under 'text'")
    says = {**item, "ref": item.get("id")}
    info = info_of(name, says, default)
    return admit(name, text, info)


def unnamed(ref: str) -> ReportInfo:
    """What is known of an item that says nothing itself: the file and number that it stood at."""
    return ReportInfo(ref=PurePath(ref).name)


def _listed(name: str, items: list[Any]) -> Iterator[Report | SetAside]:
    if not items:
        raise BadInput(name, "its list of reports is empty")
    for number, item in enumerate(items, start=1):
        ref = f"{name}:{number}"
        try:
            yield report_of(ref, item, unnamed(ref))
        except BadInput as bad:
            yield SetAside(bad.input, bad.reason)
