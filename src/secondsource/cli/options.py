"""Options that several commands have."""

from pathlib import Path
from typing import Annotated, TypeVar

import typer

Given = TypeVar("Given", str, Path, str | None)


def valid_text(given: Given) -> Given:
    """A usage error for bytes that are no text where a database has to know them by name."""
    try:
        str(given).encode()
    except UnicodeEncodeError:
        raise typer.BadParameter(f"{str(given)!r} is no valid text: give another name.") from None
    return given


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Reports: .txt, .md, .html, .json or .jsonl files, folders of them, or - for "
        "standard input.",
    ),
]
StoryId = Annotated[
    str, typer.Argument(metavar="STORY", help="Id of a story, or how it begins; see stories.")
]
LARGEST = 1_000_000_000  # number that a database holds, and more than any desk has of anything
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON (docs/reference has the schema).")]
AsMarkdown = Annotated[bool, typer.Option("--md", help="Write Markdown.")]
AsPage = Annotated[
    str | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write one self-contained HTML page to FILE, or to standard output for -.",
    ),
]
