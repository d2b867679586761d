"""A page to a report: the article's text as trafilatura finds it, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from secondsource.errors import BadInput
from secondsource.records.report import Report
from secondsource.stages.ingest.admission import admit, has_sentence
from secondsource.stages.ingest.encoding import decode
from secondsource.stages.ingest.info import info_of, of_file
from secondsource.stages.ingest.page_metadata import metadata_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
XML_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,20})")
HEAD = 4096
MOST_ELEMENTS = 60_000
MOST_ABOVE = 4  # lines above the first paragraph, among them a byline that is no part of the text


def read_html(name: str, data: bytes) -> Iterator[Report]:
    """One report: paragraphs of the article, without navigation, comments and captions."""
    page = decode(name, data, declared=_declared(data[:HEAD]))
    tree = _tree(name, page)
    says = metadata_of(tree)
    text = _article(tree, says.get("byline", ""))
    if not has_sentence(text):
        raise BadInput(name, "no article text was found in it: save the article's text as .txt")
    yield admit(name, text, info_of(name, says, of_file(name)))


def _declared(head: bytes) -> str | None:
    found = XML_DECLARED.search(head) or DECLARED.search(head)
    return found[1].decode("ascii") if found else None


def _tree(name: str, page: str) -> "HtmlElement":
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        raise BadInput(name, "it is no HTML page: save it again, or give its text as .txt")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise BadInput(
            name, f"it has over {MOST_ELEMENTS} elements: save the article's text as .txt"
        )
    return tree


def _article(tree: "HtmlElement", byline: str) -> str:
    from trafilatura import extract

    # Extraction is the work of a dozen parsers on a page that may be made to break them.
    try:
        text = extract(tree, include_comments=False, include_tables=True, favor_precision=True)
    except Exception:  # noqa: BLE001
        return ""
    # It gives a paragraph a line; a report has an empty line between paragraphs.
    lines = [line for line in (text or "").splitlines() if line.strip()]
    above = (line for line in lines[:MOST_ABOVE] if line.strip().removeprefix("By ") != byline)
    return "\n\n".join([*above, *lines[MOST_ABOVE:]])
