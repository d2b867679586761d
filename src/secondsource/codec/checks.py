"""Checks that a desk keeps, to JSON: the answer of `check` with what editors make of it."""

from collections.abc import Iterable

from secondsource.codec.answers import Json, check_to_json
from secondsource.records.finding import CheckAnswer
from secondsource.records.review import Remark, Review, ReviewSummary

CHECKS_SCHEMA = "secondsource/checks/1"


def checks_to_json(found: Iterable[ReviewSummary], *, after: str | None) -> Json:
    """A list of checks; `after` is the cursor to go on with."""
    told = [
        {
            "id": one.id,
            "user": one.user_id,
            "title": one.title,
            "checked": one.checked,
            "created": one.created.isoformat(),
            "changed": one.changed.isoformat(),
        }
        for one in found
    ]
    return {"schema": CHECKS_SCHEMA, "checks": told, "after": after}


def review_to_json(review: Review, answer: CheckAnswer) -> Json:
    """What `check --json` says of the draft, with the draft and the remarks on the findings."""
    return {
        **check_to_json(answer),
        "id": review.id,
        "user": review.user_id,
        "title": review.title,
        "draft": review.draft,
        "created": review.created.isoformat(),
        "changed": review.changed.isoformat(),
        "remarks": [remark_to_json(one) for one in review.remarks],
    }


def remark_to_json(remark: Remark) -> Json:
    """What an editor made of a finding."""
    return {
        "finding": remark.finding,
        "state": remark.state.value,
        "note": remark.note,
        "user": remark.user_id,
        "at": remark.at.isoformat(),
    }
