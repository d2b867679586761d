"""Characters of a report that a terminal or page must not obey: escapes, controls, overrides."""

import re

# C0 and C1 controls but tab and newlines, lone surrogates, and non-characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that make text run the other way than it is written.
_OVERRIDES = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<|~$]|&(?=#?\w+;)"
    r"|^[-+=>#]"
    # What a review tool makes a link of by itself.
    r"|(?<=\w):(?=//)|(?i:(?<=\bwww)\.)"
)
_LIST_NUMBER = re.compile(r"^\d{1,9}(?=[.)])")
# What a review tool takes for a call: it would notify people, or mark other issues.
_CALLS = re.compile(r"@(?=\w)|[#!](?=\d)")
_WEB_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.ASCII)


def showable(text: str) -> str:
    """`text`, character for character, with "�" for each one that cannot be shown."""
    return _UNSHOWABLE.sub("\ufffd", text)


def on_page(text: str) -> str:
    """`text` for a page: as `showable`, and "�" too for each character that turns the text round.

    The page isolates what it quotes and finds the direction of each text by itself.
    """
    return _TURNS.sub("\ufffd", showable(text))


def one_line(text: str) -> str:
    """`text` on one line for a terminal: white space closed up, nothing in it obeyed."""
    return " ".join(_OVERRIDES.sub("", showable(text)).split())


def markdown(text: str) -> str:
    """`text` on one line of Markdown, where it reads as itself: no mark-up, link or HTML."""
    escaped = _LIST_NUMBER.sub(r"\g<0>\\", _MARKDOWN.sub(r"\\\g<0>", one_line(text)))
    return _CALLS.sub(r"\g<0>&#8203;", escaped)


def web_link(url: str | None) -> str | None:
    """`url` if it leads to a page of the web, else None: no script, file or data."""
    return url if url and _WEB_LINK.fullmatch(url) else None
