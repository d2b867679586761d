"""JSON Feed 1 and 1.1: what has another type than it should counts as not said."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed import read_feed

ADDRESS = "https://post.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"
AT = datetime(2026, 3, 1, tzinfo=UTC)


def read(*items: object, **says: object) -> Feed:
    feed = {"version": VERSION, "title": "Post", "items": list(items), **says}
    return read_feed(ADDRESS, json.dumps(feed).encode(), media_type="application/feed+json", at=AT)


def entry(**says: object) -> FeedEntry:
    (only,) = read({"id": "1", "title": "Dam", **says}).entries
    return only


def test_a_json_feed_says_what_it_is_and_what_it_has() -> None:
    item = {
        "id": "4711",
        "url": "/dam",
        "title": "Dam\nbreaks",
        "content_html": "<p>The dam gave way.</p>",
        "summary": "The dam.",
        "date_published": "2026-02-12T17:30:00+01:00",
        "date_modified": "2026-02-12T18:30:00Z",
        "authors": [{"name": "Ilse Tarrant"}, {"url": "x"}, {"name": "Odo Brix"}],
        "language": "hu",
    }
    feed = read(
        item, home_page_url="https://post.example/", next_url="?page=2", language="en",
        feed_url="https://elsewhere.example/",
    )  # fmt: skip
    assert (feed.kind, feed.title, feed.site) == (FeedKind.FEED, "Post", "https://post.example/")
    assert (feed.language, feed.moved_to) == ("en", None)
    assert feed.next_page == "https://post.example/feed.json?page=2"
    assert feed.entries == (
        FeedEntry(
            id="4711",
            url="https://post.example/dam",
            title="Dam breaks",
            byline="Ilse Tarrant, Odo Brix",
            published=datetime(2026, 2, 12, 16, 30, tzinfo=UTC),
            updated=datetime(2026, 2, 12, 18, 30, tzinfo=UTC),
            html="<p>The dam gave way.</p>",
            language="hu",
        ),
    )


def test_version_1_has_one_author_and_numbers_for_ids() -> None:
    feed = read({"id": 7, "title": "Dam"}, author={"name": "Odo"}, version=VERSION[:-2])
    assert (feed.entries[0].id, feed.entries[0].byline) == ("7", "Odo")


def test_plain_text_is_kept_as_html_that_says_the_same() -> None:
    assert entry(content_text="1 < 2 & <b>").html == "<p>1 &lt; 2 &amp; &lt;b&gt;</p>"


@pytest.mark.parametrize("date", ["2026-03-03T00:00:00Z", "1969-12-31", "soon", 5, None, []])
def test_a_date_that_cannot_be_is_none(date: object) -> None:
    assert entry(date_published=date).published is None


@pytest.mark.parametrize(
    "says", [{"url": 5}, {"authors": 7}, {"authors": [None]}, {"author": "x"}, {"content_html": {}}]
)
def test_what_has_another_type_counts_as_not_said(says: dict[str, object]) -> None:
    only = entry(**says)
    assert (only.title, only.url, only.byline, only.html) == ("Dam", None, None, "")


def test_items_that_are_none_are_passed_over() -> None:
    assert [one.id for one in read(None, [], "x", {}, {"id": "1", "title": "Dam"}).entries] == ["1"]


def test_half_characters_and_zeros_do_not_get_into_records() -> None:
    only = entry(title="D\ud800am\0", content_html="a\udfff\0b")
    assert (only.title, only.html) == ("Dam", "ab")


@pytest.mark.parametrize(
    "data", [b'{"items": []}', b'{"version": "1", "items": []}', b"[]", b'{"version": "x"}', b"{"]
)
def test_other_json_is_no_feed(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_feed(ADDRESS, data)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=10,
)
KEYS = ("id", "url", "title", "content_html", "content_text", "date_published", "authors", "author")


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_no_value_of_any_type_breaks_the_reader(says: dict[str, object]) -> None:
    assert len(read(says, {"id": "kept", "title": "Dam"}).entries) >= 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_is_put_in_comes_out(text: str) -> None:
    only = entry(title=text, content_html=f"<p>x {text}</p>")
    allowed = "".join(char for char in text if char not in "\ufffe\uffff")
    assert only.title == " ".join(allowed.split())
    assert only.html == f"<p>x {allowed}</p>"
