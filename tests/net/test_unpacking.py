"""What is packed comes out whole, in small pieces, or not at all."""

import gzip
import random
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import BadInput, TryAgain
from secondsource.net.settings import Limits
from secondsource.net.unpacking import unpacked, unpacker
from tests.net.bombs import BOMBS, MIB

TEXT = " ".join(f"The ferry {n} left at {n % 24}." for n in range(9_000)).encode()
LARGEST_PIECE = 9 * MIB


def deflate_bare(data: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZIP", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare-deflate": ("deflate", deflate_bare),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstandard.compress),
    "plain": ("", bytes),
    "identity": ("identity", bytes),
}


def taken(encoding: str, packed: bytes, *, size: int = 1_000) -> bytes:
    """What comes out of bytes that arrive `size` at a time."""
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    taking = unpacker(encoding, "there")
    return b"".join(unpacked(chunks, taking, Limits(ratio=10**9), "there"))


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("size", [1, 7, 1_000, 10**9])
def test_what_is_packed_comes_out_as_it_went_in(kind: str, size: int) -> None:
    encoding, pack = PACKED[kind]
    text = TEXT[: 20_000 if size == 1 else None]
    assert taken(encoding, pack(text), size=size) == text


@given(st.binary(max_size=3_000), st.integers(1, 400), st.sampled_from(sorted(PACKED)))
def test_any_bytes_come_out_as_they_went_in(data: bytes, size: int, kind: str) -> None:
    encoding, pack = PACKED[kind]
    assert taken(encoding, pack(data * 40), size=size) == data * 40


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537, 131_072, 2 * 65_536 + 258])
def test_bare_deflate_that_ends_with_a_full_piece_is_whole(length: int) -> None:
    assert taken("deflate", deflate_bare(bytes(length))) == bytes(length)


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_what_was_packed_in_parts_is_whole(kind: str) -> None:
    encoding, pack = PACKED[kind]
    assert taken(encoding, pack(TEXT) + pack(b"") + pack(TEXT)) == TEXT + TEXT


@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare-deflate"])
def test_zeros_after_the_end_are_passed_over(kind: str) -> None:
    encoding, pack = PACKED[kind]
    assert taken(encoding, pack(TEXT) + bytes(5_000)) == TEXT


@pytest.mark.parametrize("kind", ["brotli", "zstd"])
@pytest.mark.parametrize("size", [1, 10**9])
def test_where_nothing_may_follow_the_end_nothing_does(kind: str, size: int) -> None:
    encoding, pack = PACKED[kind]
    with pytest.raises(BadInput, match="damaged"):
        taken(encoding, pack(TEXT[:5_000]) + bytes(5_000), size=size)


@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare-deflate", "brotli", "zstd"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_what_is_cut_off_is_to_be_tried_again(kind: str, share: float) -> None:
    encoding, pack = PACKED[kind]
    packed = pack(TEXT)
    with pytest.raises(TryAgain, match="broke off"):
        taken(encoding, packed[: int(len(packed) * share)])


@pytest.mark.parametrize("kind", ["gzip", "deflate", "brotli", "zstd"])
def test_what_is_not_packed_as_said_is_set_aside(kind: str) -> None:
    with pytest.raises(BadInput, match="damaged"):
        taken(PACKED[kind][0], b"<p>The ferry was late, said the harbour master.</p>" * 9)


@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare-deflate", "brotli", "zstd"])
def test_damage_anywhere_raises_no_other_error(kind: str) -> None:
    encoding, pack = PACKED[kind]
    packed, seeded = pack(TEXT[:20_000]), random.Random(kind)
    for _ in range(300):
        hurt = bytearray(packed)
        for _ in range(seeded.randint(1, 5)):
            hurt[seeded.randrange(len(hurt))] = seeded.randrange(256)
        with suppress(BadInput, TryAgain):
            taken(encoding, bytes(hurt), size=seeded.randint(1, 4_000))


@pytest.mark.parametrize(
    "encoding", ["gzip, gzip", "gzip,br", "deflate, identity, zstd", "gzip, gzip, gzip, gzip"]
)
def test_what_is_packed_twice_is_refused(encoding: str) -> None:
    with pytest.raises(BadInput, match="more than once"):
        unpacker(encoding, "there")


@pytest.mark.parametrize("encoding", ["compress", "lzma", "aes128gcm", "gzip;q=1", "\xe9\x01"])
def test_an_unknown_packing_is_refused(encoding: str) -> None:
    with pytest.raises(BadInput, match="not known"):
        unpacker(encoding, "there")


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_one(kind: str) -> None:
    encoding, bomb = BOMBS[kind]
    packed = b"".join(bomb(4))
    assert len(packed) < 5_000
    assert taken(encoding, packed) == bytes(4 * MIB)


@pytest.mark.parametrize("kind", BOMBS)
def test_no_piece_of_a_bomb_is_large(kind: str) -> None:
    encoding, bomb = BOMBS[kind]
    packed = b"".join(bomb(64))
    limits = Limits(size=10**9, ratio=10**9)
    pieces = unpacked([packed], unpacker(encoding, "there"), limits, "there")
    assert max(len(piece) for piece in pieces) < LARGEST_PIECE


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_given_up_at_the_size_limit(kind: str) -> None:
    encoding, bomb = BOMBS[kind]
    limits = Limits(size=2_000_000, ratio=10**9)
    with pytest.raises(BadInput, match="more than 2,000,000 bytes"):
        b"".join(unpacked(bomb(64), unpacker(encoding, "there"), limits, "there"))


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_given_up_for_its_ratio(kind: str) -> None:
    encoding, bomb = BOMBS[kind]
    with pytest.raises(BadInput, match="more than 250 times"):
        b"".join(unpacked(bomb(64), unpacker(encoding, "x"), Limits(size=10**9), "there"))


def test_what_comes_plain_is_given_up_at_the_size_limit_too() -> None:
    with pytest.raises(BadInput, match="more than 100 bytes"):
        b"".join(unpacked([bytes(101)], unpacker("", "x"), Limits(size=100), "there"))
