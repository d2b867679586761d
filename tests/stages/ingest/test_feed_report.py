"""Items of feeds as reports: their own text, where it is the article."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadInput
from secondsource.records.feed import FeedEntry
from secondsource.stages.ingest.feed_report import entry_report, is_full_text
from secondsource.stages.ingest.fragment import one_line, paragraphs_of

SENTENCE = "The dam above Orlu gave way on Sunday after three days of rain, the council said. "
PARAGRAPH = f"<p>{SENTENCE * 6}</p>"
WHEN = datetime(2026, 2, 12, 17, 30, tzinfo=UTC)


def item(html: str, **says: object) -> FeedEntry:
    given_ = {"id": "4711", "url": "https://post.example/dam", "title": "Dam breaks"}
    rest = {"byline": "Ilse Tarrant", "published": WHEN, "updated": None, "language": "en-GB"}
    return FeedEntry(**{**given_, **rest, "html": html, **says})  # type: ignore[arg-type]


def text(html: str) -> str:
    return entry_report(item(html), outlet="The Post").text


def test_a_report_has_what_the_item_says() -> None:
    report = entry_report(item("<p>The dam gave way.</p>"), outlet="The Post")
    assert (report.outlet, report.title, report.byline) == (
        "The Post",
        "Dam breaks",
        "Ilse Tarrant",
    )
    assert (report.ref, report.url) == ("4711", "https://post.example/dam")
    assert (report.published, report.language) == (WHEN, "en")


def test_an_item_without_a_time_was_published_when_it_was_updated() -> None:
    entry = item("<p>The dam gave way.</p>", published=None, updated=WHEN)
    assert entry_report(entry, outlet="The Post").published == WHEN


def test_the_text_is_paragraphs_without_markup() -> None:
    html = (
        "<h2>What happened</h2><p>The dam <b>gave</b> way &amp; broke.<br>It rained.</p>\n"
        "<figure><img src='x'><figcaption>A dam. Photo: X</figcaption></figure>"
        "<ul><li>Forty families left.</li><li>Nobody was hurt.</li></ul>"
        "<script>track('<p>no text</p>')</script><blockquote>We are safe.</blockquote>"
        "<table><tr><th>Town</th><th>Families</th></tr><tr><td>Orlu</td><td>40</td></tr></table>"
        "<!-- a comment --><iframe src='x'>no frames</iframe>Rain is <i>forecast</i>."
    )
    assert text(html).split("\n\n") == [
        "What happened",
        "The dam gave way & broke.\nIt rained.",
        "Forty families left.",
        "Nobody was hurt.",
        "We are safe.",
        "Town | Families",
        "Orlu | 40",
        "Rain is forecast.",
    ]


def test_plain_text_keeps_its_paragraphs() -> None:
    assert text("The dam\ngave way.\n\nNobody &mdash; so far &mdash; was hurt.") == (
        "The dam gave way.\n\nNobody — so far — was hurt."
    )


def test_two_breaks_part_paragraphs() -> None:
    assert text("The dam gave way.<br/><br />\nNobody was hurt.").count("\n\n") == 1


@pytest.mark.parametrize(
    "added",
    [
        "<p>The post <a href='/1'>Dam breaks</a> appeared first on <a href='/'>The Post</a>.</p>",
        "<p><a href='/1'>Read more</a></p>",
        "<p><a href='/1'>Continue reading Dam breaks →</a></p>",
        "<p>Weiterlesen »</p>",
        "<p>[link] [comments]</p>",
        "<p>The post Dam appeared first on The Post.</p><p>Read more...</p>",
    ],
)
def test_what_the_program_of_the_feed_added_is_no_part_of_it(added: str) -> None:
    assert text("<p>The dam gave way.</p>" + added) == "The dam gave way."


@pytest.mark.parametrize(
    "last",
    [
        "<p>Read more books, the minister told the children of the village school on Monday. "
        + SENTENCE * 2 + "</p>",
        "<p>Source said the wall was old.</p>",
        "<p>More rain is expected.</p>",
    ],
)  # fmt: skip
def test_a_last_paragraph_of_the_article_stays(last: str) -> None:
    assert text("<p>The dam gave way.</p>" + last).count("\n\n") == 1


@pytest.mark.parametrize(
    "html", ["", "<img src='x'>", "Dam breaks", "<p>Dam breaks</p>", "<p>…</p>"]
)
def test_a_headline_alone_is_no_report(html: str) -> None:
    with pytest.raises(BadInput, match="fetch the page"):
        entry_report(item(html), outlet="The Post")


@pytest.mark.parametrize(
    ("html", "full"),
    [
        (PARAGRAPH * 3, True),
        (PARAGRAPH * 3 + "<p>The post Dam appeared first on The Post.</p>", True),
        (f"<p>{SENTENCE * 40}</p>", True),
        ("水库决堤，四十户连夜撤离。" * 90, True),
        ("", False),
        (PARAGRAPH, False),
        ("<p>The dam gave way.</p>" * 3, False),
        (f"<p>{SENTENCE * 10}</p>", False),
        (PARAGRAPH * 3 + "<p>The council …</p>", False),
        (PARAGRAPH * 3 + "<p>The council [...]</p>", False),
        (PARAGRAPH * 3 + "<p>The council [&#8230;]</p>", False),
        (PARAGRAPH * 3 + "<p>The council said... <a href='/1'>Read more</a></p>", False),
        (PARAGRAPH * 3 + "<p>Continue reading</p>", False),
        (PARAGRAPH * 3 + "<p>Read the full story at The Post</p>", False),
        (PARAGRAPH * 3 + "<p>Lire la suite</p><p>The post X appeared first on Y.</p>", False),
        (PARAGRAPH * 3 + "<p>The council [+1234 chars]</p>", False),
    ],
)
def test_an_item_with_the_whole_article_needs_no_page(html: str, full: bool) -> None:
    assert is_full_text(item(html)) is full


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("a<b>b</b>c", "abc"),
        ("1 < 2 <b>x</b>", "1 < 2 x"),
        ("a <!-- b --> c<!-->d", "a cd"),
        ("a<!-- b > c", "a c"),
        ("<p>a<img alt='b'>c", "ac"),
        ("a <a title='x > y'>b</a>", "a b"),
        ("a <form>b", "a b"),
        ("a <form>b</form> c", "a c"),
        ("a <svg><svg></svg>b</svg> c", "a c"),
        ("a <script>b", "a"),
        ("a <style>b</p></style> c", "a c"),
        ("<![CDATA[x]]>a<?php b ?>", "a"),
        ("&#x41;&#66;&amp;amp;<b></b>", "AB&amp;"),
        ("a&nbsp;b\u00adc<b></b>", "a b\u00adc"),
        ("a<b", "a"),
        ("I <3 you<br>", "I <3 you"),
    ],
)
def test_html_of_every_kind_is_plain_text(html: str, line: str) -> None:
    assert one_line(html) == line


@given(st.text())
def test_no_html_breaks_the_reader_and_none_is_left(html: str) -> None:
    for paragraph in paragraphs_of(f"<p>{html}</p>"):
        assert "\n\n" not in paragraph
        assert paragraph == paragraph.strip()


TAGS = st.sampled_from(("<p>", "</p>", "<br>", "<b>", "</b>", "<div class='x'>", "</div>", "<td>"))


@given(
    st.lists(st.one_of(TAGS, st.sampled_from(("dam", "גשר", "水库", "🌊", "عاصفة"))), max_size=30)
)
def test_words_between_tags_come_out_in_their_order(pieces: list[str]) -> None:
    words = "".join(piece for piece in pieces if not piece.startswith("<"))
    shown = "".join(paragraphs_of("<i></i>" + "".join(pieces)))
    assert "".join(char for char in shown if char not in " |\n") == words
