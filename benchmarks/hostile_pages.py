"""`python -m benchmarks.hostile_pages`: pages made to use up a machine, read in a worker process.

Promised for each: an answer or a set-aside within 10 seconds and 512 MB. The time is from the
question to the answer; the memory is the most that the worker had resident, told by the system.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from secondsource.errors import BadInput
from secondsource.run.killable import Killable
from secondsource.stages.ingest.html import Whence, read_page

SENTENCE = "The bridge at Orlu was closed on Sunday after three days of rain, the council said. "
ARTICLE = f"<article><h1>Bridge closed</h1>{f'<p>{SENTENCE * 3}</p>' * 4}</article>"
PROMISED_SECONDS = 10.0
PROMISED_MEMORY = 512 * 2**20


def page(body: str, head: str = "") -> bytes:
    """A page with an article of our own behind whatever is hostile in it."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}{ARTICLE}</body></html>".encode()


def nested(tag: str, depth: int) -> bytes:
    """Elements in one another, all of them closed."""
    return page(f"<{tag}>" * depth + "x" + f"</{tag}>" * depth)


def linked(data: str) -> bytes:
    """A page with this as its JSON-LD."""
    return page("", f'<script type="application/ld+json">{data}</script>')


def rows(size: int) -> bytes:
    """One table of about so many bytes."""
    row = f"<tr><td>{SENTENCE}</td><td>7</td></tr>"
    return page(f"<table>{row * (size // len(row))}</table>")


def attributes(count: int) -> bytes:
    """One element with so many attributes."""
    return page(f"<div {' '.join(f'a{n}=v{n}' for n in range(count))}>x</div>")


def style(count: int) -> str:
    """So many classes that nothing is done with."""
    return " ".join(f"article-body-{n}" for n in range(count))


PAGES: Mapping[str, Callable[[], bytes]] = {
    "300,000 paragraphs": lambda: page("<p>" * 300_000),
    "300,000 paragraphs with words": lambda: page("<p>It rained. " * 300_000),
    "59,000 paragraphs with words": lambda: page(f"<p>{SENTENCE}</p>" * 29_000),
    "59,000 empty elements": lambda: page("<b></b>" * 59_000),
    "59,000 links": lambda: page("<a href=/x>It rained again here</a> " * 59_000),
    "59,000 line breaks": lambda: page("It rained.<br>" * 59_000),
    "50,000 attributes": lambda: attributes(50_000),
    "500,000 attributes": lambda: attributes(400_000),
    "a table of 7 MB": lambda: rows(7_000_000),
    "a table of 4.9 MB": lambda: rows(4_900_000),
    "a table of 30,000 cells": lambda: page(f"<table>{'<tr><td>x</td></tr>' * 29_000}</table>"),
    "100,000 divs deep": lambda: nested("div", 100_000),
    "20,000 divs deep": lambda: nested("div", 20_000),
    "250 divs deep, 200 times": lambda: page(("<div>" * 250 + "x" + "</div>" * 250) * 110),
    "50,000 spans deep": lambda: nested("span", 50_000),
    "50,000 unclosed fonts": lambda: page("<font>" * 50_000),
    "10,000 quotes deep": lambda: nested("blockquote", 10_000),
    "1,000 tables deep": lambda: page("<table><tr><td>" * 1000 + "x" + "</td></tr></table>" * 1000),
    "20,000 tables deep": lambda: page("<table><tr><td>" * 20_000),
    "1,000 lists deep": lambda: page("<ul><li>" * 1000 + "x" + "</li></ul>" * 1000),
    "20,000 lists deep": lambda: page("<ul><li>x" * 20_000),
    "an attribute of 1 MB": lambda: page(f'<div class="{"x" * 1_000_000}">x</div>'),
    "a class of 100,000 names": lambda: page(f'<div class="{style(100_000)}">x</div>'),
    "a link of 4 MB": lambda: page(f'<a href="https://x.example/{"a" * 4_000_000}">x</a>'),
    "a script of 4 MB": lambda: page(f"<script>{'var a = [1, 2];' * 270_000}</script>"),
    "JSON-LD of 4 MB": lambda: linked('{"@type": "Article", "x": [' + "1," * 2_000_000 + "1]}"),
    "JSON-LD of a million objects": lambda: linked("[" + "{}," * 1_300_000 + "{}]"),
    "JSON-LD 100,000 deep": lambda: linked("[" * 100_000 + "]" * 100_000),
    "JSON-LD of 200,000 updates": lambda: linked(
        '{"@type": "LiveBlogPosting", "liveBlogUpdate": ['
        + '{"articleBody": "It rained."},' * 150_000
        + "{}]}"
    ),
    "JSON-LD with a body of 4 MB of tags": lambda: linked(
        '{"@type": "NewsArticle", "articleBody": "' + "<p>It rained. " * 300_000 + '"}'
    ),
    "50,000 JSON-LD scripts": lambda: page("<script type=application/ld+json>{}</script>" * 50_000),
    "one line of 4.9 MB": lambda: page(f"<p>{SENTENCE * 58_000}</p>"),
    "one word of 4.9 MB": lambda: page(f"<p>{'x' * 4_900_000}</p>"),
    "4.9 MB of spaces": lambda: page(f"<p>It{' ' * 4_900_000}rained.</p>"),
    "4.9 MB of full stops": lambda: page(f"<p>{'.' * 4_900_000}</p>"),
    "5 MB of <": lambda: b"<" * 5_000_000,
    "4.9 MB of < in a page": lambda: page("<" * 4_900_000),
    "5 MB of <a": lambda: page("<a " * 1_600_000),
    "5 MB of &": lambda: page("&" * 4_900_000),
    "600,000 entities": lambda: page("&nbsp;&amp;" * 400_000),
    "an entity bomb": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
        )
        + b"]><html><body><p>&m;</p></body></html>"
    ),
    "5 MB of NUL": lambda: page("\0" * 4_900_000),
    "a NUL in each word": lambda: page("<p>" + "ra\0in " * 800_000),
    "5 MB of comments": lambda: page("<!-- x -->" * 490_000),
    "a comment without an end": lambda: page("<!--" + " <p>x" * 900_000),
    "a doctype without an end": lambda: b"<!DOCTYPE " + b"x" * 4_900_000,
    "processing instructions": lambda: page("<?x y?>" * 600_000),
    "mismatched ends": lambda: page("<b><i></b></i><p></div>" * 200_000),
    "59,000 bold in italics": lambda: page("<b><i>" * 29_000 + "x"),
    "misnested tables and forms": lambda: page("<table><form><td><select>" * 14_000),
    "bytes of every kind": lambda: bytes(range(256)) * 19_500,
    "5 MB of bytes that are no UTF-8": lambda: b"<html><p>" + b"\xe9\xff\xc3 " * 1_200_000,
    "a million names of metadata": lambda: page("", "<meta name=author content=x>" * 59_000),
    "20,000 headings": lambda: page("<h2><a href=/x>It rained again today</a></h2>" * 20_000),
    "dates everywhere": lambda: page("<time datetime=2026-02-30>2026-02-30</time> " * 59_000),
    "a date of 1 MB": lambda: page(
        "", f'<meta property="article:published_time" content="{"2026-" * 200_000}">'
    ),
}  # fmt: skip


