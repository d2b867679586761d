"""The records of a stretch of an archive, each whole or not at all."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from secondsource.stages.ingest.http_answer import end_of_head, fields_of
from secondsource.stages.ingest.stretches import (
    BEGINNING,
    LONGEST_BEGINNING,
    WARC,
    Broken,
    Damage,
    Stretch,
)

LARGEST_HEAD = 1 << 16  # bytes
LARGEST_BLOCK = 16_000_000  # bytes; of a longer one so many are kept as of a header
LINE_ENDS = re.compile(rb"[\r\n]*")
LONGEST_NUMBER = 15  # digits of a length
END_OF_RECORD = 4  # bytes of line ends
WRONG_LENGTH = "a record is not as long as it says"
DIGESTS = ("md5", "sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its header fields, with names in lower case, and its block.

    Where that has over `LARGEST_BLOCK` bytes only the first are there, and it is not `whole`.
    """

    fields: Mapping[str, str]
    block: bytes
    whole: bool = True


def records_of(stretch: Stretch) -> Iterator[Record | Damage]:
    """The whole records, and damage to others but for that which ends the stretch.

    A record counts as whole when its end was seen: the end of its gzip member with the right
    checksum, or the next record; and when it does not belie its `WARC-Block-Digest`.
    """
    text = _Text(stretch)
    damage: Damage | None = None
    while text.begins_something():
        begun = stretch.place(text.offset)
        record = text.record()
        if isinstance(record, Record) and holds_what_it_says(record) is not False:
            if damage:
                yield damage
            damage = None
            yield record
            continue
        if not isinstance(record, Record):
            text.to_next_record()
        why = record if isinstance(record, str) else "a record is not what its digest is of"
        damage = Damage(begun, 0, why) if damage is None else damage
        damage = replace(damage, end=stretch.place(text.offset))
    if damage and not text.broken:  # else the stretch tells of it
        yield damage


def holds_what_it_says(record: Record) -> bool | None:
    """Whether its block is what a digest in its header is of; None where nothing says so."""
    if not record.whole:
        return None
    block = _is_of(record.fields.get("warc-block-digest", ""), record.block)
    if block is not False:
        return block
    # Crawlers that mend the head of an answer may leave a block digest that is not of it.
    payload = record.block[end_of_head(record.block, LARGEST_HEAD) :]
    return _is_of(record.fields.get("warc-payload-digest", ""), payload) is True


def _is_of(digest: str, data: bytes) -> bool | None:
    kind, _, value = digest.partition(":")
    if kind.lower() not in DIGESTS or not value:
        return None
    right = hashlib.new(kind.lower(), data, usedforsecurity=False).digest()
    written = {right.hex(), base64.b32encode(right).decode().rstrip("=").lower()}
    return value.strip().rstrip("=").lower() in written


class Ending(Enum):
    """Whether a record ends where it says."""

    NONE = 0
    DOUBTFUL = 1
    SURE = 2


class _Text:
    """What a stretch reads as, `offset` being how far records were taken from it.

    `broken` tells that it ended by damage.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._held = bytearray()
        self._over = False
        self.offset = 0
        self.broken = False

    def begins_something(self) -> bool:
        """Whether anything but line ends follows; they are passed over."""
        while True:
            self._take(_line_ends(self._held, 0))
            if self._held or not self._more():
                return bool(self._held)

    def record(self) -> Record | str:
        """The next record, taken; or what is wrong with it, and it is not taken."""
        head = self._head()
        fields = fields_of(self._held[:head].decode("utf-8", "replace"))
        size = fields.get("content-length", "")
        if not (size.isascii() and size.isdigit() and len(size) <= LONGEST_NUMBER):
            return "a record has no header that can be read"
        end = head + int(size)
        if self._stretch.length is not None and self.offset + end > self._stretch.length:
            return WRONG_LENGTH
        if int(size) > LARGEST_BLOCK:
            return self._large(fields, head, end)
        ending = self._ends_at(end) if self._has(end) else Ending.NONE
        if ending is Ending.NONE:
            return WRONG_LENGTH
        record = Record(fields, bytes(self._held[head:end]))
        if ending is Ending.DOUBTFUL and not holds_what_it_says(record):
            return WRONG_LENGTH
        self._take(end)
        return record

    def to_next_record(self) -> None:
        """Go on at the first place behind this one that looks like the head of a record."""
        self._take(1)
        while not BEGINNING.match(self._held):
            place = self._held.find(WARC, 1)
            self._take(place if place > 0 else len(self._held) - len(WARC))
            if not self._has(LONGEST_BEGINNING) and place < 0:
                self._take(len(self._held))
                return

    def _large(self, fields: Mapping[str, str], head: int, end: int) -> Record | str:
        """A record too long to be kept: its beginning. Where it can be, the rest is not read."""
        self._has(head + LARGEST_HEAD)
        record = Record(fields, bytes(self._held[head : head + LARGEST_HEAD]), whole=False)
        begun = self.offset
        if not (self._go_to(begun + end) or self._take(end)) or self._ends_at(0) is not Ending.SURE:
            self._go_to(begun)
            return WRONG_LENGTH
        return record

    def _go_to(self, offset: int) -> bool:
        if not self._stretch.go_to(offset):
            return False
        self._held.clear()
        self.offset, self._over = offset, False
        return True

    def _head(self) -> int:
        """How long the header is, with its empty line; 0 where there is none."""
        self._has(LARGEST_HEAD)
        if not BEGINNING.match(self._held):
            return 0
        # Of heads within heads the last may be good; to the end of all would be far for each.
        another = self._held.find(WARC + b"1.", 1, LARGEST_HEAD)
        return end_of_head(self._held, another if another > 0 else LARGEST_HEAD)

    def _ends_at(self, end: int) -> Ending:
        """Whether there is an end that a record can have.

        That is another record, or the end, or the empty line that belongs to a record. An end by
        damage may lie behind damage.
        """
        self._has(end + LONGEST_BEGINNING)
        following = _line_ends(self._held, end)
        if following == len(self._held):
            return Ending.DOUBTFUL if self.broken else Ending.SURE
        ended = following - end >= END_OF_RECORD
        ended = ended or BEGINNING.match(self._held, following) is not None
        return Ending.SURE if ended else Ending.NONE

    def _has(self, length: int) -> bool:
        while len(self._held) < length:
            if not self._more():
                return False
        return True

    def _take(self, length: int) -> bool:
        """Pass over so many bytes; False where there are fewer."""
        while length > len(self._held):
            length -= len(self._held)
            self.offset += len(self._held)
            self._held.clear()
            if not self._more():
                return False
        if length > 0:
            del self._held[:length]
            self.offset += length
        return True

    def _more(self) -> bool:
        if self._over:
            return False
        try:
            piece = self._stretch.read()
        except Broken:
            self.broken = True
            piece = b""
        self._over = not piece
        self._held += piece
        return bool(piece)


def _line_ends(text: bytearray, at: int) -> int:
    found = LINE_ENDS.match(text, at)
    assert found is not None  # it matches nothing as well
    return found.end()
