"""Markdown to a report: what a reader would see, without marks, links' addresses and pictures."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from secondsource.errors import BadInput
from secondsource.records.report import Report
from secondsource.stages.ingest.admission import admit
from secondsource.stages.ingest.encoding import decode
from secondsource.stages.ingest.header import split_front_matter
from secondsource.stages.ingest.info import info_of, of_file
from secondsource.stages.ingest.text import title_of

if TYPE_CHECKING:
    from markdown_it.token import Token

SEEN = ("text", "code_inline", "text_special")
BREAKS = ("softbreak", "hardbreak")
# Line ends and marks: the parser's work grows with them, to a quarter of a minute for 5 MB.
MARKS = "\n[]*_`<>!&\\|"
MOST_MARKS = 50_000


def read_markdown(name: str, data: bytes) -> Iterator[Report]:
    """One report: the rendered text, a paragraph, heading, item or row of a table to a block.

    The first heading is the title, unless the header names one. Raw HTML is left out.
    """
    headed = split_front_matter(decode(name, data))
    if sum(headed.text.count(mark) for mark in MARKS) > MOST_MARKS:
        raise BadInput(
            name, f"it has over {MOST_MARKS} lines and marks of Markdown: save it as .txt"
        )
    blocks, heading = _rendered(headed.text)
    text = "\n\n".join(blocks)
    says = {"title": heading or title_of(text), **headed.says}
    yield admit(name, text, info_of(name, says, of_file(name)))


def _rendered(source: str) -> tuple[list[str], str]:
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    heading, in_heading, row = "", False, None
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        elif token.type == "tr_open":
            row = len(blocks)
        elif token.type == "tr_close" and row is not None:
            blocks[row:], row = [" | ".join(blocks[row:])], None
        elif text := _seen(token):
            blocks.append(text)
            heading = heading or (text if in_heading else "")
    return blocks, heading


def _seen(token: "Token") -> str:
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    return _inline(token.children or ()).strip() if token.type == "inline" else ""


def _inline(children: "Iterable[Token]") -> str:
    parts = (
        child.content if child.type in SEEN else " " if child.type in BREAKS else ""
        for child in children
    )
    return "".join(parts)
