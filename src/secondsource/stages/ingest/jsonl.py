"""JSONL to reports: one a line; a bad line is set aside by its number and the rest goes on."""

from collections.abc import Iterable, Iterator

from secondsource.errors import BadInput
from secondsource.records.brief import SetAside
from secondsource.records.report import Report
from secondsource.stages.ingest.admission import LARGEST_TEXT, too_large
from secondsource.stages.ingest.encoding import MARKS, decode
from secondsource.stages.ingest.json_report import loaded, report_of, unnamed

# A text of LARGEST_TEXT bytes may be this long when every character is written as \uXXXX.
LARGEST_LINE = 6 * LARGEST_TEXT


def read_jsonl(name: str, data: bytes) -> Iterator[Report | SetAside]:
    """The reports of a `.jsonl` file: `text`, and any of `id` (becomes the ref), `outlet`, `url`,
    `title`, `byline`, `published`, `language`; unknown fields are ignored.
    """
    if any(data.startswith(mark) for mark, _ in MARKS):
        data = decode(name, data).encode("utf-8", "surrogatepass")
    yield from read_lines(name, data.split(b"\n"))


def read_lines(name: str, lines: Iterable[bytes]) -> Iterator[Report | SetAside]:
    """The same from lines as they come, so that no file need be held whole."""
    some = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        some = True
        ref = f"{name}:{number}"
        try:
            if len(line) > LARGEST_LINE:
                raise BadInput(ref, too_large("the line"))
            yield report_of(ref, loaded(ref, decode(ref, line)), unnamed(ref))
        except BadInput as bad:
            yield SetAside(bad.input, bad.reason)
    if not some:
        raise BadInput(name, "there is no line in it: leave it out, or give a report a line")
