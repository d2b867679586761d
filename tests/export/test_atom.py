"""The Atom feed: what RFC 4287 demands, ids that stay, and an entry for each version."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]

from secondsource.export.atom import ATOM, XHTML, atom_feed
from secondsource.records.brief import Account
from tests.cli.build_accounts import ACCOUNT, COURIER, REPORTS
from tests.conftest import Golden

AT = datetime(2025, 3, 14, 9, 0, tzinfo=UTC)
BASE = "https://desk.example/news/"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LATER = replace(
    ACCOUNT,
    brief=replace(ACCOUNT.brief, id="brief-2", written=ACCOUNT.brief.written + timedelta(hours=2)),
)


def feed(*accounts: Account, at: datetime = AT, base_url: str | None = None) -> str:
    return "".join(atom_feed(accounts, at=at, base_url=base_url))


def tree(*accounts: Account, **options: Any) -> Any:
    return etree.fromstring(feed(*accounts, **options).encode())


def values(node: Any, name: str) -> list[str]:
    return [one.text or "" for one in node.findall(f"{{{ATOM}}}{name}")]


def entries(node: Any) -> Sequence[Any]:
    found: Sequence[Any] = node.findall(f"{{{ATOM}}}entry")
    return found


def test_a_feed_reads_well(golden: Golden) -> None:
    golden("stories.atom", feed(ACCOUNT, base_url=BASE))


@pytest.mark.parametrize("accounts", [(), (ACCOUNT,), (ACCOUNT, LATER)])
@pytest.mark.parametrize("base_url", [None, BASE])
def test_feed_and_entries_have_what_must_be_there_once(
    accounts: tuple[Account, ...], base_url: str | None
) -> None:
    root = tree(*accounts, base_url=base_url)
    assert root.tag == f"{{{ATOM}}}feed"
    assert len(values(root, "author")) == 1  # so that no entry needs one
    for node in (root, *entries(root)):
        assert [len(values(node, name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert RFC_3339.fullmatch(values(node, "updated")[0])
    for entry in entries(root):
        (content,) = entry.findall(f"{{{ATOM}}}content")
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{{{XHTML}}}div"]
        alternate = [one for one in entry if one.get("rel") == "alternate"]
        assert len(alternate) == (1 if base_url else 0)


def test_entries_stand_behind_what_describes_the_feed() -> None:
    tags = [one.tag.rpartition("}")[2] for one in tree(ACCOUNT, LATER)]
    assert tags[-2:] == ["entry", "entry"]
    assert "entry" not in tags[:-2]


def test_a_reader_of_feeds_takes_it_without_complaint() -> None:
    read = feedparser.parse(feed(ACCOUNT, base_url=BASE).encode())
    assert not read.bozo
    assert read.version == "atom10"
    (entry,) = read.entries
    assert entry.title == ACCOUNT.story.headline
    assert entry.link == "https://desk.example/news/stories/story-1"
    assert "3 cars" in entry.content[0].value
    assert read.feed.author == "Second Source"


def test_the_ids_do_not_hang_on_where_or_when_it_is_shown() -> None:
    first, second = (
        entries(tree(ACCOUNT, at=at, base_url=base))[0]
        for at, base in ((AT, None), (AT + timedelta(days=1), BASE))
    )
    assert values(first, "id") == values(second, "id")


def test_each_version_of_a_brief_is_an_entry() -> None:
    ids = [values(one, "id")[0] for one in entries(tree(ACCOUNT, LATER))]
    assert len(set(ids)) == 2
    assert all("story-1" in name for name in ids)


def test_one_version_is_no_two_entries() -> None:
    assert len(entries(tree(ACCOUNT, ACCOUNT))) == 1


def test_the_feed_changed_when_its_last_entry_did() -> None:
    assert values(tree(LATER, ACCOUNT), "updated") == ["2025-03-13T12:00:00Z"]
    assert values(tree(), "updated") == ["2025-03-14T09:00:00Z"]


def test_times_are_told_in_utc() -> None:
    local = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert values(tree(at=local), "updated") == ["2025-03-14T09:00:00Z"]


def test_an_entry_leads_to_the_reports() -> None:
    links = {
        one.get("href"): one.get("title")
        for one in entries(tree(ACCOUNT))[0]
        if one.get("rel") == "via"
    }
    assert links == {one.url: one.outlet for one in REPORTS if one.url}


def test_an_entry_has_both_sides_of_a_dispute_and_says_what_is_no_second_source() -> None:
    words = " ".join("".join(tree(ACCOUNT).itertext()).split())
    assert "3 cars (2 independent origins): “Three cars fell into the Ansel”" in words
    assert "5 cars (1 independent origin)" in words
    assert "no second source: Northgate Daily reprints Meridian Wire" in words


def test_the_words_of_a_report_stay_words() -> None:
    assert "The bridge <was built> in 1931" in "".join(tree(ACCOUNT).itertext())


def test_a_story_without_a_headline_has_a_title_all_the_same() -> None:
    nameless = replace(ACCOUNT, story=replace(ACCOUNT.story, headline=" "))
    assert values(entries(tree(nameless))[0], "title") == ["A story without a headline"]


def test_a_link_of_the_account_leads_to_the_report_it_names() -> None:
    anchors = tree(ACCOUNT).iter(f"{{{XHTML}}}a")
    assert {(one.text, one.get("href")) for one in anchors} >= {(COURIER.outlet, COURIER.url)}
