"""The draft that `check` is given: a text file, or standard input."""

import sys
from pathlib import Path

from secondsource.errors import BadInput

LARGEST = 5_000_000  # bytes, as for a report


def read_draft(name: str) -> str:
    """The text of the draft `name` ("-" is standard input), or `BadInput` with the reason."""
    raw = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _file(Path(name))
    if len(raw) > LARGEST:
        raise BadInput(name, f"over {LARGEST // 1_000_000} MB; check it in parts")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(name, f"not UTF-8 at byte {error.start}; save the draft as UTF-8") from error
    if not text.strip():
        raise BadInput(name, "the draft is empty")
    return text


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(str(path), f"cannot be read: {error.strerror}; name a text file") from error
