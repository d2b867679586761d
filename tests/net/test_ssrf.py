"""Whatever an address, a name, a spelling or a redirect says: nothing connects where it may not.

What `socket.connect` is asked to do is recorded, so a test sees every attempt, by whatever part.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest

from secondsource.errors import BadInput, SecondSourceError, TryAgain
from secondsource.net.fetcher import Fetcher
from secondsource.net.settings import FetchSettings, Limits
from tests.net.hosts import Asked, Host, hosting, reply

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

FORBIDDEN_V4 = (
    "0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.0", "10.0.0.1", "10.255.255.255",
    "100.64.0.0", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.0.1.1",
    "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254", "169.254.170.2",
    "169.254.255.255", "172.16.0.0", "172.16.0.1", "172.31.255.255", "192.0.0.0", "192.0.0.8",
    "192.0.0.9", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1",
    "192.88.99.1", "192.168.0.0", "192.168.1.1", "192.168.255.255", "192.175.48.1", "198.18.0.0",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.254", "255.255.255.255",
)  # fmt: skip
FORBIDDEN_V6 = (
    "::", "::1", "::2", "::7f00:1", "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "::ffff:0:8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::8.8.8.8",
    "64:ff9b:1::1", "64:ff9b:1:ffff:ffff:ffff:7f00:1", "100::1", "100:0:0:1::1", "2001::1",
    "2001:0:7f00:1::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2001:1::1", "2001:2::1",
    "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:1f:ffff::1", "2001:20::1", "2001:30::1",
    "2001:1ff:ffff::1", "2001:db8::1", "2001:db8:ffff:ffff::1", "2002::1", "2002:7f00:1::",
    "2002:a00:1::1", "2002:a9fe:a9fe::1", "2620:4f:8000::1", "3fff::1", "3fff:fff:ffff::1",
    "4000::1", "5f00::1", "8000::1", "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1",
    "fe80::a9fe:a9fe", "febf::1", "fec0::1", "feff::1", "ff02::1", "ff0e::1",
)  # fmt: skip
# Each is, to one reader of addresses or another, a forbidden one.
SPELLINGS = (
    "127.1", "127.0.1", "0", "1", "2130706433", "017700000001", "0177.0.0.1", "0177.1",
    "0x7f000001", "0X7F000001", "0x7f.0x0.0x0.0x1", "0x7f.1", "127.0.0.0x1", "00127.0.0.1",
    "127.0.0.01", "0300.0250.1.1", "10.1", "0xa000001", "0xA9FEA9FE", "2852039166",
    "0251.0376.0251.0376", "169.254.43518", "4294967295", "4294967296", "127.0.0.1.",
    "127.0.0.1..", "1.1.1.1.1", "127.0.0.256", "localhost", "LOCALHOST", "localhost.",
    "LocalHost.LocalDomain", "ip6-localhost", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]",
    "[::ffff:127.0.0.1]", "[0000::1]", "[::1%25lo]", "[::1%lo]", "[fe80::1%25eth0]", "[::1",
    "::1", "[::1]]", "[[::1]]", "[127.0.0.1]", "[v1.127.0.0.1]", "[::1].example", "[]",
    "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "127\uff0e0\uff0e0\uff0e1",
    "127\uff610\uff610\uff611", "\u2460\u2461\u2466.0.0.1", "\U0001d7cf27.0.0.1", "1\xb27.0.0.1",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "local\u200bhost", "loc\xadalhost",
    "\u0661\u0662\u0667.\u0660.\u0660.\u0661", "\u2488\u2488\u2488\u2488", "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%23.example", "%6c%6f%63%61%6c%68%6f%73%74",
    "127.0.0.1\x00.example", "127.0.0.1\t", "127.0.0.1 .example", "12\n7.0.0.1", "127.0.0.1\r\n",
    " 127.0.0.1", "127.0.0.1\\.example", "\\127.0.0.1", "127.0.0.1\\@example.org", "\ud800.1",
    "127.0.0.1;example.org", "127.0.0.1,example.org", "example.org&@127.0.0.1", "*", "-", ".",
)  # fmt: skip
USERINFO = (
    "http://user@127.0.0.1/", "http://user:word@127.0.0.1/", "http://@127.0.0.1/",
    "http://:@127.0.0.1/", "http://example.org@127.0.0.1/", "http://example.org:80@127.0.0.1/",
    "http://example.org%40127.0.0.1/", "http://127.0.0.1@example.org/", "http://a@b@127.0.0.1/",
    "http://example.org\uff20127.0.0.1/", "http://example.org:80:127.0.0.1/",
    "http://127.0.0.1#@example.org/", "http://127.0.0.1?@example.org/",
)  # fmt: skip
SCHEMES = (
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "FILE:///etc/passwd", "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_FLUSHALL", "data:text/html,hello", "dict://127.0.0.1:11211/stats",
    "ldap://127.0.0.1/", "javascript:alert(1)", "jar:http://127.0.0.1!/", "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/", "ws://127.0.0.1/", "tftp://127.0.0.1/", "//127.0.0.1/",
    "http:127.0.0.1", "http:/127.0.0.1/", "http:///127.0.0.1/", "http:\\\\127.0.0.1\\",
    "url:http://127.0.0.1/", "ht\ttp://127.0.0.1/", "127.0.0.1", "/etc/passwd", "", "http://",
    "https:///", "about:blank", "feed:http://127.0.0.1/", "view-source:http://127.0.0.1/",
)  # fmt: skip
PORTS = (
    "0", "1", "7", "21", "22", "23", "25", "53", "110", "143", "389", "445", "465", "514", "587",
    "993", "1023", "1433", "1521", "2049", "2375", "2379", "3306", "3389", "5432", "5672", "5900",
    "5984", "6000", "6379", "6443", "6667", "9042", "9092", "9200", "10250", "11211", "27017",
    "65536", "99999", "000022", "-1", "+80", "8_0", "0x50", "80a", "80.0", "\u0668\u0660", "%38%30",
    " 80", "22:80",
)  # fmt: skip

Entry = Callable[[Fetcher, str], object]
ENTRIES: dict[str, Entry] = {
    "feed": lambda fetcher, url: fetcher.get(url, accept="application/rss+xml"),
    "page": lambda fetcher, url: fetcher.get(url, accept="text/html", robots=False),
    "archive": lambda fetcher, url: fetcher.download(url, BytesIO(), robots=False),
    "webhook": lambda fetcher, url: fetcher.post(url, b"{}", {}),
}
Attempts = list[tuple[str, int]]


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> Attempts:
    """Every address that anything tried to connect to; all but the loopback are turned away."""
    made: Attempts = []
    connect = socket.socket.connect

    def record(sock: socket.socket, address: tuple[str, int]) -> None:
        made.append((address[0], address[1]))
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError("not in a test")
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", record)
    monkeypatch.setattr(socket.socket, "connect_ex", record)
    return made


def reader(*answers: str, allow_net: tuple[str, ...] = ()) -> Fetcher:
    """A fetcher for which every name has those addresses."""
    settings = FetchSettings(allow_net=allow_net, delay=0.0, page=Limits(seconds=2.0))
    return Fetcher(settings, resolve=lambda name: answers)


def refused_everywhere(
    fetcher: Fetcher, url: str, match: str = "not fetched|redirects to|another|somewhere else"
) -> None:
    for enter in ENTRIES.values():
        with pytest.raises(BadInput, match=match):
            enter(fetcher, url)


def as_the_system_reads(name: str) -> tuple[str, ...]:
    """What the C library takes for an address, and it takes a lot; any other name is this machine.

    So a spelling that gets past our own reading leads somewhere forbidden.
    """
    try:
        found = socket.getaddrinfo(name, None, flags=socket.AI_NUMERICHOST)
    except OSError:
        return ("127.0.0.1",)
    return tuple(str(where[0]) for *_, where in found)


@pytest.mark.parametrize("address", FORBIDDEN_V4 + FORBIDDEN_V6)
def test_no_connection_goes_to_a_special_address(address: str, attempts: Attempts) -> None:
    host = f"[{address}]" if ":" in address else address
    refused_everywhere(reader(), f"http://{host}/", r"not fetched: .*allow_net")
    assert attempts == []


@pytest.mark.parametrize("address", FORBIDDEN_V4 + FORBIDDEN_V6 + ("fe80::1%lo", "::1%1"))
def test_no_connection_goes_to_a_name_at_a_special_address(
    address: str, attempts: Attempts
) -> None:
    refused_everywhere(reader(address), "https://story.example/", "story.example is at .*allow_net")
    assert attempts == []


@pytest.mark.parametrize("address", FORBIDDEN_V4 + FORBIDDEN_V6)
def test_one_special_address_among_public_ones_refuses_the_name(
    address: str, attempts: Attempts
) -> None:
    answers = (PUBLIC, PUBLIC_V6, address)
    for order in (answers, answers[::-1]):
        refused_everywhere(reader(*order), "http://story.example/", "is at")
    assert attempts == []


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_a_host_leads_to_a_special_address(host: str, attempts: Attempts) -> None:
    fetcher = Fetcher(FetchSettings(delay=0.0), resolve=as_the_system_reads)
    refused_everywhere(fetcher, f"http://{host}/")
    assert attempts == []


@pytest.mark.parametrize("url", USERINFO + SCHEMES)
def test_no_userinfo_or_scheme_leads_to_a_connection(url: str, attempts: Attempts) -> None:
    fetcher = Fetcher(FetchSettings(delay=0.0), resolve=as_the_system_reads)
    refused_everywhere(fetcher, url)
    assert attempts == []


def test_this_machine_is_refused_by_the_name_that_its_own_resolver_knows(
    attempts: Attempts,
) -> None:
    refused_everywhere(Fetcher(FetchSettings(delay=0.0)), "http://localhost/", "this machine")
    assert attempts == []


@pytest.mark.parametrize("port", PORTS)
def test_no_connection_goes_to_a_port_that_is_not_for_pages(port: str, attempts: Attempts) -> None:
    refused_everywhere(reader(PUBLIC), f"http://story.example:{port}/", "port")
    assert attempts == []


@pytest.mark.parametrize("port", ["80", "443", "8080", "8443", "8000", "3000", "65535", ""])
@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_V6])
def test_a_public_address_is_connected_to(address: str, port: str, attempts: Attempts) -> None:
    for enter in ENTRIES.values():
        with pytest.raises(TryAgain):
            enter(reader(address), f"http://story.example:{port}/")
    assert attempts == [(address, int(port or 80))] * len(ENTRIES)


@pytest.mark.parametrize(
    "address",
    (
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255",
        "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "2000::1", "2001:200::1",
        "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2620:4f:8001::1", "3ffe:ffff::1",
    ),
)  # fmt: skip
def test_the_addresses_beside_the_special_blocks_are_open(address: str, attempts: Attempts) -> None:
    with pytest.raises(TryAgain):
        reader(address).get("http://story.example/", robots=False)
    assert attempts == [(address, 80)]


@contextmanager
def redirecting(status: int, to: str) -> Iterator[Host]:
    def say(asked: Asked) -> list[bytes]:
        return reply(404) if asked.path == "/robots.txt" else reply(status, location=to)

    with hosting(say) as host:
        yield host


REDIRECTED = (
    "http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "//192.168.1.1/", "https://172.16.0.1/",
    "http://2130706434/", "http://127.0.0.2.:80/", "http://127.2/", "http://user@127.0.0.1/",
    "http://inner.example/", "\\\\127.0.0.2\\", "file:///etc/passwd", "FtP://127.0.0.2/",
    "gopher://127.0.0.2:6379/_x", "data:text/plain,x", "javascript:alert(1)", "http://127.0.0.1:22/",
    "http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.2/", "http:///127.0.0.2/", "//[::1/",
)  # fmt: skip


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("to", REDIRECTED)
def test_no_redirect_leads_to_a_special_address(status: int, to: str, attempts: Attempts) -> None:
    def resolve(name: str) -> tuple[str, ...]:
        return ("10.1.2.3",) if name == "inner.example" else ("127.0.0.1",)

    settings = FetchSettings(allow_net=("127.0.0.1/32",), delay=0.0, page=Limits(seconds=2.0))
    with redirecting(status, to) as host:
        refused_everywhere(Fetcher(settings, resolve=resolve), host.url("/start"))
    assert set(attempts) == {("127.0.0.1", host.port)}
    assert set(host.paths) <= {"/robots.txt", "/start"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_webhook_follows_no_redirect_at_all(status: int, attempts: Attempts) -> None:
    with redirecting(status, "/elsewhere") as host, pytest.raises(BadInput, match="give that"):
        reader("127.0.0.1", allow_net=("127.0.0.1/32",)).post(host.url(), b"{}", {})
    assert len(attempts) == 1


def test_a_robots_txt_leads_to_no_special_address_either(attempts: Attempts) -> None:
    def say(asked: Asked) -> list[bytes]:
        return reply(302, location="http://169.254.169.254/") if "robots" in asked.path else reply()

    with hosting(say) as host:
        reader("127.0.0.1", allow_net=("127.0.0.1/32",)).get(host.url("/page"))
    assert set(attempts) == {("127.0.0.1", host.port)}


def changing(*answers: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """A resolver that says something else each time, and then the last for good."""
    left = list(answers)
    return lambda name: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("second", ["127.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1"])
@pytest.mark.parametrize("entry", ENTRIES)
def test_a_name_that_moves_after_the_check_is_not_followed(
    entry: str, second: str, attempts: Attempts
) -> None:
    fetcher = Fetcher(FetchSettings(delay=0.0), resolve=changing((PUBLIC,), (second,)))
    with pytest.raises(SecondSourceError):
        ENTRIES[entry](fetcher, "http://story.example/")
    assert set(attempts) == {(PUBLIC, 80)}


def test_a_name_is_looked_up_once_a_request(attempts: Attempts) -> None:
    asked: list[str] = []

    def resolve(name: str) -> tuple[str, ...]:
        asked.append(name)
        return (PUBLIC, PUBLIC_V6)

    with pytest.raises(TryAgain):
        Fetcher(FetchSettings(delay=0.0), resolve=resolve).post("http://story.example/", b"", {})
    assert asked == ["story.example"]
    assert attempts == [(PUBLIC, 80), (PUBLIC_V6, 80)]


def test_a_redirect_that_moves_the_name_is_checked_again(attempts: Attempts) -> None:
    resolve = changing(("127.0.0.1",), ("127.0.0.2",))
    settings = FetchSettings(allow_net=("127.0.0.1/32",), delay=0.0)
    with redirecting(302, "/again") as host, pytest.raises(BadInput, match="redirects to"):
        Fetcher(settings, resolve=resolve).get(host.url("/start"), robots=False)
    assert attempts == [("127.0.0.1", host.port)]


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_no_proxy_of_the_environment_is_used(
    name: str, attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:8888")
    with pytest.raises(TryAgain):
        reader(PUBLIC).get("http://story.example/", robots=False)
    assert attempts == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "url", ["http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://127.0.0.2/"]
)
def test_an_opened_network_opens_nothing_else(url: str, attempts: Attempts) -> None:
    refused_everywhere(reader(allow_net=("127.0.0.1/32",)), url, "allow_net")
    assert attempts == []
