"""The forms that a checked draft with its remarks can be saved in: one table, as of stories."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from secondsource.codec import to_text
from secondsource.codec.checks import review_to_json
from secondsource.errors import NotFound
from secondsource.records.finding import CheckAnswer
from secondsource.records.review import Review

# What writes a form is imported when it is asked for, as for stories.

LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """One form: what it holds in words, its media type, how its files end, what writes it."""

    what: str
    media_type: str
    suffix: str
    write: Callable[[Review, CheckAnswer], str]


def review_file(review: Review, name: str) -> bytes:
    """The review in a form of `REVIEW_FORMS`; `NotFound` before it is checked."""
    if review.answer is None:
        raise NotFound(f"check {review.id} has no findings yet: wait until it is done")
    # Half a character that a report may hold stands as a reference.
    text = REVIEW_FORMS[name].write(review, review.answer)
    return text.encode("utf-8", "xmlcharrefreplace")


def file_name(review: Review, name: str) -> str:
    """What to call the file: the title as every file system takes it, and the form's ending."""
    plain = unicodedata.normalize("NFKD", review.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-").lower()
    return f"{words or 'draft'}{REVIEW_FORMS[name].suffix}"


def _json(review: Review, answer: CheckAnswer) -> str:
    return to_text(review_to_json(review, answer))


def _markdown(review: Review, answer: CheckAnswer) -> str:
    from secondsource.export.checked_markdown import check_markdown

    return check_markdown(answer, review.remarks)


def _html(review: Review, answer: CheckAnswer) -> str:
    from secondsource.export.page import check_page

    return check_page(answer, review.remarks, title=review.title)


def _sarif(review: Review, answer: CheckAnswer) -> str:
    from secondsource.export.sarif import sarif

    return to_text(sarif(answer, "draft.txt", review.remarks))


def _annotations(review: Review, answer: CheckAnswer) -> str:
    from secondsource.export.review_annotations import review_annotations

    return to_text(review_annotations(review, answer))


REVIEW_FORMS: dict[str, ReviewForm] = {
    "json": ReviewForm("JSON, as check answers", "application/json", ".json", _json),
    "md": ReviewForm("Markdown", "text/markdown; charset=utf-8", ".md", _markdown),
    "html": ReviewForm("HTML page", "text/html; charset=utf-8", ".html", _html),
    "sarif": ReviewForm("SARIF for review tools", "application/sarif+json", ".sarif", _sarif),
    "annotations": ReviewForm(
        "W3C Web Annotations",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        ".jsonld",
        _annotations,
    ),
}
