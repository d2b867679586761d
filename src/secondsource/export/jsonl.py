"""Stories as JSONL: their reports, to be read again, or themselves, a story a line."""

import json
from collections.abc import Iterable, Iterator

from secondsource.codec import Json, brief_to_json, report_to_json
from secondsource.records.brief import Account, BriefAnswer


def reports_jsonl(accounts: Iterable[Account]) -> Iterator[str]:
    """A line for each report, once, as our JSONL input has it: read again, it is the same report.

    Two fields that reading passes over lead to the other exports: `report` is the report's id,
    `story` that of its story.
    """
    written: set[str] = set()
    for account in accounts:
        for report in account.reports:
            if report.id not in written:
                written.add(report.id)
                ids = {"report": report.id, "story": account.story.id}
                yield _line({**report_to_json(report), **ids})


def stories_jsonl(accounts: Iterable[Account]) -> Iterator[str]:
    """A line for each account: the story of `brief --json`, as its schema promises it."""
    for account in accounts:
        (story,) = brief_to_json(BriefAnswer((account,), ()))["stories"]
        yield _line(story)


def _line(data: Json) -> str:
    # In ASCII no character can be taken for the end of a line, and half a character has a form.
    return json.dumps(data, ensure_ascii=True, allow_nan=False) + "\n"
