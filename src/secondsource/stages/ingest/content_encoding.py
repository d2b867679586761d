"""Bodies without their gzip, deflate, brotli or zstd, to no more than so many bytes."""

import zlib
from collections.abc import Callable, Iterator, Mapping

MOST_ENCODINGS = 3
MOST_AT_ONCE = 1 << 16  # bytes unpacked at a time, where the library can be told
FED_TO_ZSTD = 1 << 8  # it cannot; so many packed bytes give at most 8 MB
ZSTD_WINDOW = 1 << 23  # bytes; RFC 9659 allows no more

Unpacker = Callable[[bytes], Iterator[bytes]]


class TooLarge(Exception):
    """It unpacks to more than is allowed."""


class CannotUnpack(Exception):
    """It is not encoded as it says, is damaged, or in a way that is not known."""


def unpacked(data: bytes, encodings: str, *, most: int) -> bytes:
    """`data` without its encodings, named as in `Content-Encoding`: the last was done last.

    Raises `TooLarge` for over `most` bytes at any step, else `CannotUnpack`.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > MOST_ENCODINGS or any(name not in UNPACKERS for name in names):
        raise CannotUnpack(f"the encoding {encodings[:60]!r} is not known")
    for name in reversed(names):
        data = _unpacked(data, UNPACKERS[name], most)
    if len(data) > most:
        raise TooLarge
    return data


def _unpacked(data: bytes, unpacker: Unpacker, most: int) -> bytes:
    whole = bytearray()
    for piece in unpacker(data):
        whole += piece
        if len(whole) > most:
            raise TooLarge
    return bytes(whole)


def _gzip(data: bytes) -> Iterator[bytes]:
    yield from _zlib(data, zlib.MAX_WBITS | 16)


def _deflate(data: bytes) -> Iterator[bytes]:
    # Some hosts send it with the head and checksum that belong to it, some without.
    with_head = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    yield from _zlib(data, zlib.MAX_WBITS if with_head else -zlib.MAX_WBITS)


def _zlib(data: bytes, kind: int) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(kind)
    try:
        while not unpacking.eof:
            piece = unpacking.decompress(data, MOST_AT_ONCE)
            data = unpacking.unconsumed_tail
            if not piece and not data:
                break
            yield piece
    except zlib.error as error:
        raise CannotUnpack(str(error)) from error
    if not unpacking.eof:
        raise CannotUnpack("it ends too early")


def _brotli(data: bytes) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    unpacking = brotli.Decompressor()
    try:
        yield unpacking.process(data, output_buffer_limit=MOST_AT_ONCE)
        while not unpacking.can_accept_more_data():
            yield unpacking.process(b"", output_buffer_limit=MOST_AT_ONCE)
    except brotli.error as error:
        raise CannotUnpack(str(error)) from error
    if not unpacking.is_finished():
        raise CannotUnpack("it ends too early")


def _zstd(data: bytes) -> Iterator[bytes]:
    import zstandard

    unpacking = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
    try:
        for at in range(0, len(data), FED_TO_ZSTD):
            if unpacking.eof:
                break
            yield unpacking.decompress(data[at : at + FED_TO_ZSTD])
    except zstandard.ZstdError as error:
        raise CannotUnpack(str(error)) from error
    if not unpacking.eof:
        raise CannotUnpack("it ends too early")


UNPACKERS: Mapping[str, Unpacker] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
