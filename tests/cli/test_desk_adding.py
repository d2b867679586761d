"""Reports brought in: whatever is named, what is set aside, and what is said of it."""

from pathlib import Path

import pytest

from benchmarks.archives import packed, record
from tests.cli.conftest import BRIDGE_REPORT, FERRY_REPORT, OTHER_FERRY, Call, jsonl
from tests.cli.door import promised
from tests.desk.site import PAGE, Site
from tests.desk.told import BRIDGE, BRIDGE_TEXT, FERRY, FERRY_TEXT

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
ITEM = """<rss version="2.0"><channel><title>The Moor Echo</title>
<item><title>Moor fire is out</title><guid>echo-1</guid>
<description>The fire on the moor above Ellwick is out after six days, the district's fire chief
Ann Bole said. Forty hectares of heather were lost.</description></item></channel></rss>"""


def archive(path: Path, *damage: bytes) -> Path:
    """A web archive with one page, and whatever else."""
    told = "".join(f"<p>{one}</p>" for one in BRIDGE_TEXT)
    page = PAGE.format(title=BRIDGE, outlet="Inland Post", published="", paragraphs=told)
    whole = packed([record("https://inland.example/bridge", HEAD + page.encode())])
    path.write_bytes(b"".join([*damage, *whole]))
    return path


def test_whatever_is_named_is_taken_in(empty: Call, courier: Site, tmp_path: Path) -> None:
    courier.page("/ferry", FERRY, *FERRY_TEXT)
    courier.page("/dyke", "Dyke at Holm holds", "The dyke at Holm held all night, wardens said.")
    courier.feed("/feed", "/dyke")
    courier.feed("/second")
    folder = tmp_path / "folder" / "below"
    folder.mkdir(parents=True)
    (folder / "note.txt").write_text("The school of Farrow has a new roof.", encoding="utf-8")
    feeds = f'<outline type="rss" text="Second" xmlUrl="{courier.url("/second")}"/>'
    (tmp_path / "feeds.opml").write_text(f"<opml version='2.0'><body>{feeds}</body></opml>")
    (tmp_path / "echo.xml").write_text(ITEM, encoding="utf-8")
    done = empty(
        "add",
        courier.url("/ferry"),
        courier.url("/feed"),
        tmp_path / "folder",
        tmp_path / "feeds.opml",
        tmp_path / "echo.xml",
        jsonl(tmp_path / "one.jsonl", OTHER_FERRY),
        archive(tmp_path / "crawl.warc.gz"),
        "-",
        "--json",
        stdin=b"Trams run again in Borvik after a week of frost.",
    )
    assert done.code == 0, done.err
    added = done.answer("added")
    assert len(added["reports"]) == 7
    assert (added["known"], added["damaged"], added["set_aside"]) == (0, 0, [])
    assert added["feeds"] == [courier.url("/feed"), courier.url("/second")]
    assert sum(one["reports"] for one in added["stories"]) == 7
    assert "story.new_story" in {one["type"] for one in added["events"]}
    outlets = [one for one in empty("stories", "--outlet", "The Moor Echo").out.splitlines() if one]
    assert outlets[0] == "• Moor fire is out"


