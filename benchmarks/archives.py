"""`python -m benchmarks.archives`: what is read of damaged web archives, and how fast of whole.

An archive of made-up pages, laid out as CC-NEWS is (a response a gzip member, digests, chunked and
packed bodies among them), is damaged in every way with seeds. Printed is the share recovered of the
records that the damage did not touch: at least 99 % is promised. Of those that it did touch none
may come out with another text than it had.
"""

import argparse
import base64
import gzip
import hashlib
import io
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from secondsource.errors import BadInput
from secondsource.stages.ingest.page_report import page_report
from secondsource.stages.ingest.warc import ArchivedPage, read_warc

PROMISED = 0.99
WORDS = """\
    council bridge river closed morning engineers said repair minister budget harbour vote station
    police inquiry storm power company court ruling school water village train line report hospital
    workers union agreed delayed opened tonnes metres percent evening crews
"""


@dataclass(frozen=True, slots=True)
class Made:
    """One archived page: its record, and the page that must come out of it."""

    url: str
    body: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes of an archive, and the numbers of the records that the damage touched."""

    data: bytes
    touched: frozenset[int]


def made(number: int, *, digests: bool = True) -> Made:
    """Record `number` of the made-up archive: every third chunked, every fourth packed."""
    chance = random.Random(number)
    paragraphs = "".join(f"<p>{sentences(chance)}</p>\n" for _ in range(chance.randint(4, 12)))
    furniture = "".join(f'<div class="c{n}" id="x{chance.random()}"></div>\n' for n in range(150))
    body = (
        f"<!DOCTYPE html><html><head><title>Report {number}</title>"
        '<meta property="og:site_name" content="The Orlu Post"></head><body>'
        f"{furniture}<article><h1>Report {number}</h1>{paragraphs}</article></body></html>"
    ).encode()
    url = f"https://post{number % 7}.example/{number}"
    return Made(url, body, record(url, answer(body, number), digests=digests))


def sentences(chance: random.Random) -> str:
    """A paragraph of words in no order."""
    words = WORDS.split()
    made = (" ".join(chance.choices(words, k=chance.randint(8, 20))) for _ in range(4))
    return " ".join(f"{one.capitalize()} {chance.randint(2, 990)}." for one in made)


def answer(body: bytes, number: int) -> bytes:
    """The HTTP answer with this body, encoded in one of the ways of the web."""
    fields = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8"]
    if number % 4 == 1:
        body = gzip.compress(body, mtime=0)
        fields.append(b"Content-Encoding: gzip")
    if number % 3 == 1:
        parts = [body[at : at + 4000] for at in range(0, len(body), 4000)]
        body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in [*parts, b""])
        fields.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join([*fields, b"", body])


def record(url: str, block: bytes, *, digests: bool = True) -> bytes:
    """The WARC record of an answer."""
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-02-12T17:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(url.encode()).hexdigest()}>\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        + (f"WARC-Block-Digest: sha1:{digest}\r\n" if digests else "")
        + f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(records: Sequence[bytes]) -> list[bytes]:
    """A gzip member a record."""
    return [gzip.compress(one, mtime=0) for one in records]


def plain(records: Sequence[bytes]) -> list[bytes]:
    """Records as they are."""
    return list(records)


LAYOUTS: Mapping[str, Callable[[Sequence[bytes]], list[bytes]]] = {
    "a gzip member a record": packed,
    "plain": plain,
}


def starts(parts: Sequence[bytes]) -> list[int]:
    """Where each part begins in all of them joined, and where the last ends."""
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def cut_off(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """The end is missing, from inside one of the last records on."""
    first = chance.randrange(len(parts) * 9 // 10, len(parts))
    at = starts(parts)[first] + chance.randrange(1, len(parts[first]))
    return Damaged(b"".join(parts)[:at], frozenset(range(first, len(parts))))


def flipped(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """A bit is another in each of a few records, anywhere in them."""
    changed = [bytearray(part) for part in parts]
    touched = chance.sample(range(len(parts)), chance.randint(1, 6))
    for number in touched:
        place = chance.randrange(len(changed[number]))
        changed[number][place] ^= 1 << chance.randrange(8)
    return Damaged(b"".join(map(bytes, changed)), frozenset(touched))


def holed(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """A stretch of the file is zeros, as after a crash."""
    begin, end, touched = hole(parts, chance)
    data = bytearray(b"".join(parts))
    data[begin:end] = bytes(end - begin)
    return Damaged(bytes(data), touched)


def missing(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """A stretch of the file is missing, as where a download was carried on wrongly."""
    begin, end, touched = hole(parts, chance)
    data = b"".join(parts)
    return Damaged(data[:begin] + data[end:], touched)


def overwritten(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """A stretch of the file is noise."""
    begin, end, touched = hole(parts, chance)
    data = bytearray(b"".join(parts))
    data[begin:end] = chance.randbytes(end - begin)
    return Damaged(bytes(data), touched)


def hole(parts: Sequence[bytes], chance: random.Random) -> tuple[int, int, frozenset[int]]:
    """A place in the file of up to a few records' length, and the records in it."""
    places = starts(parts)
    begin = chance.randrange(places[-1])
    end = min(places[-1], begin + chance.randint(1, 3 * max(map(len, parts))))
    touched = [n for n in range(len(parts)) if places[n] < end and places[n + 1] > begin]
    return begin, end, frozenset(touched)


