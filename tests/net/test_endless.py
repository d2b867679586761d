"""Hosts that never end, never begin, or send too much: it costs so much time and memory, no more.

Times are small here; what holds for half a second holds for thirty.
"""

import gzip
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import repeat
from pathlib import Path

import pytest

from secondsource.errors import BadInput, TryAgain
from secondsource.net.settings import Limits
from tests.net.bombs import BOMBS
from tests.net.hosts import Asked, Host, by_path, fetcher, head, hosting, reply

LIMIT = 0.25  # seconds
MUCH_LATER = 2.0  # a machine with much to do
CHUNK = b"10000\r\n" + bytes(65_536) + b"\r\n"


def slowly(pieces: Iterable[bytes], pause: float = 0.03) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(pause)


def chunked(**headers: str) -> bytes:
    return head(200, {"transfer-encoding": "chunked", **headers})


SLOW: dict[str, Iterable[bytes]] = {
    "body": [chunked(), *repeat(b"1\r\nx\r\n", 100)],
    "body without length": [b"HTTP/1.1 200 So\r\n\r\n", *repeat(b"x", 100)],
    "chunk size": [chunked(), *repeat(b"0", 100)],
    "trailers": [chunked(), b"0\r\n", *(b"x-%d: y\r\n" % n for n in range(100))],
    "headers": [b"HTTP/1.1 200 So\r\n", *(b"x-%d: y\r\n" % n for n in range(100))],
    "one header": [b"HTTP/1.1 200 So\r\nx-long: ", *repeat(b"y", 100)],
    "status line": [b"HTTP/1.1 200 ", *repeat(b"S", 100)],
    "nothing": [*repeat(b"", 100)],
    "interim answers": [*repeat(b"HTTP/1.1 102 Wait\r\n\r\n", 100)],
}


def timed(host: Host, redirects: int = 5) -> float:
    """The seconds after which fetching the page ends with `TryAgain`."""
    began = time.monotonic()
    with pytest.raises(TryAgain, match="took too long"):
        fetcher(page=Limits(seconds=LIMIT), redirects=redirects).get(
            host.url("/page"), robots=False
        )
    return time.monotonic() - began


@pytest.mark.parametrize("part", SLOW)
def test_whatever_comes_too_slowly_is_given_up_in_time(part: str) -> None:
    with hosting(lambda asked: slowly(SLOW[part])) as host:
        assert LIMIT * 0.9 <= timed(host) < LIMIT + MUCH_LATER


def test_a_host_that_falls_silent_is_given_up_before_the_whole_time_is_over() -> None:
    def say(asked: Asked) -> Iterator[bytes]:
        yield chunked()
        time.sleep(1.0)

    with hosting(say) as host:
        began = time.monotonic()
        with pytest.raises(TryAgain, match="took too long"):
            fetcher(page=Limits(seconds=60), silence=0.2).get(host.url("/page"), robots=False)
    assert time.monotonic() - began < 0.2 + MUCH_LATER


def test_the_time_is_for_all_redirects_together() -> None:
    def say(asked: Asked) -> Iterator[bytes]:
        time.sleep(0.1)
        yield from reply(302, location=asked.path + "x")

    with hosting(say) as host:
        assert timed(host, redirects=50) < LIMIT + MUCH_LATER
    assert len(host.asked) < 6


def test_a_host_that_shakes_no_hands_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://feeds.example:{silent.getsockname()[1]}/"
        with pytest.raises(TryAgain, match="took too long"):
            fetcher(page=Limits(seconds=LIMIT)).get(url, robots=False)


def test_a_resolver_that_does_not_answer_is_left_behind() -> None:
    def resolve(name: str) -> tuple[str, ...]:
        time.sleep(1.0)
        return ("127.0.0.1",)

    began = time.monotonic()
    with pytest.raises(TryAgain, match="not found in time"):
        fetcher(resolve, page=Limits(seconds=LIMIT)).get("http://feeds.example/", robots=False)
    assert time.monotonic() - began < 1.0


def test_a_webhook_that_takes_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://feeds.example:{silent.getsockname()[1]}/"
        with pytest.raises(TryAgain, match="took too long"):
            fetcher(page=Limits(seconds=LIMIT)).post(url, bytes(50_000_000), {})


@pytest.mark.parametrize(
    "start", [chunked(), b"HTTP/1.1 200 So\r\n\r\n"], ids=["chunked", "until the end"]
)
def test_a_body_that_never_ends_is_given_up_at_the_size_limit(start: bytes) -> None:
    with (
        hosting(lambda asked: [start, *repeat(CHUNK, 1_000)]) as host,
        pytest.raises(BadInput, match="more than 1,000,000 bytes"),
    ):
        limits = Limits(size=1_000_000, seconds=10)
        fetcher(page=limits).get(host.url("/page"), robots=False)


def test_a_body_that_says_it_is_too_long_is_not_read() -> None:
    with (
        hosting(lambda asked: [head(200, {"content-length": "9" * 18})]) as host,
        pytest.raises(BadInput, match="more than 10,000,000 bytes"),
    ):
        fetcher().get(host.url("/page"), robots=False)


