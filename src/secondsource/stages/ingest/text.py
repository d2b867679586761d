"""Plain text to a report: the text as it came, its first line the title where it looks like one."""

from collections.abc import Iterator

from secondsource.records.report import Report
from secondsource.stages.ingest.admission import admit
from secondsource.stages.ingest.encoding import decode
from secondsource.stages.ingest.header import split_header
from secondsource.stages.ingest.info import info_of, of_file

LONGEST_TITLE = 160
WRAPPED = 120  # no program that wraps lines makes longer ones


def read_text(name: str, data: bytes) -> Iterator[Report]:
    """One report: all of the text after the header lines, line ends as they came."""
    headed = split_header(decode(name, data))
    says = {"title": title_of(headed.text), **headed.says}
    yield admit(name, headed.text, info_of(name, says, of_file(name)))


def title_of(text: str) -> str:
    """The first line, if it is short, has no full stop, and stands apart from what follows.

    It stands apart before an empty line, or before a line that is a whole paragraph; in a text
    with wrapped lines the first line is only the beginning of the first sentence.
    """
    lines = text.lstrip()[: 20 * LONGEST_TITLE].splitlines()
    title = lines[0].strip() if lines else ""
    if len(lines) < 2 or not title or len(title) > LONGEST_TITLE or title.endswith((".", ":", ",")):
        return ""
    apart = not lines[1].strip() or len(lines[1]) > max(WRAPPED, len(title))
    return title if apart else ""
