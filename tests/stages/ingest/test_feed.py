"""RSS, RDF, Atom and CDF: what a feed says becomes a record, and what it does not say is none."""

import gzip
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry, FeedKind
from secondsource.stages.ingest.feed import read_feed
from secondsource.stages.ingest.feed_links import feed_links

ADDRESS = "https://post.example/news/feed.xml"
AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
ITEM = "<item><title>Dam breaks</title><link>https://post.example/dam</link></item>"


def rss(items: str = ITEM, head: str = "", attributes: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {MODULES} {attributes}><channel>'
        f"<title>The Orlu Post</title><link>https://post.example/</link>{head}{items}"
        "</channel></rss>"
    ).encode()


def atom(entries: str, head: str = "") -> bytes:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Echo</title>'
        f"{head}{entries}</feed>"
    ).encode()


def read(data: bytes, **given: str | None) -> Feed:
    return read_feed(ADDRESS, data, at=AT, **given)  # type: ignore[arg-type]


def entry(data: bytes) -> FeedEntry:
    (only,) = read(data).entries
    return only


def reason(data: bytes, **given: str) -> str:
    with pytest.raises(BadInput) as raised:
        read_feed(ADDRESS, data, **given)  # type: ignore[arg-type]
    return raised.value.reason


def test_an_rss_feed_says_what_it_is_and_what_it_has() -> None:
    item = (
        "<item><title>Dam breaks at Orlu</title><link>https://post.example/dam</link>"
        '<guid isPermaLink="false">4711</guid><dc:creator>Ilse Tarrant</dc:creator>'
        "<pubDate>Thu, 12 Feb 2026 17:30:00 +0100</pubDate><description>Short</description>"
        "<content:encoded><![CDATA[<p>The dam above Orlu gave way.</p>]]></content:encoded></item>"
    )
    feed = read(rss(item, head="<language>en-gb</language><ttl>30</ttl>"))
    assert (feed.kind, feed.title, feed.site) == (
        FeedKind.FEED, "The Orlu Post", "https://post.example/",
    )  # fmt: skip
    assert (feed.language, feed.ttl) == ("en-gb", timedelta(minutes=30))
    (only,) = feed.entries
    assert only == FeedEntry(
        id="4711",
        url="https://post.example/dam",
        title="Dam breaks at Orlu",
        byline="Ilse Tarrant",
        published=datetime(2026, 2, 12, 16, 30, tzinfo=UTC),
        updated=None,
        html="<p>The dam above Orlu gave way.</p>",
        language="en-gb",
    )
    assert only.published is not None
    assert only.published.utcoffset() == timedelta(hours=1)


def test_an_atom_feed_says_what_it_is_and_what_it_has() -> None:
    feed = read(
        atom(
            '<entry xml:lang="hu"><id>urn:echo:1</id>'
            '<title type="html">Dam &amp;amp; bridge</title>'
            '<link rel="enclosure" href="/dam.mp3"/><link href="/dam"/>'
            "<author><name>Odo Brix</name><email>o@echo.example</email></author>"
            "<published>2026-02-13T08:00:00Z</published><updated>2026-02-13T09:00:00Z</updated>"
            '<summary>The dam.</summary><content type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml"><p>The dam gave <b>way</b>.</p></div>'
            "</content></entry>",
            head='<link rel="self" href="https://elsewhere.example/"/>'
            '<link rel="next" href="?page=2"/>',
        )
    )
    (only,) = feed.entries
    assert (only.id, only.url, only.title) == (
        "urn:echo:1", "https://post.example/dam", "Dam & bridge",
    )  # fmt: skip
    assert (only.byline, only.language) == ("Odo Brix", "hu")
    assert (only.published, only.updated) == (
        datetime(2026, 2, 13, 8, tzinfo=UTC), datetime(2026, 2, 13, 9, tzinfo=UTC),
    )  # fmt: skip
    assert "<p>The dam gave <b>way</b>.</p>" in only.html
    assert feed.next_page == "https://post.example/news/feed.xml?page=2"
    assert feed.moved_to is None


