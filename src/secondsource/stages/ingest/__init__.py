"""Bytes to reports: one file a format, and one table that says which suffix is read by which.

The text of a report is kept as it came: no normal form is imposed and line ends stay, since every
offset counts its characters. What a file says about its report is in `header` (plain text and
Markdown), `json_report` and `page_metadata`.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from secondsource.errors import BadInput
from secondsource.records.brief import SetAside
from secondsource.records.report import Report
from secondsource.stages.ingest.admission import LARGEST_TEXT, too_large
from secondsource.stages.ingest.html import read_html
from secondsource.stages.ingest.info import STANDARD_INPUT
from secondsource.stages.ingest.json_report import read_json
from secondsource.stages.ingest.jsonl import read_jsonl, read_lines
from secondsource.stages.ingest.markdown import read_markdown
from secondsource.stages.ingest.text import read_text

Reader = Callable[[str, bytes], Iterator[Report | SetAside]]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
# Files of many reports: the limit for a text is on each of them.
OF_MANY = (".json", ".jsonl", ".ndjson")
LARGEST_OF_MANY = 50_000_000  # bytes read at once; longer JSONL is read line by line
__all__ = ["LARGEST_OF_MANY", "READERS", "STANDARD_INPUT", "largest", "read_lines", "read_source"]


def read_source(name: str, data: bytes) -> tuple[list[Report], list[SetAside]]:
    """The reports in `data`, read as the suffix of `name` says, and what had to be set aside.

    Without any suffix the beginning tells JSON and JSONL from plain text: so standard input, "-",
    is read. Nothing is raised, whatever the bytes are.
    """
    reports: list[Report] = []
    aside: list[SetAside] = []
    try:
        for one in reader_of(name, data)(name, data):
            (reports if isinstance(one, Report) else aside).append(one)  # type: ignore[arg-type]
    except BadInput as bad:
        aside.append(SetAside(bad.input, bad.reason))
    return reports, aside


def reader_of(name: str, data: bytes) -> Reader:
    """What reads the input; `BadInput` for an unknown suffix, no bytes, or too many of them."""
    suffix = PurePath(name).suffix.lower() or _sniffed(data)
    if suffix not in READERS:
        raise BadInput(name, f"{suffix!r} files are not read: give one of {', '.join(READERS)}")
    if not data.strip():
        raise BadInput(name, "it is empty: leave it out, or save the article into it")
    if len(data) > largest(suffix):
        raise BadInput(name, too_large("it", largest(suffix)))
    return READERS[suffix]


def largest(suffix: str) -> int:
    """How many bytes of an input with this suffix are read."""
    return LARGEST_OF_MANY if suffix.lower() in OF_MANY else LARGEST_TEXT


def _sniffed(data: bytes) -> str:
    start = data[:4096].lstrip()
    if start.startswith(b"["):
        return ".json"
    if not start.startswith(b"{"):
        return ".txt"
    first, _, rest = start.partition(b"\n")
    return ".jsonl" if first.rstrip().endswith(b"}") or not rest else ".json"
