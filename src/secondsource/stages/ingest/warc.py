"""Web archives (WARC, packed or not) to the pages in them, past any damage."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO

from secondsource.errors import BadInput
from secondsource.records.brief import SetAside
from secondsource.stages.ingest.content_encoding import CannotUnpack, TooLarge
from secondsource.stages.ingest.html import LARGEST_PAGE
from secondsource.stages.ingest.http_answer import Answer, body_of, content_type, parse_answer
from secondsource.stages.ingest.stretches import PACKED_OTHERWISE, Damage, stretches
from secondsource.stages.ingest.warc_records import Record, records_of

HTML = ("text/html", "application/xhtml+xml")
TEXT = "text/plain"
SNIFFED = 1024  # bytes in which a page of no declared type shows that it is one
PAGE_BEGINS = (b"<!doctype html", b"<html")
# Texts for programs, which crawls are full of.
FOR_PROGRAMS = ("robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt")
__all__ = ["ArchivedPage", "Damage", "read_warc"]


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it was answered at `url`: `body` is unpacked, `charset` as declared or None.

    `fetched` is aware, None where the archive does not say. `media_type` is lower case, without
    parameters.
    """

    url: str
    fetched: datetime | None
    media_type: str
    charset: str | None
    body: bytes


def read_warc(name: str, file: BinaryIO) -> Iterator[ArchivedPage | SetAside | Damage]:
    """The pages of an archive in their order, read as they are asked for.

    A page that cannot be used is set aside with the reason. Damage is told with its place, and
    what is whole behind it is read. Other answers (pictures, scripts, redirects, errors) are
    passed over, as are the other kinds of record. `BadInput` where there is no record at all.
    Memory does not grow with the archive.
    """
    before: Damage | None = None  # what stands before the first record may be no archive at all
    some = False
    for found in _records(file):
        if isinstance(found, Damage) and not some:
            before = replace(found, start=before.start) if before else found
            continue
        if before:
            yield before
        before, some = None, True
        page = found if isinstance(found, Damage) else _page(name, found)
        if page is not None:
            yield page
    if not some:
        raise BadInput(name, _no_archive(before))


def _records(file: BinaryIO) -> Iterator[Record | Damage]:
    for stretch in stretches(file):
        if isinstance(stretch, Damage):
            yield stretch
        else:
            yield from records_of(stretch)


def _no_archive(before: Damage | None) -> str:
    if before is None:
        return "it is empty: leave it out"
    if before.reason == PACKED_OTHERWISE:
        return before.reason
    return "there is no whole WARC record in it: give a .warc or .warc.gz file, or fetch it again"


def _page(name: str, record: Record) -> ArchivedPage | SetAside | None:
    """The page in a record; None for what is none."""
    url = record.fields.get("warc-target-uri", "").strip("<> ")
    if not url.lower().startswith(("http://", "https://")):
        return None
    answer = _answer(record)
    try:
        return _unpacked(url, record, answer) if answer else None
    except BadInput as bad:
        return SetAside(f"{name}:{url}", bad.reason)


def _answer(record: Record) -> Answer | None:
    """What was answered, if it is a page by its status and type."""
    kind = record.fields.get("warc-type", "").lower()
    if kind == "resource":
        return Answer(200, record.fields, record.block)
    return parse_answer(record.block) if kind == "response" else None


def _unpacked(url: str, record: Record, answer: Answer) -> ArchivedPage | None:
    media_type, charset = content_type(answer.fields.get("content-type", ""))
    if not media_type and answer.body[:SNIFFED].lstrip().lower().startswith(PAGE_BEGINS):
        media_type = HTML[0]
    if answer.status != 200 or not _is_page(url, media_type):
        return None
    if record.fields.get("warc-truncated"):
        raise BadInput(url, "the crawler that made the archive cut it off: fetch the page itself")
    try:
        if not record.whole:
            raise TooLarge
        body = body_of(answer, most=LARGEST_PAGE)
    except TooLarge as error:
        megabytes = LARGEST_PAGE // 1_000_000
        raise BadInput(url, f"it is over {megabytes} MB: save the article's text") from error
    except CannotUnpack as error:
        raise BadInput(url, f"it cannot be unpacked ({error}): fetch the page itself") from error
    return ArchivedPage(url, _date(record.fields.get("warc-date", "")), media_type, charset, body)


def _is_page(url: str, media_type: str) -> bool:
    if media_type != TEXT:
        return media_type in HTML
    return not url.partition("?")[0].endswith(FOR_PROGRAMS)


def _date(value: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