def test_rdf_has_its_items_beside_the_channel() -> None:
    feed = read(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<channel rdf:about="https://post.example/"><title>Post</title></channel>'
        b'<item rdf:about="https://post.example/1"><title>Dam</title>'
        b"<link>https://post.example/1</link><dc:date>2026-02-12</dc:date></item></rdf:RDF>"
    )
    (only,) = feed.entries
    assert (feed.title, only.title, only.id) == ("Post", "Dam", "https://post.example/1")
    assert only.published == datetime(2026, 2, 12, tzinfo=UTC)


def test_cdf_says_it_in_attributes() -> None:
    only = entry(
        b'<CHANNEL HREF="https://post.example/"><TITLE>Post</TITLE>'
        b'<ITEM HREF="https://post.example/1" LASTMOD="2026-02-12"><TITLE>Dam</TITLE>'
        b"</ITEM></CHANNEL>"
    )
    assert (only.title, only.url) == ("Dam", "https://post.example/1")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Rain &amp; storm", "Rain & storm"),
        ("Rain &amp;amp; storm", "Rain & storm"),
        ("<![CDATA[<b>Rain</b> &#8212; storm]]>", "Rain — storm"),
        ("Caf&eacute; &nbsp; closed", "Café closed"),
        ("Rain\n   over  Orlu", "Rain over Orlu"),
        ("AT&T shares", "AT&T shares"),
        ("Loss of 5 &lt; gain", "Loss of 5 < gain"),
        ("It&#146;s over", "It’s over"),
    ],
)
def test_a_title_is_plain_text_on_one_line(written: str, shown: str) -> None:
    assert entry(rss(f"<item><title>{written}</title></item>")).title == shown


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-02-12T17:30:00Z", datetime(2026, 2, 12, 17, 30, tzinfo=UTC)),
        ("2026-02-12 17:30", datetime(2026, 2, 12, 17, 30, tzinfo=UTC)),
        ("Thu, 12 Feb 26 17:30:00 EST", datetime(2026, 2, 12, 22, 30, tzinfo=UTC)),
        ("Thu, 12 Feb 2026 17:30:00 CEST", datetime(2026, 2, 12, 15, 30, tzinfo=UTC)),
        ("Thu Feb 12 17:30:00 2026", datetime(2026, 2, 12, 17, 30, tzinfo=UTC)),
        ("2026-02", datetime(2026, 2, 1, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 12:00:00 GMT", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 13:00:00 GMT", None),  # over a day after it was fetched
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("03/04/2026", None),
        ("yesterday", None),
        ("9999-99-99T99:99:99+99:99", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_left_out_but_not_guessed(written: str, read_as: datetime | None) -> None:
    dated = f"<item><title>Dam</title><pubDate>{written}</pubDate></item>"
    assert entry(rss(dated)).published == read_as


def test_without_a_time_of_fetching_a_future_date_stays() -> None:
    data = rss("<item><title>Dam</title><pubDate>2030-01-01</pubDate></item>")
    assert read_feed(ADDRESS, data).entries[0].published == datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "pause"),
    [
        ("", None),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>90</ttl>", timedelta(minutes=90)),
        ("<ttl>99999999</ttl>", timedelta(days=7)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
        ("<skipHours><hour>12</hour><hour>13</hour></skipHours>", timedelta(minutes=90)),
        ("<skipHours><hour>3</hour></skipHours>", None),
        ("<skipDays><day>Sunday</day></skipDays>", timedelta(hours=11, minutes=30)),
    ],
)
def test_a_feed_says_how_long_to_leave_it_alone(head: str, pause: timedelta | None) -> None:
    assert read(rss(head=head)).ttl == pause


def test_a_feed_that_is_never_to_be_read_means_something_else() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert read(rss(head=f"<skipHours>{hours}</skipHours>")).ttl is None


def test_a_feed_that_moved_says_where_to() -> None:
    moved = "<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>"
    assert read(rss(head=moved)).moved_to == "https://new.example/feed"
    redirect = b"<redirect><newLocation>https://new.example/feed</newLocation></redirect>"
    assert read(redirect).moved_to == "https://new.example/feed"


def test_an_item_cannot_move_its_feed() -> None:
    moved = "<itunes:new-feed-url>https://evil.example/</itunes:new-feed-url>"
    assert read(rss(ITEM.replace("</item>", moved + "</item>"))).moved_to is None


def test_an_archived_feed_says_where_older_items_are() -> None:
    head = '<atom:link rel="prev-archive" href="/2026/01.xml"/>'
    assert read(rss(head=head)).next_page == "https://post.example/2026/01.xml"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/dam", "https://post.example/dam"),
        ("dam?a=1&amp;b=2", "https://post.example/news/dam?a=1&b=2"),
        ("https://post.example/a&b=1", "https://post.example/a&b=1"),
        ("//cdn.example/dam", "https://cdn.example/dam"),
        ("https://post.example/a b", "https://post.example/a%20b"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_link_is_an_address_of_the_web_or_none(link: str, address: str | None) -> None:
    assert entry(rss(f"<item><title>Dam</title><link>{link}</link></item>")).url == address


def test_links_are_read_beside_the_base_that_the_feed_gives() -> None:
    data = atom(
        '<entry xml:base="2026/"><title>Dam</title><link href="dam"/></entry>',
        head='<link rel="next" href="older"/>',
    ).replace(b"<feed ", b'<feed xml:base="https://cdn.example/x/" ')
    assert entry(data).url == "https://cdn.example/x/2026/dam"


def test_a_feed_from_a_file_has_its_links_beside_its_site() -> None:
    data = rss("<item><title>Dam</title><link>/dam</link></item>")
    assert read_feed("saved/feed.xml", data).entries[0].url == "https://post.example/dam"


def test_a_guid_stands_in_for_the_link_where_it_is_one() -> None:
    only = entry(rss("<item><title>Dam</title><guid>https://post.example/1</guid></item>"))
    assert (only.id, only.url) == ("https://post.example/1", "https://post.example/1")
    only = entry(rss("<item><title>Dam</title><guid>4711</guid></item>"))
    assert (only.id, only.url) == ("4711", None)


def test_an_item_without_id_and_link_is_known_by_what_it_holds() -> None:
    one, other = (
        entry(rss(f"<item><title>{title}</title><description>Rain.</description></item>"))
        for title in ("Dam", "Bridge")
    )
    again = entry(rss("<item><title>Dam</title><description>Rain.</description></item>"))
    assert one.id == again.id
    assert one.id != other.id


def test_the_same_item_twice_is_one() -> None:
    assert len(read(rss(ITEM + ITEM)).entries) == 1


def test_items_that_a_feed_calls_the_same_are_not_lost() -> None:
    items = "".join(
        f"<item><guid>x</guid><title>T{n}</title><link>https://post.example/{n}</link></item>"
        for n in range(3)
    )
    entries = read(rss(items)).entries
    assert [one.title for one in entries] == ["T0", "T1", "T2"]
    assert len({one.id for one in entries}) == 3
    assert [one.id for one in entries] == [one.id for one in read(rss(items)).entries]


def test_an_item_that_holds_nothing_is_none() -> None:
    assert read(rss("<item/><item><pubDate>2026-02-12</pubDate></item>")).entries == ()


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("<author>ilse@post.example (Ilse Tarrant)</author>", "Ilse Tarrant"),
        ("<author>ilse@post.example</author>", None),
        ("<author>Ilse Tarrant &lt;ilse@post.example&gt;</author>", "Ilse Tarrant"),
        ("<dc:creator>Ilse Tarrant</dc:creator><dc:creator>Odo Brix</dc:creator>",
         "Ilse Tarrant, Odo Brix"),
        ("<dc:creator><![CDATA[<a href='/ilse'>Ilse</a>]]></dc:creator>", "Ilse"),
        ("", None),
    ],
)  # fmt: skip
def test_the_byline_is_the_authors_names(author: str, byline: str | None) -> None:
    assert entry(rss(f"<item><title>Dam</title>{author}</item>")).byline == byline