@pytest.mark.parametrize(
    "headers",
    [[b"x-long: ", *repeat(b"y" * 65_536, 40)], [b"x: y\r\n" * 9_000] * 40],
    ids=["one long", "many"],
)
def test_headers_that_never_end_are_given_up(headers: list[bytes]) -> None:
    with (
        hosting(lambda asked: [b"HTTP/1.1 200 So\r\n", *headers]) as host,
        pytest.raises(BadInput, match="headers of the answer are too long"),
    ):
        fetcher(page=Limits(seconds=10)).get(host.url("/page"), robots=False)


CUT = {
    "short of its length": [head(200, {"content-length": "100"}), b"The ferry"],
    "in a chunk": [chunked(), b"64\r\nThe ferry"],
    "between chunks": [chunked(), b"3\r\nThe\r\n"],
    "in the headers": [b"HTTP/1.1 200 So\r\nx: y\r\n"],
    "at once": [b""],
}


@pytest.mark.parametrize("where", CUT)
def test_an_answer_that_breaks_off_is_to_be_tried_again(where: str) -> None:
    with hosting(lambda asked: CUT[where]) as host, pytest.raises(TryAgain, match="try later"):
        fetcher().get(host.url("/page"), robots=False)


NO_HTTP = (
    b"SSH-2.0-OpenSSH_9.9\r\n", b"\x15\x03\x01\x00\x02\x02\x50", b"<html>hello</html>",
    b"HTTP/1.1 abc So\r\n\r\n", b"HTTP/9 200 So\r\n\r\n", b"HTTP/1.1 200 So\r\n\xff bad: x\r\n\r\n",
    b"HTTP/1.1 200 So\r\nno colon\r\n\r\n", b"HTTP/1.1 200 So\r\na: b\x00c\r\n\r\n",
    b"HTTP/1.1 200 So\r\ncontent-length: -5\r\n\r\n", b"\0" * 100,
    b"HTTP/1.1 200 So\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
    b"HTTP/1.1 200 So\r\ntransfer-encoding: gzip\r\n\r\nhello",
    b"HTTP/1.1 200 So\r\ntransfer-encoding: chunked\r\n\r\nzzz\r\n",
    b"HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nxx",
)  # fmt: skip


@pytest.mark.parametrize("answer", NO_HTTP)
def test_what_is_no_sound_http_raises_no_other_error(answer: bytes) -> None:
    with hosting(lambda asked: [answer]) as host, pytest.raises((BadInput, TryAgain)):
        fetcher().get(host.url("/page"), robots=False)


def test_a_damaged_answer_is_an_answer_or_an_error_of_ours() -> None:
    packed = gzip.compress(b"<p>The ferry was late, said the harbour master.</p>" * 50)
    half = len(packed) // 2
    sound = b"".join(
        (
            chunked(**{"content-encoding": "gzip", "etag": '"a1"', "cache-control": "max-age=60"}),
            *(b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:half], packed[half:])),
            b"0\r\n\r\n",
        )
    )
    seeded = random.Random(7)

    def say(asked: Asked) -> list[bytes]:
        hurt = bytearray(sound)
        for _ in range(seeded.randint(1, 4)):
            at = seeded.randrange(len(hurt))
            hurt[at : at + seeded.randint(0, 3)] = seeded.randbytes(seeded.randint(0, 3))
        return [bytes(hurt)]

    with hosting(say) as host:
        reader = fetcher()
        for _ in range(250):
            with suppress(BadInput, TryAgain):
                reader.get(host.url("/page"), robots=False)


def test_odd_bytes_in_headers_do_no_harm() -> None:
    odd = {"x-odd": "caf\xe9 \x01\xff", "content-type": "\xff/\xfe; charset=\xe9", "vary": '"'}
    with hosting(lambda asked: [head(200, {**odd, "content-length": "2"}), b"ok"]) as host:
        assert fetcher().get(host.url("/page"), robots=False).body == b"ok"


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_given_up_soon(kind: str) -> None:
    encoding, bomb = BOMBS[kind]

    def say(asked: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 So\r\ncontent-encoding: %b\r\n\r\n" % encoding.encode()
        yield from bomb(1_024)

    with hosting(say) as host, pytest.raises(BadInput, match="not read: "):
        fetcher().get(host.url("/page"), robots=False)


def test_bombs_of_a_gibibyte_need_little_memory() -> None:
    """Its peak is that of a process of its own, as this one has seen worse."""

    def say(asked: Asked) -> Iterator[bytes]:
        encoding, bomb = BOMBS[asked.path.strip("/")]
        yield b"HTTP/1.1 200 So\r\ncontent-encoding: %b\r\n\r\n" % encoding.encode()
        yield from bomb(1_024)

    script = Path(__file__).with_name("peak.py")
    with hosting(say) as host:
        done = subprocess.run(
            [sys.executable, script, host.url(name="127.0.0.1"), *BOMBS],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 150


def test_two_layers_of_packing_are_refused_unread() -> None:
    packed = [head(200, {"content-encoding": "gzip, br", "content-length": "4"}), b"abcd"]
    with hosting(by_path({"/page": packed})) as host, pytest.raises(BadInput, match="once"):
        fetcher().get(host.url("/page"))
