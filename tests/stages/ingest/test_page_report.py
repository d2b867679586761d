"""Pages of the web: whose they are, where they are from, and which of them are no articles."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from secondsource.errors import BadInput
from secondsource.records.fetched import Fetched, Validators
from secondsource.records.report import Report
from secondsource.stages.ingest.page_report import page_report
from secondsource.stages.ingest.warc import ArchivedPage

AT = datetime(2026, 2, 12, 18, tzinfo=UTC)
URL = "https://www.post.example/news/dam?utm_source=rss"
TEXT = (
    "The dam above Orlu gave way on Sunday after three days of rain, the council said.",
    "Nobody was hurt, but forty families spent the night in the school of the next village.",
    "Engineers had warned in January that the wall was weak, according to a report seen by us.",
)
ARTICLE = (
    f"<article><h1>Dam breaks at Orlu</h1>{''.join(f'<p>{one}</p>' for one in TEXT)}</article>"
)
SITE = '<meta property="og:site_name" content="The Orlu Post">'


def html(head: str = SITE, body: str = ARTICLE) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def linked(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def archived(
    data: bytes, *, url: str = URL, charset: str | None = None, kind: str = "text/html"
) -> ArchivedPage:
    return ArchivedPage(url, AT, kind, charset, data)


def read(data: bytes, *, url: str = URL, outlet: str = "", charset: str | None = None) -> Report:
    return page_report("a page", archived(data, url=url, charset=charset), outlet)


def reason(data: bytes, *, url: str = URL) -> str:
    with pytest.raises(BadInput) as found:
        read(data, url=url)
    assert found.value.input == "a page"
    return found.value.reason


# Whose it is, and from where


def test_a_report_of_a_page_says_where_and_when_it_was_read() -> None:
    report = read(html())
    assert (report.ref, report.outlet, report.fetched) == ("a page", "The Orlu Post", AT)
    assert report.url == "https://www.post.example/news/dam"
    assert report.text == "\n\n".join(("Dam breaks at Orlu", *TEXT))


def test_a_fetched_page_is_the_same_report_as_an_archived_one() -> None:
    fetched = Fetched(
        URL, URL, None, 200, "text/html", None, html(), Validators(), timedelta(0), AT
    )
    assert page_report("a page", fetched) == read(html())


def test_an_outlet_that_is_known_goes_before_what_the_page_says() -> None:
    assert read(html(), outlet="Orlu Post").outlet == "Orlu Post"


def test_a_page_that_does_not_say_whose_it_is_is_its_hosts() -> None:
    assert read(html("")).outlet == "post.example"


def test_the_address_that_a_page_gives_for_itself_is_its_address() -> None:
    canonical = '<link rel="canonical" href="https://post.example/dam#top">'
    assert read(html(canonical)).url == "https://post.example/dam"


@pytest.mark.parametrize(
    "canonical",
    ["https://great-paper.example/dam", "https://www.post.example/", "javascript:alert(1)", "/dam"],
)
def test_an_address_of_another_site_or_of_the_front_page_is_not_believed(canonical: str) -> None:
    data = html(f'<link rel="canonical" href="{canonical}">')
    assert read(data).url == "https://www.post.example/news/dam"


def test_what_the_host_declares_goes_before_what_the_page_does() -> None:
    data = html('<meta charset="utf-8">').replace(b"Orlu", "Přerov".encode("windows-1250"))
    assert "Přerov" in read(data, charset="windows-1250").text


def test_a_host_that_declares_latin_1_by_habit_does_not_spoil_a_page() -> None:
    data = html('<meta charset="utf-8">').replace(b"Orlu", "Přerov".encode())
    assert "Přerov" in read(data, charset="ISO-8859-1").text


def test_a_text_without_markup_is_a_report_whoever_it_claims_to_be_by() -> None:
    data = b"Outlet: The Great Paper\n\nThe dam above Orlu gave way on Sunday, it was said.\n"
    report = page_report("a page", archived(data, kind="text/plain"))
    assert (report.outlet, report.text) == ("post.example", data.decode())


def test_what_is_no_page_is_told_by_its_kind() -> None:
    with pytest.raises(BadInput, match="'application/pdf', no page"):
        page_report("a page", archived(b"%PDF", kind="application/pdf"))


# Live blogs, and text that is only in JSON-LD


def update(number: int, **said: object) -> dict[str, object]:
    body = f"Crew {number} reached the lower village.<br><br>It found the road gone."
    return {"@type": "BlogPosting", "articleBody": body, "headline": f"Crew {number} there", **said}


def test_a_live_blog_is_read_entry_by_entry() -> None:
    updates = [update(2), update(1, headline="Crew 1 reached…")]
    blog = linked(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates, "headline": "Dam"})
    assert read(html(blog, "<div id=app></div>")).text.split("\n\n") == [
        "Crew 2 there",
        "Crew 2 reached the lower village.",
        "It found the road gone.",
        "Crew 1 reached the lower village.",
        "It found the road gone.",
    ]


@pytest.mark.parametrize("updates", [7, [], [7, None, "x"], [{"articleBody": 7}], {"a": 1}])
def test_a_live_blog_with_broken_entries_is_read_as_the_page_is(updates: object) -> None:
    blog = linked(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    assert TEXT[1] in read(html(blog)).text


def test_an_article_that_a_script_would_show_is_read_from_its_json_ld() -> None:
    said = linked(**{"@type": "NewsArticle", "articleBody": "\n\n".join(TEXT)})
    assert read(html(said, "<div id=app></div>")).text == "\n\n".join(TEXT)


def test_the_article_that_is_shown_goes_before_what_json_ld_says_it_is() -> None:
    said = linked(**{"@type": "NewsArticle", "articleBody": "Another text. " * 200})
    assert TEXT[0] in read(html(said)).text


# No articles


def test_a_front_page_is_set_aside() -> None:
    assert "front page" in reason(html(), url="https://post.example/")


def test_an_article_at_the_front_is_one() -> None:
    assert read(html(linked(**{"@type": "NewsArticle"})), url="https://post.example/").text


def test_a_page_that_declares_itself_a_list_is_set_aside() -> None:
    data = html(linked(**{"@type": "CollectionPage"}))
    assert "list of articles" in reason(data, url="https://post.example/tag/dam")


def test_a_page_of_links_is_set_aside() -> None:
    titles = [f"Crew {number} of the county reaches the lower village" for number in range(12)]
    body = "".join(f"<p><a href=/{n}>{title}</a></p>" for n, title in enumerate(titles))
    found = reason(html(SITE, f"<article><h1>Dams</h1>{body}</article>"))
    assert "list of articles" in found or "no article text" in found


def test_an_article_with_links_in_it_is_one() -> None:
    more = "".join(f"<p>See also: <a href=/{n}>What crew {n} found</a></p>" for n in range(3))
    linking = ARTICLE.replace("the council said", "<a href=/c>the council said</a>")
    assert TEXT[0] in read(html(SITE, linking + more)).text


NOTICES = {
    "without a subscription": (
        "The dam above Orlu gave way on Sunday. Subscribe now to continue reading.",
        "The dam gave way. Already a subscriber? Log in.",
        "Nobody was hurt at Orlu. This article is for subscribers only.",
        "The wall was weak. You have reached your limit of free articles.",
    ),
    "notice of an error": (
        "Error 404: not found. We are sorry about that.",
        "We can't find that page. Try the search, or go to our front page instead.",
        "Access denied. You don't have permission to access this article on this server.",
        "This content is not available in your country. We are working on it.",
    ),
    "asks for something": (
        "Please enable JavaScript and cookies to go on. It takes a moment only.",
        "Just a moment. We are checking your browser before you go on.",
        "We value your privacy. We and our partners use cookies to show you advertisements.",
    ),
}


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in NOTICES.items() for text in texts]
)
def test_what_stands_in_the_place_of_an_article_is_told_for_what_it_is(why: str, text: str) -> None:
    said = linked(**{"@type": "NewsArticle", "articleBody": text})
    assert why in reason(html(said, f"<article><p>{text}</p></article>"))


def test_an_article_about_walls_and_errors_is_an_article() -> None:
    about = (
        "Readers who were told to subscribe to continue reading saw an error 404 not found.",
        "The paper said that a change to its shop had sent them there between six and nine.",
    )
    more = "".join(f"<p>{one}</p>" for one in about)
    assert about[0] in read(html(SITE, ARTICLE.replace("</article>", f"{more}</article>"))).text


def test_a_short_report_is_none_the_less_one() -> None:
    short = f"<article><h1>Dam breaks</h1><p>{TEXT[0]}</p></article>"
    assert "gave way" in read(html(SITE, short)).text
