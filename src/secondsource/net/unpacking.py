"""Content encodings taken off piece by piece, so that a small packet never becomes a big one."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from secondsource.errors import BadInput, TryAgain
from secondsource.net.settings import Limits

PIECE = 65_536
# Of zstd this much at a time: a block of 4 bytes may unpack to 128 KiB, so a piece has 8 MiB.
ZSTD_SLICE = 256
ZSTD_WINDOW = 2**23  # the most that RFC 9659 lets a server ask for
RATIO_COUNTS_FROM = 1_000_000
ACCEPTED = "gzip, deflate, br, zstd"
# Errors of four libraries, which have no more in common.
DAMAGED = (zlib.error, brotli.error, zstandard.ZstdError)


class Unpacker(Protocol):
    """Takes one encoding off."""

    @property
    def complete(self) -> bool:
        """Whether what was packed has come to its end."""

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What some more packed bytes hold, in pieces of a few megabytes at most."""


class Plain:
    """No encoding."""

    complete = True

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """The bytes as they are."""
        yield packed


class Zlib:
    """gzip, also of several members, and both things that are called deflate."""

    def __init__(self, window_bits: int) -> None:
        self._bits = window_bits
        self._stream = zlib.decompressobj(window_bits)

    @property
    def complete(self) -> bool:
        """Whether the last member has ended."""
        return self._stream.eof

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What the bytes hold; what follows the end and is no further member is passed over."""
        more = True
        while packed or more:
            if self._stream.eof:
                if self._bits != GZIP or not packed.startswith(b"\x1f"):
                    return
                self._stream = zlib.decompressobj(self._bits)
            piece = self._stream.decompress(packed, PIECE)
            yield piece
            packed = self._stream.unused_data or self._stream.unconsumed_tail
            more = len(piece) == PIECE  # a full piece may have left some inside the library


GZIP = zlib.MAX_WBITS | 16
WRAPPED = zlib.MAX_WBITS
RAW = -zlib.MAX_WBITS


class Deflate:
    """Deflate with its wrapping, as RFC 9110 has it, or bare, as many servers send it."""

    def __init__(self) -> None:
        self._start = b""
        self._inner: Zlib | None = None

    @property
    def complete(self) -> bool:
        """Whether the stream has ended."""
        return self._inner is not None and self._inner.complete

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What the bytes hold; the first two tell which kind it is."""
        if self._inner is None:
            self._start += packed
            if len(self._start) < 2:
                return
            packed = self._start
            wrapped = packed[0] & 0x0F == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
            self._inner = Zlib(WRAPPED if wrapped else RAW)
        yield from self._inner.unpack(packed)


class Brotli:
    """Brotli."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def complete(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._stream.is_finished())

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What the bytes hold; nothing may follow the end."""
        piece = self._stream.process(packed, output_buffer_limit=PIECE)
        # Output may be left inside when all input is used up, and the other way round.
        while piece or not self._stream.can_accept_more_data():
            yield piece
            piece = self._stream.process(b"", output_buffer_limit=PIECE)


class Zstd:
    """Zstandard, also of several frames."""

    def __init__(self) -> None:
        self._frames = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._stream = self._frames.decompressobj(write_size=PIECE)

    @property
    def complete(self) -> bool:
        """Whether the last frame has ended."""
        return bool(self._stream.eof)

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """What the bytes hold, a slice at a time, as the library knows no limit for a call."""
        for start in range(0, len(packed), ZSTD_SLICE):
            rest = packed[start : start + ZSTD_SLICE]
            while rest:
                if self._stream.eof:
                    self._stream = self._frames.decompressobj(write_size=PIECE)
                yield self._stream.decompress(rest)
                rest = self._stream.unused_data


def _gzip() -> Zlib:
    return Zlib(GZIP)


UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstd,
}


def unpacker(encoding: str, url: str) -> Unpacker:
    """What takes off a `Content-Encoding`; `BadInput` for an unknown one, and for two at once."""
    layers = [name for part in encoding.lower().split(",") if (name := part.strip())]
    layers = [name for name in layers if name != "identity"]
    if not layers:
        return Plain()
    if len(layers) > 1:
        raise BadInput(url, "not read: it is packed more than once, as no honest page is")
    if layers[0] not in UNPACKERS:
        raise BadInput(url, f"not read: packed as {layers[0][:40]!r}, which is not known here")
    return UNPACKERS[layers[0]]()


def check_length(declared: str, limits: Limits, url: str) -> None:
    """`BadInput` for a body that says beforehand that it is too long."""
    if declared.isdecimal() and int(declared[:20]) > limits.size:
        raise _too_long(limits, url)


def unpacked(
    chunks: Iterable[bytes], taking: Unpacker, limits: Limits, url: str
) -> Iterator[bytes]:
    """A body piece by piece, `BadInput` as soon as it is more than the limits allow or damaged.

    `TryAgain` when it ends before its end.
    """
    packed = size = 0
    try:
        for chunk in chunks:
            packed += len(chunk)
            for piece in taking.unpack(chunk):
                size += len(piece)
                _check(packed, size, limits, url)
                yield piece
    except DAMAGED as error:
        raise BadInput(url, f"not read: what came is damaged ({error})") from error
    if packed and not taking.complete:
        raise TryAgain(f"{url}: the answer broke off: try later")


def _check(packed: int, size: int, limits: Limits, url: str) -> None:
    if max(packed, size) > limits.size:
        raise _too_long(limits, url)
    if size > RATIO_COUNTS_FROM and size > packed * limits.ratio:
        raise BadInput(url, f"not read: unpacks to more than {limits.ratio} times its size")


def _too_long(limits: Limits, url: str) -> BadInput:
    return BadInput(url, f"not read: more than {limits.size:,} bytes")
