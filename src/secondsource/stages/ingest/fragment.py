"""A piece of HTML, as feeds carry it, to plain text: paragraphs apart, no markup, no captions.

It reads tag by tag and never looks back. Parsers of HTML build a tree, and take minutes for an
element with a hundred thousand attributes, or drop what is nested too deep.
"""

import re
from collections.abc import Iterator
from html import unescape

from secondsource.stages.ingest.xml_source import without_illegal

TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)"
    r"(?:(?:\"[^\"<]*+\"|'[^'<]*+'|[^<>\"'])*+>|[^<>]*+(?:>|(?=<)|\Z))"
)
ASIDE = (
    ("<!-->", ""),
    ("<!--->", ""),
    ("<!--", "-->"),
    ("<![CDATA[", "]]>"),
    ("<!", ">"),
    ("<?", ">"),
)
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
# What is no text of the report: scripts, forms, what is embedded, and captions of pictures.
LEFT_OUT = frozenset((
    "audio", "button", "canvas", "figcaption", "form", "frameset", "head", "iframe", "math", "nav",
    "noembed", "noframes", "noscript", "script", "select", "style", "svg", "template", "textarea",
    "video",
))  # fmt: skip
# Left out to their end even if that is missing: what is in them is no language.
NO_LANGUAGE = frozenset(("script", "style"))
CELLS = frozenset(("td", "th"))
MARKUP = re.compile(r"<[/!?]?[A-Za-z]|<!-")
BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*+\n\s*+")
LONGEST = 5_000_000  # characters
PARAGRAPH, LINE, CELL = "\n\n", "\n", " | "
SPACE = re.compile(r"\s+")
# Python refuses to read such a number, and no character has it.
ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")


def paragraphs_of(fragment: str) -> tuple[str, ...]:
    """The paragraphs of a piece of HTML, or of plain text with references, in their order.

    Inside a paragraph white space is one space, except for the line breaks that the HTML sets.
    A row of a table is a paragraph with its cells parted by " | ".
    """
    text = fragment[:LONGEST]
    if MARKUP.search(text):
        text = "".join(_pieces(text))
        return tuple(filter(None, map(_tidy, BLANK_LINE.split(text))))
    plain = (" ".join(part.split()) for part in BLANK_LINE.split(unescaped(text)))
    return tuple(filter(None, plain))


def one_line(fragment: str) -> str:
    """The text of a piece of HTML on one line, as a title is written."""
    return " ".join(" ".join(paragraphs_of(fragment)).split())


def unescaped(text: str) -> str:
    """`text` with HTML's references replaced by the characters they stand for."""
    return without_illegal(unescape(ENDLESS_NUMBER.sub("", text))) if "&" in text else text


def _pieces(text: str) -> Iterator[str]:
    """Texts and breaks in their order, without what is left out."""
    at, beside = 0, False  # a cell of the same row
    endless: set[str] = set()  # elements left out that have no end any more
    comments = text.rfind("-->")
    while (start := text.find("<", at)) != -1:
        yield _words(text[at:start])
        tag = TAG.match(text, start)
        if tag is None:
            at, shown = _aside(text, start, comments)
            yield shown
            continue
        at, name = tag.end(), tag["name"].lower()
        if name in LEFT_OUT and not tag["end"] and name not in endless:
            at = _after(text, at, name, endless)
        if name in CELLS and not tag["end"]:
            yield CELL if beside else ""
            beside = True
        else:
            yield PARAGRAPH if name in BLOCKS else LINE if name == "br" else ""
            beside = beside and name != "tr"
    yield _words(text[at:])


def _aside(text: str, at: int, comments: int) -> tuple[int, str]:
    """Where a comment or declaration ends; a "<" that begins nothing is shown.

    `comments` is where the last one ends. One without an end would take the rest of the text with
    it, so it ends at the next ">".
    """
    for start, end in ASIDE:
        if text.startswith(start, at):
            unended = start == "<!--" and at > comments
            found = text.find(">" if unended else end, at + len(start))
            return (len(text) if found == -1 else found + len(end) - 2 * unended), ""
    return at + 1, "<"


def _after(text: str, at: int, name: str, endless: set[str]) -> int:
    """Where an element that is left out ends, with those of its kind inside it."""
    ends = re.compile(rf"<(/?){name}\b[^<>]*+>?", re.IGNORECASE)
    depth = 1
    for found in ends.finditer(text, at):
        depth += -1 if found[1] else 1
        if depth == 0 or (found[1] and name in NO_LANGUAGE):
            return found.end()
    endless.add(name)
    return len(text) if name in NO_LANGUAGE else at


def _words(text: str) -> str:
    return SPACE.sub(" ", unescaped(text)) if text else ""


def _tidy(part: str) -> str:
    """A paragraph without white space that shows nowhere; "" for empty cells and lines alone."""
    lines = (" ".join(line.split()) for line in part.split(LINE))
    return LINE.join(line for line in lines if line.strip(" |"))
