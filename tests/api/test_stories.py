"""Stories over the API: lists by pages, one told as it stands, and its parts."""

from typing import Any

from tests.api.conftest import Program


def ferry_of(newsroom: Program) -> Any:
    """The story with two reports, at a glance."""
    return next(one for one in newsroom.told("/stories")["stories"] if one["reports"] == 2)


def bridge_of(newsroom: Program) -> Any:
    """The story with one report, which nobody has briefed."""
    return next(one for one in newsroom.told("/stories")["stories"] if one["reports"] == 1)


def test_a_story_is_told_with_its_passages(newsroom: Program) -> None:
    told = newsroom.told(f"/stories/{ferry_of(newsroom)['id']}")
    assert told["schema"] == "secondsource/show/1"
    assert told["stale"] is False
    (story,) = told["stories"]
    for line in story["lines"]:
        for cite in line["cites"]:
            report = newsroom.told(f"/reports/{cite['report']}")
            assert report["text"][cite["start"] : cite["end"]] == cite["text"]


def test_a_story_without_a_brief_is_answered_with_the_job_that_writes_it(
    newsroom: Program,
) -> None:
    story = bridge_of(newsroom)["id"]
    first, again = newsroom.get(f"/stories/{story}"), newsroom.get(f"/stories/{story}/points")
    assert first.status_code == again.status_code == 202
    assert first.headers["location"] == again.headers["location"]
    assert int(first.headers["retry-after"]) >= 1
    assert newsroom.done(first)["state"] == "done"
    assert newsroom.told(f"/stories/{story}")["stories"][0]["id"] == story
