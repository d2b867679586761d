"""Addresses: what only tells how a reader came is taken away, what may name an article is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.stages.ingest.address import is_front, same_site, tidy_url

PART = st.text("abz019-_.~%&=+;/?#@:[]!é ", max_size=30)


@pytest.mark.parametrize(
    ("given", "tidied"),
    [
        ("https://post.example/dam?utm_source=rss&utm_medium=feed", "https://post.example/dam"),
        ("https://post.example/dam?UTM_Campaign=x", "https://post.example/dam"),
        ("https://post.example/dam?utm%5Fsource=rss", "https://post.example/dam"),
        ("https://post.example/dam?fbclid=a&id=7&gclid=b", "https://post.example/dam?id=7"),
        ("https://post.example/dam?at_medium=RSS&at_campaign=KARANGA", "https://post.example/dam"),
        ("https://post.example/dam?CMP=share_btn_url", "https://post.example/dam"),
        ("https://post.example/dam#comments", "https://post.example/dam"),
        ("https://post.example/dam#", "https://post.example/dam"),
        ("https://post.example/dam?", "https://post.example/dam"),
        ("HTTPS://Post.Example/Dam", "https://post.example/Dam"),
        ("https://post.example:443/dam", "https://post.example/dam"),
        ("http://post.example:80/dam", "http://post.example/dam"),
        ("http://post.example:8080/dam", "http://post.example:8080/dam"),
        ("https://ann:secret@post.example/dam", "https://post.example/dam"),
        ("https://post.example.", "https://post.example/"),
        ("https://post.example", "https://post.example/"),
        (" https://post.example/a\n/dam\t", "https://post.example/a/dam"),
        ("https://zeitung-grün.example/1", "https://xn--zeitung-grn-2hb.example/1"),
        ("http://[2001:DB8::1]:8080/dam", "http://[2001:db8::1]:8080/dam"),
    ],
)
def test_what_says_only_how_the_reader_came_is_taken_away(given: str, tidied: str) -> None:
    assert tidy_url(given) == tidied


@pytest.mark.parametrize(
    "address",
    [
        "https://post.example/?p=1234",
        "https://post.example/article.php?id=7&page=2",
        "https://post.example/story?source=wire&ref=9",
        "https://post.example/search?q=dam+%26+lake&x",
        "https://post.example/a;v=1/b?b=2&a=1&b=3",
        "https://post.example/#!/article/9",
        "https://post.example/app#/article/9",
        "https://post.example/M%C3%BCnchen/",
        "http://post.example/dam",
        "https://post.example/dam?compare=1&attic=2",
    ],
)
def test_what_may_tell_one_article_from_another_stays(address: str) -> None:
    assert tidy_url(address) == address


@pytest.mark.parametrize(
    "text", ["", "dam", "mailto:a@b.example", "tag:post.example,2026:1", "http://[", "//a/b"]
)
def test_what_is_no_address_of_the_web_comes_back_as_it_is(text: str) -> None:
    assert tidy_url(text) == text


@given(PART, PART)
def test_tidying_twice_changes_nothing(host: str, rest: str) -> None:
    once = tidy_url(f"https://{host}.example/{rest}")
    assert tidy_url(once) == once


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.post.example/1", "https://post.example/2", True),
        ("https://amp.post.example/1", "https://www.post.example/2", True),
        ("https://m.post.example/1", "https://post.example/2", True),
        ("https://news.post.example/1", "https://post.example/2", True),
        ("https://post.example/1", "https://echo.example/1", False),
        ("https://post.example/1", "https://notpost.example/1", False),
        ("https://example/1", "https://post.example/1", False),
        ("https://post.example/1", "", False),
    ],
)
def test_hosts_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


def test_a_front_page_has_nothing_behind_its_host() -> None:
    assert is_front("https://post.example")
    assert is_front("https://post.example/")
    assert not is_front("https://post.example/?p=7")
    assert not is_front("https://post.example/dam")
