"""Reports over the API: as they are kept, their passages, and new ones."""

import json
from typing import Any

import pytest

from tests.api.conftest import PATH, REPORTS, Program, all_done
from tests.desk.site import Site
from tests.desk.told import BRIDGE, BRIDGE_TEXT

ASTRAL = "The crew of the 🚢 Anneke sent 𝟑 flares. Naïve? The captain said no."


def test_every_report_is_listed_once(newsroom: Program) -> None:
    seen: list[str] = []
    path = "/reports?limit=2"
    while path:
        answer = newsroom.get(path)
        seen += [one["id"] for one in answer.json()["reports"]]
        path = answer.links.get("next", {}).get("url", "").removeprefix(PATH)
    assert sorted(seen) == sorted(one.id for one in REPORTS)


def test_a_report_is_told_with_its_text_unaltered_and_its_story(newsroom: Program) -> None:
    for one in REPORTS:
        told = newsroom.told(f"/reports/{one.id}")
        assert (told["text"], told["outlet"]) == (one.text, one.outlet)
        story = newsroom.told(f"/stories/{told['story']}/why")
        assert one.id in [joined["report"] for joined in story["why"]]


def test_reports_of_one_outlet_are_listed(newsroom: Program) -> None:
    (one,) = newsroom.told("/reports", params={"outlet": "inland post"})["reports"]
    assert one["outlet"] == "Inland Post"


def test_a_passage_counts_code_points(empty: Program) -> None:
    done = empty.done(empty.post("/reports", {"reports": [{"text": ASTRAL, "outlet": "Post"}]}))
    (report,) = done["result"]["reports"]
    passages = f"/reports/{report}/passages"
    for start in range(0, len(ASTRAL) - 1, 7):
        told = empty.told(passages, params={"start": start, "end": start + 2})
        assert told["text"] == ASTRAL[start : start + 2]
        assert (told["before"] + told["text"] + told["after"]) == ASTRAL
        assert told["length"] == len(ASTRAL)


@pytest.mark.parametrize("start, end", [(0, 0), (5, 4), (0, 1_000_000), (10**9, 10**9)])
def test_a_passage_that_is_not_in_the_report_is_no_other(
    newsroom: Program, start: int, end: int
) -> None:
    passages = f"/reports/{REPORTS[0].id}/passages"
    answer = newsroom.get(passages, params={"start": start, "end": end})
    assert answer.status_code == 422
    assert str(len(REPORTS[0].text)) in answer.json()["detail"]


def test_a_report_that_is_given_is_taken_in_with_all_that_is_known_of_it(empty: Program) -> None:
    given: dict[str, Any] = {
        "text": "\n\n".join((BRIDGE, *BRIDGE_TEXT)),
        "id": "bridge-1",
        "outlet": "Inland Post",
        "url": "https://inland.example/bridge",
        "title": BRIDGE,
        "byline": "Ada Vane",
        "published": "2025-10-16T12:00:00+02:00",
        "language": "en",
    }
    done = empty.done(empty.post("/reports", {"reports": [given]}))
    assert (done["state"], done["kind"]) == ("done", "add")
    told = empty.told(f"/reports/{done['result']['reports'][0]}")
    assert told | given | {"id": told["id"], "ref": given["id"]} == told


def test_a_report_that_is_there_is_known(newsroom: Program) -> None:
    one = REPORTS[0]
    given = {"text": one.text, "outlet": one.outlet, "url": one.url, "title": one.title}
    done = newsroom.done(newsroom.post("/reports", {"reports": [given]}))
    assert (done["result"]["reports"], done["result"]["known"]) == ([], 1)