def preceded(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """Noise stands before the first record."""
    return Damaged(chance.randbytes(chance.randint(1, 200_000)) + b"".join(parts), frozenset())


def noise_between(parts: Sequence[bytes], chance: random.Random) -> Damaged:
    """Noise, some of it beginning like a member, stands between records."""
    mixed: list[bytes] = []
    for part in parts:
        if chance.random() < 0.05:
            magic = chance.choice((b"", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n"))
            mixed.append(magic + chance.randbytes(chance.randint(1, 5000)))
        mixed.append(part)
    return Damaged(b"".join(mixed), frozenset())


def wrong_length(records: Sequence[bytes], chance: random.Random) -> tuple[list[bytes], set[int]]:
    """Records that say another length than they have, most of them wildly."""
    touched = set(chance.sample(range(len(records)), chance.randint(1, 6)))
    changed = list(records)
    for number in touched:
        head, _, rest = changed[number].partition(b"Content-Length: ")
        length, _, rest = rest.partition(b"\r\n")
        other = chance.choice((0, 1, int(length) - 1, int(length) + 1, int(length) * 5, 10**12))
        changed[number] = head + b"Content-Length: %d\r\n" % other + rest
    return changed, touched


KINDS: Mapping[str, Callable[[Sequence[bytes], random.Random], Damaged]] = {
    "cut off": cut_off,
    "flipped bits": flipped,
    "a hole of zeros": holed,
    "a piece missing": missing,
    "a piece of noise": overwritten,
    "noise before": preceded,
    "noise between": noise_between,
}


def recovered(pages: Sequence[Made], damaged: Damaged) -> tuple[int, int, int]:
    """Of the untouched records how many came out, of how many; and how many came out altered."""
    right = {page.body for page in pages}
    seen: set[str] = set()
    altered = 0
    try:
        for found in read_warc("archive", io.BytesIO(damaged.data)):
            if isinstance(found, ArchivedPage):
                altered += found.body not in right
                seen.add(found.url)
    except BadInput:
        pass
    whole = [page.url for n, page in enumerate(pages) if n not in damaged.touched]
    return sum(url in seen for url in whole), len(whole), altered


def damaged_archive(
    pages: Sequence[Made], kind: str, layout: str, chance: random.Random
) -> Damaged:
    """The archive in this layout, with damage of a kind."""
    records = [page.record for page in pages]
    if kind == "wrong length":
        changed, touched = wrong_length(records, chance)
        return Damaged(b"".join(LAYOUTS[layout](changed)), frozenset(touched))
    return KINDS[kind](LAYOUTS[layout](records), chance)


def rounds(pages: Sequence[Made], kind: str, layout: str, count: int) -> tuple[float, float, int]:
    """The share recovered in all rounds and in the worst, and how many pages came out altered."""
    shares: list[float] = []
    got = of = altered = 0
    for number in range(count):
        chance = random.Random(f"{kind} {layout} {number}")
        some, whole, wrong = recovered(pages, damaged_archive(pages, kind, layout, chance))
        got, of, altered = got + some, of + whole, altered + wrong
        shares.append(some / whole if whole else 1.0)
    return got / of, min(shares), altered


def speed(pages: Sequence[Made]) -> tuple[float, float]:
    """Pages a second that are read of a whole archive, and that are made reports, by one core."""
    data = b"".join(packed([page.record for page in pages]))
    begun = time.perf_counter()
    found = [one for one in read_warc("archive", io.BytesIO(data)) if isinstance(one, ArchivedPage)]
    read = time.perf_counter() - begun
    for page in (some := found[:200]):
        page_report(page.url, page)
    whole = time.perf_counter() - begun - read
    return len(found) / read, len(some) / whole


def main() -> None:
    """Damage, read, print, and fail where less than promised came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archives", description=__doc__)
    parser.add_argument("--pages", type=int, default=400, help="records in an archive; 400")
    parser.add_argument("--rounds", type=int, default=100, help="archives of each kind; 100")
    args = parser.parse_args()
    pages = [made(number) for number in range(args.pages)]
    short = 0
    for layout in LAYOUTS:
        for kind in (*KINDS, "wrong length"):
            share, worst, altered = rounds(pages, kind, layout, args.rounds)
            kept = share >= PROMISED and not altered
            short += not kept
            told = "" if kept else "BROKEN "
            print(
                f"{told}{layout}, {kind}: {share:.2%} of untouched records recovered, "
                f"{worst:.2%} in the worst round, {altered} altered",
                flush=True,
            )
    read, whole = speed(pages * 5)
    print(f"{read:,.0f} pages/s read from an archive; {whole:,.0f} pages/s made reports of, too")
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()