def test_what_cannot_be_read_is_told_once_and_the_rest_is_in(
    empty: Call, courier: Site, tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    good = jsonl(tmp_path / "good.jsonl", FERRY_REPORT)
    bad = (
        tmp_path / "missing.txt",
        tmp_path / "bad.json",
        courier.url("/nothing"),
        "ftp://courier.example/ferry",
        "http://169.254.169.254/latest",
        tmp_path / "missing.warc.gz",
        tmp_path / "missing.opml",
        "nonsense",
    )
    done = empty("add", *bad[:4], good, *bad[4:])
    assert done.code == 3
    assert done.out.startswith("1 new report; 1 story changed.\n")
    assert done.err.startswith("Set aside (8):\n")
    assert [done.err.count(f"  {one}: ") for one in bad] == [1] * 8
    assert "Courier" not in done.err
    assert FERRY in empty("stories").out


def test_what_cannot_be_read_stands_in_the_answer_as_json(empty: Call, tmp_path: Path) -> None:
    done = empty("add", tmp_path / "none.txt", "--json")
    assert done.code == 3
    (aside,) = promised("added", done.out)["set_aside"]
    assert aside["input"] == str(tmp_path / "none.txt")
    assert aside["reason"] == "there is no such file: check the path"


def test_damage_in_an_archive_is_counted_and_ends_with_3(empty: Call, tmp_path: Path) -> None:
    done = empty("add", archive(tmp_path / "torn.warc.gz", b"\x1f\x8b\x08 torn " * 30))
    assert done.code == 3
    assert done.out.startswith("1 new report")
    assert "Passed over 1 damaged place in archives" in done.err


def test_what_the_desk_has_is_known(desk: Call, tmp_path: Path) -> None:
    again = jsonl(tmp_path / "again.jsonl", FERRY_REPORT, BRIDGE_REPORT)
    done = desk("add", again)
    assert (done.code, done.out, done.err) == (0, "0 new reports, 2 known before.\n", "")


def test_reports_of_a_feed_are_not_taken_off_those_that_were_known(
    desk: Call, courier: Site, tmp_path: Path
) -> None:
    courier.page("/dyke", "Dyke at Holm holds", "The dyke at Holm held all night, wardens said.")
    courier.feed("/feed", "/dyke")
    known = jsonl(tmp_path / "again.jsonl", FERRY_REPORT)
    done = desk("add", known, courier.url("/feed"))
    assert done.out.startswith("1 new report, 1 known before, 1 feed followed; 1 story changed.\n")


def test_a_feed_that_does_not_answer_is_followed_and_that_is_told(
    empty: Call, courier: Site, tmp_path: Path
) -> None:
    address = courier.url("/later")
    (tmp_path / "feeds.opml").write_text(
        f"<opml><body><outline text='Later' xmlUrl='{address}'/></body></opml>", encoding="utf-8"
    )
    done = empty("add", tmp_path / "feeds.opml")
    assert (done.code, done.out) == (0, "0 new reports, 1 feed followed.\n")
    assert done.err.startswith(f"Followed, but not read yet: {address}: ")
    (feed,) = empty("feeds", "--json").answer("feeds")["feeds"]
    assert (feed["failures"], feed["last_success"]) == (1, None)


def test_feeds_are_listed_and_followed_no_more(empty: Call, courier: Site) -> None:
    assert empty("feeds").out == "No feed is followed: add the address of one.\n"
    courier.feed("/feed")
    address = courier.url("/feed")
    empty("add", address)
    (feed,) = empty("feeds", "--json").answer("feeds")["feeds"]
    assert (feed["title"], feed["problem"], feed["failures"]) == ("The Harbour Courier", "", 0)
    told = empty("feeds").out.splitlines()
    assert told[0] == "✓ The Harbour Courier"
    assert max(map(len, told)) <= 80
    done = empty("unfollow", address)
    assert (done.code, done.out, done.err) == (0, "", f"Not followed any more: {address}\n")
    assert empty("feeds", "--json").answer("feeds")["feeds"] == []
    again = empty("unfollow", address)
    assert (again.code, "`secondsource feeds` lists them" in again.err) == (2, True)


@pytest.mark.parametrize("args", [("add",), ("unfollow",), ("add", "x", "--allow-net")])
def test_a_call_without_what_it_needs_is_told(empty: Call, args: tuple[str, ...]) -> None:
    done = empty(*args) if args[-1] != "--allow-net" else empty(*args, "the intranet")
    assert done.out == ""
    assert "Missing argument" in done.err or "allow_net" in done.err
    assert done.code in (2, 4)
