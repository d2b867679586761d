"""`python -m benchmarks.feed_mutations`: feeds damaged in every way, and what reading them does.

Each case is one of feedparser's own test feeds (or, without them, one of ours), damaged by one to
four of the ways below, chosen by a seeded generator. Nothing but `BadInput` may come out, and none
may take two seconds of a core, which is what its own work costs however busy the machine is.
"""

import argparse
import random
import sys
import tarfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.table import Row, show
from secondsource.errors import BadInput
from secondsource.records.feed import FeedEntry
from secondsource.stages.ingest.feed import read_feed
from secondsource.stages.ingest.feed_links import feed_links
from secondsource.stages.ingest.feed_report import entry_report, is_full_text
from secondsource.stages.ingest.opml import read_opml

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT.parent / "shared" / "data" / "feeds" / "feedparser-tests.tar.gz"
ADDRESS = "https://feeds.example/news/feed.xml"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SLOWEST = 2.0  # seconds
LONGEST = 1_000_000  # bytes; what doubles itself again and again is cut there
CHARSETS = (
    None, None, "utf-8", "us-ascii", "iso-8859-1", "utf-16", "utf-32le", "utf-7", "big5", "koi8-r",
    "shift_jis", "idna", "punycode", "zlib_codec", "unicode_escape", "x\0y", "",
)  # fmt: skip
INSERTED = (
    b"&nbsp;", b"&#0;", b"&#x110000;", b"&#99999999999;", b"&unknown;", b"&", b"&&&&", b"&lt;b&gt;",
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\x80\x9f", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"<?", b"?>", b"<!DOCTYPE rss [<!ENTITY a 'b'>]>",
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    b"<", b">", b"</", b"/>", b'"', b"'", b"<item>", b"</item>", b"<entry>", b"</entry>",
    b"<title>", b"</title>", b"<a:b:c d:e:f='1'/>", b"<x xmlns:y=''/>", b" xmlns='urn:x'",
    b" xml:base='http://['", b" xml:lang='en'", b"<link/>", b"<link href='http://[::1'/>",
    b"<guid/>", b"<content type='base64'>", b"<updated>9999-99-99T99:99:99+99:99</updated>",
    b"<pubDate>Fri, 31 Feb 0000 25:61:61 +9999</pubDate>",
    b"<author><name/><name>a@b</name></author>", b"<ttl>-1</ttl>", b"<svg>", b"<math>", b"<div>",
    b"<br>", b"<textInput>", b"<image>", b"<source>", b"{", b"[",
    b"\\ud800", b"\xed\xa0\x80", b"1e999",
)  # fmt: skip
Damage = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one damaged feed led to: "read", "set aside", or the error that nobody caught.

    `seconds` are those of a core.
    """

    result: str
    seconds: float
    trace: str = ""


def seeds(archive: Path = ARCHIVE) -> tuple[bytes, ...]:
    """The feeds that are damaged: feedparser's tests, with some of ours."""
    if not archive.is_file():
        return OURS
    with tarfile.open(archive) as packed:
        files = (packed.extractfile(one) for one in packed if one.isfile())
        found = tuple(file.read() for file in files if file is not None)
    return (*OURS, *(one for one in found if one))


def damaged(generator: random.Random, cases: Sequence[bytes]) -> bytes:
    """One of `cases`, damaged."""
    data = generator.choice(cases)
    for _ in range(generator.randint(1, 4)):
        data = generator.choice(DAMAGES)(generator, data, cases)[:LONGEST]
    return data


def outcome(data: bytes, charset: str | None) -> Outcome:
    """What comes of reading it, and its items, as a desk does."""
    start = time.process_time()
    result, trace = "read", ""
    try:
        _read(data, charset)
    except BadInput:
        result = "set aside"
    except Exception as error:  # noqa: BLE001
        result, trace = type(error).__name__, traceback.format_exc(limit=-4)
    return Outcome(result, time.process_time() - start, trace)


def _read(data: bytes, charset: str | None) -> None:
    if b"<opml" in data.lower():
        read_opml(ADDRESS, data)
    feed_links(ADDRESS, data[:100_000], charset=charset)
    feed = read_feed(ADDRESS, data, charset=charset, at=AT)
    for entry in feed.entries[:20]:
        is_full_text(entry)
        _reported(entry)


def _reported(entry: FeedEntry) -> None:
    with suppress(BadInput):
        entry_report(entry, outlet="The Post")


def outcomes(number: int, seed: int, cases: Sequence[bytes]) -> Iterator[tuple[bytes, Outcome]]:
    """`number` damaged feeds, each the same for the same seed, and what came of them."""
    for count in range(number):
        generator = random.Random(f"{seed}/{count}")
        data = damaged(generator, cases)
        yield data, outcome(data, generator.choice(CHARSETS))


