"""An archive's bytes as stretches to read records from, whatever part of it is damaged.

A stretch begins at a record: a gzip member that unpacks to one, with the members that go on where
it ends, or a plain archive from there to its end. Where a member is damaged the next one that
unpacks to a record is looked for, and reading goes on there.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_CUR, SEEK_END
from typing import BinaryIO, Protocol

MAGIC = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
PACKED_OTHERWISE = "it is packed with zstd: unpack it first (zstd -d)"
GZIP = zlib.MAX_WBITS | 16  # how zlib is told to expect it
WARC = b"WARC/"
BEGINNING = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[\w-]{1,40}[ \t]{0,8}:")
LONGEST_BEGINNING = 80  # bytes in which BEGINNING matches or never will
READ = 1 << 18
FED = 1 << 14  # packed bytes unpacked at a time
MOST_UNPACKED = 1 << 18  # bytes that unpacking gives at a time
TRIED = 1 << 10  # packed bytes that must give the beginning of a record
# What a damaged member may have run over is looked through again; members are far shorter.
LOOKED_BACK = 4 << 20
# In all so many times the file: an archive can be made of members within members.
MOST_LOOKED_BACK = 4
# No page is packed like this; unpacked it would go on for hours.
BOMB, BOMB_RATIO = 1 << 28, 250


class Broken(Exception):
    """A stretch ends here because of damage, for the reason given."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes `[start, end)` of an archive that gave nothing, or not all that they should.

    Inside a gzip member both are counted to the member: `start` is where it begins.
    """

    start: int
    end: int
    reason: str


class Stretch(Protocol):
    """Bytes to be read in their order, beginning at a record.

    `length` is how many they are, where that is known beforehand.
    """

    start: int
    length: int | None

    def read(self) -> bytes:
        """The next bytes, none at the end; `Broken` where damage cuts them off."""

    def go_to(self, offset: int) -> bool:
        """Whether it goes on from `offset`, counted from its start; what is packed cannot."""

    def place(self, offset: int) -> int:
        """Where in the archive that is: of what is packed, where its stretch begins."""


class Window:
    """What was read of a file and may be needed again; positions count from the file's start."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.held = bytearray()
        self.start = 0

    @property
    def end(self) -> int:
        """Where the file was read to."""
        return self.start + len(self.held)

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        read = self._file.read(READ)
        self.held += read
        return bool(read)

    def at(self, position: int, length: int) -> bytes:
        """The bytes from there, fewer at the end of the file."""
        while self.end < position + length and self.more():
            pass
        begin = position - self.start
        return bytes(self.held[begin : begin + length])

    def forget(self, position: int) -> None:
        """Give up what lies before, once it is worth the while."""
        if (done := position - self.start) > READ:
            del self.held[:done]
            self.start = position

    def size(self) -> int | None:
        """How long the file is, None where only reading it would tell."""
        if not self._file.seekable():
            return None
        here = self._file.tell()
        end = self._file.seek(0, SEEK_END)
        self._file.seek(here)
        return end - here + self.end  # counted from where it was when we began

    def go_to(self, position: int) -> bool:
        """Whether the file is read on from there."""
        if self.start <= position <= self.end:
            return True
        if not self._file.seekable():
            return False
        self._file.seek(position - self.end, SEEK_CUR)
        self.held.clear()
        self.start = position
        return True


def stretches(file: BinaryIO) -> Iterator[Stretch | Damage]:
    """The stretches of an archive, packed or plain, and the damage between them.

    A stretch has to be read before the next is asked for; what is left of it is passed over.
    Memory does not grow with the file nor with what it unpacks to.
    """
    window = Window(file)
    if window.at(0, len(ZSTD)) == ZSTD:
        yield Damage(0, window.end, PACKED_OTHERWISE)
        return
    kinds: tuple[bytes, ...] = (MAGIC, WARC)
    at, why, looked_back = 0, "", 0
    while window.at(at, 1):
        begins = _next_beginning(window, at + 1 if why else at, kinds)
        if why or begins > at:
            yield Damage(at, begins, why or "there is no record here")
        if not window.at(begins, 1):
            return
        # Pages in a packed archive may hold what looks like a plain record, and the other way.
        kinds = (MAGIC,) if window.at(begins, 3) == MAGIC else (WARC,)
        stretch = _Packed(window, begins) if kinds == (MAGIC,) else _Plain(window, begins)
        yield stretch
        at, failed, why = stretch.passed()
        looked_back += failed - at
        if looked_back > MOST_LOOKED_BACK * failed + LOOKED_BACK:
            at = failed


