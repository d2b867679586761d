"""Web addresses, read strictly: one way to write a host, or none."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin

import idna

from secondsource.errors import BadInput
from secondsource.net.addresses import Address

MAX_LENGTH = 8_000
MAX_HOST = 253
MAX_SHOWN = 200
PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
# Where a request could do harm although it is public: what browsers do not speak to
# (https://fetch.spec.whatwg.org/#port-blocking), and databases, caches, brokers, remote control.
CLOSED_PORTS = frozenset((
    1080, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2377, 2379, 2380,
    3128, 3306, 3389, 3659, 4045, 4190, 4369, 5060, 5061, 5432, 5433, 5671, 5672, 5900, 5901,
    5984, 5985, 5986, 6000, 6001, 6379, 6380, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 7000, 7001, 7199, 8086, 8500, 8883, 9000, 9042, 9092, 9160, 9200, 9300, 10080, 10250,
    10255, 10256, 11211, 15672, 25672, 26379, 27017, 27018, 27019, 28015, 28017,
))  # fmt: skip
# RFC 3986, appendix B, with the two parts that a web address has to have.
SPLIT = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#.*)?")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
PASSWORD = re.compile(r"//[^/?#]*@")
PORT = re.compile(r"[0-9]{1,5}")
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
# A host whose last label is a number is an address or a trick, by the rule that browsers follow.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
NOT_IN_PATH = re.compile(rb"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%\[\]|{}^`]")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is a lower-case ASCII name or an address in its usual form.

    `address` is the host where it is one, None for a name. `path` has the query with it, and
    what has no place in a request percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What shares one robots.txt."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.origin}{self.path}"

    def beside(self, path: str) -> "Target":
        """Another path of the same origin."""
        return Target(self.scheme, self.host, self.port, path, self.address)

    def follow(self, location: str) -> "Target":
        """Where a redirect from here leads; `BadInput` as in `parse_target`."""
        location = location.strip(" \t")
        if found := CONTROL.search(location):
            raise BadInput(shown(self.url), f"redirects to an address with {found[0]!r} in it")
        if SCHEME.match(location):
            return parse_target(location)
        return parse_target(_joined(self.url, location))


def parse_target(url: str) -> Target:
    """A web address taken apart; `BadInput` says what is wrong with it and what to do."""
    url = url.strip(" \t\r\n")
    try:
        return _parse(url)
    except ValueError as error:
        raise BadInput(shown(url), f"not fetched: {error}") from error


def shown(url: str) -> str:
    """An address that may be hostile, fit for a message.

    It is short, with nothing unprintable and no password in it.
    """
    url = PASSWORD.sub("//…@", url)
    whole = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in url)
    return whole if len(whole) <= MAX_SHOWN else f"{whole[:MAX_SHOWN]}…"


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:  # brackets out of place
        raise BadInput(shown(base), f"redirects to {shown(location)!r}, no address") from error


def _parse(url: str) -> Target:
    if len(url) > MAX_LENGTH:
        raise ValueError(f"an address of more than {MAX_LENGTH} characters")
    if found := CONTROL.search(url) or re.search(r"\\", url):
        raise ValueError(f"{found[0]!r} in the address: take it out, or percent-encode it")
    match = SPLIT.fullmatch(url)
    if match is None:
        raise ValueError("no web address: write it with http:// or https://")
    scheme, authority, path, query = match.groups()
    scheme = scheme.lower()
    if scheme not in PORTS:
        raise ValueError(f"{scheme}: is not fetched: give an http or https address")
    if not authority:
        raise ValueError("it names no host: write it like https://example.org/page")
    host, port = _host_and_port(authority)
    name, address = _host(host)
    return Target(scheme, name, _port(port, scheme), _path(path or "/", query or ""), address)


def _host_and_port(authority: str) -> tuple[str, str]:
    """The two sides of the colon; an IPv6 address keeps its brackets."""
    if "@" in authority:
        raise ValueError("a name or password before the host: leave out all up to the @")
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ValueError("brackets that do not close: write [2001:4860::8888]:8080")
        return host + bracket, rest[1:]
    host, _, port = authority.partition(":")
    return host, port


def _port(text: str, scheme: str) -> int:
    if not text:
        return PORTS[scheme]
    if not PORT.fullmatch(text):
        raise ValueError(f"{text!r} is no port")
    port = int(text)
    closed = port < FIRST_FREE_PORT and port not in PORTS.values()
    if closed or port in CLOSED_PORTS or port > 65535:
        raise ValueError(f"port {port} is none that web pages are served from: use another")
    return port


def _host(text: str) -> tuple[str, Address | None]:
    """A host in its one spelling, and the address that it is, if it is one."""
    if len(text) > MAX_HOST:
        raise ValueError(f"a host of more than {MAX_HOST} characters")
    if text.startswith("["):
        address = _ipv6(text[1:-1])
        return str(address), address
    name = _ascii(text)
    name = name.removesuffix(".")
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return name, _ipv4(name)
    if len(name) > MAX_HOST or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"{shown(text)!r} is no host name: check the spelling")
    return name, None


def _ascii(text: str) -> str:
    """A host in lower-case ASCII; letters of other scripts as IDNA writes them."""
    if text.isascii():
        return text.lower()
    try:
        return idna.encode(text, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError(f"{shown(text)!r} is no host name: check the spelling") from error


def _ipv6(text: str) -> IPv6Address:
    try:
        if not text.isascii() or "%" in text:
            raise AddressValueError("not in plain ASCII, or of one interface only")
        return IPv6Address(text)
    except AddressValueError as error:
        raise ValueError(f"[{shown(text)}] is no IPv6 address that can be used") from error


def _ipv4(text: str) -> IPv4Address:
    try:
        return IPv4Address(text)
    except AddressValueError as error:
        raise ValueError(
            f"{shown(text)!r} looks like an address: write one as four decimal numbers"
        ) from error


def _path(path: str, query: str) -> str:
    try:
        raw = (path + query).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("it has characters that are none: check where it comes from") from error
    return NOT_IN_PATH.sub(lambda found: b"%%%02X" % found[0][0], raw).decode("ascii")
