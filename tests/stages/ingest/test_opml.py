"""Lists of feeds: read as other programs write them, and written so that they come back."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from secondsource.errors import BadInput
from secondsource.records.feed import Outline, Subscription
from secondsource.stages.ingest.opml import read_opml, write_opml

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def read(body: str) -> tuple[Outline, ...]:
    return read_opml("feeds.opml", f'<opml version="2.0"><body>{body}</body></opml>'.encode())


def subscription(url: str, title: str, folder: str) -> Subscription:
    return Subscription(url, title, "", folder, NOW, None, None, NOW, None, 0, "", gone=False)


def written(outlines: Sequence[Outline]) -> str:
    return write_opml((subscription(o.url, o.title, o.folder) for o in outlines), title="Feeds")


def test_nested_folders_are_parted_by_slashes() -> None:
    feed = '<outline type="rss" text="{0}" xmlUrl="https://{0}.example/feed"/>'
    body = (
        feed.format("top")
        + f'<outline text="News"><outline title="World">{feed.format("a")}</outline>'
        + f"{feed.format('b')}</outline>{feed.format('last')}"
    )
    assert read(body) == (
        Outline("https://top.example/feed", "top", ""),
        Outline("https://a.example/feed", "a", "News/World"),
        Outline("https://b.example/feed", "b", "News"),
        Outline("https://last.example/feed", "last", ""),
    )


@pytest.mark.parametrize(
    "spelling",
    [
        '<outline text="Post" xmlUrl="https://post.example/f"/>',
        '<outline title="Post" xmlurl="https://post.example/f"/>',
        '<OUTLINE TEXT="Post" XMLURL=" https://post.example/f "></OUTLINE>',
        '<outline text="Post" type="rss" url="https://post.example/f"/>',
        '<outline text="Post" feedUrl="https://post.example/f" htmlUrl="https://post.example/"/>',
        '<outline text="Post" title="" xmlUrl="feed:https://post.example/f"/>',
        "<outline text=Post xmlUrl=https://post.example/f>",
        '<outline text="Post" xmlUrl="https://post.example/f"><outline text="about"/></outline>',
    ],
)
def test_every_spelling_in_use_is_read(spelling: str) -> None:
    assert read(spelling) == (Outline("https://post.example/f", "Post", ""),)


def test_the_scheme_that_browsers_once_knew_is_http() -> None:
    assert read('<outline xmlUrl="feed://post.example/f"/>')[0].url == "http://post.example/f"


def test_links_and_lists_are_no_feeds() -> None:
    others = '<outline type="link" url="https://a.example/"/><outline type="include" url="x"/>'
    assert len(read(others + '<outline xmlUrl="https://post.example/f"/>')) == 1


def test_names_of_html_and_bare_ampersands_are_read() -> None:
    (only,) = read('<outline text="Caf&eacute; & Co" xmlUrl="https://a.example/?b=1&c=2"/>')
    assert (only.title, only.url) == ("Café & Co", "https://a.example/?b=1&c=2")


def test_a_list_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    data = b'<opml><body><outline text="News"><outline xmlUrl="https://a.example/"/><outline te'
    assert read_opml("x", data) == (Outline("https://a.example/", "", "News"),)


@pytest.mark.parametrize("data", [b"", b"<html/>", b"<opml/>", b"<opml><body><outline text='x'/>"])
def test_what_names_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_opml("feeds.opml", data)


def test_what_is_written_is_xml_with_folders_and_a_title() -> None:
    tree = etree.fromstring(
        written([Outline("https://a.example/", "A & B", "News/World")]).encode()
    )
    assert tree.get("version") == "2.0"
    assert tree.findtext("head/title") == "Feeds"
    assert tree.xpath("body/outline[@text='News']/outline[@text='World']/outline/@text") == [
        "A & B"
    ]
    assert tree.xpath("//outline/@type") == ["rss"]


def test_the_feeds_of_a_folder_stand_together() -> None:
    feeds = [
        Outline(f"https://{n}.example/", n, folder) for n, folder in zip("abc", "xyx", strict=True)
    ]
    assert [one.title for one in read_opml("x", written(feeds).encode())] == ["a", "c", "b"]


XML = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
    lambda char: char >= " " or char in "\t\r\n"))  # fmt: skip
URLS = XML.map(lambda text: f"https://post.example/{text}".strip())


@given(st.lists(st.builds(Outline, url=URLS, title=XML, folder=XML), min_size=1))
def test_what_is_written_is_read_back(outlines: list[Outline]) -> None:
    back = read_opml("x", written(outlines).encode())
    assert sorted(back, key=repr) == sorted(outlines, key=repr)


def test_deep_folders_come_back() -> None:
    outline = Outline("https://post.example/", "Post", "/".join("abc" * 200))
    assert read_opml("x", written([outline]).encode()) == (outline,)


@given(st.text(), st.text())
def test_characters_that_xml_cannot_hold_are_left_out(title: str, folder: str) -> None:
    outline = Outline("https://post.example/", f"x{title}\0\ud800\ufffe", folder)
    (back,) = read_opml("x", written([outline]).encode())
    lost = [c for c in outline.title if c < " " and c not in "\t\r\n"]
    assert "\0" not in back.title
    assert len(back.title) <= len(outline.title) - len(lost)
    assert read_opml("x", written([back]).encode()) == (back,)