@pytest.mark.parametrize(
    "body",
    [
        {"reports": [{"text": ""}]},
        {"reports": [{"text": " \n"}]},
        {"reports": [{"text": "A\x00B"}]},
        {"reports": [{"text": "\ud800 half"}]},
        {"reports": [{"text": "Text", "published": "yesterday"}]},
        {"reports": [{"text": "Text", "published": "2025-10-16"}]},
        {"reports": [{"text": "Text", "publisher": "no such field"}]},
        {"reports": [{"text": 7}]},
        {"addresses": ["/etc/passwd"]},
        {"addresses": ["file:///etc/passwd"]},
        {"addresses": ["desk.db"]},
        {"addresses": ["-"]},
        {"addresses": ["ftp://a.example/feed"]},
        {"addresses": ["https://a.example/\x00"]},
        {"addresses": "https://a.example/"},
        {"addresses": [], "reports": []},
        {},
        [],
        None,
    ],
)
def test_what_is_no_report_and_no_address_is_refused(empty: Program, body: object) -> None:
    raw = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    answer = empty.ask("POST", "/reports", content=raw, headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert empty.told("/jobs")["jobs"] == []


def test_files_are_taken_in_by_the_end_of_their_names(empty: Program) -> None:
    files = [
        ("files", ("a.txt", b"The quay was closed at dawn, the harbour office said.")),
        ("files", ("../../etc/b.jsonl", b'{"text": "The quay opened again at noon."}\n')),
        ("files", ("c.bin", b"\x00\x01\x02")),
    ]
    done = empty.done(empty.ask("POST", "/uploads", files=files, data={"outlet": "Quay News"}))
    assert len(done["result"]["reports"]) == 2
    assert [one["input"] for one in done["result"]["set_aside"]] == ["c.bin"]
    assert {one["outlet"] for one in empty.told("/reports")["reports"]} == {"Quay News"}


def test_no_file_of_the_server_is_read_for_the_name_of_an_upload(
    empty: Program, tmp_path: Any
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody asked for this.", encoding="utf-8")
    files = [("files", (str(secret), b"The quay was closed at dawn."))]
    done = empty.done(empty.ask("POST", "/uploads", files=files))
    (report,) = done["result"]["reports"]
    assert "quay" in empty.told(f"/reports/{report}")["text"]


def test_feeds_are_followed_listed_and_left(empty: Program, courier: Site) -> None:
    courier.page("/bridge", BRIDGE, *BRIDGE_TEXT)
    courier.feed("/rss", "/bridge")
    done = empty.done(empty.post("/feeds", {"url": courier.url("/rss")}))
    assert done["result"]["feeds"] == [courier.url("/rss")]
    (feed,) = empty.told("/feeds")["feeds"]
    assert feed["url"] == courier.url("/rss")
    assert empty.ask("DELETE", "/feeds", params={"url": feed["url"]}).status_code == 204
    assert empty.ask("DELETE", "/feeds", params={"url": feed["url"]}).status_code == 404
    assert empty.told("/feeds")["feeds"] == []
    assert len(empty.told("/reports")["reports"]) == 1


def test_a_list_of_feeds_goes_out_and_in_again(empty: Program, courier: Site) -> None:
    courier.page("/bridge", BRIDGE, *BRIDGE_TEXT)
    courier.feed("/rss", "/bridge")
    empty.done(empty.post("/feeds", {"url": courier.url("/rss"), "outlet": "The Courier"}))
    opml = empty.get("/feeds/opml")
    assert opml.headers["content-type"].startswith("text/x-opml")
    empty.desk.leave(courier.url("/rss"))
    headers = {"Content-Type": "text/x-opml"}
    done = empty.done(empty.ask("POST", "/feeds/opml", content=opml.content, headers=headers))
    assert done["result"]["feeds"] == [courier.url("/rss")]


def test_jobs_are_told_to_their_end_and_cancelled(empty: Program) -> None:
    asked = empty.post("/reports", {"reports": [{"text": "The quay was closed at dawn."}]})
    job = asked.json()["id"]
    assert empty.told(f"/jobs/{job}")["state"] == "waiting"
    assert [one["id"] for one in empty.told("/jobs?mine=true")["jobs"]] == [job]
    assert empty.post(f"/jobs/{job}/cancel").json()["state"] == "cancelled"
    all_done(empty.desk)
    assert empty.told(f"/jobs/{job}")["state"] == "cancelled"
    assert empty.told("/reports")["reports"] == []