def test_the_author_of_an_atom_feed_is_that_of_its_entries() -> None:
    data = atom("<entry><title>Dam</title></entry>", head="<author><name>Odo</name></author>")
    assert entry(data).byline == "Odo"


def test_the_longest_text_is_kept_and_a_picture_is_none() -> None:
    longer = "<description>&lt;p&gt;The dam gave way on Sunday.&lt;/p&gt;</description>"
    only = entry(rss(f"<item><title>D</title>{longer}<content:encoded>x</content:encoded></item>"))
    assert only.html == "<p>The dam gave way on Sunday.</p>"
    picture = '<description>&lt;img src="https://post.example/' + 300 * "x" + '"&gt;</description>'
    assert entry(rss(f"<item><title>Dam</title>{picture}</item>")).html == ""


def test_html_that_was_not_escaped_is_text_all_the_same() -> None:
    data = rss("<item><title>Dam</title><description>A <b>dam</b><br>broke</description></item>")
    assert "dam" in entry(data).html


def test_plain_text_in_atom_is_not_taken_for_markup() -> None:
    data = atom("<entry><title>Dam</title><content>Is 1 &lt;b or &amp;amp; 2?</content></entry>")
    assert "&lt;b" in entry(data).html


BROKEN = {
    "cut off": rss()[:-30],
    "an item not closed": rss(ITEM.replace("</item>", "") + ITEM.replace("Dam", "Bridge")),
    "a prefix not declared": rss().replace(MODULES.encode(), b"").replace(
        b"</item>", b"<media:title>x</media:title></item>"),
    "a warning before it": b"<br />\n<b>Warning</b>: line 3\n" + rss(),
    "a script after it": rss() + b"<script>track()</script>",
    "a stray bracket": rss(ITEM.replace("</title>", " < 5 m</title>")),
    "an attribute without marks": rss().replace(b'version="2.0"', b"version=2.0 version=2"),
    "a control character": rss().replace(b"Dam", b"D\x0bam"),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_feed_is_read_as_far_as_it_goes(how: str) -> None:
    entries = read(BROKEN[how]).entries
    assert entries[0].title.startswith("Dam")
    assert entries[0].url == "https://post.example/dam"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252", "koi8-r"])
def test_the_encoding_is_found(encoding: str) -> None:
    title = "Плотина" if encoding == "koi8-r" else "Crèche fermée – «Orlu»"
    declared = encoding if encoding in ("cp1252", "koi8-r") else "utf-8"
    text = rss(f"<item><title>{title}</title></item>").decode()
    text = text.replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert entry(text.encode(encoding)).title == title


def test_a_host_that_says_latin_1_of_everything_is_not_believed() -> None:
    data = rss("<item><title>Crèche</title></item>").replace(b' encoding="UTF-8"', b"")
    assert read(data, charset="iso-8859-1").entries[0].title == "Crèche"


def test_a_host_is_believed_where_the_feed_says_nothing() -> None:
    text = rss("<item><title>水库决堤</title></item>").decode().replace(' encoding="UTF-8"', "")
    assert read(text.encode("gb18030"), charset="gb2312").entries[0].title == "水库决堤"


def test_one_broken_character_does_not_cost_the_feed() -> None:
    data = rss(
        "<item><title>Crèche fermée à Orlu, où l'été s'achève déjà près d'ici</title></item>"
    )
    assert "\ufffd" in entry(data.replace("è".encode(), b"\xe8", 1)).title


def test_a_feed_may_be_packed() -> None:
    assert entry(gzip.compress(rss())).title == "Dam breaks"
    assert [one.title for one in read(gzip.compress(b" ") + gzip.compress(rss())).entries]
    assert "cut off" in reason(gzip.compress(rss())[:-20])
    assert "damaged" in reason(gzip.compress(rss())[:20] + 300 * b"x")


def test_a_web_page_is_no_feed_and_its_feeds_are_named() -> None:
    page = (
        b"<!DOCTYPE html><html><head>"
        b'<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">'
        b'<link rel="alternate" type="application/rss+xml" title="News" href="/rss?a=1&amp;b=2">'
        b"<link rel='alternate' type='application/atom+xml' href=atom.xml>"
        b'<link rel="alternate" type="application/feed+json" href="//x.example/feed.json">'
        b'<link rel="alternate" type="application/json" href="/wp-json/post/1">'
        b'<link rel="alternate" hreflang="hu" href="/hu"><link rel="stylesheet" href="/feed.css">'
        b'<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->'
        b"</head><body>News</body></html>"
    )
    found = (
        "https://post.example/rss?a=1&b=2",
        "https://post.example/news/atom.xml",
        "https://x.example/feed.json",
        "https://post.example/comments/feed",
    )
    assert feed_links(ADDRESS, page) == found
    assert found[0] in reason(page)
    assert "names no feed" in reason(b"<html><body>News</body></html>")


def test_the_feeds_of_a_page_are_read_beside_its_base() -> None:
    page = b'<base href="https://b.example/x/"><link rel=alternate type=application/rss+xml href=f>'
    assert feed_links(ADDRESS, page) == ("https://b.example/x/f",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"News of the day", "no feed"),
        (b"<svg/>", "no feed"),
        (b'{"items": []}', "no JSON Feed"),
        (b"[1, 2", "not JSON"),
        (b"<opml><body/></opml>", "OPML"),
    ],
)
def test_what_is_no_feed_is_set_aside_with_the_reason(data: bytes, says: str) -> None:
    assert says in reason(data)


