"""Web archives: every layout of whole ones is read, and damaged ones past their damage."""

import gzip
import hashlib
import io
import random
import time
import tracemalloc
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from benchmarks.archives import KINDS, LAYOUTS, made, packed, record, rounds
from secondsource.errors import BadInput
from secondsource.records.brief import SetAside
from secondsource.stages.ingest.html import LARGEST_PAGE
from secondsource.stages.ingest.warc import ArchivedPage, Damage, read_warc
from secondsource.stages.ingest.warc_records import LARGEST_BLOCK

PAGE = (
    b"<!DOCTYPE html><html><p>The dam above Orlu gave way on Sunday, the council said.</p></html>"
)
URL = "https://post.example/dam"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n"
PAGES = [made(number) for number in range(60)]
Found = ArchivedPage | SetAside | Damage


class Pipe(io.RawIOBase):
    """Bytes that come as they are made, and cannot be gone back to."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        size = min(len(view), len(self._left))
        view[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def found(data: bytes) -> list[Found]:
    return list(read_warc("news.warc.gz", io.BytesIO(data)))


def page(data: bytes) -> ArchivedPage:
    (only,) = found(data)
    assert isinstance(only, ArchivedPage)
    return only


def reason(data: bytes) -> str:
    (only,) = found(data)
    assert isinstance(only, SetAside)
    assert only.input == f"news.warc.gz:{URL}"
    return only.reason


def urls(data: bytes) -> list[str]:
    return [one.url for one in found(data) if isinstance(one, ArchivedPage)]


def damage(data: bytes) -> list[Damage]:
    return [one for one in found(data) if isinstance(one, Damage)]


def answered(body: bytes = PAGE, head: bytes = HTML) -> bytes:
    return record(URL, head + b"\r\n" + body)


def as_kind(kind: bytes, content_type: bytes = b"text/html", body: bytes = PAGE) -> bytes:
    head = b"WARC/1.1\r\nWARC-Type: %b\r\nWARC-Target-URI: <%b>\r\nContent-Type: %b\r\n"
    return head % (kind, URL.encode(), content_type) + b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (
        len(body),
        body,
    )


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [*(body[at : at + size] for at in range(0, len(body), size)), b""]
    return b"".join(b"%x;note=1\r\n%b\r\n" % (len(part), part) for part in parts)


# What a page says


def test_a_page_comes_with_what_the_archive_knows_of_it() -> None:
    assert page(gzip.compress(answered())) == ArchivedPage(
        url=URL,
        fetched=datetime(2026, 2, 12, 17, 30, tzinfo=UTC),
        media_type="text/html",
        charset="windows-1252",
        body=PAGE,
    )


def test_a_resource_record_is_a_page_too() -> None:
    made = page(as_kind(b"resource", b"text/html; charset=utf-8"))
    assert (made.url, made.charset, made.body, made.fetched) == (URL, "utf-8", PAGE, None)


@pytest.mark.parametrize("kind", [b"request", b"metadata", b"revisit", b"warcinfo", b"conversion"])
def test_other_kinds_of_record_are_passed_over(kind: bytes) -> None:
    block = HTML + b"\r\n" + PAGE
    assert found(as_kind(kind, b"application/http", block)) == []


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
        b"no answer at all\r\n",
    ],
)
def test_answers_that_are_no_pages_are_passed_over(head: bytes) -> None:
    assert found(answered(head=head)) == []


def test_robots_txt_is_no_page() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    assert (
        found(record("https://post.example/robots.txt", head + b"Crawl no more than this.")) == []
    )
    assert page(record("https://post.example/1.txt", head + b"It rained.")).body == b"It rained."


def test_a_page_of_no_declared_type_is_known_by_its_beginning() -> None:
    assert page(answered(head=b"HTTP/2 200\r\n")).media_type == "text/html"


def test_a_page_that_the_crawler_cut_off_is_set_aside() -> None:
    cut = answered().replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
    assert "cut it off" in reason(cut)


# Encodings of the body


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (b"gzip", gzip.compress(PAGE)),
        (b"x-gzip", gzip.compress(PAGE)),
        (b"deflate", zlib.compress(PAGE)),
        (b"deflate", zlib.compress(PAGE)[2:-4]),
        (b"br", brotli.compress(PAGE)),
        (b"zstd", zstandard.compress(PAGE)),
        (b"identity", PAGE),
        (b"gzip, br", brotli.compress(gzip.compress(PAGE))),
    ],
    ids=lambda value: value.decode("latin-1")[:12],
)
def test_a_body_is_unpacked(name: bytes, body: bytes) -> None:
    head = HTML + b"Content-Encoding: " + name + b"\r\n"
    assert page(answered(body, head)).body == PAGE
    assert page(answered(chunked(body), head + b"Transfer-Encoding: chunked\r\n")).body == PAGE


@pytest.mark.parametrize("name", [b"gzip", b"br", b"zstd", b"deflate"])
def test_a_body_that_is_kept_unpacked_is_read_whatever_its_head_says(name: bytes) -> None:
    head = HTML + b"Transfer-Encoding: chunked\r\nContent-Encoding: " + name + b"\r\n"
    assert page(answered(PAGE, head)).body == PAGE


@pytest.mark.parametrize("name", [b"gzip", b"br", b"zstd", b"deflate"])
def test_a_damaged_body_is_set_aside(name: bytes) -> None:
    packers = {
        b"gzip": gzip.compress,
        b"br": brotli.compress,
        b"zstd": zstandard.compress,
        b"deflate": zlib.compress,
    }
    body = packers[name](PAGE)[:-9]
    assert "cannot be unpacked" in reason(
        answered(body, HTML + b"Content-Encoding: " + name + b"\r\n")
    )


def test_an_unknown_encoding_is_told() -> None:
    assert "'snappy' is not known" in reason(answered(b"x", HTML + b"Content-Encoding: snappy\r\n"))


def test_a_body_with_a_chunk_cut_off_is_set_aside() -> None:
    head = HTML + b"Transfer-Encoding: chunked\r\n"
    assert "chunk" in reason(answered(chunked(PAGE)[:-20], head))


# Layouts


def test_a_whole_archive_in_one_gzip_member_is_read() -> None:
    whole = gzip.compress(b"".join(one.record for one in PAGES))
    assert urls(whole) == [one.url for one in PAGES]
    assert damage(whole) == []


def test_a_plain_archive_is_read() -> None:
    assert urls(b"".join(one.record for one in PAGES)) == [one.url for one in PAGES]


@pytest.mark.parametrize("size", [100, 1000, 70_000])
def test_gzip_members_may_end_anywhere(size: int) -> None:
    whole = b"".join(one.record for one in PAGES)
    parts = [whole[at : at + size] for at in range(0, min(len(whole), size * 400), size)]
    data = b"".join(map(gzip.compress, parts))
    inside = [one for one in PAGES if one.record in b"".join(parts)]
    assert urls(data)[: len(inside)] == [one.url for one in inside]


def test_an_archive_that_cannot_be_gone_back_in_is_read_as_it_comes() -> None:
    pipe = io.BufferedReader(Pipe(packed([one.record for one in PAGES])))
    assert [cast("ArchivedPage", one).url for one in read_warc("-", pipe)] == [
        one.url for one in PAGES
    ]


def test_pages_are_given_as_they_are_asked_for() -> None:
    def endless() -> Iterable[bytes]:
        yield from packed([one.record for one in PAGES]) * 5
        raise AssertionError("it was read to the end")

    assert next(read_warc("-", io.BufferedReader(Pipe(endless()), 8)))


def test_lines_may_end_without_carriage_return_and_fields_go_on_in_a_new_line() -> None:
    head = f"WARC/1.0\nWARC-Type:\n resource\nwarc-target-uri: {URL}\nContent-Type: text/html\n"
    data = head.encode() + b"Content-Length: %d\n\n%b\n\n" % (len(PAGE), PAGE)
    assert [page(data).body, len(found(data * 3))] == [PAGE, 3]


@pytest.mark.parametrize("data", [b"", b"\x89PNG" + bytes(3000), b"The dam gave way.\n" * 500])
def test_what_is_no_archive_is_told_so(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"news.warc.gz: .*: (give|leave)"):
        found(data)


def test_an_archive_packed_with_zstd_is_to_be_unpacked_first() -> None:
    with pytest.raises(BadInput, match="zstd -d"):
        found(b"".join(zstandard.compress(one.record) for one in PAGES))


def test_an_archive_without_pages_is_none_to_complain_of() -> None:
    assert found(as_kind(b"warcinfo", b"application/warc-fields", b"software: our own\r\n")) == []


# Damage


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", [*KINDS, "wrong length"])
def test_nearly_all_that_damage_does_not_touch_is_recovered(layout: str, kind: str) -> None:
    share, _, altered = rounds(PAGES, kind, layout, 5)
    assert share >= 0.99
    assert altered == 0


def test_damage_is_told_once_with_its_place() -> None:
    members = packed([one.record for one in PAGES[:3]])
    broken = members[1][:200] + bytes([members[1][200] ^ 0xFF]) + members[1][201:]
    (told,) = damage(members[0] + broken + members[2])
    assert (told.start, told.end) == (len(members[0]), len(members[0]) + len(members[1]))
    assert "does not unpack" in told.reason


def test_each_damaged_place_counts_once() -> None:
    members = packed([one.record for one in PAGES])
    for number in (5, 20, 40):
        members[number] = members[number][:-30]
    assert len(damage(b"".join(members))) == 3


def test_a_whole_archive_has_no_damage() -> None:
    assert damage(b"".join(packed([one.record for one in PAGES]))) == []


def test_a_cut_off_archive_is_told_of_though_all_before_it_is_whole() -> None:
    data = b"".join(packed([one.record for one in PAGES]))
    assert [one.reason for one in damage(data[:-1])] == ["the file ends inside it"]


def test_a_page_whose_text_is_not_what_its_digest_is_of_is_damage() -> None:
    data = PAGES[0].record.replace(b"council", b"kouncil", 1) + PAGES[1].record
    assert urls(data) == [PAGES[1].url]
    assert "digest" in damage(data)[0].reason


def test_a_payload_digest_may_vouch_for_a_page_whose_head_was_mended() -> None:
    whole = answered()
    assert b"WARC-Block-Digest: sha1:" in whole
    digest = hashlib.sha1(PAGE).hexdigest().encode()
    mended = whole.replace(
        b"WARC-Block-Digest: sha1:",
        b"WARC-Payload-Digest: sha1:%b\r\nWARC-Block-Digest: sha1:X" % digest,
    )
    assert page(mended).body == PAGE


def test_a_checksum_finds_what_unpacking_does_not() -> None:
    stored = bytearray(gzip.compress(made(7, digests=False).record, 0))
    stored[-300] ^= 1
    data = packed([PAGES[0].record])[0] + bytes(stored) + packed([PAGES[1].record])[0]
    assert urls(data) == [PAGES[0].url, PAGES[1].url]
    assert len(damage(data)) == 1


def test_of_an_archive_in_one_member_what_is_before_the_damage_is_recovered() -> None:
    data = bytearray(gzip.compress(b"".join(one.record for one in PAGES)))
    data[len(data) // 2 :] = bytes(len(data) // 2)
    got = urls(bytes(data))
    assert len(got) >= len(PAGES) // 2 - 2
    assert got == [one.url for one in PAGES[: len(got)]]


def test_a_record_in_the_text_of_a_page_is_no_record() -> None:
    false = record("https://other.example/1", HTML + b"\r\n" + PAGE)
    outer = answered(PAGE + b"\r\n\r\n" + false)
    assert urls(outer + PAGES[0].record) == [URL, PAGES[0].url]
    assert urls(gzip.compress(outer) + gzip.compress(PAGES[0].record)) == [URL, PAGES[0].url]


def test_a_record_stored_inside_a_damaged_gzip_member_is_not_taken_for_a_plain_archive() -> None:
    stored = gzip.compress(PAGES[3].record + PAGES[4].record, 0)
    damaged = b"\x1f\x8b\x08\xff" + stored[4:]
    data = packed([PAGES[0].record])[0] + damaged + packed([PAGES[1].record])[0]
    assert urls(data) == [PAGES[0].url, PAGES[1].url]


@pytest.mark.parametrize("seed", range(30))
def test_noise_of_any_kind_raises_nothing_but_bad_input(seed: int) -> None:
    chance = random.Random(seed)
    parts = packed([one.record for one in PAGES[:6]]) + [one.record for one in PAGES[6:9]]
    pieces = [
        part[chance.randrange(len(part)) :][: chance.randrange(len(part))]
        for part in chance.choices(parts, k=30)
    ]
    try:
        found(b"".join(pieces))
    except BadInput as bad:
        assert bad.input == "news.warc.gz"


# Hostile archives


def peak(data: bytes) -> tuple[list[Found], int]:
    file = io.BytesIO(data)
    tracemalloc.start()
    try:
        got = list(read_warc("news.warc.gz", file))
        return got, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def zeros(size: int) -> bytes:
    """A gzip member of a record with so many zeros."""
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\n"
    pack = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    answer = HTML + b"\r\n"
    begin = head.encode() + b"Content-Length: %d\r\n\r\n" % (len(answer) + size) + answer
    parts = [pack.compress(begin)]
    parts += [pack.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*parts, pack.flush()])


def test_a_member_that_unpacks_to_a_gigabyte_takes_neither_memory_nor_what_is_behind_it() -> None:
    got, memory = peak(zeros(300 << 20) + packed([PAGES[0].record])[0])
    assert memory < 8 << 20
    assert "times its size" in next(one.reason for one in got if isinstance(one, Damage))
    assert isinstance(got[-1], ArchivedPage)


def test_a_page_too_long_to_be_one_is_set_aside() -> None:
    size = 20 << 20
    assert size > LARGEST_BLOCK
    assert "over 10 MB" in reason(zeros(size))
    assert "over 10 MB" in reason(answered(bytes(LARGEST_PAGE + 1)))


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        (b"gzip", gzip.compress(bytes(200 << 20))),
        (b"deflate", zlib.compress(bytes(200 << 20))),
        (b"br", brotli.compress(bytes(200 << 20), quality=1)),
        (b"zstd", zstandard.compress(bytes(200 << 20))),
        (b"gzip, gzip", gzip.compress(gzip.compress(bytes(200 << 20)))),
    ],
    ids=lambda value: value.decode("latin-1")[:10],
)
def test_a_bomb_in_a_body_is_set_aside_and_takes_little_memory(name: bytes, bomb: bytes) -> None:
    data = answered(bomb, HTML + b"Content-Encoding: " + name + b"\r\n")
    got, memory = peak(data)
    assert memory < 60 << 20
    assert "over 10 MB" in cast("SetAside", got[0]).reason


def test_memory_does_not_grow_with_the_archive() -> None:
    members = packed([one.record for one in PAGES])

    def many(times: int) -> Iterable[bytes]:
        return (member for _ in range(times) for member in members)

    def most(times: int) -> int:
        pipe = io.BufferedReader(Pipe(many(times)))
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_warc("-", pipe)) == times * len(PAGES)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert most(20) < 1.2 * most(4) + 200_000


def test_members_within_members_do_not_take_for_ever() -> None:
    # Each stored block seems to be a member of its own that leads to the same noise.
    head = b"WARC/1.0\r\nWARC-Type: "
    begin = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    data = b""
    for _ in range(1200):
        block = head + data[:60_000]
        size = len(block)
        data = begin + b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
        data += block
    begun = time.monotonic()
    with pytest.raises(BadInput):
        found(data + bytes(300_000))
    assert time.monotonic() - begun < 30