def _next_beginning(window: Window, at: int, kinds: tuple[bytes, ...]) -> int:
    """Where the next record begins, packed or not; the end of the file where none does."""
    while window.at(at, 1) and not begins_record(window.at(at, TRIED), kinds):
        window.forget(at)
        from_here = at + 1 - window.start
        found = [place for kind in kinds if (place := window.held.find(kind, from_here)) >= 0]
        if found:
            at = window.start + min(found)
        else:  # the last bytes may be the first of what is looked for
            at = max(at + 1, window.end - len(WARC))
            window.more()
    return at


def begins_record(given: bytes, kinds: tuple[bytes, ...] = (MAGIC, WARC)) -> bool:
    """Whether the bytes are the first of a record, packed or plain."""
    if given.startswith(kinds) and given.startswith(MAGIC):
        try:
            given = zlib.decompressobj(GZIP).decompress(given, LONGEST_BEGINNING)
        except zlib.error:
            return False
    elif not given.startswith(kinds):
        return False
    return BEGINNING.match(given) is not None


class _Plain:
    """From a record to the end of the file."""

    def __init__(self, window: Window, start: int) -> None:
        self.start = start
        self._window = window
        self._at = start
        size = window.size()
        self.length = None if size is None else size - start

    def read(self) -> bytes:
        self._window.forget(self._at)
        read = self._window.at(self._at, READ)
        self._at += len(read)
        return read

    def go_to(self, offset: int) -> bool:
        able = self._window.go_to(self.start + offset)
        self._at = self.start + offset if able else self._at
        return able

    def place(self, offset: int) -> int:
        return self.start + offset

    def passed(self) -> tuple[int, int, str]:
        while self.read():
            pass
        return self._at, self._at, ""


class _Packed:
    """A gzip member and those that carry on what it began."""

    def __init__(self, window: Window, start: int) -> None:
        self.start = start
        self.length: int | None = None
        self._window = window
        self._begin_member(start)
        self._why = ""
        self._over = False

    def _begin_member(self, at: int) -> None:
        self._member = self._at = at
        self._unpacking = zlib.decompressobj(GZIP)
        self._given = 0

    def read(self) -> bytes:
        while not self._over and not self._why:
            if self._unpacking.eof and not self._goes_on():
                self._over = True
            elif piece := self._piece():
                return piece
        if self._why:
            raise Broken(self._why)
        return b""

    def go_to(self, offset: int) -> bool:
        return False

    def place(self, offset: int) -> int:
        return self.start

    def passed(self) -> tuple[int, int, str]:
        """Where to look for the next stretch, where this one ended, and what was wrong, if any."""
        try:
            while self.read():
                pass
        except Broken:
            return max(self._member, self._window.start), self._at, self._why
        return self._at, self._at, ""

    def _goes_on(self) -> bool:
        """Whether another member follows that does not begin a record, and is begun."""
        following = self._window.at(self._at, TRIED)
        if not following.startswith(MAGIC) or begins_record(following):
            return False
        self._begin_member(self._at)
        return True

    def _piece(self) -> bytes:
        """What the next bytes unpack to; nothing, with a reason, where they are damaged."""
        packed = self._window.at(self._at, FED)
        if not packed:
            self._why = "the file ends inside it"
            return b""
        before = self._unpacking.copy()
        try:
            piece = self._unpacking.decompress(packed, MOST_UNPACKED)
        except zlib.error as error:
            self._why = f"it does not unpack ({error})"
            return _up_to_damage(before, packed)
        left = len(self._unpacking.unconsumed_tail) + len(self._unpacking.unused_data)
        self._at += len(packed) - left
        self._given += len(piece)
        if self._given > BOMB and self._given > BOMB_RATIO * (self._at - self._member):
            self._why = f"it unpacks to over {BOMB_RATIO} times its size"
        self._window.forget(max(self._member, self._at - LOOKED_BACK))
        return piece


def _up_to_damage(unpacking: "zlib._Decompress", packed: bytes) -> bytes:
    """What comes out before unpacking fails: records that are whole may be among it."""
    pieces: list[bytes] = []
    at, step = 0, len(packed)
    while step := step // 2 + step % 2 if step > 1 else 0:
        trial = unpacking.copy()
        try:
            pieces.append(trial.decompress(packed[at : at + step]))
        except zlib.error:
            continue
        unpacking = trial
        at += step
    return b"".join(pieces)