def measured(name: str, data: bytes) -> tuple[float, int, str]:
    """Seconds, bytes and outcome of one page, in a worker of its own that has started before."""
    with Killable(1) as workers:
        workers.run(read_and_weigh, "warm", page(""))
        begun = time.monotonic()
        try:
            outcome, memory = workers.run(read_and_weigh, name, data)
        except BadInput as bad:
            outcome, memory = f"set aside: {bad.reason}", 0
        return time.monotonic() - begun, memory, outcome


def read_and_weigh(name: str, data: bytes) -> tuple[str, int]:
    """What comes of reading a page, and the most memory that this process ever had."""
    try:
        outcome = f"{len(read_page(name, data, Whence()).text):,} characters"
    except BadInput as bad:
        outcome = f"set aside: {bad.reason}"
    return outcome, _most_memory()


def _most_memory() -> int:
    """Bytes that this program had at most.

    The figure of `getrusage` would have in it what whoever started it had, from before it was this
    program.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (peak,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024


def main() -> None:
    """Read all of them, print each, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile_pages", description=__doc__)
    parser.add_argument("--only", help="pages with this in their name")
    args = parser.parse_args()
    broken = 0
    for name, make in PAGES.items():
        if args.only and args.only not in name:
            continue
        seconds, memory, outcome = measured(name, make())
        kept = seconds <= PROMISED_SECONDS and memory <= PROMISED_MEMORY
        broken += not kept
        megabytes = f"{memory // 2**20:>4} MB" if memory else "        "
        print(
            f"{seconds:6.2f} s {megabytes} {'' if kept else 'BROKEN '}{name}: {outcome}", flush=True
        )
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    # A worker has to find what it is to do in a module that it can import.
    from benchmarks.hostile_pages import main as importable

    importable()