def test_the_reason_says_what_the_host_calls_it() -> None:
    assert "image/png" in reason(b"nothing of the kind", media_type="image/png")


# What XML holds, less what feedparser mends: Latin-1 letters that are UTF-8 if taken for bytes.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Zs"]),
    min_size=1, max_size=40,
).filter(lambda text: not any("\x80" <= char <= "\xff" for char in text))  # fmt: skip
TITLES = st.lists(TEXTS, min_size=1, max_size=4).map(" ".join)
LANGUAGES = (
    "Dam 🌊 breaks",
    "水库决堤,四十户撤离",
    "انهيار سد في أورلو",
    "סכר קרס",
    "Gát szakadt át",
    "a<b&c>d",
)


@given(st.one_of(TITLES, st.sampled_from(LANGUAGES)), st.one_of(TITLES, st.sampled_from(LANGUAGES)))
def test_what_is_put_into_an_atom_feed_comes_out(title: str, text: str) -> None:
    only = entry(
        atom(
            f"<entry><id>1</id><title>{escape(title)}</title>"
            f"<content type='html'>{escape(escape(text))}</content></entry>"
        )
    )
    assert only.title == " ".join(title.split())
    assert only.html == escape(text)


@given(st.one_of(TITLES, st.sampled_from(LANGUAGES)), st.integers(1, 13_000 * 86_400))
def test_what_is_put_into_an_rss_feed_comes_out(title: str, seconds: int) -> None:
    published = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    only = entry(
        rss(
            f"<item><title>{escape(escape(title + ' &'))}</title>"
            f"<link>https://post.example/1</link><pubDate>{published.isoformat()}</pubDate></item>"
        )
    )
    assert only.title == " ".join(f"{title} &".split())
    assert only.published == published
