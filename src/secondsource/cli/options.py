"""Options that several commands have."""

from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Reports: .txt, .md, .html, .json or .jsonl files, folders of them, or - for "
        "standard input.",
    ),
]
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
