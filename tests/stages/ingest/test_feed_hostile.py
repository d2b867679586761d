"""Feeds made to harm: an answer or a reason within seconds, nothing loaded, nothing expanded."""

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from secondsource.errors import BadInput
from secondsource.stages.ingest.feed import read_feed
from secondsource.stages.ingest.feed_report import is_full_text
from secondsource.stages.ingest.opml import read_opml

ADDRESS = "https://post.example/feed"
LIMIT = 5.0  # seconds of a core; they take a fraction of one on an idle machine
LAUGHS = "".join(f'<!ENTITY l{n + 1} "' + f"&l{n};" * 10 + '">' for n in range(9))


def rss(inside: str, doctype: str = "") -> bytes:
    return (
        f'{doctype}<rss version="2.0"><channel><title>Post</title>{inside}</channel></rss>'.encode()
    )


def item(inside: str) -> bytes:
    return rss(f"<item><title>Dam</title>{inside}</item>")


def html(inside: str) -> bytes:
    return item(f"<description><![CDATA[{inside}]]></description>")


def outcome(data: bytes) -> str:
    """The reason for setting it aside, or "read"; its items are looked at as a desk does."""
    try:
        for entry in read_feed(ADDRESS, data).entries[:3]:
            is_full_text(entry)
    except BadInput as bad:
        return bad.reason
    return "read"


def declaring(subset: str) -> str:
    return f"<!DOCTYPE rss [{subset}]>"


ENTITIES = {
    "a billion laughs": rss("&l9;", declaring(f'<!ENTITY l0 "ha">{LAUGHS}')),
    "two that refer to each other": rss("&a;", declaring('<!ENTITY a "&b;"><!ENTITY b "&a;">')),
    "one long, often": rss("&a;" * 300_000, declaring('<!ENTITY a "' + "x" * 1_000 + '">')),
    "one too long": rss("&a;", declaring('<!ENTITY a "' + "x" * 100_000 + '">')),
    "a file": rss("&a;", declaring('<!ENTITY a SYSTEM "file:///etc/passwd">')),
    "an address": rss("&a;", declaring('<!ENTITY a PUBLIC "x" "http://127.0.0.1/">')),
    "very many": rss("", declaring("".join(f'<!ENTITY a{n} "b">' for n in range(900)))),
    "more than any feed begins with": rss("", declaring('<!ENTITY a "b">' * 9_000)),
}


@pytest.mark.parametrize("how", ENTITIES)
def test_entities_that_grow_or_load_are_refused(how: str) -> None:
    start = time.process_time()
    assert outcome(ENTITIES[how]) != "read"
    assert time.process_time() - start < LIMIT / 5


def test_a_short_entity_of_the_feed_itself_is_put_in() -> None:
    data = rss("<item><title>&post; news</title></item>", '<!DOCTYPE x [<!ENTITY post "Orlu">]>')
    assert read_feed(ADDRESS, data).entries[0].title == "Orlu news"


def test_declarations_of_other_files_are_not_loaded_and_do_not_matter() -> None:
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://127.0.0.1:9/rss.dtd" [<!ENTITY % more SYSTEM "http://127.0.0.1:9/"> %more;]>'
    )
    assert read_feed(ADDRESS, rss("", doctype)).title == "Post"


@pytest.mark.parametrize("tag", ["a", "item", "p", "x:y"])
@pytest.mark.parametrize("closed", [True, False])
def test_depth_is_refused_or_harmless(tag: str, closed: bool) -> None:
    inside = f"<{tag}>" * 20_000 + f"</{tag}>" * 20_000 * closed
    start = time.process_time()
    said = outcome(rss(inside))
    assert "deep" in said or tag in ("item", "p")
    assert time.process_time() - start < LIMIT


