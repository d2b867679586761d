"""What a text must be to become a report; whatever is not says why, and what to do."""

import re
from dataclasses import fields

from secondsource.errors import BadInput
from secondsource.records.report import Report, ReportInfo

LARGEST_TEXT = 5_000_000  # bytes of UTF-8
TEXT_FIELDS = tuple(
    field.name for field in fields(ReportInfo) if field.name not in ("published", "fetched")
)
SURROGATE = re.compile("[\ud800-\udfff]")
TERMINATOR = re.compile(r"[^\W_][^\n]*?[.!?…。！？]")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
WORDS_OF_A_SENTENCE = 2
WORDS_WITHOUT_STOP = 8  # a line of so many words is a sentence even if its full stop is missing


def admit(name: str, text: str, info: ReportInfo) -> Report:
    """The report of `text`, unaltered; `BadInput` where it is none or cannot be kept whole."""
    if not text.strip():
        raise BadInput(name, "there is no text in it: leave it out, or save the article into it")
    if len(text) > LARGEST_TEXT or len(text.encode("utf-8", "surrogatepass")) > LARGEST_TEXT:
        raise BadInput(name, too_large("the text"))
    for field, value in (("text", text), *((field, getattr(info, field)) for field in TEXT_FIELDS)):
        _check_characters(name, field, value or "")
    if not has_sentence(text.removeprefix(info.title)):
        raise BadInput(name, "there is no sentence in it: give the text of the article")
    return Report.from_text(text, info)


def too_large(what: str, limit: int = LARGEST_TEXT) -> str:
    """The reason for setting aside what is over the limit, in bytes."""
    return f"{what} is over {limit // 1_000_000} MB: split it, one report a file or line"


def has_sentence(text: str) -> bool:
    """Whether a line has words up to a full stop, or so many that it needs none."""
    return any(_is_sentence(line) for line in text.splitlines() if line.strip())


def _is_sentence(line: str) -> bool:
    head = line[:2000]
    words = len(WORD.findall(head))
    if words >= WORDS_WITHOUT_STOP or "。" in head:
        return True
    return words >= WORDS_OF_A_SENTENCE and TERMINATOR.search(head) is not None


def _check_characters(name: str, field: str, value: str) -> None:
    if "\0" in value:
        raise BadInput(
            name, f"{field!r} has a NUL character at {value.index(chr(0))}: export it as plain text"
        )
    if found := SURROGATE.search(value):
        raise BadInput(
            name,
            f"{field!r} has half a character (U+{ord(found.group()):04X}) at {found.start()}: "
            "export it as valid UTF-8",
        )
