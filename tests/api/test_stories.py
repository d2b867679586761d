"""Stories over the API: lists by pages, one told as it stands, and its parts."""

from typing import Any

from tests.api.conftest import PATH, Program, all_done


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


def test_a_page_leads_to_the_next_until_every_story_was_told_once(newsroom: Program) -> None:
    every = [one["id"] for one in newsroom.told("/stories")["stories"]]
    seen, path = [], "/stories?limit=1"
    while path:
        answer = newsroom.get(path)
        (one,) = answer.json()["stories"]
        seen.append(one["id"])
        following = answer.links.get("next", {}).get("url", "")
        assert bool(following) == bool(answer.json()["after"])
        path = following.removeprefix(PATH)
    assert seen == every
    assert len(set(seen)) == 2


def test_a_list_keeps_the_stories_that_fulfil_every_field(newsroom: Program) -> None:
    def found(**wanted: object) -> list[str]:
        return [one["id"] for one in newsroom.told("/stories", params=wanted)["stories"]]

    ferry, bridge = ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]
    assert found(text="sandbank") == [ferry]
    assert found(outlet="inland post") == [bridge]
    assert found(name="Jelle Brandsma") == [ferry]
    assert found(least_origins=2) == [ferry]
    assert found(disputed="true") == [ferry]
    assert found(disputed="false") == [bridge]
    assert found(since="2025-10-16T23:00:00Z") == [ferry]
    assert found(until="2025-10-16T00:00:00+00:00") == []
    assert found(text="sandbank", outlet="Inland Post") == []


def test_stories_like_a_text_come_by_likeness(newsroom: Program) -> None:
    text = {"like": "Cracks in the arches of a bridge made of stone"}
    first, *_ = newsroom.told("/stories", params=text)["stories"]
    assert first["id"] == bridge_of(newsroom)["id"]
    assert newsroom.get("/stories", params={**text, "outlet": "Inland Post"}).status_code == 422


def test_a_parameter_that_there_is_not_is_refused(newsroom: Program) -> None:
    answer = newsroom.get("/stories?txt=ferry")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["name"] == "txt"


def test_what_changed_is_told_since_a_version_or_a_time(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    (version,) = newsroom.told(f"/stories/{story}/versions")["versions"]
    changes = f"/stories/{story}/changes"
    assert [one["number"] for one in newsroom.told(changes)["versions"]] == [1]
    assert len(newsroom.told(changes)["versions"][0]["changes"]) == version["changes"] > 0
    assert newsroom.told(changes, params={"since": 1})["versions"] == []
    assert newsroom.told(changes, params={"since": version["written"]})["versions"]
    assert newsroom.told(changes, params={"since": "2031-01-01T00:00:00Z"})["versions"] == []


def test_an_earlier_version_is_told_as_it_was(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    told = newsroom.told(f"/stories/{story}?version=1")
    assert told["version"] == 1
    assert [one["number"] for one in told["since"]] == [1]
    assert newsroom.get(f"/stories/{story}?version=2").status_code == 404
    assert newsroom.get(f"/stories/{story}?version=1&since=0").status_code == 422


def test_the_parts_of_a_story_are_those_of_the_whole(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    whole = newsroom.told(f"/stories/{story}")["stories"][0]
    for part in ("points", "quotes", "figures", "timeline"):
        assert newsroom.told(f"/stories/{story}/{part}")[part] == whole[part]
    assert newsroom.told(f"/stories/{story}/brief")["lines"] == whole["lines"]
    point = whole["points"][0]
    assert newsroom.told(f"/stories/{story}/points/{point['id']}")["point"] == point
    assert newsroom.get(f"/stories/{story}/points/none").status_code == 404


def test_a_story_says_of_each_report_why_it_is_there(newsroom: Program) -> None:
    story = ferry_of(newsroom)["id"]
    told = newsroom.told(f"/stories/{story}/why")["why"]
    reports = newsroom.told(f"/stories/{story}")["stories"][0]["reports"]
    assert [one["report"] for one in told] == [one["id"] for one in reports]
    assert all(one["why"] for one in told)


def test_a_story_that_has_grown_is_told_as_it_stands_until_the_worker_has_read_it(
    newsroom: Program,
) -> None:
    one, other = ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]
    merged = newsroom.post("/stories/merge", {"stories": [one, other]}).json()["stories"][0]
    old = newsroom.told(f"/stories/{merged['id']}")
    assert (old["stale"], old["version"], len(old["stories"][0]["reports"])) == (True, 1, 2)
    all_done(newsroom.desk)
    new = newsroom.told(f"/stories/{merged['id']}")
    assert (new["stale"], new["version"], len(new["stories"][0]["reports"])) == (False, 2, 3)


def test_a_merged_story_is_answered_for_by_its_heir(newsroom: Program) -> None:
    one, other = ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]
    heir = newsroom.post("/stories/merge", {"stories": [one, other]}).json()["stories"][0]["id"]
    gone = other if heir == one else one
    answer = newsroom.get(f"/stories/{gone}?since=0")
    assert answer.json()["stories"][0]["id"] in (one, other)
    assert answer.headers["content-location"] == f"{PATH}/stories/{heir}?since=0"


def test_a_merge_is_undone_and_a_report_split_off(newsroom: Program) -> None:
    one, other = ferry_of(newsroom)["id"], bridge_of(newsroom)["id"]
    newsroom.post("/stories/merge", {"stories": [one, other]})
    (act,) = newsroom.told("/acts")["acts"]
    undone = newsroom.post(f"/acts/{act['number']}/undo").json()
    assert undone["act"] == act["number"]
    assert len(newsroom.told("/stories")["stories"]) == 2
    assert newsroom.post(f"/acts/{act['number']}/undo").status_code == 404
    ferry = ferry_of(newsroom)["id"]
    reports = newsroom.told(f"/stories/{ferry}")["stories"][0]["reports"]
    parts = newsroom.post(f"/stories/{ferry}/split", {"reports": [reports[0]["id"]]}).json()
    assert [story["reports"] for story in parts["stories"]] == [1, 1]
    assert len(newsroom.told("/acts")["acts"]) == 2
