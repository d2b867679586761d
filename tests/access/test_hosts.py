"""A request names the desk, or is not answered: no other name leads a page of elsewhere to it."""

import itertools

import pytest
from starlette.responses import PlainTextResponse

from secondsource.access import settings_for, wrap
from secondsource.access.names import allowed_names, is_this_machine, parse_authority
from secondsource.desk.people import People
from secondsource.errors import BadConfig
from tests.access.build import ALONE, HERE, SETTINGS, ask, door

ALLOWED = [
    "localhost", "localhost:8700", "LOCALHOST:8700", "127.0.0.1", "127.0.0.1:8700", "[::1]",
    "[::1]:8700", "desk.example", "Desk.Example", "desk.example:443", "desk.example:8700",
]  # fmt: skip
ELSEWHERE = [
    "evil.example", "evil.example:8700", "localhost.evil.example", "127.0.0.1.evil.example",
    "evildesk.example", "desk.example.evil.example", "localhost:8701", "desk.example:81",
    "127.0.0.2", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1",
]  # fmt: skip
MALFORMED = [
    "", " ", "localhost:", "localhost:port", "localhost:0", "localhost:65536", "localhost:8700:1",
    "localhost.", ".localhost", "localhost, evil.example", "localhost evil.example", "a@localhost",
    "http://localhost", "localhost/", "localhost/..", "localhost?x", "localhost#x", "localhost\\x",
    "[::1", "::1", "[::1]x", "[localhost]", "localhost\t", "lo\u00e7alhost", "%6cocalhost",
]  # fmt: skip
METHODS = ["GET", "HEAD", "POST", "OPTIONS", "DELETE"]
VERSIONS = ["1.0", "1.1", "2"]


async def yes(*asgi: object) -> None:
    await PlainTextResponse("yes")(*asgi)  # type: ignore[arg-type]


def status(people: People, *hosts: str, **scope: str) -> int:
    own = [("sec-fetch-site", "same-origin"), ("x-forwarded-host", "localhost")]
    headers = [*(("host", host) for host in hosts), *own]
    return ask(wrap(yes, SETTINGS, people=people), headers=headers, chunks=(), **scope).status


@pytest.mark.parametrize("host", ALLOWED)
def test_the_names_of_the_desk_are_answered(people: People, host: str) -> None:
    assert status(people, host) == 200


@pytest.mark.parametrize("host", ELSEWHERE)
def test_any_other_name_is_misdirected_by_every_method_and_protocol(
    people: People, host: str
) -> None:
    for method, version in itertools.product(METHODS, VERSIONS):
        assert status(people, host, method=method, http_version=version) == 421


@pytest.mark.parametrize("host", MALFORMED, ids=ascii)
def test_what_is_no_name_is_a_bad_request(people: People, host: str) -> None:
    for method, version in itertools.product(METHODS, VERSIONS):
        assert status(people, host, method=method, http_version=version) == 400


@pytest.mark.parametrize(
    "hosts",
    [(), ("localhost", "localhost"), ("localhost", "evil.example"), ("evil.example", "localhost")],
    ids=lambda hosts: " and ".join(hosts) or "none",
)
def test_a_request_that_names_none_or_several_is_a_bad_request(
    people: People, hosts: tuple[str, ...]
) -> None:
    for version in VERSIONS:
        assert status(people, *hosts, http_version=version) == 400


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host"])
def test_what_a_proxy_says_of_the_name_changes_nothing(people: People, header: str) -> None:
    said = "host=localhost" if header == "Forwarded" else "localhost"
    app = wrap(yes, SETTINGS, people=people)
    assert ask(app, headers=[("host", "evil.example"), (header.lower(), said)]).status == 421


def test_a_page_that_had_its_own_name_lead_here_reads_nothing_of_the_one_alone(
    people: People,
) -> None:
    rebound = door(people, ALONE, base_url="http://evil.example:8700")
    assert door(people, ALONE).get("/stories").status_code == 200
    for path in ("/stories", "/api/things/1", "/sign-in", "/nothing"):
        answer = rebound.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 421
        assert "for the one alone" not in answer.text


def test_the_refusal_says_what_to_do_in_plain_words(people: People) -> None:
    elsewhere = door(people, base_url="http://evil.example:8700")
    page = elsewhere.get("/", headers={"Accept": "text/html"})
    assert "the setting &#x27;hosts&#x27;" in page.text
    assert "evil" not in page.text
    told = elsewhere.get("/").json()
    assert (told["status"], told["title"]) == (421, "Misdirected Request")


def test_a_websocket_is_closed_wherever_it_comes_from(people: People) -> None:
    for host in ("localhost", "evil.example"):
        asked = ask(wrap(yes, SETTINGS, people=people), type="websocket", headers=[("host", host)])
        assert asked.said == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("bind", "names", "allowed", "refused"),
    [
        ("::1", (), "[::1]:8700", "[::2]:8700"),
        ("192.168.1.5", (), "192.168.1.5:8700", "192.168.1.6"),
        ("192.168.1.5", (), "localhost:8700", "desk.example"),
        ("0.0.0.0", ("desk.example",), "desk.example", "0.0.0.0"),
        ("::", ("desk.example:8443",), "desk.example:8443", "desk.example"),
        ("127.0.0.1", ("desk.example:443",), "desk.example", "desk.example:80"),
        ("fe80::0001", (), "[fe80::1]:8700", "[fe80::0001]"),
    ],
)
def test_a_desk_has_the_names_that_it_listens_at_and_those_given(
    bind: str, names: tuple[str, ...], allowed: str, refused: str
) -> None:
    found = allowed_names(bind, 8700, names)
    assert allowed in found
    assert refused not in found


def test_a_desk_on_all_addresses_needs_a_name() -> None:
    for bind in ("0.0.0.0", "::"):
        with pytest.raises(BadConfig, match="set 'hosts'"):
            settings_for(bind, 8700)


@pytest.mark.parametrize("name", ["*", "*.example", "https://desk.example", "desk example", ""])
def test_a_name_that_is_none_is_refused_when_it_is_set(name: str) -> None:
    with pytest.raises(BadConfig, match="is no name of a host: write it as desk"):
        allowed_names("127.0.0.1", 8700, [name])


@pytest.mark.parametrize(
    ("bind", "sign_in", "alone"),
    [
        ("127.0.0.1", False, True),
        ("localhost", False, True),
        ("::1", False, True),
        ("127.0.0.1", True, False),
        ("192.168.1.5", False, False),
    ],
)
def test_one_is_alone_at_a_desk_on_loopback_unless_one_is_to_sign_in(
    bind: str, sign_in: bool, alone: bool
) -> None:
    assert settings_for(bind, 8700, sign_in=sign_in).alone is alone


def test_a_name_is_read_whole_or_not_at_all() -> None:
    assert parse_authority("Desk.Example:80") == ("desk.example", 80)
    assert parse_authority("desk.example\n") is None
    assert not is_this_machine("localhost.evil.example")
    assert is_this_machine(HERE.removeprefix("http://"))
