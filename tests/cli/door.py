"""The program as a shell calls it, but in this process: arguments in, output and exit code out."""

import io
import json
import re
import signal
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jsonschema import Draft202012Validator

from secondsource.cli import main

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference"
# What a terminal would obey, or be misled by: controls but the line feed, and turned text.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def answer(self, name: str) -> Any:
        """What it wrote, once the schema of that name has said yes to it."""
        assert not self.err, self.err
        return promised(name, self.out)


def promised(name: str, text: str) -> Any:
    """JSON that keeps the promise of a schema."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = json.loads(text)
    Draft202012Validator(schema).validate(found)
    return found


def call(*args: object, stdin: bytes = b"") -> Done:
    """`secondsource` with these arguments; it must not end by a fault of its own."""
    out, err = _stream(), _stream()
    with ExitStack() as during:
        for name, value in (("stdin", _stream(stdin)), ("stdout", out), ("stderr", err)):
            during.enter_context(patch.object(sys, name, value))
        during.enter_context(patch.object(sys, "argv", ["secondsource", *map(str, args)]))
        during.enter_context(_signals_kept())
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    done = Done(code, _text(out), _text(err))
    assert "Traceback" not in done.err, done.err
    return done


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@contextmanager
def _signals_kept() -> Any:
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
