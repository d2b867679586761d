"""What somebody has already is not sent again: strong tags, and 304."""

import pytest

from tests.api.conftest import REPORTS, Program, all_done

LISTS = ("/stories", "/reports", "/checks", "/feeds", "/jobs", "/views", "/acts")


def addresses(newsroom: Program) -> list[str]:
    story = newsroom.ids["story_id"]
    parts = ("", "/brief", "/points", "/quotes", "/figures", "/timeline", "/versions", "/changes")
    return [
        *LISTS,
        *(f"/stories/{story}{part}" for part in parts),
        f"/stories/{story}/points/{newsroom.ids['point_id']}",
        f"/stories/{story}/why",
        f"/stories/{story}?version=1",
        f"/reports/{REPORTS[0].id}",
        f"/reports/{REPORTS[0].id}/passages?start=3&end=9",
        f"/checks/{newsroom.ids['check_id']}",
        f"/jobs/{newsroom.ids['job_id']}",
    ]


def test_what_has_not_changed_is_not_sent_again(newsroom: Program) -> None:
    for path in addresses(newsroom):
        first = newsroom.get(path)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        for seen in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = newsroom.get(path, headers={"If-None-Match": seen})
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["etag"] == tag
        assert newsroom.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_no_two_answers_of_one_tag_differ(newsroom: Program) -> None:
    bodies: dict[str, bytes] = {}
    story = newsroom.ids["story_id"]
    other = next(one for one in newsroom.told("/stories")["stories"] if one["id"] != story)
    path = f"/stories/{story}"

    def look() -> str:
        answer = newsroom.get(path)
        tag = answer.headers["etag"]
        assert bodies.setdefault(tag, answer.content) == answer.content
        return tag

    tags = [look()]
    merged = newsroom.post("/stories/merge", {"stories": [story, other["id"]]}).json()
    path = f"/stories/{merged['stories'][0]['id']}"
    tags.append(look())  # stale
    all_done(newsroom.desk)
    tags.append(look())  # the second version
    newsroom.post("/acts/1/undo")
    tags.append(look())
    assert len(set(tags)) == 4


def test_nothing_is_read_for_who_has_it(newsroom: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/stories/{newsroom.ids['story_id']}"
    tag = newsroom.get(path).headers["etag"]

    def read(story_id: str) -> None:
        raise AssertionError("the brief was read")

    monkeypatch.setattr(newsroom.desk, "standing", read)
    assert newsroom.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert newsroom.get(path).status_code == 500


def test_a_remark_changes_the_tag_of_its_check(newsroom: Program) -> None:
    path = f"/checks/{newsroom.ids['check_id']}"
    before = newsroom.get(path).headers["etag"]
    remark = {"state": "accepted", "note": "It was 214."}
    answer = newsroom.ask("PATCH", f"{path}/findings/1", json=remark)
    assert answer.status_code == 200
    after = newsroom.get(path)
    assert before != after.headers["etag"] == answer.headers["etag"]
    (made,) = after.json()["remarks"]
    assert (made["finding"], made["state"], made["note"]) == (1, "accepted", "It was 214.")
