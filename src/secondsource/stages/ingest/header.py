"""Header lines: how a plain file says who published its text, and when.

A `.txt` or `.md` file may begin with lines such as

    Outlet: The Harbour Post
    Published: 2026-02-12T17:30:00+01:00
    Byline: Ilse Tarrant
    URL: https://harbourpost.example/storm

up to the first empty line; a `.md` file may have the same between two lines of `---` instead, where
lines of other kinds are passed over. Header lines are no part of the report's text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

LINE = re.compile(r"[ \t]*([A-Za-z_ ]{2,20}?)[ \t]*:[ \t]*(.*?)[ \t\r\n]*")
FENCE = re.compile(r"---[ \t]*\r?\n")
MOST_LINES = 40
KEYS = {
    "outlet": "outlet",
    "publisher": "outlet",
    "published": "published",
    "date": "published",
    "byline": "byline",
    "author": "byline",
    "url": "url",
    "link": "url",
    "title": "title",
    "headline": "title",
    "language": "language",
    "lang": "language",
    "id": "ref",
    "ref": "ref",
}


@dataclass(frozen=True, slots=True)
class Headed:
    """A text without its header lines, and what they say."""

    text: str
    says: dict[str, str] = field(default_factory=dict)


def split_header(text: str) -> Headed:
    """Header lines up to the first empty line. One line of another kind, and all of it is text."""
    says: dict[str, str] = {}
    at = 0
    for line in text.splitlines(keepends=True)[:MOST_LINES]:
        at += len(line)
        if not line.strip():
            if says:
                return Headed(text[at:].lstrip(), says)
            continue
        key, value = _said(line)
        if not key:
            break
        says[key] = value
    return Headed(text)


def split_front_matter(text: str) -> Headed:
    """The header between two lines of `---`, else the header lines."""
    lines = text.splitlines(keepends=True)
    if not lines or not FENCE.fullmatch(lines[0]):
        return split_header(text)
    for number, line in enumerate(lines[1 : MOST_LINES * 5], start=1):
        if FENCE.fullmatch(line.rstrip() + "\n"):
            says = _all_said(lines[1:number])
            return Headed("".join(lines[number + 1 :]).lstrip(), says)
    return Headed(text)


def _all_said(lines: Iterable[str]) -> dict[str, str]:
    pairs = (_said(line) for line in lines if not line[:1].isspace())
    return {key: value.strip("\"'") for key, value in pairs if key and value}


def _said(line: str) -> tuple[str, str]:
    found = LINE.fullmatch(line)
    return (KEYS.get(found[1].lower(), ""), found[2]) if found else ("", "")
