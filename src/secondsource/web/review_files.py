"""A checked draft with an editor's remarks, as files for other programs."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from secondsource.codec import to_text
from secondsource.codec.checks import review_to_json
from secondsource.errors import NotFound
from secondsource.export.checked_markdown import check_markdown
from secondsource.export.page import check_page
from secondsource.export.sarif import sarif
from secondsource.records.finding import CheckAnswer
from secondsource.records.review import Review

LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class FileForm:
    """One form: what to call it, its media type, what writes it."""

    name: str
    media_type: str
    write: Callable[[Review, CheckAnswer], str]


def review_file(review: Review, form: str) -> Response:
    """The review in the form `form` of `FILES`, to be saved; `NotFound` before it is checked."""
    if review.answer is None:
        raise NotFound("the draft is not checked yet: export it when it is")
    made = FILES[form]
    return Response(
        # Half a character that a report may hold cannot be written down in UTF-8.
        made.write(review, review.answer).encode("utf-8", "replace"),
        media_type=made.media_type,
        headers={
            # Saved, not shown: its style and script are its own, and not those of the desk.
            "Content-Disposition": f'attachment; filename="{_stem(review)}.{form}"',
            "Cache-Control": "private, no-cache",
        },
    )


def _stem(review: Review) -> str:
    """The title as a name that every file system takes."""
    plain = unicodedata.normalize("NFKD", review.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")
    return words.lower() or "draft"


FILES: dict[str, FileForm] = {
    "html": FileForm(
        "Page",
        "text/html; charset=utf-8",
        lambda review, answer: check_page(answer, review.remarks, title=review.title),
    ),
    "md": FileForm(
        "Markdown",
        "text/markdown; charset=utf-8",
        lambda review, answer: check_markdown(answer, review.remarks),
    ),
    "json": FileForm(
        "JSON",
        "application/json",
        lambda review, answer: to_text(review_to_json(review, answer)),
    ),
    "sarif": FileForm(
        "SARIF",
        "application/sarif+json",
        lambda review, answer: to_text(sarif(answer, f"{_stem(review)}.txt", review.remarks)),
    ),
}
