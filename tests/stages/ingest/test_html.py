"""Pages: the article's text, and what the page says of it."""

from datetime import timedelta

import pytest

from secondsource.records.report import Report
from secondsource.stages.ingest import read_source

ARTICLE = (
    "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article><h1>Dam breaks at Orlu</h1>"
    "<p>By Ilse Tarrant</p>"
    "<p>The dam above Orlu gave way on Sunday after three days of rain, the council said.</p>"
    "<p>Nobody was hurt, but forty families spent the night in the school of the next village.</p>"
    "</article><footer>All rights reserved.</footer>"
)
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {
  "@type": ["NewsArticle"], "headline": "Dam breaks", "inLanguage": "en-GB",
  "datePublished": "2026-02-12T17:30:00+01:00", "url": "https://post.example/dam",
  "author": [{"@type": "Person", "name": "Ilse Tarrant"}, {"name": "Odo Brix"}],
  "publisher": {"@type": "Organization", "name": "The Orlu Post"}}]}</script>"""
OPEN_GRAPH = """<title>Dam | Echo</title><meta property="og:site_name" content="Valley Echo">
  <meta property="og:title" content="Dam gives way"><meta name="author" content="Odo Brix">
  <meta property="article:published_time" content="2026-02-13T08:00:00Z">
  <link rel="canonical" href="https://echo.example/1">"""


def page(head: str, body: str = ARTICLE) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(data: bytes) -> Report:
    reports, aside = read_source("saved-page.html", data)
    assert not aside
    return reports[0]


def reason(data: bytes) -> str:
    reports, aside = read_source("saved-page.html", data)
    assert not reports
    return aside[0].reason


def test_the_text_is_the_article_a_paragraph_apart() -> None:
    text = read(page("")).text
    assert "three days of rain, the council said.\n\nNobody was hurt" in text
    assert "Sport" not in text
    assert "rights reserved" not in text


def test_json_ld_says_who_when_and_where() -> None:
    report = read(page(LINKED))
    assert (report.title, report.outlet) == ("Dam breaks", "The Orlu Post")
    assert (report.byline, report.url) == ("Ilse Tarrant, Odo Brix", "https://post.example/dam")
    assert report.language == "en"
    assert report.published is not None
    assert report.published.utcoffset() == timedelta(hours=1)


def test_an_address_may_be_said_as_the_page_of_the_article() -> None:
    linked = LINKED.replace(
        '"url": "https://post.example/dam"', '"mainEntityOfPage": {"@id": "https://post.example/1"}'
    )
    assert read(page(linked)).url == "https://post.example/1"


def test_open_graph_says_what_json_ld_does_not() -> None:
    report = read(page(OPEN_GRAPH))
    assert (report.title, report.outlet) == ("Dam gives way", "Valley Echo")
    assert (report.byline, report.url) == ("Odo Brix", "https://echo.example/1")
    assert report.published is not None
    assert report.published.hour == 8


def test_json_ld_goes_before_open_graph() -> None:
    assert read(page(OPEN_GRAPH + LINKED)).outlet == "The Orlu Post"


def test_a_byline_above_the_text_is_no_part_of_it() -> None:
    assert "Ilse" not in read(page('<meta name="author" content="Ilse Tarrant">')).text


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle",</script>',
        f'<script type="application/ld+json">{"[" * 50_000}</script>',
        '<script type="application/ld+json">{"@type": "Article", "author": 7, "url": []}</script>',
        '<meta property="article:published_time" content="a while ago">',
    ],
)
def test_what_a_page_says_wrongly_counts_as_not_said(broken: str) -> None:
    report = read(page(broken))
    assert (report.byline, report.url, report.published) == (None, None, None)
    assert report.outlet == "saved-page"


def test_the_encoding_that_a_page_declares_is_used() -> None:
    data = page('<meta charset="windows-1250">', ARTICLE.replace("Orlu", "Přerov"))
    assert "Přerov" in read(data.decode().encode("cp1250")).text


def test_a_page_without_an_article_is_set_aside() -> None:
    assert "no article text" in reason(page("", "<nav><a href=/>Home</a></nav>"))


def test_what_is_no_page_is_set_aside() -> None:
    assert "no HTML page" in reason(b"Only words, and no page at all.")


def test_a_page_of_too_many_elements_is_set_aside() -> None:
    assert "elements" in reason(page("", "<p>The dam broke.</p>" * 61_000))
