"""Feedparser's own tests: every one is read, and what it expects of titles, links, dates holds."""

import ast
import re
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urljoin

import pytest

from benchmarks.feed_mutations import ARCHIVE, SLOWEST, outcomes, seeds
from secondsource.errors import BadInput
from secondsource.records.feed import Feed, FeedEntry
from secondsource.stages.ingest.feed import read_feed
from secondsource.stages.ingest.fragment import one_line

ADDRESS = "http://127.0.0.1:8097/tests/feed.xml"  # where the cases say that they are served
MUTATIONS = 300  # the whole is `python -m benchmarks.feed_mutations`
shared = pytest.mark.skipif(not ARCHIVE.is_file(), reason="feedparser's tests are not there")
# What the header of a case expects, as far as it speaks of what a feed's record holds.
EXPECTED = re.compile(
    r"^\s*Expect:\s*(?:not bozo and )?(?P<of>feed|entries\[0\])"
    r"(?:\['(?P<key>\w+)'\](?:\['value'\])?|\.(?P<name>\w+)) == "
    r"(?P<value>u?'(?:[^'\\\n]|\\[^\n])*'|\([\d, ]+\))\s*$",
    re.MULTILINE,
)
HEADER = re.compile(r"^\s*Header:\s*([\w-]+):\s*(.*?)\s*$", re.MULTILINE)
# Where ours is another on purpose.
OTHERWISE = {
    "lang.xml", "rang.xml",  # HTML 5 has other characters for these names than HTML 4
    "bozo_invalid-bytes-with-bom.xml",  # marked as UTF-8, it is no Latin-1 for a bad byte
    "http_content_language.xml",  # the language of an answer is not handed over
    "xml_declaration_unexpected_character.xml",  # a declaration is no text, even a broken one
    "tag_in_attr.xml",  # unescaped markup in an attribute of a title
}  # fmt: skip
Told = Callable[[Feed, FeedEntry | None], object]


@cache
def cases() -> tuple[tuple[str, bytes], ...]:
    with tarfile.open(ARCHIVE) as packed:
        files = ((one.name, packed.extractfile(one)) for one in packed if one.isfile())
        return tuple((name, file.read()) for name, file in files if file is not None)


def headers(data: bytes) -> dict[str, str]:
    return {key.lower(): value for key, value in HEADER.findall(data.decode("latin-1"))}


def read(data: bytes) -> Feed:
    declared = re.search(r"charset\s*=\s*[\"']?\s*([\w-]+)", headers(data).get("content-type", ""))
    address = urljoin(ADDRESS, headers(data).get("content-location", ""))
    if not address.startswith("http"):
        address = ADDRESS
    return read_feed(address, data, charset=declared[1] if declared else None)


def when(parsed: tuple[int, ...]) -> datetime:
    return datetime(*parsed[:6], tzinfo=UTC)  # type: ignore[misc,arg-type]


def entry_date(entry: FeedEntry | None, *kinds: str) -> datetime | None:
    found = next((when for kind in kinds if (when := getattr(entry, kind, None))), None)
    return None if found is None else found.astimezone(UTC).replace(microsecond=0)


OURS: dict[tuple[str, str], Told] = {
    ("feed", "title"): lambda feed, _: feed.title,
    ("feed", "title_detail"): lambda feed, _: feed.title,
    ("feed", "link"): lambda feed, _: feed.site,
    ("feed", "language"): lambda feed, _: feed.language,
    ("entries[0]", "title"): lambda _, entry: entry and entry.title,
    ("entries[0]", "title_detail"): lambda _, entry: entry and entry.title,
    ("entries[0]", "link"): lambda _, entry: entry and entry.url,
    ("entries[0]", "published_parsed"): lambda _, entry: entry_date(entry, "published"),
    ("entries[0]", "updated_parsed"): lambda _, entry: entry_date(entry, "updated", "published"),
    ("entries[0]", "modified_parsed"): lambda _, entry: entry_date(entry, "updated"),
    ("entries[0]", "issued_parsed"): lambda _, entry: entry_date(entry, "published"),
}


def expectations() -> Iterator[tuple[str, bytes, str, object, Told]]:
    """Each case with what it expects, in our terms, and how to find what ours has."""
    for name, data in cases():
        found = EXPECTED.search(data.decode("utf-8", "replace"))
        if found is None or not name.endswith(".xml") or name.rpartition("/")[2] in OTHERWISE:
            continue
        key = found["key"] or found["name"]
        ours = OURS.get((found["of"], key))
        if ours is not None:
            yield name, data, key, ast.literal_eval(found["value"].removeprefix("u")), ours


def agrees(key: str, expected: object, ours: object) -> bool:
    if isinstance(expected, tuple):
        return ours == when(expected)
    said = str(expected)
    if key.startswith("title"):  # as HTML, or as the plain text it may be
        return (ours or "") in (one_line(said), " ".join(said.split()))
    return ours == said


@shared
def test_every_case_is_read_or_is_no_feed() -> None:
    aside = []
    for name, data in cases():
        try:
            read(data)
        except BadInput:
            aside.append(name)
    assert [name for name in aside if name.endswith((".xml", ".json"))] == [
        "feedparser-tests/tests/illformed/rss_empty_document.xml"
    ]


@shared
def test_titles_links_and_dates_are_those_that_the_cases_expect() -> None:
    wrong, count = [], 0
    for name, data, key, expected, ours in expectations():
        if key.endswith("_parsed"):  # an item that has a date alone is none
            data = re.sub(rb"<(item|entry)\b[^>]*>", rb"\g<0><title>x</title>", data, flags=re.I)
        feed = read(data)
        told = ours(feed, feed.entries[0] if feed.entries else None)
        count += 1
        if not agrees(key, expected, told):
            wrong.append((name, key, expected, told))
    assert wrong == []
    assert count > 500


@shared
def test_damaged_feeds_are_read_or_set_aside_quickly() -> None:
    held = [one for _, one in outcomes(MUTATIONS, 99, seeds())]
    assert [one.trace for one in held if one.trace] == []
    assert max(one.seconds for one in held) < SLOWEST


def test_damaged_feeds_of_our_own_are_read_or_set_aside_quickly() -> None:
    held = [one for _, one in outcomes(MUTATIONS // 2, 98, seeds(ARCHIVE / "missing"))]
    assert [one.trace for one in held if one.trace] == []
    assert {one.result for one in held} == {"read", "set aside"}
    assert max(one.seconds for one in held) < SLOWEST