def _flipped(generator: random.Random, data: bytes, cases: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(generator.randint(1, 20) if changed else 0):
        changed[generator.randrange(len(changed))] ^= 1 << generator.randrange(8)
    return bytes(changed)


def _cut(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = generator.randint(0, len(data))
    return data[:at] if generator.random() < 0.8 else data[at:]


def _piece(generator: random.Random, data: bytes) -> tuple[int, int]:
    start = generator.randint(0, len(data))
    return start, min(len(data), start + generator.randint(0, 200))


def _without(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _piece(generator, data)
    return data[:start] + data[end:]


def _doubled(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _piece(generator, data)
    times = generator.choice((2, 2, 3, 50, 1_000))
    return data[:start] + data[start:end] * times + data[end:]


def _shuffled(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    size = generator.randint(1, 100)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    generator.shuffle(pieces)
    return b"".join(pieces)


def _inserted(generator: random.Random, data: bytes, cases: Sequence[bytes]) -> bytes:
    for _ in range(generator.randint(1, 5)):
        at = generator.randint(0, len(data))
        times = generator.choice((1, 1, 1, 2, 100, 5_000))
        data = data[:at] + generator.choice(INSERTED) * times + data[at:]
    return data


def _joined(generator: random.Random, data: bytes, cases: Sequence[bytes]) -> bytes:
    other = generator.choice(cases)
    return data[: generator.randint(0, len(data))] + other[generator.randint(0, len(other)) :]


def _recoded(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """The same in another encoding than it says, or said to be in another than it is."""
    said = generator.choice(CHARSETS) or "none"
    if generator.random() < 0.5:
        return b'<?xml version="1.0" encoding="' + said.encode() + b'"?>' + data
    encoding = generator.choice(("utf-16", "utf-16-be", "utf-32", "cp037", "utf-7", "utf-8-sig"))
    return data.decode("latin-1").encode(encoding, "replace")


def _nested(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    tag = generator.choice((b"item", b"div", b"entry", b"title", b"a:b", b"outline", b"b"))
    depth = generator.choice((3, 100, 300, 20_000))
    at = generator.randint(0, len(data))
    closed = b"</" + tag + b">" if generator.random() < 0.7 else b""
    return data[:at] + (b"<" + tag + b">") * depth + closed * depth + data[at:]


def _bombed(generator: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With entities that grow, or refer outside, and references to them."""
    value = generator.choice((b'"&b;&b;"', b"SYSTEM 'http://127.0.0.1/'", b'"' + b"x" * 900 + b'"'))
    doctype = b"<!DOCTYPE rss [<!ENTITY a " + value + b'><!ENTITY b "bang">]>'
    at = generator.randint(0, len(data))
    return doctype + data[:at] + b"&a;" * generator.choice((1, 10, 3_000)) + data[at:]


DAMAGES: tuple[Damage, ...] = (
    _flipped, _flipped, _cut, _without, _doubled, _shuffled, _inserted, _inserted, _joined,
    _recoded, _nested, _bombed,
)  # fmt: skip
OURS = (
    b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Orlu Post</title><link>https://post.example/</link><language>en-gb</language>
<ttl>30</ttl><skipHours><hour>3</hour></skipHours><item><title>Dam breaks at Orlu</title>
<link>/dam</link><guid isPermaLink="false">4711</guid><dc:creator>Ilse Tarrant</dc:creator>
<pubDate>Thu, 12 Feb 2026 17:30:00 +0100</pubDate>
<description>Forty families &amp; a dog</description>
<content:encoded><![CDATA[<p>The dam gave way on Sunday, the council said.</p>
<p>Nobody was hurt.</p>
]]></content:encoded></item></channel></rss>""",
    b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://echo.example/">
<title type="html">Valley &amp;amp; Echo</title><id>urn:echo</id>
<updated>2026-02-13T08:00:00Z</updated>
<link rel="next" href="?page=2"/><author><name>Odo Brix</name></author>
<entry><id>urn:echo:1</id>
<title>Dam gives way</title><link href="1"/><updated>2026-02-13T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The dam gave way.</p></div>
</content>
</entry></feed>""",
    b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1",
"url": "https://post.example/1", "title": "Dam", "content_html": "<p>The dam gave way.</p>",
"date_published": "2026-02-12T17:30:00+01:00", "authors": [{"name": "Ilse Tarrant"}]}]}""",
    b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://post.example/1</loc>
<news:news><news:publication><news:name>Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-02-12</news:publication_date>
<news:title>Dam</news:title>
</news:news></url></urlset>""",
    b"""<sitemapindex><sitemap><loc>https://post.example/a.xml</loc><lastmod>2026-02-12</lastmod>
</sitemap></sitemapindex>""",
    b"""<opml version="2.0"><head/><body><outline text="News"><outline text="Post" type="rss"
 xmlUrl="https://post.example/feed"/></outline></body></opml>""",
    b"""<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed">
</head><body><p>News</p></body></html>""",
)


def main() -> None:
    """Read damaged feeds and print a table; the exit status says whether the promise holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feed_mutations")
    parser.add_argument("--number", type=int, default=100_000, help="how many damaged feeds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="feedparser's tests")
    parser.add_argument("--keep", type=Path, help="a folder for those that break the promise")
    args = parser.parse_args()
    cases = seeds(args.archive)
    results: Counter[str] = Counter()
    slowest = 0.0
    for count, (data, one) in enumerate(outcomes(args.number, args.seed, cases)):
        results[one.result] += 1
        slowest = max(slowest, one.seconds)
        if one.trace or one.seconds > SLOWEST:
            print(f"{count}: {one.result} {one.seconds:.2f} s\n{one.trace}", file=sys.stderr)
            if args.keep:
                (args.keep / f"{args.seed}-{count}.bin").write_bytes(data)
    uncaught = args.number - results["read"] - results["set aside"]
    show(_rows(len(cases), results, uncaught, slowest), title="Damaged feeds")
    sys.exit(1 if uncaught or slowest > SLOWEST else 0)


def _rows(cases: int, results: Counter[str], uncaught: int, slowest: float) -> tuple[Row, ...]:
    return (
        Row("damaged feeds", results.total(), note=f"of {cases:,} feeds"),
        Row("read", results["read"]),
        Row("set aside", results["set aside"]),
        Row("uncaught", uncaught, 0, False),
        Row("slowest, seconds of a core", slowest, SLOWEST, False),
    )


if __name__ == "__main__":
    main()