ATTACKS = {
    "a long author": item(f"<author>{'a' * 1_000_000}</author>"),
    "many authors": item("<author>a@b.example (x)</author>" * 50_000),
    "many categories": item("".join(f"<category>{n}</category>" for n in range(50_000))),
    "many items": rss("<item><title>x</title></item>" * 9_000),
    "too many items": rss("<item/>" * 100_000),
    "too many tags": rss("<a/>" * 600_000),
    "too many references": rss("&amp;" * 1_100_000),
    "references": rss("&nbsp;" * 300_000),
    "lines before it": b"\n" * 1_000_000 + rss(""),
    "spaces in the declaration": b"<?xml" + b" " * 1_000_000 + b"?>" + rss(""),
    "many declarations": b"<?xml encoding='" * 100_000 + rss(""),
    "doctypes that do not end": b"<!DOCTYPE '" * 100_000 + rss(""),
    "brackets": b"<rss>" + b"<" * 200_000,
    "tags that do not end": b"<rss>" + b"<a " * 200_000,
    "comments that do not end": b"<rss>" + b"<!--" * 200_000,
    "instructions that do not end": b"<rss>" + b"<?a" * 200_000,
    "sections that do not end": b"<rss>" + b"<![CDATA[" * 200_000,
    "ends without a beginning": b"<rss>" + b"</a>" * 200_000,
    "many attributes": b"<rss " + b"".join(b"a%d='' " % n for n in range(100_000)) + b"/>",
    "one attribute often": b"<rss " + b"a='' " * 100_000 + b"/>",
    "many namespaces": b"<rss " + b"".join(b"xmlns:a%d='u' " % n for n in range(50_000)) + b"/>",
    "many prefixes": b"<rss>" + b"".join(b"<a%d:b/>" % n for n in range(50_000)),
    "a long date": item(f"<pubDate>{'1' * 1_000_000}</pubDate>"),
    "a long link": item(f"<link>http://{'[' * 100_000}</link>"),
    "a long base": item("").replace(b"<rss", b"<rss xml:base='http://a/" + b"../" * 100_000 + b"'"),
    "empty lines": item(f"<description>{chr(10) * 1_000_000}</description>"),
    "paragraphs of html": html("<p>" * 200_000),
    "html that nests": html("<div><font><b>" * 60_000),
    "tables that nest": html("<table><tr><td>" * 60_000),
    "an element with 100,000 attributes": html(
        f"<a {' '.join(f'b{n}=c' for n in range(100_000))}>x</a>"
    ),
    "comments of html that do not end": html("<!-- >" * 100_000),
    "forms that do not end": html("<form><nav><svg>" * 50_000),
    "scripts that do not end": html("<script>" * 100_000),
    "quotation marks": html("<a title=\"<a title='" * 50_000),
    "a number without end": html(f"&#{'9' * 100_000};<p>"),
    "json that nests": b'{"version": "https://jsonfeed.org/version/1", "items":' + b"[" * 500_000,
    "a json number without end": b'{"items": [' + b"9" * 500_000,
    "a sitemap too long": b"<urlset>" + b"<url><loc>http://a.example/</loc></url>" * 60_000,
    "noise": bytes(range(256)) * 4_000,
    "zero bytes": b"\0" * 1_000_000,
    "a gzip bomb": zlib.compress(b" " * 200_000_000, wbits=31),
}  # fmt: skip


@pytest.mark.parametrize("how", ATTACKS)
def test_an_attack_is_answered_in_seconds(how: str) -> None:
    start = time.process_time()
    outcome(ATTACKS[how])
    assert time.process_time() - start < LIMIT


def test_a_list_of_feeds_that_nests_is_read_in_seconds() -> None:
    feeds = "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(20_000))
    start = time.process_time()
    folders = '<outline text="f">' * 200
    found = read_opml("x.opml", f"<opml><body>{folders}{feeds}".encode())
    assert len(found) == 20_000
    assert time.process_time() - start < LIMIT


ALONE = """
import resource, socket, sys
from secondsource.errors import BadInput
from secondsource.stages.ingest.feed import read_feed
def refuse(*args, **kwargs):
    raise SystemExit("it asked the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
read_feed("https://a.example/", b"<rss/>")
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_feed("https://a.example/", sys.stdin.buffer.read())
except BadInput:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) // 1024)
"""


@pytest.mark.parametrize("how", ["a gzip bomb", "html that nests"])
def test_an_attack_asks_no_network_and_takes_little_memory(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE], input=ATTACKS[how], capture_output=True, check=True,
        cwd=Path(__file__).parent,
    )  # fmt: skip
    assert int(done.stdout) < 150  # MiB


@pytest.mark.parametrize("how", ["a file", "a billion laughs"])
def test_an_entity_asks_no_network(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE], input=ENTITIES[how], capture_output=True, check=True,
        cwd=Path(__file__).parent,
    )  # fmt: skip
    assert int(done.stdout) < 50  # MiB
