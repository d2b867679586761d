"""Sitemaps: of news, of any pages, and of other sitemaps."""

from datetime import UTC, datetime

import pytest

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed import read_feed

ADDRESS = "https://post.example/news.xml"
AT = datetime(2026, 3, 1, tzinfo=UTC)
NEWS = """<url><loc> https://post.example/dam </loc><lastmod>2026-02-12T18:00:00Z</lastmod>
  <news:news><news:publication><news:name>The Orlu Post</news:name><news:language>en</news:language>
  </news:publication><news:publication_date>2026-02-12T17:30:00+01:00</news:publication_date>
  <news:title>Dam &amp; bridge</news:title></news:news>
  <image:image xmlns:image="i"><image:loc>https://post.example/dam.jpg</image:loc>
  <image:title>A dam</image:title></image:image></url>"""
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def read(text: str) -> Feed:
    return read_feed(ADDRESS, text.encode(), at=AT)


def test_a_sitemap_of_news_says_title_time_and_outlet() -> None:
    feed = read(f"<?xml version='1.0'?><urlset {SPACES}>{NEWS}</urlset>")
    assert (feed.kind, feed.title, feed.language) == (FeedKind.SITEMAP, "The Orlu Post", "en")
    assert feed.entries == (
        FeedEntry(
            id="https://post.example/dam",
            url="https://post.example/dam",
            title="Dam & bridge",
            byline=None,
            published=datetime(2026, 2, 12, 16, 30, tzinfo=UTC),
            updated=datetime(2026, 2, 12, 18, tzinfo=UTC),
            html="",
            language="en",
        ),
    )


def test_a_sitemap_whose_prefix_is_not_declared_is_read_all_the_same() -> None:
    without = NEWS.replace(' xmlns:image="i"', "")
    assert read(f"<urlset>{without}</urlset>").entries[0].title == "Dam & bridge"


def test_a_plain_sitemap_names_pages() -> None:
    feed = read("<urlset><url><loc>/a</loc></url><url><loc>b?x=1&amp;y=2</loc></url></urlset>")
    assert [one.url for one in feed.entries] == [
        "https://post.example/a", "https://post.example/b?x=1&y=2",
    ]  # fmt: skip
    assert [one.title for one in feed.entries] == ["", ""]


def test_an_index_names_other_sitemaps() -> None:
    feed = read(
        "<sitemapindex><sitemap><loc>https://post.example/1.xml.gz</loc>"
        "<lastmod>2026-02-12</lastmod></sitemap></sitemapindex>"
    )
    assert feed.kind is FeedKind.SITEMAP_INDEX
    (only,) = feed.entries
    assert only.url == "https://post.example/1.xml.gz"
    assert only.updated == datetime(2026, 2, 12, tzinfo=UTC)


def test_an_address_twice_is_one_and_what_is_no_address_is_none() -> None:
    locs = ("/a", "/a", "javascript:x", "", "ftp://x.example/")
    inside = "".join(f"<url><loc>{loc}</loc></url>" for loc in locs)
    assert len(read(f"<urlset>{inside}<url/></urlset>").entries) == 1


def test_a_date_in_the_far_future_is_none() -> None:
    page = "<url><loc>/a</loc><lastmod>2026-03-03T00:00:00Z</lastmod></url>"
    assert read(f"<urlset>{page}</urlset>").entries[0].updated is None


def test_more_addresses_than_the_standard_allows_are_refused() -> None:
    pages = "<url><loc>/a</loc></url>" * 50_001
    with pytest.raises(BadInput, match="50,000"):
        read(f"<urlset>{pages}</urlset>")
    assert len(read(f"<urlset>{pages[: len(pages) // 10]}</urlset>").entries) == 1
